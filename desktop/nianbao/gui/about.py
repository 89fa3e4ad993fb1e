"""关于年报: the version, and what others wrote in the program with their licences in full."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from nianbao.files.about import Component, components, headline
from nianbao.gui.sentences import never_cut

if TYPE_CHECKING:
    from nianbao.gui.window import Window

SIZE = 760, 480
NO_TEXT = "这个组件没有附带许可全文。"


def show(window: "Window") -> None:
    """Show what the program is and what it consists of."""
    AboutDialog(components(), window).exec()


class AboutDialog(QDialog):
    """The program's name and version over a list of components; the licence of the chosen one beside it."""

    def __init__(self, listed: tuple[Component, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("关于年报")
        self.resize(*SIZE)
        words = QLabel(f"{headline()}\n本程序按 MIT 许可发布。以下是其中用到的开源组件及其许可。")
        words.setWordWrap(True)
        self.list = never_cut(QListWidget())
        self.list.setAccessibleName("开源组件")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("许可全文")
        for component in listed:
            item = QListWidgetItem(f"{component.name} {component.version}（{component.licence or '许可未注明'}）")
            item.setData(Qt.ItemDataRole.UserRole, component.text or NO_TEXT)
            self.list.addItem(item)
        self.list.currentItemChanged.connect(self._show)
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.addWidget(self.list)
        beside.addWidget(self.text)
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.addWidget(words)
        whole.addWidget(beside, 1)
        whole.addWidget(buttons)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _show(self, item: QListWidgetItem | None) -> None:
        self.text.setPlainText(item.data(Qt.ItemDataRole.UserRole) if item else "")
