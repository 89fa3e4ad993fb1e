"""The pages one under the other, as wide as the pane: drawn when they come into sight, clicked to go to a place."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from nianbao.files.writers.pages_map import Box

GAP = 8  # pixels around the pages
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)  # pixels to a point at 96 dots per inch: 1 is the size of the paper
_SETTLED_MS = 120  # after the last change of the pane's size, before the pages are drawn anew for it
_DESK, _EDGE, _HERE = QColor("#8a949e"), QColor("#5f6b76"), QColor(255, 214, 0, 60)

Drawn = Mapping[
    int, tuple[bytes, QImage]
]  # pictures by the number of the page, from 0, each with what it was drawn from


class PagesView(QAbstractScrollArea):
    """Shows rendered pages. Points on them are in points (1/72 inch) from a page's upper left corner."""

    clicked = Signal(int, float, float)  # page, from 1; x; y

    def __init__(self, size: tuple[float, float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._pages: tuple[bytes, ...] = ()
        self._drawn: dict[int, tuple[bytes, QPixmap]] = {}  # by place: from what, and the picture
        self._here: Box | None = None
        self._zoom: float | None = None
        self._pressed: QPoint | None = None
        self._unsettled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._unsettled.timeout.connect(self.viewport().update)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leads elsewhere
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("点击页面，转到相应的填写位置")

    # what is shown

    def show_pages(self, pages: tuple[bytes, ...]) -> None:
        """Show these pages, SVG pictures; those that are as before keep what was drawn of them."""
        self._pages = pages
        self._drawn = {n: kept for n, kept in self._drawn.items() if n < len(self._pages)}
        self._set_bars()
        self.viewport().update()

    def ahead(self) -> Callable[[Sequence[bytes]], Drawn]:
        """What draws those of the next pages that will be in sight and are others than now, beside the window."""
        numbers, wanted = self._seen(), self._pixels()
        kept = {number: page for number, (page, picture) in self._drawn.items() if picture.size() == wanted}

        def drawn(pages: Sequence[bytes]) -> Drawn:
            other = ((n, pages[n]) for n in numbers if n < len(pages) and pages[n] != kept.get(n))
            return {number: (page, draw(page, wanted)) for number, page in other}

        return drawn

    def take(self, drawn: Drawn) -> None:
        """Keep what was drawn ahead, for the pages that are shown next."""
        self._drawn |= {number: (page, QPixmap.fromImage(image)) for number, (page, image) in drawn.items()}

    @property
    def pages(self) -> tuple[bytes, ...]:
        """The SVG pictures of the pages that are shown."""
        return self._pages

    def show_box(self, box: Box | None) -> None:
        """Mark a place and bring it into sight, if it is not there already; None marks nothing."""
        self._here = box
        self.viewport().update()
        if box is None or not self._pages:
            return
        place, seen = self._on_sheet(box), self.viewport().rect().translated(self._offset())
        if place.top() < seen.top() or place.bottom() > seen.bottom():
            self.verticalScrollBar().setValue(place.top() - seen.height() // 3)
        if place.left() < seen.left() or place.right() > seen.right():
            self.horizontalScrollBar().setValue(place.left() - GAP)

    @property
    def zoom(self) -> float | None:
        """Size of the pages, 1 that of the paper; None as wide as the pane."""
        return self._zoom

    def set_zoom(self, zoom: float | None) -> None:
        """Show the pages in a size, keeping the place in the middle where it is."""
        bar, middle = self.verticalScrollBar(), self.viewport().height() / 2
        share = (bar.value() + middle) / self._sheet().height()
        self._zoom = zoom
        self._set_bars()
        bar.setValue(round(share * self._sheet().height() - middle))
        self.viewport().update()

    def step_zoom(self, step: int) -> None:
        """The next larger size (1) or smaller one (-1)."""
        now = self._scale() / self._unit()
        larger, smaller = [z for z in ZOOMS if z > now * 1.01], [z for z in ZOOMS if z < now * 0.99]
        if step > 0 and larger:
            self.set_zoom(larger[0])
        elif step < 0 and smaller:
            self.set_zoom(smaller[-1])

    # where it lies: the sheet is all pages and the gaps around them, in pixels

    def _unit(self) -> float:
        return self.logicalDpiX() / 72

    def _scale(self) -> float:
        """Pixels to a point."""
        if self._zoom is not None:
            return self._zoom * self._unit()
        return max(40, self.viewport().width() - 2 * GAP) / self._size[0]

    def _page_size(self) -> QSize:
        return QSize(round(self._size[0] * self._scale()), round(self._size[1] * self._scale()))

    def _page(self, number: int) -> QRect:
        """The rectangle of a page on the sheet; `number` counts from 0."""
        size = self._page_size()
        left = max(GAP, (self.viewport().width() - size.width()) // 2)
        return QRect(QPoint(left, GAP + number * (size.height() + GAP)), size)

    def _sheet(self) -> QSize:
        size = self._page_size()
        return QSize(size.width() + 2 * GAP, GAP + len(self._pages) * (size.height() + GAP))

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _on_sheet(self, box: Box) -> QRect:
        page, scale = self._page(box.page - 1), self._scale()
        corner = QPointF(page.topLeft()) + QPointF(box.left, box.top) * scale
        return QRectF(corner, QPointF(page.topLeft()) + QPointF(box.right, box.bottom) * scale).toAlignedRect()

    def _set_bars(self) -> None:
        sheet, seen = self._sheet(), self.viewport().size()
        for bar, whole, part in (
            (self.horizontalScrollBar(), sheet.width(), seen.width()),
            (self.verticalScrollBar(), sheet.height(), seen.height()),
        ):
            bar.setRange(0, max(0, whole - part))
            bar.setPageStep(part)
            bar.setSingleStep(max(20, part // 12))

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._set_bars()
        bar.setValue(round(share * bar.maximum()))
        self._unsettled.start()
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        seen = self.viewport().rect()
        painter.fillRect(seen, _DESK)
        visible = self._seen()
        for number in visible:
            place = self._page(number).translated(-self._offset())
            painter.drawPixmap(place, self._picture(number))
            painter.setPen(_EDGE)
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        if self._here is not None and self._here.page <= len(self._pages):
            painter.fillRect(self._on_sheet(self._here).translated(-self._offset()), _HERE)
        painter.end()
        # those next to the visible ones are kept too: a step down and up again costs nothing
        near = range(min(visible, default=0) - 1, max(visible, default=0) + 2)
        self._drawn = {number: kept for number, kept in self._drawn.items() if number in near}

    def _seen(self) -> list[int]:
        """The numbers of the pages in sight."""
        seen = self.viewport().rect().translated(self._offset())
        return [number for number in range(len(self._pages)) if self._page(number).intersects(seen)]

    def _pixels(self) -> QSize:
        """How many pixels of the screen a page has."""
        size, ratio = self._page_size(), self.devicePixelRatioF()
        return QSize(round(size.width() * ratio), round(size.height() * ratio))

    def _picture(self, number: int) -> QPixmap:
        """The page in as many pixels as it has; while the pane is being resized, the picture that is there."""
        page, wanted = self._pages[number], self._pixels()
        kept = self._drawn.get(number)
        if kept and kept[0] == page and (kept[1].size() == wanted or self._unsettled.isActive()):
            return kept[1]
        picture = QPixmap.fromImage(draw(page, wanted))
        self._drawn[number] = (page, picture)
        return picture

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        place = event.position().toPoint() + self._offset()
        for number in range(len(self._pages)):
            page = self._page(number)
            if page.contains(place):
                at = QPointF(place - page.topLeft()) / self._scale()
                self.clicked.emit(number + 1, at.x(), at.y())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()


def draw(page: bytes, size: QSize) -> QImage:
    """A page's SVG picture in so many pixels. By Qt's reader, which lets other threads go on: it takes 10 ms a page."""
    data = QByteArray(page)  # the buffer does not keep it
    buffer = QBuffer(data)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(size)
    reader.setBackgroundColor(Qt.GlobalColor.white)
    return reader.read()
