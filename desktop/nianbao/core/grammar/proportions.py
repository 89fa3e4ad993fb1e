"""Shares, rates and growth: 占50%, 答复率100%, 同比增长8.5%, 较上年减少3件."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from nianbao.core.grammar.clauses import telling
from nianbao.core.grammar.ledger import Ledger
from nianbao.core.grammar.memory import APPEALS, Memory
from nianbao.core.grammar.numerals import COUNT_UNITS
from nianbao.core.grammar.statements import GROUPS, Kind, Subject
from nianbao.core.grammar.subjects import UNKNOWN, subject_of
from nianbao.core.grammar.tokens import Token

_WHOLE = 100
_SEVERAL = 2
_SIGNS = frozenset("+-—↑↓")


def is_ratio(token: Token, before: Sequence[Token]) -> bool:
    """Whether a number counts no cases: it has % or 倍 behind it, or 增加 before it."""
    if token.kind != "number":
        return False
    return token.number.unit in ("%", "倍") or "百分点" in token.number.unit or _grown(before) is not None


class Proportions:
    """Reads the ratios of a sentence into the ledger."""

    def __init__(self, memory: Memory, ledger: Ledger) -> None:
        self._memory = memory
        self._ledger = ledger
        self._growing: tuple[Subject, int] | None = None  # what has grown, and the number before it

    def begin(self) -> None:
        """A new sentence."""
        self._growing = None

    def read(self, token: Token, before: Sequence[Token], after: Sequence[Token], *, in_brackets: bool) -> None:
        """Take in a ratio; `before` and `after` are the words of the clause around it."""
        place = max((at + 1 for at, other in enumerate(before) if other.kind == "number"), default=0)
        since = before[place:]
        rate = next((other for other in since if other.kind == "rate"), None)
        share = any(other.kind == "share" for other in since)
        if token.number.unit == "倍":
            self._times(token, since)
        elif grown := _grown(since):
            self._growth(token, since[: since.index(grown)], grown)
        elif rate:
            self._rate(token, since, rate)
        elif token.number.unit == "%" and (share or (in_brackets and not telling(since) and not _signed(since))):
            self._share(token, since)
        elif token.number.unit == "%" and self._ledger.within and telling(since):
            self._of_applicant(token, since)
        elif token.number.unit == "%" and not telling(since) and after and after[0].words == "的":
            self._named_behind(token, after)

    def _share(self, token: Token, since: Sequence[Token]) -> None:
        """占50% of the number before it, or of what is named: 自然人占62.5%."""
        first = next((other for other in since if other.kind == "share"), token)
        label = since[: since.index(first)] if first in since else []
        if any(other.kind == "rest" for other in label) and not telling(label):
            subject = self._remainder()
            if subject and not self._memory.elsewhen:
                self._ledger.ratio("share", subject, token, first)
        elif telling(label):
            subject = subject_of(label, self._memory)
            if subject and not self._memory.elsewhen:
                self._ledger.ratio("share", subject, token, first)
        elif self._ledger.last >= 0:
            subject = self._ledger.statements[self._ledger.last].subject
            self._ledger.ratio("share", subject, token, first, whole=self._ledger.last)

    def _remainder(self) -> Subject | None:
        """其他情况占5.2% after the shares of other results: of all that were not named."""
        named = {name for said in self._ledger.sentence if said.kind == "share" for name in said.subject.names}
        left = tuple(group for group in GROUPS if group not in named)
        return Subject(left, loose=True) if left and len(named & set(GROUPS)) > 1 else None

    def _named_behind(self, token: Token, after: Sequence[Token]) -> None:
        """75%的申请予以公开: the share of what is named behind it."""
        label = list(takewhile(lambda other: other.kind != "number", after))
        subject = subject_of(label, self._memory) if self._memory.topic == "applications" else None
        known = subject and {name.partition(".")[0] for name in subject.names} <= set(GROUPS)
        if subject and (known or subject.column != "total") and not self._memory.elsewhen:
            self._ledger.ratio("share", subject, token, token)

    def shared_out(self, row: Sequence[Token]) -> bool:
        """予以公开30件、部分公开10件，占比分别为75%、25%: as many shares as numbers before, one after the other."""
        shares = [token for token in row if token.kind == "number"]
        counted = [said for said in self._ledger.sentence if said.kind == "count"]
        if len(shares) < _SEVERAL or len(counted) < len(shares) or any(s.number.unit not in ("%", "") for s in shares):
            return False
        last = len(self._ledger.statements)
        if any(said.kind != "count" for said in self._ledger.statements[last - len(shares) :]):
            return False
        for place, token in enumerate(shares, last - len(shares)):
            self._ledger.ratio("share", self._ledger.statements[place].subject, token, token, whole=place)
        return True

    def _of_applicant(self, token: Token, since: Sequence[Token]) -> None:
        """申请人构成：自然人80%、企业20%."""
        subject = subject_of(since, self._memory)
        if subject and subject.column != "total" and not self._memory.elsewhen:
            self._ledger.ratio("share", subject, token, telling(since)[0])

    def _growth(self, token: Token, label: Sequence[Token], grown: Token) -> None:
        """Growth of what is named, else of the number before it, else of what has grown in the words before."""
        subject, whole = None, -1
        if telling(label):
            subject = subject_of(label, self._memory)
            self._growing = (subject, self._ledger.last) if subject else None
        elif self._growing and self._growing[1] == self._ledger.last:
            subject = self._growing[0]
        elif self._ledger.last >= 0:
            whole = self._ledger.last
            subject = self._ledger.statements[whole].subject
        elif self._ledger.intake >= 0 and not self._ledger.grew and self._memory.topic == "applications":
            whole = self._ledger.intake  # 同比增长8.5% in a sentence of its own
            subject = replace(self._ledger.statements[whole].subject, loose=True)
        if not subject or not self._memory.compared or token.number.unit not in ("%", *COUNT_UNITS):
            return
        if whole >= 0 or not self._memory.elsewhen:
            value = -token.number.value if grown.kind == "down" else token.number.value
            self._ledger.ratio("growth", subject, token, grown, whole=whole, value=value)

    def _times(self, token: Token, since: Sequence[Token]) -> None:
        """收到8件，是上年的2倍, or 增长1倍, or 较上年翻了一番."""
        grown = _grown(since)
        compared = [other for other in since if other.kind in ("compare", "last", "year")]
        if self._ledger.last >= 0 and (compared or (grown and self._memory.compared)):
            of = self._ledger.statements[self._ledger.last].subject
            value = token.number.value + (1 if grown else 0)
            first = compared[0] if compared else grown or token
            self._ledger.ratio("growth", of, token, first, whole=self._ledger.last, value=value)
            self._memory.elsewhen, self._memory.compared = False, True

    def _rate(self, token: Token, since: Sequence[Token], rate: Token) -> None:
        topic = self._memory.topic
        if rate.words == "公开率":
            if topic == "applications" and self._ledger.grew and token.number.unit == "%":
                self._ledger.ratio("share", Subject(("granted", "partly_granted"), loose=True), token, rate)
            return
        kinds = {other.kind for other in since}
        known = bool(kinds & {"applications", "heading"}) or topic == "applications"
        known = known or (topic == "appeals" and rate.words.startswith("答复"))
        odd = bool(kinds & {*UNKNOWN, *APPEALS, "channel"}) or ("timely" in kinds and token.number.value <= _WHOLE)
        if known and not odd and token.number.unit == "%" and rate.words[0] in "答办回处":
            kind: Kind = "all" if token.number.value == 100 else "rate"
            self._ledger.ratio(kind, Subject(("done",), part=self._memory.part), token, rate)


def _signed(since: Sequence[Token]) -> bool:
    """（+8.47%） is a growth, and of what is not said."""
    return any(_SIGNS & set(other.words) for other in since)


def _grown(before: Sequence[Token]) -> Token | None:
    """The word 增长 or 减少 right before a number; 增加到 is followed by a number of its own."""
    for token in reversed(before):
        if token.kind in ("up", "down"):
            return token
        if token.kind not in ("fill", "roughly") or token.words in ("到", "至"):
            return None
    return None
