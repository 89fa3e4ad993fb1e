"""What needs the clerk's eye, first of all: what was not read, sums that are wrong, and what was read otherwise."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from nianbao.gui.colours import colours
from nianbao.gui.importing.draft import Draft
from nianbao.gui.sentences import never_cut

_CELL = Qt.ItemDataRole.UserRole
_PLACE = Qt.ItemDataRole.UserRole + 1


class ProblemList(QListWidget):
    """Follows a Draft. `chosen` tells the cell of the form (or nothing) and the place in the file of a problem."""

    chosen = Signal(str, str)

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        never_cut(self)
        self._draft = draft
        self.itemClicked.connect(self._choose)
        draft.changed.connect(self.refresh)
        self.refresh()

    @property
    def open(self) -> int:
        """How many faults there are, notes not counted."""
        return len(self._draft.unread()) + len(self._draft.findings)

    def refresh(self, _cell: str = "") -> None:
        """Show what is the matter now; the place in the list is kept."""
        now = colours()
        groups = [
            ("没有读入", now.error, [(p.sentence, p.cell, p.place) for p in self._draft.unread()]),
            ("文件自身的数字有错", now.error, [(f.message, f.target, "") for f in self._draft.findings]),
            ("已读入，请核对", now.hint, [(p.sentence, p.cell, p.place) for p in self._draft.notes()]),
        ]
        row = self.currentRow()
        self.clear()
        for words, ink, entries in groups:
            if entries:
                self._add_heading(f"{words}（{len(entries)}）", ink)
            for sentence, cell, place in entries:
                item = QListWidgetItem(sentence)
                item.setToolTip(sentence)
                item.setData(_CELL, cell)
                item.setData(_PLACE, place)
                self.addItem(item)
        if self.count():
            self.setCurrentRow(min(max(row, 1), self.count() - 1))

    def _add_heading(self, words: str, ink: QColor) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        item.setForeground(ink)
        self.addItem(item)

    def _choose(self, item: QListWidgetItem) -> None:
        if item.flags():
            self.chosen.emit(item.data(_CELL) or "", item.data(_PLACE) or "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return shows the problem; it is not for the dialog, which would take everything."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self._choose(self.currentItem())
        else:
            super().keyPressEvent(event)
