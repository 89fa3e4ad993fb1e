"""W-01 to W-04: the form of the report, its years, the names of law and notice, and what a template left behind."""

from pathlib import Path

import pytest
from worded import UNIT, fault, faults, mended, worded, words

from effort import comes_to_an_end
from nianbao.core.checks import RULES, Level, check
from nianbao.core.checks.finding import Case
from nianbao.core.edition import Editions
from nianbao.core.preamble import preamble
from nianbao.core.report import Report
from nianbao.core.values import Value
from nianbao.files.likeness import likeness
from nianbao.files.readers import read_file
from reports import filled, with_values

LONG = 20_000  # characters
LAW = "《中华人民共和国政府信息公开条例》"
NOTICE = "国办公开办函〔2021〕30号"
SIX = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
# what a text is made of to see that none takes long to read
SIGNS = (
    *("公开", "（", "）", '"', " ", "\n", "2023年", "统计期限", "现将2022年", "《信息公开条例》", "国务院令第492号"),
    *(
        "清泉镇坚持。",
        "（一）主动公开情况。\n",
        "1.\n",
        "，。",
        "一是",
        "请填写",
        "{",
        "×",
        "_",
        "为为",
        "根据《",
        "月",
    ),
)


def wording(report: Report) -> list[str]:
    """The codes of wording that are not mere hints."""
    return [f.code for f in check(report) if f.code.startswith("W-") and f.level is not Level.HINT]


# the rules as a whole


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_a_report_with_good_texts_has_nothing_to_blame(editions: Editions, form: str):
    assert [finding for finding in check(filled(editions, form)) if finding.code.startswith("W-")] == []


def test_a_report_of_figures_alone_has_no_words_to_blame(editions: Editions, report: Report):
    figures = {cell: value for cell, value in report.values.items() if not cell.startswith(("texts.", "unit.", "date"))}
    assert wording(Report(editions, figures)) == []


def test_a_place_can_be_pointed_at_and_a_fix_changes_only_texts(editions: Editions):
    report = worded(
        editions, overview="2023年，我镇公开XX条。\n落实《中华人民共和国信息公开条例》,认真公开。", other="无"
    )
    for finding in (f for f in check(report) if f.code.startswith("W-")):
        assert all(0 <= span.start < span.end <= len(report.text(span.cell)) for span in finding.spans)
        assert finding.cells
        assert all(cell in report.edition.cells for cell in finding.cells)
        assert finding.fix is None or set(finding.fix.values) <= {"texts.overview", "texts.other"}


@pytest.mark.parametrize("sign", SIGNS)
def test_reading_any_text_comes_to_an_end(editions: Editions, sign: str):
    text = (sign * LONG)[:LONG]
    names = ("preamble", "overview", "problems", "other", "beside")
    case = Case(
        worded(editions, **dict.fromkeys(names, text)), worded(editions, 2023, overview=text, problems=text), likeness
    )
    with comes_to_an_end():
        for rule in RULES:
            if rule.code.startswith("W-"):
                list(rule.findings(case))


# W-01: title


@pytest.mark.parametrize(
    ("title", "said"),
    [
        (f"{UNIT}政府信息公开工作年度报告", f"标题“{UNIT}政府信息公开工作年度报告”没有写明年度，"),
        (f"{UNIT}202424年政府信息公开工作年度报告", "标题里的年份写成了“202424年”，标题"),
        (f"{UNIT}2023年政府信息公开工作年度报告", "标题写的是2023年，本报告是2024年的，标题"),
    ],
)
def test_a_title_without_its_year_is_wrong(editions: Editions, title: str, said: str):
    finding = fault(worded(editions, title=title), "W-01")
    assert finding.level is Level.ERROR
    assert finding.message == f"{said}应为“{UNIT}2024年政府信息公开工作年度报告”。"
    assert finding.cells == ("texts.title",)
    assert finding.fix is not None
    assert finding.fix.values == {"texts.title": None}


