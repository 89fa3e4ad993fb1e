"""Lists of parts in the texts: 其中自然人3件、法人2件 must add up to the whole that is stated."""

from collections.abc import Iterator
from decimal import Decimal

from nianbao.core.checks.agreement import Told, opening, told, verdict
from nianbao.core.checks.finding import Case, Level
from nianbao.core.checks.rule import Fault
from nianbao.core.grammar.statements import GROUPS, OUTCOMES, Statement
from nianbao.core.values import show


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
        for (whole, family), parts in lists.items():
            if found := _fault(Told(cell, paragraph[whole], paragraph), _once(parts), family, case):
                yield found


def _once(listed: list[Statement]) -> list[Statement]:
    """Each row once: what is told again is no further part."""
    parts: list[Statement] = []
    rows: set[tuple[str, str]] = set()
    for part in listed:
        row = {(name, part.subject.column) for name in part.subject.names}
        if not rows & row or part.name in ("channel", "unnamed"):
            parts.append(part)
            rows |= row
    return parts


def _fault(said: Told, parts: list[Statement], family: str, case: Case) -> Fault | None:
    whole, total = said.statement, sum((part.value for part in parts), Decimal(0))
    everything = [whole, *parts]
    if any(statement.rough for statement in everything) or whole.unit == "元":
        return None
    brought = [s.value for s in said.paragraph if s.name == "carried_in" and s.kind == "count" and s not in parts]
    most = whole.value + (sum(brought, Decimal(0)) if family in ("results", "progress") else 0)
    if not (total > most or (total < whole.value and _is_complete(parts, family))):
        return None
    verdicts = [verdict(Told(said.cell, statement, said.paragraph), case.report)[0] for statement in everything]
    if all(judged == "agrees" for judged in verdicts):
        return None
    terms = " + ".join(show(part.value) for part in parts)
    added = f"{terms} = {show(total)}" if len(parts) > 1 else show(total)
    words = f"{opening(said, case.report.edition)}，其中各部分为 {added}，相差 {show(abs(total - whole.value))}。"
    spans = (said.span, *(Told(said.cell, part, said.paragraph).span for part in parts))
    loose = any(part.subject.loose for part in parts)
    return Fault((), (said.cell,), words, spans, level=Level.WARNING if loose else None)


def _is_complete(parts: list[Statement], family: str) -> bool:
    """Whether the parts are all that there can be, or are said to be."""
    columns = {part.subject.column for part in parts}
    names = {name for part in parts for name in part.subject.names}
    if family == "applicants":
        return {"person", "organisation"} <= columns or (len(parts) > 1 and parts[-1].complete)
    if family == "outcomes":
        outcomes = {name.partition(".")[2] for name in names}
        return set(OUTCOMES) <= outcomes or (len(parts) > 1 and parts[-1].complete)
    if family == "results":
        return set(GROUPS) <= names
    return family == "sources" and "carried_in" in names and bool(names & {"new", "received"})
