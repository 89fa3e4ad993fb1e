"""How a text numbers its parts: （一） under 一、, then 1. and （1） (GB/T 9704—2012, 7.3.3), each in its order."""

import re
from functools import lru_cache
from typing import NamedTuple

from nianbao.core.prose import Passage, paragraphs

_NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)}
_NUMERALS |= {f"十{numeral}": 10 + number for numeral, number in list(_NUMERALS.items())[:9]}
_MARK = re.compile(
    r"(?P<one>[一二三四五六七八九十]{1,2}(?=、))|[（(](?P<two>[一二三四五六七八九十]{1,2})[）)]"
    r"|(?P<three>\d{1,2})(?P<sign>[.．、])(?!\d)|[（(](?P<four>\d{1,2})[）)]"
)
_LISTED = re.compile(r"(?:^|[。；：，！？\s])([一二三四五六七八九十])是")
_LEVELS = ("one", "two", "three", "four")
_SHOWN = ("一、", "（一）", "1.", "（1）")


class Mark(NamedTuple):
    """A number at the beginning of a paragraph: its place, its level from 1 (一、) to 4 (（1）), and the number."""

    start: int
    end: int
    level: int
    number: int
    sign: str


class Slip(NamedTuple):
    """What is wrong with a number, in words, and where it stands."""

    told: str
    start: int
    end: int


@lru_cache(maxsize=64)
def slips(text: str) -> tuple[Slip, ...]:
    """What is wrong with the numbers of a section's text, whose own heading is 一、."""
    marks = [mark for line in paragraphs(text) if (mark := _mark(line))]
    return (*_levels(marks), *_signs(marks), *_order(marks, text), *_lists(text))


def _mark(line: Passage) -> Mark | None:
    match = _MARK.match(line.words)
    if not match:
        return None
    level = next(number for number, name in enumerate(_LEVELS, 1) if match[name])
    said = match[_LEVELS[level - 1]]
    number = int(said) if said.isdigit() else _NUMERALS.get(said, 0)
    return Mark(line.start, line.start + match.end(), level, number, match["sign"] or "")


def _levels(marks: list[Mark]) -> tuple[Slip, ...]:
    """A level that is left out: 1. directly under the section's heading, or the section's own 一、 again."""
    used = {mark.level for mark in marks}
    for mark in marks:
        if mark.level == 1:
            return (Slip("这一部分的标题已经用了“一、”这一级，下面应从“（一）”开始", mark.start, mark.end),)
        if mark.level > 2 and mark.level - 1 not in used:
            return (
                Slip(f"用了“{_SHOWN[mark.level - 1]}”，缺少上一级“{_SHOWN[mark.level - 2]}”", mark.start, mark.end),
            )
    return ()


def _signs(marks: list[Mark]) -> tuple[Slip, ...]:
    """1. and 1、 in one section; ．is the same as the point."""
    signs = {"." if mark.sign in ".．" else mark.sign: mark for mark in reversed(marks) if mark.sign}
    if len(signs) < 2:
        return ()
    first = signs["、"]
    return (Slip("“1.”和“1、”混用，应统一用“1.”", first.start, first.end),)


def _order(marks: list[Mark], text: str) -> tuple[Slip, ...]:
    """A number that does not follow the one before it, which may stand within a line; 1 may always begin anew."""
    last: dict[int, Mark] = {}
    found = []
    for mark in marks:
        before = last.get(mark.level)
        due = before.number + 1 if before else 1
        between = text[before.start if before else 0 : mark.start]
        if mark.number not in (1, due) and not any(said in between for said in _written(mark.level, mark.number - 1)):
            shown = f"前面是 {before.number}" if before else "前面没有 1"
            found.append(Slip(f"序号不连续（{shown}，这里是 {mark.number}）", mark.start, mark.end))
        last[mark.level] = mark
        for deeper in [level for level in last if level > mark.level]:
            del last[deeper]
    return tuple(found)


def _written(level: int, number: int) -> tuple[str, ...]:
    """The ways to write a number of a level."""
    numeral = next((said for said, value in _NUMERALS.items() if value == number), "")
    if level <= 2:
        return (f"{numeral}、",) if level == 1 else (f"（{numeral}）", f"({numeral})")
    return (f"{number}.", f"{number}、", f"{number}．") if level == 3 else (f"（{number}）", f"({number})")


def _lists(text: str) -> tuple[Slip, ...]:
    """一是…三是…: the second is missing."""
    found = []
    before = 0
    for match in _LISTED.finditer(text):
        number = _NUMERALS[match[1]]
        if number not in (1, before + 1) and before:
            found.append(Slip(f"“{match[1]}是”前面没有接上前一项", match.start(1), match.end(1) + 1))
        before = number
    return tuple(found)
