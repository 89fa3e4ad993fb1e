"""PDF files: paragraphs and tables from nothing but places on a page, and files that ask for too much.

`tests/documents/*.pdf` are reports that LibreOffice printed: rows and labels cut by a page, a table without lines.
"""

import json
import zlib
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layouts.figures import numbered
from nianbao.core.edition import Editions
from nianbao.core.grids import Grid, Paragraph, Piece
from nianbao.core.recognise import Proposal
from nianbao.files.errors import UserError
from nianbao.files.readers import read_file
from nianbao.files.readers.pdf import bounds, read_pdf
from nianbao.files.readers.pdf import read as reading

DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"
FIGURES = ("proactive.", "applications.", "appeals.")
FONT = "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
GLYPHS = (
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>"
)


def text(words: str, x: float, top: float, size: float = 16) -> str:
    """What draws words whose upper edge is so far from the top of an A4 page; digits are half as wide."""
    return f"BT /F1 {size} Tf {x} {842 - top - size * 0.88:.2f} Td <{words.encode('utf-16-be').hex()}> Tj ET\n"


def width(words: str, size: float) -> float:
    return sum(size / 2 if letter.isascii() else size for letter in words)


def middle(words: str, top: float, size: float = 22, centre: float = 300) -> str:
    return text(words, centre - width(words, size) / 2, top, size)


def rule(x0: float, top: float, x1: float, bottom: float) -> str:
    return f"{x0} {842 - top} m {x1} {842 - bottom} l S\n"


def table(rows: Iterable[Iterable[str]], xs: list[float], top: float, height: float = 24, *, open: bool = False) -> str:
    """A ruled table, its texts in the middle of the cells; None goes on with the cell at its left."""
    drawn, y = "", top
    for row in rows:
        drawn += rule(xs[0], y, xs[-1], y)
        for (x0, x1), cell in zip(pairwise(xs), row, strict=True):
            drawn += middle(cell, y + 7, 9, (x0 + x1) / 2) if cell else ""
        y += height
    sides = xs[1:-1] if open else xs
    return drawn + rule(xs[0], y, xs[-1], y) + "".join(rule(x, top, x, y) for x in sides)


def file(*contents: str, more: Iterable[bytes] = (), page: str = "", font: str = FONT, glyphs: str = GLYPHS) -> bytes:
    """A PDF of these pages. `more` are objects after them, `page` stands in each page's own object."""
    streams = [f"<< /Length {len(content)} >>\nstream\n{content}\nendstream".encode() for content in contents]
    return whole(streams, more=more, page=page, font=font, glyphs=glyphs)


def whole(
    streams: list[bytes], more: Iterable[bytes] = (), page: str = "", font: str = FONT, glyphs: str = GLYPHS
) -> bytes:
    pages = range(5, 5 + 2 * len(streams), 2)
    kids = " ".join(f"{number} 0 R" for number in pages)
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"]
    objects += [font, glyphs]
    packed = [each.encode() for each in objects]
    for number, stream in zip(pages, streams, strict=True):
        own = f"/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> /XObject << /X 99 0 R >> >> {page}"
        packed += [f"<< /Type /Page /Parent 2 0 R {own} /Contents {number + 1} 0 R >>".encode(), stream]
    body, places = b"%PDF-1.4\n", {}
    for number, content in [*enumerate(packed, 1), *enumerate(more, 99)]:
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = "".join(f"{number} 1\n{place:010} 00000 n \n" for number, place in places.items())
    return body + f"xref\n{rows}trailer\n<< /Size 200 /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n".encode()


def pieces(data: bytes) -> list[Piece]:
    return list(read_pdf(data))


def paragraphs(data: bytes) -> list[str]:
    return [piece.text for piece in pieces(data) if isinstance(piece, Paragraph)]


def grids(data: bytes) -> list[Grid]:
    return [piece for piece in pieces(data) if isinstance(piece, Grid)]


def refusal(data: bytes) -> str:
    with pytest.raises(UserError) as refused:
        pieces(data)
    assert refused.value.sentence.endswith("。")
    assert refused.value.remedy.endswith("。")
    return refused.value.sentence


