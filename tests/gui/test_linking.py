"""Numbers and ready sentences put into a text from a list, by keyboard alone, and how they look and follow."""

import pytest
from clerk import Open, OpenReport, click, commit, focused, press, type_text
from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor

from nianbao.core.contrast import contrast
from nianbao.core.edition import Editions
from nianbao.core.links import links_of
from nianbao.core.stock import GAP
from nianbao.core.yearly import next_report
from nianbao.gui.editor import SEALED
from nianbao.gui.linking import LinkList
from nianbao.gui.pastentries import HistoryModel
from nianbao.gui.prose import Prose
from nianbao.gui.sections.text import TextPage
from nianbao.gui.writing import NO_TEXT
from reports import filled

TEXT = "texts.overview"
RECEIVED = "applications.received.total"


def act(there: Open, name: str) -> None:
    """Choose an entry of the menu."""
    there.window._do(f"writing.{name}")


def write(there: Open) -> Prose:
    """The text of section 一 with the cursor in it."""
    prose = there.go("overview", TextPage).prose
    prose.setFocus()
    return prose


def offered(there: Open) -> LinkList:
    act(there, "insert_link")
    (listed,) = [found for found in there.window.findChildren(LinkList) if found.isVisible()]
    return listed


def linked(there: Open) -> list[str]:
    text = there.report.text(TEXT)
    return [text[link.start : link.end] for link in links_of(there.report, TEXT)]


def underlined(prose: Prose) -> list[str]:
    """The words with a line under them that is no finding's."""
    found = []
    block = prose.document().begin()
    while block.isValid():
        formats = [span for span in block.layout().formats() if span.format.fontUnderline()]
        found += [block.text()[span.start : span.start + span.length] for span in formats]
        block = block.next()
    return found


# the list


def test_a_number_is_put_in_by_typing_a_few_letters_of_its_name_and_enter(full: Open) -> None:
    prose = write(full)
    press("Ctrl+Home", "End")
    type_text("共收到")
    listed = offered(full)
    type_text("本年新收")
    press("Return")
    assert not listed.isVisible()
    number = str(full.report.get(RECEIVED))
    assert f"共收到{number}" in full.report.text(TEXT)
    assert linked(full) == [number] == underlined(prose)
    assert focused() is prose
    type_text("件")
    assert f"共收到{number}件" in full.report.text(TEXT)
    assert linked(full) == [number]


def test_the_list_shows_the_number_and_the_whole_sentence_that_would_be_written(full: Open) -> None:
    write(full)
    listed = offered(full)
    assert listed.current is not None
    assert listed.current.is_sentence
    assert listed.preview.text() == listed.current.words
    type_text("复议 维持")
    press("Down")
    assert listed.current.name.startswith("appeals.")
    assert listed.list.currentItem().text(2) == str(full.report.get(listed.current.name))


def test_the_keys_of_a_list_go_to_the_list(full: Open) -> None:
    write(full)
    listed = offered(full)
    press("Down", "Down", "Up", "PgDown")
    assert listed.list.indexOfTopLevelItem(listed.list.currentItem()) > 2
    assert focused() is listed.line
    press("Escape")
    assert not listed.isVisible()
    assert isinstance(focused(), Prose)


def test_what_does_not_exist_is_said_and_enter_does_nothing(full: Open) -> None:
    write(full)
    listed = offered(full)
    type_text("没有这一项")
    before = full.report
    press("Return")
    assert listed.current is None
    assert "没有找到" in listed.preview.text()
    assert full.report == before
    assert listed.isVisible()


def test_the_list_lies_inside_the_window_wherever_the_cursor_is(full: Open) -> None:
    write(full)
    press("Ctrl+End")
    listed = offered(full)
    assert full.window.rect().contains(listed.geometry())
    listed.open_at(QPoint(full.window.width(), full.window.height()))
    assert full.window.rect().contains(listed.geometry())


def test_a_click_elsewhere_closes_the_list_and_has_its_effect(full: Open) -> None:
    write(full)
    listed = offered(full)
    bar = full.workspace.tabs.tabBar()
    click(bar, bar.tabRect(full.tab("other")).center())
    full.workspace.current_page().setFocus()
    assert not listed.isVisible()
    assert full.workspace.tabs.currentIndex() == full.tab("other")


def test_where_no_text_is_in_sight_the_clerk_is_told(full: Open) -> None:
    full.grid("proactive", "proactive.licensing.decisions")
    act(full, "insert_link")
    assert full.status == NO_TEXT
    assert full.window.findChildren(LinkList) == []


def test_the_selected_words_are_replaced(full: Open) -> None:
    prose = write(full)
    start = full.report.text(TEXT).index("每季度")
    prose.put_cursor(start, start + 3)
    offered(full)
    type_text("报告年度")
    press("Return")
    assert full.report.text(TEXT)[start : start + 6] == "2024更新"


def test_what_is_put_in_beside_a_digit_is_said_not_to_follow(full: Open) -> None:
    write(full)
    press("Ctrl+End")
    type_text("1")
    offered(full)
    type_text("报告年度")
    press("Return")
    assert full.report.text(TEXT).endswith("12024")
    assert linked(full) == []
    assert "不会随表格变化" in full.status


