"""Tables of any layout are read into the right cells, or a row is left blank and named: never into a wrong cell."""

import tomllib
from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from official_form import APPLICANTS, CASES, cell_ids, drawn, drawn_tight, numbered

from nianbao.core.building import build
from nianbao.core.edition import Edition, Editions
from nianbao.core.grids import Grid, Paragraph, Piece, column_letters, lines_of
from nianbao.core.tables import Problem, TableReader
from nianbao.files.paths import resources

BOTH = pytest.mark.parametrize("form", ["2019", "2021"])
Rows = list[list[str]]


def grid(rows: Rows, name: str = "第 1 个表格", *, aligned: bool = True, lettered: bool = False) -> Grid:
    return Grid(name, tuple(tuple(row) for row in rows), aligned, lettered)


def read(edition: Edition, *pieces: Piece) -> TableReader:
    reader = TableReader(edition)
    for line in lines_of(pieces):
        reader.take(line)
    return reader


def sentences(reader: TableReader) -> list[str]:
    return [problem.sentence for problem in reader.problems]


def shown(reader: TableReader) -> dict[str, str]:
    return {cell: str(value) for cell, value in reader.values.items()}


def section(texts: Mapping[str, str], table_id: str) -> dict[str, str]:
    return {cell: text for cell, text in texts.items() if cell.startswith(f"{table_id}.")}


# the official layout


@BOTH
@pytest.mark.parametrize("layout", [drawn, drawn_tight])
def test_the_official_tables_are_read_cell_by_cell(editions: Editions, form: str, layout):
    edition, texts = editions[form], numbered(form)
    pieces = [
        grid(layout(table, texts), f"第 {number} 个表格", aligned=layout is drawn)
        for number, table in enumerate(edition.tables, 1)
    ]
    reader = read(edition, *pieces)
    assert shown(reader) == texts
    assert reader.problems == []
    assert list(reader.missing()) == []


@BOTH
def test_the_three_tables_may_stand_on_one_sheet(editions: Editions, form: str):
    edition, texts = editions[form], numbered(form)
    rows = [row for table in edition.tables for row in [*drawn(table, texts), [""] * 3]]
    assert shown(read(edition, grid(rows))) == texts


@BOTH
def test_a_blank_form_has_every_cell_and_no_value(editions: Editions, form: str):
    edition = editions[form]
    reader = read(edition, *(grid(drawn(table, {})) for table in edition.tables))
    assert reader.values == {}
    assert reader.problems == []
    assert list(reader.missing()) == []
    assert reader.found == set(cell_ids(form))


@BOTH
def test_each_value_names_the_place_that_it_came_from(editions: Editions, form: str):
    edition, texts = editions[form], numbered(form)
    tables = [edition.table("applications"), edition.table("appeals")]
    reader = read(
        edition,
        grid(drawn(tables[0], texts), "工作表“表三”", lettered=True),
        grid(drawn(tables[1], texts), "第 3 个表格"),
    )
    assert reader.sources["applications.received.person"] == "工作表“表三” D4"
    assert reader.sources["applications.received.total"] == "工作表“表三” J4"
    assert reader.sources["appeals.reconsideration.upheld"] == "第 3 个表格第 4 行第 1 列"
    assert reader.sources["appeals.suit_after_reconsideration.total"] == "第 3 个表格第 4 行第 15 列"
    assert set(reader.sources) == set(reader.values)


@pytest.mark.parametrize(("number", "letters"), [(0, "A"), (9, "J"), (25, "Z"), (26, "AA"), (51, "AZ"), (702, "AAA")])
def test_columns_are_named_as_a_spreadsheet_names_them(number: int, letters: str):
    assert column_letters(number) == letters


def test_blank_entries_and_blank_lines_are_no_tokens():
    pieces = (Paragraph(" "), grid([["", " "], ["甲", "", "乙"]], "表"), Paragraph("丙", "标题 1"))
    lines = list(lines_of(pieces))
    assert [[token.text for token in line.tokens] for line in lines] == [["甲", "乙"], ["丙"]]
    assert [token.column for token in lines[0].tokens] == [0, 2]
    assert [token.place for token in lines[0].tokens] == ["表第 2 行第 1 列", "表第 2 行第 3 列"]
    assert (lines[0].alone, lines[1].alone, lines[1].style) == ("", "丙", "标题 1")
    assert (lines[0].in_grid, lines[1].in_grid) == (True, False)


