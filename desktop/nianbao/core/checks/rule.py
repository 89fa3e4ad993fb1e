"""How a rule is written: a generator of faults, decorated with its code and level; its docstring quotes the clause."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType

from nianbao.core.checks.finding import Case, Finding, Fix, Level, Span
from nianbao.core.report import Report


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule has found: the cells of both sides, the message, the words in the texts and what would mend it.

    `level` is given where it is another than the rule's own: a phrase that may mean something else is 核实性.
    `last` are the cells of last year's report that the fault speaks of, where they are others than its own cells.
    `about` is what else a reason must hold for: what is missing can be pointed at neither by cells nor by words.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    message: str
    spans: tuple[Span, ...] = ()
    fix: Fix | None = None
    level: Level | None = None
    last: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `find` yields the faults. `clause` is its docstring.

    A 核实性 finding takes a reason; a 强制性 one only where the rule says so (`excusable`).
    """

    code: str
    level: Level
    find: Callable[[Case], Iterator[Fault]]
    excusable: bool = False

    @property
    def clause(self) -> str:
        return self.find.__doc__ or ""

    def findings(self, case: Case) -> Iterator[Finding]:
        for fault in self.find(case):
            level = fault.level or self.level
            excusable = level is Level.WARNING or (self.excusable and level is Level.ERROR)
            basis = _basis(self.code, fault, case) if excusable else ""
            yield Finding(
                self.code,
                level,
                fault.left,
                fault.right,
                fault.message,
                fault.spans,
                fault.fix,
                excusable,
                basis,
                fault.last,
            )


def _basis(code: str, fault: Fault, case: Case) -> str:
    """The code with every number that the fault speaks of, last year's too, and the words that it points at."""
    cells = (*fault.left, *fault.right)
    parts = [f"{cell}={_said(case.report, cell)}/{_said(case.last, cell)}" for cell in cells if _counts(cell, case)]
    before = [f"{cell}={_said(case.last, cell)}" for cell in fault.last]
    words = [case.report.text(span.cell)[span.start : span.end] for span in fault.spans]
    return " ".join([code, *parts, *before, *words, *([fault.about] if fault.about else [])])


def _counts(cell: str, case: Case) -> bool:
    """Texts count by their words alone: a letter changed elsewhere in the section changes nothing."""
    known = case.report.edition.cells.get(cell)
    return known is not None and known.kind != "text"


def _said(report: Report | None, cell: str) -> str:
    return "" if report is None else report.text(cell)


def rule(code: str, level: Level, *, excusable: bool = False) -> Callable[[Callable[[Case], Iterator[Fault]]], Rule]:
    """Make a generator of faults a Rule."""
    return lambda find: Rule(code, level, find, excusable)


def rules_of(*modules: ModuleType) -> tuple[Rule, ...]:
    """The rules defined in the modules, in the order in which they stand there."""
    return tuple(value for module in modules for value in vars(module).values() if isinstance(value, Rule))
