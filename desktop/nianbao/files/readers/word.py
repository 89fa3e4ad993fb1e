"""Word files (.docx): paragraphs and tables of the body in their order; a merged cell's text at its first place."""

import re
from collections.abc import Iterator
from typing import Any

from nianbao.core.grids import Grid, Paragraph, Piece
from nianbao.files.errors import UserError
from nianbao.files.readers.xml import open_package, parse_xml, read_part

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_word(data: bytes) -> Iterator[Piece]:
    """The pieces of the main document. Raises UserError when the package is damaged or no Word file."""
    with open_package(data) as package:
        body = parse_xml(read_part(package, "word/document.xml")).find(f"{_W}body")
    if body is None:
        raise UserError("这个 Word 文件已损坏，读不出来。", "请在 Word 或 WPS 里打开它，另存为 .docx 后再导入。")
    paragraphs = tables = 0
    for element in _within(body, f"{_W}p", f"{_W}tbl"):
        if element.tag == f"{_W}p":
            paragraphs += 1
            yield Paragraph(_text(element), _style(element), f"第 {paragraphs} 段")
        else:
            tables += 1
            yield Grid(f"第 {tables} 个表格", tuple(_row(row) for row in _within(element, f"{_W}tr")))


def _within(parent: Any, *tags: str) -> Iterator[Any]:
    """The children of these kinds in order, those inside content controls and tracked insertions too."""
    for element in parent:
        if element.tag in tags:
            yield element
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _within(element, *tags)


def _text(element: Any) -> str:
    """The text as it reads: tabs and line breaks kept, deleted text and field codes left out."""
    parts = []
    for node in element.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr"):
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.getparent().tag == f"{_W}r":
            parts.append("\t" if node.tag == f"{_W}tab" else "\n")
    return "".join(parts)


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else str(style.get(f"{_W}val"))


def _row(row: Any) -> tuple[str | None, ...]:
    entries: list[str | None] = [None] * _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
    for cell in _within(row, f"{_W}tc"):
        properties = cell.find(f"{_W}tcPr")
        span = merge = None
        if properties is not None:
            span, merge = properties.find(f"{_W}gridSpan"), properties.find(f"{_W}vMerge")
        continued = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
        text = None if continued else "\n".join(_text(p) for p in cell.iter(f"{_W}p")).strip("\n")
        entries += [text, *[None] * (_number(span, 1) - 1)]
    return tuple(entries)


def _number(count: Any, default: int) -> int:
    """How many columns an element counts; one that is missing, no number or wider than any form counts nothing."""
    digits = "" if count is None else str(count.get(f"{_W}val", ""))
    return int(digits) if re.fullmatch(r"[1-9]\d{0,2}", digits, re.ASCII) else default