def figures(proposal: Proposal) -> dict[str, object]:
    return {cell: value for cell, value in proposal.values.items() if cell.startswith(FIGURES)}


# whole reports


@pytest.mark.parametrize("name", ["hongze-2023", "hongze-2024"])
def test_every_figure_of_a_published_report_is_read(shared: Path, editions: Editions, name: str):
    expected = json.loads((shared / "corpus" / f"{name}.json").read_text(encoding="utf-8"), parse_float=Decimal)
    proposal = read_file(shared / "corpus" / f"{name}.pdf", editions)
    single = {cell: value for cell, value in expected["cells"].items() if cell.startswith("applications.other.")}
    read = figures(proposal)
    assert {cell: value for cell, value in read.items() if cell not in single} == {
        cell: value for cell, value in expected["cells"].items() if cell not in single
    }
    assert proposal.values["year"] == expected["year"]
    assert expected["unit"].endswith(str(proposal.values["unit.name"]))


def test_the_texts_of_a_published_report_are_joined_to_paragraphs(shared: Path, editions: Editions):
    values = read_file(shared / "corpus" / "hongze-2023.pdf", editions).values
    overview = str(values["texts.overview"]).split("\n")
    assert [paragraph[:10] for paragraph in overview] == [
        "2023年，洪泽区人",
        "（一）主动公开情况。",
        "（二）依申请公开情况",
        "（三）政府信息管理情",
        "加强区政府门户网站及",
        "（四）政府信息公开平",
        "（五）政府信息公开监",
    ]
    assert overview[0].endswith("推进政府信息公开工作规范、有序、健康发展。"), (
        "marks that hang over the margin are kept"
    )
    assert "信息，信息" not in overview[4]
    assert "未经审核的信息一律不准发布。" in overview[4], "a paragraph goes on after the page number"
    assert str(values["texts.problems"]).count("\n") == 0
    assert values["texts.other"] == (
        "2023年，区政府严格落实《政府信息公开信息处理费管理办法》，全年收取政府信息公开信息处理费0元。"
    )
    contacts = {cell: values[cell] for cell in ("unit.address", "unit.postcode", "unit.telephone", "unit.email")}
    assert contacts == {
        "unit.address": "淮安市洪泽区洪泽湖大道90号",
        "unit.postcode": "223100",
        "unit.telephone": "0517-87222589",
        "unit.email": "hzzwgk@126.com",
    }


@pytest.mark.parametrize("name", ["cut-row-2019", "cut-label-2021", "unruled-2021"])
def test_every_figure_of_a_printed_report_is_read(editions: Editions, name: str):
    report = numbered(editions, name[-4:])
    proposal = read_file(DOCUMENTS / f"{name}.pdf", editions)
    assert proposal.edition is report.edition
    assert figures(proposal) == {cell.id: report.get(cell.id) for cell in report.edition.table_cells}
    assert (proposal.values["unit.name"], proposal.values["year"]) == (report.get("unit.name"), report.get("year"))
    assert proposal.values["texts.overview"] == report.text("texts.overview")


def test_a_value_is_told_with_its_page_and_table(editions: Editions):
    proposal = read_file(DOCUMENTS / "cut-row-2019.pdf", editions)
    assert proposal.sources["proactive.rules.produced"] == "第 1 页第 1 个表格第 3 行第 2 列"


# running text

LINE = "本年度没有收取信息处理费，也没有其他需要报告的事项，各村居都按"  # 31 characters


def test_lines_are_joined_until_one_ends_short():
    body = LINE[:26]
    drawn = text(body[:24], 122, 100) + text(body, 90, 128) + text("规定公开。", 90, 156) + text("第二段。", 90, 184)
    assert paragraphs(file(drawn + text(body, 90, 212))) == [f"{body[:24]}{body}规定公开。", "第二段。", body]


def test_a_first_line_that_is_indented_begins_a_paragraph():
    drawn = text(LINE[:24], 122, 100) + text(LINE[:26], 90, 128) + text(LINE[:24], 122, 156)
    assert paragraphs(file(drawn)) == [LINE[:24] + LINE[:26], LINE[:24]]


