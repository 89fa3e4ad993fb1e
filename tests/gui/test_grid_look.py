"""The tables look like the official form, and their headers stay in sight."""

import pytest
from clerk import Open, OpenReport, type_text
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from nianbao.core.edition import Editions, Place
from nianbao.gui.grid.header import Corner, FormHeader, height_of
from nianbao.gui.grid.view import GridView
from nianbao.gui.sections.table import TablePage
from reports import filled, with_values

EDITIONS = ("2019", "2021")
TABLES = ("proactive", "applications", "appeals")
SIZES = ((1366, 740), (683, 340), (1024, 560))


def header(grid: GridView, orientation: Qt.Orientation) -> FormHeader:
    along = orientation == Qt.Orientation.Horizontal
    found = grid.horizontalHeader() if along else grid.verticalHeader()
    assert isinstance(found, FormHeader)
    return found


def settled(there: Open, table: str, qtbot: QtBot) -> GridView:
    """The grid of a table once it has its final size."""
    grid = there.grid(table)
    qtbot.waitUntil(lambda: grid.width() > 0 and grid.isVisible())
    QApplication.sendPostedEvents()
    return grid


def rectangle(grid: GridView, place: Place) -> QRect:
    """Where a rectangle of the form is drawn, in the coordinates of the grid; empty when it is not drawn."""
    table = grid.form.table
    if place.role == "corner" and place.row < table.header_rows:
        return grid.findChild(Corner).geometry()
    if place.row < table.header_rows and place.column >= table.label_columns:
        part, at = grid.horizontalHeader().viewport(), header(grid, Qt.Orientation.Horizontal)._rectangle(place)
    elif place.column < table.label_columns and place.row >= table.header_rows and place.role != "heading":
        part, at = grid.verticalHeader().viewport(), header(grid, Qt.Orientation.Vertical)._rectangle(place)
    else:
        index = grid.form.index(place.row - table.header_rows, max(0, place.column - table.label_columns))
        part, at = grid.viewport(), grid.visualRect(index)
    return at.translated(part.mapTo(grid, QPoint(0, 0)))


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("table", TABLES)
def test_the_merged_cells_are_those_of_the_edition(
    open_report: OpenReport, editions: Editions, edition: str, table: str
) -> None:
    grid = open_report(filled(editions, edition)).grid(table)
    form = grid.form.table
    for place in form.places:
        if place.row < form.header_rows or place.column + place.columns <= form.label_columns:
            continue  # of the headers, which paint their places themselves
        row, column = place.row - form.header_rows, max(0, place.column - form.label_columns)
        columns = place.columns - max(0, form.label_columns - place.column)
        assert (grid.rowSpan(row, column), grid.columnSpan(row, column)) == (place.rows, columns), place


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("size", SIZES)
def test_headers_and_cells_of_one_column_stand_under_one_another(
    open_report: OpenReport, editions: Editions, qtbot: QtBot, *, edition: str, table: str, size: tuple[int, int]
) -> None:
    there = open_report(filled(editions, edition))
    there.window.resize(*size)
    grid = settled(there, table, qtbot)
    places = grid.form.table.places
    for place in places:
        for other in places:
            if place.role == other.role == "heading":
                continue
            if place.column == other.column and "heading" not in (place.role, other.role):
                assert rectangle(grid, place).left() == rectangle(grid, other).left(), (place, other)
            if place.row == other.row:
                assert rectangle(grid, place).top() == rectangle(grid, other).top(), (place, other)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("size", SIZES)
def test_every_word_of_the_form_has_the_room_it_needs(
    open_report: OpenReport, editions: Editions, qtbot: QtBot, *, edition: str, table: str, size: tuple[int, int]
) -> None:
    there = open_report(filled(editions, edition))
    there.window.resize(*size)
    grid = settled(there, table, qtbot)
    for place in grid.form.table.places:
        if place.text and place.role != "heading":
            room = rectangle(grid, place)
            assert height_of(grid.fontMetrics(), place.text, room.width()) <= room.height() + 2, (place, room)


def test_table_four_is_one_row_of_fifteen(full: Open) -> None:
    model = full.grid("appeals").form
    assert (model.rowCount(), model.columnCount()) == (1, 15)
    cells = [model.cell_at(model.index(0, column)) for column in range(15)]
    assert all(cells)


