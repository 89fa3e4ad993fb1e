"""How a rule is written: a generator of faults, decorated with its code and level; its docstring quotes the clause."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType

from nianbao.core.checks.finding import Case, Finding, Level

Fault = tuple[tuple[str, ...], tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `find` yields (left cells, right cells, message) for each fault. `clause` is its docstring."""

    code: str
    level: Level
    find: Callable[[Case], Iterator[Fault]]

    @property
    def clause(self) -> str:
        return self.find.__doc__ or ""

    def findings(self, case: Case) -> Iterator[Finding]:
        for left, right, message in self.find(case):
            yield Finding(self.code, self.level, left, right, message)


def rule(code: str, level: Level) -> Callable[[Callable[[Case], Iterator[Fault]]], Rule]:
    """Make a generator of faults a Rule."""
    return lambda find: Rule(code, level, find)


def rules_of(*modules: ModuleType) -> tuple[Rule, ...]:
    """The rules defined in the modules, in the order in which they stand there."""
    return tuple(value for module in modules for value in vars(module).values() if isinstance(value, Rule))
