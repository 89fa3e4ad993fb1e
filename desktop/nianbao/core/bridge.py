"""From last year's form to this year's, cell by cell: what follows, what only looks alike, what is counted anew.

Nothing is converted by guess (国办公开办函〔2021〕30号 asks for other figures than 〔2019〕60号): each cell gets a
verdict with its reason. The verdicts and reasons are data, `resources/editions/bridge.toml`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from nianbao.core.edition import Cell, Edition


class Verdict(StrEnum):
    """Whether a figure follows from last year's, must not be made from it, or has nothing to do with it."""

    CARRIED = "carried"
    INCOMPARABLE = "incomparable"
    ANEW = "anew"

    @property
    def word(self) -> str:
        return {"carried": "可承接", "incomparable": "不可换算", "anew": "需重新统计"}[self.value]


@dataclass(frozen=True, slots=True)
class Passage:
    """An entry of `bridge.toml`: patterns of cell ids, * standing for the same words on both sides.

    `cells` are of this year's form, none where nothing stands against `last`. `totals`: for totals only.
    `from_edition` and `to_edition` are empty where any edition will do.
    """

    cells: tuple[str, ...]
    last: tuple[str, ...]
    verdict: Verdict
    reason: str
    from_edition: str = ""
    to_edition: str = ""
    totals: bool = False


@dataclass(frozen=True, slots=True)
class Crossing:
    """The answer for a cell of this year's form: the cells of last year's that stand against it, verdict and reason.

    `cell` is empty where last year's cells have no place in this year's form; `last` where last year's form has none.
    """

    cell: str
    last: tuple[str, ...]
    verdict: Verdict
    reason: str


def build_passages(data: Mapping[str, Any]) -> tuple[Passage, ...]:
    """The entries of `bridge.toml`, in its order: the first one that fits a cell answers for it."""
    return tuple(
        Passage(
            cells=tuple(entry.get("cells", ())),
            last=tuple(entry.get("last", ())),
            verdict=Verdict(entry["verdict"]),
            reason=entry["reason"],
            from_edition=entry.get("from", ""),
            to_edition=entry.get("to", ""),
            totals=entry.get("totals", False),
        )
        for entry in data["crossings"]
    )


def bridge(this: Edition, last: Edition, passages: Iterable[Passage]) -> tuple[Crossing, ...]:
    """One crossing for each cell of this year's tables, in the order of the form, then those for last year's cells
    that none of them names, in the order of last year's form. So every cell of both forms is answered for.
    """
    fitting = [p for p in passages if p.from_edition in ("", last.id) and p.to_edition in ("", this.id)]
    arriving = [passage for passage in fitting if passage.cells]
    ending = [passage for passage in fitting if not passage.cells]
    crossings = [_first(_arrivals(cell, last, arriving), cell.id) for cell in this.table_cells]
    answered = {cell for crossing in crossings for cell in crossing.last}
    left = [cell for cell in last.table_cells if cell.id not in answered]
    return *crossings, *(_first(_endings(cell, ending), cell.id) for cell in left)


def _first(crossings: Iterator[Crossing], cell: str) -> Crossing:
    found = next(crossings, None)
    if found is None:
        raise ValueError(f"bridge.toml has no entry that fits {cell}")
    return found


def _arrivals(cell: Cell, last: Edition, passages: Iterable[Passage]) -> Iterator[Crossing]:
    for passage in passages:
        if passage.totals and not cell.is_total:
            continue
        for pattern in passage.cells:
            shared = _shared(pattern, cell.id)
            if shared is not None:
                sources = tuple(source.replace("*", shared) for source in passage.last)
                if all(source in last.cells for source in sources):
                    yield Crossing(cell.id, sources, passage.verdict, passage.reason)


def _endings(cell: Cell, passages: Iterable[Passage]) -> Iterator[Crossing]:
    for passage in passages:
        if any(_shared(pattern, cell.id) is not None for pattern in passage.last):
            yield Crossing("", (cell.id,), passage.verdict, passage.reason)


def _shared(pattern: str, cell: str) -> str | None:
    """What the * of a pattern stands for in a cell's id; None when the pattern does not fit."""
    match = re.fullmatch(re.escape(pattern).replace(r"\*", "(.+)"), cell)
    if match is None:
        return None
    return match[1] if match.groups() else ""
