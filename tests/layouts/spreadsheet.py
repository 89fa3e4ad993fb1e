"""Spreadsheets of every kind: all tables on one sheet or a sheet for each, merged, unmerged or filled."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hypothesis import strategies as st

import forms
from forms import Rectangle, Sheet
from layouts.form import Box, Draft, Drawing, File, Line
from nianbao.core.values import Value

KINDS = {"xlsx": forms.xlsx, "xls": forms.xls, "et": forms.xls, "ods": forms.ods}
# what people call the sheets of the tables 二, 三 and 四
NAMES = (
    ("表1", "表2", "表3"),
    ("Sheet1", "Sheet2", "Sheet3"),
    ("表二", "表三", "表四"),
    ("主动公开", "依申请公开", "复议诉讼"),
    ("二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、行政复议、行政诉讼情况"),
    ("附件1-主动公开 ", "附件2 申请", "附件3（复议诉讼）"),
)
_INSTRUCTIONS = (
    ("填表说明",),
    ("1.“规章”填写制发、废止和现行有效的件数，没有的填0。",),
    ("2.各列总计等于各项之和；第一项加第二项之和，等于第三项加第四项之和。",),
    ("行政许可", "按处理决定数量填写，不是事项数量"),
    ("自然人", "指公民个人"),
    ("总计", "等于前6列之和"),
    ("3.", "填报截止日期", "1月10日"),
)
_WIDTH = 15


@dataclass(frozen=True)
class SheetStyle:
    """How a clerk keeps the report in a spreadsheet.

    `sheets`: one with everything, or a sheet per table ("tables"), with its heading over it ("headed"), or the whole
    report over several sheets ("all"). `cells`: merged, "blank" beside the first, or "filled" with the same text.
    """

    kind: str = "xlsx"
    sheets: str = "one"
    cells: str = "merged"
    top: int = 0
    left: int = 0
    names: int = 0
    instructions: str = ""
    padding: str = ""


styles = st.builds(
    SheetStyle,
    kind=st.just("xlsx"),
    sheets=st.sampled_from(("one", "one", "tables", "headed", "all")),
    cells=st.sampled_from(("merged", "merged", "blank", "filled")),
    top=st.integers(0, 3),
    left=st.integers(0, 2),
    names=st.integers(0, len(NAMES) - 1),
    instructions=st.sampled_from(("", "", "first", "last")),
    padding=st.sampled_from(("", "", " ", "\xa0", "\u3000")),
)


def spreadsheet(draft: Draft, style: SheetStyle = SheetStyle()) -> File:
    places: dict[str, tuple[str, frozenset[str]]] = {}
    if style.sheets == "one":
        sheets = {"年报": _stacked(draft.pieces, "年报", style, places)}
    else:
        sheets = dict(_a_sheet_a_table(draft, style, places))
    said = {"填表说明": [Rectangle(row, column, 1, 1, text) for row, column, text in _said()]}
    sheets = {**said, **sheets} if style.instructions == "first" else sheets
    sheets = {**sheets, **said} if style.instructions == "last" else sheets
    data = KINDS[style.kind](sheets, merged=style.cells == "merged")
    return File(f"上年年报.{style.kind}", data, draft, told=style.sheets in ("one", "all"), places=places)


def _said() -> Iterator[tuple[int, int, str]]:
    for row, entries in enumerate(_INSTRUCTIONS):
        yield from ((row, column, text) for column, text in enumerate(entries))


def _a_sheet_a_table(
    draft: Draft, style: SheetStyle, places: dict[str, tuple[str, frozenset[str]]]
) -> Iterator[tuple[str, Sheet]]:
    """The sheets of the tables; with the texts on sheets before and after them where the style wants "all"."""
    names = iter(NAMES[style.names])
    lines: list[Line] = []
    number = 0
    for piece in draft.pieces:
        if isinstance(piece, Line):
            lines.append(piece)
            continue
        heading = max(number for number, line in enumerate(lines) if line.part == "heading")
        before, headed = lines[:heading], lines[heading:] if style.sheets != "tables" else []
        if style.sheets == "all" and before:
            number += 1
            yield f"文字{number}", _stacked(tuple(before), f"文字{number}", style, places)
        if style.sheets == "headed":
            headed.append(Line(f"填报单位：{draft.unit}", "remark"))
        lines = []
        name = next(names)
        yield name, _stacked((*headed, piece), name, style, places)
    if style.sheets == "all":
        yield "其他事项", _stacked(tuple(lines), "其他事项", style, places)


def _stacked(
    pieces: tuple[Line | Drawing, ...], name: str, style: SheetStyle, places: dict[str, tuple[str, frozenset[str]]]
) -> Sheet:
    """Lines and tables under one another, a line over the whole width of the sheet."""
    sheet: Sheet = []
    row = style.top
    for piece in pieces:
        if isinstance(piece, Line):
            sheet.append(Rectangle(row, style.left, 1, _WIDTH, piece.text))
            row += 1
            continue
        for box in piece.boxes:
            moved = replace(box, row=box.row + row, column=box.column + style.left)
            covered = list(_covered(moved)) if style.cells == "filled" else [moved]
            sheet += [Rectangle(b.row, b.column, b.rows, b.columns, _content(b, style)) for b in covered]
            if box.cell:
                places[box.cell] = (name, frozenset(_address(b.row, b.column) for b in covered))
        row += piece.rows
    return sheet


def _covered(box: Box) -> Iterator[Box]:
    for row in range(box.row, box.row + box.rows):
        for column in range(box.column, box.column + box.columns):
            yield replace(box, row=row, column=column, rows=1, columns=1)


def _content(box: Box, style: SheetStyle) -> Value | None:
    if box.value is not None:
        return box.value
    return f"{style.padding}{box.text}{style.padding}" if box.text else None


def _address(row: int, column: int) -> str:
    return f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[column]}{row + 1}"
