"""One sheet of a workbook as SpreadsheetML: cells in named styles, widths and heights, printing, protection."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from nianbao.core.grids import column_letters
from nianbao.core.values import Value, show
from nianbao.files.errors import UserError
from nianbao.files.writers.characters import clean

# the cell formats of resources/excel/styles.xml, in their order there
STYLES = (
    *("plain", "title", "heading", "header", "label"),
    *("count", "change", "amount", "total", "text", "quoted", "year", "name"),
)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MAX_TEXT = 32_767  # characters of an entry
_TEXT_SIZE = 11.0  # points
_HEADING_HEIGHT = 26.0
_MAX_HEIGHT = 400.0  # points of a row: 409 is the most
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as the letter A (ECMA-376, ST_Xstring)
_RETYPED = re.compile(r"[=+\-@'0-9]")  # what begins a text that Excel would make something else of, were it typed


def xml_text(text: str) -> str:
    """The clean text as it stands in an XML part."""
    return escape(clean(text), {'"': "&quot;"})


def height_of(text: str, width: float, size: float) -> float:
    """Points that a wrapped text of this font size (points) needs in columns of this width (characters)."""
    halves = sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
    capacity = max(2, int(width * 7 / (size * 2 / 3)) - 1)  # pixels over those of half a Chinese character
    return -(-max(1, halves) // capacity) * size * 1.4


@dataclass
class ExcelSheet:
    """A sheet in the making; rows and columns count from 1. `widths` are characters of the normal font.

    `repeated` are the rows that every printed page begins with, `frozen` the rows and columns that stay in sight.
    """

    name: str
    widths: list[float]
    landscape: bool = False
    one_page: bool = False
    repeated: tuple[int, int] | None = None
    frozen: tuple[int, int] | None = None
    heights: dict[int, float] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    _rows: dict[int, dict[int, str]] = field(default_factory=dict)

    def put(self, row: int, column: int, content: Value | None, style: str, formula: str = "") -> None:
        """Write a number, with the formula that gives it if there is one, or a text, which is never taken for one."""
        if isinstance(content, str):
            inside, kind = f'<is><t xml:space="preserve">{self._held(content)}</t></is>', ' t="inlineStr"'
            if style == "text" and _RETYPED.match(content):
                style = "quoted"
        else:
            number = "" if content is None else f"<v>{show(content)}</v>"
            inside, kind = f"{f'<f>{formula}</f>' if formula else ''}{number}", ""
        place = f'r="{column_letters(column - 1)}{row}" s="{STYLES.index(style)}"{kind}'
        self._rows.setdefault(row, {})[column] = f"<c {place}>{inside}</c>" if inside else f"<c {place}/>"

    def put_heading(self, text: str) -> None:
        """Write what stands over the sheet into its first row."""
        self.put(1, 1, text, "title")
        self.heights[1] = _HEADING_HEIGHT

    def put_over(
        self, row: int, column: int, content: Value | None, style: str, *, rows: int = 1, columns: int = 1
    ) -> None:
        """As `put`, merged over several rows and columns."""
        for r in range(row, row + rows):
            for c in range(column, column + columns):
                self.put(r, c, content if (r, c) == (row, column) else None, style)
        if rows * columns > 1:
            corners = (f"{column_letters(column - 1)}{row}", f"{column_letters(column + columns - 2)}{row + rows - 1}")
            self.merged.append(":".join(corners))

    def put_paragraphs(self, row: int, text: str) -> None:
        """Write one paragraph a row over all columns; one too long for the tallest row gets several, merged."""
        for paragraph in filter(str.strip, clean(text).split("\n")):
            height = height_of(paragraph, sum(self.widths), _TEXT_SIZE) + 4
            rows = int(-(-height // _MAX_HEIGHT))
            self.put_over(row, 1, paragraph, "text", rows=rows, columns=len(self.widths))
            self.heights.update(dict.fromkeys(range(row, row + rows), height / rows))
            row += rows

    def xml(self, *, draft: bool, first: bool) -> str:
        """The sheet as a part of the package, in the order of CT_Worksheet (ECMA-376)."""
        selected = ' tabSelected="1"' if first else ""
        turned = "landscape" if self.landscape else "portrait"
        return "".join(
            (
                f'{XML}<worksheet xmlns="{SHEETS}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
                f'<sheetViews><sheetView{selected} workbookViewId="0">{self._pane()}',
                '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>',
                *(
                    f'<col min="{n}" max="{n}" width="{width:.2f}" style="{STYLES.index("text")}" customWidth="1"/>'
                    for n, width in enumerate(self.widths, 1)
                ),
                "</cols><sheetData>",
                *self._row_parts(),
                "</sheetData>",
                '<sheetProtection sheet="1" objects="1" scenarios="1" formatCells="0" formatColumns="0" formatRows="0" '
                'insertRows="0" deleteRows="0"/>',
                *self._merged_parts(),
                '<printOptions horizontalCentered="1"/>'
                '<pageMargins left="0.59" right="0.59" top="0.98" bottom="0.98" header="0.51" footer="0.51"/>',
                f'<pageSetup paperSize="9" orientation="{turned}" fitToWidth="1" fitToHeight="{int(self.one_page)}"/>',
                f"<headerFooter>{'<oddHeader>&amp;C草稿</oddHeader>' if draft else ''}"
                "<oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>",
                '<ignoredErrors><ignoredError sqref="A1:Z1000" numberStoredAsText="1"/></ignoredErrors></worksheet>',
            )
        )

    def _held(self, text: str) -> str:
        if len(text) > _MAX_TEXT:
            raise UserError(
                f"有一段文字长达 {len(text)} 字，Excel 的一格放不下。", "请把它分成几段，再输出 Excel 文件。"
            )
        return _ESCAPE.sub("_x005F_", xml_text(text))

    def _pane(self) -> str:
        if self.frozen is None:
            return ""
        rows, columns = self.frozen
        corner = f"{column_letters(columns)}{rows + 1}"
        return (
            f'<pane xSplit="{columns}" ySplit="{rows}" topLeftCell="{corner}" activePane="bottomRight" state="frozen"/>'
        )

    def _row_parts(self) -> Iterator[str]:
        for row in sorted(self._rows):
            height = f' ht="{self.heights[row]:.2f}" customHeight="1"' if row in self.heights else ""
            yield f'<row r="{row}"{height}>{"".join(cell for _, cell in sorted(self._rows[row].items()))}</row>'

    def _merged_parts(self) -> Iterator[str]:
        if self.merged:
            cells = "".join(f'<mergeCell ref="{merged}"/>' for merged in self.merged)
            yield f'<mergeCells count="{len(self.merged)}">{cells}</mergeCells>'
