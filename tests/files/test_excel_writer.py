"""The Excel file, looked at with other libraries: official spans, real numbers, totals that add themselves up."""

import re
import subprocess
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from shutil import which

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from nianbao.core.edition import Editions, Table
from nianbao.core.preamble import title
from nianbao.core.report import Report
from nianbao.files.errors import UserError
from nianbao.files.paths import resources
from nianbao.files.readers.read import read_bytes_as
from nianbao.files.writers.excel import write_excel
from nianbao.files.writers.excel_sheet import STYLES
from reports import filled, with_values, without

TOP = 2  # the first row of a table, under the heading


def written(report: Report, *, formulas: bool = False) -> Workbook:
    """The workbook with the values that stand in it, or with its formulas."""
    return load_workbook(BytesIO(write_excel(report)), data_only=not formulas)


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
    entry = sheet_of(book, report, "other")["A2"]
    assert (entry.value, entry.data_type) == (text, "s")
    assert entry.quotePrefix == (text != "#N/A")  # so that it stays one when it is edited
    assert set(re.findall(r"<f>(\w+)\(", sheet_xml(data))) == {"SUM"}
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


def test_a_paragraph_that_no_row_is_high_enough_for_gets_several(editions: Editions):
    """A row has 409 points at most; all of the paragraph is seen, and it comes back in one piece."""
    long = "很长的一段话，" * 1000
    report = with_values(filled(editions, "2021"), {"texts.other": f"{long}\n第二段", "texts.preamble": long})
    data = write_excel(report)
    book = load_workbook(BytesIO(data))
    sheet = sheet_of(book, report, "other")
    (merged,) = sheet.merged_cells.ranges
    heights = [sheet.row_dimensions[row].height for row in range(merged.min_row, merged.max_row + 1)]
    assert max(heights) <= 409
    assert sum(heights) >= len(long) * 2 / sheet.column_dimensions["A"].width * 14
    assert sheet.cell(merged.max_row + 1, 1).value == "第二段"
    assert all(row.height <= 409 for each in book for row in each.row_dimensions.values() if row.height)
    again = read_bytes_as("表.xlsx", data, editions).values
    assert again["texts.other"] == report.values["texts.other"]
    assert again["texts.preamble"] == long


def test_a_paragraph_that_no_cell_can_hold_is_refused_and_not_cut_off(editions: Editions):
    report = filled(editions, "2021")
    assert write_excel(with_values(report, {"texts.other": "字" * 32_767}))
    with pytest.raises(UserError, match=r"32768 字.*分成几段"):
        write_excel(with_values(report, {"texts.other": "字" * 32_768}))


def test_characters_that_a_workbook_cannot_hold_are_left_out(editions: Editions):
    report = with_values(filled(editions, "2021"), {"texts.other": "甲\x00\x07乙\x1b\ud840"})
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
        assert (sheet.page_setup.fitToWidth, sheet.print_options.horizontalCentered) == (1, True)
        assert sheet.page_setup.fitToHeight == (1 if sheet_is_a_table(sheet, report) else 0)
        assert "第" in sheet.oddFooter.center.text
    assert sheet_of(book, report, "applications").print_title_rows == "$2:$4"
    assert sheet_of(book, report, "applications").page_setup.orientation == "portrait"
    assert sheet_of(book, report, "appeals").page_setup.orientation == "landscape"


def sheet_is_a_table(sheet: Worksheet, report: Report) -> bool:
    return any(section.heading == sheet.title and section.table for section in report.edition.sections)


def test_the_labels_of_table_three_stay_in_sight(report: Report):
    table = report.edition.table("applications")
    sheet = sheet_of(written(report), report, "applications")
    assert sheet.freeze_panes == sheet.cell(TOP + table.header_rows, table.label_columns + 1).coordinate


def test_numbers_of_eight_digits_are_shown_whole(editions: Editions):
    """A number wider than its column is shown as ####, unless it shrinks to fit."""
    report = filled(editions, "2021")
    for table in report.edition.tables:
        sheet = sheet_of(written(report), report, table.id)
        for place in table.places:
            entry = sheet.cell(place.row + TOP, place.column + 1)
            if place.role == "value":
                assert sheet.column_dimensions[entry.column_letter].width >= 7
                assert entry.alignment.shrink_to_fit


def test_only_labels_and_sums_are_protected_and_there_is_no_password(report: Report):
    book = written(report)
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert sheet["A1"].protection.locked
    for table in report.edition.tables:
        for place in table.places:
            entry = sheet_of(book, report, table.id).cell(place.row + TOP, place.column + 1)
            free = place.role == "value" and not report.edition.cells[place.cell].is_total
            assert entry.protection.locked != free
    assert not sheet_of(book, report, "other")["A2"].protection.locked


def test_a_draft_says_so_on_every_printed_page(report: Report):
    book = load_workbook(BytesIO(write_excel(report, draft=True)))
    assert {sheet.oddHeader.center.text for sheet in book.worksheets} == {"草稿"}
    assert {sheet.oddHeader.center.text for sheet in written(report).worksheets} == {None}


def test_the_file_says_what_it_is(report: Report):
    book = load_workbook(BytesIO(write_excel(report, datetime(2025, 1, 20, 8, 30, tzinfo=UTC))))
    assert book.properties.title == title(report.edition, report.values)
    assert book.properties.creator == report.unit
    assert book.properties.created == datetime(2025, 1, 20, 8, 30)


def test_the_same_report_at_the_same_moment_makes_the_same_file(report: Report):
    moment = datetime(2025, 1, 20, tzinfo=UTC)
    assert write_excel(report, moment) == write_excel(report, moment)


# totals


