"""A chart as a picture to hand on: PNG in the resolution of print, SVG in lines; always dark on white."""

from PySide6.QtCore import QBuffer, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from nianbao.core.trend import Chart
from nianbao.gui.colours import colours
from nianbao.gui.trend.drawing import height_for, paint

WIDTH_MM = 156.0  # the text area of the official page (GB/T 9704—2012)
DPI = 300
POINTS = 10.5  # 五号, the size of the letters in tables
_MM = 25.4  # in an inch
_SVG_DPI = 96


def picture(chart: Chart, width_mm: float = WIDTH_MM, dpi: int = DPI) -> QImage:
    """The chart as a picture that is `width_mm` wide when printed at `dpi`."""
    width = round(width_mm / _MM * dpi)
    height = round(height_for(chart, width, QFontMetricsF(_font(), _blank(1, 1, dpi))))
    image = _blank(width, height, dpi)
    painter = QPainter(image)
    painter.setFont(_font())
    paint(painter, QRectF(0, 0, width, height), chart, colours(dark=False))
    painter.end()
    return image


def png(chart: Chart, width_mm: float = WIDTH_MM, dpi: int = DPI) -> bytes:
    """The bytes of a PNG file with the chart; the file says how large it is to be printed."""
    buffer = QBuffer()
    picture(chart, width_mm, dpi).save(buffer, "PNG")
    return buffer.data().data()


def svg(chart: Chart, width_mm: float = WIDTH_MM) -> bytes:
    """The bytes of an SVG file with the chart, its words as text."""
    width = round(width_mm / _MM * _SVG_DPI)
    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(_SVG_DPI)
    generator.setTitle(chart.title)
    height = round(height_for(chart, width, QFontMetricsF(_font(), generator)))
    generator.setSize(QSize(width, height))
    generator.setViewBox(QRectF(0, 0, width, height))
    painter = QPainter(generator)
    painter.setFont(_font())
    paint(painter, QRectF(0, 0, width, height), chart, colours(dark=False))
    painter.end()
    return buffer.data().data()


def _font() -> QFont:
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(POINTS)
    return font


def _blank(width: int, height: int, dpi: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    per_metre = round(dpi / _MM * 1000)
    image.setDotsPerMeterX(per_metre)
    image.setDotsPerMeterY(per_metre)
    return image
