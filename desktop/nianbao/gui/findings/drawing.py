"""How a line of the list is laid out and painted: its sentence wrapped and whole, its signs, its small buttons."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from nianbao.gui.findings.rows import Deed, Row
from nianbao.gui.findings.signs import Inks
from nianbao.gui.sentences import Wrapped, wrapped

EDGE = 6  # pixels between the edge and the words
GAP = 4  # between parts of a line
PAD = 6  # within a button
KEPT = 500  # words that are kept as they were set


class Letters:
    """The letters of the list, plain and heavy for the names of groups, and the words that were set in them.

    `sign` is the size of a sign in pixels, `line` the height of a line to write in.
    """

    def __init__(self, font: QFont) -> None:
        self._plain, self._heavy = font, QFont(font)
        self._heavy.setBold(True)
        height = QFontMetricsF(font).height()
        self.sign, self.line = round(height), round(height) + 10
        self._set: dict[tuple[str, float, bool], Wrapped] = {}

    def wrap(self, text: str, width: float, *, heavy: bool = False) -> Wrapped:
        """The words in lines of a width; the same words again cost nothing."""
        key = (text, width, heavy)
        known = self._set.get(key)
        if known is None:
            if len(self._set) >= KEPT:
                self._set.clear()
            known = self._set[key] = wrapped(text, self._heavy if heavy else self._plain, width)
        return known


class Button(NamedTuple):
    """A small button within a line; its place counts from the line's top left corner."""

    deed: Deed
    place: QRectF
    words: Wrapped


class Drawing(NamedTuple):
    """A line laid out for a width: its words at their heights, its buttons, the place to write a reason in."""

    row: Row
    width: int
    height: int
    indent: int
    parts: tuple[tuple[float, Wrapped, bool], ...]  # top, words, whether faint
    buttons: tuple[Button, ...]
    field: QRect | None


def drawn(row: Row, width: int, letters: Letters, *, writing: bool = False) -> Drawing:
    """Lay a line out; `writing` keeps room for a line of input under the sentence instead of the buttons."""
    if row.kind != "finding":
        indent = EDGE + (letters.sign + GAP if row.kind == "group" else 0)
        words = letters.wrap(row.text, width - indent - EDGE, heavy=row.kind == "group")
        above = EDGE if row.kind == "group" else GAP
        parts = ((above, words, row.kind == "section"),)
        return Drawing(row, width, round(above + words.height) + GAP, indent, parts, (), None)
    indent = EDGE + letters.sign + GAP
    room = width - indent - EDGE
    top, parts_made = float(GAP), []
    reason = f"说明：{row.reason}" if row.reason and not writing else ""
    for text, faint in ((row.text, False), (row.before, True), (reason, False)):
        if text:
            words = letters.wrap(text, room)
            parts_made.append((top, words, faint))
            top += words.height + 2
    buttons, field = (), None
    if writing:
        field = QRect(indent, round(top) + 2, room, letters.line)
        top = field.bottom() + GAP
    elif row.deeds:
        buttons, top = _buttons(row.deeds, indent, top + 2, room, letters)
    return Drawing(row, width, round(top) + GAP, indent, tuple(parts_made), buttons, field)


def _buttons(
    deeds: tuple[tuple[Deed, str], ...], left: int, top: float, room: int, letters: Letters
) -> tuple[tuple[Button, ...], float]:
    """The buttons side by side as far as they fit, and the height at which they end."""
    made: list[Button] = []
    x, bottom = float(left), top
    for deed, text in deeds:
        words = letters.wrap(text, room - 2 * PAD)
        across, down = words.width + 2 * PAD, words.height + 4
        if x > left and x + across > left + room:
            x, top = float(left), bottom + GAP
        made.append(Button(deed, QRectF(x, top, across, down), words))
        x, bottom = x + across + GAP, max(bottom, top + down)
    return tuple(made), bottom


def paint(
    painter: QPainter,
    place: QRect,
    drawing: Drawing,
    ink: Inks,
    sign: QPixmap,
    *,
    chosen: bool,
    focused: bool,
    hot: Deed | None = None,
) -> None:
    """Paint a laid out line; `hot` is the button under the mouse."""
    row, left, top = drawing.row, place.left(), place.top()
    if chosen:
        painter.fillRect(place, ink.chosen)
        painter.fillRect(QRect(left, top, 3, place.height()), ink.link)
    if row.kind != "section":
        painter.drawPixmap(QPointF(left + EDGE, top + drawing.parts[0][0]), sign)
    for down, words, faint in drawing.parts:
        painter.setPen(_pen(row, ink, faint))
        words.draw(painter, QPointF(left + drawing.indent, top + down))
    for button in drawing.buttons:
        _paint_button(painter, button, QPointF(left, top), ink, hot=button.deed is hot)
    if focused:
        painter.setPen(QPen(ink.text, 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(0, 0, -1, -1))


def _pen(row: Row, ink: Inks, faint: bool) -> QColor:
    if row.kind == "group":
        return ink.groups[row.group]
    return ink.faint if faint else ink.text


def _paint_button(painter: QPainter, button: Button, at: QPointF, ink: Inks, *, hot: bool) -> None:
    painter.setPen(ink.link if hot else ink.edge)
    painter.setBrush(ink.chosen if hot else ink.ground)
    painter.drawRoundedRect(button.place.translated(at + QPointF(0.5, 0.5)), 3, 3)
    painter.setPen(ink.link)
    button.words.draw(painter, at + button.place.topLeft() + QPointF(PAD, 2))
