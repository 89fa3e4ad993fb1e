"""The plain printed sheet: 核对单 and rule book, on A4, with every word as it is."""

from io import BytesIO

import pytest
from pdfminer.high_level import extract_text
from pdfminer.pdfpage import PDFPage

from nianbao.core.sheet import Sheet, SheetColumn, SheetTable
from nianbao.files.writers.sheet import sheet_pages, write_sheet

COLUMNS = (SheetColumn("编号", 1, centred=True), SheetColumn("规则", 6), SheetColumn("依据", 2))
RULE = "表三每一列的第一项加第二项之和，应当等于第三项加第四项之和；相差的数在这里写明"


def table(*rows: tuple[str, ...], heading: str = "一、规则") -> SheetTable:
    return SheetTable(heading, COLUMNS, rows)


def rules(count: int, text: str = RULE) -> SheetTable:
    return table(*((f"{number}号", text, "条例第五十条") for number in range(1, count + 1)))


def words(data: bytes) -> str:
    return "".join(extract_text(BytesIO(data)).split())


def page_count(data: bytes) -> int:
    return sum(1 for _ in PDFPage.get_pages(BytesIO(data)))


def test_everything_on_the_sheet_is_printed():
    signed = "经办人：________　审核人：________"
    sheet = Sheet("清水镇年报核对单", ("打印于1月20日", "共2条"), (rules(2), table(heading="二、提示")), (signed,))
    text = words(write_sheet(sheet))
    for part in (sheet.title, *sheet.lead, "一、规则", "编号", "1号", "2号", "条例第五十条", "二、提示", "无。"):
        assert part in text, part
    assert "经办人：________" in text
    assert (
        text.index("打印于")
        < text.index("一、规则")
        < text.index("2号")
        < text.index("二、提示")
        < text.index("经办人")
    )


def test_a_dense_sheet_of_forty_five_rules_fits_one_page():
    for text in ("相等", RULE, RULE * 2):
        sheet = Sheet("校验规则", ("共45条",), (rules(45, text),), ("规则随程序更新。",), dense=True)
        assert len(sheet_pages(sheet)) == page_count(write_sheet(sheet)) == 1


def test_a_dense_sheet_that_cannot_fit_goes_on_in_the_smallest_print_with_nothing_lost():
    text = words(write_sheet(Sheet("校验规则", tables=(rules(150, RULE * 2),), dense=True)))
    assert all(f"{number}号" in text for number in range(1, 151))


def test_several_pages_are_numbered_and_repeat_the_heads_of_the_columns():
    data = write_sheet(Sheet("核对单", tables=(rules(80),)))
    count, text = page_count(data), words(data)
    assert count > 1
    assert all(f"第{number}页，共{count}页" in text for number in range(1, count + 1))
    assert text.count("编号") == count


def test_one_page_has_no_number():
    assert "第1页" not in words(write_sheet(Sheet("核对单", tables=(rules(3),))))


def test_the_lines_to_sign_on_stay_together():
    for count in range(24, 34):
        foot = ("经办人：______", "审核人：______", "分管领导：______")
        pages = extract_text(BytesIO(write_sheet(Sheet("核对单", tables=(rules(count),), foot=foot)))).split("\f")
        assert sum("经办人" in page for page in pages) == 1
        assert next(page for page in pages if "经办人" in page).count("______") == 3


@pytest.mark.parametrize(
    "command", ['#read("/etc/passwd")', "$x$", "*强*", "@a<b>", "<script>", "// 注释", "\\#", "= 一"]
)
def test_what_looks_like_a_command_stays_words(command: str):
    data = write_sheet(Sheet(command, (command,), (table((command, command, command), heading=command),), (command,)))
    assert words(data).count("".join(command.split())) == 7


def test_lines_of_a_cell_stay_lines_and_control_characters_go():
    text = extract_text(
        BytesIO(
            write_sheet(
                Sheet(
                    "核对单",
                    tables=(
                        table(
                            ("1", "甲\x00甲\n乙乙", "\ud800丙"),
                        ),
                    ),
                )
            )
        )
    )
    assert "甲甲" in text
    assert "甲甲乙乙" not in text
    assert "丙" in text


def test_a_reason_longer_than_a_page_goes_over_to_the_next():
    data = write_sheet(Sheet("核对单", tables=(table(("1", "长" * 4000, "理由")),)))
    assert page_count(data) > 1
    assert words(data).count("长") == 4000


def test_a_row_without_a_text_for_every_column_is_refused():
    with pytest.raises(ValueError, match="2 texts in a row of 3 columns"):
        table(("1", "甲"))
