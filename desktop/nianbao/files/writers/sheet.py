"""A plain printed sheet as a PDF file and as pages to show and print."""

from datetime import datetime
from typing import Any

from nianbao.core.sheet import Sheet, SheetTable
from nianbao.files.writers.characters import clean, one_line
from nianbao.files.writers.pages_fonts import families, font_use
from nianbao.files.writers.pages_typst import Typesetter

TEMPLATE = "sheet"
_BODY_FONT, _HEADING_FONT = "宋体", "黑体"
_SIZES = [10.0]  # points
_DENSE_SIZES = [9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0]  # the first with which all is on one page
_TALL = 500  # signs in a cell: so long a row may go over the page


def write_sheet(sheet: Sheet, now: datetime | None = None) -> bytes:
    """The bytes of the PDF file, fonts embedded. Raises UserError where typst cannot be loaded."""
    return Typesetter(TEMPLATE).pdf(_content(sheet), now)


def sheet_pages(sheet: Sheet) -> tuple[bytes, ...]:
    """Every page as an SVG picture. Raises UserError where typst cannot be loaded."""
    return Typesetter(TEMPLATE).pictures(_content(sheet))


def _content(sheet: Sheet) -> dict[str, Any]:
    known = families()
    return {
        "title": one_line(sheet.title),
        "lead": [one_line(line) for line in sheet.lead],
        "tables": [_table(table) for table in sheet.tables],
        "foot": [one_line(line) for line in sheet.foot],
        "dense": sheet.dense,
        "sizes": _DENSE_SIZES if sheet.dense else _SIZES,
        "fonts": {
            "body": list(font_use(_BODY_FONT, known).families),
            "heading": list(font_use(_HEADING_FONT, known).families),
        },
    }


def _table(table: SheetTable) -> dict[str, Any]:
    return {
        "heading": one_line(table.heading),
        "columns": [
            {"heading": one_line(column.heading), "width": column.width, "centred": column.centred}
            for column in table.columns
        ],
        "rows": [
            {"cells": [clean(text) for text in row], "tall": max(map(len, row), default=0) > _TALL}
            for row in table.rows
        ],
        "empty": one_line(table.empty),
    }
