"""Tables that a page cuts: their parts get the same columns, and a row that was cut is put together again."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from nianbao.core.labels import looks_like_value
from nianbao.files.readers.pdf.lattice import Cell
from nianbao.files.readers.pdf.lines import lines_of
from nianbao.files.readers.pdf.tables import Table, is_filled

_NEAR = 6.0  # points: sides of two parts no farther apart are the same
_SHIFTED = 12.0  # points by which all columns may be moved when there are as many of them
_PADDING = 13.0  # points that are kept free in a cell, left and right together
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十\d]{1,2}\s*[、.．]|[（(][一二三四五六七八九十\d]{1,2}[）)]|[㈠-㈩])"
)
_NEVER_FIRST = frozenset("、，。；：）》”’")  # in a line: it takes the character before it along
_BRACKETS = (("（", "）"), ("(", ")"), ("“", "”"))


def put_together(items: Sequence[object]) -> None:
    """Mend, in place, the tables among the items that follow one another over a page break."""
    chain: list[Table] = []
    for before, item in pairwise((None, *items)):
        if isinstance(item, Table):
            if chain and item.page == chain[-1].page + 1 and before is chain[-1] and _goes_on(chain[-1], item):
                chain.append(item)
            else:
                _mend(chain)
                chain = [item]
    _mend(chain)


def _goes_on(above: Table, below: Table) -> bool:
    return abs((above.xs[-1] - above.xs[0]) - (below.xs[-1] - below.xs[0])) < _NEAR


def _mend(chain: Sequence[Table]) -> None:
    if len(chain) > 1 and _share_columns(chain):
        for above, below in pairwise(chain):
            _join_rows(above, below, _repeated(chain[0], below))


# columns


def _share_columns(chain: Sequence[Table]) -> bool:
    """Give every part all columns that any of them has, by where they stand from the table's left side; False when
    their sides are too close to be told apart.
    """
    shared = [x - chain[0].xs[0] for x in chain[0].xs]
    places = [_places(table, shared) for table in chain]
    if None in places:
        every = sorted(x - table.xs[0] for table in chain for x in table.xs)
        shared = [x for number, x in enumerate(every) if not number or x - every[number - 1] > _NEAR]
        places = [_places(table, shared) for table in chain]
    for table, place in zip(chain, places, strict=True):
        if place and None not in places:
            _spread(table, place, shared)
    return None not in places


def _places(table: Table, shared: Sequence[float]) -> list[int] | None:
    """Which of the shared sides each side of the table is; None when one of them is none."""
    sides = [x - table.xs[0] for x in table.xs]
    if len(sides) == len(shared) and all(abs(a - b) < _SHIFTED for a, b in zip(sides, shared, strict=True)):
        return list(range(len(sides)))
    nearest = [min(range(len(shared)), key=lambda number: abs(shared[number] - side)) for side in sides]
    near = all(abs(shared[number] - side) <= _NEAR for number, side in zip(nearest, sides, strict=True))
    return nearest if near and len(set(nearest)) == len(nearest) else None


def _spread(table: Table, place: Sequence[int], shared: Sequence[float]) -> None:
    columns = [0] * (len(shared) - 1)
    for column, (start, end) in enumerate(pairwise(place)):
        columns[start:end] = [column] * (end - start)
    for row in table.slots:
        row[:] = [row[column] for column in columns]
    table.xs = [table.xs[0] + x for x in shared]


# rows


def _repeated(first: Table, below: Table) -> int:
    """How many rows at the top of a part repeat the header of the first one."""
    count = 0
    for mine, theirs in zip(below.slots, first.slots, strict=False):
        said = [cell.text for cell in mine]
        if said != [cell.text for cell in theirs] or any(map(_is_number, said)) or not any(said):
            break
        count += 1
    return count


def _join_rows(above: Table, below: Table, repeated: int) -> None:
    """Put what of a row or of a merged label stands on the next page with what stands on the page before."""
    if repeated >= len(below.slots):
        return
    upper, lower = above.slots[-1], below.slots[repeated]
    pairs = list({(id(up), id(low)): (up, low) for up, low in zip(upper, lower, strict=True)}.values())
    times = Counter(id(cell) for pair in pairs for cell in pair)
    matching = [(up, low) for up, low in pairs if times[id(up)] == times[id(low)] == 1]
    single = [(up, low) for up, low in matching if up.rows == low.rows == 1]
    if len(matching) == len(pairs) and _is_one_row(single):
        for up, low in single:
            _move(up, low)
    cut_within = len(matching) < len(pairs)  # as the rows of a header are, of which some cells go on and others end
    for up, low in matching:
        lower_half = cut_within and not up.text and not _is_number(low.text) and not _NUMBERED.match(low.text)
        if lower_half or ((cut_within or (up, low) not in single) and _continues(up, low)):
            _move(up, low)


def _is_one_row(pairs: Sequence[tuple[Cell, Cell]]) -> bool:
    """Whether two rows are the halves of one: each label goes on or is on one half only, and so are the values."""
    values = [(up, low) for up, low in pairs if _is_number(up.text) or _is_number(low.text)]
    labels = [(up, low) for up, low in pairs if not _is_number(up.text) and not _is_number(low.text)]
    if any(text and not _is_number(text) for pair in values for text in (pair[0].text, pair[1].text)):
        return False
    going_on = [(up, low) for up, low in labels if low.text]
    numbers = [low for _, low in values if low.text]
    if going_on:
        return all(_continues(up, low) for up, low in going_on) and not (numbers and any(up.text for up, _ in values))
    clash = [(up, low) for up, low in values if up.text and low.text]
    return bool(numbers) and any(up.text for up, _ in labels) and len(clash) < len(values)


def _is_number(text: str) -> bool:
    return any(letter.isdecimal() for letter in text) and looks_like_value(text)


def _continues(up: Cell, low: Cell) -> bool:
    """Whether a label goes on below: it has no number of its own, and the part above was cut off."""
    if not up.text or not low.text or _NUMBERED.match(low.text) or _is_number(low.text):
        return False
    lines = lines_of(up.chars)
    room = (up.x1 - up.x0) - (lines[-1].x1 - lines[-1].x0) - _PADDING if lines else 0.0
    needed = 2 if low.text[1:2] in _NEVER_FIRST else 1
    full = bool(lines) and room < needed * lines[-1].size
    return full or any(up.text.count(opening) > up.text.count(closing) for opening, closing in _BRACKETS)


def _move(up: Cell, low: Cell) -> None:
    """A number that was cut is made one when it filled its cell; else both parts stay apart, for the clerk to see."""
    parts = [text for text in (up.text, low.text) if text]
    one = all(map(_is_number, parts)) and is_filled(up)
    up.text, low.text = ("" if one else "\n").join(parts), ""
