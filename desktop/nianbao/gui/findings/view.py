"""The list of findings on the screen: lines as high as their words, small buttons in them, everything by key too.

A table of one column and not QListView, which asks for the size of every line again after each change.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from nianbao.core.checks import Finding
from nianbao.gui.findings.drawing import Drawing, Letters, drawn, paint
from nianbao.gui.findings.model import FINDING, KEYS, FindingsModel
from nianbao.gui.findings.rows import Deed, Group
from nianbao.gui.findings.signs import inks, sign_picture
from nianbao.gui.findings.writing import ENTER, ReasonDelegate

if TYPE_CHECKING:  # every class of Qt costs time when it is first named, and this is done before the first paint
    from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPaintEvent, QPixmap, QResizeEvent
    from PySide6.QtWidgets import QAbstractItemDelegate, QMenu

Key = tuple[object, ...]

_EXPLAINING = (Qt.Key.Key_F2, Qt.Key.Key_R)


class FindingsView(QTableView):
    """Shows a FindingsModel. What the clerk wants done is told by signals; nothing is done here."""

    wanted = Signal(object, object)  # a Finding and a Deed: FIX, REUSE or WITHDRAW
    explained = Signal(object, str)  # a Finding and the words given for it

    def __init__(self, model: FindingsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = model
        self.gap = 0  # the row before which a finding stood that is gone: where the keys go on
        self._kept: dict[Key, Drawing] = {}
        self._writing: Key | None = None  # of the line in which a reason is written
        self._hot: tuple[Key, Deed] | None = None  # the button under the mouse
        self._pressed: tuple[Key, Deed] | None = None  # by its key: lines move when a number is taken
        self._take_letters()
        self._set_up()
        self.setModel(model)
        self.setItemDelegate(ReasonDelegate(self))
        model.rowsInserted.connect(lambda _parent, first, last: self._fit(first, last))
        model.rowsRemoved.connect(self._forget)
        model.dataChanged.connect(lambda first, last: self._fit(first.row(), last.row()))

    def _set_up(self) -> None:
        self.setObjectName("findings")
        self.setAccessibleName("检查结果")
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setStretchLastSection(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    # how lines are laid out and painted

    def _take_letters(self) -> None:
        self.letters = Letters(self.font())
        self.ink = inks()
        self._signs: dict[tuple[Group, float], QPixmap] = {}
        self._kept.clear()

    def sign(self, group: Group) -> "QPixmap":
        """The sign of a group, drawn for the screen that the list is on."""
        ratio = self.devicePixelRatioF()
        known = self._signs.get((group, ratio))
        if known is None:
            known = self._signs[group, ratio] = sign_picture(group, self.ink.groups[group], self.letters.sign, ratio)
        return known

    def line_width(self) -> int:
        """Pixels for a line; the scroll bar's are left free, so that its coming and going moves no word."""
        return self.width() - 2 * self.frameWidth() - self.verticalScrollBar().sizeHint().width()

    def drawing(self, number: int) -> Drawing:
        """The line laid out, kept until its words or the width change."""
        row, width = self.form.rows[number], self.line_width()
        writing = row.key == self._writing
        kept = self._kept.get(row.key)
        same = kept and (kept.row is row or kept.row == row) and kept.width == width
        if kept is None or not same or (kept.field is not None) is not writing:
            kept = self._kept[row.key] = drawn(row, width, self.letters, writing=writing)
        return kept

    def _fit(self, first: int, last: int) -> None:
        """Make these lines as high as their words need."""
        for number in range(first, last + 1):
            height = self.drawing(number).height
            if self.rowHeight(number) != height:
                self.setRowHeight(number, height)

    def _fit_all(self) -> None:
        self._kept.clear()
        self._fit(0, len(self.form.rows) - 1)

    def _forget(self) -> None:
        """Drop what was kept of lines that are gone, now and then; a reason cannot be written for them any more."""
        keys = {row.key for row in self.form.rows}
        if self._writing not in keys:
            self._writing = None
        if len(self._kept) > 2 * len(keys) + 50:
            self._kept = {key: drawing for key, drawing in self._kept.items() if key in keys}

    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit_all()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._take_letters()
            if self.model() is not None:
                self._fit_all()

    def sizeHintForColumn(self, _column: int) -> int:
        return self.line_width()

    def paintEvent(self, event: "QPaintEvent") -> None:
        """Paint the lines in one go; through Qt's delegate each would cost as much again as its words."""
        painter = QPainter(self.viewport())
        last, number = len(self.form.rows) - 1, self.rowAt(event.rect().top())
        chosen, bottom, width = self.currentIndex().row(), event.rect().bottom(), self.viewport().width()
        while 0 <= number <= last and (top := self.rowViewportPosition(number)) <= bottom:
            drawing = self.drawing(number)
            paint(
                painter,
                QRect(0, top, width, drawing.height),
                drawing,
                self.ink,
                self.sign(drawing.row.group),
                chosen=number == chosen,
                focused=number == chosen and self.hasFocus(),
                hot=self._hot[1] if self._hot and self._hot[0] == drawing.row.key else None,
            )
            number += 1
        painter.end()

    # the mouse

    def _button_at(self, place: QPoint) -> tuple[Key, Deed] | None:
        index = self.indexAt(place)
        if not index.isValid():
            return None
        inside = (place - self.visualRect(index).topLeft()).toPointF()
        drawing = self.drawing(index.row())
        return next(((drawing.row.key, b.deed) for b in drawing.buttons if b.place.contains(inside)), None)

    def _heat(self, hot: tuple[Key, Deed] | None) -> None:
        """Show which button lies under the mouse."""
        if hot == self._hot:
            return
        for button in (hot, self._hot):
            if button:
                self.update(self.form.index(self.form.number_of(button[0])))
        self._hot = hot
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hot else Qt.CursorShape.ArrowCursor)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._heat(None)
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: "QMouseEvent") -> None:
        self._heat(self._button_at(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: "QMouseEvent") -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = self._button_at(event.position().toPoint()) if left else None
        if not self._pressed:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: "QMouseEvent") -> None:
        self.mousePressEvent(event)

    def mouseReleaseEvent(self, event: "QMouseEvent") -> None:
        pressed, self._pressed = self._pressed, None
        if not pressed:
            super().mouseReleaseEvent(event)
        elif self._button_at(event.position().toPoint()) == pressed:
            self.do(self.form.index(self.form.number_of(pressed[0])), pressed[1])

    def contextMenuEvent(self, event: "QContextMenuEvent") -> None:
        by_mouse = event.reason() == event.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if index.data(FINDING) is not None:
            self.setCurrentIndex(index)
            below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self.menu(index).popup(event.globalPos() if by_mouse else below)

    def menu(self, index: QModelIndex) -> "QMenu":
        """What can be done about a finding, with the keys for it."""
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("到出错的地方\t回车").triggered.connect(lambda: self.activated.emit(index))
        for deed, words in self.form.rows[index.row()].deeds:
            chosen = menu.addAction(f"{words.replace('&', '&&')}\t{KEYS[deed]}").triggered
            chosen.connect(lambda _checked=False, deed=deed: self.do(index, deed))
        menu.addSeparator()
        menu.addAction("复制这句话\tCtrl+C").triggered.connect(lambda: self.copy(index))
        return menu

    # the keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = held == Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Escape:
            event.ignore()  # for the panel: back to the report
        elif not index.isValid() or (held and not control):
            super().keyPressEvent(event)
        elif key in ENTER:
            if control:
                self.do(index, Deed.FIX)
            else:
                self.activated.emit(index)
        elif key in _EXPLAINING:
            self.do(index, Deed.REUSE if control else Deed.EXPLAIN)
        elif key == Qt.Key.Key_Delete and not control:
            self.do(index, Deed.WITHDRAW)
        elif key == Qt.Key.Key_C and control:
            self.copy(index)
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """The finding that a key leads to; when the chosen one is gone, from the gap on that it left."""
        moves = QAbstractItemView.CursorAction
        numbers, current = self.form.findings(), self.currentIndex()
        if not numbers or action in (moves.MoveLeft, moves.MoveRight):
            return current
        back = action in (moves.MoveUp, moves.MovePrevious, moves.MovePageUp, moves.MoveHome)
        place = float(current.row()) if current.isValid() else self.gap - 0.5
        if action in (moves.MoveHome, moves.MoveEnd):
            return self.form.index(numbers[0 if back else -1])
        if action in (moves.MovePageUp, moves.MovePageDown):
            page = self.viewport().height() * (-1 if back else 1)
            reached = self.rowAt(self.visualRect(current).center().y() + page)
            place = reached + (0.5 if back else -0.5) if reached >= 0 else numbers[0 if back else -1]
        beyond = [number for number in numbers if (number < place if back else number > place)]
        return self.form.index((beyond[-1] if back else beyond[0]) if beyond else numbers[0 if back else -1])

    def keyboardSearch(self, _typed: str) -> None:
        """Letters choose nothing: sentences do not begin with what one looks for; the filter finds them."""

    def copy(self, index: QModelIndex) -> None:
        """Put the sentence on the clipboard."""
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(str(index.data()))

    # what is done

    def do(self, index: QModelIndex, deed: Deed) -> None:
        """Do what a button or key stands for, if it is offered for this finding."""
        if not index.isValid() or all(offered is not deed for offered, _ in self.form.rows[index.row()].deeds):
            return
        if deed is Deed.EXPLAIN:
            self.explain(index)
        else:
            self.wanted.emit(index.data(FINDING), deed)

    def explain(self, index: QModelIndex) -> None:
        """Open the line for the reason under the sentence."""
        self._end_writing()
        self._writing = self.form.rows[index.row()].key
        self._fit(index.row(), index.row())
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.edit(index)

    def written_about(self) -> Finding | None:
        """The finding for which a reason is being written."""
        number = self.form.number_of(self._writing)
        return self.form.rows[number].finding if number >= 0 else None

    def closeEditor(self, editor: QWidget, hint: "QAbstractItemDelegate.EndEditHint") -> None:
        super().closeEditor(editor, hint)
        self._end_writing()

    def _end_writing(self) -> None:
        number, self._writing = self.form.number_of(self._writing), None
        if number >= 0:
            self._fit(number, number)
            self.update(self.form.index(number))
