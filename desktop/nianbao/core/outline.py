"""The levels of a text's paragraphs, 一、 （一） 1. （1） (GB/T 9704—2012, 7.3.3): raised, lowered, numbered anew."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from nianbao.core.links import Edit

BODY, DEEPEST, USUAL = 0, 4, 2  # levels: no number; （1）; （一）, the first under a section's own heading

_NUMERALS = "一二三四五六七八九"
_MARK = re.compile(
    r"[ \t\u3000]*(?:(?P<one>[一二三四五六七八九十]{1,3})、(?![一二三四五六七八九十])"
    r"|[（(](?P<two>[一二三四五六七八九十]{1,3})[）)]"
    r"|(?P<three>\d{1,2})(?P<sign>[.．、])(?!\d)|[（(](?P<four>\d{1,2})[）)])[ \t\u3000]*"
)
_GROUPS = ("one", "two", "three", "four")

Way = Literal["raise", "lower"]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: where it begins, where its number ends, its level (0 for none), its number and the sign behind."""

    start: int
    body: int
    level: int
    number: int = 0
    sign: str = ""


def levelled(text: str, start: int, end: int, way: Way) -> tuple[Edit, ...]:
    """The edits that raise or lower the paragraphs that the characters from `start` to `end` lie in, by one level.

    Raising goes from the body to the level of the numbered paragraph above it ((一) where there is none), and then up
    to 一、; lowering ends at the body. The other paragraphs are numbered anew where they were numbered in order before.
    """
    lines = _lines(text)
    in_order = not renumbered(text)
    chosen = {n for n, line in enumerate(lines) if line.start <= end and _end(lines, n, text) >= start}
    levels = list(lines)
    for n in sorted(chosen):
        levels[n] = replace(lines[n], level=_next(levels, n, way))
    numbered = list(_numbered(levels))
    changed = numbered if in_order else [line if n in chosen else lines[n] for n, line in enumerate(numbered)]
    return tuple(_edits(lines, changed))


def renumbered(text: str) -> tuple[Edit, ...]:
    """The edits that number every numbered paragraph in order; none when they are."""
    lines = _lines(text)
    return tuple(_edits(lines, list(_numbered(lines))))


def mark(level: int, number: int, sign: str = ".") -> str:
    """The number as it is written: 十一、, （三）, 2., （1）."""
    if level == BODY:
        return ""
    said = _chinese(number) if level < 3 else str(number)
    return (f"{said}、", f"（{said}）", f"{said}{sign}", f"（{said}）")[level - 1]


def _lines(text: str) -> list[Line]:
    found, place = [], 0
    for words in text.split("\n"):
        match = _MARK.match(words)
        level = next((n for n, name in enumerate(_GROUPS, 1) if match and match[name]), BODY)
        if match and level:
            said = match[_GROUPS[level - 1]]
            number = int(said) if said.isdigit() else _number(said)
            found.append(Line(place, place + match.end(), level, number, match["sign"] or ""))
        else:
            found.append(Line(place, place, BODY))
        place += len(words) + 1
    return found


def _end(lines: Sequence[Line], n: int, text: str) -> int:
    return lines[n + 1].start - 1 if n + 1 < len(lines) else len(text)


def _next(lines: Sequence[Line], n: int, way: Way) -> int:
    level = lines[n].level
    if way == "lower":
        return BODY if level in (BODY, DEEPEST) else level + 1
    if level == BODY:
        return next((line.level for line in reversed(lines[:n]) if line.level), USUAL)
    return max(1, level - 1)


def _numbered(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines with the numbers that are due: each level counts on until a higher one begins anew."""
    lines = list(lines)
    usual = "、" if {line.sign for line in lines if line.sign} == {"、"} else "."
    counts = [0] * (DEEPEST + 1)
    for line in lines:
        if line.level == BODY:
            yield line
            continue
        counts[line.level] += 1
        counts[line.level + 1 :] = [0] * (DEEPEST - line.level)
        yield replace(line, number=counts[line.level], sign=line.sign or usual)


def _edits(before: Sequence[Line], after: Sequence[Line]) -> Iterator[Edit]:
    for old, new in zip(before, after, strict=True):
        if (old.level, old.number) != (new.level, new.number):
            yield Edit(old.start, old.body, mark(new.level, new.number, new.sign))


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十") + (
        _NUMERALS[ones - 1] if ones else ""
    )


def _number(said: str) -> int:
    """The number of Chinese numerals up to 99; 0 for what is none (一一)."""
    tens, ten, ones = said.rpartition("十")
    units = _NUMERALS.find(ones) + 1 if len(ones) == 1 else 0
    if (ones and not units) or len(tens) > 1:
        return 0
    return (((_NUMERALS.find(tens) + 1) if tens else 1) * 10 if ten else 0) + units