def test_a_heading_begins_a_paragraph_but_an_article_that_came_to_a_new_line_does_not():
    drawn = text(f"{LINE[:23]}二十条", 90, 100) + text("（一）项的内容公开。", 90, 128)
    assert paragraphs(file(drawn)) == [f"{LINE[:23]}二十条（一）项的内容公开。"]
    drawn = text(f"{LINE[:25]}。", 90, 100) + text(f"（一）{LINE[:23]}", 90, 128)
    assert paragraphs(file(drawn)) == [f"{LINE[:25]}。", f"（一）{LINE[:23]}"]


def test_a_paragraph_goes_on_over_a_page():
    first = text(LINE[:26], 90, 700) + middle("- 1 -", 780, 14)
    second = text("规定公开。", 90, 100) + text("六、其他", 122, 128) + middle("- 2 -", 780, 14)
    assert paragraphs(file(first, second)) == [f"{LINE[:26]}规定公开。", "六、其他"]


@pytest.mark.parametrize("number", ["- {} -", "— {} —", "{}", "第 {} 页 共 3 页", "第{}页", "{}/3"])
def test_page_numbers_are_left_out(number: str):
    body = text(LINE, 60, 100) + text("规定公开。", 60, 128)
    pages = [body + middle(number.format(n), 790, 12) for n in (1, 2, 3)]
    assert paragraphs(file(*pages)) == [f"{LINE}规定公开。"] * 3


def test_a_header_on_every_page_is_left_out():
    body = text(LINE, 60, 120) + text("规定公开。", 60, 148)
    pages = [text(f"清水镇人民政府文件 {number}", 90, 40, 9) + body for number in (7, 8, 9)]
    assert paragraphs(file(*pages)) == [f"{LINE}规定公开。"] * 3


def test_a_number_at_the_foot_of_a_table_is_no_page_number():
    rows = [["规章", "0"], ["行政许可", "1"]]
    (grid,) = grids(file(text(LINE, 60, 600) + table(rows, [90, 300, 500], 760)))
    assert grid.rows == (("规章", "0"), ("行政许可", "1"))


def test_a_page_number_that_got_into_a_cell_is_left_out():
    drawn = text(LINE, 60, 100) + table([["", "12"]], [90, 300, 500], 200, 60)
    drawn += text("（四）无", 100, 205, 9) + text("- 4 -", 100, 222, 9) + text("法提供", 100, 239, 9)
    assert grids(file(drawn))[0].rows == (("（四）无\n法提供", "12"),)


def test_unit_and_title_on_two_lines_stay_apart(editions: Editions):
    drawn = middle("示例县清水镇人民政府", 80) + middle("2024年政府信息公开工作年度报告", 115) + text(LINE, 60, 200)
    assert paragraphs(file(drawn))[:2] == ["示例县清水镇人民政府", "2024年政府信息公开工作年度报告"]


@pytest.mark.parametrize(
    "lines",
    [
        ("示例县清水镇人民政府2024年政府信息", "公开工作年度报告"),
        ("示例县清水镇人民政府", "河东街道办事处2024年政府信息公开工作", "年度报告"),
    ],
)
def test_a_title_over_several_lines_is_one_paragraph(lines: tuple[str, ...]):
    drawn = "".join(middle(line, 80 + 35 * number) for number, line in enumerate(lines)) + text(LINE, 60, 220)
    assert paragraphs(file(text("附件1", 60, 40) + drawn)) == ["附件1", "".join(lines), LINE]


def test_spaces_of_justified_text_are_left_out_and_those_between_latin_words_kept():
    spread = "".join(text(letter, 60 + 26 * number, 100) for number, letter in enumerate("号，邮编："))
    drawn = spread + text("223100", 190, 100) + text("用 WPS Office 打开 2024 年的文件", 60, 128) + text(LINE, 60, 170)
    assert "".join(paragraphs(file(drawn))) == f"号，邮编：223100用 WPS Office 打开2024年的文件{LINE}"


def test_letters_drawn_twice_to_look_bold_count_once():
    drawn = text(LINE, 60, 100) + text(LINE, 60.4, 100)
    assert paragraphs(file(drawn)) == [LINE]


