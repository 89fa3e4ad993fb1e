"""Numbers as old reports have them: 12件, 22（其中修订16件）, 251000元, 减4. What was done is said."""

import re
from dataclasses import dataclass
from decimal import Decimal

from nianbao.core.values import (
    MAX_AMOUNT_PLACES,
    Kind,
    NotAValue,
    Value,
    decimal_places,
    is_blank_mark,
    parse_declared,
    plain,
    show,
)

YUAN_IN_WAN = 10_000
_REMARK = re.compile(r"(?P<number>[^()（）\[\]【】]*?)\s*[(（\[【](?P<remark>.+)[)）\]】]\s*", re.DOTALL)
_UNIT = re.compile(r"(?P<number>[^一-鿿]*|[增减].*?)(?P<unit>件|条|项|宗|份|个|起|次|人次|万元|元)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value read from a text. `remark` is what stood in brackets beside it, `said` what was done to the number."""

    value: Value | None
    remark: str = ""
    said: str = ""


def read_quantity(kind: Kind, text: str) -> Quantity:
    """The value of an entry of an old report. Raises NotAValue with the reason when it is not certain.

    Counts may carry their unit, amounts 元 or 万元 (元 are turned into 万元), any number a remark in brackets.
    A sign for an empty cell (“/”, 无) is no zero: it is asked about.
    """
    if text.lstrip().startswith("="):
        raise NotAValue("是公式，但文件里没有存下算好的数。请用 Excel 或 WPS 打开原文件，保存一次后再导入。")
    if is_blank_mark(text):
        raise NotAValue(f"填的是“{text.strip()}”，应填 0 吗？")
    remarked = _REMARK.fullmatch(text.strip())
    number, remark = (remarked["number"], plain(remarked["remark"])) if remarked else (text, "")
    united = _UNIT.fullmatch(number.strip())
    if united is None:
        return Quantity(parse_declared(kind, number), remark)
    money = united["unit"] in ("元", "万元")
    if money != (kind == "amount"):
        raise NotAValue(f"“{text.strip()}”的单位与这一格不符，请核对。")
    if united["unit"] != "元":
        return Quantity(parse_declared(kind, united["number"]), remark)
    return _from_yuan(united["number"], remark)


def _from_yuan(number: str, remark: str) -> Quantity:
    """元 as 万元, exactly; more places than the form has are not rounded but refused."""
    yuan = parse_declared("amount", number)
    if not isinstance(yuan, Decimal):
        raise NotAValue(f"“{number.strip()}元”不是金额，请核对。")
    amount = yuan / YUAN_IN_WAN
    if decimal_places(amount) > MAX_AMOUNT_PLACES:
        raise NotAValue(f"“{number.strip()}元”换算成万元超过 {MAX_AMOUNT_PLACES} 位小数，请核对后填写。")
    amount = amount.normalize() if amount else Decimal(0)
    return Quantity(amount, remark, f"{number.strip()}元换算为 {show(amount)}万元")
