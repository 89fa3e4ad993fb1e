"""One walk over the clauses of a paragraph, from words and numbers to statements."""

import re
from collections.abc import Sequence
from dataclasses import replace

from nianbao.core.grammar.bare import name_of_kind, subject_of_bare
from nianbao.core.grammar.claims import all_of, denied
from nianbao.core.grammar.clauses import REASONS, Clause, Piece, clauses, pieces, telling
from nianbao.core.grammar.ledger import Ledger
from nianbao.core.grammar.memory import UNRELATED, VERBS, Context, Memory
from nianbao.core.grammar.numerals import COUNT_UNITS, LOOSE_UNITS, NO_NUMBER
from nianbao.core.grammar.proportions import Proportions, is_ratio
from nianbao.core.grammar.statements import GROUPS, INTAKES, Statement, Subject, Topic
from nianbao.core.grammar.subjects import DOCUMENT_VERBS, UNKNOWN, money_of, subject_of
from nianbao.core.grammar.tokens import Squeezed, Token, tokens

_SENTENCE = re.compile(r"[^。！？；]+[。！？；]?")
# a sentence without these words has no number, and settles no topic for those after it
_TELLING = re.compile(r"\d|[未无没零均都皆件宗起份]|全部|一律|持平|申请|^[（一二三四五六七八九十①-⑳]")
_TIMES = ("last", "next", "year")
_HEAD = 8  # words
_SORTED = re.compile("[按从以].{0,12}(?:方式|渠道|途径|形式|申请人|主体|对象|性质|身份|类型|来源).{0,4}[分看]")
_SUMS = ("两项", "三项", "二者", "两者", "三者", "四项", "两类", "三类", "四类")
_STILL = ("还", "有", "尚", "另", "仍")
_BESIDES = ("另", "此外", "同时")
_OFFICES = ("政府", "人民政府", "部门", "单位", "机关", "市", "县", "区", "镇", "乡", "街道", "局")
_COMPLETE = ("包括", "分为", "拆为")
_FORESEEN = 120  # characters after a semicolon in which 均与政府信息公开无关 still speaks of what stands before it


