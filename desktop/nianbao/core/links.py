"""Numbers typed once: words in a text that are a number of the tables, or a ready sentence about them, and follow it.

The text itself stays plain; which of its words are linked is kept beside it, in a cell of its own (decision record
0014): `links.texts.overview` holds “12-14 applications.received.total;20-45 carried_forward”. Words
are linked as long as they are what would be written there now: words that somebody changed are plain words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from nianbao.core.edition import Edition
from nianbao.core.report import LINKS, UNPRINTED, Report
from nianbao.core.stock import GAP, YEAR
from nianbao.core.textdiff import Stretch, matching, slid, stretch
from nianbao.core.values import Value, show

UNIT = "unit.name"

_ENTRY = re.compile(r"(\d{1,7})-(\d{1,7}) ([a-z][a-z_.]*)")
_AROUND = ((3, 1), (1, 3))  # characters before and behind that must have stayed too, for words to be the same
_DIGIT_AFTER = re.compile(r"[.．]?\d")

Values = Mapping[str, Value]


class Link(NamedTuple):
    """The characters from `start` to `end` of a text, and the name of what they are: the id of a cell, of a total or
    of a ready sentence."""

    start: int
    end: int
    name: str

    def moved(self, by: int) -> "Link":
        return Link(self.start + by, self.end + by, self.name)


Links = tuple[Link, ...]


class Edit(NamedTuple):
    """The characters from `start` to `end` of a text, what they become, and the links in that, counted from there."""

    start: int
    end: int
    new: str
    links: Links = ()


def link_id(cell: str) -> str:
    """The id of the cell that keeps the links of a text."""
    return f"{LINKS}{cell}"


@lru_cache(maxsize=64)
def read_links(kept: str) -> Links:
    """The links that such a cell holds, in order; what cannot be one is left out."""
    found = sorted(Link(int(match[1]), int(match[2]), match[3]) for match in _ENTRY.finditer(kept))
    end, links = 0, []
    for link in found:
        if end <= link.start < link.end:
            links.append(link)
            end = link.end
    return tuple(links)


def kept_links(links: Iterable[Link]) -> str | None:
    """The links as their cell holds them; None for none."""
    return ";".join(f"{link.start}-{link.end} {link.name}" for link in links) or None


def words_of(edition: Edition, values: Values, name: str) -> str | None:
    """What is written for a name: a number as the form prints it, the year, the unit, or a ready sentence.

    A gap while the value is blank; None when the edition has nothing of that name.
    """
    cell = edition.cells.get(name)
    if cell is not None:
        if cell.row is None and name not in (YEAR, UNIT):
            return None
        return show(values.get(name), cell.kind) or GAP
    stock = edition.stock()
    if name in stock.sentences:
        return stock.worded(name, values)
    return stock.number(name, values) if name in stock.totals else None


def links_of(report: Report, cell: str) -> Links:
    """The linked words of a text, in order."""
    kept = report.text(link_id(cell))
    return _true(kept, report.text(cell), report.edition, report.values) if kept else ()


def gaps(report: Report, cell: str) -> tuple[tuple[int, int], ...]:
    """Where a text waits for a number of the tables that is still blank: no leftover, it fills itself."""
    text = report.text(cell)
    return tuple(
        (link.start + match.start(), link.start + match.end())
        for link in links_of(report, cell)
        for match in re.finditer(re.escape(GAP), text[link.start : link.end])
    )


def edited(report: Report, cell: str, edits: Iterable[Edit]) -> dict[str, Value | None]:
    """What the report must hold for a text after edits that do not overlap; links that they do not touch stay.

    For `submit` and `propose`: the text and its links, by cell.
    """
    text, links = report.text(cell), list(links_of(report, cell))
    new: list[Link] = []
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
        links = [link for link in links if not _touches(link, edit.start, edit.end)]
        by = len(edit.new) - (edit.end - edit.start)
        links = [link.moved(by) if link.start >= edit.end else link for link in links]
        new = [link.moved(by) for link in new] + [link.moved(edit.start) for link in edit.links]
    together = _unglued(text, sorted((*links, *new)))
    return {cell: text if text.strip() else None, link_id(cell): kept_links(together) if text.strip() else None}


def linking(report: Report, name: str, start: int, end: int) -> Edit:
    """The edit that puts what a name stands for in the place of these characters. KeyError for a strange name."""
    words = words_of(report.edition, report.values, name)
    if words is None:
        raise KeyError(name)
    return Edit(start, end, words, (Link(0, len(words), name),))


def unlinked(report: Report, cell: str, start: int, end: int) -> dict[str, Value | None]:
    """What the report must hold for the links that touch these characters to become plain words."""
    rest = [link for link in links_of(report, cell) if link.end < start or link.start > end]
    return {link_id(cell): kept_links(rest)}


def let_links_follow(
    report: Report, edition: Edition, after: dict[str, Value], given: Mapping[str, Value | None]
) -> tuple[str, ...]:
    """Bring the linked words in `after` up to date with its numbers, and the links with its texts.

    `given` is what was entered: its texts may have been written around the links, its links are taken as they are where
    the words are right. Returns the texts that followed without having been entered.
    """
    followed = []
    texts = [section.text for section in edition.sections if section.text]
    words_stand = edition is report.edition and all(cell in texts or cell.startswith(UNPRINTED) for cell in given)
    for cell in texts:
        key = link_id(cell)
        if key not in report.values and key not in after:
            continue
        old, new = report.text(cell), str(after.get(cell, ""))
        if key in given:
            links = _true(str(after.get(key, "")), new, edition, after, report)
        else:
            links = links_of(report, cell)
            if new != old:
                links = carried_along(links, old, new)
        text, links = (new, links) if words_stand else _written(new, links, edition, after)
        if text != new:
            after[cell] = text
            if cell not in given:
                followed.append(cell)
        _set(after, key, kept_links(links))
    return tuple(followed)


def carried_along(links: Links, old: str, new: str) -> Links:
    """The links of a text after it was changed, without those whose words changed or became part of a number."""
    if not links:
        return ()
    found = stretch(old, new)
    best, touched = found, _touched(links, found)
    for other in slid(old, new, found) if touched else ():
        if len(fewer := _touched(links, other)) < len(touched):
            best, touched = other, fewer
    kept = [_across(link, best) for link in links if link not in touched]
    return _unglued(new, sorted((*kept, *_found_again(touched, best, old, new))))


def _set(values: dict[str, Value], key: str, value: Value | None) -> None:
    if value is None:
        values.pop(key, None)
    else:
        values[key] = value


def _true(kept: str, text: str, edition: Edition, values: Values, before: Report | None = None) -> Links:
    """The links whose words are what is written for them now, or was `before`."""
    found = []
    for link in read_links(kept):
        words = text[link.start : link.end]
        if words == words_of(edition, values, link.name) or (
            before is not None and words == words_of(before.edition, before.values, link.name)
        ):
            found.append(link)
    return tuple(found)


def _written(text: str, links: Links, edition: Edition, values: Values) -> tuple[str, Links]:
    """The text with the words of its links as they are now. What the edition does not have becomes plain words."""
    parts, now, end, length = [], [], 0, 0
    for link in links:
        words = words_of(edition, values, link.name)
        if words is None:
            continue
        parts += [text[end : link.start], words]
        length += link.start - end + len(words)
        now.append(Link(length - len(words), length, link.name))
        end = link.end
    return "".join((*parts, text[end:])), tuple(now)


def _touches(link: Link, start: int, end: int) -> bool:
    """Whether a change of these characters changes the link's words; between start and end may be nothing."""
    return link.start < end and start < link.end if start < end else link.start < start < link.end


