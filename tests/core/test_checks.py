"""A report is blamed for exactly what is wrong in it: clean, blank, changed, arbitrary and published reports."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from blaming import blamed, report_of, table_faults
from hypothesis import given
from hypothesis import strategies as st
from official_form import COLUMNS, ROW_IDS, cell_ids, typed_ids, with_totals, zeros

from nianbao.core.checks import RULES, check
from nianbao.core.edition import Editions
from nianbao.core.following import propose
from nianbao.core.report import Report
from nianbao.core.values import Value
from nianbao.core.yearly import next_report, start_year
from reports import arbitrary, filled, with_values, without

FORMS = ("2019", "2021")
BOTH = pytest.mark.parametrize("form", FORMS)
SUMS = ("C-01", "C-02", "T3-01", "T3-02", "T3-03", "T4-01")

# clean reports


@BOTH
def test_a_year_in_which_nothing_happened_has_no_finding(editions: Editions, form: str):
    report = report_of(editions, form, dict(zeros(form)))
    assert blamed(report) == {}
    assert blamed(report, report) == {}


@BOTH
def test_a_blank_report_is_told_its_blanks_and_nothing_else(editions: Editions, form: str):
    assert blamed(report_of(editions, form, {})) == {"C-02": 3}


def test_a_new_year_is_told_only_its_blanks(editions: Editions):
    assert blamed(start_year(editions, 2024)) == {"C-02": 3}


@BOTH
def test_a_year_started_from_last_year_is_told_only_its_blanks(editions: Editions, form: str):
    last = filled(editions, form)
    assert blamed(next_report(last), last) == {"C-02": 3}


@given(st.sampled_from(FORMS), st.integers())
def test_a_consistent_report_has_no_finding_on_its_tables(editions: Editions, form: str, seed: int):
    assert table_faults(filled(editions, form, seed)) == []


def _year_after(last: Report, seed: int) -> Report:
    """Another year of the same unit in which everything follows from last year as it should."""
    this = filled(last.editions, last.edition.id, seed)
    values = {**this.values, "year": (last.year or 0) + 1}
    for column in COLUMNS:
        carried_in, received = f"applications.carried_in.{column}", f"applications.received.{column}"
        before = last.number(f"applications.carried_forward.{column}") or 0
        values[received] = (this.number(received) or 0) + (this.number(carried_in) or 0) - before
        values[carried_in] = before
    for row in ("rules", "normative_documents"):
        issued, repealed, stock = (f"proactive.{row}.{column}" for column in ("issued", "repealed", "in_force"))
        if stock in values:
            values[repealed] = min(this.number(repealed) or 0, last.number(stock) or 0)
            values[stock] = (last.number(stock) or 0) + (this.number(issued) or 0) - values[repealed]
        else:
            new, whole = f"proactive.{row}.disclosed", f"proactive.{row}.total_disclosed"
            values[whole] = (last.number(whole) or 0) + (this.number(new) or 0)
    for cell in this.edition.table_cells:
        if cell.id.endswith(".items_last_year"):
            row = cell.id.removesuffix("items_last_year")
            values[cell.id] = (last.number(cell.id) or 0) + (last.number(f"{row}change") or 0)
            values[f"{row}change"] = abs(this.number(f"{row}change") or 0)
    return Report(this.editions, values)


@given(st.sampled_from(FORMS), st.integers(), st.integers())
def test_two_years_that_follow_from_each_other_are_not_blamed(editions: Editions, form: str, one: int, two: int):
    last = filled(editions, form, one)
    # what only looks unusual may come up by chance
    chance = {"C-03", "C-04", "T2-03", "T2-04", "Y-04"}
    assert set(blamed(_year_after(last, two), last)) <= chance


# one mistake

numbers = st.lists(st.integers(0, 10**6), min_size=30, max_size=30)


def _valid(form: str, drawn: list[int]) -> dict[str, int]:
    """Tables 三 and 四 whose sums are right, every figure different from its neighbours."""
    typed = [cell for cell in typed_ids(form) if not cell.startswith("proactive.")]
    return with_totals(form, {cell: drawn[place % len(drawn)] + place for place, cell in enumerate(typed)})


def _sums_blamed(report: Report) -> dict[str, int]:
    return {code: count for code, count in blamed(report).items() if code in SUMS}


@given(st.sampled_from(FORMS), numbers)
def test_tables_whose_sums_are_right_are_never_blamed(editions: Editions, form: str, drawn: list[int]):
    assert _sums_blamed(report_of(editions, form, dict(_valid(form, drawn)))) == {}


def _rules_broken_by(form: str, cell: str) -> dict[str, int]:
    """How often each rule must speak when this one cell of a right report is changed, from the notices."""
    if cell.startswith("appeals."):
        return {"T4-01": 1}
    row = ".".join(cell.split(".")[1:-1])
    broken = {"T3-03": 1}
    if row in ("received", "carried_in", "carried_forward"):
        return {**broken, "T3-01": 1}
    return {**broken, "T3-02": 1, **({"T3-01": 1} if row == "total" else {})}


@given(st.sampled_from(FORMS), numbers, st.data())
def test_one_changed_cell_is_blamed_by_every_sum_that_it_stands_in_and_by_no_other(
    editions: Editions, form: str, drawn: list[int], data
):
    values = _valid(form, drawn)
    cell = data.draw(st.sampled_from([cell for cell in cell_ids(form) if not cell.startswith("proactive.")]))
    other = data.draw(st.integers(0, 10**6).filter(lambda number: number != values[cell]))
    report = report_of(editions, form, {**values, cell: other})
    assert _sums_blamed(report) == _rules_broken_by(form, cell)
    for finding in table_faults(report):
        if finding.code in SUMS:
            assert cell in finding.cells
            assert f"相差 {abs(other - values[cell])}。" in finding.message


@BOTH
@pytest.mark.parametrize("step", [1, 10])
def test_no_typed_number_of_tables_three_and_four_can_be_changed_unnoticed(editions: Editions, form: str, step: int):
    report = filled(editions, form)
    typed = [cell for cell in typed_ids(form) if not cell.startswith("proactive.")]
    assert len(typed) == {"2019": 144, "2021": 156}[form]
    for cell in typed:
        changed = with_values(report, {cell: (report.number(cell) or 0) + step})
        assert any(cell in finding.cells for finding in table_faults(changed) if finding.code in SUMS), cell


@given(st.sampled_from(FORMS), numbers, st.data())
def test_the_sums_that_a_blank_cell_stands_in_are_not_spoken_of(editions: Editions, form: str, drawn: list[int], data):
    report = report_of(editions, form, {**_valid(form, drawn), "applications.total.total": -1})
    blank = data.draw(st.sampled_from([cell for cell in cell_ids(form) if not cell.startswith("proactive.")]))
    for finding in table_faults(without(report, blank)):
        assert finding.code == "C-02" or blank not in finding.cells


def test_findings_come_in_the_order_of_the_rules(editions: Editions):
    report = with_values(
        filled(editions, "2021"),
        {"appeals.direct_suit.total": 999, "applications.granted.total": 999, "proactive.rules.issued": -1},
    )
    order = [rule.code for rule in RULES]
    codes = [finding.code for finding in check(without(report, "proactive.fees.amount"))]
    assert len(set(codes)) > 4
    assert codes == sorted(codes, key=order.index)


# whatever stands in the report


@given(st.data(), st.sampled_from(FORMS), st.sampled_from(FORMS))
def test_what_is_said_of_any_two_reports_is_whole(editions: Editions, data, form: str, last_form: str):
    report, last = data.draw(arbitrary(editions, form)), data.draw(arbitrary(editions, last_form))
    last = with_values(last, {"year": (report.year or 0) - 1})
    for finding in table_faults(report, last):
        assert finding.message.endswith("。")
        assert "\n" not in finding.message
        assert finding.target in report.edition.cells
        assert set(finding.cells) <= set(report.edition.cells)
        assert set(finding.last) <= set(last.edition.cells)
        assert bool(finding.basis) == finding.excusable
        if finding.fix is not None:
            assert report.apply(propose(report, finding.fix.text, finding.fix.values)) != report


# figures of published reports


def _published(editions: Editions, shared: Path, name: str, form: str) -> tuple[Report, list[tuple[int, int]]]:
    """A published report, and the two sides of each sum that was found wrong in it by hand."""
    content = json.loads((shared / "corpus" / f"{name}.json").read_text(encoding="utf-8"), parse_float=Decimal)
    values: dict[str, Value] = {c: v for c, v in content["cells"].items() if v is not None}
    report = Report(editions, {"edition": form, "year": content["year"], "unit.name": content["unit"]})
    known = [(fault["left"], fault["right"]) for fault in content["known_inconsistencies"]]
    return with_values(report, {c: v for c, v in values.items() if c in report.edition.cells}), known


PUBLISHED = pytest.mark.parametrize(
    ("name", "form"),
    # two of them have table 三 in the old form: its one row （六）其他处理 has no place in the new one
    [("checun-2020", "2019"), ("hongze-2023", "2019"), ("hongze-2024", "2019"), ("shanghai-gbt-2025", "2021")],
)


@PUBLISHED
def test_a_published_report_is_blamed_for_exactly_what_is_wrong_in_it(
    editions: Editions, shared: Path, name: str, form: str
):
    report, known = _published(editions, shared, name, form)
    assert all(f"applications.{row}.{column}" in report.values for row in ROW_IDS[form] for column in COLUMNS)
    findings = [finding for finding in table_faults(report) if finding.code != "C-02"]
    assert [finding.code for finding in findings] == ["T4-01"] * len(known)
    for finding, (left, right) in zip(findings, known, strict=True):
        assert f"= {left}，总计填的是 {right}，相差 {left - right}。" in finding.message
        assert finding.fix is not None
        assert list(finding.fix.values.values()) == [left]


@pytest.mark.parametrize("name", ["hongze-2023", "hongze-2024"])
def test_a_published_report_of_mixed_forms_is_blamed_in_the_new_form_for_nothing_but_its_blanks(
    editions: Editions, shared: Path, name: str
):
    report, known = _published(editions, shared, name, "2021")
    codes = [finding.code for finding in table_faults(report)]
    assert codes == ["C-02", *["T4-01"] * len(known)]


def test_of_two_years_of_one_county_only_what_moved_much_is_told(editions: Editions, shared: Path):
    last, this = (_published(editions, shared, name, "2021")[0] for name in ("hongze-2023", "hongze-2024"))
    found = [finding for finding in table_faults(this, last) if finding.code != "C-02"]
    assert [finding.code for finding in found] == ["C-04", "Y-04", "Y-04"]
    assert "行政许可 本年处理决定数量 550→9487" in found[0].message
    assert "行政规范性文件 废止 5→0" in found[1].message
    assert "予以公开 自然人 0→50" in found[2].message
