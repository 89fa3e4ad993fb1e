"""Nothing overlaps, is cut or lies beyond the edge: on a usual screen, and on a small one with large letters."""

from pathlib import Path

import pytest
from clerk import Desk, Open, during, press
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCommandLinkButton,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nianbao.core.edition import Editions
from nianbao.core.progress import INFORMATION
from nianbao.core.yearly import next_report
from nianbao.files.document import Document, DocumentFile
from nianbao.files.readers import read_file
from nianbao.gui.importing import ImportDialog
from nianbao.gui.sections.information import InformationPage
from nianbao.gui.start import StartPage
from nianbao.gui.window import Window
from reports import filled

# a screen of 1366 × 768 points, and what is left of it when letters are twice as large
SIZES = ((1366, 740), (683, 340))
SECTIONS = (INFORMATION, "overview", "proactive", "applications", "appeals", "problems", "other")


def inside(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def cut(window: QWidget) -> list[str]:
    """The words of labels and buttons that have less room than they need, or lie beyond the window's edge."""
    faults = []
    for widget in [*window.findChildren(QLabel), *window.findChildren(QPushButton)]:
        if not widget.isVisible() or not widget.text() or _scrolls(widget):
            continue
        needed = _needed(widget)
        if widget.height() < needed.height() or widget.width() < needed.width():
            faults.append(f"{widget.text()}: {widget.size().toTuple()} < {needed.size().toTuple()}")
        if not window.rect().contains(inside(widget, window)):
            faults.append(f"{widget.text()}: beyond the edge")
    return faults


def _needed(widget: QLabel | QAbstractButton) -> QRect:
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            return QRect(0, 0, 0, widget.heightForWidth(widget.width()))
        return QRect(0, 0, widget.minimumSizeHint().width(), widget.fontMetrics().height())
    return QRect(QPoint(0, 0), widget.minimumSizeHint())


def _scrolls(widget: QWidget) -> bool:
    """Whether the widget lies on something that scrolls, or is the path in the status line, which is shortened."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def overlapping(window: QWidget) -> list[tuple[str, str]]:
    """Pairs of labels and buttons that lie over one another."""
    seen = [w for w in window.findChildren(QLabel) + window.findChildren(QPushButton) if w.isVisible() and w.text()]
    pairs = [(a, b) for number, a in enumerate(seen) for b in seen[number + 1 :]]
    return [(a.text(), b.text()) for a, b in pairs if inside(a, window).intersects(inside(b, window))]


def forget_closed_pages() -> None:
    """Delete what waits for it, as happens between two events of a clerk."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(params=SIZES, ids=["large", "small"])
def carried(request: pytest.FixtureRequest, window: Window, tmp_path: Path, editions: Editions, qtbot: QtBot) -> Open:
    """A report begun from last year's, in a window of each size."""
    path = tmp_path / "今年.nianbao"
    last = filled(editions, "2019")
    DocumentFile(path).write(Document(next_report(last), last))
    window.open_file(path)
    forget_closed_pages()
    window.resize(*request.param)
    there = Open(window, path, qtbot)
    assert window.size().toTuple() == request.param
    return there


@pytest.mark.parametrize("section", SECTIONS)
def test_every_page_shows_its_words_whole(carried: Open, section: str) -> None:
    carried.workspace.tabs.setCurrentIndex(carried.tab(section))
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    assert cut(carried.window) == []
    assert overlapping(carried.window) == []


def test_the_fields_need_no_scrolling_sideways(carried: Open) -> None:
    page = carried.go(INFORMATION, InformationPage)
    QApplication.processEvents()
    area = page.findChild(QScrollArea)
    assert area is not None
    assert area.horizontalScrollBar().maximum() == 0


def test_an_empty_text_page_shows_its_words_whole(carried: Open) -> None:
    carried.editor.submit("清空", {"texts.overview": None})
    carried.workspace.tabs.setCurrentIndex(carried.tab("overview"))
    QApplication.processEvents()
    assert cut(carried.window) == []


@pytest.mark.parametrize("size", SIZES, ids=["large", "small"])
@pytest.mark.parametrize("recent", [0, 8])
def test_the_start_page_shows_its_words_whole(
    window: Window, tmp_path: Path, editions: Editions, *, size: tuple[int, int], recent: int
) -> None:
    for number in range(recent):
        path = tmp_path / f"{number}" / "示例县云溪镇人民政府2021年政府信息公开工作年度报告.nianbao"
        path.parent.mkdir()
        DocumentFile(path).write(Document(filled(editions, "2021")))
        window.open_file(path)
    window.show_start()
    forget_closed_pages()
    window.resize(*size)
    QApplication.processEvents()
    assert window.size().toTuple() == size
    assert cut(window) == []
    page = window.centralWidget().currentWidget()
    assert isinstance(page, StartPage)
    assert page.findChild(QScrollArea).horizontalScrollBar().maximum() == 0
    for button in page.findChildren(QCommandLinkButton):
        assert button.height() >= button.heightForWidth(button.width())
    if recent:
        first = page.recent.visualItemRect(page.recent.item(0))
        assert first.height() >= 2 * page.recent.fontMetrics().height()
        assert page.recent.viewport().height() >= first.height()
        folder = page.recent.viewport().grab(first.adjusted(0, first.height() // 2, 0, 0)).toImage()
        assert any(folder.pixelColor(x, folder.height() // 3).lightness() < 100 for x in range(folder.width()))


@pytest.mark.parametrize("size", SIZES, ids=["large", "small"])
def test_the_import_dialog_fits_on_the_screen(
    window: Window, sample: Path, editions: Editions, qtbot: QtBot, size: tuple[int, int]
) -> None:
    dialog = ImportDialog(read_file(sample, editions), editions, 2025, window)
    qtbot.addWidget(dialog)
    assert dialog.width() <= dialog.screen().availableSize().width()
    assert dialog.height() <= dialog.screen().availableSize().height()
    dialog.resize(min(size[0], 860), min(size[1], 620))
    dialog.show()
    qtbot.waitExposed(dialog)
    assert dialog.height() <= size[1]
    assert cut(dialog) == []
    assert overlapping(dialog) == []


def test_the_import_dialog_with_problems_fits_on_a_small_screen(
    window: Window, desk: Desk, tmp_path: Path, shared: Path
) -> None:
    desk.files = [shared / "corpus" / "shanghai-gbt-2025.md"]

    def look(dialog: ImportDialog) -> None:
        assert dialog.findChild(QListWidget).count() > 0
        dialog.resize(650, 340)
        QApplication.processEvents()
        assert dialog.height() <= 340
        assert cut(dialog) == []

    during(ImportDialog, lambda: press("Ctrl+I"), look)


@pytest.mark.parametrize("size", SIZES, ids=["large", "small"])
def test_what_is_told_is_not_hidden_by_the_path(full: Open, size: tuple[int, int]) -> None:
    full.window.resize(*size)
    full.window.status.tell("“x”不是数字，这里应填大于或等于 0 的整数。")
    QApplication.processEvents()
    status = full.window.status
    free = min(label.x() for label in (status.place, status.state) if label.isVisible())
    assert status.fontMetrics().horizontalAdvance(full.status) < free
