"""The part of a table that stays in sight: merged header and label cells, painted as on the official form."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from nianbao.core.edition import Place, Table
from nianbao.gui.colours import colours

PADDING = 4
PADDING_ACROSS = 2
BAR = 2
WRAPPED = Qt.TextFlag.TextWordWrap  # between any two characters, but no line begins with a comma or bracket


class FormHeader(QHeaderView):
    """A header that paints the form's rectangles: rows of column labels, or columns of row labels.

    `sizes` are the heights of the header rows (horizontal) or the widths of the label columns (vertical), in pixels.
    """

    def __init__(self, orientation: Qt.Orientation, table: Table, sizes: tuple[int, ...], parent: QTableView) -> None:
        super().__init__(orientation, parent)
        self._along = orientation == Qt.Orientation.Horizontal
        self._sizes = sizes
        self._lit = -1  # the row or column that the cursor is in
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

    def light(self, section: int) -> None:
        """Light the labels of a row or column; -1 for none."""
        if section != self._lit:
            before = [place for place in self._places if self._is_lit(place)]
            self._lit = section
            for place in self._places:
                if self._is_lit(place) is not (place in before):
                    self.viewport().update(self._rectangle(place))

    def _is_lit(self, place: Place) -> bool:
        first, count = (place.column, place.columns) if self._along else (place.row, place.rows)
        return self._lit >= 0 and first <= self._lit + self._offset < first + count and place.role != "heading"

    def sizeHint(self) -> QSize:
        total = sum(self._sizes)
        return QSize(0, total) if self._along else QSize(total, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().base())
        for place in self._places:
            rectangle = self._rectangle(place)
            if rectangle.intersects(event.rect()):
                paint_words(painter, rectangle, place, lit=self._is_lit(place))
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
        painter.fillRect(event.rect(), colours().label_ground)
        paint_words(painter, self.rect(), self._place)
        painter.end()


def paint_words(painter: QPainter, rectangle: QRect, place: Place, *, lit: bool = False) -> None:
    """A label cell of the form: ground, words, and lines to the right and below as the view draws its grid.

    A `lit` one has the cursor in its row or column: another ground, and a bar along its left edge.
    """
    shades = colours()
    ground = shades.heading_ground if place.role == "heading" else shades.label_ground
    painter.fillRect(rectangle, shades.lit_ground if lit else ground)
    if lit:
        painter.fillRect(QRect(rectangle.left(), rectangle.top(), BAR, rectangle.height()), shades.current_line)
    painter.setPen(shades.line)
    painter.drawLine(rectangle.bottomLeft(), rectangle.bottomRight())
    if place.role != "heading":
        painter.drawLine(rectangle.topRight(), rectangle.bottomRight())
    painter.setPen(shades.ink)
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