@pytest.mark.parametrize(
    "title",
    [
        f"{UNIT}2024年政府信息公开年度报告",
        f"2024年度{UNIT}政府信息公开工作报告",
        f"{UNIT}二〇二四年政府信息公开工作年度报告",
        f"{UNIT}政府信息公开工作年度报告（2024年度）",
        f"{UNIT}２０２４年政府信息公开工作年度报告",
    ],
)
def test_other_wordings_of_a_title_are_nothing_to_speak_of(editions: Editions, title: str):
    assert faults(worded(editions, title=title), "W-01") == []


def test_a_title_that_speaks_of_something_else_is_mentioned(editions: Editions):
    finding = fault(worded(editions, title=f"{UNIT}2024年政务公开工作年度报告"), "W-01")
    assert finding.level is Level.HINT


# W-01: headings


def headings(editions: Editions, *lines: str, **values: Value) -> Report:
    """A report of a file with these headings, in whose table 四 something stands."""
    report = worded(editions, headings="\n".join(lines), overview="公开30条。", **values)
    return with_values(report, {"appeals.direct_suit.other": 0})


@pytest.mark.parametrize("missing", range(6))
def test_a_missing_section_is_named(editions: Editions, missing: int):
    lines = [line for line in SIX if line != SIX[missing]]
    finding = fault(headings(editions, *lines), "W-01")
    assert finding.level is Level.ERROR
    assert finding.message == f"报告里没有找到“{SIX[missing]}”这个标题，六个部分不能少，请补上。"


@pytest.mark.parametrize(
    "lines",
    [
        list(SIX),
        [line.partition("、")[2] for line in SIX],
        ["一、概述", *SIX[1:4], "五、存在问题及整改措施", "六、其他事项"],
        [f"{number}、 {line.partition('、')[2]}" for number, line in enumerate(SIX, 1)],
        [*SIX[:4], "存在问题及改进情况", SIX[5]],
        [*SIX, "七、附件"],
    ],
)
def test_headings_as_they_are_found_in_good_reports_are_nothing_to_speak_of(editions: Editions, lines: list[str]):
    assert faults(headings(editions, *lines), "W-01") == []


def test_a_file_of_tables_or_one_that_was_cut_off_lacks_no_section(editions: Editions):
    assert faults(headings(editions, *SIX[1:4]), "W-01") == []
    assert faults(headings(editions, *SIX[:3]), "W-01") == []
    cut = worded(editions, headings="\n".join(SIX[:4]), overview="公开30条。")
    assert faults(cut, "W-01") == []


def test_another_order_is_wrong(editions: Editions):
    lines = [line.partition("、")[2] for line in SIX]
    lines[2], lines[3] = lines[3], lines[2]
    finding = fault(headings(editions, *lines), "W-01")
    assert "次序不对" in finding.message
    assert finding.level is Level.ERROR


def test_a_number_that_stands_twice_is_wrong(editions: Editions):
    lines = [line.replace("四、", "三、") for line in SIX]
    report = headings(editions, *lines)
    finding = fault(report, "W-01")
    assert finding.message == "标题的序号不对：“三、政府信息公开行政复议、行政诉讼情况”应为“四、”。"
    assert words(report, finding) == [lines[3]]


def test_a_heading_of_other_words_is_asked_about(editions: Editions):
    report = headings(editions, *SIX[:4], "五、工作不足与努力方向", SIX[5])
    finding = fault(report, "W-01")
    assert (finding.level, words(report, finding)) == (Level.WARNING, ["五、工作不足与努力方向"])


def test_a_heading_that_was_lost_over_its_text_is_asked_about(editions: Editions):
    lines = [line for line in SIX if "问题" not in line]
    finding = fault(headings(editions, *lines, beside="（一）存在的问题和改进措施\n更新慢。"), "W-01")
    assert finding.level is Level.WARNING


