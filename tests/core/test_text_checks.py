"""X-01 to X-10: every sentence of the texts that speaks of a number is held against the tables."""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_grammar_sentences import judge, reports

from effort import calls
from nianbao.core.checks import RULES, Finding, Level, check
from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.core.values import Value
from nianbao.files.readers import read_file
from reports import filled, with_values, without

OVERVIEW = "texts.overview"


def finding(editions: Editions, facts: str, words: str, section: str = OVERVIEW) -> Finding:
    _, (found,) = judge(editions, facts, words, section)
    return found


# the rules


def test_there_are_ten_rules_each_with_its_clause():
    rules = [rule for rule in RULES if rule.code.startswith("X-")]
    assert [rule.code for rule in rules] == [f"X-{number:02}" for number in range(1, 11)]
    assert all(rule.level is Level.ERROR and rule.clause.endswith("。") for rule in rules)


@pytest.mark.parametrize(
    ("facts", "words", "message"),
    [
        (
            "received 3, carried_in 1",
            "共收到政府信息公开申请6件。",
            "总体情况写“收到政府信息公开申请6件”，表三“本年新收”为 3，“本年新收”加“上年结转”为 4，都对不上，相差 2。",
        ),
        (
            "received 3",
            "共收到政府信息公开申请6件。",
            "总体情况写“收到政府信息公开申请6件”，表三“本年新收”为 3，相差 3。",
        ),
        ("received 2", "未收到政府信息公开申请。", "总体情况写“未收到政府信息公开申请”，表三“本年新收”为 2，相差 2。"),
        (
            "received 2, carried_forward 1",
            "收到政府信息公开申请2件，全部办结。",
            "总体情况写“全部办结”，表三“结转下年度”总计为 1，还有 1 件没有办结。",
        ),
        (
            "recon.upheld 3",
            "因政府信息公开引发行政复议2件。",
            "总体情况写“行政复议2件”，表四“行政复议 总计”为 3，相差 1。",
        ),
        (
            "fees 25.1",
            "收取行政事业性收费251万元。",
            "总体情况写“行政事业性收费251万元”，表二“行政事业性收费 收费金额（万元）”为 25.1 万元，相差 225.9 万元。",
        ),
        (
            "granted 1, refused.third_party 2",
            "答复政府信息公开申请3件，其中予以公开1件，占33.4%。",
            "总体情况写“占33.4%”，按 1 ÷ 3 计算为 33.33%，相差 0.07 个百分点。",
        ),
        (
            "received 6, last received 5",
            "收到政府信息公开申请6件，同比增长25%。",
            "总体情况写“增长25%”，按表三“本年新收”上年 5、本年 6 计算应为增加 20%，相差 5 个百分点。",
        ),
        (
            "received 5, received.business 2",
            "收到政府信息公开申请5件，其中自然人3件，法人或其他组织3件。",
            "总体情况写“法人或其他组织3件”，表三“本年新收”（法人或其他组织）为 2，相差 1。",
        ),
    ],
)
def test_the_message_tells_both_sides_the_difference_and_how_the_words_were_read(
    editions: Editions, facts: str, words: str, message: str
):
    assert message in [found.message for found in judge(editions, facts, words)[1]]


def test_a_list_that_does_not_add_up_shows_its_sum(editions: Editions):
    found = judge(editions, "received 5, received.business 2", "收到政府信息公开申请5件，其中自然人3件、法人3件。")[1]
    assert [f.message for f in found if f.code == "X-10"] == [
        "总体情况写“收到政府信息公开申请5件”，其中各部分为 3 + 3 = 6，相差 1。"
    ]


def test_both_sides_are_named_and_the_words_are_pointed_at(editions: Editions):
    words = "一年来工作平稳。\n  共收到政府信息公开申请 ６ 件，均已答复。"
    found = finding(editions, "received 3, carried_in 1", words)
    assert found.left == ("applications.received.total", "applications.carried_in.total")
    assert found.right == (OVERVIEW,)
    assert found.target == OVERVIEW
    (span,) = found.spans
    assert words[span.start : span.end] == "收到政府信息公开申请 ６ 件"


