"""What is said of a range of cells, and what fills it."""

from collections.abc import Iterable
from decimal import Decimal

from PySide6.QtCore import QModelIndex

from nianbao.core.edition import Cell
from nianbao.core.values import Value, parse, show
from nianbao.gui.grid.model import TableModel


def summed(form: TableModel, indexes: list[QModelIndex]) -> str:
    """Sum, count and average of the numbers in a range, in words; empty for a single cell."""
    if len(indexes) < 2:
        return ""
    cells = [cell for index in indexes if (cell := form.cell_at(index))]
    values = [form.editor.report.get(cell.id) for cell in cells]
    numbers = [value for value in values if isinstance(value, int | Decimal)]
    if len(numbers) < 2:
        return f"已选 {len(cells)} 格"
    total = sum(numbers)
    average = show((Decimal(total) / len(numbers)).quantize(Decimal("0.01")).normalize() + 0)
    return f"已选 {len(cells)} 格，{len(numbers)} 个数，合计 {show(total)}，平均 {average}"


def inputs_of(form: TableModel, indexes: Iterable[QModelIndex]) -> list[Cell]:
    """The cells of a range that are typed; totals follow, and are passed over."""
    return [cell for index in indexes if (cell := form.cell_at(index)) and not cell.is_total]


def typed_into(cells: Iterable[Cell], text: str) -> dict[str, Value | None]:
    """A typed text as the value of every one of these cells; raises NotAValue where one of them cannot hold it."""
    return {cell.id: parse(cell.kind, text) for cell in cells}


def filled(form: TableModel, rows: range, columns: range, *, down: bool) -> dict[str, Value | None]:
    """The values that fill a rectangle from its first row (`down`) or its first column.

    A rectangle of one row or column takes the values of the one above or at the left.
    """
    if len(rows if down else columns) == 1:
        rows, columns = (
            (range(rows[0] - 1, rows[-1] + 1), columns) if down else (rows, range(columns[0] - 1, columns[-1] + 1))
        )
    report, values = form.editor.report, {}
    for row in rows[1:] if down else rows:
        for column in columns if down else columns[1:]:
            source = form.cell_at(form.index(rows[0], column) if down else form.index(row, columns[0]))
            cell = form.cell_at(form.index(row, column))
            if source and cell and not cell.is_total and cell.kind == source.kind:
                values[cell.id] = report.get(source.id)
    return values