def test_a_watermark_across_the_page_is_left_out():
    mark = f"BT /F1 60 Tf 0.7 0.7 -0.7 0.7 80 500 Tm <{'内部资料'.encode('utf-16-be').hex()}> Tj ET\n"
    body = "".join(text(LINE, 60, 100 + 28 * number) for number in range(20))
    assert paragraphs(file(body + mark)) == [LINE * 20]


def mapped(characters: str) -> bytes:
    """A page of glyphs 1, 2, … over and over, which the font says are these characters."""
    pairs = "".join(f"<{n:04x}> <{ord(character):04x}> " for n, character in enumerate(characters, 1))
    codes = f"begincmap {len(characters)} beginbfchar {pairs} endbfchar endcmap"
    glyphs = "".join(f"{n:04x}" for n in range(1, len(characters) + 1)) * 40
    return file(
        f"BT /F1 10 Tf 60 700 Td <{glyphs}> Tj ET",
        more=[f"<< /Length {len(codes)} >>\nstream\n{codes}\nendstream".encode()],
        font=FONT.replace("/UniGB-UCS2-H", "/Identity-H /ToUnicode 99 0 R"),
    )


def test_radicals_are_read_as_the_characters_that_they_stand_for():
    assert paragraphs(mapped("⼀⻓")) == ["一长" * 40]


# tables

COLUMNS = [90.0, 200.0, 300.0, 400.0, 500.0]
ROWS = [
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "1", "2", "3"],
    ["行政规范性文件", "", "5", "6"],
]


def test_a_table_stands_between_the_paragraphs_where_it_is_drawn():
    drawn = text("一、总体情况", 90, 60) + table(ROWS, COLUMNS, 100) + text(LINE, 60, 300)
    found = pieces(file(drawn))
    assert found == [
        Paragraph("一、总体情况"),
        Grid("第 1 页第 1 个表格", tuple(map(tuple, ROWS))),
        Paragraph(LINE),
    ]


def test_a_merged_cell_is_told_from_an_empty_one():
    drawn = text(LINE, 60, 50) + table(ROWS, COLUMNS, 124) + rule(90, 100, 500, 100)
    drawn += rule(90, 100, 90, 124) + rule(500, 100, 500, 124) + middle("第二十条第（一）项", 107, 9)
    (grid,) = grids(file(drawn))
    assert grid.rows[0] == ("第二十条第（一）项", None, None, None)
    assert grid.rows[3] == ("行政规范性文件", "", "5", "6")


def test_a_table_open_at_its_sides_keeps_its_first_and_last_columns():
    (grid,) = grids(file(text(LINE, 60, 50) + table(ROWS, COLUMNS, 100, open=True)))
    assert grid.rows == tuple(map(tuple, ROWS))


def test_lines_may_be_thin_rectangles_and_coloured_cells_draw_no_lines():
    shaded = "0.8 g 90 718 410 24 re f 0 g\n"
    bars = "".join(f"{x} 670 0.5 72 re f\n" for x in COLUMNS)
    bars += "".join(f"90 {y} 410 0.5 re f\n" for y in (670, 694, 718, 742))
    words = "".join(line for line in table(ROWS, COLUMNS, 100).splitlines(keepends=True) if line.startswith("BT"))
    (grid,) = grids(file(shaded + bars + words + text(LINE, 60, 300)))
    assert grid.rows == tuple(map(tuple, ROWS))


@pytest.mark.parametrize("paint", ["f", "S"])
def test_frames_around_lines_of_text_are_no_table(paint: str):
    """WPS draws a white area behind each line; other programs frame the whole text."""
    frames = "1 g " + "".join(f"74 {742 - 27 * n} 444 27 re {paint}\n" for n in range(4)) + " 0 g\n"
    drawn = (
        text(LINE[:25], 108, 106) + text(LINE[:27], 76, 133) + text("各村居公开。", 76, 160) + text("二、", 108, 187)
    )
    assert pieces(file(frames + drawn)) == [Paragraph(f"{LINE[:25]}{LINE[:27]}各村居公开。"), Paragraph("二、")]


