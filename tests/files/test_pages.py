"""The PDF file: the official tables and all words of the report, laid out as the Word file, and nothing run as code."""

import re
import sys
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTContainer, LTPage
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.files.editions import load_editions
from nianbao.files.errors import UserError
from nianbao.files.paths import resources
from nianbao.files.readers.read import read_bytes_as
from nianbao.files.writers.layout import OFFICIAL, PRESETS, STATE_OFFICE, Layout
from nianbao.files.writers.pages import SIZE, Pages, write_pdf
from reports import TEXTS, arbitrary, filled, with_values, without

EDITIONS = load_editions()
NOON = datetime(2025, 1, 20, 12, 0, tzinfo=UTC)
POINT = 72 / 25.4  # points of a millimetre


def read_back(data: bytes, report: Report):
    return read_bytes_as("年报.pdf", data, report.editions)


def wrong(data: bytes, report: Report) -> list[str]:
    """The numbers that another reader of the file would find different."""
    again = read_back(data, report)
    return [cell.name for cell in report.edition.table_cells if report.get(cell.id) != again.values.get(cell.id)]


def sheets(data: bytes) -> list[LTPage]:
    return list(extract_pages(BytesIO(data), laparams=LAParams(all_texts=True)))


def characters(part: LTContainer) -> list[LTChar]:
    found = []
    for item in part:
        if isinstance(item, LTChar):
            found.append(item)
        elif isinstance(item, LTContainer):
            found += characters(item)
    return found


def words(page: LTPage) -> str:
    """All visible signs of a page from the top to the bottom, without blanks."""
    signs = sorted(characters(page), key=lambda sign: (-round(sign.y0), sign.x0))
    return "".join(sign.get_text() for sign in signs).replace(" ", "")


def catalog(data: bytes) -> PDFDocument:
    return PDFDocument(PDFParser(BytesIO(data)))


# numbers and words


@pytest.mark.parametrize("layout", PRESETS, ids=lambda layout: layout.id)
def test_every_number_and_word_is_read_back(report: Report, layout: Layout):
    data = write_pdf(report, layout)
    assert wrong(data, report) == []
    again = read_back(data, report).values
    assert {cell: again.get(cell) for cell in TEXTS} == {cell: report.get(cell) for cell in TEXTS}


@settings(max_examples=8)
@given(data=st.data())
def test_every_number_of_any_report_is_read_back(data: st.DataObject):
    report = data.draw(arbitrary(EDITIONS, data.draw(st.sampled_from(sorted(EDITIONS)))))
    assert wrong(write_pdf(report), report) == []


def test_numbers_wider_than_their_cells_are_drawn_together_and_not_broken(report: Report):
    big = {
        cell.id: 123456789012 if cell.kind != "amount" else Decimal("12345678.1234")
        for cell in report.edition.table_cells
    }
    wide = with_values(report, big)
    data = write_pdf(wide)
    assert wrong(data, wide) == []
    assert len(sheets(data)) == len(sheets(write_pdf(report)))


def test_a_blank_report_has_its_headings_and_empty_tables(report: Report):
    blank = Report(report.editions, {"edition": report.edition.id})
    data = write_pdf(blank)
    assert wrong(data, blank) == []
    text = "".join(map(words, sheets(data)))
    assert all(section.heading in text for section in report.edition.sections)


def test_sections_of_ten_thousand_signs_are_all_there(editions: Editions):
    sentence = "清水镇按照要求公开财政预决算和惠农补贴，每季度更新一次。"
    long = {cell: "\n".join([sentence * 36] * 10)[:10_000] for cell in TEXTS}
    report = with_values(filled(editions, "2021"), long)
    data = write_pdf(report)
    assert wrong(data, report) == []
    assert sum(words(page).count("每季度更新一次") for page in sheets(data)) >= 3 * 340


# nothing is run

