"""Last year's tables beside this year's form: cell by cell what may be taken over, what may not, and why."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from nianbao.core.bridge import Crossing, Verdict, bridge
from nianbao.core.report import Report
from nianbao.files.editions import load_passages
from nianbao.gui.crossings import CrossingList, CrossingModel
from nianbao.gui.editor import Editor
from nianbao.gui.flow import Flow
from nianbao.gui.grid.model import TableModel
from nianbao.gui.grid.view import GridView

Index = QModelIndex | QPersistentModelIndex

SIZE = QSize(1300, 690)


class BridgeDialog(QDialog):
    """Stays open beside the window. `wanted` tells the cell of this year's report that the clerk wants to go to.

    It shows the two editions as they were when it was opened.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None, report: Report, last: Report) -> None:
        super().__init__(parent)
        self.setWindowTitle("上年的数能不能用")
        self.resize(SIZE.boundedTo(self.screen().availableSize() * 0.96))
        crossings = bridge(report.edition, last.edition, load_passages())
        self.list = CrossingList(CrossingModel(crossings, report.edition, last, self))
        self.list.setAccessibleName(self.windowTitle())
        # sealed: its tables look as they do everywhere, and take nothing
        self._last = Editor(last, sealed=True)
        self._last.setParent(self)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName("上年的各张表")
        self.grids = {section.id: self._add_grid(section.id) for section in last.edition.sections if section.table}
        self.filters = QButtonGroup(self)
        self._following = False
        self._lay_out(_described(report, last), f"上年的表（{_year(last)}{last.edition.name}，只能看，不能改）")
        self.list.chosen.connect(self._show_last)
        self.list.wanted.connect(self.wanted)
        self.list.step(1)
        self.list.setFocus()

    def _add_grid(self, section: str) -> GridView:
        """A table of last year's; the keyboard passes it over, since the list names each of its cells."""
        found = self._last.report.edition.section(section)
        assert found.table is not None
        grid = GridView(TableModel(self._last, found.table, self))
        grid.setAccessibleName(f"上年 {found.heading}")
        grid.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        grid.selectionModel().currentChanged.connect(lambda current, _before: self._show_line(grid, current))
        grid.clicked.connect(lambda index: self._show_line(grid, index))  # the cell where the cursor was anyway
        self.tabs.addTab(grid, found.short)
        return grid

    def _lay_out(self, described: str, caption: str) -> None:
        heading = QLabel(described)
        heading.setObjectName("heading")
        heading.setWordWrap(True)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        above = QLabel(caption)
        above.setWordWrap(True)
        sides.addWidget(_column(above, self.tabs))
        sides.addWidget(_column(self._filter_line(), self.list))
        sides.setSizes([SIZE.width() * 48 // 100, SIZE.width() * 52 // 100])
        told = QLabel("上下键逐格看，左边同时标出上年的格子；按回车或双击，转到本年报告的这一格。")
        told.setObjectName("summary")
        told.setWordWrap(True)
        buttons = QDialogButtonBox()
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(told, 1)
        foot.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.addWidget(heading)
        layout.addWidget(sides, 1)
        layout.addLayout(foot)
        order = [self.list, self.tabs, close, *self.filters.buttons()]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _filter_line(self) -> QWidget:
        line = QWidget()
        layout = Flow()
        choices: list[Verdict | None] = [None, *Verdict]
        for number, verdict in enumerate(choices):
            count = self.list.form.count(verdict)
            button = QRadioButton(f"{verdict.word if verdict else '全部'}（{count}）")
            button.setChecked(verdict is None)
            button.setEnabled(count > 0)
            button.toggled.connect(_if_checked(lambda verdict=verdict: self.list.show_only(verdict)))
            self.filters.addButton(button, number)
            layout.addWidget(button)
        line.setLayout(layout)
        return line

    # one shows the other

    def _show_last(self, crossing: Crossing | None) -> None:
        """Select last year's cells of a line and bring them in sight; where there are none, nothing is selected."""
        if self._following:
            return
        self._following = True
        for grid in self.grids.values():
            grid.selectionModel().clear()
        cells = self._last.report.edition.cells
        for number, cell in enumerate(crossing.last if crossing else ()):
            grid = self.grids[cells[cell].section]
            index = grid.form.index_of(cell)
            if number == 0:
                self.tabs.setCurrentWidget(grid)
                grid.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                grid.scrollTo(index)
            else:
                grid.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
        self._following = False

    def _show_line(self, grid: GridView, current: Index) -> None:
        """Go to the line that answers for the cell of last year's that was clicked."""
        cell = grid.form.cell_at(current)
        if cell is None or self._following:
            return
        self._following = True
        if not self.list.show_last(cell.id):
            self.filters.button(0).setChecked(True)
            self.list.show_last(cell.id)
        self._following = False


def _year(report: Report) -> str:
    return f"{report.year}年，" if report.year else ""


def _described(report: Report, last: Report) -> str:
    if report.edition is last.edition:
        return f"两年都是{report.edition.name}：标“{Verdict.CARRIED.word}”的与上年报告相接，其余各数都要重新统计。"
    return f"上年是{last.edition.name}，本年是{report.edition.name}：有些项目名称相近，数的却不是一回事，不能照抄。"


def _if_checked(act: Callable[[], None]) -> Callable[[bool], None]:
    return lambda checked: act() if checked else None


def _column(above: QWidget, below: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(above)
    layout.addWidget(below, 1)
    return holder