def walk(squeezed: Squeezed, year: int | None, context: Context) -> tuple[list[Statement], Context]:
    """The statements of a paragraph, their places counted in it, and what it hands on."""
    reader = _Reader(squeezed, Memory(year, context.topic, home=context.home, headed=context.document))
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
        self._goal = False
        self._left: Piece | None = None  # a number whose name may follow
        self._before: list[Subject] = []  # what was counted of another year: 由上年的4件增加到11件

    def read(self, sentence: Sequence[Clause], *, continued: bool, unrelated: bool) -> None:
        self.memory.begin(sentence, continued=continued, unrelated=unrelated)
        self.ledger.begin(continued=continued or _has(sentence[0].tokens[:1], "within"))
        self._goal, self._left, self._before = False, None, []
        self._proportions.begin()
        for clause in sentence:
            self._clause(clause)
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
        held: list[Token] = []
        for token in clause.tokens:
            if is_ratio(token, held):
                self._counts(held)
                self._proportions.read(token, held, in_brackets=clause.opener == "open")
                held = []
            else:
                held.append(token)
        self._counts(held)

    def _note_list(self, clause: Clause) -> None:
        """Whether parts of a whole are listed from here on, and whether the words claim to name all of them."""
        ledger = self.ledger
        besides = any(token.words in _BESIDES for token in clause.tokens[:1])
        within = any(token.kind == "within" or token.words == "=" for token in clause.tokens)
        ledger.within = within or (ledger.within and not besides)
        head = "".join(token.words for token in clause.tokens[:_HEAD])
        all_named = any(token.words in _COMPLETE for token in clause.tokens) or _SORTED.search(head)
        ledger.complete = (ledger.complete or bool(all_named)) and "为主" not in head
        ledger.aside = clause.opener == "open"

    # numbers

    def _counts(self, row: Sequence[Token]) -> None:
        """The numbers of a stretch of a clause, or what it says without one."""
        if not _has(row, "number"):
            self._wordy(row)
        elif not (_has(row, "respectively") and self._distributed(row)):
            individually = _has(row, "each", "respectively")
            for piece in pieces(row):
                if piece.number:
                    self._piece(piece, individually=individually)
                else:
                    self._wordy(piece.words)

    def _piece(self, piece: Piece, *, individually: bool) -> None:
        number = piece.number.number if piece.number else NO_NUMBER
        self._note_labels(piece.labels)
        before = self.memory.topic, self.memory.elsewhen
        noun, claim = _parted(piece.after)
        remaining = _has(piece.words, "rest") and (
            (_has(claim, "timely") and not telling(claim)) or _is_due_later(noun, self.memory.year)
        )
        if (
            not telling(piece.words)
            and not noun
            and claim
            and claim[0].kind == "all"
            and subject_of(claim, self.memory)
        ):
            noun, claim = claim, []  # 其余19件均已办结
        subjects = self._subjects(piece, noun, individually=individually)
        if remaining and before[0] == "applications":
            self.memory.topic, self.memory.elsewhen = before
            subjects, claim = [Subject(("carried_forward",))], []  # 剩余2件均在法定期限内
        if (
            not subjects
            or not (_counts_cases(number.unit, subjects[0]) or _is_unusual_unit(piece, subjects[0]))
            or (not number.unit and noun)
            or (subjects[0].names == ("opened",) and number.unit == "条" and not self.ledger.counts_in("条"))
        ):
            self._strange(piece, noun, before)
        elif self.memory.elsewhen:
            self._before = subjects
            if piece.number and piece.words and all(token.words in _STILL for token in piece.words):
                self._left, self.memory.elsewhen = piece, before[1]  # 还有1件在12月收到，结转下年度
        else:
            for subject in subjects:
                self._count(subject, piece, noun)
        if piece is not self._left:
            self.memory.note(noun)
        if claim:
            self._wordy(claim)

    def _strange(self, piece: Piece, noun: list[Token], before: tuple[Topic, bool]) -> None:
        """A number of something that no table knows, or that is named further on: 剩余2件因补正，结转下年度."""
        told = telling([*piece.words, *noun])
        left = not telling(piece.words) and piece.unit in COUNT_UNITS and before[0] == "applications"
        why = noun and noun[0].words in (*REASONS, "在") and all(t.words in _STILL for t in piece.words)
        if left and piece.number and (_has(piece.words, "rest") or why or not (told or piece.words)):
            self._left = piece
            self.memory.topic, self.memory.elsewhen = before
        elif piece.number and (name := name_of_kind(piece, noun, self.memory, self.ledger)):
            first = min(name[0], piece.number, key=lambda token: token.start)
            self.ledger.count(Subject(("kind",), loose=True), piece.number, first)
        else:
            self.ledger.last = -1 if told else self.ledger.last
            self.memory.strange([*piece.words, *noun], listed=self.ledger.within)

    def _note_labels(self, labels: Sequence[list[Token]]) -> None:
        """Take in the words before a number; those of a heading before a colon count no cases of their own."""
        for label in labels:
            place = max((at + 1 for at, token in enumerate(label) if token.kind == "colon"), default=0)
            if place:
                self.memory.note_heading(label[:place])
            self.memory.note(label[place:])

    def _subjects(self, piece: Piece, noun: Sequence[Token], *, individually: bool) -> list[Subject]:
        labels = [label for label in _after_colon(piece.labels) if telling(label)]
        while len(labels) > 1 and _has(labels[0], "none"):
            self._wordy(labels.pop(0))  # 没有收费、行政复议1件
        if not labels:
            if self._before and _has(piece.words, "up", "down") and piece.words[-1].words in ("到", "至", "为"):
                self.memory.elsewhen, self.memory.compared = False, True
                return self._before
            if piece.unit == "元" and (money := money_of(piece.words, self.memory)):
                return [money]
            self.memory.note(noun)
            found = subject_of(noun, self.memory) if telling(noun) else None
            found = found or subject_of_bare(piece, self.memory, self.ledger)
            return [found] if found else []
        if telling(noun) and all(_only_acts(label) for label in labels):
            self.memory.note(noun)  # 收到5件政府信息公开申请: the object stands behind the number
            labels[-1] = [*labels[-1], *noun]
        subjects = [subject_of(label, self.memory) for label in labels]
        if subjects[-1] is None:
            return []
        strange = any(s is None and _has(label, *UNKNOWN) for s, label in zip(subjects, labels, strict=True))
        if strange and not _has(labels[-1], "applications"):
            return []
        return _combined([s for s in subjects if s], individually or piece.is_zero)

    def _count(self, subject: Subject, piece: Piece, noun: Sequence[Token]) -> None:
        assert piece.number
        self._left = None
        row = _since_heading(piece.words)
        carried = subject.names[0].startswith("carried")
        told = [
            t for t in row if (telling([t]) and t.kind not in ("word", "foreign")) or (carried and t.kind in _TIMES)
        ]
        if subject.names[0] in (*INTAKES, "done"):
            self.memory.counted = True
            ways = [token.words for token in (*row, *noun) if token.kind == "channel" and token.words != "书面"]
            named = sum(_has(label, "channel") for label in (*piece.labels, noun))
            several = named > 1 or any("等" in token.words for token in (*row, *noun))
            if ways and subject.names[0] != "done" and self.ledger.has_intake and (self.ledger.within or not several):
                subject = replace(subject, names=("channel",))
            some = "".join(token.words for token in row if token.kind == "some")
            part = some or subject.part or self.memory.part or ("" if several else "".join(ways))
            subject = replace(subject, part=part)
            if self.ledger.lists_intake and subject.names[0] in INTAKES and any(map(_is_place, row)):
                subject = replace(subject, names=("kind",), loose=True)  # 其中市直部门收到411件、各区县收到491件
        if subject.names == ("applications",) and piece.unit == "条":
            subject = replace(subject, loose=True)  # 依申请公开信息3条 may be what was disclosed
        last = noun[-1] if noun and not told else None
        hints = [token for token in row if token.kind in ("wholly", "rest", "channel") or token.words in _SUMS]
        if not told or subject.names == ("channel",):
            told = sorted([*hints, *told], key=lambda token: token.start)
        self.ledger.count(subject, piece.number, told[0] if told else piece.number, last, summed=_has(row, "wholly"))

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
            if subject and not self.memory.elsewhen and _counts_cases(number.number.unit, subject):
                named = "".join(token.words for token in label[label.index(telling(label)[0]) :])
                self.ledger.count(subject, number, number, label=named)
        return True

    # what is said without a number

    def _wordy(self, row: Sequence[Token]) -> None:
        """未收到申请, 均已答复, 与上年持平; or words that only settle what is spoken of."""
        memory, ledger = self.memory, self.ledger
        memory.note(row, wordy=True, first=not ledger.statements)
        ledger.of_done = ledger.of_done or (_has(row, "done") and row[-1].words in ("中", "里"))
        if memory.elsewhen or not row:
            return
        if self._left and _has(row, "turn", "pending") and (found := subject_of(row, memory)):
            self._count(found, self._left, [])
            self._left = None
            return
        none = next((place for place, token in enumerate(row) if token.kind == "none"), -1)
        every = next((place for place, token in enumerate(row) if token.kind in ("all", "each")), -1)
        if none >= 0:
            for subject in denied(row[:none], row[none + 1 :], memory):
                ledger.say("none", subject, row[none:])
        elif every >= 0:
            self._all(row[:every], row[every:])
        elif ledger.intake >= 0 and [t.kind for t in telling(row)] == ["done"] and row[0].kind in ("fill", "timely"):
            ledger.say("all", Subject(("done",), loose=True), row, ledger.intake)
        elif memory.compared and ledger.last >= 0 and _has(row, "level") and not _has(row, "roughly"):
            ledger.say("growth", ledger.statements[ledger.last].subject, row, ledger.last)

    def _all(self, before: Sequence[Token], claim: Sequence[Token]) -> None:
        """均已答复 and 均予以公开: of what came in; 均获维持: of the cases."""
        ledger = self.ledger
        found = all_of(before, claim[1:], self.memory, counted=ledger.intake >= 0)
        if found is None:
            return
        if found.names[0] in GROUPS or found.column != "total":
            if ledger.intake >= 0:
                ledger.say("count", found, claim, ledger.intake, ledger.statements[ledger.intake].value)
        else:
            ledger.say("all" if found.names == ("done",) else "none", found, claim, ledger.intake)


