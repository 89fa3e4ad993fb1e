"""The Word file: the official tables, the page of GB/T 9704-2012, and nothing that Word or WPS would stumble over.

Read back with lxml and python-docx straight from the parts, never with the program's own reader.
"""

import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from io import BytesIO

import docx
import pytest

from nianbao.core.report import Report
from nianbao.core.values import show
from nianbao.files.writers.word import write_word
from word_parts import (
    EDITIONS,
    NAMESPACES,
    W,
    attribute,
    bare,
    body,
    corners,
    filled,
    paragraphs,
    part,
    report,
    style_name,
    styles,
    tables,
    words,
)

NOON = datetime(2025, 1, 20, 12, 0, tzinfo=UTC)
FONT_SLOTS = ("ascii", "eastAsia", "hAnsi", "cs")
SONG, FANG_SONG, KAI, HEI, XIAO_BIAO_SONG = "宋体", "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"

both_editions = pytest.mark.parametrize("edition", ["2019", "2021"])


# ----------------------------------------------------------------------------------------------------------- schema


@both_editions
def test_every_part_follows_the_schema_of_the_format(edition, shared, tmp_path):
    full, empty = tmp_path / "full.docx", tmp_path / "empty.docx"
    full.write_bytes(write_word(filled(edition)))
    empty.write_bytes(write_word(Report(EDITIONS, {"edition": edition})))
    command = [sys.executable, shared / "tools" / "check_docx.py", full, empty]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.stdout == "2 file(s) valid\n"
    assert checked.returncode == 0


def test_every_style_that_is_used_is_defined():
    data = write_word(filled())
    parts = [part(data, f"word/{name}.xml") for name in ("document", "footer1", "footer2")]
    used = {
        node.get(f"{W}val")
        for root in parts
        for node in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle", f"{W}basedOn", f"{W}next")
    }
    assert len(used) > 8
    assert used <= set(styles(data))


def test_the_parts_are_the_templates_and_no_thumbnail_or_theme_comes_along():
    with zipfile.ZipFile(BytesIO(write_word(filled()))) as package:
        assert sorted(package.namelist()) == [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/app.xml",
            "docProps/core.xml",
            "word/_rels/document.xml.rels",
            "word/document.xml",
            "word/fontTable.xml",
            "word/footer1.xml",
            "word/footer2.xml",
            "word/settings.xml",
            "word/styles.xml",
        ]


# ----------------------------------------------------------------------------------------------------------- tables


def test_the_tables_of_2021_are_those_of_the_official_blank(shared):
    official = tables((shared / "reference" / "official-2021-blank.docx").read_bytes())
    ours = tables(write_word(report()))
    assert len(ours) == len(official) == 3
    for mine, theirs in zip(ours, official, strict=True):
        assert [bare(corner) for corner in corners(mine)] == [bare(corner) for corner in corners(theirs)]


@both_editions
def test_every_number_stands_in_its_own_cell(edition):
    wanted = filled(edition)
    for drawn, table in zip(tables(write_word(wanted)), wanted.edition.tables, strict=True):
        texts = {(corner.row, corner.column): corner.text for corner in corners(drawn)}
        for place in table.places:
            cell = wanted.edition.cells.get(place.cell)
            expected = show(wanted.get(cell.id), cell.kind) if cell else place.text
            assert texts[place.row, place.column] == expected


def test_python_docx_finds_the_numbers_where_the_labels_say():
    document = docx.Document(BytesIO(write_word(filled())))
    values = filled().values
    fees = [cell.text for cell in document.tables[0].rows[13].cells]
    assert fees == ["行政事业性收费", *[str(values["proactive.fees.amount"])] * 3]
    rows = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    repeated = next(row for row in rows if row[2] == "2.重复申请")
    assert repeated[:2] == ["三、本年度办理结果", "（五）不予处理"]
    assert repeated[3] == str(values["applications.declined.repeated.person"])
    assert repeated[9] == str(values["applications.declined.repeated.total"])
    assert document.tables[2].rows[3].cells[14].text == str(values["appeals.suit_after_reconsideration.total"])


