"""A small screen with large letters: nothing makes the window wider than the screen, and the page keeps its room."""

import pytest
from clerk import Desk, Open, click, focused, press
from keyboard import settled
from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPlainTextEdit, QScrollArea, QWidget

from nianbao.core.edition import Editions
from nianbao.core.progress import INFORMATION
from nianbao.core.yearly import next_report
from nianbao.gui import messages
from nianbao.gui.actions import MENUS
from nianbao.gui.agenda import AgendaDock
from nianbao.gui.flow import Flow
from nianbao.gui.help.dock import CellHelp
from nianbao.gui.notices import NoticeBar, notify
from nianbao.gui.onscreen import fit
from nianbao.gui.shortened import Shortened
from reports import filled

# what is left of 1366 × 768 points when letters are twice, and two and a half times as large
SIZES = {"200 %": QSize(683, 356), "250 %": QSize(546, 280)}
SECTIONS = (INFORMATION, "overview", "proactive", "applications", "appeals", "problems", "other")
BESIDE = {"steps": "F4", "pages": "F9", "help": "F1", "findings": "F6"}
PERSON = "applications.received.person"


@pytest.fixture(params=SIZES.values(), ids=SIZES)
def size(request: pytest.FixtureRequest) -> QSize:
    return request.param


@pytest.fixture
def small(full: Open, size: QSize) -> Open:
    """A report in a window as small as the screen, with every page built: each may make the window larger."""
    return shrunk(full, size)


def shrunk(there: Open, size: QSize) -> Open:
    for section in SECTIONS:
        there.workspace.tabs.setCurrentIndex(there.tab(section))
    there.window.resize(size)
    laid_out()
    return there


def laid_out() -> None:
    for _ in range(3):  # a width shared anew is laid out again
        QApplication.sendPostedEvents()
        settled()


def beside(there: Open) -> set[str]:
    """What stands beside the page."""
    docks = {"steps": there.window.findChild(AgendaDock), "help": there.window.findChild(CellHelp)}
    parts = {**docks, "pages": there.workspace.preview, "findings": there.workspace.findings}
    return {name for name, part in parts.items() if part is not None and part.isVisible()}


def sideways(place: QWidget) -> list[str]:
    areas = [area for area in place.findChildren(QScrollArea) if area.isVisible()]
    return [type(area.parent()).__name__ for area in areas if area.horizontalScrollBar().maximum() > 0]


@pytest.mark.parametrize("key", ["", "F4", "F9", "F1", "F6"])
def test_no_page_and_nothing_beside_it_makes_the_window_larger(
    open_report: Open, editions: Editions, size: QSize, key: str
) -> None:
    last = filled(editions, "2021")
    there = shrunk(open_report(next_report(last), last), size)
    for section in SECTIONS:
        there.workspace.tabs.setCurrentIndex(there.tab(section))
        there.workspace.current_page().setFocus()
        if key:
            press(key)
        laid_out()
        least = there.window.minimumSizeHint()
        assert least.width() <= size.width(), section
        assert least.height() <= size.height(), section
        assert there.window.size() == size, section
        assert sideways(there.workspace.current_page()) == [], section


def test_everything_stands_beside_the_page_in_a_usual_window(full: Open) -> None:
    press("F4", "F9", "F1")
    laid_out()
    assert beside(full) == {"steps", "pages", "help", "findings"}


def test_in_a_small_window_what_is_asked_for_takes_the_place_of_what_was_there(full: Open) -> None:
    shrunk(full, SIZES["200 %"])
    assert beside(full) == {"findings"}
    for name, key in BESIDE.items():
        full.workspace.current_page().setFocus()
        press(key)
        laid_out()
        assert beside(full) == {name}


def test_it_is_told_what_was_put_away_and_how_it_comes_back(full: Open) -> None:
    shrunk(full, SIZES["200 %"])
    press("F4")
    assert full.status == "窗口不够宽，先收起问题列表；按 F6 再打开。"
    press("F6")
    assert full.status == "窗口不够宽，先收起工作步骤；按 F4 再打开。"


