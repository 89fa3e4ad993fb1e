"""What is said where a statement of a text and the tables disagree, how surely, and what mends it."""

import re
from decimal import Decimal

from nianbao.core.checks.finding import Case, Fix, Level, Span
from nianbao.core.checks.rule import Fault
from nianbao.core.checks.told import POOL, TAKEN, Told, brought_apart, fitting, meant, told, verdict
from nianbao.core.checks.units import kind_of
from nianbao.core.declared import BESIDE
from nianbao.core.grammar.numerals import in_the_manner_of
from nianbao.core.grammar.readings import YUAN, Reading, readings
from nianbao.core.grammar.statements import Statement
from nianbao.core.report import Report
from nianbao.core.values import show

_LONGEST_QUOTE = 30
_FAR = 10
_BLANKS = re.compile(r"\s+(?!\d)|(?<!\d)\s+")  # those between two digits stay
_INNER = str.maketrans("“”", "‘’")  # quotation marks within quotation marks
_PLURAL = ("各", "全")
_OFFICES = ("办", "办公室", "办公厅", "本级")


def fault(said: Told, case: Case) -> Fault | None:
    """What is wrong with a count, or None."""
    judged, reading = verdict(said, case.report)
    if judged == "agrees" and reading and reading.rows == POOL and (twice := brought_apart(said)):
        return _counted_twice(said, twice, case)
    if judged in ("agrees", "unknown") or (judged == "differs" and _is_a_part(said, case)):
        return None
    statement = said.statement
    usual = _usual(said, case.report)
    nearest = min(usual, key=lambda pair: abs(pair[1] - statement.value))
    doubt = "" if judged == "unusual" else _doubt(said, case, [value for _, value in usual])
    if doubt is None:
        return None
    cells = tuple(dict.fromkeys(cell for known, _ in usual for cell in known.cells))
    told_as = f"{opening(said, case.report)}，{_tables(usual, statement)}"
    apart = f"相差 {_shown(abs(nearest[1] - statement.value), statement)}"
    if judged == "unusual" and reading:
        words = f"{told_as}，{apart}；按{reading.words}是 {_shown(statement.value, statement)}，请核对是不是这个意思。"
    else:
        words = f"{told_as}，{apart}{'。' if not doubt else f'；{doubt}'}"
    level = None if judged == "differs" and not doubt else Level.WARNING
    fix = _fix(said, usual, case.report) if level is None else None
    return Fault(cells, (said.cell,), words, (said.span,), fix, level)


def _is_a_part(said: Told, case: Case) -> bool:
    """本级收到8件 beside 全县收到21件, where the latter is what the table says."""
    part = said.statement.subject.part
    if not part or (is_whole(part, case.report) and part[0] not in _PLURAL):
        return False
    names = TAKEN if said.statement.name in TAKEN else (said.statement.name,)
    same = (o for o in told(case) if o.cell == said.cell and o.statement.name in names)
    whole = is_whole(part, case.report)  # 全区 of a 区政府: only a part that is named beside it is another
    same = (o for o in same if o.statement.subject.part or not whole)
    return any(o.statement.subject.part != part and verdict(o, case.report)[0] == "agrees" for o in same)


def _usual(said: Told, report: Report) -> list[tuple[Reading, Decimal]]:
    pairs = [(reading, reading.value(report)) for reading in meant(said, report) if reading.usual]
    return [(reading, value) for reading, value in pairs if value is not None]


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
        f"{opening(said, case.report)}，又另写“{brought.words}”，但表三“本年新收”为 {show(int(new))}，"
        f"加上结转的才是 {written}，请核对是否多算了 {twice} 件。"
    )
    spans = (said.span, Span(said.cell, brought.start, brought.end))
    first = readings(case.report.edition, said.statement.subject)[:1]
    cells = tuple(cell for reading in first for cell in reading.cells)
    return Fault(cells, (said.cell,), words, spans, level=Level.WARNING)


def opening(said: Told, report: Report) -> str:
    """总体情况写“共收到申请5件”, as the text has it."""
    section = next((section for section in report.edition.sections if section.text == said.cell), None)
    place = section.heading.lstrip("一二三四五六、") if section else report.edition.cells[said.cell].name
    statement = said.statement
    words = _BLANKS.sub("", report.text(said.cell)[statement.start : statement.end])
    words = f"{statement.label}……{words}" if statement.label else words
    quote = words if len(words) <= _LONGEST_QUOTE else f"{words[: _LONGEST_QUOTE // 2]}…{words[-_LONGEST_QUOTE // 2 :]}"
    return f"{place}写“{quote.translate(_INNER)}”"


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


def _doubt(said: Told, case: Case, values: list[Decimal]) -> str | None:
    """Why the number may speak of something else, "" when it cannot, None when it surely does."""
    statement, report = said.statement, case.report
    part = statement.subject.part
    far = all(_is_far(statement.value, value) for value in values)
    if statement.subject.faint and far:
        return None
    if part and not is_whole(part, report):
        if (
            statement.value < max(values)
            and not part.endswith((*_OFFICES, "政府", "部门", "单位"))
            and part[0] not in _PLURAL
        ):
            return None
        return f"这里说的是“{part}”，如果统计口径与表格不同，请说明。"
    if statement.name in TAKEN and _is_more_than_accepted(said, report):
        return "如果说的不是表中的内容，请说明。"
    if statement.rough:
        return "文字写的是约数，但相差较大，请核对。"
    unsure = statement.subject.loose or statement.subject.faint or (not statement.sure and far)
    return "如果说的不是表中的内容，请说明。" if unsure else ""


def _is_more_than_accepted(said: Told, report: Report) -> bool:
    """共收到8件，其中3件不属于受理范围，实际受理5件: the smaller number is the table's."""
    later = (other for other in said.after if other.kind == "count" and other.name in TAKEN)
    return any(
        other.value < said.statement.value
        and other.family != "sources"
        and other.subject.column == "total"
        and bool(fitting(other, report))
        for other in later
    )


def _is_far(told_of: Decimal, value: Decimal) -> bool:
    """Whether a number is another one rather than the table's, written wrongly."""
    return abs(told_of - value) > max(Decimal(_FAR), min(told_of, value))


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
    return not unit or len(plain) == 1 or any(_shortens(plain[start:], unit) for start in range(max(1, len(plain) - 2)))


def _shortens(short: str, name: str) -> bool:
    """Whether the signs of a short name stand in the full one, in their order: 市场监管局 in 市场监督管理局."""
    signs = iter(name)
    return all(sign in signs for sign in short)


def _fix(said: Told, usual: list[tuple[Reading, Decimal]], report: Report) -> Fix | None:
    """Put the table's number in place of the text's, where there is only one that it can be."""
    if said.cell == BESIDE:
        return None  # what another hand's file says beside its tables is never printed
    targets = {value for _, value in usual}
    first, last = said.statement.digits
    if len(targets) != 1 or not last or said.statement.unit == "元":
        return None
    text, target = report.text(said.cell), targets.pop()
    right = in_the_manner_of(text[first:last], int(target)) if target == int(target) else show(target)
    return Fix(f"把文字中的 {text[first:last]} 改为 {right}", {said.cell: text[:first] + right + text[last:]})
