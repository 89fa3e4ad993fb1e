"""A key does no more work than what it changes: told by what is painted and laid out anew, without a clock."""

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest
from clerk import Open, OpenReport, press, type_text
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nianbao.core.edition import Editions
from nianbao.core.links import edited, linking
from nianbao.core.report import Report
from nianbao.gui.beside import ENOUGH, LONG, RestingCollector
from nianbao.gui.editor import Editor
from nianbao.gui.prose import Prose
from nianbao.gui.sections.text import TextPage
from reports import filled, with_values

PERSON, TEXT = "applications.received.person", "texts.overview"
RARE = "第一行有𠀀字。"


class Painted(QObject):
    """How much of a widget is painted: pixels, added up."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.pixels, self.whole = 0, widget.width() * widget.height()
        widget.installEventFilter(self)

    def rests(self) -> bool:
        """Whether nothing is left to be painted; begins to count anew."""
        QApplication.processEvents()
        painted, self.pixels = self.pixels, 0
        return not painted

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(event, QPaintEvent):
            self.pixels += sum(part.width() * part.height() for part in event.region())
        return False


# a cell


def test_a_figure_paints_its_cells_and_not_the_table(full: Open) -> None:
    grid = full.grid("applications", PERSON)
    full.editor.submit("填写", {PERSON: 12345})  # findings, and the filter above them, are there from now on
    seen = [Painted(grid.viewport()), Painted(grid.verticalHeader().viewport())]
    full.qtbot.waitUntil(lambda: all(painted.rests() for painted in seen))
    type_text("7")
    QApplication.processEvents()
    press("Return")
    QApplication.processEvents()
    assert full.report.get(PERSON) == 7
    for painted in seen:
        assert 0 < painted.pixels < painted.whole / 3


def test_the_cell_shows_its_frame_again_when_the_keys_come_back(full: Open) -> None:
    grid = full.grid("applications", PERSON)
    framed = grid.viewport().grab().toImage()
    full.workspace.findings.take_focus()
    assert grid.viewport().grab().toImage() != framed
    grid.setFocus()
    assert grid.viewport().grab().toImage() == framed


def test_nothing_to_filter_shows_no_filter_although_the_window_stands(full: Open) -> None:
    QApplication.processEvents()
    assert full.editor.findings == ()
    assert not full.workspace.findings.filter.isVisible()


# a text with linked numbers


@pytest.fixture
def linked(open_report: OpenReport, editions: Editions) -> Open:
    """A text of many lines whose first and last line have a number of the tables in them."""
    report = with_values(filled(editions, "2021"), {TEXT: "\n".join([RARE, *["查阅点每天开放。"] * 40, "末行。"])})
    name = "applications.received.total"
    ends = (len(RARE) - 1, len(report.text(TEXT)) - 1)
    return open_report(with_values(report, edited(report, TEXT, [linking(report, name, end, end) for end in ends])))


def test_linked_numbers_change_in_place_and_the_cursor_stays(linked: Open) -> None:
    prose = linked.go("overview", TextPage).prose
    prose.put_cursor(len(RARE) + 30)
    here = prose.textCursor()
    line, place = here.block().text(), here.positionInBlock()
    linked.editor.submit("填写", {PERSON: 12345})
    assert prose.toPlainText() == linked.report.text(TEXT)
    total = str(linked.report.get("applications.received.total"))
    lines = prose.toPlainText().split("\n")
    assert (lines[0], lines[-1]) == (f"第一行有𠀀字{total}。", f"末行{total}。")
    assert (prose.textCursor().block().text(), prose.textCursor().positionInBlock()) == (line, place)
    linked.editor.undo()
    assert prose.toPlainText() == linked.report.text(TEXT)


def test_a_change_elsewhere_lays_no_line_out_again(linked: Open) -> None:
    linked.go("overview", TextPage)
    changes: list[object] = []
    linked.workspace.page("overview").prose.document().contentsChange.connect(lambda *where: changes.append(where))
    linked.editor.submit("填写", {"appeals.direct_suit.upheld": 3})
    assert changes == []


def looks(prose: Prose) -> list[list[tuple[int, int, str]]]:
    """Line by line, what looks otherwise than plain text."""
    blocks = (prose.document().findBlockByNumber(number) for number in range(prose.document().blockCount()))
    return [[(f.start, f.length, f.format.background().color().name()) for f in b.layout().formats()] for b in blocks]


@pytest.mark.parametrize("place", [0, 3, len(RARE) - 1, len(RARE) + 12])
def test_whatever_is_typed_every_linked_number_keeps_its_look(linked: Open, place: int) -> None:
    prose = linked.go("overview", TextPage).prose
    assert [number for number, line in enumerate(looks(prose)) if line] == [0, 41]
    prose.put_cursor(place)
    for key in ("字", "\n", "Backspace", "Delete", "7", "Ctrl+Z", "\n", "\n"):
        press(key) if len(key) > 1 else type_text(key)
        shown = looks(prose)
        prose.tints._layer.rehighlight()
        assert looks(prose) == shown, key
    assert any(shown)


# the first check


def test_the_rules_are_not_loaded_before_findings_are_asked_for() -> None:
    code = "import sys, nianbao.gui.workspace; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "nianbao.gui.editor" in run.stdout.split()
    assert [module for module in run.stdout.split() if ".grammar." in module or ".wording." in module] == []


def test_a_report_is_checked_when_its_findings_are_asked_for(editions: Editions, qtbot: QtBot) -> None:
    editor = Editor(with_values(filled(editions, "2021"), {PERSON: -1}))
    assert (editor.is_checked, editor.found) == (False, ())
    with qtbot.waitSignal(editor.checked):
        findings = editor.findings
    assert findings
    assert editor.found == findings
    with qtbot.assertNotEmitted(editor.checked):
        editor.check_first()


def test_a_report_that_has_just_been_opened_is_checked_by_itself(
    open_report: OpenReport, editions: Editions, qtbot: QtBot
) -> None:
    first = open_report(filled(editions, "2021"))
    wrong: Report = with_values(filled(editions, "2021"), {"appeals.direct_suit.total": 1000})
    first.editor.restore("改", wrong)
    first.wait_saved()
    first.window.open_file(first.path)
    panel = first.workspace.findings
    assert not first.editor.is_checked
    assert panel.form.rows == []
    assert panel._summary.text() == "正在检查……"
    qtbot.waitUntil(lambda: first.editor.is_checked)
    assert panel.form.findings()
    assert first.workspace.tabs.tabToolTip(first.tab("appeals")) == "有 1 处错误"


# the collector of garbage


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[RestingCollector]:
    before = gc.get_threshold()
    made = RestingCollector(qapp)
    made.stop()  # the test looks itself
    gc.collect()
    made.look()
    yield made
    made.deleteLater()
    gc.set_threshold(*before)


class Ring:
    def __init__(self) -> None:
        self.me = self


def rings() -> int:
    return sum(isinstance(thing, Ring) for thing in gc.get_objects())


def test_garbage_is_collected_when_the_clerk_rests_and_not_between_two_keys(collector: RestingCollector) -> None:
    for _ in range(2 * ENOUGH):
        Ring()
    collector.look()  # something has been done since the last look
    assert rings() == 2 * ENOUGH
    collector.look()
    assert rings() == 0


def test_a_long_rest_collects_what_is_old_too(collector: RestingCollector) -> None:
    ring = Ring()
    gc.collect()
    del ring
    for _ in range(LONG + 2):
        collector.look()
    assert rings() == 0


def test_nothing_is_collected_while_work_goes_on_beside_the_window(collector: RestingCollector) -> None:
    for _ in range(2 * ENOUGH):
        Ring()
    gc.disable()
    try:
        for _ in range(LONG + 2):
            collector.look()
        assert rings() == 2 * ENOUGH
    finally:
        gc.enable()
