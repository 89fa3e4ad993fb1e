"""F1 at a cell: the help stands beside the table, follows the cursor, and gives the keyboard back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from clerk import Open, OpenReport, focused, press
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from nianbao.core.edition import Editions
from nianbao.core.progress import INFORMATION
from nianbao.gui.appearance import DARK, LIGHT, keep_appearance
from nianbao.gui.colours import colours
from nianbao.gui.grid.view import GridView
from nianbao.gui.help import open_help
from nianbao.gui.help.dock import CellHelp
from nianbao.gui.help.guide import Guide
from nianbao.gui.help.place import current_cell
from nianbao.gui.sections.information import InformationPage
from nianbao.gui.sections.text import TextPage
from nianbao.gui.window import Window
from nianbao.gui.workspace import Workspace
from reports import filled

CELL, BELOW = "applications.granted.person", "applications.partly_granted.person"


def dock(there: Open) -> CellHelp:
    found = there.window.findChild(CellHelp)
    assert found is not None
    return found


def shown(there: Open) -> str:
    """What the help says once it has followed."""
    there.qtbot.waitUntil(lambda: dock(there).is_current, timeout=1000)
    return dock(there).browser.toPlainText()


def settled(there: Open, says: Callable[[], bool]) -> None:
    there.qtbot.waitUntil(says, timeout=1000)


@pytest.fixture
def helped(full: Open) -> Open:
    """A report with the cursor in table 三 and the help open beside it."""
    full.grid("applications", CELL)
    open_help(full.window)
    QApplication.processEvents()
    return full


@pytest.mark.parametrize("action", ["help.open_help", "help.open_guide", "help.open_shortcuts", "help.open_rules"])
def test_a_menu_can_name_it(full: Open, action: str) -> None:
    full.window.act(action)()
    assert [w for kind in (CellHelp, Guide) for w in full.window.findChildren(kind) if w.isVisible()]


def test_the_key_opens_it_in_a_table_and_while_a_number_is_typed(full: Open) -> None:
    for action in full.window.findChildren(QAction):
        if action.shortcut() == QKeySequence("F1"):
            action.setShortcut(QKeySequence())  # whatever has the key in the menu
    QShortcut(QKeySequence("F1"), full.window, full.window.act("help.open_help"))
    full.grid("applications", CELL)
    press("F1")
    assert "告知了获取的方式和途径" in shown(full)
    dock(full).close()
    press("7", "F1")
    assert "告知了获取的方式和途径" in shown(full)
    press("Return")
    assert full.report.get(CELL) == 7


def test_it_shows_what_counts_at_the_cell(helped: Open) -> None:
    assert dock(helped).isVisible()
    assert "予以公开" in shown(helped)
    assert "告知了获取的方式和途径" in shown(helped)
    assert "第三十六条第（一）项" in shown(helped)


def test_the_keyboard_stays_in_the_table(helped: Open) -> None:
    assert isinstance(focused(), GridView)
    press("7", "Return")
    assert helped.report.get(CELL) == 7
    assert helped.at(focused()) == BELOW  # type: ignore[arg-type]


def test_it_follows_the_cursor(helped: Open) -> None:
    press("Down")
    assert "作了区分处理" in shown(helped)
    press("Right")
    assert "企业用单位的名义" in shown(helped)


def test_it_follows_to_another_part(helped: Open) -> None:
    helped.grid("appeals", "appeals.direct_suit.upheld")
    settled(helped, lambda: "直接向人民法院起诉" in shown(helped))
    helped.go("overview", TextPage).prose.setFocus()
    settled(helped, lambda: "五个方面都要写到" in shown(helped))


def test_it_follows_from_field_to_field(helped: Open) -> None:
    page = helped.go(INFORMATION, InformationPage)
    for field, words in (
        ("unit.telephone", "带区号"),
        ("unit.kind", "派出机关"),
        ("year", "统计期限"),
        ("edition", "格式"),
    ):
        page.fields[field].setFocus()
        settled(helped, lambda words=words: words in shown(helped))


def test_a_number_being_typed_is_still_at_its_cell(helped: Open) -> None:
    press("7")
    QApplication.processEvents()
    assert current_cell(helped.workspace) == CELL
    press("Escape")


def test_a_second_f1_gives_it_the_keyboard_and_esc_gives_it_back(helped: Open) -> None:
    open_help(helped.window)
    assert focused() is dock(helped).browser
    press("Escape")
    assert not dock(helped).isVisible()
    assert isinstance(focused(), GridView)
    assert helped.at(focused()) == CELL  # type: ignore[arg-type]


def test_a_third_f1_opens_the_whole_guide_at_this_place(helped: Open) -> None:
    open_help(helped.window)
    open_help(helped.window)
    guide = helped.window.findChild(Guide)
    assert guide is not None
    assert guide.address == "row/applications.granted"
    guide.close()


def test_it_opens_again_at_the_cell_where_the_clerk_is_then(helped: Open) -> None:
    dock(helped).close()
    helped.grid("applications", "applications.received.person")
    open_help(helped.window)
    assert "联名提出一份也计 1 件" in shown(helped)


def test_it_waits_until_the_clerk_rests(helped: Open) -> None:
    """What she types is shown first: the help is drawn when the keys pause."""
    press("Down", "Down", "Down")
    assert not dock(helped).is_current
    assert "法律或者行政法规明文禁止公开" in shown(helped)


def test_closed_it_does_nothing(helped: Open) -> None:
    dock(helped).close()
    before = shown(helped)
    press("Down")
    assert shown(helped) == before


def test_the_articles_can_be_unfolded_and_stay_so(helped: Open) -> None:
    words = "向申请人提供该政府信息，或者告知申请人获取该政府信息的方式、途径和时间"
    assert words not in shown(helped)
    dock(helped).articles.click()
    assert words in shown(helped)
    press("Down")
    assert "应当向申请人提供可以公开的政府信息内容" in shown(helped)
    dock(helped).articles.click()
    assert "应当向申请人提供可以公开的政府信息内容" not in shown(helped)


def test_where_there_is_no_article_there_is_nothing_to_unfold(helped: Open) -> None:
    helped.grid("applications", "applications.other.misc.person")
    settled(helped, lambda: "主动撤回申请" in shown(helped))
    assert not dock(helped).articles.isEnabled()


def test_the_articles_are_reached_by_keys(helped: Open) -> None:
    open_help(helped.window)
    for _ in range(6):
        press("Tab")
        if focused() is dock(helped).articles:
            break
    assert focused() is dock(helped).articles
    press("Space")
    assert dock(helped).articles.isChecked()


def test_a_link_to_an_article_opens_the_guide(helped: Open) -> None:
    dock(helped).browser.wanted.emit("article/36")
    guide = helped.window.findChild(Guide)
    assert guide is not None
    assert "第三十六条" in guide.browser.toPlainText()
    guide.close()


def test_it_speaks_of_the_edition_at_hand(open_report: OpenReport, editions: Editions) -> None:
    there = open_report(filled(editions, "2019"))
    there.grid("proactive", "proactive.procurement.amount")
    open_help(there.window)
    assert "集中采购" in shown(there)


def test_it_goes_with_the_report_and_comes_to_the_next(helped: Open) -> None:
    helped.window.show_start()
    settled(helped, lambda: not dock(helped).isVisible())
    helped.window.open_file(helped.path)
    helped.grid("applications", BELOW)
    open_help(helped.window)
    assert "作了区分处理" in shown(helped)


def test_it_survives_another_report_in_the_same_window(helped: Open, tmp_path: Path) -> None:
    other = tmp_path / "另一份.nianbao"
    other.write_bytes(helped.wait_saved() and helped.path.read_bytes())
    helped.window.open_file(other)
    helped.grid("applications", BELOW)
    settled(helped, lambda: "作了区分处理" in shown(helped))


def test_where_no_report_is_open_the_guide_opens(window: Window) -> None:
    open_help(window)
    guide = window.findChild(Guide)
    assert guide is not None
    assert guide.isVisible()
    guide.close()


def test_it_changes_its_colours_with_the_program(helped: Open) -> None:
    def ink() -> bool:
        return colours(dark=True).ink.name() in dock(helped).browser.document().defaultStyleSheet()

    assert not ink()
    try:
        keep_appearance(DARK)
        assert ink()
    finally:
        keep_appearance(LIGHT)
    assert not ink()


def test_on_a_small_screen_it_takes_the_place_of_the_findings_and_the_window_does_not_grow(full: Open) -> None:
    full.grid("applications", CELL)
    full.window.resize(683, 340)
    QApplication.processEvents()
    open_help(full.window)
    QApplication.processEvents()
    assert full.window.size().toTuple() == (683, 340)
    assert dock(full).width() < 683 // 2
    assert not full.workspace.findings.isVisible()
    assert dock(full).browser.horizontalScrollBar().maximum() == 0
    full.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), GridView))
    press("Down")
    assert "作了区分处理" in shown(full)


def test_it_stays_beside_the_report_when_there_is_room_again(full: Open) -> None:
    full.grid("applications", CELL)
    full.window.resize(683, 340)
    QApplication.processEvents()
    open_help(full.window)
    full.window.resize(1366, 740)
    full.qtbot.waitUntil(full.workspace.findings.isVisible)
    assert dock(full).isVisible()


def test_in_a_usual_window_nothing_of_the_table_is_hidden(helped: Open) -> None:
    assert not dock(helped).isFloating()
    assert helped.window.width() == 1366
    assert helped.grid("applications").horizontalScrollBar().maximum() == 0


def test_the_page_in_sight_tells_the_cell_when_the_focus_is_elsewhere(full: Open) -> None:
    full.grid("applications", BELOW)
    full.workspace.findings.take_focus()
    assert current_cell(full.workspace) == BELOW
    full.go("problems", TextPage)
    full.workspace.tabs.tabBar().setFocus()
    assert current_cell(full.workspace) == "texts.problems"


def test_the_place_is_that_of_the_workspace(full: Open) -> None:
    assert isinstance(full.workspace, Workspace)
    full.go(INFORMATION, InformationPage)
    full.workspace.tabs.tabBar().setFocus()
    assert current_cell(full.workspace) == "unit.name"
