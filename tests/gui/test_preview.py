"""The preview follows the edits without being in the way, shows what is edited, and leads to it by a click."""

import gc
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.files.writers import pages as pages_module
from nianbao.files.writers.layout import OFFICIAL, STATE_OFFICE
from nianbao.files.writers.pages import SIZE, Pages, Rendered
from nianbao.files.writers.pages_map import Box
from nianbao.gui.beside import THREAD
from nianbao.gui.editor import Editor
from nianbao.gui.preview import Preview
from nianbao.gui.preview.pane import WHOLE_TEXT
from nianbao.gui.preview.view import ZOOMS, draw
from reports import filled, without

CELL = "applications.received.person"


def at_work() -> bool:
    return any(thread.name == THREAD for thread in threading.enumerate())


class Gate:
    """Holds the laying out of pages back until it is opened, and counts it."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.open, self.rendered = threading.Event(), list[Report]()
        self._render = Pages.render
        patch.setattr(pages_module.Pages, "render", self._waiting())

    def _waiting(self) -> Callable[..., Rendered]:
        def render(pages: Pages, report: Report, *, draft: bool = False) -> Rendered:
            assert self.open.wait(30)
            self.rendered.append(report)
            return self._render(pages, report, draft=draft)

        return render


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[Gate]:
    gate = Gate(monkeypatch)
    yield gate
    gate.open.set()
    qtbot.waitUntil(lambda: not at_work())


@pytest.fixture
def editor(editions: Editions) -> Editor:
    return Editor(filled(editions, "2021"))


@pytest.fixture
def preview(qtbot: QtBot, editor: Editor) -> Iterator[Preview]:
    """A preview that has not been shown yet; no thread is left behind."""
    preview = Preview(editor)
    qtbot.addWidget(preview)
    preview.resize(480, 700)
    yield preview
    preview.stop()
    assert not at_work()
    assert gc.isenabled()


@pytest.fixture
def shown(qtbot: QtBot, preview: Preview) -> Preview:
    """A preview with the pages of its report."""
    preview.show()
    wait_current(qtbot, preview)
    return preview


def wait_current(qtbot: QtBot, preview: Preview) -> None:
    qtbot.waitUntil(lambda: preview.is_current, timeout=20_000)


def expected(editor: Editor) -> tuple[bytes, ...]:
    return Pages().render(editor.report).pages


def where(preview: Preview, cell: str, paragraph: int | None = None) -> Box:
    box = Pages().places(preview._editor.report).where(cell, paragraph)
    assert box is not None
    return box


def seen(preview: Preview, box: Box) -> QPoint:
    """Where the upper left of a box is on the screen, in the viewport's pixels; maybe outside."""
    return preview.view._on_sheet(box).topLeft() - preview.view._offset()


def is_seen(preview: Preview, box: Box) -> bool:
    return preview.view.viewport().rect().contains(seen(preview, box))


def picture(preview: Preview) -> QImage:
    return preview.view.viewport().grab().toImage()


# loading and following


def test_nothing_is_loaded_before_the_preview_is_shown(preview: Preview, editor: Editor) -> None:
    editor.submit("改数", {CELL: 5})
    assert preview.view.pages == ()
    assert not at_work()
    code = "import sys, nianbao.gui.preview; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "nianbao.gui.preview.pane" in run.stdout.split()
    assert not {"typst", "PySide6.QtSvg", "PySide6.QtPrintSupport"} & set(run.stdout.split())


def test_the_pages_of_the_report_are_shown_with_what_may_differ_in_word(shown: Preview, editor: Editor) -> None:
    assert shown.view.pages == expected(editor)
    assert "Word" in shown.said
    dark = [picture(shown).pixelColor(x, y).lightness() < 100 for x in range(60, 400) for y in (60, 80, 100, 120)]
    assert any(dark), "there are words on the page"


def test_an_edit_shows_in_the_pages(qtbot: QtBot, shown: Preview, editor: Editor) -> None:
    shown.follow(CELL)
    before = picture(shown)
    editor.submit("改数", {CELL: 88888})
    wait_current(qtbot, shown)
    assert shown.view.pages == expected(editor)
    assert picture(shown) != before
    editor.undo()
    wait_current(qtbot, shown)
    assert shown.view.pages == expected(editor)


