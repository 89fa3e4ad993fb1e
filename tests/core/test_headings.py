"""Headings are known in the words of others, and other lines are not taken for them."""

import pytest

from nianbao.core.edition import Editions
from nianbao.core.headings import heading_before, heading_of, seeming_heading


@pytest.mark.parametrize(
    ("line", "number", "section"),
    [
        ("一、总体情况", 1, "overview"),
        ("1、 总体情况", 1, "overview"),
        ("一、2024年政务公开总体情况", 1, "overview"),
        ("一、概述", 1, "overview"),
        ("五、存在问题及下一步工作打算", 5, "problems"),
        ("五、主要问题及整改措施", 5, "problems"),
        ("六、其它需要说明的事项", 6, "other"),
        ("六、需要报告的其他事项", 6, "other"),
        ("三、政府信息公开行政复议、行政诉讼情况", 3, "appeals"),
        ("总体情况", None, "overview"),
    ],
)
def test_a_heading_is_known_with_its_number(editions: Editions, line: str, number: int | None, section: str):
    heading = heading_of(line, editions["2021"])
    assert heading is not None
    assert heading.section is not None
    assert (heading.number, heading.section.id) == (number, section)


@pytest.mark.parametrize(
    "line", ["（二）其他需要报告的事项", "存在问题及整改措施", "二、三季度各培训一次", "一、" + "总体情况" * 12]
)
def test_other_lines_are_no_headings(editions: Editions, line: str):
    assert heading_of(line, editions["2021"]) is None


@pytest.mark.parametrize(
    ("line", "section", "rest"),
    [
        ("一、总体情况 2024年，云溪镇公开信息30条。", "overview", "2024年，云溪镇公开信息30条。"),
        ("六、其他需要报告的事项：无", "other", "无"),
        ("五、存在的主要问题及改进情况。（一）更新慢。", "problems", "（一）更新慢。"),
        ("1、总体情况 公开30条。", "overview", "公开30条。"),
    ],
)
def test_a_heading_is_known_before_its_text(editions: Editions, line: str, section: str, rest: str):
    heading = heading_before(line, editions["2021"])
    assert heading is not None
    assert heading.section is not None
    assert (heading.section.id, heading.rest) == (section, rest)


@pytest.mark.parametrize(
    "line",
    [
        "一、总体情况",
        "一、总体情况\t1",
        "一、总体情况 ....... 3",
        "一、总体情况 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况",
        "一、总体情况，主要写五个方面。",
        "三、总体情况 公开30条。",
        "总体情况 公开30条。",
    ],
)
def test_a_table_of_contents_and_other_numbers_begin_no_section(editions: Editions, line: str):
    assert heading_before(line, editions["2021"]) is None


def test_a_numbered_line_of_other_words_may_be_a_heading(editions: Editions):
    seeming = seeming_heading("五、工作不足与努力方向", editions["2021"])
    assert seeming is not None
    assert (seeming.number, seeming.section) == (5, None)
    named = seeming_heading("存在问题及整改措施", editions["2021"])
    assert named is not None
    assert named.section is not None
    assert (named.number, named.section.id) == (None, "problems")


@pytest.mark.parametrize(
    "line", ["五、加强培训，提高素质。", "一、总体情况……1", "（五）监督保障", "5、工作不足", "一、甲二、乙", "", "乡镇"]
)
def test_sentences_and_contents_seem_no_headings(editions: Editions, line: str):
    assert seeming_heading(line, editions["2021"]) is None
