"""Lines of running text become paragraphs, as indents, short lines and headings tell; what every page repeats is left
out: its header and its number.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from statistics import median

from nianbao.core.preamble import read_title
from nianbao.files.readers.pdf.lines import Line, joined, lines_of
from nianbao.files.readers.pdf.pages import Char, Page

_EDGE = 0.12  # of the height of a page: where its header and its number stand
_DASH = r"[-—–―－\u2010─·•~\uff5e|]"
_NUMBERED = re.compile(
    rf"{_DASH}+\d{{1,3}}{_DASH}+|第\d{{1,3}}页(?:.?共\d{{1,3}}页)?|共\d{{1,3}}页.?第\d{{1,3}}页|"
    r"\d{1,3}/\d{1,3}|Page\d{1,3}(?:of\d{1,3})?",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}(?:[、．]|\.(?!\d))|[（(]\d{1,2}[）)]|[①-⑳]"
)
_ENDED = re.compile(r"[。！？；：;:!?.][”’」』）)]*$")
_TOKEN = re.compile(r"[!-~]+")
_LEADING = 12  # lines among which the title is


def without_furniture(pages: Sequence[Page], boxes: Sequence[Sequence[tuple[float, float]]]) -> list[Page]:
    """The pages without their headers and numbers. `boxes` are the tops and bottoms of each page's tables."""
    edges = [_at_edges(page) for page in pages]
    often = Counter(key for lines in edges for key in {_likeness(line) for line in lines})
    kept = []
    for page, lines, tables in zip(pages, edges, boxes, strict=True):
        dropped: set[Char] = set()
        for line in lines:
            dropped.update(char for part in line.parts(1.2) if _NUMBERED.fullmatch(_bare(part)) for char in part.chars)
            repeated = often[_likeness(line)] >= max(2, len(pages) // 2)
            if line.text.isdecimal():  # a lone number: a page's, when every page has one there, or when it fits
                repeated = len(line.text) < 4 and (repeated or line.text == str(page.number))
            if repeated and not any(top < line.y < bottom for top, bottom in tables):
                dropped.update(line.chars)
        chars = tuple(char for char in page.chars if char not in dropped)
        kept.append(Page(page.number, page.width, page.height, chars, page.rules, page.edges, page.images))
    return kept


def _at_edges(page: Page) -> list[Line]:
    top, bottom = page.height * _EDGE, page.height * (1 - _EDGE)
    return lines_of((char for char in page.chars if char.bottom < top or char.top > bottom), page.number)


def _likeness(line: Line) -> tuple[str, int]:
    """What lines share that say the same but for numbers, at the same height."""
    return re.sub(r"\d+", "0", _bare(line)), round(line.y / 6)


def _bare(line: Line) -> str:
    return re.sub(r"\s", "", line.text)


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of running text begin and end, how far they lie apart and how large they are."""

    left: float
    right: float
    pitch: float
    size: float


def margins_of(lines: Sequence[Line]) -> dict[bool, Margins]:
    """The margins of odd and of even pages: the same, unless the pages mirror each other."""
    odd, even = (_margins([line for line in lines if line.page % 2 == side]) for side in (1, 0))
    mirrored = abs((odd.right - odd.left) - (even.right - even.left)) < odd.size / 2 < abs(odd.left - even.left)
    every = _margins(lines)
    return {True: odd, False: even} if mirrored else {True: every, False: every}


def _margins(lines: Sequence[Line]) -> Margins:
    if not lines:
        return Margins(0, 0, 0, 0)
    size = median(line.size for line in lines for _ in line.chars)
    gaps = [after.y - before.y for before, after in pairwise(lines) if 0 < after.y - before.y < 4 * size]
    return Margins(
        _outermost(sorted(line.x0 for line in lines), size),
        _outermost(sorted((line.x1 for line in lines), reverse=True), size),
        median(gaps) if gaps else 2 * size,
        size,
    )


def _outermost(places: Sequence[float], size: float) -> float:
    """The first place that is shared by some lines; a line alone may hang out."""
    enough = max(1, len(places) // 20)
    for number, place in enumerate(places):
        if sum(abs(other - place) < size / 2 for other in places[number : number + enough]) >= enough:
            return place
    return places[0]


def paragraphs_of(lines: Iterable[Line], margins: Mapping[bool, Margins]) -> list[str]:
    """The paragraphs of lines that no table parts."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _begins(groups[-1][-1], line, margins):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [reduce(joined, (line.text for line in group)) for group in _with_title_whole(groups, margins)]


def _begins(last: Line, line: Line, margins: Mapping[bool, Margins]) -> bool:
    """Whether a line is the first of its paragraph."""
    here, there, size = margins[line.page % 2 == 1], margins[last.page % 2 == 1], line.size
    if abs(last.size - size) > 0.15 * max(last.size, size) or _centred(line, here) or _centred(last, there):
        return True
    if line.x0 - here.left > 0.8 * size:
        return True
    if last.page == line.page and line.y - last.y > 1.6 * here.pitch and line.y - last.y > 1.8 * size:
        return True
    token = _TOKEN.match(line.text)  # one that did not fit at the end of the line before
    room = 2.2 * size + (len(token[0]) * size / 2 if token else 0)
    if last.x1 < there.right - room:
        return True
    return bool(_HEADING.match(line.text) and _ENDED.search(last.text))


def _centred(line: Line, margins: Margins) -> bool:
    left, right = line.x0 - margins.left, margins.right - line.x1
    return min(left, right) > 2.5 * line.size and abs(left - right) < 1.5 * line.size


def _with_title_whole(groups: list[list[Line]], margins: Mapping[bool, Margins]) -> list[list[Line]]:
    """A title that takes several lines made one paragraph; a unit's name above the title stays one of its own."""
    for end, below in enumerate(groups[:_LEADING], 1):
        begin = end - 1
        while begin and _looks_like(groups[begin - 1], below, margins):
            begin -= 1
        block = [line for group in groups[begin:end] for line in group]
        for start in reversed(range(len(block))):
            title = read_title("".join(line.text for line in block[start:]))
            if title:
                whole = [block] if title.unit or not start else [block[:start], block[start:]]
                return [*groups[:begin], *whole, *groups[end:]]
    return groups


def _looks_like(group: list[Line], below: list[Line], margins: Mapping[bool, Margins]) -> bool:
    """Whether two paragraphs are lines of one title: of one size, and set in the middle or larger than the text."""
    above, here = group[-1], below[0]
    there, size = margins[above.page % 2 == 1], here.size
    full = above.x0 < there.left + 2.5 * size and above.x1 > there.right - 2.5 * size
    middle = _centred(here, margins[here.page % 2 == 1]) and (full or _centred(above, there))
    return abs(above.size - size) < 0.1 * size and (middle or size > 1.15 * there.size)
