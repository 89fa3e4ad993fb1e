"""Last year's report begins this year's: what follows is carried over, nothing else is."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from official_form import COLUMNS, cell_ids

from nianbao.core.edition import Editions
from nianbao.core.preamble import PREAMBLE, title
from nianbao.core.report import Origin, Report
from nianbao.core.values import Value
from nianbao.core.yearly import carried_cells, move_years, next_report, start_year
from reports import filled, with_values, without

CARRIED_IN = [f"applications.carried_in.{column}" for column in COLUMNS]
CARRIED_FORWARD = [f"applications.carried_forward.{column}" for column in COLUMNS]
FORWARD = (3, 1, 0, 0, 2, 0, 6)


@pytest.fixture(name="last")
def _last(editions: Editions) -> Report:
    """A town's report for 2020 in the old form: nothing asked but six requests carried forward."""
    values: dict[str, Value] = {
        **dict.fromkeys(cell_ids("2019"), 0),
        **dict(zip(CARRIED_FORWARD, FORWARD, strict=True)),
        "proactive.licensing.items_last_year": 11,
        "proactive.penalties.items_last_year": 100,
        "proactive.procurement.projects": 22,
        "proactive.procurement.amount": Decimal("19.8303"),
        "edition": "2019",
        "year": 2020,
        "unit.name": "示例县云溪镇人民政府",
        "unit.kind": "town",
        "unit.address": "云溪镇溪口路1号",
        "unit.postcode": "471400",
        "unit.telephone": "0379-66000000",
        "unit.email": "yunxi@example.cn",
        "date": "2021年1月20日",
        "signature": "yes",
        PREAMBLE: "按照条例编制2020年度报告。",
        "texts.overview": "2020年，云溪镇比2019年多公开信息3条。依据是国办公开办函〔2019〕60号。",
        "texts.problems": "2021年，逐项补齐内容。",
        "texts.other": "没有其他需要报告的事项。",
    }
    return Report(editions, values, {"unit.name": Origin("imported", "2020.xlsx")})


def test_the_next_year_uses_the_form_that_the_notices_prescribe_for_it(last: Report):
    this = next_report(last)
    assert (this.year, this.edition.id) == (2021, "2021")
    assert title(this.edition, this.values) == "示例县云溪镇人民政府2021年政府信息公开工作年度报告"


def test_the_unit_and_its_contacts_are_kept(last: Report):
    this = next_report(last)
    for cell in ("unit.name", "unit.kind", "unit.address", "unit.postcode", "unit.telephone", "unit.email"):
        assert this.get(cell) == last.get(cell)
        assert this.origins[cell] == Origin("carried", "2020年报告")
    assert this.get("signature") == "yes"


def test_what_belongs_to_last_year_alone_is_not_kept(last: Report):
    assert "date" not in next_report(last).values


def test_what_was_carried_forward_is_carried_in_all_seven_columns(last: Report):
    this = next_report(last)
    assert tuple(this.get(cell) for cell in CARRIED_IN) == FORWARD
    assert all(this.origins[cell] == Origin("carried", "2020年报告") for cell in CARRIED_IN)


def test_no_other_figure_is_carried_over(last: Report):
    this = next_report(last)
    assert {cell for cell in cell_ids("2021") if cell in this.values} == set(CARRIED_IN)


def test_a_blank_is_not_carried_in_as_zero(last: Report):
    this = next_report(without(last, CARRIED_FORWARD[1]))
    assert CARRIED_IN[1] not in this.values
    assert this.get(CARRIED_IN[6]) == 6


def test_texts_come_as_drafts_with_the_years_moved(last: Report):
    this = next_report(last)
    assert this.text("texts.overview") == "2021年，云溪镇比2020年多公开信息3条。依据是国办公开办函〔2019〕60号。"
    assert this.text("texts.problems") == "2022年，逐项补齐内容。"
    assert this.text("texts.other") == "没有其他需要报告的事项。"
    for cell in ("texts.overview", "texts.problems", "texts.other"):
        assert this.origins[cell] == Origin("carried", "2020年报告")