def test_a_rise_is_written_with_its_sign_and_an_amount_with_its_places():
    given = report("2019", proactive__licensing__change=19, proactive__procurement__amount=Decimal("59237.2400"))
    texts = [corner.text for corner in corners(tables(write_word(given))[0])]
    assert {"+19", "59237.2400"} <= set(texts)


@both_editions
def test_blank_cells_are_empty_and_zeros_are_not(edition):
    cells = EDITIONS[edition].table_cells
    blank = write_word(report(edition))
    zeros = write_word(Report(EDITIONS, {**report(edition).values, **{cell.id: 0 for cell in cells}}))
    assert sum(corner.text == "" for table in tables(blank) for corner in corners(table)) == len(cells)
    assert sum(corner.text == "0" for table in tables(zeros) for corner in corners(table)) == len(cells)


@both_editions
def test_grid_table_and_cells_agree_on_every_width(edition):
    for table in tables(write_word(filled(edition))):
        grid = [int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid")]
        assert sum(grid) == int(attribute(table, "w:tblPr/w:tblW", "w")) == 8845
        assert attribute(table, "w:tblPr/w:tblW", "type") == "dxa"
        assert attribute(table, "w:tblPr/w:tblLayout", "type") == "fixed"
        for row in table.findall(f"{W}tr"):
            column = 0
            for cell in row.findall(f"{W}tc"):
                span = int(attribute(cell, "w:tcPr/w:gridSpan") or 1)
                assert int(attribute(cell, "w:tcPr/w:tcW", "w")) == sum(grid[column : column + span])
                column += span
            assert column == len(grid)


@both_editions
def test_the_columns_keep_the_proportions_of_the_form(edition):
    for table, drawn in zip(EDITIONS[edition].tables, tables(write_word(report(edition))), strict=True):
        grid = [int(column.get(f"{W}w")) for column in drawn.find(f"{W}tblGrid")]
        exact = [width * 8845 / sum(table.widths) for width in table.widths]
        assert all(abs(width - wanted) <= 1 for width, wanted in zip(grid, exact, strict=True))


def test_the_header_rows_of_tables_three_and_four_repeat_on_the_next_page():
    repeated = [
        [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.findall(f"{W}tr")]
        for table in tables(write_word(filled()))
    ]
    assert [flags.count(True) for flags in repeated] == [0, 3, 3]
    assert repeated[1][:3] == repeated[2][:3] == [True] * 3


@both_editions
def test_no_row_is_split_between_pages(edition):
    rows = [row for table in tables(write_word(filled(edition))) for row in table.findall(f"{W}tr")]
    assert len(rows) > 40
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_a_table_stays_together_and_lets_go_of_what_follows():
    data = write_word(filled())
    defined = styles(data)
    for table in tables(data):
        *upper, last = table.findall(f"{W}tr")
        for paragraph in (p for row in upper for p in row.iter(f"{W}p")):
            assert defined[attribute(paragraph, "w:pPr/w:pStyle")].find(f"{W}pPr/{W}keepNext") is not None
            assert paragraph.find(f"{W}pPr/{W}keepNext") is None
        assert all(attribute(p, "w:pPr/w:keepNext") == "0" for p in last.iter(f"{W}p"))


def test_a_heading_stays_with_its_table():
    data = write_word(filled())
    for table in tables(data):
        heading = table.getprevious()
        assert style_name(data, heading) == "一级标题"
    assert styles(data)["LevelOne"].find(f"{W}pPr/{W}keepNext") is not None


def test_the_heading_rows_are_shaded_and_read_from_the_left_as_in_the_official_blank():
    data = write_word(filled())
    cells = list(tables(data)[0].iter(f"{W}tc"))
    shaded = [cell for cell in cells if attribute(cell, "w:tcPr/w:shd", "fill") == "C6D9F1"]
    assert [words(cell) for cell in shaded] == [f"第二十条第（{item}）项" for item in "一五六八"]
    assert {style_name(data, cell.find(f"{W}p")) for cell in shaded} == {"表格标签"}


def test_every_cell_is_centred_from_top_to_bottom():
    cells = [cell for table in tables(write_word(filled())) for cell in table.iter(f"{W}tc")]
    assert {attribute(cell, "w:tcPr/w:vAlign") for cell in cells} == {"center"}


@pytest.mark.parametrize(
    ("table", "text", "name", "alignment", "half_points"),
    [
        (0, "规章", "表格文字", "center", "20"),
        (0, "信息内容", "表格文字", "center", "20"),
        (1, "自然人", "表头", "center", "20"),
        (1, "2.重复申请", "表格标签", "left", "20"),
        (1, "三、本年度办理结果", "表格标签", "left", "20"),
        (1, "17", "表格数字", "center", "20"),
        (2, "结果维持", "表头（窄列）", "center", "18"),
        (2, "190", "表格数字（窄列）", "center", "18"),
    ],
)
def test_the_words_in_a_table_have_their_style(table, text, name, alignment, half_points):
    data = write_word(filled())
    cell = next(cell for cell in tables(data)[table].iter(f"{W}tc") if words(cell) == text)
    style = styles(data)[attribute(cell, "w:p/w:pPr/w:pStyle")]
    assert attribute(style, "w:name") == name
    assert attribute(style, "w:pPr/w:jc") == alignment
    assert attribute(style, "w:rPr/w:sz") == half_points


# ------------------------------------------------------------------------------------------------- page and styles


def test_the_text_area_is_156_by_225_millimetres_on_a4():
    section = docx.Document(BytesIO(write_word(filled()))).sections[0]
    wide = section.page_width - section.left_margin - section.right_margin
    high = section.page_height - section.top_margin - section.bottom_margin
    lengths = (section.page_width, section.page_height, section.top_margin, section.left_margin, wide, high)
    assert [round(length / 36_000, 1) for length in lengths] == [
        210.0,
        297.0,
        37.0,
        28.0,
        156.0,
        225.0,
    ]


def test_the_grid_of_the_page_has_22_lines_of_28_characters():
    section = body(write_word(filled())).find(f"{W}sectPr")
    assert attribute(section, "w:docGrid", "type") == "linesAndChars"
    assert (16838 - 2098 - 1984) // int(attribute(section, "w:docGrid", "linePitch")) == 22
    pitch = 16 + int(attribute(section, "w:docGrid", "charSpace")) / 4096
    assert 8845 / 20 // pitch == 28


def test_28_characters_of_the_body_fit_on_a_line_and_22_lines_on_a_page():
    style = styles(write_word(filled()))["ReportBody"]
    character = int(attribute(style, "w:rPr/w:sz")) * 10 + int(attribute(style, "w:rPr/w:spacing"))
    assert 8845 // character == 28
    assert attribute(style, "w:pPr/w:spacing", "lineRule") == "exact"
    assert (16838 - 2098 - 1984) // int(attribute(style, "w:pPr/w:spacing", "line")) == 22


@pytest.mark.parametrize(
    ("name", "font", "half_points", "alignment"),
    [
        ("报告标题", XIAO_BIAO_SONG, "44", "center"),
        ("报告正文", FANG_SONG, "32", "both"),
        ("一级标题", HEI, "32", "both"),
        ("二级标题", KAI, "32", "both"),
        ("三级标题", FANG_SONG, "32", "both"),
        ("落款", FANG_SONG, "32", "right"),
        ("报告页码", SONG, "28", "right"),
        ("报告页码（双页）", SONG, "28", "left"),
    ],
)
def test_each_kind_of_paragraph_has_the_font_and_size_of_the_standard(name, font, half_points, alignment):
    by_name = {attribute(style, "w:name"): style for style in styles(write_word(filled())).values()}
    style = by_name[name]
    assert [attribute(style, "w:rPr/w:rFonts", slot) for slot in FONT_SLOTS] == [font] * 4
    assert attribute(style, "w:rPr/w:sz") == half_points
    assert attribute(style, "w:pPr/w:jc") == alignment


def test_every_style_of_ours_names_its_font_for_every_script_and_no_theme_font():
    own = [style for style in styles(write_word(filled())).values() if style.get(f"{W}customStyle")]
    texts = [style for style in own if style.get(f"{W}type") != "table"]
    assert len(texts) > 12
    for style in texts:
        assert all(attribute(style, "w:rPr/w:rFonts", slot) for slot in FONT_SLOTS)
        assert not [name for name in style.find(f"{W}rPr/{W}rFonts").attrib if "Theme" in name]


def test_styles_have_ascii_ids_and_chinese_names():
    own = [style for style in styles(write_word(filled())).values() if style.get(f"{W}customStyle")]
    assert len(own) > 12
    assert all(style.get(f"{W}styleId").isascii() for style in own)
    assert all("\u4e00" <= attribute(style, "w:name")[0] <= "\u9fff" for style in own)


@pytest.mark.parametrize("style", ["ReportBody", "LevelOne", "LevelTwo", "LevelThree"])
def test_first_lines_are_indented_by_two_characters(style):
    indent = styles(write_word(filled()))[style].find(f"{W}pPr/{W}ind")
    assert (indent.get(f"{W}firstLineChars"), indent.get(f"{W}firstLine")) == ("200", "640")


def test_nothing_in_a_table_is_indented_or_set_on_the_lines_of_the_page():
    data = write_word(filled())
    used = {attribute(p, "w:pPr/w:pStyle") for table in tables(data) for p in table.iter(f"{W}p")}
    assert len(used) == 6
    for style in (styles(data)[name] for name in used):
        indent = style.find(f"{W}pPr/{W}ind")
        assert (indent.get(f"{W}firstLineChars"), indent.get(f"{W}firstLine")) == ("0", "0")
        assert attribute(style, "w:pPr/w:spacing", "lineRule") == "auto"
        assert attribute(style, "w:pPr/w:spacing", "line") == "240"
    assert attribute(styles(data)["Normal"], "w:pPr/w:snapToGrid") == "0"


def test_the_look_of_words_comes_from_styles_alone():
    properties = [child for node in body(write_word(filled())).iter(f"{W}rPr") for child in node]
    assert {child.tag for child in properties} == {f"{W}rStyle"}


def test_the_language_is_chinese():
    data = write_word(filled())
    language = part(data, "word/styles.xml").find("w:docDefaults/w:rPrDefault/w:rPr/w:lang", NAMESPACES)
    assert language.get(f"{W}eastAsia") == "zh-CN"
    assert docx.Document(BytesIO(data)).core_properties.language == "zh-CN"


@pytest.mark.parametrize(("font", "substitute"), [(FANG_SONG, "仿宋"), (KAI, "楷体"), (XIAO_BIAO_SONG, "宋体")])
def test_a_font_that_may_be_missing_names_its_substitute(font, substitute):
    fonts = {entry.get(f"{W}name"): entry for entry in part(write_word(filled()), "word/fontTable.xml")}
    assert substitute in attribute(fonts[font], "w:altName").split(",")


def test_every_font_of_the_styles_is_in_the_font_table():
    data = write_word(filled())
    listed = {entry.get(f"{W}name") for entry in part(data, "word/fontTable.xml")}
    used = {node.get(f"{W}eastAsia") for node in part(data, "word/styles.xml").iter(f"{W}rFonts")}
    assert used == listed == {SONG, FANG_SONG, KAI, HEI, XIAO_BIAO_SONG}


@pytest.mark.parametrize(
    ("kind", "alignment", "side"), [("default", "right", "rightChars"), ("even", "left", "leftChars")]
)
def test_page_numbers_stand_between_dashes_outside_with_a_characters_space(kind, alignment, side):
    data = write_word(filled())
    r = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    reference = body(data).find(f"w:sectPr/w:footerReference[@w:type='{kind}']", NAMESPACES).get(r)
    relations = part(data, "word/_rels/document.xml.rels")
    target = next(relation.get("Target") for relation in relations if relation.get("Id") == reference)
    footer = part(data, f"word/{target}")
    assert words(footer) in ("— 1 —", "— 2 —")
    assert [node.text.strip() for node in footer.iter(f"{W}instrText")] == ["PAGE"]
    style = styles(data)[attribute(footer, "w:p/w:pPr/w:pStyle")]
    assert attribute(style, "w:pPr/w:jc") == alignment
    assert attribute(style, "w:pPr/w:ind", side) == "100"


def test_odd_and_even_pages_have_footers_of_their_own():
    settings = part(write_word(filled()), "word/settings.xml")
    assert settings.find(f"{W}evenAndOddHeaders") is not None


def test_the_dash_of_the_page_number_lies_7_millimetres_under_the_text():
    data = write_word(filled())
    margins = body(data).find(f"{W}sectPr/{W}pgMar")
    line = int(attribute(styles(data)["PageNumber"], "w:pPr/w:spacing", "line"))
    below = int(margins.get(f"{W}bottom")) - int(margins.get(f"{W}footer")) - line / 2
    assert below / 1440 * 25.4 == pytest.approx(7, abs=0.1)


# ------------------------------------------------------------------------------------------------------------ words


@both_editions
def test_title_preamble_and_sections_follow_one_another_as_the_form_says(edition):
    data = write_word(filled(edition))
    headings = [section.heading for section in EDITIONS[edition].sections]
    assert [text for style, text in paragraphs(data) if style == "一级标题"] == headings
    assert paragraphs(data)[0] == ("报告标题", "嵩县车村镇人民政府\n2024年政府信息公开工作年度报告")
    assert paragraphs(data)[1] == ("报告正文", "导语。")
    order = ["表" if node.tag == f"{W}tbl" else words(node)[:2] for node in body(data) if node.tag != f"{W}sectPr"]
    expected = [
        "嵩县",
        "导语",
        "一、",
        "（一",
        "第二",
        "二、",
        "表",
        "三、",
        "表",
        "四、",
        "表",
        "五、",
        "六、",
        "无。",
    ]
    assert order == [*expected, "嵩县", "20"]


def test_a_title_that_fits_on_a_line_is_not_broken():
    assert paragraphs(write_word(report(unit__name="某局")))[0][1] == "某局2024年政府信息公开工作年度报告"
    assert paragraphs(write_word(report(unit__name="")))[0][1] == "2024年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("text", "style", "kai"),
    [
        ("（一）主动公开情况", "二级标题", ""),
        ("（十二）主动公开情况。", "二级标题", ""),
        ("(二)依申请公开情况", "二级标题", ""),
        ("（一）主动公开情况。全年公开信息 12 条。", "报告正文", "（一）主动公开情况。"),
        ("（三）存在的问题：一是时效性不强；二是解读不多。", "报告正文", "（三）存在的问题："),
        ("（一）全年公开信息12条；依申请公开0条。", "报告正文", ""),
        ("（一）" + "很长的一句话" * 10 + "。后文。", "报告正文", ""),
        ("1.规范办理流程", "三级标题", ""),
        ("1.规范办理流程。逐件审查。", "报告正文", ""),
        ("3.5亿元资金的使用情况全部公开", "报告正文", ""),
        ("（1）登记。收到申请当日登记。", "报告正文", ""),
        ("（1）登记", "四级标题", ""),
        ("（２）审查。", "四级标题", ""),
        ("１．规范办理流程", "三级标题", ""),
        ("2、规范办理流程", "三级标题", ""),
        ("一、信息处理费收取情况", "一级标题", ""),
        ("一、二季度各公开一次", "报告正文", ""),
        ("（一）全年公开信息12条。", "报告正文", ""),
        ("（一）全年公开信息12条。其中行政许可3条。", "报告正文", ""),
        ("全年工作见（一）和（二）。", "报告正文", ""),
    ],
)
def test_headings_that_the_clerk_types_are_recognised(text, style, kai):
    data = write_word(report(texts__overview=text))
    paragraph = next(p for p in body(data).findall(f"{W}p") if words(p) == text)
    in_kai = [words(run) for run in paragraph.iter(f"{W}r") if attribute(run, "w:rPr/w:rStyle") == "LevelTwoRun"]
    assert style_name(data, paragraph) == style
    assert "".join(in_kai) == kai
    assert attribute(styles(data)["LevelTwoRun"], "w:rPr/w:rFonts", "eastAsia") == KAI


