"""What a file of another hand declares is kept to be checked, and speaks of that file only."""

import pytest
from official_form import cell_ids, drawn, zeros

from nianbao.core.declared import BESIDE, DECLARED, HEADINGS, TITLE
from nianbao.core.edition import Editions
from nianbao.core.following import propose
from nianbao.core.grids import Grid, Paragraph
from nianbao.core.preamble import PREAMBLE
from nianbao.core.recognise import Proposal, recognise
from nianbao.core.report import Report
from nianbao.core.yearly import next_report
from nianbao.files.readers.json import read_json
from nianbao.files.writers.json import write_json
from reports import filled, with_values

UNIT = "示例县云溪镇人民政府"
NAME = f"{UNIT}2024年政府信息公开工作年度报告"
PERIOD = "本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。"


def read(editions: Editions, *lines: str, name: str = "年报.docx") -> Proposal:
    proposal = recognise(name, [Paragraph(line) for line in lines], editions)
    assert proposal is not None
    return proposal


def official(editions: Editions) -> list[str]:
    return [section.heading for section in editions["2021"].sections]


def body(editions: Editions) -> list[str]:
    first, *others = official(editions)
    return [first, "全年公开30条。", *others]


def declared(proposal: Proposal) -> dict[str, object]:
    return {cell: value for cell, value in proposal.values.items() if cell in DECLARED}


def test_a_file_as_it_would_be_printed_here_declares_nothing(editions: Editions):
    assert declared(read(editions, NAME, PERIOD, *body(editions))) == {}


def test_a_title_over_two_lines_is_the_printed_one(editions: Editions):
    proposal = read(editions, UNIT, "2024年政府信息公开工作年度报告", PERIOD, *body(editions))
    assert (proposal.values["unit.name"], declared(proposal)) == (UNIT, {})


@pytest.mark.parametrize(
    "title",
    [f"{UNIT}2024年政府信息公开年报", f"2024年{UNIT}政务公开工作年度报告", f"{UNIT}二〇二四年政府信息公开工作报告"],
)
def test_a_title_in_other_words_is_kept(editions: Editions, title: str):
    proposal = read(editions, title, PERIOD, *body(editions))
    assert declared(proposal) == {TITLE: title}
    assert (proposal.values["year"], proposal.values["unit.name"]) == (2024, UNIT)


@pytest.mark.parametrize("title", [f"{UNIT}政府信息公开工作年度报告", f"{UNIT}202424年政府信息公开工作年度报告"])
def test_a_title_without_a_year_is_kept_and_the_year_taken_from_the_period(editions: Editions, title: str):
    proposal = read(editions, title, PERIOD, *body(editions))
    assert declared(proposal) == {TITLE: title}
    assert (proposal.values["year"], proposal.values["unit.name"]) == (2024, UNIT)
    assert "文件里没有写年度，按统计期限认作2024年，请核对。" in [problem.sentence for problem in proposal.problems]
    assert proposal.values[PREAMBLE] == PERIOD


def test_the_year_may_stand_below_the_title(editions: Editions):
    proposal = read(editions, UNIT, "政府信息公开工作年度报告", "（2024年度）", PERIOD, *body(editions))
    assert proposal.values[TITLE] == f"{UNIT}政府信息公开工作年度报告（2024年度）"
    assert (proposal.values["year"], proposal.values["unit.name"]) == (2024, UNIT)
    assert proposal.values[PREAMBLE] == PERIOD


def test_a_column_of_a_web_site_is_no_title(editions: Editions):
    assert TITLE not in read(editions, "历年政府信息公开年度报告", *body(editions)).values


def test_headings_in_other_words_or_another_order_are_kept_line_by_line(editions: Editions):
    lines = ["一、概述", *official(editions)[1:4], "五、工作不足与努力方向", official(editions)[5]]
    assert read(editions, NAME, *lines).values[HEADINGS] == "\n".join(lines)


def test_a_numbered_heading_of_other_words_begins_its_section_after_a_table_and_it_is_said(editions: Editions):
    table = editions["2021"].table("appeals")
    rows = tuple(tuple(row) for row in drawn(table, dict.fromkeys(cell_ids("2021"), "0")))
    before = [Paragraph(line) for line in (NAME, *body(editions)[:5])]
    after = [Paragraph(line) for line in ("五、工作不足与努力方向", "更新慢。", "六、其他需要报告的事项", "无")]
    proposal = recognise("年报.docx", [*before, Grid("第 1 个表格", rows), *after], editions)
    assert proposal is not None
    assert (proposal.values["texts.problems"], proposal.values["texts.other"]) == ("更新慢。", "无")
    said = "“五、工作不足与努力方向”认作“五、存在的主要问题及改进情况”，请核对。"
    assert said in [problem.sentence for problem in proposal.problems if problem.note]


def test_a_heading_with_its_text_in_one_line_begins_the_section(editions: Editions):
    lines = ["一、总体情况 全年公开30条。", *official(editions)[1:5], "更新慢。", "六、其他需要报告的事项：无"]
    values = read(editions, NAME, *lines).values
    assert values["texts.overview"] == "全年公开30条。"
    assert values["texts.other"] == "无"
    assert HEADINGS not in values


def test_a_heading_that_comes_after_such_a_line_takes_the_section_back(editions: Editions):
    lines = ["一、总体情况 是本报告的第一部分。", "一、总体情况", "全年公开30条。", *official(editions)[1:]]
    proposal = read(editions, NAME, *lines)
    assert proposal.values["texts.overview"] == "全年公开30条。"
    assert any("是本报告的第一部分" in problem.sentence for problem in proposal.problems)


def test_words_beside_the_tables_are_kept_and_named_as_not_read(editions: Editions):
    headings = official(editions)
    proposal = read(editions, NAME, *headings[:3], "截至2024年底，我镇未收到申请。", *headings[3:])
    assert proposal.values[BESIDE] == "截至2024年底，我镇未收到申请。"
    assert any("有文字没有读入" in problem.sentence for problem in proposal.problems)


def of_another_hand(editions: Editions) -> Report:
    return with_values(filled(editions, "2021"), {TITLE: "2024年年报", HEADINGS: "一、概述\n二、甲", BESIDE: "乙"})


def test_the_first_change_of_the_report_takes_it_away_and_undo_brings_it_back(editions: Editions):
    report = of_another_hand(editions)
    change = propose(report, "改", {"proactive.rules.issued": 99})
    after = report.apply(change)
    assert not set(DECLARED) & set(after.values)
    assert after.apply(change.inverse()).values == report.values


def test_nothing_changes_while_nothing_is_changed(editions: Editions):
    report = of_another_hand(editions)
    assert not propose(report, "不改", {"year": report.year})
    assert report.apply(propose(report, "改", {TITLE: "2023年年报"})).text(TITLE) == "2023年年报"


def test_it_does_not_reach_the_next_year(editions: Editions):
    assert not set(DECLARED) & set(next_report(of_another_hand(editions)).values)


def test_it_is_kept_in_json(editions: Editions):
    report = of_another_hand(editions)
    again, problems = read_json(write_json(report), editions)
    assert problems == ()
    assert {cell: again.values[cell] for cell in DECLARED} == {cell: report.values[cell] for cell in DECLARED}


def test_it_counts_as_nothing_to_be_filled_in(editions: Editions):
    report = Report(editions, {"edition": "2021", **zeros("2021")})
    assert all(cell not in report.edition.typed[section.id] for section in report.edition.sections for cell in DECLARED)
