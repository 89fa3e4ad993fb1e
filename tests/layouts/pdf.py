"""PDF files as Word prints them: ruled tables that pages cut, page numbers, labels in narrow columns.

The fonts are named and not embedded, so the files are small: every reader of PDF knows these encodings.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from hypothesis import strategies as st

from layouts.form import Box, Draft, Drawing, File, Line

_LEFT, _TOP, _BOTTOM, _WIDTH = 79.0, 770.0, 90.0, 440.0
_BODY, _LEADING = 14.0, 24.0
# relative widths of columns: narrow ones put a character or two in a line
_WIDTHS = {"proactive": (1.0,) * 4, "applications": (1.0, 1.6, 4.0, *(1.0,) * 8), "appeals": (1.0,) * 15}


@dataclass(frozen=True)
class PdfStyle:
    """How a file is printed. `number` is the page number at the foot; `first` is how far down the first page begins.

    `broken`: a number wider than its cell goes on in the next line there.
    """

    number: str = "- {} -"
    table_size: float = 9.0
    narrow: float = 1.0
    first: float = 0.0
    header_again: bool = False
    broken: bool = False


styles = st.builds(
    PdfStyle,
    number=st.sampled_from(("- {} -", "— {} —", "{}", "")),
    table_size=st.sampled_from((7.5, 9.0, 10.5)),
    narrow=st.sampled_from((0.7, 1.0)),
    first=st.sampled_from((0.0, 35.0, 110.0, 260.0)),
    header_again=st.booleans(),
)


@dataclass
class _Printer:
    """Pages that fill from the top; `y` is where the next line goes."""

    style: PdfStyle
    pages: list[list[str]] = field(default_factory=list)
    y: float = 0.0

    def begin_page(self) -> None:
        self.pages.append([])
        self.y = _TOP
        if self.style.number:
            number = self.style.number.format(len(self.pages))
            self.write(number, _LEFT + (_WIDTH - _width(number, _BODY)) / 2, 55.0, _BODY)

    def write(self, text: str, x: float, y: float, size: float) -> None:
        code = text.encode("utf-16-be").hex()
        self.pages[-1].append(f"BT /F1 {size:g} Tf {x:.1f} {y:.1f} Td <{code}> Tj ET")

    def rule(self, x: float, y: float, width: float, height: float) -> None:
        self.pages[-1].append(f"{x:.1f} {y:.1f} {width:.1f} {height:.1f} re S")

    def line(self, line: Line) -> None:
        indent = 0.0 if line.part == "title" else 2 * _BODY
        for number, part in enumerate(_wrapped(line.text, _WIDTH, _BODY, indent)):
            if self.y - _LEADING < _BOTTOM:
                self.begin_page()
            self.y -= _LEADING
            x = _LEFT + (indent if not number else 0.0)
            if line.part == "title":
                x = _LEFT + (_WIDTH - _width(part, _BODY)) / 2
            self.write(part, x, self.y, _BODY)


def pdf(draft: Draft, style: PdfStyle = PdfStyle()) -> File:
    printer = _Printer(style)
    printer.begin_page()
    printer.y -= style.first
    for piece in draft.pieces:
        if isinstance(piece, Line):
            printer.line(piece)
        else:
            _print_table(printer, piece)
    return File("上年年报.pdf", _file(["\n".join(page) for page in printer.pages]), draft, spaced=False, within="页")


def _print_table(printer: _Printer, table: Drawing) -> None:
    """The rows one after another; where one does not fit a new page begins, and cells that it cuts go on there."""
    style = printer.style
    edges = _edges(table, style)
    heights = _heights(table, edges, style)
    printer.y -= 6
    place: dict[int, tuple[int, float]] = {}  # row → page and upper edge
    for row, height in enumerate(heights):
        if printer.y - height < _BOTTOM:
            printer.begin_page()
            within = any(box.row == row and box.role == "value" for box in table.boxes)
            for again in table.headers(row) if style.header_again and within else []:
                _print_boxes(printer, [b for b in table.boxes if b.row == again], edges, heights, printer.y)
                printer.y -= heights[again]
        place[row] = (len(printer.pages) - 1, printer.y)
        printer.y -= height
    for box in table.boxes:
        _print_cut_box(printer, box, edges, heights, place)
    printer.y -= 12


def _edges(table: Drawing, style: PdfStyle) -> list[float]:
    widths = list(_WIDTHS[table.table][: table.columns])
    if table.table == "applications":
        widths[0] *= style.narrow
    edges = [_LEFT]
    for width in widths:
        edges.append(edges[-1] + width * _WIDTH / sum(widths))
    return edges


def _heights(table: Drawing, edges: list[float], style: PdfStyle) -> list[float]:
    """The height that each row needs; a cell over several rows stretches the last of them."""
    heights = [style.table_size * 1.3 + 4] * table.rows
    for box in sorted(table.boxes, key=lambda box: box.rows):
        lines = _lines(box, edges, style)
        short = len(lines) * style.table_size * 1.3 + 4 - sum(heights[box.row : box.row + box.rows])
        heights[box.row + box.rows - 1] += max(0.0, short)
    return heights


def _lines(box: Box, edges: list[float], style: PdfStyle) -> list[str]:
    width = edges[box.column + box.columns] - edges[box.column] - 3
    return [
        part for line in box.text.split("\n") for part in _wrapped(line, width, style.table_size, broken=style.broken)
    ]


def _print_boxes(printer: _Printer, boxes: list[Box], edges: list[float], heights: list[float], y: float) -> None:
    """A line of a header again, all of it on this page."""
    for box in boxes:
        _print_cut_box(printer, box, edges, heights, _stacked(box, heights, len(printer.pages) - 1, y))


def _stacked(box: Box, heights: list[float], page: int, y: float) -> dict[int, tuple[int, float]]:
    place = {}
    for row in range(box.row, box.row + box.rows):
        place[row] = (page, y)
        y -= heights[row]
    return place


def _print_cut_box(
    printer: _Printer, box: Box, edges: list[float], heights: list[float], place: dict[int, tuple[int, float]]
) -> None:
    """The rectangle of a cell on each page that it reaches to, its lines in the middle of all of them together."""
    size = printer.style.table_size
    x, width = edges[box.column], edges[box.column + box.columns] - edges[box.column]
    parts: dict[int, list[int]] = {}
    for row in range(box.row, box.row + box.rows):
        parts.setdefault(place[row][0], []).append(row)
    lines = _lines(box, edges, printer.style)
    depth = (sum(heights[box.row : box.row + box.rows]) - len(lines) * size * 1.3) / 2
    above = 0.0
    for number, (page, rows) in enumerate(parts.items()):
        top, height = place[rows[0]][1], sum(heights[row] for row in rows)
        on_page = _Printer(printer.style, [printer.pages[page]])
        on_page.rule(x, top - height, width, height)
        while lines and (depth + size * 1.3 <= above + height or number == len(parts) - 1):
            text = lines.pop(0)
            on_page.write(text, x + (width - _width(text, size)) / 2, top - (depth - above) - size - 1, size)
            depth += size * 1.3
        above += height
        depth = max(depth, above)


def _width(text: str, size: float) -> float:
    return sum(size / 2 if ord(sign) < 0x100 else size for sign in text)


def _wrapped(text: str, width: float, size: float, indent: float = 0.0, *, broken: bool = False) -> Iterator[str]:
    """The text in lines of a width, cut between any two signs; a number too long for one goes over the edge or on."""
    line, room = "", width - indent
    for sign in text:
        number = len(line) - len(line.rstrip("0123456789.,")) if sign in "0123456789.," else 0
        number = 0 if broken and number == len(line) else number
        if _width(line + sign, size) > room and line and number < len(line):
            yield line[: len(line) - number]
            line, room = line[len(line) - number :], width
        line += sign
    if line.strip():
        yield line


def _file(pages: list[str]) -> bytes:
    """The objects of a file: catalogue, font, and for each page itself and what is drawn on it."""
    numbers = range(6, 6 + 2 * len(pages), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] "
        "/FontDescriptor 5 0 R /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    for number, content in zip(numbers, pages, strict=True):
        resources = "/Resources << /Font << /F1 3 0 R >> >> /MediaBox [0 0 595 842]"
        objects.append(f"<< /Type /Page /Parent 2 0 R {resources} /Contents {number + 1} 0 R >>")
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")
