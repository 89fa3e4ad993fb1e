"""A report is a map from cell id to value, and a change is the old and the new value of some cells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from nianbao.core.edition import Edition, Editions
from nianbao.core.values import Value

OriginKind = Literal["imported", "carried", "filled"]

# before the id of a cell, for what is kept with the report and never printed: the clerk's remark on it; which words of
# a text are linked to the tables (`core/links.py`), and which of its sentences are last year's (`core/drafts.py`)
NOTE, LINKS, DRAFTS = UNPRINTED = ("note.", "links.", "drafts.")
HIDDEN = (LINKS, DRAFTS)  # of these, what the clerk sees in the text only
# how a change came about; `told` is something that changes no cell, such as 定稿
How = Literal["typed", "pasted", "imported", "filled", "fixed", "carried", "undone", "redone", "restored", "told"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value came from when it was not typed: a file (`source` says which place), last year's report, or a
    step that filled many blanks at once, whose values are still to be confirmed one by one.

    `remark` is what stood in brackets beside the number: 其中修订16件.
    """

    kind: OriginKind
    source: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Old and new value of each cell that changes, None for blank, and likewise origins and reasons.

    `text` says in Chinese what was done; it is what undo and the history show. `how` it was done, for the history.
    """

    text: str
    cells: Mapping[str, tuple[Value | None, Value | None]]
    origins: Mapping[str, tuple[Origin | None, Origin | None]] = field(default_factory=dict)
    reasons: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    how: How = "typed"

    def __bool__(self) -> bool:
        return bool(self.cells or self.origins or self.reasons)

    def inverse(self) -> "Change":
        """The change that undoes this one."""
        return Change(
            self.text,
            {cell: (new, old) for cell, (old, new) in self.cells.items()},
            {cell: (new, old) for cell, (old, new) in self.origins.items()},
            {basis: (new, old) for basis, (old, new) in self.reasons.items()},
            self.how,
        )

    def then(self, later: "Change") -> "Change":
        """This change and a later one as a single step."""
        return Change(
            self.text,
            _joined(self.cells, later.cells),
            _joined(self.origins, later.origins),
            _joined(self.reasons, later.reasons),
            self.how,
        )


def _joined(first: Mapping[str, tuple[T, T]], second: Mapping[str, tuple[T, T]]) -> dict[str, tuple[T, T]]:
    both = {cell: (old, second[cell][1] if cell in second else new) for cell, (old, new) in first.items()}
    both.update((cell, pair) for cell, pair in second.items() if cell not in first)
    return {cell: pair for cell, pair in both.items() if pair[0] != pair[1]}


@dataclass(frozen=True, slots=True)
class Report:
    """The values of one unit's report for one year; blank cells are absent. `editions` is the catalogue of forms.

    Two reports are equal when what is written in them is: the catalogue is the same for all.
    `reasons` are the clerk's words for what a check asks about, under the basis of the finding.
    """

    editions: Editions = field(compare=False)
    values: Mapping[str, Value]
    origins: Mapping[str, Origin] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def edition(self) -> Edition:
        return self.editions[str(self.values["edition"])]

    @property
    def year(self) -> int | None:
        year = self.values.get("year")
        return year if isinstance(year, int) and 0 < year < 10_000 else None  # a calendar has no others

    @property
    def unit(self) -> str:
        return self.text("unit.name")

    def get(self, cell: str) -> Value | None:
        return self.values.get(cell)

    def number(self, cell: str) -> int | None:
        """The value of a cell that holds a count or change; None when it is blank or not a whole number."""
        value = self.values.get(cell)
        return value if isinstance(value, int) else None

    def text(self, cell: str) -> str:
        value = self.values.get(cell)
        return "" if value is None else str(value)

    def blanks(self, cells: Iterable[str]) -> tuple[str, ...]:
        """Those of the cells that are blank, in the order given."""
        return tuple(cell for cell in cells if cell not in self.values)

    def apply(self, change: Change) -> "Report":
        """The report after the change. Raises ValueError when the change was not made for this report's values."""
        return Report(
            self.editions,
            _applied(self.values, change.cells),
            _applied(self.origins, change.origins) if change.origins else self.origins,
            _applied(self.reasons, change.reasons) if change.reasons else self.reasons,
        )


def _applied(values: Mapping[str, T], pairs: Mapping[str, tuple[T | None, T | None]]) -> dict[str, T]:
    after = dict(values)
    for cell, (old, new) in pairs.items():
        if after.get(cell) != old:
            raise ValueError(f"{cell} holds {after.get(cell)!r}, the change expects {old!r}")
        if new is None:
            after.pop(cell, None)
        else:
            after[cell] = new
    return after


def between(before: Report, after: Report, text: str, how: How = "restored") -> Change:
    """The one change that makes the first report the second, with its origins and reasons."""
    return Change(
        text,
        difference(before.values, after.values),
        _pairs(before.origins, after.origins),
        _pairs(before.reasons, after.reasons),
        how,
    )


def _pairs(before: Mapping[str, T], after: Mapping[str, T]) -> dict[str, tuple[T | None, T | None]]:
    names = [*before, *(name for name in after if name not in before)]
    return {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}


def difference(before: Mapping[str, Value], after: Mapping[str, Value]) -> dict[str, tuple[Value | None, Value | None]]:
    """Every cell whose value differs, as (before, after), in a stable order."""
    return _pairs(before, after)
