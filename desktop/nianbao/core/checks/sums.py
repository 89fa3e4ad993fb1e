"""How sums are compared, spoken of and mended: “本年新收 3 + 上年结转 1 = 4”."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from nianbao.core.checks.finding import Fix
from nianbao.core.edition import Cell, Edition, Node, Sum, Table, cell_id
from nianbao.core.report import Report
from nianbao.core.values import Value, show

Number = int | Decimal
NUMBER = (int, Decimal)


def add(numbers: Iterable[Number]) -> Number:
    """The exact sum, 0 of nothing."""
    total: Number = 0
    for number in numbers:
        total += number
    return total


def gap(left: Number, right: Number) -> str:
    """How far two numbers are apart, as it is shown."""
    return show(left - right if left > right else right - left)


def number_in(report: Report, cell: str) -> Number | None:
    """The number in a cell, None when it is blank or holds none."""
    value = report.values.get(cell)
    return value if isinstance(value, NUMBER) else None


def filled(report: Report, cells: Sequence[str]) -> list[Number] | None:
    """The numbers in the cells, or None when one of them is blank: a rule speaks only when its cells are filled."""
    return _numbers(report.values, cells)


def _numbers(values: Mapping[str, Value], cells: Sequence[str]) -> list[Number] | None:
    numbers = []
    for cell in cells:
        value = values.get(cell)
        if not isinstance(value, NUMBER):
            return None
        numbers.append(value)
    return numbers


def spoken_sum(names: Sequence[str], numbers: Sequence[Number]) -> str:
    """“本年新收 3 + 上年结转 1 = 4”."""
    terms = " + ".join(f"{name} {show(number)}" for name, number in zip(names, numbers, strict=True))
    return f"{terms} = {show(add(numbers))}"


def total_mended(report: Report, cell: Cell, value: Number, text: str = "") -> Fix | None:
    """Setting a declared total to what its operands add up to; None when another sum would then be broken.

    A sum with a blank in it is neither right nor broken. `text` names the step, if something else is to be said.
    """
    after: dict[str, Value] = {**report.values, cell.id: value}
    for left, right in _sums_with(report.edition, cell):
        ins, outs = _numbers(after, left), _numbers(after, right)
        if ins is not None and outs is not None and add(ins) != add(outs):
            return None
    return Fix(text or f"{cell.name}按各项之和改为 {show(value)}", {cell.id: value})


def _sums_with(edition: Edition, cell: Cell) -> Iterator[tuple[Sum, Sum]]:
    """Everything that must add up and that a total stands in: as the total, among operands, in a balance of rows."""
    for operands in cell.sums:
        yield operands, (cell.id,)
    for total in edition.totals:
        for operands in total.sums:
            if cell.id in operands:
                yield operands, (total.id,)
    table = edition.section(cell.section).table
    if table is not None and cell.row is not None and cell.column is not None:
        yield from _balances_with(table, cell.row, cell.column)


def _balances_with(table: Table, row: Node, column: Node) -> Iterator[tuple[Sum, Sum]]:
    rows = {leaf.id: leaf for block in table.blocks for leaf in block.row_leaves()}
    for balance in table.balances:
        if row.id in balance.left + balance.right:
            left, right = (
                tuple(cell_id(table.id, rows[name], column) for name in side) for side in (balance.left, balance.right)
            )
            yield left, right
