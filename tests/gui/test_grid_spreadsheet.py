"""What hands used to a spreadsheet expect of a table: ends and edges, ranges, filling, sums, labels pasted along."""

import pytest
from clerk import Open, OpenReport, focused, press, type_text
from PySide6.QtGui import QGuiApplication
from test_grid_look import painted

from nianbao.core.edition import Editions
from nianbao.core.report import Origin
from nianbao.core.yearly import next_report
from nianbao.gui.colours import colours
from nianbao.gui.grid.view import GridView
from reports import filled, with_values

RECEIVED = "applications.received"
COLUMNS = ("person", "business", "research", "nonprofit", "legal_services", "other", "total")


def selected(grid: GridView) -> set[str]:
    return {cell.id for index in grid.selectedIndexes() if (cell := grid.form.cell_at(index))}


# ends, edges, ranges


@pytest.mark.parametrize(
    ("key", "reached"),
    [
        ("Home", f"{RECEIVED}.person"),
        ("End", f"{RECEIVED}.total"),
        ("Ctrl+Home", f"{RECEIVED}.person"),
        ("Ctrl+End", "applications.carried_forward.other"),
        ("Ctrl+Right", f"{RECEIVED}.total"),
        ("Ctrl+Left", f"{RECEIVED}.person"),
        ("Ctrl+Down", "applications.carried_forward.research"),
        ("Shift+Return", f"{RECEIVED}.research"),
    ],
)
def test_a_key_goes_to_the_end_of_a_row_of_a_column_or_of_the_table(blank: Open, key: str, reached: str) -> None:
    grid = blank.grid("applications", f"{RECEIVED}.research")
    press(key)
    assert blank.at(grid) == reached
    assert len(selected(grid)) == 1


def test_ctrl_and_an_arrow_stop_where_what_is_filled_ends_and_where_it_begins(blank: Open) -> None:
    rows = ("received", "carried_in", "granted")
    blank.editor.submit("填", {f"applications.{row}.person": 1 for row in rows})
    blank.editor.submit("填", {"applications.declined.petition.person": 2})
    grid = blank.grid("applications", f"{RECEIVED}.person")
    visited = []
    for _ in range(3):
        press("Ctrl+Down")
        visited.append(blank.at(grid))
    assert visited == [
        "applications.granted.person",
        "applications.declined.petition.person",
        "applications.carried_forward.person",
    ]


def test_shift_extends_the_range_and_takes_it_back(blank: Open) -> None:
    grid = blank.grid("applications", f"{RECEIVED}.business")
    press("Shift+Right", "Shift+Right", "Shift+Down")
    six = {
        f"applications.{row}.{c}" for row in ("received", "carried_in") for c in ("business", "research", "nonprofit")
    }
    assert selected(grid) == six
    press("Shift+Up", "Shift+Left")
    assert selected(grid) == {f"{RECEIVED}.business", f"{RECEIVED}.research"}
    press("Shift+Left", "Shift+Left")
    assert selected(grid) == {f"{RECEIVED}.person", f"{RECEIVED}.business"}


def test_shift_with_end_and_ctrl_takes_the_rest(blank: Open) -> None:
    grid = blank.grid("applications", f"{RECEIVED}.person")
    press("Shift+End")
    assert selected(grid) == {f"{RECEIVED}.{column}" for column in COLUMNS}
    press("Home", "Ctrl+Shift+Down")
    (block,) = blank.report.edition.table("applications").blocks
    assert selected(grid) == {f"applications.{row.id}.person" for row in block.row_leaves()}


# filling


def test_ctrl_d_fills_the_range_from_its_first_row_in_one_step(blank: Open) -> None:
    blank.editor.submit("填", {f"{RECEIVED}.person": 3, f"{RECEIVED}.business": 4})
    grid = blank.grid("applications", f"{RECEIVED}.person")
    press("Shift+Right", "Shift+Down", "Shift+Down")
    grid.fill("down")
    assert [blank.report.get(f"applications.{row}.person") for row in ("carried_in", "granted")] == [3, 3]
    assert [blank.report.get(f"applications.{row}.business") for row in ("carried_in", "granted")] == [4, 4]
    assert blank.editor.stack.undoText() == "向下填充 4 格"
    press("Ctrl+Z")
    assert blank.report.get("applications.granted.person") is None


