"""Headings of the six sections as people write them: 一、总体情况, 1、 总体情况, 五、存在问题及整改措施."""

import re
from functools import lru_cache
from typing import NamedTuple

from nianbao.core.chinese import folded
from nianbao.core.edition import Edition, Section
from nianbao.core.labels import words
from nianbao.core.values import plain

LONGEST = 40  # characters of a heading
_NUMERALS = "一二三四五六七八九十"
_NUMBERED = re.compile(rf"([{_NUMERALS}]|\d)[、.,:]")
_BEFORE = re.compile(rf"\s*(?:([{_NUMERALS}])|(\d))\s*[、.，：．]\s*")
_AFTER = re.compile(r"[。：\s]\s*")
# neither the page in a table of contents nor the next heading of one
_GOES_ON = re.compile(rf"(?!.{{0,40}}[^，。；][{_NUMERALS}]、)(?:[（《“\d][^.·…]|[\u4e00-\u9fff])")
# a sentence, or a line of a table of contents
_IS_NONE = re.compile(rf"[。；！？，\t…·]|\.\.|\d$|[^\s][{_NUMERALS}]、")


class Heading(NamedTuple):
    """A line that is a heading, or looks like one. `number` is None where it has none, `arabic` tells 1、 from 一、.

    `section` is the one that its words name, None where they name none. `rest` is what follows it in the same line.
    """

    number: int | None
    arabic: bool
    section: Section | None
    rest: str = ""


def number_of(section: Section, edition: Edition) -> int:
    return edition.sections.index(section) + 1


def heading_of(text: str, edition: Edition) -> Heading | None:
    """What a line that stands alone is the heading of; without a number only the official words are a heading.

    A number in brackets is that of a part of a section: “（二）其他需要报告的事项”.
    """
    bare, said = plain(text), words(text)
    if len(bare) > LONGEST or bare.startswith("("):
        return None
    numbered = _NUMBERED.match(bare)
    number = _value(numbered[1]) if numbered else None
    for section in edition.sections:
        if said == words(section.heading) or (numbered and re.fullmatch(section.pattern, said)):
            return Heading(number, bool(numbered and numbered[1].isdigit()), section)
    return None


def heading_before(text: str, edition: Edition) -> Heading | None:
    """The heading that a line begins with, where the section's text goes on in the same line: “六、其他事项：无”.

    It must have the number that its section has in the form.
    """
    numbered = _BEFORE.match(folded(text))
    number = _value(numbered[1] or numbered[2]) if numbered else 0
    if numbered is None or not 0 < number <= len(edition.sections):
        return None
    section = edition.sections[number - 1]
    worded = _opening(section.pattern, words(section.heading)).match(folded(text), numbered.end())
    rest = text[worded.end() :].strip() if worded else ""
    if not _GOES_ON.match(folded(rest)):
        return None
    return Heading(number, numbered[1] is None, section, rest)


@lru_cache(maxsize=32)
def _opening(pattern: str, official: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{re.escape(official)}|{pattern}){_AFTER.pattern}")


def seeming_heading(text: str, edition: Edition) -> Heading | None:
    """A line that may be a heading in words of its own: 五、工作不足与努力方向; or in known words without a number."""
    bare, said = plain(text), words(text)
    if not said or len(bare) > LONGEST or bare.startswith("(") or _IS_NONE.search(folded(text).strip().rstrip("：")):
        return None
    numbered = _NUMBERED.match(bare)
    if numbered:
        return None if numbered[1].isdigit() else Heading(_value(numbered[1]), False, None)
    named = next((section for section in edition.sections if re.fullmatch(section.pattern, said)), None)
    return Heading(None, False, named) if named else None


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else _NUMERALS.index(numeral) + 1
