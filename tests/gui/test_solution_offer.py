"""When sums are broken, the one number that would make them right is offered, and never taken by itself."""

import pytest
from clerk import Open, OpenReport, click
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.core.solver import solutions
from nianbao.gui.findings import FindingsPanel
from reports import filled, with_values

GRANTED = "applications.granted.person"
SLOW = 3000  # milliseconds


@pytest.fixture
def wrong(editions: Editions) -> Report:
    """A report in which one number of table 三 is too large by three, the totals being right."""
    report = filled(editions, "2021")
    value = report.number(GRANTED)
    assert value is not None
    return with_values(report, {GRANTED: value + 3})


def panel_of(there: Open, qtbot: QtBot) -> FindingsPanel:
    panel = FindingsPanel(there.editor, solve=solutions)
    qtbot.addWidget(panel)
    panel.resize(300, 600)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def offered(panel: FindingsPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if "改为" in label.text() and label.isVisible()]


def buttons(panel: FindingsPanel) -> dict[str, QPushButton]:
    return {button.text(): button for button in panel.findChildren(QPushButton) if button.isVisible()}


def test_the_number_that_explains_all_is_offered_and_taken_in_one_step(
    open_report: OpenReport, wrong: Report, qtbot: QtBot
) -> None:
    there = open_report(wrong)
    panel = panel_of(there, qtbot)
    qtbot.waitUntil(lambda: bool(offered(panel)), timeout=SLOW)
    before = wrong.number(GRANTED)
    words = f"自然人 予以公开 由 {before} 改为 {before - 3}"
    assert words in offered(panel)[0]
    assert there.report == wrong
    assert buttons(panel)["采用"].accessibleName().startswith(f"采用：{words}")
    wanted: list[str] = []
    panel.cell_wanted.connect(wanted.append)
    click(buttons(panel)["采用"])
    assert there.report.number(GRANTED) == before - 3
    assert there.editor.stack.undoText() == words
    assert wanted == [GRANTED]
    qtbot.waitUntil(lambda: not offered(panel), timeout=SLOW)
    there.editor.undo()
    assert there.report == wrong
    qtbot.waitUntil(lambda: bool(offered(panel)), timeout=SLOW)


def test_the_cell_can_be_looked_at_first(open_report: OpenReport, wrong: Report, qtbot: QtBot) -> None:
    there = open_report(wrong)
    panel = panel_of(there, qtbot)
    qtbot.waitUntil(lambda: "查看" in buttons(panel), timeout=SLOW)
    wanted: list[str] = []
    panel.cell_wanted.connect(wanted.append)
    click(buttons(panel)["查看"])
    assert wanted == [GRANTED]
    assert there.report == wrong


def test_an_offer_that_no_longer_fits_changes_nothing(open_report: OpenReport, wrong: Report, qtbot: QtBot) -> None:
    there = open_report(wrong)
    panel = panel_of(there, qtbot)
    qtbot.waitUntil(lambda: bool(offered(panel)), timeout=SLOW)
    there.editor.submit("改", {GRANTED: 500})
    click(buttons(panel)["采用"])
    assert there.report.number(GRANTED) == 500


def test_a_sealed_report_is_offered_nothing_to_take(open_report: OpenReport, wrong: Report, qtbot: QtBot) -> None:
    panel = panel_of(open_report(wrong, sealed="2026-01-12T10:00:00"), qtbot)
    qtbot.waitUntil(lambda: bool(offered(panel)), timeout=SLOW)
    assert set(buttons(panel)) == {"查看"}


def test_the_solver_is_asked_only_when_sums_are_broken_and_not_at_every_key(
    open_report: OpenReport, wrong: Report, editions: Editions, qtbot: QtBot
) -> None:
    there = open_report(filled(editions, "2021"))
    asked: list[Report] = []
    panel = FindingsPanel(there.editor, solve=lambda report, _last: asked.append(report) or ())
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitExposed(panel)
    for value in range(600, 610):
        there.editor.submit("改", {GRANTED: value})
    qtbot.waitUntil(lambda: bool(asked), timeout=SLOW)
    assert [report.number(GRANTED) for report in asked] == [609]
    there.editor.submit("改回", {GRANTED: filled(editions, "2021").number(GRANTED)})
    waiting = panel.findChild(QTimer)
    assert waiting.isActive()
    qtbot.waitUntil(lambda: not waiting.isActive(), timeout=SLOW)
    assert len(asked) == 1
