"""What a sentence says without a number: 未收到申请, 均已答复, 我局胜诉, 与上年持平."""

from collections.abc import Sequence
from dataclasses import replace

from nianbao.core.grammar.claims import all_of, denied, result_of_all
from nianbao.core.grammar.clauses import telling
from nianbao.core.grammar.labels import has, times_of
from nianbao.core.grammar.ledger import Ledger
from nianbao.core.grammar.memory import Memory
from nianbao.core.grammar.statements import GROUPS, Kind, Subject
from nianbao.core.grammar.subjects import subject_of
from nianbao.core.grammar.tokens import Token

_DONE = (["request", "done"], ["received", "request", "done"], ["received", "applications", "done"])


class Unnumbered:
    """Reads the claims of a sentence into the ledger. `awaited` was named in them, and its number stands behind."""

    def __init__(self, memory: Memory, ledger: Ledger) -> None:
        self._memory = memory
        self._ledger = ledger
        self._results: list[tuple[Subject, Sequence[Token], int]] = []
        self.awaited: Subject | None = None
        self.of_all = False  # the words before name all applications

    def begin(self) -> None:
        """A new sentence."""
        self._results, self.awaited, self.of_all = [], None, False

    def read(self, row: Sequence[Token]) -> None:
        """Take in a clause, or a stretch of one, without a number."""
        ledger, memory = self._ledger, self._memory
        none = next((place for place, token in enumerate(row) if token.kind == "none"), -1)
        every = next((place for place, token in enumerate(row) if token.kind in ("all", "each")), -1)
        if none >= 0:
            for subject in denied(row[:none], row[none + 1 :], memory):
                ledger.say("none", subject, row[none:])
        elif every >= 0:
            self._all(row[:every], row[every:])
        elif ledger.intake >= 0 and _are_done(row):
            ledger.say("all", Subject(("done",), loose=True), row, ledger.intake)
        elif ledger.last >= 0 and (result := result_of_all(row, ledger.statements[ledger.last], memory)):
            self._results.append((result, row, ledger.last))
        else:
            self._compared(row)

    def end(self) -> None:
        """诉讼1件，我局胜诉: the outcome of all of them, where no other one is told."""
        if len(self._results) != 1:
            return
        subject, row, place = self._results[0]
        counted = self._ledger.statements[place]
        if place == len(self._ledger.statements) - 1:
            kind: Kind = "none" if subject.names[0].endswith(".pending") and has(row, "settled") else "count"
            value = counted.value if kind == "count" else None
            self._ledger.say(kind, subject, row, value=value, unit=counted.unit)

    def _compared(self, row: Sequence[Token]) -> None:
        """翻了一番, 与上年持平."""
        ledger, memory = self._ledger, self._memory
        if _tells_where(row):
            ledger.last = -1
        last = ledger.statements[ledger.last] if ledger.last >= 0 else None
        doubled = next((token for token in row if token.kind == "doubled"), None)
        if last and doubled:
            ledger.say("growth", last.subject, row, ledger.last, value=times_of(doubled), unit="倍")
        elif memory.compared and has(row, "level"):
            self.awaited = subject_of(row, memory)  # 受理量与上年持平，为9件
            if last and not self.awaited and not has(row, "roughly"):
                ledger.say("growth", last.subject, row, ledger.last)

    def _all(self, before: Sequence[Token], claim: Sequence[Token]) -> None:
        """均已答复 and 均予以公开: of what came in; 均获维持: of the cases."""
        ledger = self._ledger
        found = all_of(before, claim[1:], self._memory, counted=ledger.intake >= 0)
        if found is None:
            return
        if found.names[0] in GROUPS or found.column != "total":
            if ledger.intake >= 0:
                value = ledger.statements[ledger.intake].value
                ledger.say("count", found, claim, ledger.intake, value=value)
        else:
            last = ledger.statements[-1].name if ledger.grew else ""
            found = (
                replace(found, loose=True) if last == "carried_in" and not self.of_all else found
            )  # 办理上年结转1件，均已办结
            ledger.say("all" if found.names == ("done",) else "none", found, claim, ledger.intake)


def _are_done(row: Sequence[Token]) -> bool:
    """Whether what came in is told to be dealt with: 已按期答复; 受理的申请件已在法定期限内予以答复."""
    kinds = [token.kind for token in telling(row)]
    if kinds == ["done"]:
        return row[0].kind in ("fill", "timely")
    return kinds in _DONE and any(token.words in ("已", "已经") for token in row)


def _tells_where(row: Sequence[Token]) -> bool:
    """Whether a growth is told to be of a part: 增长主要来自网络渠道（增加2件）."""
    grown = next((at for at, token in enumerate(row) if token.kind in ("up", "down")), len(row))
    return has(row[grown:], "channel", "word", "person", "business") and not has(row[grown:], "level")
