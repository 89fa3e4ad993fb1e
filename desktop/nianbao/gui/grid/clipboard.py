"""Rectangles of cells to and from the clipboard, as Excel, WPS and browsers put them there."""

import csv
import io
from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import QMimeData

from nianbao.core.grids import Grid


def to_text(rows: Iterable[Sequence[str]]) -> str:
    """The rectangle as tab-separated text; blanks stay blank."""
    return "\n".join("\t".join(row) for row in rows) + "\n"


def to_mime(rows: Sequence[Sequence[str]]) -> QMimeData:
    """The rectangle as a spreadsheet takes it and as a table for a text program."""
    mime = QMimeData()
    mime.setText(to_text(rows))
    cells = ("".join(f"<td>{escape(entry)}</td>" for entry in row) for row in rows)
    mime.setHtml(f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>")
    return mime


def from_mime(mime: QMimeData | None) -> list[list[str]]:
    """The rows on the clipboard; blanks keep their places. Empty when there is no text, or nothing at all."""
    if mime is None:
        return []
    text = mime.text()
    if not text.strip("\r\n") and mime.hasHtml():
        return _from_html(mime.html())
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.endswith("\n"):
        text = text[:-1]
    if not text:
        return []
    try:
        # a spreadsheet quotes an entry that holds a line break
        return [row or [""] for row in csv.reader(io.StringIO(text), delimiter="\t")]
    except csv.Error:  # an entry without end: no table at all
        return []


def _from_html(html: str) -> list[list[str]]:
    from nianbao.files.errors import UserError
    from nianbao.files.readers.web import read_web

    try:
        pieces = list(read_web(html.encode()))
    except UserError:
        return []
    grid = next((piece for piece in pieces if isinstance(piece, Grid)), None)
    return [[entry or "" for entry in row] for row in grid.rows] if grid else []
