"""What differs in a file that somebody else has edited: a list, line by line to be taken into the report or not."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nianbao.core.comparison import Comparison, Difference, taken
from nianbao.gui.editor import Editor
from nianbao.gui.sentences import never_cut

SIZE = 720, 480
_DIFFERENCE = Qt.ItemDataRole.UserRole


class ComparisonDialog(QDialog):
    """Stays open beside the window. `wanted` tells the cell that the clerk wants to see."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None, editor: Editor, comparison: Comparison, name: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"“{name}”与现在的报告不同的地方")
        self.resize(*SIZE)
        self._editor, self._name = editor, name
        lead = QLabel(
            f"核对了 {comparison.compared} 个数字，"
            f"有 {len(comparison.numbers)} 个数字、{len(comparison.texts)} 处文字不同。"
            "勾选要采用的，其余保持报告现在的内容。"
        )
        lead.setWordWrap(True)
        self.list = never_cut(QListWidget())
        self.list.setAccessibleName("不同的地方")
        for difference in comparison.differences:
            item = QListWidgetItem(difference.sentence)
            item.setData(_DIFFERENCE, difference)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.currentItemChanged.connect(self._show)
        self.list.itemChanged.connect(self._refresh)
        self.all = QPushButton("全部勾选")
        self.all.clicked.connect(self._check_all)
        self.take = QPushButton("采用勾选的")
        self.take.clicked.connect(self._take)
        buttons = QDialogButtonBox()
        buttons.addButton(self.all, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(lead)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        editor.destroyed.connect(self.close)  # another report is open, or this one was sealed
        self._refresh()
        self.list.setFocus()

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_DIFFERENCE).cell in self._editor.report.edition.cells:
            self.wanted.emit(item.data(_DIFFERENCE).cell)

    def _checked(self) -> list[QListWidgetItem]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item for item in items if item.checkState() == Qt.CheckState.Checked]

    def _refresh(self, _item: QListWidgetItem | None = None) -> None:
        self.take.setEnabled(bool(self._checked()) and not self._editor.sealed)

    def _check_all(self) -> None:
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(Qt.CheckState.Checked)

    def _take(self) -> None:
        """Take what is ticked into the report, as one step that can be undone."""
        items = self._checked()
        differences: list[Difference] = [item.data(_DIFFERENCE) for item in items]
        values = taken(self._editor.report, differences)
        if self._editor.submit(f"采用“{self._name}”里的 {len(differences)} 处修改", values, how="imported"):
            for item in items:
                self.list.takeItem(self.list.row(item))
        self._refresh()
        if not self.list.count():
            self.close()
