"""How far a task is, as a sign: a tick, an empty ring or a cross, told apart by shape as well as by colour."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from nianbao.core.progress import State
from nianbao.gui.colours import colours

WORDS = {State.COMPLETE: "已完成", State.MISSING: "未完成", State.FAULTY: "有错误"}


def paint_tick(painter: QPainter, place: QRectF, state: State) -> None:
    """Paint the sign into a square, in the colours of the surroundings."""
    now = colours()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place.topLeft())
    painter.scale(place.width() / 16, place.height() / 16)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state is State.COMPLETE:
        painter.setPen(_pen(now.good, 2.2))
        painter.drawPolyline([QPointF(3, 8.5), QPointF(6.5, 12), QPointF(13, 4)])
    elif state is State.MISSING:
        painter.setPen(_pen(now.faint, 1.6))
        painter.drawEllipse(QPointF(8, 8), 4.8, 4.8)
    else:
        painter.setPen(_pen(now.error, 2.2))
        painter.drawLine(QPointF(4, 4), QPointF(12, 12))
        painter.drawLine(QPointF(12, 4), QPointF(4, 12))
    painter.restore()


def tick_icon(state: State, size: int, ratio: float) -> QIcon:
    """The sign as an icon of `size` points, sharp at `ratio` pixels to a point."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_tick(painter, QRectF(0, 0, size, size), state)
    painter.end()
    return QIcon(picture)


def _pen(ink: QColor, width: float) -> QPen:
    return QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
