"""What stands where in a table without lines: each label beside its numbers, each name over its column."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nianbao.files.readers.pdf.lines import Line

_GAP, _WORDS = 0.2, 0.5  # of the size: parts the entries of one line when they begin where others do; parts any
_WRAP = 0.7  # of the size: lines of one name are no farther apart
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[、.．]")

Row = tuple[str | None, ...]


@dataclass(frozen=True)
class Frame:
    """The left and right ends of each column's numbers; `ranged` where all of a column begin at its left."""

    lefts: list[float]
    rights: list[float]
    ranged: bool

    @property
    def middles(self) -> list[float]:
        return [(left + right) / 2 for left, right in zip(self.lefts, self.rights, strict=True)]

    @property
    def pitch(self) -> float:
        return min(after - before for before, after in pairwise(self.middles))

    def column(self, part: Line) -> int:
        """The column that the part stands in or begins with."""
        places, x = (self.lefts, part.x0) if self.ranged else (self.middles, (part.x0 + part.x1) / 2)
        return min(range(len(places)), key=lambda number: abs(places[number] - x))

    def is_name(self, part: Line) -> bool:
        """Whether the part stands over the numbers, not over the labels."""
        return (part.x0 + part.x1) / 2 > self.middles[0] - self.pitch / 2 and part.x0 > self.lefts[0] - self.pitch

    def takes(self, part: Line) -> bool:
        """Whether the part may be a label or a name: it is not over both."""
        return self.is_name(part) or part.x1 < self.lefts[0] + 1

    def is_within(self, part: Line, column: int) -> bool:
        """Whether the part reaches over no other column's numbers."""
        left = self.rights[column - 1] if column else float("-inf")
        right = self.lefts[column + 1] if column + 1 < len(self.lefts) else float("inf")
        return left - 1 < part.x0 and part.x1 < right + 1


def frame_of(rows: Sequence[Sequence[Line]]) -> Frame:
    """The columns of lines of numbers that stand under one another."""
    columns = list(zip(*rows, strict=True))
    lefts = [min(part.x0 for part in column) for column in columns]
    rights = [max(part.x1 for part in column) for column in columns]
    ragged = sum(part.x0 - left for column, left in zip(columns, lefts, strict=True) for part in column)
    off = sum(
        abs(part.x0 + part.x1 - left - right) / 2
        for column, left, right in zip(columns, lefts, rights, strict=True)
        for part in column
    )
    return Frame(lefts, rights, ragged <= off)


def rows_of(lines: Sequence[Line], numbers: Sequence[Sequence[Line]], frame: Frame) -> tuple[Row, ...]:
    """The table's rows, the header's first."""
    values = [found for found in numbers if found]
    labels, names = list[Line](), list[Line]()
    for line, found in zip(lines, numbers, strict=True):
        edge = found[0].x0 if found else float("inf")
        for part in _before(line, edge):
            (names if not found and frame.is_name(part) else labels).append(part)
    by_row = _beside(_entries(labels), [found[0] for found in values], frame)
    width = max(map(len, by_row))
    return (*_header(names, frame, width), *(_row(*pair, frame, width) for pair in zip(by_row, values, strict=True)))


def _before(line: Line, edge: float) -> Iterator[Line]:
    chars = [char for char in line.chars if char.x1 <= edge + 0.5]
    while chars and chars[-1].text.isspace():
        chars.pop()
    if chars:
        yield from Line(tuple(chars), line.page).parts(_GAP)


# labels


def _entries(parts: Sequence[Line]) -> list[list[Line]]:
    """The labels, each with its lines: one without a number goes on with the label above it."""
    begins = [part.x0 for part in parts if _NUMBERED.match(part.text)]
    entries: list[list[Line]] = []
    for part in parts:
        last = entries[-1][-1] if entries else None
        near = last is not None and last.top == part.top and part.x0 - last.x1 < _WORDS * part.size
        if last and near and not any(abs(begin - part.x0) < 2 for begin in begins):
            entries[-1][-1] = Line((*last.chars, *part.chars), part.page)
            continue
        above = next((entry for entry in reversed(entries) if _overlap(entry, [part])), None)
        if above is None or _NUMBERED.match(part.text):
            entries.append([part])
        else:
            above.append(part)
    return entries


