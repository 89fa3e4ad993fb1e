"""Sections of text: what is written, what last year said, and what is still only last year's draft."""

import pytest
from clerk import Open, OpenReport, click, commit, focused, press, type_text
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget

from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.core.yearly import next_report, start_year
from nianbao.gui.sections.text import TextPage
from reports import TEXTS, filled


@pytest.fixture
def page(blank: Open) -> TextPage:
    """Section 一 of a blank report, the cursor in its text."""
    page = blank.go("overview", TextPage)
    page.prose.setFocus()
    return page


@pytest.fixture
def carried(open_report: OpenReport, editions: Editions) -> Open:
    """A report begun from last year's."""
    last = filled(editions, "2019")
    return open_report(next_report(last), last)


def words(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def button(page: QWidget, text: str) -> QPushButton:
    return next(button for button in page.findChildren(QPushButton) if button.text() == text)


def test_what_is_written_is_the_report_letter_by_letter(blank: Open, page: TextPage) -> None:
    type_text("2024年，公开信息12条。\n第二段。")
    assert blank.report.text("texts.overview") == "2024年，公开信息12条。\n第二段。"


def test_words_are_counted_without_spaces(page: TextPage) -> None:
    assert "0 字" in words(page)
    type_text("公开 12 条\n好")
    assert "6 字" in words(page)


def test_a_sentence_typed_in_one_go_is_one_step_and_the_next_one_another(blank: Open, page: TextPage) -> None:
    type_text("公开12条。收到3件。")
    press("Ctrl+Z")
    assert page.prose.toPlainText() == "公开12条。"
    press("Ctrl+Z")
    assert page.prose.toPlainText() == ""
    press("Ctrl+Y", "Ctrl+Y")
    assert page.prose.toPlainText() == "公开12条。收到3件。"
    assert not blank.editor.stack.canRedo()


def test_a_mended_letter_belongs_to_the_sentence(blank: Open, page: TextPage) -> None:
    type_text("公开13")
    press("Backspace")
    type_text("2条")
    assert blank.editor.stack.count() == 1


def test_another_place_begins_another_step(blank: Open, page: TextPage) -> None:
    type_text("公开12条")
    press("Home")
    type_text("共")
    press("Ctrl+Z")
    assert page.prose.toPlainText() == "公开12条"


def test_leaving_the_text_ends_the_step(blank: Open, page: TextPage) -> None:
    type_text("公开")
    blank.grid("proactive")
    blank.go("overview", TextPage).prose.setFocus()
    press("Ctrl+End")
    type_text("12条")
    press("Ctrl+Z")
    assert page.prose.toPlainText() == "公开"


def test_undo_leaves_the_cursor_at_the_place_of_the_change(full: Open) -> None:
    page = full.go("overview", TextPage)
    page.prose.setFocus()
    press("Ctrl+Home", "End")
    place = page.prose.textCursor().position()
    type_text("新")
    press("Ctrl+Home", "Ctrl+Z")
    assert page.prose.textCursor().position() <= place
    assert full.report.text("texts.overview") == TEXTS["texts.overview"]


def test_rare_characters_beyond_the_basic_plane_keep_their_places(blank: Open, page: TextPage) -> None:
    commit("𠀀𠀁镇")
    press("Left")
    commit("𠀂")
    press("Ctrl+Z")
    assert page.prose.toPlainText() == blank.report.text("texts.overview") == "𠀀𠀁镇"


def test_a_text_of_spaces_is_blank(blank: Open, page: TextPage) -> None:
    type_text("  \n ")
    assert blank.report.get("texts.overview") is None


def test_composing_with_the_input_method_changes_nothing_before_it_is_done(carried: Open) -> None:
    page = carried.go("overview", TextPage)
    page.prose.setFocus()
    before = carried.report
    page.prose.textChanged.emit()
    assert carried.report == before
    assert not carried.editor.stack.canUndo()


def test_tab_leaves_the_text(page: TextPage) -> None:
    press("Tab")
    assert focused() is not page.prose


def test_a_change_elsewhere_is_shown_at_once(blank: Open, page: TextPage) -> None:
    type_text("公开")
    blank.editor.submit("插入", {"texts.overview": "公开12条"})
    assert page.prose.toPlainText() == "公开12条"


# last year's words


def test_last_years_text_stands_beside_and_cannot_be_changed(carried: Open) -> None:
    page = carried.go("overview", TextPage)
    before = page.findChild(QPlainTextEdit, "before")
    assert before is not None
    assert before.isReadOnly()
    assert before.toPlainText() == carried.editor.base.text("texts.overview")
    assert "上年（2020年）的文字，供对照" in words(page)


def test_without_last_years_report_the_text_has_the_whole_width(page: TextPage) -> None:
    assert page.findChild(QPlainTextEdit, "before") is None


def test_carried_text_is_marked_until_it_is_edited(carried: Open) -> None:
    page = carried.go("problems", TextPage)
    mark = "还有 {} 句是上年的文字（年份已顺移），请逐句核对修改。"
    assert mark.format(3) in words(page)
    page.prose.setFocus()
    press("Ctrl+End")
    type_text("新的一句。")
    assert mark.format(3) in words(page)
    assert carried.workspace.tabs.tabToolTip(carried.tab("problems")) == "还有 3 句上年的文字没有核对"
    press("Ctrl+A")
    type_text("（一）存在的主要问题。全部重写。")
    assert not page.findChild(QLabel, "notice").isVisible()
    assert carried.workspace.tabs.tabToolTip(carried.tab("problems")) == "已填完"
    press("Ctrl+Z", "Ctrl+Z")
    assert mark.format(3) in words(page)


def test_carried_text_may_be_confirmed_as_it_is(carried: Open) -> None:
    page = carried.go("problems", TextPage)
    before = carried.report.text("texts.problems")
    click(button(page, "已核对，不需修改"))
    assert carried.report.text("texts.problems") == before
    assert not button(page, "已核对，不需修改").isVisible()
    press("Ctrl+Z")
    assert button(page, "已核对，不需修改").isVisible()


# the skeleton


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("overview", ["主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障"]),
        ("problems", ["存在的主要问题", "改进措施"]),
        ("other", ["2024年", "信息处理费"]),
    ],
)
def test_an_empty_section_offers_what_the_notice_asks_for(blank: Open, section: str, said: list[str]) -> None:
    page = blank.go(section, TextPage)
    click(button(page, "填入提纲"))
    text = blank.report.text(page.section.text)
    assert all(words in text for words in said)
    assert page.prose.toPlainText() == text
    assert not button(page, "填入提纲").isVisible()
    press("Ctrl+Z")
    assert blank.report.get(page.section.text) is None
    assert button(page, "填入提纲").isVisible()


def test_a_section_with_words_in_it_offers_no_skeleton(full: Open) -> None:
    assert not button(full.go("overview", TextPage), "填入提纲").isVisible()


# a sealed report


def test_a_sealed_text_can_be_read_and_not_changed(open_report: OpenReport, editions: Editions) -> None:
    there = open_report(filled(editions, "2021"), sealed="2026-01-12T10:00:00")
    page = there.go("overview", TextPage)
    page.prose.setFocus()
    before = there.report
    type_text("x")
    assert there.report == before
    assert page.prose.toPlainText() == before.text("texts.overview")
    assert page.prose.isEnabled()


def test_what_a_sealed_report_may_not_have_is_not_offered(open_report: OpenReport, editions: Editions) -> None:
    last = filled(editions, "2021")
    there = open_report(start_year(editions, 2025), last, sealed="2026-01-12T10:00:00")
    page = there.go("overview", TextPage)
    assert not button(page, "填入提纲").isVisible()
    carried = open_report(Report(editions, next_report(last).values, next_report(last).origins), last, sealed="x")
    assert not button(carried.go("overview", TextPage), "已核对，不需修改").isVisible()