# W-01: statistics period


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("2024年1月1日起至202424年12月31日", "2024年1月1日至2024年12月31日"),
        ("2023年1月1日至2023年12月31日", "2024年1月1日至2024年12月31日"),
        ("2024年1月1日至2023年12月31日", "2024年1月1日至2024年12月31日"),
        ("2024年1月1日至2024年12月30日", "2024年1月1日至2024年12月31日"),
        ("20241月1日至202412月31日", "2024年1月1日至2024年12月31日"),
    ],
)
@pytest.mark.parametrize("cell", ["preamble", "overview"])
def test_a_wrong_period_is_told_and_can_be_mended(editions: Editions, wrong: str, right: str, cell: str):
    report = worded(editions, **{cell: f"本报告所列数据的统计期限自{wrong}止。"})
    finding = fault(report, "W-01")
    assert finding.level is Level.ERROR
    assert wrong in finding.message
    assert right in finding.message
    assert words(report, finding) == [wrong]
    assert mended(report, finding, f"texts.{cell}") == f"本报告所列数据的统计期限自{right}止。"


@pytest.mark.parametrize(
    "text",
    [
        "统计期限为2024年1月1日至12月31日。",
        "统计时间截至2024年12月31日。",
        "据统计，2024年3月至6月发布信息30条。",
        "答复期限自2024年5月6日起至6月5日止。",
        "2023年1月1日至2023年12月31日的文件已归档。",
        "统计期限为一年。",
    ],
)
def test_a_right_period_and_other_dates_are_nothing_to_speak_of(editions: Editions, text: str):
    assert faults(worded(editions, overview=text), "W-01") == []


def test_the_period_of_another_year_in_our_own_lead_in_is_told(editions: Editions):
    report = filled(editions, "2021")
    text = preamble(report.edition, {**report.values, "year": 2023}) or ""
    finding = fault(with_values(report, {"texts.preamble": text}), "W-01")
    assert "2023年1月1日至2023年12月31日" in finding.message


# W-02


@pytest.mark.parametrize(
    ("cell", "text", "said"),
    [
        ("overview", "2023年，我镇坚持以公开为常态，公开信息56条。", "2023年"),
        ("overview", "（一）主动公开情况。2023年度，全镇累计发布信息88条。", "2023年度"),
        ("overview", "（五）监督保障情况：2023年，镇纪委认真开展检查。", "2023年"),
        ("overview", "截至2023年底，专栏共有信息310条。", "截至2023年底"),
        ("overview", "截止2023年12月31日，未收到申请。", "截止2023年"),
        ("overview", "我镇2023年共收到申请3件。", "2023年"),
        ("overview", "云溪镇2023年共公开信息166条。", "2023年"),
        ("overview", "依申请公开方面，2023年我单位没有接到申请。", "2023年"),
        ("overview", "2023年1月1日至12月31日，我镇主动公开信息40条。", "2023年"),
        ("overview", "2022年，本镇公开信息91条。", "2022年"),
        ("problems", "2023年，我镇公开工作取得一定成效，但仍有不足。", "2023年"),
        ("other", "2023年度，我镇未收取信息处理费。", "2023年度"),
        ("beside", "截至2023年底，我镇尚未收到申请。", "截至2023年底"),
        ("preamble", "现将我镇2023年政府信息公开工作情况报告如下。", "2023年"),
        ("preamble", "现向社会公布云溪镇2023年度政府信息公开年报。", "2023年"),
    ],
)
def test_another_year_of_the_work_is_asked_about(editions: Editions, cell: str, text: str, said: str):
    report = worded(editions, **{cell: text})
    finding = fault(report, "W-02")
    assert finding.level is Level.WARNING
    assert words(report, finding)[0] == said
    assert "本报告是2024年的，请核对是否沿用了以前的文字。" in finding.message
    year = said.strip("截至止度底年")
    assert mended(report, finding, f"texts.{cell}") == text.replace(year, "2024", 1)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("overview", "2024年，我镇公开信息56条，较2023年增加8条。"),
        ("overview", "2023年我镇公开48条，2024年公开56条。"),
        ("overview", "与2023年相比，申请量下降。"),
        ("overview", "自2023年以来，公开制度不断完善。"),
        ("overview", "2023年以来，我镇不断完善公开制度。"),
        ("overview", "及时公开2023年度部门决算和2024年部门预算。"),
        ("overview", "2023年度决算、2024年度预算按时公开。"),
        ("overview", "根据《2023年示例县政务公开工作要点》细化任务。"),
        ("overview", "2023年度政府信息公开工作年度报告于1月25日公布。"),
        ("overview", "按时编制并发布2023年政府信息公开工作年度报告。"),
        ("overview", "2023年12月，我镇印发了审核办法。"),
        ("overview", "《条例》2019年5月15日施行以来，公开工作不断规范。"),
        ("overview", "按照国办发〔2023〕8号要求，抓好公开。"),
        ("overview", "2023年底结转的2件申请已于1月办结。"),
        ("overview", "十四五规划（2021—2025年）全文公开。"),
        ("overview", "2023年，我镇建成服务中心，今年又增设查阅点。"),
        ("overview", "2023年度县级考核中，我镇位列第3名。"),
        ("problems", "2025年，我镇将从三方面改进。"),
        ("problems", "针对2023年年报中提出的问题，逐项整改。"),
        ("problems", "2023年存在的问题已全部整改到位。"),
        ("beside", "（一）2023年工作中存在问题的改进情况"),
    ],
)
def test_other_years_may_be_spoken_of(editions: Editions, cell: str, text: str):
    assert faults(worded(editions, **{cell: text}), "W-02") == []


