"""The lines of the list for Qt, kept up to date by the smallest changes: a keystroke rebuilds nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from nianbao.gui.findings.rows import Deed, Group, Row

Index = QModelIndex | QPersistentModelIndex
Keys = Sequence[tuple[object, ...]]

FINDING = Qt.ItemDataRole.UserRole
KEYS = {Deed.FIX: "Ctrl+回车", Deed.EXPLAIN: "F2", Deed.REUSE: "Ctrl+F2", Deed.WITHDRAW: "Delete"}


class FindingsModel(QAbstractListModel):
    """Shows `rows`. Group and section names are there to be read, only findings can be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show(self, rows: Sequence[Row]) -> None:
        """Turn the list into these rows: only those are removed, inserted and repainted that are others now."""
        old, new = [row.key for row in self.rows], [row.key for row in rows]
        if old != new:
            self._rearrange(old, new, rows)
        for number, row in enumerate(rows):
            if self.rows[number] is not row and self.rows[number] != row:
                self.rows[number] = row
                index = self.index(number)
                self.dataChanged.emit(index, index)

    def _rearrange(self, old: Keys, new: Keys, rows: Sequence[Row]) -> None:
        """Remove what is gone and insert what is new, from the end, so that the numbers before it stay right."""
        shorter = min(len(old), len(new))
        start = next((i for i in range(shorter) if old[i] != new[i]), shorter)
        same = next((i for i in range(shorter - start) if old[-1 - i] != new[-1 - i]), shorter - start)
        for old_from, old_to, new_from, new_to in reversed(_steps(old, new, start, same)):
            if old_to > old_from:
                self.beginRemoveRows(QModelIndex(), old_from, old_to - 1)
                del self.rows[old_from:old_to]
                self.endRemoveRows()
            if new_to > new_from:
                self.beginInsertRows(QModelIndex(), old_from, old_from + new_to - new_from - 1)
                self.rows[old_from:old_from] = rows[new_from:new_to]
                self.endInsertRows()

    def findings(self) -> list[int]:
        """The numbers of the rows that hold a finding, not a name."""
        return [number for number, row in enumerate(self.rows) if row.kind == "finding"]

    def open_findings(self) -> list[int]:
        """Those of them that still have to be dealt with."""
        return [number for number in self.findings() if self.rows[number].group is not Group.SETTLED]

    def number_of(self, key: tuple[object, ...] | None) -> int:
        """The row of a key, -1 when it is not there."""
        return next((number for number, row in enumerate(self.rows) if row.key == key), -1)

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.rows[index.row()] if index.isValid() else None
        if row is None or row.finding is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        writable = any(deed is Deed.EXPLAIN for deed, _ in row.deeds)
        return flags | Qt.ItemFlag.ItemIsEditable if writable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == FINDING:
            return row.finding
        if role == Qt.ItemDataRole.EditRole:
            return row.reason
        if row.finding is None:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.group.word}：{row.text}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return "；".join(filter(None, (row.where, row.before, row.reason and f"说明：{row.reason}", *_keys(row))))
        return "\n".join(_keys(row)) if role == Qt.ItemDataRole.ToolTipRole else None


def _keys(row: Row) -> list[str]:
    """What can be done here and by which key."""
    return ["单击或按回车：到出错的地方", *(f"{KEYS[deed]}：{words}" for deed, words in row.deeds)]


def _steps(old: Keys, new: Keys, start: int, same: int) -> list[tuple[int, int, int, int]]:
    """The stretches of `old` to be replaced by stretches of `new`, when the first and last ones are the same."""
    old_end, new_end = len(old) - same, len(new) - same
    if start in (old_end, new_end):  # only gone or only come, as nearly always
        return [(start, old_end, start, new_end)]
    from difflib import SequenceMatcher

    codes = SequenceMatcher(None, old[start:old_end], new[start:new_end], autojunk=False).get_opcodes()
    return [tuple(start + place for place in places) for kind, *places in codes if kind != "equal"]
