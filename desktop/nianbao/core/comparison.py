"""What differs between two reports, number by number and paragraph by paragraph, in sentences that the clerk can check.

Used on a file that was just written and is read again, and on one that was edited elsewhere.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

from nianbao.core.edition import Cell, name_of
from nianbao.core.preamble import PREAMBLE
from nianbao.core.report import Report
from nianbao.core.values import Kind, Value, show

_HEADS = ("unit.name", "year", "date")  # what the title and the 落款 print; the rest is in the texts
_SPACE = re.compile(r"\s+")
# control characters, halves of characters, marks without width: an export leaves them out
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffd-\uffff]"
)
_STAND_INS = str.maketrans("\uff5c\uff03\uff0a", "|#*")  # full-width: a plain text has them for signs that mark it up
_AROUND = 8  # characters shown on either side of what was changed
_LONGEST = 48  # characters shown of a paragraph
_MOST_PAIRS = 400  # of paragraphs that are looked at for their likeness
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Difference:
    """A number, a head or a paragraph of a text: `before` in one report and `after` in the other, None for nothing.

    `section` is the short name of its section, `place` says where it stands: 表三 自然人 予以公开. `paragraph` counts
    from 0 in the first report; a paragraph that only the second report has stands before the one of that number.
    """

    cell: str
    section: str
    place: str
    before: Value | None
    after: Value | None
    kind: Kind = "text"
    paragraph: int | None = None

    @property
    def sentence(self) -> str:
        """In the clerk's words: 表三 自然人 予以公开 被改为 4（原为 3）。"""
        before, after = (_UNSEEN.sub("", show(value, self.kind)) for value in (self.before, self.after))
        if self.paragraph is not None:
            return f"{self.place}{_told(before, after)}。"
        if not after:
            return f"{self.place} 被清空（原为 {before}）。"
        return f"{self.place} 被改为 {after}（原为{f' {before}' if before else '空'}）。"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many numbers were compared, which of them differ, and which heads and paragraphs of the texts."""

    compared: int
    numbers: tuple[Difference, ...] = ()
    texts: tuple[Difference, ...] = ()

    @property
    def differences(self) -> tuple[Difference, ...]:
        """All of them; the reports print the same when there is none."""
        return (*self.numbers, *self.texts)

    @property
    def sentence(self) -> str:
        """In the clerk's words: 已核对 200 个数字，全部一致。"""
        if self.numbers:
            return f"有 {len(self.numbers)} 个数字{f'、{len(self.texts)} 处文字' if self.texts else ''}不同。"
        return f"已核对 {self.compared} 个数字，全部一致{f'；有 {len(self.texts)} 处文字不同' if self.texts else ''}。"


def compare(one: Report, two: Report) -> Comparison:
    """What differs from the first report to the second in what is printed; what nobody sees does not count.

    Every number of both forms is compared, blanks too, and every paragraph of the texts. Unit, year and date are
    compared where both reports have them. Spaces, line breaks and control characters make no difference.
    """
    cells = {**two.edition.cells, **one.edition.cells}
    numbers = [cell for cell in cells.values() if cell.row]
    changed = (_of_number(one, two, cell) for cell in numbers if one.get(cell.id) != two.get(cell.id))
    heads = [head for cell in _HEADS if (head := _of_head(one, two, cells[cell]))]
    texts = [(PREAMBLE, cells[PREAMBLE].name), *((s.text, s.short) for s in one.edition.sections if s.text)]
    paragraphs = (difference for cell, name in texts for difference in _of_text(one, two, cell, name))
    return Comparison(len(numbers), tuple(changed), (*heads, *paragraphs))


def taken(report: Report, differences: Iterable[Difference]) -> dict[str, Value | None]:
    """What the first report must hold, by cell, to take these differences over; the rest of its texts is kept."""
    values: dict[str, Value | None] = {}
    changes: dict[str, list[Difference]] = {}
    for difference in differences:
        if difference.paragraph is None:
            values[difference.cell] = difference.after
        else:
            changes.setdefault(difference.cell, []).append(difference)
    return values | {cell: _rewritten(report.text(cell), made) or None for cell, made in changes.items()}


def _rewritten(text: str, changes: Iterable[Difference]) -> str:
    """The text with the changes made, from its end on, so that the numbers of the paragraphs before stay right."""
    lines = text.splitlines()
    filled = [number for number, line in enumerate(lines) if _words(line)]
    end = len(lines)
    for change in sorted(changes, key=lambda change: change.paragraph or 0)[::-1]:
        number = change.paragraph or 0
        at = filled[number] if number < len(filled) else end
        lines[at : at + (change.before is not None)] = [] if change.after is None else [str(change.after)]
    return "\n".join(lines)


