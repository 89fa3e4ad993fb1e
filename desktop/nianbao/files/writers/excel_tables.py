"""A table of the form on a sheet: the official spans, real numbers, and totals that Excel adds up itself."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from nianbao.core.edition import Cell, Place, Section, Table
from nianbao.core.following import sum_of
from nianbao.core.grids import column_letters
from nianbao.core.report import Report
from nianbao.files.writers.excel_sheet import ExcelSheet, height_of

TOP = 2  # the first row of the table, under the heading
_NARROWEST = 7.0  # characters: eight digits
_PORTRAIT, _LANDSCAPE = 84.0, 122.0  # characters over the whole table: the width of an A4 page
_MOST_COLUMNS = 12  # on a page upright
_SIZE = 10  # points

Spot = tuple[int, int]


def table_sheet(name: str, section: Section, table: Table, report: Report) -> ExcelSheet:
    """The sheet of a section that is a table."""
    landscape = table.column_count > _MOST_COLUMNS
    whole = (_LANDSCAPE if landscape else _PORTRAIT) / sum(table.widths)
    sheet = ExcelSheet(name, [max(_NARROWEST, whole * width) for width in table.widths], landscape, one_page=True)
    if table.header_rows:
        sheet.repeated = (TOP, TOP + table.header_rows - 1)
    if table.header_rows and table.label_columns:
        sheet.frozen = (TOP + table.header_rows - 1, table.label_columns)
    sheet.put_heading(section.heading)
    spots = {place.cell: (place.row + TOP, place.column + 1) for place in table.places if place.cell}
    for place in table.places:
        row, column = place.row + TOP, place.column + 1
        if place.role == "value":
            _put_value(sheet, place, report, spots)
        else:
            sheet.put_over(row, column, place.text, _style(place), rows=place.rows, columns=place.columns)
    sheet.heights.update(_heights(table, sheet.widths))
    return sheet


def _put_value(sheet: ExcelSheet, place: Place, report: Report, spots: Mapping[str, Spot]) -> None:
    cell, value = report.edition.cells[place.cell], report.get(place.cell)
    row, column = spots[cell.id]
    formula = _formula(cell, report, spots)
    style = "total" if formula else "amount" if isinstance(value, Decimal) else cell.kind
    sheet.put_over(row, column, value, style, rows=place.rows, columns=place.columns)
    if formula:
        sheet.put(row, column, value, style, formula)


def _formula(cell: Cell, report: Report, spots: Mapping[str, Spot]) -> str:
    """The sum that gives a total the value it has; none where the declared number is another, or one is blank."""
    value = report.get(cell.id)
    fitting = (operands for operands in cell.sums if value is not None and sum_of(report.values, operands) == value)
    operands = next(fitting, None)
    return f"SUM({','.join(_ranges(spots[operand] for operand in operands))})" if operands else ""


def _ranges(spots: Iterable[Spot]) -> Iterator[str]:
    """The cells as ranges of neighbours in a row or a column."""
    runs: list[list[Spot]] = []
    for spot in sorted(spots):
        last = runs[-1][-1] if runs else (0, 0)
        if spot in ((last[0], last[1] + 1), (last[0] + 1, last[1])):
            runs[-1].append(spot)
        else:
            runs.append([spot])
    for run in runs:
        ends = [f"{column_letters(column - 1)}{row}" for row, column in (run[0], run[-1])]
        yield ends[0] if len(run) == 1 else ":".join(ends)


def _style(place: Place) -> str:
    if place.role == "heading":
        return "heading"
    return "label" if place.role == "label" and place.column > 0 and place.columns < 4 else "header"


def _heights(table: Table, widths: list[float]) -> dict[int, float]:
    """Rows high enough for their words; what a label over several rows still lacks, its last row gets."""
    heights = dict.fromkeys(range(TOP, TOP + table.row_count), _SIZE * 1.4 + 4)
    for place in sorted(table.places, key=lambda place: place.rows):
        needed = height_of(place.text, sum(widths[place.column : place.column + place.columns]), _SIZE) + 4
        first, last = place.row + TOP, place.row + place.rows + TOP - 1
        heights[last] += max(0, needed - sum(heights[row] for row in range(first, last + 1)))
    return heights
