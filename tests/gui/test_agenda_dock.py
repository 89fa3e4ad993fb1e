"""The order of work at the edge of the window: live, by keyboard, and always of the report that is open."""

from pathlib import Path

import pytest
from clerk import Desk, Open, OpenReport, click, focused, press, type_text
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from nianbao.core.agenda import ERRORS, EXPORT, SEAL, Task
from nianbao.core.edition import Editions
from nianbao.core.progress import INFORMATION, State
from nianbao.core.report import Report
from nianbao.core.yearly import next_report
from nianbao.files.document import Document, DocumentFile
from nianbao.gui import agenda
from nianbao.gui.agenda import AgendaDock, AgendaPanel
from nianbao.gui.colours import colours
from nianbao.gui.sections.table import TablePage
from nianbao.gui.ticks import tick_icon
from reports import filled


def shown(there: Open) -> AgendaDock:
    """The order of work, opened as from the menu, with the keyboard in it."""
    agenda.toggle(there.window)
    dock = there.window.findChild(AgendaDock)
    there.qtbot.waitUntil(lambda: dock.panel is not None and focused() is dock.panel.list)
    return dock


def panel(dock: AgendaDock) -> AgendaPanel:
    assert dock.panel is not None
    return dock.panel


def task(dock: AgendaDock, which: str) -> Task:
    return next(task for task in panel(dock).list.tasks() if task.id == which)


def go(dock: AgendaDock, which: str) -> None:
    """Put the cursor on a task with the arrow keys, and press Return."""
    press("Home")
    while panel(dock).list.task().id != which:
        press("Down")
    press("Return")


def test_the_first_step_that_is_left_is_chosen(blank: Open) -> None:
    dock = shown(blank)
    assert panel(dock).list.task().id == INFORMATION
    assert panel(dock).summary.text().startswith("还有 9 步")
    go(dock, INFORMATION)
    assert focused().accessibleName() == "单位名称"


def test_a_step_leads_to_the_first_blank_cell(blank: Open) -> None:
    go(shown(blank), "appeals")
    page = blank.workspace.current_page()
    assert isinstance(page, TablePage)
    assert blank.at(page.grid) == "appeals.reconsideration.upheld"
    assert focused() is page.grid


def test_when_a_step_is_done_the_keys_come_back_to_the_next_one(full: Open) -> None:
    figure = full.report.number("applications.received.person")
    full.editor.submit("清空", {"applications.received.person": None, "texts.other": None})
    dock = shown(full)
    go(dock, "applications")
    type_text(str(figure))
    press("Return")
    agenda.toggle(full.window)
    assert panel(dock).list.task().id == "other"
    go(dock, "applications")  # one that is done can be looked at again
    assert isinstance(full.workspace.current_page(), TablePage)


def test_a_click_leads_there_too(blank: Open) -> None:
    listed = panel(shown(blank)).list
    click(listed.viewport(), listed.visualItemRect(listed.item(4)).center())
    assert blank.workspace.tabs.tabText(blank.workspace.tabs.currentIndex()) == "一、总体情况"


def test_the_list_follows_every_change(full: Open) -> None:
    dock = shown(full)
    assert task(dock, "applications").done
    full.editor.submit("清空", {"applications.received.person": None})
    assert (task(dock, "applications").told, task(dock, "applications").done) == ("还有 1 项未填", False)
    full.editor.undo()
    assert task(dock, "applications").done


def test_the_cursor_stays_while_the_list_follows(full: Open) -> None:
    dock = shown(full)
    press("Home", "Down", "Down")
    full.editor.submit("清空", {"appeals.direct_suit.upheld": None})
    assert panel(dock).list.task().id == "applications"


def test_a_fault_leads_to_its_cell(full: Open) -> None:
    dock = shown(full)
    full.editor.submit("填写", {"appeals.reconsideration.total": 999})
    assert task(dock, ERRORS).state is State.FAULTY
    go(dock, ERRORS)
    page = full.workspace.current_page()
    assert isinstance(page, TablePage)
    assert full.at(page.grid) == "appeals.reconsideration.total"


