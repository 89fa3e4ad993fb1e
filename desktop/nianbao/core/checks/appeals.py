"""T4: table 四, administrative reconsideration and litigation."""

import re
from collections.abc import Iterator

from nianbao.core.checks.finding import Case, Level
from nianbao.core.checks.lastyear import year_before
from nianbao.core.checks.rule import Fault, rule
from nianbao.core.checks.sums import Number, add, filled, gap, number_in, spoken_sum, total_mended
from nianbao.core.edition import Cell, Edition, name_of
from nianbao.core.report import Report
from nianbao.core.values import show

TABLE = "appeals"
PROBLEMS = "texts.problems"
RECEIVED, CARRIED_IN = "applications.received.total", "applications.carried_in.total"
_SPEAKS_OF_CASES = re.compile("复议|诉讼|纠错|纠正|败诉|应诉|涉诉|撤销|争议")


@rule("T4-01", Level.ERROR)
def outcomes_add_up(case: Case) -> Iterator[Fault]:
    """表四：行政复议、未经复议直接起诉、复议后起诉各组的总计等于维持、纠正、其他、尚未审结之和。"""
    cells = case.report.edition.cells
    for cell in _totals(case.report.edition):
        (operands,) = cell.sums
        numbers = filled(case.report, (*operands, cell.id))
        if numbers is None:
            continue
        *parts, total = numbers
        if add(parts) != total:
            names = [name_of(column) for operand in operands if (column := cells[operand].column)]
            yield Fault(
                operands,
                (cell.id,),
                f"{_group(cell)}：{spoken_sum(names, parts)}，总计填的是 {show(total)}，"
                f"相差 {gap(add(parts), total)}。",
                fix=total_mended(case.report, cell, add(parts)),
            )


@rule("T4-02", Level.WARNING)
def cases_come_from_applications(case: Case) -> Iterator[Fault]:
    """表四：本年没有收到申请、没有上年结转，上年也没有收到申请的，一般不会有行政复议、行政诉讼案件。"""
    report, last = case.report, year_before(case)
    cases = _cases(report)
    if not cases or filled(report, (RECEIVED, CARRIED_IN)) != [0, 0]:
        return
    before = number_in(last, RECEIVED) if last else None
    if last and (before or add(_pending(last).values())):
        return
    # without last year's number nothing is wrong yet: the cases may be about applications of last year
    known = "上年也没有收到" if before == 0 else "上年的情况不清楚"
    yield Fault(
        tuple(cases),
        (RECEIVED, CARRIED_IN),
        f"有行政复议、行政诉讼 {show(add(cases.values()))} 件，但本年新收 0 件，上年结转 0 件，{known}，"
        "请核实是否属于政府信息公开案件。",
        level=None if before == 0 else Level.HINT,
        last=(RECEIVED,),
    )


@rule("T4-03", Level.WARNING)
def correction_is_a_problem(case: Case) -> Iterator[Fault]:
    """表四有被纠正的案件时，第五部分“存在的主要问题及改进情况”应当有所说明。"""
    report = case.report
    text = report.text(PROBLEMS)
    if not text.strip() or _SPEAKS_OF_CASES.search(text):
        return
    found = {c: n for c in _outcomes(report.edition, "corrected") if (n := number_in(report, c)) and n > 0}
    if found:
        yield Fault(
            (PROBLEMS,),
            tuple(found),
            f"行政复议、行政诉讼被纠正 {show(add(found.values()))} 件，但第五部分没有提到，请说明问题和改进措施。",
        )


@rule("T4-04", Level.WARNING)
def pending_cases_go_on(case: Case) -> Iterator[Fault]:
    """表四：上年尚未审结的案件不应多于本年行政复议、行政诉讼的全部案件。"""
    last = year_before(case)
    if last is None:
        return
    totals = tuple(cell.id for cell in _totals(case.report.edition))
    pending = _outcomes(last.edition, "pending")
    now, before = filled(case.report, totals), filled(last, pending)
    if now is not None and before is not None and add(before) > add(now):
        yield Fault(
            totals,
            (),
            f"上年报告有 {show(add(before))} 件案件尚未审结，本年行政复议、行政诉讼一共只有 {show(add(now))} 件，"
            f"少 {gap(add(before), add(now))} 件，请核实是否漏填。",
            last=pending,
        )


def _totals(edition: Edition) -> Iterator[Cell]:
    return (cell for cell in edition.totals if cell.section == TABLE)


def _group(total: Cell) -> str:
    return total.name.split()[0]


def _outcomes(edition: Edition, outcome: str) -> tuple[str, ...]:
    """The cells of one outcome in all groups."""
    return tuple(cell for cell in edition.typed[TABLE] if cell.endswith(f".{outcome}"))


def _pending(report: Report) -> dict[str, Number]:
    return {c: n for c in _outcomes(report.edition, "pending") if (n := number_in(report, c)) is not None}


def _cases(report: Report) -> dict[str, Number]:
    """The totals of the groups that have cases; where a total is blank, the outcomes of its group."""
    found: dict[str, Number] = {}
    for total in _totals(report.edition):
        cells = (total.id,) if number_in(report, total.id) is not None else total.sums[0]
        found.update((cell, number) for cell in cells if (number := number_in(report, cell)) and number > 0)
    return found
