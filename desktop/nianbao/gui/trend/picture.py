"""A chart as a picture to hand on: PNG in the resolution of print, SVG in lines; always dark on white."""

from collections.abc import Iterable

from PySide6.QtCore import QBuffer, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from nianbao.core.trend import Chart
from nianbao.files.writers.word_pictures import Picture
from nianbao.gui.colours import colours
from nianbao.gui.trend.chartview import described
from nianbao.gui.trend.drawing import height_for, paint

WIDTH_MM = 156.0  # the text area of the official page (GB/T 9704—2012)
DPI = 300
POINTS = 10.5  # 五号, the size of the letters in tables
_MM = 25.4  # in an inch
_SVG_DPI = 96


def picture(chart: Chart, width_mm: float = WIDTH_MM, dpi: int = DPI, *, titled: bool = True) -> QImage:
    """The chart as a picture that is `width_mm` wide when printed at `dpi`; with its title in it if `titled`."""
    width = round(width_mm / _MM * dpi)
    height = round(height_for(chart, width, QFontMetricsF(_font(), _blank(1, 1, dpi)), titled=titled))
    image = _blank(width, height, dpi)
    painter = QPainter(image)
    painter.setFont(_font())
    paint(painter, QRectF(0, 0, width, height), chart, colours(dark=False), titled=titled)
    painter.end()
    return image


def png(chart: Chart, width_mm: float = WIDTH_MM, dpi: int = DPI) -> bytes:
    """The bytes of a PNG file with the chart; the file says how large it is to be printed."""
    return _saved(picture(chart, width_mm, dpi))


def for_word(charts: Iterable[Chart]) -> tuple[Picture, ...]:
    """The charts as they stand in a Word file, their titles in the captions; in words, every figure of theirs."""
    made = []
    for chart in charts:
        image = picture(chart, titled=False)
        height = image.height() / image.width() * WIDTH_MM
        title = f"{chart.title}（单位：{chart.unit}）"
        words = f"柱形图。{title}。{described(chart)}。"
        made.append(Picture(_saved(image), WIDTH_MM, height, title, words))
    return tuple(made)


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


def _saved(image: QImage) -> bytes:
    buffer = QBuffer()
    image.save(buffer, "PNG")
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