@pytest.mark.parametrize(
    ("section", "name"),
    [(OVERVIEW, "总体情况"), ("texts.problems", "存在的主要问题及改进情况"), ("texts.other", "其他需要报告的事项")],
)
def test_every_section_of_text_is_read(editions: Editions, section: str, name: str):
    found = finding(editions, "received 3", "本年度收到政府信息公开申请4件。", section)
    assert found.message.startswith(f"{name}写“")
    assert found.spans[0].cell == section


def test_every_occurrence_is_blamed(editions: Editions):
    words = "收到政府信息公开申请4件。\n全年收到政府信息公开申请3件。\n共收到依申请公开4件。"
    assert judge(editions, "received 3", words)[0] == ["X-01", "X-01"]


# fixes


@pytest.mark.parametrize(
    ("facts", "words", "fixed"),
    [
        ("received 3", "共收到政府信息公开申请 12 件，均已答复。", "共收到政府信息公开申请 3 件，均已答复。"),
        ("received 3", "共收到政府信息公开申请十二件。", "共收到政府信息公开申请三件。"),
        ("received 12", "共收到政府信息公开申请２１件。", "共收到政府信息公开申请１２件。"),
        ("received 1203", "共收到政府信息公开申请1,230件。", "共收到政府信息公开申请1,203件。"),
        (
            "received 5, carried_forward 1",
            "办结政府信息公开申请5件，结转下年1件。",
            "办结政府信息公开申请4件，结转下年1件。",
        ),
    ],
)
def test_the_number_of_the_text_can_be_replaced_by_that_of_the_table(
    editions: Editions, facts: str, words: str, fixed: str
):
    found = finding(editions, facts, words)
    assert found.fix is not None
    assert found.fix.values == {OVERVIEW: fixed}
    assert judge(editions, facts, fixed)[0] == []


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ("received 3, carried_in 1", "共收到政府信息公开申请6件。"),  # 3 or 4
        ("received 3", "区政府办收到政府信息公开申请6件。"),
        ("received 3", "收到政府信息公开申请60余件。"),
        ("received 3", "收到政府信息公开申请1.2万件。"),
        ("fees 25.1", "行政事业性收费251万元。"),
        ("received 3", "未收到政府信息公开申请。"),
    ],
)
def test_no_replacement_is_offered_where_it_is_not_certain(editions: Editions, facts: str, words: str):
    if facts == "received 3" and "区政府办" in words:
        facts += ", kind county_government, unit 示例市清水区人民政府"
    assert finding(editions, facts, words).fix is None


# blanks and editions


@pytest.mark.parametrize(
    ("words", "blank"),
    [
        ("收到政府信息公开申请9件。", "applications.received"),
        ("收到政府信息公开申请9件。", "applications.carried_in"),
        ("答复政府信息公开申请9件。", "applications.total applications.granted"),
        ("行政复议9件，均由政府信息公开引起。", "appeals.reconsideration"),
        ("政府信息公开行政诉讼9件。", "appeals.direct_suit"),
        ("行政许可9件。", "proactive.licensing.decisions"),
    ],
)
def test_nothing_is_said_while_a_cell_that_is_needed_is_blank(editions: Editions, words: str, blank: str):
    values, _ = reports(editions, "received 3, carried_in 1, recon.upheld 1, direct.other 1, licensing 2")
    report = Report(editions, {**values, OVERVIEW: words})
    assert [f.code for f in check(report) if f.code.startswith("X-")] != []
    cells = [cell for cell in report.values if cell.startswith(tuple(blank.split()))]
    assert [f.code for f in check(without(report, *cells)) if f.code.startswith("X-")] == []