# the ways that tables are written


def test_a_town_that_writes_tabs_unevenly_is_read(editions: Editions):
    rows = [
        ["第二十条第(五)项", "", ""],
        ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
        ["行政许可", "21", "+19", "40"],
        ["其他对外管理服务事项", "0", "减4", "", "2", "", ""],
        ["第二十条第(八)项", "", ""],
        ["信息内容", "上一年项目数量", "本年增/减", ""],
        ["行政事业性收费", "", "1", "-3", ""],
        ["第二十条第(九)项"],
        ["信息内容", "采购项目数量", "采购总金额（单位：万元，保留4位小数）", ""],
        ["政府集中采购", "22", "19.8303", ""],
    ]
    reader = read(editions["2019"], grid(rows, aligned=False))
    assert reader.values == {
        "proactive.licensing.items_last_year": 21,
        "proactive.licensing.change": 19,
        "proactive.licensing.decisions": 40,
        "proactive.other_services.items_last_year": 0,
        "proactive.other_services.change": -4,
        "proactive.other_services.decisions": 2,
        "proactive.fees.items_last_year": 1,
        "proactive.fees.change": -3,
        "proactive.procurement.projects": 22,
        "proactive.procurement.amount": Decimal("19.8303"),
    }
    assert reader.problems == []


def test_a_row_that_lost_its_indent_is_read_by_its_label(editions: Editions):
    rows = [
        ["(本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和)", "", "申请人情况", "", ""],
        ["", "", "自然人", "法人或其他组织", "总计"],
        ["", "", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "", ""],
        ["一、本年新收政府信息公开申请数量", "", *"1234567"],
        ["", "", "4.无正当理由大量反复申请", *"0000000"],
        ["5.要求行政机关确认或重新出具已获取信息", "", *"7654321"],
        ["(六) 其他处理", *"1111111"],
        ["(七) 总计", *"2222222"],
    ]
    reader = read(editions["2019"], grid(rows, aligned=False))
    columns = (*APPLICANTS, "total")
    for row, digits in (
        ("received", "1234567"),
        ("declined.excessive", "0000000"),
        ("declined.reconfirmation", "7654321"),
        ("other", "1111111"),
        ("total", "2222222"),
    ):
        assert [reader.values[f"applications.{row}.{column}"] for column in columns] == [int(d) for d in digits]
    assert len(reader.values) == 35
    assert reader.problems == []


def test_a_header_over_several_lines_and_all_in_one_line_are_both_read(editions: Editions):
    columns = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    rows = [columns, ["一、本年新收政府信息公开申请数量", *"1234567"]]
    reader = read(editions["2021"], grid(rows, aligned=False))
    assert list(reader.values.values()) == [1, 2, 3, 4, 5, 6, 7]
    assert reader.problems == []


def test_labels_are_taken_in_the_writing_of_the_wild(editions: Editions):
    rows = [
        ["", "自然人", "商业 企业", "科研\n机构", "社会公益", "法律服务", "其他", "合 计"],
        ["1、属于国家秘密", *"1000001"],
        ["其他法律法规禁止公开", *"0200002"],
        ['3、危及"三安全一稳定"', *"0030003"],
        ["㈡部分公开", *"0004004"],
        ["逾期不补正", *"0000505"],
    ]
    reader = read(editions["2021"], grid(rows))
    assert {cell: value for cell, value in reader.values.items() if value} == {
        "applications.refused.state_secret.person": 1,
        "applications.refused.state_secret.total": 1,
        "applications.refused.prohibited_by_law.business": 2,
        "applications.refused.prohibited_by_law.total": 2,
        "applications.refused.endangers_security.research": 3,
        "applications.refused.endangers_security.total": 3,
        "applications.partly_granted.nonprofit": 4,
        "applications.partly_granted.total": 4,
        "applications.other.not_corrected.legal_services": 5,
        "applications.other.not_corrected.total": 5,
    }


def test_values_are_taken_in_the_writing_of_the_wild(editions: Editions):
    rows = [["信息内容", "本年制发件数", "本年废止件数", "现行有效件"], ["规范性文件", "１２", " 1,234 ", "3.0"]]
    assert list(read(editions["2021"], grid(rows)).values.values()) == [12, 1234, 3]


