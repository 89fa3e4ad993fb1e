"""Printing: the same pages as in the preview, drawn on paper as outlines, sharp on every printer."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from nianbao.core.preamble import title
from nianbao.core.report import Report
from nianbao.core.sheet import Sheet
from nianbao.files.errors import UserError
from nianbao.files.writers.layout import OFFICIAL, Layout
from nianbao.gui.messages import speak_chinese


def print_report(parent: QWidget | None, report: Report, layout: Layout = OFFICIAL, *, draft: bool = False) -> bool:
    """Ask for printer, pages and copies, and print; False when the clerk gave up. Raises UserError."""
    from nianbao.files.writers.pages import Pages

    with _waiting():
        pages = Pages(layout).render(report, draft=draft).pages
    return _print(parent, title(report.edition, report.values), pages)


def print_sheet(parent: QWidget | None, sheet: Sheet) -> bool:
    """The same for a sheet such as the 核对单."""
    from nianbao.files.writers.sheet import sheet_pages

    with _waiting():
        pages = sheet_pages(sheet)
    return _print(parent, sheet.title, pages)


def _print(parent: QWidget | None, name: str, pages: tuple[bytes, ...]) -> bool:
    speak_chinese()
    dialog = _Dialog(parent)
    try:
        dialog.setMinMax(1, len(pages))
        dialog.printer().setDocName(name)
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return False
        print_pages(dialog.printer(), pages)
        return True
    finally:
        dialog.deleteLater()


class _Dialog(QPrintDialog):
    """The system's print dialog with a printer for our pages, which it must keep itself."""

    def __init__(self, parent: QWidget | None) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        prepare(printer)
        super().__init__(printer, parent)
        self._kept = printer
        self.setWindowTitle("打印")
        self.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, True)


@contextmanager
def _waiting() -> Iterator[None]:
    """Some tenths of a second of laying out, with the pointer that says so."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()


def prepare(printer: QPrinter) -> None:
    """A4 upright, the whole paper: the margins are in the pages."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)


def print_pages(printer: QPrinter, pages: tuple[bytes, ...]) -> None:
    """Print the SVG pictures of pages as the printer is set: range, order and, where it cannot itself, copies.

    Raises UserError when the printer does not take them.
    """
    chosen = _chosen(printer, len(pages))
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError("打印机没有响应，没有打印。", "请检查打印机是否开机、连接是否正常，再打印一次。")
    try:
        for count, number in enumerate(chosen):
            if count and not printer.newPage():
                raise UserError(f"打印到第 {count} 张时中断了。", "请检查打印机的纸张和连接，再打印余下的页。")
            paper = printer.paperRect(QPrinter.Unit.DevicePixel)
            QSvgRenderer(QByteArray(pages[number])).render(painter, QRectF(QPointF(), QSizeF(paper.size())))
    finally:
        painter.end()


def _chosen(printer: QPrinter, count: int) -> list[int]:
    """Which pages come out, counted from 0, one after the other."""
    first, last = printer.fromPage() or 1, printer.toPage() or count
    if printer.printRange() != QPrinter.PrintRange.PageRange:
        first, last = 1, count
    once = list(range(first - 1, min(last, count)))
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        once.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return once * copies
    return [number for number in once for _ in range(copies)]
