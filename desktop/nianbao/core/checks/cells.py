"""C: single cells."""

from collections.abc import Iterator
from decimal import Decimal

from nianbao.core.checks.finding import Case, Level
from nianbao.core.checks.rule import Fault, rule
from nianbao.core.edition import Cell
from nianbao.core.values import MAX_AMOUNT_PLACES, Value, decimal_places, show

SHOWN_NAMES = 3


@rule("C-01", Level.ERROR)
def value_of_the_right_kind(case: Case) -> Iterator[Fault]:
    """件数应为大于或等于 0 的整数（2019 年格式“本年增/减”可为负数）；金额以万元为单位，大于或等于 0，最多 4 位小数。"""
    report = case.report
    for cell in report.edition.table_cells:
        value = report.get(cell.id)
        if value is not None and (fault := _kind_fault(cell, value)):
            yield Fault((cell.id,), (), f"{cell.name}填的是 {show(value, cell.kind)}，{fault}")


def _kind_fault(cell: Cell, value: Value) -> str:
    if isinstance(value, str):
        return "不是数字，这里应填数字。"
    if cell.kind == "amount":
        if value < 0:
            return "金额不能是负数。"
        too_long = isinstance(value, Decimal) and decimal_places(value) > MAX_AMOUNT_PLACES
        return f"小数超过 {MAX_AMOUNT_PLACES} 位，金额以万元为单位。" if too_long else ""
    if isinstance(value, Decimal):
        return "有小数，这里应填整数。"
    return "是负数，这里应填大于或等于 0 的整数。" if cell.kind == "count" and value < 0 else ""


@rule("C-02", Level.ERROR)
def no_blank_cell(case: Case) -> Iterator[Fault]:
    """报告各表不得留空：没有发生的填 0（空格不等于 0）。"""
    report = case.report
    for section in report.edition.sections:
        cells = [cell for cell in report.edition.table_cells if cell.section == section.id]
        blank = [cell for cell in cells if cell.id not in report.values]
        typed = [cell for cell in blank if not cell.is_total] or blank
        if blank:
            names = "、".join(cell.name for cell in typed[:SHOWN_NAMES])
            more = f"等 {len(typed)} 格" if len(typed) > SHOWN_NAMES else ""
            message = f"“{section.short}”表还有 {len(typed)} 个空格未填：{names}{more}。没有发生的请填 0。"
            ordered = [*typed, *(cell for cell in blank if cell.is_total and cell not in typed)]
            yield Fault(tuple(cell.id for cell in ordered), (), message)
