"""Last year's tables stand beside the answers for this year's form; one shows the other."""

import pytest
from clerk import click, focused, press
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from nianbao.core.bridge import Crossing, Verdict
from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.core.yearly import next_report
from nianbao.gui.bridge import BridgeDialog
from nianbao.gui.crossings import LAST, NAME, REASON, VERDICT
from nianbao.gui.grid.view import GridView
from reports import filled, with_values, without

FEES = "proactive.fees.amount"
FORWARD = "applications.carried_forward.person"


@pytest.fixture(name="last")
def _last(editions: Editions) -> Report:
    figures = {"proactive.fees.items_last_year": 19, "proactive.fees.change": -3, FORWARD: 22}
    return without(with_values(filled(editions, "2019"), figures), "proactive.rules.produced")


@pytest.fixture
def dialog(qtbot: QtBot, last: Report) -> BridgeDialog:
    """From a report of 2020 to one of 2021."""
    return opened(qtbot, next_report(last), last)


def opened(qtbot: QtBot, report: Report, last: Report) -> BridgeDialog:
    dialog = BridgeDialog(None, report, last)
    qtbot.addWidget(dialog)
    dialog.resize(1300, 690)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def lines(dialog: BridgeDialog) -> list[Crossing]:
    return [line for line in dialog.list.form.lines if isinstance(line, Crossing)]


def words(dialog: BridgeDialog, cell: str) -> list[str]:
    """What stands in the columns of the line of a cell of this year's."""
    form = dialog.list.form
    row = next(n for n, line in enumerate(form.lines) if isinstance(line, Crossing) and line.cell == cell)
    return [form.index(row, column).data() for column in (NAME, VERDICT, LAST, REASON)]


def here(dialog: BridgeDialog) -> Crossing:
    """The line under the cursor."""
    crossing = dialog.list.form.crossing(dialog.list.currentIndex())
    assert crossing is not None
    return crossing


def go(dialog: BridgeDialog, cell: str) -> None:
    while here(dialog).cell != cell:
        press("Down")


def marked(dialog: BridgeDialog) -> set[str]:
    """The cells that are selected in the table of last year's that is in sight."""
    grid = dialog.tabs.currentWidget()
    assert isinstance(grid, GridView)
    return {cell.id for index in grid.selectedIndexes() if (cell := grid.form.cell_at(index))}


