"""The county's roll-up: a sheet with one unit a row, under headers that name row and column of the form at once."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from nianbao.core.edition import Cell, Edition, Node
from nianbao.core.grids import Grid, Piece
from nianbao.core.labels import looks_like_value, words
from nianbao.core.preamble import kind_of_unit
from nianbao.core.quantities import read_quantity
from nianbao.core.recognise import Proposal
from nianbao.core.tables import Problem
from nianbao.core.values import NotAValue, Value, is_blank

FEWEST_COLUMNS = 12  # that name cells of the form, before a sheet is taken for a roll-up
_UNIT_WORDS = frozenset(
    {"单位", "单位名称", "填报单位", "机构名称", "部门", "部门名称", "乡镇", "乡镇街道", "行政机关名称", "单位全称"}
)
_JOINTS = re.compile(r"[-—–_/|>→+~]")
_YEAR = re.compile(r"(20\d{2})\s*年")
_SUM = re.compile(r"(合计|总计|小计|共计|汇总)([(（].*[)）])?")  # ends the name of a row that is no unit's
_REMARK = re.compile(r"[:：]")  # 填表人：…, 备注：… under the units
_MOST_WORDS = 2  # beside the figures of a unit: its name and one more
_COLUMN_NUMBERS = frozenset("甲乙丙丁")  # 甲 乙 1 2 3 …: a row that numbers the columns
_ROW = re.compile(r"（第 \d+ 行）$")


@dataclass(frozen=True, slots=True)
class RollUp:
    """A roll-up found in a file: the column of each cell id, and the row of each unit as it is offered.

    A unit that the sheet names more than once is offered row by row: 某镇（第 4 行）. `aside` are sentences about what
    stands in the file and is offered as no unit's.
    """

    grid: Grid
    edition: Edition
    columns: dict[str, int]
    unit_column: int
    units: dict[str, int]
    year: int | None
    aside: tuple[str, ...] = ()

    def proposal(self, name: str, offered: str) -> Proposal:
        """What the sheet says of one unit, as it is offered. Raises KeyError for one that it does not have."""
        row = self.units[offered]
        unit = _name_at(self.grid, row, self.unit_column)
        values: dict[str, Value] = {"unit.name": unit}
        if kind := kind_of_unit(self.edition, unit):
            values["unit.kind"] = kind
        if self.year:
            values["year"] = self.year
        sources: dict[str, str] = {}
        remarks: dict[str, str] = {}
        problems: list[Problem] = []
        for cell, column in self.columns.items():
            place = self.grid.place(row, column)
            try:
                quantity = read_quantity(self.edition.cells[cell].kind, _at(self.grid, row, column))
            except NotAValue as reason:
                problems.append(Problem(f"{self.edition.cells[cell].name}（{place}）：{reason}", cell, place=place))
                continue
            if quantity.value is not None:
                values[cell], sources[cell] = quantity.value, place
            if quantity.remark:
                remarks[cell] = quantity.remark
            if quantity.said:
                said = f"{self.edition.cells[cell].name}（{place}）：{quantity.said}，请核对。"
                problems.append(Problem(said, note=True, place=place))
        problems += [Problem(sentence) for sentence in self._about(unit, row)]
        found = frozenset(self.columns)
        return Proposal(name, self.edition, values, sources, found, tuple(problems), remarks, (self.grid,))

    def _about(self, unit: str, row: int) -> Iterator[str]:
        """What the clerk must know of the sheet besides its cells."""
        rows = [other for offered, other in self.units.items() if bare_name(offered) == unit]
        if len(rows) > 1:
            many = "、".join(str(other + 1) for other in rows)
            yield f"汇总表里“{unit}”有 {len(rows)} 行（第 {many} 行），这里读的是第 {row + 1} 行，请核对。"
        if lacking := len(self.edition.table_cells) - len(self.columns):
            yield f"汇总表里没有 {lacking} 格的列，这些格留空。"
        yield from self.aside


def bare_name(offered: str) -> str:
    """The name of a unit as it is offered, without the row that tells two of the same name apart."""
    return _ROW.sub("", offered)


def find_roll_up(pieces: Iterable[Piece], editions: Iterable[Edition]) -> RollUp | None:
    """The first roll-up among the pieces, in the edition whose cells its headers name best; it tells of the others."""
    candidates = list(editions)
    grids = (piece for piece in pieces if isinstance(piece, Grid) and piece.aligned)
    found = [roll for grid in grids if (roll := _in_best_edition(grid, candidates))]
    if not found:
        return None
    first, *others = found
    aside = (f"{other.grid.name}也是汇总表，没有读；这里读的是{first.grid.name}。" for other in others)
    return replace(first, aside=(*first.aside, *aside))


def _in_best_edition(grid: Grid, editions: Iterable[Edition]) -> RollUp | None:
    found = [roll for edition in editions if (roll := _roll_up(grid, edition))]
    return max(found, key=lambda r: (len(r.columns), r.edition.covers(r.year or 0), r.edition.first_year), default=None)


def _roll_up(grid: Grid, edition: Edition) -> RollUp | None:
    first = _first_unit_row(grid)
    if first is None:
        return None
    over = [_parts_over(grid, column, first) for column in range(max(map(len, grid.rows)))]
    named = [_cells_named(edition, over, row_first=row_first) for row_first in (True, False)]
    columns = max(named, key=len)
    if any(len(at) > 1 for at in columns.values()):
        return None  # the same words over two columns: nobody knows which is meant
    unit_column = next((n for n, parts in enumerate(over) if _UNIT_WORDS.intersection(parts)), None)
    if len(columns) < FEWEST_COLUMNS or unit_column is None:
        return None
    placed = {cell: at[0] for cell, at in columns.items()}
    headers = [row for row in range(first) if any(not is_blank(_at(grid, row, at)) for at in placed.values())]
    below = range(headers[-1] + 1, len(grid.rows))
    units = _offered(list(_units(grid, below, unit_column)))
    if not units:
        return None  # sums only
    others = (row for row in below if row not in units.values())
    aside = tuple(_told_of_nameless(grid, others, sorted(placed.values())))
    return RollUp(grid, edition, placed, unit_column, units, _year(grid, first), aside)


def _cells_named(edition: Edition, over: Sequence[Sequence[str]], *, row_first: bool) -> dict[str, list[int]]:
    """The columns of each cell that the headers name, read as row and column or the other way round."""
    known = _unambiguous(_names(edition, row_first=row_first))
    named: dict[str, list[int]] = {}
    for column, parts in enumerate(over):
        if (cell := known.get("".join(parts))) is not None:
            named.setdefault(cell, []).append(column)
    return named


def _unambiguous(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The cell that each name means; a name of several cells means none."""
    meant: dict[str, set[str]] = {}
    for name, cell in names:
        meant.setdefault(name, set()).add(cell)
    return {name: next(iter(cells)) for name, cells in meant.items() if len(cells) == 1}


