"""What a sentence tells of last year: 上年收到44件, 较上年的44件减少9件, 由上年的4件增加到11件."""

import re
from collections.abc import Sequence

from nianbao.core.grammar.clauses import Piece, telling
from nianbao.core.grammar.labels import has
from nianbao.core.grammar.ledger import Ledger
from nianbao.core.grammar.memory import Memory
from nianbao.core.grammar.numerals import NO_NUMBER, numeral
from nianbao.core.grammar.statements import GROUPS, INTAKES, Statement, Subject
from nianbao.core.grammar.tokens import Token

_COMPARABLE = (*INTAKES, *GROUPS, "done")  # what may be told of last year too


class Past:
    """Reads last year's numbers into the ledger, and remembers what was counted of another time."""

    def __init__(self, memory: Memory, ledger: Ledger) -> None:
        self._memory = memory
        self._ledger = ledger
        self._subjects: list[Subject] = []

    def begin(self) -> None:
        """A new sentence."""
        self._subjects = []

    def count(self, piece: Piece, subjects: list[Subject]) -> None:
        """A number of another time than the year of the report."""
        memory = self._memory
        self._subjects = subjects
        memory.compared = memory.compared or memory.last_year
        if memory.last_year and piece.number and len(subjects) == 1 and subjects[0].names[0] in _COMPARABLE:
            self._ledger.before(subjects[0], piece.number, (telling(piece.words) or [piece.number])[0])

    def goes_on(self, piece: Piece, labels: Sequence[Sequence[Token]]) -> list[Subject]:
        """What a number without a name counts this year after numbers of other times; nothing where it does not.

        由上年的4件增加到11件; 1月收到1件，3月收到2件，合计3件.
        """
        if not self._subjects or labels:
            return []
        words = piece.words
        if self._memory.elsewhen and has(words, "wholly"):
            self._memory.elsewhen = False
            return self._subjects
        if has(words, "up", "down") and words[-1].words in ("到", "至", "为"):
            self._memory.elsewhen, self._memory.compared = False, True
            return self._subjects
        return []

    def recall(self, piece: Piece) -> bool:
        """Whether a number is last year's of what was counted right before, and is taken in: 收到66件，上年为60件."""
        last, memory = self._last, self._memory
        if last is None or not (memory.elsewhen and memory.last_year) or telling(piece.words) or not piece.number:
            return False
        if last.name not in _COMPARABLE or last.unit != piece.unit or not has(piece.words, "last", "year"):
            return False
        memory.compared = True  # 去年同期50件，增长10%
        self._ledger.before(last.subject, piece.number, piece.words[0])
        return True

    def compare(self, token: Token) -> None:
        """与上年的44件相比: what was counted is told of last year too."""
        last, number = self._last, re.search(r"\d+(?=[件宗条次])", token.words)
        if last and number and last.name in _COMPARABLE and str(self._memory.year) not in token.words:
            at, end = token.start + number.start(), token.start + number.end()
            found = Token("number", at, end, number[0], numeral(number[0], 0) or NO_NUMBER)
            self._ledger.before(last.subject, found, token)

    @property
    def _last(self) -> Statement | None:
        return self._ledger.statements[self._ledger.last] if self._ledger.last >= 0 else None
