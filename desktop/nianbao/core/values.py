"""Text becomes a value here, once, at the border; and a value becomes the text that is shown and printed."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Literal

Value = int | Decimal | str
Kind = Literal["count", "amount", "change", "text"]

BLANK_MARKS = frozenset({"/", "-", "—", "——", "–", "一一", "\\", "无", "不适用", "空"})
MAX_DIGITS = 12
MAX_AMOUNT_PLACES = 4

_SEVERAL = re.compile(r"\d\s+\d|^[^\d.]*0[\d,]")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_COUNT = re.compile(r"\d+")
_CHANGE = re.compile(r"[+-]?\d+")
_AMOUNT = re.compile(r"\d+(\.\d*)?|\.\d+")


class NotAValue(ValueError):
    """The text is no value of the cell's kind; its message is a plain Chinese sentence with the reason."""


@lru_cache(maxsize=4096)  # the same labels and zeros over and over
def plain(text: str) -> str:
    """Full-width forms made half-width, every kind of white space dropped, one kind of minus sign."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\u200b\ufeff]+", "", folded).replace("−", "-").replace("﹣", "-").replace("，", ",")


def is_blank(text: str) -> bool:
    return not plain(text)


def is_blank_mark(text: str) -> bool:
    """Whether the text is one of the signs that people write for an empty cell, such as “/” or “无”."""
    return plain(text) in BLANK_MARKS


def may_be_several(text: str) -> bool:
    """Whether the digits may be those of several numbers: two in one cell (3 4), glued cells (000), a footnote (5②)."""
    folded = unicodedata.normalize("NFKC", text).strip()
    return bool(_SEVERAL.search(folded)) or any(sign.isdigit() and not sign.isdecimal() for sign in text)


def parse(kind: Kind, text: str) -> Value | None:
    """The value that a text stands for in a cell of this kind; None for blank (blank is not zero).

    Counts and changes come back as int, amounts (万元) as Decimal, texts unchanged.
    Raises NotAValue with the reason.
    """
    if kind == "text":
        return text if text.strip() else None
    bare = plain(text)
    if not bare:
        return None
    if bare in BLANK_MARKS:
        raise NotAValue(f"“{text.strip()}”不是数字。没有发生的请填 0，还不清楚的请留空。")
    if may_be_several(text):
        raise NotAValue(f"“{text.strip()}”可能是几个数连在一起，请核对。")
    if _GROUPED.fullmatch(bare):
        bare = bare.replace(",", "")
    if len(re.sub(r"\D", "", bare)) > MAX_DIGITS:
        raise NotAValue(f"“{text.strip()}”的位数太多，请核对。")
    return _BY_KIND[kind](bare, text.strip())


def _parse_count(bare: str, shown: str) -> Value:
    if _COUNT.fullmatch(bare):
        return int(bare)
    if re.fullmatch(r"-\d+(\.\d+)?", bare):
        raise NotAValue(f"“{shown}”是负数，这里应填大于或等于 0 的整数。")
    if re.fullmatch(r"\d+\.0+", bare):
        return int(bare.split(".", maxsplit=1)[0])
    if _AMOUNT.fullmatch(bare):
        raise NotAValue(f"“{shown}”有小数，这里应填整数。")
    raise NotAValue(f"“{shown}”不是数字，这里应填大于或等于 0 的整数。")


def _parse_change(bare: str, shown: str) -> Value:
    bare = bare.replace("增加", "+").replace("减少", "-").replace("增", "+").replace("减", "-")
    if _CHANGE.fullmatch(bare):
        return int(bare)
    raise NotAValue(f"“{shown}”不是增减数，这里应填整数，减少的在前面加负号，例如 -3。")


def _parse_amount(bare: str, shown: str) -> Value:
    if not _AMOUNT.fullmatch(bare):
        if re.fullmatch(r"-\d+(\.\d*)?", bare):
            raise NotAValue(f"“{shown}”是负数，金额应大于或等于 0（单位：万元）。")
        raise NotAValue(f"“{shown}”不是金额，这里应填数字（单位：万元）。")
    amount = Decimal(bare)
    if decimal_places(amount) > MAX_AMOUNT_PLACES:
        raise NotAValue(
            f"“{shown}”的小数超过 {MAX_AMOUNT_PLACES} 位，金额以万元为单位，最多 {MAX_AMOUNT_PLACES} 位小数。"
        )
    return amount


_BY_KIND = {"count": _parse_count, "change": _parse_change, "amount": _parse_amount}


def parse_declared(kind: Kind, text: str) -> Value | None:
    """As `parse`, but a number that the cell should not hold (-3, 2.5) is kept as declared: the checks blame it."""
    try:
        return parse(kind, text)
    except NotAValue:
        bare = plain(text)
        number_like = re.fullmatch(rf"[+-]?\d{{1,{MAX_DIGITS}}}(\.\d{{1,{MAX_DIGITS}}})?", bare)
        if kind == "text" or may_be_several(text) or not number_like:
            raise
        number = Decimal(bare)
        return number if kind == "amount" or number != number.to_integral_value() else int(number)


def decimal_places(amount: Decimal) -> int:
    """How many places after the point an amount needs; trailing zeros do not count."""
    exponent = amount.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def show(value: Value | None, kind: Kind = "count") -> str:
    """The text of a value as the form prints it: no grouping, no exponent, a sign only before a change."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if kind == "change" and value > 0:
        return f"+{value}"
    return format(value, "f") if isinstance(value, Decimal) else str(value)
