"""What every printed form of the report makes of its words: heading levels, title lines, 落款 (GB/T 9704-2012, 7.3)."""

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from nianbao.files.writers.characters import clean, one_line

Level = Literal[0, 1, 2, 3, 4]

_NUMERAL = "一二三四五六七八九十"
_WORDS = r"[^。：:；;！？!?\n]{1,40}"
# 一、 in 黑体, （一） in 楷体, 1. and （1） in 仿宋 as the body (7.3.3). 一、二季度 is no heading.
_LEVELS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (1, re.compile(rf"[{_NUMERAL}]{{1,3}}、(?![{_NUMERAL}]){_WORDS}[。：:]?")),
    (2, re.compile(rf"(?:[（(][{_NUMERAL}]{{1,3}}[)）]|[㈠-㈩]){_WORDS}[。：:]?")),
    (3, re.compile(rf"\d{{1,2}}[.．、](?!\d){_WORDS}。?")),
    (4, re.compile(rf"[（(]\d{{1,2}}[)）]{_WORDS}。?")),
)
_BEGINNING: tuple[Level, ...] = (1, 2)  # these stand out from the paragraph that they begin; the others look like it
# where a long name may be parted: after a place's name, not within 市场, 城市, 城乡
_PLACE_ENDS = re.compile(
    r"(?:省|自治区|自治州|(?<!城)市(?!场|政(?!府)|容)|区(?!域|划)|县(?!域)|旗|盟|镇|(?<!城)乡(?!村))"
)
_DATE_SPACE = 4.0  # characters between the date and the right margin


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the clerk's text. `level`: 1 一、 2 （一） 3 1. 4 （1）, 0 for none; the level is that of `head`.

    `head` is the heading that it is or begins with, `rest` what follows; `number` is its line in the text, from 0.
    """

    level: Level
    head: str
    rest: str
    number: int

    @property
    def is_heading(self) -> bool:
        return self.level > 0 and not self.rest


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a text. Blank lines and typed indents are left out: the layout indents."""
    for number, line in enumerate(text.split("\n")):
        for part in clean(line).split("\n"):
            if words := part.strip():
                yield _paragraph(words, number)


def _paragraph(words: str, number: int) -> Paragraph:
    """A line with its level: all of it is a heading, or one with its sign of an end begins it."""
    for level, pattern in _LEVELS:
        head = pattern.match(words)
        if not head or _is_sentence(head[0]):
            continue
        if head.end() == len(words):
            return Paragraph(level, words, "", number)
        if level in _BEGINNING and head[0][-1] in "。：:":
            return Paragraph(level, head[0], words[head.end() :], number)
    return Paragraph(0, "", words, number)


def _is_sentence(words: str) -> bool:
    """Whether numbered words say something instead of naming it: they end in a full stop and have a figure in them."""
    return words[-1] == "。" and any(sign.isdigit() for sign in words[3:])


def title_lines(title: str, unit: str, fit: float) -> tuple[str, ...]:
    """The report's title, `fit` characters to a line.

    One too long for a line breaks after the unit, a very long unit after a place in it, never within a word (7.3.1).
    """
    words, name = one_line(title).strip(), one_line(unit).strip()
    if name and words.startswith(name) and width_of(words) > fit:
        return *_parted(name, fit), words.removeprefix(name)
    return (words,)


def _parted(name: str, fit: float) -> tuple[str, ...]:
    """A name too long for a line in two of nearly the same length; whole when no place in it parts it so."""
    if width_of(name) <= fit:
        return (name,)
    halves = [(name[: end.end()], name[end.end() :]) for end in _PLACE_ENDS.finditer(name)]
    fitting = [(first, rest) for first, rest in halves if rest and max(width_of(first), width_of(rest)) <= fit]
    return min(fitting, key=lambda two: abs(width_of(two[0]) - width_of(two[1])), default=(name,))


def signature_lines(unit: str, date: str, fit: float = math.inf) -> tuple[tuple[str, float], ...]:
    """The paragraphs of the 落款 (7.3.5), each with the characters' space at its right.

    The date has four characters' space, the unit stands above it on the same axis. A unit too wide for that ends at
    the margin, and the date moves in under its middle; one too wide for a line of `fit` characters is broken in two.
    """
    name, day = "\n".join(_parted(one_line(unit).strip(), fit)), one_line(date).strip()
    width = max(width_of(words) for words in name.split("\n"))
    overhang = (width - width_of(day)) / 2 if name and day else 0.0
    space = max(_DATE_SPACE, overhang)
    return tuple((text, right) for text, right in ((name, space - overhang), (day, space)) if text)


def width_of(text: str) -> float:
    """How many full characters the text takes."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)
