"""The words in a text that findings speak of: underlined by level, coloured by side when chosen, told on hover."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from nianbao.core.checks import Finding, Level
from nianbao.gui.colours import colours
from nianbao.gui.editor import Editor
from nianbao.gui.reasons import reason_of

WIDE = 320  # pixels of what is told on hover; Qt by itself would make it a narrow column
_ORDER = (Level.HINT, Level.WARNING, Level.ERROR)  # the worst on top


class Mark(NamedTuple):
    """A stretch of the text, as Qt counts it. `line` is the level of the line under it, None under what is explained;
    `side` that of the chosen finding: left, right, or empty."""

    start: int
    end: int
    line: Level | None
    side: str
    finding: Finding


class Marks:
    """Marks one text in its editor. Neither cursor nor selection nor what is being composed is touched."""

    def __init__(self, text: QPlainTextEdit, editor: Editor, cell: str) -> None:
        self._text, self._editor, self._cell = text, editor, cell
        self._known: tuple[object, ...] = ()  # what the marks were made from
        self._shown: list[Mark] = []
        self._cursors: list[QTextCursor] = []  # where Qt has the marks now: they move with what is typed

    def refresh(self, *, composing: bool = False) -> None:
        """Show the marks of the findings that stand now.

        While the input method composes, those behind it on its line are taken off: Qt would paint them too far left.
        """
        editor, document = self._editor, self._text.document()
        speaking = [f for f in editor.found if any(span.cell == self._cell for span in f.spans)]
        known = (speaking, editor.spotlight, editor.report.reasons, document.revision(), composing)
        if known == self._known and not composing:
            return
        self._known = known
        marks = list(self._marks(speaking))
        if composing:
            cursor = self._text.textCursor()
            end = cursor.block().position() + cursor.block().length()
            marks = [mark for mark in marks if mark.end <= cursor.position() or mark.start >= end]
        there = [(cursor.selectionStart(), cursor.selectionEnd()) for cursor in self._cursors]
        looks = [mark[2:4] for mark in self._shown]
        self._shown = marks
        if there != [mark[:2] for mark in marks] or looks != [mark[2:4] for mark in marks]:
            self.repaint()

    def repaint(self) -> None:
        """Show the marks anew, as after a change of colours."""
        marks = self._shown
        self._cursors = [self._cursor(mark) for mark in marks]
        self._text.setExtraSelections(
            [self._selection(mark, cursor) for mark, cursor in zip(marks, self._cursors, strict=True)]
        )

    def _marks(self, speaking: Sequence[Finding]) -> Iterator[Mark]:
        report, chosen = self._editor.report, self._editor.spotlight
        if not speaking:
            return
        text = report.text(self._cell)
        for level in _ORDER:
            for finding in speaking:
                if finding.level is level and finding != chosen and not reason_of(finding, report):
                    yield from self._marks_of(finding, text, level, "")
        if chosen in speaking:
            line = None if reason_of(chosen, report) else chosen.level
            right = self._cell in chosen.right and self._cell not in chosen.left
            yield from self._marks_of(chosen, text, line, "right" if right else "left")

    def _marks_of(self, finding: Finding, text: str, line: Level | None, side: str) -> Iterator[Mark]:
        for span in finding.spans:
            if span.cell == self._cell and 0 <= span.start < span.end <= len(text):
                yield Mark(units(text, span.start), units(text, span.end), line, side, finding)

    def _cursor(self, mark: Mark) -> QTextCursor:
        cursor = QTextCursor(self._text.document())
        last = self._text.document().characterCount() - 1
        cursor.setPosition(min(mark.start, last))
        cursor.setPosition(min(mark.end, last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _selection(self, mark: Mark, cursor: QTextCursor) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format = self._format(mark)
        return selection

    def _format(self, mark: Mark) -> QTextCharFormat:
        now, made = colours(), QTextCharFormat()
        if mark.line is not None:
            styles = QTextCharFormat.UnderlineStyle
            ink = {Level.ERROR: now.error, Level.WARNING: now.warning, Level.HINT: now.current_line}[mark.line]
            made.setUnderlineStyle(styles.DotLine if mark.line is Level.HINT else styles.WaveUnderline)
            made.setUnderlineColor(ink)
        if mark.side:
            made.setBackground(now.left_ground if mark.side == "left" else now.right_ground)
            made.setForeground(now.ink)
        return made

    def told_at(self, place: QPoint) -> str:
        """What is said of the words at a point of the viewport, as rich text that wraps; empty where nothing is."""
        cursor = self._text.cursorForPosition(place)
        line = self._text.cursorRect(cursor)
        if not line.top() <= place.y() <= line.bottom():
            return ""
        unit = cursor.position() - (place.x() < line.left())
        block = cursor.block()
        if not block.position() <= unit < block.position() + block.length() - 1:
            return ""
        found = [mark.finding for mark in self._shown if mark.start <= unit < mark.end]
        told = "<br>".join(f"{finding.level.word}：{escape(finding.message)}" for finding in found)
        return f'<table width="{WIDE}"><tr><td>{told}</td></tr></table>' if told else ""

    def chosen(self) -> Mark | None:
        """The first words of the chosen finding in this text."""
        return next((mark for mark in self._shown if mark.side), None)


def units(text: str, place: int) -> int:
    """A place in a text as Qt counts it, in UTF-16 units: characters beyond the basic plane count twice."""
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2
