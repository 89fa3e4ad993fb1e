"""An Excel workbook of the report: 基本信息 and one sheet a section, tables as on the form, real numbers.

Written as the parts of its package: no library writes a formula together with its value, and other programs read
nothing where the value is missing. `resources/excel/styles.xml` holds the styles, to be read and reviewed.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache

from nianbao.core.edition import Edition, Field
from nianbao.core.preamble import PREAMBLE, title
from nianbao.core.report import Report
from nianbao.core.values import Value
from nianbao.files.paths import resources
from nianbao.files.program import OFFICE_KIND, OFFICE_PART, OFFICE_TYPE, office_properties
from nianbao.files.writers.characters import one_line
from nianbao.files.writers.excel_sheet import SHEETS, XML, ExcelSheet, xml_text
from nianbao.files.writers.excel_tables import table_sheet
from nianbao.files.writers.word_package import Package, Relation, packed

_TEXT_WIDTH = 72.0  # characters of the normal font: less than an A4 page is wide, for a single column is not shrunk
_NAME_WIDTH = 16.0
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\'\"]")
_LONGEST_NAME = 31  # of a sheet
_LONGEST_PROPERTY = 255
_BOOK, _CORE = "xl/workbook.xml", "docProps/core.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def write_excel(report: Report, now: datetime | None = None, *, draft: bool = False) -> bytes:
    """The bytes of the .xlsx file. `now` is the moment it is said to be made at; None for the present.

    `draft` puts 草稿 at the head of every printed page. Raises UserError for a paragraph that no cell can hold.
    """
    sheets = [_information(report), *_sections(report)]
    package = Package()
    package.put("", _BOOK, "officeDocument", b"", f"{_TYPE}.sheet.main+xml")
    package.parts[_CORE] = _properties(report, now or datetime.now(UTC))
    package.types[_CORE] = "application/vnd.openxmlformats-package.core-properties+xml"
    package.relations[""].append(Relation("core", _CORE_RELATION, _CORE))
    package.put("", OFFICE_PART, OFFICE_KIND, office_properties(), OFFICE_TYPE)
    package.put(_BOOK, "xl/styles.xml", "styles", _styles(), f"{_TYPE}.styles+xml")
    listed = [
        package.put(
            *(_BOOK, f"xl/worksheets/sheet{number}.xml", "worksheet"),
            sheet.xml(draft=draft, first=number == 1).encode(),
            f"{_TYPE}.worksheet+xml",
        )
        for number, sheet in enumerate(sheets, 1)
    ]
    package.parts[_BOOK] = _workbook(sheets, listed).encode()
    return packed(package.finished().items())


# the sheets


def _information(report: Report) -> ExcelSheet:
    """Title, the particulars that are filled, and the preamble."""
    sheet = ExcelSheet("基本信息", [_NAME_WIDTH, _TEXT_WIDTH - _NAME_WIDTH])
    sheet.put_heading(title(report.edition, report.values))
    shown = [field for field in report.edition.fields if field.id in report.values and field.id != PREAMBLE]
    for row, field in enumerate(shown, 2):
        value = _shown(report.edition, field, report.values[field.id])
        sheet.put(row, 1, field.label, "name")
        sheet.put(row, 2, value, "text" if isinstance(value, str) else "year")
    sheet.put_paragraphs(len(shown) + 3, report.text(PREAMBLE))
    return sheet


def _shown(edition: Edition, field: Field, value: Value) -> Value:
    """The words of a choice instead of its id."""
    if field.kind == "unit_kind":
        return next((kind.label for kind in edition.unit_kinds if kind.id == value), value)
    if field.kind == "edition":
        return edition.name
    if field.kind == "switch":
        return "印" if value == "yes" else "不印"
    return value


def _sections(report: Report) -> Iterator[ExcelSheet]:
    for section in report.edition.sections:
        name = _NOT_IN_NAMES.sub("", section.heading)[:_LONGEST_NAME]
        if section.table:
            yield table_sheet(name, section, section.table, report)
        else:
            sheet = ExcelSheet(name, [_TEXT_WIDTH])
            sheet.put_heading(section.heading)
            sheet.put_paragraphs(2, report.text(section.text))
            yield sheet


# the parts around them


def _workbook(sheets: Sequence[ExcelSheet], relations: Sequence[str]) -> str:
    """The list of sheets, and the rows that each repeats in print; values are up to date, nothing is to be added up."""
    listed = "".join(
        f'<sheet name="{xml_text(sheet.name)}" sheetId="{number}" r:id="{relation}"/>'
        for number, (sheet, relation) in enumerate(zip(sheets, relations, strict=True), 1)
    )
    repeated = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">'
        f"'{xml_text(sheet.name)}'!${sheet.repeated[0]}:${sheet.repeated[1]}</definedName>"
        for number, sheet in enumerate(sheets)
        if sheet.repeated
    )
    return (
        f'{XML}<workbook xmlns="{SHEETS}" xmlns:r="{_LINKS}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{listed}</sheets>{f'<definedNames>{repeated}</definedNames>' if repeated else ''}"
        f'<calcPr calcId="191029"/></workbook>'
    )


def _properties(report: Report, moment: datetime) -> bytes:
    """Title, author and the moment, which without a time zone is taken for UTC."""
    stamp = (moment.astimezone(UTC) if moment.tzinfo else moment).strftime("%Y-%m-%dT%H:%M:%SZ")
    made = "".join(f'<dcterms:{n} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{n}>' for n in ("created", "modified"))
    return (
        f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{xml_text(one_line(title(report.edition, report.values))[:_LONGEST_PROPERTY])}</dc:title>"
        f"<dc:creator>{xml_text(one_line(report.unit)[:_LONGEST_PROPERTY])}</dc:creator>"
        f"<dc:language>zh-CN</dc:language>{made}</cp:coreProperties>"
    ).encode()


@cache
def _styles() -> bytes:
    return (resources() / "excel" / "styles.xml").read_bytes()
