"""Text of the report in a widget: what is typed is submitted at once, what changes elsewhere is shown at once."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QMimeData, QRect, QTimer, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QShowEvent,
    QTextCursor,
    QTextDocumentFragment,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QToolTip, QWidget

from nianbao.core.paste import cleaned
from nianbao.core.report import Change, How
from nianbao.core.textdiff import stretch
from nianbao.gui.editor import Editor
from nianbao.gui.marks import Marks, units
from nianbao.gui.tints import Tints

SENTENCE_ENDS = ("。", "！", "？", "；", "\n")

_UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def leaves_undo(event: QEvent) -> bool:
    """Whether the event is an undo key, which belongs to the window: there is one stack for everything."""
    wanted = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
    return wanted and any(event.matches(key) for key in _UNDO_KEYS)


class Prose(QPlainTextEdit):
    """The editor of one text cell, a paragraph a line. A sentence typed in one go is one step to undo.

    The words that findings speak of are marked, linked ones and last year's tinted. What is pasted is cleaned, and
    `told` says so.
    """

    told = Signal(str)

    def __init__(self, editor: Editor, cell: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cell = cell
        self.editor = self._editor = editor
        self._burst = 0  # counts the stretches of typing
        self._end = -1  # where the last of them ended
        self._showing = False
        self._is_behind = False  # something has changed since this was last in sight
        self._text = editor.report.text(cell)  # what was last shown or submitted
        self._marks = Marks(self, editor, cell)
        self._composing = False
        self._how: How = "typed"
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setPlainText(self._text)
        self._revision = self.document().revision()  # of the words: their looks do not count
        self.textChanged.connect(self._submit)
        self.tints = Tints(self, editor, cell)
        self._mark()
        for signal in (editor.changed, editor.checked, editor.spotlit):
            signal.connect(self._follow)

    def _follow(self, cause: object = None) -> None:
        """Show what has changed. What is out of sight is brought up to date when it is shown: a key need not wait."""
        if not self.isVisible():
            self._is_behind = True
            return
        self._show()
        if isinstance(cause, Change):
            self.tints.refresh(cause)
        self._mark()

    def catch_up(self) -> None:
        """Show the report as it is now, also while this is out of sight."""
        if self._is_behind:
            self._is_behind = False
            self._show()
            self.tints.refresh()
            self._mark()

    def showEvent(self, event: QShowEvent) -> None:
        self.catch_up()
        super().showEvent(event)

    def _submit(self) -> None:
        revision = self.document().revision()
        if self._showing or revision == self._revision:
            return
        self._revision, text = revision, self.toPlainText()
        if text == self._text:
            return
        edit = stretch(self._text, text)
        if self._end not in (edit.start, edit.old_end):
            self._burst += 1
        self._text, self._end = text, edit.new_end
        name = self._editor.report.edition.cells[self.cell].name
        value = text if text.strip() else None
        self._editor.submit(f"编辑 {name}", {self.cell: value}, merge=f"{self.cell} {self._burst}", how=self._how)
        if value != self._editor.report.get(self.cell):
            self._show()  # refused: what stands is shown again
        if text[edit.start : edit.new_end].endswith(SENTENCE_ENDS):
            self._burst += 1

    def _show(self) -> None:
        """Show the report's text with the smallest edits, so that the cursor stays where it is."""
        new = self._editor.report.text(self.cell)
        if new == self._text or (not new and not self._text.strip()):
            return
        self._showing = True
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for start, end, words in _edits(self.toPlainText(), new):
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(words)
        cursor.endEditBlock()
        self._showing = False
        self._text, self._end = new, -1

    def selected(self) -> tuple[int, int]:
        """The characters of the report's text that are selected; the place of the cursor twice when none are."""
        self.catch_up()
        cursor, text = self.textCursor(), self._editor.report.text(self.cell)
        return place_of(text, cursor.selectionStart()), place_of(text, cursor.selectionEnd())

    def put_cursor(self, place: int, end: int | None = None) -> None:
        """Put the cursor to a character of the text, or select the characters up to another, and bring it in sight."""
        self.catch_up()
        cursor, text = self.textCursor(), self.toPlainText()
        cursor.setPosition(units(text, place))
        if end is not None:
            cursor.setPosition(units(text, end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste the text as the report keeps it, as a step of its own."""
        if self.isReadOnly():
            return
        words = source.text() if source.hasText() else QTextDocumentFragment.fromHtml(source.html()).toPlainText()
        clean = cleaned(words)
        self._burst += 1
        self._how = "pasted"
        self.textCursor().insertText(clean.text)
        self._how = "typed"
        self._burst += 1
        self.ensureCursorVisible()
        if clean.told:
            self.told.emit(clean.told)

    def _mark(self) -> None:
        self._marks.refresh(composing=self._composing)

    def reveal(self) -> None:
        """Bring the words of the chosen finding into sight, with the cursor behind them.

        They are not selected: a key pressed by accident must not take the place of them.
        """
        self.catch_up()
        self._mark()
        mark = self._marks.chosen()
        if mark:
            cursor = self.textCursor()
            cursor.setPosition(mark.end)
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
            QTimer.singleShot(0, self, self.ensureCursorVisible)  # again when a page new to the screen has its size

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            told = self._marks.told_at(event.pos()) or self.tints.told_at(event.pos())
            height = self.fontMetrics().height()
            around = QRect(event.pos().x() - height, event.pos().y() - height // 2, 2 * height, height)
            if told:
                QToolTip.showText(event.globalPos(), told, self.viewport(), around)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        if self._composing is not bool(event.preeditString()):
            self._composing = not self._composing
            self._mark()

    def event(self, event: QEvent) -> bool:
        if leaves_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._marks.repaint()
            self.tints.repaint()

    def focusOutEvent(self, event: QEvent) -> None:
        self._end = -1
        super().focusOutEvent(event)


class Line(QLineEdit):
    """A line that leaves undo to the window."""

    def event(self, event: QEvent) -> bool:
        if leaves_undo(event):
            event.ignore()
            return False
        return super().event(event)


def _edits(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """What makes one text the other: line by line where only words in the lines differ, else as one stretch.

    From where to where, as Qt counts, and the new words; from the end on, so that what is before it stays in place.
    """
    before, after, place = old.split("\n"), new.split("\n"), len(old)
    pairs = list(zip(before, after, strict=True)) if len(before) == len(after) else [(old, new)]
    for one, other in reversed(pairs):
        place -= len(one)
        if one != other:
            edit = stretch(one, other)
            start = units(old, place + edit.start)
            yield start, start + units(one[edit.start :], edit.old_end - edit.start), other[edit.start : edit.new_end]
        place -= 1


def place_of(text: str, unit: int) -> int:
    """A place in a text from what Qt counts, UTF-16 units; the end of the text for one behind it."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * unit].decode("utf-16-le", "surrogatepass"))
