"""What the checks say of a report, by rule."""

from collections import Counter

from nianbao.core.checks import Finding, check
from nianbao.core.edition import Editions
from nianbao.core.following import propose
from nianbao.core.report import Report
from nianbao.core.values import Value

# the rules on tables and years; what is said of words has its own tests
TABLES = ("C-", "T2-", "T3-", "T4-", "Y-")


def report_of(editions: Editions, form: str, values: dict[str, Value]) -> Report:
    return Report(editions, {"edition": form, **values})


def table_faults(report: Report, last: Report | None = None) -> list[Finding]:
    return [finding for finding in check(report, last) if finding.code.startswith(TABLES)]


def faults(report: Report, code: str, last: Report | None = None) -> list[Finding]:
    return [finding for finding in check(report, last) if finding.code == code]


def fault(report: Report, code: str, last: Report | None = None) -> Finding:
    (finding,) = faults(report, code, last)
    return finding


def blamed(report: Report, last: Report | None = None) -> Counter[str]:
    """How often each rule on tables and years speaks."""
    return Counter(finding.code for finding in table_faults(report, last))


def after(report: Report, finding: Finding) -> Report:
    """The report after the fix that the finding offers."""
    assert finding.fix is not None
    return report.apply(propose(report, finding.fix.text, finding.fix.values))
