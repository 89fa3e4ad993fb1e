"""A web page of the report: one clean, accessible HTML file with the official tables, to be pasted into any web site.

Characters that GBK lacks are written as numbers (&#131072;), for many offices' sites still keep their pages in GBK.
"""

from collections.abc import Iterator, Mapping
from html import escape
from itertools import pairwise
from typing import Literal

from nianbao.core.edition import Node, Place, Section, Table
from nianbao.core.preamble import PREAMBLE, title
from nianbao.core.report import Report
from nianbao.core.values import show
from nianbao.files.program import PROGRAM
from nianbao.files.writers.characters import clean, one_line

_STYLE = (
    "body{max-width:50em;margin:2em auto;padding:0 1em;font-family:FangSong,仿宋,serif;line-height:1.8}"
    "h1{text-align:center}p{text-indent:2em;margin:.5em 0}.signature{text-align:right;text-indent:0}"
    ".draft{text-align:center}"
    "table{border-collapse:collapse;width:100%;line-height:1.4;font-family:SimSun,宋体,serif;font-size:.85em}"
    "caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}"
    "td,th{border:1px solid #000;padding:.2em .4em;text-align:center;font-weight:normal}"
    "tbody th[scope=row]{text-align:left}th.heading{background:#c6d9f1;text-align:left}"
    "@media print{tr{break-inside:avoid}thead{display:table-header-group}}"
)


def write_web(report: Report, encoding: Literal["utf-8", "gbk"] = "utf-8", *, draft: bool = False) -> bytes:
    """The page in this encoding, which it declares."""
    name = _held(one_line(title(report.edition, report.values)))
    lines = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        f'<meta charset="{encoding}">',
        f'<meta name="generator" content="{PROGRAM}">',
        f"<title>{name}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        *(['<p class="draft">草稿</p>'] if draft else []),
        f"<h1>{name}</h1>",
        *_paragraphs(report.text(PREAMBLE)),
    ]
    for section in report.edition.sections:
        lines.append(f"<h2>{_held(section.heading)}</h2>")
        lines += _table(report, section, section.table) if section.table else _paragraphs(report.text(section.text))
    if report.get("signature") == "yes":
        lines += [f'<p class="signature">{_held(report.text(cell))}</p>' for cell in ("unit.name", "date")]
    page = "\n".join((*lines, "</body>", "</html>", ""))
    return page.encode("gbk", "xmlcharrefreplace").decode("gbk").encode(encoding)


def _held(text: str) -> str:
    """The text as markup, without the characters that no page can hold."""
    return escape(clean(text))


def _paragraphs(text: str) -> Iterator[str]:
    return (f"<p>{_held(paragraph)}</p>" for paragraph in clean(text).split("\n") if paragraph.strip())


def _table(report: Report, section: Section, table: Table) -> Iterator[str]:
    """Caption, column groups, the header's rows, and a group of rows for each block: a screen reader tells of each
    number what it is. The border is an attribute too: a site that drops the style of what is pasted draws the lines.
    """
    groups = _column_groups(table)
    yield '<table border="1">'
    yield f"<caption>{_held(section.heading)}</caption>"
    yield from (f'<colgroup span="{span}"></colgroup>' for span in groups.values())
    if table.header_rows:
        yield from ("<thead>", *_rows(report, table, groups, range(table.header_rows)), "</thead>")
    starts = [place.row for place in table.places if place.role == "heading"] or [table.header_rows]
    for start, end in pairwise((*starts, table.row_count)):
        yield from ("<tbody>", *_rows(report, table, groups, range(start, end)), "</tbody>")
    yield "</table>"


def _column_groups(table: Table) -> dict[int, int]:
    """The widths of the column groups by their first column: the labels, then what the innermost headers are over."""
    if not table.header_rows:
        return {}
    widths = [width for node in table.blocks[0].columns for width in _widths(node)]
    widths[:0] = [table.label_columns] if table.label_columns else []
    return {sum(widths[:n]): width for n, width in enumerate(widths)}


def _widths(node: Node) -> Iterator[int]:
    if not any(child.children for child in node.children):
        yield node.width
        return
    for child in node.children:
        yield from _widths(child)


def _rows(report: Report, table: Table, groups: Mapping[int, int], rows: range) -> Iterator[str]:
    for row in rows:
        cells = "".join(_cell(report, place, groups) for place in table.places if place.row == row)
        yield f"<tr>{cells}</tr>"


def _cell(report: Report, place: Place, groups: Mapping[int, int]) -> str:
    spans = f' rowspan="{place.rows}"' if place.rows > 1 else ""
    spans += f' colspan="{place.columns}"' if place.columns > 1 else ""
    if place.role == "value":
        return f"<td{spans}>{_held(show(report.get(place.cell), report.edition.cells[place.cell].kind))}</td>"
    if place.role == "corner":
        return f"<td{spans}>{_held(place.text)}</td>"
    mark = ' class="heading"' if place.role == "heading" else ""
    return f'<th scope="{_scope(place, groups)}"{mark}{spans}>{_held(place.text)}</th>'


def _scope(place: Place, groups: Mapping[int, int]) -> str:
    """What a header is the header of. One that spans no whole group speaks for all the rows or columns it spans."""
    if place.role == "heading":
        return "rowgroup"
    if place.role == "label":
        return "row"
    return "colgroup" if place.columns > 1 and groups.get(place.column) == place.columns else "col"
