"""Every rule speaks when a report breaks it, with the numbers and the difference, and is silent otherwise."""

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from official_form import (
    APPLICANTS,
    CASES,
    COLUMN_NAMES,
    COLUMNS,
    OUTCOMES,
    RESULT_IDS,
    ROW_IDS,
    cell_ids,
    typed_ids,
    with_totals,
    zeros,
)

from nianbao.core.checks import RULES, Finding, Level, check
from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.core.values import Value
from nianbao.core.yearly import next_report, start_year
from reports import filled, with_values, without

FORMS = ("2019", "2021")
BOTH = pytest.mark.parametrize("form", FORMS)
EVERY_COLUMN = pytest.mark.parametrize(("column", "name"), list(zip(COLUMNS, COLUMN_NAMES, strict=True)))


def faults(report: Report, code: str, last: Report | None = None) -> list[Finding]:
    return [finding for finding in check(report, last) if finding.code == code]


def fault(report: Report, code: str, last: Report | None = None) -> Finding:
    (finding,) = faults(report, code, last)
    return finding


def report_of(editions: Editions, form: str, values: dict[str, Value]) -> Report:
    return Report(editions, {"edition": form, **values})


def blamed(report: Report) -> Counter[str]:
    return Counter(finding.code for finding in check(report))


# the rules as a whole


def test_the_codes_are_those_of_the_public_list_and_none_is_used_twice():
    assert [rule.code for rule in RULES] == ["C-01", "C-02", "T3-01", "T3-02", "T3-03", "T4-01", "Y-01"]


def test_every_rule_quotes_its_clause_and_says_how_bad_a_fault_is():
    for rule in RULES:
        assert rule.clause.strip().endswith("。")
        assert rule.level is Level.ERROR
    assert [level.word for level in Level] == ["强制性", "核实性", "提示"]


@BOTH
def test_a_filled_report_whose_sums_are_right_has_no_finding(editions: Editions, form: str):
    for seed in range(5):
        assert check(filled(editions, form, seed)) == ()


@BOTH
def test_a_year_in_which_nothing_happened_has_no_finding(editions: Editions, form: str):
    assert check(report_of(editions, form, dict(zeros(form)))) == ()


@BOTH
def test_a_blank_report_is_told_its_blanks_and_nothing_else(editions: Editions, form: str):
    assert blamed(report_of(editions, form, {})) == {"C-02": 3}


def test_findings_come_in_the_order_of_the_rules(editions: Editions):
    report = with_values(
        filled(editions, "2021"),
        {"appeals.direct_suit.total": 999, "applications.granted.total": 999, "proactive.rules.issued": -1},
    )
    codes = [finding.code for finding in check(without(report, "proactive.fees.amount"))]
    assert codes == sorted(codes)


@pytest.mark.parametrize(
    ("left", "right", "target"), [("ab", "t", "t"), ("ab", "cd", "a"), ("a", "t", "a"), ("a", "", "a"), ("ab", "", "a")]
)
def test_the_cell_to_look_at_is_the_one_that_stands_against_many(left: str, right: str, target: str):
    finding = Finding("T3-02", Level.ERROR, tuple(left), tuple(right), "。")
    assert finding.target == target
    assert finding.cells == tuple(left + right)


def test_a_fault_is_the_same_while_its_rule_and_its_cells_are():
    finding = Finding("T3-02", Level.ERROR, ("a",), ("t",), "相差 1。")
    assert finding.same_fault(replace(finding, message="相差 2。"))
    assert not finding.same_fault(replace(finding, code="T3-03"))
    assert not finding.same_fault(replace(finding, left=("b",)))
    assert not finding.same_fault(replace(finding, right=()))


# C-01


@pytest.mark.parametrize(
    ("form", "cell", "value", "message"),
    [
        ("2021", "proactive.rules.issued", -3, "规章 制发填的是 -3，是负数，这里应填大于或等于 0 的整数。"),
        (
            "2021",
            "applications.granted.person",
            Decimal("2.5"),
            "予以公开 自然人填的是 2.5，有小数，这里应填整数。",
        ),
        ("2019", "proactive.licensing.change", Decimal("0.5"), "行政许可 本年增/减填的是 +0.5，有小数，这里应填整数。"),
        (
            "2021",
            "proactive.fees.amount",
            Decimal("0.12345"),
            "行政事业性收费 收费金额（万元）填的是 0.12345，小数超过 4 位，金额以万元为单位。",
        ),
        (
            "2019",
            "proactive.procurement.amount",
            Decimal("-1"),
            "政府集中采购 采购总金额填的是 -1，金额不能是负数。",
        ),
        ("2021", "appeals.direct_suit.other", "两件", "未经复议直接起诉 其他填的是 两件，不是数字，这里应填数字。"),
    ],
)
def test_a_value_of_the_wrong_kind_is_blamed_in_words(
    editions: Editions, form: str, cell: str, value: Value, message: str
):
    finding = fault(with_values(filled(editions, form), {cell: value}), "C-01")
    assert finding.message == message
    assert (finding.cells, finding.target, finding.level) == ((cell,), cell, Level.ERROR)