def test_running_text_in_the_frame_of_a_table_comes_out_as_paragraphs():
    wide = rule(90, 72, 500, 72) + rule(90, 72, 90, 100) + rule(500, 72, 500, 100)
    drawn = wide + text(f"{LINE[:24]}。", 92, 78) + table(ROWS, COLUMNS, 100) + text(LINE, 60, 300)
    assert pieces(file(drawn)) == [
        Paragraph(f"{LINE[:24]}。"),
        Grid("第 1 页第 1 个表格", tuple(map(tuple, ROWS))),
        Paragraph(LINE),
    ]


def test_a_narrow_column_with_one_character_a_line_is_read_downwards():
    label = "三、本年度办理结果"
    drawn = table([["", "12"]], [90, 110, 500], 100, 200)
    drawn += "".join(text(letter, 95, 110 + 14 * number, 10) for number, letter in enumerate(label))
    assert grids(file(drawn + text(LINE, 60, 400)))[0].rows == ((label, "12"),)


def test_turned_text_is_read_in_the_order_in_which_it_was_written():
    label = "三、本年度办理结果"
    turned = f"BT /F1 10 Tf 0 1 -1 0 103 560 Tm <{label.encode('utf-16-be').hex()}> Tj ET\n"
    drawn = table([["", "12"]], [90, 110, 500], 100, 200) + turned
    assert grids(file(drawn + text(LINE, 60, 400)))[0].rows == ((label, "12"),)


def test_a_number_too_wide_for_its_cell_stays_whole():
    rows = [["规章", "45047", "8767"], ["行政许可", "1", "2"]]
    broken = text("182", 301, 160, 9) + text("2", 306, 170, 9)
    drawn = table(rows, [90, 300, 316, 332], 100) + table([["合计", "", ""]], [90, 300, 316, 332], 155, 30) + broken
    first, second = grids(file(drawn + text(LINE, 60, 400)))
    assert first.rows[0] == ("规章", "45047", "8767")
    assert second.rows[0] == ("合计", "1822", "")


def test_a_page_that_is_turned_is_read_upright():
    drawn = "0 1 -1 0 595 0 cm\n" + text(LINE, 60, 342) + table(ROWS, COLUMNS, 400)
    assert grids(file(drawn, page="/Rotate 90"))[0].rows == tuple(map(tuple, ROWS))


# over a page break


def test_both_parts_of_a_table_get_the_same_columns():
    above = table([["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]], COLUMNS, 740)
    below = table([["行政许可", "7"], ["行政处罚", "8"]], [90, 200, 500], 80)
    first, second = grids(file(text(LINE, 60, 300) + above, below + text(LINE, 60, 300)))
    assert first.rows == (("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),)
    assert second.rows == (("行政许可", "7", None, None), ("行政处罚", "8", None, None))
    assert second.name == "第 2 页第 1 个表格"


HALVES = [90.0, 160.0, 300.0, 400.0]


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        (["5.要求行政机关确", "7", "8"], ["认或重新出具", "", ""], ("5.要求行政机关确\n认或重新出具", "7", "8")),
        (["5.要求行政机关确", "", ""], ["认或重新出具", "7", "8"], ("5.要求行政机关确\n认或重新出具", "7", "8")),
        (["2.重复申请", "", ""], ["", "7", "8"], ("2.重复申请", "7", "8")),
    ],
)
def test_a_row_that_a_page_cuts_is_put_together(above: list[str], below: list[str], joined: tuple[str, ...]):
    cut = table([above], HALVES, 740), table([below, ["3.其他", "1", "2"]], HALVES, 80)
    first, second = grids(file(text(LINE, 60, 300) + cut[0], cut[1] + text(LINE, 60, 300)))
    assert first.rows == (joined,)
    assert second.rows == (("", "", ""), ("3.其他", "1", "2"))


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["1.信访举报投诉", "7", "8"], ["2.重复申请", "", ""]),  # a row of its own, which is blank
        (["行政处罚", "7", "8"], ["行政强制", "", ""]),  # the label above was complete
        (["行政处罚", "", ""], ["行政强制", "7", "8"]),
        (["行政许可", "7", "8"], ["认或重新出具", "1", "2"]),
        (["结果维持", "结果纠正", "总计"], ["1", "2", "3"]),  # a header, and its figures
    ],
)
def test_rows_that_may_be_two_stay_two(above: list[str], below: list[str]):
    cut = table([above], HALVES, 740), table([below], HALVES, 80)
    first, second = grids(file(text(LINE, 60, 300) + cut[0], cut[1] + text(LINE, 60, 300)))
    assert (first.rows, second.rows) == ((tuple(above),), (tuple(below),))


