"""Ruling lines become cells: which lines belong to one table, and what they enclose."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from nianbao.files.readers.pdf.pages import Char, Page, Rule

_SNAP = 2.5  # points: lines this close to one another are one line
_GAP = 3.0  # points that a line may be broken by, or end before another that it meets
_SHORT = 5.0  # points: shorter lines are decoration
_OPEN = 8.0  # points that lines stick out by where the table has no line at its side
_MOST_RULES = 700  # each way on one page; the longest are kept
_MOST_SLOTS = 20_000  # of one table


@dataclass(eq=False)
class Cell:
    """A cell, merged or not: its left and right sides, how many rows and columns it takes, and its characters."""

    x0: float
    x1: float
    rows: int
    columns: int
    chars: list[Char] = field(default_factory=list)
    text: str = ""


@dataclass(frozen=True)
class Lattice:
    """Where the lines of one table stand, and the cell that covers each slot between them, row by row."""

    xs: list[float]
    ys: list[float]
    slots: list[list[Cell]]

    def cell_at(self, x: float, y: float) -> Cell | None:
        """The cell around a place."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        inside = 0 <= row < len(self.slots) and 0 <= column < len(self.xs) - 1
        return self.slots[row][column] if inside else None


def lattices_of(page: Page) -> list[Lattice]:
    """The tables of two columns and more, from top to bottom; the sides of coloured areas count where no lines are."""
    found = list(_lattices(page.rules)) or list(_lattices((*page.rules, *page.edges)))
    return sorted(found, key=lambda lattice: lattice.ys[0])


def _lattices(rules: Iterable[Rule]) -> Iterator[Lattice]:
    across = _merged(rule for rule in rules if rule.horizontal)
    down = _merged(rule for rule in rules if not rule.horizontal)
    for hs, vs in _connected(across, down):
        xs = _positions(vs, hs)
        ys = _positions(hs, vs)
        if len(xs) > 2 and len(ys) > 1 and len(xs) * len(ys) <= _MOST_SLOTS:
            lattice = _lattice(xs, ys, hs, vs)
            if len(lattice.xs) > 2:
                yield lattice


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Lines one behind the other made one, those beside one another too; short ones left out."""
    merged: list[Rule] = []
    for bundle in _bundles(sorted(rules, key=lambda rule: rule.at)):
        at = sum(rule.at for rule in bundle) / len(bundle)
        start = end = None
        for rule in sorted(bundle, key=lambda rule: rule.start):
            if start is None or end is None or rule.start > end + _GAP:
                if start is not None and end is not None:
                    merged.append(Rule(rule.horizontal, at, start, end))
                start, end = rule.start, rule.end
            else:
                end = max(end, rule.end)
        if start is not None and end is not None:
            merged.append(Rule(bundle[0].horizontal, at, start, end))
    long = [rule for rule in merged if rule.end - rule.start >= _SHORT]
    return sorted(long, key=lambda rule: rule.start - rule.end)[:_MOST_RULES]


def _bundles(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    bundle: list[Rule] = []
    for rule in rules:
        if bundle and rule.at - bundle[-1].at > _SNAP:
            yield bundle
            bundle = []
        bundle.append(rule)
    if bundle:
        yield bundle


def _connected(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The lines in groups that meet one another."""
    meeting: dict[int, list[int]] = defaultdict(list)
    every = [*across, *down]
    for i, h in enumerate(across):
        for j, v in enumerate(down, len(across)):
            if h.start - _GAP <= v.at <= h.end + _GAP and v.start - _GAP <= h.at <= v.end + _GAP:
                meeting[i].append(j)
                meeting[j].append(i)
    seen: set[int] = set()
    for first in meeting:
        group, waiting = set[int](), [first]
        while waiting:
            number = waiting.pop()
            if number not in seen:
                seen.add(number)
                group.add(number)
                waiting += meeting[number]
        rules = [every[number] for number in group]
        if rules:
            yield [rule for rule in rules if rule.horizontal], [rule for rule in rules if not rule.horizontal]


def _positions(rules: Sequence[Rule], crossing: Sequence[Rule]) -> list[float]:
    """Where the lines of one direction stand, and where those of the other end though no line closes the table."""
    found = sorted({rule.at for rule in rules})
    starts = sorted(rule.start for rule in crossing)
    ends = sorted((rule.end for rule in crossing), reverse=True)
    if len(crossing) > 1 and starts[1] < found[0] - _OPEN:
        found.insert(0, starts[0])
    if len(crossing) > 1 and ends[1] > found[-1] + _OPEN:
        found.append(ends[0])
    return found


def _lattice(xs: list[float], ys: list[float], hs: Sequence[Rule], vs: Sequence[Rule]) -> Lattice:
    """The cells: slots between which there is no line are one. Lines that part no cells are left out."""
    walls = [_covered(vs, x, ys) for x in xs]  # by column, then row: a line at the left of the slot
    floors = [_covered(hs, y, xs) for y in ys]  # by row, then column: a line above the slot
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = [[-1] * columns for _ in range(rows)]
    count = 0
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] < 0:
                _fill(owner, count, (row, column), walls, floors)
                count += 1
    kept_rows = [row for row in range(rows) if not row or owner[row] != owner[row - 1]]
    kept_columns = [c for c in range(columns) if not c or any(line[c] != line[c - 1] for line in owner)]
    slots = [[owner[row][column] for column in kept_columns] for row in kept_rows]
    sides = [*(xs[column] for column in kept_columns), xs[-1]]
    cells = _cells(slots, sides)
    return Lattice(
        sides,
        [*(ys[row] for row in kept_rows), ys[-1]],
        [[cells[number] for number in line] for line in slots],
    )


def _covered(rules: Iterable[Rule], at: float, places: Sequence[float]) -> list[bool]:
    """Whether a line at this place goes along each of the stretches between the places."""
    these = [rule for rule in rules if rule.at == at]
    middles = [(start + end) / 2 for start, end in pairwise(places)]
    return [any(rule.start <= middle <= rule.end for rule in these) for middle in middles]


def _fill(
    owner: list[list[int]], number: int, start: tuple[int, int], walls: list[list[bool]], floors: list[list[bool]]
) -> None:
    """Give the slot, and all that no line parts from it, this number."""
    waiting = [start]
    while waiting:
        row, column = waiting.pop()
        if owner[row][column] >= 0:
            continue
        owner[row][column] = number
        if column and not walls[column][row]:
            waiting.append((row, column - 1))
        if column + 1 < len(owner[0]) and not walls[column + 1][row]:
            waiting.append((row, column + 1))
        if row and not floors[row][column]:
            waiting.append((row - 1, column))
        if row + 1 < len(owner) and not floors[row + 1][column]:
            waiting.append((row + 1, column))


def _cells(slots: Sequence[Sequence[int]], sides: Sequence[float]) -> dict[int, Cell]:
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row, line in enumerate(slots):
        for column, number in enumerate(line):
            places[number].append((row, column))
    return {
        number: Cell(
            sides[min(column for _, column in these)],
            sides[1 + max(column for _, column in these)],
            len({row for row, _ in these}),
            len({column for _, column in these}),
        )
        for number, these in places.items()
    }