def test_a_year_at_the_beginning_of_a_wrapped_line_begins_no_sentence(editions: Editions):
    text = "全镇各村坚持每季度更新一次公开栏内容，公开的信息条数比起\n2023年全镇累计公开的信息条数增加了不少。"
    assert faults(worded(editions, overview=text), "W-02") == []


def test_without_a_year_no_other_is_wrong(editions: Editions):
    report = worded(editions, overview="2023年，我镇公开信息56条。")
    without = {cell: value for cell, value in report.values.items() if cell != "year"}
    assert faults(Report(editions, without), "W-02") == []


def test_the_years_of_one_text_are_one_question_for_each_year(editions: Editions):
    text = "2023年，我镇公开信息5条。\n截至2023年底，未收到申请。\n2022年，我镇组织培训，共办理2件。"
    found = faults(worded(editions, overview=text), "W-02")
    assert [len(finding.spans) for finding in found] == [1, 2]


# W-03


@pytest.mark.parametrize(
    "name",
    [
        "《中华人民共和国信息公开条例》",
        "《中华人民共和国政务公开条例》",
        "《中国人民共和国政府信息公开条例》",
        "《中华人民共和国政府信息公开工作条例》",
        "《中华人民共和国政府公开信息条例》",
        "《中华人民共和国政府信息公开条列》",
        "《中华人民共和国政府信息公开例》",
        "《政务公开条例》",
        "新修订的《信息公开工作条例》",
        "《中华人民共和国\n信息公开条例》",
    ],
)
@pytest.mark.parametrize("cell", ["preamble", "overview", "problems"])
def test_a_wrong_name_of_the_regulation_is_told_and_can_be_mended(editions: Editions, name: str, cell: str):
    report = worded(editions, **{cell: f"认真落实{name}的要求。"})
    finding = fault(report, "W-03")
    assert finding.level is Level.ERROR
    prefix = name[: name.index("《")]
    assert mended(report, finding, f"texts.{cell}") == f"认真落实{prefix}{LAW}的要求。"