def test_a_heading_of_the_first_level_at_the_beginning_of_a_paragraph_is_in_its_font():
    data = write_word(report(texts__overview="一、主动公开情况。逐月更新。"))
    run = next(run for run in body(data).iter(f"{W}r") if words(run) == "一、主动公开情况。")
    style = styles(data)[attribute(run, "w:rPr/w:rStyle")]
    assert attribute(style, "w:rPr/w:rFonts", "eastAsia") == HEI


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("网址为https://www.example.cn/zwgk/index.html，欢迎查阅。", "报告正文（左对齐）"),
        ("（一）平台建设。网址为https://www.example.cn/zwgk，欢迎查阅。", "报告正文（左对齐）"),
        ("电话0379-66000001，欢迎来电。", "报告正文"),
    ],
)
def test_a_paragraph_with_a_long_address_is_not_stretched_to_the_margin(text, style):
    data = write_word(report(texts__other=text))
    assert paragraphs(data)[-1] == (style, text)
    assert attribute(styles(data)["ReportBodyLeft"], "w:pPr/w:jc") == "left"
    assert attribute(styles(data)["ReportBodyLeft"], "w:pPr/w:ind", "firstLineChars") == "200"


def test_each_paragraph_of_the_clerk_is_one_and_blank_lines_and_typed_indents_are_left_out():
    data = write_word(report(texts__problems="　　第一段。\r\n\n   第二段。  \n \n第三段。"))
    assert [text for style, text in paragraphs(data) if style == "报告正文"] == ["第一段。", "第二段。", "第三段。"]


