"""Shares, rates and growth of the texts, computed anew from the tables of this year and of last year."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from nianbao.core.checks.agreement import is_loose, opening
from nianbao.core.checks.finding import Case, Level
from nianbao.core.checks.rule import Fault
from nianbao.core.checks.told import Told, fitting, told
from nianbao.core.grammar.readings import readings
from nianbao.core.grammar.statements import INTAKES, Statement, Subject
from nianbao.core.grammar.words import DETAILS
from nianbao.core.report import Report
from nianbao.core.values import show

_TOLERANCE = Decimal("0.01")  # percentage points
_FEW = 12  # numbers that a share may speak of together
_FORWARD = "applications.carried_forward.total"


def settled(case: Case) -> Iterator[Fault]:
    """Where all are said to be dealt with, and some are carried forward."""
    left = case.report.number(_FORWARD)
    if not left:
        return
    open_about_it = {said.cell for said in told(case) if _tells_of_rest(said.statement)}
    for said in told(case):
        if said.statement.kind != "all" or said.cell in open_about_it:
            continue
        loose = is_loose(said, case.report)
        words = f"{opening(said, case.report)}，表三“结转下年度”总计为 {left}，还有 {left} 件没有办结。"
        yield Fault((_FORWARD,), (said.cell,), words, (said.span,), level=Level.WARNING if loose else None)


def _tells_of_rest(statement: Statement) -> bool:
    """Whether the text itself says that some are carried forward."""
    return statement.name in ("carried_forward", "turned") and statement.kind == "count" and statement.value > 0


def shared(case: Case) -> Iterator[Fault]:
    """Shares and rates that no whole bears out."""
    for said in told(case):
        statement = said.statement
        if statement.kind not in ("share", "rate"):
            continue
        tops = _values(statement.subject, case.report)
        if statement.kind == "share" and statement.name in INTAKES and statement.subject.column == "total":
            continue  # of something greater: 信访人提出的申请10件，占来访的0.43%
        if said.whole:
            tops = [*_summed_up(said), *tops]
        bottoms = [value for value in _bottoms(said, case.report) if value]
        if not tops or not bottoms:
            continue
        right = Decimal(100) * tops[0] / bottoms[0]
        results = [Decimal(100) * top / bottom for top in tops for bottom in bottoms]
        if any(_same(statement, result) for result in results):
            continue
        cut = any(_cut_off(statement, result) for result in results)
        words = (
            f"{opening(said, case.report)}，按 {show(tops[0])} ÷ {show(bottoms[0])} 计算为 {_percent(right)}%，"
            f"相差 {_percent(abs(right - statement.value))} 个百分点。"
        )
        loose = cut or statement.rough or statement.subject.loose
        spans = (said.span, said.whole.span) if said.whole else (said.span,)
        yield Fault(_cells(said, case.report), (said.cell,), words, spans, level=Level.WARNING if loose else None)


def _summed_up(said: Told) -> Iterator[Decimal]:
    """The number before a share, alone and together with those before it: 复议21件、诉讼10件，占4.63%."""
    total = Decimal(0)
    last = said.statement.whole + 1
    family = said.paragraph[last - 1].family
    for other in reversed(said.paragraph[max(last - _FEW, 0) : last]):
        if other.kind == "count" and other.family == family:
            total += other.value
            yield total


def _values(subject: Subject, report: Report) -> list[Decimal]:
    values = [reading.value(report) for reading in readings(report.edition, subject) if reading.usual]
    return [value for value in values if value is not None]


def _bottoms(said: Told, report: Report) -> Iterator[Decimal]:
    """What the whole of a share may be: that of the sentence, and those of the table that it stands in."""
    whole = said.whole
    name = said.statement.name
    if whole and whole.statement.whole >= 0:
        yield said.paragraph[whole.statement.whole].value
    if "." in name and name.partition(".")[0] in (
        "reconsideration",
        "suits",
        "direct_suit",
        "suit_after_reconsideration",
    ):
        yield from _values(Subject((f"{name.partition('.')[0]}.total",)), report)
    rate = said.statement.kind == "rate"
    yield from _values(Subject((name.partition(".")[0],)), report) if name in DETAILS else ()
    order = ("received", "done") if rate or said.statement.subject.column != "total" else ("done", "received")
    for intake in order:
        if not (rate and intake == "done"):
            yield from _values(Subject((intake,)), report)
    yield from (other.value for other in said.near if other.kind == "count" and other.name in (*INTAKES, "done"))


def _cells(said: Told, report: Report) -> tuple[str, ...]:
    top = [cell for reading in readings(report.edition, said.statement.subject)[:1] for cell in reading.cells]
    return tuple(
        dict.fromkeys((*top, "applications.total.total" if not top or top[0].startswith("applications") else top[0]))
    )


def _same(statement: Statement, right: Decimal) -> bool:
    """Whether a ratio is the right one to the last place that is written; 约30%, 近三成 nearly."""
    off = abs(statement.value - right.quantize(statement.grain, ROUND_HALF_UP))
    return off <= _TOLERANCE or (statement.rough and abs(statement.value - right) <= max(Decimal(1), statement.grain))


def _cut_off(statement: Statement, right: Decimal) -> bool:
    return statement.value == right.quantize(statement.grain, ROUND_DOWN)


def _percent(value: Decimal) -> str:
    return show(value.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize() + 0)


def grown(case: Case) -> Iterator[Fault]:
    """Growth that last year's table does not bear out."""
    for said in told(case) if case.last else ():
        if said.statement.kind == "growth" and case.last and (found := _growth(said, case, case.last)):
            yield found


