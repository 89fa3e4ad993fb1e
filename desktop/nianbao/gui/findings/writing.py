"""The line under a finding in which the clerk writes why it may stand as it is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QWidget

from nianbao.gui.prose import Line

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

Index = QModelIndex | QPersistentModelIndex

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
HINT = "写明原因，按回车确认，按 Esc 取消"

_PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class ReasonDelegate(QStyledItemDelegate):
    """Opens and ends the line in which a reason is written."""

    def sizeHint(self, _option: "QStyleOptionViewItem", index: Index) -> QSize:
        return QSize(self.parent().line_width(), self.parent().drawing(index.row()).height)

    def createEditor(self, parent: QWidget, _option: "QStyleOptionViewItem", index: Index) -> QWidget:
        line = Line(str(index.data(Qt.ItemDataRole.EditRole)), parent)
        line.setPlaceholderText(HINT)
        line.setToolTip(HINT)
        line.setAccessibleName("说明原因")
        line.selectAll()
        return line

    def setEditorData(self, _editor: QWidget, _index: Index) -> None:
        """The line was filled when it was opened; what is being written is not written over."""

    def setModelData(self, *_: object) -> None:
        """Words are handed over by `explained`, when the clerk ends the line."""

    def updateEditorGeometry(self, editor: QWidget, option: "QStyleOptionViewItem", index: Index) -> None:
        field = self.parent().drawing(index.row()).field
        if field is not None:
            editor.setGeometry(field.translated(option.rect.topLeft()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and leaving keep the words, Esc drops them; looking into another program ends nothing."""
        if not isinstance(watched, QLineEdit):
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in (*ENTER, Qt.Key.Key_Escape):
                self._end(watched, keep=key != Qt.Key.Key_Escape)
                return True
        if event.type() == QEvent.Type.FocusOut and event.reason() not in _PASSING:
            self._end(watched, keep=True)
        return False

    def _end(self, line: QLineEdit, *, keep: bool) -> None:
        view = self.parent()
        finding, words = view.written_about(), line.text()
        line.removeEventFilter(self)
        self.closeEditor.emit(line)
        if keep and finding is not None:
            view.explained.emit(finding, words)
