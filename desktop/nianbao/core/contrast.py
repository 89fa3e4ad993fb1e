"""What differs between two states of a report, a line each, in the clerk's words: for the history and for choices."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from nianbao.core.edition import Cell, Edition, Editions, name_of
from nianbao.core.report import HIDDEN, NOTE, Report, between
from nianbao.core.values import Value, show

BLANK = "（空）"
_LONGEST = 60  # letters shown of either side
_AROUND = 8  # letters shown on either side of what differs

Pair = tuple[Value | None, Value | None]
Words = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Line:
    """One difference: the cell (empty for a reason), where it stands in the form, and both sides as they are shown."""

    cell: str
    place: str
    before: str
    after: str


def contrast(before: Report, after: Report) -> tuple[Line, ...]:
    """Every difference in values and reasons, in the order of the form; texts by paragraph."""
    change = between(before, after, "")
    order = {cell: number for number, cell in enumerate((*before.edition.cells, *after.edition.cells))}
    cells = sorted(change.cells.items(), key=lambda item: order.get(item[0], len(order)))
    found: list[Line] = []
    for cell, (old, new) in cells:
        if cell.startswith(HIDDEN):
            continue
        if cell.startswith("texts."):
            found += _paragraphs(cell, place_of(cell, after.edition, after.editions), str(old or ""), str(new or ""))
        else:
            found.append(line_of(cell, (old, new), after.edition, after.editions))
    return (*found, *(reason_line(words) for words in change.reasons.values()))


def line_of(cell: str, pair: Pair, edition: Edition, editions: Editions) -> Line:
    """The line of one cell, the part of a long text that differs."""
    known = _cell(cell, edition, editions)
    before, after = (_shown(value, cell, known, editions, edition) for value in pair)
    return Line(cell, place_of(cell, edition, editions), *_parts(before, after))


def reason_line(words: Words) -> Line:
    """The line of what the clerk wrote about a warning."""
    return Line("", "对检查提示的说明", *_parts(words[0] or BLANK, words[1] or BLANK))


def place_of(cell: str, edition: Edition, editions: Editions) -> str:
    """Where a cell stands in the form, in the clerk's words: 表三 自然人 予以公开."""
    if cell.startswith(NOTE):
        return f"{place_of(cell.removeprefix(NOTE), edition, editions)} 的备注"
    known = _cell(cell, edition, editions)
    if known is None:
        return cell
    if known.row is None:
        return known.name
    owner = edition if cell in edition.cells else next(e for e in editions.values() if cell in e.cells)
    number = owner.section(known.section).heading.split("、")[0]
    if known.row.label and known.column:
        return f"表{number} {name_of(known.column)} {name_of(known.row)}"
    return f"表{number} {known.name}"


def _cell(cell: str, edition: Edition, editions: Editions) -> Cell | None:
    """The cell in the report's edition, or in the one that it was moved from."""
    owners = (edition, *editions.values())
    return next((owner.cells[cell] for owner in owners if cell in owner.cells), None)


def _shown(value: Value | None, cell: str, known: Cell | None, editions: Editions, edition: Edition) -> str:
    if value is None:
        return BLANK
    if cell == "edition" and value in editions:
        return editions[str(value)].name
    if cell == "unit.kind":
        return next((kind.label for kind in edition.unit_kinds if kind.id == value), str(value))
    if cell == "signature":
        return "印出" if value == "yes" else "不印"
    return show(value, known.kind if known else "text")


def _paragraphs(cell: str, place: str, before: str, after: str) -> Iterator[Line]:
    old, new = before.split("\n") if before else [], after.split("\n") if after else []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            for number, (one, two) in enumerate(zip_longest(old[i1:i2], new[j1:j2]), i1 + 1):
                sides = (BLANK if side is None else side or "（空行）" for side in (one, two))
                yield Line(cell, f"{place} 第 {number} 段", *_parts(*sides))


def _parts(before: str, after: str) -> tuple[str, str]:
    """Both sides; of long ones what differs, with a few letters around it."""
    if max(len(before), len(after)) <= _LONGEST:
        return before, after
    shorter = min(len(before), len(after))
    start = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    same = next((i for i in range(shorter - start) if before[-1 - i] != after[-1 - i]), shorter - start)
    first, last = max(0, start - _AROUND), max(0, same - _AROUND)
    one, two = (
        f"{'…' if first else ''}{_short(side[first : len(side) - last])}{'…' if last else ''}"
        for side in (before, after)
    )
    return one, two


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 :]}"
