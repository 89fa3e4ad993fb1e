"""Losing nothing: every change is on disk within a second, and what cannot be written is told and kept."""

import datetime
import errno
import gc
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from clerk import TODAY, Desk, Open, OpenReport, press, type_text
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from nianbao.core.edition import Editions
from nianbao.core.progress import INFORMATION
from nianbao.core.report import Report
from nianbao.files import recovery
from nianbao.files.document import Document, DocumentFile
from nianbao.files.settings import recent_files
from nianbao.gui import saving
from nianbao.gui.saving import AGAIN_MS
from nianbao.gui.sections.information import InformationPage
from nianbao.gui.sections.text import TextPage
from nianbao.gui.window import Window
from reports import filled

PERSON = "applications.received.person"


def state(there: Open) -> str:
    return there.window.status.state.text()


def place(there: Open) -> QLabel:
    return there.window.status.place


def type_seven(there: Open) -> None:
    there.grid("applications", PERSON)
    type_text("7")
    press("Return")


def test_a_change_is_on_disk_within_a_second_without_a_question(blank: Open, desk: Desk, qtbot: QtBot) -> None:
    assert state(blank) == "已保存"
    type_seven(blank)
    qtbot.waitUntil(lambda: blank.on_disk().report.get(PERSON) == 7, timeout=1000)
    qtbot.waitUntil(lambda: state(blank).startswith("已保存 "))
    assert desk.told == desk.asked == []


def test_while_the_clerk_types_on_and_on_it_is_saved_all_the_same(blank: Open, qtbot: QtBot) -> None:
    """Saving waits for a pause, but never longer than a second."""
    blank.go("overview", TextPage).prose.setFocus()

    def typed_and_saved() -> bool:
        type_text("字")
        return len(blank.on_disk().report.text("texts.overview")) > 0

    with qtbot.waitSignal(blank.saver.saved, timeout=1000):
        qtbot.waitUntil(typed_and_saved, timeout=1000)


def test_undo_and_redo_are_saved_too(blank: Open) -> None:
    type_seven(blank)
    blank.wait_saved()
    press("Ctrl+Z")
    assert PERSON not in blank.wait_saved().report.values
    press("Ctrl+Y")
    assert blank.wait_saved().report.get(PERSON) == 7


def test_the_history_tells_each_step_with_old_and_new_value(blank: Open) -> None:
    type_seven(blank)
    blank.go("overview", TextPage).prose.setFocus()
    type_text("公开")
    history = blank.wait_saved().history
    assert [entry.text for entry in history] == ["填写 本年新收 自然人", "编辑 一、总体情况"]
    assert history[0].cells[PERSON] == (None, 7)
    assert history[1].cells["texts.overview"] == (None, "公开")


def test_closing_writes_what_is_not_yet_on_disk(blank: Open, desk: Desk) -> None:
    type_seven(blank)
    assert blank.window.close()
    assert blank.on_disk().report.get(PERSON) == 7
    assert desk.asked == []


@pytest.mark.parametrize("leave", ["Ctrl+W", "Ctrl+Q"])
def test_a_number_still_being_typed_is_kept_when_the_clerk_leaves(blank: Open, leave: str) -> None:
    blank.grid("applications", PERSON)
    type_text("7")
    press(leave)
    assert blank.on_disk().report.get(PERSON) == 7


def test_a_date_still_being_typed_is_kept_when_the_window_is_closed(blank: Open) -> None:
    page = blank.go(INFORMATION, InformationPage)
    page.fields["date"].setFocus()
    type_text("2025-1-20")
    blank.window.close()
    assert blank.on_disk().report.get("date") == "2025年1月20日"


def test_opening_never_writes(open_report: OpenReport, editions: Editions, qtbot: QtBot) -> None:
    there = open_report(filled(editions, "2021"))
    before = there.path.read_bytes(), there.path.stat().st_mtime_ns
    for section in ("overview", "proactive", "applications", "appeals"):
        there.workspace.tabs.setCurrentIndex(there.tab(section))
    press("F8")
    there.window.close()
    assert (there.path.read_bytes(), there.path.stat().st_mtime_ns) == before


