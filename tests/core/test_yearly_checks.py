"""Y: this year against last year."""

import pytest
from blaming import after, blamed, fault, faults, report_of
from official_form import APPLICANTS, COLUMN_NAMES, COLUMNS, zeros

from nianbao.core.checks import Level
from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.core.values import Value
from nianbao.core.yearly import next_report
from reports import filled, with_values, without

FORMS = ("2019", "2021")
BOTH = pytest.mark.parametrize("form", FORMS)
EVERY_COLUMN = pytest.mark.parametrize(("column", "name"), list(zip(COLUMNS, COLUMN_NAMES, strict=True)))

# Y-01


@pytest.mark.parametrize(("this", "last"), [("2021", "2019"), ("2021", "2021"), ("2019", "2019")])
@EVERY_COLUMN
def test_what_is_carried_in_must_be_what_was_carried_forward_in_every_column(
    editions: Editions, this: str, last: str, column: str, name: str
):
    cell = f"applications.carried_in.{column}"
    before = report_of(editions, last, {f"applications.carried_forward.{column}": 3})
    finding = fault(report_of(editions, this, {cell: 1}), "Y-01", before)
    assert finding.message == f"{name}列：上年结转填的是 1，上年度报告的结转下年度为 3，相差 2。"
    assert (finding.cells, finding.target) == ((cell,), cell)
    assert (
        "填的是 5，上年度报告的结转下年度为 3，相差 2。"
        in fault(report_of(editions, this, {cell: 5}), "Y-01", before).message
    )
    assert faults(report_of(editions, this, {cell: 3}), "Y-01", before) == []


def test_carrying_over_is_not_spoken_of_without_last_year_or_with_a_blank(editions: Editions):
    cell = "applications.carried_in.person"
    this = report_of(editions, "2021", {cell: 1})
    assert faults(this, "Y-01") == []
    assert faults(this, "Y-01", report_of(editions, "2019", {})) == []
    before = report_of(editions, "2019", {"applications.carried_forward.person": 3})
    assert faults(report_of(editions, "2021", {}), "Y-01", before) == []


@BOTH
def test_a_year_started_from_last_year_carries_over_rightly(editions: Editions, form: str):
    last = filled(editions, form)
    assert faults(next_report(last), "Y-01", last) == []


def test_a_reason_is_asked_for_and_rests_on_both_years_numbers(editions: Editions):
    this = report_of(editions, "2021", {"applications.carried_in.person": 1})
    bases = set()
    for before in (2, 3):
        last = report_of(editions, "2021", {"applications.carried_forward.person": before})
        finding = fault(this, "Y-01", last)
        assert finding.excusable
        assert finding.last == ("applications.carried_forward.person",)
        bases.add(finding.basis)
    assert len(bases) == 2


def _carried(editions: Editions, row: str, numbers: tuple[int, ...]) -> Report:
    values: dict[str, Value] = {
        f"applications.{row}.{column}": number for column, number in zip(COLUMNS, (*numbers, sum(numbers)), strict=True)
    }
    return report_of(editions, "2021", values)


def test_last_years_number_is_offered_and_the_total_follows(editions: Editions):
    this, last = (
        _carried(editions, "carried_in", (1, 0, 0, 0, 0, 0)),
        _carried(editions, "carried_forward", (3, 0, 0, 0, 0, 0)),
    )
    column, total = faults(this, "Y-01", last)
    assert column.fix is not None
    assert column.fix.text == "自然人列取上年度报告的结转数 3"
    for finding in (column, total):
        mended = after(this, finding)
        assert mended.get("applications.carried_in.total") == 3
        assert faults(mended, "Y-01", last) == []


def test_a_wrong_total_alone_takes_last_years_total_only_when_the_columns_come_to_it(editions: Editions):
    last = _carried(editions, "carried_forward", (3, 0, 0, 0, 0, 0))
    right = _carried(editions, "carried_in", (3, 0, 0, 0, 0, 0))
    wrong = with_values(right, {"applications.carried_in.total": 5})
    assert after(wrong, fault(wrong, "Y-01", last)).values == right.values
    other = with_values(last, {"applications.carried_forward.total": 4})
    assert fault(right, "Y-01", other).fix is None


# another year than the one before


@pytest.mark.parametrize(("this", "last"), [(2024, 2022), (2024, 2024), (2024, 2025)])
def test_a_report_of_another_year_is_told_and_only_what_was_carried_is_compared(
    editions: Editions, this: int, last: int
):
    before = with_values(filled(editions, "2021", 1), {"year": last, "applications.carried_forward.person": 3})
    report = with_values(filled(editions, "2021", 2), {"year": this, "applications.carried_in.person": 1})
    hint = faults(report, "Y-01", before)[0]
    assert hint.message == (f"用作上年报告的是 {last} 年的报告，不是 {this - 1} 年的：只核对了结转数，没有比较其他数。")
    assert (hint.cells, hint.level, hint.excusable) == (("year",), Level.HINT, False)
    column = next(finding for finding in faults(report, "Y-01", before) if "自然人" in finding.message)
    assert column.message == (
        f"自然人列：上年结转填的是 1，{last}年报告的结转下年度为 3，相差 2；请先核对 {last} 年报告是不是上一年度的。"
    )
    assert column.level is Level.ERROR
    assert {code for code in blamed(report, before) if code.startswith("Y-")} == {"Y-01"}
    assert {"C-04", "T2-02", "T4-04"}.isdisjoint(blamed(report, before))


