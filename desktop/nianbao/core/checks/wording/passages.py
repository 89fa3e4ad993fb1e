"""Which texts the rules of wording read, how they name them, and how their words are replaced."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from nianbao.core.checks.finding import Fix, Span
from nianbao.core.chinese import folded
from nianbao.core.declared import BESIDE
from nianbao.core.edition import Edition, edition_for
from nianbao.core.preamble import PREAMBLE
from nianbao.core.prose import paragraphs
from nianbao.core.report import Report

OVERVIEW, PROBLEMS, OTHER = "texts.overview", "texts.problems", "texts.other"
SECTIONS = (OVERVIEW, PROBLEMS, OTHER)
PRINTED = (PREAMBLE, *SECTIONS)
ALL = (*PRINTED, BESIDE)
_SHOWN, _SHORT = 3, 24
_PARENTS = re.compile("^(?:[\u4e00-\u9fff]{1,8}?[省市县区州盟旗](?![镇乡街场政]))+(?:人民政府)?(?=.)")
_OF_NO_PLACE = re.compile("人民政府|办公[室厅]|办事处")
_OFFICE = re.compile("(?:人民政府|政府)?(?:办事处|办公室)?$")


Places = tuple[tuple[int, int], ...]


class Edit(NamedTuple):
    """The characters from `start` to `end` of a text, and what they become."""

    start: int
    end: int
    new: str


def texts(report: Report, cells: Iterable[str] = PRINTED) -> Iterator[tuple[str, str]]:
    """The cells that have a text, with it; a rule speaks only of a text that is there."""
    for cell in cells:
        text = report.values.get(cell)
        if isinstance(text, str) and text.strip():
            yield cell, text


def place(report: Report, cell: str) -> str:
    """A text as it is spoken of: “一、总体情况”, 导语."""
    name = report.edition.cells[cell].name
    return f"“{name}”" if cell in SECTIONS else name


@lru_cache(maxsize=16)
def own_names(unit: str) -> tuple[str, ...]:
    """What a unit may call itself: 示例县云溪镇人民政府, 示例县云溪镇, 云溪镇人民政府, 云溪镇."""
    name = folded(unit.strip())
    shorter = (name, _OFFICE.sub("", name))
    every = dict.fromkeys(said for whole in shorter for said in (whole, without_parents(whole)))
    return tuple(said for said in every if said and not _OF_NO_PLACE.fullmatch(said))


def without_parents(name: str) -> str:
    """A unit's name without the province, city and county before it."""
    return _PARENTS.sub("", name) or name


def due_edition(report: Report) -> Edition:
    """The edition that is prescribed for the report's year, whatever form the file has."""
    return edition_for(report.editions, report.year) if report.year else report.edition


def replaced(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits that do not overlap."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def mending(name: str, texts_by_cell: Mapping[str, str], edits: Mapping[str, Iterable[Edit]]) -> Fix:
    """One step that replaces words in one or more texts; a text of which nothing is left becomes blank."""
    after = {cell: replaced(texts_by_cell[cell], found) for cell, found in edits.items()}
    return Fix(name, {cell: text if text.strip() else None for cell, text in after.items()})


def in_lines(text: str, find: Callable[[str], Places]) -> Places:
    """What `find` finds in each line, as places in the text. While one line is written the others stay as they are:
    `find` should remember what it has found.
    """
    lines = paragraphs(text)
    return tuple((line.start + start, line.start + end) for line in lines for start, end in find(line.words))


def spans(cell: str, places: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(cell, start, end) for start, end in places)


def quoted(said: Iterable[str], shown: int = _SHOWN) -> str:
    """The first different words in quotation marks, long ones shortened, and how many places there are."""
    every = ["".join(words.split()) for words in said]
    different = list(dict.fromkeys(every))
    told = "、".join(f"“{words if len(words) <= _SHORT else words[:_SHORT] + '…'}”" for words in different[:shown])
    return f"{told}等 {len(every)} 处" if len(different) > shown else told
