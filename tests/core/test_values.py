"""Text becomes a value at the border, and only when it is unmistakable which."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.core.values import (
    Kind,
    NotAValue,
    Value,
    decimal_places,
    is_blank,
    is_blank_mark,
    parse,
    parse_declared,
    plain,
    show,
)

KINDS: tuple[Kind, ...] = ("count", "change", "amount")
NUMERIC = pytest.mark.parametrize("kind", KINDS)

counts = st.integers(0, 10**12 - 1)
changes = st.integers(-(10**12) + 1, 10**12 - 1)
amounts = st.builds(lambda units, places: Decimal(units).scaleb(-places), st.integers(0, 10**12 - 1), st.integers(0, 4))


def refusal(kind: Kind, text: str) -> str:
    with pytest.raises(NotAValue) as reason:
        parse(kind, text)
    return str(reason.value)


# what people write for a number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("12", 12),
        (" 12 ", 12),
        ("\t12\n", 12),
        ("12\u3000", 12),
        ("\xa012\xa0", 12),
        ("\ufeff12\u200b", 12),
        ("１２", 12),
        ("１，２３４", 1234),
        ("1,234", 1234),
        ("12,345,678", 12345678),
        ("1， 234", 1234),
        ("3.0", 3),
        ("3.00", 3),
        ("999999999999", 999999999999),
    ],
)
def test_a_count_is_read_however_its_digits_are_written(text: str, value: int):
    assert parse("count", text) == value
    assert type(parse("count", text)) is int


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("3", 3),
        ("+19", 19),
        ("-3", -3),
        ("－3", -3),
        ("−3", -3),
        ("﹣3", -3),
        ("＋１９", 19),
        ("减4", -4),
        ("增3", 3),
        ("减少4", -4),
        ("增加3", 3),
        ("减 4", -4),
        ("- 3", -3),
        ("+1,234", 1234),
        ("-0", 0),
    ],
)
def test_a_change_may_be_written_with_a_sign_or_a_word(text: str, value: int):
    assert parse("change", text) == value
    assert type(parse("change", text)) is int


@pytest.mark.parametrize("text", ["增", "减", "减-4", "+-3", "--3", "增减3", "3-", "1.5", "增1.5", "4减"])
def test_a_change_that_is_no_whole_number_is_refused_with_an_example(text: str):
    assert refusal("change", text) == f"“{text}”不是增减数，这里应填整数，减少的在前面加负号，例如 -3。"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("7545", "7545"),
        ("7730.28", "7730.28"),
        ("59237.2449", "59237.2449"),
        ("19.8303", "19.8303"),
        ("7,730.28", "7730.28"),
        ("７７３０．２８", "7730.28"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1.50000", "1.5"),
        ("0.00000", "0"),
    ],
)
def test_an_amount_is_read_as_the_exact_decimal(text: str, value: str):
    amount = parse("amount", text)
    assert isinstance(amount, Decimal)
    assert amount == Decimal(value)


def test_an_amount_has_at_most_four_places():
    assert parse("amount", "0.1234") == Decimal("0.1234")
    assert refusal("amount", "0.12345") == "“0.12345”的小数超过 4 位，金额以万元为单位，最多 4 位小数。"


def test_a_text_is_kept_as_it_is_written():
    assert parse("text", " 第一段\n１２ ") == " 第一段\n１２ "
    assert parse("text", "/") == "/"


# blank is not zero


@pytest.mark.parametrize("kind", [*KINDS, "text"])
@pytest.mark.parametrize("text", ["", " ", "\u3000\u3000", "\xa0", "\n\t"])
def test_white_space_is_blank_and_not_zero(kind: Kind, text: str):
    assert parse(kind, text) is None
    assert parse_declared(kind, text) is None
    assert is_blank(text)


@NUMERIC
@pytest.mark.parametrize("mark", ["/", "-", "—", "——", "–", "－", "／", "无", " 无 ", "不适用", "空", "\\"])
def test_a_sign_for_an_empty_cell_is_asked_about_and_not_taken_for_zero(kind: Kind, mark: str):
    assert is_blank_mark(mark)
    sentence = f"“{mark.strip()}”不是数字。没有发生的请填 0，还不清楚的请留空。"
    assert refusal(kind, mark) == sentence
    with pytest.raises(NotAValue, match="没有发生的请填 0"):
        parse_declared(kind, mark)


@pytest.mark.parametrize("text", ["0", "没有", "abc", "12", ""])
def test_other_words_are_no_sign_for_an_empty_cell(text: str):
    assert not is_blank_mark(text)


# what must be refused


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("count", "-3", "“-3”是负数，这里应填大于或等于 0 的整数。"),
        ("count", "-2.5", "“-2.5”是负数，这里应填大于或等于 0 的整数。"),
        ("count", "2.5", "“2.5”有小数，这里应填整数。"),
        ("count", "abc", "“abc”不是数字，这里应填大于或等于 0 的整数。"),
        ("count", "十二", "“十二”不是数字，这里应填大于或等于 0 的整数。"),
        ("count", "1e5", "“1e5”不是数字，这里应填大于或等于 0 的整数。"),
        ("count", "1,23", "“1,23”不是数字，这里应填大于或等于 0 的整数。"),
        ("count", "=SUM(A1:A3)", "“=SUM(A1:A3)”不是数字，这里应填大于或等于 0 的整数。"),
        ("amount", "-3", "“-3”是负数，金额应大于或等于 0（单位：万元）。"),
        ("amount", "251000元", "“251000元”不是金额，这里应填数字（单位：万元）。"),
        ("amount", "1.2.3", "“1.2.3”不是金额，这里应填数字（单位：万元）。"),
        ("amount", "Infinity", "“Infinity”不是金额，这里应填数字（单位：万元）。"),
        ("amount", "NaN", "“NaN”不是金额，这里应填数字（单位：万元）。"),
    ],
)
def test_what_is_no_value_of_the_kind_is_refused_with_the_reason(kind: Kind, text: str, sentence: str):
    assert refusal(kind, text) == sentence


@NUMERIC
def test_a_number_with_too_many_digits_is_refused(kind: Kind):
    assert parse(kind, "9" * 12) == 10**12 - 1
    assert refusal(kind, "9" * 13) == f"“{'9' * 13}”的位数太多，请核对。"
    assert "位数太多" in refusal(kind, "9" * 5000)


@NUMERIC
@pytest.mark.parametrize("text", ["3 4", "0\n0", "22\n16", "1 234", "１　２", "12\xa07"])
def test_two_numbers_in_one_cell_are_not_run_together_into_one(kind: Kind, text: str):
    assert refusal(kind, text) == f"“{text}”可能是几个数连在一起，请核对。"
    with pytest.raises(NotAValue, match="几个数连在一起"):
        parse_declared(kind, text)


@NUMERIC
@pytest.mark.parametrize("text", ["000", "00", "007", "０００", "0,001", "+00", "减04"])
def test_digits_behind_a_zero_may_be_several_cells_run_together(kind: Kind, text: str):
    assert refusal(kind, text) == f"“{text}”可能是几个数连在一起，请核对。"
    with pytest.raises(NotAValue, match="几个数连在一起"):
        parse_declared(kind, text)


@NUMERIC
@pytest.mark.parametrize("text", ["5①", "22²", "3⑵", "⒈2"])
def test_the_mark_of_a_footnote_is_not_a_digit_of_the_number(kind: Kind, text: str):
    assert refusal(kind, text) == f"“{text}”可能是几个数连在一起，请核对。"
    with pytest.raises(NotAValue, match="几个数连在一起"):
        parse_declared(kind, text)


# what a file declares


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("count", "-3", -3),
        ("count", "2.5", Decimal("2.5")),
        ("count", "-2.50", Decimal("-2.5")),
        ("count", "+3", 3),
        ("count", "12", 12),
        ("change", "1.5", Decimal("1.5")),
        ("change", "减4", -4),
        ("amount", "0.12345", Decimal("0.12345")),
        ("amount", "-3", Decimal("-3")),
        ("amount", "1,234.5", Decimal("1234.5")),
    ],
)
def test_a_number_that_the_cell_should_not_hold_is_kept_as_declared(kind: Kind, text: str, value: Value):
    declared = parse_declared(kind, text)
    assert declared == value
    assert type(declared) is type(value)


@NUMERIC
@pytest.mark.parametrize("text", ["abc", "12件", "9" * 13, "1e5", "--3", "1.2.3"])
def test_what_is_no_number_at_all_is_not_declared_either(kind: Kind, text: str):
    with pytest.raises(NotAValue):
        parse_declared(kind, text)


# a value as text


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, "count", ""),
        (0, "count", "0"),
        (12345, "count", "12345"),
        (-3, "count", "-3"),
        (0, "change", "0"),
        (19, "change", "+19"),
        (-3, "change", "-3"),
        (Decimal("7730.28"), "amount", "7730.28"),
        (Decimal("19.8300"), "amount", "19.8300"),
        (Decimal("1E+3"), "amount", "1000"),
        (Decimal("0E-4"), "amount", "0.0000"),
        (7545, "amount", "7545"),
        ("第一段", "text", "第一段"),
    ],
)
def test_a_value_is_shown_without_grouping_or_exponent_and_with_a_sign_only_as_a_change(
    value: Value | None, kind: Kind, text: str
):
    assert show(value, kind) == text


@given(counts)
def test_a_shown_count_is_read_back(value: int):
    assert parse("count", show(value, "count")) == value


@given(changes)
def test_a_shown_change_is_read_back(value: int):
    assert parse("change", show(value, "change")) == value


@given(amounts)
def test_a_shown_amount_is_read_back_to_the_last_place(value: Decimal):
    back = parse("amount", show(value, "amount"))
    assert isinstance(back, Decimal)
    assert back.as_tuple() == value.as_tuple()


@given(st.sampled_from(KINDS), st.integers(-(10**12) + 1, 10**12 - 1), st.integers(0, 6))
def test_whatever_a_file_declares_is_read_back_from_what_is_shown(kind: Kind, units: int, places: int):
    text = format(Decimal(units).scaleb(-places), "f")
    declared = parse_declared(kind, text)
    assert declared == Decimal(units).scaleb(-places)
    assert parse_declared(kind, show(declared, kind)) == declared


@given(counts)
def test_full_width_digits_and_thousands_separators_do_not_change_a_count(value: int):
    grouped = f"{value:,}"
    full_width = grouped.translate(str.maketrans("0123456789,", "０１２３４５６７８９，"))
    assert parse("count", grouped) == parse("count", full_width) == value


@given(st.text(max_size=20), st.sampled_from(KINDS))
def test_any_text_is_blank_or_a_value_or_refused_with_a_sentence(text: str, kind: Kind):
    try:
        value = parse(kind, text)
    except NotAValue:
        assert refusal(kind, text).endswith("。")
    else:
        assert (value is None) == is_blank(text)
        assert parse_declared(kind, text) == value


@pytest.mark.parametrize(
    ("amount", "places"),
    [("0", 0), ("0.0000", 0), ("100", 0), ("1E+3", 0), ("1.50", 1), ("0.0001", 4), ("0.00001", 5)],
)
def test_trailing_zeros_are_not_counted_as_places(amount: str, places: int):
    assert decimal_places(Decimal(amount)) == places


@pytest.mark.parametrize(
    ("text", "bare"),
    [("（一） 予以\n公开", "(一)予以公开"), ("㈠", "(一)"), ("１，２３４", "1,234"), ("总 计", "总计")],
)
def test_full_width_forms_and_white_space_do_not_count(text: str, bare: str):
    assert plain(text) == bare
