"""The 核对单: what was checked, what was found with both sides, why it stands, and where the numbers came from."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from nianbao.core.checks import RULES, Finding, Level, Span, check
from nianbao.core.checks.families import FAMILIES, family_of
from nianbao.core.checksheet import FOOT, TITLE, check_sheet
from nianbao.core.edition import Editions
from nianbao.core.report import Origin, Report
from nianbao.core.sheet import Sheet, SheetTable
from nianbao.core.values import Value
from reports import filled, with_values, without

NUMBER, LEVEL, MESSAGE, EVIDENCE, REASON, CODE = range(6)
CARRIED_IN, BEFORE = "applications.carried_in.person", "applications.carried_forward.person"


def sheet_of(report: Report, last: Report | None = None) -> Sheet:
    return check_sheet(report, last, check(report, last))


def found(sheet: Sheet) -> SheetTable:
    return sheet.tables[0]


def row_of(report: Report, code: str, last: Report | None = None) -> tuple[str, ...]:
    (row,) = [row for row in found(sheet_of(report, last)).rows if row[CODE] == code]
    return row


def bare(editions: Editions, values: Mapping[str, Value]) -> Report:
    return Report(editions, {"edition": "2021", **values})


def year_before(report: Report) -> Report:
    return with_values(report, {"year": (report.year or 0) - 1})


# the whole


def test_a_clean_report_says_so_and_has_lines_to_sign(editions: Editions):
    sheet = check_sheet(filled(editions, "2021"), None, ())
    assert sheet.title == TITLE
    assert found(sheet).rows == ()
    assert found(sheet).empty == "没有发现问题。"
    assert sheet.lead[1].endswith("没有发现问题。")
    assert sheet.foot == FOOT
    for role in ("经办人", "审核人", "分管领导", "日期"):
        assert f"{role}：" in "".join(sheet.foot)


def test_the_head_names_unit_year_form_and_what_was_compared_with(editions: Editions):
    report = filled(editions, "2021")
    head = "单位：示例县清水镇人民政府　　年度：2024年　　格式：2021年格式　　对照："
    assert check_sheet(report, None, ()).lead[0] == f"{head}没有上年报告"
    assert check_sheet(report, year_before(report), ()).lead[0] == f"{head}2023年报告"
    assert check_sheet(report, without(report, "year"), ()).lead[0] == f"{head}上年报告（年度不明）"


def test_what_is_not_filled_in_is_told_too(editions: Editions):
    assert check_sheet(bare(editions, {}), None, ()).lead[0].startswith("单位：未填　　年度：未填　　")


def test_findings_are_numbered_and_the_worst_come_first(editions: Editions):
    levels = (Level.HINT, Level.WARNING, Level.ERROR, Level.WARNING)
    findings = [
        Finding(f"C-0{n}", level, ("proactive.rules.issued",), (), f"第{n}条。", excusable=level is Level.WARNING)
        for n, level in enumerate(levels)
    ]
    rows = found(check_sheet(filled(editions, "2021"), None, findings)).rows
    assert [row[NUMBER] for row in rows] == ["1", "2", "3", "4"]
    assert [row[LEVEL] for row in rows] == ["强制性", "核实性", "核实性", "提示"]
    assert [row[MESSAGE] for row in rows] == ["第2条。", "第1条。", "第3条。", "第0条。"]


def test_few_findings_are_printed_large_more_small_and_very_many_on_several_pages(editions: Editions):
    report = filled(editions, "2021")
    finding = Finding("C-01", Level.ERROR, ("proactive.rules.issued",), (), "规章 制发填的是 -1，是负数。" * 2)
    dense = [check_sheet(report, None, [finding] * count).dense for count in (0, 3, 15, 80)]
    assert dense == [False, False, True, False]


# a finding


def test_both_sides_of_a_sum_are_told_with_last_years_value(editions: Editions):
    values: dict[str, Value] = {
        "applications.received.person": 3,
        "applications.carried_in.person": 1,
        "applications.total.person": 3,
        "applications.carried_forward.person": 0,
    }
    row = row_of(bare(editions, values), "T3-01", bare(editions, {"applications.received.person": 2}))
    assert row[EVIDENCE].split("\n") == [
        "一边：自然人：本年新收 3、上年结转 1",
        "另一边：自然人：总计 3、结转下年度 0",
        "上年：本年新收 自然人 2",
    ]
    assert row[REASON] == "须改正"


def test_of_many_operands_the_sum_is_told(editions: Editions):
    report = with_values(filled(editions, "2021"), {"applications.total.person": 9})
    (results, _) = [row for row in found(sheet_of(report)).rows if row[CODE] in ("T3-02", "T3-03")]
    parts = sum(report.number(cell) or 0 for cell in editions["2021"].cells["applications.total.person"].sums[0])
    assert results[EVIDENCE].split("\n") == [f"一边：21 格相加得 {parts}", "另一边：总计 自然人 9"]


def test_what_a_row_has_in_common_is_said_once(editions: Editions):
    values: dict[str, Value] = {
        f"appeals.direct_suit.{outcome}": 1 for outcome in ("upheld", "corrected", "other", "pending", "total")
    }
    evidence = row_of(bare(editions, values), "T4-01")[EVIDENCE]
    assert evidence.split("\n")[0] == "一边：未经复议直接起诉：维持 1、纠正 1、其他 1、未审结 1"


def test_what_was_compared_with_in_last_years_report_is_named(editions: Editions):
    row = row_of(bare(editions, {CARRIED_IN: 1}), "Y-01", bare(editions, {BEFORE: 3, CARRIED_IN: 7}))
    assert row[EVIDENCE].split("\n") == ["上年结转 自然人 1", "上年：结转下年度 自然人 3"]


def test_many_cells_are_counted(editions: Editions):
    row = row_of(without(filled(editions, "2021"), *(f"appeals.direct_suit.{o}" for o in ("upheld", "total"))), "C-02")
    assert row[EVIDENCE] == "空白 2 格"
    cells = tuple(cell.id for cell in editions["2021"].table_cells[:7])
    finding = Finding("Y-04", Level.HINT, cells, (), "。")
    ((*_, evidence, _, _),) = found(check_sheet(filled(editions, "2021"), None, [finding])).rows
    assert evidence.endswith("、另 3 格")


def test_the_words_that_a_finding_points_at_are_quoted_and_long_ones_cut(editions: Editions):
    text = "收到申请5件，受理申请6件，接到申请7件，办结8件。" + "村" * 40
    spans = tuple(Span("texts.overview", start, end) for start, end in ((0, 6), (7, 13), (14, 20), (21, 24)))
    report = bare(editions, {"texts.overview": text})
    one = Finding("X-01", Level.ERROR, ("texts.overview",), (), "。", spans=spans[:1])
    several = replace(one, spans=spans)
    long = replace(one, spans=(Span("texts.overview", 26, 66),))
    evidence = [row[EVIDENCE] for row in found(check_sheet(report, None, [one, several, long])).rows]
    assert evidence == [
        "原文：“收到申请5件”",
        "原文：“收到申请5件”“受理申请6件”“接到申请7件”等 4 处",
        f"原文：“{'村' * 30}…”",
    ]


def test_the_source_of_an_imported_value_is_told_with_its_remark(editions: Editions):
    cells = ("proactive.normative_documents.issued", "proactive.normative_documents.repealed")
    origins = {
        cells[0]: Origin("imported", "工作表“年报” B4", "其中修订16件"),
        cells[1]: Origin("imported", "工作表“年报” C4"),
        "proactive.rules.issued": Origin("imported", "工作表“年报” B3"),
    }
    report = Report(editions, {"edition": "2021", cells[0]: 22, cells[1]: 0}, origins)
    finding = Finding("T2-02", Level.WARNING, cells[:1], (*cells[1:], "proactive.rules.issued"), "。")
    ((*_, evidence, _, _),) = found(check_sheet(report, None, [finding])).rows
    assert evidence.split("\n")[-1] == "来源：工作表“年报” B4（其中修订16件）、工作表“年报” C4"


def test_a_reason_is_printed_and_a_lacking_one_is_asked_for(editions: Editions):
    values: dict[str, Value] = {"unit.kind": "town", "proactive.rules.issued": 2}
    report = bare(editions, values)
    (finding,) = [finding for finding in check(report) if finding.code == "T2-01"]
    assert row_of(report, "T2-01")[REASON] == "未说明"
    excused = replace(report, reasons={finding.basis: "系代县政府公布。"})
    assert row_of(excused, "T2-01")[REASON] == "系代县政府公布。"
    changed = with_values(excused, {"proactive.rules.issued": 3})
    assert row_of(replace(changed, reasons=excused.reasons), "T2-01")[REASON] == "未说明"


def test_a_hint_asks_for_no_reason(editions: Editions):
    report = bare(editions, {"unit.kind": "town", "applications.refused.state_secret.total": 1})
    assert row_of(report, "T3-06")[REASON] == ""


def test_the_head_counts_what_was_found_explained_and_is_still_open(editions: Editions):
    levels = {"C-01": Level.ERROR, "C-03": Level.WARNING, "C-04": Level.WARNING, "Y-04": Level.HINT}
    findings = [
        Finding(code, level, ("year",), (), "。", excusable=level is Level.WARNING, basis=code)
        for code, level in levels.items()
    ]
    report = replace(filled(editions, "2021"), reasons={"C-03": "已核对。"})
    said = check_sheet(report, report, findings).lead[1]
    assert said == (
        f"检查规则 {len(RULES)} 条，发现强制性 1 条、核实性 2 条、提示 1 条，已说明原因 1 条，还有 2 条没有处理。"
    )
    settled = check_sheet(report, report, [findings[1], findings[3]]).lead[1]
    assert settled.endswith("发现核实性 1 条、提示 1 条，已说明原因 1 条，没有未处理的问题。")


# what was checked


def test_the_rules_are_counted_by_family_with_those_that_passed(editions: Editions):
    report = with_values(filled(editions, "2021"), {"appeals.direct_suit.total": 999, "proactive.fees.amount": -1})
    table = check_sheet(report, report, [f for f in check(report) if f.code in ("C-01", "T4-01")]).tables[1]
    counted = {
        column.heading: tuple(row[place] for row in table.rows) for place, column in enumerate(table.columns) if place
    }
    for family in FAMILIES:
        rules = sum(family_of(rule.code) == family.id for rule in RULES)
        wrong = int(family.id in ("C", "T4"))
        if rules:
            assert counted[family.name] == (f"{rules} 条", f"{rules - wrong} 条", f"{wrong} 条")


def test_without_last_year_the_comparison_is_said_not_to_have_been_made(editions: Editions):
    sheet = check_sheet(filled(editions, "2021"), None, ())
    place = [column.heading for column in sheet.tables[1].columns].index("与上年比较")
    assert [row[place] for row in sheet.tables[1].rows] == ["没有检查", "", ""]
    yearly = sum(family_of(rule.code) == "Y" for rule in RULES)
    assert sheet.lead[1].startswith(f"检查规则 {len(RULES) - yearly} 条，")


# where the numbers came from


def _origins(report: Report) -> dict[str, tuple[str, str]]:
    return {way: (count, places) for way, count, places in check_sheet(report, None, ()).tables[2].rows}


def test_typed_and_added_numbers_and_blanks_are_counted(editions: Editions):
    report = without(filled(editions, "2021"), "proactive.fees.amount", "appeals.direct_suit.total")
    assert _origins(report) == {"手工填写": ("165", ""), "按各项自动合计": ("33", ""), "空白": ("2", "")}


def test_numbers_from_files_are_counted_by_table_of_the_file(editions: Editions):
    report = filled(editions, "2021")
    sources = {
        "proactive.rules.issued": Origin("imported", "工作表“年报” B3"),
        "proactive.rules.repealed": Origin("imported", "工作表“年报” C3"),
        "applications.received.person": Origin("imported", "第 3 页第 2 个表格第 4 行第 4 列"),
        "applications.received.total": Origin("imported", "第 3 页第 2 个表格第 4 行第 10 列"),
        "applications.carried_in.person": Origin("carried", "2023年报告"),
        "applications.granted.person": Origin("filled", "其余空格填 0"),
        "appeals.direct_suit.other": Origin("imported", "2024.docx"),
    }
    ways = _origins(replace(report, origins=sources))
    assert ways["由文件导入"] == ("5", "工作表“年报” 2 个、第 3 页第 2 个表格 2 个、2024.docx 1 个")
    assert ways["由上年报告承接"] == ("1", "2023年报告 1 个")
    assert ways["其余空格填 0"] == ("1", "")
    assert sum(int(count) for count, _ in ways.values()) == 200


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_the_sheet_of_any_report_can_be_made(editions: Editions, form: str):
    report = with_values(filled(editions, form), {"applications.granted.person": Decimal("1.5"), "year": 2030})
    sheet = sheet_of(without(report, "appeals.direct_suit.total"), filled(editions, "2019"))
    assert found(sheet).rows
    assert all(all(isinstance(text, str) for text in row) for table in sheet.tables for row in table.rows)
