"""A report as plain data for the page template: every word is data there, and nothing of it is ever read as markup."""

from collections.abc import Iterator
from itertools import accumulate, pairwise
from math import ceil, floor
from typing import Any

from nianbao.core.edition import Place, Section, Table
from nianbao.core.preamble import PREAMBLE, title
from nianbao.core.report import Report
from nianbao.core.values import show
from nianbao.files.writers.characters import one_line
from nianbao.files.writers.layout import Layout
from nianbao.files.writers.levels import Paragraph, paragraphs, signature_lines, title_lines, width_of
from nianbao.files.writers.pages_fonts import font_use

Json = dict[str, Any]

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0  # mm
MM = 72 / 25.4  # points
TITLE_CELL = "unit.name"  # where a click on the title goes

_SINGLE = 1.3  # what Word's single spacing makes of the size of a Chinese font
_TITLE_LEADING = 35 / 22
_NUMBER_BELOW = 7.0  # mm from the text area to the middle of the page number: GB/T 9704-2012, 7.5
_HEADER = 42.5  # points from the edge of the paper
_GIVING_WAY = 0.7  # points of the bottom margin that the last line may take: 22 lines of 29 pt are a hair too high
_MOST_DRAWN = 0.05  # of a character's width
_TABLE_SIZE, _NARROW_TABLE_SIZE = 10.0, 9.0
_NARROW = 30.0  # points; a column under so many wants the small size: four characters then wrap two and two
_ROW_HEIGHT, _LOW_ROW_HEIGHT = 22.7, 17.0  # points, at least so much; the low one for tables of many rows
_LONG = 20
_INSET = 2.85
_FIGURE = 1.12  # width of a digit, by that of half a character: substitutes of 宋体 have wider ones


def content(report: Report, layout: Layout, known: frozenset[str], *, draft: bool = False) -> Json:
    """All that stands on the pages, in reading order; `known` are the names of the fonts that are there."""
    return {
        "title": one_line(title(report.edition, report.values)),
        "author": one_line(report.unit),
        "draft": draft,
        "look": _look(layout, known),
        "blocks": list(_blocks(report, layout)),
    }


def line_height(layout: Layout) -> float:
    """Points from one line of the body to the next."""
    return layout.line_spacing or _SINGLE * layout.body_size


def text_width(layout: Layout) -> float:
    """How wide the body's lines are, in points."""
    return (PAGE_WIDTH - layout.left - layout.right) * MM


def table_edges(table: Table, layout: Layout) -> list[float]:
    """Where the table's columns begin and the last one ends, in points from the page's left edge."""
    room = text_width(layout)
    whole = layout.table_width * MM if layout.table_width else room
    left = layout.left * MM + (room - whole) / 2
    return [left + edge * whole / sum(table.widths) for edge in accumulate(table.widths, initial=0)]


def _look(layout: Layout, known: frozenset[str]) -> Json:
    fonts = {
        "title": layout.title_font,
        "body": layout.body_font,
        "one": layout.level_one_font,
        "two": layout.level_two_font,
        "number": layout.number_font,
        "table": layout.table_font,
    }
    return {
        "margins": {"top": layout.top, "right": layout.right, "bottom": bottom_margin(layout), "left": layout.left},
        "fonts": {part: list(font_use(font, known).families) for part, font in fonts.items()},
        "title_size": layout.title_size,
        "title_line": round(_TITLE_LEADING * layout.title_size),
        "size": layout.body_size,
        "line": line_height(layout),
        "tracking": _tracking(layout),
        "bold": layout.bold_headings,
        "numbers": layout.page_numbers,
        "number_size": layout.number_size,
        "number_below": _NUMBER_BELOW * MM - (layout.number_size + 2) / 2,
        "header": layout.top * MM - min(_HEADER, layout.top * MM / 2) - _SINGLE * layout.body_size,
    }


def bottom_margin(layout: Layout) -> float:
    """The bottom margin in mm, less the hair by which the last line would not fit."""
    height = (PAGE_HEIGHT - layout.top - layout.bottom) * MM
    lacking = -height % line_height(layout)
    return layout.bottom - lacking / MM if lacking <= _GIVING_WAY else layout.bottom


def _tracking(layout: Layout) -> float:
    """What is taken from every character, in points, so that a line holds as many as the layout says."""
    if layout.characters is None:
        return 0.0
    lacking = text_width(layout) / layout.characters - layout.body_size
    tenths = floor(round(lacking * 10, 6)) / 10  # as Word shows it
    return tenths if -_MOST_DRAWN * layout.body_size <= tenths < 0 else 0.0


