"""Lists of parts in the texts: 其中自然人3件、法人2件 must add up to the whole that is stated."""

import re
from collections.abc import Iterator
from decimal import Decimal

from nianbao.core.checks.agreement import opening
from nianbao.core.checks.finding import Case, Level
from nianbao.core.checks.rule import Fault
from nianbao.core.checks.told import TAKEN, Told, fitting, meant, told, verdict
from nianbao.core.grammar.readings import readings
from nianbao.core.grammar.statements import GROUPS, OUTCOMES, Statement, Subject
from nianbao.core.values import show

_BY_CASE = ("applicants", "channels", "kinds")  # parts of the applications by who, how and what
_DIGITS = re.compile(r"\d+")
_UNHELD = ("withdrawn", "unnamed")  # results that no row of the table bears out alone
_TWO = 2
_MOST_SUMMED = 12  # statements
_MANY_CHANNELS = 3
_ORGANISATIONS = ("business", "research", "nonprofit", "legal_services", "other")


def unequal(case: Case) -> Iterator[Fault]:
    """Lists whose parts exceed the whole, or that name all parts and do not reach it."""
    lists: dict[tuple[str, int, int, str], list[Told]] = {}
    for said in told(case):
        part = said.statement
        if part.kind == "count" and part.family:
            key = (said.cell, id(said.paragraph), part.whole, part.family)
            lists.setdefault(key, []).append(said)
    for (_, _, _, family), listed in lists.items():
        whole = listed[0].whole
        for among, parts in _nested(whole, listed) if whole else ():
            if found := _fault(among, _once(parts), family, case):
                yield found


def unsummed(case: Case) -> Iterator[Fault]:
    """Several counts of what came in, one after the other, and a sum of them that is not theirs."""
    for said in told(case):
        total = said.statement
        if total.kind != "count" or not total.summed or total.name not in TAKEN or total.rough:
            continue
        parts = [one for one in _before(said) if one.statement.name in TAKEN and not one.statement.family]
        added = sum((part.statement.value for part in parts), Decimal(0))
        if len(parts) < _TWO or added == total.value or any(part.statement.value >= total.value for part in parts):
            continue
        terms = " + ".join(show(part.statement.value) for part in parts)
        words = (
            f"{opening(said, case.report)}，前面分别写的是 {terms} = {show(added)}，"
            f"相差 {show(abs(added - total.value))}，请核对。"
        )
        spans = (said.span, *(part.span for part in parts))
        yield Fault((), (said.cell,), words, spans, level=Level.WARNING)


def _before(said: Told) -> list[Told]:
    """The counts before a sum, from the sum before that on."""
    found: list[Told] = []
    for place in range(said.place - 1, max(said.place - _MOST_SUMMED, -1), -1):
        other = said.paragraph[place]
        if other.summed:
            break
        if other.kind == "count" and other.subject.column == said.statement.subject.column:
            found.insert(0, Told(said.cell, said.paragraph, place))
    return found


def _nested(whole: Told, parts: list[Told]) -> Iterator[tuple[Told, list[Told]]]:
    """A list, and the list within it: 自然人3件、法人或其他组织5件（商业企业4件、其他1件）; 公开5件（部分公开2件）."""
    heads = [part for part in parts if _is_head(part.statement)]
    inner = [part for part in parts if _is_inner(part.statement)]
    if len(heads) == 1 and inner and heads[0].place < inner[0].place:
        yield heads[0], inner
        yield whole, [part for part in parts if not _is_inner(part.statement)]
    else:
        yield whole, parts


def _is_head(statement: Statement) -> bool:
    return statement.subject.column == "organisation" or statement.name == "opened"


def _is_inner(statement: Statement) -> bool:
    """Whether a part may be one of 法人或其他组织, or of 公开."""
    return statement.subject.column in _ORGANISATIONS or statement.name in ("granted", "partly_granted")


def _once(listed: list[Told]) -> list[Told]:
    """Each row once: what is told again is no further part."""
    parts: list[Told] = []
    rows: set[tuple[str, str]] = set()
    told_as: set[str] = set()
    for part in listed:
        subject = part.statement.subject
        row = {(name, subject.column) for name in subject.names}
        words = _DIGITS.sub("", part.statement.words)
        again = part.statement.attached and part.statement.name == "opened" and words not in told_as
        told_as.add(words)
        if not rows & row or again or part.statement.name in ("channel", "kind", "unnamed"):
            parts.append(part)
            rows |= row
    return parts


