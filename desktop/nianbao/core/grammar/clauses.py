"""Sentences are cut into clauses, and clauses into pieces of one number each with the words that may name it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nianbao.core.grammar.numerals import PEOPLE
from nianbao.core.grammar.statements import GROUPS
from nianbao.core.grammar.tokens import Token

_BETWEEN_CLAUSES = frozenset({"comma", "open", "close", "semicolon", "stop"})
_CASES = ("applications", "request", "heading")
_LONGEST_REMARK = 5  # words
_LONGEST_LABEL = 16  # words
_BETWEEN_PIECES = frozenset({"pause", "joint"})
REASONS = ("因", "由", "由于", "需", "待")  # 1件待征求第三方意见后答复，结转2023年

# words that neither name what is counted nor make it something else
PLAIN = frozenset(
    {"fill", "information", "anyone", "channel", "rate", "share", "number", "settled"}
    | {"joint", "pause", "colon", "marker", "title", "cited"}
    | {
        "year",
        "last",
        "next",
        "this",
        "period",
        "range",
        "span",
        "end",
        "date",
        "compare",
        "level",
        "up",
        "down",
        "doubled",
    }
    | {"within", "wholly", "timely", "roughly", "each", "respectively", "all", "rest", "none", "aim", "goal"}
    | {"office", "everybody", "others", "whole_area", "some", "content", "since"}
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Words between two commas, brackets or stops. `opener` is what stands before it."""

    opener: str
    tokens: tuple[Token, ...]
    kinds: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kinds", frozenset(token.kind for token in self.tokens))

    def has(self, *kinds: str) -> bool:
        return not self.kinds.isdisjoint(kinds)


@dataclass(slots=True)
class Piece:
    """A number with the words before it, parted at 、 and 和, and the words after it up to the next piece."""

    labels: list[list[Token]] = field(default_factory=lambda: [[]])
    number: Token | None = None
    after: list[Token] = field(default_factory=list)

    @property
    def words(self) -> list[Token]:
        """All the words before the number."""
        return [token for label in self.labels for token in label]

    @property
    def unit(self) -> str:
        return self.number.number.unit if self.number else ""

    @property
    def is_zero(self) -> bool:
        return self.number is not None and self.number.number.value == 0


def clauses(row: Sequence[Token]) -> Iterator[Clause]:
    """The clauses of a sentence in order; a short remark in brackets, as in 制发（修改）3件, is passed over."""
    opener, place = "stop", 0
    held: list[Token] = []
    while place < len(row):
        token = row[place]
        if token.kind == "open" and (end := _remark(row, place)):
            behind = end + 2 if [word.words for word in row[end + 1 : end + 2]] == ["的"] else end + 1
            if held and any("." in word.kind for word in row[place + 1 : end]) and _is_number(row, behind):
                held.extend(row[place + 1 : end])  # 不予公开（属于过程性信息）1件
            elif not place and [after.kind for after in row[end + 1 : end + 2]] == ["number"]:
                held.extend(row[1:end])  # 【行政复议】3件
            elif not place:
                yield Clause("stop", tuple(row[1:end]))  # 【依申请公开】新收5件
            place = end
        elif token.kind == "open" and _is_aside_number(row, place) and _names_it(held):
            held.append(row[place + 1])  # 本年新收（12件）
            place += 2
        elif token.kind in _BETWEEN_CLAUSES:
            yield Clause(opener, tuple(held))
            opener, held = token.kind, []
        else:
            held.append(token)
        place += 1
    yield Clause(opener, tuple(held))


def _is_aside_number(row: Sequence[Token], place: int) -> bool:
    return [token.kind for token in row[place + 1 : place + 3]] == ["number", "close"]


