"""How work begins: a new report, an open one, and what is done with files that are none."""

import shutil
from pathlib import Path

import pytest
from clerk import TODAY, Desk, Open, click, during, focused, press, type_text
from PySide6.QtWidgets import QCommandLinkButton, QWidget
from pytestqt.qtbot import QtBot

from nianbao.core.edition import Editions
from nianbao.files.document import Document, DocumentFile
from nianbao.gui.importing import ImportDialog
from nianbao.gui.start import StartPage
from nianbao.gui.window import Window
from nianbao.gui.zeroyear.dialog import ZeroYearDialog
from reports import filled, with_values

PERSON = "applications.received.person"


def start_page(window: Window) -> StartPage:
    page = window.centralWidget().currentWidget()
    assert isinstance(page, StartPage)
    return page


def button(page: QWidget, text: str) -> QCommandLinkButton:
    return next(button for button in page.findChildren(QCommandLinkButton) if button.text() == text)


def test_the_start_page_offers_four_ways_to_begin(window: Window) -> None:
    page = start_page(window)
    buttons = [button.text() for button in page.findChildren(QCommandLinkButton)]
    assert buttons == ["由上年报告开始", "本年度没有收到申请？", "新建空白报告", "打开已有的年报文件"]
    assert not page.recent.isVisible()
    assert window.windowTitle() == "年报"


def test_the_start_page_is_used_by_keyboard_alone(
    window: Window, desk: Desk, tmp_path: Path, editions: Editions, qtbot: QtBot
) -> None:
    path = tmp_path / "今年.nianbao"
    DocumentFile(path).write(Document(filled(editions, "2021")))
    window.open_file(path)
    press("Ctrl+W")
    page = start_page(window)
    ways = page.findChildren(QCommandLinkButton)
    qtbot.waitUntil(ways[0].hasFocus)
    for way in ways[1:]:
        press("Tab")
        assert focused() is way
    desk.files = [path]
    press("Return")
    assert window.workspace is not None
    assert desk.files == []
    press("Ctrl+W")
    page = start_page(window)
    qtbot.waitUntil(lambda: page.isAncestorOf(focused()))
    press(*["Tab"] * len(ways))
    assert focused() is page.recent
    press("Home", "Return")
    assert window.editor is not None
    assert window.editor.report == filled(editions, "2021")


def test_the_picture_of_the_start_page_is_drawn_where_there_is_room_for_it(window: Window, qtbot: QtBot) -> None:
    picture = start_page(window).findChild(QWidget, "picture")
    assert picture is not None

    def drawn() -> bool:
        image = picture.grab().toImage()
        shades = {image.pixelColor(x, y).rgb() for x in range(0, image.width(), 8) for y in range(0, image.height(), 8)}
        return len(shades) > 10

    qtbot.waitUntil(drawn)
    window.resize(683, 340)
    assert not picture.isVisible()


def test_a_year_without_applications_begins_from_last_years_file_and_goes_on_in_the_guide(
    window: Window, desk: Desk, tmp_path: Path, sample: Path
) -> None:
    desk.files, desk.targets = [sample], [tmp_path / "今年.nianbao"]
    way = button(start_page(window), "本年度没有收到申请？")
    during(ImportDialog, lambda: click(way), lambda dialog: dialog.accept())
    assert window.workspace is not None
    guide = window.workspace.findChild(ZeroYearDialog)
    assert guide is not None
    assert guide.isVisible()


def test_without_a_file_of_last_year_nothing_is_begun(window: Window) -> None:
    click(button(start_page(window), "本年度没有收到申请？"))
    assert window.workspace is None


def test_without_a_report_what_needs_one_cannot_be_chosen(window: Window) -> None:
    usable = {spec.id: action.isEnabled() for spec, action in window._actions}
    needed = (
        "save_as",
        "exporting.export_word",
        "finalising.seal",
        "finalising.unseal",
        "undo",
        "filling.fill_zeros",
        "checking.next_finding",
        "close_report",
    )
    assert not any(usable[name] for name in needed)
    assert all(usable[name] for name in ("start_next", "new", "open", "close", "help.open_guide", "about.show"))


def test_every_action_of_the_menus_is_something_the_window_can_do(window: Window) -> None:
    for spec, _ in window._actions:
        assert callable(window.act(spec.id))


