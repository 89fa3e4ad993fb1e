"""Word files: tables whole or cut, labels over several runs, content controls around everything."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from random import Random
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from hypothesis import strategies as st

from layouts.cuts import cut_in_two, in_many
from layouts.form import Box, Draft, Drawing, File, Line

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    ),
}
_RULED = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_RULED = f'<w:tblBorders>{_RULED}</w:tblBorders><w:tblLayout w:type="fixed"/>'


@dataclass(frozen=True)
class WordStyle:
    """How a Word file is made up. `tables`: "whole", "cut", "cut, header again" or "many" with columns of their own.

    `runs`: the text of a cell in "one" run, "several", or in "paragraphs" where it has line breaks.
    `controls`: the levels of LEVELS that content controls stand around.
    """

    tables: str = "whole"
    merged: bool = True
    runs: str = "one"
    controls: tuple[str, ...] = ()
    seed: int = 0


LEVELS = ("block", "row", "cell", "text")
styles = st.builds(
    WordStyle,
    tables=st.sampled_from(("whole", "cut", "cut, header again", "many")),
    merged=st.sampled_from((True, True, False)),
    runs=st.sampled_from(("one", "several", "paragraphs")),
    controls=st.lists(st.sampled_from(LEVELS), max_size=3, unique=True).map(tuple),
    seed=st.integers(0, 999),
)


def word(draft: Draft, style: WordStyle = WordStyle()) -> File:
    random = Random(style.seed)
    body = "".join(_piece(piece, style, random) for piece in draft.pieces)
    lost = draft.unplaced() if style.tables == "many" else frozenset[str]()
    return File("上年年报.docx", package(body), draft, lost, within="表格")


def package(body: str) -> bytes:
    """A Word file of as few parts as there can be."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, content)
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>')
    return stream.getvalue()


def _piece(piece: Line | Drawing, style: WordStyle, random: Random) -> str:
    if isinstance(piece, Line):
        return _controlled("block", _paragraph(piece.text, style), style)
    tables = [piece]
    if style.tables.startswith("cut"):
        tables = cut_in_two(piece, random, header_again=style.tables != "cut")
    elif style.tables == "many":
        tables = in_many(piece)
    between = "" if style.tables == "whole" else "<w:p/>"
    return between.join(_controlled("block", table_xml(table, style), style) for table in tables)


def table_xml(table: Drawing, style: WordStyle = WordStyle()) -> str:
    grid = f'<w:gridCol w:w="{_width(table)}"/>' * table.columns
    rows = "".join(_row(table, row, style) for row in range(table.rows))
    return f"<w:tbl><w:tblPr>{_RULED}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _row(table: Drawing, row: int, style: WordStyle) -> str:
    return _controlled("row", f"<w:tr>{''.join(_cells(table, row, style))}</w:tr>", style)


def _width(table: Drawing) -> int:
    """The width of a column in twentieths of a point: all have the same."""
    return 9000 // table.columns


def _cells(table: Drawing, row: int, style: WordStyle) -> Iterator[str]:
    """The cells of a row, those continuing a merged one from above too."""
    crossing = [box for box in table.boxes if box.row <= row < box.row + box.rows]
    for box in sorted(crossing, key=lambda box: box.column):
        first = box.row == row
        text = box.text if first else ""
        if not style.merged:
            for place in range(box.columns):
                yield _cell("" if place else text, f'<w:tcW w:w="{_width(table)}" w:type="dxa"/>', style)
            continue
        width = f'<w:tcW w:w="{_width(table) * box.columns}" w:type="dxa"/>'
        span = f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else ""
        yield _cell(text, f"{width}{span}{_merge(box, first=first)}", style)


def _merge(box: Box, *, first: bool) -> str:
    if box.rows == 1:
        return ""
    return '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"


def _cell(text: str, properties: str, style: WordStyle) -> str:
    lines = text.split("\n") if style.runs == "paragraphs" else [text]
    content = "".join(_paragraph(line, style) for line in lines)
    return _controlled("cell", f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>", style)


def _paragraph(text: str, style: WordStyle) -> str:
    step = 2 if style.runs == "several" else max(1, len(text))
    runs = [_run(text[at : at + step], bold=at % 4 > 0) for at in range(0, len(text), step)]
    return f"<w:p>{_controlled('text', ''.join(runs), style) if runs else ''}</w:p>"


def _run(text: str, *, bold: bool) -> str:
    parts = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}{'<w:br/>'.join(parts)}</w:r>"


def _controlled(level: str, content: str, style: WordStyle) -> str:
    """Around the content two content controls, one in the other, where the style has them at this level."""
    if level not in style.controls:
        return content
    for name in ("内", "外"):
        properties = f'<w:sdtPr><w:alias w:val="{name}"/></w:sdtPr>'
        content = f"<w:sdt>{properties}<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    return content