def test_spaces_and_tabs_within_a_text_are_kept():
    data = write_word(report(texts__other="甲  乙\t丙　丁"))
    assert paragraphs(data)[-1][1] == "甲  乙\t丙　丁"
    runs = [node for node in body(data).iter(f"{W}t") if "甲" in node.text]
    assert [node.get("{http://www.w3.org/XML/1998/namespace}space") for node in runs] == ["preserve"]


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://a.b","c")', "<script>alert(1)</script>", "甲 & 乙 <w:p/> ]]> &amp;", "{{ v[0] }}"]
)
def test_a_text_that_looks_like_a_formula_or_markup_stays_a_text(text):
    data = write_word(report(texts__other=text, unit__name=text, signature="yes"))
    written = [words(p) for p in body(data).findall(f"{W}p")]
    assert written[-2:] == [text, text]
    assert docx.Document(BytesIO(data)).core_properties.author == text


def test_control_characters_are_dropped_and_the_file_still_opens():
    controls = "".join(chr(code) for code in range(32) if chr(code) not in "\t\n\v\f\r") + "\ud83d\uffff\ufffe"
    values = {"texts__other": f"甲{controls}乙", "unit__name": f"丙{controls}丁", "date": "\x00", "signature": "yes"}
    data = write_word(report(**values, proactive__licensing__decisions=f"{controls}12"))
    document = docx.Document(BytesIO(data))
    assert document.tables[0].rows[6].cells[1].text == "12"
    assert [paragraph.text for paragraph in document.paragraphs][-2:] == ["甲乙", "丙丁"]
    assert document.core_properties.author == "丙丁"


