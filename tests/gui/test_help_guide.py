"""The guide: contents, search by keys alone, back and forward, and no way out of it."""

from collections.abc import Iterator

import pytest
from clerk import Open, OpenReport, focused, press, type_text
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QListWidget, QTreeWidgetItemIterator

from nianbao.core.edition import Editions
from nianbao.gui.help import open_guide, open_rules, open_shortcuts, show_guide
from nianbao.gui.help.guide import ADDRESS, Guide
from nianbao.gui.window import Window
from reports import filled


@pytest.fixture
def guide(window: Window) -> Iterator[Guide]:
    guide = show_guide(window)
    QApplication.processEvents()
    yield guide
    guide.close()


def listed(guide: Guide) -> dict[str, str]:
    """The table of contents: words by address."""
    walk = QTreeWidgetItemIterator(guide.contents)
    found = {}
    while item := walk.value():
        if item.data(0, ADDRESS):
            found[item.data(0, ADDRESS)] = item.text(0)
        walk += 1
    return found


def read(guide: Guide) -> str:
    return guide.browser.toPlainText()


def test_it_begins_at_the_beginning_and_leaves_the_window_usable(guide: Guide) -> None:
    assert guide.isVisible()
    assert not guide.isModal()
    assert read(guide).startswith("由上年报告开始")
    assert focused() is guide.words


def test_there_is_one_guide_however_often_it_is_asked_for(window: Window, guide: Guide) -> None:
    guide.go("page/files")
    assert show_guide(window) is guide
    assert guide.address == "page/files"


def test_the_lists_of_keys_and_of_rules_open_by_themselves(window: Window, guide: Guide) -> None:
    open_shortcuts(window)
    assert read(guide).startswith("快捷键一览")
    open_rules(window)
    assert read(guide).startswith("检查规则一览")
    open_guide(window)
    assert read(guide).startswith("检查规则一览")


def test_every_page_is_in_the_contents(guide: Guide) -> None:
    words = listed(guide)
    assert words["page/zero"] == "零申请的一年"
    assert words["row/applications.partly_granted"] == "部分公开"
    assert words["column/applications.person"] == "列：自然人"
    assert words["text/texts.overview"] == "一、总体情况"
    assert words["article/36"] == "第三十六条"


def test_every_page_can_be_read(guide: Guide) -> None:
    for address in listed(guide):
        guide.go(address)
        assert guide.address == address
        assert len(read(guide)) > 20


def test_the_contents_are_walked_by_keys(guide: Guide) -> None:
    press("Down")
    assert focused() is guide.contents
    press("Down")
    assert read(guide).startswith("零申请的一年")


# searching


def test_searching_needs_the_keyboard_only(guide: Guide) -> None:
    type_text("律师")
    assert focused() is guide.words
    assert guide.hits.count() > 2
    first = read(guide)
    assert "律师" in first
    assert set(guide.browser.marked) == {"律师"}
    press("Down")
    assert focused() is guide.hits
    press("Down")
    assert read(guide) != first
    assert "律师" in guide.browser.marked
    press("Return")
    assert focused() is guide.browser


def test_return_leads_from_the_line_into_the_page(guide: Guide) -> None:
    type_text("结转")
    press("Return")
    assert focused() is guide.browser


def test_words_after_one_another_narrow_what_is_found(guide: Guide) -> None:
    type_text("上年")
    many = guide.hits.count()
    type_text(" 结转")
    assert 0 < guide.hits.count() < many
    assert read(guide).startswith("上年结转")


def test_what_is_found_says_where_it_belongs_and_what_stands_around_it(guide: Guide) -> None:
    type_text("村委会")
    words = [guide.hits.item(row).text() for row in range(guide.hits.count())]
    assert any("三、申请办理" in each and "村委会" in each for each in words)


