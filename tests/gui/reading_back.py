"""An exported Word file seen with other eyes: every number in its place, and every paragraph of the texts."""

import re
from collections.abc import Iterable
from pathlib import Path

import docx
from docx.oxml.ns import qn

from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.core.values import show
from nianbao.files.readers import read_file

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def check_word(path: Path, report: Report, day: str, texts: Iterable[str] = ()) -> None:
    """Compare what another program reads: title, headings, texts, signature, and the numbers one after the other."""
    word = docx.Document(str(path))
    paragraphs = [paragraph.text for paragraph in word.paragraphs if paragraph.text]
    title = f"{report.unit}{report.year}年政府信息公开工作年度报告"
    assert paragraphs[0].replace("\n", "") == title  # a long one is broken
    headings = [section.heading for section in report.edition.sections]
    assert [text for text in paragraphs if text in headings] == headings
    texts = [*texts, *(report.text(section.text) for section in report.edition.sections if section.text)]
    for line in "\n".join(texts).split("\n"):
        assert line in paragraphs
    assert any(f"{report.year}年1月1日至{report.year}年12月31日" in text for text in paragraphs)
    assert paragraphs[-2:] == [report.unit, day]
    numbers = [
        text
        for table in word.tables
        for cell in table._tbl.iter(qn("w:tc"))
        if NUMBER.fullmatch(text := "".join(run.text or "" for run in cell.iter(qn("w:t"))).strip())
    ]
    cells = report.edition.table_cells
    assert numbers == [show(report.get(cell.id), cell.kind) for cell in cells]


def check_reading(path: Path, report: Report, editions: Editions) -> None:
    """Compare what the program itself reads: edition, year, unit, each number by its cell, each text whole."""
    again = read_file(path, editions).report(editions)
    assert (again.edition, again.year, again.unit) == (report.edition, report.year, report.unit)
    cells = [cell.id for cell in report.edition.table_cells]
    assert {cell: again.get(cell) for cell in cells} == {cell: report.get(cell) for cell in cells}
    for section in report.edition.sections:
        if section.text:
            assert again.text(section.text) == report.text(section.text)
