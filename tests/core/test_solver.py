"""The solver names the one cell that is wrong, says so truly, and claims nothing that would not come true."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.core.checks import check
from nianbao.core.edition import Cell, Editions
from nianbao.core.following import propose, recomputed
from nianbao.core.report import Report
from nianbao.core.solver import Solution, solutions
from nianbao.core.values import Value
from reports import arbitrary, filled, with_values, without

FORMS = st.sampled_from(("2019", "2021"))
SUM_RULES = {"T3-01", "T3-02", "T3-03", "T4-01"}
GRANTED, GRANTED_TOTAL = "applications.granted.person", "applications.granted.total"
RESULTS, RECEIVED = "applications.total.person", "applications.received.person"
CARRIED_IN, FORWARD = "applications.carried_in.person", "applications.carried_forward.person"


def broken(report: Report) -> set[frozenset[str]]:
    """The sums that the checks blame, each as its cells."""
    return {frozenset(finding.cells) for finding in check(report) if finding.code in SUM_RULES}


def applied(report: Report, solution: Solution) -> Report:
    return report.apply(propose(report, solution.step, {solution.cell: solution.new}))


def summed(report: Report) -> list[Cell]:
    """The cells that take part in a sum: those of tables 三 and 四."""
    return [cell for cell in report.edition.table_cells if cell.section != "proactive"]


def zero_year(editions: Editions, form: str, figures: Mapping[str, int] | None = None) -> Report:
    """A full report of zeros with a few figures in input cells, totals computed; 本年新收 is what makes it balance."""
    values: dict[str, Value] = {
        cell.id: 0 for cell in editions[form].table_cells if not cell.is_total and cell.kind != "text"
    }
    values |= {"edition": form, "year": 2024 if form == "2021" else 2020, **(figures or {})}
    values |= recomputed(Report(editions, values))
    for column in ("person", "business", "research", "nonprofit", "legal_services", "other"):
        carried_in, results, forward = (
            values[f"applications.{row}.{column}"] for row in ("carried_in", "total", "carried_forward")
        )
        values[f"applications.received.{column}"] = results + forward - carried_in  # type: ignore[operator]
    return Report(editions, {**values, **recomputed(Report(editions, values))})


@pytest.fixture
def town(editions: Editions) -> Report:
    """A town that was asked thirteen times, twelve times by persons."""
    return zero_year(
        editions,
        "2021",
        {GRANTED: 3, "applications.partly_granted.person": 9, "applications.granted.business": 1, CARRIED_IN: 2},
    )


# the one wrong cell


@st.composite
def one_wrong(draw: st.DrawFn, editions: Editions) -> tuple[Report, Report, str]:
    """A report without a wrong sum, the same with one cell changed as a file may declare it, and that cell."""
    form = draw(FORMS)
    right = (
        filled(editions, form, draw(st.integers(0, 50)))
        if draw(st.booleans())
        else zero_year(
            editions,
            form,
            draw(
                st.dictionaries(
                    st.sampled_from([GRANTED, FORWARD, "applications.declined.repeated.business"]), st.integers(0, 30)
                )
            ),
        )
    )
    cell = draw(st.sampled_from(summed(right))).id
    value = draw(st.integers(0, 400).filter(lambda number: number != right.values[cell]))
    return right, with_values(right, {cell: value}), cell


@given(st.data())
def test_of_one_wrong_cell_the_original_value_is_named_and_taking_it_makes_everything_right(
    editions: Editions, data: st.DataObject
):
    right, wrong, cell = data.draw(one_wrong(editions))
    named = [solution for solution in solutions(wrong) if solution.cell == cell]
    assert [solution.new for solution in named] == [right.values[cell]]
    assert set(named[0].sums) == broken(wrong)
    assert applied(wrong, named[0]).values == right.values


@given(st.data())
def test_of_one_wrong_cell_whose_totals_followed_the_original_value_is_named(editions: Editions, data: st.DataObject):
    """What the clerk typed: 总计 was computed from the wrong figure, so that only the balances are broken."""
    right, _, cell = data.draw(one_wrong(editions).filter(lambda drawn: not drawn[0].edition.cells[drawn[2]].is_total))
    if not cell.startswith("applications"):
        return  # outcomes of table 四 stand against nothing but their total
    wrong = right.apply(propose(right, "", {cell: int(right.values[cell]) + data.draw(st.integers(1, 99))}))
    assert broken(wrong)
    (named,) = [solution for solution in solutions(wrong) if solution.cell == cell]
    assert named.new == right.values[cell]
    assert applied(wrong, named).values == right.values


@given(st.data())
def test_one_wrong_cell_is_named_by_the_sums_that_are_left_when_other_cells_are_blank(
    editions: Editions, data: st.DataObject
):
    right, wrong, cell = data.draw(one_wrong(editions))
    others = [other.id for other in summed(right) if other.id != cell]
    blanks = data.draw(st.lists(st.sampled_from(others), max_size=12))
    left = without(wrong, *blanks)
    named = [solution for solution in solutions(left) if solution.cell == cell]
    assert bool(named) == bool(broken(left))
    assert all(solution.new == right.values[cell] for solution in named)
    assert all(broken(applied(left, solution)) == set() for solution in named)


@given(st.data())
def test_whatever_is_offered_comes_true(editions: Editions, data: st.DataObject):
    """Reports of any kind: wrong, blank, negative in any mixture."""
    report = data.draw(arbitrary(editions, data.draw(FORMS)))
    before = broken(report)
    for solution in solutions(report):
        cell = report.edition.cells[solution.cell]
        after = applied(report, solution)
        assert broken(after) == before - set(solution.sums)
        assert solution.cleared == len(before) - len(broken(after)) > 0
        assert solution.old == report.values[cell.id] != solution.new
        assert after.values[cell.id] == solution.new >= 0
        assert not any(f.code == "C-01" and cell.id in f.cells for f in check(after))


@given(st.data())
def test_some_wrong_cells_close_together_are_never_explained_wrongly(editions: Editions, data: st.DataObject):
    """Small differences in few rows and columns: they look alike and cross one another."""
    report = zero_year(editions, data.draw(FORMS), {GRANTED: 3, "applications.partly_granted.business": 2})
    rows = ("granted", "partly_granted", "total", "received", "carried_in")
    cells = [f"applications.{row}.{column}" for row in rows for column in ("person", "business", "total")]
    drawn = data.draw(st.dictionaries(st.sampled_from(cells), st.sampled_from((-1, 1, 2, 3, None)), min_size=2))
    changed = {cell: int(report.values[cell]) + step for cell, step in drawn.items() if step is not None}
    wrong = without(with_values(report, changed), *(cell for cell, step in drawn.items() if step is None))
    before = broken(wrong)
    for solution in solutions(wrong):
        assert broken(applied(wrong, solution)) == before - set(solution.sums)


def test_a_report_without_a_wrong_sum_needs_no_solution(report: Report):
    assert solutions(report) == ()


# what is said


def test_the_offer_says_the_cell_both_values_and_how_many_sums_it_clears(town: Report):
    """The file's columns add up, but the row and, by the total of the column, the balance do not."""
    wrong = with_values(town, {GRANTED: 2, RESULTS: 11, "applications.total.total": 13})
    (solution,) = solutions(wrong)
    assert solution.text == "自然人 予以公开 由 2 改为 3 可同时消除 3 处不平"
    assert solution.step == "自然人 予以公开 由 2 改为 3"


