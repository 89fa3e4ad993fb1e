"""Find and replace over all sections: a list with ticks and what would become of each place, one step to undo."""

import pytest
from clerk import Open, OpenReport, focused, press, type_text
from PySide6.QtCore import Qt

from nianbao.core.edition import Editions
from nianbao.core.replace import found
from nianbao.gui import textsteps
from nianbao.gui.replacing import ReplaceDialog
from nianbao.gui.sections.text import TextPage
from reports import filled


@pytest.fixture
def dialog(full: Open) -> ReplaceDialog:
    full.go("overview", TextPage).prose.setFocus()
    full.window._do("writing.replace_words")
    (shown,) = full.window.findChildren(ReplaceDialog)
    shown.activateWindow()
    full.qtbot.waitUntil(shown.isActiveWindow)
    return shown


def entries(dialog: ReplaceDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_words_are_replaced_in_all_sections_by_keyboard_alone_and_one_undo_takes_it_back(
    full: Open, dialog: ReplaceDialog
) -> None:
    before = full.report
    type_text("公开")
    press("Tab")
    type_text("发布")
    assert dialog.count.text() == "在 2 个部分找到 6 处，替换其中勾选的 6 处，可以撤销。"
    press("Return")
    assert full.report.text("texts.overview") == before.text("texts.overview").replace("公开", "发布")
    assert full.report.text("texts.problems") == before.text("texts.problems").replace("公开", "发布")
    assert full.report.get("texts.other") == before.get("texts.other")
    assert full.status == "把“公开”替换为“发布”，共 6 处。"
    assert dialog.count.text() == "没有找到“公开”。"
    full.editor.undo()
    assert full.report == before


def test_each_place_is_shown_as_it_is_and_as_it_would_be(dialog: ReplaceDialog) -> None:
    dialog.words.setText("样式")
    assert entries(dialog) == ["五、问题及改进：“二）改进措施。制定统一的样式，按季度检查；答复发出前”"]
    dialog.new.setText("格式")
    assert entries(dialog)[0].endswith("\n→ “二）改进措施。制定统一的格式，按季度检查；答复发出前”")


def test_a_place_without_its_tick_stays_and_nothing_new_means_taken_out(full: Open, dialog: ReplaceDialog) -> None:
    dialog.words.setText("清水镇")
    press("Tab", "Tab", "Tab")
    assert dialog.list.count() == 1
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.replace.isEnabled()
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    assert dialog.count.text() == "在 1 个部分找到 1 处，删去其中勾选的 1 处，可以撤销。"
    dialog.replace.click()
    assert "清水镇" not in full.report.text("texts.overview")
    assert full.editor.stack.undoText() == "删去“清水镇”"


def test_looking_at_a_place_shows_it_selected_in_its_section(full: Open, dialog: ReplaceDialog) -> None:
    dialog.words.setText("村级公开栏")
    dialog.list.setCurrentRow(0)
    page = full.workspace.current_page()
    assert isinstance(page, TextPage)
    assert page.section.id == "problems"
    assert page.prose.textCursor().selectedText() == "村级公开栏"


def test_enter_under_the_words_looks_at_the_places_and_takes_nothing_out(full: Open, dialog: ReplaceDialog) -> None:
    before = full.report
    type_text("公开")
    press("Return")
    assert full.report == before
    assert focused() is dialog.list
    press("Down", "Down")
    page = full.workspace.current_page()
    assert isinstance(page, TextPage)
    assert page.prose.textCursor().selectionStart() == found(before, "公开")[2].start


def test_the_list_follows_what_is_changed_meanwhile(full: Open, dialog: ReplaceDialog) -> None:
    dialog.words.setText("公开")
    full.editor.submit("编辑", {"texts.overview": "公开12条。"})
    full.qtbot.waitUntil(lambda: len([entry for entry in entries(dialog) if entry.startswith("一、")]) == 1)


def test_linked_words_have_no_tick_of_their_own_accord(full: Open, dialog: ReplaceDialog) -> None:
    dialog.words.setText("新收政府信息")
    assert entries(dialog) == []
    page = full.go("overview", TextPage)
    textsteps.link(page.prose, "received")
    full.qtbot.waitUntil(lambda: len(entries(dialog)) == 1)
    assert "替换后成为普通文字" in entries(dialog)[0]
    assert dialog.list.item(0).checkState() == Qt.CheckState.Unchecked


def test_selected_words_are_looked_for_at_once(full: Open) -> None:
    prose = full.go("overview", TextPage).prose
    prose.setFocus()
    prose.put_cursor(0, 5)
    full.window._do("writing.replace_words")
    (shown,) = full.window.findChildren(ReplaceDialog)
    assert shown.words.text() == "（一）主动"


def test_a_sealed_report_can_be_looked_through_and_not_changed(open_report: OpenReport, editions: Editions) -> None:
    there = open_report(filled(editions, "2021"), sealed="2026-01-12T10:00:00")
    there.window._do("writing.replace_words")
    (shown,) = there.window.findChildren(ReplaceDialog)
    shown.words.setText("公开")
    assert shown.list.count() == 6
    assert not shown.replace.isEnabled()
