"""What differs between two states of a report, as a table: where, on one side, on the other."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from nianbao.core.contrast import Line

Index = QModelIndex | QPersistentModelIndex

SIZE = QSize(860, 520)
PLACE_WIDTH = 240
MOST_FITTED = 300  # rows whose height is fitted to their words: it takes its time


class DifferenceModel(QAbstractTableModel):
    """One line a row: its place, and both sides under the names that they are given."""

    def __init__(self, lines: Sequence[Line], before: str, after: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = tuple(lines)
        self._names = ("位置", before, after)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._names)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._names[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role == Qt.ItemDataRole.DisplayRole:
            line = self.lines[index.row()]
            return (line.place, line.before, line.after)[index.column()]
        return None


class DifferenceTable(QTableView):
    """Shows the lines; nothing in it can be changed. `wanted` tells the cell of a line that was double-clicked."""

    wanted = Signal(str)

    def __init__(self, lines: Sequence[Line], before: str, after: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = DifferenceModel(lines, before, after, self)
        self.setAccessibleName(f"不同的地方：{before}和{after}")
        self.setModel(self.form)
        plain_table(self)
        self.setColumnWidth(0, PLACE_WIDTH)
        self.setWordWrap(True)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.activated.connect(self._want)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if len(self.form.lines) <= MOST_FITTED:
            self.resizeRowsToContents()

    def _want(self, index: QModelIndex) -> None:
        if cell := self.form.lines[index.row()].cell:
            self.wanted.emit(cell)


def plain_table(table: QTableView) -> None:
    """A table to read: whole rows are chosen, and the keyboard moves on with Tab."""
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
