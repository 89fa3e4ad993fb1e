"""The clerk at the keyboard: keys that go where the focus is, files, and the dialogs that come up."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from nianbao.core.progress import INFORMATION
from nianbao.core.report import Report
from nianbao.files.document import Document, DocumentFile
from nianbao.files.errors import UserError
from nianbao.gui import exporting, messages
from nianbao.gui.editor import Editor
from nianbao.gui.grid.view import GridView
from nianbao.gui.notices import NoticeBar
from nianbao.gui.saving import Saver
from nianbao.gui.sections.information import InformationPage
from nianbao.gui.sections.table import TablePage
from nianbao.gui.sections.text import TextPage
from nianbao.gui.window import Window
from nianbao.gui.workspace import Workspace

TODAY = datetime.date(2026, 1, 12)

D = TypeVar("D", bound=QDialog)
P = TypeVar("P", InformationPage, TablePage, TextPage)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def press(*keys: str) -> None:
    """Press keys one after the other, named as in menus: “Return”, “Ctrl+Z”, “Num+5” on the numeric keypad."""
    for name in keys:
        combination = QKeySequence(name.removeprefix("Num+"))[0]
        key, modifiers = combination.key(), combination.keyboardModifiers()
        if name.startswith("Num+"):
            modifiers |= Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Tab and modifiers & Qt.KeyboardModifier.ShiftModifier:
            key = Qt.Key.Key_Backtab  # what keyboards send
        QTest.keyClick(focused(), key, modifiers)


def type_text(text: str) -> None:
    """Type as a clerk does: ASCII by its keys, a line break by Return, all else committed by the input method."""
    for line, part in enumerate(text.split("\n")):
        if line:
            press("Return")
        for letter in part:
            if letter.isascii():
                QTest.keyClick(focused(), letter)
            else:
                commit(letter)


def commit(text: str) -> None:
    """Let the input method hand over finished text."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focused(), event)


def click(widget: QWidget, place: QPoint | None = None) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place or widget.rect().center())


@dataclass
class Desk:
    """What the program said and asked, and the answers that lie ready for it; stands for the system's dialogs."""

    patch: pytest.MonkeyPatch
    told: list[UserError] = field(default_factory=list)
    informed: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    proposed: list[Path] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    targets: list[Path] = field(default_factory=list)
    yes: bool = True

    def __post_init__(self) -> None:
        self.patch.setattr(messages, "tell", lambda _parent, error: self.told.append(error))
        self.patch.setattr(messages, "inform", lambda _parent, sentence: self.informed.append(sentence))
        self.patch.setattr(messages, "agreed", self.agreed)
        self.patch.setattr(messages, "ask_file", lambda *_: self.files.pop(0) if self.files else None)
        self.patch.setattr(messages, "ask_target", self._ask_target)
        self.patch.setattr(messages, "ask_folder", lambda *_: self.targets.pop(0) if self.targets else None)
        # which fonts are missing differs from machine to machine
        self.patch.setattr(exporting, "missing_fonts", lambda _layout: ())

    def step_aside(self) -> None:
        """Let the program show its own dialogs again."""
        self.patch.undo()

    def agreed(self, _parent: QWidget | None, question: str, *, losing: bool = False) -> bool:  # noqa: ARG002
        self.asked.append(question)
        return self.yes

    def _ask_target(self, _parent: QWidget | None, _caption: str, proposed: Path, _kinds: str) -> Path | None:
        self.proposed.append(proposed)
        return self.targets.pop(0) if self.targets else None

    @property
    def said(self) -> str:
        """The one sentence that was told; fails when there was none or another."""
        assert len(self.told) == 1, self.told
        return self.told[0].sentence


def during(kind: type[D], act: Callable[[], object], then: Callable[[D], object]) -> None:
    """Do something that opens a modal dialog of a kind, and deal with the dialog, which is closed in any case."""
    dealt: list[D] = []

    def deal() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind) or not dialog.isActiveWindow():
            return
        timer.stop()
        dealt.append(dialog)
        try:
            then(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    timer = QTimer()
    timer.timeout.connect(deal)
    timer.start(0)
    try:
        act()
    finally:
        timer.stop()
    assert dealt, f"no {kind.__name__} came up"
    for window in QApplication.topLevelWidgets():
        if isinstance(window, Window) and window.isVisible():  # what a window manager does by itself
            window.activateWindow()
            QTest.qWaitForWindowActive(window)


class Open:
    """A window with a report open in it, and the parts of it that tests look at."""

    def __init__(self, window: Window, path: Path, qtbot: QtBot) -> None:
        self.window, self.path, self.qtbot = window, path, qtbot

    @property
    def editor(self) -> Editor:
        assert self.window.editor is not None
        return self.window.editor

    @property
    def report(self) -> Report:
        return self.editor.report

    @property
    def saver(self) -> Saver:
        assert self.window.saver is not None
        return self.window.saver

    @property
    def workspace(self) -> Workspace:
        assert self.window.workspace is not None
        return self.window.workspace

    def on_disk(self) -> Document:
        return DocumentFile(self.path).read(self.window.editions)

    def wait_saved(self) -> Document:
        """The document on disk, once it holds what the window shows."""
        self.qtbot.waitUntil(lambda: self.on_disk().report == self.report, timeout=2000)
        return self.on_disk()

    def tab(self, section: str) -> int:
        """The number of a section's tab, found by its words."""
        edition = self.report.edition
        words = "基本信息" if section == INFORMATION else edition.section(section).short
        return [self.workspace.tabs.tabText(number) for number in range(self.workspace.tabs.count())].index(words)

    def go(self, section: str, kind: type[P]) -> P:
        """Show the tab of a section as a click on it does."""
        bar, number = self.workspace.tabs.tabBar(), self.tab(section)
        click(bar, bar.tabRect(number).center())
        page = self.workspace.current_page()
        assert isinstance(page, kind)
        return page

    def grid(self, section: str, cell: str = "") -> GridView:
        """The table of a section with the focus on a cell."""
        grid = self.go(section, TablePage).grid
        if cell:
            grid.show_cell(cell)
        grid.setFocus()
        return grid

    def at(self, grid: GridView) -> str:
        """The cell under the cursor."""
        cell = grid.form.cell_at(grid.currentIndex())
        assert cell is not None
        return cell.id

    @property
    def notice(self) -> str:
        """What stands in the notice at the foot of the report; nothing when there is none."""
        bars = [bar for bar in self.workspace.findChildren(NoticeBar) if bar.isVisible()]
        return bars[0].words.accessibleName() if bars else ""

    @property
    def status(self) -> str:
        """What was told last in the line at the foot of the window."""
        return self.window.status.currentMessage()


OpenReport = Callable[..., Open]