def _beside(entries: Iterable[list[Line]], values: Sequence[Line], frame: Frame) -> list[list[str]]:
    """The labels of each row from left to right. One beside several rows goes to the first; what is left of a label of
    the page before, and a number without its label, go to none.
    """
    by_row: list[list[list[Line]]] = [[] for _ in values]
    for entry in entries:
        top, bottom = entry[0].top, entry[-1].bottom
        inside = (number for number, value in enumerate(values) if top - 1 <= value.y <= bottom + 1)
        nearest = min(range(len(values)), key=lambda number: abs(values[number].y - (top + bottom) / 2))
        if bottom > values[0].top - frame.pitch and not _NUMBERED.fullmatch(_text(entry)):
            by_row[next(inside, nearest)].append(entry)
    for row in by_row:
        numbered = [entry for entry in row if _NUMBERED.match(_text(entry))]
        row[:] = [entry for entry in row if entry in numbered or not any(_overlap(entry, other) for other in numbered)]
    return [[_text(entry) for entry in sorted(row, key=lambda entry: entry[0].x0)] for row in by_row]


def _text(entry: Sequence[Line]) -> str:
    return "".join(line.text for line in entry)


def _overlap(entry: Sequence[Line], other: Sequence[Line]) -> bool:
    return entry[0].x0 < other[0].x1 and other[0].x0 < entry[0].x1


def _row(labels: Sequence[str], numbers: Sequence[Line], frame: Frame, width: int) -> Row:
    values = [""] * len(frame.lefts)
    for number in numbers:
        column = frame.column(number)
        values[column] = f"{values[column]} {number.text}".strip()
    return (*labels, *[None] * (width - len(labels)), *values)


# header


def _header(names: Sequence[Line], frame: Frame, width: int) -> Iterator[Row]:
    """A row for each line that names groups of columns, then one row that names the columns."""
    columns, groups = [""] * len(frame.lefts), list[Line]()
    stacks: dict[int, list[Line]] = {}
    for part in names:
        column = frame.column(part)
        if frame.is_within(part, column):
            stacks.setdefault(column, []).append(part)
        else:
            groups.append(part)
    for column, stack in stacks.items():
        lowest = [stack.pop()]
        while stack and (_is_near(stack[-1], lowest[0]) or _beside_many(stack[-1], names)):
            lowest.insert(0, stack.pop())
        columns[column] = "".join(part.text for part in lowest)
        groups += stack
    for level in sorted({round(part.y) for part in groups}):
        yield (*[None] * width, *_level([part for part in groups if round(part.y) == level], frame))
    if any(columns):
        yield (*[None] * width, *(name or None for name in columns))


def _is_near(above: Line, below: Line) -> bool:
    return below.top - above.bottom < _WRAP * below.size


def _beside_many(part: Line, names: Sequence[Line]) -> bool:
    """Whether more names stand at the part's height than there are groups."""
    return sum(abs(name.y - part.y) < part.size / 2 for name in names) > 2


def _level(parts: Sequence[Line], frame: Frame) -> Row:
    """The names of groups, each at its first column, from the last group to the first: one that stands in the middle
    begins as far before its name as it ends after it.
    """
    row: list[str | None] = [None] * len(frame.lefts)
    last = len(row) - 1
    ranged = frame.ranged and all(abs(frame.lefts[frame.column(part)] - part.x0) < 2 for part in parts)
    for part in sorted(parts, key=lambda part: -part.x0):
        first = frame.column(part)
        if not ranged:
            middle, places = part.x0 + part.x1, frame.middles
            first = min(range(last + 1), key=lambda number: abs(places[number] + places[last] - middle), default=0)
        row[first] = part.text
        last = first - 1
    return tuple(row)
