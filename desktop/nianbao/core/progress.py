"""How far each section is: what its tab shows, and what still stands between the report and 定稿."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from nianbao.core.checks import Finding, Level
from nianbao.core.report import Report

INFORMATION = "information"
BLANK_RULE = "C-02"
NEEDED_FIELDS = ("unit.name", "unit.kind", "year", "edition", "unit.address", "unit.postcode", "unit.telephone")


class State(StrEnum):
    COMPLETE = "complete"
    MISSING = "missing"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Progress:
    """A section's state: how many of its cells are blank, how many faults of level 强制性 it has,
    and whether its text is still last year's draft."""

    missing: int = 0
    faults: int = 0
    draft: bool = False

    @property
    def state(self) -> State:
        if self.faults:
            return State.FAULTY
        return State.MISSING if self.missing or self.draft else State.COMPLETE

    @property
    def words(self) -> str:
        """The state as the clerk reads it."""
        if self.faults:
            return f"有 {self.faults} 处错误"
        if self.missing:
            return f"还有 {self.missing} 项未填"
        return "上年草稿还没有修改" if self.draft else "已填完"


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
        origin = report.origins.get(section.text)
        draft = origin is not None and origin.kind == "carried"
        result[section.id] = Progress(len(report.blanks(needed)), faults.get(section.id, 0), draft)
    return result


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