@BOTH
def test_a_header_that_is_repeated_after_a_page_break_is_no_second_table(editions: Editions, form: str):
    edition, texts = editions[form], numbered(form)
    rows = drawn(edition.table("applications"), texts)
    reader = read(edition, grid([*rows[:12], *rows[:3], *rows[12:]]))
    assert shown(reader) == section(texts, "applications")
    assert reader.problems == []


@BOTH
def test_a_table_cut_in_two_by_a_page_is_read_as_one(editions: Editions, form: str):
    edition, texts = editions[form], numbered(form)
    rows = drawn(edition.table("applications"), texts)
    reader = read(edition, grid(rows[:12]), Paragraph("— 4 —"), grid(rows[12:], "第 2 个表格"))
    assert shown(reader) == section(texts, "applications")
    assert reader.problems == []


def test_a_merged_header_that_was_filled_downwards_is_the_same_column_twice(editions: Editions):
    table, texts = editions["2021"].table("applications"), numbered("2021")
    rows = drawn(table, texts)
    rows[2][3], rows[2][9] = "自然人", "总计"
    reader = read(editions["2021"], grid(rows))
    assert shown(reader) == section(texts, "applications")


@BOTH
def test_a_column_of_remarks_is_passed_over(editions: Editions, form: str):
    edition, texts = editions[form], numbered(form)
    for table in edition.tables:
        rows = [[*row, "备注" if number < 3 else "9"] for number, row in enumerate(drawn(table, texts))]
        if table.id == "proactive":
            rows = [[*row, "备注" if row[0] == "信息内容" else ""] for row in drawn(table, texts)]
        reader = read(edition, grid(rows))
        assert shown(reader) == section(texts, table.id)


# what must be refused


HEADER = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]


@pytest.mark.parametrize("aligned", [True, False])
def test_glued_cells_are_not_read_as_zeros(editions: Editions, aligned: bool):
    for row in (["规章000"], ["规章000", "", "", ""], ["规章", "000"], ["规章", "000", "", ""], ["规章", "0 0 0"]):
        reader = read(editions["2021"], grid([HEADER, row], aligned=aligned))
        assert reader.values == {}


def test_glued_cells_are_named(editions: Editions):
    reader = read(editions["2021"], grid([HEADER, ["规章", "000", "", ""]]))
    assert reader.problems == [
        Problem("规章 制发（第 1 个表格第 2 行第 2 列）：“000”可能是几个数连在一起，请核对。", "proactive.rules.issued")
    ]


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        (["22", "235"], "“规章”行：应有 3 个数，找到 2 个，不能确定是哪几列，没有读入。"),
        (["", "22", "", "", ""], "“规章”行：应有 3 个数，找到 1 个，不能确定是哪几列，没有读入。"),
        (["1", "2", "3", "4"], "“规章”行：应有 3 个数，找到 4 个，不能确定是哪几列，没有读入。"),
        (["1", "若干", "3"], "“规章”行：“若干”不是数字，没有读入。"),
    ],
)
def test_where_only_the_order_counts_a_row_of_another_length_is_refused(
    editions: Editions, entries: list[str], sentence: str
):
    reader = read(
        editions["2021"], grid([HEADER, ["规章", *entries], ["行政规范性文件", "7", "8", "9"]], aligned=False)
    )
    assert sentences(reader) == [sentence]
    assert list(reader.values.values()) == [7, 8, 9]


@BOTH
@given(data=st.data())
def test_where_only_the_order_counts_a_row_that_lost_a_value_is_left_out_and_no_other(
    editions: Editions, form: str, data
):
    edition, texts = editions[form], numbered(form)
    table = data.draw(st.sampled_from(edition.tables))
    rows = drawn_tight(table, texts)
    number = data.draw(st.sampled_from([n for n, row in enumerate(rows) if row[-1].isdigit()]))
    values = [place for place, entry in enumerate(rows[number]) if entry.isdigit()]
    lost = data.draw(st.sets(st.sampled_from(values), min_size=1))
    gone = {text for place, text in enumerate(rows[number]) if text.isdigit()}
    rows[number] = ["" if place in lost else text for place, text in enumerate(rows[number])]
    reader = read(edition, grid(rows, aligned=False))
    rest = {cell: text for cell, text in section(texts, table.id).items() if text not in gone}
    found = shown(reader)
    assert {cell: text for cell, text in found.items() if text != texts[cell]} == {}
    assert rest.items() <= found.items()


