"""The history as a table: when, what, how it came about, and each cell with its old and new value."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from nianbao.core.contrast import Line, line_of, place_of, reason_line
from nianbao.core.report import HIDDEN, Report
from nianbao.files.entries import Entry

Index = QModelIndex | QPersistentModelIndex

COLUMNS = ("时间", "做了什么", "怎么来的", "位置", "原来", "改成")
WAYS = {
    "typed": "键入",
    "pasted": "粘贴",
    "imported": "导入",
    "filled": "填充",
    "fixed": "修正",
    "carried": "承接上年",
    "undone": "撤销",
    "redone": "重做",
    "restored": "恢复",
    "told": "",
}
CELL = Qt.ItemDataRole.UserRole


class _Row(NamedTuple):
    """One line of an entry: a cell, or a reason by its basis; an entry without either has one line too."""

    entry: Entry
    cell: str
    basis: str
    is_first: bool


class HistoryModel(QAbstractTableModel):
    """The latest entry first. A step that changed many cells has a line for each, under one time."""

    def __init__(self, report: Report, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self._entries: tuple[Entry, ...] = ()
        self._rows: list[_Row] = []
        self.sought = ""

    def show(self, entries: Sequence[Entry], report: Report) -> None:
        """Show these entries, oldest first in the sequence."""
        self._entries, self._report = tuple(entries), report
        self._renew()

    def seek(self, words: str) -> None:
        """Show only the lines whose step, time or place has these words."""
        self.sought = words.strip()
        self._renew()

    def _renew(self) -> None:
        self.beginResetModel()
        rows: list[_Row] = []
        places: dict[str, str] = {}
        for entry in reversed(self._entries):
            cells = [(cell, "") for cell in entry.cells if not cell.startswith(HIDDEN)]
            keys = cells + [("", basis) for basis in entry.reasons] or [("", "")]
            if self.sought and self.sought not in entry.text and self.sought not in _time(entry):
                keys = [(cell, basis) for cell, basis in keys if cell and self.sought in self._place(cell, places)]
            rows += [_Row(entry, cell, basis, number == 0) for number, (cell, basis) in enumerate(keys)]
        self._rows = rows
        self.endResetModel()

    def _place(self, cell: str, places: dict[str, str]) -> str:
        if cell not in places:
            places[cell] = place_of(cell, self._report.edition, self._report.editions)
        return places[cell]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == CELL:
            return row.cell
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if index.column() < 3:
            entry = row.entry
            return (_time(entry), entry.text, WAYS.get(entry.how, ""))[index.column()] if row.is_first else ""
        line = self._line(row)
        return (line.place, line.before, line.after)[index.column() - 3] if line else ""

    def _line(self, row: _Row) -> Line | None:
        if row.cell:
            return line_of(row.cell, row.entry.cells[row.cell], self._report.edition, self._report.editions)
        return reason_line(row.entry.reasons[row.basis]) if row.basis else None


def _time(entry: Entry) -> str:
    return entry.at.replace("T", " ")
