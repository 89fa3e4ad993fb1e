"""What helps in writing a text: paste from Word, levels of paragraphs, and how long a section usually is."""

import pytest
from clerk import Open, press, type_text
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from nianbao.gui.prose import Prose
from nianbao.gui.sections.text import TextPage

TEXT = "texts.overview"


@pytest.fixture
def prose(blank: Open) -> Prose:
    """Section 一 of a blank report, the cursor in its text."""
    prose = blank.go("overview", TextPage).prose
    prose.setFocus()
    return prose


def paste(text: str = "", html: str = "") -> None:
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)
    press("Ctrl+V")


# pasting


def test_what_is_pasted_from_word_is_cleaned_and_the_clerk_is_told(blank: Open, prose: Prose) -> None:
    paste("\u3000\u3000（一）\t主动公开\xa0情况。\r\n\u3000\u3000公开\u200b12条。")
    assert blank.report.text(TEXT) == "（一）主动公开 情况。\n公开12条。" == prose.toPlainText()
    assert blank.status.startswith("已粘贴，清理了")
    assert "段首空格 2 处" in blank.status


def test_styles_do_not_come_along(blank: Open, prose: Prose) -> None:
    paste("公开12条", "<p style='font-size:30pt;color:red'><b>公开12条</b></p>")
    assert blank.report.text(TEXT) == "公开12条"
    assert prose.document().begin().charFormat().fontWeight() == prose.currentCharFormat().fontWeight()
    assert blank.status == ""


def test_a_clipboard_with_a_page_alone_gives_its_words(blank: Open, prose: Prose) -> None:
    data = QMimeData()
    data.setHtml("<p>第一段</p><p>第二段</p>")
    prose.insertFromMimeData(data)
    assert blank.report.text(TEXT) == "第一段\n第二段"


def test_pasting_is_a_step_of_its_own(blank: Open, prose: Prose) -> None:
    type_text("公开")
    paste("12条")
    type_text("信息")
    assert blank.report.text(TEXT) == "公开12条信息"
    press("Ctrl+Z")
    assert prose.toPlainText() == "公开12条"
    press("Ctrl+Z")
    assert prose.toPlainText() == "公开"
    assert blank.editor.stack.count() == 3


# levels


def test_a_paragraph_is_raised_and_lowered_and_the_cursor_stays_in_it(blank: Open, prose: Prose) -> None:
    type_text("主动公开情况。\n依申请公开情况。")
    for expected in ("（一）依申请公开情况。", "一、依申请公开情况。"):
        blank.window._do("writing.raise_level")
        assert blank.report.text(TEXT) == f"主动公开情况。\n{expected}"
        assert prose.textCursor().atEnd()
    press("Up", "Home")
    blank.window._do("writing.raise_level")
    blank.window._do("writing.raise_level")
    assert blank.report.text(TEXT) == "一、主动公开情况。\n二、依申请公开情况。"
    assert prose.textCursor().blockNumber() == 0
    for expected in ("（一）", "1.", "（1）", ""):
        blank.window._do("writing.lower_level")
        assert blank.report.text(TEXT).startswith(f"{expected}主动公开情况。\n一、")
    press("Ctrl+Z")
    assert blank.report.text(TEXT).startswith("（1）主动公开情况。")


def test_numbers_are_put_in_order_on_demand(blank: Open, prose: Prose) -> None:
    type_text("（一）甲\n（三）乙\n（三）丙")
    blank.window._do("writing.renumber")
    assert blank.report.text(TEXT) == "（一）甲\n（二）乙\n（三）丙"
    assert blank.status == "已重新编号，改了 1 处。"
    blank.window._do("writing.renumber")
    assert blank.status == "序号是连续的，没有改动。"


# length


def hints(page: TextPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel, "summary") if label.isVisible()]


def test_the_usual_length_of_section_one_stands_beside_the_count(blank: Open, prose: Prose) -> None:
    page = blank.go("overview", TextPage)
    assert hints(page) == ["一般不超过 1000 字"]
    blank.editor.submit("编辑", {TEXT: "字" * 1100})
    assert hints(page) == ["比一般的 1000 字多 100 字"]
    assert not [finding for finding in blank.editor.findings if "1000" in finding.message]


def test_the_other_sections_have_no_usual_length(blank: Open) -> None:
    assert hints(blank.go("problems", TextPage)) == []
