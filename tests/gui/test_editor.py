"""The one door to the report: one stack for everything, exact undo, nothing past a seal."""

from typing import Any

import pytest
from clerk import Open, OpenReport, commit, press, type_text
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nianbao.core.checks import check
from nianbao.core.edition import Editions
from nianbao.core.report import Change, Origin, Report
from nianbao.core.yearly import next_report, start_year
from nianbao.files.editions import load_editions
from nianbao.gui.editor import SEALED, Editor
from nianbao.gui.sections.text import TextPage
from reports import filled, texts, with_values

PERSON = "applications.received.person"


@pytest.fixture
def editor(editions: Editions, qapp: QApplication) -> Editor:
    """An editor of a blank report, edition 2021."""
    return Editor(start_year(editions, 2024))


def test_a_submission_is_one_change_with_all_that_follows(editor: Editor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.changed) as changed:
        outcomes = ("upheld", "corrected", "other", "pending")
        assert editor.submit("填写", {f"appeals.direct_suit.{outcome}": 1 for outcome in outcomes})
    change = changed.args[0]
    assert isinstance(change, Change)
    assert change.cells["appeals.direct_suit.total"] == (None, 4)
    assert editor.stack.count() == 1
    editor.undo()
    assert "appeals.direct_suit.total" not in editor.report.values
    editor.redo()
    assert editor.report.get("appeals.direct_suit.total") == 4


def test_a_submission_that_changes_nothing_is_no_step(editor: Editor, qtbot: QtBot) -> None:
    editor.submit("填写", {PERSON: 1})
    with qtbot.assertNotEmitted(editor.changed):
        assert editor.submit("填写", {PERSON: 1})
    assert editor.stack.count() == 1


def test_findings_are_those_of_the_report_after_every_step(editor: Editor) -> None:
    for step in (
        lambda: editor.submit("填写", {PERSON: -1}),
        lambda: editor.submit("填写", {PERSON: 1}),
        editor.undo,
        editor.undo,
        editor.redo,
    ):
        step()
        assert editor.findings == check(editor.report, editor.base)


def test_last_years_report_is_compared_with(editions: Editions) -> None:
    last = filled(editions, "2021")
    editor = Editor(next_report(last), last)
    editor.submit("填写", {"applications.carried_in.person": 999})
    assert "Y-01" in {finding.code for finding in editor.findings}


def test_letters_of_one_sentence_are_one_step_and_another_place_begins_a_new_one(editor: Editor) -> None:
    for end in range(1, 6):
        editor.submit("编辑", {"texts.overview": "今年公开了"[:end]}, merge="overview 1")
    editor.submit("编辑", {"texts.overview": "今年公开了。"}, merge="overview 2")
    assert editor.stack.count() == 2
    editor.undo()
    assert editor.report.text("texts.overview") == "今年公开了"
    editor.undo()
    assert editor.report.get("texts.overview") is None


def test_a_number_between_two_letters_separates_them(editor: Editor) -> None:
    editor.submit("编辑", {"texts.overview": "今"}, merge="overview 1")
    editor.submit("填写", {PERSON: 1})
    editor.submit("编辑", {"texts.overview": "今年"}, merge="overview 1")
    assert editor.stack.count() == 3


def test_a_typed_value_loses_its_origin_and_undo_gives_it_back(editions: Editions) -> None:
    report = Report(editions, filled(editions, "2021").values, {PERSON: Origin("imported", "B7")})
    editor = Editor(report)
    editor.submit("填写", {PERSON: 3})
    assert PERSON not in editor.report.origins
    editor.undo()
    assert editor.report == report


def test_a_sealed_report_refuses_submissions_undo_and_redo_with_a_sentence(editions: Editions, qtbot: QtBot) -> None:
    editor = Editor(filled(editions, "2021"), sealed=True)
    before = editor.report
    for attempt in (lambda: editor.submit("填写", {PERSON: 3}), editor.undo, editor.redo):
        with qtbot.waitSignal(editor.refused) as refused:
            assert not attempt()
        assert refused.args == [SEALED]
    assert editor.report == before


def test_the_spotlight_goes_out_when_its_finding_is_mended(editions: Editions, qtbot: QtBot) -> None:
    editor = Editor(with_values(filled(editions, "2021"), {"appeals.direct_suit.total": 1000}))
    editor.shine(editor.findings[0])
    with qtbot.waitSignal(editor.spotlit) as spotlit:
        editor.submit("填写", {"appeals.direct_suit.upheld": 0})
    assert spotlit.args == [None]
    assert editor.spotlight is None