@pytest.mark.parametrize(
    "header",
    [
        ["信息内容", "本年废止件数", "本年制发件数", "现行有效件数"],
        ["信息内容", "本年制发件数", "现行有效件数"],
        ["信息内容", "本年制发件数", "上年件数", "本年废止件数", "现行有效件数"],
        ["信息内容", "本年新", "本年新", "现行有效件数"],
        ["信息内容", "本年制发件数", "本年制发件数", "现行有效件数"],
    ],
)
def test_where_only_the_order_counts_the_header_must_be_the_official_one(editions: Editions, header: list[str]):
    reader = read(editions["2021"], grid([header, ["规章", "1", "2", "3"]], aligned=False))
    assert reader.values == {}


def test_where_only_the_order_counts_the_groups_of_table_four_must_stand_in_the_official_order(editions: Editions):
    table, texts = editions["2021"].table("appeals"), numbered("2021")
    rows = drawn_tight(table, texts)
    for first, second in (("未经复议直接起诉", "复议后起诉"), ("行政复议", "行政诉讼")):
        swapped = [[{first: second, second: first}.get(text, text) for text in row] for row in rows]
        reader = read(editions["2021"], grid(swapped, aligned=False))
        assert reader.values == {}
        assert sentences(reader) == ["“四、复议诉讼”表：表头与官方格式不一致，不能确定各列的含义，没有读入。"]


def test_where_only_the_order_counts_an_eighth_column_is_refused_even_if_a_row_has_seven_values(editions: Editions):
    rows = drawn_tight(editions["2021"].table("applications"), numbered("2021"))
    rows[2] = [*rows[2], "法人小计"]
    assert read(editions["2021"], grid(rows, aligned=False)).values == {}


def test_a_header_that_says_the_same_twice_is_refused(editions: Editions):
    rows = [["信息内容", "本年制发件数", "本年制发件数", "现行有效件数"], ["规章", "1", "2", "3"]]
    reader = read(editions["2021"], grid(rows))
    assert reader.values == {}
    assert sentences(reader) == ["“规章”行：表头里“本年制发件数”出现两次，没有读入。"]


def test_a_header_that_lost_the_end_of_its_words_is_refused(editions: Editions):
    rows = [["信息内容", "本年新", "本年新", "对外公开总数量"], ["规章", "1", "2", "3"]]
    reader = read(editions["2019"], grid(rows))
    assert reader.values == {}
    assert sentences(reader) == ["“规章”行：表头里没有找到“本年新制作数量”，没有读入。"]


@pytest.mark.parametrize("unit", ["（单位：亿元）", "（千元）"])
def test_an_amount_in_another_unit_is_not_read(editions: Editions, unit: str):
    texts = numbered("2021")
    rows = drawn(editions["2021"].table("proactive"), texts)
    rows[12][1] = f"本年收费金额{unit}"
    reader = read(editions["2021"], grid(rows))
    assert "proactive.fees.amount" not in reader.values
    assert len(reader.values) == 9
    assert any(sentence.startswith("“行政事业性收费”行") for sentence in sentences(reader))


@pytest.mark.parametrize("block_heading", [["第二十条第（八）项"], []])
def test_a_header_that_is_not_known_does_not_leave_the_row_under_the_header_before(
    editions: Editions, block_heading: list[str]
):
    rows = [
        ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
        ["行政强制", "1", "2", "3"],
        block_heading,
        ["信息内容", "收费项目", "变化"],
        ["行政事业性收费", "4", "5"],
    ]
    reader = read(editions["2019"], grid(rows))
    assert list(reader.values.values()) == [1, 2, 3]
    assert "“行政事业性收费”行：上方没有找到表头，没有读入。" in sentences(reader)


def test_a_row_without_any_header_is_not_read(editions: Editions):
    reader = read(editions["2021"], grid([["规章", "1", "2", "3"], ["（一）予以公开", *"1234567"]]))
    assert reader.values == {}
    assert sentences(reader) == [
        "“规章”行：上方没有找到表头，没有读入。",
        "“予以公开”行：上方没有找到表头，没有读入。",
    ]


def test_a_row_does_not_borrow_the_header_of_another_table(editions: Editions):
    reader = read(editions["2021"], grid([HEADER, ["（一）予以公开", *"1234567"]]))
    assert reader.values == {}


