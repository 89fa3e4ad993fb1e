"""A printed sheet (核对单, rule book) on the screen, in a window of its own beside the report."""

from collections.abc import Callable, Iterator, Mapping
from html import escape

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from nianbao.core.sheet import Sheet, SheetTable
from nianbao.gui.colours import colours
from nianbao.gui.pace import CHECK_SHEET_MS

WIDTH, HEIGHT = 900, 640


class SheetDialog(QDialog):
    """Shows the sheet that `make` makes, anew whenever the clerk comes back to it. The report can be worked on beside.

    `deeds` are what can be done with it by the words of their buttons: 导出 Word…, 导出 PDF…, 打印….
    """

    def __init__(
        self, make: Callable[[], Sheet], deeds: Mapping[str, Callable[[], object]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._shown: Sheet | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for words, act in deeds.items():
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, act=act: self._do(act))
            buttons.addWidget(button)
        close = QPushButton("关闭")
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.page, 1)
        layout.addLayout(buttons)
        self._timer = QTimer(self, singleShot=True, interval=CHECK_SHEET_MS)
        self._timer.timeout.connect(self.refresh)
        room = self.screen().availableSize()
        self.resize(min(WIDTH, room.width()), min(HEIGHT, room.height() - 60))
        self.refresh()

    def refresh(self) -> None:
        """Show the sheet as it is now; the place to which the clerk has scrolled is kept."""
        self._timer.stop()
        sheet = self._make()
        if sheet == self._shown:
            return
        self._shown = sheet
        bar = self.page.verticalScrollBar()
        place = bar.value()
        self.page.setHtml(to_html(sheet))
        bar.setValue(place)
        self.page.setAccessibleName(sheet.title)
        self.setWindowTitle(sheet.title)

    def refresh_soon(self, *_: object) -> None:
        """Show the sheet anew once the report has stopped changing; to be connected to its changes."""
        self._timer.start()

    def _do(self, act: Callable[[], object]) -> None:
        self.refresh()
        act()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.refresh()
        elif event.type() == QEvent.Type.PaletteChange and self._shown:
            self.page.setHtml(to_html(self._shown))


def show_sheet(parent: QWidget, make: Callable[[], Sheet], deeds: Mapping[str, Callable[[], object]]) -> SheetDialog:
    """Open the sheet beside the window; the clerk can go on working."""
    dialog = SheetDialog(make, deeds, parent)
    dialog.show()
    return dialog


def to_html(sheet: Sheet) -> str:
    """The sheet as Qt's rich text, in the colours that are there now."""
    parts = [f'<h2 align="center">{escape(sheet.title)}</h2>', *map(_paragraph, sheet.lead)]
    for table in sheet.tables:
        parts.append(f"<h3>{escape(table.heading)}</h3>")
        parts += _table(table) if table.rows else [_paragraph(table.empty)]
    parts += map(_paragraph, ("", *sheet.foot))
    return "\n".join(parts)


def _table(table: SheetTable) -> Iterator[str]:
    now = colours()
    whole = sum(column.width for column in table.columns)
    yield (
        f'<table width="99%" border="1" cellspacing="0" cellpadding="4" '
        f'style="border-collapse: collapse; border-color: {now.line.name()}"><tr>'
    )
    for column in table.columns:
        yield (
            f'<th width="{100 * column.width / whole:.1f}%" bgcolor="{now.label_ground.name()}">'
            f"{_lines(column.heading)}</th>"
        )
    yield "</tr>"
    for row in table.rows:
        cells = zip(table.columns, row, strict=True)
        yield "<tr>"
        yield from (f'<td align="{"center" if c.centred else "left"}">{_lines(text)}</td>' for c, text in cells)
        yield "</tr>"
    yield "</table>"


def _paragraph(text: str) -> str:
    """A paragraph that keeps its spaces: those of the lines to sign on are wide."""
    return f'<p style="white-space: pre-wrap">{escape(text)}</p>'


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