def _at(grid: Grid, row: int, column: int) -> str:
    texts = grid.rows[row]
    return (texts[column] or "") if column < len(texts) else ""


def _first_unit_row(grid: Grid) -> int | None:
    """The first row in which many numbers stand beside a name, or the first of those right above it with numbers."""
    counts = [_values_and_words(row) for row in grid.rows]
    many = (number for number, (values, named) in enumerate(counts) if values >= FEWEST_COLUMNS and named)
    first = next(many, None)
    while first and counts[first - 1][0] and counts[first - 1][1] <= _MOST_WORDS:
        first -= 1
    return first


def _values_and_words(row: Sequence[str | None]) -> tuple[int, int]:
    """How many values and how many other texts stand in a row."""
    texts = [text for text in row if text and not is_blank(text)]
    values = sum(map(looks_like_value, texts))
    return values, len(texts) - values


def _parts_over(grid: Grid, column: int, below: int) -> list[str]:
    """The words of each header row over a column; a merged header reaches over all its columns."""
    parts = []
    for row in range(below):
        texts = [text for text in grid.rows[row] if text and not is_blank(text)]
        if len(texts) > 1:  # else it is the title over the whole sheet
            parts.append(_joined(_reaching(grid, row, column)))
    return [part for part in parts if part]


def _reaching(grid: Grid, row: int, column: int) -> str:
    """The header text that covers a column: its own, or that of the merged cell that begins to the left.

    A cell that is covered from above, by a header over several rows, has none.
    """
    texts = grid.rows[row]
    if column >= len(texts) or texts[column] is not None:
        return _at(grid, row, column)
    if row and _at(grid, row - 1, column):
        return ""
    covering = (texts[c] for c in range(column, -1, -1) if texts[c] is not None)
    return next(covering, "") or ""


def _joined(text: str) -> str:
    """The words of a header without the signs that people join a row and a column with."""
    return _JOINTS.sub("", words(text))


