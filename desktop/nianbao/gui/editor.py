"""The one door to the report: every key, paste, import and fix is submitted here and becomes one undoable Change."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from nianbao.core.checks import Finding, Level, check
from nianbao.core.following import propose
from nianbao.core.report import Change, How, Origin, Report, between
from nianbao.core.values import Value
from nianbao.files.likeness import likeness

MOST_STEPS = 10_000  # to undo; the history in the file goes back further
MOST_LETTERS = 100_000  # of one text: ten times what any section has, and the file stays small
TOO_LONG = f"文字超过 {MOST_LETTERS // 10_000} 万字，没有录入。请只录入属于这一部分的文字。"
SEALED = "报告已定稿，不能修改。需要修改时，请先在“文件”菜单里取消定稿。"


class Editor(QObject):
    """Holds the report, its findings and the undo stack. `base` is last year's report, if there is one.

    The report is checked after every change; for the first time when somebody asks for its findings, since the rules
    take as long to load as the report itself.
    """

    checked = Signal()  # for the first time
    changed = Signal(object)  # the Change just made (an undone one inverted)
    stepped = Signal()  # a step was done, undone or redone: what can be undone now is another
    refused = Signal(str)  # why a submission was not taken
    spotlit = Signal(object)  # the Finding whose operands are to be marked, or None

    def __init__(self, report: Report, base: Report | None = None, *, sealed: bool = False) -> None:
        super().__init__()
        self.report = report
        self.base = base
        self.sealed = sealed
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(MOST_STEPS)
        self._findings: tuple[Finding, ...] | None = None
        self.spotlight: Finding | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the report as it is now."""
        self.check_first()
        return self._findings or ()

    @findings.setter
    def findings(self, findings: tuple[Finding, ...]) -> None:
        self._findings = findings

    def check_first(self) -> None:
        """Check the report, unless that has been done."""
        if self._findings is None:
            self.findings = check(self.report, self.base, likeness)
            self.checked.emit()

    @property
    def found(self) -> tuple[Finding, ...]:
        """The findings, none while the report has not been checked: what a window shows that is just opening."""
        return self._findings or ()

    @property
    def is_checked(self) -> bool:
        return self._findings is not None

    @property
    def is_draft(self) -> bool:
        """Whether something of level 强制性 is still open: what is exported now is a draft."""
        errors = (finding for finding in self.findings if finding.level is Level.ERROR)
        return not self.sealed and any(finding.blocks(self.report) for finding in errors)

    def submit(
        self,
        text: str,
        values: Mapping[str, Value | None],
        origins: Mapping[str, Origin] | None = None,
        merge: str = "",
        reasons: Mapping[str, str | None] | None = None,
        *,
        how: How = "typed",
    ) -> bool:
        """Make one change of the values and of all that follows from them; False when it is sealed or too long.

        `text` is what the undo menu and the history call it, `how` it came about is for the history. Successive
        submissions with the same non-empty `merge` become one undo step: the letters of a sentence.
        """
        if self.sealed:
            self.refused.emit(SEALED)
            return False
        if any(isinstance(value, str) and len(value) > MOST_LETTERS for value in values.values()):
            self.refused.emit(TOO_LONG)
            return False
        change = propose(self.report, text, values, origins, reasons)
        self._push(change if how == "typed" else replace(change, how=how), merge)
        return True

    def restore(self, text: str, report: Report, how: How = "restored") -> bool:
        """Make the report exactly as another one was, as one change; nothing follows. False when it is sealed."""
        if self.sealed:
            self.refused.emit(SEALED)
            return False
        self._push(between(self.report, report, text, how), "")
        return True

    def _push(self, change: Change, merge: str) -> None:
        if change:
            self.stack.push(_Step(self, change, merge))
            self.stepped.emit()

    def undo(self) -> None:
        """Take the last step back, unless the report is sealed."""
        self._step(self.stack.undo)

    def redo(self) -> None:
        self._step(self.stack.redo)

    def _step(self, step: Callable[[], None]) -> None:
        if self.sealed:
            self.refused.emit(SEALED)
        else:
            step()
            self.stepped.emit()

    def shine(self, finding: Finding | None) -> None:
        """Mark the operands of a finding in the tables, or none."""
        self.spotlight = finding
        self.spotlit.emit(finding)

    def make(self, change: Change) -> None:
        """Apply a change; for the undo stack only."""
        self.report = self.report.apply(change)
        try:
            self.findings = check(self.report, self.base, likeness)
            lit = self.spotlight
            if lit is not None and lit not in self.findings:
                # the same rule about the same cells: only its numbers are others
                self.shine(next((f for f in self.findings if f.same_fault(lit)), None))
        finally:
            self.changed.emit(change)  # a defect in a check must not keep what was typed from being saved


class _Step(QUndoCommand):
    """One change on the undo stack: the only class of command."""

    def __init__(self, editor: Editor, change: Change, merge: str) -> None:
        super().__init__(change.text)
        self._editor, self._change, self._merge = editor, change, merge
        self._is_new = True

    def redo(self) -> None:
        again = replace(self._change, text=f"重做 {self._change.text}", how="redone")
        self._editor.make(self._change if self._is_new else again)
        self._is_new = False

    def undo(self) -> None:
        self._editor.make(replace(self._change.inverse(), text=f"撤销 {self._change.text}", how="undone"))

    def id(self) -> int:
        return 1 if self._merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Step) or other._merge != self._merge:
            return False
        self._change = self._change.then(other._change)
        return True