def test_nothing_found_is_said(guide: Guide) -> None:
    type_text("驾驶证")
    assert guide.hits.count() == 0
    assert "没有查到" in guide.findChildren(QListWidget)[0].parentWidget().layout().itemAt(0).widget().text()


def test_esc_empties_the_line_first_and_closes_then(guide: Guide) -> None:
    type_text("结转")
    press("Escape")
    assert guide.isVisible()
    assert guide.words.text() == ""
    assert guide.contents.isVisible()
    assert guide.browser.marked == []
    press("Escape")
    assert not guide.isVisible()


def test_f3_goes_from_mark_to_mark(guide: Guide) -> None:
    type_text("结转")
    first = guide.browser.textCursor().position()
    press("F3")
    assert guide.browser.textCursor().position() > first
    press("Shift+F3")
    assert guide.browser.textCursor().position() == first


def test_ctrl_f_leads_back_to_the_line(guide: Guide) -> None:
    guide.browser.setFocus()
    press("Ctrl+F")
    assert focused() is guide.words


# the way through the pages


def test_a_link_is_followed_and_the_way_goes_back_and_forward(guide: Guide) -> None:
    guide.browser.anchorClicked.emit(QUrl("page/checks"))
    assert read(guide).startswith("检查")
    guide.browser.anchorClicked.emit(QUrl("page/rules"))
    press("Alt+Left")
    assert guide.address == "page/checks"
    press("Alt+Left")
    assert guide.address == "page/begin"
    press("Alt+Left")
    assert guide.address == "page/begin"
    press("Alt+Right")
    assert guide.address == "page/checks"


def test_a_search_is_one_step_of_the_way(guide: Guide) -> None:
    guide.go("page/files")
    type_text("结转下年度")
    press("Escape")
    press("Alt+Left")
    assert guide.address == "page/files"


def test_links_are_reached_by_the_tab_key(guide: Guide) -> None:
    guide.browser.setFocus()
    press("Tab", "Return")
    assert guide.address == "page/import"


@pytest.mark.parametrize(
    "outside", ["http://example.cn/", "https://example.cn/", "file:///etc/hostname", "mailto:a@b.cn", "x"]
)
def test_a_link_to_the_outside_is_not_followed(guide: Guide, outside: str) -> None:
    before = read(guide)
    schemes = ("http", "https", "file", "mailto")
    for scheme in schemes:  # what the system would open goes to the guide instead, which would close
        QDesktopServices.setUrlHandler(scheme, guide, "close")
    guide.browser.show_page(f'<p><a href="{outside}">外面</a></p>')
    guide.browser.setFocus()
    press("Tab", "Return")
    QApplication.processEvents()
    for scheme in schemes:
        QDesktopServices.unsetUrlHandler(scheme)
    assert guide.isVisible()
    assert guide.browser.source().isEmpty()
    guide.go(guide.address)
    assert (guide.address, read(guide)) == ("page/begin", before)


def test_another_report_brings_the_pages_of_its_edition(open_report: OpenReport, editions: Editions) -> None:
    there: Open = open_report(filled(editions, "2021"))
    guide = show_guide(there.window, "row/proactive.fees")
    assert "不动产登记费" in read(guide)
    assert "row/proactive.procurement" not in listed(guide)
    there = open_report(filled(editions, "2019"))
    guide = show_guide(there.window)
    assert "row/proactive.procurement" in listed(guide)
    assert "收费项目有几个" in read(guide)
    guide.close()


def test_it_fits_on_a_small_screen(guide: Guide) -> None:
    guide.resize(650, 320)
    QApplication.processEvents()
    assert guide.width() <= 683
    assert guide.height() <= 340
    guide.go("page/typing")
    assert guide.browser.horizontalScrollBar().maximum() == 0


def test_every_part_says_what_it_is_to_those_who_cannot_see(guide: Guide) -> None:
    for widget in (guide.words, guide.contents, guide.hits, guide.browser):
        assert widget.accessibleName()
