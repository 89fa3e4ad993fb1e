"""What a screen reader says: every place that takes the keys has a Chinese name of its own, every cell its row, column
and value."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from clerk import Open, OpenReport, press
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QDockWidget, QGroupBox, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from nianbao.core.comparison import compare
from nianbao.core.contrast import contrast
from nianbao.core.edition import Editions
from nianbao.core.progress import INFORMATION
from nianbao.core.yearly import next_report
from nianbao.files.about import components
from nianbao.files.layouts import layout_of
from nianbao.files.readers import read_file
from nianbao.files.recovery import Copy
from nianbao.gui.about import AboutDialog
from nianbao.gui.comparing import ComparisonDialog
from nianbao.gui.conflict import ConflictDialog
from nianbao.gui.history import HistoryWindow
from nianbao.gui.importing import ImportDialog
from nianbao.gui.importing.reading import ReadingDialog
from nianbao.gui.importing.taking import ReplaceDialog as TakingDialog
from nianbao.gui.importing.taking import Taking
from nianbao.gui.importing.units import UnitDialog
from nianbao.gui.linking import LinkList
from nianbao.gui.notes import NotePopup
from nianbao.gui.pagelayout import LayoutDialog
from nianbao.gui.recovering import CopiesDialog, CopyDialog
from nianbao.gui.window import Window
from reports import filled, with_values

SECTIONS = (INFORMATION, "overview", "proactive", "applications", "appeals", "problems", "other")
CHINESE = re.compile("[\u4e00-\u9fff]")


def name_of(widget: QWidget) -> str:
    """What a screen reader says of a widget: its own name, the words on it, or those of its label."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton | QGroupBox):
        words = widget.text() if isinstance(widget, QAbstractButton) else widget.title()
        return words.replace("&", "")
    labels = (label for label in widget.window().findChildren(QLabel) if label.buddy() is widget)
    return next((label.text() for label in labels), "")


def takes_keys(widget: QWidget) -> bool:
    """Whether Tab leads to it; what only hands the keys on to another widget is not a place of its own."""
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def places(root: QWidget) -> list[QWidget]:
    return [widget for widget in (root, *root.findChildren(QWidget)) if takes_keys(widget) and widget.window() is root]


def faults(root: QWidget) -> list[str]:
    """What is wrong with the names of the places in a window."""
    named = [(widget, name_of(widget)) for widget in places(root)]
    assert named, "nothing takes the keys"
    counted = Counter(name for _, name in named)
    wrong = []
    for widget, name in named:
        said = f"{type(widget).__name__} “{name}” in {type(widget.parentWidget()).__name__}"
        if not CHINESE.search(name):
            wrong.append(f"no Chinese name: {said}")
        elif counted[name] > 1:
            wrong.append(f"the same name twice: {said}")
    return wrong


@pytest.fixture(name="begun")
def _begun(open_report: OpenReport, editions: Editions) -> Open:
    """A report begun from last year's, with remarks and faults, so that every part has something to show."""
    last = with_values(filled(editions, "2019"), {"note.applications.carried_forward.person": "去年的话"})
    this = with_values(next_report(last), {"applications.received.person": 5, "applications.received.total": 7})
    return open_report(this, last)


def test_the_start_page(window: Window) -> None:
    assert faults(window) == []


def test_the_start_page_with_files(begun: Open) -> None:
    press("Ctrl+W")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert faults(begun.window) == []


@pytest.mark.parametrize("section", SECTIONS)
def test_the_pages_of_a_report(begun: Open, section: str) -> None:
    begun.workspace.tabs.setCurrentIndex(begun.tab(section))
    begun.qtbot.waitUntil(begun.workspace.findings.filter.isVisible)
    assert faults(begun.window) == []


@pytest.mark.parametrize("panel", ["viewing.toggle_preview", "agenda.toggle", "help.open_help"])
def test_the_panels_of_the_window(begun: Open, panel: str) -> None:
    begun.workspace.tabs.setCurrentIndex(begun.tab("applications"))
    begun.window.act(panel)()
    QApplication.processEvents()
    for root in {begun.window, *(dock.window() for dock in begun.window.findChildren(QDockWidget) if dock.isVisible())}:
        assert faults(root) == []


