"""The signs of the groups, told apart by shape as well as by colour, and the inks of the list."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from nianbao.gui.colours import colours
from nianbao.gui.findings.rows import Group


class Inks(NamedTuple):
    """The colours of the list as they fit the surroundings now."""

    ground: QColor
    chosen: QColor
    text: QColor
    faint: QColor
    link: QColor
    edge: QColor
    groups: dict[Group, QColor]


def inks() -> Inks:
    """The colours for light or dark surroundings."""
    now = colours()
    levels = {Group.ERROR: now.error, Group.WARNING: now.warning, Group.HINT: now.hint, Group.SETTLED: now.good}
    return Inks(now.paper, now.selected_ground, now.ink, now.faint, now.current_line, now.line, levels)


def paint_sign(painter: QPainter, place: QRectF, group: Group, ink: QColor) -> None:
    """A disc with a cross, a triangle with a mark, a ring with an i, or a tick, in a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place.topLeft())
    painter.scale(place.width() / 16, place.height() / 16)
    thin = QPen(ink, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    hollow = QPen(QColor("white") if ink.lightness() < 140 else QColor("black"), 1.8)
    hollow.setCapStyle(Qt.PenCapStyle.RoundCap)
    if group is Group.ERROR:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(8, 8), 7, 7)
        painter.setPen(hollow)
        painter.drawLine(QPointF(5.5, 5.5), QPointF(10.5, 10.5))
        painter.drawLine(QPointF(10.5, 5.5), QPointF(5.5, 10.5))
    elif group is Group.WARNING:
        path = QPainterPath(QPointF(8, 1.5))
        path.lineTo(15, 14)
        path.lineTo(1, 14)
        path.closeSubpath()
        painter.setPen(thin)
        painter.setBrush(ink)
        painter.drawPath(path)
        painter.setPen(hollow)
        painter.drawLine(QPointF(8, 6), QPointF(8, 9.6))
        painter.drawPoint(QPointF(8, 12.2))
    elif group is Group.HINT:
        painter.setPen(thin)
        painter.drawEllipse(QPointF(8, 8), 6.4, 6.4)
        painter.setPen(QPen(ink, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(8, 7.6), QPointF(8, 11.4))
        painter.drawPoint(QPointF(8, 4.8))
    else:
        painter.setPen(QPen(ink, 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline([QPointF(2.5, 8.5), QPointF(6.3, 12.3), QPointF(13.5, 4)])
    painter.restore()


def sign_picture(group: Group, ink: QColor, size: int, ratio: float) -> QPixmap:
    """The sign as a picture of `size` points, sharp at `ratio` pixels to a point."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_sign(painter, QRectF(0, 0, size, size), group, ink)
    painter.end()
    return picture


def sign_icon(group: Group, ink: QColor, size: int, ratio: float) -> QIcon:
    return QIcon(sign_picture(group, ink, size, ratio))
