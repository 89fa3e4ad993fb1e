"""Spreadsheets from other hands: every kind, one sheet or three, merged or not, numbers or texts."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

import forms
from nianbao.core.edition import Editions
from nianbao.core.grids import Grid
from nianbao.core.report import Report
from nianbao.files.errors import UserError
from nianbao.files.readers import read_file
from nianbao.files.readers.read import read_bytes_as
from nianbao.files.readers.spreadsheet import read_spreadsheet

KINDS = {"xlsx": forms.xlsx, "xls": forms.xls, "et": forms.xls, "ods": forms.ods}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


def assert_all_read(report: Report, name: str, data: bytes, editions: Editions) -> None:
    proposal = read_bytes_as(name, data, editions)
    assert proposal.edition.id == report.edition.id
    assert forms.figures(report.edition, proposal.values) == forms.figures(report.edition, report.values)
    assert proposal.problems == ()
    assert len(proposal.found) == len(report.edition.table_cells)


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize("layout", [forms.one_sheet, forms.a_sheet_a_table])
def test_every_figure_is_read(report: Report, kind: str, layout: Callable, merged: bool, editions: Editions):
    assert_all_read(report, f"上年.{kind}", KINDS[kind](layout(report), merged=merged), editions)


@pytest.mark.parametrize("shown", [forms.as_text, forms.in_full_width])
def test_numbers_that_are_kept_as_text_are_read(report: Report, kind: str, shown: forms.Shown, editions: Editions):
    assert_all_read(report, f"上年.{kind}", KINDS[kind](forms.one_sheet(report, shown)), editions)


def test_texts_unit_and_year_are_read_from_one_sheet(report: Report, kind: str, editions: Editions):
    proposal = read_bytes_as(f"上年.{kind}", KINDS[kind](forms.one_sheet(report)), editions)
    for cell in ("texts.overview", "texts.problems", "texts.other", "unit.name", "year"):
        assert proposal.values[cell] == report.values[cell]


def test_the_content_tells_the_kind_whatever_the_name_says(report: Report, kind: str, editions: Editions):
    assert_all_read(report, "上年.txt", KINDS[kind](forms.one_sheet(report)), editions)


def test_a_value_says_in_which_cell_of_which_sheet_it_stood(report: Report, kind: str, editions: Editions):
    proposal = read_bytes_as(f"上年.{kind}", KINDS[kind](forms.a_sheet_a_table(report)), editions)
    assert proposal.sources["applications.received.person"] == "工作表“表2” D6"
    assert proposal.sources["appeals.reconsideration.upheld"] == "工作表“表3” A6"


def test_blank_cells_stay_blank(editions: Editions, kind: str):
    blank = Report(editions, {"edition": "2021", "year": 2024, "unit.name": "示例镇人民政府"})
    proposal = read_bytes_as(f"空表.{kind}", KINDS[kind](forms.one_sheet(blank)), editions)
    assert forms.figures(blank.edition, proposal.values) == {}
    assert len(proposal.found) == 200
    assert proposal.problems == ()


@pytest.mark.parametrize(
    "amount", ["0", "12.5", "19.8303", "0.1", "59237.2449", "1234567.0001", "33.3333", "7545", "0.0001"]
)
def test_an_amount_has_no_binary_noise(amount: str, kind: str, editions: Editions):
    report = Report(editions, {"edition": "2021", "year": 2024, "proactive.fees.amount": Decimal(amount)})
    proposal = read_bytes_as(f"表.{kind}", KINDS[kind](forms.one_sheet(report)), editions)
    assert proposal.values["proactive.fees.amount"] == Decimal(amount)
    assert isinstance(proposal.values["proactive.fees.amount"], Decimal)


def test_a_count_that_excel_keeps_as_a_float_is_a_whole_number(editions: Editions):
    report = Report(editions, {"edition": "2021", "proactive.licensing.decisions": 12})
    data = forms.xlsx(forms.one_sheet(report, lambda value: float(value) if isinstance(value, int) else value))
    value = read_bytes_as("表.xlsx", data, editions).values["proactive.licensing.decisions"]
    assert (value, type(value)) == (12, int)


def test_dates_truth_and_faults_of_a_sheet_become_text():
    import datetime

    book = Workbook()
    book.active.append([datetime.date(2025, 1, 20), True, False, "=1/0", 0.1 + 0.2, 5])
    stream = BytesIO()
    book.save(stream)
    (grid,) = read_spreadsheet(stream.getvalue())
    assert isinstance(grid, Grid)
    assert grid.rows[0][:3] == ("2025年1月20日", "是", "否")
    assert grid.rows[0][4:] == ("0.3", "5")


def test_an_empty_sheet_is_left_out(report: Report, editions: Editions):
    sheets = {"空": [], **forms.one_sheet(report)}
    assert len(list(read_spreadsheet(forms.xlsx(sheets)))) == 1
    assert_all_read(report, "上年.xlsx", forms.xlsx(sheets), editions)


def test_a_stamp_far_out_on_the_sheet_is_refused_at_once(tmp_path: Path, editions: Editions):
    """The library would make room for every cell between, more than any machine has."""
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "行政许可", "x"
    book.save(tmp_path / "表.xlsx")
    with pytest.raises(UserError, match=r"XFD1048576.*删去"):
        read_file(tmp_path / "表.xlsx", editions)


def test_a_far_cell_that_only_has_a_border_does_no_harm(report: Report, editions: Editions, tmp_path: Path):
    from openpyxl import load_workbook
    from openpyxl.styles import Border, Side

    book = load_workbook(BytesIO(forms.xlsx(forms.one_sheet(report))))
    for place in ("XFD1", "A1048576"):
        book.active[place].border = Border(Side(style="thin"))
    book.save(tmp_path / "表.xlsx")
    assert_all_read(report, "表.xlsx", (tmp_path / "表.xlsx").read_bytes(), editions)


@pytest.mark.parametrize("place", ["A20001", "SG1"])
def test_a_sheet_larger_than_any_report_is_refused(place: str, editions: Editions):
    book = Workbook()
    book.active["A1"], book.active[place] = "行政许可", "x"
    stream = BytesIO()
    book.save(stream)
    with pytest.raises(UserError, match="太大，不像年度报告"):
        read_bytes_as("表.xlsx", stream.getvalue(), editions)
