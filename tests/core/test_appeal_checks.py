"""T4: table 四, its sums and how its cases go with the applications and with section 五."""

import pytest
from blaming import after, fault, faults, report_of
from official_form import CASES, OUTCOMES

from nianbao.core.checks import Level
from nianbao.core.edition import Editions
from nianbao.core.values import Value

FORMS = ("2019", "2021")
BOTH = pytest.mark.parametrize("form", FORMS)
NO_APPLICATIONS: dict[str, Value] = {"applications.received.total": 0, "applications.carried_in.total": 0}

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


def test_the_sum_of_the_outcomes_is_offered_for_the_total(editions: Editions):
    values: dict[str, Value] = {f"appeals.reconsideration.{outcome}": 3 for outcome in OUTCOMES}
    report = report_of(editions, "2021", {**values, "appeals.reconsideration.total": 0})
    finding = fault(report, "T4-01")
    assert finding.fix is not None
    assert finding.fix.text == "行政复议 总计按各项之和改为 12"
    assert after(report, finding).get("appeals.reconsideration.total") == 12


# T4-02


def _suit(**more: Value) -> dict[str, Value]:
    return {**NO_APPLICATIONS, "appeals.direct_suit.upheld": 2, "appeals.direct_suit.total": 2, **more}


@BOTH
def test_cases_without_any_application_are_asked_about(editions: Editions, form: str):
    last = report_of(editions, form, {"applications.received.total": 0})
    finding = fault(report_of(editions, form, _suit()), "T4-02", last)
    assert finding.message == (
        "有行政复议、行政诉讼 2 件，但本年新收 0 件，上年结转 0 件，上年也没有收到，请核实是否属于政府信息公开案件。"
    )
    assert finding.left == ("appeals.direct_suit.total",)
    assert finding.right == ("applications.received.total", "applications.carried_in.total")
    assert finding.last == ("applications.received.total",)
    assert finding.level is Level.WARNING


def test_without_last_years_number_cases_are_only_pointed_out(editions: Editions):
    finding = fault(report_of(editions, "2021", _suit()), "T4-02")
    assert finding.level is Level.HINT
    assert "上年的情况不清楚" in finding.message


@pytest.mark.parametrize(
    "before", [{"applications.received.total": 1}, {"applications.received.total": 0, "appeals.direct_suit.pending": 1}]
)
def test_cases_that_come_from_last_year_are_not_asked_about(editions: Editions, before: dict[str, Value]):
    assert faults(report_of(editions, "2021", _suit()), "T4-02", report_of(editions, "2021", before)) == []


@pytest.mark.parametrize("cell", list(NO_APPLICATIONS))
def test_cases_beside_applications_are_not_asked_about(editions: Editions, cell: str):
    last = report_of(editions, "2021", {"applications.received.total": 0})
    assert faults(report_of(editions, "2021", _suit(**{cell: 1})), "T4-02", last) == []


def test_without_cases_nothing_is_asked(editions: Editions):
    none = _suit(**{"appeals.direct_suit.upheld": 0, "appeals.direct_suit.total": 0})
    assert faults(report_of(editions, "2021", none), "T4-02") == []
    assert faults(report_of(editions, "2021", dict(NO_APPLICATIONS)), "T4-02") == []


def test_where_a_total_is_blank_its_cases_are_counted_from_the_outcomes(editions: Editions):
    values: dict[str, Value] = {**NO_APPLICATIONS, "appeals.direct_suit.upheld": 2, "appeals.direct_suit.pending": 1}
    finding = fault(report_of(editions, "2021", values), "T4-02")
    assert finding.left == ("appeals.direct_suit.upheld", "appeals.direct_suit.pending")
    assert "3 件" in finding.message


def test_cases_are_not_spoken_of_while_the_applications_are_blank(editions: Editions):
    values = _suit()
    del values["applications.carried_in.total"]
    assert faults(report_of(editions, "2021", values), "T4-02") == []


# T4-03

SILENT = "村级公开栏的格式不统一，下一步制定统一的样式。"


@BOTH
@pytest.mark.parametrize("case", CASES)
def test_a_corrected_case_belongs_into_section_five(editions: Editions, form: str, case: str):
    cell = f"appeals.{case}.corrected"
    finding = fault(report_of(editions, form, {cell: 2, "texts.problems": SILENT}), "T4-03")
    assert finding.message == "行政复议、行政诉讼被纠正 2 件，但第五部分没有提到，请说明问题和改进措施。"
    assert finding.cells == ("texts.problems", cell)
    assert (finding.target, finding.level) == ("texts.problems", Level.WARNING)


def test_all_corrected_cases_are_counted_together(editions: Editions):
    values: dict[str, Value] = {f"appeals.{case}.corrected": 2 for case in CASES}
    finding = fault(report_of(editions, "2021", {**values, "texts.problems": SILENT}), "T4-03")
    assert "被纠正 6 件" in finding.message
    assert finding.cells == ("texts.problems", *values)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "个别答复在行政复议中被纠正。",
        "涉及政府信息公开的诉讼有败诉的。",
        "纠错率偏高。",
        "两件答复被撤销，已重新作出。",
    ],
)
def test_a_section_five_that_is_blank_or_speaks_of_it_is_not_asked(editions: Editions, text: str):
    values: dict[str, Value] = {"appeals.reconsideration.corrected": 2, **({"texts.problems": text} if text else {})}
    assert faults(report_of(editions, "2021", values), "T4-03") == []


def test_without_a_corrected_case_section_five_need_not_speak_of_any(editions: Editions):
    values: dict[str, Value] = {"appeals.reconsideration.corrected": 0, "texts.problems": SILENT}
    assert faults(report_of(editions, "2021", values), "T4-03") == []


# T4-04


@pytest.mark.parametrize(("this", "last"), [("2021", "2019"), ("2021", "2021"), ("2019", "2019")])
def test_cases_that_were_pending_must_be_somewhere_this_year(editions: Editions, this: str, last: str):
    pending = tuple(f"appeals.{case}.pending" for case in CASES)
    totals = tuple(f"appeals.{case}.total" for case in CASES)
    before = report_of(editions, last, dict(zip(pending, (2, 0, 1), strict=True)))
    finding = fault(report_of(editions, this, dict(zip(totals, (1, 0, 1), strict=True))), "T4-04", before)
    assert finding.message == (
        "上年报告有 3 件案件尚未审结，本年行政复议、行政诉讼一共只有 2 件，少 1 件，请核实是否漏填。"
    )
    assert (finding.cells, finding.last, finding.level) == (totals, pending, Level.WARNING)
    enough = report_of(editions, this, dict(zip(totals, (0, 3, 0), strict=True)))
    assert faults(enough, "T4-04", before) == []
    assert faults(report_of(editions, this, {totals[0]: 0}), "T4-04", before) == []
    assert faults(enough, "T4-04") == []
