"""The part of a table that stays in sight: merged header and label cells, painted as on the official form."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from nianbao.core.edition import Place, Table

LABEL_GROUND = QColor("#f1f4f8")
HEADING_GROUND = QColor("#c6d9f1")
LINE = QColor("#9aa5b1")
INK = QColor("#1f2933")
PADDING = 4
PADDING_ACROSS = 2
WRAPPED = Qt.TextFlag.TextWordWrap  # between any two characters, but no line begins with a comma or bracket


class FormHeader(QHeaderView):
    """A header that paints the form's rectangles: rows of column labels, or columns of row labels.

    `sizes` are the heights of the header rows (horizontal) or the widths of the label columns (vertical), in pixels.
    """

    def __init__(self, orientation: Qt.Orientation, table: Table, sizes: tuple[int, ...], parent: QTableView) -> None:
        super().__init__(orientation, parent)
        self._along = orientation == Qt.Orientation.Horizontal
        self._sizes = sizes
        self._places = [place for place in table.places if self._is_mine(place, table)]
        self._offset = table.label_columns if self._along else table.header_rows
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setVisible(bool(sizes))

    def _is_mine(self, place: Place, table: Table) -> bool:
        if self._along:
            return place.row < table.header_rows and place.column >= table.label_columns
        return place.row >= table.header_rows and place.column < table.label_columns

    def set_sizes(self, sizes: tuple[int, ...]) -> None:
        """Take other sizes across, in pixels."""
        if sizes != self._sizes:
            self._sizes = sizes
            self.geometriesChanged.emit()
            self.viewport().update()

    def sizeHint(self) -> QSize:
        total = sum(self._sizes)
        return QSize(0, total) if self._along else QSize(total, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().base())
        for place in self._places:
            rectangle = self._rectangle(place)
            if rectangle.intersects(event.rect()):
                paint_words(painter, rectangle, place)
        painter.end()

    def _rectangle(self, place: Place) -> QRect:
        """Where a rectangle of the form lies: across by the fixed sizes, along by the sections."""
        first, count = (place.column, place.columns) if self._along else (place.row, place.rows)
        fixed, depth = (place.row, place.rows) if self._along else (place.column, place.columns)
        first -= self._offset
        start = self.sectionViewportPosition(first)
        length = sum(self.sectionSize(section) for section in range(first, first + count))
        near, across = sum(self._sizes[:fixed]), sum(self._sizes[fixed : fixed + depth])
        return QRect(start, near, length, across) if self._along else QRect(near, start, across, length)


class Corner(QWidget):
    """The words where both headers meet; it belongs to the table view and is placed by it."""

    def __init__(self, place: Place, parent: QWidget) -> None:
        super().__init__(parent)
        self._place = place

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), LABEL_GROUND)
        paint_words(painter, self.rect(), self._place)
        painter.end()


def paint_words(painter: QPainter, rectangle: QRect, place: Place) -> None:
    """A label cell of the form: ground, words, and lines to the right and below as the view draws its grid."""
    painter.fillRect(rectangle, HEADING_GROUND if place.role == "heading" else LABEL_GROUND)
    painter.setPen(LINE)
    painter.drawLine(rectangle.bottomLeft(), rectangle.bottomRight())
    if place.role != "heading":
        painter.drawLine(rectangle.topRight(), rectangle.bottomRight())
    painter.setPen(INK)
    room = rectangle.adjusted(PADDING, 1, -PADDING - 1, -2)
    painter.drawText(room, aligned(place) | WRAPPED, place.text)


def aligned(place: Place) -> Qt.AlignmentFlag:
    """Row labels that stand alone on their line begin at the left, as on the form; all else is centred."""
    left = place.role == "heading" or (place.role == "label" and place.rows == 1 and place.columns < 3)
    return Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignHCenter)


def height_of(metrics: QFontMetrics, text: str, width: int) -> int:
    """The height in pixels that a text needs when it is wrapped into a cell of this width."""
    room = QRect(0, 0, max(1, width - 2 * PADDING - 1), 10_000)
    return metrics.boundingRect(room, int(WRAPPED), text).height() + 2 * PADDING_ACROSS
