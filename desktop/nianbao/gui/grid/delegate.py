"""Paints and edits the cells of every table, driven by the cell's kind and state."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette, QPen, QPolygon
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from nianbao.core.edition import Place
from nianbao.gui.grid.header import INK, paint_words
from nianbao.gui.grid.model import Look

Index = QModelIndex | QPersistentModelIndex

PAPER = QColor("#ffffff")
TOTAL_GROUND = QColor("#f4f1e8")
LEFT_GROUND = QColor("#ffe2a8")
RIGHT_GROUND = QColor("#bfe0ff")
SELECTED_GROUND = QColor("#dcebfc")
CURRENT_LINE = QColor("#1c5fb8")
FAULT = QColor("#c62828")
FAINT = QColor("#7b8794")
FAULT_CORNER = 8

STEPS = {
    Qt.Key.Key_Return: "down",
    Qt.Key.Key_Enter: "down",
    Qt.Key.Key_Tab: "next",
    Qt.Key.Key_Backtab: "previous",
}
UP_AND_DOWN = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down"}
ARROWS = UP_AND_DOWN | {Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right"}


def step_of(event: QKeyEvent, arrows: Mapping[Qt.Key, str]) -> str | None:
    """Where a key leads; arrows with Shift extend the selection, and Ctrl+Tab belongs to the tabs."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if held & ~Qt.KeyboardModifier.ShiftModifier:
        return None
    key = Qt.Key(event.key())
    return STEPS.get(key) or (None if held else arrows.get(key))


class CellDelegate(QStyledItemDelegate):
    """The one delegate: a line to type in, and quiet marks for total, provisional, faulty, left and right."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setFrame(False)
        line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, arrows and Tab end the typing and move on; left and right do so only when a key began it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QLineEdit):
            view = self.parent()
            step = step_of(event, ARROWS if view.typing else UP_AND_DOWN)
            if step:
                view.refusing = False
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                if not view.refusing:
                    view.step(step)
                return True
        return super().eventFilter(watched, event)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place, look = self.parent().form.look(index.row(), index.column())
        if place is None:
            return
        painter.save()
        if look is not None:
            _paint_value(painter, option, look)
        else:
            words = place if place.role != "heading" else _wordless(place)
            paint_words(painter, option.rect.adjusted(0, 0, 1, 1), words)
        painter.restore()

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()
            palette = editor.palette()
            palette.setColor(QPalette.ColorRole.Text, INK)
            palette.setColor(QPalette.ColorRole.Base, PAPER)
            editor.setPalette(palette)


def _paint_value(painter: QPainter, option: QStyleOptionViewItem, look: Look) -> None:
    rectangle = option.rect
    painter.fillRect(rectangle, _ground(option, look))
    painter.setPen(FAINT if look.provisional else INK)
    if look.provisional:
        font = painter.font()
        font.setItalic(True)
        painter.setFont(font)
    painter.drawText(rectangle, Qt.AlignmentFlag.AlignCenter, look.text)
    if look.faulty:
        corner = rectangle.topRight()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(FAULT)
        painter.drawPolygon(QPolygon([corner, corner - QPoint(FAULT_CORNER, 0), corner + QPoint(0, FAULT_CORNER)]))
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(CURRENT_LINE, 2))
        painter.drawRect(rectangle.adjusted(1, 1, -1, -1))


def _ground(option: QStyleOptionViewItem, look: Look) -> QColor:
    if look.mark:
        return LEFT_GROUND if look.mark == "left" else RIGHT_GROUND
    if option.state & QStyle.StateFlag.State_Selected:
        return SELECTED_GROUND
    return TOTAL_GROUND if look.total else PAPER


def _wordless(place: Place) -> Place:
    """The scrolling part of a heading: its words stand in the header at the left."""
    return Place(place.row, place.column, place.rows, place.columns, place.role)