@pytest.mark.parametrize(
    ("form", "cell", "value"),
    [
        ("2019", "proactive.licensing.change", -3),
        ("2019", "proactive.fees.change", 0),
        ("2021", "proactive.fees.amount", Decimal("59237.2449")),
        ("2021", "proactive.fees.amount", Decimal("0.10000")),
        ("2021", "proactive.fees.amount", 7545),
        ("2021", "proactive.rules.issued", 0),
    ],
)
def test_a_value_of_the_right_kind_is_not_blamed(editions: Editions, form: str, cell: str, value: Value):
    assert faults(with_values(filled(editions, form), {cell: value}), "C-01") == []


# C-02


@pytest.mark.parametrize(
    ("form", "messages"),
    [
        (
            "2021",
            [
                "“二、主动公开”表还有 10 个空格未填：规章 制发、规章 废止、规章 现行有效等 10 格。没有发生的请填 0。",
                "“三、申请办理”表还有 144 个空格未填：本年新收 自然人、本年新收 商业企业、本年新收 科研机构等 144 格。"
                "没有发生的请填 0。",
                "“四、复议诉讼”表还有 12 个空格未填：行政复议 维持、行政复议 纠正、行政复议 其他等 12 格。"
                "没有发生的请填 0。",
            ],
        ),
        (
            "2019",
            [
                "“二、主动公开”表还有 22 个空格未填：规章 本年新制作数量、规章 本年新公开数量、"
                "规章 对外公开总数量等 22 格。没有发生的请填 0。",
                "“三、申请办理”表还有 132 个空格未填：本年新收 自然人、本年新收 商业企业、本年新收 科研机构等 132 格。"
                "没有发生的请填 0。",
                "“四、复议诉讼”表还有 12 个空格未填：行政复议 维持、行政复议 纠正、行政复议 其他等 12 格。"
                "没有发生的请填 0。",
            ],
        ),
    ],
)
def test_blanks_are_counted_by_table_without_the_totals_that_follow_them(
    editions: Editions, form: str, messages: list[str]
):
    assert [finding.message for finding in faults(report_of(editions, form, {}), "C-02")] == messages


@BOTH
def test_the_blank_cells_are_all_named_what_must_be_typed_first(editions: Editions, form: str):
    found = faults(report_of(editions, form, {}), "C-02")
    assert sorted(cell for finding in found for cell in finding.cells) == sorted(cell_ids(form))
    third = found[1]
    typed = [cell for cell in third.cells if cell in typed_ids(form)]
    assert list(third.cells[: len(typed)]) == typed
    assert third.target == "applications.received.person"


def test_one_blank_cell_is_named(editions: Editions):
    finding = fault(without(filled(editions, "2021"), "proactive.fees.amount"), "C-02")
    assert finding.message == ("“二、主动公开”表还有 1 个空格未填：行政事业性收费 收费金额（万元）。没有发生的请填 0。")
    assert finding.cells == ("proactive.fees.amount",)


def test_three_blank_cells_are_named_one_by_one(editions: Editions):
    cells = [f"appeals.direct_suit.{outcome}" for outcome in ("upheld", "corrected", "other")]
    assert fault(without(filled(editions, "2021"), *cells), "C-02").message == (
        "“四、复议诉讼”表还有 3 个空格未填：未经复议直接起诉 维持、未经复议直接起诉 纠正、未经复议直接起诉 其他。"
        "没有发生的请填 0。"
    )


def test_a_blank_total_alone_is_a_blank_cell_too(editions: Editions):
    finding = fault(without(filled(editions, "2021"), "appeals.direct_suit.total"), "C-02")
    assert finding.message == "“四、复议诉讼”表还有 1 个空格未填：未经复议直接起诉 总计。没有发生的请填 0。"
    assert finding.target == "appeals.direct_suit.total"


def test_a_zero_is_not_blank(editions: Editions):
    report = with_values(filled(editions, "2021"), {"proactive.fees.amount": 0, "proactive.rules.issued": 0})
    assert faults(report, "C-02") == []


