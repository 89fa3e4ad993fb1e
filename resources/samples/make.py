"""Make the bundled sample: a made-up town's 2020 report (edition 2019) as the county's usual Excel file.

The 198 figures are those of a real town; the town's name and every sentence are ours. Everything stands on one sheet:
title, lead-in, headings, the three tables with merged cells, texts. Usage: python resources/samples/make.py
"""

from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from nianbao.core.edition import Table
from nianbao.core.values import Value
from nianbao.files.editions import load_editions

TARGET = Path(__file__).with_name("云溪镇2020年政府信息公开年报.xlsx")
UNIT, YEAR = "示例县云溪镇人民政府", 2020
NOT_ZERO: dict[str, Value] = {
    "proactive.licensing.items_last_year": 11,
    "proactive.other_services.items_last_year": 68,
    "proactive.penalties.items_last_year": 100,
    "proactive.coercive_measures.items_last_year": 8,
    "proactive.fees.items_last_year": 1,
    "proactive.procurement.projects": 22,
    "proactive.procurement.amount": Decimal("19.8303"),
}
PREAMBLE = (
    "按照《中华人民共和国政府信息公开条例》的规定，编制本报告。本报告所列数据的统计期限为2020年1月1日至2020年12月31日。"
    "如有疑问，请与云溪镇党政办公室联系（地址：示例县云溪镇溪口路1号，邮编：471400，电话：0379-66000000）。"
)
TEXTS = {
    "overview": (
        "（一）主动公开情况。2020年，云溪镇通过县政府网站公开机构职能、财政预决算和惠农补贴等信息，各村公开栏按季度更新。",
        "（二）依申请公开情况。2020年没有收到政府信息公开申请。",
        "（三）政府信息管理情况。公文在起草时一并确定公开属性，由党政办公室登记归档。",
        "（四）政府信息公开平台建设情况。镇便民服务中心设有信息查阅点，各村设有公开栏。",
        "（五）监督保障情况。镇主要负责同志分管政府信息公开工作，年内组织业务培训一次，未发生责任追究的情形。",
    ),
    "problems": (
        "（一）存在的主要问题。一是公开的内容偏少，群众关心的补贴发放信息更新不够及时；二是村级公开栏的格式不统一。",
        "（二）改进措施。2021年，对照公开事项目录逐项补齐内容，每季度检查一次各村公开栏，并组织经办人员参加培训。",
    ),
    "other": ("没有其他需要报告的事项。",),
}
LINE = Side(style="thin")


def main() -> None:
    edition = load_editions()["2019"]
    book = Workbook()
    sheet = book.active
    sheet.title = "年报"
    for number in range(1, 16):
        sheet.column_dimensions[sheet.cell(1, number).column_letter].width = 12
    row = _line(sheet, 1, f"{UNIT}{YEAR}年政府信息公开工作年度报告", bold=True)
    row = _line(sheet, row, PREAMBLE)
    for section in edition.sections:
        row = _line(sheet, row, section.heading, bold=True)
        if section.table:
            row = _table(sheet, row, section.table)
        for paragraph in TEXTS.get(section.id, ()):
            row = _line(sheet, row, paragraph)
    book.save(TARGET)
    print(TARGET)


def _line(sheet, row: int, text: str, *, bold: bool = False) -> int:
    sheet.cell(row, 1, text).font = Font(bold=bold)
    sheet.cell(row, 1).alignment = Alignment("center" if row == 1 else "left", "center", wrap_text=True)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=15)
    sheet.row_dimensions[row].height = 18 * (1 + len(text) // 80)
    return row + 1


def _table(sheet, top: int, table: Table) -> int:
    for place in table.places:
        row, column = top + place.row, place.column + 1
        value = NOT_ZERO.get(place.cell, 0) if place.role == "value" else place.text
        sheet.cell(row, column, value)
        for r in range(row, row + place.rows):
            for c in range(column, column + place.columns):
                sheet.cell(r, c).border = Border(LINE, LINE, LINE, LINE)
                sheet.cell(r, c).alignment = Alignment("center", "center", wrap_text=True)
                if place.role == "heading":
                    sheet.cell(r, c).fill = PatternFill("solid", start_color="DDEBF7")
        if place.rows * place.columns > 1:
            sheet.merge_cells(
                start_row=row,
                end_row=row + place.rows - 1,
                start_column=column,
                end_column=column + place.columns - 1,
            )
    return top + table.row_count


if __name__ == "__main__":
    main()
