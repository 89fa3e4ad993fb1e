"""A finding: what is wrong, where, and how bad it is."""

from dataclasses import dataclass
from enum import StrEnum

from nianbao.core.report import Report


class Level(StrEnum):
    """强制性 blocks finalising, 核实性 needs a written reason, 提示 informs."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def word(self) -> str:
        return {"error": "强制性", "warning": "核实性", "hint": "提示"}[self.value]


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules look at: this year's report and, where there is one, last year's."""

    report: Report
    last: Report | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. `left` and `right` are the operands of the two sides that should agree, as cell ids.

    `message` is one plain Chinese sentence with the numbers and the difference in it.
    """

    code: str
    level: Level
    left: tuple[str, ...]
    right: tuple[str, ...]
    message: str

    @property
    def cells(self) -> tuple[str, ...]:
        return self.left + self.right

    def same_fault(self, other: "Finding") -> bool:
        """Whether both are of one rule about the same cells, whatever the numbers are."""
        return (self.code, self.left, self.right) == (other.code, other.left, other.right)

    @property
    def target(self) -> str:
        """The cell to show: the single cell that stands against many, else the first."""
        return self.right[0] if len(self.right) == 1 and len(self.left) > 1 else self.cells[0]