def test_a_row_cut_below_a_repeated_header_is_put_together():
    header = ["", "自然人", "总计"]
    above = table([header, ["5.要求行政机关确", "7", "8"]], HALVES, 730)
    below = table([header, ["认或重新出具", "", ""]], HALVES, 80)
    first, second = grids(file(text(LINE, 60, 300) + above, below + text(LINE, 60, 300)))
    assert first.rows[1] == ("5.要求行政机关确\n认或重新出具", "7", "8")
    assert second.rows == (tuple(header), ("", "", ""))


def test_a_header_that_a_page_cuts_keeps_its_names_together():
    """A name in the middle of a high cell may come to stand on the next page, or half of it."""
    xs = [90.0, 200.0, 220.0, 400.0, 500.0]
    above = table([["", "总", "", ""]], xs, 740).replace(rule(400.0, 740, 400.0, 764), "")
    above += middle("行政诉讼", 747, 9, 360)
    below = table([["结果维持", "计", "其他结果", "尚未审结"], ["1", "2", "3", "4"]], xs, 80)
    first, second = grids(file(text(LINE, 60, 300) + above, below + text(LINE, 60, 300)))
    assert first.rows == (("结果维持", "总\n计", "行政诉讼", None),)
    assert second.rows == (("", "", "其他结果", "尚未审结"), ("1", "2", "3", "4"))


def test_figures_below_other_figures_are_never_taken_for_one():
    """“12” at the foot of a page and “3” at the top of the next in wide cells: nobody can tell what they are."""
    cut = table([["2.重复申请", "12", "7"]], HALVES, 740), table([["", "3", ""]], HALVES, 80)
    first, _ = grids(file(text(LINE, 60, 300) + cut[0], cut[1] + text(LINE, 60, 300)))
    assert first.rows == (("2.重复申请", "12\n3", "7"),)


# without ruling lines


def columns(rows: Iterable[Iterable[str]], xs: list[float], top: float) -> str:
    placed = ((top + 26 * number, zip(xs, row, strict=True)) for number, row in enumerate(rows))
    return "".join(text(cell, x, y, 10) for y, row in placed for x, cell in row)


def test_numbers_that_stand_under_one_another_are_a_table():
    xs = [60.0, *(260.0 + 40 * n for n in range(7))]
    names = ["", "自然人", "企业", "机构", "公益", "法律", "其他", "总计"]
    rows = [["一、本年新收政府信息", *"1234567"], ["二、上年结转政府信息", *"7654321"]]
    drawn = text("三、收到和处理情况", 60, 60) + columns([names, *rows], xs, 100) + text(LINE, 60, 300)
    heading, grid, after = pieces(file(drawn))
    assert (heading, after) == (Paragraph("三、收到和处理情况"), Paragraph(LINE))
    assert isinstance(grid, Grid)
    assert grid.aligned
    assert grid.rows == ((None, *names[1:]), *map(tuple, rows))


def test_a_label_over_several_lines_belongs_to_the_numbers_beside_it():
    xs = [260.0 + 40 * n for n in range(7)]
    drawn = text("1.属于国家秘密", 60, 100, 10) + columns([list("1234567")], xs, 100)
    drawn += (
        text("2.其他法律行政法规", 60, 126, 10) + columns([list("7654321")], xs, 132) + text("禁止公开", 60, 139, 10)
    )
    (grid,) = grids(file(drawn + text(LINE, 60, 300)))
    assert grid.rows == (("1.属于国家秘密", *"1234567"), ("2.其他法律行政法规禁止公开", *"7654321"))


def test_a_header_and_its_numbers_are_a_table_of_which_the_order_is_known():
    rows = [["信息内容", "本年制发件数", "本年废止件数"], ["规章", "1", "2"], ["行政规范性文件", "3", "4"]]
    (grid,) = grids(file(columns(rows, [60, 200, 320], 100) + text(LINE, 60, 300)))
    assert not grid.aligned
    assert grid.rows == tuple(map(tuple, rows))


