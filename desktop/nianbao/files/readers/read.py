"""One way in for every kind of file: bytes → pieces → what was recognised in them."""

from collections.abc import Callable, Iterator
from pathlib import Path

from nianbao.core.edition import Editions
from nianbao.core.grids import Piece
from nianbao.core.recognise import Proposal, recognise
from nianbao.core.report import Report
from nianbao.core.rollup import RollUp, bare_name, find_roll_up
from nianbao.core.tables import Problem
from nianbao.files.atomic import read_bytes
from nianbao.files.errors import SeveralUnits, UserError
from nianbao.files.readers.ole import OLE
from nianbao.files.readers.text import UTF_16

Reader = Callable[[bytes], Iterator[Piece]]

READABLE = (".nianbao", ".xlsx", ".xls", ".et", ".ods", ".docx", ".html", ".htm", ".txt", ".md", ".pdf", ".json")
_MAX_BYTES = 64 * 1024 * 1024


def read_file(path: Path, editions: Editions, unit: str = "") -> Proposal:
    """What is recognised in the file; `unit` names the unit whose row of a roll-up is wanted.

    Raises UserError with a remedy when it cannot be read or holds no report, SeveralUnits for a roll-up without `unit`.
    """
    data = read_bytes(path, _MAX_BYTES + 1)
    if not data:
        raise UserError(f"文件“{path.name}”是空的。", "请检查是否选错了文件。")
    if len(data) > _MAX_BYTES:
        raise UserError(f"文件“{path.name}”太大，不像年度报告。", "请检查是否选错了文件。")
    return read_bytes_as(path.name, data, editions, unit)


def read_bytes_as(name: str, data: bytes, editions: Editions, unit: str = "") -> Proposal:
    """What is recognised in the bytes of a file of this name. Raises UserError as `read_file` does."""
    kind = kind_of(name, data)
    if kind == "document":
        from nianbao.files.document import load_document

        return _whole(name, load_document(data, name, editions).report)
    if kind == "json":
        from nianbao.files.readers.json import read_json

        return _whole(name, *read_json(data, editions))
    pieces = list(_reader(kind)(data))
    if roll_up := find_roll_up(pieces, editions.values()):
        return _of_unit(name, roll_up, unit)
    proposal = recognise(name, pieces, editions)
    if proposal is None:
        raise UserError(
            f"在“{name}”里没有认出年度报告的表格或章节。", "请选择上年度报告的 Excel、Word、PDF、网页或文本文件。"
        )
    return proposal


def _of_unit(name: str, roll_up: RollUp, unit: str) -> Proposal:
    """One unit's figures of a roll-up; the only row needs no name."""
    units = tuple(roll_up.units)
    if not unit and len(units) > 1:
        raise SeveralUnits(name, units, len(set(map(bare_name, units))))
    wanted = unit or units[0]
    if rows := [row for row in units if row != wanted and bare_name(row) == wanted]:
        raise UserError(f"汇总表“{name}”里“{unit}”有 {len(rows)} 行。", f"请写明是哪一行，例如：--unit {rows[0]}")
    if wanted not in units:
        raise UserError(f"汇总表“{name}”里没有“{unit}”。", f"表里的单位有：{'、'.join(units[:20])}。")
    return roll_up.proposal(name, wanted)


def kind_of(name: str, data: bytes) -> str:
    """What kind of file the bytes are, whatever the ending says. Raises UserError with a remedy for kinds not read."""
    if data.startswith(b"SQLite format 3\x00"):
        return "document"
    if data.startswith(b"PK"):
        return _kind_of_package(data)
    if data.startswith(OLE):
        return _kind_of_ole(name, data)
    start = data[:4096]
    if b"%PDF-" in start[:1024]:
        return "pdf"
    if start.startswith(UTF_16):
        start = start.decode("utf-16", "ignore").encode()
    start = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        return "json"
    markup = start.lower()
    if markup.startswith(b"<") and any(
        tag in markup for tag in (b"<html", b"<!doctype", b"<table", b"<head", b"<body")
    ):
        return "web"
    return "text"


def _kind_of_package(data: bytes) -> str:
    from nianbao.files.readers.xml import open_package, read_part

    with open_package(data) as package:
        names = set(package.namelist())
        if "word/document.xml" in names:
            return "word"
        if any(name.startswith("xl/workbook") for name in names):
            return "spreadsheet"
        if "mimetype" in names and b"spreadsheet" in read_part(package, "mimetype")[:200]:
            return "spreadsheet"
    raise UserError("这个文件不是 Excel 或 Word 文件。", "请在原来的程序里打开它，另存为 .xlsx 或 .docx 后再导入。")


def _kind_of_ole(name: str, data: bytes) -> str:
    """Old Office files name their streams in UTF-16."""
    if any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book")):
        return "spreadsheet"
    if "WordDocument".encode("utf-16-le") in data:
        raise UserError(f"“{name}”是旧版 Word 或 WPS 文字文件。", "请用 Word 或 WPS 打开它，另存为 .docx 后再导入。")
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UserError(f"“{name}”设了密码，打不开。", "请用 Excel、Word 或 WPS 打开它，去掉密码后再导入。")
    raise UserError(f"“{name}”不是能读取的文件。", "请用 Excel、Word 或 WPS 打开它，另存为 .xlsx 或 .docx 后再导入。")


def _reader(kind: str) -> Reader:
    """The reader of a kind; its library is imported only now."""
    if kind == "spreadsheet":
        from nianbao.files.readers.spreadsheet import read_spreadsheet

        return read_spreadsheet
    if kind == "word":
        from nianbao.files.readers.word import read_word

        return read_word
    if kind == "web":
        from nianbao.files.readers.web import read_web

        return read_web
    if kind == "pdf":
        from nianbao.files.readers.pdf import read_pdf

        return read_pdf
    from nianbao.files.readers.text import read_text

    return read_text


def _whole(name: str, report: Report, problems: tuple[Problem, ...] = ()) -> Proposal:
    """A file of our own as a proposal: every value is certain."""
    found = frozenset(cell.id for cell in report.edition.table_cells if cell.id in report.values)
    values = {cell: value for cell, value in report.values.items() if cell != "edition"}
    sources = dict.fromkeys(values, name)
    return Proposal(name, report.edition, values, sources, found, problems, reasons=report.reasons)
