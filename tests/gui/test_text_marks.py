"""The words that a finding speaks of are underlined where they stand, told on hover, and found by F8."""

from html import unescape

import pytest
from clerk import Open, OpenReport, commit, focused, press, type_text
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QColor, QHelpEvent, QInputMethodEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QToolTip

from nianbao.core.checks import Finding, Level, Span
from nianbao.core.edition import Editions
from nianbao.core.preamble import PREAMBLE
from nianbao.core.progress import INFORMATION
from nianbao.core.report import Change, Report
from nianbao.gui.colours import colours
from nianbao.gui.marks import units
from nianbao.gui.prose import Prose
from nianbao.gui.sections.information import InformationPage
from nianbao.gui.sections.text import TextPage
from reports import filled, with_values

TEXT = "texts.overview"
WORDS = "2024年，𠀀镇收到申请13件，全部公开公开。\n第二段。"
WAVE, DOTS = QTextCharFormat.UnderlineStyle.WaveUnderline, QTextCharFormat.UnderlineStyle.DotLine


def finding(words: str, text: str, level: Level = Level.ERROR, cell: str = TEXT, **more: object) -> Finding:
    """A finding about the first place of some words in a text."""
    start = text.index(words)
    spans = (Span(cell, start, start + len(words)),)
    return Finding(
        f"X-{len(words):02}", level, (cell,), ("applications.received.total",), f"“{words}”不对。", spans, **more
    )


def there_now(report: Report, cell: str = TEXT) -> tuple[Finding, ...]:
    """What a rule book of three rules finds: one of each level, as far as their words occur."""
    text = report.text(cell)
    rules = (("公开公开", Level.HINT), ("13件", Level.ERROR), ("2024年", Level.WARNING))
    return tuple(
        finding(
            words, text, level, cell, excusable=level is Level.WARNING, basis=words if level is Level.WARNING else ""
        )
        for words, level in rules
        if words in text
    )


@pytest.fixture
def there(open_report: OpenReport, editions: Editions) -> Open:
    """A report with the words above in section 一, whose findings are those of three rules only."""
    there = open_report(with_values(filled(editions, "2021"), {TEXT: WORDS}))

    def find(_change: Change | None = None) -> None:
        there.editor.findings = there_now(there.report) + there_now(there.report, PREAMBLE)

    find()
    # heard before the editors of the text, which are made later
    there.editor.changed.connect(find)
    return there


@pytest.fixture
def prose(there: Open) -> Prose:
    prose = there.go("overview", TextPage).prose
    prose.setFocus()
    return prose


def marked(prose: Prose) -> list[tuple[str, QTextCharFormat.UnderlineStyle, QColor]]:
    """The marked words with the style and the colour of the line under them, as Qt holds them."""
    return [
        (mark.cursor.selectedText(), mark.format.underlineStyle(), mark.format.underlineColor())
        for mark in prose.extraSelections()
    ]


def hover(prose: Prose, words: str, aside: int = 2) -> str:
    """What is told with the mouse on the first letter of some words."""
    cursor = QTextCursor(prose.document())
    cursor.setPosition(units(prose.toPlainText(), prose.toPlainText().index(words)))
    return hover_at(prose, prose.cursorRect(cursor).center() + QPoint(aside, 0))


def hover_at(prose: Prose, place: QPoint) -> str:
    QToolTip.hideText()
    event = QHelpEvent(QEvent.Type.ToolTip, place, prose.viewport().mapToGlobal(place))
    QApplication.sendEvent(prose.viewport(), event)
    return unescape(QToolTip.text())


# what is underlined


def test_each_level_has_its_own_line_under_the_words(prose: Prose) -> None:
    now = colours()
    assert marked(prose) == [
        ("公开公开", DOTS, now.current_line),
        ("2024年", WAVE, now.warning),
        ("13件", WAVE, now.error),
    ]


