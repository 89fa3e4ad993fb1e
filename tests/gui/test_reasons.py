"""A warning may stand with a written reason: given in the list, kept in the report, printed, and taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from clerk import Desk, Open, OpenReport, click, during, focused, press, type_text
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from nianbao.core.checks import Finding, Level
from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.core.yearly import next_report
from nianbao.files.document import Document, DocumentFile
from nianbao.gui.findings.rows import Deed, Row
from nianbao.gui.importing import ImportDialog
from nianbao.gui.reasons import give, reason_of, take_back, takes_reason
from nianbao.gui.window import Window
from reports import filled, with_values

CARRIED = "applications.carried_in.person"
WORDS = "上年有 1 件经法院判决撤销"


@pytest.fixture
def doubtful(open_report: OpenReport, editions: Editions) -> Open:
    """A report whose 上年结转 of 自然人 differs from last year's report: excusable, and nothing else of its kind."""
    last = filled(editions, "2021")
    begun = next_report(last)
    value = begun.number(CARRIED)
    assert value is not None
    return open_report(Report(editions, with_values(begun, {CARRIED: value + 1}).values), last)


def is_the_doubt(finding: Finding | None) -> bool:
    return finding is not None and finding.code == "Y-01" and CARRIED in finding.cells


def doubt(there: Open) -> Finding:
    (finding,) = filter(is_the_doubt, there.editor.findings)
    return finding


def row(there: Open) -> Row:
    (found,) = [row for row in there.workspace.findings.form.rows if is_the_doubt(row.finding)]
    return found


def choose(there: Open) -> None:
    """Put the keyboard on the doubtful finding in the list."""
    panel = there.workspace.findings
    panel.list.setFocus()
    panel.list.setCurrentIndex(panel.form.index(panel.form.rows.index(row(there))))


def click_deed(there: Open, deed: Deed) -> None:
    """Click a small button in the line of the doubtful finding."""
    panel = there.workspace.findings
    number = panel.form.rows.index(row(there))
    index = panel.form.index(number)
    panel.list.scrollTo(index)
    button = next(b for b in panel.list.drawing(number).buttons if b.deed is deed)
    click(panel.list.viewport(), panel.list.visualRect(index).topLeft() + button.place.center().toPoint())


# the reason in the report


def test_a_reason_is_kept_under_the_basis_of_its_finding(doubtful: Open) -> None:
    finding = doubt(doubtful)
    assert give(doubtful.editor, finding, f"  {WORDS}\n")
    assert doubtful.report.reasons == {finding.basis: WORDS}
    assert reason_of(finding, doubtful.report) == WORDS
    assert doubtful.wait_saved().report.reasons == {finding.basis: WORDS}


def test_giving_and_taking_back_a_reason_are_steps_to_undo(doubtful: Open) -> None:
    finding = doubt(doubtful)
    give(doubtful.editor, finding, WORDS)
    take_back(doubtful.editor, finding)
    assert doubtful.report.reasons == {}
    assert [doubtful.editor.stack.text(step) for step in range(2)] == [
        "说明 上年结转 自然人",
        "收回说明 上年结转 自然人",
    ]
    press("Ctrl+Z")
    assert reason_of(finding, doubtful.report) == WORDS
    press("Ctrl+Z")
    assert doubtful.report.reasons == {}


@pytest.mark.parametrize("words", ["", "  ", "\n"])
def test_no_words_are_no_reason(doubtful: Open, words: str) -> None:
    assert not give(doubtful.editor, doubt(doubtful), words)
    assert doubtful.editor.stack.count() == 0


def test_the_same_words_again_are_no_step(doubtful: Open) -> None:
    give(doubtful.editor, doubt(doubtful), WORDS)
    assert not give(doubtful.editor, doubt(doubtful), WORDS)
    assert doubtful.editor.stack.count() == 1


def test_what_cannot_be_excused_takes_no_reason(doubtful: Open) -> None:
    finding = Finding("T3-01", Level.ERROR, (CARRIED,), (), "相差 1。", basis="x")
    assert not takes_reason(finding)
    assert not give(doubtful.editor, finding, WORDS)
    assert doubtful.report.reasons == {}


# in the list


@pytest.mark.parametrize("key", ["F2", "R"])
def test_a_reason_is_written_in_the_list_without_a_mouse(doubtful: Open, key: str) -> None:
    choose(doubtful)
    press(key)
    line = focused()
    assert isinstance(line, QLineEdit)
    type_text(WORDS)
    press("Return")
    assert reason_of(doubt(doubtful), doubtful.report) == WORDS
    assert focused() is doubtful.workspace.findings.list


