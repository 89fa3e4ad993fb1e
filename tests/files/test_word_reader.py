"""Word files from other hands: merged cells, split tables, tracked changes; and the blank official form."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

import forms
from nianbao.core.edition import Editions
from nianbao.core.grids import Grid, Paragraph, Piece
from nianbao.core.report import Report
from nianbao.files.errors import UserError
from nianbao.files.readers import read_file
from nianbao.files.readers.read import read_bytes_as
from nianbao.files.readers.word import read_word
from reports import filled

W = nsdecls("w")


def pieces_of(*elements: str) -> list[Piece]:
    """What is read from a Word file whose body holds these elements."""
    document = Document()
    for element in elements:
        document.element.body.insert(-1, parse_xml(element))
    stream = BytesIO()
    document.save(stream)
    return list(read_word(stream.getvalue()))


def grid_of(rows: str) -> tuple[tuple[str, ...], ...]:
    (grid,) = pieces_of(f"<w:tbl {W}><w:tblPr/><w:tblGrid/>{rows}</w:tbl>")
    assert isinstance(grid, Grid)
    return grid.rows


def cell(text: str, **properties: str) -> str:
    """A cell with properties such as gridSpan and their values."""
    inner = "".join(f'<w:{name} w:val="{value}"/>' for name, value in properties.items())
    return f"<w:tc><w:tcPr>{inner}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


@pytest.mark.parametrize("merged", [True, False])
def test_every_figure_and_text_is_read(report: Report, merged: bool, editions: Editions):
    proposal = read_bytes_as("上年.docx", forms.docx(report, merged=merged), editions)
    assert proposal.edition.id == report.edition.id
    assert forms.figures(report.edition, proposal.values) == forms.figures(report.edition, report.values)
    assert proposal.problems == ()
    for text in ("texts.overview", "texts.problems", "texts.other", "unit.name", "year"):
        assert proposal.values[text] == report.values[text]


def test_a_value_says_in_which_row_of_which_table_it_stood(editions: Editions):
    proposal = read_bytes_as("上年.docx", forms.docx(filled(editions, "2021")), editions)
    assert proposal.sources["applications.received.person"] == "第 2 个表格第 4 行第 4 列"


def test_the_blank_official_form_is_recognised_whole(shared: Path, editions: Editions):
    proposal = read_file(shared / "reference" / "official-2021-blank.docx", editions)
    assert proposal.edition.id == "2021"
    assert len(proposal.found) == 200
    assert forms.figures(proposal.edition, proposal.values) == {}


def test_paragraphs_and_tables_come_in_their_order():
    table = f"<w:tbl {W}><w:tr>{cell('甲')}</w:tr></w:tbl>"
    before, after = (f"<w:p {W}><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("前", "后"))
    assert pieces_of(before, table, after) == [
        Paragraph("前", place="第 1 段"),
        Grid("第 1 个表格", (("甲",),)),
        Paragraph("后", place="第 2 段"),
    ]


def test_a_paragraph_knows_its_style():
    (paragraph,) = pieces_of(f'<w:p {W}><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>标题</w:t></w:r></w:p>')
    assert paragraph == Paragraph("标题", "Title", "第 1 段")


def test_a_merged_cell_has_its_text_at_its_first_place():
    rows = (
        f"<w:tr>{cell('宽', gridSpan='2')}{cell('高', vMerge='restart')}</w:tr>"
        f"<w:tr>{cell('甲')}{cell('乙')}{cell('藏', vMerge='continue')}</w:tr>"
    )
    assert grid_of(rows) == (("宽", None, "高"), ("甲", "乙", None))
    assert grid_of(rows.replace(' w:val="continue"', "")) == (("宽", None, "高"), ("甲", "乙", None))


def test_a_row_that_begins_further_right_keeps_its_columns():
    rows = f'<w:tr>{cell("甲")}{cell("乙")}</w:tr><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("丙")}</w:tr>'
    assert grid_of(rows) == (("甲", "乙"), (None, "丙"))


@pytest.mark.parametrize("span", ["zwei", "-1", "0", "", "99999999999", "１"])
def test_a_span_that_makes_no_sense_counts_as_one_column(span: str):
    assert grid_of(f"<w:tr>{cell('甲', gridSpan=span)}{cell('乙')}</w:tr>") == (("甲", "乙"),)


def test_a_number_split_over_runs_is_one_number():
    assert grid_of(f"<w:tr><w:tc><w:p>{'<w:r><w:t>1</w:t></w:r>' * 3}</w:p></w:tc></w:tr>") == (("111",),)


def test_inserted_text_counts_and_deleted_text_does_not():
    tracked = (
        '<w:ins w:id="1" w:author="领导"><w:r><w:t>4</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="领导"><w:r><w:delText>3</w:delText></w:r></w:del>'
    )
    assert grid_of(f"<w:tr><w:tc><w:p>{tracked}</w:p></w:tc></w:tr>") == (("4",),)


def test_tabs_and_line_breaks_are_kept_and_field_codes_are_not():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    )
    (paragraph,) = pieces_of(
        f'<w:p {W}><w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr>'
        f"<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>{field}</w:p>"
    )
    assert paragraph == Paragraph("甲\t乙\n丙1", place="第 1 段")


def test_what_stands_in_a_content_control_is_read():
    control = f"<w:sdt {W}><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>控件里</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    assert pieces_of(control) == [Paragraph("控件里", place="第 1 段")]


def test_a_table_cut_in_two_by_a_page_is_read_whole(editions: Editions):
    """The second half repeats no header."""
    report = filled(editions, "2021")
    document = Document(BytesIO(forms.docx(report)))
    table = document.tables[1]._tbl
    half = parse_xml(f"<w:tbl {W}><w:tblPr/><w:tblGrid/></w:tbl>")
    for row in table.tr_lst[15:]:
        half.append(row)
    table.addnext(half)
    stream = BytesIO()
    document.save(stream)
    proposal = read_bytes_as("上年.docx", stream.getvalue(), editions)
    assert forms.figures(report.edition, proposal.values) == forms.figures(report.edition, report.values)


def test_a_package_without_a_body_is_damaged():
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", f"<w:document {W}/>")
    with pytest.raises(UserError, match=r"Word 文件已损坏.*另存为"):
        list(read_word(stream.getvalue()))