def test_numbers_in_running_text_are_no_table():
    lines = ["2024 年，我区在政府网站公开信息", "公开政府常务会议 7", "期，解读信息发布 12"]
    drawn = "".join(text(line, 60, 100 + 28 * n) for n, line in enumerate(lines))
    assert grids(file(drawn + text(LINE, 60, 300))) == []


# files that cannot be read

PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\n"
    b"stream\n0\nendstream"
)


def test_a_scan_is_told_from_a_file_without_text():
    scanned = "q 595 0 0 842 0 0 cm /X Do Q\n"
    assert refusal(file(scanned, scanned, more=[PICTURE])) == "这个 PDF 是扫描件，没有可以读取的文字。"
    assert refusal(file(scanned + text("扫描全能王 创建", 400, 800, 9), more=[PICTURE])).startswith("这个 PDF 是扫描件")
    assert refusal(file(rule(0, 0, 9, 9))) == "这个 PDF 里没有可以读取的文字。"


def test_a_report_with_a_picture_is_no_scan():
    drawn = "q 99 0 0 99 0 0 cm /X Do Q\n" + text(LINE, 60, 100) + text(LINE, 60, 128)
    assert paragraphs(file(drawn, more=[PICTURE])) == [LINE + LINE]


def test_glyphs_without_characters_are_refused_with_the_reason():
    nameless = GLYPHS.replace("(GB1)", "(Identity)")
    unknown = FONT.replace("/UniGB-UCS2-H", "/Identity-H")
    for data in (file(text(LINE, 60, 100), glyphs=nameless, font=unknown), mapped("\ue123\uf0b7")):
        assert refusal(data) == "这个 PDF 的字体没有附带文字编码，文字读不出来。"


def test_a_glyph_without_a_character_stays_to_be_seen():
    assert paragraphs(mapped("一二三四五六七八九十一二三四\uf0b7"))[0].startswith(
        f"一二三四五六七八九十一二三四{bounds.UNKNOWN}"
    )


def test_a_font_whose_drawings_are_damaged_is_read_all_the_same():
    widths = "/FirstChar 1 /LastChar 2 /Widths [500 500]"
    font = f"<< /Type /Font /Subtype /Type1 {widths} /ToUnicode 99 0 R /FontDescriptor << /FontFile 100 0 R >> >>"
    codes = b"begincmap 2 beginbfchar <01> <4e00> <02> <4e8c> endbfchar endcmap"
    more = [b"<< /Length %d >>\nstream\n%s\nendstream" % (len(codes), codes), b"<< /Length 0 >>\nstream\n\nendstream"]
    assert paragraphs(file(f"BT /F1 10 Tf 60 700 Td <{'0102' * 20}> Tj ET", more=more, font=font)) == ["一二" * 20]


def test_a_file_with_a_password_is_refused():
    lock = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >> /ID [<00> <00>]".format("41" * 32)
    assert (
        refusal(file(text(LINE, 60, 100)).replace(b"/Root", lock.encode() + b" /Root")) == "这个 PDF 设了密码，打不开。"
    )


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.4\n%\xe2\xe3\n1 0 obj", file()], ids=["empty", "cut", "no pages"]
)
def test_a_damaged_file_is_refused(data: bytes):
    assert refusal(data) == "这个 PDF 已损坏，读不出来。"


def test_a_file_of_more_than_200_pages_is_refused():
    assert refusal(file(*[""] * 201)) == "这个 PDF 超过 200 页，不像年度报告。"


def test_oddities_of_a_file_are_not_logged():
    """The library warns that this page has no size; a warning would fail the test."""
    data = file(text(LINE, 60, 100)).replace(b"/MediaBox [0 0 595 842]", b" " * 23)
    assert paragraphs(data) == [LINE]


def packed(data: bytes, filters: str = "/FlateDecode") -> bytes:
    return b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(data), filters.encode(), data)


@cache
def bomb(times: int = 40_000_000) -> bytes:
    return zlib.compress(b"0 0 m " * times, 1)


