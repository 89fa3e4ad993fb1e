"""Where the cursor of a table goes: by cells, rows and columns, and by edges of what is filled, as in a spreadsheet."""

from PySide6.QtCore import QModelIndex, Qt

from nianbao.gui.grid.model import PLACE, TableModel

Step = tuple[int, int]  # rows down, columns to the right
STEPS: dict[str, Step] = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


def inputs(form: TableModel) -> list[QModelIndex]:
    """The places of the cells that are typed, in reading order."""
    indexes = (form.index(r, c) for r in range(form.rowCount()) for c in range(form.columnCount()))
    return [i for i in indexes if (cell := form.cell_at(i)) is not None and not cell.is_total]


def target(form: TableModel, here: QModelIndex, where: str) -> QModelIndex:
    """The place to go to; `here` when there is none.

    `where` is up, down, left, right (by one cell that can be visited), the same with “edge” before it (to the edge of
    what is filled), next, previous (over input cells), row_start, row_end, first, last.
    """
    if where in ("next", "previous"):
        return _along_inputs(form, here, where)
    if where in ("first", "last"):
        known = inputs(form)
        return known[0 if where == "first" else -1] if known else here
    if where in ("row_start", "row_end"):
        return _way(form, here, STEPS["left" if where == "row_start" else "right"])[-1]
    way = _way(form, here, STEPS[where.removeprefix("edge ")])
    return _edge(way) if where.startswith("edge ") else way[min(1, len(way) - 1)]


def _along_inputs(form: TableModel, here: QModelIndex, where: str) -> QModelIndex:
    at = (here.row(), here.column())
    ahead = [i for i in inputs(form) if ((i.row(), i.column()) > at if where == "next" else (i.row(), i.column()) < at)]
    return (ahead[0] if where == "next" else ahead[-1]) if ahead else here


def _way(form: TableModel, here: QModelIndex, step: Step) -> list[QModelIndex]:
    """The cells that can be visited from here on in one direction, this one first."""
    way = [here]
    row, column = here.row() + step[0], here.column() + step[1]
    while 0 <= row < form.rowCount() and 0 <= column < form.columnCount():
        found = anchor(form.index(row, column))
        if found != way[-1] and form.flags(found) & Qt.ItemFlag.ItemIsSelectable:
            way.append(found)
        row, column = row + step[0], column + step[1]
    return way


def _edge(way: list[QModelIndex]) -> QModelIndex:
    """From a filled cell the last one of the filled stretch; else the next filled one; else the last of all."""
    filled = [bool(index.data(Qt.ItemDataRole.EditRole)) for index in way]
    if len(way) > 1 and filled[0] and filled[1]:
        end = next((number for number in range(1, len(way)) if not filled[number]), len(way))
        return way[end - 1]
    return next((way[number] for number in range(1, len(way)) if filled[number]), way[-1])


def anchor(index: QModelIndex) -> QModelIndex:
    """The first place of the merged cell that an index lies in."""
    while index.column() > 0 and index.data(PLACE) is None:
        index = index.siblingAtColumn(index.column() - 1)
    return index
