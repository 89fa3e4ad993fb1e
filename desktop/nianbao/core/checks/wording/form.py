"""W-01: the title, the six headings, their order and the statistics period."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from nianbao.core.checks.finding import Case, Fix, Level, Span
from nianbao.core.checks.rule import Fault, rule
from nianbao.core.checks.wording.passages import ALL, Edit, mending, place, spans, texts
from nianbao.core.declared import BESIDE, HEADINGS, TITLE
from nianbao.core.edition import Edition, Section
from nianbao.core.headings import heading_of, seeming_heading
from nianbao.core.labels import words
from nianbao.core.period import Period, periods
from nianbao.core.preamble import PREAMBLE, title, years_in_title
from nianbao.core.report import Report

YEAR_DIGITS = 4
NAME = "政府信息公开"
_NUMERALS = "一二三四五六"


@rule("W-01", Level.ERROR)
def form_of_the_report(case: Case) -> Iterator[Fault]:
    """格式：标题为“单位名称+年度+政府信息公开工作年度报告”；六个部分的标题、序号、次序齐全；统计期限为1月1日至12月31日。"""
    yield from _title_faults(case.report)
    yield from _heading_faults(case.report)
    yield from _period_faults(case.report)


def _title_faults(report: Report) -> Iterator[Fault]:
    """Only a title that a file declares can be wrong: that of a report of ours is made from unit and year."""
    text = report.text(TITLE)
    if not text:
        return
    due = title(report.edition, report.values)
    fix = Fix("改用规定的标题", {TITLE: None})
    years = years_in_title(text)
    garbled = [year for year in years if len(year) != YEAR_DIGITS]
    if not years:
        yield Fault((TITLE,), (), f"标题“{text}”没有写明年度，应为“{due}”。", fix=fix)
    elif garbled:
        yield Fault((TITLE,), (), f"标题里的年份写成了“{garbled[0]}年”，标题应为“{due}”。", fix=fix)
    elif other := [year for year in years if report.year and int(year) != report.year]:
        said = f"标题写的是{other[0]}年，本报告是{report.year}年的，标题应为“{due}”。"
        yield Fault((TITLE,), (), said, fix=fix)
    elif NAME not in text.replace(" ", ""):
        said = f"标题写的是“{text}”，规定的名称是“{NAME}工作年度报告”。"
        yield Fault((TITLE,), (), said, fix=fix, level=Level.HINT)


class _Line(NamedTuple):
    """A heading of a file: its words and where they stand, its number, and which section it names, counted from 0."""

    text: str
    start: int
    number: int | None
    section: int | None


def _heading_faults(report: Report) -> Iterator[Fault]:
    """Only what a file declares can be wrong."""
    edition = report.edition
    lines = _lines(report.text(HEADINGS), edition)
    order = [line.section for line in lines if line.section is not None]
    if not any(edition.sections[index].text for index in order):
        return  # a file of tables: their captions are no headings of a report
    fix = Fix("改用规定的标题", {HEADINGS: None})
    lost, other = _absent(report, lines, order)
    for section, level in lost:
        said = f"报告里没有找到“{section.heading}”这个标题"
        told = "，它的文字似乎在别的部分里，请核对。" if level is Level.WARNING else "，六个部分不能少，请补上。"
        yield Fault((HEADINGS,), (), said + told, fix=fix, level=level)
    for line, section in other:
        said = f"有一个部分的标题写的是“{line.text}”，规定的标题是“{section.heading}”。"
        yield Fault((HEADINGS,), (), said, _places([line]), fix, Level.WARNING)
    if order != sorted(order):
        said = "、".join(edition.sections[index].heading.partition("、")[2] for index in order)
        yield Fault((HEADINGS,), (), f"各部分的次序不对，文件里依次是：{said}；请按规定的次序排列。", fix=fix)
    elif not lost:
        misnumbered = [line for line in lines if _is_misnumbered(line)]
        if misnumbered:
            told = "；".join(f"“{line.text}”应为“{_NUMERALS[line.section or 0]}、”" for line in misnumbered)
            yield Fault((HEADINGS,), (), f"标题的序号不对：{told}。", _places(misnumbered), fix)


def _is_misnumbered(line: _Line) -> bool:
    return line.section is not None and line.number is not None and line.number != line.section + 1


def _places(lines: Iterable[_Line]) -> tuple[Span, ...]:
    return spans(HEADINGS, [(line.start, line.start + len(line.text)) for line in lines])


def _lines(text: str, edition: Edition) -> list[_Line]:
    """The headings, each section's once."""
    found: dict[int | str, _Line] = {}
    start = 0
    for line in text.split("\n") if text else ():
        heading = heading_of(line, edition) or seeming_heading(line, edition)
        if heading:
            index = edition.sections.index(heading.section) if heading.section else None
            found.setdefault(line if index is None else index, _Line(line, start, heading.number, index))
        start += len(line) + 1
    return list(found.values())


def _absent(
    report: Report, lines: Iterable[_Line], order: list[int]
) -> tuple[list[tuple[Section, Level]], list[tuple[_Line, Section]]]:
    """The sections without a heading, and those whose heading has its number and other words.

    A file that was cut off lacks nothing after its last heading; it is whole when something stands in table 四.
    """
    sections = report.edition.sections
    last_table = max(index for index, section in enumerate(sections) if section.table)
    whole = max(order) >= last_table and any(
        cell in report.values for cell in report.edition.typed[sections[last_table].id]
    )
    others = {line.number: line for line in lines if line.section is None}
    lost: list[tuple[Section, Level]] = []
    worded: list[tuple[_Line, Section]] = []
    for index, section in enumerate(sections[: None if whole else max(order)]):
        if index in order:
            continue
        if index + 1 in others:
            worded.append((others[index + 1], section))
        else:
            # a heading may have been lost when the file was made into text: what it stood over is still there
            beside = any(re.search(section.pattern, words(line)) for line in report.text(BESIDE).split("\n"))
            lost.append((section, Level.WARNING if beside else Level.ERROR))
    return lost, worded


def _period_faults(report: Report) -> Iterator[Fault]:
    year = report.year
    for cell, text in texts(report, ALL):
        for period in periods(text):
            if not _is_meant(period, cell) or not _is_wrong(period, year):
                continue
            said = "".join(text[period.start : period.end].split())
            due = f"{year}年1月1日至{year}年12月31日" if year else ""
            whose = f"本报告是{year}年的，" if year and str(year) not in period.years else ""
            message = (
                f"{place(report, cell)}里的统计期限写的是“{said}”，{whose}应为{due or '报告年度的1月1日至12月31日'}。"
            )
            edits = {cell: [Edit(period.start, period.end, due)]}
            fix = mending(f"统计期限改为{due}", {cell: text}, edits) if due else None
            yield Fault((cell,), (), message, spans(cell, [(period.start, period.end)]), fix)


def _is_meant(period: Period, cell: str) -> bool:
    """Whether dates are the statistics period: named so, or a whole year in the lead-in."""
    whole = period.begins is not None and period.ends is not None and period.is_whole_year
    return period.named or (cell == PREAMBLE and whole)


def _is_wrong(period: Period, year: int | None) -> bool:
    garbled = any(len(said) != YEAR_DIGITS for said in period.years)
    other = year is not None and any(said != str(year) for said in period.years)
    return garbled or other or len(set(period.years)) > 1 or not period.is_whole_year
