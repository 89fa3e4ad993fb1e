"""The lines of a document's history: when, what, how, and each cell's old and new value; older ones packed together."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from nianbao.core.report import Change, How
from nianbao.core.values import Value
from nianbao.files.packing import pack, stored, text_of, type_of, unpack, value_or_blank

Pair = tuple[Value | None, Value | None]
Words = tuple[str | None, str | None]

WAYS = get_args(How)
JOINED_SECONDS = 60  # words typed on in the same text within this time are one entry
LONGEST_WHOLE = 80  # letters of an old and a new text together; of longer ones only what differs is kept
AROUND = 10  # letters kept on either side of what differs


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history: when (local time, ISO 8601), what was done and how, old and new value of each cell.

    Of a long text only the part that differs is kept, with a few letters around it; `starts` says at which letter of
    the text it begins. `reasons` are the clerk's words to a check, by the basis of the finding.
    """

    at: str
    text: str
    cells: Mapping[str, Pair]
    how: How = "typed"
    starts: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, Words] = field(default_factory=dict)

    @classmethod
    def of(cls, change: Change, at: str) -> "Entry":
        """The entry of a change."""
        cells: dict[str, Pair] = {}
        starts: dict[str, int] = {}
        for cell, (old, new) in change.cells.items():
            if isinstance(old, str) and isinstance(new, str) and len(old) + len(new) > LONGEST_WHOLE:
                starts[cell], *parts = _excerpt(old, new)
                cells[cell] = (parts[0], parts[1])
            else:
                cells[cell] = (old, new)
        return cls(at, change.text, cells, change.how, starts, change.reasons)

    def before(self, cell: str, after: Value | None) -> Value | None:
        """What the cell held before this entry, when it held `after` behind it."""
        return self._turned(cell, after, back=True)

    def after(self, cell: str, before: Value | None) -> Value | None:
        """What the cell held behind this entry, when it held `before` before it."""
        return self._turned(cell, before, back=False)

    def _turned(self, cell: str, value: Value | None, *, back: bool) -> Value | None:
        if cell not in self.cells:
            return value
        gone, come = self.cells[cell][::-1] if back else self.cells[cell]
        if cell not in self.starts:
            return come
        start, text = self.starts[cell], str(value)
        return f"{text[:start]}{come}{text[start + len(str(gone)) :]}"

    @property
    def weight(self) -> int:
        """How much room the entry takes, in cells: twenty letters count as one."""
        letters = sum(len(value) for pair in self.cells.values() for value in pair if isinstance(value, str))
        return 1 + len(self.cells) + len(self.reasons) + letters // 20


def joined(last: Entry | None, change: Change, at: datetime.datetime) -> Entry | None:
    """The last entry and a change as one, when the change goes on typing the same text; None otherwise."""
    if last is None or (last.text, last.how) != (change.text, change.how) or last.reasons or change.reasons:
        return None
    typing = any(isinstance(value, str) for pair in change.cells.values() for value in pair)
    if not typing or last.cells.keys() != change.cells.keys() or not _is_soon(last.at, at):
        return None
    cells = {cell: (last.before(cell, old), new) for cell, (old, new) in change.cells.items()}
    return Entry.of(Change(change.text, cells, how=change.how), at.isoformat(timespec="seconds"))


def _is_soon(last: str, at: datetime.datetime) -> bool:
    """Whether a time follows another at once; a clock that was set back says no."""
    try:
        return 0 <= (at - datetime.datetime.fromisoformat(last)).total_seconds() <= JOINED_SECONDS
    except (TypeError, ValueError):  # a time that another program wrote
        return False


def _excerpt(old: str, new: str) -> tuple[int, str, str]:
    """Where two texts begin to differ, less a few letters, and both from there to a few letters behind it."""
    shorter = min(len(old), len(new))
    start = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    same = next((i for i in range(shorter - start) if old[-1 - i] != new[-1 - i]), shorter - start)
    start, same = max(0, start - AROUND), max(0, same - AROUND)
    return start, old[start : len(old) - same], new[start : len(new) - same]


@dataclass(frozen=True, slots=True)
class Past:
    """Older entries in one piece: how many, from when to when, and themselves as JSON under zlib."""

    count: int
    first: str
    last: str
    packed: bytes = field(repr=False)

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> "Past":
        """At least one entry, oldest first."""
        return cls(len(entries), entries[0].at, entries[-1].at, pack([_plain(entry) for entry in entries]))

    def entries(self) -> tuple[Entry, ...]:
        """Them again. Raises one of `packing.BROKEN` when the piece is damaged."""
        return tuple(_entry(*plain) for plain in unpack(self.packed))


def _plain(entry: Entry) -> list[Any]:
    cells = [
        [cell, type_of(old), stored(old), type_of(new), stored(new), entry.starts.get(cell, -1)]
        for cell, (old, new) in entry.cells.items()
    ]
    return [entry.at, entry.how, entry.text, cells, [[basis, *words] for basis, words in entry.reasons.items()]]


def _entry(at: object, how: object, text: object, cells: list[list[Any]], reasons: list[list[Any]]) -> Entry:
    return made(
        (text_of(at), text_of(how), text_of(text)),
        [tuple(row) for row in cells],
        [tuple(row) for row in reasons],
    )


def made(head: tuple[str, str, str], cells: Sequence[tuple[Any, ...]], reasons: Sequence[tuple[Any, ...]]) -> Entry:
    """An entry from when, how and what; rows of cell, old type, old, new type, new, start; rows of basis, old, new.

    Raises TypeError, ValueError or ArithmeticError when something cannot be in an entry.
    """
    at, how, text = head
    pairs: dict[str, Pair] = {}
    starts: dict[str, int] = {}
    for cell, old_type, old, new_type, new, start in cells:
        pairs[text_of(cell)] = (value_or_blank(old_type, old), value_or_blank(new_type, new))
        if start >= 0:
            starts[cell] = int(start)
    words = {text_of(basis): (_words(old), _words(new)) for basis, old, new in reasons}
    return Entry(at, text, pairs, how if how in WAYS else "typed", starts, words)  # type: ignore[arg-type]


def _words(kept: object) -> str | None:
    return None if kept is None else text_of(kept)