COMMANDS = (
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0"',
    "#{panic()}",
    "$x^2$",
    "*不是粗体* _不是斜体_",
    "@引用 <标签> `原文`",
    "<script>alert(1)</script>",
    "\\u{41} \\#",
    "= 不是标题",
    "- 不是列表",
    "https://example.cn/a_b",
    "// 不是注释 /* 也不是 */",
    "“引号” 'quote' \"double\" -- ---",
    '{"json": "没有用"}',
)


@pytest.mark.parametrize("command", COMMANDS)
def test_what_looks_like_a_command_stays_words(editions: Editions, command: str):
    report = with_values(filled(editions, "2021"), {"texts.other": f"我镇{command}没有。", "unit.name": command})
    assert all_words(report).count(command.replace(" ", "")) > 2, "in the title, the text and the 落款"


def all_words(report: Report) -> str:
    return "".join(map(words, sheets(write_pdf(report))))


def test_control_characters_are_left_out_and_the_words_stay(editions: Editions):
    report = with_values(filled(editions, "2021"), {"texts.other": "一\x00二\x07三\ud800四\u2028五\t六\r七\ufeff八"})
    assert re.search("一二三四.?五　*六.?七八", all_words(report).replace("\n", ""))


def test_the_templates_load_nothing_but_the_data():
    for template in (resources() / "pages").glob("*.typ"):
        loads = re.findall(
            r"\b(?:import|include|read|image|plugin|csv|yaml|toml|xml|cbor|bibliography)\b|json\([^)]*\)|@\w+/",
            template.read_text("utf-8"),
        )
        assert loads == ['json("data.json")'], template.name


# the page


@pytest.mark.parametrize("layout", PRESETS, ids=lambda layout: layout.id)
def test_the_pages_are_a4_and_everything_lies_within_the_margins(report: Report, layout: Layout):
    beyond = max(0.0, ((layout.table_width or 0) - (210 - layout.left - layout.right)) / 2)
    for page in sheets(write_pdf(report, layout)):
        assert (page.width, page.height) == pytest.approx(SIZE, abs=0.1)
        # the blank half of a comma at the end of a line may hang over
        ink = [sign for sign in characters(page) if sign.get_text().isalnum()]
        body = [sign for sign in ink if sign.y0 > layout.bottom * POINT - 2]
        assert min(sign.x0 for sign in body) >= (layout.left - beyond) * POINT - 1
        assert max(sign.x1 for sign in body) <= (210 - layout.right + beyond) * POINT + 1


def test_twenty_two_lines_of_text_stand_on_an_official_page(editions: Editions):
    report = with_values(filled(editions, "2021"), {"texts.overview": "\n".join(["我镇没有需要说明的情况。"] * 60)})
    for spacing in (28.0, 28.95, 29.0):
        layout = Layout("x", "x", line_spacing=spacing)
        assert words(sheets(write_pdf(report, layout))[1]).count("我镇没有") == 22


def test_twenty_eight_characters_stand_in_an_official_line(editions: Editions):
    report = with_values(filled(editions, "2021"), {"texts.overview": "字" * 26 + "行" * 28 + "末"})
    tops = {round(sign.y0) for sign in characters(sheets(write_pdf(report))[0]) if sign.get_text() == "行"}
    assert len(tops) == 1


@pytest.mark.parametrize("layout", PRESETS, ids=lambda layout: layout.id)
def test_table_three_stands_on_one_page_under_its_heading(report: Report, layout: Layout):
    section = report.edition.section("applications")
    labels = [place.text for place in section.table.places if place.role == "label"]
    (page,) = [page for page in map(words, sheets(write_pdf(report, layout))) if section.heading in page]
    assert labels[0] in page
    assert labels[-1] in page


def test_a_table_that_no_page_holds_goes_on_with_its_header_repeated(editions: Editions):
    report = filled(editions, "2021")
    low = Layout("low", "低页面", top=60, bottom=60)
    data = write_pdf(report, low)
    assert wrong(data, report) == []
    header = next(place.text for place in report.edition.table("applications").places if place.role == "header")
    assert sum(header in words(page) for page in sheets(data)) > 1


