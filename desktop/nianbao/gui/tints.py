"""How words of a text look beside the marks of findings: linked to the tables, or still last year's."""

from typing import NamedTuple

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit

from nianbao.core.drafts import draft_id, draft_sentences
from nianbao.core.links import link_id, links_of
from nianbao.core.offers import label_of
from nianbao.core.report import Change
from nianbao.gui.colours import colours
from nianbao.gui.editor import Editor
from nianbao.gui.layer import Layer, Stretch
from nianbao.gui.marks import units

DRAFT = "上年的句子，还没有核对。改写它，或者确认不需要改。"


class Tint(NamedTuple):
    """A stretch of a text as Qt counts it; `link` names what it follows, empty for a sentence of last year's."""

    start: int
    end: int
    link: str = ""


class Tints:
    """Tints one text in its editor: a quiet ground and a line under linked words, faint letters for last year's."""

    def __init__(self, text: QPlainTextEdit, editor: Editor, cell: str) -> None:
        self._text, self._editor, self._cell = text, editor, cell
        self.shown: tuple[Tint, ...] = ()
        self._own = {cell, link_id(cell), draft_id(cell), "edition"}
        self._layer = Layer(text.document())
        self.repaint()
        self.refresh()

    def refresh(self, change: Change | None = None) -> None:
        """Tint what is linked or last year's now, unless the change was made elsewhere."""
        if change and self._own.isdisjoint((*change.cells, *change.origins)):
            return
        self.shown = tuple(self._found())
        self._layer.show_stretches(Stretch(t.start, t.end, "linked" if t.link else "draft") for t in self.shown)

    def repaint(self) -> None:
        """Tint everything anew, as after a change of colours."""
        now = colours()
        linked, draft = QTextCharFormat(), QTextCharFormat()
        linked.setBackground(now.label_ground)
        linked.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        linked.setUnderlineColor(now.mark)
        draft.setForeground(now.faint)
        self._layer.show_looks({"linked": linked, "draft": draft})

    def told_at(self, place: QPoint) -> str:
        """What is said of the words at a point of the viewport, empty where nothing is."""
        cursor = self._text.cursorForPosition(place)
        line = self._text.cursorRect(cursor)
        if not line.top() <= place.y() <= line.bottom() or abs(place.x() - line.left()) > 2 * line.height():
            return ""
        at = cursor.position() - (place.x() < line.left())
        found = [tint for tint in self.shown if tint.start <= at < tint.end]
        if not found:
            return ""
        name = found[-1].link
        return f"随{label_of(self._editor.report.edition, name)}变化" if name else DRAFT

    def _found(self) -> list[Tint]:
        """Sentences of last year's first, so that a link in one is seen."""
        report = self._editor.report
        drafts = () if self._editor.sealed else draft_sentences(report, self._cell)
        linked = links_of(report, self._cell)
        if not drafts and not linked:
            return []
        text = report.text(self._cell)
        return [
            *(Tint(units(text, passage.start), units(text, passage.end)) for passage in drafts),
            *(Tint(units(text, link.start), units(text, link.end), link.name) for link in linked),
        ]