def test_the_same_report_as_its_own_last_year_is_told_nothing_but_that(editions: Editions):
    report = with_values(report_of(editions, "2021", dict(zeros("2021"))), {"year": 2024})
    assert [finding.cells for finding in faults(report, "Y-01", report)] == [("year",)]
    assert blamed(report, report) == {"Y-01": 1}


@pytest.mark.parametrize("unknown", ["this", "last"])
def test_where_a_year_is_not_known_it_is_taken_for_the_right_one(editions: Editions, unknown: str):
    this, last = (
        report_of(editions, "2021", {"proactive.rules.in_force": n, "proactive.rules.issued": 0, **year})
        for n, year in ((1, {"year": 2024}), (4, {"year": 2020}))
    )
    this = with_values(without(this, "year") if unknown == "this" else this, {"proactive.rules.repealed": 0})
    last = without(last, "year") if unknown == "last" else last
    assert blamed(this, last)["Y-02"] == 1
    assert faults(this, "Y-01", last) == []


# Y-02


@pytest.mark.parametrize(("row", "name"), [("rules", "规章"), ("normative_documents", "行政规范性文件")])
def test_what_is_in_force_follows_from_last_year(editions: Editions, row: str, name: str):
    issued, repealed, stock = (f"proactive.{row}.{column}" for column in ("issued", "repealed", "in_force"))
    last = report_of(editions, "2021", {stock: 5})
    report = report_of(editions, "2021", {issued: 3, repealed: 1, stock: 8})
    finding = fault(report, "Y-02", last)
    assert finding.message == (
        f"{name}：上年现行有效 5 + 本年制发 3 - 本年废止 1 = 7，现行有效填的是 8，相差 1，请核实。"
    )
    assert (finding.left, finding.right, finding.last) == ((stock,), (issued, repealed), (stock,))
    assert (finding.target, finding.level) == (stock, Level.WARNING)
    mended = after(report, finding)
    assert mended.get(stock) == 7
    assert faults(mended, "Y-02", last) == []


def test_what_is_in_force_is_not_spoken_of_with_a_blank_or_another_form(editions: Editions):
    row = {f"proactive.rules.{column}": 1 for column in ("issued", "repealed", "in_force")}
    last = report_of(editions, "2021", {"proactive.rules.in_force": 9})
    assert len(faults(report_of(editions, "2021", dict(row)), "Y-02", last)) == 1
    for cell in row:
        assert faults(without(report_of(editions, "2021", dict(row)), cell), "Y-02", last) == []
    assert faults(report_of(editions, "2021", dict(row)), "Y-02", report_of(editions, "2021", {})) == []
    assert faults(report_of(editions, "2021", dict(row)), "Y-02", filled(editions, "2019")) == []
    assert faults(report_of(editions, "2021", dict(row)), "Y-02") == []


def test_no_negative_number_is_offered(editions: Editions):
    row: dict[str, Value] = {"proactive.rules.issued": 0, "proactive.rules.repealed": 9, "proactive.rules.in_force": 0}
    last = report_of(editions, "2021", {"proactive.rules.in_force": 5})
    assert fault(report_of(editions, "2021", row), "Y-02", last).fix is None


# Y-03


@pytest.mark.parametrize("row", ["licensing", "other_services", "penalties", "coercive_measures", "fees"])
def test_the_items_of_last_year_follow_from_last_years_report(editions: Editions, row: str):
    items, change = f"proactive.{row}.items_last_year", f"proactive.{row}.change"
    last = report_of(editions, "2019", {items: 6, change: -4})
    report = report_of(editions, "2019", {items: 6})
    finding = fault(report, "Y-03", last)
    assert finding.message.endswith("：上年报告的项目 6，增减 -4，应为 2，上一年项目填的是 6，相差 4，请核实。")
    assert (finding.cells, finding.last, finding.level) == ((items,), (items, change), Level.WARNING)
    assert faults(after(report, finding), "Y-03", last) == []