def test_ctrl_enter_puts_what_was_typed_into_the_whole_range_in_one_step(blank: Open) -> None:
    grid = blank.grid("applications", f"{RECEIVED}.total")
    press("Shift+Left", "Shift+Left", "Shift+Down")
    before, range_ = blank.report, selected(grid)
    type_text("0")
    press("Ctrl+Return")
    typed = {cell for cell in range_ if not cell.endswith(".total")}
    assert len(typed) == 4
    assert {blank.report.get(cell) for cell in typed} == {0}
    assert blank.report.get(f"{RECEIVED}.total") is None
    assert selected(grid) == range_
    assert focused() is grid
    press("Ctrl+Z")
    assert blank.report == before


def test_ctrl_enter_refuses_what_is_no_number_and_changes_nothing(blank: Open) -> None:
    blank.editor.submit("填", {f"{RECEIVED}.person": 3})
    grid = blank.grid("applications", f"{RECEIVED}.person")
    press("Shift+Right")
    before = blank.report
    type_text("x")
    press("Ctrl+Return")
    assert blank.report == before
    assert "“x”不是数字" in blank.status
    assert blank.at(grid) == f"{RECEIVED}.business"
    assert focused() is grid


def test_a_single_cell_takes_its_neighbours_value(blank: Open) -> None:
    blank.editor.submit("填", {f"{RECEIVED}.person": 3})
    grid = blank.grid("applications", f"{RECEIVED}.business")
    grid.fill("right")
    assert blank.report.get(f"{RECEIVED}.business") == 3
    grid.show_cell("applications.carried_in.person")
    grid.fill("down")
    assert blank.report.get("applications.carried_in.person") == 3


def test_filling_passes_over_totals_and_a_first_row_has_nothing_above(blank: Open) -> None:
    grid = blank.grid("applications", f"{RECEIVED}.person")
    before = blank.report
    grid.fill("down")
    grid.fill("right")
    assert blank.report == before
    blank.editor.submit("填", {f"{RECEIVED}.person": 3})
    grid.show_cell(f"{RECEIVED}.person")
    press("Shift+End")
    grid.fill("right")
    assert [blank.report.get(f"{RECEIVED}.{column}") for column in COLUMNS] == [3] * 6 + [18]


# sums of the selection


def test_sum_count_and_average_of_the_selection_are_told(blank: Open) -> None:
    blank.editor.submit("填", {f"{RECEIVED}.person": 3, f"{RECEIVED}.business": 4})
    grid = blank.grid("applications", f"{RECEIVED}.person")
    told: list[str] = []
    grid.summed.connect(told.append)
    press("Shift+Right", "Shift+Right")
    assert told == ["已选 2 格，2 个数，合计 7，平均 3.5", "已选 3 格，2 个数，合计 7，平均 3.5"]
    press("Left")
    assert told[-1] == ""


# pasting with labels


def test_a_whole_official_table_with_its_labels_falls_into_place_wherever_the_cursor_is(
    blank: Open, editions: Editions
) -> None:
    whole = filled(editions, "2021", 7)
    table = whole.edition.table("applications")
    rows = [[""] * table.column_count for _ in range(table.row_count)]
    for place in table.places:
        rows[place.row][place.column] = str(whole.get(place.cell)) if place.cell else place.text
    grid = blank.grid("applications", "applications.granted.other")
    QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))
    press("Ctrl+V")
    cells = [cell.id for cell in whole.edition.table_cells if cell.section == "applications"]
    assert {cell: blank.report.get(cell) for cell in cells} == {cell: whole.get(cell) for cell in cells}
    assert blank.editor.stack.count() == 1
    assert blank.at(grid) == "applications.granted.other"


def test_header_rows_that_are_copied_along_are_skipped(blank: Open) -> None:
    blank.grid("applications", f"{RECEIVED}.person")
    QGuiApplication.clipboard().setText("自然人\t商业企业\t科研机构\n1\t2\t3\n4\t5\t6\n")
    press("Ctrl+V")
    assert [blank.report.get(f"{RECEIVED}.{column}") for column in COLUMNS[:3]] == [1, 2, 3]
    assert blank.report.get("applications.carried_in.research") == 6
    assert blank.status == ""


