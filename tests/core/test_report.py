"""A report is a map of values; a change takes it from one state to another and back, exactly."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.core.edition import Editions
from nianbao.core.report import Change, Origin, Report, difference
from nianbao.core.values import Value

A, B, C = (f"applications.granted.{column}" for column in ("person", "business", "research"))

cells = st.sampled_from((A, B, C, "texts.other"))
values = st.one_of(st.integers(0, 3), st.just(Decimal("1.5")), st.sampled_from(["甲", "乙"]))
origins = st.builds(Origin, st.sampled_from(["imported", "carried"]), st.sampled_from(["甲.xlsx", "乙.docx"]))
states = st.tuples(st.dictionaries(cells, values), st.dictionaries(cells, origins))


def report_of(editions: Editions, content: dict[str, Value], begun: dict[str, Origin] | None = None) -> Report:
    return Report(editions, {"edition": "2021", **content}, begun or {})


def change_to(before: Report, content: dict[str, Value], begun: dict[str, Origin]) -> Change:
    """The change from a report to one with the given content and origins."""
    after = {"edition": "2021", **content}
    moved = {
        cell: (before.origins.get(cell), begun.get(cell))
        for cell in {*before.origins, *begun}
        if before.origins.get(cell) != begun.get(cell)
    }
    return Change("改", difference(before.values, after), moved)


def test_a_blank_cell_is_absent_and_has_no_number(editions: Editions):
    report = report_of(editions, {A: 3})
    assert report.get(A) == 3
    assert report.get(B) is None
    assert report.number(B) is None
    assert report.text(B) == ""
    assert report.blanks([C, A, B]) == (C, B)


def test_zero_is_not_blank(editions: Editions):
    report = report_of(editions, {A: 0})
    assert report.number(A) == 0
    assert report.text(A) == "0"
    assert report.blanks([A]) == ()


def test_only_a_whole_number_is_a_number_of_cases(editions: Editions):
    report = report_of(editions, {A: Decimal("2.5"), B: "两件", C: -3})
    assert report.number(A) is None
    assert report.number(B) is None
    assert report.number(C) == -3


def test_a_report_knows_its_form_its_year_and_its_unit(editions: Editions):
    report = Report(editions, {"edition": "2019", "year": 2020, "unit.name": "示例县清水镇人民政府"})
    assert report.edition is editions["2019"]
    assert (report.year, report.unit) == (2020, "示例县清水镇人民政府")


def test_a_report_without_year_and_unit_has_none(editions: Editions):
    report = Report(editions, {"edition": "2021"})
    assert (report.year, report.unit) == (None, "")


def test_applying_a_change_leaves_the_report_before_as_it_was(editions: Editions):
    before = report_of(editions, {A: 1})
    after = before.apply(Change("填写", {A: (1, 2), B: (None, 0)}))
    assert dict(before.values) == {"edition": "2021", A: 1}
    assert dict(after.values) == {"edition": "2021", A: 2, B: 0}


def test_a_change_to_blank_takes_the_cell_out(editions: Editions):
    after = report_of(editions, {A: 1}, {A: Origin("imported", "甲.xlsx")}).apply(
        Change("清除", {A: (1, None)}, {A: (Origin("imported", "甲.xlsx"), None)})
    )
    assert A not in after.values
    assert A not in after.origins


def test_a_change_made_for_other_values_is_refused(editions: Editions):
    report = report_of(editions, {A: 1})
    with pytest.raises(ValueError, match=r"applications\.granted\.person holds 1, the change expects 5"):
        report.apply(Change("改", {A: (5, 6)}))
    with pytest.raises(ValueError, match="expects None"):
        report.apply(Change("改", {A: (None, 6)}))
    with pytest.raises(ValueError, match="holds None"):
        report.apply(Change("改", {B: (1, 6)}))


def test_a_change_of_nothing_is_false():
    assert not Change("没有", {})
    assert Change("值", {A: (1, 2)})
    assert Change("来源", {}, {A: (None, Origin("imported"))})


def test_the_difference_names_what_is_gone_what_is_new_and_what_differs():
    assert difference({A: 1, B: 2}, {B: 3, C: 4}) == {A: (1, None), B: (2, 3), C: (None, 4)}


def test_equal_numbers_do_not_differ_whatever_their_type():
    assert difference({A: 5}, {A: Decimal("5.0")}) == {}


@given(states, states)
def test_a_change_and_its_inverse_restore_the_report_exactly(editions: Editions, one, two):
    report = report_of(editions, *one)
    change = change_to(report, *two)
    changed = report.apply(change)
    assert (changed.values, changed.origins) == ({"edition": "2021", **two[0]}, two[1])
    assert changed.apply(change.inverse()) == report
    assert change.inverse().inverse() == change


@given(states, states, states)
def test_two_changes_as_one_step_do_what_they_do_one_after_the_other(editions: Editions, one, two, three):
    first = report_of(editions, *one)
    change = change_to(first, *two)
    second = first.apply(change)
    later = change_to(second, *three)
    third = second.apply(later)
    both = change.then(later)
    assert first.apply(both) == third
    assert third.apply(both.inverse()) == first
    assert both.text == change.text


@given(states, states)
def test_a_change_followed_by_its_inverse_is_nothing(editions: Editions, one, two):
    change = change_to(report_of(editions, *one), *two)
    assert not change.then(change.inverse())