@pytest.mark.parametrize("size", SIZES)
def test_the_headers_stay_in_sight_while_the_table_scrolls(full: Open, qtbot: QtBot, size: tuple[int, int]) -> None:
    full.window.resize(*size)
    grid = settled(full, "applications", qtbot)
    across, down, corner = grid.horizontalHeader(), grid.verticalHeader(), grid.findChild(Corner)
    before = across.geometry(), down.geometry(), corner.geometry()
    grid.show_cell("applications.carried_forward.total")
    assert grid.verticalScrollBar().value() > 0
    assert (across.geometry(), down.geometry(), corner.geometry()) == before
    assert all(part.isVisible() for part in (across, down, corner))
    assert across.geometry().bottom() < grid.viewport().geometry().top()
    assert down.geometry().right() < grid.viewport().geometry().left()
    assert corner.geometry().intersected(grid.viewport().geometry()).isEmpty()
    cell = grid.visualRect(grid.form.index_of("applications.carried_forward.total"))
    assert grid.viewport().rect().contains(cell)
    label = next(place for place in grid.form.table.places if place.text.startswith("四、结转"))
    assert rectangle(grid, label).top() == cell.top() + grid.viewport().y()


def test_words_wider_than_the_window_scroll_with_their_columns(full: Open, qtbot: QtBot) -> None:
    full.window.resize(683, 340)
    grid = settled(full, "appeals", qtbot)
    last = next(p for p in reversed(grid.form.table.places) if p.role == "header" and p.text == "总计")
    grid.show_cell("appeals.suit_after_reconsideration.total")
    cell = grid.visualRect(grid.form.index_of("appeals.suit_after_reconsideration.total"))
    assert grid.horizontalScrollBar().value() > 0
    assert rectangle(grid, last).left() == cell.left() + grid.viewport().x()


def test_the_line_to_type_in_is_as_large_as_its_cell(full: Open) -> None:
    grid = full.grid("proactive", "proactive.licensing.decisions")
    type_text("7")
    line = grid.findChild(QLineEdit)
    assert line is not None
    cell = grid.visualRect(grid.form.index_of("proactive.licensing.decisions"))
    assert cell.contains(line.geometry())
    assert line.width() >= cell.width() - 4


def painted(grid: GridView, cell: str) -> QImage:
    index = grid.form.index_of(cell)
    grid.scrollTo(index)
    return grid.viewport().grab(grid.visualRect(index)).toImage()


def test_totals_provisional_sums_and_faults_look_different(blank: Open, full: Open) -> None:
    full.editor.submit("改", {"appeals.direct_suit.upheld": None})
    grid = full.grid("appeals", "appeals.reconsideration.upheld")
    number, total, provisional = (
        painted(grid, f"appeals.{cell}")
        for cell in ("direct_suit.corrected", "reconsideration.total", "direct_suit.total")
    )
    ground = {picture.pixelColor(3, 3).name() for picture in (number, total)}
    assert len(ground) == 2
    assert ink(provisional) != ink(total)
    full.editor.submit("改", {"appeals.reconsideration.total": 999})
    faulty = painted(grid, "appeals.reconsideration.total")
    assert faulty.pixelColor(faulty.width() - 3, 2).name() != total.pixelColor(total.width() - 3, 2).name()


def ink(picture: QImage) -> str:
    """The darkest colour of a picture."""
    colours = (picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height()))
    return min(colours, key=QColor.lightness).name()


def test_the_cell_with_the_cursor_has_a_frame(full: Open) -> None:
    grid = full.grid("appeals", "appeals.reconsideration.upheld")
    with_cursor = painted(grid, "appeals.reconsideration.upheld")
    grid.show_cell("appeals.reconsideration.corrected")
    without = painted(grid, "appeals.reconsideration.upheld")
    assert with_cursor.pixelColor(1, 10) != without.pixelColor(1, 10)


def test_a_larger_font_gets_larger_cells(full: Open) -> None:
    grid = full.grid("applications")
    before = grid.rowHeight(0), grid.columnWidth(0)
    font = grid.font()
    font.setPointSize(2 * font.pointSize())
    grid.setFont(font)
    assert grid.rowHeight(0) > before[0]


def test_the_page_of_a_table_names_its_section_in_full(open_report: OpenReport, editions: Editions) -> None:
    there = open_report(with_values(filled(editions, "2021"), {}))
    for section in there.report.edition.sections:
        if section.table:
            page = there.go(section.id, TablePage)
            assert page.findChild(type(page.grid)) is page.grid
            labels = [child.text() for child in page.children() if hasattr(child, "text")]
            assert section.heading in labels
