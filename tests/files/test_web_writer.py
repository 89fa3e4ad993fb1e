"""The web page, parsed as a browser would: official spans, everything escaped, nothing from elsewhere."""

import pytest
from lxml import etree, html

from nianbao.core.edition import Editions
from nianbao.core.preamble import title
from nianbao.core.report import Report
from nianbao.core.values import show
from nianbao.files.readers.read import read_bytes_as
from nianbao.files.writers.web import write_web
from reports import TEXTS, filled, with_values, without


def written(report: Report):
    return html.document_fromstring(write_web(report), parser=html.HTMLParser(encoding="utf-8"))


def words(element) -> str:
    return element.text_content().strip()


def test_the_page_says_what_it_is(report: Report):
    data, page = write_web(report), written(report)
    assert data.startswith(b'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">')
    assert words(page.find(".//title")) == words(page.find(".//h1")) == title(report.edition, report.values)
    assert [words(heading) for heading in page.iter("h2")] == [section.heading for section in report.edition.sections]


def test_the_page_is_well_formed(report: Report):
    body = write_web(report).decode().split("</head>")[1].replace("</html>", "")
    etree.fromstring(body)


def test_labels_values_and_spans_lie_as_on_the_official_form(report: Report):
    for table, drawn in zip(report.edition.tables, written(report).iter("table"), strict=True):
        cells = [
            (words(cell), int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))) for cell in drawn.iter("td", "th")
        ]
        assert cells == [
            (
                show(report.get(p.cell), report.edition.cells[p.cell].kind) if p.role == "value" else p.text,
                p.rows,
                p.columns,
            )
            for p in table.places
        ]


def test_a_screen_reader_hears_which_cells_are_headers_and_of_what(report: Report):
    page = written(report)
    assert {cell.get("scope") for cell in page.iter("th")} <= {"row", "col", "rowgroup", "colgroup"}
    captions = [words(table.find("caption")) for table in page.iter("table")]
    assert captions == [section.heading for section in report.edition.sections if section.table]
    values = [cell for table in report.edition.tables for cell in table.places if cell.role in ("value", "corner")]
    assert len(list(page.iter("td"))) == len(values)


def test_each_clause_of_table_two_is_the_header_of_its_group_of_rows(report: Report):
    table = report.edition.table("proactive")
    drawn = next(written(report).iter("table"))
    headed = [[words(cell) for cell in group.findall(".//th[@scope='rowgroup']")] for group in drawn.iter("tbody")]
    assert headed == [[block.heading] for block in table.blocks]


@pytest.mark.parametrize("table", ["applications", "appeals"])
def test_a_header_over_a_group_of_columns_belongs_to_that_group(report: Report, table: str):
    drawn = next(t for t in written(report).iter("table") if words(t.find("caption")) == heading_of(report, table))
    spans = [int(group.get("span")) for group in drawn.iter("colgroup")]
    assert sum(spans) == report.edition.table(table).column_count
    groups = [int(cell.get("colspan")) for cell in drawn.iter("th") if cell.get("scope") == "colgroup"]
    assert groups == [span for span in spans[bool(report.edition.table(table).label_columns) :] if span > 1]
    assert len(drawn.findall("thead/tr")) == report.edition.table(table).header_rows


def heading_of(report: Report, table: str) -> str:
    return report.edition.section(table).heading


def test_rows_span_no_further_than_their_group(report: Report):
    """A browser cuts a cell off where its group of rows ends."""
    for group in written(report).iter("thead", "tbody"):
        rows = group.findall("tr")
        for number, row in enumerate(rows):
            assert all(number + int(cell.get("rowspan", 1)) <= len(rows) for cell in row)


def test_nothing_but_spans_scopes_and_a_border_stands_on_the_tables(report: Report):
    """What is pasted into a web site must not bring styles of its own."""
    attributes = {
        (element.tag, name)
        for table in written(report).iter("table")
        for element in table.iter()
        for name in element.attrib
    }
    assert attributes <= {
        *(("table", "border"), ("colgroup", "span"), ("th", "scope"), ("th", "class")),
        *((cell, span) for cell in ("td", "th") for span in ("rowspan", "colspan")),
    }


# encodings


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_the_page_is_in_the_encoding_that_it_declares(report: Report, encoding: str, editions: Editions):
    data = write_web(report, encoding)
    assert f'<meta charset="{encoding}">' in data.decode(encoding)
    again = read_bytes_as("年报.html", data, editions)
    assert again.problems == ()
    assert {cell: again.values[cell] for cell in TEXTS} == {cell: report.values[cell] for cell in TEXTS}


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_character_that_gbk_lacks_is_written_as_a_number(editions: Editions, encoding: str):
    """A site in GBK would show a question mark after pasting."""
    text = "𠀀、€、é、中共㐂村、😀。"
    report = with_values(filled(editions, "2021"), {"texts.other": text, "unit.name": "𠮷县人民政府"})
    data = write_web(report, encoding)
    data.decode(encoding).encode("gbk")
    assert b"&#131072;" in data
    again = read_bytes_as("年报.html", data, editions).values
    assert (again["texts.other"], again["unit.name"]) == (text, "𠮷县人民政府")


def test_characters_that_no_page_can_hold_are_left_out(editions: Editions):
    report = with_values(filled(editions, "2021"), {"texts.other": "甲\x00\x07乙\x1b\ufffe\ud840丙"})
    assert read_bytes_as("年报.html", write_web(report), editions).values["texts.other"] == "甲乙丙"


def test_a_line_separator_of_another_program_ends_a_paragraph(editions: Editions):
    report = with_values(filled(editions, "2021"), {"texts.other": "甲\u2028乙\x0b丙"})
    assert read_bytes_as("年报.html", write_web(report), editions).values["texts.other"] == "甲\n乙\n丙"


def test_a_draft_says_so_above_its_title(editions: Editions):
    page = html.document_fromstring(write_web(filled(editions, "2021"), draft=True).decode())
    assert [words(paragraph) for paragraph in page.findall(".//p[@class='draft']")] == ["草稿"]
    assert written(filled(editions, "2021")).findall(".//p[@class='draft']") == []


def test_a_blank_cell_is_blank(editions: Editions):
    report = without(filled(editions, "2021"), "appeals.reconsideration.upheld")
    assert words(list(written(report).iter("table"))[2].findall(".//td")[0]) == ""


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a & b < c", "</p></body>", "“引号”\"'", "&amp;&#65;"])
def test_every_text_is_escaped(editions: Editions, text: str):
    page = written(with_values(filled(editions, "2021"), {"texts.other": text, "unit.name": text}))
    assert list(page.iter("script")) == []
    assert words(page.findall(".//p")[-3]) == text
    assert words(page.find(".//h1")).startswith(text)


def test_nothing_is_fetched_from_elsewhere(report: Report):
    page = written(report)
    assert [element.tag for element in page.iter() if element.get("src") or element.get("href")] == []
    assert "url(" not in page.find(".//style").text
    assert "@import" not in page.find(".//style").text


def test_a_signed_report_ends_with_unit_and_date_and_an_unsigned_one_does_not(editions: Editions):
    signed = filled(editions, "2021")
    assert [words(p) for p in written(signed).findall(".//p[@class='signature']")] == [
        "示例县清水镇人民政府",
        "2025年1月20日",
    ]
    assert written(with_values(signed, {"signature": "no"})).findall(".//p[@class='signature']") == []
