"""The keys of the tables: those of a spreadsheet, and never a number lost or put into the wrong cell."""

import pytest
from clerk import Open, OpenReport, click, commit, focused, press, type_text
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip
from pytestqt.qtbot import QtBot

from nianbao.core.edition import Editions
from nianbao.gui.editor import SEALED
from nianbao.gui.grid.view import GridView
from reports import filled

RECEIVED = "applications.received"
CARRIED = "applications.carried_in"


@pytest.fixture
def applications(blank: Open) -> GridView:
    """Table 三, blank, the cursor on 本年新收 自然人."""
    return blank.grid("applications", f"{RECEIVED}.person")


def typing_line() -> QLineEdit:
    line = focused()
    assert isinstance(line, QLineEdit)
    return line


# beginning and ending


def test_the_cursor_is_on_the_first_cell_when_a_table_is_shown(blank: Open) -> None:
    grid = blank.grid("applications")
    assert blank.at(grid) == f"{RECEIVED}.person"
    assert focused() is grid


def test_typing_replaces_what_stood_there_and_enter_goes_down(full: Open) -> None:
    grid = full.grid("applications", f"{RECEIVED}.person")
    type_text("12")
    assert typing_line().text() == "12"
    press("Return")
    assert full.report.get(f"{RECEIVED}.person") == 12
    assert full.at(grid) == f"{CARRIED}.person"
    assert focused() is grid


def test_f2_edits_what_stands_there(full: Open) -> None:
    full.editor.submit("填写", {f"{RECEIVED}.person": 12})
    full.grid("applications", f"{RECEIVED}.person")
    press("F2", "End")
    type_text("3")
    press("Return")
    assert full.report.get(f"{RECEIVED}.person") == 123


def test_a_double_click_edits_what_stands_there(full: Open) -> None:
    grid = full.grid("applications")
    place = grid.visualRect(grid.form.index_of(f"{RECEIVED}.person")).center()
    click(grid.viewport(), place)
    QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    before = full.report.get(f"{RECEIVED}.person")
    assert typing_line().text() == str(before)


def test_escape_keeps_the_old_value(full: Open) -> None:
    grid, before = full.grid("applications", f"{RECEIVED}.person"), full.report
    type_text("77")
    press("Esc")
    assert full.report == before
    assert full.at(grid) == f"{RECEIVED}.person"
    assert focused() is grid


def test_a_click_elsewhere_takes_what_was_typed(blank: Open, applications: GridView) -> None:
    type_text("5")
    elsewhere = applications.form.index_of("applications.granted.other")
    click(applications.viewport(), applications.visualRect(elsewhere).center())
    assert blank.report.get(f"{RECEIVED}.person") == 5
    assert blank.at(applications) == "applications.granted.other"


def test_a_click_on_another_tab_takes_what_was_typed(blank: Open, applications: GridView) -> None:
    type_text("5")
    blank.grid("appeals")
    assert blank.report.get(f"{RECEIVED}.person") == 5


@pytest.mark.parametrize("key", ["Del", "Backspace"])
def test_delete_and_backspace_make_a_cell_blank(full: Open, key: str) -> None:
    grid = full.grid("applications", f"{RECEIVED}.person")
    press(key)
    assert full.report.get(f"{RECEIVED}.person") is None
    assert full.at(grid) == f"{RECEIVED}.person"
    press("Ctrl+Z")
    assert full.report.get(f"{RECEIVED}.person") is not None


def test_an_emptied_line_makes_a_cell_blank(full: Open) -> None:
    full.grid("applications", f"{RECEIVED}.person")
    press("F2", "Ctrl+A", "Del", "Return")
    assert full.report.get(f"{RECEIVED}.person") is None


# going on


@pytest.mark.parametrize(
    ("key", "reached"),
    [
        ("Return", f"{CARRIED}.business"),
        ("Num+Enter", f"{CARRIED}.business"),
        ("Down", f"{CARRIED}.business"),
        ("Right", f"{RECEIVED}.research"),
        ("Left", f"{RECEIVED}.person"),
        ("Tab", f"{RECEIVED}.research"),
        ("Shift+Tab", f"{RECEIVED}.person"),
    ],
)
@pytest.mark.parametrize("typed", ["", "5"])
def test_a_key_moves_the_cursor_and_ends_the_typing(blank: Open, key: str, reached: str, typed: str) -> None:
    grid = blank.grid("applications", f"{RECEIVED}.business")
    type_text(typed)
    press(key)
    assert blank.at(grid) == reached
    assert blank.report.get(f"{RECEIVED}.business") == (5 if typed else None)
    assert focused() is grid