def test_a_blank_that_cannot_help_does_not_keep_a_rule_silent(editions: Editions):
    """Whatever 上年结转 is, what came in with it cannot be less than 本年新收."""
    for words, codes in (("收到政府信息公开申请2件。", ["X-01"]), ("收到政府信息公开申请4件。", [])):
        values: dict[str, Value] = {"edition": "2021", "applications.received.total": 3, OVERVIEW: words}
        assert [f.code for f in check(Report(editions, values)) if f.code.startswith("X-")] == codes


def test_a_blank_total_is_the_sum_of_its_operands(editions: Editions):
    report = filled(editions, "2021")
    total = report.get("applications.received.total")
    blank = without(report, "applications.received.total")
    assert _codes(blank, f"收到政府信息公开申请{total}件。") == []
    assert _codes(blank, f"收到政府信息公开申请{int(str(total)) + 1000}件。") == ["X-01"]


def test_what_an_edition_does_not_ask_for_is_not_held_against_it(editions: Editions):
    for words in ("废止规范性文件9件。", "行政事业性收费9万元。", "现行有效规范性文件9件。"):
        assert judge(editions, "edition 2019", words)[0] == []
        assert judge(editions, "edition 2021", words)[0] == ["X-08"]


def test_growth_is_compared_across_editions(editions: Editions):
    values, _ = reports(editions, "received 6")
    last = Report(editions, reports(editions, "edition 2019, received 5")[0])
    report = Report(editions, {**values, OVERVIEW: "收到政府信息公开申请6件，同比增长25%。"})
    assert [f.code for f in check(report, last) if f.code.startswith("X-")] == ["X-09"]
    right = Report(editions, {**values, OVERVIEW: "收到政府信息公开申请6件，同比增长20%。"})
    assert [f.code for f in check(right, last) if f.code.startswith("X-")] == []


# whose numbers

COUNTY = "kind county_government, unit 示例市清水区人民政府, received 95"


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("区政府办代表区政府受理政府信息公开申请17件。", ["X-01?"]),
        ("机关本级收到政府信息公开申请17件。", ["X-01?"]),
        ("全区受理政府信息公开申请17件。", ["X-01"]),
        ("全区各部门、各镇街共收到政府信息公开申请17件。", ["X-01"]),
        ("我区收到政府信息公开申请17件。", ["X-01"]),
        ("清水区人民政府收到政府信息公开申请17件。", ["X-01"]),
        ("区教育局收到政府信息公开申请17件。", []),
        ("东城街道收到政府信息公开申请17件。", []),
        ("区教育局收到政府信息公开申请170件。", ["X-01?"]),
    ],
)
def test_a_number_of_another_or_of_a_part_is_at_most_asked_about(editions: Editions, words: str, codes: list[str]):
    assert judge(editions, COUNTY, words)[0] == codes


@pytest.mark.parametrize("unit", ["示例县教育局", "示例县清水镇人民政府", "示例县人民政府东城街道办事处"])
def test_the_unit_by_its_own_name_is_the_whole(editions: Editions, unit: str):
    assert judge(editions, f"received 5, unit {unit}", f"{unit}收到政府信息公开申请4件。")[0] == ["X-01"]


def test_the_year_before_is_known_by_its_number(editions: Editions):
    for year, codes in ((2023, []), (2024, ["X-01"]), (2025, [])):
        assert judge(editions, "received 5, year 2024", f"{year}年收到政府信息公开申请4件。")[0] == codes
    assert judge(editions, "carried_in 2, year 2022", "2021年结转政府信息公开申请1件。")[0] == ["X-03"]
    assert judge(editions, "carried_forward 2, year 2022", "结转到2023年办理政府信息公开申请1件。")[0] == ["X-05"]


# published reports


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("corpus/hongze-2023.pdf", []),
        ("corpus/hongze-2024.pdf", [("X-01", Level.WARNING)]),  # 17 of the office, 95 of the county
        ("corpus/shanghai-gbt-2025.md", []),
        ("seeds/checun-2020.txt", []),
        ("corpus/fragments/songmutang-2022.txt", []),
        ("corpus/fragments/zhongbu-2020.txt", []),
        ("corpus/fragments/chuanzhu-2019.txt", []),
        ("corpus/fragments/yuyang-2022.txt", []),
    ],
)
def test_the_texts_of_published_reports_agree_with_their_tables(
    shared: Path, editions: Editions, name: str, codes: list[tuple[str, Level]]
):
    proposal = read_file(shared / name, editions)
    report = Report(editions, {**proposal.values, "edition": proposal.edition.id})
    assert [(f.code, f.level) for f in check(report) if f.code.startswith("X-")] == codes


