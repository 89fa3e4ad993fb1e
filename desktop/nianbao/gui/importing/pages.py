"""What a file looks like, table by table: texts, the cells that are merged, and where each entry stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from nianbao.core.grids import Grid, Paragraph, Piece, column_letters
from nianbao.core.labels import looks_like_value

MOST_ROWS = 2000  # that are shown of one table
_SHORT = 12  # characters of a text that name it


@dataclass(frozen=True, slots=True)
class Span:
    """A cell that is merged from several: its first place and its size."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Page:
    """One table, or the running text between two: rows of texts. `lettered` names its columns as a sheet does."""

    name: str
    rows: tuple[tuple[str | None, ...], ...]
    places: dict[str, tuple[int, int]]
    lettered: bool = False
    text: bool = False
    spans: tuple[Span, ...] = field(default=())

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def at(self, row: int, column: int) -> str:
        texts = self.rows[row]
        return (texts[column] or "").strip() if column < len(texts) else ""

    def column_name(self, column: int) -> str:
        return column_letters(column) if self.lettered else str(column + 1)


def pages_of(pieces: Iterable[Piece]) -> list[Page]:
    """A page for each table, and one for the paragraphs between two tables."""
    pages = []
    for is_text, group in groupby(pieces, key=lambda piece: isinstance(piece, Paragraph)):
        if is_text:
            pages += [_text_page([piece for piece in group if isinstance(piece, Paragraph) and piece.text.strip()])]
        else:
            pages += [_grid_page(piece) for piece in group if isinstance(piece, Grid)]
    return [page for page in pages if any(text and text.strip() for row in page.rows for text in row)]


def _text_page(paragraphs: list[Paragraph]) -> Page:
    rows = tuple((paragraph.text,) for paragraph in paragraphs[:MOST_ROWS])
    places = {paragraph.place: (row, 0) for row, paragraph in enumerate(paragraphs[:MOST_ROWS]) if paragraph.place}
    first = "".join(paragraphs[0].text.split()) if paragraphs else ""
    name = f"{first[:_SHORT]}…" if len(first) > _SHORT else first
    return Page(f"文字：{name}", rows, places, text=True)


def _grid_page(grid: Grid) -> Page:
    rows = _trimmed(grid.rows[:MOST_ROWS])
    places = {
        grid.place(row, column): (row, column)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text is not None
    }
    return Page(grid.name, rows, places, grid.lettered, spans=tuple(_spans(rows)))


def _trimmed(rows: Iterable[tuple[str | None, ...]]) -> tuple[tuple[str | None, ...], ...]:
    """The rows without the empty ones at the end, and without the columns at the end that are empty in all."""
    kept = list(rows)
    while kept and not any(text and text.strip() for text in kept[-1]):
        kept.pop()
    used = max((column + 1 for row in kept for column, text in enumerate(row) if text and text.strip()), default=0)
    # what a merged cell covers belongs to it
    covered = max((_reach(row, used) for row in kept), default=0)
    return tuple(row[: max(used, covered)] for row in kept)


def _reach(row: tuple[str | None, ...], column: int) -> int:
    while column < len(row) and row[column] is None:
        column += 1
    return column


def _spans(rows: tuple[tuple[str | None, ...], ...]) -> Iterator[Span]:
    """The merged cells: an entry reaches over what has no cell of its own to its right, a label also below."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text is None:
                continue
            end = column + 1
            while end < len(row) and row[end] is None and (number, end) not in taken:
                end += 1
            below = number + 1
            is_label = bool(text.strip()) and not looks_like_value(text)
            while is_label and below < len(rows) and _covers(rows[below], column, end):
                taken.update((below, at) for at in range(column, end))
                below += 1
            if end - column > 1 or below - number > 1:
                yield Span(number, column, below - number, end - column)


def _covers(row: tuple[str | None, ...], column: int, end: int) -> bool:
    """Whether the row has no cells of its own there; one that has a single cell at its start is a bar across."""
    if len(row) < end or any(row[at] is not None for at in range(column, end)):
        return False
    return not (column and row[0] is not None and all(text is None for text in row[1:]))