def _names_it(held: Sequence[Token]) -> bool:
    """Whether a label without a number of its own stands before a bracket."""
    near = held[-_LONGEST_LABEL:]
    last = max((at + 1 for at, token in enumerate(near) if token.kind in ("number", *_BETWEEN_PIECES)), default=0)
    label = near[last:]
    compared = any(token.kind in ("compare", "up", "down", "share") for token in label)
    shared_out = any(token.kind == "respectively" for token in label)  # 其余30件分别作出不予公开（10件）、……
    return bool(telling(label)) and not compared and (not last or shared_out or near[last - 1].kind != "number")


def _remark(row: Sequence[Token], place: int) -> int:
    """The place of the bracket that closes a remark which says nothing of its own, 0 where it does."""
    for end in range(place + 1, min(place + _LONGEST_REMARK, len(row))):
        if row[end].kind == "close":
            return end
        if row[end].kind in ("number", "comma", "all", "each", "none", "done", "open", "within"):
            return 0
    return 0


def pieces(row: Sequence[Token]) -> list[Piece]:
    """“行政许可、行政处罚0宗” is one piece of two labels; “2件予以公开1件不予公开” is two, named after the number."""
    made = [Piece()]
    last = max((place for place, token in enumerate(row) if token.kind == "number"), default=-1)
    for place, token in enumerate(row):
        piece = made[-1]
        if token.kind == "colon" and piece.number and piece.after:
            made.append(Piece([[token]]))  # 5件全部办结：予以公开3件
        elif token.kind in _BETWEEN_PIECES and _goes_on(piece, row, place, last):
            piece.after.append(token)
        elif token.kind in _BETWEEN_PIECES:
            if piece.number:
                made.append(Piece())
            else:
                piece.labels.append([])
        elif token.kind == "number":
            _take_number(made, token)
        elif piece.number:
            piece.after.append(token)
        else:
            piece.labels[-1].append(token)
    return made


def _take_number(made: list[Piece], token: Token) -> None:
    """Begin a new piece where the last one has its number; the words between them are parted."""
    piece = made[-1]
    if piece.number is None:
        piece.number = token
    elif piece.unit in PEOPLE:
        made[-1] = Piece([[*piece.words, *piece.after]], token)  # 4位村民提出申请5件
    else:
        own = _own(piece) if any(map(telling, piece.labels)) else _behind_cases(piece)
        own = next((at for at, word in enumerate(piece.after) if word.kind == "respectively"), own)
        made.append(Piece([piece.after[own:]], token))
        piece.after = piece.after[:own]


def _goes_on(piece: Piece, row: Sequence[Token], place: int, last: int) -> bool:
    """Whether the words behind a number go on after a 、 or 或: 4件因涉及商业秘密或个人隐私而不予公开.

    `last` is the place of the last number of the row: 1件属信访诉求、作不予处理答复 has none behind it.
    """
    if not piece.number or not piece.after:
        return False
    if piece.after[0].words in REASONS:
        ended = any(token.kind in GROUPS for token in piece.after)  # 4件因不掌握而无法提供、不予处理3件
        return not _is_number(row, place + 1) and not (ended and place < last)
    return place > last and not any(map(telling, piece.labels)) and bool(telling(piece.after))


def _is_number(row: Sequence[Token], place: int) -> bool:
    return [token.kind for token in row[place : place + 1]] == ["number"]


def _behind_cases(piece: Piece) -> int:
    """How many words behind a number that stands first are its own: 15件申请来自自然人12件 against 2件予以公开1件."""
    return 1 if len(piece.after) > 1 and piece.after[0].kind in _CASES else len(piece.after)


def _own(piece: Piece) -> int:
    """How many of the words behind a number are its own: 受理的226件申请其中224件已答复."""
    for place, token in enumerate(piece.after):
        if token.kind in ("within", "rest"):
            return place
    named = any(token.kind in _CASES for label in piece.labels for token in label)
    return 1 if piece.after and piece.after[0].kind in _CASES and not named else 0


def telling(row: Sequence[Token]) -> list[Token]:
    """The words of a label that tell what is counted, or that it is something unknown."""
    return [token for token in row if token.kind not in PLAIN]