@pytest.mark.parametrize("name", ["steps", "pages", "help"])
def test_the_findings_come_back_when_the_other_part_is_closed(full: Open, name: str) -> None:
    shrunk(full, SIZES["200 %"])
    full.workspace.current_page().setFocus()
    press(BESIDE[name])
    laid_out()
    assert beside(full) == {name}
    if name == "help":
        press("F1", "Esc")  # into it, and out of it
    else:
        press(BESIDE[name])
    full.qtbot.waitUntil(lambda: beside(full) == {"findings"})


def test_a_window_that_becomes_wide_again_shows_the_findings_again(full: Open) -> None:
    shrunk(full, SIZES["200 %"])
    press("F4")
    laid_out()
    full.window.resize(1366, 740)
    full.qtbot.waitUntil(lambda: beside(full) == {"steps", "findings"})


def test_a_window_made_small_keeps_what_was_asked_for_last(full: Open) -> None:
    press("F4")
    full.workspace.current_page().setFocus()
    press("F9", "F1")
    shrunk(full, SIZES["200 %"])
    assert beside(full) == {"help"}


def test_the_keys_do_not_stay_in_what_is_put_away(full: Open) -> None:
    full.grid("applications", PERSON)
    press("F4")
    laid_out()
    assert full.window.findChild(AgendaDock).isAncestorOf(focused())
    shrunk(full, SIZES["200 %"])
    full.window.findChild(AgendaDock).panel.list.setFocus()
    press("F9")
    laid_out()
    assert beside(full) == {"pages"}
    assert full.workspace.current_page().isAncestorOf(focused())


def test_in_the_smallest_window_the_findings_leave_when_the_clerk_goes_back(full: Open) -> None:
    shrunk(full, SIZES["250 %"])
    assert beside(full) == set()
    cell = full.grid("applications", PERSON)
    press("F6")
    laid_out()
    assert beside(full) == {"findings"}
    press("Esc")
    full.qtbot.waitUntil(lambda: beside(full) == set())
    assert focused() is cell


def test_the_next_finding_brings_the_list_into_sight(full: Open) -> None:
    shrunk(full, SIZES["200 %"])
    full.editor.submit("改", {PERSON: 999})
    press("F4")
    laid_out()
    press("F8")
    laid_out()
    assert beside(full) == {"findings"}


def test_the_report_that_is_opened_next_is_shown_as_the_window_has_room(full: Open) -> None:
    shrunk(full, SIZES["250 %"])
    full.window.open_file(full.path)
    laid_out()
    assert beside(full) == set()


# notices

LONG = "已导出“示例县云溪镇人民政府2024年政府信息公开工作年度报告（草稿）.docx”，已读回核对 200 个数字，全部一致。"
FONTS = "这台电脑没有规定的字体，版面会有出入。"


def test_a_notice_takes_few_lines_of_a_small_window(small: Open, desk: Desk) -> None:
    notify(small.workspace, LONG, details=[FONTS], path=small.path)
    laid_out()
    (bar,) = small.workspace.findChildren(NoticeBar)
    assert bar.height() < 6 * bar.fontMetrics().height()
    assert small.window.minimumSizeHint().width() <= small.window.width()
    assert FONTS not in bar.words.text()
    click(bar.more)
    assert desk.informed == [f"{LONG}\n{FONTS}"]
    for button in (bar.more, bar.open_file, bar.open_folder, bar.close_it):
        assert button.isVisible()
        assert button.width() >= button.fontMetrics().horizontalAdvance(button.text().replace("&", ""))
        assert small.workspace.rect().contains(button.mapTo(small.workspace, button.rect().bottomRight()))
    assert bar.open_folder.accessibleName() == "打开所在文件夹"


def test_a_notice_leaves_room_for_the_help_beside_it(small: Open) -> None:
    size = small.window.size()
    notify(small.workspace, LONG, details=[FONTS], path=small.path)
    press("F1")
    laid_out()
    assert small.window.size() == size


def test_a_notice_is_told_in_full_when_the_window_becomes_wide(full: Open) -> None:
    shrunk(full, SIZES["200 %"])
    notify(full.workspace, LONG, details=[FONTS])
    laid_out()
    (bar,) = full.workspace.findChildren(NoticeBar)
    full.window.resize(1366, 740)
    full.qtbot.waitUntil(lambda: bar.words.text() == f"{LONG}\n{FONTS}")
    assert not bar.more.isVisible()


# dialogs


