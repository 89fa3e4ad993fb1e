"""The Excel file, looked at with another library: official spans, real numbers, and no formula."""

import zipfile
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from nianbao.core.edition import Editions, Table
from nianbao.core.preamble import title
from nianbao.core.report import Report
from nianbao.files.errors import UserError
from nianbao.files.readers.read import read_bytes_as
from nianbao.files.writers.excel import write_excel
from reports import filled, with_values, without

TOP = 2  # the first row of a table, under the heading


def written(report: Report) -> Workbook:
    return load_workbook(BytesIO(write_excel(report)))


def sheet_of(book: Workbook, report: Report, section: str) -> Worksheet:
    return book[report.edition.section(section).heading]


def sheet_xml(data: bytes) -> str:
    """All sheets of the file as they stand in it."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return "".join(package.read(name).decode() for name in package.namelist() if name.startswith("xl/worksheets/"))


def merged_ranges(table: Table) -> set[str]:
    return {
        str(CellRange(None, p.column + 1, p.row + TOP, p.column + p.columns, p.row + p.rows + TOP - 1))
        for p in table.places
        if p.rows * p.columns > 1
    }


def test_there_is_a_sheet_for_the_unit_and_one_for_each_section(report: Report):
    assert written(report).sheetnames == ["基本信息", *(section.heading for section in report.edition.sections)]


def test_each_sheet_begins_with_its_heading_and_the_first_with_the_title(report: Report):
    book = written(report)
    assert book["基本信息"]["A1"].value == title(report.edition, report.values)
    for section in report.edition.sections:
        assert book[section.heading]["A1"].value == section.heading


def test_labels_values_and_spans_lie_as_on_the_official_form(report: Report):
    book = written(report)
    for table in report.edition.tables:
        sheet = sheet_of(book, report, table.id)
        assert {str(merged) for merged in sheet.merged_cells.ranges} == merged_ranges(table)
        for place in table.places:
            value = sheet.cell(place.row + TOP, place.column + 1).value
            expected = report.get(place.cell) if place.role == "value" else place.text
            assert value == (pytest.approx(float(expected)) if isinstance(expected, Decimal) else expected)


def test_counts_and_amounts_are_numbers_that_excel_can_add(report: Report):
    book = written(report)
    for table in report.edition.tables:
        for place in table.places:
            entry = sheet_of(book, report, table.id).cell(place.row + TOP, place.column + 1)
            assert entry.data_type == ("n" if place.role == "value" else "s")


@pytest.mark.parametrize("amount", ["0.1", "19.8303", "59237.2449", "33.3333", "12.5", "7545", "0.0001"])
def test_an_amount_stands_in_the_file_without_binary_rounding(editions: Editions, amount: str):
    data = write_excel(with_values(filled(editions, "2021"), {"proactive.fees.amount": Decimal(amount)}))
    assert f"<v>{amount}</v>" in sheet_xml(data)
    assert read_bytes_as("表.xlsx", data, editions).values["proactive.fees.amount"] == Decimal(amount)


def test_a_blank_cell_is_empty_and_a_zero_is_a_zero(editions: Editions):
    report = with_values(
        without(filled(editions, "2021"), "proactive.licensing.decisions"), {"proactive.penalties.decisions": 0}
    )
    sheet = sheet_of(written(report), report, "proactive")
    rows = {row[0].value: row[1].value for row in sheet.iter_rows(min_col=1, max_col=2)}
    assert rows["行政许可"] is None
    assert rows["行政处罚"] == 0


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+19", "-3", "@SUM(A1)", "#N/A", "2024-01-20"])
def test_a_text_that_looks_like_a_formula_is_a_text(editions: Editions, text: str):
    report = with_values(filled(editions, "2021"), {"texts.other": text, "texts.preamble": text, "unit.address": text})
    data = write_excel(report)
    book = load_workbook(BytesIO(data))
    assert "<f>" not in sheet_xml(data)
    entry = sheet_of(book, report, "other")["A2"]
    assert (entry.value, entry.data_type) == (text, "s")
    again = read_bytes_as("表.xlsx", data, editions).values
    assert [again[cell] for cell in ("texts.other", "texts.preamble", "unit.address")] == [text] * 3


def test_a_paragraph_is_a_row_and_the_row_is_high_enough(editions: Editions):
    long = "很长的一段话，" * 60
    report = with_values(filled(editions, "2021"), {"texts.other": f"第一段\n{long}"})
    sheet = sheet_of(written(report), report, "other")
    assert [sheet["A2"].value, sheet["A3"].value] == ["第一段", long]
    assert sheet["A3"].alignment.wrap_text
    lines = len(long) * 2 / sheet.column_dimensions["A"].width
    assert sheet.row_dimensions[3].height >= lines * 14 > sheet.row_dimensions[2].height


def test_a_paragraph_that_no_cell_can_hold_is_refused_and_not_cut_off(editions: Editions):
    report = filled(editions, "2021")
    assert write_excel(with_values(report, {"texts.other": "字" * 32_767}))
    with pytest.raises(UserError, match=r"32768 字.*分成几段"):
        write_excel(with_values(report, {"texts.other": "字" * 32_768}))


def test_characters_that_a_workbook_cannot_hold_are_left_out(editions: Editions):
    report = with_values(filled(editions, "2021"), {"texts.other": "甲\x00\x07乙\x1b"})
    assert read_bytes_as("表.xlsx", write_excel(report), editions).values["texts.other"] == "甲乙"


def test_the_unit_and_its_contacts_come_back(report: Report, editions: Editions):
    again = read_bytes_as("表.xlsx", write_excel(report), editions).values
    for field in report.edition.fields:
        if field.id != "edition":
            assert again[field.id] == report.values[field.id]


@pytest.mark.parametrize("signature", ["yes", "no"])
def test_whether_the_report_is_signed_comes_back(editions: Editions, signature: str):
    report = with_values(filled(editions, "2021"), {"signature": signature})
    assert read_bytes_as("表.xlsx", write_excel(report), editions).values["signature"] == signature


def test_the_sheets_print_on_a4_and_the_header_of_table_three_is_repeated(report: Report):
    book = written(report)
    for sheet in book.worksheets:
        assert str(sheet.page_setup.paperSize) == sheet.PAPERSIZE_A4
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet_of(book, report, "applications").print_title_rows == "$2:$4"


def test_an_empty_report_is_written_too(editions: Editions):
    report = Report(editions, {"edition": "2021"})
    assert written(report).sheetnames[0] == "基本信息"
    assert len(read_bytes_as("表.xlsx", write_excel(report), editions).found) == 200
