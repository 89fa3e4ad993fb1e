"""Heading levels in the clerk's text, the lines of the title and of the 落款."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.files.writers.levels import Paragraph, paragraphs, signature_lines, title_lines, width_of


def only(text: str) -> Paragraph:
    (paragraph,) = paragraphs(text)
    return paragraph


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、工作情况", 1),
        ("（一）主动公开情况", 2),
        ("(十二)监督保障情况", 2),
        ("（三）平台建设情况。", 2),
        ("1.规范流程", 3),
        ("12．规范流程", 3),
        ("（1）登记", 4),
        ("我镇及时公开。", 0),
        ("一、二季度各公开一次", 0),
        ("1.5万元用于补贴", 0),
        ("（一）", 0),
    ],
)
def test_a_line_that_is_a_heading_has_its_level(text: str, level: int):
    assert (only(text).level, only(text).is_heading) == (level, level > 0)


def test_a_heading_that_begins_a_paragraph_ends_with_its_sign():
    assert only("（一）主动公开情况。我镇及时公开。") == Paragraph(2, "（一）主动公开情况。", "我镇及时公开。", 0)
    assert only("一、主动公开：我镇及时公开。") == Paragraph(1, "一、主动公开：", "我镇及时公开。", 0)
    assert not only("（一）主动公开情况。我镇及时公开。").is_heading


def test_a_numbered_sentence_with_a_figure_is_no_heading():
    assert only("（一）全年公开信息12条。").level == 0


def test_blank_lines_and_indents_are_left_out_and_lines_keep_their_numbers():
    assert [(p.rest, p.number) for p in paragraphs("　　甲。\n\n  \n\t乙。\u2028丙。")] == [
        ("甲。", 0),
        ("乙。", 3),
        ("丙。", 3),
    ]


@given(st.text())
def test_no_word_of_any_text_is_lost(text: str):
    kept = "".join(paragraph.head + paragraph.rest for paragraph in paragraphs(text))
    assert [sign for sign in text if sign.isalnum() and sign.isprintable()] == [
        sign for sign in kept if sign.isalnum() and sign.isprintable()
    ]


def test_a_title_is_one_line_where_it_fits_and_breaks_at_the_unit_and_its_places_otherwise():
    end = "2024年政府信息公开工作年度报告"
    assert title_lines(f"清水镇{end}", "清水镇", 20) == (f"清水镇{end}",)
    town = "示例县清水镇人民政府"
    assert title_lines(town + end, town, 20) == (town, end)
    long = "示例自治州清水河流域生态保护示范县清水镇人民政府"
    lines = title_lines(long + end, long, 20)
    assert ("".join(lines), lines[-1], len(lines)) == (long + end, end, 3)


def test_unit_and_date_of_the_signature_stand_on_one_axis():
    (unit, unit_space), (date, date_space) = signature_lines("示例县清水镇人民政府", "2025年1月20日")
    assert date_space == 4
    assert unit_space + width_of(unit) / 2 == date_space + width_of(date) / 2
    (unit, unit_space), (date, date_space) = signature_lines("示" * 20, "2025年1月20日")
    assert unit_space == 0
    assert date_space + width_of(date) / 2 == 10
    assert signature_lines("", "2025年1月20日") == (("2025年1月20日", 4.0),)
    assert signature_lines(" ", "") == ()
