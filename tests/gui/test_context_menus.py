"""The menus of the right mouse button and the menu key: in Chinese, about this place, and everything in them works."""

import pytest
from clerk import Open, OpenReport, focused, press, type_text
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from nianbao.core.drafts import draft_sentences
from nianbao.core.edition import Editions
from nianbao.core.links import links_of
from nianbao.core.yearly import next_report
from nianbao.gui.contextmenus import table_menu, text_menu
from nianbao.gui.prose import Prose
from nianbao.gui.sections.text import TextPage
from reports import filled, with_values

CELL = "texts.overview"
PERSON = "applications.received.person"


def words(menu: QMenu) -> list[str]:
    """The entries that can be chosen, without their keys and without the name of the step to undo."""
    entries = (action for action in menu.actions() if action.isEnabled() and not action.isSeparator())
    return [action.text().partition("\t")[0] for action in entries]


def entry(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if action.text().partition("\t")[0].startswith(text))


def overview(there: Open) -> Prose:
    prose = there.go("overview", TextPage).prose
    prose.setFocus()
    return prose


def opened_by(event: QContextMenuEvent, widget: QWidget, qtbot: QtBot) -> QMenu:
    QApplication.sendEvent(widget, event)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def by_key(widget: QWidget) -> QContextMenuEvent:
    """What Qt makes of the menu key: at the cursor."""
    place = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center()
    place = place.toPoint() if not isinstance(place, QPoint) else place
    return QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, widget.mapToGlobal(place))


def test_the_menu_key_opens_the_menu_of_a_text_at_its_cursor(full: Open, qtbot: QtBot) -> None:
    prose = overview(full)
    prose.put_cursor(3)
    menu = opened_by(by_key(prose), prose.viewport(), qtbot)
    assert "粘贴" in " ".join(action.text() for action in menu.actions())
    assert prose.textCursor().position() == 3
    menu.close()


def test_the_mouse_opens_it_for_the_words_under_it(full: Open, qtbot: QtBot) -> None:
    prose = overview(full)
    prose.put_cursor(0)
    cursor = prose.textCursor()
    cursor.setPosition(9)
    place = prose.cursorRect(cursor).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, prose.viewport().mapToGlobal(place))
    menu = opened_by(event, prose.viewport(), qtbot)
    assert prose.textCursor().position() == 9
    menu.close()


@pytest.mark.parametrize("place", ["text", "table"])
def test_every_entry_is_chinese_with_keys_that_do_the_same(full: Open, place: str) -> None:
    menu = text_menu(overview(full)) if place == "text" else table_menu(full.grid("applications", PERSON))
    for action in menu.actions():
        if not action.isSeparator():
            name = action.text().partition("\t")[0]
            assert any("\u4e00" <= letter <= "\u9fff" for letter in name), name


def test_what_cannot_be_done_now_cannot_be_chosen(blank: Open) -> None:
    QGuiApplication.clipboard().clear()
    prose = overview(blank)
    assert words(text_menu(prose)) == ["插入数字或句子…", "段落升级", "段落降级", "查找和替换…"]
    type_text("公开信息")
    press("Ctrl+A", "Ctrl+C")
    entries = words(text_menu(prose))
    assert [text for text in ("剪切", "复制", "粘贴", "全选") if text in entries] == ["剪切", "复制", "粘贴", "全选"]
    assert any(text.startswith("撤销") for text in entries)


def test_the_entries_of_a_text_do_what_they_say(blank: Open) -> None:
    prose = overview(blank)
    type_text("公开信息。")
    press("Ctrl+A")
    entry(text_menu(prose), "剪切").trigger()
    assert blank.report.get(CELL) is None
    entry(text_menu(prose), "粘贴").trigger()
    assert blank.report.text(CELL) == "公开信息。"
    entry(text_menu(prose), "撤销").trigger()
    assert blank.report.get(CELL) is None
    entry(text_menu(prose), "重做").trigger()
    assert blank.report.text(CELL) == "公开信息。"


def test_linked_words_can_be_made_plain_where_there_are_some(full: Open) -> None:
    full.editor.submit("清空", {CELL: "共收到。"})
    prose = overview(full)
    prose.put_cursor(3)
    assert "转为普通文字" not in words(text_menu(prose))
    entry(text_menu(prose), "插入数字或句子…").trigger()
    press("Return")
    assert len(links_of(full.report, CELL)) == 1
    entry(text_menu(prose), "转为普通文字").trigger()
    assert links_of(full.report, CELL) == ()


def test_last_years_sentence_is_confirmed_where_the_cursor_is_in_one(
    open_report: OpenReport, editions: Editions
) -> None:
    last = filled(editions, "2021")
    there = open_report(next_report(last), last)
    prose = overview(there)
    first = draft_sentences(there.report, CELL)[0]
    prose.put_cursor(first.start + 1)
    entry(text_menu(prose), "这一句不改").trigger()
    assert first not in draft_sentences(there.report, CELL)
    prose.put_cursor(first.start + 1)
    assert "这一句不改" not in words(text_menu(prose))


def test_what_a_finding_says_of_the_words_can_be_mended_and_explained_from_there(
    open_report: OpenReport, editions: Editions
) -> None:
    there = open_report(with_values(filled(editions, "2021"), {CELL: "按照《中华人民共和国信息公开条例》公开。"}))
    finding = next(f for f in there.editor.findings if f.spans and f.spans[0].cell == CELL and f.fix)
    prose = overview(there)
    prose.put_cursor(finding.spans[0].start + 1)
    entry(text_menu(prose), finding.fix.text).trigger()
    assert finding not in there.editor.findings


def test_the_reason_of_a_finding_is_written_from_its_cell(open_report: OpenReport, editions: Editions) -> None:
    last = filled(editions, "2021")
    begun = next_report(last)
    cell = "applications.carried_in.person"
    there = open_report(with_values(begun, {cell: 99}), last)
    entry(table_menu(there.grid("applications", cell)), "说明原因…").trigger()
    type_text("上年漏计")
    press("Return")
    assert "上年漏计" in there.report.reasons.values()


def test_a_table_offers_what_its_keys_do(full: Open) -> None:
    grid = full.grid("applications", PERSON)
    before = full.report.number(PERSON)
    entry(table_menu(grid), "清成空格").trigger()
    assert full.report.get(PERSON) is None
    entry(table_menu(grid), "撤销").trigger()
    assert full.report.number(PERSON) == before
    entry(table_menu(grid), "备注").trigger()
    assert focused() is not grid


def test_a_sealed_report_offers_nothing_that_changes_it(open_report: OpenReport, editions: Editions) -> None:
    there = open_report(filled(editions, "2021"), sealed="2025-01-20T10:00:00")
    QGuiApplication.clipboard().setText("1")
    assert words(text_menu(overview(there))) == ["全选", "查找和替换…"]
    assert words(table_menu(there.grid("applications", PERSON))) == ["复制", "这一格填什么"]


def test_last_years_text_offers_its_sentences(open_report: OpenReport, editions: Editions, qtbot: QtBot) -> None:
    last = filled(editions, "2021")
    there = open_report(next_report(last), last)
    there.editor.submit("清空", {CELL: "今年的话。"})
    page = there.go("overview", TextPage)
    before = page.findChild(QWidget, "before")
    before.setFocus()
    menu = opened_by(by_key(before), before.viewport(), qtbot)
    entry(menu, "采用这一句").trigger()
    menu.close()
    assert there.report.text(CELL) != "今年的话。"