def test_of_fast_edits_the_last_one_is_shown(qtbot: QtBot, shown: Preview, editor: Editor, gate: Gate) -> None:
    for number in range(30):
        editor.submit("改数", {CELL: 1000 + number})
        QApplication.processEvents()
    assert gate.rendered == [], "typing has not waited for the pages"
    gate.open.set()
    wait_current(qtbot, shown)
    assert shown.view.pages == expected(editor)
    made = [report.get(CELL) for report in gate.rendered[:-1]]
    assert len(made) <= 2, "what was overtaken was not laid out"
    assert made[-1] == 1029


def test_while_typing_goes_on_what_is_done_is_shown(qtbot: QtBot, shown: Preview, editor: Editor) -> None:
    showing = []
    shown._live.rendered.connect(lambda _: showing.append(editor.report.get(CELL)))
    for number in range(200):
        editor.submit("改数", {CELL: 1000 + number})
        QApplication.processEvents()
    assert len(showing) > 1
    wait_current(qtbot, shown)
    assert shown.view.pages == expected(editor)


def test_a_hidden_preview_rests_and_catches_up(qtbot: QtBot, shown: Preview, editor: Editor, gate: Gate) -> None:
    shown.hide()
    editor.submit("改数", {CELL: 777})
    assert not at_work()
    shown.show()
    assert at_work()
    gate.open.set()
    wait_current(qtbot, shown)
    assert shown.view.pages == expected(editor)


def test_another_edition_has_other_pages(qtbot: QtBot, shown: Preview, editor: Editor) -> None:
    editor.submit("换格式", {"edition": "2019"})
    wait_current(qtbot, shown)
    assert shown.view.pages == expected(editor)


def test_another_layout_is_shown_and_pages_begun_in_the_old_one_are_not(
    qtbot: QtBot, shown: Preview, editor: Editor, gate: Gate
) -> None:
    pages: list[Rendered] = []
    shown._live.rendered.connect(pages.append)
    editor.submit("改数", {CELL: 6})
    shown.set_layout(STATE_OFFICE)
    gate.open.set()
    wait_current(qtbot, shown)
    assert len(pages) == 1
    assert shown.view.pages == Pages(STATE_OFFICE).render(editor.report).pages


def test_a_draft_is_shown_as_one_until_it_no_longer_is(qtbot: QtBot, editor: Editor) -> None:
    drafts = [True]
    preview = Preview(editor, OFFICIAL, lambda: drafts[0])
    qtbot.addWidget(preview)
    preview.show()
    wait_current(qtbot, preview)
    assert preview.view.pages == Pages().render(editor.report, draft=True).pages
    drafts[0] = False
    preview.refresh()
    wait_current(qtbot, preview)
    assert preview.view.pages == expected(editor)
    preview.stop()


# to and fro


def test_the_followed_cell_comes_into_sight(shown: Preview) -> None:
    box = where(shown, "appeals.reconsideration.total")
    assert not is_seen(shown, box)
    before = picture(shown)
    shown.follow("appeals.reconsideration.total")
    assert is_seen(shown, box)
    assert picture(shown) != before
    here = seen(shown, box) + QPoint(2, 2)
    colour = picture(shown).pixelColor(here)
    assert colour.blue() < colour.red(), "it is marked"


def test_the_cell_in_sight_does_not_move_the_pages(shown: Preview) -> None:
    shown.follow("applications.granted.person")
    place = shown.view.verticalScrollBar().value()
    shown.follow("applications.granted.total")
    assert shown.view.verticalScrollBar().value() == place


def test_what_is_edited_comes_into_sight(qtbot: QtBot, shown: Preview, editor: Editor) -> None:
    editor.submit("改数", {"appeals.reconsideration.upheld": 3})
    wait_current(qtbot, shown)
    assert is_seen(shown, where(shown, "appeals.reconsideration.upheld"))


def test_the_line_of_a_text_that_is_edited_comes_into_sight(qtbot: QtBot, shown: Preview, editor: Editor) -> None:
    lines = [f"第{number}段，我镇及时公开政府信息。" for number in range(80)]
    editor.submit("改文字", {"texts.overview": "\n".join(lines)})
    wait_current(qtbot, shown)
    lines[70] += "补充一句。"
    editor.submit("改文字", {"texts.overview": "\n".join(lines)})
    wait_current(qtbot, shown)
    assert is_seen(shown, where(shown, "texts.overview", 70))
    assert not is_seen(shown, where(shown, "texts.overview", 0))


