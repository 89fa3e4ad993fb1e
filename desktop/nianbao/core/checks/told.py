"""What the texts say, and whether the tables say the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from nianbao.core.checks.finding import Case, Span
from nianbao.core.grammar.parse import parse
from nianbao.core.grammar.readings import Reading, readings
from nianbao.core.grammar.statements import INTAKES, Statement
from nianbao.core.report import Report

Verdict = Literal["agrees", "unknown", "unusual", "differs"]
TAKEN = ("received", "new", "applications")
POOL = ("received", "carried_in")  # 新收 and 上年结转 together

_FAR = 60  # statements: no paragraph of a report makes so many
_ROUGHLY = Decimal("0.2")  # 约, 余: how far the table may be off
_PARTLY = ("partly_granted",)
_WHOLES = (*INTAKES, "done", "pool")


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of a text, the cell that the text stands in, and the other statements of its paragraph.

    `in_all` is the sum of the counts of these rows in the paragraph where there are several: 新收的予以公开13件……
    上年结转的予以公开1件.
    """

    cell: str
    paragraph: tuple[Statement, ...]
    place: int
    in_all: Decimal | None = None

    @property
    def statement(self) -> Statement:
        return self.paragraph[self.place]

    @property
    def whole(self) -> "Told | None":
        place = self.statement.whole
        return Told(self.cell, self.paragraph, place) if place >= 0 else None

    @property
    def before(self) -> tuple[Statement, ...]:
        """The statements before it in the paragraph; of a very long one, the last of them."""
        return self.paragraph[max(self.place - _FAR, 0) : self.place]

    @property
    def after(self) -> tuple[Statement, ...]:
        """The statements behind it in the paragraph; of a very long one, the first of them."""
        return self.paragraph[self.place + 1 : self.place + 1 + _FAR]

    @property
    def near(self) -> tuple[Statement, ...]:
        """The paragraph, itself included."""
        return (*self.before, self.statement, *self.after)

    @property
    def span(self) -> Span:
        return Span(self.cell, self.statement.start, self.statement.end)


def told(case: Case) -> Iterator[Told]:
    """Every statement of the texts of the report, in order."""
    report = case.report
    for section in report.edition.sections:
        if section.text and (text := report.text(section.text)):
            yield from _told(section.text, text, report.year)


@lru_cache(maxsize=32)
def _told(cell: str, text: str, year: int | None) -> tuple[Told, ...]:
    found: list[Told] = []
    for paragraph in parse(text, year):
        counts: dict[tuple[tuple[str, ...], str], list[Decimal]] = {}
        for statement in paragraph:
            if statement.kind == "count" and statement.digits != (0, 0):
                counts.setdefault(_rows(statement), []).append(statement.value)
        sums = {rows: sum(values, Decimal(0)) for rows, values in counts.items() if len(values) > 1}
        found += (Told(cell, paragraph, place, sums.get(_rows(s))) for place, s in enumerate(paragraph))
    return tuple(found)


def _rows(statement: Statement) -> tuple[tuple[str, ...], str]:
    return statement.subject.names, statement.subject.column


def meant(said: Told, report: Report) -> tuple[Reading, ...]:
    """The readings of a statement that the rest of its paragraph leaves open.

    公开5件、部分公开1件: the former are 予以公开 alone. A part is of the rows of its whole: where 受理12件 are those of
    本年新收, 其中自然人9件 are too, unless what was 结转 is told of as well.
    """
    known = readings(report.edition, said.statement.subject)
    if said.statement.name in ("opened", "granted"):
        names = {other.subject.names for other in said.near}
        inside = next((other.aside and not said.statement.aside for other in said.after), False)
        both = said.statement.name == "opened" and (inside or ("granted",) in names)  # 公开41件（其中部分公开11件）
        if _PARTLY in names and not both and len(said.statement.subject.names) == 1:
            return tuple(reading for reading in known if reading.rows == ("granted",))
    if said.whole is None or said.statement.family != "applicants":
        return known
    rows = _rows_told(said, said.whole, report)
    return tuple(reading for reading in known if reading.rows in rows) or known


def _rows_told(said: Told, whole: Told, report: Report) -> set[tuple[str, ...]]:
    """The rows that a part may be of: those of its whole, or of all that the paragraph counts if it stands apart."""
    counts = [other for other in said.near if other.kind == "count" and other.name in _WHOLES]
    taken = [whole.statement] if said.statement.attached else counts
    rows = {reading.rows for one in taken for reading in fitting(one, report)}
    carried = any(s.kind == "count" and s.value and s.name in ("carried_in", "pool") for s in said.before)
    if rows and carried:
        rows |= {POOL, ("received",)} if brought_apart(whole) else {POOL}
    return rows


def fitting(statement: Statement, report: Report) -> list[Reading]:
    """The usual readings with which a count agrees."""
    known = readings(report.edition, statement.subject)
    values = [(reading, reading.value(report)) for reading in known if reading.usual]
    return [reading for reading, value in values if value is not None and agrees(statement, value)]


def brought_apart(said: Told) -> Statement | None:
    """What was 结转, where it is told of beside what came in: 收到8件，上年结转1件, not 收到8件（含上年结转1件）."""
    counts = [other for other in said.after if other.kind == "count"]
    apart = next((other for other in counts if other.name == "carried_in"), None)
    taken = any(other.name in ("received", "new") for other in counts)
    if said.statement.name not in TAKEN or apart is None or apart.family or taken or not apart.value:
        return None
    return None if any(other.name == "carried_in" for other in said.before) else apart


def verdict(said: Told, report: Report) -> tuple[Verdict, Reading | None]:
    """Whether a count agrees with a reading of it, and with which."""
    if _is_one_of_several(said, report):
        return "unknown", None
    known = meant(said, report)
    values = [(reading, reading.value(report)) for reading in known]
    for reading, value in values:
        if value is not None and agrees(said.statement, value):
            return ("agrees" if reading.usual else "unusual"), reading
    for reading, value in values:
        if value is not None and value == said.in_all:
            return "agrees", reading
    usual = [value for reading, value in values if reading.usual]
    if not any(value is not None for value in usual) or _each_agrees(said.statement, known, report):
        return "unknown", None
    blank = [reading for reading, value in values if reading.usual and value is None]
    if any(said.statement.value >= reading.at_least(report) for reading in blank):
        return "unknown", None
    return "differs", None


def _is_one_of_several(said: Told, report: Report) -> bool:
    """共办理回复6件，其中5件按期答复: what is a part of all that was answered is no second number of that."""
    whole = said.whole
    if whole is None or not said.statement.attached or said.statement.name != "done":
        return False
    answered = whole.statement.name in ("done", "handled", "taken_and_done")
    return answered and any(reading.rows == ("total",) for reading in fitting(whole.statement, report))


def agrees(statement: Statement, value: Decimal) -> bool:
    """Whether the number is the value: a rough one nearly; money and 1.2万件 to the last place that is written."""
    off = abs(statement.value - value)
    if statement.rough:
        return off <= _ROUGHLY * max(statement.value, value)
    rounded = statement.unit == "元" or statement.grain > 1
    return off <= (statement.grain / 2 if rounded else 0)


def _each_agrees(statement: Statement, known: tuple[Reading, ...], report: Report) -> bool:
    """行政复议和行政诉讼2件 may be two of each."""
    if len(statement.subject.names) < 2 or len(known) != 1:
        return False
    return all(report.get(cell) == statement.value for cell in known[0].cells)
