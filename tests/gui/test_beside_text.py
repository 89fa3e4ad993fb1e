"""Last year's text beside this year's: what became of each sentence, each taken over by Enter, drafts one by one."""

import pytest
from clerk import Open, OpenReport, click, press, type_text
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit

from nianbao.core.drafts import draft_sentences
from nianbao.core.edition import Editions
from nianbao.core.following import propose
from nianbao.core.links import edited, linking, links_of
from nianbao.core.report import Report
from nianbao.core.yearly import next_report, start_year
from nianbao.gui.beside_text import BesideText
from nianbao.gui.colours import colours
from nianbao.gui.sections.text import TextPage
from reports import TEXTS, filled

TEXT = "texts.overview"
FIRST = "清水镇在县政府网站公开财政预决算、惠农补贴等信息，每季度更新。"


@pytest.fixture
def last(editions: Editions) -> Report:
    return filled(editions, "2021")


@pytest.fixture
def carried(open_report: OpenReport, last: Report) -> Open:
    return open_report(next_report(last), last)


@pytest.fixture
def empty(open_report: OpenReport, editions: Editions, last: Report) -> Open:
    return open_report(start_year(editions, 2025), last)


def beside(there: Open) -> BesideText:
    found = there.go("overview", TextPage).findChild(BesideText)
    assert isinstance(found, BesideText)
    return found


def words_that(text: QPlainTextEdit, look: str) -> list[str]:
    """The words of a text that look faint, changed or gone."""
    tests = {
        "faint": lambda made: made.foreground().color() == colours().faint,
        "changed": lambda made: made.background().color() == colours().left_ground,
        "gone": lambda made: made.underlineStyle() == QTextCharFormat.UnderlineStyle.DashUnderline,
    }
    found = []
    block = text.document().begin()
    while block.isValid():
        spans = [span for span in block.layout().formats() if tests[look](span.format)]
        found += [block.text()[span.start : span.start + span.length] for span in spans]
        block = block.next()
    return found


# what became of last year's text


def test_sentences_that_stayed_are_faint_changed_words_have_a_ground_and_what_is_gone_a_broken_line(
    carried: Open,
) -> None:
    side = beside(carried)
    assert "".join(words_that(side.text, "faint")) == str(TEXTS[TEXT]).replace("\n", "")
    prose = carried.go("overview", TextPage).prose
    prose.setFocus()
    text = carried.report.text(TEXT)
    place = text.index("每季度")
    prose.put_cursor(place, place + 3)
    type_text("每月")
    place = carried.report.text(TEXT).index("申请都登记")
    prose.put_cursor(place, place + len("申请都登记在册，并在法定期限内作出答复。"))
    press("Del")
    carried.qtbot.waitUntil(lambda: bool(words_that(side.text, "gone")))
    assert words_that(side.text, "changed") == ["季度"]
    assert words_that(side.text, "gone") == ["申请都登记在册，并在法定期限内作出答复。"]


def test_the_marks_take_the_colours_of_their_surroundings(carried: Open) -> None:
    side = beside(carried)
    carried.window._do("viewing.be_dark")
    assert words_that(side.text, "faint")
    carried.window._do("viewing.be_light")
    assert words_that(side.text, "faint")


# taking over


def test_sentences_are_taken_over_one_by_one_with_enter(empty: Open) -> None:
    side = beside(empty)
    side.text.setFocus()
    press("Return", "Return")
    assert empty.report.text(TEXT) == f"（一）主动公开情况。{FIRST}"
    assert "".join(words_that(side.text, "faint")) == f"（一）主动公开情况。{FIRST}"
    assert side.text.textCursor().position() == len("（一）主动公开情况。" + FIRST) + 1
    press("Return")
    assert empty.report.text(TEXT) == f"（一）主动公开情况。{FIRST}\n（二）依申请公开情况。"
    assert empty.status == "已采用上年的这一句（年份已顺移），请核对修改。"
    press("Ctrl+Z")
    assert empty.report.text(TEXT) == f"（一）主动公开情况。{FIRST}"