def test_a_text_with_many_shares_agrees_with_its_table(shared: Path, editions: Editions):
    content = json.loads((shared / "corpus/shanghai-gbt-2025.json").read_text(encoding="utf-8"), parse_float=Decimal)
    text = read_file(shared / "corpus/shanghai-gbt-2025.md", editions).values[OVERVIEW]
    values = {cell: value for cell, value in content["cells"].items() if value is not None}
    report = Report(editions, {**values, "edition": "2021", "year": 2025, OVERVIEW: text})
    assert [f.message for f in check(report) if f.code.startswith("X-")] == []
    wrong = with_values(report, {OVERVIEW: str(text).replace("20 件（1.68%）", "20 件（1.86%）")})
    assert [f.code for f in check(wrong) if f.code.startswith("X-")] == ["X-09"]


# any consistent report


def _total(row: str) -> Callable[[Report], Value | None]:
    return lambda report: report.get(f"applications.{row}.total")


def _group(prefix: str, column: str = "total") -> Callable[[Report], int]:
    return lambda report: sum(
        int(str(value))
        for cell, value in report.values.items()
        if cell.startswith(f"applications.{prefix}.") and cell.endswith(f".{column}")
    )


def _sum(*cells: str) -> Callable[[Report], int]:
    return lambda report: sum(int(str(report.get(cell))) for cell in cells)


SUITS = ("appeals.direct_suit", "appeals.suit_after_reconsideration")
NUMBERS: Mapping[str, Callable[[Report], Value | None]] = {
    "收": _total("received"),
    "入": _total("carried_in"),
    "办": _total("total"),
    "转": _total("carried_forward"),
    "收入": _sum("applications.received.total", "applications.carried_in.total"),
    "公": _total("granted"),
    "部": _total("partly_granted"),
    "不": _group("refused"),
    "无": _group("unavailable"),
    "拒": _group("declined"),
    "它": _group("other"),
    "人": _sum("applications.received.person"),
    "企": _sum("applications.received.business"),
    "复": _sum("appeals.reconsideration.total"),
    "维": _sum("appeals.reconsideration.upheld"),
    "纠": _sum("appeals.reconsideration.corrected"),
    "诉": _sum(*(f"{group}.total" for group in SUITS)),
    "直": _sum("appeals.direct_suit.total"),
    "后": _sum("appeals.suit_after_reconsideration.total"),
    "许": _sum("proactive.licensing.decisions"),
    "罚": _sum("proactive.penalties.decisions"),
    "强": _sum("proactive.coercive_measures.decisions"),
}
TEMPLATES = (
    "2024年，我单位共收到政府信息公开申请{收}件，上年结转{入}件，办结{办}件，结转下年度{转}件。",
    "全年受理政府信息公开申请{收入}件（含上年结转{入}件），已答复{办}件，另有{转}件顺延到下年度办理。",
    "共收到{收}件政府信息公开申请，其中自然人申请{人}件，商业企业申请{企}件。",
    "答复政府信息公开申请{办}件，其中予以公开{公}件，部分公开{部}件，不予公开{不}件，无法提供{无}件，不予处理{拒}件。",
    "（二）依申请公开情况。新收{收}件，结转自上年{入}件。从办理结果看，{公}件予以公开，{部}件部分公开，{不}件不予公开。",
    "因政府信息公开被申请行政复议{复}件，其中结果维持{维}件，结果纠正{纠}件；行政诉讼{诉}件。",
    "政府信息公开行政诉讼{诉}件，其中未经复议直接起诉{直}件，复议后起诉{后}件。",
    "作出行政许可决定{许}件，行政处罚决定{罚}件，行政强制{强}件。",
    "依申请公开政府信息其他处理{它}件、不予公开{不}件。",
)


