"""The stock sentences of a year without applications: which are offered, where they go, and what gives way to them."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from nianbao.core.checks import Finding, Level, check
from nianbao.core.chinese import folded
from nianbao.core.edition import Section, edition_for
from nianbao.core.links import Link, carried_along, kept_links, link_id, links_of, words_of
from nianbao.core.report import Report
from nianbao.core.stock import GAP
from nianbao.core.values import Value
from nianbao.core.zeroyear.figures import APPEALS, APPLICATIONS, CARRIED_IN, NO_APPEALS, RECEIVED
from nianbao.core.zeroyear.placing import placed, sentence_at, without
from nianbao.core.zeroyear.steps import Sentence, Step, Wording, filled_in

WRITE, REMOVE = "write", "remove"
_TEXT_RULES = "X-"  # the rules that hold the texts against the tables


def texts(
    report: Report, last: Report | None, wording: Wording, steps: tuple[Step, ...], chosen: Collection[str]
) -> tuple[Step, ...]:
    """What can be written once the chosen steps have filled the tables, and which sentences then say otherwise."""
    after = filled_in(report, steps, chosen)
    removals = tuple(_removals(after, last))
    known = {step.id for step in steps}
    rest = {cell: _without(report.text(cell), cell, removals, chosen) for cell in _cells(report)}
    offers = tuple(_offers(after, wording, rest, known))
    return (*removals, *offers)


def written(report: Report, steps: Iterable[Step], chosen: Collection[str]) -> dict[str, Value | None]:
    """The texts, by cell, that the chosen steps change, and which of their words are linked to the tables."""
    ticked = [step for step in steps if step.id in chosen and (step.sentence or step.gone)]
    changed: dict[str, Value | None] = {}
    for cell in dict.fromkeys(step.cell for step in ticked):
        here = [step for step in ticked if step.cell == cell]
        before = report.text(cell)
        text = without(before, [step.gone for step in here if step.gone])
        new = [step.sentence for step in here if step.sentence]
        for sentence in new:
            text = _with(text, sentence, report)
        links = (*carried_along(links_of(report, cell), before, text), *_links(text, new))
        changed |= {cell: text or None, link_id(cell): kept_links(sorted(set(links)))}
    return changed


def _links(text: str, new: Iterable[Sentence]) -> Iterator[Link]:
    for sentence in new:
        start = text.rfind(sentence.text)
        yield Link(start, start + len(sentence.text), sentence.stock)


def _cells(report: Report) -> list[str]:
    return [section.text for section in report.edition.sections if section.text]


def _without(text: str, cell: str, removals: Iterable[Step], chosen: Collection[str]) -> str:
    return without(text, [step.gone for step in removals if step.cell == cell and step.id in chosen])


# what gives way


def _removals(after: Report, last: Report | None) -> Iterator[Step]:
    """The sentences that the tables, as they would be filled in, do not bear out."""
    seen: set[tuple[str, str]] = set()
    for finding in check(after, last):
        if not finding.code.startswith(_TEXT_RULES) or finding.level is Level.HINT or not _concerns(finding, after):
            continue
        for span in finding.spans:
            words = sentence_at(after.text(span.cell), span.start)
            if words and (span.cell, words) not in seen:
                seen.add((span.cell, words))
                short = _section(after, span.cell).short
                told = f"“{short}”里的这一句与表格不符，删去（不勾选则保留）：“{words}”"
                yield Step(f"{REMOVE}:{span.cell}:{words}", short, told, span.cell, gone=words)


def _concerns(finding: Finding, report: Report) -> bool:
    cells = report.edition.cells
    return any(cells[cell].section in (APPLICATIONS, APPEALS) for cell in finding.cells if cell in cells)


# what is written


def _offers(after: Report, wording: Wording, rest: Mapping[str, str], known: Collection[str]) -> Iterator[Step]:
    due = edition_for(after.editions, after.year) if after.year else after.edition
    for sentence in wording.sentences:
        text = words_of(after.edition, after.values, sentence.stock)
        if not text or GAP in text or (sentence.editions and due.id not in sentence.editions):
            continue
        if not _holds(sentence, after) or re.search(sentence.said, folded(rest[sentence.cell])):
            continue
        filled = replace(sentence, text=text)
        along = NO_APPEALS if sentence.after == APPEALS and NO_APPEALS in known else ""
        short = _section(after, sentence.cell).short
        words = _told(filled, rest[sentence.cell], short)
        chosen = sentence.after == RECEIVED
        yield Step(f"{WRITE}:{sentence.id}", short, words, sentence.cell, chosen, along, sentence=filled)


def _holds(sentence: Sentence, after: Report) -> bool:
    """Whether what the sentence says belongs into the report of a year without applications."""
    if sentence.after == APPEALS:
        return not _some(after, APPEALS)
    if sentence.after != RECEIVED:
        return True
    come = _some(after, f"{APPLICATIONS}.{CARRIED_IN}")
    return not _some(after, f"{APPLICATIONS}.{RECEIVED}") and (come or not sentence.carried)


def _some(report: Report, prefix: str) -> bool:
    """Whether any cell under the prefix holds a figure other than 0."""
    cells = (cell.id for cell in report.edition.table_cells if cell.id.startswith(f"{prefix}."))
    return any(report.get(cell) for cell in cells)


def _told(sentence: Sentence, text: str, short: str) -> str:
    if _gives_way(sentence, text) and text.strip():
        return f"“{short}”由“{text.strip()}”改为：“{_alone(sentence)}”"
    return f"“{short}”写入：“{sentence.text if text.strip() else _alone(sentence)}”"


def _alone(sentence: Sentence) -> str:
    return f"{sentence.text}{sentence.alone}"


def _gives_way(sentence: Sentence, text: str) -> bool:
    """Whether the text is nothing, or only says that there is nothing."""
    bare = "".join(text.split())
    return not bare or bool(sentence.instead and re.fullmatch(sentence.instead, folded(bare)))


def _with(text: str, sentence: Sentence, report: Report) -> str:
    section = _section(report, sentence.cell)
    heading = next((line for line in section.skeleton if sentence.topic and sentence.topic in line), "")
    if _gives_way(sentence, text):
        return f"{heading}{_alone(sentence)}"
    return placed(text, sentence.text, topic=sentence.topic, heading=heading, first=sentence.first)


def _section(report: Report, cell: str) -> Section:
    return next(section for section in report.edition.sections if section.text == cell)
