"""A chart on the screen, in the colours of the surroundings."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nianbao.core.trend import Chart
from nianbao.core.values import show
from nianbao.gui.colours import colours
from nianbao.gui.trend.drawing import BLANK, height_for, paint

LEAST_WIDTH = 250  # pixels


class ChartView(QWidget):
    """Paints one chart as wide as there is room; its figures are told to those who cannot see it."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self.chart = chart
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(LEAST_WIDTH)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_chart(chart)

    def show_chart(self, chart: Chart) -> None:
        self.chart = chart
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(described(chart))
        self.setToolTip("")
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return round(height_for(self.chart, width, QFontMetricsF(self.font(), self)))

    def sizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, self.heightForWidth(max(LEAST_WIDTH, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, self.heightForWidth(LEAST_WIDTH))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint(painter, QRectF(self.rect()), self.chart, colours())
        if self.hasFocus():
            painter.setPen(colours().current_line)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def described(chart: Chart) -> str:
    """Every figure of the chart in words: 自然人：2023年 3，2024年 5；…"""
    parts = []
    for number, category in enumerate(chart.categories):
        told = (f"{s.name} {BLANK if (value := s.values[number]) is None else show(value)}" for s in chart.series)
        parts.append(f"{category}：{'，'.join(told)}")
    return "；".join(parts)
