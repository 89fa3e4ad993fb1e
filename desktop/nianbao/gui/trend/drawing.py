"""Plain bar charts: told apart by pattern as well as by colour, every bar with its figure.

Paints on anything that Qt paints on: the screen, a picture, an SVG file. Hatching is made of lines, since an SVG file
of Qt's has no patterns.
"""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from nianbao.core.trend import Chart, Number
from nianbao.core.values import show
from nianbao.gui.colours import Colours

BLANK = "未填"
_LINES = 1.5  # height of a bar in heights of a line of text, with the space between categories
_UPRIGHT_LINES = 14  # height of a chart with upright bars
_HATCH = 0.42  # distance of the lines of a pattern, in heights of a line
_WIDEST_NAME = 0.34  # of the chart's width
_SHORTEST = 2.0  # of a bar whose figure is not 0


class _Bar(NamedTuple):
    """A bar where it lies, the figure beside it, and which series it is of."""

    place: QRectF
    value: Number | None
    series: int


class _Frame(NamedTuple):
    """Where the bars are, the line that they stand on, and the places of the categories' names."""

    bars: tuple[_Bar, ...]
    base: QLineF
    names: tuple[tuple[QRectF, str], ...]


def height_for(chart: Chart, width: float, metrics: QFontMetricsF, *, titled: bool = True) -> float:
    """How high the chart is, in the units of the metrics, with all its words in sight; its title only if `titled`."""
    top = _top(chart, width, metrics, titled=titled)
    line = metrics.height()
    if chart.upright:
        return top + _UPRIGHT_LINES * line
    return top + len(chart.categories) * (len(chart.series) * _LINES + 0.9) * line + line * 0.5


