"""Formats under the letters of a text: set by stretches, and only lines that look otherwise are laid out again.

Selections, which mark findings, lie above them. Letters in another colour belong here: as selections, Qt paints a long
one in the common colour now and then.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

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
        self._lines: dict[int, tuple[Cut, ...]] = {}  # by the number of the line
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
        self._lines = self._cut()
        block, number = self.document().begin(), 0
        while block.isValid():
            cut = self._lines.get(number)
            if block.userState() != _state(cut) or (cut and number in edited):
                self.rehighlightBlock(block)
            block, number = block.next(), number + 1

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
        cut = self._lines.get(self.currentBlock().blockNumber())
        for start, count, look in cut or ():
            self.setFormat(start, count, self._looks[look])
        self.setCurrentBlockState(_state(cut))  # goes along with the line, whatever is typed above it

    def _cut(self) -> dict[int, tuple[Cut, ...]]:
        """The stretches line by line: where each begins in its line, how long it is, and its look."""
        lines: dict[int, tuple[Cut, ...]] = {}
        for start, end, look in self._stretches:
            block = self.document().findBlock(start)
            while block.isValid() and block.position() < end:
                first, number = block.position(), block.blockNumber()
                last = first + block.length() - 1
                if start < last:
                    cut = (max(start, first) - first, min(end, last) - max(start, first), look)
                    lines[number] = (*lines.get(number, ()), cut)
                block = block.next()
        return lines


def _state(cut: tuple[Cut, ...] | None) -> int:
    """A number that stands for the looks of a line; -1, as Qt begins with, for none."""
    return hash(cut) & 0x3FFFFFFF if cut else -1
