"""The official tables as WordprocessingML, each in one piece: cell by cell through an object model takes seconds."""

from itertools import accumulate, pairwise

from nianbao.core.edition import Place, Table
from nianbao.core.report import Report
from nianbao.core.values import show
from nianbao.files.writers.characters import one_line
from nianbao.files.writers.levels import width_of
from nianbao.files.writers.word_text import paragraph

_SHADE = "C6D9F1"  # of the heading rows in the official blank
_ROW_HEIGHT = 454  # twips, 8 mm: at least so much
_LOW_ROW_HEIGHT = 340  # 6 mm as in the official blank: so a long table fits on one page
_LONG = 20
_NARROW = 600  # a column under so many twips wants the small styles: four characters then wrap two and two
_MARGIN, _THIN_MARGIN = 57, 15  # twips to the left and to the right of a cell's text: usual, and for long numbers
_FIGURE = 0.64  # width of a digit, of its size: 宋体 has 0.5, but what stands in for it may have this
# styles for numbers: size in points and width (1 = not drawn together) as the style has them, and the cell's margin
_USUAL = (("TableNumber", 10, 1.0, _MARGIN), ("TableNumber", 10, 1.0, _THIN_MARGIN))
_SMALL = (("TableNumberNarrow", 9, 1.0, _MARGIN), ("TableNumberNarrow", 9, 1.0, _THIN_MARGIN))
_DRAWN = (("TableNumberLong", 9, 0.8, _THIN_MARGIN), ("TableNumberLongest", 9, 0.6, _THIN_MARGIN))


def table_xml(table: Table, report: Report, total: int) -> str:
    """`<w:tbl>` with the report's values, `total` twips wide.

    WPS reads the grid and Word the cells: both are written, and agree.
    """
    widths = _scaled(table.widths, total)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row(table, row, cells) for row, cells in enumerate(_cells(table, report, widths)))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def _scaled(widths: tuple[int, ...], total: int) -> list[int]:
    """The columns' widths in twips; their sum is the whole width to the twip."""
    edges = [round(edge * total / sum(widths)) for edge in accumulate(widths, initial=0)]
    return [right - left for left, right in pairwise(edges)]


def _row(table: Table, row: int, cells: list[str]) -> str:
    height = _LOW_ROW_HEIGHT if table.row_count > _LONG else _ROW_HEIGHT
    repeated = "<w:tblHeader/>" if row < table.header_rows else ""
    properties = f'<w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{repeated}'
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cells(table: Table, report: Report, widths: list[int]) -> list[list[str]]:
    """The cells of each drawn row from left to right; a merged rectangle has one in every row that it cuts."""
    narrow = min(widths) < _NARROW
    rows: list[list[str]] = [[] for _ in range(table.row_count)]
    for place in sorted(table.places, key=lambda place: place.column):
        text, width = _text(place, report), sum(widths[place.column : place.column + place.columns])
        style, margin = _style(place, table, narrow=narrow), _MARGIN
        if place.role == "value":
            style, margin = _number_style(text, width, narrow=narrow)
        for row in range(place.row, place.row + place.rows):
            # the styles keep every row with the next one; the last must not drag the following heading along
            free = '<w:keepNext w:val="0"/>' if row == table.row_count - 1 else ""
            words = paragraph(style, text if row == place.row else "", properties=free)
            rows[row].append(f"<w:tc>{_properties(place, row, width, margin)}{words}</w:tc>")
    return rows


def _properties(place: Place, row: int, width: int, margin: int) -> str:
    span = f'<w:gridSpan w:val="{place.columns}"/>' if place.columns > 1 else ""
    merge = f'<w:vMerge w:val="{"restart" if row == place.row else "continue"}"/>' if place.rows > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_SHADE}"/>' if place.role == "heading" else ""
    sides = "".join(f'<w:{side} w:w="{margin}" w:type="dxa"/>' for side in ("left", "right"))
    margins = f"<w:tcMar>{sides}</w:tcMar>" if margin != _MARGIN else ""
    inside = f"{span}{merge}{shade}{margins}"
    return f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{inside}<w:vAlign w:val="center"/></w:tcPr>'


def _style(place: Place, table: Table, *, narrow: bool) -> str:
    """As in the official blank: labels that lie on several levels read from the left, others are centred."""
    if place.role == "header":
        name = "TableHeader"
    else:
        name = "TableLabel" if place.role == "heading" or table.label_columns > 1 else "TableText"
    return f"{name}Narrow" if narrow else name


def _number_style(text: str, width: int, *, narrow: bool) -> tuple[str, int]:
    """The style and the cell's margin with which a number stays on one line: eight digits in the form's columns."""
    figures = 2 * width_of(text) * _FIGURE * 20
    looks = (*(() if narrow else _USUAL), *_SMALL, *_DRAWN)
    fitting = ((style, m) for style, size, drawn, m in looks if figures * size * drawn <= width - 2 * m)
    return next(fitting, ("TableNumberLongest", _THIN_MARGIN))


def _text(place: Place, report: Report) -> str:
    if place.role == "value":
        return one_line(show(report.get(place.cell), report.edition.cells[place.cell].kind)).strip()
    return place.text