# following


def test_a_sentence_follows_the_table_and_one_undo_takes_both_back(blank: Open) -> None:
    prose = write(blank)
    offered(blank)
    type_text("申请收到")
    press("Return")
    assert prose.toPlainText() == f"2024年，本机关新收政府信息公开申请{GAP}件，上年结转{GAP}件。"
    blank.editor.submit("填 0", {cell.id: 0 for cell in blank.report.edition.table_cells if not cell.is_total})
    assert prose.toPlainText() == "2024年，本机关未收到政府信息公开申请。"
    blank.grid("applications", "applications.received.person")
    type_text("2")
    press("Return")
    assert blank.report.get(RECEIVED) == 2
    blank.go("overview", TextPage)  # a text that was out of sight is shown as it is now
    assert prose.toPlainText() == "2024年，本机关收到政府信息公开申请2件。"
    assert linked(blank) == [prose.toPlainText()] == underlined(prose)
    press("Ctrl+Z")
    assert blank.report.get(RECEIVED) == 0
    assert prose.toPlainText() == "2024年，本机关未收到政府信息公开申请。"


def test_typing_around_a_link_leaves_it_and_typing_into_it_makes_it_plain(blank: Open) -> None:
    prose = write(blank)
    offered(blank)
    type_text("报告年度")
    press("Return", "Home")
    type_text("在")
    press("End")
    type_text("年，\n")
    assert linked(blank) == ["2024"] == underlined(prose)
    press("Ctrl+Home", "Right", "Right")
    type_text("9")
    assert blank.report.text(TEXT).startswith("在29024年")
    assert linked(blank) == [] == underlined(prose)
    press("Ctrl+Z")
    assert linked(blank) == ["2024"] == underlined(prose)


def test_a_link_becomes_plain_text_on_demand(blank: Open) -> None:
    prose = write(blank)
    offered(blank)
    type_text("报告年度")
    press("Return")
    act(blank, "unlink")
    assert linked(blank) == [] == underlined(prose)
    assert prose.toPlainText() == "2024"
    assert "不再随表格变化" in blank.status
    act(blank, "unlink")
    assert blank.status == "光标处没有随表格变化的文字。"
    press("Ctrl+Z")
    assert linked(blank) == ["2024"] == underlined(prose)


def test_linked_words_say_on_hover_what_they_follow(full: Open) -> None:
    prose = write(full)
    press("Ctrl+Home")
    offered(full)
    type_text("本年新收")
    press("Return")
    cursor = QTextCursor(prose.document())
    cursor.setPosition(1)
    place = prose.cursorRect(cursor).center()
    assert prose.tints.told_at(place) == "随表三 本年新收 总计变化"
    assert prose.tints.told_at(QPoint(prose.width() - 2, prose.height() - 2)) == ""


def test_rare_characters_before_a_link_do_not_move_its_line(full: Open) -> None:
    prose = write(full)
    press("Ctrl+Home")
    commit("𠀀𠀁镇")
    offered(full)
    type_text("报告年度")
    press("Return")
    assert linked(full) == ["2024"]
    block = prose.document().begin()
    (span,) = [span for span in block.layout().formats() if span.format.fontUnderline()]
    assert (span.start, span.length) == (5, 4)


def test_links_are_kept_in_the_file(full: Open) -> None:
    write(full)
    press("Ctrl+End")
    offered(full)
    type_text("申请办理")
    press("Return")
    assert links_of(full.wait_saved().report, TEXT) == links_of(full.report, TEXT) != ()


def test_the_history_tells_of_the_text_and_not_of_how_links_are_kept(full: Open) -> None:
    write(full)
    press("Ctrl+End")
    offered(full)
    type_text("报告年度")
    press("Return")
    act(full, "unlink")
    entries = full.wait_saved().history
    model = HistoryModel(full.report)
    model.show(entries, full.report)
    told = [model.index(row, 3).data() for row in range(model.rowCount())]
    assert told == ["", "一、总体情况"]
    assert [line.place for line in contrast(filled(full.report.editions, "2021"), full.report)] == [
        "一、总体情况 第 5 段"
    ]


def test_a_sealed_report_offers_nothing_to_put_in(open_report: OpenReport, editions: Editions) -> None:
    there = open_report(filled(editions, "2021"), sealed="2026-01-12T10:00:00")
    write(there)
    act(there, "insert_link")
    assert there.window.findChildren(LinkList) == []
    assert there.status == SEALED


@pytest.mark.parametrize("name", ["unlink", "raise_level", "lower_level", "renumber", "confirm_sentence", "next_draft"])
def test_nothing_that_menus_do_to_a_text_changes_a_sealed_one(
    open_report: OpenReport, editions: Editions, name: str
) -> None:
    last = filled(editions, "2021")
    there = open_report(next_report(last), last, sealed="2026-01-12T10:00:00")
    write(there)
    before = there.report
    act(there, name)
    assert there.report == before
