"""Find and replace over the texts of all sections: every place in a list first, each with a tick, then one step."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nianbao.core.replace import Found, found, replaced
from nianbao.core.report import Change
from nianbao.gui.editor import Editor
from nianbao.gui.pace import WORDS_MS
from nianbao.gui.prose import Line
from nianbao.gui.sentences import never_cut

SIZE = 640, 460
_FOUND = Qt.ItemDataRole.UserRole


class ReplaceDialog(QDialog):
    """Stays open beside the window. `wanted` tells the place that the clerk looks at, `told` what was done."""

    wanted = Signal(str, int, int)
    told = Signal(str)

    def __init__(self, parent: QWidget | None, editor: Editor, words: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("查找和替换")
        self.resize(*SIZE)
        self._editor = editor
        self.words, self.new = Line(words), Line()
        self.loosely = QCheckBox("不分全角半角、繁简、大小写")
        self.count = QLabel()
        self.count.setWordWrap(True)
        self.list = never_cut(QListWidget())
        self.list.setAccessibleName("找到的地方")
        form = QFormLayout()
        form.addRow("查找(&F)", self.words)
        form.addRow("替换为(&R)", self.new)
        form.addRow("", self.loosely)
        buttons = QDialogButtonBox()
        self.replace = buttons.addButton("替换勾选的", QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.replace, close):  # Enter under 查找 looks, and must not take the words out
            button.setAutoDefault(False)
            button.setDefault(False)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.count)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        close.clicked.connect(self.close)
        self.replace.clicked.connect(self._replace)
        self.words.textChanged.connect(self._find)
        self.words.returnPressed.connect(self._look)
        self.new.returnPressed.connect(self.replace.click)
        self.new.textChanged.connect(self._show_new)
        self.loosely.toggled.connect(self._find)
        self.list.currentItemChanged.connect(self._point)
        self.list.itemChanged.connect(self._refresh)
        self._soon = QTimer(self, singleShot=True, interval=WORDS_MS)
        self._soon.timeout.connect(self._find)
        editor.changed.connect(self._find_soon)
        editor.destroyed.connect(self.close)  # another report is open, or this one was sealed
        self._find()
        self.words.selectAll()
        self.words.setFocus()

    def _find_soon(self, _change: Change) -> None:
        self._soon.start()

    def _find(self, _cause: object = None) -> None:
        """Look for the words again; ticks are set but for linked words, which would be plain text afterwards."""
        self._soon.stop()
        places = list(found(self._editor.report, self.words.text(), loosely=self.loosely.isChecked()))
        # what is the same keeps its ticks
        if places and places == [item.data(_FOUND) for item in self._items()]:
            return
        self.list.blockSignals(True)
        self.list.clear()
        for place in places:
            item = QListWidgetItem()
            item.setData(_FOUND, place)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if place.linked else Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._show_new()

    def _show_new(self) -> None:
        """Show each place as it stands and as it would be."""
        self.list.blockSignals(True)
        new = self.new.text()
        for item in self._items():
            place: Found = item.data(_FOUND)
            after = f"\n→ “{place.before}{new}{place.after}”" if new else ""
            linked = "（随表格变化，替换后成为普通文字）" if place.linked else ""
            item.setText(f"{place.section}：“{place.before}{place.words}{place.after}”{after}{linked}")
        self.list.blockSignals(False)
        self._refresh()

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _checked(self) -> list[Found]:
        return [item.data(_FOUND) for item in self._items() if item.checkState() == Qt.CheckState.Checked]

    def _refresh(self, _item: QListWidgetItem | None = None) -> None:
        number, checked = self.list.count(), len(self._checked())
        self.replace.setEnabled(checked > 0 and not self._editor.sealed)
        sections = len({item.data(_FOUND).section for item in self._items()})
        if not self.words.text().strip():
            self.count.setText("在第一、五、六部分的文字里查找，表格里的数字不变。")
        elif not number:
            self.count.setText(f"没有找到“{self.words.text()}”。")
        else:
            what = "删去" if not self.new.text() else "替换"
            self.count.setText(f"在 {sections} 个部分找到 {number} 处，{what}其中勾选的 {checked} 处，可以撤销。")

    def _point(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            place: Found = item.data(_FOUND)
            self.wanted.emit(place.cell, place.start, place.end)

    def _look(self) -> None:
        """Go through what was found with the keys ↑ and ↓."""
        if self.list.count():
            self.list.setFocus()
            self.list.setCurrentRow(0)

    def _replace(self) -> None:
        """Replace what is ticked in all sections, as one step that can be undone."""
        if self._soon.isActive():
            self._find()
        places, words, new = self._checked(), self.words.text(), self.new.text()
        name = f"把“{words}”替换为“{new}”" if new else f"删去“{words}”"
        if self._editor.submit(name, replaced(self._editor.report, places, new)):
            self._find()
            self.told.emit(f"{name}，共 {len(places)} 处。")
