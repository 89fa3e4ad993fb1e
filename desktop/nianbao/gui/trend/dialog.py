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
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
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
from nianbao.gui.flow import Flow
from nianbao.gui.notices import notify
from nianbao.gui.pace import TREND_MS
from nianbao.gui.trend.chartview import LEAST_WIDTH, ChartView
from nianbao.gui.trend.picture import picture, png, svg
from nianbao.gui.trend.table import TrendModel, TrendTable

SIZE = QSize(1240, 690)
PICTURE_KINDS = "图片 (*.png);;矢量图 (*.svg)"
NOT_ELSEWHERE = "图表另起一页，附在报告之后。从菜单导出的 Word、PDF 和页面预览里都没有图表。"


class TrendDialog(QDialog):
    """Stays open beside the window and follows the report. `wanted` tells the cell that the clerk wants to go to,
    `word_wanted` that the report is to be exported with the charts that are ticked.

    `folder` is where pictures are proposed to be put.
    """

    wanted = Signal(str)
    word_wanted = Signal()

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
        self.charts.tabBar().setAccessibleName("各张图")
        self.views = [self._add_chart(chart) for chart in self.trend.charts]
        self.ticks = {chart.id: QCheckBox(_SHORT[chart.id]) for chart in self.trend.charts}
        self.word = QPushButton("导出 Word…")
        self._lay_out()
        self.only_changed.toggled.connect(self._refresh)
        self.table.wanted.connect(self.wanted)
        self._soon = QTimer(self, singleShot=True, interval=TREND_MS)
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
        area.setMinimumWidth(LEAST_WIDTH + area.verticalScrollBar().sizeHint().width())
        self.charts.addTab(area, _SHORT[chart.id])
        return view

    def _lay_out(self) -> None:
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.addWidget(_column(self.only_changed, self.table))
        sides.addWidget(_column(self.charts, self._word_choices(), tall=0))
        sides.setSizes([SIZE.width() * 52 // 100, SIZE.width() * 48 // 100])
        hint = QLabel("按回车或双击一行，转到报告的这一格。")
        hint.setObjectName("summary")
        hint.setWordWrap(True)
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
        exported = (*self.ticks.values(), self.word)
        order = [self.table, self.only_changed, self.charts.tabBar(), *exported, self.save, self.copy, close]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _word_choices(self) -> QWidget:
        """Which charts go into a Word file; those with nothing to show are not ticked."""
        box = QGroupBox("导出 Word 时附上图表")
        line = Flow()
        for chart in self.trend.charts:
            tick = self.ticks[chart.id]
            tick.setChecked(chart.largest > 0)
            tick.toggled.connect(self._allow_word)
            line.addWidget(tick)
        line.addWidget(self.word)
        self.word.setAutoDefault(False)
        self.word.clicked.connect(self.word_wanted)
        self.word.setAccessibleDescription(NOT_ELSEWHERE)
        hint = QLabel(NOT_ELSEWHERE)
        hint.setObjectName("summary")
        hint.setWordWrap(True)
        layout = QVBoxLayout(box)
        layout.addLayout(line)
        layout.addWidget(hint)
        self._allow_word()
        return box

    def _allow_word(self, _on: bool = False) -> None:
        self.word.setEnabled(any(tick.isChecked() for tick in self.ticks.values()))

    def chosen_charts(self) -> tuple[Chart, ...]:
        """The charts that are ticked, with the numbers that the report has at this moment."""
        return tuple(chart for chart in self._made().charts if self.ticks[chart.id].isChecked())

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
            notify(self, f"已保存“{target.name}”。", path=target)
            return

    def copy_picture(self) -> None:
        """Put the chart in sight on the clipboard, as a picture in the resolution of print."""
        QGuiApplication.clipboard().setImage(picture(self.chart))
        notify(self, "图表已复制，可以粘贴到 Word 或 WPS 里。")


_SHORT = {"applicants": "申请人", "results": "办理结果", "years": "各年"}


def _column(above: QWidget, below: QWidget, *, tall: int = 1) -> QWidget:
    """Two widgets, one above the other; the one with the number `tall` takes the room that there is."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    for number, widget in enumerate((above, below)):
        layout.addWidget(widget, int(number == tall))
    return holder
