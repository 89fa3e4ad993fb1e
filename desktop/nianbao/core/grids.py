"""What a reader yields: grids of raw text and paragraphs, in the order of the file, each with its place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nianbao.core.values import is_blank


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text; `style` is the name of its style where the file has styles."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stands in a file: rows of text, one entry a column, a merged cell's text at its first place.

    `name` is how the clerk would find it (工作表“表三”, 第 2 个表格). `aligned` is False when the columns of
    different rows do not stand under one another (tabs in a text file): then only the order counts.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    aligned: bool = True
    lettered: bool = False

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
    """A non-blank entry of a line, with its column and its place in the file."""

    text: str
    column: int
    place: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a grid or one paragraph: what the recogniser reads, one after the other.

    `width` is how many columns its grid has, 0 where columns do not stand under one another.
    """

    tokens: tuple[Token, ...]
    width: int
    in_grid: bool
    style: str = ""

    @property
    def aligned(self) -> bool:
        return self.width > 0

    @property
    def alone(self) -> str:
        """The text of a line that has one entry only, else nothing."""
        return self.tokens[0].text.strip() if len(self.tokens) == 1 else ""


def lines_of(pieces: Iterable[Piece]) -> Iterator[Line]:
    """The lines of all pieces in order; blank entries and blank lines are left out."""
    for piece in pieces:
        if isinstance(piece, Paragraph):
            if not is_blank(piece.text):
                yield Line((Token(piece.text, 0, ""),), 0, False, piece.style)
            continue
        width = max((len(row) for row in piece.rows), default=0) if piece.aligned else 0
        for number, row in enumerate(piece.rows):
            tokens = tuple(
                Token(text, column, piece.place(number, column))
                for column, text in enumerate(row)
                if not is_blank(text)
            )
            if tokens:
                yield Line(tokens, width, True)
