"""What a document holds beside this year's report: last year's, every change, named states, exported files, seal."""

import datetime
from dataclasses import dataclass, field, replace
from typing import get_args

from nianbao.core.edition import Editions
from nianbao.core.report import Change, Origin, OriginKind, Report
from nianbao.files.entries import Entry, Pair, Past, joined
from nianbao.files.packing import clean, pack, stored, text_of, type_of, unpack, value_of

__all__ = ["OPENED", "ORIGINS", "Document", "Entry", "Exported", "Pair", "Past", "State"]

MOST_WEIGHT = 1000  # of the entries that are kept one by one: what is older is packed
PACKED_AT_ONCE = 250  # entries
MOST_PAST = 250_000  # bytes of packed history
MOST_STATES = 30
MOST_OF_STATES = 1_000_000  # bytes of them together, but for the latest
LEAST_STATES = 4  # however large
MOST_EXPORTS = 30

ORIGINS = get_args(OriginKind)
OPENED = "打开时"  # the state that is kept by itself each time, and so the first to go


@dataclass(frozen=True, slots=True)
class State:
    """The report as it was at a moment that the clerk may want to go back to: opened, imported, exported, sealed."""

    at: str
    name: str
    packed: bytes = field(repr=False)

    @classmethod
    def of(cls, at: str, name: str, report: Report) -> "State":
        values = {cell: [type_of(value), stored(value)] for cell, value in sorted(report.values.items())}
        origins = {cell: [o.kind, clean(o.source), clean(o.remark)] for cell, o in sorted(report.origins.items())}
        reasons = {clean(basis): clean(words) for basis, words in sorted(report.reasons.items())}
        return cls(at, name, pack({"values": values, "origins": origins, "reasons": reasons}))

    def report(self, editions: Editions) -> Report:
        """The report. Raises one of `packing.BROKEN` when the state is damaged."""
        whole = unpack(self.packed)
        values = {cell: value_of(kind, kept) for cell, (kind, kept) in whole["values"].items()}
        if values["edition"] not in editions:
            raise ValueError("an edition that is not known")
        origins = {
            cell: Origin(kind, text_of(source), text_of(remark))
            for cell, (kind, source, remark) in whole["origins"].items()
            if kind in ORIGINS
        }
        return Report(editions, values, origins, {basis: text_of(words) for basis, words in whole["reasons"].items()})


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was handed out: when, its name, the SHA-256 of its bytes and that of what was in the report."""

    at: str
    name: str
    digest: str
    content: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """What a document file holds. `sealed` is the time of 定稿, empty while the report may be edited.

    The history is bounded: `history` are its latest entries, `past` those before them in pieces, and `forgotten`
    counts the oldest, which were let go.
    """

    report: Report
    base: Report | None = None
    history: tuple[Entry, ...] = ()
    sealed: str = ""
    states: tuple[State, ...] = ()
    exports: tuple[Exported, ...] = ()
    past: tuple[Past, ...] = ()
    forgotten: int = 0

    @property
    def count(self) -> int:
        """How many entries the history has."""
        return sum(piece.count for piece in self.past) + len(self.history)

    def whole_history(self) -> tuple[Entry, ...]:
        """Every entry that is kept, oldest first. Raises what `Past.entries` raises."""
        return (*(entry for piece in self.past for entry in piece.entries()), *self.history)

    def after(self, report: Report, change: Change, at: datetime.datetime) -> "Document":
        """The document once a change has been made to its report; the change joins the history."""
        return self.with_changes(report, (change,), at)

    def with_changes(self, report: Report, changes: tuple[Change, ...], at: datetime.datetime) -> "Document":
        """The document with a newer report and the changes that led to it; words typed on and on are one entry."""
        entries = list(self.history)
        for change in changes:
            longer = joined(entries[-1] if entries else None, change, at)
            entries[-1 if longer else len(entries) :] = [longer or Entry.of(change, _time(at))]
        return replace(self, report=report)._with_history(entries)

    def _with_history(self, entries: list[Entry]) -> "Document":
        """The document with these latest entries; when they are heavy, the oldest of them are packed."""
        past = list(self.past)
        while len(entries) > 1 and sum(entry.weight for entry in entries) > MOST_WEIGHT:
            number = min(PACKED_AT_ONCE, len(entries) // 2)
            past.append(Past.of(entries[:number]))
            del entries[:number]
        forgotten = self.forgotten
        while len(past) > 1 and sum(len(piece.packed) for piece in past) > MOST_PAST:
            forgotten += past.pop(0).count
        return replace(self, history=tuple(entries), past=tuple(past), forgotten=forgotten)

    def noted(self, text: str, at: datetime.datetime) -> "Document":
        """The document whose history tells of something that changed no cell: 定稿."""
        return self.with_changes(self.report, (Change(text, {}, how="told"),), at)

    def with_state(self, name: str, at: datetime.datetime, report: Report | None = None) -> "Document":
        """The document with a report, or its present one, kept as a named state; none is kept twice in a row.

        When there are too many, or they are too large, the oldest that was kept by itself goes.
        """
        state = State.of(_time(at), name, report or self.report)
        if self.states and (self.states[-1].name, self.states[-1].packed) == (name, state.packed):
            return self
        states = [*self.states, state]
        while len(states) > MOST_STATES or _are_heavy(states):
            states.remove(next((kept for kept in states[:-1] if kept.name == OPENED), states[0]))
        return replace(self, states=tuple(states))

    def with_export(self, name: str, digest: str, content: str, at: datetime.datetime) -> "Document":
        """The document that remembers a file handed out."""
        exported = Exported(_time(at), name, digest, content)
        return replace(self, exports=(*self.exports, exported)[-MOST_EXPORTS:])


def _are_heavy(states: list[State]) -> bool:
    return len(states) > LEAST_STATES and sum(len(kept.packed) for kept in states) > MOST_OF_STATES


def _time(at: datetime.datetime) -> str:
    return at.isoformat(timespec="seconds")
