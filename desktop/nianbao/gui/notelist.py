"""Every remark of this year and of last year in one list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from nianbao.core.notes import Note, notes, unkept
from nianbao.core.report import NOTE, Change
from nianbao.gui.editor import Editor
from nianbao.gui.sentences import never_cut

CELL = Qt.ItemDataRole.UserRole


class NotesDialog(QDialog):
    """Every remark of this year and of last year, to go to its cell; stays open beside the window."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None, editor: Editor) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("全部备注")
        self.resize(560, 420)
        self._editor = editor
        self.list = never_cut(QListWidget())
        self.list.setAccessibleName("全部备注")
        self.list.itemActivated.connect(self._go)
        self._told = QLabel()
        self._told.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.keep = buttons.addButton("上年备注都保留到本年", QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.keep, close):
            button.setAutoDefault(False)
        self.keep.clicked.connect(self._keep_all)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(self._told)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        editor.changed.connect(self._refresh)
        self._refresh()
        self.list.setFocus()

    def _refresh(self, change: Change | None = None) -> None:
        if change is not None and not any(cell.startswith(NOTE) or cell == "edition" for cell in change.cells):
            return
        report, base = self._editor.report, self._editor.base
        row = self.list.currentRow()
        self.list.clear()
        self._add("本年", notes(report))
        if base is not None:
            self._add(f"上年（{base.year}年）" if base.year else "上年", notes(base))
        self._told.setText(
            f"{'双击或按回车，转到这一格。' if self.list.count() else '还没有备注。'}在格子上按 Shift+F2 写备注。"
        )
        self.keep.setEnabled(bool(unkept(report, base)) and not self._editor.sealed)
        steps = [n for n in range(self.list.count()) if self.list.item(n).flags() & Qt.ItemFlag.ItemIsSelectable]
        if steps:
            self.list.setCurrentRow(row if row in steps else steps[0])

    def _add(self, heading: str, found: tuple[Note, ...]) -> None:
        if not found:
            return
        item = QListWidgetItem(heading, self.list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        for entry in found:
            item = QListWidgetItem(f"{entry.place}：{entry.text}", self.list)
            item.setData(CELL, entry.cell)

    def _go(self, item: QListWidgetItem) -> None:
        cell = item.data(CELL)
        if cell in self._editor.report.edition.cells:
            self.wanted.emit(cell)

    def _keep_all(self) -> None:
        kept = unkept(self._editor.report, self._editor.base)
        self._editor.submit(f"保留上年备注 {len(kept)} 条", kept, how="carried")