def test_opening_the_report_that_is_open_shows_what_was_just_typed(blank: Open) -> None:
    type_seven(blank)
    blank.window.open_file(blank.path)
    assert blank.report.get(PERSON) == 7
    type_seven(blank)
    assert blank.window.close()


# what stands in the way


def test_a_folder_that_is_gone_is_told_and_the_work_saved_once_it_is_back(
    window: Window, desk: Desk, qtbot: QtBot, tmp_path: Path, editions: Editions
) -> None:
    stick, away = tmp_path / "U盘", tmp_path / "拔出"
    stick.mkdir()
    path = stick / "今年.nianbao"
    DocumentFile(path).write(Document(filled(editions, "2021")))
    window.open_file(path)
    there = Open(window, path, qtbot)
    stick.rename(away)
    type_seven(there)
    qtbot.waitUntil(lambda: state(there).startswith("没有保存"))
    assert "不存在" in desk.said
    assert there.report.get(PERSON) == 7
    away.rename(stick)
    qtbot.waitUntil(lambda: state(there).startswith("已保存"), timeout=AGAIN_MS + 3000)
    assert there.on_disk().report.get(PERSON) == 7
    assert len(desk.told) == 1


def test_failing_again_after_it_worked_is_told_again(blank: Open, desk: Desk, qtbot: QtBot) -> None:
    for _ in range(2):
        away = blank.path.parent.with_name("拔出")
        blank.path.parent.rename(away)
        with qtbot.waitSignal(blank.saver.failed):
            blank.editor.submit("改", {PERSON: (blank.report.number(PERSON) or 0) + 1})
        away.rename(blank.path.parent)
        assert blank.saver.flush()
    assert len(desk.told) == 2


def pull_out(there: Open) -> Path:
    """The stick that the file lies on is gone; returns where it is."""
    return there.path.parent.rename(there.path.parent.with_name(f"{there.path.parent.name} 拔出"))


def test_leaving_with_work_that_cannot_be_saved_asks(blank: Open, desk: Desk) -> None:
    away = pull_out(blank)
    type_seven(blank)
    desk.yes = False
    assert not blank.window.close()
    assert "还没有保存" in desk.asked[0]
    assert "下次打开这份报告时可以恢复" in desk.asked[0]
    assert blank.window.isVisible()
    assert blank.report.get(PERSON) == 7
    desk.yes = True
    assert blank.window.close()
    assert [file.name for file in away.iterdir()] == [blank.path.name]


def test_another_report_opens_with_a_clean_status(
    blank: Open, desk: Desk, qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory, editions: Editions
) -> None:
    pull_out(blank)
    with qtbot.waitSignal(blank.saver.failed):
        type_seven(blank)
    tmp_path = tmp_path_factory.mktemp("本机")
    blank.window.status.tell("上一份报告的话")
    other = tmp_path / "另一份.nianbao"
    DocumentFile(other).write(Document(filled(editions, "2021")))
    blank.window.open_file(other)
    assert state(blank) == "已保存"
    assert blank.window.status.state.styleSheet() == ""
    assert blank.status == ""


# a place that does not answer, or takes no more


