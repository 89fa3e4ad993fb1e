"""Plain text and Markdown: lines of tabs or bars are rows of tables, every other line is a paragraph."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from nianbao.core.grids import Grid, Paragraph, Piece
from nianbao.files.errors import UserError

UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # the marks that such a file begins with
MOST_BREAKS = 12  # lines over which one row of a table may be spread
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
    """The paragraphs and grids of a text file; the columns of a text table do not stand under one another."""
    lines = _whole_rows(decode(data).replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    number = 0
    for in_table, group in groupby(lines, key=_is_row):
        rows = list(group)
        if in_table:
            number += 1
            yield Grid(f"第 {number} 个表格", tuple(_entries(row) for row in rows), aligned=False)
        else:
            yield from (Paragraph(text) for row in rows if (text := row.strip().strip("|").strip()))


def _whole_rows(lines: Iterable[str]) -> Iterator[str]:
    """The lines, with every row between bars put together whose cells hold line breaks."""
    open_row: list[str] = []
    for line in lines:
        text = line.strip()
        if open_row and (text.startswith("|") or len(open_row) > MOST_BREAKS):
            yield from open_row  # it never ended: these are lines of their own
            open_row = []
        if open_row or (text.startswith("|") and not text.endswith("|") and text.count("|") > 1):
            open_row.append(line)
            if text.endswith("|"):
                yield "".join(open_row)
                open_row = []
        else:
            yield line
    yield from open_row


def _is_row(line: str) -> bool:
    return "\t" in line.strip(" \u3000") or line.count("|") > 1


def _entries(line: str) -> tuple[str, ...]:
    if "|" not in line:
        return tuple(line.split("\t"))
    entries = line.strip().strip("|").split("|")
    is_rule = all(set(entry.strip()) <= set("-:") for entry in entries) and "-" in line
    return () if is_rule else tuple(entries)
