"""This year beside last year and the years before: every figure with its change, and what is worth a chart.

Rows, columns and their names are those of the newest report's edition; a figure that an older form does not have is
absent there, which is neither blank nor zero. Nothing is converted between editions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nianbao.core.edition import Block, Edition, Node, cell_id, name_of
from nianbao.core.report import Report
from nianbao.core.values import Kind, Value, show

APPLICATIONS, RECEIVED, TOTAL, FORWARD = "applications", "received", "total", "carried_forward"
LATEST = 2  # years that are set side by side where each has a bar for every item
_UNIT = "件"
_PLACE = Decimal("0.1")

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """A cell of the tables over the years, oldest first. `absent`: years whose form does not have it."""

    cell: str
    section: str
    name: str
    kind: Kind
    values: tuple[Value | None, ...]
    absent: tuple[bool, ...]

    @property
    def before(self) -> Number | None:
        """The figure of the year before; None when blank, absent or no number."""
        return _number(self.values[-2]) if len(self.values) > 1 else None

    @property
    def now(self) -> Number | None:
        return _number(self.values[-1])

    @property
    def change(self) -> Number | None:
        """How much more this year; None while one of the two is not known."""
        return None if self.before is None or self.now is None else self.now - self.before

    @property
    def percent(self) -> Decimal | None:
        """The change in percent of the year before, to one place; None where that was 0 or is not known."""
        if self.change is None or not self.before:
            return None
        return (Decimal(self.change) / abs(Decimal(self.before)) * 100).quantize(_PLACE)

    @property
    def changed(self) -> bool:
        """Whether both years are known and differ."""
        return bool(self.change)

    def told(self, year: int) -> str:
        """The figure of a year (its place in `values`) as it is shown."""
        return "无此项" if self.absent[year] else show(self.values[year], self.kind)

    @property
    def told_change(self) -> str:
        """+3, -2.5, 0; nothing while it is not known."""
        if self.change is None:
            return ""
        change = self.change if isinstance(self.change, int) else self.change.normalize()
        return f"{'+' if change > 0 else ''}{show(change)}"

    @property
    def told_percent(self) -> str:
        """+150.0%; nothing where there is none."""
        return "" if self.percent is None else f"{self.percent:+}%" if self.percent else "0%"


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one kind, one for each category of the chart; None for what is blank."""

    name: str
    values: tuple[Number | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars: `categories` along the chart, in each a bar for every series. `upright`: time goes from left to right."""

    id: str
    title: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    upright: bool = False

    @property
    def largest(self) -> Number:
        return max((value for series in self.series for value in series.values if value is not None), default=0)


@dataclass(frozen=True, slots=True)
class Trend:
    """`years` in words, oldest first; a line for every cell of the tables, and the charts."""

    years: tuple[str, ...]
    lines: tuple[Line, ...]
    charts: tuple[Chart, ...]

    @property
    def changed(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.changed)


def trend(reports: Sequence[Report]) -> Trend:
    """The reports side by side, in the order of their years; one without a year stands where it was given.

    The newest gives the form. Raises ValueError when there is none.
    """
    if not reports:
        raise ValueError("no report to show")
    ordered = _ordered(reports)
    years = tuple(_year(report, len(ordered) - number) for number, report in enumerate(ordered, 1))
    return Trend(years, tuple(_lines(ordered)), (*_charts(ordered, years),))


def _ordered(reports: Sequence[Report]) -> list[Report]:
    known = all(report.year is not None for report in reports)
    return sorted(reports, key=lambda report: report.year or 0) if known else list(reports)


def _year(report: Report, before: int) -> str:
    unknown = ("本年", "上年", "前年")
    return f"{report.year}年" if report.year else unknown[before] if before < len(unknown) else f"{before} 年前"


def _lines(reports: Sequence[Report]) -> Iterator[Line]:
    for cell in reports[-1].edition.table_cells:
        name = cell.name
        if cell.row and cell.row.label and cell.column:
            name = f"{name_of(cell.row)} {name_of(cell.column)}"
        values = tuple(report.get(cell.id) for report in reports)
        absent = tuple(cell.id not in report.edition.cells for report in reports)
        yield Line(cell.id, cell.section, name, cell.kind, values, absent)


def _number(value: Value | None) -> Number | None:
    return value if isinstance(value, int | Decimal) else None


# charts


def _charts(reports: Sequence[Report], years: Sequence[str]) -> Iterator[Chart]:
    block = _block(reports[-1].edition)
    latest, names = reports[-LATEST:], years[-LATEST:]
    yield _of_applicants(block, latest, names)
    yield _of_results(block, latest, names)
    heading = reports[-1].edition.section(APPLICATIONS).heading.partition("、")[2]
    yield _of_years(block, reports, years, heading)


def _of_applicants(block: Block, reports: Sequence[Report], years: Sequence[str]) -> Chart:
    """Who asked: what was received, by applicant."""
    row = _row(block, RECEIVED)
    columns = [column for column in block.column_leaves() if not column.sum_of]
    series = tuple(
        Series(year, tuple(_number(report.get(cell_id(APPLICATIONS, row, column))) for column in columns))
        for report, year in zip(reports, years, strict=True)
    )
    heading = next((node.label for node in block.columns if node.children), "")
    return Chart("applicants", f"{name_of(row)}：{heading}", _UNIT, tuple(name_of(c) for c in columns), series)


def _of_results(block: Block, reports: Sequence[Report], years: Sequence[str]) -> Chart:
    """How they were answered: the groups that （七）总计 adds."""
    total = _row(block, TOTAL)
    series = tuple(
        Series(year, tuple(_group(report, group) for group in total.sum_of))
        for report, year in zip(reports, years, strict=True)
    )
    names = tuple(name_of(_group_node(block, group)) for group in total.sum_of)
    return Chart("results", name_of(_parent(block, total)), _UNIT, names, series)


def _of_years(block: Block, reports: Sequence[Report], years: Sequence[str], heading: str) -> Chart:
    """Year after year: received, dealt with, carried forward."""
    rows = [_row(block, row) for row in (RECEIVED, TOTAL, FORWARD)]
    total = next(column for column in block.column_leaves() if column.sum_of)
    series = tuple(
        Series(
            name_of(_parent(block, row) if row.id == TOTAL else row),
            tuple(_number(report.get(cell_id(APPLICATIONS, row, total))) for report in reports),
        )
        for row in rows
    )
    return Chart("years", heading, _UNIT, tuple(years), series, upright=True)


def _block(edition: Edition) -> Block:
    (block,) = edition.table(APPLICATIONS).blocks
    return block


def _row(block: Block, row: str) -> Node:
    return next(leaf for leaf in block.row_leaves() if leaf.id == row)


def _parent(block: Block, leaf: Node) -> Node:
    """The outermost group that a row lies in."""
    return next(node for node in block.rows if any(inner is leaf for inner in node.leaves()))


def _group_node(block: Block, group: str) -> Node:
    """The node of a group of rows as `sum_of` names it: a single row, or one whose rows' ids begin with the name."""
    return next(node for node in _nodes(block.rows) if all(_is_of(leaf, group) for leaf in node.leaves()))


def _nodes(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _nodes(node.children)


def _is_of(leaf: Node, group: str) -> bool:
    return leaf.id == group or leaf.id.startswith(f"{group}.")


def _group(report: Report, group: str) -> Number | None:
    """What a group of results comes to in all, in the report's own form; None while a cell of it is blank."""
    block = _block(report.edition)
    total = next(column for column in block.column_leaves() if column.sum_of)
    cells = [cell_id(APPLICATIONS, leaf, total) for leaf in block.row_leaves() if _is_of(leaf, group)]
    numbers = [_number(report.get(cell)) for cell in cells]
    known = [number for number in numbers if number is not None]
    return sum(known) if cells and len(known) == len(numbers) else None
