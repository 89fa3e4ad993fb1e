"""Plain text as it is left when a report is copied out of something: tabs, bars, or one cell in each line."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st

from layouts.form import Box, Draft, Drawing, File, Line

ENCODINGS = ("utf-8", "utf-8-sig", "gbk", "utf-16")


@dataclass(frozen=True)
class TextStyle:
    """How a text is written. `airy`: blank lines between the lines. `edges`: bars at both ends of a row too.

    `cells`: a merged cell is followed by "blank" ones, or "filled" into all its places, or stands once ("tight").
    `marks`: headings with the “#” or “**” of Markdown.
    """

    encoding: str = "utf-8"
    ending: str = "\n"
    airy: bool = False
    indent: str = ""
    cells: str = "blank"
    edges: bool = True
    blanks_kept: bool = True
    marks: str = ""
    seed: int = 0


styles = st.builds(
    TextStyle,
    encoding=st.sampled_from(ENCODINGS),
    ending=st.sampled_from(("\n", "\r\n")),
    airy=st.booleans(),
    indent=st.sampled_from(("", "    ", "　　")),
    cells=st.sampled_from(("blank", "filled", "tight")),
    edges=st.booleans(),
    blanks_kept=st.booleans(),
    marks=st.sampled_from(("", "#", "**")),
    seed=st.integers(0, 999),
)
Lines = Iterator[str]


def text(draft: Draft, layout: str, style: TextStyle = TextStyle()) -> File:
    """The report in one of the LAYOUTS."""
    lines: list[str] = []
    lost: set[str] = set()
    random = Random(style.seed)
    for piece in draft.pieces:
        if isinstance(piece, Line):
            lines += ["", _marked(piece, style if layout == "markdown" else None, style.indent)]
            continue
        lines += ["", *LAYOUTS[layout](piece, style, random)]
        lost.update(_lost(piece, layout, style))
    if layout in ORDERED or ("pipes" in layout and style.cells == "tight"):
        lost |= draft.unplaced()
    separator = style.ending * (2 if style.airy and layout in ("lines", "barred lines") else 1)
    content = separator.join(lines)
    if style.encoding == "gbk":  # it has no such space
        content = content.replace("\xa0", " ")
    name = "上年年报.md" if layout == "markdown" else "上年年报.txt"
    return File(name, content.encode(style.encoding), draft, lost=frozenset(lost))


def _marked(line: Line, style: TextStyle | None, indent: str) -> str:
    if style is None or not style.marks or line.part not in ("title", "heading"):
        return indent + line.text
    return f"**{line.text}**" if style.marks == "**" else f"{'#' if line.part == 'title' else '##'} {line.text}"


def _lost(table: Drawing, layout: str, style: TextStyle) -> Iterator[str]:
    """The cells of rows that are partly blank, where blanks leave no trace or their number is not kept."""
    if layout not in ORDERED or (layout == "barred lines" and style.blanks_kept):
        return
    for row in table.tight():
        values = [box for box in row if box.role == "value"]
        if not all(box.text.strip() for box in values):
            yield from (box.cell for box in values if box.cell)


def _rows(table: Drawing, cells: str) -> list[list[str]]:
    if cells == "tight":
        return [[box.text for box in row] for row in table.tight()]
    return table.grid(filled=cells == "filled")


def _flat(entry: str) -> str:
    return entry.replace("\n", " ")


def _tabs(table: Drawing, style: TextStyle, random: Random) -> Lines:
    """As a spreadsheet puts it on the clipboard: as many tabs in each row."""
    for row in table.grid(filled=style.cells == "filled"):
        yield "\t".join(map(_flat, row))


def _ragged_tabs(table: Drawing, style: TextStyle, random: Random) -> Lines:
    """As one town published it: some rows lost their indent, others end in tabs, labels are followed by any number."""
    labelled = {box.row for box in table.boxes if box.role in ("corner", "label")}
    for number, row in enumerate(table.grid()):
        cells = [_flat(entry) for entry in row]
        while cells and not cells[-1].strip():
            cells.pop()
        while cells and not cells[0].strip() and random.random() < 0.4:
            cells.pop(0)
        first, *rest = cells or [""]
        more = [""] * random.choice((0, 0, 1)) if number in labelled else []
        yield "\t".join([first, *more, *rest, *[""] * random.randrange(3)])
        if random.random() < 0.05:
            yield ""


def _cells_in_order(table: Drawing) -> Iterator[Box]:
    for row in table.tight():
        yield from row


def _lines(table: Drawing, style: TextStyle, random: Random) -> Lines:
    """One cell in each line, a label of two lines in two; a blank cell leaves no trace."""
    for box in _cells_in_order(table):
        yield from (style.indent + part for part in box.text.split("\n") if part.strip())


def _barred_lines(table: Drawing, style: TextStyle, random: Random) -> Lines:
    """One cell in each line with a bar after it; a blank one is a bar alone or leaves no trace."""
    for box in _cells_in_order(table):
        if box.text.strip() or style.blanks_kept:
            yield f"{_flat(box.text)} |"


def _pipes(table: Drawing, style: TextStyle, random: Random) -> Lines:
    for row in _rows(table, style.cells):
        yield _piped(map(_flat, row), style)


def _broken_pipes(table: Drawing, style: TextStyle, random: Random) -> Lines:
    """Bars around the cells of a row, and line feeds inside some of them.

    Without the outer bars nobody can tell where a row ends, so they are always there.
    """
    for row in _rows(table, "blank" if style.cells == "filled" else style.cells):
        yield f"| {' | '.join(row)} |"


def _markdown(table: Drawing, style: TextStyle, random: Random) -> Lines:
    """A table as converters print it: as many cells in each row, a rule under the first."""
    for number, row in enumerate(table.grid(filled=style.cells == "filled")):
        yield f"| {' | '.join(map(_flat, row))} |"
        if number == 0:
            yield f"|{'---|' * len(row)}"


def _piped(cells: Iterator[str] | list[str], style: TextStyle) -> str:
    row = " | ".join(cells)
    return f"| {row} |" if style.edges else row


LAYOUTS: Mapping[str, Callable[[Drawing, TextStyle, Random], Lines]] = {
    "tabs": _tabs,
    "ragged tabs": _ragged_tabs,
    "lines": _lines,
    "barred lines": _barred_lines,
    "pipes": _pipes,
    "pipes with line feeds": _broken_pipes,
    "markdown": _markdown,
}
# where only the order of what is written counts
ORDERED = ("ragged tabs", "lines", "barred lines")