def test_totals_are_formulas_that_bring_their_values_along(report: Report):
    formulas, values = written(report, formulas=True), written(report)
    for table in report.edition.tables:
        for place in table.places:
            spot = sheet_of(formulas, report, table.id).cell(place.row + TOP, place.column + 1)
            value = sheet_of(values, report, table.id)[spot.coordinate].value
            if place.cell and report.edition.cells[place.cell].is_total:
                assert re.fullmatch(r"=SUM\([A-Z]+\d+(:[A-Z]+\d+)?\)", spot.value)
                assert value == report.values[place.cell] == added_up(spot.value, sheet_of(values, report, table.id))
            else:
                assert spot.data_type != "f"


def added_up(formula: str, sheet: Worksheet) -> int:
    """What the formula comes to."""
    cells = sheet[formula.removeprefix("=SUM(").removesuffix(")")]
    return sum(cell.value for row in cells for cell in row)


@pytest.mark.parametrize(
    "cell", ["applications.total.person", "applications.granted.total", "appeals.direct_suit.total"]
)
def test_a_declared_total_that_is_no_sum_is_kept_as_a_number(editions: Editions, cell: str):
    report = with_values(filled(editions, "2021"), {cell: 7777})
    entry = entry_of(written(report, formulas=True), report, cell)
    assert (entry.value, entry.data_type) == (7777, "n")
    assert not entry.protection.locked  # somebody has to put it right
    again = read_bytes_as("表.xlsx", write_excel(report), editions)
    assert again.values[cell] == 7777
    assert again.problems == ()


def test_a_total_of_which_a_part_is_blank_is_no_formula(editions: Editions):
    """Excel takes blank for zero; blank is not zero."""
    total, part = "appeals.direct_suit.total", "appeals.direct_suit.pending"
    report = without(filled(editions, "2021"), part)
    assert entry_of(written(report, formulas=True), report, total).value == report.values[total]
    assert entry_of(written(without(report, total), formulas=True), report, total).value is None


def test_a_total_over_rows_and_columns_adds_up_what_gives_its_value(editions: Editions):
    """When only the rows or only the columns add up to it, the formula is over those."""
    report = filled(editions, "2021")
    both, row = "applications.total.total", "applications.total.person"
    report = with_values(report, {row: report.values[row] + 1})
    formula = entry_of(written(report, formulas=True), report, both).value
    table = report.edition.table("applications")
    column = table.column_count
    assert re.fullmatch(rf"=SUM\({'ABCDEFGHIJ'[column - 1]}\d+:{'ABCDEFGHIJ'[column - 1]}\d+\)", formula)


def entry_of(book: Workbook, report: Report, cell: str):
    table = report.edition.table(report.edition.cells[cell].section)
    place = next(place for place in table.places if place.cell == cell)
    return sheet_of(book, report, table.id).cell(place.row + TOP, place.column + 1)


def test_a_change_is_shown_with_its_sign_and_an_amount_with_all_its_places(editions: Editions):
    report = filled(editions, "2019")
    book = written(report)
    assert entry_of(book, report, "proactive.licensing.change").number_format == "+0;-0;0"
    assert entry_of(book, report, "proactive.procurement.amount").number_format == "General"
    assert entry_of(book, report, "applications.granted.person").number_format == "0"


# other programs


def test_next_years_import_asks_nothing(report: Report, editions: Editions):
    proposal = read_bytes_as("上年.xlsx", write_excel(report), editions)
    assert (proposal.problems, proposal.remarks) == ((), {})
    values = {cell: value for cell, value in report.values.items() if cell != "edition"}
    assert proposal.values == values


def test_the_styles_have_names_that_the_clerk_can_change(report: Report):
    book = written(report)
    sheet = sheet_of(book, report, "proactive")
    assert [sheet["A1"].style, sheet["A2"].style, sheet["A3"].style, sheet["B4"].style] == [
        *("年报标题", "年报条款", "年报表头", "年报数字"),
    ]


def test_every_cell_format_that_is_used_is_in_the_styles():
    """The writer knows the formats by their order in `resources/excel/styles.xml`."""
    root = etree.fromstring((resources() / "excel" / "styles.xml").read_bytes())
    for name in ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles"):
        (listed,) = root.findall(f"{{*}}{name}")
        assert int(listed.get("count")) == len(listed.findall("{*}*"))
    (formats,) = root.findall("{*}cellXfs")
    assert len(formats.findall("{*}xf")) == len(STYLES)


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_same_numbers(report: Report, tmp_path: Path):
    (tmp_path / "年报.xlsx").write_bytes(write_excel(report))
    where = f"-env:UserInstallation=file://{tmp_path}/office"
    kind = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,4"  # the fourth sheet
    command = [
        "soffice",
        where,
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(tmp_path),
        str(tmp_path / "年报.xlsx"),
    ]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    (file,) = tmp_path.glob("*.csv")
    table = report.edition.table("applications")
    rows = [line.split(",") for line in file.read_text(encoding="utf-8").splitlines()]
    shown = [rows[-1][place.column] for place in table.places if place.cell and place.row == table.row_count - 1]
    last = [place.cell for place in table.places if place.cell and place.row == table.row_count - 1]
    assert shown == [str(report.values[cell]) for cell in last]
    totals = [place for place in table.places if place.cell.startswith("applications.total.")]
    assert [rows[-2][place.column] for place in totals] == [str(report.values[place.cell]) for place in totals]


def test_an_empty_report_is_written_too(editions: Editions):
    report = Report(editions, {"edition": "2021"})
    assert written(report).sheetnames[0] == "基本信息"
    assert len(read_bytes_as("表.xlsx", write_excel(report), editions).found) == 200