def test_page_numbers_stand_outside_or_in_the_middle_or_nowhere(editions: Editions):
    report = filled(editions, "2021")

    def numbers(layout: Layout) -> list[tuple[str, float]]:
        found = []
        for page in sheets(write_pdf(report, layout)):
            foot = sorted((s for s in characters(page) if s.y1 < layout.bottom * POINT), key=lambda s: s.x0)
            found.append(("".join(sign.get_text() for sign in foot).strip(), foot[0].x0 if foot else 0.0))
        return found

    outside = numbers(OFFICIAL)
    assert [text for text, _ in outside] == [f"— {n} —" for n in range(1, len(outside) + 1)]
    assert outside[0][1] > SIZE[0] / 2 > outside[1][1]
    assert [text for text, _ in numbers(STATE_OFFICE)][:2] == ["1", "2"]
    assert numbers(STATE_OFFICE)[0][1] == pytest.approx(SIZE[0] / 2, abs=5)
    assert {text for text, _ in numbers(Layout("none", "无页码", page_numbers="none"))} == {""}


def test_a_draft_says_so_on_every_page_and_a_report_never(report: Report):
    assert all(words(page).startswith("草稿") for page in sheets(write_pdf(report, draft=True)))
    assert not any("草稿" in words(page) for page in sheets(write_pdf(report)))


def test_the_signature_stands_right_only_where_it_is_wanted(editions: Editions):
    report = filled(editions, "2021")
    last = words(sheets(write_pdf(report))[-1])
    assert f"{report.unit}{report.text('date').replace(' ', '')}" in last
    assert report.unit not in words(sheets(write_pdf(without(report, "signature")))[-1])


def test_a_title_too_long_for_a_line_breaks_at_the_unit(editions: Editions):
    long = "示例自治州清水河流域生态保护示范县清水镇人民政府"
    page = sheets(write_pdf(with_values(filled(editions, "2021"), {"unit.name": long})))[0]
    title = [sign for sign in characters(page) if sign.size > 20]
    lines = {}
    for sign in sorted(title, key=lambda sign: (-round(sign.y0), sign.x0)):
        lines[round(sign.y0)] = lines.get(round(sign.y0), "") + sign.get_text()
    assert "".join(list(lines.values())[:-1]).replace(" ", "") == long


# the file


def test_title_author_language_and_outline_are_in_the_file(editions: Editions):
    report = filled(editions, "2021")
    file = catalog(write_pdf(report, now=NOON))
    (info,) = file.info
    assert decode_text(info["Title"]) == f"{report.unit}2024年政府信息公开工作年度报告"
    assert decode_text(info["Author"]) == report.unit
    assert b"20250120120000" in info["CreationDate"]
    assert file.catalog["Lang"] == b"zh-CN"
    outline = [title for level, title, *_ in file.get_outlines() if level == 1]
    assert outline == [section.heading for section in report.edition.sections]


def test_the_fonts_are_embedded(editions: Editions):
    file = catalog(write_pdf(filled(editions, "2021")))
    descriptors = [
        entry
        for xref in file.xrefs
        for number in xref.get_objids()
        if isinstance(entry := resolve1(file.getobj(number)), dict) and str(entry.get("Type")) == "/'FontDescriptor'"
    ]
    assert descriptors
    assert all({"FontFile", "FontFile2", "FontFile3"} & set(entry) for entry in descriptors)


def test_equal_reports_make_equal_files(report: Report):
    assert write_pdf(report, now=NOON) == write_pdf(report, now=NOON)


def test_without_the_typesetter_it_is_said_and_a_way_out_named(report: Report, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(UserError) as told:
        write_pdf(report)
    assert "排版组件" in told.value.sentence
    assert "Word" in told.value.remedy


# the live pages


def test_only_the_page_of_the_edit_gets_another_picture(editions: Editions):
    report, pages = filled(editions, "2021"), Pages()
    before = pages.render(report).pages
    after = pages.render(with_values(report, {"applications.received.person": 4321})).pages
    assert [one != other for one, other in zip(before, after, strict=True)].count(True) == 1
    assert pages.render(report).pages == before
