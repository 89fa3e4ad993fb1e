"""T2: table 二, government information disclosed on the unit's own initiative."""

import re
from collections.abc import Iterator

from nianbao.core.checks.finding import Case, Level
from nianbao.core.checks.lastyear import same_form
from nianbao.core.checks.rows import rows_with
from nianbao.core.checks.rule import Fault, rule
from nianbao.core.checks.sums import filled, gap, number_in
from nianbao.core.checks.units import kind_of
from nianbao.core.edition import Edition, Node, UnitKind, name_of
from nianbao.core.preamble import kind_of_unit
from nianbao.core.report import Report
from nianbao.core.values import show

TABLE = "proactive"
RULES_ROW = "rules"
_OFFICE = re.compile(r"(办公[厅室]|办)$")


@rule("T2-01", Level.WARNING)
def rules_only_where_they_may_be_made(case: Case) -> Iterator[Fault]:
    """表二：没有规章制定权的单位，规章各栏应为 0（立法法第九十一条、第九十三条）。"""
    report = case.report
    kind = kind_of(report)
    if kind is None or _may_make_rules(report, kind):
        return
    row, columns = _row(report.edition, RULES_ROW)
    cells = [(f"{TABLE}.{row.id}.{column.id}", column) for column in columns]
    found = [(cell, column) for cell, column in cells if (number := number_in(report, cell)) and number != 0]
    if found:
        told = "、".join(f"{name_of(column)} {show(report.get(cell))}" for cell, column in found)
        message = (
            f"{name_of(row)}填了{told}，但{kind.label}没有规章制定权，{name_of(row)}应为 0；"
            "如果是规范性文件，请填到下一行。"
        )
        yield Fault(tuple(cell for cell, _ in found), (), message)


def _may_make_rules(report: Report, kind: UnitKind) -> bool:
    """Also of the general office of a government that may: it reports for that government."""
    return kind.rules or _has_rules(report.edition, kind_of_unit(report.edition, _OFFICE.sub("", report.unit)))


def _has_rules(edition: Edition, kind: str) -> bool:
    return any(known.rules for known in edition.unit_kinds if known.id == kind)


@rule("T2-02", Level.WARNING)
def no_more_repealed_than_there_were(case: Case) -> Iterator[Fault]:
    """表二：本年废止件数不应多于上年现行有效件数与本年制发件数之和。"""
    last = same_form(case)
    if last is None:
        return
    for row in rows_with(case.report.edition, TABLE, "issued", "repealed", "in_force"):
        left, right, stock = (f"{TABLE}.{row.id}.{column}" for column in ("repealed", "issued", "in_force"))
        repealed, issued, before = number_in(case.report, left), number_in(case.report, right), number_in(last, stock)
        if repealed is None or issued is None or before is None or repealed <= before + issued:
            continue
        yield Fault(
            (left,),
            (right,),
            f"{name_of(row)}：本年废止 {show(repealed)} 件，多于上年现行有效 {show(before)} + 本年制发 {show(issued)} "
            f"= {show(before + issued)} 件，相差 {gap(repealed, before + issued)}，请核实。",
            last=(stock,),
        )


@rule("T2-03", Level.WARNING)
def figures_of_2019_agree(case: Case) -> Iterator[Fault]:
    """表二（2019 年格式）：新制作、新公开不多于对外公开总数；采购项目与金额同为 0 或同不为 0；项目数增减后不为负。"""
    report = case.report
    for row in rows_with(report.edition, TABLE, "produced", "disclosed", "total_disclosed"):
        yield from _more_than_all(report, row)
    for row in rows_with(report.edition, TABLE, "projects", "amount"):
        yield from _one_of_two(report, row)
    for row in rows_with(report.edition, TABLE, "items_last_year", "change"):
        cells = tuple(f"{TABLE}.{row.id}.{column}" for column in ("items_last_year", "change"))
        numbers = filled(report, cells)
        if numbers and sum(numbers) < 0:
            items, change = numbers
            yield Fault(
                cells,
                (),
                f"{name_of(row)}：上一年项目 {show(items)}，本年增减 {show(change)}，相加得 {show(items + change)}，"
                "项目数量不能是负数，请核实。",
            )


def _more_than_all(report: Report, row: Node) -> Iterator[Fault]:
    whole = f"{TABLE}.{row.id}.total_disclosed"
    for part, spoken in (("produced", "本年新制作"), ("disclosed", "本年新公开")):
        cell = f"{TABLE}.{row.id}.{part}"
        numbers = filled(report, (cell, whole))
        if numbers and numbers[0] > numbers[1]:
            some, everything = numbers
            yield Fault(
                (cell,),
                (whole,),
                f"{name_of(row)}：{spoken} {show(some)} 件，多于对外公开总数 {show(everything)} 件，"
                f"相差 {gap(some, everything)}，请核实。",
            )


def _one_of_two(report: Report, row: Node) -> Iterator[Fault]:
    cells = (f"{TABLE}.{row.id}.projects", f"{TABLE}.{row.id}.amount")
    numbers = filled(report, cells)
    if numbers and (numbers[0] == 0) != (numbers[1] == 0):
        projects, amount = numbers
        yield Fault(
            cells[:1],
            cells[1:],
            f"{name_of(row)}：采购项目 {show(projects)} 个，采购总金额 {show(amount)} 万元，"
            "一个为 0 而另一个不为 0，请核实。",
        )


@rule("T2-04", Level.WARNING)
def decisions_are_not_items(case: Case) -> Iterator[Fault]:
    """表二（2019 年格式）：处理决定数量填作出决定的件数，不是项目数量（上一年项目与本年增减之和）。"""
    report = case.report
    for row in rows_with(report.edition, TABLE, "items_last_year", "change", "decisions"):
        left = tuple(f"{TABLE}.{row.id}.{column}" for column in ("items_last_year", "change"))
        right = f"{TABLE}.{row.id}.decisions"
        numbers = filled(report, (*left, right))
        if not numbers or numbers[2] == 0 or numbers[0] + numbers[1] != numbers[2]:
            continue
        items, change, decisions = numbers
        yield Fault(
            left,
            (right,),
            f"{name_of(row)}：上一年项目 {show(items)}，本年增减 {show(change, 'change')}，"
            f"合计 {show(items + change)}，与处理决定数量 {show(decisions)} 相同；"
            "处理决定数量应填作出决定的件数，不是项目数，请核实。",
        )


def _row(edition: Edition, row_id: str) -> tuple[Node, tuple[Node, ...]]:
    """A row of the table with the columns of its block."""
    return next((row, block.columns) for block in edition.table(TABLE).blocks for row in block.rows if row.id == row_id)
