"""One walk over the clauses of a paragraph, from words and numbers to statements."""

import re
from collections.abc import Sequence
from dataclasses import replace

from nianbao.core.grammar.bare import name_of_kind, subject_in_list, subject_of_bare
from nianbao.core.grammar.clauses import REASONS, Clause, Piece, clauses, pieces, telling
from nianbao.core.grammar.labels import (
    AMONG,
    after_colon,
    combined,
    counts_cases,
    has,
    is_left_over,
    is_place,
    is_unusual_unit,
    named_by,
    only_acts,
    parted,
    since_heading,
    without_way,
)
from nianbao.core.grammar.ledger import Ledger
from nianbao.core.grammar.memory import APPEALS, UNRELATED, Context, Memory
from nianbao.core.grammar.numerals import COUNT_UNITS, TIME_UNITS
from nianbao.core.grammar.parts import as_part, is_aside, is_of_part, is_shared_out, tells_of_charges
from nianbao.core.grammar.past import Past
from nianbao.core.grammar.proportions import Proportions, is_ratio
from nianbao.core.grammar.statements import INTAKES, Statement, Subject, Topic
from nianbao.core.grammar.subjects import UNKNOWN, money_of, subject_of
from nianbao.core.grammar.tokens import Squeezed, Token, tokens
from nianbao.core.grammar.unnumbered import Unnumbered

_SENTENCE = re.compile(r"[^。！？；]+[。！？；]?")
# a sentence without these words has no number, and settles no topic for those after it
_TELLING = re.compile(r"\d|[未无没零均都皆件宗起份]|不涉|全部|一律|持平|申请|^[（一二三四五六七八九十①-⑳]")
_TIMES = ("last", "next", "year")
_HEAD = 8  # words
_SORTED = re.compile("[按从以].{0,12}(?:方式|渠道|途径|形式|申请人|主体|对象|性质|身份|类型|来源).{0,4}[分看]")
_SUMS = ("两项", "三项", "二者", "两者", "三者", "四项", "两类", "三类", "四类")
_AMOUNTS = ("为", "均为", "都为", "都是", "均是", "达", "达到", "共")
_STILL = ("还", "有", "尚", "另", "仍", "另外", "此外")
_BESIDES = ("另", "此外", "同时")
_VAGUE = ("opened", "applicants", "turned", "pool", "source", "carried_in", "carried_forward", *APPEALS)
_COMPLETE = ("包括", "分为", "拆为", "具体为", "具体是")
_FORESEEN = 120  # characters after a semicolon in which 均与政府信息公开无关 still speaks of what stands before it


def walk(squeezed: Squeezed, year: int | None, context: Context) -> tuple[list[Statement], Context]:
    """The statements of a paragraph, their places counted in it, and what it hands on."""
    counted = context.home == "applications"
    memory = Memory(year, context.topic, home=context.home, headed=context.document, counted=counted)
    reader = _Reader(squeezed, memory)
    words = squeezed.words
    for match in _SENTENCE.finditer(words):
        if _TELLING.search(match[0]):
            continued = words[max(match.start() - 1, 0)] == "；"
            rest = words[match.end() : match.end() + _FORESEEN].split("。")[0]
            unrelated = match[0][-1] == "；" and bool(UNRELATED.search(rest))
            row = tokens(words, match.start(), match.end())
            reader.read(list(clauses(row)), continued=continued, unrelated=unrelated)
        else:
            reader.memory.pass_over()
    return reader.ledger.statements, Context(reader.memory.base, reader.memory.home, reader.memory.headed)