@pytest.mark.parametrize("row", ["rules", "normative_documents"])
def test_what_is_disclosed_in_all_follows_from_last_year(editions: Editions, row: str):
    new, whole = f"proactive.{row}.disclosed", f"proactive.{row}.total_disclosed"
    last = report_of(editions, "2019", {whole: 10})
    report = report_of(editions, "2019", {new: 3, whole: 12})
    finding = fault(report, "Y-03", last)
    assert finding.message.endswith(
        "：上年对外公开总数 10 + 本年新公开 3 = 13，对外公开总数填的是 12，相差 1，请核实。"
    )
    assert (finding.cells, finding.last) == ((whole, new), (whole,))
    assert faults(after(report, finding), "Y-03", last) == []


def test_the_stocks_of_the_old_form_are_not_compared_with_the_new_one(editions: Editions):
    last = filled(editions, "2019")
    assert faults(report_of(editions, "2021", dict(zeros("2021"))), "Y-03", last) == []
    assert faults(report_of(editions, "2019", dict(zeros("2019"))), "Y-03", filled(editions, "2021")) == []


# Y-04


def test_what_came_or_went_at_once_is_told_by_table(editions: Editions):
    last = report_of(editions, "2021", {**zeros("2021"), "proactive.licensing.decisions": 550, **_person("granted", 4)})
    report = report_of(editions, "2021", {**zeros("2021"), "proactive.penalties.decisions": 20})
    second, third = faults(report, "Y-04", last)
    assert second.message == (
        "“二、主动公开”表与上年相比，有的数由有变为 0：行政许可 本年处理决定数量 550→0；"
        "有的数由 0 变为 20 以上：行政处罚 本年处理决定数量 0→20，请留意。"
    )
    assert second.cells == ("proactive.licensing.decisions", "proactive.penalties.decisions")
    assert third.message == "“三、申请办理”表与上年相比，有的数由有变为 0：予以公开 自然人 4→0，请留意。"
    assert third.cells == ("applications.granted.person", "applications.granted.total")
    assert {second.level, third.level} == {Level.HINT}


def _person(row: str, number: int) -> dict[str, Value]:
    return {f"applications.{row}.person": number, f"applications.{row}.total": number}


def test_many_moves_are_counted_and_three_are_named(editions: Editions):
    last = report_of(editions, "2021", {**zeros("2021"), **{f"applications.granted.{a}": 1 for a in APPLICANTS}})
    report = report_of(editions, "2021", dict(zeros("2021")))
    finding = fault(report, "Y-04", last)
    assert "予以公开 自然人 1→0、予以公开 商业企业 1→0、予以公开 科研机构 1→0 等 6 个数" in finding.message
    assert len(finding.cells) == 6


@pytest.mark.parametrize(("before", "now"), [(0, 19), (0, 0), (1, 2), (20, 1), (None, 50), (5, None)])
def test_smaller_moves_and_blanks_are_not_told(editions: Editions, before: int | None, now: int | None):
    cell = "proactive.licensing.decisions"
    last, this = (report_of(editions, "2021", {} if n is None else {cell: n}) for n in (before, now))
    assert faults(this, "Y-04", last) == []


def test_moves_are_not_told_across_forms_and_an_increase_is_itself_a_move(editions: Editions):
    cell = "applications.granted.person"
    assert faults(report_of(editions, "2021", {cell: 0}), "Y-04", report_of(editions, "2019", {cell: 9})) == []
    change = "proactive.fees.change"
    assert faults(report_of(editions, "2019", {change: 0}), "Y-04", report_of(editions, "2019", {change: 9})) == []


# Y-05


@BOTH
def test_last_years_numbers_again_are_asked_about(editions: Editions, form: str):
    last = without(filled(editions, form), "year")
    finding = fault(last, "Y-05", last)
    held = [cell.id for cell in editions[form].table_cells if cell.section != "appeals" and last.get(cell.id) != 0]
    assert finding.message == (
        f"“二、主动公开”“三、申请办理”两张表的数与上年报告完全相同，其中 {len(held)} 个不是 0，"
        "请核实是否照抄了上年的数。"
    )
    assert (finding.cells, finding.level) == (tuple(held), Level.WARNING)


@BOTH
@pytest.mark.parametrize("cell", ["applications.granted.person", "proactive.licensing.decisions"])
def test_one_number_that_differs_is_enough(editions: Editions, form: str, cell: str):
    last = without(filled(editions, form), "year")
    assert faults(with_values(last, {cell: (last.number(cell) or 0) + 1}), "Y-05", last) == []
    assert faults(without(last, cell), "Y-05", last) == []


def test_two_years_of_nothing_are_not_asked_about(editions: Editions):
    zero = report_of(editions, "2021", dict(zeros("2021")))
    assert blamed(zero, zero) == {}


def test_what_merely_stays_in_force_is_only_pointed_out(editions: Editions):
    last = report_of(editions, "2021", {**zeros("2021"), "proactive.normative_documents.in_force": 5})
    finding = fault(last, "Y-05", last)
    assert finding.level is Level.HINT
    assert finding.cells == ("proactive.normative_documents.in_force",)
