"""The answers of the bridge in lines: this year's cell, the verdict, last year's figure, the reason."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from nianbao.core.bridge import Crossing, Verdict
from nianbao.core.edition import Edition
from nianbao.core.report import Report
from nianbao.core.values import show
from nianbao.gui.colours import colours
from nianbao.gui.grid.header import height_of

Index = QModelIndex | QPersistentModelIndex
Line = Crossing | str  # the answer for a cell, or the heading of the section that follows

NAME, VERDICT, LAST, REASON = range(4)
_COLUMNS = ("本年的项目", "结论", "上年的数", "理由")
_WIDTHS = {NAME: 138, VERDICT: 78, LAST: 132}  # pixels; the reason takes the rest
_LEAST_REASON = 180
_VEIL = 38  # of 255: how much of its colour lies over a verdict
_PADDING = 4


class CrossingModel(QAbstractTableModel):
    """A line for each crossing under a line for each section; those of one verdict only, if asked for."""

    def __init__(
        self, crossings: Iterable[Crossing], this: Edition, last: Report, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.crossings, self.this, self.last = tuple(crossings), this, last
        self.lines: list[Line] = list(self._lines(None))

    def count(self, verdict: Verdict | None) -> int:
        """How many cells got the verdict, or how many there are."""
        return sum(verdict in (None, crossing.verdict) for crossing in self.crossings)

    def show_only(self, verdict: Verdict | None) -> None:
        self.beginResetModel()
        self.lines = list(self._lines(verdict))
        self.endResetModel()

    def _lines(self, verdict: Verdict | None) -> Iterator[Line]:
        """In the order of this year's form; what has no place in it stands at the end of its section."""
        sections = {section.id: section for edition in (self.last.edition, self.this) for section in edition.sections}
        for section in sections.values():
            fitting = [c for c in self.crossings if verdict in (None, c.verdict) and self._section(c) == section.id]
            if fitting:
                yield section.heading
                yield from fitting

    def _section(self, crossing: Crossing) -> str:
        return (
            self.this.cells[crossing.cell].section
            if crossing.cell
            else self.last.edition.cells[crossing.last[0]].section
        )

    def crossing(self, index: Index) -> Crossing | None:
        line = self.lines[index.row()] if index.isValid() else ""
        return line if isinstance(line, Crossing) else None

    def words(self, crossing: Crossing, column: int) -> str:
        """What stands in a column of a line."""
        if column == VERDICT:
            return crossing.verdict.word
        if column == REASON:
            return crossing.reason
        name = self.this.cells[crossing.cell].name if crossing.cell else ""
        if column == NAME:
            return name or "（本年没有这一项）"
        return "\n".join(self._figure(cell, name) for cell in crossing.last) or "（上年没有这一项）"

    def _figure(self, cell: str, name: str) -> str:
        """Last year's figure, under its name there when that is another than this year's."""
        found = self.last.edition.cells[cell]
        value = self.last.get(cell)
        figure = show(value, found.kind) if value is not None else "（空）"
        return figure if found.name == name else f"{found.name}：{figure}"

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  as Qt has it
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        enabled = Qt.ItemFlag.ItemIsEnabled
        return enabled | Qt.ItemFlag.ItemIsSelectable if self.crossing(index) else enabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        if isinstance(line, str):
            return _of_heading(line, column, role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.words(line, column)
        if role == Qt.ItemDataRole.BackgroundRole and column == VERDICT:
            return QBrush(_ground(line.verdict))
        if role == Qt.ItemDataRole.ForegroundRole and not (line.cell if column == NAME else line.last):
            return QBrush(colours().faint) if column in (NAME, LAST) else None
        if role == Qt.ItemDataRole.TextAlignmentRole and column == VERDICT:
            return Qt.AlignmentFlag.AlignCenter
        return None


class CrossingList(QTableView):
    """The lines, to go through with the arrow keys; sections are passed over."""

    chosen = Signal(object)  # the Crossing under the cursor, or None
    wanted = Signal(str)  # this year's cell that the clerk wants to go to

    def __init__(self, form: CrossingModel) -> None:
        super().__init__()
        self.form = form
        self.setModel(form)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self.setItemDelegate(_Whole(self))
        palette = self.palette()  # as quiet as in last year's table, where the same is selected
        palette.setColor(QPalette.ColorRole.Highlight, colours().selected_ground)
        palette.setColor(QPalette.ColorRole.HighlightedText, colours().ink)
        self.setPalette(palette)
        self._heights: dict[tuple[str, int], int] = {}
        self.doubleClicked.connect(self._want)
        self._fit()

    def show_only(self, verdict: Verdict | None) -> None:
        """Only the lines of a verdict, or all; the cursor stays on its line when that is still shown."""
        before = self.form.crossing(self.currentIndex())
        self.clearSpans()
        self.form.show_only(verdict)
        self._fit()
        if before in self.form.lines:
            self._go(self.form.lines.index(before))
        else:
            self.step(1)

    def show_last(self, cell: str) -> bool:
        """Go to the line that answers for a cell of last year's; False when no such line is shown."""
        lines = enumerate(self.form.lines)
        row = next((row for row, line in lines if isinstance(line, Crossing) and cell in line.last), None)
        if row is not None:
            self._go(row)
        return row is not None

    def step(self, by: int) -> None:
        """Go to the next or the previous line, over the sections."""
        row = self.currentIndex().row() + by
        while 0 <= row < len(self.form.lines):
            if isinstance(self.form.lines[row], Crossing):
                self._go(row)
                return
            row += by

    def _go(self, row: int) -> None:
        """Put the cursor on a line, with the heading over it in sight."""
        self.setCurrentIndex(self.form.index(row, NAME))
        if row and isinstance(self.form.lines[row - 1], str):
            self.scrollTo(self.form.index(row - 1, NAME))
        self.scrollTo(self.currentIndex())

    def _want(self, index: Index) -> None:
        crossing = self.form.crossing(index)
        if crossing and crossing.cell:
            self.wanted.emit(crossing.cell)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(self.form.crossing(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes to this year's cell; it is not for the dialog, which would close."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() - sum(_WIDTHS.values())
        self.setColumnWidth(REASON, max(_LEAST_REASON, room))
        self._fit()

    def _fit(self) -> None:
        """Rows as high as their words need; the same reasons stand in many of them."""
        for row, line in enumerate(self.form.lines):
            height = self.fontMetrics().height() + 2 * _PADDING
            if isinstance(line, str):
                self.setSpan(row, NAME, 1, len(_COLUMNS))
            else:
                words = ((self.form.words(line, column), column) for column in range(len(_COLUMNS)))
                height = max(self._height(text, column) for text, column in words)
            if height != self.rowHeight(row):
                self.setRowHeight(row, height)
        self.updateGeometries()  # at once: the cursor's line is brought in sight next

    def _height(self, text: str, column: int) -> int:
        key = text, self.columnWidth(column)
        if key not in self._heights:
            self._heights[key] = height_of(self.fontMetrics(), text, self.columnWidth(column)) + _PADDING
        return self._heights[key]


class _Whole(QStyledItemDelegate):
    """The whole line is marked; the veil that Qt lays over the words of its current cell is left out."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


def _ground(verdict: Verdict) -> QColor:
    """A quiet colour under the word, on light and on dark paper: the word tells the verdict."""
    found = colours()
    strong = {Verdict.CARRIED: found.good, Verdict.INCOMPARABLE: found.error, Verdict.ANEW: found.faint}[verdict]
    quiet = QColor(strong)
    quiet.setAlpha(_VEIL if verdict is not Verdict.ANEW else _VEIL // 3)
    return quiet


def _of_heading(words: str, column: int, role: int) -> object:
    if role == Qt.ItemDataRole.DisplayRole and column == NAME:
        return words
    if role == Qt.ItemDataRole.BackgroundRole:
        return QBrush(colours().lit_ground)
    if role == Qt.ItemDataRole.FontRole:
        font = QFont()
        font.setBold(True)
        return font
    return None
