"""What a file holds is recognised by its labels, headings and title, and what is not certain is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from official_form import COLUMNS, cell_ids, drawn, drawn_tight, numbered

from nianbao.core.edition import Edition, Editions
from nianbao.core.grids import Grid, Paragraph, Piece
from nianbao.core.preamble import PREAMBLE, preamble, title
from nianbao.core.recognise import Proposal, recognise
from nianbao.core.report import Origin, Report
from nianbao.core.values import Value, show
from reports import TEXT_CELLS, YEARS, arbitrary, filled

BOTH = pytest.mark.parametrize("form", ["2019", "2021"])
NAME = "上年报告.docx"
TITLE = Paragraph("清水镇人民政府2024年政府信息公开工作年度报告")


def grid(rows: list[list[str]], name: str = "第 1 个表格", *, aligned: bool = True) -> Grid:
    return Grid(name, tuple(tuple(row) for row in rows), aligned)


def tables(edition: Edition, texts: dict[str, str]) -> list[Piece]:
    return [grid(drawn(table, texts), f"第 {n} 个表格") for n, table in enumerate(edition.tables, 1)]


def pieces_of(report: Report, *, aligned: bool = True) -> list[Piece]:
    """The report as a reader yields a Word file of it: title, preamble, headings, tables, paragraphs."""
    edition = report.edition
    texts = {cell.id: show(report.get(cell.id), cell.kind) for cell in edition.table_cells}
    pieces: list[Piece] = [Paragraph(title(edition, report.values)), Paragraph(report.text(PREAMBLE))]
    for number, section in enumerate(edition.sections, 1):
        pieces.append(Paragraph(section.heading))
        if section.table:
            rows = (drawn if aligned else drawn_tight)(section.table, texts)
            pieces.append(grid(rows, f"第 {number} 个表格", aligned=aligned))
        pieces += [Paragraph(text) for text in report.text(section.text).split("\n") if section.text]
    return pieces


def read(editions: Editions, *pieces: Piece) -> Proposal:
    proposal = recognise(NAME, pieces, editions)
    assert proposal is not None
    return proposal


def sentences(proposal: Proposal) -> list[str]:
    return [problem.sentence for problem in proposal.problems]


# a whole report


@BOTH
@pytest.mark.parametrize("aligned", [True, False])
def test_a_whole_report_is_read_with_every_value_text_and_contact(editions: Editions, form: str, aligned: bool):
    report = filled(editions, form)
    proposal = read(editions, *pieces_of(report, aligned=aligned))
    assert proposal.edition.id == form
    assert proposal.problems == ()
    assert proposal.found == set(cell_ids(form))
    left_out = {"edition", "date", "signature"}
    assert proposal.values == {cell: value for cell, value in report.values.items() if cell not in left_out}


@BOTH
def test_a_proposal_becomes_a_report_that_knows_where_its_values_came_from(editions: Editions, form: str):
    report = filled(editions, form)
    read_back = read(editions, *pieces_of(report)).report(editions)
    assert read_back.edition.id == form
    assert read_back.year == YEARS[form]
    assert read_back.origins["proactive.rules." + ("issued" if form == "2021" else "produced")] == Origin(
        "imported", f"“{NAME}”第 2 个表格第 3 行第 2 列"
    )
    assert read_back.origins["texts.other"] == Origin("imported", f"“{NAME}”")
    assert set(read_back.origins) == set(read_back.values) - {"edition"}


@BOTH
def test_wrong_totals_are_kept_as_the_file_declares_them(editions: Editions, form: str):
    report = filled(editions, form)
    wrong = {**report.values, "appeals.reconsideration.total": 0, "applications.total.total": 9}
    read_back = read(editions, *pieces_of(Report(editions, wrong))).report(editions)
    assert read_back.get("appeals.reconsideration.total") == 0
    assert read_back.get("applications.total.total") == 9


@BOTH
def test_the_blank_official_form_is_recognised_with_every_cell_found_and_none_filled(editions: Editions, form: str):
    proposal = read(editions, *tables(editions[form], {}))
    assert proposal.edition.id == form
    assert proposal.values == {}
    assert proposal.found == set(cell_ids(form))
    assert proposal.problems == ()


@BOTH
@given(data=st.data())
def test_every_figure_of_any_report_is_read_back_and_no_blank_is_filled(editions: Editions, form: str, data):
    report = data.draw(arbitrary(editions, form))
    proposal = read(editions, *pieces_of(report))
    figures = {cell: value for cell, value in proposal.values.items() if cell in cell_ids(form)}
    assert figures == {cell: report.values[cell] for cell in cell_ids(form) if cell in report.values}
    assert proposal.found == set(cell_ids(form))


def test_nothing_is_recognised_in_something_else(editions: Editions):
    assert recognise(NAME, [], editions) is None
    assert (
        recognise(NAME, [Paragraph("关于召开会议的通知"), grid([["时间", "地点"], ["9:00", "三楼"]])], editions) is None
    )


# the edition


@pytest.mark.parametrize(("form", "year"), [("2019", 2022), ("2019", 2023), ("2021", 2020), ("2019", 2019)])
def test_the_form_is_told_by_its_labels_and_not_by_its_year(editions: Editions, form: str, year: int):
    heading = Paragraph(f"清水镇人民政府{year}年政府信息公开工作年度报告")
    proposal = read(editions, heading, *tables(editions[form], numbered(form)))
    assert proposal.edition.id == form
    assert proposal.values["year"] == year
    assert {cell: str(proposal.values[cell]) for cell in cell_ids(form)} == numbered(form)


@pytest.mark.parametrize(("year", "form"), [(2020, "2019"), (2021, "2021"), (2024, "2021")])
def test_where_the_labels_tell_nothing_the_year_decides(editions: Editions, year: int, form: str):
    proposal = read(
        editions, Paragraph(f"清水镇{year}年政府信息公开工作年度报告"), Paragraph("一、总体情况"), Paragraph("好")
    )
    assert proposal.edition.id == form


def test_a_new_table_two_with_an_old_table_three_leaves_the_sixth_item_blank_and_names_it(editions: Editions):
    """One county published its 2023 report so: （六）其他处理 in a single row."""
    old, new = numbered("2019"), numbered("2021")
    proposal = read(
        editions,
        grid(drawn(editions["2021"].table("proactive"), new)),
        grid(drawn(editions["2019"].table("applications"), old), "第 2 个表格"),
    )
    assert proposal.edition.id == "2021"
    for cell in cell_ids("2021"):
        if cell.startswith("applications.") and not cell.startswith("applications.other."):
            assert str(proposal.values[cell]) == old[cell]
    # its figures are kept under the ids of the edition that has such a row, so that nothing of the file is lost
    whole = {f"applications.other.{column}": old[f"applications.other.{column}"] for column in COLUMNS}
    kept = {c: str(value) for c, value in proposal.values.items() if c.startswith("applications.other.")}
    assert kept == whole
    assert sentences(proposal) == [
        "文件里的“（六）其他处理”不是2021年格式的项目，它的数没有带入2021年格式的表，请核对。",
        "“三、申请办理”表有 21 格没有找到：逾期不补正 自然人 等。",
        "没有找到“四、复议诉讼”表。",
    ]


def test_an_old_table_two_with_a_new_table_three_never_takes_a_part_for_the_whole(editions: Editions):
    old, new = numbered("2019"), numbered("2021")
    two = grid(drawn(editions["2019"].table("proactive"), old))
    three = grid(drawn(editions["2021"].table("applications"), new), "第 2 个表格")
    proposal = read(editions, two, three)
    for column in ("person", "total"):
        assert f"applications.other.{column}" not in proposal.values


# title, unit, contacts


@pytest.mark.parametrize(
    ("lines", "unit", "kind", "year"),
    [
        (["车村镇人民政府2020年政府信息公开工作年度报告"], "车村镇人民政府", "town", 2020),
        (["桃江县松木塘镇人民政府", "2022年政府信息公开工作年度报告"], "桃江县松木塘镇人民政府", "town", 2022),
        (["2019年川主乡政府信息公开工作年度报告"], "川主乡", "town", 2019),
        (["某某公司文件", "2022年政府信息公开工作年度报告"], None, None, 2022),
    ],
)
def test_unit_kind_and_year_are_taken_from_the_title(
    editions: Editions, lines: list[str], unit: str | None, kind: str | None, year: int
):
    proposal = read(editions, *map(Paragraph, lines), Paragraph("一、概述"))
    assert proposal.values.get("unit.name") == unit
    assert proposal.values.get("unit.kind") == kind
    assert proposal.values["year"] == year
    assert PREAMBLE not in proposal.values


def test_contacts_are_taken_from_the_lead_in_wherever_it_stands(editions: Editions):
    proposal = read(
        editions,
        Paragraph("车村镇人民政府2020年政府信息公开工作年度报告"),
        Paragraph("一、总体情况"),
        Paragraph("如有疑问，请联系（地址：河东路2号，邮编：471421，电话：0379-66560122）。"),
    )
    assert proposal.values["unit.address"] == "河东路2号"
    assert proposal.values["unit.postcode"] == "471421"
    assert proposal.values["unit.telephone"] == "0379-66560122"


@BOTH
def test_our_own_preamble_is_read_back_as_the_preamble(editions: Editions, form: str):
    report = filled(editions, form)
    proposal = read(editions, *pieces_of(report))
    assert proposal.values[PREAMBLE] == preamble(editions[form], report.values)


def test_basic_information_in_a_sheet_is_read_by_its_labels(editions: Editions):
    rows = [
        ["单位名称", "示例县清水镇人民政府"],
        ["单位类别", "乡镇人民政府"],
        ["报告年度", "2024年"],
        ["联系地址：", "河东路2号"],
        ["邮政编码", "471400"],
        ["填报日期", "2025年1月20日"],
    ]
    values = read(editions, grid(rows), Paragraph("一、总体情况"), Paragraph("好。")).values
    assert values == {
        "unit.name": "示例县清水镇人民政府",
        "unit.kind": "town",
        "year": 2024,
        "unit.address": "河东路2号",
        "unit.postcode": "471400",
        "date": "2025年1月20日",
        "texts.overview": "好。",
    }


def test_basic_information_that_is_not_understood_is_named(editions: Editions):
    rows = [["报告年度", "去年"], ["单位类别", "事业单位"]]
    proposal = read(editions, grid(rows), Paragraph("一、总体情况"), Paragraph("好。"))
    assert "year" not in proposal.values
    assert "unit.kind" not in proposal.values
    assert sentences(proposal)[:2] == [
        "“报告年度”填的“去年”没有认出来，请手工填写。",
        "“单位类别”填的“事业单位”没有认出来，请手工填写。",
    ]


# sections


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("一、总体情况", "texts.overview"),
        ("一、概述", "texts.overview"),
        ("1、 总体情况", "texts.overview"),
        ("一、总体情况、", "texts.overview"),
        ("  一、　总体情况", "texts.overview"),
        ("总体情况", "texts.overview"),
        ("五、存在的主要问题及改进情况", "texts.problems"),
        ("五、存在问题及改进情况", "texts.problems"),
        ("五、主要问题及整改措施", "texts.problems"),
        ("五、政府信息公开工作存在的主要问题及改进情况", "texts.problems"),
        ("六、其他需要报告的事项", "texts.other"),
        ("六、其他需要报告的事项：", "texts.other"),
    ],
)
def test_a_section_is_known_by_its_heading_in_the_words_that_are_seen(editions: Editions, heading: str, cell: str):
    proposal = read(editions, Paragraph(heading), Paragraph("第一段。"), Paragraph("第二段。"))
    assert proposal.values[cell] == "第一段。\n第二段。"


@pytest.mark.parametrize(
    "line",
    [
        "概述",
        "主动公开情况",
        "（一）总体情况",
        "（二）主动公开政府信息情况",
        "(六) 其他需要报告的事项",
        "总体情况是好的。",
        "五、在存在的主要问题及改进情况方面，今年我们做了很多很多很多很多很多很多很多很多很多的工作",
    ],
)
def test_a_line_of_a_section_is_not_taken_for_the_next_heading(editions: Editions, line: str):
    proposal = read(editions, Paragraph("一、总体情况"), Paragraph(line), Paragraph("后来的一段。"))
    assert proposal.values["texts.overview"] == f"{line}\n后来的一段。"


@BOTH
def test_the_headings_of_a_report_belong_to_their_sections_in_both_forms(editions: Editions, form: str):
    for section in editions[form].sections:
        proposal = read(editions, TITLE, Paragraph(section.heading), Paragraph("这是一段文字。"))
        if section.text:
            assert proposal.values[section.text] == "这是一段文字。"
        else:
            assert f"“{section.short}”里有文字没有读入：这是一段文字。" in sentences(proposal)


def test_a_paragraph_between_the_tables_is_named_and_not_lost_in_silence(editions: Editions):
    proposal = read(
        editions,
        Paragraph("三、收到和处理政府信息公开申请情况"),
        Paragraph("截至2021年底，我镇尚无行政机关收到和处理政府信息公开申请情况。"),
        *tables(editions["2021"], numbered("2021"))[1:2],
    )
    assert sentences(proposal)[0] == (
        "“三、申请办理”里有文字没有读入：截至2021年底，我镇尚无行政机关收到和处理政府信息公开申请情况。"
    )
    long = read(editions, TITLE, Paragraph("三、收到和处理政府信息公开申请情况"), Paragraph("很长的一段话，" * 20))
    assert sentences(long)[0].endswith("…。")


def test_unit_and_date_at_the_end_are_the_signature_and_no_part_of_the_last_section(editions: Editions):
    proposal = read(
        editions,
        TITLE,
        Paragraph("六、其他需要报告的事项"),
        Paragraph("没有。"),
        Paragraph("清水镇人民政府"),
        Paragraph("2025年1月20日"),
    )
    assert proposal.values["texts.other"] == "没有。"
    assert proposal.values["date"] == "2025年1月20日"
    assert proposal.values["signature"] == "yes"


def test_a_text_stands_in_a_sheet_with_one_paragraph_in_each_row(editions: Editions):
    rows = [["一、总体情况"], ["第一段。"], ["无"], ["其他"], ["六、其他需要报告的事项"], ["无"]]
    values = read(editions, grid(rows)).values
    assert values == {"texts.overview": "第一段。\n无\n其他", "texts.other": "无"}


# what cannot be read is named


def test_a_row_that_cannot_be_read_is_named_and_its_cells_stay_blank(editions: Editions):
    texts = numbered("2021")
    rows = drawn_tight(editions["2021"].table("applications"), texts)
    number = next(n for n, row in enumerate(rows) if "（一）予以公开" in row)
    rows[number].remove(texts["applications.granted.person"])
    proposal = read(editions, grid(rows, aligned=False))
    granted = {cell for cell in texts if cell.startswith("applications.granted.")}
    assert {cell for cell in texts if cell.startswith("applications.")} - set(proposal.values) == granted
    assert sentences(proposal)[:2] == [
        "“予以公开”行：应有 7 个数，找到 6 个，不能确定是哪几列，没有读入。",
        "没有找到“二、主动公开”表。",
    ]
    assert "“三、申请办理”表有 7 格没有找到：予以公开 自然人 等。" in sentences(proposal)


def test_a_row_of_glued_text_is_named(editions: Editions):
    rows = [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章000"],
        ["行政规范性文件", "1", "2", "3"],
    ]
    proposal = read(editions, Paragraph("二、主动公开政府信息情况"), grid(rows))
    assert "几个格子粘在一起，不能确定各是什么数，没有读入：规章000。" in sentences(proposal)
    assert "proactive.rules.issued" not in proposal.values


def test_a_table_with_one_cell_in_each_line_is_put_together_by_its_labels(editions: Editions):
    lines = [
        "二、主动公开政府信息情况",
        "信息内容",
        "本年制发件数",
        "本年废止件数",
        "现行有效件数",
        "规章",
        "0",
        "0",
        "0",
    ]
    proposal = read(editions, TITLE, *map(Paragraph, lines))
    assert {cell: value for cell, value in proposal.values.items() if cell.startswith("proactive.")} == {
        "proactive.rules.issued": 0,
        "proactive.rules.repealed": 0,
        "proactive.rules.in_force": 0,
    }


@pytest.mark.parametrize("lost", [1, 2, 3])
def test_a_row_of_loose_cells_that_lost_some_is_refused_and_the_next_one_is_not(editions: Editions, lost: int):
    header = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
    lines = ["二、主动公开政府信息情况", *header, "规章", *["7"] * (3 - lost), "行政规范性文件", "4", "5", "6"]
    proposal = read(editions, TITLE, *map(Paragraph, lines))
    read_cells = {cell: value for cell, value in proposal.values.items() if cell.startswith("proactive.")}
    assert list(read_cells.values()) == [4, 5, 6]
    assert not any(cell.startswith("proactive.rules.") for cell in read_cells)


def test_a_number_alone_in_a_section_of_text_is_a_paragraph(editions: Editions):
    lines = ["六、其他需要报告的事项", "规章", "0", "0", "0"]
    proposal = read(editions, TITLE, *map(Paragraph, lines))
    assert proposal.values["texts.other"] == "规章\n0\n0\n0"


@BOTH
@given(data=st.data())
def test_texts_are_read_back_as_they_were_written(editions: Editions, form: str, data):
    """Paragraphs that are no heading and no signature come back in their section and in their order."""
    words = st.text("的一是在政府信息公开工作，。；0123456789（）", min_size=5, max_size=30)
    paragraphs = st.lists(words.map(lambda text: f"我镇{text}。"), min_size=1, max_size=3).map("\n".join)
    texts: dict[str, Value] = {cell: data.draw(paragraphs) for cell in TEXT_CELLS if cell != PREAMBLE}
    report = filled(editions, form)
    report = Report(editions, {**report.values, **texts})
    values = read(editions, *pieces_of(report)).values
    assert {cell: values[cell] for cell in texts} == texts


def test_a_heading_that_its_table_repeats_as_a_caption_is_one_heading(editions: Editions):
    heading = Paragraph("二、主动公开政府信息情况")
    proposal = read(editions, TITLE, heading, heading, tables(editions["2021"], numbered("2021"))[0])
    assert str(proposal.values["proactive.rules.issued"]) == numbered("2021")["proactive.rules.issued"]
    assert not any("又出现一次" in sentence for sentence in sentences(proposal))
