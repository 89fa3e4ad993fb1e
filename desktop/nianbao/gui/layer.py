"""Formats under the letters of a text: set by stretches, and only lines that look otherwise are laid out again.

Selections, which mark findings, lie above them. Letters in another colour belong here: as selections, Qt paints a long
one in the common colour now and then.
"""

from collections.abc import Iterable, Iterator, Mapping
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
        self._is_behind = False  # the text has been edited since the stretches were told
        self._edited: set[int] = set()  # lines that Qt has made plain since then
        self.setDocument(None)
        document.contentsChange.connect(self._fall_behind)  # is told of an edit before Qt lays the line out anew
        self.setDocument(document)

    def show_stretches(self, stretches: Iterable[Stretch]) -> None:
        """Let these stretches look as they say, and all else plain."""
        before, self._stretches = self._stretches, tuple(stretches)
        was_behind, self._is_behind = self._is_behind, False
        edited, self._edited = self._edited, set()
        if before == self._stretches and (not before or not was_behind):
            return
        for block, cut in self._cuts():
            if block.userState() != _state(cut) or (cut and block.blockNumber() in edited):
                self.rehighlightBlock(block)

    def show_looks(self, looks: Mapping[str, QTextCharFormat]) -> None:
        """Let the names mean these formats from now on."""
        self._looks = looks
        self.rehighlight()

    def _fall_behind(self) -> None:
        self._is_behind = True

    def highlightBlock(self, _words: str) -> None:
        """Lay a line out as it looks. After an edit Qt asks for it before it is told where the stretches are now: the
        line is plain until then, and its state stays, or Qt would go on to the next ones.
        """
        if self._is_behind:
            self._edited.add(self.currentBlock().blockNumber())
            return
        cut = self._cut(self.currentBlock())
        for start, count, look in cut:
            self.setFormat(start, count, self._looks[look])
        self.setCurrentBlockState(_state(cut))  # goes along with the line, whatever is typed above it

    def _cuts(self) -> Iterator[tuple[QTextBlock, tuple[Cut, ...]]]:
        """Every line with its cut."""
        block = self.document().begin()
        while block.isValid():
            yield block, self._cut(block)
            block = block.next()

    def _cut(self, block: QTextBlock) -> tuple[Cut, ...]:
        """The stretches of a line: where each begins in it, how long it is, and its look."""
        first = block.position()
        last = first + block.length() - 1
        return tuple(
            (max(start, first) - first, min(end, last) - max(start, first), look)
            for start, end, look in self._stretches
            if start < last and end > first and start < end
        )


def _state(cut: tuple[Cut, ...]) -> int:
    """A number that stands for the looks of a line; -1, as Qt begins with, for none."""
    return hash(cut) & 0x3FFFFFFF if cut else -1