def _is_place(token: Token) -> bool:
    """Whether a word says whose applications are counted: 市直部门, 各区县."""
    return token.kind in ("office", "everybody", "others", "word") or token.words in _OFFICES


def _is_due_later(noun: Sequence[Token], year: int | None) -> bool:
    """Whether cases are told to be answered after the year: 剩下的2件将于2025年1月答复."""
    years = [int(token.words[:4]) for token in noun if token.kind in ("date", "year") and token.words[:4].isdigit()]
    return _has(noun, "done", "handled") and bool(_has(noun, "next") or (year and year + 1 in years))


def _combined(subjects: list[Subject], individually: bool) -> list[Subject]:
    """Labels before one number: each has it, or it is their sum; 受理并办结 is what came in and was dealt with."""
    if len(subjects) < 2 or individually:
        return subjects
    names = tuple(dict.fromkeys(name for subject in subjects for name in subject.names))
    if groups := tuple(name for name in names if name in GROUPS):
        names = groups  # 属信访、重复申请等不予处理: the reasons are examples
    if set(names) & set(INTAKES):
        taken = set(names) & {"done", "handled"}
        return [replace(subjects[-1], names=("taken_and_done",) if taken else names[:1])]
    return [replace(subjects[-1], names=names, loose=any(subject.loose for subject in subjects))]


