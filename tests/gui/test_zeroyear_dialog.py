"""The guide for a year without applications: a whole zero year by keyboard, every figure of it shown before."""

from collections.abc import Callable

import pytest
from clerk import Open, OpenReport, click, focused, press
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QListWidgetItem
from pytestqt.qtbot import QtBot

from nianbao.core.checks import Level
from nianbao.core.edition import Editions
from nianbao.core.following import propose
from nianbao.core.report import Report
from nianbao.core.values import Value
from nianbao.core.yearly import next_report
from nianbao.gui import zeroyear
from nianbao.gui.sections.table import TablePage
from nianbao.gui.zeroyear.dialog import ZeroYearDialog
from nianbao.gui.zeroyear.pages import STEP
from reports import filled, with_values

PERSON = "applications.received.person"
GRANTED = "applications.granted.person"
Begin = Callable[..., ZeroYearDialog]


@pytest.fixture(name="last")
def _last(editions: Editions) -> Report:
    report = filled(editions, "2021")
    zeros: dict[str, Value] = {c.id: 0 for c in report.edition.table_cells if c.section in ("applications", "appeals")}
    return with_values(report, {**zeros, "year": 2023})


@pytest.fixture(name="begun")
def _begun(open_report: OpenReport, last: Report) -> Open:
    return open_report(next_report(last), last)


def guide(there: Open) -> ZeroYearDialog:
    """The guide, opened as from the menu."""
    zeroyear.show(there.window)
    dialog = there.workspace.findChild(ZeroYearDialog)
    there.qtbot.waitExposed(dialog)
    there.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def words(dialog: ZeroYearDialog) -> list[str]:
    return [item.text() for _, item in dialog.proposed.items()]


def item(dialog: ZeroYearDialog, which: str) -> QListWidgetItem:
    return next(item for _, item in dialog.proposed.items() if item.data(STEP).id == which)


def is_ticked(dialog: ZeroYearDialog, which: str) -> bool:
    return item(dialog, which).checkState() == Qt.CheckState.Checked


def go(dialog: ZeroYearDialog, which: str) -> None:
    """Put the cursor on a step, with the arrow keys."""
    rows = [row for row, _ in dialog.proposed.items()]
    while dialog.proposed.list.currentItem() is not item(dialog, which):
        press("Down" if dialog.proposed.list.currentRow() < rows[-1] else "Home")


def tick_all() -> list[str]:
    """Tick what is not ticked from the cursor down to the end; the keys that it took."""
    listed, keys = focused(), []
    while True:
        if listed.currentItem().checkState() != Qt.CheckState.Checked:
            keys.append("Space")
            press("Space")
        row = listed.currentRow()
        keys.append("Down")
        press("Down")
        if listed.currentRow() == row:
            return keys


def test_a_whole_zero_year_takes_a_few_dozen_keys(begun: Open) -> None:
    dialog = guide(begun)
    press("Return")  # 没有收到
    keys = tick_all()
    press("Return")  # 填入
    assert len(keys) + 2 < 24
    report = begun.report
    assert all(report.get(cell.id) is not None for cell in report.edition.table_cells)
    assert [f for f in begun.editor.findings if f.level is Level.ERROR] == []
    assert "2024年，本机关未收到政府信息公开申请。" in report.text("texts.overview")
    assert dialog.pages.currentWidget() is dialog.left
    assert begun.wait_saved().report == report


def test_it_is_one_step_to_undo(begun: Open) -> None:
    before = begun.report
    guide(begun)
    press("Return")
    tick_all()
    press("Return")
    assert begun.editor.stack.undoText().startswith("零申请年度：填 ")
    press("Ctrl+Z")  # in the guide as in the window
    assert begun.report == before


def test_nothing_is_filled_in_before_it_is_shown_and_agreed_to(begun: Open) -> None:
    before = begun.report
    dialog = guide(begun)
    press("Return")
    assert "表三：138 个空格填 0" in words(dialog)
    assert "“一、总体情况”写入：“2024年，本机关未收到政府信息公开申请。”" in words(dialog)
    press("Escape")
    assert begun.report == before
    assert not dialog.isVisible()


def test_the_cursor_begins_at_the_first_question_and_passes_over_headings(begun: Open) -> None:
    dialog = guide(begun)
    press("Return")
    assert dialog.proposed.list.currentItem().data(STEP).id == "no_appeals"
    press("Down")
    assert dialog.proposed.list.currentItem().data(STEP).id == "item:rules"


