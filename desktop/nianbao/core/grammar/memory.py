"""What the words so far have settled: the topic, whose outcomes are counted, whose year it is, whose applications."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nianbao.core.grammar.clauses import Clause
from nianbao.core.grammar.statements import GROUPS, Subject, Topic
from nianbao.core.grammar.tokens import Token
from nianbao.core.grammar.words import DOCUMENTS

APPEALS = ("reconsideration", "direct_suit", "suit_after_reconsideration", "suits")
VERBS = ("received", "new", "done", "handled", "all", "rate")
_SUITS = ("direct_suit", "suit_after_reconsideration")
_TOPICS: dict[str, Topic] = {
    "applications": "applications",
    "heading": "applications",
    "foreign": "foreign",
    "publish": "published",
    "section": "published",
    "compiled": "published",
    **dict.fromkeys(APPEALS, "appeals"),
}
_STRANGE = frozenset({"word", "foreign", "publish", "section", "compiled"})
_DOCUMENTS = ("normative_documents", "rules")
_TIMES = frozenset({"year", "span", "this", "end", "last", "period", "date", "range", "next"})
_PARTS = frozenset({"office", "everybody", "whole_area", "others", "fill"})  # words that may say whose cases they are
_DEALING = frozenset({"received", "new", "done", "handled"})
_ELSEWHERE = _STRANGE | _TOPICS.keys() | set().union(DOCUMENTS)  # a sentence of these words has a topic
# what is said of applications alone, whatever the sentence before was about
_ORGANISATIONS = frozenset({"organisation", "corporate", "business", "legal_services", "nonprofit", "research"})
_SPECIFIC = frozenset({*GROUPS[1:], "turn", "person", "organisation", "legal_services", "opened"})
_RELATED = re.compile(
    "延|补正|答复[书文]|告知书|通知书|材料|会商|协调|超期|逾期|不规范|意见$|减免|费用|信息处理费|不属于"
)
UNRELATED = re.compile("无关|(?:无一[件起宗例]|[均都]?[不未])涉及?(?:及)?(?:政府)?信息公开")
# cases of all kinds, some of which have to do with the disclosure of information
_AMONG_OTHERS = re.compile(
    r"^(?:(?!信息公开|依申请).)*(?:复议|诉讼|应诉)[^，。；]{0,6}\d[^。]*其中[^。；]{0,40}信息公开"
)
_LONG_AGO = ("条例", "施行", "实施", "成立")  # 自条例施行以来
_EARLY = 2  # words: a time that stands later in a clause without a number is not that of the numbers after it


class Context(NamedTuple):
    """What a paragraph hands on to the next: its topic, that of the heading above it, and the documents it names."""

    topic: Topic
    home: Topic
    document: str = ""


START = Context("unsaid", "")


@dataclass(slots=True)
class Memory:
    """What is spoken of at this place of a paragraph. `year` is that of the report, None where it is not known.

    `base` is the topic of the heading or of the sentence before, `topic` that of the words just read.
    """

    year: int | None
    base: Topic = ""
    topic: Topic = ""
    headed: str = ""  # the documents that the heading names
    home: Topic = ""  # what the heading, or what was counted under it, spoke of
    content: bool = False  # the sentence tells what the applications are about
    deciding: bool = False  # the sentence tells what was decided, and not what was published
    informed: bool = False  # the sentence speaks of the disclosure of information
    own: bool = False  # and says so itself
    counted: bool = False  # applications have been counted
    guessed: bool = False  # that the sentence speaks of applications is guessed
    among: bool = False  # cases of all kinds are told of, and those about the disclosure of information among them
    acting: bool = False  # the sentence speaks of the cases that the unit decides
    attributes: bool = False  # documents are counted by how public they are
    elsewhen: bool = False  # of another year, or of a part of the year
    last_year: bool = False  # of the whole of last year
    part: str = ""  # whose applications, if not the unit's
    settled: bool = False  # the topic of the sentence is that of the next one too
    compared: bool = False
    appeal: tuple[str, ...] = ()
    appeals: tuple[tuple[str, ...], ...] = ()  # whose outcomes may be meant as well
    cases: tuple[str, ...] = ()  # the kinds of cases that the clause has counted
    open_cases: tuple[str, ...] = ()  # those that the sentence has counted whose outcomes have not been told
    _outcomes_told: bool = False
    tried: bool = False  # those that have been settled are spoken of
    named: tuple[str, ...] = ()  # the kinds of cases that the sentence has named
    document: str = ""
    document_verb: str = ""

    def begin(self, sentence: Sequence[Clause], *, continued: bool = False, unrelated: bool = False) -> None:
        """Forget what held for the sentence before, and look over the new one.

        `continued`: it follows a semicolon. `unrelated`: what follows says that its cases have nothing to do with the
        disclosure of information.
        """
        row = [token for clause in sentence for token in clause.tokens]
        kinds = {token.kind for token in row}
        spoken = "".join(token.words for token in row if token.kind != "title")
        self.settled = self.guessed = False
        self.open_cases = self.open_cases if continued else ()
        if row and row[0].kind == "marker" and not row[0].words.endswith("是"):
            self._head(row[0].words, kinds)
        elif self.base in ("", "foreign", "published") and self.home == "applications" and kinds & _SPECIFIC:
            self.base = "" if kinds & _STRANGE else self.home
        if self.base in ("", "unsaid", "foreign", "published") and not self._is_of_documents(kinds, spoken):
            self._infer(kinds, sentence, named="applications" in kinds or "heading" in kinds or "信息公开" in spoken)
        unsaid = self.base == "unsaid"
        self.base = "" if unsaid else self.base
        self.topic = self.base
        applications = bool(kinds & {"applications", "heading"})
        self.informed = self.base in ("applications", "appeals") or applications or "信息公开" in spoken
        documents = "refused" in kinds or "文件" in spoken
        self.attributes = (
            "compiled" in kinds
            or (documents and "publish" in kinds and applications and not kinds & set(VERBS))
            or (continued and self.attributes)
        )
        self.own = applications or "信息公开" in spoken
        self.elsewhen = self.last_year = self.compared = self.content = self.deciding = False
        among = _AMONG_OTHERS.search(spoken)
        self.among = bool(among) and not kinds & _DEALING and "应诉" not in spoken
        self.acting = (
            bool(UNRELATED.search(spoken) or among)
            or (unrelated and not applications and "信息公开" not in spoken)
            or (continued and self.acting and not kinds.intersection(APPEALS))
        )
        if unsaid and not kinds & _ELSEWHERE and not self.informed and kinds & {"done", "turn", "pending"}:
            self.topic, self.guessed = "applications", True  # 已答复13件 stands alone
        self.part = self.document_verb = ""
        self.document = self.headed
        self.named = ()
        self.tried = continued and self.tried

    def _is_of_documents(self, kinds: set[str], spoken: str) -> bool:
        """Whether 不予公开 may be said of documents: 制发公文, 主动公开N条."""
        return "compiled" in kinds or "publish" in kinds or "文件" in spoken or self.attributes

    def _infer(self, kinds: set[str], sentence: Sequence[Clause], *, named: bool) -> None:
        """Two results of the form are named, or all that applications go through: those are counted."""
        if len(kinds.intersection(GROUPS)) > 1:
            self.base = "applications"
        elif named:
            return
        elif "person" in kinds and kinds & _ORGANISATIONS and "number" in kinds and not kinds & {*_STRANGE, *APPEALS}:
            self.base, self.guessed = "applications", True
        elif any(_asks(clause) for clause in sentence):
            self.base, self.guessed = "applications", True  # 年度受理233件申请
        elif kinds >= {"turn", "done"} and kinds & {"new", "received"} and not kinds & {"foreign", *APPEALS}:
            self.base, self.guessed = "applications", True

    def pass_over(self) -> None:
        """A sentence that says nothing of numbers."""
        self.base = "" if self.base == "unsaid" else self.base

    def _head(self, marker: str, kinds: set[str]) -> None:
        """A heading settles a new topic; 1. under （二） only when it names one, or something that no list knows."""
        self.settled = bool(kinds & _TOPICS.keys()) or "number" not in kinds
        if self.base == "appeals" and kinds.intersection(APPEALS):
            return  # （1）行政复议2件 under 复议诉讼情况
        below = marker[-1] not in "、）" or marker.strip("（）、").isdigit() or bool(kinds & {*_DEALING, "request"})
        if self.settled and not (below and self.home == "applications" and not kinds & {*_STRANGE, *_TOPICS}):
            self.base = self.home = ""
        if self.settled:
            self.headed = next((kind for kind in _DOCUMENTS if kind in kinds), "")

    def end(self, *, counted: bool) -> None:
        """A sentence that settles or counts something hands its topic to the next."""
        if self.settled or counted or self.topic == "applications":
            self.base = self.topic
        if self.base == "applications" or (self.base == "appeals" and self.home != "applications"):
            self.home = self.base

    def strange(self, row: Sequence[Token], *, listed: bool) -> None:
        """A number of something unknown: verbs without an object speak of that from here on.

        Unless it is one of the parts that are `listed`: 其中规划许可类3件.
        """
        self.settled = True
        kinds = {token.kind for token in row if not _is_related(token)}
        if kinds <= {"word", "fill", *_TIMES} and any(map(_is_related, row)):
            return  # 全年出具答复书14份
        if self.content and not kinds & {*_DEALING, "publish"}:
            return  # 主要涉及征地补偿3件、旧城改造2件
        self.deciding = False
        if "publish" in kinds:
            self.topic = "published"
        elif kinds & {"foreign", "compiled", "section"} or ("word" in kinds and not listed):
            self.topic = "foreign"

    def note(self, row: Sequence[Token], *, wordy: bool = False, first: bool = False) -> None:
        """Take in the words of a label or of a `wordy` clause without a number; `first`: nothing was counted yet."""
        kinds = {token.kind for token in row}
        if self.among and any("信息公开" in token.words for token in row):
            self.acting = False
        if not kinds.isdisjoint(_TOPICS):
            self._note_topic(row, kinds, wordy=wordy, first=first)
        self.counted = self.counted or "applications" in kinds
        if wordy and not kinds.isdisjoint(_DOCUMENTS):
            self.document = next(token.kind for token in reversed(row) if token.kind in _DOCUMENTS)
            self.document_verb = ""
        if "since" in kinds and any(word in "".join(token.words for token in row) for word in _LONG_AGO):
            self.elsewhen = True
        elif not kinds.isdisjoint(_TIMES) and kinds.isdisjoint(("turn", "pending")):
            for place, token in enumerate(row):
                early = not wordy or place < _EARLY or token.kind in ("year", "this", "span", "end")
                since = wordy and [other.kind for other in row[place + 1 : place + 2]] == ["since"]
                of_cause = token.kind == "year" and place and row[place - 1].words in ("因", "对", "不服", "就")
                if token.kind in _TIMES and early and not since and not of_cause:
                    self._note_time(token)
        if not kinds.isdisjoint(APPEALS):
            self._note_appeals(tuple(dict.fromkeys(token.kind for token in row if token.kind in APPEALS)))
        self.tried = self.tried or ("settled" in kinds and "all" not in kinds)
        if not kinds.isdisjoint(_PARTS):
            self._note_part(row)

    def _note_topic(self, row: Sequence[Token], kinds: set[str], *, wordy: bool, first: bool) -> None:
        acts = not wordy or first or not kinds.isdisjoint(VERBS)
        if self.content:
            acts = bool(kinds & ({"received", "new"} if wordy else _DEALING)) and not (wordy and "content" in kinds)
        acts = acts and not (wordy and self.topic == "applications" and "request" in kinds)  # 对来信来函申请逐件会商
        for token in row:
            topic = _TOPICS.get(token.kind)
            if topic and (acts or topic not in ("foreign", "published")) and not _is_related(token):
                self.topic = topic

    def note_cases(self, subject: Subject) -> None:
        """Cases are counted, or outcomes told: those of the cases counted next are theirs alone."""
        group, _, outcome = subject.names[0].partition(".")
        if group in APPEALS and outcome == "total":
            self.open_cases = (group,) if self._outcomes_told else (*self.open_cases, group)
        self._outcomes_told = group in APPEALS and outcome != "total"

    def note_heading(self, row: Sequence[Token]) -> None:
        """Take in the words before a colon: they count no cases, and settle what documents are counted."""
        self.note(row)
        self.cases = ()
        self.document = next((token.kind for token in row if token.kind in _DOCUMENTS), self.document)

    def _note_appeals(self, found: tuple[str, ...]) -> None:
        """Outcomes are of the cases named last, but 复议2件、诉讼1件，其中维持3件 are of both."""
        if self.cases and set(found) <= set(_SUITS) and set(self.cases) <= {"suits", *_SUITS}:
            self.appeals = (("suits",),)
        else:
            both = tuple(dict.fromkeys((*self.cases, *found)))
            self.appeals = (both, *((case,) for case in self.cases)) if len(both) > len(found) else ()
        self.cases = (*self.cases, *found)
        self.named = tuple(dict.fromkeys((*self.named, *found)))
        self.appeal = found

    def _note_time(self, token: Token) -> None:
        if token.kind in ("year", "span"):
            years = re.findall(r"(?:19|20)\d\d", token.words)
            self.elsewhen = bool(years and self.year and int(years[0]) != self.year)
            self.last_year = token.kind == "year" and bool(years and self.year and int(years[0]) + 1 == self.year)
        elif token.kind in ("this", "end"):
            self.elsewhen = False
        elif token.kind in ("last", "period", "date", "range", "next"):
            self.elsewhen, self.last_year = True, token.kind == "last"

    def _note_part(self, row: Sequence[Token]) -> None:
        """Whose applications are spoken of: 区政府办 is not the whole of 区政府, 我局 is."""
        for before, token in zip((None, *row), row, strict=False):
            if token.kind in ("received", "new", "done", "handled", "applications"):
                break
            if token.kind in ("office", "everybody", "whole_area", "others"):
                named = before.words if before and before.kind == "word" and before.end == token.start else ""
                if named or (token.kind != "others" and not self.part.endswith("办")):
                    self.part = named + token.words
            elif token.kind == "fill" and token.words[0] in "我本全" and len(token.words) > 1:
                self.part = ""


def _asks(clause: Clause) -> bool:
    """Whether applications are counted, and nothing is said that no list knows."""
    known = not clause.has(*_STRANGE, *APPEALS, *_DOCUMENTS, "licensing", "whole_area", "everybody")
    return known and clause.has("number") and clause.has("request") and clause.has("new", "received")


def _is_related(token: Token) -> bool:
    """Whether a word that no table counts belongs to the handling of applications: 延长期限, 补正, 征求第三方意见."""
    return token.kind == "foreign" and bool(_RELATED.match(token.words))
