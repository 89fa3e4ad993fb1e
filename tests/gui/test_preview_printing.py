"""Printing: the pages of the preview, as many and in the order that the clerk chose."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTCurve
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from pytestqt.qtbot import QtBot

from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.core.sheet import Sheet
from nianbao.files.errors import UserError
from nianbao.files.writers.layout import STATE_OFFICE
from nianbao.files.writers.pages import Pages
from nianbao.gui.preview.printing import prepare, print_pages, print_report, print_sheet
from reports import filled

Answer = Callable[[QPrinter], bool]


def squares(count: int) -> bytes:
    """A page with so many squares on it."""
    drawn = "".join(f'<path fill="#000000" d="M {40 * n} 40 h 20 v 20 h -20 Z"/>' for n in range(1, count + 1))
    return f'<svg viewBox="0 0 595 842" xmlns="http://www.w3.org/2000/svg">{drawn}</svg>'.encode()


PAGES = tuple(map(squares, range(1, 5)))


@pytest.fixture
def report(qapp: object, editions: Editions) -> Report:
    return filled(editions, "2021")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return tmp_path / "纸.pdf"


@pytest.fixture
def printer(qapp: object, paper: Path) -> QPrinter:
    """A printer whose paper can be looked at."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    to_file(printer, paper)
    prepare(printer)
    return printer


def to_file(printer: QPrinter, paper: Path) -> None:
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(paper))


def outlines(paper: Path) -> list[int]:
    """How many outlines are drawn on each page of the paper."""
    return [sum(isinstance(item, LTCurve) for item in page) for page in extract_pages(str(paper))]


def answering(patch: pytest.MonkeyPatch, answer: Answer) -> list[tuple[str, str, int, int]]:
    """Stand for the system's print dialog, which a function sets and answers; what it said, as a list."""
    asked: list[tuple[str, str, int, int]] = []

    def run(dialog: QPrintDialog) -> QPrintDialog.DialogCode:
        asked.append((dialog.windowTitle(), dialog.printer().docName(), dialog.minPage(), dialog.maxPage()))
        assert dialog.printer().resolution() >= 300
        agreed = answer(dialog.printer())
        return QPrintDialog.DialogCode.Accepted if agreed else QPrintDialog.DialogCode.Rejected

    patch.setattr(QPrintDialog, "exec", run)
    return asked


def test_the_whole_report_is_printed_on_a4(report: Report, paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch, lambda printer: to_file(printer, paper) is None)
    assert print_report(None, report)
    pages = list(extract_pages(str(paper)))
    assert len(pages) == len(Pages().render(report).pages)
    assert all((round(page.width), round(page.height)) == (595, 842) for page in pages)
    assert asked == [("打印", f"{report.unit}2024年政府信息公开工作年度报告", 1, len(pages))]
    assert QGuiApplication.overrideCursor() is None


def test_another_layout_prints_as_it_is_shown(report: Report, paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, lambda printer: to_file(printer, paper) is None)
    assert print_report(None, report, STATE_OFFICE, draft=True)
    assert len(outlines(paper)) == len(Pages(STATE_OFFICE).render(report).pages)


def test_giving_up_prints_nothing(report: Report, paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, lambda printer: bool(to_file(printer, paper)))
    assert not print_report(None, report)
    assert not paper.exists()


def test_a_sheet_is_printed_too(qapp: object, paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, lambda printer: to_file(printer, paper) is None)
    assert print_sheet(None, Sheet("核对单", ("没有问题。",)))
    assert len(outlines(paper)) == 1


def test_the_pages_fill_the_paper(report: Report, printer: QPrinter, paper: Path) -> None:
    print_pages(printer, Pages().render(report).pages)
    page = list(extract_pages(str(paper)))[1]
    drawn = [item for item in page if isinstance(item, LTCurve) and item.width < 500]
    assert min(item.x0 for item in drawn) == pytest.approx(28 * 72 / 25.4, abs=3)
    assert max(item.x1 for item in drawn) == pytest.approx((210 - 26) * 72 / 25.4, abs=3)


def test_only_the_chosen_pages_are_printed(printer: QPrinter, paper: Path) -> None:
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    print_pages(printer, PAGES)
    assert outlines(paper) == [2, 3]


def test_the_last_page_comes_first_where_that_is_wanted(printer: QPrinter, paper: Path) -> None:
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    print_pages(printer, PAGES)
    assert outlines(paper) == [4, 3, 2, 1]


@pytest.mark.parametrize(("collated", "printed"), [(True, [1, 2, 3, 4, 1, 2, 3, 4]), (False, [1, 1, 2, 2, 3, 3, 4, 4])])
def test_copies_are_printed_where_the_printer_cannot_make_them(
    printer: QPrinter, paper: Path, collated: bool, printed: list[int]
) -> None:
    assert not printer.supportsMultipleCopies()
    printer.setCopyCount(2)
    printer.setCollateCopies(collated)
    print_pages(printer, PAGES)
    assert outlines(paper) == printed


@pytest.mark.qt_log_ignore("QPainter::begin", "QPrinter", "Could not open")
def test_a_printer_that_does_not_answer_is_told(report: Report, printer: QPrinter, tmp_path: Path) -> None:
    to_file(printer, tmp_path / "没有这个文件夹" / "纸.pdf")
    with pytest.raises(UserError, match="打印机没有响应"):
        print_pages(printer, Pages().render(report).pages)


def test_the_pointer_is_the_usual_one_again_after_a_fault(
    qtbot: QtBot, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(UserError):
        print_report(None, report)
    assert QGuiApplication.overrideCursor() is None
