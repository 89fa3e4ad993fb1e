"""How far each section is: what its tab shows, and what still stands between the report and 定稿."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from nianbao.core.checks import Finding, Level
from nianbao.core.drafts import draft_sentences, is_draft, is_heading
from nianbao.core.edition import Section
from nianbao.core.prose import paragraphs
from nianbao.core.report import Report

INFORMATION = "information"
BLANK_RULE = "C-02"
NEEDED_FIELDS = ("unit.name", "unit.kind", "year", "edition", "unit.address", "unit.postcode", "unit.telephone")

_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*")


class State(StrEnum):
    COMPLETE = "complete"
    MISSING = "missing"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Progress:
    """A section's state: how many of its cells are blank, how many faults of level 强制性 it has, how many sentences
    of its text are last year's and not looked at yet, and how many headings of its outline have nothing under them."""

    missing: int = 0
    faults: int = 0
    drafts: int = 0
    bare: int = 0

    @property
    def left(self) -> int:
        """How many things are left to do."""
        return self.faults + self.missing + self.drafts + self.bare

    @property
    def state(self) -> State:
        if self.faults:
            return State.FAULTY
        return State.MISSING if self.left else State.COMPLETE

    @property
    def words(self) -> str:
        """The state as the clerk reads it."""
        if self.faults:
            return f"有 {self.faults} 处错误"
        if self.missing:
            return f"还有 {self.missing} 项未填"
        if self.drafts:
            return f"还有 {self.drafts} 句上年的文字没有核对"
        return f"还有 {self.bare} 个小标题下面没有写" if self.bare else "已填完"


def progress(report: Report, findings: Iterable[Finding]) -> dict[str, Progress]:
    """The progress of every section by id, 基本信息 first."""
    edition = report.edition
    cells = edition.cells
    faults: dict[str, int] = {}
    for finding in findings:
        if finding.level is Level.ERROR and finding.code != BLANK_RULE and finding.blocks(report):
            where = cells[finding.target].section
            faults[where] = faults.get(where, 0) + 1
    result = {INFORMATION: Progress(len(report.blanks(NEEDED_FIELDS)), faults.get(INFORMATION, 0))}
    for section in edition.sections:
        needed = edition.typed[section.id]
        result[section.id] = replace(
            text_progress(report, section), missing=len(report.blanks(needed)), faults=faults.get(section.id, 0)
        )
    return result


def text_progress(report: Report, section: Section) -> Progress:
    """What is left to write in a section's text, apart from faults; a section of tables has none."""
    cell = section.text
    # a carried text may have no sentence at all, and is to be looked at all the same
    drafts = max(1, len(draft_sentences(report, cell))) if is_draft(report, cell) else 0
    return Progress(drafts=drafts, bare=_bare_headings(report, section))


def _bare_headings(report: Report, section: Section) -> int:
    """How many headings of the section's outline stand in its text with nothing written under them."""
    outline = {_heading(line) for line in section.skeleton if is_heading(line)}
    lines = [passage.words for passage in paragraphs(report.text(section.text))] if outline and section.text else []
    is_bare = [is_heading(line) and _heading(line) in outline for line in lines]
    return sum(here and follows for here, follows in zip(is_bare, [*is_bare[1:], True], strict=False))


def _heading(line: str) -> str:
    """What a heading names, however it is numbered: 主动公开 of （一）主动公开情况。"""
    return _NUMBER.sub("", line).rstrip("。：:").removesuffix("情况")


def obstacles(report: Report, findings: Iterable[Finding]) -> str:
    """What stands between the report and 定稿, in the clerk's words; empty when nothing does."""
    found = tuple(findings)
    blocking = [finding for finding in found if finding.blocks(report)]
    errors = sum(finding.level is Level.ERROR for finding in blocking)
    names = {INFORMATION: "基本信息"} | {section.id: section.short for section in report.edition.sections}
    states = progress(report, found)
    unfinished = [names[section] for section, state in states.items() if state.state is not State.COMPLETE]
    why = [f"还有 {errors} 条强制性问题"] if errors else []
    if open_questions := len(blocking) - errors:
        why.append(f"还有 {open_questions} 条核实性问题没有说明原因")
    if unfinished:
        why.append(("" if why else "还没有填完") + f"（{'、'.join(unfinished)}）")
    return "，".join(why).replace("，（", "（")
