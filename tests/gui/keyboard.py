"""A keyboard for whole days of work: keys go to the window system, as a real keyboard's do, and each is counted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

MOST = 60  # presses of a key that is to lead somewhere, before it is thought to lead nowhere


def settled() -> None:
    """Let the program do what waits for its turn, as happens between two keys of a clerk."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


@dataclass
class Keyboard:
    """`pressed` names every key that went down; words that an input method committed count as `committed`."""

    pressed: list[str] = field(default_factory=list)
    committed: int = 0

    def press(self, *names: str) -> None:
        """Press keys one after the other, named as in menus; “Num+5” is that of the numeric keypad."""
        for name in names:
            combination = QKeySequence(name.removeprefix("Num+"))[0]
            key, held = combination.key(), combination.keyboardModifiers()
            if name.startswith("Num+"):
                held |= Qt.KeyboardModifier.KeypadModifier
            if key == Qt.Key.Key_Tab and held & Qt.KeyboardModifier.ShiftModifier:
                key = Qt.Key.Key_Backtab  # what keyboards send
            self.pressed.append(name)
            QTest.keyClick(_window(), key, held)
            settled()

    def digits(self, number: str) -> None:
        """Type a number on the numeric keypad."""
        self.press(*(f"Num+{sign}" for sign in number))

    def write(self, text: str) -> None:
        """Type: ASCII by its keys, a line break by Return, all else committed by the input method."""
        for line, part in enumerate(text.split("\n")):
            if line:
                self.press("Return")
            for letter in part:
                if letter.isascii():
                    self.pressed.append(letter)
                    QTest.keyClick(_window(), letter)
                else:
                    self.committed += 1
                    event = QInputMethodEvent()
                    event.setCommitString(letter)
                    QApplication.sendEvent(QGuiApplication.focusObject(), event)
        settled()

    def press_until(self, name: str, reached: Callable[[], bool]) -> None:
        """Press a key until something is so; fails when it does not come about."""
        for _ in range(MOST):
            if reached():
                return
            self.press(name)
        raise AssertionError(f"{name} pressed {MOST} times leads nowhere; the keys are in {told_of(focus())}")

    def choose(self, menu: str, words: str) -> None:
        """Open a menu by its letter and go down to the entry with these words."""
        self.press(f"Alt+{menu}")
        open_menu = QApplication.activePopupWidget()
        assert open_menu is not None, f"Alt+{menu} opens nothing"
        self.press_until(
            "Down", lambda: words in open_menu.activeAction().text() if open_menu.activeAction() else False
        )
        self.press("Return")


def _window() -> QWindow:
    """The window that the system gives the keys to."""
    window = QGuiApplication.focusWindow()
    assert window is not None, "no window has the keys"
    return window


def focus() -> QWidget:
    """The widget that has the keys now."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def told_of(widget: QWidget | None) -> str:
    """A widget as a person calls it."""
    return f"{type(widget).__name__} “{widget.accessibleName()}”" if widget else "nothing"


def is_useful(widget: QWidget | None, within: Iterable[QWidget]) -> bool:
    """Whether the keys are with something that the clerk can see and use in one of these windows."""
    return (
        widget is not None
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.window() in within
    )