def _touched(links: Links, found: Stretch) -> list[Link]:
    return [link for link in links if _touches(link, found.start, found.old_end)]


def _across(link: Link, found: Stretch) -> Link:
    return link.moved(found.new_end - found.old_end) if link.start >= found.old_end else link


def _found_again(touched: Sequence[Link], found: Stretch, old: str, new: str) -> list[Link]:
    """Links in a long stretch that was changed in several places, whose words and those around them stayed."""
    if not any(found.start < link.start and link.end < found.old_end for link in touched):
        return []
    blocks = matching(old[found.start : found.old_end], new[found.start : found.new_end])
    again = []
    for link in touched:
        for block in blocks:
            start, end = found.start + block.old, found.start + block.old + block.size
            if any(start <= max(0, link.start - b) and min(len(old), link.end + a) <= end for b, a in _AROUND):
                again.append(link.moved(block.new - block.old))
    return again


def _unglued(text: str, links: Sequence[Link]) -> Links:
    """The links but for those that a digit beside them has made part of another number."""
    return tuple(link for link in links if not _is_glued(text, link))


def _is_glued(text: str, link: Link) -> bool:
    words = text[link.start : link.end]
    first, last = (end.isdecimal() or words == GAP for end in (words[0], words[-1]))
    before, after = text[: link.start][-1:], text[link.end : link.end + 2]
    return (first and before.isdecimal()) or (last and bool(_DIGIT_AFTER.match(after)))
