"""Levels of paragraphs: raised, lowered, and numbered anew where they were in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.core.links import Edit
from nianbao.core.outline import levelled, mark, renumbered

TEXT = "（一）甲情况。\n正文。\n（二）乙\n1.丙\n2.丁"


def made(text: str, edits: tuple[Edit, ...]) -> str:
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def at(text: str, words: str, way: str) -> str:
    """The text after the paragraph with the words in it was raised or lowered."""
    place = text.index(words)
    return made(text, levelled(text, place, place, way))


@pytest.mark.parametrize(
    ("words", "way", "after"),
    [
        ("甲", "lower", "1.甲情况。\n正文。\n（一）乙\n1.丙\n2.丁"),
        ("甲", "raise", "一、甲情况。\n正文。\n（一）乙\n1.丙\n2.丁"),
        ("正文", "raise", "（一）甲情况。\n（二）正文。\n（三）乙\n1.丙\n2.丁"),
        ("正文", "lower", TEXT),
        ("乙", "lower", "（一）甲情况。\n正文。\n1.乙\n2.丙\n3.丁"),
        ("丙", "lower", "（一）甲情况。\n正文。\n（二）乙\n（1）丙\n1.丁"),
        ("丁", "raise", "（一）甲情况。\n正文。\n（二）乙\n1.丙\n（三）丁"),
    ],
)
def test_a_paragraph_changes_its_level_and_the_others_are_numbered_anew(words: str, way: str, after: str):
    assert at(TEXT, words, way) == after


def test_the_deepest_level_is_lowered_to_a_body_and_the_highest_stays():
    assert at("（1）甲", "甲", "lower") == "甲"
    assert at("一、甲", "甲", "raise") == "一、甲"
    assert at("甲", "甲", "raise") == "（一）甲"
    assert levelled("甲", 0, 0, "lower") == ()


def test_several_paragraphs_are_raised_together():
    text = "甲\n乙\n丙"
    assert made(text, levelled(text, 0, 3, "raise")) == "（一）甲\n（二）乙\n丙"


def test_numbers_that_somebody_set_otherwise_are_left_alone():
    text = "（一）甲\n（五）乙\n丙"
    assert at(text, "丙", "raise") == "（一）甲\n（五）乙\n（三）丙"
    assert made(text, renumbered(text)) == "（一）甲\n（二）乙\n丙"


def test_the_sign_behind_a_number_stays_as_it_is_used():
    assert at("1、甲\n2、乙\n（1）丙", "丙", "raise") == "1、甲\n2、乙\n3、丙"
    assert at("1.甲\n（1）乙", "乙", "raise") == "1.甲\n2.乙"


@pytest.mark.parametrize(
    "words", ["一、二季度公开12条。", "2024年公开12条。", "3.5万元。", "一是健全制度。", "10月，公开12条。"]
)
def test_what_only_looks_like_a_number_is_none(words: str):
    assert at(words, words[-2], "raise") == f"（一）{words}"
    assert renumbered(words) == ()


def test_numbers_are_written_in_chinese_up_to_ninety_nine():
    assert [mark(2, number) for number in (1, 10, 11, 20, 99)] == [
        "（一）",
        "（十）",
        "（十一）",
        "（二十）",
        "（九十九）",
    ]
    text = "\n".join(mark(1, number) + "甲" for number in range(1, 100))
    assert renumbered(text) == ()


@given(st.text("（一）1.、二甲\n", max_size=40), st.integers(0, 40), st.sampled_from(["raise", "lower"]))
def test_only_numbers_change_and_numbering_anew_is_numbered(text: str, place: int, way: str):
    after = made(text, levelled(text, place, place, way))
    assert [line.lstrip("（一二三四五六七八九十）0123456789.、") for line in after.split("\n")] == [
        line.lstrip("（一二三四五六七八九十）0123456789.、") for line in text.split("\n")
    ]
    again = made(after, renumbered(after))
    assert made(again, renumbered(again)) == again
