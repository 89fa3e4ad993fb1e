"""A printed sheet as a Word file: sound in itself, with fixed tables, and every word of the sheet in it."""

import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest
from lxml import etree

from nianbao.core.checks import RULES, check
from nianbao.core.checksheet import check_sheet
from nianbao.core.edition import Editions
from nianbao.core.rulebook import rule_book
from nianbao.core.sheet import Sheet, SheetColumn, SheetTable
from nianbao.files.writers.sheet import sheet_pages
from nianbao.files.writers.sheet_word import write_sheet_word
from reports import filled, with_values

NOON = datetime(2025, 1, 20, 12, 0, tzinfo=UTC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SLOTS = ("ascii", "eastAsia", "hAnsi", "cs")
COLUMNS = (SheetColumn("序号", 1, centred=True), SheetColumn("问题", 7), SheetColumn("说明", 4))
AWKWARD = Sheet(
    "核对单 <甲> & 乙",
    ("单位：示例县\x0b清水镇",),
    (SheetTable("发现的问题", COLUMNS, (("1", "收到 5 件\n答复 6 件", "已核对 & 无误 <镇>"), ("2", " ", ""))),),
    ("经办人：____",),
)


def read(sheet: Sheet) -> "docx.document.Document":
    return docx.Document(BytesIO(write_sheet_word(sheet, NOON)))


def part(sheet: Sheet, name: str) -> etree._Element:
    with zipfile.ZipFile(BytesIO(write_sheet_word(sheet, NOON))) as package:
        return etree.fromstring(package.read(name))


@pytest.fixture(name="sheets")
def _sheets(editions: Editions) -> dict[str, Sheet]:
    report = with_values(filled(editions, "2021"), {"appeals.direct_suit.total": 999, "proactive.rules.issued": 3})
    return {
        "核对单": check_sheet(report, None, check(report)),
        "没有问题": check_sheet(filled(editions, "2021"), None, ()),
        "规则": rule_book(RULES),
        "难写的字": AWKWARD,
    }


def test_every_part_follows_the_schema_of_the_format(sheets: dict[str, Sheet], shared, tmp_path):
    files = []
    for name, sheet in sheets.items():
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(write_sheet_word(sheet))
    command = [sys.executable, shared / "tools" / "check_docx.py", *files]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (checked.stdout, checked.returncode) == ("4 file(s) valid\n", 0)


def test_every_word_of_the_sheet_stands_in_the_file_in_its_order():
    document = read(AWKWARD)
    assert [p.text for p in document.paragraphs] == [
        "核对单 <甲> & 乙",
        "单位：示例县 清水镇",
        "发现的问题",
        "经办人：____",
    ]
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["序号", "问题", "说明"],
        ["1", "收到 5 件\n答复 6 件", "已核对 & 无误 <镇>"],
        ["2", " ", ""],
    ]


def test_for_a_table_without_rows_its_words_are_printed():
    words = [
        p.text for p in read(Sheet("核对单", tables=(SheetTable("问题", COLUMNS, (), "没有发现问题。"),))).paragraphs
    ]
    assert words == ["核对单", "问题", "没有发现问题。"]


def test_tables_are_fixed_and_grid_and_cells_agree(sheets: dict[str, Sheet]):
    for sheet in sheets.values():
        document = part(sheet, "word/document.xml")
        page = next(document.iter(f"{W}pgSz")).get(f"{W}w"), next(document.iter(f"{W}pgMar"))
        room = int(page[0]) - 2 * int(page[1].get(f"{W}left"))
        for table in document.iter(f"{W}tbl"):
            grid = [column.get(f"{W}w") for column in table.iter(f"{W}gridCol")]
            assert table.find(f"{W}tblPr/{W}tblLayout").get(f"{W}type") == "fixed"
            assert table.find(f"{W}tblPr/{W}tblW").get(f"{W}w") == str(sum(map(int, grid)))
            assert sum(map(int, grid)) == pytest.approx(room, abs=3)
            for row in table.iter(f"{W}tr"):
                assert [cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w") for cell in row.iter(f"{W}tc")] == grid


def test_the_head_of_a_table_is_repeated_and_no_row_is_cut():
    rows = list(part(AWKWARD, "word/document.xml").iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_every_paragraph_has_a_named_style_and_every_style_names_its_fonts(sheets: dict[str, Sheet]):
    for sheet in sheets.values():
        used = {node.get(f"{W}val") for node in part(sheet, "word/document.xml").iter(f"{W}pStyle")}
        styles = part(sheet, "word/styles.xml")
        known = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
        assert used <= set(known)
        for style in used:
            fonts = known[style].find(f"{W}rPr/{W}rFonts")
            assert {fonts.get(f"{W}{slot}") for slot in SLOTS} <= {"宋体", "黑体"}
        assert not [name for fonts in styles.iter(f"{W}rFonts") for name in fonts.attrib if name.endswith("Theme")]


def test_a_dense_sheet_is_set_smaller_with_narrow_margins():
    usual, dense = (read(Sheet("规则", dense=dense)) for dense in (False, True))
    sizes = [document.styles["表单内容"].font.size.pt for document in (usual, dense)]
    assert sizes == [10, 7.5]
    assert dense.sections[0].left_margin < usual.sections[0].left_margin
    page = usual.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)


def test_the_file_says_when_it_was_made_and_nothing_of_the_library():
    properties = read(AWKWARD).core_properties
    assert properties.title == "核对单 <甲> & 乙"
    assert properties.created == NOON
    assert (properties.author, properties.comments) == ("", "")


def test_the_rule_book_is_one_page():
    assert len(sheet_pages(rule_book(RULES))) == 1


def test_a_check_sheet_with_a_few_findings_is_one_page(sheets: dict[str, Sheet]):
    assert sheets["核对单"].tables[0].rows
    assert len(sheet_pages(sheets["核对单"])) == 1
    assert len(sheet_pages(sheets["没有问题"])) == 1