def _blocks(report: Report, layout: Layout) -> Iterator[Json]:
    fit = text_width(layout) / layout.title_size
    words = title_lines(title(report.edition, report.values), report.unit, fit)
    yield {"kind": "title", "cell": TITLE_CELL, "lines": words}
    yield from _text(PREAMBLE, report)
    for section in report.edition.sections:
        yield {"kind": "heading", "level": 1, "cell": _first_cell(section), "number": None, "words": section.heading}
        if section.table:
            yield _table(section.table, report, layout)
        else:
            yield from _text(section.text, report)
    if report.get("signature") == "yes":
        yield from _signature(report)


def _first_cell(section: Section) -> str:
    if section.table is None:
        return section.text
    return next(place.cell for place in section.table.places if place.cell)


def _text(cell: str, report: Report) -> Iterator[Json]:
    for paragraph in paragraphs(report.text(cell)):
        place = {"cell": cell, "number": paragraph.number}
        if paragraph.is_heading:
            yield {"kind": "heading", "level": paragraph.level, "words": _spaced(paragraph.head), **place}
        else:
            yield {"kind": "text", "runs": _runs(paragraph), **place}


def _runs(paragraph: Paragraph) -> list[list[str]]:
    """(font, words) of the heading that begins a paragraph, if one does, and of what follows."""
    fonts = {1: "one", 2: "two"}
    head = [[fonts[paragraph.level], _spaced(paragraph.head)]] if paragraph.head else []
    return [*head, ["body", _spaced(paragraph.rest)]]


def _spaced(words: str) -> str:
    return words.replace("\t", "　　")


def _signature(report: Report) -> Iterator[Json]:
    cells = [cell for cell in ("unit.name", "date") if one_line(report.text(cell)).strip()]
    lines = signature_lines(report.unit, report.text("date"))
    for number, (cell, (words, space)) in enumerate(zip(cells, lines, strict=True)):
        yield {"kind": "signature", "cell": cell, "words": words, "space": space, "first": number == 0}


def _table(table: Table, report: Report, layout: Layout) -> Json:
    widths = [right - left for left, right in pairwise(table_edges(table, layout))]
    size = _NARROW_TABLE_SIZE if min(widths) < _NARROW else _TABLE_SIZE
    height = _LOW_ROW_HEIGHT if table.row_count > _LONG else _ROW_HEIGHT
    marked: set[int] = set()
    cells = []
    for place in table.places:
        cell = _cell(place, table, report)
        if place.cell and place.row not in marked:  # the first value of a row tells where the row lies
            marked.add(place.row)
            cell["mark"] = True
        room = sum(widths[place.column : place.column + place.columns]) - 2 * _INSET
        if place.cell and width_of(cell["words"]) * size * _FIGURE > room:
            cell["fit"] = True
        cells.append(cell)
    return {
        "kind": "table",
        "id": table.id,
        "overhang": (sum(widths) - text_width(layout)) / 2,
        "widths": widths,
        "size": size,
        "line": _SINGLE * size,
        "pad": (height - _SINGLE * size) / 2,
        "inset": _INSET,
        "header": table.header_rows,
        "high": _height(cells, widths, size, height) > _room_for_table(layout) - 2 * _SINGLE * size,
        "cells": cells,
    }


def _height(cells: list[Json], widths: list[float], size: float, least: float) -> float:
    """About the height of a table, in points; lines that end early may make it a line or two more."""
    rows: dict[int, float] = {}
    for cell in cells:
        held = floor((sum(widths[cell["x"] : cell["x"] + cell["columns"]]) - 2 * _INSET) / size)
        lines = 1 if cell.get("fit") else max(1, ceil(width_of(cell["words"]) / max(1, held)))
        share = (least + (lines - 1) * _SINGLE * size) / cell["rows"]
        for row in range(cell["y"], cell["y"] + cell["rows"]):
            rows[row] = max(rows.get(row, least), share)
    return sum(rows.values())


def _room_for_table(layout: Layout) -> float:
    """Points under a section's heading at the top of a page."""
    return (PAGE_HEIGHT - layout.top - bottom_margin(layout)) * MM - line_height(layout)


def _cell(place: Place, table: Table, report: Report) -> Json:
    """A rectangle of the table; labels that lie on several levels read from the left, as in the official blank."""
    several = table.label_columns > 1 and place.role in ("label", "corner")
    value = show(report.get(place.cell), report.edition.cells[place.cell].kind) if place.cell else place.text
    return {
        "x": place.column,
        "y": place.row,
        "rows": place.rows,
        "columns": place.columns,
        "role": place.role,
        "left": several or place.role == "heading",
        "words": one_line(value),
    }