def test_what_was_taken_over_is_a_draft_until_it_is_looked_at(empty: Open) -> None:
    side = beside(empty)
    side.text.setFocus()
    press("Ctrl+Home", "Return", "Return")
    assert [passage.words for passage in draft_sentences(empty.report, TEXT)] == [FIRST]


def test_a_sentence_that_is_there_already_is_not_taken_twice(carried: Open) -> None:
    side = beside(carried)
    side.text.setFocus()
    before = carried.report
    press("Ctrl+Home", "Return")
    assert carried.report == before
    assert not side.button.isEnabled()
    assert carried.status == "本年的文字里已经有这一句。"


def test_a_changed_sentence_is_put_back_by_the_button(carried: Open) -> None:
    side, prose = beside(carried), carried.go("overview", TextPage).prose
    carried.editor.submit("编辑", {TEXT: carried.report.text(TEXT).replace("每季度更新", "每月更新")})
    carried.qtbot.waitUntil(lambda: bool(words_that(side.text, "changed")))
    side.text.put_cursor(side.text.toPlainText().index("惠农"))
    assert side.button.isEnabled()
    click(side.button)
    assert prose.toPlainText() == str(TEXTS[TEXT])


def test_a_sealed_report_takes_nothing_over(open_report: OpenReport, editions: Editions, last: Report) -> None:
    there = open_report(start_year(editions, 2025), last, sealed="2026-01-12T10:00:00")
    side = beside(there)
    side.text.setFocus()
    press("Return")
    assert there.report.get(TEXT) is None
    assert not side.button.isEnabled()


# linked again


def test_numbers_that_followed_the_tables_last_year_are_linked_again_on_demand(
    open_report: OpenReport, last: Report
) -> None:
    end = len(last.text(TEXT))
    last = last.apply(propose(last, "插入", edited(last, TEXT, [linking(last, "appeals", end, end)])))
    there = open_report(next_report(last), last)
    side = beside(there)
    assert side.again.isVisible()
    assert side.again.text() == "重新关联 1 处数字"
    assert links_of(there.report, TEXT) == ()
    click(side.again)
    assert [link.name for link in links_of(there.report, TEXT)] == ["appeals"]
    assert not side.again.isVisible()
    there.editor.undo()
    assert links_of(there.report, TEXT) == ()


def test_where_nothing_was_linked_nothing_is_offered(carried: Open) -> None:
    assert not beside(carried).again.isVisible()


# drafts, sentence by sentence


def test_last_years_sentences_are_faint_until_each_has_been_edited_or_confirmed(carried: Open) -> None:
    page = carried.go("overview", TextPage)
    prose = page.prose
    prose.setFocus()
    drafts = [passage.words for passage in draft_sentences(carried.report, TEXT)]
    assert words_that(prose, "faint") == drafts
    press("Ctrl+Home")
    carried.window._do("writing.next_draft")
    assert prose.textCursor().position() == carried.report.text(TEXT).index(drafts[0])
    type_text("今年，")
    assert words_that(prose, "faint") == drafts[1:]
    carried.window._do("writing.next_draft")
    for _ in drafts[1:]:
        carried.window._do("writing.confirm_sentence")
    assert words_that(prose, "faint") == []
    assert carried.status == "这一部分没有待核对的上年句子。"
    assert TEXT not in carried.report.origins


def test_the_button_confirms_the_sentence_at_the_cursor_and_goes_on(carried: Open) -> None:
    page = carried.go("overview", TextPage)
    page.prose.setFocus()
    number = len(draft_sentences(carried.report, TEXT))
    place = carried.report.text(TEXT).index("清水镇")
    page.prose.put_cursor(place)
    click(page._one)
    assert len(draft_sentences(carried.report, TEXT)) == number - 1
    assert page.prose.textCursor().position() > place
    press("Ctrl+Z")
    assert len(draft_sentences(carried.report, TEXT)) == number


def test_a_draft_says_so_on_hover(carried: Open) -> None:
    prose = carried.go("overview", TextPage).prose
    place = carried.report.text(TEXT).index("清水镇") + 1
    prose.put_cursor(place)
    assert prose.tints.told_at(prose.cursorRect().center()).startswith("上年的句子，还没有核对。")