def test_characters_beyond_the_basic_plane_are_kept():
    assert paragraphs(write_word(report(texts__other="𠮷林😀")))[-1][1] == "𠮷林😀"


def test_very_long_texts_and_names_are_written_in_full():
    text, name = "长" * 200_000, "名" * 400
    data = write_word(report(texts__other=text, unit__name=name))
    assert paragraphs(data)[-1][1] == text
    assert paragraphs(data)[0][1].startswith(f"{name}\n")
    assert docx.Document(BytesIO(data)).core_properties.author == name[:255]


@pytest.mark.parametrize("separator", ["\v", "\f", "\r", "\x85", "\u2028", "\u2029"])
def test_what_parts_lines_in_other_programs_parts_paragraphs(separator):
    data = write_word(report(texts__other=f"第一段。{separator}第二段。", unit__name=f"某县{separator}某镇人民政府"))
    assert paragraphs(data)[-2:] == [("报告正文", "第一段。"), ("报告正文", "第二段。")]
    assert paragraphs(data)[0][1].startswith("某县 某镇人民政府")


def test_a_section_of_ten_thousand_characters_is_written_in_full_and_quickly_read_again():
    text = "\n".join(f"（{n}）全年公开第{n}批信息，逐条登记，按季归档。" * 5 for n in range(1, 90))
    assert len(text) > 10_000
    data = write_word(report(texts__overview=text))
    assert [words for style, words in paragraphs(data)[2:91]] == text.split("\n")