def paint(painter: QPainter, place: QRectF, chart: Chart, shades: Colours, *, titled: bool = True) -> None:
    """Paint the chart into a rectangle, with the painter's font; without its title where a caption says it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(place, shades.paper)
    metrics = QFontMetricsF(painter.font(), painter.device())
    line = metrics.height()
    if titled:
        _paint_title(painter, place, chart, shades, metrics)
    _paint_legend(painter, place, chart, shades, metrics, titled=titled)
    top = _top(chart, place.width(), metrics, titled=titled)
    area = QRectF(place).adjusted(line / 2, top, -line / 2, -line / 2)
    frame = _upright(chart, area, metrics) if chart.upright else _lying(chart, area, metrics)
    for bar in frame.bars:
        _paint_bar(painter, bar, shades, metrics, upright=chart.upright)
    painter.setPen(QPen(shades.line, max(1.0, line / 14)))
    painter.drawLine(frame.base)
    painter.setPen(shades.ink)
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
    if not chart.upright:
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for where, name in frame.names:
        painter.drawText(where, int(flags), metrics.elidedText(name, Qt.TextElideMode.ElideRight, where.width()))
    painter.restore()


# title and legend


def _paint_title(painter: QPainter, place: QRectF, chart: Chart, shades: Colours, metrics: QFontMetricsF) -> None:
    usual = painter.font()
    bold = painter.font()
    bold.setBold(True)
    painter.setFont(bold)
    painter.setPen(shades.ink)
    line = metrics.height()
    where = QRectF(place.left() + line / 2, place.top() + line / 2, place.width() - line, line * 1.2)
    painter.drawText(where, int(Qt.AlignmentFlag.AlignLeft), f"{chart.title}（{chart.unit}）")
    painter.setFont(usual)


def _legend(chart: Chart, width: float, metrics: QFontMetricsF, *, titled: bool) -> Iterator[tuple[QPointF, str]]:
    """Where each entry of the legend begins, in lines as long as the width allows."""
    line = metrics.height()
    x, y = line / 2, line * (2 if titled else 0.4)
    for series in chart.series:
        needed = line * 1.9 + metrics.horizontalAdvance(series.name)
        if x > line and x + needed > width:
            x, y = line / 2, y + line * 1.3
        yield QPointF(x, y), series.name
        x += needed + line


def _top(chart: Chart, width: float, metrics: QFontMetricsF, *, titled: bool) -> float:
    """How much room title and legend take."""
    last = max((at.y() for at, _ in _legend(chart, width, metrics, titled=titled)), default=0.0)
    return last + metrics.height() * 1.8


def _paint_legend(
    painter: QPainter, place: QRectF, chart: Chart, shades: Colours, metrics: QFontMetricsF, *, titled: bool
) -> None:
    line = metrics.height()
    for number, (at, name) in enumerate(_legend(chart, place.width(), metrics, titled=titled)):
        corner = place.topLeft() + at
        _fill(painter, QRectF(corner.x(), corner.y() + line * 0.15, line * 1.4, line * 0.7), number, shades, line)
        painter.setPen(shades.ink)
        where = QRectF(corner.x() + line * 1.8, corner.y(), metrics.horizontalAdvance(name) + line, line)
        painter.drawText(where, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)


# bars


def _lying(chart: Chart, area: QRectF, metrics: QFontMetricsF) -> _Frame:
    """Bars from left to right under one another: room for long names."""
    line = metrics.height()
    names = max(metrics.horizontalAdvance(name) for name in chart.categories)
    left = area.left() + min(names + line / 4, area.width() * _WIDEST_NAME) + line / 2
    room = area.right() - left - _figure_width(chart, metrics) - line / 2
    thick, gap = line * _LINES, line * 0.9
    bars, places, y = [], [], area.top()
    for category, name in enumerate(chart.categories):
        places.append((QRectF(area.left(), y, left - area.left() - line / 2, thick * len(chart.series)), name))
        for number, series in enumerate(chart.series):
            length = _length(series.values[category], chart, room)
            bars.append(_Bar(QRectF(left, y + thick * 0.12, length, thick * 0.76), series.values[category], number))
            y += thick
        y += gap
    return _Frame(tuple(bars), QLineF(left, area.top() - line / 4, left, y - gap + line / 4), tuple(places))


def _upright(chart: Chart, area: QRectF, metrics: QFontMetricsF) -> _Frame:
    """Bars that stand beside one another: time goes from left to right."""
    line = metrics.height()
    base = area.bottom() - line * 1.4
    room = base - area.top() - line * 1.2
    width = area.width() / max(1, len(chart.categories))
    thick = min(width * 0.8 / max(1, len(chart.series)), max(line * 3.5, _figure_width(chart, metrics) * 1.3))
    bars, places = [], []
    for category, name in enumerate(chart.categories):
        start = area.left() + width * category
        places.append((QRectF(start, base + line * 0.2, width, line * 1.2), name))
        x = start + (width - thick * len(chart.series)) / 2
        for number, series in enumerate(chart.series):
            length = _length(series.values[category], chart, room)
            place = QRectF(x + thick * 0.1, base - length, thick * 0.8, length)
            bars.append(_Bar(place, series.values[category], number))
            x += thick
    return _Frame(tuple(bars), QLineF(area.left(), base, area.right(), base), tuple(places))


def _length(value: Number | None, chart: Chart, room: float) -> float:
    largest = float(chart.largest)
    return max(_SHORTEST, room * float(value) / largest) if value and value > 0 else 0.0


def _figure_width(chart: Chart, metrics: QFontMetricsF) -> float:
    figures = [_figure(value) for series in chart.series for value in series.values]
    return max((metrics.horizontalAdvance(figure) for figure in figures), default=0.0)


def _figure(value: Number | None) -> str:
    return BLANK if value is None else show(value)


def _paint_bar(painter: QPainter, bar: _Bar, shades: Colours, metrics: QFontMetricsF, *, upright: bool) -> None:
    line = metrics.height()
    if bar.value:
        _fill(painter, bar.place, bar.series, shades, line)
    figure = _figure(bar.value)
    painter.setPen(shades.faint if bar.value is None else shades.ink)
    if upright:
        room = QRectF(bar.place.center().x() - line * 4, bar.place.top() - line * 1.1, line * 8, line)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom), figure)
    else:
        room = QRectF(bar.place.right() + line / 4, bar.place.top(), line * 12, bar.place.height())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), figure)


# patterns


def _fill(painter: QPainter, place: QRectF, series: int, shades: Colours, line: float) -> None:
    """Full, or hatched one way, or crossed: each in a colour of its own, so that either is enough."""
    inks = (shades.warning, shades.mark, shades.ink)
    ink = inks[series % len(inks)]
    full = series % len(inks) == 1
    painter.setPen(QPen(ink, max(1.0, line / 14)))
    painter.setBrush(ink if full else Qt.BrushStyle.NoBrush)
    painter.drawRect(place)
    if full:
        return
    painter.setPen(QPen(_between(ink, shades.paper), max(0.8, line / 18)))
    step = line * _HATCH
    for falling in (False, True)[: 1 + (series % len(inks) == 2)]:
        painter.drawLines([*_hatching(place, step, falling=falling)])


def _between(ink: QColor, paper: QColor) -> QColor:
    """Lighter than the ink on light paper, darker on dark: the outline stays the stronger line."""
    parts = [(3 * a + b) // 4 for a, b in zip(ink.getRgb()[:3], paper.getRgb()[:3], strict=True)]
    return QColor(*parts)


def _hatching(place: QRectF, step: float, *, falling: bool) -> Iterator[QLineF]:
    """Slanting lines within a rectangle."""
    width, height = place.width(), place.height()
    offset = step
    while offset < width + height:
        x1, y1 = min(offset, width), max(0.0, offset - width)
        x2, y2 = max(0.0, offset - height), min(offset, height)
        if falling:
            yield QLineF(place.right() - x1, place.top() + y1, place.right() - x2, place.top() + y2)
        else:
            yield QLineF(place.left() + x1, place.top() + y1, place.left() + x2, place.top() + y2)
        offset += step
