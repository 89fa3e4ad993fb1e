"""A report as one writer lays it out: lines of text and drawn tables, before they become a file of some kind."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from layouts.figures import PLAIN, Figures
from layouts.wording import OFFICIAL, Wording, traditional
from nianbao.core.edition import Table
from nianbao.core.preamble import PREAMBLE
from nianbao.core.report import Report
from nianbao.core.values import Value

Part = Literal["title", "heading", "text", "remark"]


@dataclass(frozen=True)
class Box:
    """A cell of a drawn table, merged or not. `value` is the figure itself where it is written as nothing but it."""

    row: int
    column: int
    rows: int
    columns: int
    role: str
    text: str
    cell: str = ""
    value: Value | None = None


@dataclass(frozen=True)
class Drawing:
    """One drawn table, or a piece of one."""

    table: str
    boxes: tuple[Box, ...]

    @property
    def rows(self) -> int:
        return max(box.row + box.rows for box in self.boxes)

    @property
    def columns(self) -> int:
        return max(box.column + box.columns for box in self.boxes)

    def grid(self, *, filled: bool = False) -> list[list[str]]:
        """The texts on a grid: a merged cell's at its first place, or `filled` into every place that it covers."""
        rows = [[""] * self.columns for _ in range(self.rows)]
        for box in self.boxes:
            for row in range(box.row, box.row + (box.rows if filled else 1)):
                for column in range(box.column, box.column + (box.columns if filled else 1)):
                    rows[row][column] = box.text
        return rows

    def tight(self) -> list[list[Box]]:
        """The boxes that begin in each row, one after another: columns no longer stand under one another."""
        rows: list[list[Box]] = [[] for _ in range(self.rows)]
        for box in sorted(self.boxes, key=lambda box: box.column):
            rows[box.row].append(box)
        return rows

    def headers(self, row: int) -> list[int]:
        """The rows of the header that a row stands under."""
        header = {box.row for box in self.boxes if box.role != "value"} - {
            b.row for b in self.boxes if b.role == "value"
        }
        last = max((number for number in header if number < row), default=-1)
        first = last
        while first - 1 in header:
            first -= 1
        return list(range(first, last + 1)) if last >= 0 else []


@dataclass(frozen=True)
class Line:
    text: str
    part: Part = "text"


@dataclass(frozen=True)
class Additions:
    """What people add to the form: a column 法人小计, a row of their own, sentences between the tables, the 落款."""

    subtotal: bool = False
    extra_row: bool = False
    remarks: bool = False
    signature: bool = False


NOTHING = Additions()


@dataclass(frozen=True)
class Draft:
    report: Report
    unit: str
    pieces: tuple[Line | Drawing, ...]
    additions: Additions = NOTHING

    def drawing(self, table: str) -> Drawing:
        return next(piece for piece in self.pieces if isinstance(piece, Drawing) and piece.table == table)

    def with_drawing(self, changed: Drawing) -> "Draft":
        pieces = (changed if isinstance(p, Drawing) and p.table == changed.table else p for p in self.pieces)
        return replace(self, pieces=tuple(pieces))

    def unplaced(self) -> frozenset[str]:
        """The cells that nobody can place where only the order of columns is left: the unit added one of its own."""
        cells = self.report.edition.table_cells if self.additions.subtotal else ()
        return frozenset(cell.id for cell in cells if cell.section == "applications")

    def with_more(self, *pieces: Line | Drawing) -> "Draft":
        return replace(self, pieces=(*self.pieces, *pieces))


@dataclass(frozen=True)
class File:
    """The bytes of a file, and what there is to be read in them.

    `lost` are the cells that the layout itself destroyed: they may stay blank. `told` says whether title and texts are
    in it, `spaced` whether spaces within the texts are. `places` are the sheet and the addresses of each cell; `within`
    is a word of every source.
    """

    name: str
    data: bytes
    draft: Draft
    lost: frozenset[str] = frozenset()
    told: bool = True
    spaced: bool = True
    places: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    within: str = ""


def draft(
    report: Report,
    wording: Wording = OFFICIAL,
    figures: Figures = PLAIN,
    additions: Additions = NOTHING,
) -> Draft:
    """The report as a writer with these habits writes it."""
    unit = traditional(report.unit) if wording.traditional else report.unit
    pieces: list[Line | Drawing] = [Line(line, "title") for line in wording.titles(report.unit, report.year)]
    pieces.append(Line(report.text(PREAMBLE)))
    for section in report.edition.sections:
        pieces.append(Line(wording.heading(section), "heading"))
        if section.text:
            pieces += [Line(paragraph) for paragraph in report.text(section.text).split("\n")]
        if section.table:
            if additions.remarks and section.id == "applications":
                pieces.append(Line("截至12月底，本机关办理政府信息公开申请的情况如下。", "remark"))
            pieces.append(_drawing(report, section.table, wording, figures, additions))
            if additions.remarks and section.id == "appeals":
                pieces.append(Line("注：行政复议、行政诉讼数量含上年度结转数量。", "remark"))
    if additions.signature:
        pieces += [Line(unit, "text"), Line(report.text("date"), "text")]
    return Draft(report, unit, tuple(pieces), additions)


def _drawing(report: Report, table: Table, wording: Wording, figures: Figures, additions: Additions) -> Drawing:
    boxes = []
    for place in table.places:
        box = Box(place.row, place.column, place.rows, place.columns, place.role, wording.label(place.text), place.cell)
        if place.cell:
            cell, value = report.edition.cells[place.cell], report.get(place.cell)
            bare = value if figures.is_bare(cell) else None
            box = replace(box, text=figures.written(cell, value), value=bare)
        boxes.append(box)
    if additions.subtotal and table.id == "applications":
        boxes = list(_with_subtotal(boxes, report))
    if additions.extra_row and table.id == "proactive":
        boxes = list(_with_extra_row(boxes))
    return Drawing(table.id, tuple(boxes))


_LEGAL = ("business", "research", "nonprofit", "legal_services", "other")


def _with_subtotal(boxes: list[Box], report: Report) -> Iterator[Box]:
    """A column more under 法人或其他组织, after its 其他."""
    last = next(box.column for box in boxes if box.cell.endswith(".other"))
    for box in boxes:
        around = box.role == "header" and box.columns > 1 and box.column + box.columns > last
        if box.column > last:
            yield replace(box, column=box.column + 1)
        else:
            yield replace(box, columns=box.columns + 1) if around else box
        if box.role == "header" and (box.column, box.columns) == (last, 1):
            yield replace(box, column=last + 1, text="法人小计")
        if box.cell.endswith(".other"):
            row = box.cell.rpartition(".")[0]
            parts = [report.number(f"{row}.{column}") for column in _LEGAL]
            subtotal = sum(part for part in parts if part is not None)
            yield replace(box, column=last + 1, cell="", text=str(subtotal), value=subtotal)


def _with_extra_row(boxes: list[Box]) -> Iterator[Box]:
    """其他主动公开文件 under 规范性文件, as one county's form has it."""
    last = next(box.row for box in boxes if box.cell.startswith("proactive.normative_documents."))
    for box in boxes:
        yield replace(box, row=box.row + 1) if box.row > last else box
        if box.row == last:
            text = "其他主动公开文件" if box.role == "label" else str(77770 + box.column)
            yield replace(box, row=last + 1, cell="", text=text, value=None)
