"""What is left to do, in the order in which it is best done: one list that leads from the first field to the export."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nianbao.core.checks import Finding, Level
from nianbao.core.notes import note, offered
from nianbao.core.progress import BLANK_RULE, INFORMATION, NEEDED_FIELDS, Progress, State, obstacles, progress
from nianbao.core.report import Report

ERRORS, WARNINGS, SEAL, EXPORT = "errors", "warnings", "seal", "export"


@dataclass(frozen=True, slots=True)
class Task:
    """A line of the list: what (`words`), how it stands (`told`), how many things are left, and where to go.

    `id` is that of a section, or one of ERRORS, WARNINGS, SEAL and EXPORT; the last two are deeds, without a cell.
    """

    id: str
    words: str
    told: str
    count: int
    cell: str
    state: State

    @property
    def done(self) -> bool:
        return self.state is State.COMPLETE


def agenda(
    report: Report,
    last: Report | None,
    findings: Iterable[Finding],
    *,
    sealed: bool = False,
    exported: bool = False,
) -> tuple[Task, ...]:
    """Every task, done ones too: 基本信息, the tables, the texts, 强制性 and 核实性 findings, 定稿, 导出.

    The tables come first, since the texts speak of their numbers. `exported`: handed out since it was sealed.
    """
    found = tuple(findings)
    return tuple(_tasks(report, last, found, sealed=sealed, exported=exported))


def _tasks(
    report: Report, last: Report | None, findings: tuple[Finding, ...], *, sealed: bool, exported: bool
) -> Iterator[Task]:
    yield from _of_sections(report, last, findings)
    errors = [f for f in findings if f.level is Level.ERROR and f.code != BLANK_RULE and f.blocks(report)]
    yield _of_findings(ERRORS, Level.ERROR, errors, "条要改正")
    warnings = [f for f in findings if f.level is Level.WARNING and f.blocks(report)]
    yield _of_findings(WARNINGS, Level.WARNING, warnings, "条要改正或者说明原因")
    yield _sealing(report, findings, sealed=sealed)
    told = "导出 Word 文件或者发布材料" if sealed else "定稿以后导出；随时可以导出草稿"
    state = State.COMPLETE if exported else State.MISSING
    yield Task(EXPORT, "导出", "已导出" if exported else told, int(not exported), "", state)


def _of_sections(report: Report, last: Report | None, findings: tuple[Finding, ...]) -> Iterator[Task]:
    kept = _offered(report, last)
    sections = report.edition.sections
    names = {INFORMATION: "基本信息", **{section.id: section.short for section in sections}}
    needed = {INFORMATION: NEEDED_FIELDS, **{section.id: report.edition.typed[section.id] for section in sections}}
    states = progress(report, findings)
    tables, texts = [s.id for s in sections if s.table], [s.id for s in sections if s.text]
    for section in (INFORMATION, *tables, *texts):
        state = states[section]
        blanks = report.blanks(needed[section])
        cell = blanks[0] if blanks else _first_fault(section, report, findings) or needed[section][0]
        told = _told(state) + (f"；上年备注 {kept[section]} 条" if section in kept else "")
        yield Task(section, names[section], told, state.left, cell, state.state)


def _told(state: Progress) -> str:
    """How a section stands, in the clerk's words: faults and blanks both, since they are different work."""
    if state.faults and state.missing:
        return f"还有 {state.missing} 项未填，有 {state.faults} 处错误"
    return state.words


def _first_fault(section: str, report: Report, findings: tuple[Finding, ...]) -> str:
    cells = report.edition.cells
    errors = (f for f in findings if f.level is Level.ERROR and f.code != BLANK_RULE and f.blocks(report))
    return next((f.target for f in errors if f.target in cells and cells[f.target].section == section), "")


def _of_findings(task: str, level: Level, found: list[Finding], what: str) -> Task:
    told = f"还有 {len(found)} {what}" if found else "没有"
    state = State.COMPLETE if not found else State.FAULTY if level is Level.ERROR else State.MISSING
    return Task(task, f"{level.word}问题", told, len(found), found[0].target if found else "", state)


def _sealing(report: Report, findings: tuple[Finding, ...], *, sealed: bool) -> Task:
    if sealed:
        return Task(SEAL, "定稿", "已定稿", 0, "", State.COMPLETE)
    told = "还不能定稿，先做完上面各步" if obstacles(report, findings) else "可以定稿了"
    return Task(SEAL, "定稿", told, 1, "", State.MISSING)


def _offered(report: Report, last: Report | None) -> dict[str, int]:
    """How many of last year's remarks concern cells of each section that have no remark of this year's."""
    found: dict[str, set[str]] = {}
    for cell, told in offered(report, last).items():
        if not note(report, cell):
            found.setdefault(report.edition.cells[cell].section, set()).update(entry.cell for entry in told)
    return {section: len(sources) for section, sources in found.items()}
