"""Paints and edits the cells of every table, driven by the cell's kind and state."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QInputMethodEvent, QKeyEvent, QPainter, QPalette, QPen, QPolygon, QValidator
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from nianbao.core.edition import Place
from nianbao.gui.colours import Colours, colours
from nianbao.gui.grid.header import paint_words
from nianbao.gui.grid.model import Look

Index = QModelIndex | QPersistentModelIndex

FAULT_CORNER, MARK = 8, 5  # pixels
NUMBERS = Qt.InputMethodHint.ImhFormattedNumbersOnly  # what an input method is told to expect
_CONTROL = Qt.KeyboardModifier.ControlModifier
SMALL = 0.75  # of the size of the value: last year's


class Move(NamedTuple):
    """Where a key leads, in the words of `moves.target`, and whether it extends the selection."""

    where: str
    extend: bool = False


ALWAYS = {
    Qt.Key.Key_Return: "down",
    Qt.Key.Key_Enter: "down",
    Qt.Key.Key_Tab: "next",
    Qt.Key.Key_Backtab: "previous",
}
UP_AND_DOWN = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down"}
ARROWS = UP_AND_DOWN | {Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right"}
ENDS = {Qt.Key.Key_Home: ("row_start", "first"), Qt.Key.Key_End: ("row_end", "last")}


def step_of(event: QKeyEvent, arrows: Mapping[Qt.Key, str]) -> str | None:
    """Where a key leads that ends the typing in a cell; Ctrl+Tab belongs to the tabs."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if held & ~Qt.KeyboardModifier.ShiftModifier:
        return None
    key = Qt.Key(event.key())
    return ALWAYS.get(key) or (None if held else arrows.get(key))


def move_of(event: QKeyEvent) -> Move | None:
    """Where a key leads on the table itself: Ctrl goes to edges and ends, Shift extends the selection."""
    key = Qt.Key(event.key())
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    shift, control = (bool(held & m) for m in (Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier))
    if held & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier):
        return None
    if key in ALWAYS:
        return None if control else Move("up" if shift and ALWAYS[key] == "down" else ALWAYS[key])
    if key in ENDS:
        return Move(ENDS[key][control], extend=shift)
    if key in ARROWS:
        return Move(f"edge {ARROWS[key]}" if control else ARROWS[key], extend=shift)
    return None


class CellDelegate(QStyledItemDelegate):
    """The one delegate: a line to type in, and quiet marks for the state of each value."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setFrame(False)
        line.setInputMethodHints(NUMBERS)
        line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line.setValidator(_Points(line))
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, arrows and Tab end the typing and move on; left and right do so only when a key began it.

        Ctrl+Enter puts what was typed into every selected cell.
        """
        view = self.parent()
        if _writes(event):
            view.only_composed = False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QLineEdit):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & _CONTROL:
                view.fill_typed(watched.text())
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                return True
            step = step_of(event, ARROWS if view.typing else UP_AND_DOWN)
            if step:
                view.refusing = False
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                if not view.refusing:
                    view.step(step)
                return True
        return super().eventFilter(watched, event)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was typed; a composition that was given up has typed nothing, and leaves the number."""
        if not self.parent().only_composed:
            super().setModelData(editor, model, index)

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
            palette.setColor(QPalette.ColorRole.Text, colours().ink)
            palette.setColor(QPalette.ColorRole.Base, colours().paper)
            editor.setPalette(palette)


class _Points(QValidator):
    """Makes the “。” that a Chinese input method gives for the key of the point a point, before the clerk's eyes."""

    def validate(self, words: str, place: int) -> tuple[QValidator.State, str, int]:
        return QValidator.State.Acceptable, words.replace("。", "."), place


def _writes(event: QEvent) -> bool:
    """Whether a line takes text by this event, or loses some."""
    if isinstance(event, QInputMethodEvent):
        return bool(event.commitString())
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return False
    erases = event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
    return erases or (bool(event.text()) and event.text().isprintable())


def _paint_value(painter: QPainter, option: QStyleOptionViewItem, look: Look) -> None:
    rectangle, shades = option.rect, colours()
    painter.fillRect(rectangle, _ground(option, look, shades))
    painter.setPen(shades.faint if look.provisional or look.state == "filled" else shades.ink)
    if look.provisional:
        font = painter.font()
        font.setItalic(True)
        painter.setFont(font)
    painter.drawText(rectangle, Qt.AlignmentFlag.AlignCenter, look.text)
    if look.before is not None:
        _paint_before(painter, rectangle, look, shades)
    _paint_marks(painter, rectangle, look, shades)
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(shades.current_line, 2))
        painter.drawRect(rectangle.adjusted(1, 1, -1, -1))


def _paint_before(painter: QPainter, rectangle: QRect, look: Look, shades: Colours) -> None:
    """Last year's value at the left and the change at the right, in small letters."""
    font = painter.font()
    font.setPointSizeF(font.pointSizeF() * SMALL)
    font.setItalic(False)
    painter.setFont(font)
    painter.setPen(shades.faint)
    room = rectangle.adjusted(3, 0, -3, -1)
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, look.before or "")
    painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, look.change)


def _paint_marks(painter: QPainter, rectangle: QRect, look: Look, shades: Colours) -> None:
    """Marks told apart by shape and corner: faulty, imported, carried over, changed since last year, noted."""
    painter.setPen(Qt.PenStyle.NoPen)
    if look.faulty:
        corner = rectangle.topRight()
        painter.setBrush(shades.error)
        painter.drawPolygon(QPolygon([corner, corner - QPoint(FAULT_CORNER, 0), corner + QPoint(0, FAULT_CORNER)]))
    left = rectangle.topLeft() + QPoint(2, 2)
    if look.state == "imported":
        painter.fillRect(QRect(left, QSize(MARK, MARK)), shades.mark)
    elif look.state == "carried":
        painter.setPen(shades.mark)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRect(left, QSize(MARK - 1, MARK - 1)))
    if look.note:
        low = rectangle.bottomRight() + QPoint(-3, -3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shades.warning)
        painter.drawEllipse(low, MARK // 2, MARK // 2)
    if look.changed:
        low = rectangle.bottomLeft() + QPoint(2, -2)
        painter.setPen(shades.mark)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygon([low, low + QPoint(MARK + 1, 0), low + QPoint((MARK + 1) // 2, -MARK)]))


def _ground(option: QStyleOptionViewItem, look: Look, shades: Colours) -> QColor:
    if look.mark:
        return shades.left_ground if look.mark == "left" else shades.right_ground
    if option.state & QStyle.StateFlag.State_Selected:
        return shades.selected_ground
    return shades.total_ground if look.total else shades.paper


def _wordless(place: Place) -> Place:
    """The scrolling part of a heading: its words stand in the header at the left."""
    return Place(place.row, place.column, place.rows, place.columns, place.role)
