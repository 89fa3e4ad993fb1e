"""What a report is checked for: every rule of the official notices and of experience, each with its public code."""

from nianbao.core.checks import appeals, applications, cells, yearly
from nianbao.core.checks.finding import Case, Finding, Level
from nianbao.core.checks.rule import rules_of
from nianbao.core.report import Report

RULES = rules_of(cells, applications, appeals, yearly)


def check(report: Report, last: Report | None = None) -> tuple[Finding, ...]:
    """Every finding of every rule, in the order of the rules. `last` is last year's report, if there is one."""
    case = Case(report, last)
    return tuple(finding for rule in RULES for finding in rule.findings(case))


__all__ = ["RULES", "Case", "Finding", "Level", "check"]