@pytest.mark.parametrize(
    "text",
    [
        f"认真落实{LAW}（以下简称《条例》）。",
        "落实新修订的《政府信息公开条例》。",
        "落实《条例》和《新条例》。",
        "全面落实信息公开条例。",
        "执行《某省政务公开条例》《中国共产党党务公开条例（试行）》。",
        "编印《政府信息公开典型案例》。",
        "依照《企业信息公示暂行条例》《重大行政决策程序暂行条例》办理。",
        "落实《信息公开条例》（上文简称《信息公开条例》）。",
        f"{LAW[:-1]}（2019年修订）》施行以来。",
        "根据中华人民共和国政府信息公开条例编制。",
    ],
)
def test_other_names_are_nothing_to_speak_of(editions: Editions, text: str):
    assert faults(worded(editions, overview=text), "W-03") == []


def test_a_loose_short_name_is_asked_about(editions: Editions):
    assert fault(worded(editions, overview="依据《信息公开条例》办理。"), "W-03").level is Level.WARNING


@pytest.mark.parametrize("order", ["国务院令第492号", "国务院第492号令", "中华人民共和国国务院令第771号"])
def test_a_wrong_order_of_the_state_council_is_told(editions: Editions, order: str):
    report = worded(editions, preamble=f"根据{LAW}（{order}）编制。")
    finding = fault(report, "W-03")
    assert finding.level is Level.ERROR
    assert "国务院令第711号" in (mended(report, finding, "texts.preamble") or "")


def test_the_history_of_the_regulation_may_be_told(editions: Editions):
    text = "《条例》2007年由国务院令第492号公布，2019年由国务院令第711号修订。"
    assert faults(worded(editions, overview=text), "W-03") == []


@pytest.mark.parametrize(
    "text",
    [
        "按照年度报告格式（国办公开办函〔2019〕60号）编制。",
        "按照国办公开办函[2019]60号编制。",
        "按照国办公开办函【2019】60号编制年报。",
        "按照国办公开办函〔2021〕3号文件要求编制年度报告。",
        "按照国办公开办〔2021〕30号文件要求编制年度报告。",
        "根据条例，按照国办发〔2021〕30号文件要求编制。现公布年度报告。",
    ],
)
def test_a_wrong_number_of_the_notice_is_told(editions: Editions, text: str):
    report = worded(editions, preamble=text)
    finding = fault(report, "W-03")
    assert finding.level is Level.ERROR
    assert NOTICE in (mended(report, finding, "texts.preamble") or "")


@pytest.mark.parametrize(
    "text",
    [
        f"按照{NOTICE}编制年度报告。",
        "按照国办公开办函[2021]30号文件要求编制年度报告。",
        "对照国办公开办函〔2016〕206号，规范征求意见的程序。",
        "落实国办公开办函〔2019〕61号和国办发〔2021〕12号文件。",
    ],
)
def test_right_numbers_and_other_notices_are_nothing_to_speak_of(editions: Editions, text: str):
    assert faults(worded(editions, preamble=text), "W-03") == []


def test_name_and_number_of_the_old_notice_are_mended_in_one_step(editions: Editions):
    old = (
        "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）"
    )
    report = worded(editions, preamble=f"按照{old}编制。")
    due = "《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
    assert mended(report, fault(report, "W-03"), "texts.preamble") == f"按照{due}（{NOTICE}）编制。"
    assert faults(worded(editions, 2020, preamble=f"按照{old}编制。"), "W-03") == []


def test_the_old_name_alone_is_asked_about(editions: Editions):
    old = "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》"
    assert fault(worded(editions, preamble=f"按照{old}编制。"), "W-03").level is Level.WARNING


def test_the_year_decides_which_notice_is_due_and_not_the_form_of_the_file(editions: Editions):
    report = worded(editions, preamble="按照年度报告格式（国办公开办函〔2019〕60号）编制。")
    assert faults(with_values(report, {"edition": "2019"}), "W-03")


# W-04