def _written(template: str, report: Report, places: list[str], *, wrong: int = -1, by: int = 0) -> str:
    """The sentence with the report's numbers, all right but one."""
    words = template
    for place, name in enumerate(places):
        number = int(str(NUMBERS[name](report))) + (by if place == wrong else 0)
        words = words.replace("{" + name + "}", str(number), 1)
    return words


def _places(template: str) -> list[str]:
    return [part.split("}")[0] for part in template.split("{")[1:]]


def _codes(report: Report, words: str) -> list[str]:
    return [f.code for f in check(with_values(report, {OVERVIEW: words})) if f.code.startswith("X-")]


@given(st.integers(0, 10**6), st.sampled_from(TEMPLATES), st.sampled_from(("2019", "2021")))
def test_sentences_made_from_the_tables_are_never_blamed(editions: Editions, seed: int, template: str, form: str):
    report = with_values(filled(editions, form, seed), {"year": 2024})
    assert _codes(report, _written(template, report, _places(template))) == []


@given(st.integers(0, 10**6), st.sampled_from(TEMPLATES), st.integers(1001, 9999), st.data())
def test_one_wrong_number_in_such_a_sentence_is_always_blamed(
    editions: Editions, seed: int, template: str, by: int, data: st.DataObject
):
    report = with_values(filled(editions, "2021", seed), {"year": 2024})
    places = _places(template)
    wrong = data.draw(st.integers(0, len(places) - 1))
    assert _codes(report, _written(template, report, places, wrong=wrong, by=by)) != []


@given(
    st.text("收到政府信息公开申请未均件宗5一二十百万，。；、（）年结转其中占%较上年增长行政复议维持《第", max_size=80)
)
def test_any_text_is_read_without_an_error(editions: Editions, words: str):
    report = filled(editions, "2021")
    for found in check(with_values(report, {OVERVIEW: words})):
        for span in found.spans:
            assert 0 <= span.start < span.end <= len(words)


# effort

LONG = 8_000  # characters


PIECES = (
    *(
        "1",
        "1,",
        "1 ",
        "一百",
        "件",
        "（",
        "《",
        "未",
        "未发生因",
        "行政许可、",
        "较上年的",
        "法人",
        "收到申请5件，",
        "2023年",
    ),
    *("申请公开政府信息的", "其中予以公开1件、", "占5%，", "均已"),
)


@pytest.mark.parametrize("piece", PIECES)
def test_the_effort_to_read_grows_no_faster_than_the_text(editions: Editions, piece: str):
    report = filled(editions, "2021", 1)
    needed = []
    for length in (LONG // 4, LONG // 2, LONG):
        case = with_values(report, {OVERVIEW: (piece * length)[:length]})
        needed.append(calls(partial(check, case)))
    first, second = needed[1] - needed[0], needed[2] - needed[1]
    assert second <= 2.2 * first + 100, "a second half may cost what the first did, not more"


def test_random_sentences_about_numbers_take_a_bounded_effort_a_letter(editions: Editions):
    random = Random(7)
    report = filled(editions, "2021", 1)
    sentences = [_written(t, report, _places(t)) for t in TEMPLATES]
    words = "\n".join(random.choice(sentences) for _ in range(60))[:3000]
    assert calls(partial(check, with_values(report, {OVERVIEW: words}))) < 400 * len(words)


def test_amounts_are_compared_to_the_last_place_that_is_written(editions: Editions):
    report = with_values(filled(editions, "2021"), {"proactive.fees.amount": Decimal("7730.2849")})
    for words, wrong in (("7730.28万元", 0), ("7730.3万元", 0), ("7730万元", 0), ("7731万元", 1), ("77302849元", 0)):
        assert len(_codes(report, f"行政事业性收费{words}。")) == wrong, words
