"""T3: table 三, received and handled applications."""

from collections.abc import Iterator

from nianbao.core.checks.finding import Case, Level
from nianbao.core.checks.rule import Fault, rule
from nianbao.core.checks.sums import Number, add, filled, gap, number_in, total_mended
from nianbao.core.checks.units import kind_of
from nianbao.core.edition import Node, Sum, Table, cell_id, name_of
from nianbao.core.report import Report
from nianbao.core.values import show

TABLE = "applications"
TOTAL = "total"
LEAST_OTHER = 3
# what a town has no power to decide on its own: the basis is asked for (条例 14)
SECRETS = ("refused.state_secret", "refused.endangers_security")


def _table(case: Case) -> tuple[Table, dict[str, Node], tuple[Node, ...]]:
    """Table 三, its row leaves by id, and its column leaves."""
    table = case.report.edition.table(TABLE)
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
        cell = case.report.edition.cells[f"{TABLE}.total.{column.id}"]
        if wrong := _wrong_total(case.report, cell.id, cell.sums[0]):
            parts, total = wrong
            yield Fault(
                cell.sums[0],
                (cell.id,),
                (
                    f"{name_of(column)}列：（一）至（六）各项办理结果相加得 {show(parts)}，"
                    f"（七）总计填的是 {show(total)}，相差 {gap(parts, total)}。"
                ),
                fix=total_mended(case.report, cell, parts),
            )


@rule("T3-03", Level.ERROR)
def applicants_add_up(case: Case) -> Iterator[Fault]:
    """表三：每一行的总计等于自然人与法人或其他组织五类之和。"""
    for row in _table(case)[1].values():
        cell = case.report.edition.cells[f"{TABLE}.{row.id}.{TOTAL}"]
        if wrong := _wrong_total(case.report, cell.id, cell.sums[-1]):
            parts, total = wrong
            yield Fault(
                cell.sums[-1],
                (cell.id,),
                (
                    f"“{name_of(row)}”行：六类申请人相加得 {show(parts)}，"
                    f"总计填的是 {show(total)}，相差 {gap(parts, total)}。"
                ),
                fix=total_mended(case.report, cell, parts),
            )


def _wrong_total(report: Report, total: str, operands: Sum) -> tuple[Number, Number] | None:
    """The sum of the operands and the total that is filled in, when they differ."""
    numbers = filled(report, (*operands, total))
    if numbers is None or add(numbers[:-1]) == numbers[-1]:
        return None
    return add(numbers[:-1]), numbers[-1]


@rule("T3-04", Level.WARNING)
def not_more_carried_forward_than_received(case: Case) -> Iterator[Fault]:
    """表三：结转下年度继续办理的数量一般不多于本年新收数量（答复期限二十个工作日，条例第三十三条）。"""
    found: list[tuple[Node, Number, Number]] = []
    for column in _table(case)[2]:
        forward, received = _in(case.report, "carried_forward", column), _in(case.report, "received", column)
        if forward is not None and received is not None and forward > received:
            found.append((column, forward, received))
    if found:
        # all columns in one question: the total column is mostly that of one applicant
        column, forward, received = found[-1]
        others = "、".join(name_of(other) for other, _, _ in found[:-1])
        yield Fault(
            tuple(f"{TABLE}.carried_forward.{column.id}" for column, _, _ in found),
            tuple(f"{TABLE}.received.{column.id}" for column, _, _ in found),
            f"{name_of(column)}列：结转下年度 {show(forward)} 件，多于本年新收 {show(received)} 件，"
            f"相差 {gap(forward, received)}{f'（{others}列也是这样）' if others else ''}，请核实。",
        )


@rule("T3-05", Level.WARNING)
def other_results_are_few(case: Case) -> Iterator[Fault]:
    """表三：“其他”（2019 年格式为“其他处理”）不少于 3 件且超过办理结果一半的，应核实能否归入具体情形。"""
    _, rows, _ = _table(case)
    row = rows.get("other.misc") or rows["other"]
    left, right = f"{TABLE}.{row.id}.{TOTAL}", f"{TABLE}.total.{TOTAL}"
    numbers = filled(case.report, (left, right))
    if numbers and numbers[0] >= LEAST_OTHER and numbers[0] * 2 > numbers[1]:
        other, results = numbers
        yield Fault(
            (left,),
            (right,),
            f"“{row.label}”有 {show(other)} 件，超过全部办理结果 {show(results)} 件的一半，请核实能否归入具体的情形。",
        )


@rule("T3-06", Level.HINT)
def secrets_in_a_town(case: Case) -> Iterator[Fault]:
    """表三：乡镇、街道以国家秘密或者“三安全一稳定”为由不予公开的，请核对依据（条例第十四条）。"""
    kind = kind_of(case.report)
    if kind is None or not kind.grass_roots:
        return
    _, rows, columns = _table(case)
    for row in SECRETS:
        found = [(column, number) for column in columns if (number := _in(case.report, row, column)) and number > 0]
        if found:
            yield Fault(
                tuple(f"{TABLE}.{row}.{column.id}" for column, _ in found),
                (),
                f"“{name_of(rows[row])}”有 {show(found[-1][1])} 件；乡镇、街道很少有这种情形，请核对不予公开的依据。",
            )


def _in(report: Report, row: str, column: Node) -> Number | None:
    return number_in(report, f"{TABLE}.{row}.{column.id}")