@pytest.mark.parametrize(
    ("cell", "text", "said"),
    [
        ("overview", "（文字描述）", "（文字描述）"),
        ("other", "（文字描述，收取信息处理费情况在此处报告。）", "（文字描述，收取信息处理费情况在此处报告。）"),
        ("beside", "该部分以表格形式报告", "该部分以表格形式报告"),
        ("beside", "(该部分以表格形式报告)", "(该部分以表格形式报告)"),
    ],
)
def test_the_words_of_the_blank_form_are_told_and_can_be_deleted(editions: Editions, cell: str, text: str, said: str):
    report = worded(editions, **{cell: text})
    finding = fault(report, "W-04")
    assert (finding.level, words(report, finding)) == (Level.ERROR, [said])
    assert mended(report, finding, f"texts.{cell}") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("XX镇公开信息30条。", ["XX"]),
        ("\uff38\uff38镇公开信息30条。", ["\uff38\uff38"]),
        ("公开信息×××条。", ["×××"]),
        ("20XX年，云溪镇公开30条。", ["20XX"]),
        ("202X年，公开30条。", ["202X"]),
        ("某某镇高度重视公开工作。", ["某某"]),
        ("×月×日召开会议。", ["×", "×"]),
        ("全年受理____件。", ["____"]),
        ("全年受理   件，办结   件。", ["   ", "   "]),
        ("共办结（ ）件。", ["（ ）"]),
        ("【单位名称】认真公开。", ["【单位名称】"]),
        ("【此处插入图表】", ["【此处插入图表】"]),
        ("请填写本年度公开的条数。", ["请填写本年度公开的条数"]),
        ("（待补充）", ["（待补充）"]),
        ("{year}年公开30条。", ["{year}"]),
    ],
)
def test_places_that_were_to_be_filled_are_told(editions: Editions, text: str, said: list[str]):
    report = worded(editions, overview=text)
    finding = fault(report, "W-04")
    assert (finding.level, words(report, finding), finding.fix) == (Level.ERROR, said, None)


@pytest.mark.parametrize(
    "text",
    [
        "网址为http://www.example.gov.cn/xxgk/xx_01.html。",
        "电话138××××5678。",
        "展板3×5米，共2件。",
        "申请补充材料的，一次性告知。",
        "公开水平有待完善。",
        "建立（含微信）平台。",
        "【政策解读】栏目已开通。",
        "答复申请（含上年结转1件）3件。",
        "附  件",
        "二○二四年，公开30条。",
    ],
)
def test_other_signs_are_nothing_to_speak_of(editions: Editions, text: str):
    assert faults(worded(editions, overview=text), "W-04") == []


def test_the_skeleton_without_a_word_under_it_is_told(editions: Editions):
    skeleton = "\n".join(editions["2021"].section("overview").skeleton)
    assert len(fault(worded(editions, overview=skeleton), "W-04").spans) == 5
    written = skeleton.replace("。\n", "。公开30条。\n") + "组织培训。"
    assert faults(worded(editions, overview=written), "W-04") == []


def test_a_heading_whose_text_stands_below_is_not_empty(editions: Editions):
    assert faults(worded(editions, overview="（一）主动公开情况\n公开30条。\n（二）依申请公开情况\n无。"), "W-04") == []
    assert faults(worded(editions, problems="（一）公开意识不强的问题。\n（二）内容不够全面的问题。"), "W-04") == []


# published reports


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ("seeds/checun-2020.txt", {"W-03"}),
        ("corpus/fragments/zhongbu-2020.txt", {"W-01"}),
        ("corpus/fragments/yuyang-2022.txt", {"W-02"}),
        ("corpus/fragments/taiping-2022.txt", {"W-03"}),
        ("corpus/fragments/songmutang-2022.txt", set()),
        ("corpus/fragments/nanyuan-2020.txt", set()),
        ("corpus/hongze-2023.pdf", set()),
        ("corpus/hongze-2024.pdf", set()),
    ],
)
def test_published_reports_are_blamed_for_what_is_wrong_in_them(
    shared: Path, editions: Editions, file: str, found: set[str]
):
    report = read_file(shared / file, editions).report(editions)
    # what they leave out (W-05) is another matter
    assert set(wording(report)) - {"W-05"} == found
