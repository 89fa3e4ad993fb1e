"""An Excel workbook of the report: 基本信息 and one sheet a section, tables as on the form, real numbers."""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from nianbao.core.edition import Edition, Place, Table
from nianbao.core.preamble import PREAMBLE, title
from nianbao.core.report import Report
from nianbao.files.errors import UserError

if TYPE_CHECKING:
    from openpyxl.cell import Cell as Entry
    from openpyxl.worksheet.worksheet import Worksheet

_SHADE = "C6D9F1"
_TABLE_WIDTH = 90  # characters of the normal font over a whole table: an A4 page
_TEXT_WIDTH = 90
_MAX_TEXT = 32_767  # of an Excel entry
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as the letter A (ECMA-376, ST_Xstring)


def write_excel(report: Report) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    _write_information(book.create_sheet("基本信息"), report)
    for section in report.edition.sections:
        sheet = book.create_sheet(section.heading[:31])
        _page_setup(sheet, section.heading)
        if section.table:
            _write_table(sheet, section.table, report)
        else:
            _write_paragraphs(sheet, 2, report.text(section.text))
    book.properties.title = _FORBIDDEN.sub("", title(report.edition, report.values))
    book.properties.creator = _FORBIDDEN.sub("", report.unit)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _page_setup(sheet: "Worksheet", heading: str) -> None:
    from openpyxl.styles import Font

    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    _put(sheet.cell(1, 1), heading)
    sheet.cell(1, 1).font = Font(name="黑体", size=14)


def _put(entry: "Entry", text: str) -> None:
    """Write a text that is never taken for a formula, without the characters that a workbook cannot hold."""
    if len(text) > _MAX_TEXT:
        raise UserError(f"有一段文字长达 {len(text)} 字，Excel 的一格放不下。", "请把它分成几段，再输出 Excel 文件。")
    entry.value = _ESCAPE.sub("_x005F_", _FORBIDDEN.sub("", text))
    entry.data_type = "s"


def _write_information(sheet: "Worksheet", report: Report) -> None:
    _page_setup(sheet, title(report.edition, report.values))
    shown = [field for field in report.edition.fields if field.id in report.values and field.id != PREAMBLE]
    for row, field in enumerate(shown, 2):
        _put(sheet.cell(row, 1), field.label)
        _put(sheet.cell(row, 2), _shown(report.edition, field.id, report.text(field.id)))
    sheet.column_dimensions["A"].width = 16
    sheet.column_dimensions["B"].width = _TEXT_WIDTH - 16
    _write_paragraphs(sheet, len(shown) + 3, report.text(PREAMBLE), merge=2)


def _shown(edition: Edition, field: str, text: str) -> str:
    """The words of a choice instead of its id."""
    if field == "unit.kind":
        return next((kind.label for kind in edition.unit_kinds if kind.id == text), text)
    if field == "edition":
        return edition.name
    if field == "signature":
        return "印" if text == "yes" else "不印"
    return text


def _write_paragraphs(sheet: "Worksheet", row: int, text: str, merge: int = 1) -> None:
    """One paragraph a row, wrapped over the sheet's width, in a row high enough to show it."""
    from openpyxl.styles import Alignment

    if merge == 1:
        sheet.column_dimensions["A"].width = _TEXT_WIDTH
    for number, paragraph in enumerate(filter(str.strip, text.split("\n")), row):
        _put(sheet.cell(number, 1), paragraph)
        sheet.cell(number, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[number].height = 16 * (1 + len(paragraph) * 2 // _TEXT_WIDTH)
        if merge > 1:
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=merge)


def _write_table(sheet: "Worksheet", table: Table, report: Report, top: int = 2) -> None:
    """The table with the official spans, its first row at `top`; counts as numbers, amounts with their places."""
    from openpyxl.utils import get_column_letter

    for number, width in enumerate(table.widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = max(5, _TABLE_WIDTH * width / sum(table.widths))
    for place in table.places:
        row, column = place.row + top, place.column + 1
        entry = sheet.cell(row, column)
        if place.role == "value":
            value = report.get(place.cell)
            entry.value = value
            entry.number_format = "0.####" if report.edition.cells[place.cell].kind == "amount" and value else "0"
            if isinstance(value, str):
                _put(entry, value)
        else:
            _put(entry, place.text)
        _draw(sheet, place, row, column)
        if place.rows > 1 or place.columns > 1:
            sheet.merge_cells(
                start_row=row,
                start_column=column,
                end_row=row + place.rows - 1,
                end_column=column + place.columns - 1,
            )
    _row_heights(sheet, table, top)
    sheet.print_title_rows = f"{top}:{top + table.header_rows - 1}" if table.header_rows else None


def _draw(sheet: "Worksheet", place: Place, row: int, column: int) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Side(style="thin")
    left = place.role == "heading" or (place.role == "label" and place.columns < 4 and place.column > 0)
    for r in range(row, row + place.rows):
        for c in range(column, column + place.columns):
            entry = sheet.cell(r, c)
            entry.border = Border(line, line, line, line)
            entry.font = Font(name="宋体", size=10)
            entry.alignment = Alignment("left" if left else "center", "center", wrap_text=True)
            if place.role == "heading":
                entry.fill = PatternFill("solid", start_color=_SHADE)


def _row_heights(sheet: "Worksheet", table: Table, top: int) -> None:
    """High enough for the words of the rectangles that lie in one row only."""
    total = sum(table.widths)
    for row in range(table.row_count):
        flat = (place for place in table.places if place.row == row and place.rows == 1)
        sheet.row_dimensions[row + top].height = 15 * max(
            (_lines(place, table.widths, total) for place in flat), default=1
        )


def _lines(place: Place, widths: Iterable[int], total: int) -> int:
    width = sum(list(widths)[place.column : place.column + place.columns]) * _TABLE_WIDTH / total
    return 1 + int(len(place.text) * 2 // max(4, width - 1))
