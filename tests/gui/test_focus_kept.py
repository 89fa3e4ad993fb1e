"""Whatever the clerk presses, the keys are with something that is seen and can be used."""

import random

import pytest
from clerk import Desk, Open, OpenReport, press
from keyboard import Keyboard, focus, is_useful, settled, told_of
from PySide6.QtWidgets import QApplication

from nianbao.core.edition import Editions
from nianbao.core.yearly import next_report
from nianbao.gui.notices import NoticeBar, notify
from reports import filled, with_values

MOVES = ("Tab", "Shift+Tab", "Ctrl+Tab", "Ctrl+Shift+Tab", "Down", "Up", "Left", "Right", "Home", "End", "PgDown")
PLACES = ("F1", "F4", "F6", "F7", "F8", "Shift+F8", "F9", "Esc", "Shift+F2", "Alt+X", "Ctrl+J")
DEEDS = ("5", "Return", "Delete", "Ctrl+Z", "Ctrl+Y", "Ctrl+0", "Space", "F2", "Ctrl+D", "Alt+Return", "Ctrl+Shift+L")
KEYS = MOVES + PLACES + PLACES + DEEDS + DEEDS
COUNT = 250


@pytest.mark.parametrize("seed", [11, 19, 25, 27, 35, 43])
def test_no_key_leaves_the_clerk_without_the_keys(
    open_report: OpenReport, editions: Editions, desk: Desk, seed: int
) -> None:
    last = filled(editions, "2021")
    wrong = with_values(next_report(last), {"applications.received.total": 9, "applications.received.person": 3})
    there, keys, chance = open_report(wrong, last), Keyboard(), random.Random(seed)
    there.window.resize(*chance.choice([(1366, 740), (683, 356), (546, 280)]))
    for _ in range(COUNT):
        if chance.random() < 0.03:
            notify(there.workspace, "已导出。")
        name = chance.choice(KEYS)
        keys.press(name)
        if QApplication.focusWindow() is None:
            there.window.activateWindow()  # what a window manager does by itself when another window is closed
            settled()
        with_keys = QApplication.focusWidget()
        last_keys = keys.pressed[-8:]
        windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        assert is_useful(with_keys, windows), f"after {last_keys} the keys are with {told_of(with_keys)}"


def test_a_notice_that_is_closed_on_another_page_leaves_the_keys_in_sight(full: Open) -> None:
    full.grid("applications").setFocus()
    notify(full.workspace, "已导出。")
    full.workspace.tabs.setCurrentIndex(full.tab("overview"))
    (bar,) = full.workspace.findChildren(NoticeBar)
    bar.close_it.setFocus()
    press("Space")
    assert not bar.isVisible()
    assert is_useful(focus(), [full.window])
