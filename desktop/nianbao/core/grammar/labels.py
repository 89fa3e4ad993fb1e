"""What the words around a number say about it: which of them name it, and whether it counts cases at all."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from nianbao.core.grammar.clauses import REASONS, Piece, telling
from nianbao.core.grammar.memory import VERBS
from nianbao.core.grammar.numerals import COUNT_UNITS, LOOSE_UNITS
from nianbao.core.grammar.statements import GROUPS, INTAKES, Subject
from nianbao.core.grammar.subjects import DECISIONS, DOCUMENT_VERBS
from nianbao.core.grammar.tokens import Token

AMONG = ("中", "里", "当中")
_OFFICES = ("政府", "人民政府", "部门", "单位", "机关", "市", "县", "区", "镇", "乡", "街道", "局")


def is_place(token: Token) -> bool:
    """Whether a word says whose applications are counted: 市直部门, 各区县."""
    return token.kind in ("office", "everybody", "others", "word") or token.words in _OFFICES


def is_left_over(piece: Piece, noun: Sequence[Token], claim: Sequence[Token], year: int | None) -> bool:
    """Whether a number is of the cases that are left: 剩余2件均在法定期限内, 剩下的2件将于2025年1月答复."""
    in_time = has(claim, "timely") and not telling(claim)
    waiting = [token.words for token in noun[:1]] == ["待"]  # 4件待2025年答复
    return (has(piece.words, "rest") and in_time) or (
        (waiting or has(piece.words, "rest")) and is_due_later(noun, year)
    )


def is_due_later(noun: Sequence[Token], year: int | None) -> bool:
    """Whether cases are told to be answered after the year: 剩下的2件将于2025年1月答复."""
    years = [int(token.words[:4]) for token in noun if token.kind in ("date", "year") and token.words[:4].isdigit()]
    return has(noun, "done", "handled") and bool(has(noun, "next") or (year and year + 1 in years))


def combined(subjects: list[Subject], individually: bool) -> list[Subject]:
    """Labels before one number: each has it, or it is their sum; 受理并办结 is what came in and was dealt with."""
    if len(subjects) < 2 or individually:
        return subjects
    names = tuple(dict.fromkeys(name for subject in subjects for name in subject.names))
    if groups := tuple(name for name in names if name in GROUPS):
        names = groups  # 属信访、重复申请等不予处理: the reasons are examples
        subjects = [subject for subject in subjects if set(subject.names) & set(groups)]
    if set(names) & set(INTAKES):
        taken = set(names) & {"done", "handled"}
        return [replace(subjects[-1], names=("taken_and_done",) if taken else names[:1])]
    return [replace(subjects[-1], names=names, loose=any(subject.loose for subject in subjects))]


def after_colon(labels: Sequence[list[Token]]) -> list[list[Token]]:
    """The labels without a heading before them: 行政复议、诉讼情况：行政复议2件; but not without 新收： before 5件."""
    for place in range(len(labels) - 1, -1, -1):
        colons = [at for at, token in enumerate(labels[place]) if token.kind == "colon"]
        if colons:
            kept = [labels[place][colons[-1] + 1 :], *labels[place + 1 :]]
            named = any(map(telling, kept)) or any(has(label, "channel") for label in kept)
            return kept if named else list(labels)
    return list(labels)


def since_heading(row: Sequence[Token]) -> Sequence[Token]:
    """The words behind a colon, where they name something: 申请数量：新收5件, but not 办理数量：5件."""
    place = max((at + 1 for at, token in enumerate(row) if token.kind == "colon"), default=0)
    return row[place:] if telling(row[place:]) else row


def only_acts(label: Sequence[Token]) -> bool:
    """Whether a label says what was done, and not with what: 县教育局收到."""
    kinds = [token.kind for token in telling(label)]
    return kinds[-1] != "word" and all(kind in (*VERBS, *DOCUMENT_VERBS, "word") for kind in kinds)


def named_by(labels: list[list[Token]]) -> list[list[Token]]:
    """The labels that name what a number counts: in 县政府和办公室制定规范性文件8件 the last."""
    if not labels[1:]:
        return labels
    only_words = all({token.kind for token in telling(label)} <= {"word"} for label in labels[:-1])
    among_others = has(labels[-1], *DECISIONS) and any(token.words == "等" for token in labels[-1])
    return labels[-1:] if among_others or (only_words and has(labels[-1], *DOCUMENT_VERBS)) else labels


def without_way(noun: Sequence[Token]) -> list[Token]:
    """What stands behind a number without the way by which it came: 2件通过“依申请公开”栏目提交的申请."""
    by = next((at for at, token in enumerate(noun) if token.words == "通过"), len(noun))
    came = next((at for at in range(by, len(noun)) if noun[at].kind == "received"), by)
    named = any(token.kind in ("applications", "request") for token in noun[came:])
    return [*noun[:by], *noun[came:]] if named else list(noun)


def parted(after: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """The noun that stands behind a number, and a claim about all of them behind that."""
    if [token.kind for token in after] == ["rest"]:
        return list(after), []  # 1件其他
    why = next((p for p, t in enumerate(after) if t.words in REASONS), len(after))  # 1件因未告知救济渠道被纠正
    place = next((p for p, t in enumerate(after) if t.kind in ("all", "none", "rest") and p < why), len(after))
    return list(after[:place]), list(after[place:])


def counts_cases(unit: str, subject: Subject) -> bool:
    name = subject.names[0]
    if name.endswith(".amount"):
        return unit == "元"
    if unit in ("部", "篇"):
        return name.startswith(("rules.", "normative_documents."))
    if unit in ("人次", "批") or (unit == "条" and name.endswith(".decisions")):
        return False
    return not unit or unit in COUNT_UNITS or (unit in LOOSE_UNITS and not name.endswith(".decisions"))


def is_unusual_unit(piece: Piece, subject: Subject) -> bool:
    """行政事业性收费为0; 作出行政许可决定217项."""
    if subject.names[0].endswith(".amount"):
        return piece.is_zero and not piece.unit
    return piece.unit == "项" and any("决定" in token.words for token in piece.words)


def times_of(doubled: Token) -> Decimal:
    return Decimal(4 if "两" in doubled.words else 2)


def has(row: Sequence[Token], *kinds: str) -> bool:
    return any(token.kind in kinds for token in row)