def test_a_single_sum_is_not_cleared_at_the_same_time_as_another(town: Report):
    texts = [solution.text for solution in solutions(with_values(town, {"appeals.direct_suit.total": 1}))]
    assert texts == [
        "未经复议直接起诉 维持 由 0 改为 1 可消除 1 处不平",
        "未经复议直接起诉 纠正 由 0 改为 1 可消除 1 处不平",
        "未经复议直接起诉 其他 由 0 改为 1 可消除 1 处不平",
        "未经复议直接起诉 未审结 由 0 改为 1 可消除 1 处不平",
        "未经复议直接起诉 总计 由 1 改为 0 可消除 1 处不平",
    ]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        (RESULTS, "自然人 （七）总计"),
        (GRANTED_TOTAL, "总计 予以公开"),
        ("applications.refused.state_secret.research", "科研机构 属于国家秘密"),
        ("appeals.reconsideration.total", "行政复议 总计"),
    ],
)
def test_totals_are_told_apart(town: Report, cell: str, name: str):
    wrong = with_values(town, {cell: int(town.values[cell]) + 7})
    assert name in [solution.name for solution in solutions(wrong)]


def test_the_sums_of_an_offer_are_those_that_the_findings_tell_of(town: Report):
    wrong = with_values(town, {RESULTS: 11})
    (solution,) = solutions(wrong)
    assert {f.code for f in check(wrong) if frozenset(f.cells) in solution.sums} == {"T3-01", "T3-02", "T3-03"}


