"""All pages of a PDF in their order, as pieces for the recogniser."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from nianbao.core.grids import Grid, Paragraph, Piece
from nianbao.files.errors import UserError
from nianbao.files.readers.pdf.bounds import UNKNOWN, Bounds
from nianbao.files.readers.pdf.columns import Columns, with_columns
from nianbao.files.readers.pdf.lattice import Lattice, lattices_of
from nianbao.files.readers.pdf.lines import Line, lines_of
from nianbao.files.readers.pdf.pagebreaks import put_together
from nianbao.files.readers.pdf.pages import Page, read_pages
from nianbao.files.readers.pdf.paragraphs import margins_of, paragraphs_of, without_furniture
from nianbao.files.readers.pdf.tables import Table, tables_of

Item = Line | Table | Columns

_FEW = 30  # characters a page: a scanner's mark and a page number, no text
_UNREADABLE = 0.1  # of the characters


def read_pdf(data: bytes) -> Iterator[Piece]:
    """The pieces of all pages. Raises UserError with a remedy when there is no text that can be read."""
    bounds = Bounds()
    pages = read_pages(data, bounds)
    _check(pages)
    lattices = []
    for page in pages:
        bounds.check()
        lattices.append(lattices_of(page))
    boxes = [[(lattice.ys[0], lattice.ys[-1]) for lattice in found] for found in lattices]
    items: list[Item] = []
    for page, found in zip(without_furniture(pages, boxes), lattices, strict=True):
        bounds.check()
        items += _items(page, found)
    put_together(items)
    margins = margins_of([item for item in items if isinstance(item, Line)])
    for _, group in groupby(items, key=_is_running):
        stretch = list(group)
        lines = [item for item in stretch if isinstance(item, Line)]
        yield from (Paragraph(text) for text in paragraphs_of(lines, margins))
        yield from (Grid(item.name, item.rows, item.aligned) for item in stretch if not isinstance(item, Line))


def _items(page: Page, lattices: Sequence[Lattice]) -> list[Item]:
    """The lines of running text and the tables of a page from top to bottom, the tables numbered."""
    tables, rest = tables_of(page.number, page.chars, lattices)
    placed: list[Item] = [*lines_of(rest, page.number), *tables]
    items: list[Item] = []
    for _, group in groupby(sorted(placed, key=lambda item: item.top), key=_is_running):
        stretch = list(group)
        items += with_columns([item for item in stretch if isinstance(item, Line)]) or stretch
    for number, table in enumerate((item for item in items if not isinstance(item, Line)), 1):
        table.name = f"第 {page.number} 页第 {number} 个表格"
    return items


def _is_running(item: Item) -> bool:
    return isinstance(item, Line)


def _check(pages: Sequence[Page]) -> None:
    """Refuse pages without text: pictures of pages, or glyphs that the file gives no characters for."""
    texts = [char.text for page in pages for char in page.chars if not char.text.isspace()]
    if len(texts) < _FEW * len(pages):
        if sum(page.images > 0 for page in pages) * 2 >= len(pages):
            raise UserError(
                "这个 PDF 是扫描件，没有可以读取的文字。",
                "请找它的 Word 或 Excel 原件导入，或用 WPS 的“PDF 转 Word”转成 .docx 后再导入，并逐项核对数字。",
            )
        if len(texts) < _FEW:
            raise UserError("这个 PDF 里没有可以读取的文字。", "请找它的 Word 或 Excel 原件导入。")
    if texts.count(UNKNOWN) > _UNREADABLE * len(texts):
        raise UserError(
            "这个 PDF 的字体没有附带文字编码，文字读不出来。",
            "请找它的 Word 或 Excel 原件导入，或用 WPS 的“PDF 转 Word”转成 .docx 后再导入，并逐项核对数字。",
        )
