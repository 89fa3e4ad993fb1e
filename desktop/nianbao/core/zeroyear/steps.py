"""What is to be done in a year without applications, step by step: nothing counts that is not shown and ticked."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nianbao.core.following import propose
from nianbao.core.report import Origin, Report
from nianbao.core.values import Value


@dataclass(frozen=True, slots=True)
class Sentence:
    """An entry of `wording.toml`, which says what each field means; `text` are its words for a report's figures."""

    id: str
    stock: str
    after: str
    cell: str
    text: str = ""
    topic: str = ""
    carried: bool = False
    said: str = ""
    first: bool = False
    instead: str = ""
    alone: str = ""
    editions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """Columns of table 二 that are 0 in a year without the thing, those that follow from last year's, and sentences."""

    zero: tuple[str, ...]
    follows: Mapping[str, tuple[str, ...]]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Something to be done once it is ticked; `chosen`: ticked from the beginning.

    `part` is the section that it concerns, `words` tell it whole, `cell` is the place to look at. A step with `along`
    is ticked and unticked along with that one. It sets `values`, or puts `sentence` into the text of `cell`, or takes
    `gone` out of it.
    """

    id: str
    part: str
    words: str
    cell: str
    chosen: bool = False
    along: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    sentence: Sentence | None = None
    gone: str = ""


def build_wording(data: Mapping[str, Any]) -> Wording:
    """The content of `wording.toml`."""
    table = data["table"]
    return Wording(
        tuple(table["zero"]),
        {column: tuple(sources) for column, sources in table["follows"].items()},
        tuple(Sentence(**{**entry, "editions": tuple(entry.get("editions", ()))}) for entry in data["sentences"]),
    )


def chosen_of(steps: Iterable[Step]) -> frozenset[str]:
    """The ids of the steps that are ticked from the beginning."""
    return frozenset(step.id for step in steps if step.chosen)


def filled_in(report: Report, steps: Iterable[Step], chosen: Collection[str]) -> Report:
    """The report with the figures of the chosen steps, totals following."""
    values, _ = settled(steps, chosen)
    return report.apply(propose(report, "", values))


def settled(steps: Iterable[Step], chosen: Collection[str]) -> tuple[dict[str, Value], dict[str, Origin]]:
    """The figures of the chosen steps and where they come from; a later step has the last word."""
    values: dict[str, Value] = {}
    origins: dict[str, Origin] = {}
    for step in steps:
        if step.id in chosen:
            values.update(step.values)
            origins.update(step.origins)
    return values, origins
