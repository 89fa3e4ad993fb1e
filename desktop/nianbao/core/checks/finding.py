"""A finding: what is wrong, where, how bad it is, and what would mend it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from nianbao.core.report import Report
from nianbao.core.values import Value

Likeness = Callable[[str, str], float]


class Level(StrEnum):
    """强制性 blocks finalising, 核实性 needs a written reason, 提示 informs."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def word(self) -> str:
        return {"error": "强制性", "warning": "核实性", "hint": "提示"}[self.value]


@dataclass(frozen=True, slots=True)
class Span:
    """The characters from `start` to `end` of the text in a cell, counted as Python counts them."""

    cell: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fix:
    """What mends a fault in one undoable step. `text` names the step on its button and in the undo menu."""

    text: str
    values: Mapping[str, Value | None]


def only_equal(one: str, other: str) -> float:
    """The plainest likeness: 1 for equal sentences, 0 for all others."""
    return float(one == other)


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules look at: this year's report and, where there is one, last year's.

    `likeness` says how alike two sentences are, 0 to 1; the program passes that of a library.
    """

    report: Report
    last: Report | None = None
    likeness: Likeness = only_equal


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. `left` and `right` are the operands of the two sides that should agree, as cell ids.

    `message` is one plain Chinese sentence with the numbers and the difference in it, `spans` the words it speaks of.
    `basis` stands for all that the finding rests on: a reason is kept under it, so that it holds while the values do
    and no longer. Only an `excusable` finding takes a reason. `last` are the cells of last year's report that it
    compares with, where they are others than its own cells.
    """

    code: str
    level: Level
    left: tuple[str, ...]
    right: tuple[str, ...]
    message: str
    spans: tuple[Span, ...] = ()
    fix: Fix | None = field(default=None, hash=False)
    excusable: bool = False
    basis: str = ""
    last: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        return self.left + self.right

    def same_fault(self, other: "Finding") -> bool:
        """Whether both are of one rule about the same cells, whatever the numbers are."""
        return (self.code, self.left, self.right, len(self.spans)) == (
            other.code,
            other.left,
            other.right,
            len(other.spans),
        )

    @property
    def target(self) -> str:
        """The cell to show: the text that is blamed, else the single cell that stands against many, else the first."""
        if self.spans:
            return self.spans[0].cell
        return self.right[0] if len(self.right) == 1 and len(self.left) > 1 else self.cells[0]

    def blocks(self, report: Report) -> bool:
        """Whether the report cannot be finalised while this stands: 强制性 unless excused, 核实性 without a reason."""
        if self.level is Level.HINT:
            return False
        return not (self.excusable and self.basis in report.reasons)