def _after_colon(labels: Sequence[list[Token]]) -> list[list[Token]]:
    """The labels without a heading before them: 行政复议、诉讼情况：行政复议2件; but not without 新收： before 5件."""
    for place in range(len(labels) - 1, -1, -1):
        colons = [at for at, token in enumerate(labels[place]) if token.kind == "colon"]
        if colons:
            kept = [labels[place][colons[-1] + 1 :], *labels[place + 1 :]]
            named = any(map(telling, kept)) or any(_has(label, "channel") for label in kept)
            return kept if named else list(labels)
    return list(labels)


def _since_heading(row: Sequence[Token]) -> Sequence[Token]:
    """The words behind a colon, where they name something: 申请数量：新收5件, but not 办理数量：5件."""
    place = max((at + 1 for at, token in enumerate(row) if token.kind == "colon"), default=0)
    return row[place:] if telling(row[place:]) else row


def _only_acts(label: Sequence[Token]) -> bool:
    """Whether a label says what was done, and not with what: 县教育局收到."""
    kinds = [token.kind for token in telling(label)]
    return kinds[-1] != "word" and all(kind in (*VERBS, *DOCUMENT_VERBS, "word") for kind in kinds)


def _parted(after: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """The noun that stands behind a number, and a claim about all of them behind that."""
    why = next((p for p, t in enumerate(after) if t.words in REASONS), len(after))  # 1件因未告知救济渠道被纠正
    place = next((p for p, t in enumerate(after) if t.kind in ("all", "none", "rest") and p < why), len(after))
    return list(after[:place]), list(after[place:])


def _counts_cases(unit: str, subject: Subject) -> bool:
    name = subject.names[0]
    if name.endswith(".amount"):
        return unit == "元"
    if unit in ("部", "篇"):
        return name.startswith(("rules.", "normative_documents."))
    if unit in ("人次", "批") or (unit == "条" and name.endswith(".decisions")):
        return False
    return not unit or unit in COUNT_UNITS or (unit in LOOSE_UNITS and not name.endswith(".decisions"))


def _is_unusual_unit(piece: Piece, subject: Subject) -> bool:
    """行政事业性收费为0; 作出行政许可决定217项."""
    if subject.names[0].endswith(".amount"):
        return piece.is_zero and not piece.unit
    return piece.unit == "项" and any("决定" in token.words for token in piece.words)


def _has(row: Sequence[Token], *kinds: str) -> bool:
    return any(token.kind in kinds for token in row)
