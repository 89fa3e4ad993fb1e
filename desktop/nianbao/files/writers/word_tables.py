"""The official tables as WordprocessingML, each in one piece: a cell at a time through python-docx takes seconds."""

from itertools import accumulate, pairwise

from nianbao.core.edition import Place, Table
from nianbao.core.report import Report
from nianbao.core.values import show
from nianbao.files.writers.word_text import paragraph

TEXT_WIDTH = 8845  # twips: 156 mm, the text area of the template's page
_SHADE = "C6D9F1"  # of the heading rows in the official blank
_ROW_HEIGHT = 454  # twips, 8 mm: at least so much
_LOW_ROW_HEIGHT = 340  # 6 mm as in the official blank: so a long table fits on one page
_LONG = 20
_NARROW = 600  # a column under so many twips wants the small styles: four characters then wrap two and two


def table_xml(table: Table, report: Report) -> str:
    """`<w:tbl>` with the report's values. WPS reads the grid and Word the cells: both are written, and agree."""
    widths = _scaled(table.widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row(table, row, cells) for row, cells in enumerate(_cells(table, report, widths)))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def _scaled(widths: tuple[int, ...]) -> list[int]:
    """The columns' widths in twips; their sum is the text width to the twip."""
    edges = [round(edge * TEXT_WIDTH / sum(widths)) for edge in accumulate(widths, initial=0)]
    return [right - left for left, right in pairwise(edges)]


def _row(table: Table, row: int, cells: list[str]) -> str:
    height = _LOW_ROW_HEIGHT if table.row_count > _LONG else _ROW_HEIGHT
    repeated = "<w:tblHeader/>" if row < table.header_rows else ""
    properties = f'<w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{repeated}'
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cells(table: Table, report: Report, widths: list[int]) -> list[list[str]]:
    """The cells of each drawn row from left to right; a merged rectangle has one in every row that it cuts."""
    narrow = "Narrow" if min(widths) < _NARROW else ""
    rows: list[list[str]] = [[] for _ in range(table.row_count)]
    for place in sorted(table.places, key=lambda place: place.column):
        style, text = _style(place, table) + narrow, _text(place, report)
        width = sum(widths[place.column : place.column + place.columns])
        for row in range(place.row, place.row + place.rows):
            # the styles keep every row with the next one; the last must not drag the following heading along
            free = '<w:keepNext w:val="0"/>' if row == table.row_count - 1 else ""
            words = paragraph(style, text if row == place.row else "", properties=free)
            rows[row].append(f"<w:tc>{_properties(place, row, width)}{words}</w:tc>")
    return rows


def _properties(place: Place, row: int, width: int) -> str:
    span = f'<w:gridSpan w:val="{place.columns}"/>' if place.columns > 1 else ""
    merge = f'<w:vMerge w:val="{"restart" if row == place.row else "continue"}"/>' if place.rows > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_SHADE}"/>' if place.role == "heading" else ""
    return f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{shade}<w:vAlign w:val="center"/></w:tcPr>'


def _style(place: Place, table: Table) -> str:
    """As in the official blank: labels that lie on several levels read from the left, others are centred."""
    if place.role == "value":
        return "TableNumber"
    if place.role == "header":
        return "TableHeader"
    return "TableLabel" if place.role == "heading" or table.label_columns > 1 else "TableText"


def _text(place: Place, report: Report) -> str:
    if place.role == "value":
        return show(report.get(place.cell), report.edition.cells[place.cell].kind)
    return place.text
