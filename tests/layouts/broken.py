"""Tables that lost something on their way: what cannot be read with certainty, whatever it looks like."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from layouts.form import Box, Drawing
from nianbao.core.report import Report
from reports import YEARS

UNKNOWN = "其他工作事项"  # no label of the form


def frail(report: Report, table: str) -> Report:
    """The report with blanks and repeated figures in one table, of a year for which its edition was made."""
    values = dict(report.values)
    cells = [cell.id for cell in report.edition.table_cells if cell.section == table]
    for number, cell in enumerate(cells):
        if number in (0, 1, 2, 16, 17):
            values[cell] = 3
        elif number in (4, 7, 14, 22):
            values.pop(cell, None)
    return Report(report.editions, {**values, "year": YEARS[report.edition.id]})


@dataclass(frozen=True)
class Damage:
    """A damaged table, and the cells that nobody can read any more."""

    drawing: Drawing
    cells: frozenset[str]


def glued(table: Drawing) -> Damage:
    """“规章000”: the cells of each row in one, as some converters leave them."""
    rows = [_joined(row, table.columns) for row in table.tight()]
    return Damage(replace(table, boxes=tuple(rows)), _cells(table.boxes))


def _joined(row: list[Box], columns: int) -> Box:
    text = "".join(box.text for box in row)
    return Box(row[0].row, 0, 1, columns, "label", text)


def header_glued(table: Drawing) -> Damage:
    """The cells of each row of the header in one: 行政复议行政诉讼."""
    boxes: list[Box] = []
    for row in table.tight():
        boxes += row if any(box.role in ("value", "heading") for box in row) else [_joined(row, table.columns)]
    return Damage(replace(table, boxes=tuple(boxes)), _cells(table.boxes))


def blanks_lost(table: Drawing) -> Damage:
    """Blank cells are gone, and the figures behind them moved to the left."""
    return _shortened(table, lambda box, _before: not box.text.strip())


def repeats_lost(table: Drawing) -> Damage:
    """Of figures that are the same as the one before only the first is left."""
    return _shortened(table, lambda box, before: before is not None and before.text == box.text)


def _shortened(table: Drawing, gone: Callable[[Box, Box | None], bool]) -> Damage:
    """The table without some of its values; a row that has lost all of them keeps its label and is only blank."""
    kept: list[Box] = []
    damaged: set[str] = set()
    for row in table.tight():
        values = [box for box in row if box.role == "value"]
        pairs = zip(values, [None, *values], strict=False)
        left = [box for box, before in pairs if not gone(box, before)]
        if 0 < len(left) < len(values):
            damaged |= _cells(values)
            kept += _moved_left([box for box in row if box.role != "value" or box in left])
        else:
            kept += row
    return Damage(replace(table, boxes=tuple(kept)), frozenset(damaged))


def _moved_left(row: list[Box]) -> list[Box]:
    """Each box right after the one before it; labels stay."""
    moved: list[Box] = []
    for box in row:
        after = moved[-1].column + moved[-1].columns if moved else box.column
        moved.append(box if box.role != "value" else replace(box, column=min(box.column, after)))
    return moved


def header_said_twice(table: Drawing) -> Damage:
    """“本年新制作数量” over the second column too: which is which nobody can tell."""
    wide = next(row for row in table.tight() if sum(box.role == "value" and bool(box.cell) for box in row) > 2)
    first, second = [box for box in wide if box.role == "value"][:2]
    above = [box for box in table.boxes if box.role == "header" and box.columns == 1 and box.row < first.row]
    words = next(box.text for box in above if box.column == first.column)
    boxes = [replace(b, text=words) if b in above and b.column == second.column else b for b in table.boxes]
    block = [
        b for b in table.boxes if b.row in _block_of(table, first.row) and b.column in (first.column, second.column)
    ]
    return Damage(replace(table, boxes=tuple(boxes)), _cells(block))


def _block_of(table: Drawing, row: int) -> range:
    """The rows of the block that a row belongs to."""
    edges = sorted({box.row for box in table.boxes if box.role == "heading"} | {0, table.rows})
    return next(range(start, end) for start, end in pairwise(edges) if start <= row < end)


def row_again(table: Drawing, *, other: bool = True) -> Damage:
    """The first row of figures a second time, with other figures or with the same."""
    first = next(row for row in table.tight() if any(box.role == "value" for box in row))
    row = first[0].row
    again = [replace(box, row=row + 1) for box in first]
    if other:
        again = [
            replace(box, text=f"{number}8", value=None) if box.role == "value" and box.text else box
            for number, box in enumerate(again, 1)
        ]
    moved = [replace(box, row=box.row + 1) if box.row > row else box for box in table.boxes]
    differing = _cells(box for box in first if box.text) if other else frozenset[str]()
    return Damage(replace(table, boxes=(*moved, *again)), differing)


def several_in_one(table: Drawing) -> Damage:
    """“000” and “3 4” in a cell: the figures of several cells."""
    values = [box for box in table.boxes if box.role == "value" and box.cell][:2]
    texts = dict(zip((box.cell for box in values), ("000", "3 4"), strict=True))
    boxes = [replace(b, text=texts[b.cell], value=None) if b.cell in texts else b for b in table.boxes]
    return Damage(replace(table, boxes=tuple(boxes)), frozenset(texts))


def label_unknown(table: Drawing) -> Damage:
    """A row under words that are not of the form."""
    label = next(box for box in table.boxes if box.role == "label" and box.rows == 1)
    boxes = [replace(box, text=UNKNOWN) if box is label else box for box in table.boxes]
    return Damage(replace(table, boxes=tuple(boxes)), _cells(b for b in table.boxes if b.row == label.row))


def amounts_in_yuan(table: Drawing) -> Damage:
    """A column of 元 where the form has 万元, the unit in its header."""
    cells = {box.cell for box in table.boxes if box.cell.endswith(".amount")}
    columns = {(box.row - 1, box.column) for box in table.boxes if box.cell in cells}
    in_yuan = {box: f"{Decimal(box.text) * 10000:.0f}" for box in table.boxes if box.cell in cells}
    for box in table.boxes:
        if (box.row, box.column) in columns:
            in_yuan[box] = f"{box.text.split('（')[0]}（单位：元）"
    boxes = [replace(box, text=in_yuan[box], value=None) if box in in_yuan else box for box in table.boxes]
    return Damage(replace(table, boxes=tuple(boxes)), frozenset(cells))


def _cells(boxes: Iterable[Box]) -> frozenset[str]:
    return frozenset(box.cell for box in boxes if box.cell)


DAMAGES: Mapping[str, Callable[[Drawing], Damage]] = {
    "glued": glued,
    "blanks lost": blanks_lost,
    "repeats lost": repeats_lost,
    "header said twice": header_said_twice,
    "a row again": row_again,
    "several figures in one cell": several_in_one,
    "an unknown label": label_unknown,
}