def test_what_is_not_ticked_stays_blank(begun: Open) -> None:
    dialog = guide(begun)
    press("Return", "Return")
    assert begun.report.get(PERSON) == 0
    assert begun.report.get("appeals.reconsideration.upheld") is None
    assert begun.report.get("proactive.licensing.decisions") is None
    told = {task.words: task.done for task in dialog.left.list.tasks()}
    assert (told["上年结转"], told["四、复议诉讼"], told["行政许可"]) == (True, False, False)


def test_a_sentence_follows_the_tick_that_it_belongs_to_and_may_be_left_out(begun: Open) -> None:
    dialog = guide(begun)
    press("Return")
    assert "write:appeals" not in [entry.data(STEP).id for _, entry in dialog.proposed.items()]
    press("Space")
    assert is_ticked(dialog, "no_appeals")
    assert is_ticked(dialog, "write:appeals")
    go(dialog, "write:appeals")
    press("Space", "Return")
    assert begun.report.get("appeals.reconsideration.upheld") == 0
    assert "复议" not in begun.report.text("texts.overview")


def test_what_is_ticked_is_summed_up(begun: Open) -> None:
    dialog = guide(begun)
    press("Return")
    assert dialog.proposed.summary.text() == "勾选的一共填 141 格、改 1 处文字，合为一步，可以撤销。"
    go(dialog, "write:received")
    press("Space")
    assert dialog.proposed.summary.text() == "勾选的一共填 141 格，合为一步，可以撤销。"


def test_a_mouse_can_do_it_too(begun: Open) -> None:
    dialog = guide(begun)
    click(dialog.question.none)
    listed = dialog.proposed.list
    place = listed.visualItemRect(item(dialog, "no_appeals"))
    click(listed.viewport(), QPoint(place.left() + 10, place.center().y()))
    assert is_ticked(dialog, "no_appeals")
    click(dialog.proposed.fill)
    assert begun.report.get("appeals.reconsideration.upheld") == 0
    entry = begun.wait_saved().history[-1]
    assert (entry.how, entry.cells["appeals.reconsideration.upheld"]) == ("filled", (None, 0))


# what was carried in, and what says otherwise


@pytest.fixture(name="carried")
def _carried(open_report: OpenReport, last: Report) -> Open:
    rows = ("received", "carried_forward")
    last = with_values(last, {f"applications.{row}.{column}": 1 for row in rows for column in ("person", "total")})
    return open_report(next_report(last), last)


def test_what_was_carried_in_is_asked_about_first(carried: Open) -> None:
    dialog = guide(carried)
    press("Return")
    box = focused()
    assert isinstance(box, QComboBox)
    assert box.accessibleName() == "自然人列上年结转 1 件，是怎样办理的"
    assert box.currentText() == "留空，以后再填"
    press("Down")
    assert box.currentText() == "予以公开"
    assert any("全年办结政府信息公开申请1件，其中予以公开1件。" in line for line in words(dialog))
    press("Return")
    assert carried.report.get(GRANTED) == carried.report.get("applications.total.total") == 1


def test_what_was_carried_in_may_be_left_blank(carried: Open) -> None:
    dialog = guide(carried)
    press("Return", "Return")
    assert carried.report.get(GRANTED) is None
    task = dialog.left.list.tasks()[0]
    assert (task.words, task.told, task.done) == ("上年结转", "1 件，办理结果还没有填完", False)


def test_a_figure_that_says_otherwise_is_kept_or_gives_way_as_the_clerk_says(begun: Open) -> None:
    begun.editor.submit("填写", {PERSON: 3})
    dialog = guide(begun)
    press("Return")
    figure = f"figure:{PERSON}"
    assert dialog.proposed.list.currentItem().data(STEP).id == figure
    assert "已填 3，与没有收到申请不符" in item(dialog, figure).text()
    assert "write:received" not in [entry.data(STEP).id for _, entry in dialog.proposed.items()]
    press("Space")
    assert is_ticked(dialog, "write:received")  # now it can be said
    press("Return")
    assert begun.report.get(PERSON) == begun.report.get("applications.received.total") == 0
    begun.editor.undo()
    assert begun.report.get(PERSON) == 3


