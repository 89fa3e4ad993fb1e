"""Spreadsheets of every kind (.xlsx .xls .et .ods): each sheet is a grid."""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

from nianbao.core.grids import Grid, Piece
from nianbao.files.errors import UserError

MAX_ROWS = 20_000
MAX_COLUMNS = 500


def read_spreadsheet(data: bytes) -> Iterator[Piece]:
    """One grid for each sheet that is not empty. Raises UserError when the file is damaged or locked."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    remedy = "请用 Excel 或 WPS 打开它，另存为 .xlsx 后再导入。"
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:
                raise UserError(f"工作表“{name}”太大，不像年度报告。", "请只保留年度报告的工作表后再导入。")
            rows = sheet.to_python(skip_empty_area=False)
            if rows:
                yield Grid(f"工作表“{name}”", tuple(tuple(_text(e) for e in row) for row in rows), lettered=True)
    except PasswordError:
        raise UserError("这个表格文件设了密码，打不开。", "请用 Excel 或 WPS 打开它，去掉密码后再导入。") from None
    except CalamineError:
        raise UserError("这个表格文件已损坏，读不出来。", remedy) from None


def _text(entry: object) -> str:
    """The text of an entry; a float as the decimal that the clerk sees, without binary noise."""
    if isinstance(entry, bool):
        return "是" if entry else "否"
    if isinstance(entry, float):
        return format(Decimal(repr(round(entry, 9))).normalize(), "f")
    if isinstance(entry, datetime.datetime | datetime.date):
        return f"{entry.year}年{entry.month}月{entry.day}日"
    return str(entry)