def test_the_spotlight_stays_while_its_finding_only_counts_differently(editions: Editions) -> None:
    editor = Editor(filled(editions, "2021"))
    editor.submit("填写", {"applications.granted.person": 99})
    editor.shine(next(f for f in editor.findings if "applications.received.person" in f.cells))
    editor.submit("填写", {"applications.granted.person": 98})
    assert editor.spotlight in editor.findings


def test_undo_and_redo_go_over_cells_paste_text_and_zeros_in_one_stack(blank: Open) -> None:
    states = [blank.report]

    def note() -> None:
        states.append(blank.report)

    grid = blank.grid("applications", PERSON)
    type_text("7")
    press("Return")
    note()
    QApplication.clipboard().setText("1\t2")
    press("Ctrl+V")
    note()
    blank.go("overview", TextPage).prose.setFocus()
    type_text("今年公开了")
    note()
    page = blank.grid("appeals")
    press("Ctrl+0")
    note()
    blank.editor.submit("导入", {"proactive.rules.issued": 3}, {"proactive.rules.issued": Origin("imported", "B7")})
    note()
    assert len({str(sorted(map(str, state.values.items()))) for state in states}) == 6
    for state in states[-2::-1]:
        press("Ctrl+Z")
        assert blank.report == state
    press("Ctrl+Z")
    assert blank.report == states[0]
    for state in states[1:]:
        press("Ctrl+Y")
        assert blank.report == state
    assert grid.form.editor is page.form.editor


def test_the_menu_says_what_would_be_undone(blank: Open) -> None:
    actions = {spec.id: action for spec, action in blank.window._actions}
    assert not actions["undo"].isEnabled()
    blank.grid("applications", PERSON)
    type_text("7")
    press("Return")
    assert actions["undo"].text() == "撤销 填写 本年新收 自然人"
    assert actions["undo"].isEnabled()
    press("Ctrl+Z")
    assert (actions["undo"].text(), actions["redo"].text()) == ("撤销", "重做 填写 本年新收 自然人")
    assert not actions["undo"].isEnabled()


def test_text_committed_by_the_input_method_is_undone_by_the_window(blank: Open) -> None:
    blank.go("overview", TextPage).prose.setFocus()
    commit("政府信息")
    assert blank.report.text("texts.overview") == "政府信息"
    press("Ctrl+Z")
    assert blank.report.get("texts.overview") is None


# any sequence of submissions and undos

EDITIONS = load_editions()
CELLS = sorted({cell.id for edition in EDITIONS.values() for cell in edition.table_cells})
NUMBERS = st.dictionaries(st.sampled_from(CELLS), st.one_of(st.none(), st.integers(-3, 50)), min_size=1, max_size=8)
WORDS = st.fixed_dictionaries(
    {},
    optional={
        "texts.overview": st.one_of(st.none(), texts()),
        "texts.preamble": st.one_of(st.none(), texts()),
        "unit.name": st.sampled_from(["示例县清水镇人民政府", "清水县财政局", None]),
        "year": st.integers(2019, 2026),
    },
)
EDITION = st.fixed_dictionaries({"edition": st.sampled_from(sorted(EDITIONS))})
SUBMISSIONS = st.tuples(st.one_of(NUMBERS, WORDS, EDITION), st.sampled_from(["", "", "a"]))
UNDO = st.none()


@given(st.sampled_from(sorted(EDITIONS)), st.lists(st.one_of(UNDO, SUBMISSIONS, SUBMISSIONS), max_size=12))
@settings(max_examples=150)
def test_any_submissions_and_undos_return_exactly_to_the_start(edition: str, steps: list[Any]) -> None:
    report = filled(EDITIONS, edition)
    editor = Editor(report)
    past = [report]
    for step in steps:
        if step is None:
            editor.undo()
            past = past[:-1] or [report]
        else:
            steps_before = editor.stack.index()
            editor.submit("改", step[0], merge=step[1])
            if editor.stack.index() == steps_before:  # nothing new, or one with the step before
                past = past[:-1]
            past = [*past, editor.report] if editor.stack.index() else [report]
        assert editor.report == past[-1]
        assert editor.findings == check(editor.report)
    reached = editor.stack.index()
    while editor.stack.canUndo():
        editor.undo()
    assert editor.report == report
    while editor.stack.index() < reached:
        editor.redo()
    assert editor.report == past[-1]


def test_a_change_is_undone_in_a_window_that_shows_another_edition(open_report: OpenReport, editions: Editions) -> None:
    there = open_report(filled(editions, "2019"))
    before = there.report
    there.grid("proactive")
    there.editor.submit("换成2021年格式", {"edition": "2021"})
    there.grid("proactive")
    press("Ctrl+Z")
    assert there.report == before