@pytest.mark.parametrize(
    "name",
    [
        "help.open_guide",
        "help.open_shortcuts",
        "zeroyear.show",
        "trend.show",
        "notes.show_all",
        "writing.replace_words",
        "checking.show_check_sheet",
        "checking.show_bridge",
        "checking.show_rule_book",
        "history.show",
    ],
)
def test_the_windows_beside_it(begun: Open, name: str) -> None:
    begun.workspace.tabs.setCurrentIndex(begun.tab("overview"))
    before = set(QApplication.topLevelWidgets())
    begun.window.act(name)()
    QApplication.processEvents()
    opened = [w for w in QApplication.topLevelWidgets() if w not in before and w.isVisible() and isinstance(w, QDialog)]
    assert opened
    for root in opened:
        assert faults(root) == []
        assert CHINESE.search(root.windowTitle())


def test_every_page_of_the_guide_for_a_year_without_applications(begun: Open) -> None:
    begun.window.act("zeroyear.show")()
    dialog = next(w for w in QApplication.topLevelWidgets() if w.isVisible() and isinstance(w, QDialog))
    for number in range(dialog.pages.count()):
        if number == 1:
            dialog.propose()
        dialog.pages.setCurrentIndex(number)
        assert faults(dialog) == []


def test_the_sheets_over_a_page(begun: Open) -> None:
    begun.grid("applications", "applications.received.person")
    begun.window.act("notes.edit")()
    popup = begun.workspace.findChild(NotePopup)
    assert all(CHINESE.search(name_of(widget)) for widget in popup.findChildren(QWidget) if takes_keys(widget))
    popup.shut()
    begun.workspace.tabs.setCurrentIndex(begun.tab("overview"))
    begun.window.act("writing.insert_link")()
    listed = begun.window.findChild(LinkList)
    assert all(CHINESE.search(name_of(widget)) for widget in listed.findChildren(QWidget) if takes_keys(widget))


def _importing(there: Open, sample: Path) -> QDialog:
    editions = there.window.editions
    return ImportDialog(read_file(sample, editions), editions, 2025, there.window)


def _taking(there: Open, sample: Path) -> QDialog:
    source = read_file(sample, there.window.editions).report(there.window.editions)
    return TakingDialog(Taking.of(filled(there.window.editions, "2019"), source), there.window)


def _conflict(there: Open, _sample: Path) -> QDialog:
    lines = contrast(filled(there.window.editions, "2019"), there.report)
    return ConflictDialog("今年.nianbao", lines, there.window)


def _copy(there: Open, _sample: Path) -> QDialog:
    return CopyDialog(Copy(there.path, there.path, 0), contrast(there.editor.base, there.report), sealed=False)


def _comparison(there: Open, _sample: Path) -> QDialog:
    other = filled(there.window.editions, "2021")
    return ComparisonDialog(there.window, there.editor, compare(there.report, other), "改过.docx")


DIALOGS: dict[str, Callable[[Open, Path], QDialog]] = {
    "import": _importing,
    "taking": _taking,
    "units": lambda there, _: UnitDialog("汇总.xlsx", ["甲镇", "乙镇"], "", there.window),
    "reading": lambda there, _: ReadingDialog("上年.pdf", there.window),
    "layout": lambda there, _: LayoutDialog(layout_of(there.report.unit), None, there.window),
    "conflict": _conflict,
    "copy": _copy,
    "copies": lambda there, _: CopiesDialog([Copy(there.path, there.path, 0)], there.window),
    "comparison": _comparison,
    "about": lambda there, _: AboutDialog(components(), there.window),
    "history": lambda there, _: HistoryWindow(there.editor, there.saver, there.window),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_the_dialogs(begun: Open, sample: Path, qtbot: QtBot, name: str) -> None:
    dialog = DIALOGS[name](begun, sample)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert faults(dialog) == []
    assert CHINESE.search(dialog.windowTitle())


# cells


@pytest.mark.parametrize(
    ("section", "cell", "said"),
    [
        ("applications", "applications.received.person", ["新收", "自然人", "5"]),
        ("applications", "applications.granted.person", ["予以公开", "自然人"]),
        ("proactive", "proactive.rules.issued", ["规章", "制发"]),
        ("appeals", "appeals.reconsideration.upheld", ["行政复议", "维持"]),
    ],
)
def test_a_cell_says_its_row_its_column_and_its_value(begun: Open, section: str, cell: str, said: list[str]) -> None:
    grid = begun.grid(section, cell)
    words = _said_at(grid)
    for word in said:
        assert word in words


def _said_at(widget: QWidget) -> str:
    """What is said of the current cell. What stands for it is let go of at once: its place is used again."""
    table = QAccessible.queryAccessibleInterface(widget)
    cell = table.focusChild()
    words = f"{cell.text(QAccessible.Text.Name)} {cell.text(QAccessible.Text.Description)}"
    for held in (cell, table):
        Shiboken.invalidate(held)
    return words