def test_a_copied_rectangle_is_a_table_for_a_text_program_too(blank: Open) -> None:
    blank.editor.submit("填", {f"{RECEIVED}.person": 3, f"{RECEIVED}.business": 4})
    blank.grid("applications", f"{RECEIVED}.person")
    press("Shift+Right", "Ctrl+C")
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == "3\t4\n"
    assert "<td>3</td><td>4</td>" in mime.html()


# how values look


def test_where_a_value_came_from_is_seen_by_its_mark(open_report: OpenReport, editions: Editions) -> None:
    there = open_report(with_values(filled(editions, "2021"), {f"{RECEIVED}.{column}": 5 for column in COLUMNS[:6]}))
    grid = there.grid("applications", "applications.granted.person")
    kinds = {"business": "imported", "research": "carried", "nonprofit": "filled"}
    origins = {f"{RECEIVED}.{column}": Origin(kind, "表") for column, kind in kinds.items()}
    there.editor.submit("标", dict.fromkeys(origins, 5), origins)
    pictures = [painted(grid, f"{RECEIVED}.{column}") for column in ("person", *kinds)]
    assert len({picture.constBits().tobytes() for picture in pictures}) == 4


def test_filling_the_blanks_with_zeros_marks_them_until_one_is_typed(blank: Open) -> None:
    grid = blank.grid("appeals", "appeals.direct_suit.upheld")
    press("Ctrl+0")
    assert grid.form.look(0, 5)[1].state == "filled"
    type_text("0")
    press("Return")
    assert blank.report.get("appeals.direct_suit.upheld") == 0
    assert grid.form.look(0, 5)[1].state == ""


def test_a_value_that_differs_from_last_years_has_a_mark_and_on_demand_the_change_beside_it(
    open_report: OpenReport, editions: Editions
) -> None:
    last = with_values(filled(editions, "2021"), {f"{RECEIVED}.person": 9, f"{RECEIVED}.business": 4})
    this = with_values(next_report(last), {f"{RECEIVED}.person": 12, f"{RECEIVED}.business": 4})
    there = open_report(this, last)
    grid = there.grid("applications", "applications.granted.person")
    looks = [grid.form.look(0, column)[1] for column in (0, 1)]
    assert [(look.changed, look.before) for look in looks] == [(True, None), (False, None)]
    grid.show_last_year(shown=True)
    looks = [grid.form.look(0, column)[1] for column in (0, 1)]
    assert [(look.before, look.change) for look in looks] == [("9", "↑3"), ("4", "=")]


def test_a_column_is_wide_enough_for_eight_digits(blank: Open) -> None:
    grid = blank.grid("appeals", "appeals.reconsideration.upheld")
    before = grid.columnWidth(0)
    type_text("12345678")
    press("Return")
    needed = grid.fontMetrics().horizontalAdvance("12345678")
    assert grid.columnWidth(0) >= max(before, needed + 8)


def test_the_labels_of_the_row_and_the_column_of_the_cursor_are_lit(blank: Open) -> None:
    grid = blank.grid("applications", f"{RECEIVED}.person")

    def lit(place_text: str) -> bool:
        place = next(p for p in grid.form.table.places if p.text.startswith(place_text))
        header = grid.horizontalHeader() if place.role == "header" else grid.verticalHeader()
        rectangle = header._rectangle(place)
        picture = header.viewport().grab(rectangle).toImage()
        return picture.pixelColor(rectangle.width() - 4, 2) == colours().lit_ground

    assert lit("自然人")
    assert lit("一、本年新收")
    assert not lit("商业企业")
    press("Right", "Down")
    assert not lit("自然人")
    assert lit("商业企业")
    assert lit("二、上年结转")


def test_zooming_makes_cells_headers_and_words_larger(blank: Open) -> None:
    grid = blank.grid("applications", f"{RECEIVED}.person")
    before = grid.rowHeight(0), grid.horizontalHeader().height()
    grid.zoom(grid.font().pointSizeF() * 1.5)
    assert grid.rowHeight(0) > before[0]
    assert grid.horizontalHeader().sizeHint().height() > before[1]