# T3-01


@BOTH
@EVERY_COLUMN
def test_what_came_in_must_equal_what_was_handled_in_every_column(
    editions: Editions, form: str, column: str, name: str
):
    rows = {"received": 3, "carried_in": 1, "total": 3, "carried_forward": 0}
    values: dict[str, Value] = {f"applications.{row}.{column}": number for row, number in rows.items()}
    finding = fault(report_of(editions, form, values), "T3-01")
    assert finding.message == (f"{name}列：本年新收 3 + 上年结转 1 = 4，办理结果 3 + 结转下年度 0 = 3，相差 1。")
    assert finding.left == (f"applications.received.{column}", f"applications.carried_in.{column}")
    assert finding.right == (f"applications.total.{column}", f"applications.carried_forward.{column}")
    assert finding.cells == finding.left + finding.right
    balanced = report_of(editions, form, {**values, f"applications.carried_forward.{column}": 1})
    assert faults(balanced, "T3-01") == []


@BOTH
@pytest.mark.parametrize("row", ["received", "carried_in", "total", "carried_forward"])
def test_the_balance_is_not_spoken_of_while_one_of_its_cells_is_blank(editions: Editions, form: str, row: str):
    rows = {"received": 3, "carried_in": 1, "total": 3, "carried_forward": 0}
    values: dict[str, Value] = {f"applications.{r}.person": number for r, number in rows.items() if r != row}
    assert faults(report_of(editions, form, values), "T3-01") == []


# T3-02


@BOTH
@EVERY_COLUMN
def test_the_results_must_add_up_in_every_column(editions: Editions, form: str, column: str, name: str):
    operands = tuple(f"applications.{row}.{column}" for row in RESULT_IDS[form])
    total = f"applications.total.{column}"
    values: dict[str, Value] = {**dict.fromkeys(operands, 1), total: 30}
    finding = fault(report_of(editions, form, values), "T3-02")
    count = len(operands)
    assert finding.message == (
        f"{name}列：（一）至（六）各项办理结果相加得 {count}，（七）总计填的是 30，相差 {30 - count}。"
    )
    assert (finding.left, finding.right, finding.target) == (operands, (total,), total)
    assert faults(report_of(editions, form, {**values, total: count}), "T3-02") == []


@BOTH
def test_the_sum_of_the_results_is_not_spoken_of_while_one_of_them_is_blank(editions: Editions, form: str):
    operands = [f"applications.{row}.person" for row in RESULT_IDS[form]]
    for blank in (*operands, "applications.total.person"):
        values: dict[str, Value] = {**dict.fromkeys(operands, 1), "applications.total.person": 30}
        del values[blank]
        assert faults(report_of(editions, form, values), "T3-02") == []


# T3-03


@BOTH
def test_the_applicants_must_add_up_in_every_row(editions: Editions, form: str):
    (block,) = editions[form].table("applications").blocks
    for row in block.row_leaves():
        operands = tuple(f"applications.{row.id}.{applicant}" for applicant in APPLICANTS)
        total = f"applications.{row.id}.total"
        values: dict[str, Value] = {**dict.fromkeys(operands, 2), total: 10}
        finding = fault(report_of(editions, form, values), "T3-03")
        assert finding.message.endswith("”行：六类申请人相加得 12，总计填的是 10，相差 2。")
        assert (finding.left, finding.right, finding.target) == (operands, (total,), total)
        assert faults(report_of(editions, form, {**values, total: 12}), "T3-03") == []
        for blank in (*operands, total):
            fewer = {cell: value for cell, value in values.items() if cell != blank}
            assert faults(report_of(editions, form, fewer), "T3-03") == []


@pytest.mark.parametrize(
    ("row", "name"), [("received", "本年新收"), ("refused.third_party", "保护第三方合法权益"), ("total", "总计")]
)
def test_the_row_is_named_in_its_own_words(editions: Editions, row: str, name: str):
    values: dict[str, Value] = {f"applications.{row}.{column}": 1 for column in COLUMNS}
    assert fault(report_of(editions, "2021", values), "T3-03").message == (
        f"“{name}”行：六类申请人相加得 6，总计填的是 1，相差 5。"
    )


# T4-01


