"""Characters become lines of text: what stands side by side, spaces only where the text has them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from nianbao.files.readers.pdf.pages import Char

_LEVEL = 0.45  # of the size: how far the middles of a line's characters lie apart
_WIDE = 2.0  # of the size: a gap between Chinese characters that is no mere justification
_WORD = 0.5  # of the size: a gap that parts Latin words though no space was written
_SAME = 0.7  # of the width: a character drawn over itself to look bold
_MARK = re.compile(r"[-—–―－]\s*\d{1,3}\s*[-—–―－]")  # a page number that got into a cell


@dataclass(frozen=True)
class Line:
    """Characters that stand side by side, from left to right."""

    chars: tuple[Char, ...]
    page: int = 0

    @cached_property
    def text(self) -> str:
        return "".join(_spaced(self.chars)).strip()

    @cached_property
    def x0(self) -> float:
        return self.chars[0].x0

    @cached_property
    def x1(self) -> float:
        return max(char.x1 for char in self.chars)

    @cached_property
    def top(self) -> float:
        return min(char.top for char in self.chars)

    @cached_property
    def bottom(self) -> float:
        return max(char.bottom for char in self.chars)

    @cached_property
    def y(self) -> float:
        return (self.top + self.bottom) / 2

    @cached_property
    def size(self) -> float:
        return median(char.size for char in self.chars)

    def parts(self, gap: float) -> Iterator["Line"]:
        """The line cut wherever there is a gap, told as a multiple of the size."""
        begin = 0
        for number, (left, right) in enumerate(pairwise(self.chars), 1):
            if right.x0 - left.x1 > gap * self.size:
                yield Line(self.chars[begin:number], self.page)
                begin = number
        yield Line(self.chars[begin:], self.page)


def lines_of(chars: Iterable[Char], page: int = 0) -> list[Line]:
    """The lines of text from top to bottom; white space at their ends is left out."""
    rows: list[list[Char]] = []
    level = 0.0
    for char in sorted(chars, key=lambda char: char.y):
        if char.text.isspace() and not rows:
            continue
        if rows and abs(char.y - level) <= _LEVEL * max(char.size, rows[-1][0].size):
            rows[-1].append(char)
            level += (char.y - level) / len(rows[-1])
        else:
            rows.append([char])
            level = char.y
    return [Line(kept, page) for row in rows if (kept := _tidy(row))]


def _tidy(row: list[Char]) -> tuple[Char, ...]:
    """From left to right, without what was drawn twice and without white space at the ends."""
    kept: list[Char] = []
    for char in sorted(row, key=lambda char: char.x0):
        if kept and char.text == kept[-1].text and kept[-1].x1 - char.x0 > _SAME * (char.x1 - char.x0) > 0:
            continue
        if kept or not char.text.isspace():
            kept.append(char)
    while kept and kept[-1].text.isspace():
        kept.pop()
    return tuple(kept)


def _spaced(chars: Sequence[Char]) -> Iterator[str]:
    last, blank = chars[0], False
    yield last.text
    for char in chars[1:]:
        if char.text.isspace():
            blank = True
            continue
        gap, size = char.x0 - last.x1, max(char.size, last.size)
        if gap > _WIDE * size or _parted(last.text[-1], char.text[0], blank, gap > _WORD * size):
            yield " "
        yield char.text
        last, blank = char, False


def _parted(left: str, right: str, blank: bool, apart: bool) -> bool:
    """Whether a space between two letters belongs to the text. Beside Chinese it mostly comes of justification: it
    stays when it was written between a character and a Latin word.
    """
    chinese = [letter for letter in (left, right) if letter >= "\u2e80" or letter in "—‘’“”…·"]
    if not chinese:
        return blank or apart
    return blank and len(chinese) == 1 and chinese[0].isalpha() and not (left.isdigit() or right.isdigit())


def cell_text(chars: Sequence[Char]) -> str:
    """The text of a table's cell, its lines under one another; what is written downwards as it was written."""
    if _runs_down(chars):
        return "".join(char.text.strip() for char in chars)
    texts = [line.text for line in lines_of(chars)]
    return "\n".join(text for text in texts if len(texts) == 1 or not _MARK.fullmatch(text))


def _runs_down(chars: Sequence[Char]) -> bool:
    """Whether most characters stand under the one before, or were turned."""
    steps = list(pairwise(char for char in chars if not char.text.isspace()))
    down = sum(
        not after.upright or (abs(after.x - before.x) < before.size / 3 and 0 < after.y - before.y < 3 * before.size)
        for before, after in steps
    )
    return len(steps) > 1 and down > 0.6 * len(steps)


def joined(before: str, after: str) -> str:
    """Two lines of one paragraph: a space only between Latin words, not within an address."""
    if not before or not after:
        return before + after
    words = before[-1].isascii() and before[-1].isalnum() and after[0].isascii() and after[0].isalnum()
    address = re.search(r"[@/._-]\S*$", before) or re.match(r"\S*[@/_]", after)
    return f"{before} {after}" if words and not address else before + after
