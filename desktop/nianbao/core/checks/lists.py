"""Lists of parts in the texts: 其中自然人3件、法人2件 must add up to the whole that is stated."""

from collections.abc import Iterator
from decimal import Decimal

from nianbao.core.checks.agreement import Told, opening, told, verdict
from nianbao.core.checks.finding import Case, Level
from nianbao.core.checks.rule import Fault
from nianbao.core.grammar.statements import GROUPS, OUTCOMES, Statement
from nianbao.core.values import show


_BY_CASE = ("applicants", "channels", "kinds")  # parts of the applications by who, how and what
_ORGANISATIONS = ("business", "research", "nonprofit", "legal_services", "other")


def unequal(case: Case) -> Iterator[Fault]:
    """Lists whose parts exceed the whole, or that name all parts and do not reach it."""
    done: tuple[Statement, ...] = ()
    for said in told(case):
        cell, paragraph = said.cell, said.paragraph
        if paragraph is done:
            continue
        done = paragraph
        lists: dict[tuple[int, str], list[Statement]] = {}
        for part in paragraph:
            if part.kind == "count" and part.family:
                lists.setdefault((part.whole, part.family), []).append(part)
        for (whole, family), listed in lists.items():
            for among, parts in _nested(paragraph[whole], listed):
                if found := _fault(Told(cell, among, paragraph), _once(parts), family, case):
                    yield found


def _nested(whole: Statement, parts: list[Statement]) -> Iterator[tuple[Statement, list[Statement]]]:
    """A list, and the list within it: 自然人3件、法人或其他组织5件（商业企业4件、其他1件）."""
    heads = [part for part in parts if part.subject.column == "organisation"]
    inner = [part for part in parts if part.subject.column in _ORGANISATIONS]
    if len(heads) == 1 and inner and parts.index(heads[0]) < parts.index(inner[0]):
        yield heads[0], inner
        yield whole, [part for part in parts if part not in inner]
    else:
        yield whole, parts


def _once(listed: list[Statement]) -> list[Statement]:
    """Each row once: what is told again is no further part."""
    parts: list[Statement] = []
    rows: set[tuple[str, str]] = set()
    for part in listed:
        row = {(name, part.subject.column) for name in part.subject.names}
        if not rows & row or part.name in ("channel", "kind", "unnamed"):
            parts.append(part)
            rows |= row
    return parts


def _fault(said: Told, parts: list[Statement], family: str, case: Case) -> Fault | None:
    whole, total = said.statement, sum((part.value for part in parts), Decimal(0))
    everything = [whole, *parts]
    if any(statement.rough for statement in everything) or whole.unit == "元":
        return None
    most = whole.value + _brought(said, parts, family)
    complete = _is_complete(parts, family)
    short = total < whole.value or (whole.value < total < most and family in _BY_CASE)
    if not (total > most or (short and complete)) or _is_of_another_whole(said, total, parts, family):
        return None
    verdicts = [verdict(Told(said.cell, statement, said.paragraph), case.report)[0] for statement in everything]
    if all(judged == "agrees" for judged in verdicts) and not (family == "applicants" and parts[0].attached):
        return None
    terms = " + ".join(show(part.value) for part in parts)
    added = f"{terms} = {show(total)}" if len(parts) > 1 else show(total)
    words = f"{opening(said, case.report.edition)}，其中各部分为 {added}，相差 {show(abs(total - whole.value))}。"
    spans = (said.span, *(Told(said.cell, part, said.paragraph).span for part in parts))
    loose = any(part.subject.loose for part in parts) or (short and family in ("channels", "kinds"))
    return Fault((), (said.cell,), words, spans, level=Level.WARNING if loose else None)


def _brought(said: Told, parts: list[Statement], family: str) -> Decimal:
    """What was 结转 and may be among the parts: 收到12件，上年结转1件，其中自然人13件."""
    if family in ("outcomes", "sources"):
        return Decimal(0)
    row = said.paragraph[: said.paragraph.index(parts[0])] if family in _BY_CASE else said.paragraph
    told_of = [s.value for s in row if s.name == "carried_in" and s.kind == "count" and s not in parts]
    return sum(told_of, Decimal(0))


def _is_of_another_whole(said: Told, total: Decimal, parts: list[Statement], family: str) -> bool:
    """Whether a list that stands apart adds up to another number of the paragraph: 33件申请中……; 从申请人看……."""
    if parts[0].attached or family not in _BY_CASE:
        return False
    return any(other.kind == "count" and other.value == total for other in said.paragraph if other not in parts)


def _is_complete(parts: list[Statement], family: str) -> bool:
    """Whether the parts are all that there can be, or are said to be."""
    columns = {part.subject.column for part in parts}
    names = {name for part in parts for name in part.subject.names}
    if family == "applicants":
        return {"person", "organisation"} <= columns or (len(parts) > 1 and parts[-1].complete)
    if family in _BY_CASE:
        return len(parts) > 1 and parts[-1].complete
    if family == "outcomes":
        outcomes = {name.partition(".")[2] for name in names}
        return set(OUTCOMES) <= outcomes or (len(parts) > 1 and parts[-1].complete)
    if family == "results":
        return set(GROUPS) <= names
    return family == "sources" and "carried_in" in names and bool(names & {"new", "received"})
