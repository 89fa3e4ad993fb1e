"""The web page, parsed as a browser would: official spans, everything escaped, nothing from elsewhere."""

import pytest
from lxml import etree, html

from nianbao.core.edition import Editions
from nianbao.core.preamble import title
from nianbao.core.report import Report
from nianbao.core.values import show
from nianbao.files.writers.web import write_web
from reports import filled, with_values, without


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
    body = write_web(report).decode().split("</head>")[1].replace("</html>", "").replace("caption hidden", "caption")
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
    assert all(table.find("caption") is not None for table in page.iter("table"))
    values = [cell for table in report.edition.tables for cell in table.places if cell.role in ("value", "corner")]
    assert len(list(page.iter("td"))) == len(values)


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