@BOTH
@pytest.mark.parametrize(
    ("case", "name"), list(zip(CASES, ("行政复议", "未经复议直接起诉", "复议后起诉"), strict=True))
)
def test_the_outcomes_must_add_up_in_every_group(editions: Editions, form: str, case: str, name: str):
    operands = tuple(f"appeals.{case}.{outcome}" for outcome in OUTCOMES)
    total = f"appeals.{case}.total"
    values: dict[str, Value] = {**dict(zip(operands, (10, 1, 0, 2), strict=True)), total: 0}
    finding = fault(report_of(editions, form, values), "T4-01")
    assert finding.message == f"{name}：维持 10 + 纠正 1 + 其他 0 + 未审结 2 = 13，总计填的是 0，相差 13。"
    assert (finding.left, finding.right, finding.target) == (operands, (total,), total)
    assert faults(report_of(editions, form, {**values, total: 13}), "T4-01") == []
    for blank in (*operands, total):
        fewer = {cell: value for cell, value in values.items() if cell != blank}
        assert faults(report_of(editions, form, fewer), "T4-01") == []


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


# any report

numbers = st.lists(st.integers(0, 10**6), min_size=30, max_size=30)


def _valid(form: str, drawn: list[int]) -> dict[str, int]:
    """Tables 三 and 四 whose sums are right, every figure different from its neighbours."""
    typed = [cell for cell in typed_ids(form) if not cell.startswith("proactive.")]
    return with_totals(form, {cell: drawn[place % len(drawn)] + place for place, cell in enumerate(typed)})


@given(st.sampled_from(FORMS), numbers)
def test_tables_whose_sums_are_right_are_never_blamed(editions: Editions, form: str, drawn: list[int]):
    assert blamed(report_of(editions, form, dict(_valid(form, drawn)))) == {}


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
def test_one_changed_cell_is_blamed_by_every_rule_that_it_stands_in_and_by_no_other(
    editions: Editions, form: str, drawn: list[int], data
):
    values = _valid(form, drawn)
    cell = data.draw(st.sampled_from([cell for cell in cell_ids(form) if not cell.startswith("proactive.")]))
    other = data.draw(st.integers(0, 10**6).filter(lambda number: number != values[cell]))
    report = report_of(editions, form, {**values, cell: other})
    assert blamed(report) == _rules_broken_by(form, cell)
    for finding in check(report):
        assert cell in finding.cells
        assert f"相差 {abs(other - values[cell])}。" in finding.message


@given(st.sampled_from(FORMS), numbers, st.data())
def test_the_sums_that_a_blank_cell_stands_in_are_not_spoken_of(editions: Editions, form: str, drawn: list[int], data):
    report = report_of(editions, form, {**_valid(form, drawn), "applications.total.total": -1})
    blank = data.draw(st.sampled_from([cell for cell in cell_ids(form) if not cell.startswith("proactive.")]))
    for finding in check(without(report, blank)):
        assert finding.code == "C-02" or blank not in finding.cells


# figures of published reports


def _published(shared: Path, name: str) -> tuple[dict[str, Value], list[tuple[int, int]]]:
    """The figures of a published report, and the two sides of each sum that was found wrong in it by hand."""
    content = json.loads((shared / "corpus" / f"{name}.json").read_text(encoding="utf-8"), parse_float=Decimal)
    known = content["known_inconsistencies"]
    return content["cells"], [(fault["left"], fault["right"]) for fault in known]


@pytest.mark.parametrize(
    ("name", "form"),
    # two of them have table 三 in the old form: its one row （六）其他处理 has no place in the new one
    [("checun-2020", "2019"), ("hongze-2023", "2019"), ("hongze-2024", "2019"), ("shanghai-gbt-2025", "2021")],
)
def test_a_published_report_is_blamed_for_exactly_what_is_wrong_in_it(
    editions: Editions, shared: Path, name: str, form: str
):
    cells, known = _published(shared, name)
    values = {cell: value for cell, value in cells.items() if cell in editions[form].cells}
    assert all(f"applications.{row}.{column}" in values for row in ROW_IDS[form] for column in COLUMNS)
    findings = [finding for finding in check(report_of(editions, form, values)) if finding.code != "C-02"]
    assert [finding.code for finding in findings] == ["T4-01"] * len(known)
    for finding, (left, right) in zip(findings, known, strict=True):
        assert f"= {left}，总计填的是 {right}，相差 {left - right}。" in finding.message


def test_two_years_of_one_county_carry_over_rightly(editions: Editions, shared: Path):
    last, this = (
        report_of(
            editions, "2019", {c: v for c, v in _published(shared, name)[0].items() if c in editions["2019"].cells}
        )
        for name in ("hongze-2023", "hongze-2024")
    )
    assert faults(this, "Y-01", last) == []


def test_a_new_year_is_told_only_its_blanks(editions: Editions):
    assert blamed(start_year(editions, 2024)) == {"C-02": 3}
