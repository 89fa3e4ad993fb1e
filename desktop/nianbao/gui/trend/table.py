"""The figures of the years in lines: the item, every year, the change in numbers and in percent."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from nianbao.core.edition import Edition
from nianbao.core.trend import Line, Trend
from nianbao.gui.colours import colours

Index = QModelIndex | QPersistentModelIndex
Row = Line | str  # a line, or the heading of a section

NAME = 0
_LEAST_NAME = 150  # pixels
_NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SPACE = "  "  # between a number and the edge


class TrendModel(QAbstractTableModel):
    """The lines of a Trend under the headings of their sections. It is shown anew when the figures change."""

    def __init__(self, trend: Trend, edition: Edition, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.trend, self.edition = trend, edition
        self.only_changed = False
        self.rows: list[Row] = self._listed()

    def show(self, trend: Trend, edition: Edition, *, only_changed: bool) -> None:
        """Other figures, or another choice of lines."""
        same = (len(trend.years), edition) == (len(self.trend.years), self.edition)
        before = self.rows
        self.trend, self.edition, self.only_changed = trend, edition, only_changed
        rows = self._listed()
        if same and [_key(row) for row in rows] == [_key(row) for row in before]:
            self.rows = rows
            last = self.index(len(rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def _listed(self) -> list[Row]:
        wanted: Sequence[Line] = self.trend.changed if self.only_changed else self.trend.lines
        rows: list[Row] = []
        for section in self.edition.sections:
            lines = [line for line in wanted if line.section == section.id]
            rows += [section.heading, *lines] if lines else []
        return rows

    def row_of(self, cell: str) -> int:
        """The row of a cell's line, -1 when it is not shown."""
        return next((n for n, row in enumerate(self.rows) if isinstance(row, Line) and row.cell == cell), -1)

    def line(self, index: Index) -> Line | None:
        row = self.rows[index.row()] if index.isValid() else ""
        return row if isinstance(row, Line) else None

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  as Qt has it
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.trend.years) + 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return ("项目", *self.trend.years, "增减", "增减幅度")[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        enabled = Qt.ItemFlag.ItemIsEnabled
        return enabled | Qt.ItemFlag.ItemIsSelectable if self.line(index) else enabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, column = self.line(index), index.column()
        if line is None:
            return _of_heading(str(self.rows[index.row()]), column, role)
        if role == Qt.ItemDataRole.DisplayRole:
            words = self._words(line, column)
            return words if column == NAME else f"{words}{_SPACE}"
        if role == Qt.ItemDataRole.ToolTipRole and column == NAME:
            return line.name
        if role == Qt.ItemDataRole.TextAlignmentRole and column != NAME:
            return _NUMBERS
        if role == Qt.ItemDataRole.ForegroundRole and 0 < column <= len(line.values) and line.absent[column - 1]:
            return QBrush(colours().faint)
        if role == Qt.ItemDataRole.FontRole and line.changed and column > len(line.values):
            return _bold()
        return None

    def _words(self, line: Line, column: int) -> str:
        if column == NAME:
            return line.name
        year = column - 1
        if year < len(line.values):
            return line.told(year)
        return line.told_change if year == len(line.values) else line.told_percent


class TrendTable(QTableView):
    """The lines, to go through with the arrow keys; Return goes to the cell in the report."""

    wanted = Signal(str)

    def __init__(self, form: TrendModel) -> None:
        super().__init__()
        self.form = form
        self.setModel(form)
        self.setAccessibleName("各年数字对照")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 6)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.doubleClicked.connect(self._want)
        form.modelReset.connect(self._span)
        self._span()

    def sizeHint(self) -> QSize:
        return QSize(640, 480)

    def step(self, by: int) -> None:
        """Go to the next or the previous line, over the headings."""
        row = self.currentIndex().row() + by
        while 0 <= row < self.form.rowCount():
            if isinstance(self.form.rows[row], Line):
                self.setCurrentIndex(self.form.index(row, NAME))
                if row and isinstance(self.form.rows[row - 1], str):
                    self.scrollTo(self.form.index(row - 1, NAME))
                self.scrollTo(self.currentIndex())
                return
            row += by

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes to the cell; it is not for the dialog, which would close."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _want(self, index: Index) -> None:
        line = self.form.line(index)
        if line is not None:
            self.wanted.emit(line.cell)

    def _span(self) -> None:
        self.clearSpans()
        for row, line in enumerate(self.form.rows):
            if isinstance(line, str):
                self.setSpan(row, NAME, 1, self.form.columnCount())
        self._fit()

    def _fit(self) -> None:
        """The numbers as wide as they need, the names the rest."""
        columns = range(1, self.form.columnCount())
        metrics = QFontMetrics(_bold())
        taken = 0
        for column in columns:
            heading = self.form.headerData(column, Qt.Orientation.Horizontal)
            figures = (self.form.index(row, column).data() or "" for row in range(len(self.form.rows)))
            width = max(metrics.horizontalAdvance(str(word)) for word in (f"{heading}{_SPACE}", *figures)) + 14
            self.setColumnWidth(column, width)
            taken += width
        self.setColumnWidth(NAME, max(_LEAST_NAME, self.viewport().width() - taken))


def _key(row: Row) -> str:
    return row if isinstance(row, str) else row.cell


def _of_heading(words: str, column: int, role: int) -> object:
    if role == Qt.ItemDataRole.DisplayRole and column == NAME:
        return words
    if role == Qt.ItemDataRole.BackgroundRole:
        return QBrush(colours().lit_ground)
    return _bold() if role == Qt.ItemDataRole.FontRole else None


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