CODES = b"begincmap beginbfrange <00000000> <ffffffff> <41> endbfrange endcmap"
PREDICTED = "/FlateDecode /DecodeParms << /Predictor 12 /Columns 999999999 >>"
GREEDY: dict[str, Callable[[], bytes]] = {
    "a page that unpacks to 240 MB": lambda: whole([packed(bomb())]),
    "a page packed twice": lambda: whole([packed(zlib.compress(bomb()), "[/FlateDecode /FlateDecode]")]),
    "a line of 1 GB": lambda: whole([packed(bomb(1), PREDICTED)]),
    "a line without end": lambda: b"%PDF-1.4\n" + b"a" * 9_000_000,
    "states in states": lambda: file("q " * 1000),
    "2 MB to draw one page": lambda: file("1 " * 1_000_000),
    "widths of 2 000 000 000 glyphs": lambda: file("", glyphs=GLYPHS.replace("[1 95", "[0 2000000000")),
    "widths told over and over": lambda: file("", glyphs=GLYPHS.replace("[1 95 500]", f"[{'0 65535 5 ' * 9}]")),
    "4 000 000 000 characters of a font": lambda: file(
        "",
        font=FONT.replace(">>", "/ToUnicode 99 0 R >>"),
        more=[b"<< /Length %d >>\nstream\n%s\nendstream" % (len(CODES), CODES)],
    ),
}


@pytest.mark.parametrize("greedy", GREEDY)
def test_a_file_that_asks_for_too_much_is_refused(greedy: str):
    assert refusal(GREEDY[greedy]()) == "这个 PDF 太大或太复杂，不像年度报告。"


@pytest.mark.parametrize(
    "content", ["BT /F1 9 Tf <" + "516c" * 1001 + "> Tj ET", "0 0 9 9 re S " * 1001, "/X Do " * 1001]
)
def test_a_file_with_more_on_its_pages_than_any_report_is_refused(content: str, monkeypatch: pytest.MonkeyPatch):
    """The limit is 300 000 characters, lines and drawings; reading so many takes a while."""
    monkeypatch.setattr(bounds, "_MARKS", 1000)
    drawing = b"<< /Subtype /Form /BBox [0 0 1 1] /Length 6 >>\nstream\n0 0 m\nendstream"
    assert refusal(file(content, more=[drawing])) == "这个 PDF 太大或太复杂，不像年度报告。"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4\n" + b"1 0 obj\n" * 100_000,
        file("/X Do " * 1000, more=[b"<< /Subtype /Form /BBox [0 0 1 1] /Length 6 >>\nstream\n0 0 m\nendstream"]),
    ],
    ids=["objects in objects", "one drawing over and over"],
)
def test_a_file_that_takes_too_long_is_refused(data: bytes, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bounds, "_SECONDS", -1.0)
    assert refusal(data) == "这个 PDF 太大或太复杂，不像年度报告。"


@pytest.mark.parametrize("lines", [700, 150])
def test_a_page_full_of_lines_ends(lines: int):
    across = "".join(rule(10, 10 + n, 580, 10 + n) + rule(10 + n / 2, 10, 10 + n / 2, 830) for n in range(lines))
    assert pieces(file(across + text(LINE, 60, 100) * 3))


def document(name: str) -> bytes:
    return (DOCUMENTS / f"{name}.pdf").read_bytes()


WHOLE = [document("cut-row-2019"), file(text(LINE, 60, 60) + table(ROWS, COLUMNS, 100), table(ROWS, COLUMNS, 80))]


def outcome(data: bytes) -> str:
    try:
        return str(len(list(reading.read_pdf(data))))
    except UserError as refused:
        return refused.sentence


@given(
    which=st.sampled_from(WHOLE),
    damage=st.lists(st.tuples(st.integers(0, 2**24), st.integers(0, 255)), min_size=1, max_size=20),
    keep=st.integers(50, 100),
)
@settings(max_examples=80)
def test_a_damaged_report_is_read_or_refused(which: bytes, damage: list[tuple[int, int]], keep: int):
    changed = bytearray(which[: len(which) * keep // 100])
    for place, byte in damage:
        changed[place % len(changed)] = byte
    assert outcome(bytes(changed))
