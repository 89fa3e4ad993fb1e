"""The file's own tables as they look there, with what was read from them marked."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QBrush, QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTableView, QVBoxLayout, QWidget

from nianbao.core.labels import looks_like_value
from nianbao.gui.importing.grounds import grounds
from nianbao.gui.importing.pages import Page

Index = QModelIndex | QPersistentModelIndex

_NARROWEST, _WIDEST, _TEXT_WIDTH = 36, 150, 460  # pixels of a column
_PADDING = 10
_TALLEST = 400  # pixels of a row
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)


class PageModel(QAbstractTableModel):
    """The texts of a page; `read` and `unread` name the cells of the form that belong to a place of the file."""

    def __init__(self, page: Page, read: Mapping[str, str], unread: Mapping[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self.page = page
        self._read = {page.places[place]: cell for place, cell in read.items() if place in page.places}
        self._unread = {page.places[place]: cell for place, cell in unread.items() if place in page.places}

    def cell(self, index: Index) -> str:
        """The cell of the form that an entry is the source of, or would have been."""
        place = (index.row(), index.column())
        return self._read.get(place) or self._unread.get(place, "")

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  as Qt has it
        return 0 if parent.isValid() else len(self.page.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.page.width

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.page.column_name(section) if orientation == Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        place = (index.row(), index.column())
        text = self.page.at(*place)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        if role == Qt.ItemDataRole.BackgroundRole:
            now = grounds()
            ground = now.wrong if place in self._unread else now.read if place in self._read else None
            return QBrush(ground) if ground else None
        if role == Qt.ItemDataRole.TextAlignmentRole and looks_like_value(text):
            return Qt.AlignmentFlag.AlignCenter
        return None


class SourceView(QWidget):
    """One table of the file at a time. `chosen` tells the cell of the form whose source the clerk has selected."""

    chosen = Signal(str)

    def __init__(self, pages: list[Page], read: Mapping[str, str], unread: Mapping[str, str]) -> None:
        super().__init__()
        self.pages = pages
        self.pick = QComboBox()
        self.pick.setAccessibleName("文件里的表和页")
        self.pick.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.pick.addItems([page.name for page in pages])
        self.pick.setToolTip("文件里的表格和文字")
        self.table = QTableView()
        self.table.setAccessibleName("文件原来的样子")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        for header in (self.table.horizontalHeader(), self.table.verticalHeader()):
            header.setMinimumSectionSize(16)
            header.setHighlightSections(True)
        self._models = [PageModel(page, read, unread, self) for page in pages]
        self._following = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pick)
        layout.addWidget(self.table, 1)
        first = next((n for n, page in enumerate(pages) if not page.places.keys().isdisjoint(read)), 0)
        self.pick.setCurrentIndex(first)
        self._show(first)
        self.pick.currentIndexChanged.connect(self._show)

    @property
    def page(self) -> Page:
        return self.pages[self.pick.currentIndex()]

    def show_place(self, place: str) -> None:
        """Select the entry at a place of the file and bring it in sight; nothing is selected for one that is not."""
        number = next((n for n, page in enumerate(self.pages) if place in page.places), None)
        self._following = True
        if number is None:
            self.table.clearSelection()
        else:
            self.pick.setCurrentIndex(number)
            index = self._models[number].index(*self.pages[number].places[place])
            self.table.setCurrentIndex(index)
            sideways = self.table.horizontalScrollBar().value()
            self.table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            self.table.horizontalScrollBar().setValue(sideways)  # no further to the side than it must be
            self.table.scrollTo(index)
        self._following = False

    def _show(self, number: int) -> None:
        model = self._models[number]
        self.table.clearSpans()
        self.table.setModel(model)
        self.table.selectionModel().currentChanged.connect(self._choose)
        for span in model.page.spans:
            self.table.setSpan(span.row, span.column, span.rows, span.columns)
        self.table.horizontalHeader().setVisible(not model.page.text)
        _fit(self.table, model.page)

    def _choose(self, current: Index) -> None:
        cell = self._models[self.pick.currentIndex()].cell(current)
        if cell and not self._following:
            self.chosen.emit(cell)


def _fit(table: QTableView, page: Page) -> None:
    """Columns as wide as their texts, within reason; rows as high as their texts need, merged cells apart."""
    metrics = table.fontMetrics()
    wide = {(span.row, span.column): span.columns for span in page.spans}
    tall = {(span.row, span.column) for span in page.spans if span.rows > 1}
    widths = [_NARROWEST] * page.width
    texts = [
        (row, column, page.at(row, column))
        for row, entries in enumerate(page.rows)
        for column, text in enumerate(entries)
        if text and text.strip()
    ]
    widest = _TEXT_WIDTH if page.text or page.width == 1 else _WIDEST
    for row, column, text in texts:
        if wide.get((row, column), 1) == 1 and widths[column] < widest:
            lines = max(metrics.horizontalAdvance(line) for line in text.split("\n"))
            widths[column] = min(widest, max(widths[column], lines + _PADDING))
    heights = [metrics.height() + 6] * len(page.rows)
    for row, column, text in texts:
        if (row, column) not in tall:
            room = sum(widths[column : column + wide.get((row, column), 1)]) - _PADDING
            heights[row] = max(heights[row], min(_TALLEST, _height(metrics, text, room) + 6))
    for column, width in enumerate(widths):
        table.setColumnWidth(column, width)
    for row, height in enumerate(heights):
        table.setRowHeight(row, height)


def _height(metrics: QFontMetrics, text: str, room: int) -> int:
    if "\n" not in text and metrics.horizontalAdvance(text) <= room:
        return metrics.height()
    return metrics.boundingRect(QRect(0, 0, room, 10_000), _WRAPPED, text).height()
