"""Which unit of a county's roll-up is wanted."""

import difflib
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QListWidget, QVBoxLayout, QWidget

from nianbao.core.rollup import bare_name


class UnitDialog(QDialog):
    """A list of units; what is typed narrows it. `like` is the name that is looked for first."""

    def __init__(self, name: str, units: Sequence[str], like: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("选择单位")
        room = self.screen().availableSize()
        self.resize(min(460, int(room.width() * 0.9)), min(480, int(room.height() * 0.85)))
        many = len(set(map(bare_name, units)))
        twice = "" if many == len(units) else "有的单位不止一行，请看清是哪一行。"
        said = QLabel(f"“{name}”是 {many} 个单位的汇总表，要导入哪个单位的数？{twice}")
        said.setWordWrap(True)
        self.typed = QLineEdit()
        self.typed.setAccessibleName("查找单位")
        self.typed.setPlaceholderText("输入名称中的字来查找")
        self.typed.textChanged.connect(self._narrow)
        self.typed.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName("汇总表里的单位")
        self.list.addItems(list(units))
        self.list.setMinimumHeight(60)
        self.list.itemDoubleClicked.connect(self.accept)
        self.list.currentRowChanged.connect(self._allow)
        buttons = QDialogButtonBox()
        self._take = buttons.addButton("选定", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        self._take.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (said, self.typed, self.list, buttons):
            layout.addWidget(widget, 1 if widget is self.list else 0)
        self.list.setCurrentRow(most_alike(units, like))
        self.typed.setFocus()

    @property
    def unit(self) -> str:
        """The unit that is chosen, nothing when none is."""
        item = self.list.currentItem()
        return item.text() if item and not item.isHidden() else ""

    def _narrow(self, typed: str) -> None:
        """Show the units whose names have the letters typed in this order."""
        wanted = "".join(typed.split())
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(not _has_in_order(item.text(), wanted))
        shown = [row for row in range(self.list.count()) if not self.list.item(row).isHidden()]
        if shown and self.list.currentRow() not in shown:
            self.list.setCurrentRow(shown[0])
        self._allow()

    def _allow(self) -> None:
        self._take.setEnabled(bool(self.unit))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """↑ and ↓ move in the list while letters are typed."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step:
                self._step(step)
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        row = self.list.currentRow() + by
        while 0 <= row < self.list.count() and self.list.item(row).isHidden():
            row += by
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)


def most_alike(units: Sequence[str], like: str) -> int:
    """The row of the unit whose name is most like this one; -1 without a name, or when none is like it.

    Nor is one of two rows of the same name chosen: nobody knows which.
    """
    if not like:
        return -1
    names = [bare_name(unit) for unit in units]
    best = [like] if like in names else difflib.get_close_matches(like, names, n=1, cutoff=0.5)
    if not best:
        best = [name for name in names if name in like or like in name][:1]
    return names.index(best[0]) if best and names.count(best[0]) == 1 else -1


def _has_in_order(name: str, letters: str) -> bool:
    rest = iter(name)
    return all(letter in rest for letter in letters)
