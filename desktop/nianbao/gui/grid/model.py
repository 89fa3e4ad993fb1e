"""A table of the form for Qt: it holds no values, it shows those of the editor's report."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from nianbao.core.checks import Finding, Level
from nianbao.core.edition import Cell, Place, Table
from nianbao.core.following import provisional
from nianbao.core.notes import note_id, note_lines
from nianbao.core.progress import BLANK_RULE
from nianbao.core.report import NOTE, Change
from nianbao.core.values import NotAValue, Value, parse, show
from nianbao.gui.editor import Editor

Index = QModelIndex | QPersistentModelIndex

PLACE = Qt.ItemDataRole.UserRole
MARK = Qt.ItemDataRole.UserRole + 1
PROVISIONAL = Qt.ItemDataRole.UserRole + 2
FAULTY = Qt.ItemDataRole.UserRole + 3

FEW = 8  # cells that are cheaper to paint one by one than with all that lies between them


_STATES = {"imported": "导入自", "carried": "承接自", "filled": "批量填入，请核对"}


class Look(NamedTuple):
    """How a value is painted: `provisional` while an operand is blank, `mark` its side of the finding in sight.

    `state` is where the value came from (imported, carried, filled), empty when it was typed; `changed` tells that last
    year's value of the same cell was another; `before` is last year's value and `change` the way from it, when
    asked; `note` tells that the clerk has written a remark.
    """

    text: str
    total: bool
    provisional: bool
    faulty: bool
    mark: str
    state: str = ""
    changed: bool = False
    before: str | None = None
    change: str = ""
    note: bool = False


class TableModel(QAbstractTableModel):
    """The part of a table that scrolls: without the header rows and label columns, which the headers paint.

    Rows and columns are those of the drawn form; a merged rectangle answers at its first place.
    """

    refused = Signal(QModelIndex, str)  # a text that was no value, and why

    def __init__(self, editor: Editor, table: Table, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editor, self.table = editor, table
        self.shows_last_year = False
        self._places = {self._position(place): place for place in table.places if self._scrolls(place)}
        self._of_cell = {place.cell: position for position, place in self._places.items() if place.cell}
        self._followers: dict[str, set[str]] = {}  # totals by the cells that they add
        for total in editor.report.edition.totals:
            for operand in (operand for operands in total.sums for operand in operands if total.id in self._of_cell):
                self._followers.setdefault(operand, set()).add(total.id)
        self._faulty: frozenset[str] = self._faulty_cells()
        editor.changed.connect(self._repaint_changed)
        editor.checked.connect(self._repaint_faults)
        editor.spotlit.connect(self._repaint_marks)

    def _scrolls(self, place: Place) -> bool:
        return place.row >= self.table.header_rows and place.column + place.columns > self.table.label_columns

    def _position(self, place: Place) -> tuple[int, int]:
        return place.row - self.table.header_rows, max(0, place.column - self.table.label_columns)

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.table.row_count - self.table.header_rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.table.column_count - self.table.label_columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        place = self._places.get((index.row(), index.column()))
        if place is None:
            return None
        if role == PLACE:
            return place
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if place.role != "value":
            # a heading over the whole width is written by the header that paints the labels
            return place.text if role == Qt.ItemDataRole.DisplayRole and place.role != "heading" else None
        cell = self.cell_at(index)
        return self._value_data(cell, role) if cell else None

    def _value_data(self, cell: Cell, role: int) -> object:
        if role == Qt.ItemDataRole.EditRole:
            return show(self.editor.report.get(cell.id), cell.kind)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{cell.name} {self._look(cell).text or '空'}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(cell, self.editor.report.get(cell.id))
        look = self._look(cell)
        if role == Qt.ItemDataRole.DisplayRole:
            return look.text
        return {PROVISIONAL: look.provisional, FAULTY: look.faulty, MARK: look.mark}.get(role)

    def look(self, row: int, column: int) -> tuple[Place | None, Look | None]:
        """The rectangle at a row and column and how its value looks: all that painting needs, in one call."""
        place = self._places.get((row, column))
        cell = self.editor.report.edition.cells.get(place.cell) if place and place.cell else None
        return place, self._look(cell) if cell else None

    def _look(self, cell: Cell) -> Look:
        report = self.editor.report
        value = report.get(cell.id)
        unsure = value is None and cell.is_total
        text = show(provisional(cell, report.values) if unsure else value, cell.kind)
        origin = report.origins.get(cell.id)
        state = "" if origin is None or value is None else origin.kind
        base = self.editor.base
        last = base.get(cell.id) if base is not None else None
        changed = value is not None and last is not None and value != last
        before, way = (show(last, cell.kind), _way(last, value)) if self.shows_last_year else (None, "")
        mark, note = self._mark(cell.id), note_id(cell.id) in report.values
        return Look(text, cell.is_total, unsure, cell.id in self._faulty, mark, state, changed, before, way, note)

    def show_last_year(self, *, shown: bool) -> None:
        """Show last year's value and the change in every cell, or no longer."""
        self.shows_last_year = shown
        self._repaint(self._of_cell)

    def _mark(self, cell: str) -> str:
        """Which side of the finding in the spotlight the cell is on."""
        finding = self.editor.spotlight
        if finding is None or finding.code == BLANK_RULE:
            return ""
        return "left" if cell in finding.left else "right" if cell in finding.right else ""

    def _tip(self, cell: Cell, value: Value | None) -> str:
        """Name, last year's value, source, and what is wrong."""
        lines = [cell.name]
        if cell.is_total:
            lines.append("合计，由各项自动相加" if value is not None else "合计（还有空格，暂计）")
        base, origin = self.editor.base, self.editor.report.origins.get(cell.id)
        if base is not None and (before := base.get(cell.id)) is not None:
            lines.append(f"上年：{show(before, cell.kind)} {_way(before, value)}".rstrip())
        if origin is not None:
            lines.append(f"{_STATES[origin.kind]}：{origin.source}")
            if origin.remark:
                lines.append(f"原文附注：{origin.remark}")
        lines += note_lines(self.editor.report, base, cell.id)
        lines += [f.message for f in self.editor.findings if f.code != BLANK_RULE and cell.id in f.cells]
        return "\n".join(lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        cell = self.cell_at(index)
        if cell is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if cell.is_total or self.editor.sealed else flags | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        cell = self.cell_at(index)
        if role != Qt.ItemDataRole.EditRole or cell is None or cell.is_total:
            return False
        try:
            parsed = parse(cell.kind, str(value))
        except NotAValue as reason:
            self.refused.emit(QModelIndex(index), str(reason))
            return False
        return self.editor.submit(f"填写 {cell.name}", {cell.id: parsed})

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a row or column for those who cannot see the painted headers."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        along = orientation == Qt.Orientation.Horizontal
        offset = section + (self.table.label_columns if along else self.table.header_rows)
        labels = [
            place.text
            for place in self.table.places
            if (place.role == "header" and place.column <= offset < place.column + place.columns and along)
            or (place.role == "label" and place.row <= offset < place.row + place.rows and not along)
        ]
        return " ".join(labels)

    # between cells and indexes

    def cell_at(self, index: Index) -> Cell | None:
        """The cell at an index, None where the form has words or nothing."""
        place = self._places.get((index.row(), index.column()))
        return self.editor.report.edition.cells.get(place.cell) if place else None

    def index_of(self, cell: str) -> QModelIndex:
        """Where a cell is shown; an invalid index when it is not in this table."""
        position = self._of_cell.get(cell)
        return self.index(*position) if position else QModelIndex()

    def cells(self) -> Collection[str]:
        """The ids of the cells of this table."""
        return self._of_cell.keys()

    def places(self) -> Iterable[tuple[tuple[int, int], Place]]:
        """Every rectangle that scrolls, with its row and column in the model."""
        return self._places.items()

    # what has to be painted anew

    def _faulty_cells(self) -> frozenset[str]:
        faults: list[Finding] = [f for f in self.editor.found if f.level is not Level.HINT and f.code != BLANK_RULE]
        return frozenset(cell for fault in faults for cell in (fault.right if len(fault.right) == 1 else fault.cells))

    def _repaint_changed(self, change: Change) -> None:
        before, self._faulty = self._faulty, self._faulty_cells()
        touched = {cell for changed in change.cells if (cell := changed.removeprefix(NOTE)) in self._of_cell}
        # the provisional sums of totals move with their operands
        touched = touched.union(*(self._followers.get(cell, ()) for cell in touched))
        self._repaint(touched | ((before ^ self._faulty) & self._of_cell.keys()))

    def _repaint_faults(self) -> None:
        self._faulty = self._faulty_cells()
        self._repaint(self._faulty & self._of_cell.keys())

    def _repaint_marks(self, _finding: Finding | None) -> None:
        self._repaint(self._of_cell)

    def _repaint(self, cells: Collection[str]) -> None:
        """One signal for the smallest rectangle around the cells; a few, as a keystroke touches, one by one."""
        positions = [self._of_cell[cell] for cell in cells]
        if len(positions) <= FEW:
            for position in positions:
                self.dataChanged.emit(self.index(*position), self.index(*position))
        else:
            rows, columns = zip(*positions, strict=True)
            self.dataChanged.emit(self.index(min(rows), min(columns)), self.index(max(rows), max(columns)))


def _way(last: Value | None, value: Value | None) -> str:
    """The way from last year's value: ↑3, ↓2, or = when nothing has changed."""
    if not isinstance(last, int | Decimal) or not isinstance(value, int | Decimal):
        return ""
    if value == last:
        return "="
    return f"↑{show(value - last)}" if value > last else f"↓{show(last - value)}"