def test_the_marks_move_with_the_words(there: Open, prose: Prose) -> None:
    press("Ctrl+Home")
    type_text("共计")
    commit("𠀁")
    assert [words for words, *_ in marked(prose)] == ["公开公开", "2024年", "13件"]
    press("Ctrl+Home", "Delete", "Delete", "Delete")
    assert [words for words, *_ in marked(prose)] == ["公开公开", "2024年", "13件"]
    assert there.report.text(TEXT) == WORDS


def test_a_mark_goes_with_its_fault_and_comes_back_with_it(prose: Prose) -> None:
    press("Ctrl+Home", "Delete")
    assert [words for words, *_ in marked(prose)] == ["公开公开", "13件"]
    press("Ctrl+Z")
    assert [words for words, *_ in marked(prose)] == ["公开公开", "2024年", "13件"]


def test_marks_stay_when_the_whole_text_is_put_anew(there: Open, prose: Prose) -> None:
    """Qt's own marks would shrink to nothing, though the words and their places are the same."""
    press("Ctrl+A")
    commit(WORDS.replace("第二段", "第三段"))
    assert [words for words, *_ in marked(prose)] == ["公开公开", "2024年", "13件"]


def test_what_has_a_reason_is_not_marked(there: Open, prose: Prose) -> None:
    there.editor.submit("说明", {}, reasons={"2024年": "写的是上年的决算"})
    assert [words for words, *_ in marked(prose)] == ["公开公开", "13件"]
    press("Ctrl+Z")
    assert len(marked(prose)) == 3


def test_the_lead_in_is_marked_too(there: Open) -> None:
    prose = there.go(INFORMATION, InformationPage).fields[PREAMBLE]
    assert isinstance(prose, Prose)
    there.editor.shine(None)  # it was there before the rules of this test
    assert ("2024年", WAVE) in [mark[:2] for mark in marked(prose)]


def test_a_place_beyond_the_text_marks_nothing(there: Open, prose: Prose) -> None:
    there.editor.findings = (Finding("X-1", Level.ERROR, (TEXT,), (), "。", (Span(TEXT, 3, 999), Span(TEXT, 5, 5))),)
    there.editor.shine(None)
    assert marked(prose) == []


def test_places_are_counted_as_qt_counts() -> None:
    assert [units("a𠀀b𠀁", place) for place in range(5)] == [0, 1, 3, 4, 6]


# nothing is disturbed


def test_marking_moves_neither_cursor_nor_selection_nor_undo(there: Open, prose: Prose) -> None:
    cursor = prose.textCursor()
    cursor.setPosition(4)
    cursor.setPosition(9, QTextCursor.MoveMode.KeepAnchor)
    prose.setTextCursor(cursor)
    steps = there.editor.stack.count()
    there.editor.shine(there.editor.findings[1])
    there.editor.shine(None)
    there.editor.submit("改", {"unit.telephone": "1"})
    after = prose.textCursor()
    assert (after.anchor(), after.position()) == (4, 9)
    assert there.editor.stack.count() == steps + 1
    assert not prose.document().isUndoAvailable()


def test_composing_is_not_disturbed_and_shows_no_line_at_a_wrong_place(there: Open, prose: Prose) -> None:
    press("Ctrl+Home")
    QApplication.sendEvent(prose, QInputMethodEvent("nihao", []))
    assert marked(prose) == []  # they stand behind what is being composed, on the same line
    there.editor.submit("改", {"unit.telephone": "1"})
    block = prose.document().firstBlock()
    assert block.layout().preeditAreaText() == "nihao"
    assert prose.toPlainText() == WORDS
    commit("你好")
    assert [words for words, *_ in marked(prose)] == ["公开公开", "2024年", "13件"]


def test_composing_at_the_end_leaves_the_marks_before_it(prose: Prose) -> None:
    press("Ctrl+Home", "End")
    QApplication.sendEvent(prose, QInputMethodEvent("nihao", []))
    assert [words for words, *_ in marked(prose)] == ["公开公开", "2024年", "13件"]


