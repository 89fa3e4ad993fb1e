"""A clerk who does anything in any order: what is undone is as before, what is reopened is what was saved last."""

import datetime
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PySide6.QtWidgets import QApplication

from nianbao.core.following import propose, recomputed
from nianbao.core.report import Origin, Report
from nianbao.core.values import Value
from nianbao.files import recovery
from nianbao.files.database import load_document
from nianbao.files.document import ChangedElsewhere, Document, DocumentFile
from nianbao.files.editions import load_editions
from nianbao.gui.editor import Editor
from nianbao.gui.saving import Saver
from reports import filled

EDITIONS = load_editions()
FIRST = filled(EDITIONS, "2021")
CELLS = sorted(cell.id for cell in FIRST.edition.table_cells if not cell.is_total and cell.kind == "count")
TEXTS = ("texts.overview", "texts.problems", "unit.name")

cells = st.sampled_from(CELLS)
figures = st.one_of(st.none(), st.integers(0, 999))
words = st.text("公开信息，。A=<&\n", min_size=1, max_size=30)


class Clerk(RuleBasedStateMachine):
    """One document on a stick that can be pulled out, one window, and sometimes somebody else's."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="clerk"))
        self.stick = self.home / "stick"
        self.stick.mkdir()
        self.path = self.stick / "年报.nianbao"
        self.burst = 0

    @initialize()
    def begin(self) -> None:
        DocumentFile(self.path).write(Document(FIRST))
        self.on_disk = FIRST
        self.open()

    def open(self) -> None:
        file = DocumentFile(self.path)
        document = file.read(EDITIONS)
        self.editor = Editor(document.report, sealed=bool(document.sealed))
        self.saver = Saver(self.editor, document, file)
        self.steps = {0: self.editor.report}
        self.is_foreign = False

    def teardown(self) -> None:
        shutil.rmtree(self.home)

    @property
    def is_in(self) -> bool:
        """Whether the stick is in."""
        return self.stick.exists()

    # what the clerk does

    def submitted(self, text: str, values: dict[str, Value | None], **more: object) -> None:
        before = self.editor.report
        taken = self.editor.submit(text, values, **more)  # type: ignore[arg-type]
        assert taken is not self.editor.sealed
        if self.editor.sealed:
            assert self.editor.report is before
        else:
            assert all(self.editor.report.get(cell) == value for cell, value in values.items())
            self.remember(before)

    def remember(self, before: Report) -> None:
        """What was done now is what can be undone; a step that changed nothing is none."""
        if self.editor.report is before:
            return
        index = self.editor.stack.index()
        self.steps = {number: report for number, report in self.steps.items() if number < index}
        self.steps[index] = self.editor.report

    @rule(cell=cells, figure=figures, saves=st.booleans())
    def type_a_figure(self, cell: str, figure: int | None, saves: bool) -> None:
        self.submitted("填写", {cell: figure})
        if saves:
            self.save()

    @rule(cell=st.sampled_from(TEXTS), typed=st.lists(st.tuples(words, st.booleans()), min_size=1, max_size=4))
    def type_words(self, cell: str, typed: list[tuple[str, bool]]) -> None:
        for text, goes_on in typed:
            self.burst += not goes_on
            whole = f"{self.editor.report.text(cell)[:500]}{text}"
            self.submitted("编辑", {cell: whole if whole.strip() else None}, merge=f"{cell} {self.burst}")

    @rule(pasted=st.dictionaries(cells, figures, min_size=1, max_size=20), saves=st.booleans())
    def paste(self, pasted: dict[str, int | None], saves: bool) -> None:
        self.submitted("粘贴", pasted, how="pasted")
        if saves:
            self.save()

    @rule(taken=st.dictionaries(cells, st.integers(0, 99), min_size=1, max_size=30))
    def take_in(self, taken: dict[str, int]) -> None:
        origins = {cell: Origin("imported", "上年.xlsx") for cell in taken}
        self.submitted("导入“上年.xlsx”", dict(taken), origins=origins, how="imported")

    @rule(reason=st.one_of(st.none(), words))
    def give_a_reason(self, reason: str | None) -> None:
        self.submitted("说明", {}, reasons={"C-04 b=30/2": reason})

    @rule()
    def undo(self) -> None:
        before, index = self.editor.report, self.editor.stack.index()
        self.editor.undo()
        if self.editor.sealed or index == 0:
            assert self.editor.report is before
        else:
            assert self.editor.report == self.steps[index - 1], "what is undone is as before"

    @rule()
    def redo(self) -> None:
        before, index = self.editor.report, self.editor.stack.index()
        can = self.editor.stack.canRedo()
        self.editor.redo()
        assert self.editor.report == (before if self.editor.sealed or not can else self.steps[index + 1])

    @rule(number=st.integers(0, 30))
    def go_back_to_a_state(self, number: int) -> None:
        states = self.saver.document.states
        if states:
            before, report = self.editor.report, states[number % len(states)].report(EDITIONS)
            if self.editor.restore("回到", report):
                assert self.editor.report == report
                self.remember(before)

    @rule()
    def keep_a_state(self) -> None:
        self.saver.mark("送审前")
        assert self.saver.document.states[-1].report(EDITIONS) == self.editor.report

    # what becomes of the file

    @rule()
    def save(self) -> None:
        had_something = self.saver.unsaved
        saved = self.saver.flush()
        if not had_something:
            assert saved
        elif not self.is_in:
            assert not saved
            self.assert_kept()
        elif self.is_foreign:
            assert not saved
            assert isinstance(self.saver.error, ChangedElsewhere)
            assert self.read().report == self.on_disk, "somebody else's work is not overwritten"
            self.assert_kept()
        else:
            assert saved
            assert self.saver.error is None
            self.on_disk = self.editor.report

    def assert_kept(self) -> None:
        newest = recovery.copies_of(self.path)[0]
        assert load_document(newest.path.read_bytes(), "副本", EDITIONS).report == self.editor.report

    def read(self) -> Document:
        return DocumentFile(self.path).read(EDITIONS)

    @precondition(lambda self: self.is_in)
    @rule()
    def be_killed(self) -> None:
        """Without another word to the file."""
        self.saver.retire()
        self.open()
        assert self.editor.report == self.on_disk, "what is reopened is what was saved last"

    @precondition(lambda self: self.is_in and not self.is_foreign)
    @rule()
    def close_and_open(self) -> None:
        assert self.saver.flush()
        self.on_disk = self.editor.report
        self.open()
        assert self.editor.report == self.on_disk

    @precondition(lambda self: self.is_in)
    @rule(cell=cells, figure=st.integers(1000, 1999), typed=figures, saves=st.booleans())
    def somebody_else_edits(self, cell: str, figure: int, typed: int | None, saves: bool) -> None:
        file = DocumentFile(self.path)
        document = file.read(EDITIONS)
        change = propose(document.report, "填写", {cell: figure})
        if change:
            report = document.report.apply(change)
            file.write(document.after(report, change, datetime.datetime.now()))
            self.on_disk, self.is_foreign = report, True
        if saves:
            self.type_a_figure(cell, typed, saves)

    @precondition(lambda self: self.is_in and self.is_foreign)
    @rule(mine=st.booleans())
    def settle(self, mine: bool) -> None:
        theirs, own = self.read(), self.editor.report
        self.saver.stand_on(theirs, self.path.read_bytes())
        if not mine and self.editor.restore("改用磁盘上的内容", theirs.report):
            self.remember(own)
        assert self.saver.flush()
        self.is_foreign = False
        self.on_disk = self.editor.report
        kept = [state.report(EDITIONS) for state in self.read().states]
        assert theirs.report in kept
        assert own in kept, "neither of the two is lost"

    @precondition(lambda self: self.is_in and not self.is_foreign)
    @rule()
    def seal_or_unseal(self) -> None:
        assert self.saver.seal("" if self.editor.sealed else "2026-01-12T10:00:00")
        self.on_disk = self.editor.report
        self.open()

    @rule()
    def pull_the_stick_out_or_put_it_in(self) -> None:
        away = self.home / "away"
        if self.is_in:
            self.stick.rename(away)
        else:
            away.rename(self.stick)

    # what always holds

    @invariant()
    def totals_hold(self) -> None:
        assert recomputed(self.editor.report) == {}

    @invariant()
    def the_file_is_whole(self) -> None:
        if self.is_in:
            assert self.read().report == self.on_disk

    @invariant()
    def the_history_is_complete(self) -> None:
        """From what is on disk and the history there, every step leads back to the very first state."""
        if not self.is_in:
            return
        document = self.read()
        assert document.forgotten == 0
        values = dict(document.report.values)
        for entry in reversed(document.whole_history()):
            for cell, (_, after) in entry.cells.items():
                if cell not in entry.starts:
                    assert values.get(cell) == after, "each entry leads to the next"
                before = entry.before(cell, values.pop(cell, None))
                if before is not None:
                    values[cell] = before
        assert values == FIRST.values


# more days, and other ones each time: make fuzz
FUZZING = "NIANBAO_DAYS" in os.environ
DAYS = int(os.environ.get("NIANBAO_DAYS", "30"))

Clerk.TestCase.settings = settings(
    max_examples=DAYS,
    stateful_step_count=40,
    deadline=None,
    derandomize=not FUZZING,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to make a failing day shorter takes far too long
)


@pytest.mark.usefixtures("_quick_disk")
class TestClerk(Clerk.TestCase):
    """Any thing in any order."""


@pytest.fixture
def _quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """This is not about the disk: forcing thousands of savings down to it would take minutes."""
    if QApplication.instance() is None:
        QApplication([])
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