def test_the_preamble_is_made_anew_in_the_words_of_the_new_notice(last: Report):
    text = next_report(last).text(PREAMBLE)
    assert "〔2021〕30号" in text
    assert "2021年1月1日至2021年12月31日" in text
    assert "电话：0379-66000000" in text


def test_the_unit_kind_chosen_by_hand_is_kept(last: Report):
    this = next_report(with_values(last, {"unit.kind": "other"}))
    assert this.get("unit.kind") == "other"


def test_within_the_same_form_the_same_is_carried_and_no_more(editions: Editions):
    last = filled(editions, "2021")
    this = next_report(last)
    assert (this.year, this.edition.id) == (2025, "2021")
    assert [this.get(cell) for cell in CARRIED_IN] == [last.get(cell) for cell in CARRIED_FORWARD]
    assert {cell for cell in cell_ids("2021") if cell in this.values} == set(CARRIED_IN)


def test_the_second_year_of_the_old_form_stays_in_the_old_form(last: Report):
    this = next_report(with_values(last, {"year": 2019}))
    assert (this.year, this.edition.id) == (2020, "2019")
    assert tuple(this.get(cell) for cell in CARRIED_IN) == FORWARD


def test_a_report_without_a_year_begins_no_next_year_unless_one_is_named(last: Report):
    nameless = without(last, "year")
    with_year = next_report(nameless, 2021)
    assert with_year.year == 2021
    assert with_year.origins["unit.name"] == Origin("carried", "上年报告")
    assert with_year.text("texts.overview").startswith("2021年，云溪镇比2020年")
    with pytest.raises(ValueError, match="no year"):
        next_report(nameless)


def test_the_year_may_be_named(last: Report):
    this = next_report(last, 2023)
    assert this.year == 2023
    assert this.text("texts.overview").startswith("2023年，云溪镇比2022年")


def test_a_wholly_blank_report_begins_a_blank_year(editions: Editions):
    this = next_report(start_year(editions, 2023))
    assert this.values == {"year": 2024, "edition": "2021"}
    assert this.origins == {}


@pytest.mark.parametrize(("year", "form"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2026, "2021")])
def test_a_new_year_starts_blank_in_its_form(editions: Editions, year: int, form: str):
    assert start_year(editions, year).values == {"year": year, "edition": form}


@pytest.mark.parametrize(("this", "last"), [("2021", "2019"), ("2021", "2021"), ("2019", "2019"), ("2019", "2021")])
def test_only_the_seven_columns_of_carried_in_follow_across_any_forms(editions: Editions, this: str, last: str):
    pairs = [(cell.id, source) for cell, source in carried_cells(editions[this], editions[last])]
    assert pairs == list(zip(CARRIED_IN, CARRIED_FORWARD, strict=True))


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("2020年", "2021年"),
        ("2020 年", "2021 年"),
        ("2020年度", "2021年度"),
        ("2019年和2021年", "2020年和2022年"),
        ("2020年1月1日至2020年12月31日", "2021年1月1日至2021年12月31日"),
        ("2019至2020年", "2020至2021年"),
        ("国办公开办函〔2019〕60号", "国办公开办函〔2019〕60号"),
        ("2018年以来", "2018年以来"),
        ("共2020件", "共2020件"),
        ("12020年", "12020年"),
        ("电话0379-2020", "电话0379-2020"),
        ("202020年12月31日", "202020年12月31日"),
        ("", ""),
    ],
)
def test_only_the_years_around_the_report_year_move(text: str, moved: str):
    assert move_years(text, 2020, 2021) == moved


@given(st.text("2019年至〔〕0号 ，度", max_size=40), st.integers(2019, 2024), st.integers(2020, 2026))
def test_moving_years_changes_digits_only(text: str, last: int, year: int):
    moved = move_years(text, last, year)
    assert len(moved) == len(text)
    assert [a for a, b in zip(text, moved, strict=True) if a != b and not (a.isdigit() and b.isdigit())] == []