def test_a_sentence_that_says_otherwise_goes_only_with_a_tick(begun: Open) -> None:
    begun.editor.submit("填写", {"texts.overview": "（二）依申请公开情况。2024年收到申请3件。渠道畅通。"})
    dialog = guide(begun)
    press("Return")
    removal = next(e.data(STEP).id for _, e in dialog.proposed.items() if e.data(STEP).gone)
    assert not is_ticked(dialog, removal)
    go(dialog, removal)
    press("Space", "Return")
    expected = "（二）依申请公开情况。渠道畅通。2024年，本机关未收到政府信息公开申请。"
    assert begun.report.text("texts.overview") == expected


# what is left


def test_a_point_leads_to_its_place_and_the_guide_stays(begun: Open, qtbot: QtBot) -> None:
    dialog = guide(begun)
    press("Return", "Return")
    assert dialog.left.list.task().words == "四、复议诉讼"
    press("Return")
    qtbot.waitUntil(begun.window.isActiveWindow)
    page = begun.workspace.current_page()
    assert isinstance(page, TablePage)
    assert begun.at(page.grid) == "appeals.reconsideration.upheld"
    press("0")
    assert dialog.isVisible()


def test_the_points_follow_the_report(begun: Open, qtbot: QtBot) -> None:
    dialog = guide(begun)
    press("Return", "Return")
    begun.editor.submit("填写", {"proactive.licensing.decisions": 5})
    qtbot.waitUntil(lambda: "行政许可" not in [task.words for task in dialog.left.list.tasks()])
    begun.editor.undo()
    qtbot.waitUntil(lambda: "行政许可" in [task.words for task in dialog.left.list.tasks()])


def test_the_proposals_follow_the_report(begun: Open, qtbot: QtBot) -> None:
    dialog = guide(begun)
    press("Return")
    go(dialog, "item:penalties")
    begun.editor.submit("填写", {"proactive.licensing.decisions": 5})
    qtbot.waitUntil(lambda: not any(line.startswith("行政许可") for line in words(dialog)))
    assert dialog.proposed.list.currentItem().data(STEP).id == "item:penalties"


def test_applications_that_came_lead_to_table_three(begun: Open, qtbot: QtBot) -> None:
    guide(begun)
    press("Alt+Y")
    qtbot.waitUntil(lambda: begun.workspace.findChild(ZeroYearDialog) is None)
    page = begun.workspace.current_page()
    assert isinstance(page, TablePage)
    assert begun.at(page.grid) == PERSON
    assert "表三" in begun.status


def test_a_report_that_is_complete_shows_at_once_what_to_look_at_again(begun: Open) -> None:
    dialog = guide(begun)
    press("Return")
    tick_all()
    press("Return")
    done = begun.report
    click(dialog.left.again)
    assert dialog.pages.currentWidget() is dialog.left
    assert begun.report == done


def test_a_sealed_report_is_not_filled_in(open_report: OpenReport, last: Report) -> None:
    there = open_report(next_report(last), last, sealed="2025-01-20T10:00:00")
    dialog = guide(there)
    press("Return")
    assert not dialog.proposed.fill.isEnabled()
    assert "已定稿" in dialog.proposed.summary.text()


def test_it_opens_once_and_comes_back_into_sight(begun: Open) -> None:
    first = guide(begun)
    press("Return")
    first.hide()
    zeroyear.show(begun.window)
    assert begun.workspace.findChildren(ZeroYearDialog) == [first]
    assert first.isVisible()
    assert first.pages.currentWidget() is first.proposed


def test_a_change_of_the_edition_does_no_harm(begun: Open, qtbot: QtBot) -> None:
    dialog = guide(begun)
    press("Return")
    begun.editor.submit("换", {"edition": "2019"})
    qtbot.waitUntil(lambda: any("项目" in line for line in words(dialog)))
    change = propose(begun.report, "", dialog.plan.values)
    assert begun.report.apply(change).get("proactive.licensing.change") is None


@pytest.mark.parametrize("size", [(780, 620), (480, 340)])
def test_every_line_is_shown_whole(begun: Open, size: tuple[int, int]) -> None:
    dialog = guide(begun)
    press("Return")
    dialog.resize(*size)
    QApplication.processEvents()
    assert dialog.height() <= size[1]
    listed = dialog.proposed.list
    for _, entry in dialog.proposed.items():
        place = listed.visualItemRect(entry)
        needed = listed.fontMetrics().boundingRect(
            place.adjusted(30, 0, 0, 999), int(Qt.TextFlag.TextWordWrap), entry.text()
        )
        assert place.height() >= needed.height(), entry.text()
    for label in dialog.findChildren(QLabel):
        assert not label.isVisible() or label.height() >= label.heightForWidth(label.width())
