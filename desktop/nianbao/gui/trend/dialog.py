"""This year beside last year: the figures at the left, the charts at the right, to look at and to hand on."""

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from nianbao.core.preamble import title
from nianbao.core.report import Change
from nianbao.core.trend import Chart, Trend, trend
from nianbao.files import atomic
from nianbao.files.errors import UserError
from nianbao.files.paths import file_name
from nianbao.gui import messages
from nianbao.gui.editor import Editor
from nianbao.gui.trend.chartview import ChartView
from nianbao.gui.trend.picture import picture, png, svg
from nianbao.gui.trend.table import TrendModel, TrendTable

SIZE = QSize(1240, 690)
SOON_MS = 120  # after the last change
PICTURE_KINDS = "图片 (*.png);;矢量图 (*.svg)"


class TrendDialog(QDialog):
    """Stays open beside the window and follows the report. `wanted` tells the cell that the clerk wants to go to.

    `folder` is where pictures are proposed to be put.
    """

    wanted = Signal(str)
    told = Signal(str)

    def __init__(self, parent: QWidget | None, editor: Editor, folder: Path) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("与上年对照")
        self.resize(SIZE.boundedTo(self.screen().availableSize() * 0.96))
        self._editor, self._folder = editor, folder
        self.trend = self._made()
        self.table = TrendTable(TrendModel(self.trend, editor.report.edition, self))
        self.only_changed = QCheckBox()
        self.charts = QTabWidget()
        self.views = [self._add_chart(chart) for chart in self.trend.charts]
        self._lay_out()
        self.only_changed.toggled.connect(self._refresh)
        self.table.wanted.connect(self.wanted)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._take)
        editor.changed.connect(self._follow)
        self._refresh()
        self.table.setFocus()

    def _made(self) -> Trend:
        reports = (self._editor.base, self._editor.report)
        return trend([report for report in reports if report is not None])

    def _add_chart(self, chart: Chart) -> ChartView:
        view = ChartView(chart)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(view)
        self.charts.addTab(area, _SHORT[chart.id])
        return view

    def _lay_out(self) -> None:
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.addWidget(_column(self.only_changed, self.table))
        sides.addWidget(self.charts)
        sides.setSizes([SIZE.width() * 52 // 100, SIZE.width() * 48 // 100])
        hint = QLabel("按回车或双击一行，转到报告的这一格。")
        hint.setObjectName("summary")
        buttons = QDialogButtonBox()
        self.save = buttons.addButton("图表存为图片…", QDialogButtonBox.ButtonRole.ActionRole)
        self.copy = buttons.addButton("复制图表", QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.save, self.copy, close):
            button.setAutoDefault(False)
        self.save.clicked.connect(self.save_picture)
        self.copy.clicked.connect(self.copy_picture)
        buttons.rejected.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(hint, 1)
        foot.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.addWidget(sides, 1)
        layout.addLayout(foot)
        order = [self.table, self.only_changed, self.charts.tabBar(), self.save, self.copy, close]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    @property
    def chart(self) -> Chart:
        """The chart in sight."""
        return self.views[self.charts.currentIndex()].chart

    # the report changes

    def _follow(self, change: Change) -> None:
        """The report has changed: show it once the clerk pauses, since what is typed comes first."""
        if change.cells:
            self._soon.start()

    def _take(self) -> None:
        self.trend = self._made()
        self._refresh()

    def _refresh(self, _on: bool = False) -> None:
        self.only_changed.setText(f"只看有变化的（{len(self.trend.changed)}）")
        line = self.table.form.line(self.table.currentIndex())
        only = self.only_changed.isChecked()
        self.table.form.show(self.trend, self._editor.report.edition, only_changed=only)
        row = self.table.form.row_of(line.cell) if line else -1
        if row >= 0 and row != self.table.currentIndex().row():
            self.table.setCurrentIndex(self.table.form.index(row, 0))
        elif not self.table.currentIndex().isValid():
            self.table.step(1)
        for view, chart in zip(self.views, self.trend.charts, strict=True):
            if view.chart != chart:
                view.show_chart(chart)

    # the picture

    def save_picture(self) -> None:
        """Ask where, and write the chart in sight as PNG or SVG; a file that is held open is told."""
        report, chart = self._editor.report, self.chart
        name = file_name(f"{title(report.edition, report.values)}（{_SHORT[chart.id]}）")
        proposed = self._folder / f"{name}.png"
        while target := messages.ask_target(self, "图表存为图片", proposed, PICTURE_KINDS):
            data = svg(chart) if target.suffix.lower() == ".svg" else png(chart)
            try:
                atomic.write(target, data)
            except UserError as error:
                messages.tell(self, error)
                proposed = target.with_name(f"{target.stem}（新）{target.suffix}")
                continue
            self.told.emit(f"已保存“{target.name}”。")
            return

    def copy_picture(self) -> None:
        """Put the chart in sight on the clipboard, as a picture in the resolution of print."""
        QGuiApplication.clipboard().setImage(picture(self.chart))
        self.told.emit("图表已复制，可以粘贴到 Word 或 WPS 里。")


_SHORT = {"applicants": "申请人", "results": "办理结果", "years": "各年"}


def _column(above: QWidget, below: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(above)
    layout.addWidget(below, 1)
    return holder