# several wrong cells


def test_wrong_cells_in_different_tables_are_each_solved_by_themselves(town: Report):
    wrong = with_values(town, {RESULTS: 11, "appeals.reconsideration.total": 4})
    found = solutions(wrong)
    assert (found[0].cell, found[0].new, found[0].cleared) == (RESULTS, 12, 3)
    assert {solution.cleared for solution in found[1:]} == {1}
    assert ("appeals.reconsideration.total", 0) in [(solution.cell, solution.new) for solution in found]


def test_wrong_cells_that_no_one_cell_explains_together_are_each_solved_by_themselves(town: Report):
    """Neither row nor column nor difference in common: each pair of broken sums has its own cell."""
    wrong = with_values(town, {GRANTED: 4, "applications.declined.petition.business": 7})
    assert [(s.cell, s.new, s.cleared) for s in solutions(wrong)] == [
        (GRANTED, 3, 2),
        ("applications.declined.petition.business", 0, 2),
    ]


def test_nothing_is_claimed_when_several_pairs_of_cells_explain_the_same(town: Report):
    """The same difference in two rows and two columns: four cells could be wrong, and no one alone."""
    wrong = with_values(town, {GRANTED: 4, "applications.declined.petition.business": 1})
    assert len(broken(wrong)) == 4
    assert solutions(wrong) == ()


def test_nothing_is_claimed_for_two_wrong_cells_in_one_row(town: Report):
    wrong = with_values(town, {GRANTED: 5, "applications.granted.business": 8})
    assert solutions(wrong) == ()


# blanks and values that may not be


def test_sums_with_a_blank_do_not_count(town: Report):
    wrong = without(with_values(town, {"appeals.reconsideration.total": 4}), "appeals.reconsideration.other")
    assert solutions(wrong) == ()
    assert solutions(without(with_values(town, {RECEIVED: 99}), "applications.received.total", RESULTS)) == ()


def test_a_blank_total_may_be_filled_by_taking_the_offer(town: Report):
    wrong = without(with_values(town, {GRANTED: 2}), GRANTED_TOTAL)
    solution = solutions(wrong)[0]
    after = applied(wrong, solution)
    assert (solution.cell, solution.new, solution.cleared) == (GRANTED, 3, 1)
    assert after.values == town.values


def test_a_cell_is_not_offered_when_the_blank_total_that_it_fills_would_break_a_sum(town: Report):
    """自然人 of 予以公开 would mend its column, but the row's total, blank in the file, then disagrees with 总计."""
    wrong = without(with_values(town, {GRANTED: 2, "applications.granted.business": 2}), GRANTED_TOTAL)
    wrong = with_values(wrong, {"applications.total.business": 2, "applications.received.business": 2})
    offers = solutions(wrong)
    assert GRANTED not in [solution.cell for solution in offers]
    assert all(broken(applied(wrong, s)) == broken(wrong) - set(s.sums) for s in offers)


