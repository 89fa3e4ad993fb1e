"""What the texts say, and whether the tables say the same."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from nianbao.core.checks.finding import Case, Span
from nianbao.core.declared import BESIDE
from nianbao.core.grammar.parse import parse
from nianbao.core.grammar.readings import Reading, readings
from nianbao.core.grammar.statements import INTAKES, Statement, Subject
from nianbao.core.grammar.words import DETAILS
from nianbao.core.report import Report

Verdict = Literal["agrees", "unknown", "unusual", "differs"]
TAKEN = ("received", "new", "applications")
POOL = ("received", "carried_in")  # 新收 and 上年结转 together

_FAR = 60  # statements: no paragraph of a report makes so many
_ONE_YUAN = Decimal(1)  # the table holds no more than four places of 万元
_ROUGHLY = Decimal("0.2")  # 约, 余: how far the table may be off
_DONE_OF_NEW = Subject(("total", "-carried_in"))
_PARTLY = ("partly_granted",)
_WHOLES = (*INTAKES, "done", "pool")


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of a text, the cell that the text stands in, and the other statements of its paragraph.

    `shared` are the other counts of the same rows in the paragraph: 新收的予以公开13件……上年结转的予以公开1件.
    """

    cell: str
    paragraph: tuple[Statement, ...]
    place: int
    shared: tuple[Statement, ...] = ()

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
    for cell in (*(section.text for section in report.edition.sections), BESIDE):
        if cell and (text := report.text(cell)):
            yield from _told(cell, text, report.year)


@lru_cache(maxsize=32)
def _told(cell: str, text: str, year: int | None) -> tuple[Told, ...]:
    found: list[Told] = []
    for paragraph in parse(text, year):
        same: dict[tuple[str, str], list[Statement]] = {}
        for statement in paragraph:
            if statement.kind == "count" and statement.digits != (0, 0):
                for row in _rows(statement):
                    same.setdefault(row, []).append(statement)
        for place, statement in enumerate(paragraph):
            others = (
                other for row in _rows(statement) for other in same.get(row, ())[-_FAR:] if other is not statement
            )
            found.append(Told(cell, paragraph, place, tuple({id(other): other for other in others}.values())))
    return tuple(found)


def _rows(statement: Statement) -> list[tuple[str, str]]:
    """The rows that a statement counts: what came in is one, by whatever word; 公开 is 予以公开."""
    column = statement.subject.column
    either = [one for names in statement.subject.others for one in names if "." in one]  # 驳回 is 维持 or 其他
    names = ["intake" if n in TAKEN else "granted" if n == "opened" else n for n in (*statement.subject.names, *either)]
    # a part of 其他处理 or 不予公开 that is told beside the group may be counted in it
    return [(name, column) for name in dict.fromkeys((*names, *(n.partition(".")[0] for n in names if n in DETAILS)))]


def meant(said: Told, report: Report) -> tuple[Reading, ...]:
    """The readings of a statement that the rest of its paragraph leaves open.

    公开5件、部分公开1件: the former are 予以公开 alone. A part is of the rows of its whole: where 受理12件 are those of
    本年新收, 其中自然人9件 are too, unless what was 结转 is told of as well.
    """
    known = readings(report.edition, said.statement.subject)
    if said.statement.name in DETAILS and any(other.name in DETAILS for other in said.shared):
        return readings(report.edition, replace(said.statement.subject, others=()))  # each reason has its own number
    if said.statement.name == "done" and said.whole and said.whole.statement.name == "new":
        return (*known, *readings(report.edition, _DONE_OF_NEW))  # 新收的40件中，办结34件
    if said.statement.name in ("opened", "granted"):
        names = {other.subject.names for other in said.near}
        inside = next((other.aside and not said.statement.aside for other in said.after), False)
        every = said.statement.digits == (0, 0)  # 均予以公开（其中2件部分公开）
        both = (every and inside) or (said.statement.name == "opened" and (inside or ("granted",) in names))
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
    within = apart and apart.family and (apart.whole <= said.place or said.paragraph[apart.whole].name != "done")
    if said.statement.name not in TAKEN or apart is None or within or taken or not apart.value:
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
    if explained := _with_others(said, values, report):
        return explained
    usual = [value for reading, value in values if reading.usual]
    if not any(value is not None for value in usual) or _each_agrees(said.statement, known, report):
        return "unknown", None
    blank = [reading for reading, value in values if reading.usual and value is None]
    if any(said.statement.value >= reading.at_least(report) for reading in blank):
        return "unknown", None
    return "differs", None


def _with_others(
    said: Told, values: list[tuple[Reading, Decimal | None]], report: Report
) -> tuple[Verdict, Reading | None] | None:
    """Whether it agrees together with other counts of the same rows, or is one of the parts of a sum that is told.

    新收的予以公开13件……上年结转的予以公开1件; 窗口收到3件。网站收到4件。共收到7件。
    """
    statement = said.statement
    others = [other for other in said.shared if not other.summed and not _apart(statement, other)]
    alike = [other for other in others if other.subject.names == statement.subject.names]
    sums = [sum((other.value for other in some), statement.value) for some in (others, alike) if some]
    for reading, value in values:
        if value in sums:
            return "agrees", reading
    for total in said.shared:
        of_it = not statement.family and statement.subject.column == total.subject.column
        of_it = of_it and (statement.subject.names == total.subject.names or statement.name in TAKEN)
        if of_it and total.summed and not statement.summed and statement.value < total.value and fitting(total, report):
            return "unknown", None  # whether the parts add up is another rule's question
    return _beside_results(said, values) if statement.name == "done" else None


def _apart(one: Statement, other: Statement) -> bool:
    """Whether both are reasons, each with a row of its own: 本机关不掌握7件，没有现成信息1件."""
    names = {*one.subject.names, *other.subject.names}
    return all(name in DETAILS for name in names) and one.subject.names != other.subject.names


def _beside_results(said: Told, values: list[tuple[Reading, Decimal | None]]) -> tuple[Verdict, Reading | None] | None:
    """答复7件，不予受理4件，内容仍不明确1件, which are 12 together: what was answered stands beside what was not."""
    late = sum((other.value for other in said.near if other.kind == "count" and other.name == "late"), Decimal(0))
    total = said.statement.value + late  # 按期答复4件，延期答复1件
    alike = sum((other.value for other in said.shared if not other.summed), total)
    apart = sum((other.value for other in said.after if other.name == "carried_in" and not other.family), Decimal(0))
    for reading, value in values if late or apart else ():
        if reading.usual and value in (total, alike, total + apart):
            return "agrees", reading  # 办结27件……办结上年结转4件
    for other in said.after:
        if other.kind != "count" or other.family != "results":
            break
        total += other.value
        for reading, value in values:
            if reading.usual and value == total:
                return "agrees", reading
    return None


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
    return off <= (max(statement.grain, _ONE_YUAN) / 2 if rounded else 0)


def _each_agrees(statement: Statement, known: tuple[Reading, ...], report: Report) -> bool:
    """行政复议和行政诉讼2件 may be two of each."""
    names = statement.subject.names
    if len(names) < 2 or len(known) != 1:
        return False
    each = [readings(report.edition, replace(statement.subject, names=(name,))) for name in names]
    return all(statement.value in [reading.value(report) for reading in alone] for alone in each)
