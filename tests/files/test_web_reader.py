"""Web pages from the sites of governments: encodings, spans, blanks, and everything that is not the report."""

import pytest

import forms
from nianbao.core.edition import Editions
from nianbao.core.grids import Grid, Paragraph, Piece
from nianbao.core.report import Report
from nianbao.files.readers.read import kind_of, read_bytes_as
from nianbao.files.readers.web import read_web
from reports import filled


def pieces_of(body: str) -> list[Piece]:
    return list(read_web(f"<html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()))


def rows_of(table: str) -> tuple[tuple[str, ...], ...]:
    (grid,) = pieces_of(f"<table>{table}</table>")
    assert isinstance(grid, Grid)
    return grid.rows


def test_every_figure_and_text_is_read(report: Report, editions: Editions):
    proposal = read_bytes_as("上年.html", forms.html(report).encode(), editions)
    assert proposal.edition.id == report.edition.id
    assert forms.figures(report.edition, proposal.values) == forms.figures(report.edition, report.values)
    assert proposal.problems == ()
    for text in ("texts.overview", "texts.problems", "texts.other", "unit.name", "year"):
        assert proposal.values[text] == report.values[text]


def test_blank_cells_of_a_page_stay_blank(editions: Editions):
    blank = Report(editions, {"edition": "2021", "year": 2024, "unit.name": "示例镇人民政府"})
    proposal = read_bytes_as("空表.html", forms.html(blank).encode(), editions)
    assert forms.figures(blank.edition, proposal.values) == {}
    assert len(proposal.found) == 200


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="utf-8">', "utf-8-sig"),
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ('<meta charset="unicode">', "utf-16"),
        ("", "gbk"),
        ('<meta charset="gbk">', "gbk"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', "gb18030"),
        ("<meta charset='GB18030'>", "gb18030"),
        ('<meta charset="x-no-such-thing">', "utf-8"),
        ('<meta charset="x-gbk">', "gbk"),
        ('<meta charset="utf-16">', "utf-8"),
        ('<meta charset="gb2312">', "utf-8"),
    ],
)
def test_a_page_is_read_in_its_encoding(editions: Editions, head: str, encoding: str):
    """GB 2312 is declared where GBK or GB 18030 is meant: 镕 must come through."""
    name = "示例县镕镇人民政府"
    report = Report(editions, {"edition": "2021", "year": 2024, "unit.name": name, "proactive.licensing.decisions": 7})
    proposal = read_bytes_as("上年.htm", forms.html(report, head).encode(encoding), editions)
    assert (proposal.values["unit.name"], proposal.values["year"]) == (name, 2024)
    assert proposal.values["proactive.licensing.decisions"] == 7


@pytest.mark.parametrize("ending", ["html", "txt", "xls", "doc"])
def test_a_page_is_known_by_its_content(editions: Editions, ending: str):
    """Sites offer pages as “Excel files”: the name says .xls, the content is HTML."""
    report = filled(editions, "2021")
    page = forms.html(report).encode()
    assert kind_of(f"上年.{ending}", page) == "web"
    assert len(read_bytes_as(f"上年.{ending}", page, editions).found) == 200


def test_row_and_column_spans_are_laid_out():
    table = (
        "<tr><td rowspan=2>高</td><td colspan=2>宽</td></tr>"
        "<tr><td>甲</td><td rowspan=2>下</td></tr>"
        "<tr><td>乙</td><td>丙</td></tr>"
    )
    assert rows_of(table) == (("高", "宽", None), (None, "甲", "下"), ("乙", "丙"))


@pytest.mark.parametrize("span", ["zwei", "", "0", "-3", "１"])
def test_a_span_that_makes_no_sense_counts_as_one(span: str):
    assert rows_of(f"<tr><td colspan='{span}'>甲</td><td>乙</td></tr>") == (("甲", "乙"),)


def test_a_giant_span_does_not_fill_the_memory():
    (row,) = rows_of("<tr>" + "<td colspan=99999999 rowspan=99999999>甲</td>" * 3 + "</tr>")
    assert len(row) <= 600


def without_spaces(text: str | None) -> str:
    return "".join((text or "").split())


def test_a_label_split_over_spans_and_lines_is_one_label():
    for cell, label in (
        ("<p><span>行政</span><span>许可</span></p>", "行政许可"),
        ("商业<br>企业", "商业企业"),
        ("<p><span>商</span><o:p></o:p><span>业</span></p><p>企业</p>", "商业企业"),
    ):
        assert without_spaces(rows_of(f"<tr><td>{cell}</td></tr>")[0][0]) == label


def test_a_number_split_over_tags_is_one_number_and_two_numbers_are_two():
    assert rows_of("<tr><td><span>1</span><span>2</span></td></tr>") == (("12",),)
    assert rows_of("<tr><td>1<br>2</td></tr>") == (("1\n2",),)


def test_blocks_are_paragraphs_and_running_text_is_one():
    body = "<div>甲<b>乙</b>\n 丙</div><p>丁<br>戊</p>己"
    assert pieces_of(body) == [Paragraph(text) for text in ("甲乙 丙", "丁", "戊", "己")]


def test_scripts_styles_and_menus_are_not_text():
    hidden = "<script>var a='<p>甲</p>'</script><style>p{}</style><select><option>乙</option></select><!-- 丙 -->"
    assert pieces_of(f"{hidden}<p>丁</p>") == [Paragraph("丁")]


def test_entities_are_letters():
    assert pieces_of("<p>&lt;b&gt; &amp; &#65;&nbsp;&hellip;</p>") == [Paragraph("<b> & A\xa0…")]


def test_a_table_that_only_lays_out_the_page_does_not_hide_the_report(editions: Editions):
    """Old sites put everything into one great table."""
    report = filled(editions, "2021")
    page = forms.html(report)
    inner = page[page.index("<body>") + 6 : page.index("</body>")]
    wrapped = f"<html><body><table><tr><td>菜单</td></tr><tr><td>{inner}</td></tr></table></body></html>"
    proposal = read_bytes_as("上年.html", wrapped.encode(), editions)
    assert forms.figures(report.edition, proposal.values) == forms.figures(report.edition, report.values)


def test_a_page_nested_deeper_than_any_is_read_as_far_as_it_goes(editions: Editions):
    deep = "<html><body>" + "<div>" * 100_000 + "x" + "</div>" * 100_000 + "</body></html>"
    assert all(isinstance(piece, Paragraph) for piece in read_web(deep.encode()))
