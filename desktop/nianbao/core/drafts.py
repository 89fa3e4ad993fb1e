"""Last year's sentences in this year's text that nobody has looked at yet: each one until it is changed or confirmed.

A text that was carried over has the origin of one (`core/report.py`) while such a sentence is in it. Once some of them
have been dealt with, `drafts.texts.overview` holds the others, a line each; without that cell it is all of them.
"""

import re
from collections.abc import Mapping

from nianbao.core.prose import Passage, sentences
from nianbao.core.report import DRAFTS, Origin, Report
from nianbao.core.values import Value

_HEADING = re.compile(r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])+[^，,；;：:]{0,16}")


def draft_id(cell: str) -> str:
    """The id of the cell that keeps the sentences of a text that are still last year's."""
    return f"{DRAFTS}{cell}"


def is_draft(report: Report, cell: str) -> bool:
    """Whether a text was carried over and something in it is still to be looked at."""
    origin = report.origins.get(cell)
    return origin is not None and origin.kind == "carried"


def is_heading(words: str) -> bool:
    """Whether a sentence only names a part: （一）主动公开情况。"""
    return bool(_HEADING.fullmatch(words.rstrip("。：:")))


def draft_sentences(report: Report, cell: str) -> tuple[Passage, ...]:
    """The sentences of a text that are still last year's, in order; headings are none."""
    if not is_draft(report, cell):
        return ()
    listed = _listed(report, cell)
    return tuple(passage for passage in sentences(report.text(cell)) if passage.words in listed)


def confirmed(report: Report, cell: str, words: str) -> dict[str, Value | None]:
    """What the report must hold when the clerk leaves a sentence as it is on purpose; the last one ends the draft."""
    rest = [passage.words for passage in draft_sentences(report, cell) if passage.words != words]
    return {draft_id(cell): "\n".join(rest)} if rest else {cell: report.get(cell), draft_id(cell): None}


def let_drafts_follow(
    report: Report, after: dict[str, Value], given: Mapping[str, Value | None], origins: Mapping[str, Origin]
) -> tuple[str, ...]:
    """Let a sentence that was changed by hand count as looked at. Returns the texts that are drafts all the same.

    A text that is given as it stands is confirmed as a whole. Words that followed the tables (`core/links.py`) do not
    make a sentence another.
    """
    still = []
    for section in report.edition.sections:
        cell, key = section.text, draft_id(section.text)
        if not cell or not is_draft(report, cell):
            continue
        old, new = report.text(cell), str(after.get(cell, ""))
        if new == old and cell not in given:
            continue
        if new == old or cell in origins:
            rest: tuple[str, ...] = ()
        else:
            rest = _changed_by_hand(report, cell, new) if cell in given else _followed(report, cell, new)
        if rest:
            after[key] = "\n".join(rest)
            still.append(cell)
        elif key not in given:
            after.pop(key, None)
    return tuple(still)


def _changed_by_hand(report: Report, cell: str, text: str) -> tuple[str, ...]:
    listed = _listed(report, cell)
    return tuple(passage.words for passage in sentences(text) if passage.words in listed)


def _followed(report: Report, cell: str, text: str) -> tuple[str, ...]:
    """Sentence by sentence, since their numbers are other ones now."""
    listed, old, new = _listed(report, cell), sentences(report.text(cell)), sentences(text)
    return tuple(now.words for now, before in zip(new, old, strict=False) if before.words in listed)


def _listed(report: Report, cell: str) -> frozenset[str]:
    kept = report.values.get(draft_id(cell))
    if kept is not None:
        return frozenset(str(kept).split("\n"))
    words = (passage.words for passage in sentences(report.text(cell)))
    return frozenset(said for said in words if not is_heading(said))