def test_up_goes_up(blank: Open) -> None:
    grid = blank.grid("applications", f"{CARRIED}.business")
    type_text("5")
    press("Up")
    assert blank.at(grid) == f"{RECEIVED}.business"
    assert blank.report.get(f"{CARRIED}.business") == 5


def test_while_f2_edits_left_and_right_move_the_caret(full: Open) -> None:
    full.editor.submit("填写", {f"{RECEIVED}.business": 13})
    grid = full.grid("applications", f"{RECEIVED}.business")
    press("F2", "End", "Left")
    type_text("2")
    press("Home", "Right")
    assert typing_line().text() == "123"
    assert typing_line().cursorPosition() == 1
    press("Return")
    assert full.report.get(f"{RECEIVED}.business") == 123
    assert full.at(grid) == f"{CARRIED}.business"


def test_after_f2_a_typed_cell_ends_with_left_and_right_again(blank: Open, applications: GridView) -> None:
    press("F2", "Esc")
    type_text("5")
    press("Right")
    assert blank.at(applications) == f"{RECEIVED}.business"


def test_tab_goes_right_over_input_cells_only_and_on_to_the_next_row(blank: Open) -> None:
    grid = blank.grid("applications", f"{RECEIVED}.other")
    press("Tab")
    assert blank.at(grid) == f"{CARRIED}.person"
    press("Shift+Tab")
    assert blank.at(grid) == f"{RECEIVED}.other"


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("table", ["proactive", "applications", "appeals"])
def test_tab_visits_every_input_cell_of_a_table_in_reading_order(
    open_report: OpenReport, editions: Editions, edition: str, table: str
) -> None:
    there = open_report(filled(editions, edition))
    inputs = [c.id for c in there.report.edition.table_cells if c.section == table and not c.is_total]
    grid = there.grid(table, inputs[0])
    visited = [there.at(grid)]
    for _ in inputs:
        press("Tab")
        visited.append(there.at(grid))
    assert visited == [*inputs, inputs[-1]]
    for _ in inputs:
        press("Shift+Tab")
    assert there.at(grid) == inputs[0]


def test_the_last_cell_does_not_wrap(blank: Open) -> None:
    grid = blank.grid("appeals", "appeals.suit_after_reconsideration.pending")
    type_text("5")
    press("Tab")
    assert blank.at(grid) == "appeals.suit_after_reconsideration.pending"
    press("Return", "Down")
    assert blank.at(grid) == "appeals.suit_after_reconsideration.pending"
    assert blank.report.get("appeals.suit_after_reconsideration.pending") == 5


def test_arrows_visit_totals_too(blank: Open) -> None:
    grid = blank.grid("applications", f"{RECEIVED}.other")
    press("Right")
    assert blank.at(grid) == f"{RECEIVED}.total"


def test_arrows_skip_the_words_of_table_two(blank: Open) -> None:
    grid = blank.grid("proactive", "proactive.rules.issued")
    visited = [blank.at(grid)]
    for _ in range(6):
        press("Down")
        visited.append(blank.at(grid))
    column = ["rules.issued", "normative_documents.issued", "licensing.decisions", "penalties.decisions"]
    column += ["coercive_measures.decisions", "fees.amount", "fees.amount"]
    assert visited == [f"proactive.{cell}" for cell in column]
    for _ in range(6):
        press("Up")
    assert blank.at(grid) == "proactive.rules.issued"


@pytest.mark.parametrize("column", ["repealed", "in_force"])
def test_arrows_reach_merged_cells_from_every_column_above_them(blank: Open, column: str) -> None:
    grid = blank.grid("proactive", f"proactive.normative_documents.{column}")
    press("Down")
    assert blank.at(grid) == "proactive.licensing.decisions"
    press("Right")
    assert blank.at(grid) == "proactive.licensing.decisions"


def test_a_click_on_words_leaves_the_cursor_where_it_is(blank: Open) -> None:
    grid = blank.grid("proactive", "proactive.rules.issued")
    words = next(position for position, place in grid.form.places() if place.text == "本年废止件数")
    click(grid.viewport(), grid.visualRect(grid.form.index(*words)).center())
    assert blank.at(grid) == "proactive.rules.issued"


def test_the_numeric_keypad_works_from_end_to_end(blank: Open, applications: GridView) -> None:
    press("Num+1", "Num+0", "Num+Enter", "Num+7", "Num+Enter")
    assert blank.report.get(f"{RECEIVED}.person") == 10
    assert blank.report.get(f"{CARRIED}.person") == 7
    amount = blank.grid("proactive", "proactive.fees.amount")
    press("Num+2", "Num+.", "Num+5", "Num+Enter")
    assert str(blank.report.get("proactive.fees.amount")) == "2.5"
    assert blank.at(amount) == "proactive.fees.amount"


