"""Y: this year against last year."""

from collections.abc import Iterator
from decimal import Decimal

from nianbao.core.checks.finding import Case, Level
from nianbao.core.checks.rule import Fault, rule
from nianbao.core.checks.sums import gap
from nianbao.core.edition import name_of
from nianbao.core.values import show
from nianbao.core.yearly import carried_cells


@rule("Y-01", Level.ERROR, excusable=True)
def carried_in_equals_carried_forward(case: Case) -> Iterator[Fault]:
    """表三：本年度“上年结转”应等于上一年度报告的“结转下年度继续办理”，逐列核对，跨格式也应一致。"""
    if case.last is None:
        return
    for cell, source in carried_cells(case.report.edition, case.last.edition):
        now, before = case.report.get(cell.id), case.last.get(source)
        if not isinstance(now, int | Decimal) or not isinstance(before, int | Decimal) or now == before:
            continue
        column = name_of(cell.column) if cell.column else ""
        yield Fault(
            (cell.id,),
            (),
            (
                f"{column}列：上年结转填的是 {show(now)}，上年度报告的结转下年度为 {show(before)}，"
                f"相差 {gap(now, before)}。"
            ),
        )
