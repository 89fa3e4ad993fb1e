"""Find and replace over the texts of all sections: every place first, then one change."""

from collections.abc import Iterable
from dataclasses import dataclass

from nianbao.core.chinese import folded
from nianbao.core.links import Edit, edited, links_of
from nianbao.core.preamble import PREAMBLE, preamble
from nianbao.core.report import Report
from nianbao.core.values import Value

_AROUND = 12  # characters shown on either side of a place


@dataclass(frozen=True, slots=True)
class Found:
    """A place of the words in a text: `before` and `after` are what stands around it on its line.

    `linked`: some of it follows the tables and would be plain text after a replacement.
    """

    cell: str
    section: str
    start: int
    end: int
    words: str
    before: str
    after: str
    linked: bool


def found(report: Report, words: str, *, loosely: bool = False) -> tuple[Found, ...]:
    """Every place of the words in the texts, in the order of the form, none within another.

    `loosely`: full-width and half-width, traditional and capital letters make no difference. The preamble is looked
    through only where it was written by hand: otherwise it is made from 基本信息.
    """
    if not words.strip():
        return ()
    texts = [(section.text, section.short) for section in report.edition.sections if section.text]
    if report.text(PREAMBLE) != preamble(report.edition, report.values):
        texts.insert(0, (PREAMBLE, report.edition.cells[PREAMBLE].name))
    return tuple(place for cell, name in texts for place in _in_text(report, cell, name, words, loosely=loosely))


def replaced(report: Report, places: Iterable[Found], new: str) -> dict[str, Value | None]:
    """What the report must hold when the words at these places become `new`."""
    edits: dict[str, list[Edit]] = {}
    for place in places:
        edits.setdefault(place.cell, []).append(Edit(place.start, place.end, new))
    values: dict[str, Value | None] = {}
    for cell, made in edits.items():
        values.update(edited(report, cell, made))
    return values


def _in_text(report: Report, cell: str, name: str, words: str, *, loosely: bool) -> Iterable[Found]:
    text = report.text(cell)
    looked, wanted = (folded(text).lower(), folded(words).lower()) if loosely else (text, words)
    if len(looked) != len(text):  # a capital whose small letter is two characters long
        looked, wanted = folded(text), folded(words)
    links = links_of(report, cell)
    start = looked.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        line = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", end)
        before = text[max(line, start - _AROUND) : start]
        after = text[end : min(len(text) if stop < 0 else stop, end + _AROUND)]
        linked = any(link.start < end and start < link.end for link in links)
        yield Found(cell, name, start, end, text[start:end], before, after, linked)
        start = looked.find(wanted, end)