# what is taken and what is refused


@pytest.mark.parametrize(
    ("typed", "value"), [("007", None), ("1,234", 1234), ("12.0", 12), (" 8 ", 8), ("０", 0), ("１，２３４", 1234)]
)
def test_numbers_are_taken_as_people_write_them(
    blank: Open, applications: GridView, typed: str, value: int | None
) -> None:
    type_text(typed)
    press("Return")
    assert blank.report.get(f"{RECEIVED}.person") == value


def test_the_first_full_width_digit_is_not_lost(blank: Open, applications: GridView) -> None:
    commit("３")
    commit("５")
    press("Return")
    assert blank.report.get(f"{RECEIVED}.person") == 35


def test_a_number_composed_by_the_input_method_is_taken_once(blank: Open, applications: GridView) -> None:
    QApplication.sendEvent(applications, QInputMethodEvent("4", []))
    commit("4")
    press("Return")
    assert blank.report.get(f"{RECEIVED}.person") == 4


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("-3", "“-3”是负数，这里应填大于或等于 0 的整数。"),
        ("2.5", "“2.5”有小数，这里应填整数。"),
        ("abc", "“abc”不是数字，这里应填大于或等于 0 的整数。"),
        ("/", "“/”不是数字。没有发生的请填 0，还不清楚的请留空。"),
        ("1234567890123", "“1234567890123”的位数太多，请核对。"),
    ],
)
@pytest.mark.parametrize("key", ["Return", "Tab", "Right"])
def test_a_refused_text_keeps_the_old_value_and_the_cursor_and_says_why(
    full: Open, typed: str, reason: str, key: str, qtbot: QtBot
) -> None:
    grid, before = full.grid("applications", f"{RECEIVED}.person"), full.report
    type_text(typed)
    press(key)
    assert full.report == before
    assert full.at(grid) == f"{RECEIVED}.person"
    assert focused() is grid
    assert full.status == reason
    qtbot.waitUntil(lambda: QToolTip.text() == reason and QToolTip.isVisible())


def test_after_a_refusal_the_next_number_goes_into_the_same_cell(blank: Open, applications: GridView) -> None:
    type_text("x")
    press("Return")
    type_text("5")
    press("Return")
    assert blank.report.get(f"{RECEIVED}.person") == 5
    assert blank.at(applications) == f"{CARRIED}.person"


def test_an_amount_takes_four_decimals_and_no_more(blank: Open) -> None:
    blank.grid("proactive", "proactive.fees.amount")
    type_text("7730.2849")
    press("Return")
    assert str(blank.report.get("proactive.fees.amount")) == "7730.2849"
    type_text("0.00001")
    press("Return")
    assert str(blank.report.get("proactive.fees.amount")) == "7730.2849"
    assert "最多 4 位小数" in blank.status


def test_a_decrease_is_taken_with_its_sign_where_the_form_asks_for_one(
    open_report: OpenReport, editions: Editions
) -> None:
    there = open_report(filled(editions, "2019"))
    there.grid("proactive", "proactive.licensing.change")
    type_text("-3")
    press("Return")
    assert there.report.get("proactive.licensing.change") == -3


@pytest.mark.parametrize("typed", ["7", "-", "."])
def test_typing_on_a_total_says_why_it_is_not_taken(full: Open, typed: str) -> None:
    grid, before = full.grid("applications", f"{RECEIVED}.total"), full.report
    type_text(typed)
    assert full.report == before
    assert focused() is grid
    assert full.status == "合计由各项自动相加，不用填写；要改合计，请改它的各项。"


def test_delete_leaves_a_total_alone(full: Open) -> None:
    before = full.report
    full.grid("applications", f"{RECEIVED}.total")
    press("Del")
    assert full.report == before


def test_a_total_follows_while_the_clerk_types(full: Open) -> None:
    full.grid("appeals", "appeals.reconsideration.upheld")
    for _ in range(4):
        type_text("3")
        press("Tab")
    assert full.report.get("appeals.reconsideration.total") == 12


@pytest.mark.parametrize("key", ["5", "F2", "Del"])
def test_a_key_on_a_sealed_report_says_why_nothing_happens(
    open_report: OpenReport, editions: Editions, key: str, qtbot: QtBot
) -> None:
    there = open_report(filled(editions, "2021"), sealed="2026-01-12T10:00:00")
    grid, before = there.grid("applications", f"{RECEIVED}.person"), there.report
    press(key)
    assert there.report == before
    assert focused() is grid
    assert there.status == SEALED
