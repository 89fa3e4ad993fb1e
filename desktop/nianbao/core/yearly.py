"""Last year → this year: what is carried over, what is offered as a draft, and what is left to be counted anew."""

import re
from collections.abc import Iterator

from nianbao.core.edition import Cell, Edition, Editions, edition_for
from nianbao.core.following import propose
from nianbao.core.report import Origin, Report
from nianbao.core.values import Value

KEPT_FIELDS = (
    "unit.name",
    "unit.kind",
    "unit.address",
    "unit.postcode",
    "unit.telephone",
    "unit.email",
    "signature",
)
_YEAR = re.compile(
    r"(?<!\d)(\d{4})(?=\s*(?:年|[-—~至]+\s*\d{4}\s*年))"
    r"(?!\s*年\d{1,2}月\d{1,2}日\s*(?:修订|公布|发布|印发|通过|修正|起施行|施行))"  # the date of a law stays
)


def carried_cells(this: Edition, last: Edition) -> Iterator[tuple[Cell, str]]:
    """The cells whose value follows from last year's report, each with the id of last year's cell.

    The edition file names the row (`from_last`); the column must be there in both editions.
    """
    for cell in this.table_cells:
        if cell.row and cell.column and cell.row.from_last:
            source = f"{cell.section}.{cell.row.from_last}.{cell.column.id}"
            if source in last.cells:
                yield cell, source


def move_years(text: str, last_year: int, year: int) -> str:
    """The text with the years around the report year moved on: last year's report year, the one before, the one after.

    Only years written before 年 move; the number of a notice such as 〔2019〕60号 stays as it is.
    """

    def moved(match: re.Match[str]) -> str:
        found = int(match[1])
        return str(found + year - last_year) if abs(found - last_year) <= 1 else match[1]

    return _YEAR.sub(moved, text)


def start_year(editions: Editions, year: int) -> Report:
    """A blank report for a year, in the edition that the notices prescribe for it."""
    return Report(editions, {"year": year, "edition": edition_for(editions, year).id})


def next_report(last: Report, year: int | None = None) -> Report:
    """The report of the year after `last`: unit and contacts kept, 结转下年度 carried in, texts offered as drafts.

    Nothing else of the tables is carried over: every other figure is counted anew. Raises ValueError when neither
    `year` nor the year of `last` is known.
    """
    if year is None:
        if last.year is None:
            raise ValueError("last year's report has no year")
        year = last.year + 1
    report = start_year(last.editions, year)
    source = f"{last.year}年报告" if last.year else "上年报告"
    values: dict[str, Value] = {cell: last.values[cell] for cell in KEPT_FIELDS if cell in last.values}
    for cell, before in carried_cells(report.edition, last.edition):
        if before in last.values:
            values[cell.id] = last.values[before]
    for section in last.edition.sections:
        if section.text in last.values and section.text in report.edition.cells:
            values[section.text] = move_years(last.text(section.text), last.year or year - 1, year)
    origins = {cell: Origin("carried", source) for cell in values}
    return report.apply(propose(report, f"由{source}开始编制{year}年报告", values, origins))
