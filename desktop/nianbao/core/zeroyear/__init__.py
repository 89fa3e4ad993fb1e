"""The year in which no application came: from one answer to zeros and sentences, each shown before it counts.

Most towns have such a year. What the answer settles is proposed with a tick; what it does not settle (figures carried
in, 行政复议 and 行政诉讼, table 二, 信息处理费, what was typed and says otherwise) waits for a tick of the clerk's.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from nianbao.core.report import Origin, Report
from nianbao.core.values import Value
from nianbao.core.zeroyear.confirming import open_points
from nianbao.core.zeroyear.figures import Carried, carried, figures
from nianbao.core.zeroyear.steps import Sentence, Step, Wording, build_wording, chosen_of, settled
from nianbao.core.zeroyear.texts import texts, written


@dataclass(frozen=True, slots=True)
class Plan:
    """One undoable step: its name for the undo menu, and the values with where they come from.

    `figures` and `sentences` count what changes.
    """

    text: str
    values: Mapping[str, Value | None]
    origins: Mapping[str, Origin]
    figures: int
    sentences: int


def proposal(
    report: Report,
    last: Report | None,
    wording: Wording,
    chosen: Collection[str] | None = None,
    handled: Mapping[str, str] | None = None,
) -> tuple[Step, ...]:
    """Every step that is open, figures before texts. `chosen` are the ids that are ticked, None for the first time.

    `handled` says by column in which row what was carried in belongs (see `carried`).
    """
    found = figures(report, last, wording, handled)
    return (*found, *texts(report, last, wording, found, chosen_of(found) if chosen is None else chosen))


def plan(report: Report, steps: tuple[Step, ...], chosen: Collection[str]) -> Plan:
    """What the chosen steps do, to be submitted as one. What is still last year's draft in a text stays marked."""
    values, origins = settled(steps, chosen)
    filled = {cell: value for cell, value in values.items() if report.get(cell) != value}
    changed = written(report, steps, chosen)
    sentences = sum(1 for step in steps if step.id in chosen and (step.sentence or step.gone))
    told = [f"填 {len(filled)} 格"] if filled else []
    told += [f"文字改 {sentences} 处"] if sentences else []
    return Plan(
        f"零申请年度：{'，'.join(told)}",
        {**values, **changed},
        {cell: origin for cell, origin in origins.items() if cell in values},
        len(filled),
        sentences,
    )


__all__ = [
    "Carried",
    "Plan",
    "Sentence",
    "Step",
    "Wording",
    "build_wording",
    "carried",
    "open_points",
    "plan",
    "proposal",
]
