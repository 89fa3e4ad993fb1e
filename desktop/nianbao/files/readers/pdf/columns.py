"""Tables without ruling lines: numbers that stand under one another, the labels at their left, the header above."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from nianbao.core.labels import looks_like_value
from nianbao.files.readers.pdf.lines import Line
from nianbao.files.readers.pdf.unruled import Frame, frame_of, rows_of

_LEAST = 7  # numbers side by side that make a line a table's; fewer need a header above with as many names
_GAP = 0.25  # of the size: what parts the entries of a line
_LABEL = 20  # characters of the longest name or label of a table with fewer numbers
_HEADER = 14  # lines above the first numbers
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]")
_ENDED = re.compile(r"[。；：]$")
_PROSE = re.compile(r"[，。；、《》]")


@dataclass
class Columns:
    """A table without lines. `aligned` where it is known which column each entry stands in."""

    page: int
    top: float
    rows: tuple[tuple[str | None, ...], ...]
    aligned: bool
    name: str = ""


def with_columns(lines: Sequence[Line]) -> list[Line | Columns]:
    """The lines, those that are a table's put together to tables."""
    items: list[Line | Columns] = []
    numbers = [_numbers(line) for line in lines]
    blocks = {start: (anchors, end) for start, anchors, end in _blocks(lines, numbers)}
    at = 0
    while at < len(lines):
        first = lines[at]
        if at in blocks:
            anchors, end = blocks[at]
            frame = frame_of([numbers[number] for number in anchors])
            items.append(Columns(first.page, first.top, rows_of(lines[at:end], numbers[at:end], frame), aligned=True))
            at = end
        elif rows := _small(lines, numbers, at):
            items.append(Columns(first.page, first.top, tuple(rows), aligned=False))
            at += len(rows)
        else:
            items.append(first)
            at += 1
    return items


def _numbers(line: Line) -> list[Line]:
    """The numbers at the line's end."""
    tail = takewhile(lambda part: looks_like_value(part.text), reversed(list(line.parts(_GAP))))
    return list(tail)[::-1]


def _small(lines: Sequence[Line], numbers: Sequence[Sequence[Line]], at: int) -> list[tuple[str, ...]]:
    """A header, and lines with as many numbers as it has names beside the first one."""
    header = [part.text for part in lines[at].parts(_GAP)]
    if len(header) < 2 or numbers[at] or not all(map(_is_short, header)):
        return []
    rows = [tuple(header)]
    for line, values in zip(lines[at + 1 :], numbers[at + 1 :], strict=True):
        label = "".join(char.text for char in line.chars if char.x1 <= values[0].x0 + 0.5).strip() if values else ""
        if len(values) != len(header) - 1 or not label or not _is_short(label):
            break
        rows.append((label, *(value.text for value in values)))
    return rows if len(rows) > 1 else []


def _is_short(text: str) -> bool:
    return len(text) <= _LABEL and not _PROSE.search(text)


def _blocks(lines: Sequence[Line], numbers: Sequence[Sequence[Line]]) -> Iterator[tuple[int, list[int], int]]:
    """Where tables of many numbers begin, their lines of numbers, and where they end."""
    groups: list[list[int]] = []
    for at, values in enumerate(numbers):
        if len(values) < _LEAST:
            continue
        if groups and _stand_under(numbers[groups[-1][-1]], values):
            groups[-1].append(at)
        else:
            groups.append([at])
    last = 0
    for anchors in groups:
        frame = frame_of([numbers[number] for number in anchors])
        start, end = anchors[0], anchors[-1] + 1
        while start > max(last, anchors[0] - _HEADER) and _precedes(lines[start - 1], lines[start], frame):
            start -= 1
        while end < len(lines) and _follows(lines[end - 1], lines[end], frame):
            end += 1
        yield start, anchors, end
        last = end


def _stand_under(above: Sequence[Line], below: Sequence[Line]) -> bool:
    return len(above) == len(below) and all(
        min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.x0 + a.x1 - b.x0 - b.x1) / 2) < 1.5 * b.size
        for a, b in zip(above, below, strict=True)
    )


def _precedes(line: Line, below: Line, frame: Frame) -> bool:
    """Whether a line is of the header, or of the first label."""
    parts = list(line.parts(_GAP))
    heading = _ENDED.search(line.text) or (_HEADING.match(line.text) and len(parts) == 1)
    return not heading and below.top - line.bottom < 4 * line.size and all(map(frame.takes, parts))


def _follows(above: Line, line: Line, frame: Frame) -> bool:
    """Whether a line ends the label of the last row."""
    near = line.top - above.bottom < line.size
    return near and not _HEADING.match(line.text) and line.x1 < frame.lefts[0]