ASKING = {"start_next", "new", "open", "import_figures", "import_clipboard", "save_as", "close_report"}  # for a file
NO_DIALOGS = {"writing.insert_link", "history.check_export", "finalising.unseal"}
DIALOGS = [
    spec.id
    for _, specs in MENUS
    for spec in specs
    if (spec.text.endswith("…") and not spec.id.startswith("exporting."))
    or spec.id in {"help.open_guide", "help.open_shortcuts", "about.show"}
    if spec.id not in ASKING | NO_DIALOGS
]


@pytest.mark.parametrize("action", DIALOGS)
def test_every_dialog_can_be_as_small_as_the_smallest_screen(
    open_report: Open, editions: Editions, desk: Desk, action: str
) -> None:
    last = filled(editions, "2019")
    there = open_report(next_report(last), last)
    there.go("overview", type(there.workspace.page("overview"))).setFocus()
    seen: list[tuple[str, QSize, list[str]]] = []

    def look() -> None:
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog.isVisible():
                dialog.resize(SIZES["250 %"])
                QApplication.processEvents()
                seen.append((dialog.windowTitle(), dialog.size(), sideways(dialog)))
                dialog.close()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(0)
    desk.files, desk.targets = [], []
    there.window.act(action)()
    there.qtbot.waitUntil(lambda: bool(seen))
    timer.stop()
    assert seen
    for title, size, scrolled in seen:
        assert size.width() <= 546, title
        assert size.height() <= 280, title
        assert scrolled == [], title


def test_a_dialog_is_no_larger_than_the_screen(full: Open) -> None:
    room = full.window.screen().availableGeometry()
    dialog = QDialog(full.window)
    dialog.resize(room.size() * 2)
    dialog.move(room.bottomRight())
    dialog.show()
    dialog.activateWindow()
    full.qtbot.waitUntil(lambda: room.contains(dialog.frameGeometry()))
    dialog.close()


def test_a_dialog_that_fits_stays_where_it_is(full: Open) -> None:
    dialog = QDialog(full.window)
    dialog.resize(200, 100)
    dialog.move(700, 700)  # partly beyond the edge, where the clerk has put it
    dialog.show()
    place = dialog.geometry()
    fit(dialog)
    assert dialog.geometry() == place
    dialog.close()


def test_the_file_dialog_of_qt_is_no_larger_than_the_screen(full: Open) -> None:
    room = full.window.screen().availableGeometry()
    dialog = QFileDialog(full.window)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.resize(room.size() * 2)
    dialog.show()
    dialog.activateWindow()
    full.qtbot.waitUntil(lambda: room.contains(dialog.frameGeometry()))
    dialog.close()


def test_a_long_message_stands_in_a_window_that_scrolls(full: Open, desk: Desk) -> None:
    desk.step_aside()
    words = "\n".join(f"第 {number} 处文字不同。" for number in range(40))
    seen: list[tuple[str, int]] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            (text,) = dialog.findChildren(QPlainTextEdit)
            seen.append((text.toPlainText(), dialog.height()))
            dialog.close()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(0)
    messages.inform(full.window, words)
    timer.stop()
    assert [told for told, _ in seen] == [words]
    assert seen[0][1] < 400


# the parts


def test_a_flow_goes_on_in_the_next_line(qtbot: object) -> None:
    holder = QWidget()
    parts = [QWidget() for _ in range(3)]
    for part in parts:
        part.setFixedSize(100, 20)
    flow = Flow(*parts)
    holder.setLayout(flow)
    assert flow.minimumSize().width() == 100
    assert flow.heightForWidth(400) == 20
    assert flow.heightForWidth(250) == 46
    assert flow.heightForWidth(100) == 72
    holder.resize(250, 100)
    flow.setGeometry(holder.rect())
    assert [part.pos().toTuple() for part in parts] == [(0, 0), (106, 0), (0, 26)]


def test_shortened_words_are_whole_where_there_is_room() -> None:
    label = Shortened("一二三四五六七八九十" * 5)
    for width, whole in ((100, False), (2000, True), (100, False)):
        QApplication.sendEvent(label, QResizeEvent(QSize(width, 60), QSize(width, 60)))
        label.resize(width, 60)
        label.tell(label.whole)
        assert (label.text() == label.whole) is whole
        assert label.text().endswith("十" if whole else "…")
        assert label.toolTip() == ("" if whole else label.whole)
