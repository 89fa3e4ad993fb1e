"""What the clerk must be able to see, in light and in dark: what has the keys, boxes to tick, words to their end."""

from collections.abc import Iterator

import pytest
from clerk import Open, OpenReport, press
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nianbao.core.edition import Editions
from nianbao.core.solver import solutions
from nianbao.files.about import components
from nianbao.gui.about import AboutDialog
from nianbao.gui.appearance import DARK, LIGHT, SYSTEM, keep_appearance
from nianbao.gui.findings import FindingsPanel
from nianbao.gui.findings.filters import FilterBar
from nianbao.gui.findings.solving import SolutionOffer
from nianbao.gui.room import FINDINGS, PARTS
from reports import filled, with_values

LEAST = 3.0  # contrast of what is no text (WCAG 2.2, 1.4.11)
SLOW = 5000  # milliseconds
KINDS = (QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QPushButton, QCheckBox, QRadioButton, QListWidget)


@pytest.fixture(params=[LIGHT, DARK])
def look(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[str]:
    keep_appearance(request.param)
    yield request.param
    keep_appearance(SYSTEM)


def brightness(colour: QColor) -> float:
    """The relative luminance of WCAG 2.2."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


def picture(widget: QWidget) -> QImage:
    QApplication.processEvents()
    return widget.grab().toImage()


def new_marks(before: QImage, after: QImage, ground: QColor) -> int:
    """How many pixels became another colour that stands out from the ground."""
    return sum(
        before.pixel(x, y) != after.pixel(x, y) and contrast(after.pixelColor(x, y), ground) >= LEAST
        for x in range(before.width())
        for y in range(before.height())
    )


@pytest.mark.parametrize("kind", KINDS)
def test_what_has_the_keys_has_a_frame_that_is_seen(look: str, qtbot: QtBot, kind: type[QWidget]) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    first, second = QLineEdit(), kind()
    if isinstance(second, QAbstractButton):
        second.setText("填入")
    if isinstance(second, QListWidget):
        second.addItems(["一", "二"])
    column = QVBoxLayout(place)
    column.addWidget(first)
    column.addWidget(second)
    place.show()
    qtbot.waitActive(place)
    first.setFocus()
    before = picture(second)
    QTest.keyClick(place.windowHandle(), Qt.Key.Key_Tab)
    assert second.hasFocus()
    after = picture(second)
    around = second.height() if isinstance(second, QCheckBox | QRadioButton) else second.width()
    assert new_marks(before, after, place.palette().window().color()) >= around


def test_a_field_is_seen_where_nothing_stands_in_it(look: str, qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    column = QVBoxLayout(place)
    fields = (QLineEdit(), QPlainTextEdit())
    for field in fields:
        column.addWidget(field)
    place.show()
    ground = place.palette().window().color()
    for field in fields:
        seen = picture(field)
        assert contrast(seen.pixelColor(seen.width() // 2, 0), ground) > 1.5


def test_a_box_that_is_not_ticked_is_seen(look: str, qtbot: QtBot) -> None:
    listed = QListWidget()
    qtbot.addWidget(listed)
    entry = QListWidgetItem(listed)
    entry.setCheckState(Qt.CheckState.Unchecked)
    listed.show()
    seen, place = picture(listed.viewport()), listed.visualItemRect(entry)
    ground = listed.palette().base().color()
    inked = [
        x
        for x in range(place.left(), place.right())
        if contrast(seen.pixelColor(x, place.center().y()), ground) >= LEAST
    ]
    assert len(inked) >= 2  # its left and its right side


# the panel of findings


def test_the_findings_are_as_wide_as_before_when_there_is_room_again(full: Open, qtbot: QtBot) -> None:
    full.window.resize(1366, 740)
    wide = full.workspace.findings.width
    QApplication.processEvents()
    before = wide()
    press("F4")
    full.workspace.current_page().setFocus()
    press("F9")
    qtbot.waitUntil(lambda: wide() < before)
    press("F9", "F4")
    qtbot.waitUntil(lambda: wide() == before)


def test_the_findings_that_come_back_are_wide_enough_to_be_read(full: Open, qtbot: QtBot) -> None:
    full.window.resize(1000, 560)
    QApplication.processEvents()
    for key in ("F4", "F9", "F1"):
        full.workspace.current_page().setFocus()
        press(key)
        QApplication.processEvents()
        QApplication.processEvents()
    assert not full.workspace.findings.isVisible()
    full.workspace.current_page().setFocus()
    press("F9", "F4", "F4", "F1", "Esc")
    qtbot.waitUntil(lambda: full.workspace.findings.isVisible() and not full.workspace.shows_preview)
    character = full.window.fontMetrics().horizontalAdvance("国")
    qtbot.waitUntil(lambda: full.workspace.findings.width() >= PARTS[FINDINGS].least * character)


def test_a_width_that_the_clerk_has_drawn_is_kept(full: Open, qtbot: QtBot) -> None:
    full.window.resize(1366, 740)
    QApplication.processEvents()
    wide = full.workspace.findings.width
    handle = full.workspace.findings.parentWidget().handle(1)
    there = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=there)
    QTest.mouseMove(handle, there - QPoint(150, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=there)
    drawn = wide()
    assert drawn > 400
    press("F9")
    qtbot.waitUntil(lambda: wide() < drawn)
    press("F9")
    qtbot.waitUntil(lambda: wide() == drawn)


def test_an_offered_solution_is_read_to_its_end_in_a_small_window(
    open_report: OpenReport, editions: Editions, qtbot: QtBot
) -> None:
    there = open_report(with_values(filled(editions, "2021"), {"applications.total.total": 999}))
    panel = FindingsPanel(there.editor, solve=solutions)
    qtbot.addWidget(panel)
    panel.resize(PARTS[FINDINGS].least * panel.fontMetrics().horizontalAdvance("国"), 250)
    panel.show()
    qtbot.waitUntil(lambda: bool(panel.findChildren(SolutionOffer)), timeout=SLOW)
    (offer,) = panel.findChildren(SolutionOffer)
    qtbot.waitUntil(offer.isVisible, timeout=SLOW)
    QApplication.processEvents()
    words = [label for label in offer.findChildren(QLabel) if label.isVisible()]
    assert words
    for label in words:
        assert label.height() >= label.heightForWidth(label.width()), label.text()
    for button in offer.findChildren(QPushButton):
        assert panel.rect().contains(button.mapTo(panel, button.rect().bottomRight()))
        assert button.width() >= button.fontMetrics().horizontalAdvance(button.text())


def test_the_choice_of_sections_is_read_in_the_narrowest_panel(full: Open) -> None:
    bar = full.workspace.findings.filter
    assert isinstance(bar, FilterBar)
    character = bar.fontMetrics().horizontalAdvance("国")
    assert bar.minimumSizeHint().width() <= PARTS[FINDINGS].least * character
    edges = full.workspace.findings.layout().contentsMargins()
    bar.resize(PARTS[FINDINGS].least * character - edges.left() - edges.right(), bar.height())
    words = max(bar.where.fontMetrics().horizontalAdvance(bar.where.itemText(n)) for n in range(bar.where.count()))
    arrow = 20
    assert bar.where.width() >= words + arrow


# dialogs


def test_every_component_is_named_to_its_end_in_a_small_window(qtbot: QtBot) -> None:
    dialog = AboutDialog(components())
    qtbot.addWidget(dialog)
    dialog.resize(QSize(546, 280))
    dialog.show()
    QApplication.processEvents()
    listed = dialog.list
    assert listed.horizontalScrollBar().maximum() == 0
    for number in range(listed.count()):
        entry = listed.item(number)
        place = listed.visualItemRect(entry)
        words = listed.fontMetrics().boundingRect(
            0, 0, place.width() - 8, 10_000, int(Qt.TextFlag.TextWordWrap), entry.text()
        )
        assert place.height() >= words.height(), entry.text()
        assert place.width() <= listed.viewport().width()