def test_the_line_to_write_in_has_room_of_its_own(doubtful: Open) -> None:
    panel = doubtful.workspace.findings
    choose(doubtful)
    before = panel.list.visualRect(panel.list.currentIndex()).height()
    press("F2")
    QApplication.processEvents()
    place = panel.list.visualRect(panel.list.currentIndex())
    line = focused()
    assert place.contains(line.geometry())
    assert line.geometry().top() >= place.top() + panel.list.drawing(panel.list.currentIndex().row()).parts[0][1].height
    press("Esc")
    assert panel.list.visualRect(panel.list.currentIndex()).height() == before


def test_a_finding_with_a_reason_moves_to_the_explained_ones(doubtful: Open) -> None:
    panel = doubtful.workspace.findings
    assert row(doubtful).group.word == "强制性"
    give(doubtful.editor, doubt(doubtful), WORDS)
    moved = row(doubtful)
    assert (moved.group.word, moved.reason) == ("已说明", WORDS)
    assert [text for text in (r.text for r in panel.form.rows) if text.startswith("已说明")] == ["已说明（1）"]
    index = panel.form.index(panel.form.rows.index(moved))
    assert str(index.data(Qt.ItemDataRole.AccessibleTextRole)).startswith("已说明：")
    assert f"说明：{WORDS}" in str(index.data(Qt.ItemDataRole.AccessibleDescriptionRole))


def test_escape_gives_no_reason(doubtful: Open) -> None:
    choose(doubtful)
    press("F2")
    type_text("x")
    press("Esc")
    assert doubtful.report.reasons == {}
    assert focused() is doubtful.workspace.findings.list
    press("F2")
    assert focused().text() == ""


def leave_by_tab(_there: Open) -> None:
    press("Tab")


def leave_for_the_table(there: Open) -> None:
    there.grid("applications", CARRIED)


@pytest.mark.parametrize("leave", [leave_by_tab, leave_for_the_table])
def test_leaving_the_line_keeps_its_words(doubtful: Open, leave: Callable[[Open], object]) -> None:
    choose(doubtful)
    press("F2")
    type_text(WORDS)
    leave(doubtful)
    assert reason_of(doubt(doubtful), doubtful.report) == WORDS


def test_looking_into_another_program_does_not_end_the_line(doubtful: Open) -> None:
    choose(doubtful)
    press("F2")
    type_text("上年有")
    line = focused()
    QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason))
    assert doubtful.report.reasons == {}
    assert line.isVisible()
    type_text(" 1 件")
    press("Return")
    assert reason_of(doubt(doubtful), doubtful.report) == "上年有 1 件"


def test_an_action_takes_the_words_that_are_still_being_written(doubtful: Open) -> None:
    choose(doubtful)
    press("F2")
    type_text(WORDS)
    press("F8")
    assert reason_of(doubt(doubtful), doubtful.report) == WORDS


def test_undo_while_writing_belongs_to_the_report(doubtful: Open) -> None:
    doubtful.editor.submit("改", {"unit.telephone": "1"})
    choose(doubtful)
    press("F2")
    press("Ctrl+Z")
    assert doubtful.report.text("unit.telephone") != "1"


def test_the_small_buttons_explain_and_take_back(doubtful: Open) -> None:
    click_deed(doubtful, Deed.EXPLAIN)
    type_text(WORDS)
    press("Return")
    assert [words for _, words in row(doubtful).deeds] == ["修改说明…", "收回说明"]
    click_deed(doubtful, Deed.EXPLAIN)
    line = focused()
    assert isinstance(line, QLineEdit)
    assert line.text() == WORDS
    press("End")
    type_text("。")
    press("Return")
    assert reason_of(doubt(doubtful), doubtful.report) == f"{WORDS}。"
    click_deed(doubtful, Deed.WITHDRAW)
    assert doubtful.report.reasons == {}
    assert row(doubtful).group.word == "强制性"


def test_emptying_the_words_takes_the_reason_back(doubtful: Open) -> None:
    give(doubtful.editor, doubt(doubtful), WORDS)
    choose(doubtful)
    press("F2", "Delete", "Return")
    assert doubtful.report.reasons == {}


def test_delete_takes_the_reason_back(doubtful: Open) -> None:
    give(doubtful.editor, doubt(doubtful), WORDS)
    choose(doubtful)
    press("Delete")
    assert doubtful.report.reasons == {}