def test_a_count_is_never_offered_below_zero(town: Report):
    wrong = with_values(town, {"appeals.reconsideration.upheld": 10, "appeals.reconsideration.corrected": 1})
    assert [(s.cell, s.new) for s in solutions(wrong)] == [("appeals.reconsideration.total", 11)]


def test_a_fraction_in_a_count_is_made_whole(town: Report):
    (solution,) = solutions(with_values(town, {GRANTED: Decimal("3.5")}))
    assert (solution.new, type(solution.new)) == (3, int)
    assert solution.text.startswith("自然人 予以公开 由 3.5 改为 3 ")


# which is likeliest


def ranked(report: Report, last: Report | None = None) -> list[tuple[str, Value]]:
    return [(solution.cell, solution.new) for solution in solutions(report, last)]


def test_a_value_that_agrees_with_last_year_comes_first_and_one_that_would_not_any_more_last(
    editions: Editions, town: Report
):
    wrong = town.apply(propose(town, "", {CARRIED_IN: 1}))
    last = zero_year(editions, "2019", {FORWARD: 2})
    assert ranked(wrong)[0] != (CARRIED_IN, 2)
    assert ranked(wrong, last)[0] == (CARRIED_IN, 2)
    agreeing = zero_year(editions, "2019", {FORWARD: 1})
    assert ranked(wrong, agreeing)[-1] == (CARRIED_IN, 2)
    assert sorted(ranked(wrong, agreeing)) == sorted(ranked(wrong))


def test_swapped_digits_come_before_a_lost_digit_and_that_before_all_else(town: Report):
    cells = [f"appeals.reconsideration.{outcome}" for outcome in ("upheld", "corrected", "other", "pending", "total")]
    wrong = with_values(town, dict(zip(cells, (40, 2, 12, 0, 63), strict=True)))
    assert ranked(wrong)[:2] == [(cells[2], 21), (cells[0], 49)]
    wrong = with_values(town, dict(zip(cells, (40, 2, 13, 0, 10), strict=True)))
    assert ranked(wrong) == [(cells[4], 55)]
    wrong = with_values(town, dict(zip(cells, (30, 1, 5, 0, 45), strict=True)))
    assert ranked(wrong)[0] == (cells[1], 10)


def test_figures_come_before_zeros_inputs_before_totals_and_what_becomes_zero_last(town: Report):
    cells = [f"appeals.reconsideration.{outcome}" for outcome in ("upheld", "corrected", "other", "pending", "total")]
    wrong = with_values(town, dict(zip(cells, (0, 4, 0, 0, 6), strict=True)))
    assert [cell for cell, _ in ranked(wrong)] == [cells[1], cells[4], cells[0], cells[2], cells[3]]
    wrong = with_values(town, dict(zip(cells, (0, 4, 0, 0, 0), strict=True)))
    assert ranked(wrong) == [(cells[4], 4), (cells[1], 0)]
    wrong = with_values(town, dict(zip(cells, (6, 4, 0, 0, 999), strict=True)))
    assert ranked(wrong)[0] == (cells[4], 10)


# real reports


def test_the_totals_that_a_real_report_left_at_zero_are_named(shared: Path, editions: Editions):
    figures = json.loads((shared / "corpus" / "hongze-2023.json").read_text(encoding="utf-8"))
    declared = Report(editions, {**figures["cells"], "edition": figures["edition"], "year": 2023})
    assert ranked(declared) == [
        ("appeals.reconsideration.total", 11),
        ("appeals.suit_after_reconsideration.total", 5),
        ("appeals.suit_after_reconsideration.upheld", 0),
    ]
