"""An open report: one tab a section with its state, and the findings beside them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from nianbao.core.checks import Finding
from nianbao.core.progress import INFORMATION, State, progress
from nianbao.core.report import Change, Report
from nianbao.gui.editor import Editor
from nianbao.gui.findings import FindingsPanel
from nianbao.gui.findings.rows import ALL, Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nianbao.core.solver import Solution
    from nianbao.gui.preview import Preview
    from nianbao.gui.sections.information import InformationPage
    from nianbao.gui.sections.table import TablePage
    from nianbao.gui.sections.text import TextPage

    Page = InformationPage | TablePage | TextPage

FINDINGS_WIDTH = 300
SHARES = (0.48, 0.32, 0.2)  # of the width: tabs, preview, findings
HALVES = (0.55, 0.45, 0.25)  # where there is no room for the findings, which are hidden
ICON = 16


class Workspace(QWidget):
    """Tabs and findings of one editor. A page is built when its tab is first shown."""

    told = Signal(str)
    summed = Signal(str)  # sum, count and average of the numbers selected in a table
    zoomed = Signal(int)  # the wheel with Ctrl: larger (1) or smaller (-1)

    def __init__(self, editor: Editor, scale: float = 1.0, shown: Shown = ALL) -> None:
        super().__init__()
        self.editor = editor
        self.shows_last_year = False
        self.preview: Preview | None = None
        self._scale = scale
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("报告的各个部分")
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setIconSize(QSize(ICON, ICON))
        self.findings = FindingsPanel(editor, shown, solve=_solutions)
        self._pages: dict[str, Page] = {}
        self._icons = {state: _icon(state) for state in State}
        splitter = self._splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.tabs)
        splitter.addWidget(self.findings)
        splitter.setStretchFactor(0, 1)
        splitter.setCollapsible(0, False)
        splitter.setSizes([2 * FINDINGS_WIDTH, FINDINGS_WIDTH])
        self._findings_width = FINDINGS_WIDTH
        splitter.splitterMoved.connect(self._remember_width)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        editor.changed.connect(self._refresh)
        editor.checked.connect(self._show_progress)
        editor.refused.connect(self.told)
        self.findings.chosen.connect(self.show_finding)
        self.findings.cell_wanted.connect(self.show_cell)
        self.findings.told.connect(self.told)
        self.findings.left.connect(lambda: self.current_page().setFocus())
        self._add_tabs()
        self.tabs.currentChanged.connect(self._build)
        self._build(0)

    def _add_tabs(self) -> None:
        edition = self.editor.report.edition
        self._order = [INFORMATION, *(section.id for section in edition.sections)]
        for words in ("基本信息", *(section.short for section in edition.sections)):
            holder = QWidget()
            QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, words)
        self._show_progress()

    def _build(self, number: int) -> None:
        """Make the page of a tab unless it is there already."""
        if number < 0:
            return
        self.findings.set_section(self._order[number])
        if self._order[number] not in self._pages:
            self.page(self._order[number])

    def page(self, section_id: str) -> "Page":
        """The page of a section, made on the spot when it has not been shown yet."""
        page = self._pages.get(section_id)
        if page is None:
            page = self._pages[section_id] = self._make(section_id)
            page.told.connect(self.told)
            holder = self.tabs.widget(self._order.index(section_id))
            holder.layout().addWidget(page)
            page.show()
            holder.setFocusProxy(page)
            self._follow(page)
        return page

    def _follow(self, page: "Page") -> None:
        """Bring a page that is new to the size and the sight that the others have."""
        from nianbao.gui.contextmenus import attach
        from nianbao.gui.grid.view import GridView

        attach(page)
        for grid in page.findChildren(GridView):
            grid.summed.connect(self.summed)
            grid.moved.connect(self._point_preview)
            grid.zoomed.connect(self.zoomed)
            if self.shows_last_year:
                grid.show_last_year(shown=True)
        if self._scale != 1.0:
            self._zoom(page)

    def _point_preview(self, cell: str) -> None:
        if self.preview is not None and self.shows_preview:
            self.preview.follow(cell)

    def zoom(self, scale: float) -> None:
        """Show tables and texts `scale` times as large as the system's own size."""
        self._scale = scale
        for page in self._pages.values():
            self._zoom(page)

    def _zoom(self, page: "Page") -> None:
        from nianbao.gui.grid.view import GridView

        points = self.font().pointSizeF() * self._scale
        for grid in page.findChildren(GridView):
            grid.zoom(points)
        for text in page.findChildren(QPlainTextEdit):
            font = text.font()
            font.setPointSizeF(points)
            text.setFont(font)

    @property
    def shows_preview(self) -> bool:
        return self.preview is not None and self.preview.isVisible()

    def show_preview(self, *, shown: bool) -> None:
        """Show the pages as they will print between the tabs and the findings, or no longer."""
        if self.preview is None:
            self.preview = self._made_preview()
            self._splitter.insertWidget(1, self.preview)
            self._splitter.setCollapsible(1, False)
        self.preview.setVisible(shown)
        if shown:
            width = self._splitter.width()
            shares = HALVES if self.findings.isHidden() else SHARES
            self._splitter.setSizes([int(width * share) for share in shares])

    def keep_page(self, page: int, *, preview: int, findings: int) -> int:
        """Let findings and preview give way until the page is `page` pixels wide, or they are as narrow as that;
        the findings are as wide as they were again where there is room.

        Returns how many pixels the page still lacks.
        """
        sizes = self._splitter.sizes()
        if sizes[-1] and not self.shows_preview:
            back = max(0, min(sizes[0] - page, self._findings_width - sizes[-1]))
            sizes[0] -= back
            sizes[-1] += back
        for number, least in ((len(sizes) - 1, findings), (1, preview))[: len(sizes) - 1]:
            given = max(0, min(page - sizes[0], sizes[number] - least))
            sizes[0] += given
            sizes[number] -= given
        if sizes != self._splitter.sizes():
            if self.findings.isHidden():
                sizes[-1] = self._findings_width  # with 0 they would be collapsed when they are shown again
            self._splitter.setSizes(sizes)
        return max(0, page - sizes[0])

    def _remember_width(self, _place: int, part: int) -> None:
        """The findings are as wide as the clerk has drawn them."""
        if part == self._splitter.count() - 1:
            self._findings_width = self._splitter.sizes()[-1] or FINDINGS_WIDTH

    def stop(self) -> None:
        """End what is still at work beside the window."""
        if self.preview is not None:
            self.preview.stop()

    def _made_preview(self) -> "Preview":
        from nianbao.files.layouts import layout_of
        from nianbao.gui.preview import Preview

        editor = self.editor
        preview = Preview(editor, layout_of(editor.report.unit), lambda: editor.is_draft)
        preview.wanted.connect(self._show_line)
        return preview

    def _show_line(self, cell: str, line: int) -> None:
        """Go to a cell, and in a text to one of its lines, counted from 0; -1 for none."""
        self.show_cell(cell)
        text = next((t for t in self.current_page().findChildren(QPlainTextEdit) if t.hasFocus()), None)
        block = text.document().findBlockByNumber(line) if text and line >= 0 else None
        if text and block and block.isValid():
            text.setTextCursor(QTextCursor(block))
            text.ensureCursorVisible()

    def show_last_year(self, *, shown: bool) -> None:
        """Show last year's value and the change in every cell of the tables, or no longer."""
        from nianbao.gui.grid.view import GridView

        self.shows_last_year = shown
        for page in self._pages.values():
            for grid in page.findChildren(GridView):
                grid.show_last_year(shown=shown)

    def _make(self, section_id: str) -> "Page":
        if section_id == INFORMATION:
            from nianbao.gui.sections.information import InformationPage

            return InformationPage(self.editor)
        section = self.editor.report.edition.section(section_id)
        if section.table:
            from nianbao.gui.sections.table import TablePage

            return TablePage(self.editor, section)
        from nianbao.gui.sections.text import TextPage

        return TextPage(self.editor, section)

    def _refresh(self, change: Change) -> None:
        if "edition" in change.cells:
            self._rebuild()
        self._show_progress()

    def _rebuild(self) -> None:
        """Another edition has other sections and tables: make the pages anew, the current one first."""
        focus = self.tabs.focusWidget()
        for page in self._pages.values():
            page.hide()
            page.deleteLater()
        self._pages.clear()
        self._order = [INFORMATION, *(section.id for section in self.editor.report.edition.sections)]
        self._build(self.tabs.currentIndex())
        if focus is not None:
            self.current_page().setFocus()
            self.current_page().show_cell("edition")

    def _show_progress(self) -> None:
        for section_id, state in progress(self.editor.report, self.editor.found).items():
            number = self._order.index(section_id)
            if self.tabs.tabToolTip(number) != state.words:
                self.tabs.setTabIcon(number, self._icons[state.state])
                self.tabs.setTabToolTip(number, state.words)

    def finish_typing(self) -> None:
        """Take what stands in a line that is still open, as if the clerk had moved on."""
        line = self.focusWidget()
        if not isinstance(line, QLineEdit | QSpinBox):
            return
        table = line.parentWidget().parentWidget()
        if isinstance(table, QAbstractItemView):
            table.setFocus()
        else:
            line.clearFocus()
            line.setFocus()

    def show_finding(self, finding: Finding) -> None:
        """Go to a finding's cell and mark both its sides."""
        self.editor.shine(finding)
        self.show_cell(finding.target)

    def show_cell(self, cell: str) -> None:
        """Show the tab of a cell and put the cursor there."""
        section = self.editor.report.edition.cells[cell].section
        self.tabs.setCurrentIndex(self._order.index(section))
        self.page(section).show_cell(cell)

    def current_page(self) -> "Page":
        return self.page(self._order[self.tabs.currentIndex()])


def _solutions(report: Report, last: Report | None) -> "Sequence[Solution]":
    from nianbao.core.solver import solutions

    return solutions(report, last)


def _icon(state: State) -> QIcon:
    """A tick, an empty ring or a cross: told apart by shape as well as by colour."""
    picture = QPixmap(2 * ICON, 2 * ICON)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(2, 2)
    if state is State.COMPLETE:
        painter.setPen(QPen(QColor("#2e7d32"), 2.2))
        painter.drawPolyline([QPointF(3, 8.5), QPointF(6.5, 12), QPointF(13, 4)])
    elif state is State.MISSING:
        painter.setPen(QPen(QColor("#7b8794"), 1.6))
        painter.drawEllipse(QPointF(8, 8), 4.6, 4.6)
    else:
        painter.setPen(QPen(QColor("#c62828"), 2.2))
        painter.drawLine(QPointF(4, 4), QPointF(12, 12))
        painter.drawLine(QPointF(12, 4), QPointF(4, 12))
    painter.end()
    picture.setDevicePixelRatio(2)
    return QIcon(picture)
