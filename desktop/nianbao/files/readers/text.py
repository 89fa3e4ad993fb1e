"""Plain text and Markdown: lines of tabs or bars are rows of tables, every other line is a paragraph."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from nianbao.core.grids import Grid, Paragraph, Piece
from nianbao.core.labels import looks_like_value
from nianbao.core.unroll import EMPTY
from nianbao.files.errors import UserError

UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # the marks that such a file begins with
MOST_BREAKS = 60  # lines over which one row of a table may be spread
ENCODINGS = ("utf-8-sig", "gb18030", "big5")


def decode(data: bytes) -> str:
    """The text of a file whose encoding is not told. Raises UserError when it is no text."""
    encodings = ("utf-16",) if data.startswith(UTF_16) else ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UserError("这个文件不是文本文件。", "请在原来的程序里打开它，另存为 .xlsx 或 .docx 后再导入。")


def read_text(data: bytes) -> Iterator[Piece]:
    """The paragraphs and grids of a text file; columns stand under one another where all rows have as many entries."""
    lines = decode(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    barred = sum(line.count("|") > 1 for line in lines) > 1
    outer = _has_outer_bars(lines)
    if outer:
        lines = list(_whole_rows(lines))
    tables = 0
    for in_table, group in groupby(enumerate(lines, 1), key=lambda numbered: _is_row(numbered[1], barred=barred)):
        rows = list(group)
        if in_table:
            tables += 1
            entries = [entries for _, row in rows if (entries := _entries(row, outer=outer))]
            even = len({len(row) for row in entries}) == 1 and len(entries) > 1
            yield Grid(f"第 {tables} 个表格", tuple(entries), aligned=even, tabbed=True)
        else:
            texts = ((number, _without_marks(row)) for number, row in rows)
            yield from (Paragraph(text, place=f"第 {number} 行") for number, text in texts if text)


def _without_marks(line: str) -> str:
    """A line without the bar that ends a cell, and without the signs that mark a heading in Markdown."""
    bare = line.strip()
    return bare if bare == EMPTY else re.sub(r"^#{1,6}\s+|^\*\*(?=.*\*\*$)|\*\*$", "", bare.strip("|").strip())


def _has_outer_bars(lines: Sequence[str]) -> bool:
    """Whether rows begin with a bar, as in Markdown, and not with their first cell."""
    barred = [line.strip() for line in lines if line.count("|") > 1]
    return 2 * sum(line.startswith("|") and line.endswith("|") for line in barred) > len(barred)


def _whole_rows(lines: Iterable[str]) -> Iterator[str]:
    """The lines, with every row between bars put together whose cells hold line breaks."""
    open_row: list[str] = []
    for line in lines:
        text = line.strip()
        if open_row and (text.startswith("|") or len(open_row) > MOST_BREAKS):
            yield from open_row  # it never ended: these are lines of their own
            open_row = []
        if open_row or (text.startswith("|") and (len(text) == 1 or not text.endswith("|"))):
            open_row.append(line)
            if text.endswith("|"):
                yield "".join(open_row)
                open_row = []
        else:
            yield line
    yield from open_row


def _is_row(line: str, *, barred: bool) -> bool:
    """Whether a line is a row: tabs or bars between its entries. A single bar may stand in a sentence too, so it counts
    where other rows have several (`barred`), and before a number.
    """
    parts = line.strip().strip("|").split("|")
    one_bar = len(parts) == 2 and (barred or looks_like_value(parts[1]))
    return "\t" in line.strip(" \u3000") or len(parts) > 2 or one_bar


def _entries(line: str, *, outer: bool) -> tuple[str, ...]:
    if "|" not in line:
        return tuple(line.split("\t"))
    bare = line.strip()
    entries = (bare.removeprefix("|").removesuffix("|") if outer else line).split("|")
    is_rule = all(set(entry.strip()) <= set("-:") for entry in entries) and "-" in line
    return () if is_rule else tuple(entries)
