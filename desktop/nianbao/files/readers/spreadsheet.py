"""Spreadsheets of every kind (.xlsx .xls .et .ods): each sheet is a grid."""

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from io import BytesIO

from nianbao.core.grids import Grid, Piece
from nianbao.files.errors import UserError
from nianbao.files.readers.formulas import unsaved_formulas
from nianbao.files.readers.ole import OLE, check_old_workbook, locked
from nianbao.files.readers.xml import open_package, read_part

FORMULA = "=公式"  # what stands for a formula whose result nobody saved
MAX_ROWS = 20_000
MAX_COLUMNS = 500
# the start of each cell, quotes and all, and what makes it an empty one
_CELL = re.compile(rb"<(?:\w+:)?c\s((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>(\s*</)?")
_REFERENCE = re.compile(rb"(?:^|\s)r\s*=\s*[\"']([^\"']*)")
_PLACE = re.compile(rb"([A-Z]{1,3})(\d{1,7})")


def read_spreadsheet(data: bytes) -> Iterator[Piece]:
    """One grid for each sheet that is not empty. Raises UserError when the file is damaged or locked."""
    from python_calamine import CalamineError, PasswordError

    if data.startswith(OLE):
        check_old_workbook(data)
    else:
        _refuse_far_cells(data)
    try:
        grids = _grids(data, unsaved_formulas(data))
    except PasswordError:
        raise locked() from None
    except (CalamineError, ValueError):
        raise _damaged() from None
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":  # the library's own name for a fault in it; not to be imported
            raise
        raise _damaged() from None
    yield from grids


def _damaged() -> UserError:
    return UserError("这个表格文件已损坏，读不出来。", "请用 Excel 或 WPS 打开它，另存为 .xlsx 后再导入。")


def _grids(data: bytes, unsaved: Mapping[str, Collection[tuple[int, int]]]) -> list[Grid]:
    from python_calamine import CalamineWorkbook

    grids = []
    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:
            raise UserError(f"工作表“{name}”太大，不像年度报告。", "请只保留年度报告的工作表后再导入。")
        rows: list[list[str | None]] = [[_text(e) for e in row] for row in sheet.to_python(skip_empty_area=False)]
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
            for row in range(top, min(bottom + 1, len(rows))):
                for column in range(left, min(right + 1, len(rows[row]))):
                    rows[row][column] = rows[row][column] if (row, column) == (top, left) else None
        for row, column in unsaved.get(name, ()):
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = FORMULA
        if rows:
            grids.append(Grid(f"工作表“{name}”", tuple(tuple(row) for row in rows), lettered=True))
    return grids


def _refuse_far_cells(data: bytes) -> None:
    """Raises UserError when a filled cell lies far out (XFD1048576): the library would make room for all in between.

    A place that is none (abc9, AAAAAAA1) it takes for one that is farther out still, and ends the whole program.
    """
    with open_package(data) as package:
        for name in package.namelist():
            if not name.startswith("xl/") or not name.endswith(".xml"):
                continue
            for place in set(_filled_places(read_part(package, name))):
                found = _PLACE.fullmatch(place)
                if not found:
                    raise _damaged()
                if int(found[2]) > MAX_ROWS or _column(found[1]) > MAX_COLUMNS:
                    raise UserError(
                        f"表格太大，不像年度报告：{place.decode()} 格也填了内容。", "请删去这一格的内容，保存后再导入。"
                    )


def _filled_places(part: bytes) -> Iterator[bytes]:
    for attributes, ending in _CELL.findall(part):
        if not ending and not attributes.endswith(b"/") and (reference := _REFERENCE.search(attributes)):
            yield reference[1]


def _column(letters: bytes) -> int:
    """The number of a column by its letters: A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _text(entry: object) -> str:
    """The text of an entry; a float as the decimal that the clerk sees, without binary noise."""
    if isinstance(entry, bool):
        return "是" if entry else "否"
    if isinstance(entry, float):
        return format(Decimal(repr(round(entry, 9))).normalize(), "f")
    if isinstance(entry, datetime.datetime | datetime.date):
        return f"{entry.year}年{entry.month}月{entry.day}日"
    return str(entry)
