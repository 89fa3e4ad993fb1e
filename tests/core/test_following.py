"""Totals follow what is typed, declared ones are kept until the sum is known, and the preamble follows the unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from official_form import APPLICANTS, OUTCOMES, cell_ids, typed_ids, with_totals, zeros

from nianbao.core.edition import Editions
from nianbao.core.following import computed, propose, provisional, recomputed, sum_of
from nianbao.core.preamble import PREAMBLE, preamble
from nianbao.core.report import Origin, Report
from nianbao.core.values import Value
from nianbao.core.yearly import start_year
from reports import TEXT_CELLS, arbitrary, filled, with_values, without

UPHELD, CORRECTED, OTHER, PENDING, TOTAL = (f"appeals.reconsideration.{outcome}" for outcome in (*OUTCOMES, "total"))
BOTH = pytest.mark.parametrize("form", ["2019", "2021"])
YEARS = {"2019": 2020, "2021": 2024}
IMPORTED = Origin("imported", "2023.docx 第 3 个表格第 4 行第 1 列")


def typed(report: Report, **values: Value | None) -> Report:
    """The report after the values were typed, `__` for a dot in an id."""
    cells = {cell.replace("__", "."): value for cell, value in values.items()}
    return report.apply(propose(report, "填写", cells))


def enter(report: Report, values: dict[str, Value | None]) -> Report:
    return report.apply(propose(report, "填写", values))


@pytest.fixture(name="blank")
def _blank(editions: Editions) -> Report:
    return start_year(editions, 2024)


# totals


def test_a_total_appears_when_its_last_operand_is_typed(blank: Report):
    report = enter(blank, {UPHELD: 10, CORRECTED: 1, OTHER: 0})
    assert report.get(TOTAL) is None
    report = enter(report, {PENDING: 2})
    assert report.get(TOTAL) == 13


def test_a_blank_operand_is_not_taken_for_zero(blank: Report):
    report = enter(blank, {UPHELD: 0, CORRECTED: 0, OTHER: 0})
    assert report.get(TOTAL) is None


def test_a_total_that_follows_goes_when_an_operand_is_cleared_and_comes_back(blank: Report):
    report = enter(blank, dict.fromkeys((UPHELD, CORRECTED, OTHER, PENDING), 1))
    assert report.get(TOTAL) == 4
    report = enter(report, {OTHER: None})
    assert report.get(TOTAL) is None
    assert enter(report, {OTHER: 5}).get(TOTAL) == 8


def test_one_step_holds_the_typed_value_and_all_totals_that_follow(blank: Report):
    report = blank.apply(propose(blank, "填 0", dict.fromkeys(typed_ids("2021"), 0)))
    change = propose(report, "填写", {"applications.granted.person": 3})
    assert change.cells == {
        "applications.granted.person": (0, 3),
        "applications.granted.total": (0, 3),
        "applications.total.person": (0, 3),
        "applications.total.total": (0, 3),
    }
    assert change.text == "填写"


@BOTH
def test_when_every_operand_is_filled_every_total_is_there(editions: Editions, form: str):
    report = start_year(editions, YEARS[form])
    report = enter(report, dict.fromkeys(typed_ids(form), 0))
    assert {cell: report.get(cell) for cell in cell_ids(form)} == zeros(form)


@BOTH
@given(data=st.data())
def test_the_total_of_totals_comes_out_whatever_the_order_of_typing(editions: Editions, form: str, data):
    numbers = data.draw(st.lists(st.integers(0, 999), min_size=24, max_size=24))
    cells = [cell for cell in typed_ids(form) if cell.startswith("applications.")]
    given_values = {cell: numbers[place % 24] + place % 5 for place, cell in enumerate(cells)}
    expected = with_totals(form, given_values)
    order = data.draw(st.permutations([cells[start::4] for start in range(4)]))
    report = start_year(editions, YEARS[form])
    for part in order:
        report = enter(report, {cell: expected[cell] for cell in part})
    for cell in cell_ids(form):
        if cell.startswith("applications."):
            assert report.get(cell) == expected[cell]


steps = st.lists(
    st.dictionaries(
        st.sampled_from([cell for cell in typed_ids("2021") if cell.startswith("appeals.")]),
        st.one_of(st.none(), st.integers(0, 9)),
        min_size=1,
        max_size=8,
    ),
    max_size=12,
)


@given(steps)
def test_while_typing_a_total_is_always_the_sum_of_what_is_there_or_blank(editions: Editions, steps):
    report = start_year(editions, 2024)
    for values in steps:
        report = enter(report, values)
        for case in ("reconsideration", "direct_suit", "suit_after_reconsideration"):
            parts = [report.get(f"appeals.{case}.{outcome}") for outcome in OUTCOMES]
            expected = None if None in parts else sum(parts)
            assert report.get(f"appeals.{case}.total") == expected


# what a file declares


@pytest.fixture(name="declared")
def _declared(blank: Report) -> Report:
    """行政复议 10+1+0+0 with a declared total of 0, as one county published it."""
    values: dict[str, Value] = {UPHELD: 10, CORRECTED: 1, OTHER: 0, PENDING: 0, TOTAL: 0}
    return blank.apply(propose(blank, "导入", values, dict.fromkeys(values, IMPORTED)))


def test_a_declared_total_is_kept_though_it_is_wrong(declared: Report):
    assert declared.get(TOTAL) == 0
    assert declared.origins[TOTAL] == IMPORTED


def test_a_wrong_total_is_put_right_when_an_operand_changes(declared: Report):
    report = enter(declared, {UPHELD: 9})
    assert report.get(TOTAL) == 10
    assert TOTAL not in report.origins
    assert report.origins[CORRECTED] == IMPORTED


def test_typing_the_same_number_again_leaves_the_declared_total(declared: Report):
    report = enter(declared, {UPHELD: 10})
    assert report.get(TOTAL) == 0
    assert UPHELD not in report.origins


def test_a_declared_total_is_not_erased_while_the_sum_is_not_known(blank: Report):
    report = blank.apply(propose(blank, "导入", {TOTAL: 7}, {TOTAL: IMPORTED}))
    for cell, value in ((UPHELD, 1), (CORRECTED, 1), (OTHER, 1)):
        report = enter(report, {cell: value})
        assert report.get(TOTAL) == 7
    assert report.origins[TOTAL] == IMPORTED
    assert enter(report, {PENDING: 1}).get(TOTAL) == 4


def test_a_declared_blank_total_stays_blank_until_an_operand_changes(blank: Report):
    operands: dict[str, Value | None] = dict.fromkeys((UPHELD, CORRECTED, OTHER, PENDING), 1)
    report = blank.apply(propose(blank, "导入", {**operands, TOTAL: None}))
    assert report.get(TOTAL) is None
    assert enter(report, {"texts.other": "无"}).get(TOTAL) is None
    assert enter(report, {UPHELD: 2}).get(TOTAL) == 5


@BOTH
def test_recomputing_offers_every_wrong_and_every_missing_total_and_nothing_else(editions: Editions, form: str):
    report = filled(editions, form)
    assert recomputed(report) == {}
    right = report.values
    wrong = with_values(report, {TOTAL: 999, "applications.granted.total": 999})
    wrong = without(wrong, "appeals.direct_suit.total")
    expected = {cell: right[cell] for cell in (TOTAL, "applications.granted.total", "appeals.direct_suit.total")}
    assert recomputed(wrong) == expected
    fixed = wrong.apply(propose(wrong, "按各项重算合计", recomputed(wrong)))
    assert fixed.values == right


def test_recomputing_puts_the_total_of_totals_right_after_the_totals_that_it_adds(editions: Editions):
    report = with_values(filled(editions, "2021"), {"applications.total.person": 999, "applications.total.total": 999})
    right = filled(editions, "2021").values
    assert recomputed(report) == {
        cell: right[cell] for cell in ("applications.total.person", "applications.total.total")
    }


def test_recomputing_leaves_a_total_alone_whose_operand_is_blank(blank: Report):
    report = with_values(blank, {UPHELD: 1, CORRECTED: 1, OTHER: 1, TOTAL: 999})
    assert recomputed(report) == {}


def test_the_sum_of_a_number_and_a_word_is_not_known():
    assert sum_of({UPHELD: 1, CORRECTED: "无"}, (UPHELD, CORRECTED)) is None
    assert sum_of({UPHELD: 1}, (UPHELD, CORRECTED)) is None
    assert sum_of({UPHELD: 1, CORRECTED: Decimal("0.5")}, (UPHELD, CORRECTED)) == Decimal("1.5")


def test_a_total_over_rows_and_columns_is_known_as_soon_as_one_of_them_is(editions: Editions):
    cell = editions["2021"].cells["applications.total.total"]
    across: dict[str, Value] = {f"applications.total.{applicant}": 2 for applicant in APPLICANTS}
    assert computed(cell, across) == 12
    assert computed(cell, {}) is None


# shown as provisional


def test_a_blank_total_shows_what_it_comes_to_so_far(editions: Editions):
    cell = editions["2021"].cells[TOTAL]
    assert provisional(cell, {}) is None
    assert provisional(cell, {UPHELD: 0}) == 0
    assert provisional(cell, {UPHELD: 3, PENDING: 2}) == 5
    assert provisional(cell, {UPHELD: 3, PENDING: "不详"}) == 3


def test_the_total_of_totals_so_far_is_the_larger_of_rows_and_columns(editions: Editions):
    cell = editions["2021"].cells["applications.total.total"]
    values: dict[str, Value] = {
        "applications.granted.total": 3,
        "applications.refused.third_party.total": 1,
        "applications.total.person": 2,
    }
    assert provisional(cell, values) == 4


# where values came from


def test_the_origin_goes_when_the_value_is_typed_again(declared: Report):
    assert UPHELD in declared.origins
    assert UPHELD not in enter(declared, {UPHELD: 3}).origins
    assert UPHELD not in enter(declared, {UPHELD: 10}).origins
    assert UPHELD not in enter(declared, {UPHELD: None}).origins


def test_an_imported_value_takes_the_origin_of_the_import(declared: Report):
    again = Origin("imported", "2023.xlsx 工作表“表四” A4")
    report = declared.apply(propose(declared, "导入", {UPHELD: 10}, {UPHELD: again}))
    assert report.origins[UPHELD] == again


def test_a_cell_that_is_blank_has_no_origin(declared: Report):
    values = {UPHELD: None, "applications.other.person": 3}
    report = declared.apply(propose(declared, "导入", values, dict.fromkeys(values, IMPORTED)))
    assert "applications.other.person" not in report.values  # a row of the old form only
    assert set(report.origins) <= set(report.values)


# the preamble and the kind of unit


def test_the_preamble_follows_the_unit_the_year_and_the_contacts(blank: Report):
    assert blank.get(PREAMBLE) is None
    report = enter(blank, {"unit.name": "示例县清水镇人民政府"})
    assert report.text(PREAMBLE).endswith(
        "要求，示例县清水镇人民政府编制了2024年政府信息公开工作年度报告。"
        "本报告所列数据的统计期限为2024年1月1日至2024年12月31日。"
    )
    report = enter(report, {"unit.telephone": "0379-66000001", "unit.postcode": "471400"})
    assert report.text(PREAMBLE).endswith(
        "如对本报告有疑问，请与示例县清水镇人民政府联系（邮编：471400，电话：0379-66000001）。"
    )
    assert "2025年1月1日至2025年12月31日" in enter(report, {"year": 2025}).text(PREAMBLE)


def test_the_preamble_goes_with_the_unit_and_comes_back_with_it(blank: Report):
    report = enter(blank, {"unit.name": "清水镇人民政府"})
    report = enter(report, {"unit.name": None})
    assert PREAMBLE not in report.values
    assert "清水乡人民政府" in enter(report, {"unit.name": "清水乡人民政府"}).text(PREAMBLE)


def test_a_preamble_that_was_written_by_hand_stays(blank: Report):
    report = enter(blank, {"unit.name": "清水镇人民政府"})
    report = enter(report, {PREAMBLE: "根据县里的要求，编制本报告。"})
    report = enter(report, {"unit.name": "清水乡人民政府", "year": 2025, "edition": "2019"})
    assert report.text(PREAMBLE) == "根据县里的要求，编制本报告。"


def test_a_preamble_that_was_cleared_by_hand_stays_blank(blank: Report):
    report = enter(blank, {"unit.name": "清水镇人民政府"})
    report = enter(report, {PREAMBLE: None})
    assert PREAMBLE not in enter(report, {"year": 2025}).values


def test_a_preamble_put_back_by_hand_follows_again(blank: Report):
    report = enter(blank, {"unit.name": "清水镇人民政府"})
    report = enter(report, {PREAMBLE: "改过的"})
    report = enter(report, {PREAMBLE: preamble(report.edition, report.values)})
    assert "2025年" in enter(report, {"year": 2025}).text(PREAMBLE)


def test_the_kind_of_unit_follows_its_name_until_it_is_chosen_by_hand(blank: Report):
    report = enter(blank, {"unit.name": "清水镇人民政府"})
    assert report.get("unit.kind") == "town"
    report = enter(report, {"unit.name": "清水街道办事处"})
    assert report.get("unit.kind") == "subdistrict"
    report = enter(report, {"unit.kind": "other"})
    assert enter(report, {"unit.name": "清水县财政局"}).get("unit.kind") == "other"


# the other form


def test_switching_the_form_takes_out_the_cells_without_a_place_and_keeps_the_others(editions: Editions):
    old = filled(editions, "2019")
    new = enter(old, {"edition": "2021"})
    assert new.edition.id == "2021"
    assert set(new.values) <= set(editions["2021"].cells)
    for cell in cell_ids("2021"):
        assert new.get(cell) == (old.get(cell) if cell in cell_ids("2019") else None)
    assert new.text("texts.overview") == old.text("texts.overview")


def test_switching_the_form_changes_the_notice_that_the_preamble_names(editions: Editions):
    old = filled(editions, "2019")
    assert "〔2019〕60号" in old.text(PREAMBLE)
    assert "〔2021〕30号" in enter(old, {"edition": "2021"}).text(PREAMBLE)


def test_the_origins_of_homeless_cells_go_with_them(editions: Editions):
    old = filled(editions, "2019")
    old = Report(editions, old.values, dict.fromkeys(cell_ids("2019"), IMPORTED))
    new = enter(old, {"edition": "2021"})
    assert set(new.origins) <= set(new.values)


def test_a_total_is_not_made_from_rows_that_the_new_form_does_not_have(editions: Editions):
    old = filled(editions, "2019")
    new = enter(old, {"edition": "2021"})
    assert new.get("applications.total.person") == old.get("applications.total.person")
    rows: dict[str, Value | None] = {f"applications.other.{row}.person": 1 for row in ("not_corrected", "fee_unpaid")}
    new = enter(new, rows)
    assert new.get("applications.total.person") == old.get("applications.total.person")
    new = enter(new, {"applications.other.misc.person": 1})
    before = old.get("applications.total.person"), old.get("applications.other.person")
    assert new.get("applications.total.person") == before[0] - before[1] + 3


@given(data=st.data())
def test_switching_the_form_there_and_back_by_undo_restores_the_report_exactly(editions: Editions, data):
    form, target = data.draw(st.sampled_from([("2019", "2021"), ("2021", "2019")]))
    report = data.draw(arbitrary(editions, form))
    report = Report(editions, report.values, data.draw(_origins(report)))
    change = propose(report, "更换报告格式", {"edition": target})
    after = report.apply(change)
    assert after.edition.id == target
    assert set(after.values) <= set(editions[target].cells)
    assert set(after.origins) <= set(after.values)
    assert after.apply(change.inverse()) == report


def _origins(report: Report) -> st.SearchStrategy[dict[str, Origin]]:
    begun = st.sampled_from([IMPORTED, Origin("carried", "2023年报告")])
    return st.dictionaries(st.sampled_from(sorted(report.values)), begun, max_size=20)


def _entries(form: str) -> st.SearchStrategy[dict[str, Value | None]]:
    numbers = st.dictionaries(st.sampled_from(cell_ids(form)), st.one_of(st.none(), st.integers(0, 99)), max_size=12)
    texts = st.dictionaries(
        st.sampled_from((*TEXT_CELLS, "unit.name", "unit.kind")),
        st.one_of(st.none(), st.sampled_from(["清水镇人民政府", "other", "无"])),
    )
    years = st.one_of(st.just({}), st.just({"year": None}), st.sampled_from([{"year": y} for y in (2019, 2021, 2030)]))
    return st.builds(lambda *parts: {k: v for part in parts for k, v in part.items()}, numbers, texts, years)


@BOTH
@given(data=st.data())
def test_undoing_any_sequence_of_entries_restores_every_state_exactly(editions: Editions, form: str, data):
    report = data.draw(arbitrary(editions, form))
    report = Report(editions, report.values, data.draw(_origins(report)))
    states, changes = [report], []
    for values in data.draw(st.lists(_entries(form), min_size=1, max_size=5)):
        origins = dict.fromkeys(values, IMPORTED) if data.draw(st.booleans()) else None
        change = propose(states[-1], "填写", values, origins)
        changes.append(change)
        states.append(states[-1].apply(change))
        for cell, value in values.items():
            assert states[-1].get(cell) == value
        assert set(states[-1].origins) <= set(states[-1].values)
    for change, before, after in zip(reversed(changes), reversed(states[:-1]), reversed(states[1:]), strict=True):
        assert after.apply(change.inverse()) == before


@BOTH
@given(data=st.data())
def test_proposing_what_is_already_there_changes_no_value(editions: Editions, form: str, data):
    report = data.draw(arbitrary(editions, form))
    cells = data.draw(st.lists(st.sampled_from(cell_ids(form)), max_size=20))
    assert propose(report, "填写", {cell: report.get(cell) for cell in cells}).cells == {}
