"""What is told without a dialog: a bar at the foot of the report that is read, used and closed without the mouse."""

from pathlib import Path

import pytest
from clerk import Desk, Open, click, focused, press
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAccessible, QDesktopServices
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from nianbao.gui.checksheet import SheetDialog
from nianbao.gui.notices import MOST_DETAILS, NoticeBar, notify

PERSON = "applications.received.person"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the system was asked to open; it opens what has an ending that it knows."""
    asked: list[Path] = []

    def open_url(url: QUrl) -> bool:
        asked.append(Path(url.toLocalFile()))
        return not url.toLocalFile().endswith(".xyz")

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return asked


@pytest.fixture
def exported(full: Open, desk: Desk, tmp_path: Path) -> NoticeBar:
    """The notice of an export, asked for from a cell."""
    full.grid("applications", PERSON)
    desk.targets = [tmp_path / "年报.docx"]
    press("Ctrl+E")
    return bar_of(full)


def bar_of(there: Open) -> NoticeBar:
    (bar,) = there.workspace.findChildren(NoticeBar)
    return bar


def test_an_export_is_told_without_taking_the_focus(exported: NoticeBar, full: Open) -> None:
    assert exported.isVisible()
    assert exported.words.text() == "已导出“年报.docx”，已读回核对 200 个数字，全部一致。"
    assert QApplication.activeModalWidget() is None
    press("5", "Return")
    assert full.report.get(PERSON) == 5


def test_the_file_and_its_folder_are_opened_by_key_from_the_cell(
    exported: NoticeBar, opened: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    cell = focused()
    press("Alt+O")
    qtbot.waitUntil(lambda: opened == [tmp_path / "年报.docx"])
    press("Alt+D")
    qtbot.waitUntil(lambda: opened[1:] == [tmp_path])
    press("Alt+X")
    qtbot.waitUntil(lambda: not exported.isVisible())
    assert focused() is cell


def test_escape_in_the_notice_closes_it_and_goes_back_to_the_cell(exported: NoticeBar) -> None:
    cell = focused()
    exported.open_file.setFocus()
    press("Escape")
    assert not exported.isVisible()
    assert focused() is cell


def test_the_words_can_be_reached_and_are_read_aloud(exported: NoticeBar) -> None:
    assert exported.accessibleName() == "通知"
    exported.open_file.setFocus()
    press("Shift+Tab")
    assert focused() is exported.words
    read = QAccessible.queryAccessibleInterface(exported.words)
    assert read.text(QAccessible.Text.Name) == "已导出“年报.docx”，已读回核对 200 个数字，全部一致。"


def test_the_next_notice_takes_the_place_of_the_one_before(full: Open) -> None:
    notify(full.workspace, "第一句。")
    notify(full.workspace, "第二句。", details=["又一句。"])
    assert bar_of(full).words.text() == "第二句。\n又一句。"


def test_a_folder_has_no_file_to_be_opened(full: Open, opened: list[Path], tmp_path: Path) -> None:
    notify(full.workspace, "发布材料在文件夹里。", path=tmp_path)
    bar = bar_of(full)
    assert not bar.open_file.isVisible()
    click(bar.open_folder)
    assert opened == [tmp_path]


def test_a_sentence_about_no_file_has_nothing_to_open(full: Open) -> None:
    notify(full.workspace, "图表已复制。")
    bar = bar_of(full)
    assert not bar.open_file.isVisible()
    assert not bar.open_folder.isVisible()


def test_many_details_are_all_told_on_demand(full: Open, desk: Desk) -> None:
    details = [f"第 {number} 处文字不同。" for number in range(1, MOST_DETAILS + 3)]
    notify(full.workspace, "已导出。", details=details)
    bar = bar_of(full)
    assert bar.words.text().count("\n") < MOST_DETAILS
    click(bar.more)
    assert desk.informed == ["\n".join(["已导出。", *details])]
    notify(full.workspace, "已导出。", details=details[:MOST_DETAILS])
    assert bar.words.text().splitlines() == ["已导出。", *details[:MOST_DETAILS]]
    assert not bar.more.isVisible()


def test_a_file_that_is_gone_is_told(exported: NoticeBar, desk: Desk, opened: list[Path], tmp_path: Path) -> None:
    (tmp_path / "年报.docx").unlink()
    click(exported.open_file)
    assert desk.said == "“年报.docx”已经不在原来的地方。"
    assert opened == []


def test_a_file_that_nothing_can_open_is_told(full: Open, desk: Desk, opened: list[Path], tmp_path: Path) -> None:
    path = tmp_path / "年报.xyz"
    path.write_bytes(b"")
    notify(full.workspace, "已导出。", path=path)
    click(bar_of(full).open_file)
    assert desk.said.startswith("“年报.xyz”打不开")
    assert str(tmp_path) in desk.told[0].remedy


def test_it_is_as_high_as_its_words(exported: NoticeBar, full: Open, qtbot: QtBot) -> None:
    line = exported.fontMetrics().height()
    qtbot.waitUntil(lambda: exported.height() < 3 * line)
    notify(full.workspace, "已导出。", details=["第一处文字不同。", "第二处文字不同。"])
    qtbot.waitUntil(lambda: 3 * line <= exported.height() < 5 * line)


def test_long_words_do_not_make_the_window_wider(full: Open) -> None:
    width = full.window.width()
    least = full.window.minimumSizeHint().width()
    notify(full.workspace, "一句很长的话，" * 60, details=["又一句很长的话，" * 30], path=full.path)
    QApplication.processEvents()
    assert full.window.width() == width
    assert full.window.minimumSizeHint().width() <= max(least, 1000)


def test_a_sheet_says_in_its_own_window_that_it_was_exported(full: Open, desk: Desk, tmp_path: Path) -> None:
    press("Ctrl+Shift+K")
    dialog = full.window.findChild(SheetDialog)
    assert dialog is not None
    desk.targets = [tmp_path / "核对单.docx"]
    click(next(button for button in dialog.findChildren(QPushButton) if button.text() == "导出 Word…"))
    (bar,) = dialog.findChildren(NoticeBar)
    assert bar.words.text() == "已导出“核对单.docx”。"
    assert bar.path == tmp_path / "核对单.docx"
    assert bar.path.is_file()
