"""What no file can hold is cleaned in one way for every kind of file, and told to the clerk beforehand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from nianbao.core.edition import Editions
from nianbao.files.writers.characters import clean, cleaned, one_line
from reports import filled, with_values

NUL, HALF = "\x00", "\ud83d"


@pytest.mark.parametrize(
    "text", ["甲\t乙", "甲\xa0乙", "甲　乙", "甲  乙", "𠮷林😀", "第一段\n第二段", "“三安全一稳定”—…·%°é€", ""]
)
def test_what_a_file_can_hold_stays_as_it_is(text):
    assert clean(text) == text


@pytest.mark.parametrize("separator", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_line_separators_of_other_programs_become_line_feeds(separator):
    assert clean(f"第一段{separator}第二段") == "第一段\n第二段"


@pytest.mark.parametrize(
    "sign",
    [NUL, "\x07", "\x1b", "\x7f", "\x96", "\xad", "\u200b", "\u202e", "\u2066", "\ufeff", HALF, "\ufffe", "\uffff"],
)
def test_signs_that_nobody_sees_or_no_file_holds_are_dropped(sign):
    assert clean(f"甲{sign}乙") == "甲乙"


def test_the_two_halves_of_a_character_make_the_character():
    assert clean("\ud83d\ude00和\ud842\udfb7") == "😀和𠮷"


def test_a_name_stands_on_one_line():
    assert one_line("某县\r\n某镇\u2028人民政府") == "某县 某镇 人民政府"


@given(st.text(st.characters(codec=None)))
def test_any_text_is_clean_after_one_cleaning_and_stands_in_xml(text):
    once = clean(text)
    assert clean(once) == once
    element = etree.Element("t")
    element.text = once
    assert etree.fromstring(etree.tostring(element, encoding="utf-8")).text == (once or None)


# what is told


def told(editions: Editions, **values):
    return cleaned(with_values(filled(editions, "2021"), {name.replace("__", "."): v for name, v in values.items()}))


def test_nothing_is_said_of_a_report_that_every_file_can_hold(editions: Editions):
    assert cleaned(filled(editions, "2021")) == ()
    assert told(editions, texts__other="甲\t乙\xa0丙\n第二段\r\n第三段") == ()


def test_a_control_character_is_told_with_its_section_and_the_words_before_it(editions: Editions):
    assert told(editions, texts__overview=f"第一段。\n全年公开信息{NUL}12条。{NUL}") == (
        "“一、总体情况”里有 2 个看不见的控制字符（第一个在“全年公开信息”之后），输出时会去掉，看得见的文字不变。",
    )


def test_half_a_character_is_told_as_a_loss_that_the_clerk_can_mend(editions: Editions):
    assert told(editions, texts__problems=f"{HALF}姓陈某") == (
        "“五、存在的主要问题及改进情况”里有 1 个残缺的字（第一个在段首），写不进文件，输出时会去掉；请在原处重新输入。",
    )


def test_pasted_line_separators_are_told_and_kept_as_line_breaks(editions: Editions):
    assert told(editions, texts__other="甲\v乙\u2028丙") == (
        "“六、其他需要报告的事项”里有 2 处从别的程序粘贴来的特殊换行，输出时按普通换行处理。",
    )


def test_every_field_and_section_is_looked_at(editions: Editions):
    cells = ("unit.name", "unit.address", "date", "texts.preamble", "texts.overview", "texts.problems", "texts.other")
    sentences = cleaned(with_values(filled(editions, "2021"), dict.fromkeys(cells, f"甲{NUL}")))
    assert len(sentences) == len(cells)
    assert [re.search("“(.*?)”", sentence)[1] for sentence in sentences][:3] == ["单位名称", "地址", "成文日期"]


def test_what_is_said_can_itself_be_shown(editions: Editions):
    for sentence in told(editions, texts__overview=f"甲{NUL}乙{HALF}丙\v丁\u202e{NUL}"):
        assert sentence == clean(sentence)
        assert sentence.isprintable()