class _Reader:
    def __init__(self, squeezed: Squeezed, memory: Memory) -> None:
        self.memory = memory
        self.ledger = Ledger(squeezed)
        self._proportions = Proportions(memory, self.ledger)
        self._goal = self._charged = False
        self._left: Piece | None = None  # a number whose name may follow
        self._outside: tuple[bool, bool, bool, Topic] | None = None  # what held before the bracket was opened
        self._unnumbered = Unnumbered(memory, self.ledger)
        self._past = Past(memory, self.ledger)

    def read(self, sentence: Sequence[Clause], *, continued: bool, unrelated: bool) -> None:
        self.memory.begin(sentence, continued=continued, unrelated=unrelated)
        self.ledger.begin(continued=continued or has(sentence[0].tokens[:1], "within"))
        self._goal, self._left, self._outside = False, None, None
        for part in (self._proportions, self._unnumbered, self._past):
            part.begin()
        for clause in sentence:
            self._clause(clause)
        self._unnumbered.end()
        self.memory.end(counted=self.ledger.grew)

    def _clause(self, clause: Clause) -> None:
        memory = self.memory
        self._goal = self._goal or clause.has("goal")
        if self._goal or clause.has("aim"):
            return
        memory.compared = memory.compared or clause.has("compare")
        memory.content = memory.content or (clause.has("content", "respectively") and memory.topic == "applications")
        memory.cases = () if clause.has("reconsideration", "suits") else memory.cases
        self._note_list(clause)
        self._charged = tells_of_charges(clause.tokens)
        if clause.has("share") and clause.has("respectively") and self._proportions.shared_out(clause.tokens):
            return
        held: list[Token] = []
        for place, token in enumerate(clause.tokens, 1):
            if is_ratio(token, held):
                self._counts(held)
                self._proportions.read(token, held, clause.tokens[place:], in_brackets=clause.opener == "open")
                held = []
            else:
                held.append(token)
            if token.kind == "compare":
                self._past.compare(token)
        self._counts(held)

    def _note_list(self, clause: Clause) -> None:
        """Whether parts of a whole are listed from here on, and whether the words claim to name all of them."""
        ledger = self.ledger
        if clause.opener == "open":
            self._outside = ledger.within, ledger.complete, self.memory.elsewhen, self.memory.topic
        elif clause.opener == "close" and self._outside:
            ledger.within, ledger.complete, self.memory.elsewhen, topic = self._outside
            self.memory.topic = topic if topic in ("appeals", "applications") else self.memory.topic
            self._outside = None
        besides = any(token.words in _BESIDES for token in clause.tokens[:1])
        within = any(token.kind == "within" or token.words == "=" for token in clause.tokens)
        shared_out = ledger.has_intake and is_shared_out(clause.tokens)
        ledger.within = within or shared_out or (ledger.within and not besides)
        head = "".join(token.words for token in clause.tokens[:_HEAD])
        all_named = any(token.words in _COMPLETE for token in clause.tokens) or _SORTED.search(head)
        ledger.complete = (ledger.complete or shared_out or bool(all_named)) and "为主" not in head
        ledger.aside = self._outside is not None

    # numbers

    def _counts(self, row: Sequence[Token]) -> None:
        """The numbers of a stretch of a clause, or what it says without one."""
        if not has(row, "number"):
            self._wordy(row)
        elif not (has(row, "respectively") and self._distributed(row)):
            individually = has(row, "each", "respectively")
            for piece in pieces(row):
                if piece.number:
                    self._piece(piece, individually=individually)
                else:
                    self._wordy(piece.words)

    def _piece(self, piece: Piece, *, individually: bool) -> None:
        assert piece.number
        if piece.number.number.value == 1 and has(piece.labels[-1], "none"):
            self._wordy([*piece.words, *piece.after])  # 未发生一起行政复议
            return
        self._note_labels(piece.labels)
        before = self.memory.topic, self.memory.elsewhen
        noun, claim = parted(without_way(piece.after))
        if not noun and self._past.recall(piece):
            return
        remaining = before[0] == "applications" and is_left_over(piece, noun, claim, self.memory.year)
        if not noun and not telling(piece.words) and has(claim[:1], "all") and subject_of(claim, self.memory):
            noun, claim = claim, []  # 其余19件均已办结
        subjects = self._subjects(piece, noun, individually=individually)
        if remaining:
            self.memory.topic, self.memory.elsewhen = before
            subjects, claim = [Subject(("carried_forward",))], []  # 剩余2件均在法定期限内
        elif subjects and subjects[0].faint and "." in subjects[0].names[0] and self._lists_kinds(piece):
            subjects = [Subject(("kind",), loose=True)]  # 其中规划许可类3件
        elif has(piece.words, "rest") and subjects and subjects[0].names[0] in INTAKES and _is_total(subjects[0]):
            subjects = [Subject(("kind",), loose=True)]  # 其余11件为村民申请
        self._take(piece, noun, subjects, before)
        if piece is not self._left:
            self.memory.note(noun)
            if before[0] == "applications" and subjects and "." not in subjects[0].names[0]:
                self.memory.topic = before[0]  # 1件属信访诉求、作不予处理答复
        self.ledger.within = self.ledger.within or any(token.words in AMONG for token in noun[-1:])  # 33件申请中，
        self._unnumbered.of_all = has(noun, "applications")
        if claim and not is_of_part(claim, noun, self.ledger):
            self._wordy(claim)

    def _take(self, piece: Piece, noun: list[Token], subjects: list[Subject], before: tuple[Topic, bool]) -> None:
        """Take in a number of the subjects: of this year, of another, or of none that the form knows."""
        if subjects and is_aside(subjects[0], [*piece.words, *noun], self.ledger, before[0], charged=self._charged):
            self.ledger.last = -1
        elif not subjects or not self._is_counted(piece, noun, subjects[0]):
            self._strange(piece, noun, before)
        elif self.memory.elsewhen and subjects[0].names != ("carried_in",):
            self._past.count(piece, subjects)
            why = piece.words or (noun and noun[0].words in REASONS)  # 3件因12月底收到，结转下年度
            if why and all(token.words in _STILL for token in piece.words):
                self._left, self.memory.elsewhen = piece, before[1]  # 还有1件在12月收到，结转下年度
        else:
            for subject in subjects:
                self._count(as_part(subject, [*piece.words, *noun], self.ledger), piece, noun)

    def _lists_kinds(self, piece: Piece) -> bool:
        return self.ledger.lists_intake and self.ledger.counts_in(piece.unit)

    def _is_counted(self, piece: Piece, noun: list[Token], subject: Subject) -> bool:
        """Whether a number is one of cases, by its unit."""
        if not (counts_cases(piece.unit, subject) or is_unusual_unit(piece, subject)) or (not piece.unit and noun):
            return False
        return not (subject.names == ("opened",) and piece.unit == "条" and not self.ledger.counts_in("条"))

    def _strange(self, piece: Piece, noun: list[Token], before: tuple[Topic, bool]) -> None:
        """A number of something that no table knows, or that is named further on: 剩余2件因补正，结转下年度."""
        told = telling([*piece.words, *noun])
        left = not telling(piece.words) and piece.unit in COUNT_UNITS and before[0] == "applications"
        why = noun and noun[0].words in (*REASONS, "在") and all(t.words in _STILL for t in piece.words)
        still = all(token.words in _STILL for token in piece.words)
        if left and piece.number and (has(piece.words, "rest") or why or (still and not told)):
            self._left = piece
            self.memory.topic, self.memory.elsewhen = before
        elif piece.number and told and (subject := subject_in_list(piece, noun, self.ledger)):
            self._count(subject, piece, noun)
        elif piece.number and (name := name_of_kind(piece, noun, self.memory, self.ledger)):
            first = min(name[0], piece.number, key=lambda token: token.start)
            self.ledger.count(Subject(("kind",), loose=True), piece.number, first)
        elif piece.unit not in TIME_UNITS or has([*piece.words, *noun], "foreign", "publish"):
            self.ledger.last = -1 if told else self.ledger.last
            self.memory.strange([*piece.words, *noun], listed=self.ledger.within or self.ledger.aside)

    def _note_labels(self, labels: Sequence[list[Token]]) -> None:
        """Take in the words before a number; those of a heading before a colon count no cases of their own."""
        for label in labels:
            place = max((at + 1 for at, token in enumerate(label) if token.kind == "colon"), default=0)
            if place:
                self.memory.note_heading(label[:place])
            self.memory.note(label[place:])

    def _subjects(self, piece: Piece, noun: list[Token], *, individually: bool) -> list[Subject]:
        labels = named_by([label for label in after_colon(piece.labels) if telling(label)])
        if labels and labels[-1][-1].words in AMONG:
            labels = []  # 诉讼案件中7件被驳回: the number is that of the words behind it
            self.ledger.within = True
        while len(labels) > 1 and has(labels[0], "none"):
            self._wordy(labels.pop(0))  # 没有收费、行政复议1件
        if found := self._past.goes_on(piece, labels):
            return found
        if not labels:
            return self._unnamed(piece, noun)
        if telling(noun) and all(only_acts(label) for label in labels):
            self.memory.note(noun)  # 收到5件政府信息公开申请: the object stands behind the number
            labels[-1] = [*labels[-1], *noun]
        subjects = [subject_of(label, self.memory) for label in labels]
        if subjects[-1] is None:
            return []
        strange = any(s is None and has(label, *UNKNOWN) for s, label in zip(subjects, labels, strict=True))
        if strange and not has(labels[-1], "applications"):
            return []
        return combined([s for s in subjects if s], individually or piece.is_zero)

    def _unnamed(self, piece: Piece, noun: list[Token]) -> list[Subject]:
        """What a number counts that has no name before it."""
        awaited = self._unnumbered.awaited
        if awaited and piece.words and all(token.words in _AMOUNTS for token in piece.words):
            return [awaited]
        if piece.unit == "元" and (money := money_of(piece.words, self.memory)):
            return [money]
        self.memory.note(noun)
        found = subject_of(noun, self.memory) if telling(noun) else None
        found = found or subject_of_bare(piece, noun, self.memory, self.ledger)
        return [found] if found else []

    def _count(self, subject: Subject, piece: Piece, noun: Sequence[Token]) -> None:
        assert piece.number
        self._left = None
        self.memory.note_cases(subject)
        named = subject.names[0].partition(".")[0] not in (*INTAKES, "done", *_VAGUE)
        self.ledger.sure = self.memory.own or named
        row = since_heading(piece.words)
        carried = subject.names[0].startswith("carried")
        told = [
            t for t in row if (telling([t]) and t.kind not in ("word", "foreign")) or (carried and t.kind in _TIMES)
        ]
        if subject.names[0] in (*INTAKES, "done"):
            subject = self._with_way(subject, piece, [*row, *noun])
        if subject.names == ("applications",) and piece.unit == "条":
            subject = replace(subject, loose=True)  # 依申请公开信息3条 may be what was disclosed
        last = noun[-1] if noun and not told else None
        hints = [token for token in row if token.kind in ("wholly", "rest", "channel") or token.words in _SUMS]
        if not told or subject.names == ("channel",):
            told = sorted([*hints, *told], key=lambda token: token.start)
        self.ledger.count(subject, piece.number, told[0] if told else piece.number, last, summed=has(row, "wholly"))

    def _with_way(self, subject: Subject, piece: Piece, row: Sequence[Token]) -> Subject:
        """What came in, with the way by which it came, or whose it is, where only a part is counted."""
        ledger = self.ledger
        self.memory.counted = True
        ways = [t.words for t in row if t.kind == "channel" and (t.words != "书面" or ledger.within)]
        named = sum(has(label, "channel") for label in (*piece.labels, piece.after))
        several = named > 1 or any("等" in token.words for token in row)
        if ways and subject.names[0] != "done" and ledger.has_intake and (ledger.within or not several):
            subject = replace(subject, names=("channel",))
        some = "".join(token.words for token in row if token.kind == "some")
        part = some or subject.part or self.memory.part or ("" if several else "".join(ways))
        if ledger.lists_intake and subject.names[0] in INTAKES and any(map(is_place, since_heading(piece.words))):
            return replace(subject, part=part, names=("kind",), loose=True)  # 其中市直部门收到411件、各区县收到491件
        return replace(subject, part=part)

    def _distributed(self, row: Sequence[Token]) -> bool:
        """自然人、法人分别为3件、2件: as many numbers as labels, one after the other."""
        place = next(place for place, token in enumerate(row) if token.kind == "respectively")
        labels = [label for label in pieces(row[:place])[-1].labels if telling(label)]
        numbers = [token for token in row[place:] if token.kind == "number"]
        if len(labels) != len(numbers) or len(labels) < 2:
            return False
        self.ledger.complete = True
        for label, number in zip(labels, numbers, strict=True):
            self.memory.note(label)
            subject = subject_of(label, self.memory)
            if subject and not self.memory.elsewhen and counts_cases(number.number.unit, subject):
                named = "".join(token.words for token in label[label.index(telling(label)[0]) :])
                self.ledger.count(subject, number, number, label=named)
        return True

    # what is said without a number

    def _wordy(self, row: Sequence[Token]) -> None:
        """未收到申请, 均已答复, 与上年持平; or words that only settle what is spoken of."""
        memory, ledger = self.memory, self.ledger
        memory.note(row, wordy=True, first=not ledger.statements)
        ledger.of_done = ledger.of_done or (has(row, "done") and row[-1].words in AMONG)
        if memory.elsewhen or not row:
            return
        if self._left and has(row, "turn", "pending") and (found := subject_of(row, memory)):
            self._count(found, self._left, [])
        else:
            self._unnumbered.read(row)


def _is_total(subject: Subject) -> bool:
    return subject.column == "total"