def test_the_end_of_a_paragraph_of_many_pages_comes_into_sight(qtbot: QtBot, shown: Preview, editor: Editor) -> None:
    for end in ("", "添一句。"):
        editor.submit("改文字", {"texts.overview": "我镇及时公开政府信息。" * 200 + end})
        wait_current(qtbot, shown)
    problems = where(shown, "texts.overview")
    last = Pages().places(editor.report).where("texts.overview", 0, 1.0)
    assert last.page > problems.page + 2
    assert is_seen(shown, last)


def test_what_the_pages_do_not_show_leads_to_the_title(qtbot: QtBot, shown: Preview, editor: Editor) -> None:
    shown.follow("appeals.reconsideration.total")
    editor.submit("改类别", {"unit.kind": "other"})
    wait_current(qtbot, shown)
    assert is_seen(shown, where(shown, "unit.name"))


@pytest.mark.parametrize(
    ("cell", "paragraph", "wanted"),
    [
        (CELL, None, (CELL, WHOLE_TEXT)),
        ("proactive.fees.amount", None, ("proactive.fees.amount", WHOLE_TEXT)),
        ("texts.overview", 2, ("texts.overview", 2)),
        ("texts.preamble", 0, ("texts.preamble", 0)),
        ("unit.name", None, ("unit.name", 0)),
    ],
)
def test_a_click_on_the_page_asks_for_what_lies_there(
    qtbot: QtBot, shown: Preview, cell: str, paragraph: int | None, wanted: tuple[str, int]
) -> None:
    shown.follow(cell, paragraph)
    place = seen(shown, where(shown, cell, paragraph)) + QPoint(6, 6)
    with qtbot.waitSignal(shown.wanted) as asked:
        qtbot.mouseClick(shown.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert tuple(asked.args) == wanted


def test_a_click_beside_the_pages_asks_for_nothing(qtbot: QtBot, shown: Preview) -> None:
    with qtbot.assertNotEmitted(shown.wanted):
        qtbot.mouseClick(shown.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
        qtbot.mouseClick(shown.view.viewport(), Qt.MouseButton.RightButton, pos=QPoint(200, 200))


def test_a_slot_that_takes_the_cell_alone_can_be_connected(qtbot: QtBot, shown: Preview) -> None:
    asked: list[str] = []

    def show_cell(cell: str) -> None:
        asked.append(cell)

    shown.wanted.connect(show_cell)
    shown.follow(CELL)
    qtbot.mouseClick(
        shown.view.viewport(), Qt.MouseButton.LeftButton, pos=seen(shown, where(shown, CELL)) + QPoint(4, 4)
    )
    assert asked == [CELL]


# size


def test_the_pages_are_as_wide_as_the_pane(shown: Preview) -> None:
    for width in (400, 700):
        shown.resize(width, 600)
        assert shown.view.horizontalScrollBar().maximum() == 0
        page = shown.view._page(0)
        assert page.left() < 20
        assert page.width() > shown.view.viewport().width() - 40


def test_the_pages_are_enlarged_by_buttons_and_by_the_wheel_with_ctrl(qtbot: QtBot, shown: Preview) -> None:
    smaller, larger, fit = shown.findChildren(QToolButton)
    width = shown.view._page(0).width()
    qtbot.mouseClick(larger, Qt.MouseButton.LeftButton)
    assert shown.view._page(0).width() > width
    for _ in ZOOMS:
        qtbot.mouseClick(larger, Qt.MouseButton.LeftButton)
    assert shown.view.zoom == ZOOMS[-1]
    assert shown.view.horizontalScrollBar().maximum() > 0
    qtbot.mouseClick(smaller, Qt.MouseButton.LeftButton)
    assert shown.view.zoom == ZOOMS[-2]
    qtbot.mouseClick(fit, Qt.MouseButton.LeftButton)
    assert (shown.view.zoom, shown.view._page(0).width()) == (None, width)
    wheel = QWheelEvent(
        QPointF(100, 100),
        QPointF(100, 100),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(shown.view.viewport(), wheel)
    assert shown.view._page(0).width() < width


def test_enlarging_keeps_the_middle_of_the_view_where_it_is(shown: Preview) -> None:
    shown.follow("applications.total.total")
    middle = shown.view.viewport().height() / 2
    box = where(shown, "applications.total.total")
    distance = seen(shown, box).y() - middle
    shown.view.set_zoom(2 * shown.view._scale() / shown.view._unit())
    assert seen(shown, box).y() - middle == pytest.approx(2 * distance, abs=30)


def test_a_page_is_drawn_in_as_many_pixels_as_the_screen_has(editor: Editor) -> None:
    page = expected(editor)[0]
    for width in (480, 960, 1440):
        size = QSize(width, round(width * SIZE[1] / SIZE[0]))
        assert draw(page, size).size() == size


def test_only_the_pages_in_sight_are_drawn(shown: Preview) -> None:
    picture(shown)
    assert len(shown.view.pages) == 4
    assert len(shown.view._drawn) < 4


def test_what_will_be_in_sight_is_drawn_beside_the_window(qtbot: QtBot, shown: Preview, editor: Editor) -> None:
    shown.follow(CELL)
    picture(shown)
    ready: list[bool] = []

    def look(rendered: Rendered) -> None:
        view = shown.view
        ready.extend(view._drawn[number][0] == rendered.pages[number] for number in view._seen())

    shown._live.rendered.connect(look)
    before = shown.view.pages
    editor.submit("改数", {CELL: 4321})
    wait_current(qtbot, shown)
    assert shown.view.pages != before
    assert ready
    assert all(ready)


# the end, and what goes wrong


def test_closing_while_pages_are_laid_out_leaves_nothing_behind(qtbot: QtBot, editor: Editor) -> None:
    preview = Preview(editor)
    qtbot.addWidget(preview)
    preview.show()
    assert at_work()
    preview.close()
    assert not at_work()
    assert gc.isenabled()
    assert preview.view.pages == ()
    preview.show()
    wait_current(qtbot, preview)
    assert preview.view.pages == expected(editor)
    preview.stop()


def test_a_preview_that_is_gone_while_pages_are_laid_out_is_not_missed(
    qtbot: QtBot, editor: Editor, gate: Gate
) -> None:
    preview = Preview(editor)
    preview.show()
    assert at_work()
    preview.deleteLater()
    with qtbot.waitSignal(preview.destroyed):
        pass
    del preview
    editor.submit("改数", {CELL: 4})
    gate.open.set()
    qtbot.waitUntil(gc.isenabled)
    assert not at_work()


def test_after_stopping_edits_are_no_longer_followed(preview: Preview, editor: Editor) -> None:
    preview.show()
    preview.stop()
    preview.stop()
    editor.submit("改数", {CELL: 4})
    assert not at_work()


def test_without_the_typesetter_the_pane_says_so(
    qtbot: QtBot, preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as missing:
        missing.setitem(sys.modules, "typst", None)
        preview.show()
        qtbot.waitUntil(lambda: "排版组件" in preview.said)
    preview.refresh()
    wait_current(qtbot, preview)
    assert "Word" in preview.said
    assert len(preview.view.pages) == 4


def test_after_an_unexpected_error_the_next_edit_is_laid_out_again(
    qtbot: QtBot, shown: Preview, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_pages: Pages, _report: Report, **_how: bool) -> Rendered:
        raise RuntimeError("坏了")

    with monkeypatch.context() as broken, qtbot.captureExceptions() as errors:
        broken.setattr(pages_module.Pages, "render", fail)
        editor.submit("改数", {CELL: 4})
        qtbot.waitUntil(lambda: not at_work() and bool(errors))
    assert [str(error) for _, error, _ in errors] == ["坏了"]
    editor.submit("改数", {CELL: 5})
    wait_current(qtbot, shown)
    assert shown.view.pages == expected(editor)


def test_a_blank_report_is_shown_too(qtbot: QtBot, editions: Editions) -> None:
    full = filled(editions, "2021")
    editor = Editor(without(full, *(cell for cell in full.values if cell != "edition")))
    preview = Preview(editor)
    qtbot.addWidget(preview)
    preview.show()
    wait_current(qtbot, preview)
    assert preview.view.pages == expected(editor)
    preview.follow("texts.other")
    assert is_seen(preview, where(preview, "texts.other"))
    preview.stop()