def _growth(said: Told, case: Case, last: Report) -> Fault | None:
    statement = said.statement
    triples = [triple for one in _growing(said) for triple in _years(one, case.report, last)]
    if not triples:
        return None
    pairs = [(now, before) for now, before, _ in triples]
    loose = Level.WARNING if is_loose(said, case.report) or statement.rough else None
    cells = tuple(cell for reading in readings(case.report.edition, statement.subject)[:1] for cell in reading.cells)
    now, before, named = triples[0]
    share, times = statement.unit == "%", statement.unit == "倍"
    if (share or times) and all(old == 0 for _, old in pairs):
        words = f"{opening(said, case.report)}，但上年为 0，算不出增减的{'倍数' if times else '百分比'}，请核对。"
        return Fault(cells, (said.cell,), words, (said.span,), level=Level.WARNING)
    results = [_change(new, old, statement.unit) for new, old in pairs if old or not (share or times)]
    if any(_same(statement, result) if share or times else result == statement.value for result in results):
        return None
    right = results[0]
    change = f"{'增加' if right > 0 else '减少'} {_percent(abs(right))}{'%' if share else ''}" if right else "持平"
    apart = f"{_percent(abs(right - statement.value))}{' 个百分点' if share else ''}"
    words = f"{opening(said, case.report)}，按{named}上年 {show(before)}、本年 {show(now)} 计算应为" + (
        f"上年的 {_percent(right)} 倍。" if times else f"{change}，相差 {apart}。"
    )
    cut = share and any(_cut_off(statement, result) for result in results)
    return Fault(cells, (said.cell,), words, (said.span,), level=Level.WARNING if cut else loose)


def _change(now: Decimal, before: Decimal, unit: str) -> Decimal:
    """How much more it is, in percent or in numbers; or how many times as much."""
    if unit == "倍":
        return now / before
    return Decimal(100) * (now - before) / before if unit == "%" else now - before


def _growing(said: Told) -> Iterator[Told]:
    """What may have grown: what is named, and the wholes that it is a part of: 收到34件，其中企业1件，较上年增长21%."""
    yield said
    whole = said.whole
    while whole and whole.whole:
        whole = whole.whole
        grown = replace(said.statement, subject=whole.statement.subject, whole=whole.place)
        yield Told(said.cell, (*said.paragraph[: said.place], grown), said.place)


def _years(said: Told, report: Report, last: Report) -> list[tuple[Decimal, Decimal, str]]:
    """This year's and last year's number, for each reading of what has grown, and how that is spoken of."""
    subject = said.statement.subject
    if subject.names[0].partition(".")[0] in ("normative_documents", "rules") and report.edition.id != last.edition.id:
        return []
    found = []
    rows = {reading.rows for reading in fitting(said.whole.statement, report)} if said.whole else set()
    for one, other in zip(readings(report.edition, subject), readings(last.edition, subject), strict=False):
        now, before = one.value(report), other.value(last)
        if rows and one.rows not in rows:
            continue
        if one.usual and now is not None and before is not None:
            found.append((now, before, one.words))
            if said.whole and said.whole.statement.value != now:
                found.append((said.whole.statement.value, before, one.words))
    return found
