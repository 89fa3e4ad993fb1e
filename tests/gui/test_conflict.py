"""A file changed elsewhere: never overwritten, both versions in view, the clerk chooses, and neither is lost."""

from dataclasses import replace
from pathlib import Path

import pytest
from clerk import Desk, Open, OpenReport, click, during, press, type_text
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from nianbao.core.edition import Editions
from nianbao.files.document import Document, DocumentFile
from nianbao.gui.conflict import ConflictDialog, OutsideWatch
from nianbao.gui.window import Window
from reports import filled, with_values

PERSON = "applications.received.person"


def somebody_else_writes(there: Open, **changed: object) -> bytes:
    """Another computer saves its own version of the file."""
    document = there.on_disk()
    report = with_values(document.report, {"unit.name": "别人填的镇"})
    DocumentFile.over(there.path).write(replace(document, report=report, **changed))
    return there.path.read_bytes()


def type_seven(there: Open) -> None:
    there.grid("applications", PERSON)
    type_text("7")
    press("Return")


def button(dialog: ConflictDialog, words: str) -> QAbstractButton:
    return next(button for button in dialog.findChildren(QAbstractButton) if button.text() == words)


def lines(dialog: ConflictDialog) -> set[tuple[str, str, str]]:
    return {(line.place, line.before, line.after) for line in dialog.table.form.lines}


def choosing(there: Open, words: str) -> set[tuple[str, str, str]]:
    """Type something, save, and choose in the dialog that comes up; what it showed."""
    shown: list[set[tuple[str, str, str]]] = []

    def choose(dialog: ConflictDialog) -> None:
        shown.append(lines(dialog))
        click(button(dialog, words))

    type_seven(there)
    during(ConflictDialog, there.saver.flush, choose)
    return shown[0]


def state(there: Open) -> str:
    return there.window.status.state.text()


def names(document: Document) -> list[str]:
    return [kept.name for kept in document.states]


def test_every_cell_that_differs_is_listed_with_both_sides_in_words(blank: Open) -> None:
    theirs = somebody_else_writes(blank)
    shown = choosing(blank, "以后再说")
    assert ("单位名称", "别人填的镇", "（空）") in shown
    assert ("表三 自然人 本年新收", "（空）", "7") in shown
    assert blank.path.read_bytes() == theirs
    assert blank.report.get(PERSON) == 7
    assert state(blank).startswith("没有保存")


def test_return_alone_replaces_nothing(blank: Open) -> None:
    theirs = somebody_else_writes(blank)
    type_seven(blank)
    during(ConflictDialog, blank.saver.flush, lambda _: press("Return"))
    assert blank.path.read_bytes() == theirs


def test_while_it_is_not_settled_the_clerk_is_asked_once_and_the_work_is_kept_elsewhere(
    blank: Open, qtbot: QtBot
) -> None:
    theirs = somebody_else_writes(blank)
    choosing(blank, "以后再说")
    for key in ("Ctrl+Z", "Ctrl+Y"):
        with qtbot.waitSignal(blank.saver.failed):
            press(key)
    assert QApplication.activeModalWidget() is None
    assert blank.path.read_bytes() == theirs
    assert blank.saver.is_kept


def test_ones_own_version_is_written_and_theirs_stays_among_the_states(blank: Open, editions: Editions) -> None:
    somebody_else_writes(blank)
    choosing(blank, "用我现在的")
    saved = blank.on_disk()
    assert saved.report == blank.report
    assert saved.report.get(PERSON) == 7
    kept = {kept.name: kept.report(editions) for kept in saved.states}
    assert kept["别处修改过的（磁盘上的）"].unit == "别人填的镇"
    assert kept["这个窗口里的"].get(PERSON) == 7
    assert state(blank).startswith("已保存")


def test_theirs_is_taken_as_one_step_that_can_be_undone(blank: Open, editions: Editions) -> None:
    somebody_else_writes(blank)
    choosing(blank, "用磁盘上的")
    assert (blank.report.unit, blank.report.get(PERSON)) == ("别人填的镇", None)
    assert blank.on_disk().report == blank.report
    assert {kept.report(editions).get(PERSON) for kept in blank.on_disk().states} == {None, 7}
    press("Ctrl+Z")
    assert (blank.report.unit, blank.report.get(PERSON)) == ("", 7)
    assert blank.wait_saved().report.get(PERSON) == 7