# -------------------------------------------------------------------------------------------------------- signature


def signature_of(data):
    """(text, space to the right margin in characters) of each line of the 落款."""
    default = int(attribute(styles(data)["Signature"], "w:pPr/w:ind", "rightChars"))
    lines = [p for p in body(data).findall(f"{W}p") if style_name(data, p).startswith("落款")]
    return [(words(p), int(attribute(p, "w:pPr/w:ind", "rightChars") or default) / 100) for p in lines]


def test_the_date_keeps_four_characters_from_the_margin_and_the_unit_is_centred_over_it():
    data = write_word(report(unit__name="嵩县车村镇人民政府", date="2025年1月20日", signature="yes"))
    (unit, unit_space), (date, date_space) = signature_of(data)
    assert (unit, date, date_space) == ("嵩县车村镇人民政府", "2025年1月20日", 4)
    # nine characters over six and a half: both have their middle at the same place
    assert unit_space + 9 / 2 == date_space + 6.5 / 2


def test_a_very_long_unit_ends_at_the_margin_and_the_date_moves_in_under_its_middle():
    data = write_word(report(unit__name="某" * 20, date="2025年1月20日", signature="yes"))
    (_, unit_space), (_, date_space) = signature_of(data)
    assert unit_space == 0
    assert date_space + 6.5 / 2 == 10


