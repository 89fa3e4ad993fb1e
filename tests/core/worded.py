"""Reports of a few sentences, and what the rules of wording find in them."""

from nianbao.core.checks import Finding, check
from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.core.values import Value
from nianbao.files.likeness import likeness

UNIT = "示例县云溪镇人民政府"
YEAR = 2024


def worded(editions: Editions, year: int = YEAR, unit: str = UNIT, **texts: Value) -> Report:
    """A report of nothing but a unit, a year and texts: overview="…", preamble="…"; figures are left blank."""
    form = "2021" if year >= 2021 else "2019"
    cells = {f"texts.{name}": text for name, text in texts.items()}
    return Report(editions, {"edition": form, "year": year, "unit.name": unit, **cells})


def faults(report: Report, code: str, last: Report | None = None) -> list[Finding]:
    return [finding for finding in check(report, last, likeness) if finding.code == code]


def fault(report: Report, code: str, last: Report | None = None) -> Finding:
    (found,) = faults(report, code, last)
    return found


def words(report: Report, finding: Finding) -> list[str]:
    """The words that a finding points at."""
    return [report.text(span.cell)[span.start : span.end] for span in finding.spans]


def mended(report: Report, finding: Finding, cell: str) -> str | None:
    """The text of a cell after the finding's fix."""
    assert finding.fix is not None
    value = finding.fix.values[cell]
    return None if value is None else str(value)
