"""Search: a few words find the pages that answer, best first, in whatever form they were typed."""

import pytest

from nianbao.core.search import Page, search

PAGES = (
    Page("a", "撤销和重做", "说明", "每一步都能撤销。输入、粘贴、导入都算一步。"),
    Page("b", "上年结转", "表三", "上一年年底没有办结的申请。等于上年报告的结转下年度。"),
    Page("c", "导入", "说明", "整个导入是一步，可以撤销。上年的结转会带入。"),
    Page("d", "法律服务机构", "表三", "律师事务所用所的名义提出的。"),
)


def found(typed: str) -> list[str]:
    return [hit.page.address for hit in search(PAGES, typed)]


@pytest.mark.parametrize("typed", ["", "   ", "，。", "？"])
def test_nothing_is_found_for_nothing(typed: str):
    assert found(typed) == []


def test_a_page_with_the_word_in_its_title_comes_first():
    assert found("撤销") == ["a", "c"]
    assert found("导入") == ["c", "a"]


def test_a_part_of_a_word_is_enough():
    assert found("律师") == ["d"]


def test_every_word_that_is_typed_must_be_there():
    assert found("上年 结转") == ["b", "c"]
    assert found("上年 撤销") == ["c"]


def test_punctuation_parts_words():
    assert found("上年、撤销") == ["c"]


@pytest.mark.parametrize("typed", ["怎么撤销", "如何撤销？", "撤销在哪里", "什么是撤销"])
def test_a_question_finds_what_it_asks_about(typed: str):
    assert found(typed)[0] == "a"


def test_a_sentence_without_spaces_finds_the_page_with_most_of_it():
    assert found("上年结转下年度的申请怎么填")[0] == "b"


def test_what_is_nowhere_is_not_found():
    assert found("驾驶证") == []


@pytest.mark.parametrize("typed", ["律師", "导入 ", "\uff23\uff34\uff32\uff2c"])
def test_traditional_and_full_width_signs_make_no_difference(typed: str):
    pages = (*PAGES, Page("e", "键", "说明", "按 Ctrl+Z"))
    assert search(pages, typed)


def test_the_words_to_mark_are_told():
    (first, *_) = search(PAGES, "上年 结转")
    assert first.marks == ("上年", "结转")


def test_the_words_to_mark_stand_on_the_page_when_a_sentence_was_typed():
    (first, *_) = search(PAGES, "怎样撤销一步修改")
    text = first.page.title + first.page.text
    assert [mark for mark in first.marks if mark in text]


def test_the_excerpt_shows_the_word_among_its_neighbours():
    long = Page("l", "长", "说明", "前面的话很多。" * 20 + "这里说到结转的事。" + "后面的话也很多。" * 20)
    (hit,) = search([long], "结转")
    assert "这里说到结转的事" in hit.excerpt
    assert hit.excerpt.startswith("…")
    assert hit.excerpt.endswith("…")
    assert len(hit.excerpt) < 80
