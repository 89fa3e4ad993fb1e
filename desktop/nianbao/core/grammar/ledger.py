"""The statements of a paragraph as they are made, each linked to the whole that it is a part of."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from nianbao.core.grammar.memory import APPEALS
from nianbao.core.grammar.numerals import LOOSE_UNITS
from nianbao.core.grammar.statements import GROUPS, INTAKES, Kind, Statement, Subject
from nianbao.core.grammar.tokens import Squeezed, Token
from nianbao.core.grammar.words import DETAILS

_MUCH = 60  # statements
_HALVES = {"“": "”", "‘": "’"}


class Ledger:
    """Statements in order. `last` is the place of the number that a share or a growth would speak of, −1 for none."""

    def __init__(self, squeezed: Squeezed) -> None:
        self._squeezed = squeezed
        self._wholes: dict[str, int] = {}
        self._began = self._began_anew = 0  # where the sentence began; the same from the last full stop on
        self.statements: list[Statement] = []
        self.last = -1
        self.within = self.complete = False  # in a list of parts; one that claims to name them all
        self.aside = False  # in brackets
        self.sure = True  # the sentence tells of what it counts
        self.of_done = False  # of what was dealt with: 办结件中，

    def begin(self, *, continued: bool) -> None:
        """A new sentence, or what follows a semicolon."""
        self._began = len(self.statements)
        self._began_anew = self._began_anew if continued else self._began
        self.last = -1
        self.within = continued and self.within
        self.complete = self.of_done = False

    @property
    def grew(self) -> bool:
        """Whether the sentence has made a statement."""
        return len(self.statements) > self._began

    @property
    def intake(self) -> int:
        """The place of the number that came in, −1 when what was dealt with has been counted since."""
        intake, done = self._wholes.get("intake", -1), self._wholes.get("done", -1)
        return intake if intake > done else -1

    @property
    def sentence(self) -> Sequence[Statement]:
        """What has been said since the last full stop; of very much, the last."""
        return self.statements[max(self._began_anew, len(self.statements) - _MUCH) :]

    @property
    def listed(self) -> list[Statement]:
        """The parts that stand right before this place, of one whole and one family."""
        parts: list[Statement] = []
        for part in reversed(self.sentence):
            if part.kind == "count":
                if not part.family or (parts and (part.whole, part.family) != (parts[0].whole, parts[0].family)):
                    break
                parts.insert(0, part)
        return parts

    @property
    def lists_intake(self) -> bool:
        """Whether parts are listed of what came in, right behind its number."""
        return self.within and self.intake >= self._began_anew

    def counts_in(self, unit: str) -> bool:
        """Whether what came in has been counted in this unit."""
        return self.has_intake and self.statements[self._wholes["intake"]].unit == unit

    @property
    def counts_cases(self) -> bool:
        """Whether the last number was one of cases of 行政复议 or 行政诉讼."""
        return self.last >= 0 and self.statements[self.last].name.partition(".")[0] in APPEALS

    @property
    def took_in(self) -> bool:
        """Whether the sentence has counted what came in."""
        return self._wholes.get("intake", -1) >= self._began_anew

    @property
    def has_intake(self) -> bool:
        """Whether the paragraph has counted what came in."""
        return "intake" in self._wholes

    def say(
        self,
        kind: Kind,
        subject: Subject,
        row: Sequence[Token],
        whole: int = -1,
        *,
        value: Decimal | None = None,
        unit: str = "",
    ) -> None:
        """A statement in words without a number."""
        start, end = row[0].start, row[-1].end
        places = self._squeezed.places
        words = self._squeezed.words[start:end]
        made = Statement(
            kind, subject, value or Decimal(0), places[start], places[end - 1] + 1, words, unit, whole=whole
        )
        self.statements.append(made)

    def ratio(
        self, kind: Kind, subject: Subject, token: Token, first: Token, *, whole: int = -1, value: Decimal | None = None
    ) -> None:
        """A share, a rate or a growth, of a `value` that is not the number itself: 增长2倍 is three times as much."""
        made = self._made(kind, subject, token, first)
        self.statements.append(replace(made, value=made.value if value is None else value, whole=whole))

    def count(
        self,
        subject: Subject,
        token: Token,
        first: Token,
        last: Token | None = None,
        *,
        summed: bool = False,
        label: str = "",
    ) -> None:
        """A number of the subject, from the word `first` to the number or the word `last`. `summed`: 共, 合计."""
        made = self._made("count", subject, token, first, last)
        made = replace(made, label=label) if label else made
        made = replace(made, summed=summed, sure=self.sure)
        made = self._joined(self._understood(made, summed=summed, behind=last is not None))
        self.last = len(self.statements)
        self.statements.append(made)

    def before(self, subject: Subject, token: Token, first: Token) -> None:
        """A number of last year's."""
        self.statements.append(self._made("before", subject, token, first))

    def _made(self, kind: Kind, subject: Subject, token: Token, first: Token, last: Token | None = None) -> Statement:
        number, places = token.number, self._squeezed.places
        end = max(token.end, last.end if last else 0)
        start, end = self._with_marks(first.start, end)
        return Statement(
            kind,
            replace(subject, loose=subject.loose or number.unit in LOOSE_UNITS),
            number.value,
            places[start],
            places[end - 1] + 1,
            self._squeezed.words[start:end],
            number.unit,
            number.grain,
            number.rough,
            digits=(places[token.start], places[number.stop - 1] + 1) if number.stop else (0, 0),
        )

    def _with_marks(self, start: int, end: int) -> tuple[int, int]:
        """With the quotation mark or bracket whose other half is within: “予以公开”5件, 本年新收（12件）."""
        words = self._squeezed.words
        within = words[start:end]
        if start and words[start - 1] in _HALVES and _HALVES[words[start - 1]] in within:
            start -= 1
        if words[end : end + 1] == "）" and within.count("（") > within.count("）"):
            end += 1
        return start, end

    def _understood(self, made: Statement, *, summed: bool, behind: bool) -> Statement:
        """结转 after 办结 is to the next year; 因……等情形答复8件 after results is one of them.

        A number with its name `behind` it is not the same cases a second time: 行政复议144件，120件做了复议决定.
        """
        before = self.grew and self.statements[-1].family == "sources"
        before = before and (self.aside or not self.statements[-1].aside)  # 办结31件（含上年结转4件），结转3件
        if made.name == "turned" and (before or (self.aside and self.within)):
            return replace(made, subject=replace(made.subject, names=("carried_in",)))  # 新收112件、结转7件；含结转7件
        if made.name == "carried_forward" and self._is_part_of_done and made.words.startswith("跨年"):
            return replace(made, subject=replace(made.subject, names=("carried_in",)))  # 办结29件（其中跨年件3件）
        if made.name in ("new", "received") and self._is_part_of_done:
            return replace(made, subject=Subject(("source",)))  # 办结16件，其中本年新收14件
        if made.name == "turned" and "done" in self._wholes:
            return replace(made, subject=replace(made.subject, names=("carried_forward",), loose=True))
        if made.name == "done" and self.grew and self.statements[-1].family == "results" and not summed:
            return replace(made, subject=Subject(("unnamed",)))
        again = any(other.subject.names == made.subject.names for other in self.statements[self._began :])
        if behind and again and made.name.endswith(".total"):
            return replace(made, subject=Subject(("unnamed",)))
        return made

    @property
    def _is_part_of_done(self) -> bool:
        intake, done = self._wholes.get("intake", -1), self._wholes.get("done", -1)
        return self.of_done or ((self.within or self.aside) and done > intake and done >= self._began_anew)

    def _joined(self, made: Statement) -> Statement:
        """The statement with its whole, and itself remembered as the whole of what may follow."""
        name, wholes = made.name, self._wholes
        family = "" if made.subject.others and name not in DETAILS else self._family(made.subject)
        recent = max(wholes.get("intake", -1), wholes.get("done", -1))
        whole = {
            "": -1,
            "results": wholes.get("done", wholes.get("intake", -1)),
            "outcomes": wholes.get(name.partition(".")[0], -1),
            "progress": recent if self.within and name == "done" else wholes.get("intake", -1),
            "channels": wholes.get("intake", -1),
            "kinds": wholes.get("intake", -1),
        }.get(family, wholes.get(family, recent))
        if not family or name == "done":
            self._remember_whole(name)
        if len(made.subject.names) == 1 and (name in GROUPS or name.endswith(".total")):
            wholes[name.partition(".")[0]] = len(self.statements)
        attached = (self.within or self.aside) and whole >= self._began_anew
        family = family if whole >= 0 else ""
        return replace(made, whole=whole, family=family, complete=self.complete, attached=attached, aside=self.aside)

    def _remember_whole(self, name: str) -> None:
        if name in INTAKES:
            self._wholes["intake"] = len(self.statements)
            self._wholes.pop("done", None)
        elif name == "done":
            self._wholes["done"] = len(self.statements)

    def _family(self, subject: Subject) -> str:
        """What parts of one whole have in common; 国家秘密 is a part of 不予公开 where that has been counted."""
        name = subject.names[0]
        group = name.partition(".")[0]
        if name in DETAILS:
            group = "other" if name == "withdrawn" else group
            return group if group in self._wholes else "results"
        if name in GROUPS or name in ("opened", "unnamed"):
            return "results"
        if name in ("channel", "kind"):
            return f"{name}s"
        if subject.column != "total" or name == "applicants":
            return "applicants"
        if (self.within or self.aside) and name in ("new", "carried_in", "turned", "source"):
            return "sources"
        if self.within and name in ("done", "handled", "carried_forward"):
            return "progress"
        return "outcomes" if group in APPEALS and not name.endswith(".total") else ""
