"""What still must be confirmed in a year without applications, whoever has filled it in: nothing of it is certain."""

from collections.abc import Iterable, Iterator

from nianbao.core.agenda import Task
from nianbao.core.checks import Finding
from nianbao.core.edition import Section, cell_id, name_of
from nianbao.core.progress import INFORMATION, NEEDED_FIELDS, State, text_progress
from nianbao.core.report import Report
from nianbao.core.zeroyear.figures import APPEALS, APPLICATIONS, CARRIED_IN, PROACTIVE, carried, has_cases

_FEE, _TOPICS, _PROBLEMS = "W-07", "W-05", "W-06"
_FEE_TEXT, _OVERVIEW_TEXT, _PROBLEMS_TEXT = "texts.other", "texts.overview", "texts.problems"


def open_points(report: Report, last: Report | None, findings: Iterable[Finding]) -> tuple[Task, ...]:
    """上年结转, 复议诉讼, table 二 row by row, 信息处理费, the texts, 基本信息; done ones too, each with its place."""
    return tuple(_points(report, last, {finding.code: finding for finding in findings}))


def _points(report: Report, last: Report | None, found: dict[str, Finding]) -> Iterator[Task]:
    yield _carried(report, last)
    yield _appeals(report)
    yield from _items(report)
    yield _fee(report, found)
    for section in report.edition.sections:
        if section.text in (_OVERVIEW_TEXT, _PROBLEMS_TEXT):
            code = _TOPICS if section.text == _OVERVIEW_TEXT else _PROBLEMS
            yield _text(report, section, found.get(code))
    blanks = report.blanks(NEEDED_FIELDS)
    told = f"还有 {len(blanks)} 项未填" if blanks else "已填完"
    yield _task(INFORMATION, "基本信息", told, len(blanks), (*blanks, NEEDED_FIELDS[0])[0])


def _carried(report: Report, last: Report | None) -> Task:
    columns = carried(report, last)
    come = sum(column.count or 0 for column in columns)
    (block,) = report.edition.table(APPLICATIONS).blocks
    name = name_of(next(row for row in block.row_leaves() if row.id == CARRIED_IN))
    blanks = report.blanks(report.edition.typed[APPLICATIONS])
    first = f"{APPLICATIONS}.{CARRIED_IN}.{columns[0].column}"
    if not blanks:
        told = f"{come} 件，办理结果已填" if come else "0 件，请与上年报告再核对一次"
    elif any(column.count is None for column in columns):
        told = "上年的数不清楚，请核对后填写"
    elif come:
        told = f"{come} 件，办理结果还没有填完"
    else:
        told = f"0 件，这张表还有 {len(blanks)} 格未填"
    return _task(CARRIED_IN, name, told, len(blanks), (*blanks, first)[0])


def _appeals(report: Report) -> Task:
    typed = report.edition.typed[APPEALS]
    blanks = report.blanks(typed)
    words = report.edition.section(APPEALS).short
    if blanks:
        return _task(APPEALS, words, f"有没有发生过？还有 {len(blanks)} 格未填", len(blanks), blanks[0])
    return _task(APPEALS, words, "有案件，已填" if has_cases(report) else "都是 0", 0, typed[0])


def _items(report: Report) -> Iterator[Task]:
    """The rows of table 二 that have blanks, or one line for all when none has."""
    rows = 0
    for block in report.edition.table(PROACTIVE).blocks:
        for row in block.row_leaves():
            cells = [cell_id(PROACTIVE, row, column) for column in block.column_leaves()]
            blanks = report.blanks(cells)
            if blanks:
                rows += 1
                yield _task(f"{PROACTIVE}.{row.id}", name_of(row), f"{len(blanks)} 格未填", len(blanks), blanks[0])
    if not rows:
        section = report.edition.section(PROACTIVE)
        yield _task(PROACTIVE, section.short, "各项都已填写", 0, report.edition.typed[PROACTIVE][0])


def _fee(report: Report, found: dict[str, Finding]) -> Task:
    section = next(section for section in report.edition.sections if section.text == _FEE_TEXT)
    blank = not report.text(_FEE_TEXT).strip()
    finding = found.get(_FEE)
    told = "还没有写" if blank else finding.message if finding else "已写，请再核对一次"
    return _task(section.id, section.short, told, int(blank or finding is not None), _FEE_TEXT)


def _text(report: Report, section: Section, finding: Finding | None) -> Task:
    text = report.text(section.text)
    left = text_progress(report, section)
    if not text.strip():
        told = "还没有写"
    elif left.left:
        told = left.words
    elif finding is not None and not (finding.excusable and finding.basis in report.reasons):
        told = finding.message
    else:
        return _task(section.id, section.short, "已写", 0, section.text)
    return _task(section.id, section.short, told, 1, section.text)


def _task(task: str, words: str, told: str, count: int, cell: str) -> Task:
    return Task(task, words, told, count, cell, State.MISSING if count else State.COMPLETE)
