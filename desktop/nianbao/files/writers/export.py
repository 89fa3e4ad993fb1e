"""One way out for every kind of file: report → bytes → read back and compared → written."""

from collections.abc import Callable
from pathlib import Path

from nianbao.core.report import Report
from nianbao.files import atomic
from nianbao.files.errors import UserError
from nianbao.files.readers.read import read_bytes_as

Writer = Callable[[Report], bytes]

WRITABLE = (".docx", ".xlsx", ".html", ".json")


def export(report: Report, path: Path, *, replace: bool = False) -> int:
    """Write the report in the kind that the path's ending names; returns how many numbers were read back and compared.

    `replace` overwrites an existing file: only after the clerk was asked. Raises UserError and writes nothing when
    the kind is unknown, when the place cannot be written, or when the file would not read back to the same report.
    """
    data = _writer(path)(report)
    compared = _read_back(report, path, data)
    if replace:
        atomic.write(path, data)
    else:
        atomic.write_new(path, data)
    return compared


def _writer(path: Path) -> Writer:
    """The writer of an ending; its library is imported only now."""
    ending = path.suffix.lower()
    if ending == ".docx":
        from nianbao.files.writers.word import write_word

        return write_word
    if ending == ".xlsx":
        from nianbao.files.writers.excel import write_excel

        return write_excel
    if ending in (".html", ".htm"):
        from nianbao.files.writers.web import write_web

        return write_web
    if ending == ".json":
        from nianbao.files.writers.json import write_json

        return write_json
    raise UserError(
        f"不能输出“{ending or path.name}”这种文件。",
        f"请把输出文件的后缀改为 {'、'.join((*WRITABLE, '.nianbao'))} 之一。",
    )


def _read_back(report: Report, path: Path, data: bytes) -> int:
    """Compare every number of the form with what the finished bytes read back to."""
    again = read_bytes_as(path.name, data, report.editions)
    cells = report.edition.table_cells
    wrong = [cell.name for cell in cells if report.get(cell.id) != again.values.get(cell.id)]
    if wrong:
        raise UserError(
            f"输出的文件读回来有 {len(wrong)} 个数与报告不一致（{wrong[0]}），没有写入。",
            "请把这个情况告诉程序的维护者。",
        )
    return len(cells)
