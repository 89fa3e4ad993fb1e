"""Numbers as reports write them: 12, 1,234, 1.2万, 十二, 一百零三, 三千一百一十九, 近百, 300余."""

import re
from decimal import Decimal
from typing import NamedTuple

COUNT_UNITS = ("件次", "件", "条", "宗", "份", "个", "起")
LOOSE_UNITS = ("例", "人次", "次", "项", "笔", "桩", "批", "单")  # may count something else than cases do
PEOPLE = ("位", "名", "人", "家", "户")
TIME_UNITS = ("年", "月", "日", "天", "个月", "小时", "分钟", "工作日", "个工作日")
MONEY_UNITS = ("元",)

_DIGITS = dict(zip("〇零一二三四五六七八九", (0, *range(10)), strict=True)) | {"两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}

_MOST_IN_CHINESE = 10_000
# what is longer or larger is no count but the number of a document or a person, and no table could be held against it
_MOST_DIGITS, _NO_COUNT = 25, Decimal("1E18")
_TENTH = Decimal("1E1")  # 四成 are 40 percent, more or less

_CASES = "|".join((*COUNT_UNITS, *LOOSE_UNITS, *MONEY_UNITS))
# what a number may count that no table knows: it is read, so that nothing is taken for a case
_LONG = "个百分点|百分点|个工作日|工作日|个月|小时|分钟|平方"
_THINGS = "家|篇|期|场|户|册|幅|届|公里|亩|页|字|版|套|张|轮|层|级|类|款|块|处|所|倍|部(?![门委队长分])"
_OTHER = f"人|名|位|年|月|日|天|号|时|分|{_THINGS}"
_CHINESE_OTHER = "方面|种|步|大|线|是|要|则"
_TENTHS = "成(?![立为员功效果交份本熟长品套型都人家不了就绩])"
_UNIT = f"{_LONG}|{_CASES}|{_OTHER}|{_TENTHS}"
_NUMBER = re.compile(
    r"(?P<digits>\d{1,3}(?:[,，]\d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<scale>[十百千]?[万亿]|[百千](?=余|多|件|宗|条|份|个|起|元|人))?"
    rf"(?P<more>余|多|来)?(?:(?P<percent>%)|(?P<unit>{_UNIT}))?"
    r"(?P<about>左右|以上|上下|以内)?"
)
_CHINESE = re.compile(
    r"(?:百分之(?P<percent>百|[零〇一二两三四五六七八九十点]{1,9})"
    r"|(?P<half>一半)|(?P<digits>[〇零一二两三四五六七八九十百千万]{1,15})(?P<more>余|多|来)?"
    rf"(?P<unit>{_UNIT}|{_CHINESE_OTHER})"
    r"(?P<about>左右|以上|上下|以内|(?<=成)[多半])?)"
)
_ZERO = re.compile(r"(?:零|〇|无)(?=[，。；、）！]|$)")


class Numeral(NamedTuple):
    """A number in a text. `value` of money is in 元; `grain` is one unit of the last place that is written.

    `stop` is the end of the digits alone, where no 万, 余 or 点 stands behind them that would not fit another number.
    `unit` is empty for a bare number, "%" for a share (三成, 一半 too), and else the unit's own words, also of what no
    table counts.
    """

    end: int
    value: Decimal
    grain: Decimal
    unit: str
    rough: bool
    stop: int = 0


NO_NUMBER = Numeral(0, Decimal(0), Decimal(1), "", rough=False)


def numeral(words: str, start: int) -> Numeral | None:
    """The number that begins at `start`, with its unit, or None; one too long for a count is a 号."""
    match = _NUMBER.match(words, start)
    if match:
        digits = match["digits"].replace(",", "").replace("，", "")
        scale = _scale(match["scale"] or "")
        places = len(digits.partition(".")[2])
        if len(digits) > _MOST_DIGITS or (count := Decimal(digits) * scale) >= _NO_COUNT:
            return Numeral(match.end(), Decimal(0), Decimal(1), "号", rough=False)
        return _made(match, count, Decimal(scale).scaleb(-places))
    match = _CHINESE.match(words, start)
    if match is None:
        return None
    if match["percent"]:
        whole, _, part = match["percent"].partition("点")
        share = Decimal(100) if whole == "百" else Decimal(chinese(whole) or 0)
        share += Decimal("".join(str(_DIGITS.get(c, 0)) for c in part) or 0).scaleb(-len(part))
        return Numeral(match.end(), share, Decimal(1).scaleb(-len(part)), "%", rough=False)
    if match["half"]:
        return Numeral(match.end(), Decimal(50), _TENTH, "%", rough=True)
    value = chinese(match["digits"])
    return None if value is None else _made(match, Decimal(value), Decimal(1))


def zero(words: str, start: int) -> Numeral | None:
    """A 零 or 无 that stands for 0 at the end of a clause: 行政复议为零."""
    match = _ZERO.match(words, start)
    return Numeral(match.end(), Decimal(0), Decimal(1), "", rough=False) if match else None


def chinese(digits: str) -> int | None:
    """The value of a numeral in Chinese characters; 二〇二四 is read digit by digit. None when it is none."""
    if len(digits) > 1 and all(digit in _DIGITS for digit in digits):
        return int("".join(str(_DIGITS[digit]) for digit in digits))
    total = section = digit = 0
    for sign in digits:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TENS:
            section += (digit or 1) * _TENS[sign]
            digit = 0
        elif sign in _LARGE:
            total += (section + digit or 1) * _LARGE[sign]
            section = digit = 0
        else:
            return None
    return total + section + digit


def in_the_manner_of(written: str, number: int) -> str:
    """The number as another one is written: １２ in full-width digits, 十二 in Chinese ones, 1,234 with its commas."""
    comma = next((sign for sign in ",，" if sign in written), "")
    wide = next((sign for sign in written if "０" <= sign <= "９"), "")
    if any(sign in _DIGITS or sign in _TENS for sign in written) and number < _MOST_IN_CHINESE:
        return _spelt(number)
    digits = f"{number:,}".replace(",", comma) if comma else str(number)
    return digits.translate({ord("0") + place: ord("０") + place for place in range(10)}) if wide else digits


def _spelt(number: int) -> str:
    """A number below ten thousand in Chinese characters, as it is spoken before 件."""
    spoken = ""
    for digit, ten in zip(f"{number:04}", ("千", "百", "十", ""), strict=True):
        if digit != "0":
            spoken += "零一二三四五六七八九"[int(digit)] + ten
        elif spoken and not spoken.endswith("零"):
            spoken += "零"
    spoken = spoken.rstrip("零") or "零"
    return "两" if spoken == "二" else spoken.removeprefix("一") if spoken.startswith("一十") else spoken


def _made(match: re.Match[str], value: Decimal, grain: Decimal) -> Numeral:
    unit = match["unit"] or ("%" if match["percent"] else "")
    if unit == "成":
        return Numeral(match.end(), value * 10, _TENTH, "%", rough=True)
    rough = bool(match["more"] or match["about"])
    plain = not rough and not match.groupdict().get("scale")
    return Numeral(match.end(), value, grain, unit, rough, match.end("digits") if plain else 0)


def _scale(words: str) -> int:
    scale = 1
    for sign in words:
        scale *= _TENS.get(sign) or _LARGE[sign]
    return scale