def test_sealing_and_exporting_are_done_from_the_list(full: Open, desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    dock = shown(full)
    go(dock, SEAL)
    qtbot.waitUntil(lambda: full.editor.sealed and task(dock, SEAL).done)
    assert task(dock, EXPORT).told == "导出 Word 文件或者发布材料"
    desk.targets = [tmp_path / "报告.docx"]
    agenda.toggle(full.window)
    dock = shown(full) if not dock.isVisible() else dock
    go(dock, EXPORT)
    assert (tmp_path / "报告.docx").exists()
    qtbot.waitUntil(lambda: task(dock, EXPORT).done, timeout=3000)
    assert panel(dock).summary.text() == "全部完成。"


def test_what_stands_in_the_way_of_sealing_is_told(blank: Open, desk: Desk) -> None:
    go(shown(blank), SEAL)
    assert "还不能定稿" in desk.said
    assert not blank.editor.sealed


def test_it_is_of_the_report_that_is_open(blank: Open, editions: Editions, tmp_path: Path, qtbot: QtBot) -> None:
    dock = shown(blank)
    other = tmp_path / "另一份.nianbao"
    DocumentFile(other).write(Document(filled(editions, "2019")))
    blank.window.open_file(other)
    qtbot.waitUntil(lambda: task(dock, "proactive").done)
    blank.editor.submit("清空", {"proactive.procurement.projects": None})
    assert not task(dock, "proactive").done


def test_without_a_report_there_is_nothing_to_show(blank: Open, qtbot: QtBot) -> None:
    dock = shown(blank)
    press("Ctrl+W")
    qtbot.waitUntil(lambda: not dock.isVisible())
    agenda.toggle(blank.window)
    assert not dock.isVisible()


def test_the_key_leads_into_the_list_and_out_of_it(blank: Open, qtbot: QtBot) -> None:
    dock = shown(blank)
    press("Escape")
    assert dock.isVisible()
    assert focused() is not panel(dock).list
    agenda.toggle(blank.window)
    assert focused() is panel(dock).list
    agenda.toggle(blank.window)
    qtbot.waitUntil(lambda: not dock.isVisible())
    assert blank.workspace.isAncestorOf(focused())
    agenda.toggle(blank.window)
    assert dock.isVisible()


def test_a_click_on_its_sign_puts_it_away(blank: Open, qtbot: QtBot) -> None:
    dock = shown(blank)
    click(dock.findChild(QToolButton))
    qtbot.waitUntil(lambda: not dock.isVisible())


def test_those_who_cannot_see_the_signs_are_told(blank: Open) -> None:
    listed = panel(shown(blank)).list
    assert listed.accessibleName() == "工作步骤"
    item = listed.item(0)
    assert item.data(0x0B) == "未完成 基本信息：还有 5 项未填"  # Qt.ItemDataRole.AccessibleTextRole


@pytest.mark.parametrize("size", [(1366, 740), (683, 340)])
def test_lines_are_as_high_as_their_words(
    open_report: OpenReport, editions: Editions, size: tuple[int, int], report: Report
) -> None:
    there = open_report(next_report(report), report)
    there.window.resize(*size)
    listed = panel(shown(there)).list
    QApplication.processEvents()
    for number in range(listed.count()):
        entry = listed.item(number).data(0x0100)
        place = listed.visualItemRect(listed.item(number))
        needed = listed.fontMetrics().boundingRect(place.adjusted(27, 0, -6, 999), 0x1000, entry.told)
        assert place.height() >= listed.fontMetrics().height() + needed.height(), entry.told


def test_the_signs_differ_by_shape_and_not_only_by_colour() -> None:
    shapes = set()
    for state in State:
        image = tick_icon(state, 32, 1.0).pixmap(32, 32).toImage()
        ink = frozenset((x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() > 128)
        assert ink
        shapes.add(ink)
    assert len(shapes) == len(State)
    assert colours().good != colours().error