def _fault(said: Told, parts: list[Told], family: str, case: Case) -> Fault | None:
    whole, total = said.statement, sum((part.statement.value for part in parts), Decimal(0))
    if any(one.statement.rough for one in (said, *parts)) or whole.unit == "元":
        return None
    brought = _brought(said, parts, family)
    most = whole.value + brought
    certain = _is_complete([part.statement for part in parts], family, followed=_follow(said, parts[0], case))
    complete = certain or _fills_the_table(said, parts, family, case)
    forward = [s.value for s in said.near if s.kind == "count" and s.name == "carried_forward"]
    if family == "results" and whole.name != "done" and any(total + left in (whole.value, most) for left in forward):
        return None  # 受理133件: 117件 of results, 16件 carried forward
    short = total < whole.value or (whole.value < total < most and family in _BY_CASE)
    if not (total > most or (short and complete)) or _is_of_another_whole(said, total, parts, family):
        return None
    attached = family == "applicants" and parts[0].statement.attached
    if not attached and all(verdict(one, case.report)[0] == "agrees" for one in (said, *parts)):
        return None
    terms = " + ".join(show(part.statement.value) for part in parts)
    added = f"{terms} = {show(total)}" if len(parts) > 1 else show(total)
    told_of = f"，加上上年结转的 {show(brought)} 是 {show(most)}" if brought and total > most else ""
    right = most if total > most else whole.value
    words = f"{opening(said, case.report)}{told_of}，其中各部分为 {added}，相差 {show(abs(total - right))}。"
    spans = (said.span, *(part.span for part in parts))
    loose = any(part.statement.subject.loose for part in parts) or (
        short and (not certain or family in ("channels", "kinds"))
    )
    return Fault((), (said.cell,), words, spans, level=Level.WARNING if loose else None)


def _brought(said: Told, parts: list[Told], family: str) -> Decimal:
    """What was 结转 and may be among the parts: 收到12件，上年结转1件，其中自然人13件."""
    if family in ("outcomes", "sources"):
        return Decimal(0)
    row = parts[0].before if family in _BY_CASE else said.near
    listed = {id(part.statement) for part in parts}
    told_of = [s.value for s in row if s.name == "carried_in" and s.kind == "count" and id(s) not in listed]
    return sum(told_of, Decimal(0))


def _is_of_another_whole(said: Told, total: Decimal, parts: list[Told], family: str) -> bool:
    """Whether a list that stands apart adds up to another number of the paragraph: 33件申请中……; 从申请人看……."""
    if parts[0].statement.attached or family not in _BY_CASE:
        return False
    listed = {id(part.statement) for part in parts}
    return any(s.kind == "count" and s.value == total and id(s) not in listed for s in said.near)


def _follow(said: Told, first: Told, case: Case) -> bool:
    """Whether a list stands in the sentence of its whole."""
    return "。" not in case.report.text(said.cell)[said.statement.end : first.statement.start]


def _is_complete(parts: list[Statement], family: str, *, followed: bool) -> bool:
    """Whether the parts are all that there can be, or are said to be."""
    columns = {part.subject.column for part in parts}
    names = {name for part in parts for name in part.subject.names}
    if family == "applicants":
        return "rest" in columns or {"person", "organisation"} <= columns or (len(parts) > 1 and parts[-1].complete)
    if family == "channels" and _names_every_channel(parts, followed=followed):
        return True
    if family in _BY_CASE:
        return len(parts) > 1 and parts[-1].complete
    if family == "outcomes":
        outcomes = {name.partition(".")[2] for name in names}
        return set(OUTCOMES) <= outcomes or (len(parts) > 1 and parts[-1].complete)
    if family == "results":
        return set(GROUPS) <= names
    return family == "sources" and "carried_in" in names and bool(names & {"new", "received"})


def _fills_the_table(said: Told, parts: list[Told], family: str, case: Case) -> bool:
    """Whether the rows of the parts add up to the whole in the table: then no part is missing from the list.

    收到47件，其中撤回9件，答复38件: what was answered is all the rest.
    """
    if family != "results" or len(parts) < _TWO or not fitting(said.statement, case.report):
        return False
    unheld = [part for part in parts if part.statement.name in _UNHELD]
    if not unheld or any(verdict(part, case.report)[0] == "differs" for part in parts):
        return False  # the table is right about a part: another rule says so
    last = parts[-1].statement
    if len(parts) == _TWO and last.name == "unnamed" and last.attached and "答复" in last.words:
        return parts[0].statement.name in ("withdrawn", "declined")
    cells: set[str] = set()
    for part in parts:
        subject = part.statement.subject
        if subject.names == ("withdrawn",):
            known = readings(case.report.edition, Subject(("other.misc",))) or readings(
                case.report.edition, Subject(("other",))
            )
        else:
            known = meant(part, case.report)
        if not known or known[0].minus:
            return False
        cells.update(known[0].plus)
    values = [case.report.number(cell) for cell in cells]
    return all(value is not None for value in values) and sum(value or 0 for value in values) == said.statement.value


def _names_every_channel(parts: list[Statement], *, followed: bool) -> bool:
    """Whether ways of applying are all listed: in brackets, three of them, or those that leave no other."""
    words = "".join(part.words + part.subject.part for part in parts)
    few = len(parts) < _MANY_CHANNELS and not parts[0].aside and not ("线上" in words and "线下" in words)
    return (parts[0].attached or followed) and len(parts) > 1 and not few
