"""Formats under the letters of a text: set by stretches, and only lines that look otherwise are laid out again.

Selections, which mark findings, lie above them. Letters in another colour belong here: as selections, Qt paints a long
one in the common colour now and then.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from PySide6.QtGui import QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextDocument

Cut = tuple[int, int, str]


class Stretch(NamedTuple):
    """The characters from `start` to `end` as Qt counts them (`units` in `gui/marks.py`), and how they look."""

    start: int
    end: int
    look: str


class Layer(QSyntaxHighlighter):
    """The looks of one text, by name; of two stretches that overlap, the later one wins."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._stretches: tuple[Stretch, ...] = ()
        self._looks: Mapping[str, QTextCharFormat] = {}

    def show_stretches(self, stretches: Iterable[Stretch]) -> None:
        """Let these stretches look as they say, and all else plain."""
        before, self._stretches = self._stretches, tuple(stretches)
        if not before and not self._stretches:
            return
        block = self.document().begin()
        while block.isValid():
            if block.userState() != _state(self._cut(block)):
                self.rehighlightBlock(block)
            block = block.next()

    def show_looks(self, looks: Mapping[str, QTextCharFormat]) -> None:
        """Let the names mean these formats from now on."""
        self._looks = looks
        self.rehighlight()

    def highlightBlock(self, _words: str) -> None:
        cut = self._cut(self.currentBlock())
        for start, count, look in cut:
            self.setFormat(start, count, self._looks[look])
        self.setCurrentBlockState(_state(cut))  # goes along with the line, whatever is typed above it

    def _cut(self, block: QTextBlock) -> tuple[Cut, ...]:
        """The stretches of a line: where each begins in it, how long it is, and its look."""
        first, last = block.position(), block.position() + block.length() - 1
        cut = [(max(s.start, first), min(s.end, last), s.look) for s in self._stretches]
        return tuple((start - first, end - start, look) for start, end, look in cut if start < end)


def _state(cut: tuple[Cut, ...]) -> int:
    """A number that stands for the looks of a line; -1, as Qt begins with, for none."""
    return hash(cut) & 0x3FFFFFFF if cut else -1
