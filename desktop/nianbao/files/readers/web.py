"""Web pages (.html .htm): paragraphs and tables in their order, spans resolved onto a grid."""

import re
from collections.abc import Iterator
from typing import Any

from nianbao.core.grids import Grid, Paragraph, Piece
from nianbao.files.errors import UserError
from nianbao.files.readers.text import UTF_16, decode

_MAX_SPAN = 200
_SKIPPED = frozenset({"script", "style", "head", "noscript", "template", "select", "svg", "iframe"})
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "td",
        "th",
        "caption",
        "br",
        "section",
        "article",
        "blockquote",
        "address",
    }
)


def read_web(data: bytes) -> Iterator[Piece]:
    """The pieces of a page. Raises UserError when nothing of it can be parsed."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding=_encoding(data), no_network=True, huge_tree=False)
    try:
        page = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise UserError("这个网页文件是空的或已损坏。", "请在浏览器里打开原网页，重新另存一份。") from None
    yield from _Page().pieces(page)


def _encoding(data: bytes) -> str:
    """UTF-8 where the bytes are, whatever the page declares; else what it declares, GBK widened to GB 18030."""
    if data.startswith(UTF_16):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        declared = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", data[:4096], re.IGNORECASE)
        name = declared[1].decode("ascii").lower() if declared else ""
        if name not in ("gbk", "gb2312", "gb18030") and _is_encoding(name):
            return name
        decode(data)
        return "gb18030"
    return "utf-8"


def _is_encoding(name: str) -> bool:
    """Whether the parser knows the encoding: pages name some that nobody does."""
    from lxml import etree

    try:
        etree.HTMLParser(encoding=name)
    except LookupError:
        return False
    return bool(name)


class _Page:
    """One walk over a page, gathering running text until a block ends."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._tables = 0

    def pieces(self, root: Any) -> Iterator[Piece]:
        yield from self._walk(root)
        yield from self._flush()

    def _walk(self, element: Any) -> Iterator[Piece]:
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            return
        if element.tag == "table" and element.find(".//table") is None:  # one around others only lays out the page
            yield from self._flush()
            self._tables += 1
            yield Grid(f"第 {self._tables} 个表格", _grid(element))
            return
        if element.tag in _BLOCKS:
            yield from self._flush()
        self._text.append(element.text or "")
        for child in element:
            yield from self._walk(child)
            self._text.append(child.tail or "")
        if element.tag in _BLOCKS:
            yield from self._flush()

    def _flush(self) -> Iterator[Piece]:
        text = re.sub(r"[ \t\r\n\f]+", " ", "".join(self._text)).strip(" \xa0\u3000")
        self._text.clear()
        if text:
            yield Paragraph(text)


def _grid(table: Any) -> tuple[tuple[str | None, ...], ...]:
    """The rows of a table with its spans laid out; a merged cell's text at its first place, None elsewhere."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    taken: set[tuple[int, int]] = set()
    grid: list[tuple[str | None, ...]] = []
    for number, row in enumerate(rows):
        entries: list[str | None] = []
        for cell in row.iterchildren("td", "th"):
            while (number, len(entries)) in taken:
                entries.append(None)
            down, right = _span(cell, "rowspan"), _span(cell, "colspan")
            start = len(entries)
            taken.update((number + r, start + c) for r in range(1, down) for c in range(right))
            entries += [_cell_text(cell), *[None] * (right - 1)]
        grid.append(tuple(entries))
    return tuple(grid)


def _cell_text(cell: Any) -> str:
    """The text as it reads: a label over several tags is one label, blocks and line breaks part the words."""
    parts: list[str] = []
    for event, node in _events(cell):
        if node.tag in _BLOCKS:
            parts.append("\n")
        parts.append((node.text if event == "start" else node.tail) or "")
    return "\n".join(line for part in "".join(parts).split("\n") if (line := " ".join(part.split())))


def _events(cell: Any) -> Iterator[tuple[str, Any]]:
    yield "start", cell
    for child in cell:
        if isinstance(child.tag, str) and child.tag not in _SKIPPED:
            yield from _events(child)
        yield "end", child


def _span(cell: Any, name: str) -> int:
    digits = re.match(r"\s*(\d{1,4})", cell.get(name) or "")
    return max(1, min(int(digits[1]), _MAX_SPAN)) if digits else 1