@pytest.mark.parametrize("offset", [-1, 1, 2])
def test_values_that_do_not_stand_under_their_header_are_refused(editions: Editions, offset: int):
    """A header and rows that resolve their merged cells differently, as in tables copied from a web page."""
    table, texts = editions["2021"].table("applications"), numbered("2021")
    rows = drawn(table, texts)
    person = texts["applications.received.person"]
    numbers = next(row for row in rows if person in row)[3:]
    for number, row in enumerate(rows):
        if person in row:
            label = [row[0], *[""] * (2 + offset)]
            rows[number] = [*label, *numbers]
    reader = read(editions["2021"], grid(rows))
    expected = {c: t for c, t in section(texts, "applications").items() if not c.startswith("applications.received.")}
    assert shown(reader) == expected
    (sentence,) = sentences(reader)
    assert sentence.startswith("“本年新收”行：")
    assert "上方没有表头" in sentence


def test_a_number_beside_the_table_is_not_passed_over_in_silence(editions: Editions):
    reader = read(editions["2021"], grid([HEADER, ["规章", "", "1", "2", "3"]]))
    assert reader.values == {}
    assert sentences(reader) == ["“规章”行：第 1 个表格第 2 行第 5 列的“3”上方没有表头，不能确定各列的含义，没有读入。"]


def test_a_remark_beside_the_table_does_no_harm(editions: Editions):
    reader = read(editions["2021"], grid([HEADER, ["规章", "1", "2", "3", "已与法制办核对"]]))
    assert list(reader.values.values()) == [1, 2, 3]


def test_a_table_of_another_width_does_not_stand_under_the_header_of_the_one_before(editions: Editions):
    """The columns of two tables of a page stand under one another only when they are the same columns."""
    table, texts = editions["2021"].table("applications"), numbered("2021")
    rows = drawn(table, texts)
    narrow = [["（一）予以公开", "", "", "5", "", "", "5"]]
    reader = read(editions["2021"], grid(rows[:5]), grid(narrow, "第 2 个表格"))
    assert len(reader.values) == 14
    assert sentences(reader) == ["“予以公开”行：与上方表头的列数不同，不能确定各列的含义，没有读入。"]


def test_a_table_of_another_width_with_one_entry_for_each_column_is_read_in_the_order_of_the_header(editions: Editions):
    """What a page break makes of a table: the part on the next page has fewer label columns. It is said."""
    rows = drawn(editions["2021"].table("applications"), numbered("2021"))
    narrow = [["（一）予以公开", "", "", "5", "", "", "", "6"]]
    reader = read(editions["2021"], grid(rows[:5]), grid(narrow, "第 2 个表格"))
    granted = {cell: value for cell, value in reader.values.items() if ".granted." in cell}
    assert granted == {"applications.granted.research": 5, "applications.granted.total": 6}
    assert sentences(reader) == ["“三、申请办理”表：数据与表头没有对齐，按表头的顺序读入，请核对。"]
    assert reader.problems[0].note


def test_the_lines_of_a_header_in_tables_of_different_widths_are_not_put_together_by_position(editions: Editions):
    """Only where a row has one entry for each column is it read, in the order of the header, and that is said."""
    texts = numbered("2021")
    rows = drawn(editions["2021"].table("applications"), texts)
    reader = read(editions["2021"], grid(rows[:2]), grid([["", *rows[2]]]), grid(rows[3:]))
    assert {cell: text for cell, text in shown(reader).items() if text != texts[cell]} == {}
    assert all(problem.note or "没有读入" in problem.sentence for problem in reader.problems)
    assert reader.problems


def test_two_rows_in_one_line_are_not_taken_for_the_second(editions: Editions):
    rows = [HEADER, ["规章", "行政规范性文件", "1", "2"]]
    assert read(editions["2021"], grid(rows)).values == {}


def test_a_row_of_unknown_words_is_not_read(editions: Editions):
    rows = [HEADER, ["其他主动公开文件", "1", "2", "3"], ["规章", "4", "5", "6"]]
    assert list(read(editions["2021"], grid(rows)).values.values()) == [4, 5, 6]


def test_the_sixth_item_in_one_row_is_not_read_into_a_part_of_it(editions: Editions):
    rows = drawn(editions["2021"].table("applications"), {})[:3]
    for label in ("（六）其他处理", "（六）其他"):
        reader = read(editions["2021"], grid([*rows, [label, "", "", *"1234567"]]))
        assert reader.values == {}


def test_a_part_of_the_sixth_item_is_not_read_as_the_whole(editions: Editions):
    rows = drawn(editions["2019"].table("applications"), {})[:3]
    for labels in (["", "（六）其他处理", "3.其他"], ["", "", "3.其他"]):
        reader = read(editions["2019"], grid([*rows, [*labels, *"1234567"]]))
        assert reader.values == {}


