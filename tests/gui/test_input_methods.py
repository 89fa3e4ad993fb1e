"""With a Chinese input method on: digits go in as they are, composed ones are taken, nothing is lost at the first."""

from decimal import Decimal

import pytest
from clerk import Open, OpenReport
from keyboard import Keyboard, focus
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from nianbao.core.edition import Editions
from nianbao.core.notes import note
from nianbao.gui.grid.view import GridView
from nianbao.gui.sections.text import TextPage
from reports import filled

PERSON, CARRIED = "applications.received.person", "applications.carried_in.person"


@pytest.fixture(name="keys")
def _keys() -> Keyboard:
    return Keyboard()


@pytest.fixture(name="grid")
def _grid(full: Open) -> GridView:
    """Table 三 with the cursor on a cell that holds 12."""
    full.editor.submit("填", {PERSON: 12})
    return full.grid("applications", PERSON)


def compose(*stages: str) -> None:
    """What an input method sends while letters are typed: each stage takes the place of the one before."""
    for stage in stages:
        QApplication.sendEvent(QGuiApplication.focusObject(), QInputMethodEvent(stage, []))


def commit(text: str) -> None:
    """What it sends when the clerk has chosen, or has typed a digit in its full-width mode."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(QGuiApplication.focusObject(), event)


def typed() -> str:
    line = focus()
    assert isinstance(line, QLineEdit)
    return line.text()


@pytest.mark.parametrize(
    ("committed", "value"),
    [(["５"], 5), (["１", "２", "３"], 123), (["１２３"], 123), (["1", "２"], 12), (["１，２３４"], 1234), (["０"], 0)],
)
def test_what_is_committed_over_a_cell_takes_the_place_of_what_stood_there(
    full: Open, grid: GridView, keys: Keyboard, committed: list[str], value: int
) -> None:
    for text in committed:
        commit(text)
    keys.press("Return")
    assert full.report.get(PERSON) == value
    assert full.at(grid) == CARRIED
    assert focus() is grid


@pytest.mark.parametrize(
    ("committed", "shown", "value"),
    [(["12。5"], "12.5", "12.5"), (["１２", "。", "５"], "１２.５", "12.5"), (["。", "5"], ".5", "0.5")],
)
def test_the_full_stop_of_an_input_method_is_a_point_and_is_seen_to_be_one(
    full: Open, keys: Keyboard, committed: list[str], shown: str, value: str
) -> None:
    (fee,) = (cell.id for cell in full.report.edition.table_cells if cell.kind == "amount")
    full.grid("proactive", fee)
    for text in committed:
        commit(text)
    assert typed() == shown
    keys.press("Return")
    assert full.report.get(fee) == Decimal(value)


def test_a_full_stop_in_a_count_is_refused(full: Open, grid: GridView, keys: Keyboard) -> None:
    commit("12。5")
    keys.press("Return")
    assert full.status == "“12.5”有小数，这里应填整数。"
    assert full.report.get(PERSON) == 12


def test_a_key_then_a_full_width_digit_then_the_keypad(full: Open, grid: GridView, keys: Keyboard) -> None:
    keys.press("4")
    commit("５")
    keys.press("Num+6", "Num+Enter")
    assert full.report.get(PERSON) == 456


def test_what_is_composed_at_the_first_key_is_taken_once(full: Open, grid: GridView, keys: Keyboard) -> None:
    compose("y", "yi", "yib")
    commit("１00")
    assert typed() == "１00"
    keys.press("Return")
    assert full.report.get(PERSON) == 100


def test_a_second_number_is_composed_as_the_first(full: Open, grid: GridView, keys: Keyboard) -> None:
    for cell, figure in ((PERSON, "７"), (CARRIED, "８")):
        assert full.at(grid) == cell
        compose(figure)
        commit(figure)
        keys.press("Return")
    assert (full.report.get(PERSON), full.report.get(CARRIED)) == (7, 8)


@pytest.mark.parametrize("way_out", [("Esc",), ("Return",), ("Tab",), ("Down",)])
def test_a_composition_that_was_given_up_leaves_the_number(
    full: Open, grid: GridView, keys: Keyboard, way_out: tuple[str, ...]
) -> None:
    compose("n", "ni", "")
    keys.press(*way_out)
    assert full.report.get(PERSON) == 12
    assert focus() is grid


def test_words_are_refused_with_the_reason_and_the_number_stays(full: Open, grid: GridView, keys: Keyboard) -> None:
    compose("wu")
    commit("无")
    keys.press("Return")
    assert full.report.get(PERSON) == 12
    assert full.status == "“无”不是数字。没有发生的请填 0，还不清楚的请留空。"
    assert full.at(grid) == PERSON


def test_what_is_still_being_composed_does_not_stop_another_page(full: Open, grid: GridView, keys: Keyboard) -> None:
    compose("n", "ni")
    keys.press("Ctrl+Tab")
    assert full.report.get(PERSON) == 12
    assert full.workspace.tabs.currentIndex() == full.tab("appeals")


def test_a_range_is_filled_with_a_composed_number(full: Open, grid: GridView, keys: Keyboard) -> None:
    keys.press("Shift+Right", "Shift+Right")
    commit("０")
    keys.press("Ctrl+Return")
    assert [full.report.get(f"applications.received.{c}") for c in ("person", "business", "research")] == [0, 0, 0]


def test_a_table_tells_the_input_method_that_it_wants_numbers(full: Open, grid: GridView, keys: Keyboard) -> None:
    numbers = Qt.InputMethodHint.ImhFormattedNumbersOnly
    assert grid.inputMethodHints() & numbers
    keys.press("F2")
    assert focus().inputMethodHints() & numbers


def test_no_composition_begins_on_a_total_or_in_a_sealed_report(
    open_report: OpenReport, editions: Editions, full: Open
) -> None:
    grid = full.grid("applications", "applications.received.total")
    assert not grid.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    grid.show_cell(PERSON)
    assert grid.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    sealed = open_report(filled(editions, "2021"), sealed="2026-01-12T10:00:00")
    grid = sealed.grid("applications", PERSON)
    assert not grid.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_a_text_takes_what_is_committed_and_not_what_is_being_composed(full: Open, keys: Keyboard) -> None:
    page = full.go("other", TextPage)
    page.prose.setFocus()
    keys.press("Ctrl+A")
    compose("w", "wu", "wux")
    before = full.report.text("texts.other")
    assert "wu" not in before
    commit("无需报告。")
    assert full.report.text("texts.other") == "无需报告。"
    keys.press("Ctrl+Z")
    assert full.report.text("texts.other") != "无需报告。"


def test_a_note_and_a_name_take_what_is_committed(full: Open, grid: GridView, keys: Keyboard) -> None:
    keys.press("Shift+F2")
    compose("tai")
    commit("台账第3页")
    keys.press("Esc")
    assert note(full.report, PERSON) == "台账第3页"
    assert focus() is grid