def test_the_reason_goes_when_its_values_change_and_comes_back_with_them(doubtful: Open) -> None:
    give(doubtful.editor, doubt(doubtful), WORDS)
    value = doubtful.report.number(CARRIED)
    doubtful.editor.submit("改", {CARRIED: value + 1})
    assert row(doubtful).reason == ""
    assert row(doubtful).group.word == "强制性"
    doubtful.editor.submit("改", {CARRIED: value})
    assert row(doubtful).reason == WORDS


def test_f8_passes_what_has_a_reason(doubtful: Open) -> None:
    panel = doubtful.workspace.findings
    give(doubtful.editor, doubt(doubtful), WORDS)
    seen = set()
    for _ in range(2 * len(panel.form.rows)):
        press("F8")
        seen.add(panel.form.rows[panel.list.currentIndex().row()].group.word)
    assert seen
    assert "已说明" not in seen


def test_after_a_reason_the_arrow_keys_go_on_from_the_same_place(doubtful: Open) -> None:
    panel = doubtful.workspace.findings
    choose(doubtful)
    place = panel.list.currentIndex().row()
    following = next(row for row in panel.form.rows[place + 1 :] if row.finding)
    press("F2")
    type_text(WORDS)
    press("Return")
    assert not panel.list.currentIndex().isValid()
    press("Down")
    assert panel.form.rows[panel.list.currentIndex().row()] == following


def test_a_sealed_report_takes_no_reason(open_report: OpenReport, editions: Editions) -> None:
    last = filled(editions, "2021")
    begun = next_report(last)
    there = open_report(with_values(begun, {CARRIED: 999}), last, sealed="2026-01-12T10:00:00")
    panel = there.workspace.findings
    assert row(there).deeds == ()
    choose(there)
    press("F2", "Delete", "Ctrl+Return")
    assert focused() is panel.list
    assert there.report.reasons == {}


def test_the_menu_of_a_finding_offers_the_same_with_its_keys(doubtful: Open) -> None:
    panel = doubtful.workspace.findings
    choose(doubtful)
    menu = panel.list.menu(panel.list.currentIndex())
    offered = [action.text() for action in menu.actions() if not action.isSeparator()]
    deeds = [f"{words}\t{key}" for (_, words), key in zip(row(doubtful).deeds, ("Ctrl+回车", "F2"), strict=False)]
    assert offered == ["到出错的地方\t回车", *deeds, "复制这句话\tCtrl+C"]
    explaining = next(action for action in menu.actions() if action.text().startswith("说明原因"))
    explaining.trigger()
    menu.deleteLater()
    assert isinstance(focused(), QLineEdit)


# last year's reason


@pytest.fixture
def explained_before(window: Window, desk: Desk, doubtful: Open, tmp_path: Path, qtbot: QtBot) -> Open:
    """The year after a report with a reason, begun from its file; the same doubt comes up with other numbers."""
    doubtful.editor.submit("填写", {"applications.carried_forward.person": 7})
    give(doubtful.editor, doubt(doubtful), WORDS)
    last = doubtful.wait_saved().report
    source, target = tmp_path / "去年.nianbao", tmp_path / "明年.nianbao"
    DocumentFile.over(source).write(Document(last))
    desk.files, desk.targets = [source], [target]
    during(ImportDialog, lambda: press("Ctrl+I"), lambda dialog: dialog.accept())
    there = Open(window, target, qtbot)
    there.editor.submit("填写", {CARRIED: 40})
    return there


def test_last_years_reason_stands_beside_the_same_finding_and_is_not_taken_by_itself(explained_before: Open) -> None:
    assert f"去年的理由：{WORDS}" in row(explained_before).before
    assert reason_of(doubt(explained_before), explained_before.report) == ""
    assert doubt(explained_before).blocks(explained_before.report)


def test_last_years_reason_is_taken_over_by_a_key(explained_before: Open) -> None:
    choose(explained_before)
    press("Ctrl+F2")
    assert reason_of(doubt(explained_before), explained_before.report) == WORDS
    assert "去年的理由" in explained_before.status
    assert row(explained_before).before.count(WORDS) == 0
    press("Ctrl+Z")
    assert reason_of(doubt(explained_before), explained_before.report) == ""


def test_last_years_reason_is_taken_over_by_a_click(explained_before: Open) -> None:
    choose(explained_before)
    click_deed(explained_before, Deed.REUSE)
    assert reason_of(doubt(explained_before), explained_before.report) == WORDS


def test_where_nothing_was_written_last_year_nothing_is_offered(doubtful: Open) -> None:
    assert "去年的理由" not in row(doubtful).before
    choose(doubtful)
    press("Ctrl+F2")
    assert doubtful.report.reasons == {}
