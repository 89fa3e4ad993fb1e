"""How the statements of a text are held against the tables, and what is said where they disagree."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from nianbao.core.checks.finding import Case, Fix, Level, Span
from nianbao.core.checks.rule import Fault
from nianbao.core.checks.units import kind_of
from nianbao.core.edition import Edition
from nianbao.core.grammar.parse import parse
from nianbao.core.grammar.readings import YUAN, Reading, readings
from nianbao.core.grammar.statements import INTAKES, Statement
from nianbao.core.report import Report
from nianbao.core.values import show

Verdict = Literal["agrees", "unknown", "unusual", "differs"]

_LONGEST_QUOTE = 30
_INNER = str.maketrans("“”", "‘’")  # quotation marks within quotation marks
_ROUGHLY = Decimal("0.2")  # 约, 余: how far the table may be off
_PLURAL = ("各", "全")
_OFFICES = ("办", "办公室", "办公厅", "本级")
_PARTLY = ("partly_granted",)
_WHOLES = (*INTAKES, "done", "pool")
_TAKEN = ("received", "new", "applications")
_POOL = ("received", "carried_in")  # 新收 and 上年结转 together


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of a text, the cell that the text stands in, and the other statements of its paragraph.

    `in_all` is the sum of the counts of these rows in the paragraph where there are several: 新收的予以公开13件……
    上年结转的予以公开1件.
    """

    cell: str
    statement: Statement
    paragraph: tuple[Statement, ...]
    in_all: Decimal | None = None

    @property
    def whole(self) -> "Told | None":
        place = self.statement.whole
        return Told(self.cell, self.paragraph[place], self.paragraph) if place >= 0 else None

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
        for statement in paragraph:
            values = counts.get(_rows(statement), ())
            in_all = sum(values, Decimal(0)) if len(values) > 1 else None
            found.append(Told(cell, statement, paragraph, in_all))
    return tuple(found)


def _rows(statement: Statement) -> tuple[tuple[str, ...], str]:
    return statement.subject.names, statement.subject.column


def meant(said: Told, report: Report) -> tuple[Reading, ...]:
    """The readings of a statement that the rest of its paragraph leaves open.

    公开5件、部分公开1件: the former are 予以公开 alone. A part is of the rows of its whole: where 受理12件 are those of
    本年新收, 其中自然人9件 are too, unless what was 结转 is told of as well.
    """
    known = readings(report.edition, said.statement.subject)
    counted = {other.subject.names for other in said.paragraph if other.kind == "count"}
    if said.statement.name in ("opened", "granted") and _PARTLY in counted:
        return tuple(reading for reading in known if reading.rows == ("granted",))
    if said.whole is None or said.statement.family != "applicants":
        return known
    rows = _rows_told(said, said.whole, report)
    return tuple(reading for reading in known if reading.rows in rows) or known


def _rows_told(said: Told, whole: Told, report: Report) -> set[tuple[str, ...]]:
    """The rows that a part may be of: those of its whole, or of all that the paragraph counts if it stands apart."""
    counts = [Told(said.cell, other, said.paragraph) for other in said.paragraph if other.kind == "count"]
    taken = [whole] if said.statement.attached else [c for c in counts if c.statement.name in _WHOLES]
    rows = {reading.rows for one in taken for reading in fitting(one, report)}
    place = said.paragraph.index(said.statement)
    before = [other for other in said.paragraph[:place] if other.kind == "count" and other.value]
    if rows and any(other.name in ("carried_in", "pool") for other in before):
        rows |= {_POOL, ("received",)} if _brought_apart(whole) else {_POOL}
    return rows


def fitting(said: Told, report: Report) -> list[Reading]:
    """The usual readings with which a count agrees."""
    known = readings(report.edition, said.statement.subject)
    values = [(reading, reading.value(report)) for reading in known if reading.usual]
    return [reading for reading, value in values if value is not None and agrees(said.statement, value)]


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
        if reading.usual and value is not None and value == said.in_all:
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
    return answered and any(reading.rows == ("total",) for reading in fitting(whole, report))


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


def fault(said: Told, case: Case) -> Fault | None:
    """What is wrong with a count, or None."""
    judged, reading = verdict(said, case.report)
    if judged == "agrees" and reading and reading.rows == _POOL and (twice := _brought_apart(said)):
        return _counted_twice(said, twice, case)
    if judged in ("agrees", "unknown"):
        return None
    statement = said.statement
    usual = _usual(said, case.report)
    nearest = min(usual, key=lambda pair: abs(pair[1] - statement.value))
    doubt = "" if judged == "unusual" else _doubt(said, case, max(value for _, value in usual))
    if doubt is None:
        return None
    cells = tuple(dict.fromkeys(cell for known, _ in usual for cell in known.cells))
    told_as = f"{opening(said, case.report.edition)}，{_tables(usual, statement)}"
    apart = f"相差 {_shown(abs(nearest[1] - statement.value), statement)}"
    if judged == "unusual" and reading:
        words = f"{told_as}，{apart}；按{reading.words}是 {_shown(statement.value, statement)}，请核对是不是这个意思。"
    else:
        words = f"{told_as}，{apart}{'。' if not doubt else f'；{doubt}'}"
    level = None if judged == "differs" and not doubt else Level.WARNING
    fix = _fix(said, usual, case.report) if level is None else None
    return Fault(cells, (said.cell,), words, (said.span,), fix, level)


