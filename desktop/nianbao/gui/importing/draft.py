"""What the clerk is about to take: what was recognised, with what she has changed in it so far."""

from PySide6.QtCore import QObject, Signal

from nianbao.core.checks import Finding, Level, check
from nianbao.core.edition import Edition, Editions
from nianbao.core.progress import BLANK_RULE
from nianbao.core.recognise import Proposal
from nianbao.core.report import Origin, Report
from nianbao.core.tables import Problem
from nianbao.core.values import Value, parse

BY_HAND = "导入时手工修改"
UNIT = "unit.name"


class Draft(QObject):
    """A Proposal and the clerk's changes to it. The sums are checked anew after each change."""

    changed = Signal(str)  # the id of the cell

    def __init__(self, proposal: Proposal, editions: Editions) -> None:
        super().__init__()
        self.proposal = proposal
        self._read = proposal.report(editions)
        self._by_hand: dict[str, Value | None] = {}
        self._faults = {problem.cell: problem for problem in proposal.problems if problem.cell and not problem.note}
        self._notes = {problem.place: problem for problem in proposal.problems if problem.place and problem.note}
        self.findings = self._check()

    @property
    def edition(self) -> Edition:
        return self.proposal.edition

    @property
    def report(self) -> Report:
        """What is taken: the file's figures, totals as declared, and those of the clerk."""
        values = {**self._read.values, **self._by_hand}
        origins = {**self._read.origins, **{cell: Origin("imported", BY_HAND) for cell in self._by_hand}}
        kept = {cell: value for cell, value in values.items() if value is not None}
        kept_origins = {cell: origins[cell] for cell in kept if cell in origins}
        return Report(self._read.editions, kept, kept_origins, self._read.reasons)

    def value(self, cell: str) -> Value | None:
        return self._by_hand[cell] if cell in self._by_hand else self._read.get(cell)

    def is_by_hand(self, cell: str) -> bool:
        return cell in self._by_hand

    def write(self, cell: str, text: str) -> None:
        """Put what was typed into a cell. Raises NotAValue with the reason, and then nothing has changed."""
        value = parse(self.edition.cells[cell].kind, text)
        if value == self.value(cell):
            return
        if value == self._read.get(cell):
            del self._by_hand[cell]
        else:
            self._by_hand[cell] = value
        self.findings = self._check()
        self.changed.emit(cell)

    def place(self, cell: str) -> str:
        """Where the cell's value stands in the file, or what could not be read as its value."""
        fault = self._faults.get(cell)
        return self.proposal.sources.get(cell) or (fault.place if fault else "")

    def fault(self, cell: str) -> Problem | None:
        """Why the cell could not be read; nothing once the clerk has filled it in."""
        return None if self.is_by_hand(cell) else self._faults.get(cell)

    def note(self, cell: str) -> Problem | None:
        return self._notes.get(self.proposal.sources.get(cell, "-"))

    def state(self, cell: str) -> str:
        """In a word how a cell stands, nothing for one that was simply read."""
        if self.is_by_hand(cell):
            return "已修改"
        if self.fault(cell):
            return "没有读入"
        if self.edition.cells[cell].row and cell not in self.proposal.found:
            return "没有找到"
        return "有说明" if self.note(cell) or cell in self.proposal.remarks else ""

    def unread(self) -> list[Problem]:
        """What could not be read and is still blank for it."""
        return [p for p in self.proposal.problems if not p.note and not (p.cell and self.is_by_hand(p.cell))]

    def notes(self) -> list[Problem]:
        return [problem for problem in self.proposal.problems if problem.note]

    def described(self, cell: str) -> str:
        """Where a value comes from, what stood beside it, and what is the matter with it."""
        said = []
        if self.is_by_hand(cell):
            said.append(BY_HAND)
        place = self.place(cell)
        if place:
            said.append(f"来源：{place}")
        elif cell in self._read.values:
            said.append(f"来源：{self.proposal.name}")
        elif self.state(cell) == "没有找到":
            said.append("文件里没有找到这一格")
        elif not self.fault(cell):
            said.append("文件里是空的")
        if remark := self.proposal.remarks.get(cell):
            said.append(f"备注：{remark}")
        said += [p.sentence for p in (self.fault(cell), self.note(cell)) if p]
        said += [finding.message for finding in self.findings if cell in finding.cells]
        return "\n".join(said)

    def _check(self) -> tuple[Finding, ...]:
        """What is wrong with the numbers of the file in themselves; its words are last year's business."""
        numbers = {cell.id for cell in self.report.edition.table_cells}
        wrong = (f for f in check(self.report) if f.level is Level.ERROR and f.code != BLANK_RULE)
        return tuple(finding for finding in wrong if numbers.issuperset(finding.cells))
