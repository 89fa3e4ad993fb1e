"""A plain text of the report, for Notepad and for forms on the web: one paragraph a line, tables parted by tabs.

UTF-8 with its mark and lines ended as on Windows: older Notepads and WPS take anything else for GBK, or for one line.
"""

import re
from collections.abc import Iterator

from nianbao.core.edition import Table
from nianbao.core.preamble import PREAMBLE, title
from nianbao.core.report import Report
from nianbao.core.values import show
from nianbao.files.writers.characters import clean, one_line

_MARKUP = re.compile(r"\||^#{1,6}(?=\s)|^\*\*(?=.*\*\*$)|\*\*$")  # what makes a table or a heading of a line elsewhere
_FULL_WIDTH = str.maketrans("|#*", "\uff5c\uff03\uff0a")


def write_text(report: Report, *, draft: bool = False) -> bytes:
    """The bytes of the .txt file."""
    lines = [*(["草稿"] if draft else []), _line(title(report.edition, report.values))]
    lines += ["", *_paragraphs(report.text(PREAMBLE))]
    for section in report.edition.sections:
        lines += ["", section.heading]
        lines += _rows(report, section.table) if section.table else _paragraphs(report.text(section.text))
    if report.get("signature") == "yes":
        lines += ["", *(_line(report.text(cell)) for cell in ("unit.name", "date"))]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def _paragraphs(text: str) -> Iterator[str]:
    return (line for paragraph in clean(text).split("\n") if (line := _line(paragraph)))


def _line(text: str) -> str:
    """The text on one line that no program takes for a row of a table: bars in it are written full-width."""
    kept = one_line(text).replace("\t", " ").strip()
    return _MARKUP.sub(lambda sign: sign[0].translate(_FULL_WIDTH), kept)


def _rows(report: Report, table: Table) -> Iterator[str]:
    """The rows with a tab between columns, so that they paste into a sheet; a merged cell stands at its first place."""
    for row in range(table.row_count):
        entries = [""] * table.column_count
        for place in table.places:
            if place.row == row:
                cell = report.edition.cells.get(place.cell)
                entries[place.column] = show(report.get(place.cell), cell.kind) if cell else place.text
        yield "\t".join(entries)
