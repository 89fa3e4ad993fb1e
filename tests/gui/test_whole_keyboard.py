"""Everything is reached by keyboard alone, nothing is a trap, and the keys always come back to where they were."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from clerk import Desk, Open, OpenReport
from keyboard import Keyboard, focus, is_useful, settled, told_of
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from nianbao.core.edition import Editions
from nianbao.core.progress import INFORMATION
from nianbao.core.yearly import next_report
from nianbao.gui.actions import MENUS, SEPARATOR, ActionSpec
from nianbao.gui.grid.view import GridView
from nianbao.gui.help.generated import shortcuts_page
from reports import filled, with_values

PAGES = (INFORMATION, "overview", "proactive", "applications", "appeals", "problems", "other")
LEAVING = {"close", "close_report"}
MOVING = {"checking.next_finding", "checking.previous_finding"}  # these are to lead elsewhere
FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)


@pytest.fixture(name="keys")
def _keys() -> Keyboard:
    return Keyboard()


@pytest.fixture(name="begun")
def _begun(open_report: OpenReport, editions: Editions) -> Open:
    last = filled(editions, "2021")
    return open_report(next_report(last), last)


def turn_to(there: Open, section: str) -> QWidget:
    """Show a part of the report; what has the keys there. The filter of the findings, which comes last, is there."""
    assert there.workspace.findings.filter is not None
    there.workspace.tabs.setCurrentIndex(there.tab(section))
    there.workspace.current_page().setFocus()
    settled()
    return focus()


@contextmanager
def modal_dialogs_escaped() -> Iterator[None]:
    """Press Esc in every dialog that keeps the program waiting."""

    def escape() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None and dialog.isActiveWindow():
            QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Escape)

    timer = QTimer()
    timer.timeout.connect(escape)
    timer.start(0)
    try:
        yield
    finally:
        timer.stop()


def others(there: Open) -> list[QWidget]:
    """The windows beside the main one that are open."""
    return [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not there.window]


def come_back(there: Open, keys: Keyboard) -> None:
    """Leave what an action has opened by Esc; a window manager gives the keys back to the main window by itself."""
    before = others(there)
    if before:
        there.qtbot.waitUntil(before[-1].isActiveWindow)
        keys.press("Esc")
    there.qtbot.waitUntil(lambda: others(there) == [])
    there.window.activateWindow()
    there.qtbot.waitUntil(there.window.isActiveWindow)
    settled()


SPECS = [(menu, spec) for menu, specs in MENUS for spec in specs if spec is not SEPARATOR and spec.id not in LEAVING]


@pytest.mark.parametrize(("menu", "spec"), SPECS, ids=[spec.id for _, spec in SPECS])
@pytest.mark.parametrize("by_menu", [False, True], ids=["by its key", "from the menu"])
def test_every_action_gives_the_keys_back(
    begun: Open, keys: Keyboard, desk: Desk, *, by_menu: bool, menu: str, spec: ActionSpec
) -> None:
    action = next(action for known, action in begun.window._actions if known is spec)
    for place in (INFORMATION, "overview", "applications"):
        before = turn_to(begun, place)
        if not action.isEnabled() or (not by_menu and not spec.key):
            continue
        with modal_dialogs_escaped():
            if by_menu:
                keys.choose(menu[menu.index("&") + 1], action.text())
            else:
                keys.press(spec.key)
        come_back(begun, keys)
        if spec.id not in MOVING and focus() is not before:
            keys.press("Esc")  # from a panel within the window
        after = focus()
        assert is_useful(after, [begun.window]), f"the keys are with {told_of(after)}"
        assert after is before or spec.id in MOVING, f"the keys are with {told_of(after)}"


def test_every_menu_opens_by_its_letter_and_closes_by_esc(begun: Open, keys: Keyboard) -> None:
    before = turn_to(begun, "applications")
    for words, _ in MENUS:
        keys.press(f"Alt+{words[words.index('&') + 1]}")
        menu = QApplication.activePopupWidget()
        assert menu is not None, words
        keys.press("Esc")
        assert QApplication.activePopupWidget() is None
        come_back(begun, keys)
        keys.press_until("Esc", lambda: focus() is before)


def test_no_two_actions_have_the_same_key() -> None:
    used = [spec.key for _, spec in SPECS if spec.key]
    assert sorted(used) == sorted(set(used))


# Tab


def reached_by_tab(there: Open, keys: Keyboard, first: QWidget, key: str = "Tab") -> list[QWidget]:
    """What Tab comes to until it is where it began; a table, where Tab means the next cell, is left by F6."""
    visited = [focus()]
    for _ in range(80):
        keys.press("F6" if isinstance(focus(), GridView) else key)
        if focus() is first:
            return visited
        visited.append(focus())
    raise AssertionError(f"{key} does not come back: {[told_of(widget) for widget in visited]}")


def can_be_reached(page: QWidget) -> list[QWidget]:
    """What Tab is to come to on a page."""
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and isinstance(widget, (*FIELDS, QAbstractButton))
    ]


@pytest.mark.parametrize("sealed", ["", "2026-01-12T10:00:00"])
@pytest.mark.parametrize("section", PAGES)
def test_tab_comes_to_everything_on_a_page_and_back(
    open_report: OpenReport, editions: Editions, keys: Keyboard, *, section: str, sealed: str
) -> None:
    last = filled(editions, "2021")
    wrong = with_values(next_report(last), {"applications.received.total": 9, "appeals.direct_suit.total": 9})
    there = open_report(wrong, last, sealed)
    first = turn_to(there, section)
    visited = reached_by_tab(there, keys, first)
    missed = [widget for widget in can_be_reached(there.workspace.current_page()) if widget not in visited]
    entries = [spec.text for _, spec in SPECS]
    # where Tab means the next cell, the buttons above the table are entries of a menu too
    missed = [w for w in missed if not (isinstance(first, GridView) and f"本表{w.text()}" in entries)]
    assert [told_of(widget) for widget in missed] == []
    assert there.workspace.findings.list in visited
    assert there.workspace.tabs.tabBar() in visited or isinstance(first, GridView)
    assert there.workspace.tabs.currentIndex() == there.tab(section)


@pytest.mark.parametrize("section", PAGES)
def test_shift_tab_leads_back_the_same_way(begun: Open, keys: Keyboard, section: str) -> None:
    first = turn_to(begun, section)
    if isinstance(first, GridView):
        keys.press("F6")
        keys.press_until("Shift+Tab", lambda: focus() is first)
    else:
        assert set(reached_by_tab(begun, keys, first, "Shift+Tab")) == set(reached_by_tab(begun, keys, first))


def test_wrong_totals_are_added_up_anew_by_the_menu(
    open_report: OpenReport, editions: Editions, keys: Keyboard
) -> None:
    right = filled(editions, "2021")
    there = open_report(with_values(right, {"appeals.direct_suit.total": 999}))
    before = turn_to(there, "appeals")
    keys.choose("E", "本表按各项重算合计")
    assert there.report.values == right.values
    assert focus() is before


@pytest.mark.parametrize("section", PAGES)
def test_ctrl_tab_leaves_every_page_for_the_next_and_the_keys_are_in_it(
    begun: Open, keys: Keyboard, section: str
) -> None:
    turn_to(begun, section)
    tabs = begun.workspace.tabs
    number = tabs.currentIndex()
    keys.press("Ctrl+Tab")
    assert tabs.currentIndex() == (number + 1) % tabs.count()
    assert begun.workspace.current_page().isAncestorOf(focus())
    keys.press("Ctrl+Shift+Tab")
    assert tabs.currentIndex() == number
    assert begun.workspace.current_page().isAncestorOf(focus())


@pytest.mark.parametrize("section", PAGES)
def test_f6_goes_to_the_findings_and_esc_back(begun: Open, keys: Keyboard, section: str) -> None:
    before = turn_to(begun, section)
    keys.press("F6", "F6")  # a second time it stays: a reason that is written next must not go into the report
    assert focus() is begun.workspace.findings.list
    keys.press("Esc")
    assert focus() is before


def test_f8_says_so_when_nothing_is_left(full: Open, keys: Keyboard) -> None:
    before = turn_to(full, "overview")
    keys.press("F8")
    assert full.status == "没有待处理的问题。"
    assert focus() is before


def test_the_keys_that_lead_out_of_a_table_stand_in_the_list_of_keys() -> None:
    page = shortcuts_page()
    assert all(key in page for key in ("Ctrl+Tab", "F6", "Esc", "Alt+F"))