def test_a_blank_date_leaves_the_unit_alone_and_a_blank_unit_the_date():
    assert signature_of(write_word(report(signature="yes"))) == [("嵩县车村镇人民政府", 4)]
    dated = report(unit__name="", date="2025年1月20日", signature="yes")
    assert signature_of(write_word(dated)) == [("2025年1月20日", 4)]


@pytest.mark.parametrize("answer", ["no", "", None])
def test_there_is_no_signature_unless_it_is_asked_for(answer):
    values = {**report(date="2025年1月20日").values, **({} if answer is None else {"signature": answer})}
    data = write_word(Report(EDITIONS, values))
    assert signature_of(data) == []
    assert "2025年1月20日" not in words(body(data))


def test_unit_and_date_of_the_signature_stay_on_one_page():
    data = write_word(report(date="2025年1月20日", signature="yes"))
    assert [style for style, _ in paragraphs(data)[-2:]] == ["落款（首行）", "落款"]
    assert styles(data)["SignatureFirst"].find(f"{W}pPr/{W}keepNext") is not None
    assert styles(data)["Signature"].find(f"{W}pPr/{W}keepNext") is None


def test_the_last_paragraph_stays_with_the_signature_which_never_stands_on_a_page_alone():
    signed = write_word(report(texts__other="甲。\n乙。", date="2025年1月20日", signature="yes"))
    kept = {words(p): p.find(f"{W}pPr/{W}keepNext") is not None for p in body(signed).findall(f"{W}p")}
    assert (kept["甲。"], kept["乙。"]) == (False, True)
    unsigned = write_word(report(texts__other="甲。\n乙。"))
    assert body(unsigned).findall(f"{W}p")[-1].find(f"{W}pPr/{W}keepNext") is None


