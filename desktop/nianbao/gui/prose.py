"""Text of the report in a widget: what is typed is submitted at once, what changes elsewhere is shown at once."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from nianbao.core.report import Change
from nianbao.gui.editor import Editor

_UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def leaves_undo(event: QEvent) -> bool:
    """Whether the event is an undo key, which belongs to the window: there is one stack for everything."""
    wanted = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
    return wanted and any(event.matches(key) for key in _UNDO_KEYS)


class Prose(QPlainTextEdit):
    """The editor of one text cell, a paragraph a line. Another place begins a new undo step."""

    def __init__(self, editor: Editor, cell: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cell = cell
        self._editor = editor
        self._burst = 0
        self._showing = False
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setPlainText(editor.report.text(cell))
        self.textChanged.connect(self._submit)
        self.cursorPositionChanged.connect(self._note_place)
        editor.changed.connect(self._show)
        self._length = len(self.toPlainText())

    def _submit(self) -> None:
        if self._showing:
            return
        name = self._editor.report.edition.cells[self.cell].name
        text = self.toPlainText()
        self._editor.submit(f"编辑 {name}", {self.cell: text or None}, merge=f"{self.cell} {self._burst}")
        if text != self._editor.report.text(self.cell):
            self._show()  # refused: what stands is shown again

    def _show(self, _change: Change | None = None) -> None:
        """Show the report's text with the smallest edit, so that the cursor stays where it is."""
        new, old = self._editor.report.text(self.cell), self.toPlainText()
        if new == old:
            return
        start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        end = next(
            (i for i, (a, b) in enumerate(zip(old[start:][::-1], new[start:][::-1], strict=False)) if a != b),
            min(len(old), len(new)) - start,
        )
        self._showing = True
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(old[:start]))
        cursor.setPosition(_units(old[: len(old) - end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(new[start : len(new) - end])
        self._showing = False
        self._burst += 1

    def _note_place(self) -> None:
        """A cursor that moved without typing begins a new step."""
        length = len(self.toPlainText())
        if length == self._length:
            self._burst += 1
        self._length = length

    def event(self, event: QEvent) -> bool:
        if leaves_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QEvent) -> None:
        self._burst += 1
        super().focusOutEvent(event)


def _units(text: str) -> int:
    """The length as Qt counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


class Line(QLineEdit):
    """A line that leaves undo to the window."""

    def event(self, event: QEvent) -> bool:
        if leaves_undo(event):
            event.ignore()
            return False
        return super().event(event)