def test_no_two_actions_have_the_same_key(window: Window) -> None:
    keys = [spec.key for spec, _ in window._actions if spec.key]
    assert len(keys) == len(set(keys))


# new


def test_a_new_report_is_for_the_year_that_is_due_and_lies_where_the_clerk_says(
    window: Window, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "今年.nianbao"
    desk.targets = [target]
    click(button(start_page(window), "新建空白报告"))
    there = Open(window, target, qtbot)
    assert there.report.year == 2025
    assert there.report.edition.id == "2021"
    assert there.on_disk().report == there.report
    assert desk.proposed[0].name == "2025年政府信息公开工作年度报告.nianbao"


def test_a_new_report_that_is_given_up_leaves_everything_as_it_was(blank: Open, desk: Desk) -> None:
    before = blank.report
    press("Ctrl+N")
    assert blank.report == before
    assert desk.told == []


def test_a_new_report_in_a_folder_that_takes_none_is_told(window: Window, desk: Desk, tmp_path: Path) -> None:
    desk.targets = [tmp_path / "没有" / "今年.nianbao"]
    press("Ctrl+N")
    assert "不存在" in desk.said
    assert window.workspace is None
    assert list(tmp_path.iterdir()) == []


def test_a_new_report_over_the_one_that_is_open_replaces_it_when_the_clerk_said_so(full: Open, desk: Desk) -> None:
    desk.targets = [full.path]
    press("Ctrl+N")
    assert full.report.year == 2025
    assert full.on_disk().report == full.report


# open


def test_a_report_is_opened_with_its_year_and_its_base(
    window: Window, desk: Desk, tmp_path: Path, editions: Editions
) -> None:
    path = tmp_path / "今年.nianbao"
    report, last = filled(editions, "2021"), filled(editions, "2019")
    DocumentFile(path).write(Document(report, last))
    desk.files = [path]
    press("Ctrl+O")
    assert window.editor is not None
    assert (window.editor.report, window.editor.base) == (report, last)
    assert window.windowTitle() == "示例县清水镇人民政府2024年政府信息公开工作年度报告 — 年报"


def test_the_keyboard_is_on_the_first_page_once_a_report_is_open(full: Open) -> None:
    assert full.workspace.current_page().isAncestorOf(focused())


def test_opening_another_report_saves_the_first(blank: Open, desk: Desk, tmp_path: Path, editions: Editions) -> None:
    other = tmp_path / "另一份.nianbao"
    DocumentFile(other).write(Document(filled(editions, "2021")))
    blank.grid("applications", PERSON)
    type_text("7")
    desk.files = [other]
    press("Ctrl+O")
    assert blank.report.unit == "示例县清水镇人民政府"
    assert blank.on_disk().report.get(PERSON) == 7


def test_choosing_no_file_leaves_everything_as_it_was(full: Open, desk: Desk) -> None:
    before = full.editor
    press("Ctrl+O", "Ctrl+I")
    assert full.editor is before


def test_closing_a_report_leads_back_to_the_start_page(full: Open) -> None:
    press("Ctrl+W")
    page = start_page(full.window)
    assert full.window.windowTitle() == "年报"
    assert page.recent.isVisible()
    assert full.window.status.place.text() == full.window.status.state.text() == ""


def bad_file(words: str, folder: Path, shipped: Path, report: bytes) -> Path:
    """A file that cannot be used, by what is said of it; `report` are the bytes of a good document."""
    made = {
        "是空的": ("空.nianbao", b""),
        "已损坏": ("截断.nianbao", report[: len(report) // 3]),
        "没有认出年度报告": ("外来.nianbao", b"not a report at all\n"),
        "不是年报文件": ("别的.nianbao", report[:68] + b"\0\0\0\0" + report[72:]),
        "PDF": ("扫描.pdf", b"%PDF-1.7 ..."),
        "文件已损坏": ("半截.xlsx", shipped.read_bytes()[:3000]),
        "不是文本文件": ("照片.jpg", bytes(range(256)) * 40),
    }
    if words == "是一个文件夹":
        (folder / "文件夹.xlsx").mkdir()
        return folder / "文件夹.xlsx"
    name, content = made.get(words, ("没有.xlsx", b""))
    if words in made:
        (folder / name).write_bytes(content)
    return folder / name


WORDS = (
    "是空的",
    "已损坏",
    "没有认出年度报告",
    "不是年报文件",
    "PDF",
    "文件已损坏",
    "不是文本文件",
    "找不到文件",
    "是一个文件夹",
)


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("key", ["Ctrl+O", "Ctrl+I"])
def test_a_file_that_cannot_be_used_gives_one_sentence_and_leaves_the_open_report(
    full: Open, desk: Desk, tmp_path: Path, sample: Path, *, words: str, key: str
) -> None:
    path = bad_file(words, tmp_path, sample, full.path.read_bytes())
    before, content = full.editor, path.read_bytes() if path.is_file() else b""
    desk.files = [path]
    press(key)
    assert words in desk.said
    assert desk.told[0].remedy
    assert full.editor is before
    assert (path.read_bytes() if path.is_file() else b"") == content


def test_a_report_of_a_newer_program_is_refused(full: Open, desk: Desk, tmp_path: Path) -> None:
    newer = tmp_path / "新.nianbao"
    data = bytearray(full.path.read_bytes())
    data[60:64] = (99).to_bytes(4, "big")  # user_version
    newer.write_bytes(data)
    desk.files = [newer]
    press("Ctrl+O")
    assert "更新版本的程序" in desk.said


# other kinds of file


def test_opening_an_excel_file_begins_the_next_year_from_it(
    window: Window, desk: Desk, sample: Path, tmp_path: Path
) -> None:
    last = tmp_path / sample.name
    shutil.copy(sample, last)
    desk.files = [last]
    desk.targets = [tmp_path / "今年.nianbao"]
    during(ImportDialog, lambda: press("Ctrl+O"), lambda dialog: dialog.accept())
    assert window.editor is not None
    assert window.editor.report.year == 2021


def test_a_file_named_when_the_program_is_started_is_opened(window: Window, tmp_path: Path, editions: Editions) -> None:
    path = tmp_path / "今年.nianbao"
    DocumentFile(path).write(Document(filled(editions, "2021")))
    window.open_file(path)
    assert window.workspace is not None


def test_a_unit_whose_name_is_no_file_name_gets_one(full: Open, desk: Desk, editions: Editions, tmp_path: Path) -> None:
    full.editor.submit("改", {"unit.name": 'A/B:镇\\"政府"?' + "长" * 200})
    press("Ctrl+E")
    name = desk.proposed[0].name
    assert name.startswith("AB镇政府长")
    assert name.endswith(".docx")
    (tmp_path / name).touch()
    other = with_values(filled(editions, "2019"), {"unit.name": "甲/乙镇"})
    path = tmp_path / "上年.nianbao"
    DocumentFile(path).write(Document(other))
    desk.files = [path]
    during(ImportDialog, lambda: press("Ctrl+I"), lambda dialog: dialog.accept())
    assert desk.proposed[1] == tmp_path / "甲乙镇2021年政府信息公开工作年度报告.nianbao"


# a file named on the command line or double-clicked


def test_the_window_stands_before_a_file_is_opened_and_then_the_report_is_in_it(
    editions: Editions, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "今年.nianbao"
    DocumentFile(path).write(Document(filled(editions, "2021")))
    window = Window(lambda: editions, TODAY)
    qtbot.addWidget(window)
    window.open_once_painted(path)
    assert window.workspace is None
    window.show()
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.opening is None
    assert window.workspace is not None
    assert window.workspace.editor.report == filled(editions, "2021")


def test_a_file_that_cannot_be_opened_at_the_start_is_told_and_leaves_the_start_page(
    editions: Editions, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    window = Window(lambda: editions, TODAY)
    qtbot.addWidget(window)
    window.open_once_painted(tmp_path / "没有.nianbao")
    window.show()
    qtbot.waitUntil(lambda: window.opening is None)
    assert "没有.nianbao" in desk.said
    assert isinstance(start_page(window), StartPage)


def test_the_window_stands_where_it_stood_and_as_large(editions: Editions, desk: Desk, qtbot: QtBot) -> None:
    first = Window(lambda: editions, TODAY)
    qtbot.addWidget(first)
    first.show_start()
    first.show()
    first.resize(731, 507)
    first.close()
    again = Window(lambda: editions, TODAY)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (731, 507)
