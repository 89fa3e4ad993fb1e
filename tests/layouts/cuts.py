"""Tables in pieces: cut by a page, or split into many small ones."""

from dataclasses import replace
from itertools import pairwise
from random import Random

from layouts.form import Drawing


def piece(drawing: Drawing, rows: list[int]) -> Drawing:
    """These rows of a table as one of their own; a cell that the cut goes through has its text in the first piece."""
    boxes = []
    for box in drawing.boxes:
        kept = [rows.index(row) for row in range(box.row, box.row + box.rows) if row in rows]
        if kept:
            text = box.text if box.row in rows else ""
            boxes.append(replace(box, row=kept[0], rows=len(kept), text=text))
    return replace(drawing, boxes=tuple(boxes))


def narrowed(drawing: Drawing) -> Drawing:
    """The table with no more columns than its own cells need."""
    starts = sorted({box.column for box in drawing.boxes} | {drawing.columns})
    return replace(
        drawing,
        boxes=tuple(
            replace(
                box,
                column=starts.index(box.column),
                columns=sum(box.column <= start < box.column + box.columns for start in starts),
            )
            for box in drawing.boxes
        ),
    )


def cut_in_two(drawing: Drawing, random: Random, *, header_again: bool) -> list[Drawing]:
    """The table as a page break leaves it: never between the lines of a header, never before the first figures."""
    data = sorted({box.row for box in drawing.boxes if box.role == "value"})
    row = random.choice(data[1:] or data)
    header = drawing.headers(row) if header_again else []
    return [piece(drawing, list(range(row))), piece(drawing, [*header, *range(row, drawing.rows)])]


def in_many(drawing: Drawing) -> list[Drawing]:
    """Header and groups of rows each as a table with columns of its own; a block of table 二 stays whole."""
    starts = (
        {box.row for box in drawing.boxes if box.role == "heading"}
        or {box.row for box in drawing.boxes if box.role == "label" and box.column < 2}
        or {box.row for box in drawing.boxes if box.role == "value"}
    )
    edges = sorted(starts | {0, drawing.rows})
    rows = [list(range(start, end)) for start, end in pairwise(edges)]
    return [narrowed(piece(drawing, part)) for part in rows]