# on hover


def test_the_message_is_told_on_hover(prose: Prose) -> None:
    assert "强制性：“13件”不对。" in hover(prose, "13件")
    assert "核实性：“2024年”不对。" in hover(prose, "2024年")


@pytest.mark.parametrize("words", ["镇收到", "第二段", "，全部"])
def test_words_without_a_fault_tell_nothing(prose: Prose, words: str) -> None:
    assert hover(prose, words) == ""


def test_left_of_the_words_and_behind_the_line_nothing_is_told(prose: Prose) -> None:
    assert hover(prose, "13件", aside=-4) == ""
    cursor = QTextCursor(prose.document())
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    assert hover_at(prose, prose.cursorRect(cursor).center() + QPoint(40, 0)) == ""
    assert hover_at(prose, QPoint(30, prose.viewport().height() - 4)) == ""


def test_a_message_is_told_as_it_is_written(there: Open, prose: Prose) -> None:
    start = WORDS.index("13件")
    there.editor.findings = (Finding("W-1", Level.HINT, (TEXT,), (), "<b>A & B</b>", (Span(TEXT, start, start + 3),)),)
    there.editor.shine(None)
    assert "提示：<b>A & B</b>" in hover(prose, "13件")


# going there


def test_the_chosen_words_have_the_ground_of_their_side(there: Open, prose: Prose) -> None:
    left = finding("13件", WORDS)
    right = Finding("X-9", Level.ERROR, ("unit.name",), (TEXT,), "。", left.spans)
    now = colours()
    for chosen, ground in ((left, now.left_ground), (right, now.right_ground)):
        there.editor.findings = (chosen,)
        there.editor.shine(chosen)
        (mark,) = prose.extraSelections()
        assert mark.format.background().color() == ground
    there.editor.shine(None)
    assert not prose.extraSelections()[0].format.hasProperty(QTextCharFormat.Property.BackgroundBrush)


def test_f8_brings_the_cursor_behind_the_words(there: Open) -> None:
    there.grid("proactive")
    there.workspace.findings.set_section("proactive")  # looks at the findings anew
    press("F8")
    prose = focused()
    assert isinstance(prose, Prose)
    assert there.editor.spotlight is not None
    assert prose.textCursor().position() == units(there.report.text(prose.cell), there.editor.spotlight.spans[0].end)
    assert not prose.textCursor().hasSelection()


def test_a_key_after_f8_replaces_nothing(there: Open, prose: Prose) -> None:
    there.workspace.show_finding(finding("13件", WORDS))
    type_text("x")
    assert there.report.text(TEXT) == WORDS.replace("13件", "13件x")


def test_the_lead_in_is_found_on_a_small_screen(there: Open) -> None:
    there.window.resize(700, 340)
    chosen = finding("2024年", there.report.text(PREAMBLE), cell=PREAMBLE)
    there.editor.findings = (chosen,)
    there.grid("proactive")
    there.workspace.show_finding(chosen)
    QApplication.processEvents()
    prose = focused()
    assert isinstance(prose, Prose)
    assert prose.cell == PREAMBLE
    assert prose.textCursor().position() == chosen.spans[0].end
    assert not prose.visibleRegion().isEmpty()


def test_words_far_down_come_into_sight(there: Open) -> None:
    long = "\n".join(f"第{number}段，内容如前。" for number in range(200)) + "\n末段写错了。"
    there.editor.submit("改", {TEXT: long})
    chosen = finding("写错了", long)
    there.editor.findings = (chosen,)
    there.workspace.show_finding(chosen)
    prose = there.workspace.page("overview").prose
    QApplication.processEvents()
    assert prose.viewport().rect().contains(prose.cursorRect().center())


def test_typing_after_f8_leaves_the_cursor_where_it_is(there: Open, prose: Prose) -> None:
    there.workspace.show_finding(there.editor.findings[1])
    press("Ctrl+Home")
    type_text("又")
    assert prose.textCursor().position() == 1
