"""The form as other programs draw it: spreadsheets, Word files, web pages and texts that the clerk gets from others."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from io import BytesIO

from nianbao.core.edition import Edition, Table
from nianbao.core.preamble import title
from nianbao.core.report import Report
from nianbao.core.values import Value, show

Content = Value | None
Shown = Callable[[Content], Content]


@dataclass(frozen=True)
class Rectangle:
    """A cell of a sheet, merged or not, and what stands in it."""

    row: int
    column: int
    rows: int
    columns: int
    content: Content


Sheet = list[Rectangle]


def as_it_is(content: Content) -> Content:
    return content


def as_text(content: Content) -> Content:
    return None if content is None else show(content)


def in_full_width(content: Content) -> Content:
    """Digits as a Chinese input method types them: １２．５."""
    wide = str.maketrans("0123456789.+-", "０１２３４５６７８９．＋－")
    return None if content is None else show(content).translate(wide)


def drawn(report: Report, table: Table, top: int = 0, shown: Shown = as_it_is) -> Sheet:
    """The rectangles of a table, its first row at `top`."""
    return [
        Rectangle(
            top + place.row,
            place.column,
            place.rows,
            place.columns,
            shown(report.get(place.cell)) if place.role == "value" else place.text,
        )
        for place in table.places
    ]


def one_sheet(report: Report, shown: Shown = as_it_is) -> dict[str, Sheet]:
    """Title, headings, texts and the three tables under one another."""
    sheet = [Rectangle(0, 0, 1, 15, title(report.edition, report.values))]
    for section in report.edition.sections:
        sheet.append(Rectangle(_after(sheet), 0, 1, 15, section.heading))
        if section.table:
            sheet += drawn(report, section.table, _after(sheet), shown)
        for paragraph in report.text(section.text).split("\n") if section.text else ():
            sheet.append(Rectangle(_after(sheet), 0, 1, 15, paragraph))
    return {"年报": sheet}


def a_sheet_a_table(report: Report, shown: Shown = as_it_is) -> dict[str, Sheet]:
    """Nothing but the tables, each on a sheet of its own that does not begin at the top."""
    return {f"表{number}": drawn(report, table, 2, shown) for number, table in enumerate(report.edition.tables, 1)}


def _after(sheet: Sheet) -> int:
    return max(rectangle.row + rectangle.rows for rectangle in sheet)


# spreadsheets


def xlsx(sheets: Mapping[str, Sheet], *, merged: bool = True) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, sheet in sheets.items():
        drawing = book.create_sheet(name)
        for r in sheet:
            drawing.cell(r.row + 1, r.column + 1, r.content)
            if merged and r.rows * r.columns > 1:
                drawing.merge_cells(None, r.row + 1, r.column + 1, r.row + r.rows, r.column + r.columns)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def xls(sheets: Mapping[str, Sheet], *, merged: bool = True) -> bytes:
    import xlwt

    book = xlwt.Workbook()
    for name, sheet in sheets.items():
        drawing = book.add_sheet(name)
        for r in sheet:
            if merged and r.rows * r.columns > 1:
                drawing.write_merge(r.row, r.row + r.rows - 1, r.column, r.column + r.columns - 1, r.content)
            elif r.content is not None:
                drawing.write(r.row, r.column, r.content)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods(sheets: Mapping[str, Sheet], *, merged: bool = True) -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import CoveredTableCell, TableCell, TableRow
    from odf.table import Table as OdfTable
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    for name, sheet in sheets.items():
        drawing = OdfTable(name=name)
        starts, covered = _places(sheet)
        for row in range(_after(sheet)):
            line = TableRow()
            for column in range(1 + max(c for _, c in covered | starts.keys())):
                r = starts.get((row, column))
                cell = CoveredTableCell() if merged and (row, column) in covered else TableCell()
                if r is not None and r.content is not None:
                    number = not isinstance(r.content, str)
                    value = {"valuetype": "float", "value": str(r.content)} if number else {"valuetype": "string"}
                    spans = {"numberrowsspanned": r.rows, "numbercolumnsspanned": r.columns} if merged else {}
                    cell = TableCell(**value, **spans)
                    cell.addElement(P(text=str(r.content)))
                line.addElement(cell)
            drawing.addElement(line)
        document.spreadsheet.addElement(drawing)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _places(sheet: Sheet) -> tuple[dict[tuple[int, int], Rectangle], set[tuple[int, int]]]:
    """The rectangles by their first place, and the other places that they cover."""
    starts = {(r.row, r.column): r for r in sheet}
    all_places = {(r.row + i, r.column + j) for r in sheet for i in range(r.rows) for j in range(r.columns)}
    return starts, all_places - starts.keys()


# Word, web, text


def docx(report: Report, *, merged: bool = True) -> bytes:
    """A Word file as python-docx makes it, with merged cells or with blank ones in their stead."""
    from docx import Document

    document = Document()
    document.add_paragraph(title(report.edition, report.values))
    for section in report.edition.sections:
        document.add_paragraph(section.heading)
        for paragraph in report.text(section.text).split("\n") if section.text else ():
            document.add_paragraph(paragraph)
        if section.table:
            table = document.add_table(section.table.row_count, section.table.column_count)
            cells = {(r, c): cell for r, row in enumerate(table.rows) for c, cell in enumerate(row.cells)}
            for r in drawn(report, section.table, shown=as_text):
                cell = cells[r.row, r.column]
                if merged and r.rows * r.columns > 1:
                    cell = cell.merge(cells[r.row + r.rows - 1, r.column + r.columns - 1])
                cell.text = str(r.content or "")
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def html(report: Report, head: str = '<meta charset="utf-8">') -> str:
    """A page as sites print them: everything in spans, blank cells as &nbsp;."""
    lines = [f"<html><head>{head}<title>年报</title></head><body>"]
    lines.append(f"<div><strong>{escape(title(report.edition, report.values))}</strong></div>")
    for section in report.edition.sections:
        lines.append(f"<p><span>{section.heading[:2]}</span><span>{section.heading[2:]}</span></p>")
        lines += [f"<p>　　{escape(p)}</p>" for p in report.text(section.text).split("\n") if section.text]
        if section.table:
            lines += _html_table(report, section.table)
    return "\n".join([*lines, "</body></html>"])


def _html_table(report: Report, table: Table) -> Iterator[str]:
    yield "<table><tbody>"
    for row in range(table.row_count):
        yield "<tr>"
        for r in drawn(report, table, shown=as_text):
            if r.row == row:
                content = escape(str(r.content)) if r.content is not None else "&nbsp;"
                yield f'<td rowspan="{r.rows}" colspan={r.columns}><p><span>{content}</span></p></td>'
        yield "</tr>"
    yield "</tbody></table>"


def lines(report: Report, separator: str) -> str:
    """The report as plain text: the cells of a row on one line, between tabs or bars."""
    text = [title(report.edition, report.values)]
    for section in report.edition.sections:
        text += ["", section.heading, "", *(report.text(section.text).split("\n") if section.text else ())]
        if section.table:
            text += _text_rows(report, section.table, separator)
    return "\n".join(text)


def _text_rows(report: Report, table: Table, separator: str) -> Iterator[str]:
    for row in range(table.row_count):
        cells = [""] * table.column_count
        for r in drawn(report, table, shown=as_text):
            if r.row == row:
                cells[r.column] = str(r.content or "")
        yield separator + separator.join(cells) + separator if separator == "|" else separator.join(cells)


def figures(edition: Edition, values: Mapping[str, Value]) -> dict[str, Value]:
    """The values of the three tables alone."""
    return {cell.id: values[cell.id] for cell in edition.table_cells if cell.id in values}
