"""T3: table 三, received and handled applications."""

from collections.abc import Iterator

from nianbao.core.checks.finding import Case, Level
from nianbao.core.checks.rule import Fault, rule
from nianbao.core.checks.sums import Number, add, filled, gap
from nianbao.core.edition import Node, Sum, Table, cell_id, name_of
from nianbao.core.report import Report
from nianbao.core.values import show


def _table(case: Case) -> tuple[Table, dict[str, Node], tuple[Node, ...]]:
    """Table 三, its row leaves by id, and its column leaves."""
    table = case.report.edition.table("applications")
    (block,) = table.blocks
    return table, {row.id: row for row in block.row_leaves()}, block.column_leaves()


@rule("T3-01", Level.ERROR)
def received_equals_handled(case: Case) -> Iterator[Fault]:
    """表三：本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和。"""
    table, rows, columns = _table(case)
    for balance in table.balances:
        for column in columns:
            left = tuple(cell_id(table.id, rows[row], column) for row in balance.left)
            right = tuple(cell_id(table.id, rows[row], column) for row in balance.right)
            numbers = filled(case.report, left + right)
            if numbers is None:
                continue
            ins, outs = numbers[: len(left)], numbers[len(left) :]
            if add(ins) != add(outs):
                yield Fault(
                    left,
                    right,
                    (
                        f"{name_of(column)}列：本年新收 {show(ins[0])} + 上年结转 {show(ins[1])} = {show(add(ins))}，"
                        f"办理结果 {show(outs[0])} + 结转下年度 {show(outs[1])} = {show(add(outs))}，"
                        f"相差 {gap(add(ins), add(outs))}。"
                    ),
                )


@rule("T3-02", Level.ERROR)
def results_add_up(case: Case) -> Iterator[Fault]:
    """表三：（七）总计等于（一）至（六）各项办理结果之和。"""
    for column in _table(case)[2]:
        cell = case.report.edition.cells[f"applications.total.{column.id}"]
        if wrong := _wrong_total(case.report, cell.id, cell.sums[0]):
            parts, total = wrong
            yield Fault(
                cell.sums[0],
                (cell.id,),
                (
                    f"{name_of(column)}列：（一）至（六）各项办理结果相加得 {show(parts)}，"
                    f"（七）总计填的是 {show(total)}，相差 {gap(parts, total)}。"
                ),
            )


@rule("T3-03", Level.ERROR)
def applicants_add_up(case: Case) -> Iterator[Fault]:
    """表三：每一行的总计等于自然人与法人或其他组织五类之和。"""
    for row in _table(case)[1].values():
        cell = case.report.edition.cells[f"applications.{row.id}.total"]
        if wrong := _wrong_total(case.report, cell.id, cell.sums[-1]):
            parts, total = wrong
            yield Fault(
                cell.sums[-1],
                (cell.id,),
                (
                    f"“{name_of(row)}”行：六类申请人相加得 {show(parts)}，"
                    f"总计填的是 {show(total)}，相差 {gap(parts, total)}。"
                ),
            )


def _wrong_total(report: Report, total: str, operands: Sum) -> tuple[Number, Number] | None:
    """The sum of the operands and the total that is filled in, when they differ."""
    numbers = filled(report, (*operands, total))
    if numbers is None or add(numbers[:-1]) == numbers[-1]:
        return None
    return add(numbers[:-1]), numbers[-1]
