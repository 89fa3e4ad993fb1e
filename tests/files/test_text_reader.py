"""Plain text and Markdown: encodings, tabs and bars."""

import pytest

import forms
from nianbao.core.edition import Editions
from nianbao.core.grids import Grid, Paragraph
from nianbao.core.report import Report
from nianbao.files.errors import UserError
from nianbao.files.readers.read import read_bytes_as
from nianbao.files.readers.text import decode, read_text
from reports import filled

WORDS = "政府信息公开 19.83 万元"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_the_encoding_of_a_text_is_found(encoding: str):
    assert decode(WORDS.encode(encoding)) == WORDS


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be"])
def test_both_orders_of_utf_16_are_read(mark: str):
    assert decode(("\ufeff" + WORDS).encode(mark)) == WORDS


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"\xff\xfe\x00\xd8\x00\xd8", b"\xfe\xff\xdc", b"\x00\x01\x02", b"\x80\xff\x81", b"a\x00b"]
)
def test_what_is_no_text_is_refused_with_a_remedy(data: bytes):
    with pytest.raises(UserError, match=r"不是文本文件.*另存为"):
        decode(data)


def test_lines_are_paragraphs_and_blank_lines_are_nothing():
    pieces = list(read_text("甲\r\n\r\n　乙 \r丙\n".encode()))
    assert pieces == [
        Paragraph("甲", place="第 1 行"),
        Paragraph("乙", place="第 3 行"),
        Paragraph("丙", place="第 4 行"),
    ]


def test_lines_with_tabs_are_the_rows_of_a_table_whose_columns_do_not_align():
    (before, table, after) = read_text("表\n\t甲\t乙\n1\t\t2\t\n完".encode())
    assert before == Paragraph("表", place="第 1 行")
    assert table == Grid("第 1 个表格", (("", "甲", "乙"), ("1", "", "2", "")), aligned=False, tabbed=True)
    assert after == Paragraph("完", place="第 4 行")


def test_lines_with_bars_are_the_rows_of_a_table_and_the_rule_under_the_head_is_none():
    (table,) = read_text("| 甲 | 乙 |\n|---|:-:|\n| 1 | - |\n".encode())
    assert table.rows == ((" 甲 ", " 乙 "), (" 1 ", " - "))
    assert table.aligned  # every row has as many entries


def test_a_bar_in_a_sentence_makes_no_table():
    assert list(read_text("甲|乙".encode())) == [Paragraph("甲|乙", place="第 1 行")]
    assert isinstance(next(read_text("行政许可 | 12".encode())), Grid)


@pytest.mark.parametrize("separator", ["\t", "|"])
def test_every_figure_and_text_is_read(report: Report, separator: str, editions: Editions):
    proposal = read_bytes_as("上年.txt", forms.lines(report, separator).encode(), editions)
    assert proposal.edition.id == report.edition.id
    assert forms.figures(report.edition, proposal.values) == forms.figures(report.edition, report.values)
    assert proposal.problems == ()
    for text in ("texts.overview", "texts.problems", "texts.other", "unit.name", "year"):
        assert proposal.values[text] == report.values[text]


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-8-sig"])
def test_a_report_is_read_in_any_encoding(encoding: str, editions: Editions):
    report = filled(editions, "2021")
    text = forms.lines(report, "\t").replace("€", "")
    assert len(read_bytes_as("上年.txt", text.encode(encoding), editions).found) == 200


def test_a_row_that_lost_a_blank_cell_is_left_out_and_named(editions: Editions):
    """Only the order counts in a text: with a value missing nobody can tell whose it was."""
    report = filled(editions, "2021")
    lines = forms.lines(report, "\t").split("\n")
    broken = ["\t".join(line.split("\t")[:-1]) if "（一）予以公开" in line else line for line in lines]
    proposal = read_bytes_as("上年.txt", "\n".join(broken).encode(), editions)
    lost = {cell for cell in report.values if cell.startswith("applications.granted.")}
    assert lost.isdisjoint(proposal.values)
    assert any("予以公开" in problem.sentence and "没有读入" in problem.sentence for problem in proposal.problems)
    assert len(lost) == 7
    assert len(forms.figures(report.edition, proposal.values)) == 200 - 7