def _names(edition: Edition, *, row_first: bool) -> Iterator[tuple[str, str]]:
    """Every way to call a cell in one breath: row and column with and without the groups around them."""
    for table in edition.tables:
        for block in table.blocks:
            groups_of_rows = {leaf: names for node in block.rows for leaf, names in _with_groups(node, ())}
            groups_of_columns = {leaf: names for node in block.columns for leaf, names in _with_groups(node, ())}
            single = len(groups_of_columns) == 1
            for row, row_groups in groups_of_rows.items():
                for column, column_groups in groups_of_columns.items():
                    cell = next(
                        c for c in edition.table_cells if c.section == table.id and c.row is row and c.column is column
                    )
                    yield from (
                        (name, cell.id)
                        for name in _ways(cell, row_groups, column_groups, single=single, row_first=row_first)
                    )


def _ways(
    cell: Cell, row_groups: Sequence[str], column_groups: Sequence[str], *, single: bool, row_first: bool
) -> set[str]:
    assert cell.row is not None
    assert cell.column is not None
    rows = {
        "".join([*groups, _joined(name)])
        for groups in _tails(row_groups)
        for name in (cell.row.label, *cell.row.aliases)
    }
    columns = {
        "".join([*groups, _joined(name)])
        for groups in _tails(column_groups)
        for name in (cell.column.label, *cell.column.aliases)
    }
    if not cell.row.label:
        # table 四: the group tells the column
        return {"".join([*groups, _joined(cell.column.label)]) for groups in _tails(column_groups) if groups}
    ways = {row + column if row_first else column + row for row in rows for column in columns}
    return ways | rows if single else ways


def _tails(groups: Sequence[str]) -> Iterator[list[str]]:
    """The groups, then without the outermost, and so on to none."""
    for start in range(len(groups) + 1):
        yield [_joined(group) for group in groups[start:]]


def _with_groups(node: Node, groups: tuple[str, ...]) -> Iterator[tuple[Node, tuple[str, ...]]]:
    if not node.children:
        yield node, groups
    for child in node.children:
        yield from _with_groups(child, (*groups, node.label))


def _units(grid: Grid, rows: Iterable[int], column: int) -> Iterator[tuple[str, int]]:
    """The name and the row of each unit, in their order."""
    for row in rows:
        name = _name_at(grid, row, column)
        if name and not _is_sum(name) and not _is_no_name(name) and not _is_remark(grid, row, name):
            yield name, row


def _offered(units: Sequence[tuple[str, int]]) -> dict[str, int]:
    """The row of each unit; two rows of one name are told apart."""
    named = Counter(name for name, _ in units)
    return {name if named[name] == 1 else f"{name}（第 {row + 1} 行）": row for name, row in units}


def _told_of_nameless(grid: Grid, rows: Iterable[int], columns: Sequence[int]) -> Iterator[str]:
    """Those of the rows that have figures under these columns and are neither sums nor the columns' numbers."""
    for row in rows:
        figures = [text for column in columns if not is_blank(text := _at(grid, row, column))]
        if any(text and _is_sum("".join(text.split())) for text in grid.rows[row]) or _count_on(figures):
            continue
        if figures:
            yield f"汇总表第 {row + 1} 行有数字，但没有写单位，没有读。"


def _count_on(figures: Sequence[str]) -> bool:
    """Whether the figures are 1 2 3 …, or 5 6 7 …."""
    numbers = [int(text) if text.isdecimal() else -1 for text in map(str.strip, figures)]
    return len(numbers) >= FEWEST_COLUMNS and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _name_at(grid: Grid, row: int, column: int) -> str:
    return "".join(_at(grid, row, column).split())


def _is_sum(name: str) -> bool:
    return any(found.end() == len(name) for found in _SUM.finditer(name))


def _is_no_name(name: str) -> bool:
    return looks_like_value(name) or name in _COLUMN_NUMBERS


def _is_remark(grid: Grid, row: int, name: str) -> bool:
    """Whether a row is a line of words under the units: it has a colon, and no figures."""
    return bool(_REMARK.search(name)) and not any(text and looks_like_value(text) for text in grid.rows[row])


def _year(grid: Grid, below: int) -> int | None:
    """The year of a title above the headers."""
    for row in grid.rows[:below]:
        for text in row:
            if text and (found := _YEAR.search(text)):
                return int(found[1])
    return None
