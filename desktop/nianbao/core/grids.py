"""What a reader yields: grids of raw text and paragraphs, in the order of the file, each with its place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from nianbao.core.values import is_blank


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text: the name of its style, where the file has styles, and where it stands."""

    text: str
    style: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stands in a file: rows of text, one entry a column, a merged cell's text at its first place.

    An entry is "" when its cell is empty, and None when there is no cell of its own: covered by a merged one, or
    missing from a short row. `name` is how the clerk would find the table (工作表“表三”, 第 2 个表格).
    `aligned` is False when the columns of different rows do not stand under one another (tabs in a text file):
    then only the order counts. `tabbed` grids are parted by tabs or bars, which people put where they like: their
    entries may be out of line although every row has as many. `lettered` grids are sheets, whose places are told as B7.
    """

    name: str
    rows: tuple[tuple[str | None, ...], ...]
    aligned: bool = True
    lettered: bool = False
    tabbed: bool = False

    def place(self, row: int, column: int) -> str:
        """Where an entry stands, in the clerk's words: “工作表“表三” B7” or “第 2 个表格第 3 行第 4 列”."""
        if self.lettered:
            return f"{self.name} {column_letters(column)}{row + 1}"
        return f"{self.name}第 {row + 1} 行第 {column + 1} 列"


Piece = Paragraph | Grid


def column_letters(column: int) -> str:
    """A spreadsheet's name of a column: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Token:
    """An entry of a line, with its column and its place in the file; an empty cell is a token with a blank text."""

    text: str
    column: int
    place: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a grid or one paragraph: what the recogniser reads, one after the other.

    `entries` are the row's cells, empty ones too, `tokens` those with something in them. `width` is how many columns
    its grid has, 0 where columns do not stand under one another. `sheet` is the name of its sheet, if it is on one.
    `tabbed` is told of its grid.
    """

    entries: tuple[Token, ...]
    width: int = 0
    in_grid: bool = False
    style: str = ""
    sheet: str = ""
    tabbed: bool = False
    tokens: tuple[Token, ...] = ()

    @property
    def aligned(self) -> bool:
        return self.width > 0

    @property
    def alone(self) -> str:
        """The text of a line that has one entry only, else nothing."""
        return self.tokens[0].text.strip() if len(self.tokens) == 1 else ""


def line_of(entries: Iterable[Token], **of_its_grid: Any) -> Line:
    """A line of these entries; the rest are fields of Line."""
    kept = tuple(entries)
    return Line(kept, tokens=tuple(token for token in kept if not is_blank(token.text)), **of_its_grid)


def lines_of(pieces: Iterable[Piece]) -> Iterator[Line]:
    """The lines of all pieces in order; lines with nothing in them are left out."""
    for piece in pieces:
        if isinstance(piece, Paragraph):
            line = line_of([Token(piece.text, 0, piece.place)], style=piece.style)
            if line.tokens:
                yield line
        else:
            yield from _grid_lines(piece)


def _grid_lines(grid: Grid) -> Iterator[Line]:
    width = max((len(row) for row in grid.rows), default=0) if grid.aligned else 0
    for number, row in enumerate(grid.rows):
        entries = (
            Token(text, column, grid.place(number, column)) for column, text in enumerate(row) if text is not None
        )
        sheet = grid.name if grid.lettered else ""
        line = line_of(entries, width=width, in_grid=True, sheet=sheet, tabbed=grid.tabbed)
        if line.tokens:
            yield line
