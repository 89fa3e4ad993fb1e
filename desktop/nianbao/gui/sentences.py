"""Sentences that are shown whole: each gets all the lines that it needs, whatever the width."""

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

MARGIN = 8  # pixels around a sentence, so that Qt never thinks it must cut its end off


class Wrapped(NamedTuple):
    """Words broken into lines once, so that what was measured is what is painted."""

    layout: QTextLayout
    width: float
    height: float

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Paint the words with the painter's pen, their top left corner at a point."""
        self.layout.draw(painter, at)


def wrapped(text: str, font: QFont, width: float) -> Wrapped:
    """The text in lines of the width in pixels, broken within a word where nothing else helps."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    height, widest = 0.0, 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, height))
        height += line.height()
        widest = max(widest, line.naturalTextWidth())
    layout.endLayout()
    return Wrapped(layout, widest, height)


def never_cut(listed: QListWidget) -> QListWidget:
    """Wrap the entries of a list and show them whole; Qt's own reckoning loses the last word now and then."""
    listed.setWordWrap(True)
    listed.setResizeMode(QListWidget.ResizeMode.Adjust)
    listed.setItemDelegate(_Fitting(listed))
    listed.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
    listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    listed.setSpacing(1)
    return listed


class _Fitting(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        viewport = self.parent().viewport()
        tick = index.data(Qt.ItemDataRole.CheckStateRole) is not None
        box = MARGIN + viewport.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth) if tick else 0
        room = QRect(0, 0, viewport.width() - 2 * MARGIN - box, 10_000)
        lines = option.fontMetrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), str(index.data()))
        return QSize(room.width(), lines.height() + MARGIN)
