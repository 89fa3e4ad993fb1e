"""Numbers of applications that are only some of those that came in: by topic, by result, or those charged for."""

from collections.abc import Sequence

from nianbao.core.grammar.labels import has
from nianbao.core.grammar.ledger import Ledger
from nianbao.core.grammar.memory import VERBS
from nianbao.core.grammar.statements import INTAKES, Subject, Topic
from nianbao.core.grammar.tokens import Token

_SOME = ("applicants", "channels", "kinds", "sources")


def as_part(subject: Subject, row: Sequence[Token], ledger: Ledger) -> Subject:
    """What a number behind one that came in is of: 其中征地类申请8件, 依申请公开的1件 after other results."""
    if subject.names != ("applications",) or subject.column != "total" or has(row, *VERBS):
        return subject
    listed = ledger.listed
    answered = ledger.within and ledger.sentence and ledger.statements[-1].name == "done"
    if answered or (listed and listed[-1].family == "results" and listed[-1] is ledger.statements[-1]):
        return Subject(("unnamed",) if has(row, "word", "request", "content") else ("opened",), loose=True)
    if ledger.took_in and has(row, "word", "content"):
        return Subject(("kind",), loose=True)
    return subject


def is_aside(subject: Subject, row: Sequence[Token], ledger: Ledger, topic: Topic, *, charged: bool) -> bool:
    """Whether applications are those that were charged for, or cases carried over are not applications.

    对2件申请收取信息处理费; 行政复议2件（含上年结转1件）.
    """
    if subject.names[0] in INTAKES:
        return charged and not has(row, *VERBS)
    if subject.names[0] not in ("carried_in", "carried_forward", "turned") or topic != "appeals":
        return False
    within = ledger.aside or ledger.within or (subject.names[0] == "carried_in" and not ledger.took_in)
    return within and ledger.counts_cases and not has(row, "applications", "heading", "request")


def is_of_part(claim: Sequence[Token], noun: Sequence[Token], ledger: Ledger) -> bool:
    """Whether 均 is said of a part right before it: 3件自然人申请均予以公开, 上年结转的1件已全部办结."""
    last = ledger.statements[-1] if ledger.statements and ledger.last == len(ledger.statements) - 1 else None
    of_all = has(noun, "applications")  # 受理的4件和上年结转的2件政府信息公开申请均已办结
    return last is not None and has(claim, "all") and not of_all and (last.family in _SOME or last.name == "carried_in")


def tells_of_charges(row: Sequence[Token]) -> bool:
    """Whether a clause tells what was paid for, not that nothing was."""
    fee = next((at for at, token in enumerate(row) if token.kind == "foreign" and "费" in token.words), -1)
    return fee >= 0 and not has(row[:fee], "none")


def is_shared_out(row: Sequence[Token]) -> bool:
    """分别为征地类5件、规划类3件: every part with its own number behind it."""
    place = next((at for at, token in enumerate(row, 1) if token.kind == "respectively"), 0)
    first = next((at for at, token in enumerate(row) if token.kind == "number"), 0)
    return 0 < place < first