# numbers and heads


def _of_number(one: Report, two: Report, cell: Cell) -> Difference:
    owner = one.edition if cell.id in one.edition.cells else two.edition
    section = owner.section(cell.section)
    number = section.heading.split("、")[0]
    # a column of the table and then a row; the cells of the table of a single row are named by their groups
    name = f"{name_of(cell.column)} {name_of(cell.row)}" if cell.row and cell.row.label and cell.column else cell.name
    return Difference(cell.id, section.short, f"表{number} {name}", one.get(cell.id), two.get(cell.id), cell.kind)


def _of_head(one: Report, two: Report, cell: Cell) -> Difference | None:
    before, after = one.get(cell.id), two.get(cell.id)
    if before is None or after is None or _words(show(before)) == _words(show(after)):
        return None
    return Difference(cell.id, "", cell.name, before, after)


# texts


def _of_text(one: Report, two: Report, cell: str, name: str) -> Iterator[Difference]:
    """The paragraphs that differ. A text that is only broken into paragraphs elsewhere is the same."""
    before, after = one.text(cell), two.text(cell)
    if _words(before) == _words(after):
        return
    paragraphs = _paragraphs(before)
    for number, old, new in _changes(paragraphs, _paragraphs(after)):
        place = _place(name, number, len(paragraphs), old)
        yield Difference(cell, name, place, old, new, paragraph=number)


def _place(name: str, number: int, count: int, old: str | None) -> str:
    if old is None:
        return f"“{name}”{f'第 {number + 1} 段前' if number < count else '最后'}"
    return f"“{name}”第 {number + 1} 段"


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if _words(line)]


def _words(text: str) -> str:
    """What can be seen of a text, without its spaces."""
    return _UNSEEN.sub("", _SPACE.sub("", text)).translate(_STAND_INS)


_Change = tuple[int, str | None, str | None]


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[_Change]:
    """The paragraphs that are changed, gone or new: the number in the first text, old and new words."""
    matcher = SequenceMatcher(None, [_words(p) for p in before], [_words(p) for p in after], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield from _paired(before[i1:i2], after[j1:j2], i1)


def _paired(before: Sequence[str], after: Sequence[str], start: int) -> Iterator[_Change]:
    """Old and new paragraphs between two that stayed: the two that are most alike first, then those around them."""
    alike = _most_alike(before, after)
    if alike is None:
        yield from ((start + n, old, new) for n, (old, new) in enumerate(zip(before, after, strict=False)))
        yield from ((start + n, before[n], None) for n in range(len(after), len(before)))
        yield from ((start + len(before), None, new) for new in after[len(before) :])
        return
    i, j = alike
    yield from _paired(before[:i], after[:j], start)
    yield start + i, before[i], after[j]
    yield from _paired(before[i + 1 :], after[j + 1 :], start + i + 1)


def _most_alike(before: Sequence[str], after: Sequence[str]) -> tuple[int, int] | None:
    """The places of the old and the new paragraph that are most alike; None where their order tells as much."""
    if len(before) == len(after) or not 0 < len(before) * len(after) <= _MOST_PAIRS:
        return None
    likeness = {
        (i, j): SequenceMatcher(None, old, new, autojunk=False).quick_ratio()
        for i, old in enumerate(before)
        for j, new in enumerate(after)
    }
    best = max(likeness, key=lambda pair: likeness[pair])
    return best if likeness[best] > _ALIKE else None


def _told(before: str, after: str) -> str:
    if not before:
        return f"增加了一段：“{_shortened(after)}”"
    if not after:
        return f"被删去（原为“{_shortened(before)}”）"
    start = _shared(before, after)
    end = min(_shared(before[::-1], after[::-1]), len(before) - start, len(after) - start)
    old, new = (_around(text, start, len(text) - end) for text in (before, after))
    return f"被改为“{new}”（原为“{old}”）"


def _shared(one: str, two: str) -> int:
    """How many characters are the same at the beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False)))


def _around(text: str, start: int, end: int) -> str:
    """A part of a paragraph with a few characters on either side of it."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    return f"{'…' if first else ''}{_shortened(text[first:last])}{'…' if last < len(text) else ''}"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 :]}"
