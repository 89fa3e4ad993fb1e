"""The grammar of sentences about numbers: numerals, words, places in the text, and what a statement is a part of."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.core.grammar.lexicon import spelt_out, starts
from nianbao.core.grammar.numerals import chinese, in_the_manner_of, numeral
from nianbao.core.grammar.parse import parse
from nianbao.core.grammar.statements import Statement
from nianbao.core.grammar.tokens import squeeze, tokens
from nianbao.core.grammar.words import KINDS

YEAR = 2024


def statements(text: str, year: int | None = YEAR) -> list[Statement]:
    return [statement for paragraph in parse(text, year) for statement in paragraph]


def said(text: str, year: int | None = YEAR) -> list[tuple[str, str, int]]:
    """Kind, names and value of each statement of a text."""
    return [(s.kind, "+".join(s.subject.names), int(s.value)) for s in statements(text, year)]


# numerals


@pytest.mark.parametrize(
    ("words", "value", "unit", "rough"),
    [
        ("12件", "12", "件", False),
        ("1,234件", "1234", "件", False),
        ("1，234宗", "1234", "宗", False),
        ("1.2万件", "12000", "件", False),
        ("7730.28万元", "77302800", "元", False),
        ("3千件", "3000", "件", False),
        ("300余件", "300", "件", True),
        ("20件左右", "20", "件", True),
        ("33.33%", "33.33", "%", False),
        ("12", "12", "", False),
        ("3个月", "3", "个月", False),
        ("3个", "3", "个", False),
        ("120人次", "120", "人次", False),
        ("十二件", "12", "件", False),
        ("两起", "2", "起", False),
        ("一百零三件", "103", "件", False),
        ("三千一百一十九件", "3119", "件", False),
        ("二〇件", "20", "件", False),
        ("十余件", "10", "件", True),
        ("百分之百", "100", "%", False),
        ("百分之九十八点五", "98.5", "%", False),
        ("零件", "0", "件", False),
    ],
)
def test_a_number_is_read_with_its_unit(words: str, value: str, unit: str, rough: bool):
    found = numeral(words, 0)
    assert found is not None
    assert (found.end, found.value, found.unit, found.rough) == (len(words), Decimal(value), unit, rough)


@pytest.mark.parametrize("words", ["一致", "三安全一稳定", "一体化", "百姓", "万众", "两化"])
def test_chinese_digits_without_a_unit_are_no_number(words: str):
    assert numeral(words, 0) is None


def _in_chinese(number: int) -> str:
    """A number up to 9999 in Chinese characters, as it is spoken."""
    digits, places = "零一二三四五六七八九", ("千", "百", "十", "")
    spoken = ""
    for digit, place in zip(f"{number:04}", places, strict=True):
        if digit != "0":
            spoken += digits[int(digit)] + place
        elif spoken and not spoken.endswith("零"):
            spoken += "零"
    return spoken.rstrip("零") or "零"


@given(st.integers(0, 9999))
def test_every_chinese_numeral_up_to_ten_thousand_is_read(number: int):
    assert chinese(_in_chinese(number)) == number


@pytest.mark.parametrize("written", ["12", "１２", "1,200", "1，200", "十二", "两"])
@given(st.integers(0, 9999))
def test_a_number_is_written_in_the_manner_of_another(written: str, number: int):
    spelt = in_the_manner_of(written, number)
    found = numeral(squeeze(f"{spelt}件").words, 0)
    assert found is not None
    assert (found.value, found.unit) == (number, "件")
    assert any("一" <= sign <= "龥" or sign == "零" for sign in spelt) == any("一" <= sign <= "龥" for sign in written)


@pytest.mark.parametrize("words", ["12345热线", "“12345”市民热线工单", "12315平台", "110接警", "7/8"])
def test_a_telephone_number_counts_nothing(words: str):
    squeezed = squeeze(words)
    assert [token for token in tokens(squeezed.words, 0, len(squeezed.words)) if token.kind == "number"] == []


# words


def test_every_pattern_of_the_word_lists_begins_with_a_character_that_is_known():
    patterns = [pattern for kinds in KINDS for listed in kinds.values() for pattern in spelt_out(listed).split()]
    assert len(patterns) > 500
    assert [pattern for pattern in patterns if not starts(pattern)] == []


def test_no_kind_of_word_is_listed_twice():
    kinds = [kind for kinds in KINDS for kind in kinds]
    assert sorted(kinds) == sorted(set(kinds))


@pytest.mark.parametrize(
    ("pattern", "signs"),
    [
        ("收到", "收"),
        ("尚?未审", "尚未"),
        ("[公予]布", "公予"),
        ("(?:政府)?信息", "政信"),
        ("(?<!各)局", "局"),
        ("甲|乙丙?", "甲乙"),
    ],
)
def test_the_characters_that_a_pattern_can_begin_with(pattern: str, signs: str):
    assert starts(pattern) == set(signs)


@given(st.text(max_size=60))
def test_the_words_of_a_text_cover_it_and_are_in_order(text: str):
    squeezed = squeeze(text)
    row = tokens(squeezed.words, 0, len(squeezed.words))
    assert "".join(token.words for token in row) == squeezed.words
    assert len(squeezed.places) == len(squeezed.words)
    assert list(squeezed.places) == sorted(set(squeezed.places))


def test_blanks_traditional_and_full_width_characters_keep_their_places():
    text = "  共 收到政府信息公開申請 １２ 件（含上年結轉１件）。"
    found = statements(text)
    assert [text[s.start : s.end] for s in found] == ["收到政府信息公開申請 １２ 件", "上年結轉１件"]
    assert [text[slice(*s.digits)] for s in found] == ["１２", "１"]


def test_a_sentence_that_a_page_cut_is_read_as_one():
    text = "（二）依申请公开方面\n全年受理政府信息公开申请1295件，办结1191件（含\n上年结转189件），均已答复。"
    assert said(text) == [("count", "received", 1295), ("count", "done", 1191), ("count", "carried_in", 189)]


def test_places_are_those_of_the_whole_text():
    text = "第一段。\n\n第二段收到政府信息公开申请5件。"
    (found,) = statements(text)
    assert text[found.start : found.end] == "收到政府信息公开申请5件"


# what a statement is of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年结转申请2件，政府信息公开方面。", [("count", "carried_in", 2)]),
        ("政府信息公开申请结转2025年2件。", [("count", "carried_forward", 2)]),
        ("政府信息公开申请由2023年结转到2024年2件。", [("count", "carried_in", 2)]),
        (
            "收到政府信息公开申请5件，答复4件，结转1件。",
            [("count", "received", 5), ("count", "done", 4), ("count", "carried_forward", 1)],
        ),
        ("受理并办结政府信息公开申请5件。", [("count", "taken_and_done", 5)]),
        ("行政许可、行政处罚0宗。", [("count", "licensing.decisions", 0), ("count", "penalties.decisions", 0)]),
        ("行政许可、行政处罚共3宗。", [("count", "licensing.decisions+penalties.decisions", 3)]),
        ("政府信息公开行政复议、诉讼各1件。", [("count", "reconsideration.total", 1), ("count", "suits.total", 1)]),
        (
            "2件政府信息公开申请予以公开，1件不予公开。",
            [("count", "granted", 2), ("count", "refused", 1)],
        ),
        (
            "无政府信息公开行政复议、行政诉讼。",
            [("none", "reconsideration.total", 0), ("none", "suits.total", 0)],
        ),
    ],
)
def test_what_the_words_around_a_number_name(text: str, expected: list[tuple[str, str, int]]):
    assert said(text) == expected


def test_without_the_year_of_the_report_years_are_not_told_apart():
    assert said("2023年结转政府信息公开申请2件。", None) == [("count", "turned", 2)]
    assert said("2023年收到政府信息公开申请2件。", None) == [("count", "received", 2)]


def test_parts_know_their_whole():
    found = statements("收到政府信息公开申请5件，其中自然人3件、法人2件；办结4件，其中予以公开3件（占75%）。")
    wholes = {s.words: found[s.whole].words for s in found if s.whole >= 0}
    assert wholes == {
        "自然人3件": "收到政府信息公开申请5件",
        "法人2件": "收到政府信息公开申请5件",
        "办结4件": "收到政府信息公开申请5件",
        "予以公开3件": "办结4件",
        "占75%": "予以公开3件",
    }


@pytest.mark.parametrize(
    "text",
    [
        "办理建议提案12件，答复12件。",
        "下一步，力争政府信息公开申请答复率100%。",
        "受理行政许可申请60件。",
        "制作公文40件，其中主动公开12件、依申请公开20件、不予公开8件。",
        "《关于受理5件申请的通知》已印发。",
        "第二十条第（一）项、国务院令第711号、〔2021〕30号。",
        "",
        "\n\n",
        "件",
    ],
)
def test_what_no_table_knows_makes_no_statement(text: str):
    assert statements(text) == []