@pytest.fixture
def stuck(blank: Open, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The drive that the report lies on does not answer until the event is set; the machine's own disk does."""
    answered, sync = threading.Event(), os.fsync

    def wait_for_drive(descriptor: int) -> None:
        if blank.path.parent == Path(f"/proc/self/fd/{descriptor}").readlink().parent:
            answered.wait(20)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", wait_for_drive)
    monkeypatch.setattr(saving, "PATIENCE_S", 0.1)
    blank.saver._slow.setInterval(50)
    yield answered
    answered.set()


needs_proc = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs the files of a process by number")


@needs_proc
def test_a_drive_that_does_not_answer_is_told_of_and_the_clerk_types_on(
    blank: Open, stuck: threading.Event, desk: Desk, qtbot: QtBot
) -> None:
    type_seven(blank)
    qtbot.waitUntil(lambda: "没有回应" in state(blank))
    assert [told.sentence for told in desk.told] == ["“今年.nianbao”还没有保存：它所在的磁盘或网络盘没有回应。"]
    blank.editor.submit("填写", {PERSON: 8})
    assert blank.report.get(PERSON) == 8
    qtbot.waitUntil(lambda: kept_elsewhere(blank).get(PERSON) == 8)
    stuck.set()
    assert blank.wait_saved().report.get(PERSON) == 8
    qtbot.waitUntil(lambda: state(blank).startswith("已保存"))
    qtbot.waitUntil(lambda: recovery.copies_of(blank.path) == [])


def kept_elsewhere(there: Open) -> Report:
    (copy,) = recovery.copies_of(there.path)
    return DocumentFile(copy.path).read(there.window.editions).report


@needs_proc
def test_leaving_while_the_drive_does_not_answer_asks_and_keeps_the_work(
    blank: Open, stuck: threading.Event, desk: Desk
) -> None:
    type_seven(blank)
    desk.yes = False
    assert not blank.window.close()
    assert "下次打开这份报告时可以恢复" in desk.asked[0]
    assert kept_elsewhere(blank).get(PERSON) == 7
    stuck.set()
    assert blank.wait_saved().report.get(PERSON) == 7


@needs_proc
def test_a_report_that_is_left_while_its_drive_does_not_answer_keeps_nothing_from_being_tidied_up(
    blank: Open, stuck: threading.Event, desk: Desk, qtbot: QtBot
) -> None:
    """The collector of garbage rests while something is written beside the window; it must not rest for ever."""
    type_seven(blank)
    blank.window.close_report()
    assert blank.window.saver is None
    stuck.set()
    qtbot.waitUntil(gc.isenabled)


REFUSALS = {errno.ENOSPC: "磁盘已满", errno.EROFS: "只读", errno.ESTALE: "网络盘没有回应", errno.EIO: "磁盘出错"}


@pytest.mark.parametrize("number", REFUSALS)
def test_a_place_that_takes_no_more_is_told_at_once_and_the_work_is_kept_and_written_later(
    blank: Open, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    make = tempfile.mkstemp

    def refuse(*, dir: Path, **options: object):
        if dir == blank.path.parent:
            raise OSError(number, "no")
        return make(dir=dir, **options)

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    blank.saver._again.setInterval(200)
    with qtbot.waitSignal(blank.saver.failed, timeout=1500):
        type_seven(blank)
    assert REFUSALS[number] in desk.said
    assert kept_elsewhere(blank).get(PERSON) == 7
    monkeypatch.undo()
    with qtbot.waitSignal(blank.saver.saved, timeout=5000):
        pass
    assert blank.on_disk().report.get(PERSON) == 7
    assert recovery.copies_of(blank.path) == []
    assert len(desk.told) == 1


def test_where_not_even_a_copy_can_be_kept_the_clerk_is_told_that_it_would_be_lost(
    blank: Open, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(tempfile, "mkstemp", full)
    type_seven(blank)
    desk.yes = False
    assert not blank.window.close()
    assert "关闭后会丢失" in desk.asked[0]
    assert blank.report.get(PERSON) == 7
    monkeypatch.undo()
    assert blank.window.close()
    assert blank.on_disk().report.get(PERSON) == 7


def test_a_defect_of_the_program_while_saving_does_not_let_the_window_close_over_the_work(
    blank: Open, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(DocumentFile, "write", broken)
    type_seven(blank)
    desk.yes = False
    with qtbot.captureExceptions() as caught:
        assert not blank.window.close()
    assert caught[0][0] is ZeroDivisionError
    assert "程序出错，没有保存" in desk.said
    monkeypatch.undo()
    assert blank.window.close()
    assert blank.on_disk().report.get(PERSON) == 7


def test_while_one_state_is_being_written_the_next_one_waits_its_turn(blank: Open, qtbot: QtBot) -> None:
    for number in range(1, 30):
        blank.editor.submit("填写", {PERSON: number})
        blank.saver._begin()
    assert blank.wait_saved().report.get(PERSON) == 29
    qtbot.waitUntil(lambda: not blank.saver.unsaved)
    assert [entry.cells[PERSON][1] for entry in blank.on_disk().history] == list(range(1, 30))


# sealing


def test_sealing_is_a_state_and_a_line_in_the_history(blank: Open) -> None:
    assert blank.saver.seal("2026-01-12T10:00:00")
    saved = blank.on_disk()
    assert (saved.sealed, saved.history[-1].text, saved.states[-1].name) == ("2026-01-12T10:00:00", "定稿", "定稿")
    assert blank.saver.seal("")
    assert (blank.on_disk().sealed, blank.on_disk().history[-1].text) == ("", "取消定稿")


def test_sealing_that_cannot_be_written_does_not_count(blank: Open, desk: Desk) -> None:
    type_seven(blank)
    away = pull_out(blank)
    assert not blank.saver.seal("2026-01-12T10:00:00")
    away.rename(blank.path.parent)
    assert blank.saver.flush()
    saved = blank.on_disk()
    assert (saved.sealed, saved.report.get(PERSON)) == ("", 7)
    assert [entry.text for entry in saved.history] == ["填写 本年新收 自然人"]


def test_saving_as_moves_on_to_the_other_file(blank: Open, desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "副本.nianbao"
    desk.targets = [target]
    press("Ctrl+Shift+S")
    type_seven(blank)
    old = blank.path.read_bytes()
    blank.path = target
    assert blank.wait_saved().report.get(PERSON) == 7
    assert (target.parent / "今年.nianbao").read_bytes() == old
    assert recent_files()[0] == target.resolve()


def test_saving_as_to_a_place_that_takes_nothing_is_told_and_the_old_file_goes_on(
    blank: Open, desk: Desk, tmp_path: Path
) -> None:
    for target in (tmp_path / "没有的文件夹" / "副本.nianbao", tmp_path):
        desk.targets, desk.told = [target], []
        press("Ctrl+Shift+S")
        assert len(desk.told) == 1
        assert state(blank).startswith("已保存")
    type_seven(blank)
    assert blank.wait_saved().report.get(PERSON) == 7
    assert place(blank).toolTip() == str(blank.path)


def test_not_saving_as_after_all_changes_nothing(blank: Open, desk: Desk) -> None:
    press("Ctrl+Shift+S")
    assert desk.proposed == [blank.path]
    assert desk.told == []


# the status line


def test_a_long_path_is_shown_by_its_end_and_does_not_widen_the_window(
    window: Window, tmp_path: Path, editions: Editions
) -> None:
    folder = tmp_path / ("很长的文件夹名" * 8) / ("更长的文件夹名" * 8)
    folder.mkdir(parents=True)
    path = folder / "今年.nianbao"
    DocumentFile(path).write(Document(filled(editions, "2021")))
    window.open_file(path)
    label = window.status.place
    assert label.text().startswith("…")
    assert label.text().endswith("今年.nianbao")
    assert label.toolTip() == str(path)
    assert window.minimumSizeHint().width() <= 683


def test_what_is_told_has_the_room_of_the_path(blank: Open) -> None:
    blank.window.status.tell("一句话")
    assert not place(blank).isVisible()
    blank.window.status.clearMessage()
    assert place(blank).isVisible()


# recent files


def test_recent_files_are_listed_newest_first_and_open_with_a_click(
    blank: Open, qtbot: QtBot, tmp_path: Path, editions: Editions, desk: Desk
) -> None:
    other = tmp_path / "另一份.nianbao"
    DocumentFile(other).write(Document(filled(editions, "2021")))
    blank.window.open_file(other)
    gone = tmp_path / "没有了.nianbao"
    shutil.copy(other, gone)
    blank.window.open_file(gone)
    gone.unlink()
    press("Ctrl+W")
    again = Window(lambda: editions, TODAY + datetime.timedelta(days=1))
    qtbot.addWidget(again)
    again.show_start()
    again.show()
    again.settle()
    listed = again.centralWidget().currentWidget().recent
    items = [listed.item(row) for row in range(listed.count())]
    assert [item.text().split("\n")[0] for item in items] == ["另一份", "今年"]
    assert [item.toolTip() for item in items] == [str(other), str(blank.path)]
    listed.setFocus()
    listed.itemClicked.emit(listed.item(1))
    assert again.saver is not None
    assert again.saver.file.path == blank.path
