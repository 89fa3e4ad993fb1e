"""The tables of a page: text in the cells of a lattice, and running text that only looked as if it stood in one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from nianbao.files.readers.pdf.lattice import Cell, Lattice
from nianbao.files.readers.pdf.lines import cell_text, lines_of
from nianbao.files.readers.pdf.pages import Char

_LONG = 25  # characters: one line of a heading is shorter
_END = "。；;，,："
_DIGITS = re.compile(r"[+-]?[\d.,]+\n[\d.,\n]+")
_NUMBER = "0123456789.,"
_PADDING = 13.0  # points that are kept free in a cell, left and right together: 0.19 cm each in Word


@dataclass(eq=False)
class Table:
    """A table or its part on one page. `xs` are the left sides of its columns and its right side; in `slots` each row
    holds for every column the cell that covers it.
    """

    page: int
    top: float
    bottom: float
    xs: list[float]
    slots: list[list[Cell]]
    name: str = ""
    aligned: bool = True

    @property
    def rows(self) -> tuple[tuple[str | None, ...], ...]:
        """The texts, each cell's at its first place."""
        seen: set[int] = set()
        return tuple(tuple(_first(cell, seen) for cell in row) for row in self.slots)


def _first(cell: Cell, seen: set[int]) -> str | None:
    if id(cell) in seen:
        return None
    seen.add(id(cell))
    return cell.text


def tables_of(page: int, chars: Iterable[Char], lattices: Sequence[Lattice]) -> tuple[list[Table], list[Char]]:
    """The tables with their texts, and the characters that stand in none."""
    outside: list[Char] = []
    for run in _runs(chars):
        x, y = (run[0].x0 + run[-1].x1) / 2, run[0].y
        cell = next((cell for lattice in reversed(lattices) if (cell := lattice.cell_at(x, y))), None)
        (outside if cell is None else cell.chars).extend(run)
    tables: list[Table] = []
    for lattice in lattices:
        for cell in _cells(lattice.slots):
            cell.text = _text(cell)
        for table, prose in _parted(page, lattice):
            if table:
                tables.append(table)
            outside += prose
    return tables, outside


def _runs(chars: Iterable[Char]) -> Iterator[list[Char]]:
    """The characters one by one, the digits of a number together: it may be wider than its cell."""
    run: list[Char] = []
    for char in chars:
        if run and not (_touches(run[-1], char) and char.text in _NUMBER and run[-1].text in _NUMBER):
            yield run
            run = []
        run.append(char)
    if run:
        yield run


def _touches(left: Char, right: Char) -> bool:
    return abs(right.x0 - left.x1) < 0.1 * right.size and abs(right.y - left.y) < 0.1 * right.size


def _text(cell: Cell) -> str:
    """What the cell says; a number that was too wide for it, and therefore goes on below, in one piece."""
    text = cell_text(cell.chars)
    return text.replace("\n", "") if _DIGITS.fullmatch(text) and is_filled(cell) else text


def is_filled(cell: Cell) -> bool:
    """Whether the first line of the cell leaves no room for one more digit."""
    first = next(iter(lines_of(cell.chars)), None)
    if first is None:
        return False
    digit = (first.x1 - first.x0) / len(first.text)
    return (cell.x1 - cell.x0) - (first.x1 - first.x0) < digit + _PADDING


def _cells(rows: Iterable[Iterable[Cell]]) -> Iterator[Cell]:
    yield from {id(cell): cell for row in rows for cell in row}.values()


def _parted(page: int, lattice: Lattice) -> Iterator[tuple[Table | None, list[Char]]]:
    """The stretches of the lattice that are tables, and the characters of those that are running text in a frame."""
    numbered = enumerate(lattice.slots)
    for prose, group in groupby(numbered, key=lambda item: _is_prose(item[1])):
        rows = list(group)
        slots = [row for _, row in rows]
        first, last = rows[0][0], rows[-1][0]
        if prose or all(row[0] is row[-1] for row in slots) or not any(cell.text for cell in _cells(slots)):
            yield None, [char for cell in _cells(slots) for char in cell.chars]
        else:
            yield Table(page, lattice.ys[first], lattice.ys[last + 1], lattice.xs, slots), []


def _is_prose(row: Sequence[Cell]) -> bool:
    """Whether a row is one cell over the whole width with more in it than a heading."""
    if row[0] is not row[-1]:
        return False
    text = row[0].text.strip()
    return "\n" in text or text.endswith(tuple(_END)) or len(text) > _LONG or len(lines_of(row[0].chars)) > 1
