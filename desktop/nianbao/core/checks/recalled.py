"""What a text tells of last year, held against last year's report."""

from decimal import Decimal

from nianbao.core.checks.agreement import is_loose, opening
from nianbao.core.checks.finding import Case, Level
from nianbao.core.checks.lastyear import year_before
from nianbao.core.checks.rule import Fault
from nianbao.core.checks.told import Told, agrees
from nianbao.core.grammar.readings import readings
from nianbao.core.values import show


def recalled(said: Told, case: Case) -> Fault | None:
    """上年收到44件, where last year's report has another number: asked about, for it may count otherwise."""
    last, statement = year_before(case), said.statement
    if last is None or is_loose(said, case.report):
        return None
    known = [(reading, reading.value(last)) for reading in readings(last.edition, statement.subject)]
    values = [(reading, value) for reading, value in known if value is not None]
    if not values or any(agrees(statement, value) for _, value in values):
        return None
    reading, value = min(values, key=lambda pair: abs(pair[1] - statement.value))
    apart = show(abs(value - statement.value).normalize() + Decimal(0))
    words = (
        f"{opening(said, case.report)}，去年的报告中{reading.words}为 {show(value)}，相差 {apart}，"
        "请核对是不是同一口径。"
    )
    return Fault((), (said.cell,), words, (said.span,), level=Level.WARNING, last=reading.cells)
