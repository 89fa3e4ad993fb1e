"""A plain sheet (核对单, rule book) as a Word file, in named styles that the clerk can still adjust."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from nianbao.core.sheet import Sheet, SheetTable
from nianbao.files.program import OFFICE_KIND, office_properties
from nianbao.files.writers.characters import clean, one_line

if TYPE_CHECKING:
    from docx.document import Document

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_MAIN}}}"
_BODY, _HEADING = "宋体", "黑体"
_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_TWIPS = 1440 / 25.4  # in a millimetre
_SHADE = "E8E8E8"
_LONGEST_PROPERTY = 255
_LEADING = 1.25  # the distance of lines, by the size of the letters
# margin in mm, size of the text in points and share of the usual spacing: usual, and dense, to do on one page
_USUAL, _DENSE = (20.0, 10.0, 1.0), (12.0, 7.5, 0.3)
# id, name, font, size by that of the text, spacing before and after in points, centred, kept with what follows
_STYLES = (
    ("SheetTitle", "表单标题", _HEADING, 1.6, 0, 6, True, True),
    ("SheetLine", "表单说明", _BODY, 1.0, 0, 1, False, False),
    ("SheetHeading", "表单小标题", _HEADING, 1.1, 6, 2, False, True),
    ("SheetColumn", "表单栏目", _HEADING, 1.0, 1, 1, True, True),
    ("SheetCell", "表单内容", _BODY, 1.0, 1, 1, False, False),
    ("SheetCellCentred", "表单居中内容", _BODY, 1.0, 1, 1, True, False),
    ("SheetFoot", "表单签字", _BODY, 1.1, 12, 0, False, True),
    ("SheetPage", "表单页码", _BODY, 0.9, 0, 0, True, False),
)


def write_sheet_word(sheet: Sheet, now: datetime | None = None) -> bytes:
    """The bytes of the .docx file. `now` is the moment it is said to be made at; None for the present."""
    import docx

    document = docx.Document()
    margin, size, spacing = _DENSE if sheet.dense else _USUAL
    _set_styles(document, size, spacing)
    width = _set_page(document, margin)
    _fill_body(document, sheet, width)
    moment = now or datetime.now(UTC)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = one_line(sheet.title)[:_LONGEST_PROPERTY], "", ""
    properties.created = properties.modified = moment.astimezone(UTC) if moment.tzinfo else moment
    _name_program(document)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _name_program(document: "Document") -> None:
    """Ours instead of the one that the library's blank document was made with."""
    for relation in document.part.package.rels.values():
        if relation.reltype.endswith(OFFICE_KIND):
            relation.target_part._blob = office_properties()


def _set_styles(document: "Document", size: float, spacing: float) -> None:
    """The sheet's own styles; every font of the library's blank document that names a theme names a font instead."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    root = document.styles.element
    for fonts in root.iter(f"{_W}rFonts"):
        _name_font(fonts, _BODY)
    for language in root.iter(f"{_W}lang"):
        language.set(f"{_W}eastAsia", "zh-CN")
    for zoom in document.settings.element.iter(f"{_W}zoom"):
        zoom.set(f"{_W}percent", "100")  # required by ECMA-376, and missing in the library's blank document
    for style_id, name, font, scale, before, after, centred, kept in _STYLES:
        style: Any = document.styles.add_style(style_id, WD_STYLE_TYPE.PARAGRAPH)
        style.name = name
        style.font.size = Pt(round(size * scale * 2) / 2)
        _name_font(style.element.get_or_add_rPr().get_or_add_rFonts(), font)
        format_ = style.paragraph_format
        format_.space_before, format_.space_after = Pt(before * spacing), Pt(after * spacing)
        format_.line_spacing = Pt(style.font.size.pt * _LEADING)  # the same with whatever font the machine has
        format_.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
        format_.keep_with_next = kept


def _name_font(fonts: Any, font: str) -> None:
    fonts.attrib.clear()
    for slot in _SLOTS:
        fonts.set(f"{_W}{slot}", font)


def _set_page(document: "Document", margin: float) -> int:
    """A4 with a page number at the foot; returns the width of the text in twips."""
    from docx.oxml import parse_xml
    from docx.shared import Mm

    (section,) = document.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(margin)
    section.header_distance = section.footer_distance = Mm(margin / 2)
    foot = section.footer.paragraphs[0]._p
    fields = "第 <n>PAGE</n> 页，共 <n>NUMPAGES</n> 页".replace("<n>", '</w:t></w:r><w:fldSimple w:instr=" ').replace(
        "</n>", ' "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve">'
    )
    runs = f'<w:r><w:t xml:space="preserve">{fields}</w:t></w:r>'
    foot.getparent().replace(foot, parse_xml(_paragraph_of("SheetPage", runs, named=True)))
    return round((210 - 2 * margin) * _TWIPS)


def _fill_body(document: "Document", sheet: Sheet, width: int) -> None:
    """Put the sheet into the body, whole: cell by cell through the library takes many times as long."""
    from docx.oxml import parse_xml

    body = document.element.body
    filled = parse_xml(f'<w:body xmlns:w="{_MAIN}">{"".join(_parts(sheet, width))}</w:body>')
    filled.append(body.sectPr)
    document.element.replace(body, filled)


def _parts(sheet: Sheet, width: int) -> Iterator[str]:
    yield _paragraph("SheetTitle", one_line(sheet.title))
    for line in sheet.lead:
        yield _paragraph("SheetLine", one_line(line))
    for table in sheet.tables:
        yield _paragraph("SheetHeading", one_line(table.heading))
        yield _table(table, width) if table.rows else _paragraph("SheetLine", one_line(table.empty))
    for line in sheet.foot:
        yield _paragraph("SheetFoot", one_line(line))


def _table(table: SheetTable, width: int) -> str:
    """`<w:tbl>`: WPS reads the grid and Word the cells, so both are written, and agree."""
    whole = sum(column.width for column in table.columns)
    edges = [round(edge * width / whole) for edge in accumulate((c.width for c in table.columns), initial=0.0)]
    widths = [right - left for left, right in pairwise(edges)]
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in widths)
    heads = [
        _cell("SheetColumn", column.heading, room, shaded=True)
        for column, room in zip(table.columns, widths, strict=True)
    ]
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(heads)}</w:tr>"]
    styles = ["SheetCellCentred" if column.centred else "SheetCell" for column in table.columns]
    for row in table.rows:
        cells = "".join(_cell(style, text, room) for style, text, room in zip(styles, row, widths, strict=True))
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _cell(style: str, text: str, width: int, *, shaded: bool = False) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_SHADE}"/>' if shaded else ""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph(style, text)}</w:tc>"


def _paragraph(style: str, text: str) -> str:
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in clean(text).split("\n"))
    return _paragraph_of(style, f"<w:r>{'<w:br/>'.join(lines)}</w:r>")


def _paragraph_of(style: str, runs: str, *, named: bool = False) -> str:
    """`named` puts the name space in: for a paragraph that is parsed alone."""
    space = f' xmlns:w="{_MAIN}"' if named else ""
    return f'<w:p{space}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'
