"""Text from Word: what cannot be seen goes, is said, and every word stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.core.paste import cleaned


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("第一段。\r\n第二段。", "第一段。\n第二段。"),
        ("第一行\x0b第二行\u2028第三行", "第一行\n第二行\n第三行"),
        ("\u3000\u3000段首缩进", "段首缩进"),
        ("\t段首制表符", "段首制表符"),
        ("公开\xa012\xa0条", "公开 12 条"),
        ("（一）\t主动公开。", "（一）主动公开。"),
        ("1.\t第一\n2.\t 第二", "1.第一\n2.第二"),
        ("•\t要点\n\uf06c 要点\n·\t要点\n●要点", "要点\n要点\n要点\n要点"),
        ("序号\t内容", "序号 内容"),
        ("看\u200b不\u00ad见\ufeff", "看不见"),
        ("单元格\x07", "单元格"),
        ("见图\ufffc。", "见图。"),
        ("第一段\n\n\n第二段", "第一段\n第二段"),
        ("段末空格  \n下一段", "段末空格\n下一段"),
        ("\ud840\udc00镇", "𠀀镇"),
        ("残缺\ud840的字", "残缺的字"),
    ],
)
def test_what_comes_from_word_is_cleaned_and_told(pasted: str, text: str):
    result = cleaned(pasted)
    assert result.text == text
    hidden = pasted.replace("\r\n", "\n") == text or pasted == "\ud840\udc00镇"
    assert (result.told == "") is hidden


@pytest.mark.parametrize(
    "words",
    ["-3件", "o2o 平台", "*号", "一、二季度", "总 计", "2024年  公开 12 条", "·中间点", "“引号”（括号）", "3.5万元"],
)
def test_words_that_only_look_like_something_to_clean_stay(words: str):
    assert cleaned(words) == (words, "")


def test_what_was_cleaned_is_counted_in_a_sentence():
    told = cleaned("\u3000\u3000甲\xa0乙\r\n\u3000\u3000丙\t丁").told
    assert told == "已粘贴，清理了特殊空格 1 处、段首空格 2 处、制表符 1 处，文字没有改动。"


@given(st.text("公开12。（一）1.、•\t \u3000\xa0\r\n\x0b\u200b\x07abé-", max_size=40))
def test_no_word_is_lost_or_moved_and_cleaning_twice_changes_nothing(pasted: str):
    result = cleaned(pasted)
    kept = [sign for sign in result.text if sign.isalnum() or sign in "。（）、."]
    assert kept == [sign for sign in pasted if sign.isalnum() or sign in "。（）、."]
    assert cleaned(result.text).text == result.text