def pick(dialog: BridgeDialog, verdict: Verdict | None) -> None:
    button = dialog.filters.button(0 if verdict is None else 1 + list(Verdict).index(verdict))
    click(button, QPoint(8, button.height() // 2))


def click_last(dialog: BridgeDialog, cell: str) -> None:
    section = cell.split(".", maxsplit=1)[0]
    grid = dialog.grids[section]
    dialog.tabs.setCurrentWidget(grid)
    index = grid.form.index_of(cell)
    grid.scrollTo(index)
    click(grid.viewport(), grid.visualRect(index).center())


# what is shown


def test_every_cell_of_both_forms_has_a_line_under_its_section(dialog: BridgeDialog, last: Report):
    crossings = lines(dialog)
    this = dialog.list.form.this
    assert [c.cell for c in crossings if c.cell] == [cell.id for cell in this.table_cells]
    assert {cell for c in crossings for cell in c.last} == {cell.id for cell in last.edition.table_cells}
    headings = [line for line in dialog.list.form.lines if isinstance(line, str)]
    assert headings == [section.heading for section in this.sections if section.table]


def test_a_line_says_the_item_the_verdict_last_years_figure_and_the_reason(dialog: BridgeDialog):
    item, verdict, figures, reason = words(dialog, FEES)
    assert (item, verdict) == ("行政事业性收费 收费金额（万元）", "不可换算")
    assert figures == "行政事业性收费 上一年项目数量：19\n行政事业性收费 本年增/减：-3"
    assert "个数不能换算成金额" in reason
    assert words(dialog, "applications.carried_in.person")[1:3] == ["可承接", "结转下年度 自然人：22"]
    assert words(dialog, "appeals.direct_suit.pending")[1] == "需重新统计"


def test_the_figure_of_an_item_with_the_same_name_stands_alone(dialog: BridgeDialog):
    assert words(dialog, FORWARD)[2] == "22"


def test_what_is_blank_or_missing_last_year_is_said_in_words_and_not_as_zero(dialog: BridgeDialog):
    assert words(dialog, "proactive.rules.issued")[2] == "规章 本年新制作数量：（空）"
    assert words(dialog, "proactive.rules.repealed")[2] == "（上年没有这一项）"


def test_what_has_no_place_in_this_years_form_stands_in_its_section(dialog: BridgeDialog):
    form = dialog.list.form
    gone = [n for n, line in enumerate(form.lines) if isinstance(line, Crossing) and not line.cell]
    assert {form.index(n, NAME).data() for n in gone} == {"（本年没有这一项）"}
    first = next(n for n in gone if "政府集中采购" in form.index(n, LAST).data())
    assert first < form.lines.index(dialog.list.form.this.section("applications").heading)


def test_last_years_tables_look_like_the_form_and_take_nothing(dialog: BridgeDialog, last: Report):
    assert [dialog.tabs.tabText(n) for n in range(dialog.tabs.count())] == [
        section.short for section in last.edition.sections if section.table
    ]
    click_last(dialog, "proactive.licensing.decisions")
    press("7", "Return", "Delete", "F2", "8")
    assert dialog.grids["proactive"].form.editor.report == last


def test_the_years_and_forms_are_told(dialog: BridgeDialog, qtbot: QtBot, editions: Editions):
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("上年是2019年格式（试行），本年是2021年格式" in words for words in said)
    assert any("2020年" in words and "只能看" in words for words in said)
    same = filled(editions, "2021")
    other = opened(qtbot, next_report(same), same)
    assert any("两年都是2021年格式" in label.text() for label in other.findChildren(QLabel))


def test_it_fits_the_screen_and_leaves_the_window_usable(qtbot: QtBot, last: Report):
    dialog = BridgeDialog(None, next_report(last), last)
    qtbot.addWidget(dialog)
    room = dialog.screen().availableSize()
    assert dialog.width() <= min(room.width(), 1366)
    assert dialog.height() <= min(room.height(), 728)
    assert dialog.minimumSizeHint().width() <= 1024
    assert not dialog.isModal()


@pytest.mark.parametrize("width", [1300, 900])
def test_no_words_are_cut_off(dialog: BridgeDialog, width: int):
    """Every row is as high as its longest entry needs, in a narrow window too."""
    dialog.resize(width, 690)
    QApplication.processEvents()
    listed, metrics = dialog.list, dialog.list.fontMetrics()
    for row in range(listed.form.rowCount()):
        for column in (NAME, VERDICT, LAST, REASON):
            text = listed.form.index(row, column).data() or ""
            room = listed.visualRect(listed.form.index(row, column)).adjusted(4, 0, -4, 0)
            needed = metrics.boundingRect(0, 0, room.width(), 10_000, int(Qt.TextFlag.TextWordWrap), text)
            assert needed.height() <= listed.rowHeight(row), text


def test_the_model_keeps_qts_rules(dialog: BridgeDialog, qtmodeltester: ModelTester):
    qtmodeltester.check(dialog.list.form)


# one shows the other


def test_the_first_line_and_its_cell_are_marked_at_once(dialog: BridgeDialog):
    assert focused() is dialog.list
    assert here(dialog).cell == "proactive.rules.issued"
    assert marked(dialog) == {"proactive.rules.produced"}


def test_going_down_marks_last_years_cells_and_passes_over_the_headings(dialog: BridgeDialog):
    go(dialog, FEES)
    assert marked(dialog) == {"proactive.fees.items_last_year", "proactive.fees.change"}
    go(dialog, "applications.carried_in.person")
    assert marked(dialog) == {FORWARD}
    assert dialog.tabs.currentWidget() is dialog.grids["applications"]
    grid = dialog.grids["applications"]
    assert grid.viewport().rect().contains(grid.visualRect(grid.form.index_of(FORWARD)))
    assert focused() is dialog.list
    press("Up")
    assert here(dialog).cell == "applications.received.total"


def test_the_ends_of_the_list_are_ends(dialog: BridgeDialog):
    press("Up")
    assert here(dialog) == lines(dialog)[0]
    dialog.list.show_last("appeals.suit_after_reconsideration.total")
    press("Down")
    assert here(dialog) == lines(dialog)[-1]


def test_a_line_without_a_cell_of_last_years_marks_nothing(dialog: BridgeDialog):
    press("Down")
    assert here(dialog).cell == "proactive.rules.repealed"
    assert marked(dialog) == set()


def test_a_click_on_a_line_marks_its_cells(dialog: BridgeDialog):
    row = dialog.list.form.lines.index(lines(dialog)[2])
    click(dialog.list.viewport(), dialog.list.visualRect(dialog.list.form.index(row, REASON)).center())
    assert marked(dialog) == {"proactive.rules.total_disclosed"}


def test_a_click_in_last_years_table_goes_to_the_line_that_answers_for_it(dialog: BridgeDialog):
    click_last(dialog, "proactive.procurement.amount")
    assert here(dialog).last == ("proactive.procurement.amount",)
    click_last(dialog, FORWARD)
    assert here(dialog).cell == "applications.carried_in.person"
    assert marked(dialog) == {FORWARD}


def test_a_click_on_the_cell_where_the_cursor_is_goes_to_its_line_again(dialog: BridgeDialog):
    """结转下年度 of last year answers two lines: what is carried in now, and the same cell of this year's."""
    go(dialog, FORWARD)
    assert marked(dialog) == {FORWARD}
    click_last(dialog, FORWARD)
    assert here(dialog).cell == "applications.carried_in.person"


def test_return_and_a_double_click_ask_for_the_cell_of_this_year(dialog: BridgeDialog, qtbot: QtBot):
    with qtbot.waitSignal(dialog.wanted) as asked:
        press("Return")
    assert asked.args == ["proactive.rules.issued"]
    assert dialog.isVisible()
    place = dialog.list.visualRect(dialog.list.currentIndex()).center()
    click(dialog.list.viewport(), place)
    with qtbot.waitSignal(dialog.wanted) as asked:
        QTest.mouseDClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert asked.args == ["proactive.rules.issued"]


def test_a_line_without_a_cell_of_this_years_leads_nowhere(dialog: BridgeDialog, qtbot: QtBot):
    dialog.list.show_last("proactive.procurement.amount")
    with qtbot.assertNotEmitted(dialog.wanted):
        press("Return")


# the filter and the keyboard


@pytest.mark.parametrize("verdict", list(Verdict))
def test_the_filter_shows_the_lines_of_a_verdict_and_says_how_many(dialog: BridgeDialog, verdict: Verdict):
    number = len([c for c in lines(dialog) if c.verdict is verdict])
    pick(dialog, verdict)
    assert {c.verdict for c in lines(dialog)} == {verdict}
    assert len(lines(dialog)) == number > 0
    assert dialog.filters.checkedButton().text() == f"{verdict.word}（{number}）"
    assert here(dialog).verdict is verdict
    assert marked(dialog) == set(here(dialog).last)


def test_the_filter_keeps_the_line_that_it_still_shows(dialog: BridgeDialog):
    go(dialog, FEES)
    pick(dialog, Verdict.INCOMPARABLE)
    assert here(dialog).cell == FEES
    pick(dialog, None)
    assert here(dialog).cell == FEES


def test_a_click_in_last_years_table_shows_all_lines_when_the_filter_hides_the_answer(dialog: BridgeDialog):
    pick(dialog, Verdict.CARRIED)
    click_last(dialog, "proactive.procurement.amount")
    assert here(dialog).last == ("proactive.procurement.amount",)
    assert dialog.filters.checkedId() == 0


def test_a_verdict_that_no_cell_got_cannot_be_picked(qtbot: QtBot, editions: Editions):
    last = filled(editions, "2021")
    dialog = opened(qtbot, next_report(last), last)
    button = dialog.filters.button(1 + list(Verdict).index(Verdict.INCOMPARABLE))
    assert (button.text(), button.isEnabled()) == ("不可换算（0）", False)


def test_all_of_it_can_be_reached_with_the_keyboard(dialog: BridgeDialog):
    visited = []
    for _ in range(4):
        visited.append(QApplication.focusWidget())
        press("Tab")
    assert visited[0] is dialog.list
    assert dialog.tabs.tabBar() in visited
    assert dialog.filters.checkedButton() in visited
    assert not any(isinstance(widget, GridView) for widget in visited)
    dialog.filters.checkedButton().setFocus()
    press("Right")
    assert dialog.filters.checkedId() == 1
    assert {c.verdict for c in lines(dialog)} == {Verdict.CARRIED}


def test_esc_closes_it(dialog: BridgeDialog):
    press("Esc")
    assert not dialog.isVisible()
