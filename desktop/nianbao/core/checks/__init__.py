"""What a report is checked for: every rule of the official notices and of experience, each with its public code."""

from nianbao.core.checks import appeals, applications, cells, proactive, texts, yearly
from nianbao.core.checks.finding import Case, Finding, Fix, Level, Likeness, Span, only_equal
from nianbao.core.checks.rule import rules_of
from nianbao.core.checks.wording import (
    citations,
    contacts,
    contents,
    copies,
    form,
    leftovers,
    names,
    style,
    years,
)
from nianbao.core.report import Report

WORDING = (form, years, citations, leftovers, contents, copies, names, style, contacts)
RULES = rules_of(cells, proactive, applications, appeals, yearly, texts, *WORDING)


def check(report: Report, last: Report | None = None, likeness: Likeness = only_equal) -> tuple[Finding, ...]:
    """Every finding of every rule, in the order of the rules. `last` is last year's report, if there is one.

    `likeness` says how alike two sentences are, 0 to 1: what W-08 measures copied sentences with.
    """
    case = Case(report, last, likeness)
    return tuple(finding for rule in RULES for finding in rule.findings(case))


__all__ = ["RULES", "Case", "Finding", "Fix", "Level", "Span", "check"]