@pytest.mark.parametrize("mark", ["/", "—", "无"])
def test_a_sign_for_an_empty_cell_stays_blank_and_is_asked_about(editions: Editions, mark: str):
    reader = read(editions["2021"], grid([HEADER, ["规章", mark, "0", "0"]]))
    assert "proactive.rules.issued" not in reader.values
    assert "proactive.rules.issued" in reader.found
    assert reader.problems == [
        Problem(f"规章 制发（第 1 个表格第 2 行第 2 列）：填的是“{mark}”，应填 0 吗？", "proactive.rules.issued")
    ]


@pytest.mark.parametrize("text", ["abc", "2021年", "12元", "3 4", "十一", "见附件"])
def test_what_is_no_plain_number_stays_blank_and_is_named(editions: Editions, text: str):
    reader = read(editions["2021"], grid([HEADER, ["行政规范性文件", "1", text, "3"]]))
    assert list(reader.values.values()) == [1, 3]
    (problem,) = reader.problems
    assert problem.cell == "proactive.normative_documents.repealed"
    assert text in problem.sentence


def test_a_number_that_the_cell_should_not_hold_is_kept_for_the_checks_to_blame(editions: Editions):
    reader = read(editions["2021"], grid([HEADER, ["规章", "-3", "2.5", "0"]]))
    assert list(reader.values.values()) == [-3, Decimal("2.5"), 0]
    assert reader.problems == []


def test_a_cell_that_comes_twice_with_different_values_is_not_read_at_all(editions: Editions):
    reader = read(
        editions["2021"],
        grid([HEADER, ["规章", "1", "2", "3"]]),
        grid([HEADER, ["规章", "1", "5", "3"]], "第 2 个表格"),
        grid([HEADER, ["规章", "1", "2", "3"]], "第 3 个表格"),
    )
    assert reader.values == {"proactive.rules.issued": 1, "proactive.rules.in_force": 3}
    assert reader.problems == [
        Problem(
            "规章 废止在文件里出现两次，第 1 个表格第 2 行第 3 列和第 2 个表格第 2 行第 3 列的数不一样，"
            "两个都没有读入。",
            "proactive.rules.repealed",
        )
    ]


def test_a_cell_that_comes_twice_with_the_same_value_is_no_problem(editions: Editions):
    table = grid([HEADER, ["规章", "1", "2", "3"]])
    reader = read(editions["2021"], table, table)
    assert list(reader.values.values()) == [1, 2, 3]
    assert reader.problems == []


def test_prose_is_no_table(editions: Editions):
    reader = TableReader(editions["2021"])
    (line,) = lines_of([grid([["规章由市政府制定。", "共 3 件"]])])
    assert not reader.take(line)


def test_tables_that_are_not_there_are_named(editions: Editions):
    reader = read(editions["2021"], grid([HEADER, ["规章", "1", "2", "3"]]))
    assert [problem.sentence for problem in reader.missing()] == [
        "“二、主动公开”表有 7 格没有找到：行政规范性文件 制发 等。",
        "没有找到“三、申请办理”表。",
        "没有找到“四、复议诉讼”表。",
    ]


# any layout of columns and rows