def test_the_history_leads_from_their_state_to_ones_own(blank: Open) -> None:
    somebody_else_writes(blank)
    choosing(blank, "用磁盘上的")
    mine, theirs = blank.on_disk().history[-2:]
    assert (mine.text, mine.cells[PERSON]) == ("这个窗口里的修改", (None, 7))
    assert (theirs.text, theirs.how, theirs.cells[PERSON]) == ("改用磁盘上的内容", "restored", (7, None))


def test_another_file_takes_ones_own_and_theirs_is_left_alone(blank: Open, desk: Desk, tmp_path: Path) -> None:
    theirs = somebody_else_writes(blank)
    desk.targets = [tmp_path / "我的.nianbao"]
    choosing(blank, "另存为…")
    assert DocumentFile(tmp_path / "我的.nianbao").read(blank.window.editions).report.get(PERSON) == 7
    assert blank.path.read_bytes() == theirs
    assert state(blank).startswith("已保存")
    assert blank.window.status.place.toolTip().endswith("我的.nianbao")


def test_their_sealed_report_is_shown_sealed_and_ones_own_stays_among_the_states(blank: Open, qtbot: QtBot) -> None:
    somebody_else_writes(blank, sealed="2026-01-10T10:00:00")
    choosing(blank, "用磁盘上的")
    assert blank.editor.sealed
    assert blank.report.unit == "别人填的镇"
    saved = blank.on_disk()
    assert (saved.sealed, saved.report) == ("2026-01-10T10:00:00", blank.report)
    assert "这个窗口里的" in names(saved)
    qtbot.wait(0)
    assert not blank.saver.unsaved


def test_the_same_content_asks_nothing(blank: Open) -> None:
    """A synchronised folder wrote the same report again, with another history."""
    type_seven(blank)
    blank.saver.flush()
    document = blank.on_disk()
    DocumentFile.over(blank.path).write(replace(document, history=()))
    blank.editor.submit("填写", {PERSON: 8})
    blank.editor.submit("填写", {PERSON: 7})
    assert blank.saver.flush()
    assert blank.on_disk().report.get(PERSON) == 7


def test_a_file_that_was_damaged_elsewhere_is_not_overwritten(blank: Open, desk: Desk) -> None:
    blank.path.write_bytes(blank.path.read_bytes()[:1000])
    damaged = blank.path.read_bytes()
    type_seven(blank)
    assert not blank.saver.flush()
    assert "已损坏" in desk.said
    assert "另存为" in desk.told[0].remedy
    assert blank.path.read_bytes() == damaged
    assert blank.saver.is_kept


# while the window was in the background


@pytest.fixture
def watch(window: Window) -> OutsideWatch:
    return OutsideWatch(window)


def come_back(there: Open) -> None:
    """The window comes to the front again."""
    QApplication.sendEvent(there.window, QEvent(QEvent.Type.WindowActivate))


def test_a_file_changed_meanwhile_is_offered_when_the_window_comes_to_the_front(
    blank: Open, watch: OutsideWatch, qtbot: QtBot
) -> None:
    somebody_else_writes(blank)

    def come_back_and_wait() -> None:
        come_back(blank)
        qtbot.waitUntil(lambda: blank.report.unit == "别人填的镇")

    during(ConflictDialog, come_back_and_wait, lambda dialog: click(button(dialog, "用磁盘上的")))
    assert blank.on_disk().report == blank.report
    press("Ctrl+Z")
    assert blank.report.unit == ""


def test_a_file_that_was_not_touched_brings_nothing_up(blank: Open, watch: OutsideWatch, qtbot: QtBot) -> None:
    before = blank.path.stat().st_mtime_ns
    come_back(blank)
    qtbot.waitUntil(lambda: not watch.is_looking)
    assert QApplication.activeModalWidget() is None
    assert blank.path.stat().st_mtime_ns == before


def test_a_place_that_is_gone_meanwhile_is_not_told_before_something_is_written(
    open_report: OpenReport, editions: Editions, watch: OutsideWatch, desk: Desk, qtbot: QtBot
) -> None:
    there = open_report(filled(editions, "2021"))
    away = there.path.parent.rename(there.path.parent.with_name(f"{there.path.parent.name} 拔出"))
    come_back(there)
    qtbot.waitUntil(lambda: not watch.is_looking)
    assert desk.told == []
    away.rename(there.path.parent)
