"""What a report is checked for: every rule of the official notices and of experience, each with its public code.

The rules are loaded when they are first asked for: that takes as long as to open a report.
"""

from typing import TYPE_CHECKING

from nianbao.core.checks.finding import Case, Finding, Fix, Level, Likeness, Span, only_equal
from nianbao.core.report import Report

if TYPE_CHECKING:
    from nianbao.core.checks.catalogue import RULES


def check(report: Report, last: Report | None = None, likeness: Likeness = only_equal) -> tuple[Finding, ...]:
    """Every finding of every rule, in the order of the rules. `last` is last year's report, if there is one.

    `likeness` says how alike two sentences are, 0 to 1: what W-08 measures copied sentences with.
    """
    from nianbao.core.checks.catalogue import RULES

    case = Case(report, last, likeness)
    return tuple(finding for rule in RULES for finding in rule.findings(case))


def __getattr__(name: str) -> object:
    if name == "RULES":
        from nianbao.core.checks.catalogue import RULES

        return RULES
    raise AttributeError(name)


__all__ = ["RULES", "Case", "Finding", "Fix", "Level", "Span", "check"]
