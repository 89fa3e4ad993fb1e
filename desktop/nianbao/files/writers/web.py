"""A web page of the report: one clean, accessible HTML file with the official tables."""

from collections.abc import Iterator
from html import escape

from nianbao.core.edition import Place, Section, Table
from nianbao.core.preamble import PREAMBLE, title
from nianbao.core.report import Report
from nianbao.core.values import show

_STYLE = (
    "body{max-width:50em;margin:2em auto;padding:0 1em;font-family:FangSong,仿宋,serif;line-height:1.8}"
    "h1{text-align:center}p{text-indent:2em;margin:.5em 0}.signature{text-align:right;text-indent:0}"
    "table{border-collapse:collapse;width:100%;line-height:1.4;font-family:SimSun,宋体,serif;font-size:.85em}"
    "td,th{border:1px solid #000;padding:.2em .4em;text-align:center;font-weight:normal}"
    "th[scope=row],th[scope=rowgroup]{text-align:left}th.heading{background:#c6d9f1;text-align:left}"
)


def write_web(report: Report) -> bytes:
    """The page in UTF-8."""
    name = escape(title(report.edition, report.values))
    lines = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{name}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        f"<h1>{name}</h1>",
        *_paragraphs(report.text(PREAMBLE)),
    ]
    for section in report.edition.sections:
        lines.append(f"<h2>{escape(section.heading)}</h2>")
        lines += _table(report, section, section.table) if section.table else _paragraphs(report.text(section.text))
    if report.get("signature") == "yes":
        lines += [f'<p class="signature">{escape(report.text(cell))}</p>' for cell in ("unit.name", "date")]
    lines += ["</body>", "</html>", ""]
    return "\n".join(lines).encode()


def _paragraphs(text: str) -> Iterator[str]:
    return (f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n") if paragraph.strip())


def _table(report: Report, section: Section, table: Table) -> Iterator[str]:
    yield "<table>"
    yield f"<caption hidden>{escape(section.heading)}</caption>"
    for row in range(table.row_count):
        cells = "".join(_cell(report, place) for place in table.places if place.row == row)
        yield f"<tr>{cells}</tr>"
    yield "</table>"


def _cell(report: Report, place: Place) -> str:
    spans = f' rowspan="{place.rows}"' if place.rows > 1 else ""
    spans += f' colspan="{place.columns}"' if place.columns > 1 else ""
    if place.role == "value":
        return f"<td{spans}>{escape(show(report.get(place.cell), report.edition.cells[place.cell].kind))}</td>"
    if place.role == "corner":
        return f"<td{spans}>{escape(place.text)}</td>"
    if place.role == "label":
        scope = "rowgroup" if place.rows > 1 else "row"
    else:
        scope = "colgroup" if place.columns > 1 else "col"
    mark = ' class="heading"' if place.role == "heading" else ""
    return f'<th scope="{scope}"{mark}{spans}>{escape(place.text)}</th>'