def _form_data(form: str) -> tuple[dict[str, Any], dict[str, Any]]:
    folder = resources() / "editions"
    data, fields = (tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8")) for name in (form, "fields"))
    return data, fields


FORMS = {form: _form_data(form) for form in ("2019", "2021")}
EXTRA = ("备注", "法人小计", "上年数", "增长率")


def _shuffled(draw: st.DrawFn, nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for node in nodes:
        if "children" in node:
            node["children"] = _shuffled(draw, node["children"])
    return draw(st.permutations(nodes))


def _with_extra(draw: st.DrawFn, columns: list[dict[str, Any]], used: set[str]) -> list[dict[str, Any]]:
    """The columns with some more of foreign names among them, each name once in a table."""
    for column in columns:
        if "children" in column:
            column["children"] = _with_extra(draw, column["children"], used)
    names = draw(st.lists(st.sampled_from(EXTRA), max_size=1))
    for name in [name for name in names if name not in used]:
        used.add(name)
        columns.insert(draw(st.integers(0, len(columns))), {"id": f"extra{len(used)}", "label": name})
    return columns


@st.composite
def rearranged(draw: st.DrawFn, form: str) -> Edition:
    """The form with its columns and rows in another order, each in its group, and foreign columns among them."""
    data, fields = deepcopy(FORMS[form])
    for part in data["sections"]:
        used: set[str] = set()
        for block in part.get("blocks", ()):
            block["columns"] = _with_extra(draw, _shuffled(draw, block["columns"]), used)
            block["rows"] = _shuffled(draw, block["rows"])
    return build(data, fields)


def _random_texts(draw: st.DrawFn, edition: Edition) -> dict[str, str]:
    """A number or a blank for every cell, the foreign ones too; drawn few, spread over all."""
    drawn_numbers = draw(st.lists(st.one_of(st.none(), st.integers(0, 99999)), min_size=17, max_size=17))
    texts = [("" if number is None else str(number)) for number in drawn_numbers]
    return {cell.id: texts[place * 7 % 17] for place, cell in enumerate(edition.table_cells)}


@BOTH
@given(data=st.data())
def test_under_its_labels_every_value_is_found_in_whatever_order_columns_and_rows_stand(
    editions: Editions, form: str, data
):
    other = data.draw(rearranged(form))
    texts = _random_texts(data.draw, other)
    left, top = data.draw(st.integers(0, 2)), data.draw(st.integers(0, 2))
    pieces = [
        grid([*[[""]] * top, *([*[""] * left, *row] for row in drawn(table, texts))], f"第 {number} 个表格")
        for number, table in enumerate(other.tables, 1)
    ]
    reader = read(editions[form], *pieces)
    expected = {cell: texts[cell] for cell in cell_ids(form) if texts[cell]}
    assert shown(reader) == expected
    assert reader.problems == []
    assert list(reader.missing()) == []


@BOTH
@given(data=st.data())
def test_where_only_the_order_counts_another_order_is_never_read_into_a_wrong_cell(editions: Editions, form: str, data):
    other = data.draw(rearranged(form))
    texts = {cell.id: str(number) for number, cell in enumerate(other.table_cells, 101)}
    pieces = [grid(drawn_tight(table, texts), aligned=False) for table in other.tables]
    reader = read(editions[form], *pieces)
    assert {cell: text for cell, text in shown(reader).items() if text != texts[cell]} == {}


@BOTH
@given(data=st.data())
def test_uneven_tabs_do_not_move_a_value(editions: Editions, form: str, data):
    edition, texts = editions[form], numbered(form)
    table = data.draw(st.sampled_from(edition.tables))
    gaps = data.draw(st.lists(st.integers(0, 2), min_size=11, max_size=11))
    rows = [
        [entry for place, text in enumerate(row) for entry in (*[""] * gaps[(number + place) % 11], text)]
        for number, row in enumerate(drawn_tight(table, texts))
    ]
    assert shown(read(edition, grid(rows, aligned=False))) == section(texts, table.id)


@BOTH
@given(data=st.data())
def test_damaged_labels_cost_their_own_cells_at_most(editions: Editions, form: str, data):
    """Whatever words of a table are lost, what is still read is read into its own cell."""
    edition, texts = editions[form], numbered(form)
    table = data.draw(st.sampled_from(edition.tables))
    aligned = data.draw(st.booleans())
    rows = (drawn if aligned else drawn_tight)(table, texts)
    words = [(r, c) for r, row in enumerate(rows) for c, text in enumerate(row) if text and not text.isdigit()]
    for row, column in data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=4)):
        rows[row][column] = data.draw(st.sampled_from(["", "看不清", rows[row][column][:2]]))
    reader = read(edition, grid(rows, aligned=aligned))
    assert {cell: text for cell, text in shown(reader).items() if text != texts[cell]} == {}


@pytest.mark.parametrize("case", CASES)
def test_a_group_of_table_four_whose_name_is_lost_is_not_mistaken_for_another(editions: Editions, case: str):
    texts = numbered("2021")
    rows = drawn(editions["2021"].table("appeals"), texts)
    name = {
        "reconsideration": "行政复议",
        "direct_suit": "未经复议直接起诉",
        "suit_after_reconsideration": "复议后起诉",
    }
    rows = [["" if text == name[case] else text for text in row] for row in rows]
    reader = read(editions["2021"], grid(rows))
    assert {cell: text for cell, text in shown(reader).items() if text != texts[cell]} == {}
    assert reader.problems  # what was taken for granted is said
