"""Losing nothing: every change is on disk within a second, and what cannot be written is told and kept."""

import datetime
import shutil
from pathlib import Path

import pytest
from clerk import Desk, Open, OpenReport, press, type_text
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from conftest import TODAY
from nianbao.core.edition import Editions
from nianbao.core.progress import INFORMATION
from nianbao.files.document import Document, DocumentFile
from nianbao.files.settings import recent_files
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
    texts = [listed.item(row).text() for row in range(listed.count())]
    assert texts == [f"另一份\n{tmp_path}", f"今年\n{tmp_path}"]
    listed.setFocus()
    listed.itemClicked.emit(listed.item(1))
    assert again.saver is not None
    assert again.saver.file.path == blank.path
