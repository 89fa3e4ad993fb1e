"""T4: table 四, administrative reconsideration and litigation."""

from collections.abc import Iterator

from nianbao.core.checks.finding import Case, Level
from nianbao.core.checks.rule import Fault, rule
from nianbao.core.checks.sums import add, filled, gap, spoken_sum
from nianbao.core.edition import name_of
from nianbao.core.values import show


@rule("T4-01", Level.ERROR)
def outcomes_add_up(case: Case) -> Iterator[Fault]:
    """表四：行政复议、未经复议直接起诉、复议后起诉各组的总计等于维持、纠正、其他、尚未审结之和。"""
    cells = case.report.edition.cells
    for cell in case.report.edition.table_cells:
        if cell.section != "appeals" or not cell.is_total:
            continue
        (operands,) = cell.sums
        numbers = filled(case.report, (*operands, cell.id))
        if numbers is None:
            continue
        *parts, total = numbers
        if add(parts) != total:
            names = [name_of(column) for operand in operands if (column := cells[operand].column)]
            group = cell.name.split()[0]
            yield Fault(
                operands,
                (cell.id,),
                (f"{group}：{spoken_sum(names, parts)}，总计填的是 {show(total)}，相差 {gap(add(parts), total)}。"),
            )
