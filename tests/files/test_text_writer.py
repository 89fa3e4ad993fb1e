"""The plain text: a paragraph a line, tables that paste into a sheet, right in any Notepad, and read back as it was."""

import pytest

from nianbao.core.comparison import Comparison, compare
from nianbao.core.edition import Editions
from nianbao.core.preamble import title
from nianbao.core.report import Report
from nianbao.core.values import show
from nianbao.files.readers.read import read_bytes_as
from nianbao.files.writers.text import write_text
from reports import filled, with_values, without


def lines(report: Report, *, draft: bool = False) -> list[str]:
    return write_text(report, draft=draft).decode("utf-8-sig").split("\r\n")


def test_every_notepad_knows_the_encoding_and_the_ends_of_lines(report: Report):
    data = write_text(report)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r")
    assert data.endswith(b"\r\n")


def test_title_headings_and_paragraphs_are_lines_of_their_own(report: Report):
    written = lines(report)
    assert written[0] == title(report.edition, report.values)
    for section in report.edition.sections:
        assert section.heading in written
        assert set(report.text(section.text).split("\n")) <= set(written)
    assert written[-3:] == [report.unit, report.text("date"), ""]
    assert lines(with_values(report, {"signature": "no"}))[-3:-1] != [report.unit, report.text("date")]


def test_the_rows_of_a_table_paste_into_the_columns_of_a_sheet(report: Report):
    written = lines(report)
    for table in report.edition.tables:
        start = written.index(report.edition.section(table.id).heading) + 1
        rows = [line.split("\t") for line in written[start : start + table.row_count]]
        assert {len(row) for row in rows} == {table.column_count}
        for place in table.places:
            cell = report.edition.cells.get(place.cell)
            shown = show(report.get(place.cell), cell.kind) if cell else place.text
            assert rows[place.row][place.column] == shown


def test_it_reads_back_without_a_question(report: Report, editions: Editions):
    again = read_bytes_as("年报.txt", write_text(report), editions)
    assert again.problems == ()
    assert compare(report, again.report(editions)) == Comparison(len(report.edition.table_cells))


@pytest.mark.parametrize("table", ["proactive", "applications", "appeals"])
def test_a_blank_table_reads_back_blank(report: Report, table: str, editions: Editions):
    blank = without(report, *(cell.id for cell in report.edition.table_cells if cell.section == table))
    again = read_bytes_as("年报.txt", write_text(blank), editions)
    assert again.problems == ()
    assert compare(blank, again.report(editions)).differences == ()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("甲|乙", "甲\uff5c乙"),
        ("|甲|乙|丙|", "\uff5c甲\uff5c乙\uff5c丙\uff5c"),
        ("总数|3", "总数\uff5c3"),
        ("# 标题", "\uff03 标题"),
        ("**强调**", "\uff0a\uff0a强调\uff0a\uff0a"),
        ("#标题 5*3 2**3", "#标题 5*3 2**3"),
        ("甲\t乙", "甲 乙"),
        ("　　甲\n\n\n乙  ", "甲\n乙"),
        ("甲\u2028乙\x0b丙\r\n丁", "甲\n乙\n丙\n丁"),
        ("甲\x00\x07\ud840乙", "甲乙"),
        ("𠮷😀é", "𠮷😀é"),
        ("=1+1\n+3\n-2\n@a", "=1+1\n+3\n-2\n@a"),
    ],
)
def test_no_text_is_taken_for_a_table_or_a_heading(editions: Editions, text: str, read: str):
    report = with_values(filled(editions, "2021"), {"texts.overview": text, "texts.other": text})
    again = read_bytes_as("年报.txt", write_text(report), editions)
    assert (again.values["texts.overview"], again.values["texts.other"]) == (read, read)
    assert again.problems == ()
    assert compare(report, again.report(editions)) == Comparison(200)


def test_a_draft_says_so_in_its_first_line(report: Report, editions: Editions):
    assert lines(report, draft=True)[0] == "草稿"
    again = read_bytes_as("年报.txt", write_text(report, draft=True), editions)
    assert again.values["unit.name"] == report.unit