def _usual(said: Told, report: Report) -> list[tuple[Reading, Decimal]]:
    pairs = [(reading, reading.value(report)) for reading in meant(said, report) if reading.usual]
    return [(reading, value) for reading, value in pairs if value is not None]


def _brought_apart(said: Told) -> Statement | None:
    """What was 结转, where it is told of beside what came in: 收到8件，上年结转1件, not 收到8件（含上年结转1件）."""
    place = said.paragraph.index(said.statement)
    later = said.paragraph[place + 1 :]
    apart = next((other for other in later if other.name == "carried_in" and other.kind == "count"), None)
    taken = any(other.name in ("received", "new") for other in later if other.kind == "count")
    if said.statement.name not in _TAKEN or apart is None or apart.family or taken or not apart.value:
        return None
    return None if any(other.name == "carried_in" for other in said.paragraph[:place]) else apart


def _counted_twice(said: Told, brought: Statement, case: Case) -> Fault | None:
    """收到8件，上年结转1件, where 8 are both together."""
    if said.statement.value != said.statement.value.to_integral_value() or is_loose(said, case.report):
        return None
    usual = {reading.rows: value for reading, value in _usual(said, case.report)}
    new = usual.get(("received",))
    if new is None:
        return None
    written, twice = _shown(said.statement.value, said.statement), _shown(brought.value, brought)
    words = (
        f"{opening(said, case.report.edition)}，又另写“{brought.words}”，但表三“本年新收”为 {show(int(new))}，"
        f"加上结转的才是 {written}，请核对是否多算了 {twice} 件。"
    )
    spans = (said.span, Told(said.cell, brought, said.paragraph).span)
    first = readings(case.report.edition, said.statement.subject)[:1]
    cells = tuple(cell for reading in first for cell in reading.cells)
    return Fault(cells, (said.cell,), words, spans, level=Level.WARNING)


def opening(said: Told, edition: Edition) -> str:
    """总体情况写“共收到申请5件”."""
    section = next(section for section in edition.sections if section.text == said.cell)
    words = said.statement.words
    quote = words if len(words) <= _LONGEST_QUOTE else f"{words[: _LONGEST_QUOTE // 2]}…{words[-_LONGEST_QUOTE // 2 :]}"
    return f"{section.heading.lstrip('一二三四五六、')}写“{quote.translate(_INNER)}”"


def _tables(usual: list[tuple[Reading, Decimal]], statement: Statement) -> str:
    values: dict[Decimal, str] = {}
    for reading, value in usual:
        values.setdefault(value, reading.words)
    spoken = [f"{words}为 {_shown(value, statement)}" for value, words in values.items()]
    return "，".join([spoken[0], *(words.removeprefix("表三") for words in spoken[1:])]) + (
        "，都对不上" if spoken[1:] else ""
    )


def _shown(value: Decimal, statement: Statement) -> str:
    if statement.unit == "元":
        return f"{show((value / YUAN).normalize() if value else Decimal(0))} 万元"
    return show(value.normalize() if value % 1 else Decimal(int(value)))


def _doubt(said: Told, case: Case, most: Decimal) -> str | None:
    """Why the number may speak of something else, "" when it cannot, None when it surely does."""
    statement, report = said.statement, case.report
    part = statement.subject.part
    if part and not is_whole(part, report):
        if statement.value < most and not part.endswith((*_OFFICES, "政府", "部门", "单位")) and part[0] not in _PLURAL:
            return None
        return f"这里说的是“{part}”，如果统计口径与表格不同，请说明。"
    if statement.rough:
        return "文字写的是约数，但相差较大，请核对。"
    return "如果说的不是表中的内容，请说明。" if statement.subject.loose else ""


def is_loose(said: Told, report: Report) -> bool:
    """Whether a statement may speak of something else than the tables do."""
    subject = said.statement.subject
    return subject.loose or bool(subject.part and not is_whole(subject.part, report))


def is_whole(part: str, report: Report) -> bool:
    """Whether the words name the unit itself, or with a government all under it."""
    unit, plain = (name.replace("人民政府", "政府") for name in (report.unit, part))
    kind = kind_of(report)
    large = kind is not None and kind.government and not kind.grass_roots
    if part[0] in _PLURAL:
        return large
    if plain.endswith(_OFFICES) or plain.startswith("代表"):
        return not large
    return not unit or len(plain) == 1 or any(plain[start:] in unit for start in range(len(plain) - 2))


def _fix(said: Told, usual: list[tuple[Reading, Decimal]], report: Report) -> Fix | None:
    """Put the table's number in place of the text's, where there is only one that it can be."""
    targets = {value for _, value in usual}
    first, last = said.statement.digits
    if len(targets) != 1 or not last or said.statement.unit == "元":
        return None
    text, right = report.text(said.cell), show(targets.pop())
    return Fix(f"把文字中的 {text[first:last]} 改为 {right}", {said.cell: text[:first] + right + text[last:]})
