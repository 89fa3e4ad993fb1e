"""Where each value and paragraph lies on the finished pages: from a cell to its place, from a click to its cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from nianbao.core.edition import Table


class Spot(NamedTuple):
    """What lies at a place: a cell, and in a text the line of it, counted from 0 as the text's line feeds part it."""

    cell: str
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a page. Pages count from 1, lengths are points from the page's upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Area:
    """The text area of every page, in points, and by their ids the tables with the edges of their columns."""

    left: float
    top: float
    right: float
    bottom: float
    tables: Mapping[str, tuple[Table, Sequence[float]]]


@dataclass(frozen=True, slots=True)
class _Strip:
    """A text or a row of a table: it reaches from `box` on to the page `end`. `cells` of a row: (left, right, cell).

    `lines` are the (page, top) of a text's lines. A heading of the form leads to what stands under it: its `spot`
    names that.
    """

    box: Box
    end: int
    spot: Spot
    is_heading: bool = False
    lines: tuple[tuple[int, float], ...] = ()
    height: float = 0.0
    cells: tuple[tuple[float, float, str], ...] = ()

    def boxes(self) -> Iterator[tuple[Spot, Box]]:
        """Everything in the strip with its rectangle."""
        for left, right, cell in self.cells:
            yield Spot(cell), Box(self.box.page, left, self.box.top, right, self.box.bottom)
        if not self.cells:
            yield self.spot, self.box
            yield Spot(self.spot.cell), self.box

    def line_at(self, share: float) -> Box:
        """The line of a text before which that share of it stands."""
        page, top = self.lines[min(int(share * len(self.lines)), len(self.lines) - 1)]
        return Box(page, self.box.left, top, self.box.right, top + self.height)

    def spot_at(self, x: float) -> Spot:
        """What the strip holds at a distance from the left: of a row the nearest of its values."""
        if not self.cells:
            return self.spot
        return Spot(min(self.cells, key=lambda cell: max(cell[0] - x, x - cell[1], 0.0))[2])


class PageMap:
    """The places of one set of pages, in reading order; made from what the template marked: [[kind, …], page, x, y]."""

    def __init__(self, marks: Sequence[Sequence[Any]], area: Area) -> None:
        self._strips = tuple(_strips(marks, area))
        self._boxes: dict[Spot, Box] = {}
        self._texts: dict[Spot, _Strip] = {}
        for strip in sorted(self._strips, key=lambda strip: strip.is_heading):  # only while nothing stands under it
            for spot, box in strip.boxes():
                self._boxes.setdefault(spot, box)
            if not strip.cells:
                self._texts.setdefault(strip.spot, strip)

    def where(self, cell: str, paragraph: int | None = None, share: float | None = None) -> Box | None:
        """The rectangle of a value or of a paragraph; where a paragraph goes on over the page, its part on the first.

        With `share`, from 0 to 1, the line of the paragraph before which that share of it stands. A line of the text
        with nothing in it lies where the paragraph before it does, a text as a whole where it begins.
        None for a cell that is not on the pages.
        """
        for number in range(-1 if paragraph is None else paragraph, -1, -1):
            if strip := self._texts.get(Spot(cell, number)):
                return strip.box if share is None or number != paragraph else strip.line_at(share)
        return self._boxes.get(Spot(cell))

    def place_at(self, page: int, x: float, y: float) -> Spot | None:
        """What lies at a point of a page or next to it: the row or paragraph that begins last before it.

        None on a page with nothing on it.
        """
        there = [strip for strip in self._strips if strip.box.page <= page <= strip.end]
        before = [strip for strip in there if (strip.box.page, strip.box.top) <= (page, y)]
        strip = before[-1] if before else there[0] if there else None
        return strip.spot_at(x) if strip else None


def _strips(marks: Sequence[Sequence[Any]], area: Area) -> Iterator[_Strip]:
    table = ""
    opened: tuple[Any, ...] = ()
    for what, page, _, y in marks:
        match what:
            case ["table", name]:
                table = name
            case ["end"]:
                yield _text(opened, page, y, area)
            case ["foot"]:
                yield _row(opened, y, *area.tables[table])
            case _:
                opened = (*what[1:], page, y)


def _text(opened: tuple[Any, ...], end: int, last_line: float, area: Area) -> _Strip:
    cell, number, height, page, top = opened
    lines = tuple(_lines((page, top), (end, last_line), height, area))
    bottom = last_line + height if end == page else area.bottom
    box = Box(page, area.left, top, area.right, bottom)
    return _Strip(box, end, Spot(cell, number), number is None, lines, height)


def _lines(first: tuple[int, float], last: tuple[int, float], height: float, area: Area) -> Iterator[tuple[int, float]]:
    """The (page, top) of every line from the first to the last."""
    page, top = first
    while (page, top) < (last[0], last[1] - height / 2):
        yield page, top
        top += height
        if top + height > area.bottom + height / 2:
            page, top = page + 1, area.top
    yield last


def _row(opened: tuple[Any, ...], foot: float, table: Table, edges: Sequence[float]) -> _Strip:
    row, pad, page, head = opened
    values = [place for place in table.places if place.cell and place.row == row]
    cells = tuple((edges[place.column], edges[place.column + place.columns], place.cell) for place in values)
    return _Strip(Box(page, edges[0], head - pad, edges[-1], foot + pad), page, Spot(values[0].cell), cells=cells)
