"""Last year's written reasons, found again at the finding that they would speak of this year; taken over by nobody."""

import re

from nianbao.core.checks.finding import Finding
from nianbao.core.report import Report

_VALUE = re.compile(r"(?P<cell>[\w.]+)=(?P<value>[^\s/]*)(?P<before>/\S*)?")
_NUMBER = re.compile(r"\d+")


def reason_before(finding: Finding, last: Report | None) -> str:
    """What was written last year about the same fault: the same rule, cells and words, whatever the numbers are.

    Empty when there is nothing, or only for numbers that the report did not end with: a reason stays in the file when
    its numbers change, and holds no longer.
    """
    if last is None or not last.reasons or not (finding.excusable and finding.basis):
        return ""
    fault = _fault(finding.basis)
    found = [words for basis, words in last.reasons.items() if _fault(basis) == fault and _held(basis, last)]
    return "；".join(dict.fromkeys(found))


def _fault(basis: str) -> str:
    """The basis without its numbers: rule, cells and words."""
    return _NUMBER.sub("", _VALUE.sub(lambda match: match["cell"], basis))


def _held(basis: str, report: Report) -> bool:
    """Whether the numbers of the basis are those of the report; the year before is told behind a stroke."""
    return all(match["value"] == report.text(match["cell"]) for match in _VALUE.finditer(basis) if match["before"])