LONGEST_UNIT = "新疆维吾尔自治区巴音郭楞蒙古自治州和静县巴音布鲁克镇人民政府"


def test_a_unit_too_long_for_a_line_is_broken_between_places_in_the_title_and_in_the_signature():
    data = write_word(report(unit__name=LONGEST_UNIT, date="2025年1月20日", signature="yes"))
    lines = ["新疆维吾尔自治区巴音郭楞蒙古自治州", "和静县巴音布鲁克镇人民政府"]
    assert paragraphs(data)[0][1].split("\n") == [*lines, "2024年政府信息公开工作年度报告"]
    assert paragraphs(data)[-2][1].split("\n") == lines


def test_a_long_unit_is_not_broken_within_a_word():
    title = paragraphs(write_word(report(unit__name="示例自治州示例市城市管理和市场监督管理综合行政执法局")))[0][1]
    assert title.split("\n")[:2] == ["示例自治州示例市", "城市管理和市场监督管理综合行政执法局"]


def test_a_long_unit_without_a_place_in_it_is_left_to_word():
    assert paragraphs(write_word(report(unit__name="某" * 30)))[0][1] == f"{'某' * 30}\n2024年政府信息公开工作年度报告"


# -------------------------------------------------------------------------------------------------------- the file


def test_the_same_report_at_the_same_moment_makes_the_same_bytes():
    assert write_word(filled(), NOON) == write_word(filled(), NOON)
    assert write_word(filled(), NOON) != write_word(filled(), NOON + timedelta(days=1))
    with zipfile.ZipFile(BytesIO(write_word(filled()))) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_properties_say_what_the_file_is_who_made_it_and_when():
    properties = docx.Document(BytesIO(write_word(filled(), NOON))).core_properties
    assert properties.title == "嵩县车村镇人民政府2024年政府信息公开工作年度报告"
    assert properties.author == "嵩县车村镇人民政府"
    assert properties.created == properties.modified == NOON


def test_a_moment_of_another_time_zone_is_counted_in_utc():
    beijing = datetime(2025, 1, 20, 20, 0, tzinfo=timezone(timedelta(hours=8)))
    assert write_word(filled(), beijing) == write_word(filled(), NOON)


def test_without_a_given_moment_the_present_one_is_written():
    before = datetime.now(UTC).replace(microsecond=0)
    created = docx.Document(BytesIO(write_word(filled()))).core_properties.created
    assert before <= created <= datetime.now(UTC)


def test_one_report_leaves_nothing_behind_in_the_next():
    alone = write_word(report(), NOON)
    write_word(filled(), NOON)
    assert write_word(report(), NOON) == alone


def test_importing_the_writer_does_not_load_the_word_library():
    code = "import sys, nianbao.files.writers.word; sys.exit('docx' in sys.modules or 'lxml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
