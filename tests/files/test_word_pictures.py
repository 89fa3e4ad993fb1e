"""Pictures behind the report in a Word file: there for everyone who opens it, in nobody's way who reads it."""

import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from shutil import which
from subprocess import run

import docx
import pytest
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.files.editions import load_editions
from nianbao.files.errors import UserError
from nianbao.files.readers import read_file
from nianbao.files.readers.read import read_bytes_as
from nianbao.files.writers import WRITABLE, export
from nianbao.files.writers.layout import OFFICIAL, PRESETS, STATE_OFFICE
from nianbao.files.writers.word import write_word
from nianbao.files.writers.word_pictures import Picture
from reports import arbitrary, filled, with_values
from word_parts import names, paragraphs, part

EDITIONS = load_editions()
SIGNED = {"signature": "yes", "date": "2025年1月20日"}


def png(grey: int = 255) -> bytes:
    """A picture of 30 by 20 points in one shade."""
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", 30, 20, 8, 0, 0, 0, 0),
        b"IDAT": zlib.compress((b"\0" + bytes([grey]) * 30) * 20),
        b"IEND": b"",
    }
    packed = (struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in parts.items())
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def of(
    title: str = "本年新收（单位：件）", width: float = 150.0, height: float = 100.0, words: str = "甲 1"
) -> Picture:
    return Picture(png(), width, height, title, words)


THREE = (of(), of("本年度办理结果（单位：件）"), of("各年（单位：件）", height=70))


def opened(data: bytes):
    return docx.Document(BytesIO(data))


def template(width: float = 210) -> bytes:
    """A file of a province's: its own page, and a logo in its header."""
    document, stream = docx.Document(), BytesIO()
    document.sections[0].page_width = Mm(width)
    document.sections[0].header.paragraphs[0].add_run().add_picture(BytesIO(png(90)), width=Mm(10))
    document.save(stream)
    return stream.getvalue()


def test_each_picture_stands_over_its_caption_under_one_heading(report: Report):
    data = write_word(with_values(report, SIGNED), pictures=THREE)
    captions = [f"图{number}\u3000{picture.title}" for number, picture in enumerate(THREE, 1)]
    shown = [(style, words) for caption in captions for style, words in (("附图", ""), ("图题", caption))]
    assert paragraphs(data)[-7:] == [("附图标志", "附图"), *shown]
    assert paragraphs(data)[-8] == ("落款", "2025年1月20日")
    assert part(data, "word/document.xml").xpath("count(//*[local-name() = 'inline'])") == 3


def test_the_pictures_begin_a_page_and_stay_with_their_captions(report: Report):
    document = opened(write_word(report, pictures=THREE))
    styles = {style.name: style.paragraph_format for style in document.styles if style.type == 1}
    assert styles["附图标志"].page_break_before
    assert styles["附图标志"].keep_with_next
    assert styles["附图"].keep_with_next
    assert styles["附图"].line_spacing == 1.0  # exact lines cut a picture off


def test_a_picture_has_its_size_and_says_what_it_shows(report: Report):
    words = '柱形图。<自然人> & "其他"：\n2024年 5。\x07'
    shape = opened(write_word(report, pictures=[of(words=words)])).inline_shapes[0]
    assert (round(shape.width.mm, 2), round(shape.height.mm, 2)) == (150, 100)
    assert shape._inline.docPr.get("descr") == '柱形图。<自然人> & "其他"： 2024年 5。'


def test_a_picture_is_no_larger_than_the_page_leaves_room_for(report: Report):
    wide, high = opened(
        write_word(report, pictures=[of(width=300, height=100), of(width=100, height=500)])
    ).inline_shapes
    assert wide.width.mm == pytest.approx(156, abs=0.1)
    assert wide.height.mm == pytest.approx(52, abs=0.1)
    assert high.height.mm < 225 - 30
    assert high.height.mm == pytest.approx(5 * high.width.mm, rel=0.01)


def test_the_bytes_of_a_picture_are_in_the_file_as_they_came(report: Report):
    data = write_word(report, pictures=THREE)
    with zipfile.ZipFile(BytesIO(data)) as package:
        held = [name for name in package.namelist() if name.startswith("word/media/")]
        assert len(held) == 3
        assert all(package.read(name) == png() for name in held)
    types = part(data, "[Content_Types].xml")
    assert ("png", "image/png") in [(node.get("Extension"), node.get("ContentType")) for node in types]
    assert not any((node.get("PartName") or "").endswith(".png") for node in types)


def test_without_pictures_nothing_of_them_is_in_the_file(report: Report):
    data = write_word(report)
    assert not any("media" in name for name in names(data))
    assert b"drawing" not in zipfile.ZipFile(BytesIO(data)).read("word/document.xml")
    assert "附图" not in [words for _, words in paragraphs(data)]


def test_pictures_change_nothing_else_in_the_file(report: Report):
    plain, shown = write_word(report), write_word(report, pictures=THREE)
    assert paragraphs(shown)[:-7] == paragraphs(plain)
    assert set(names(shown)) - set(names(plain)) == {f"word/media/figure{n}.png" for n in (1, 2, 3)}


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("layout", PRESETS, ids=lambda layout: layout.id)
def test_a_file_with_pictures_follows_the_schema(layout, draft, report, faults_of):
    assert faults_of(write_word(report, layout=layout, draft=draft, pictures=THREE)) == set()


@given(title=st.text(max_size=30), words=st.text(st.characters(codec=None), max_size=60))
@settings(max_examples=40)
def test_any_characters_in_captions_and_descriptions_make_a_valid_file(title, words, faults_of):
    assert faults_of(write_word(filled(EDITIONS, "2021"), pictures=[of(title, words=words)])) == set()


def test_pictures_go_beside_those_of_a_style_template(report: Report, faults_of, editions: Editions):
    data = write_word(report, template=template(), pictures=THREE)
    assert faults_of(data) == faults_of(write_word(report, template=template()))
    document = opened(data)
    logo = next(iter(document.sections[0].header.part.rels.values())).target_part
    assert logo.blob == png(90)
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == ["甲 1"] * 3
    assert read_bytes_as("年报.docx", data, editions).report(editions).values == report.values


def test_a_narrow_template_gets_smaller_pictures(report: Report):
    (shape,) = opened(write_word(report, template=template(width=120), pictures=[of()])).inline_shapes
    assert shape.width.mm < 120 - 2 * 25.4


# reading back


@pytest.mark.parametrize("edition", ["2019", "2021"])
@given(data=st.data())
@settings(max_examples=25)
def test_any_report_with_pictures_reads_back_as_the_one_without(edition: str, data: st.DataObject):
    report = data.draw(arbitrary(EDITIONS, edition))
    plain = read_bytes_as("年报.docx", write_word(report), EDITIONS)
    shown = read_bytes_as("年报.docx", write_word(report, pictures=THREE), EDITIONS)
    assert shown.values == plain.values
    assert [problem.note for problem in shown.problems] == [True]


def test_an_export_with_pictures_is_proven_like_any_other(report: Report, tmp_path: Path, editions: Editions):
    path = tmp_path / "年报.docx"
    signed = with_values(report, SIGNED)
    exported = export(signed, path, pictures=THREE)
    assert exported.sentence == f"已读回核对 {len(report.edition.table_cells)} 个数字，全部一致。"
    assert exported.details == ()
    assert read_file(path, editions).report(editions).values == signed.values


@pytest.mark.parametrize("ending", [ending for ending in WRITABLE if ending != ".docx"])
def test_a_file_that_cannot_hold_pictures_is_refused_with_them(report: Report, tmp_path: Path, ending: str):
    with pytest.raises(UserError, match="只能附在 Word 文件里") as caught:
        export(report, tmp_path / f"年报{ending}", pictures=THREE)
    assert ".docx" in caught.value.remedy
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("layout", [OFFICIAL, STATE_OFFICE], ids=lambda layout: layout.id)
def test_libreoffice_shows_the_pictures_and_its_pdf_reads_back(layout, tmp_path: Path, editions: Editions):
    report = with_values(filled(editions, "2021"), SIGNED)
    export(report, tmp_path / "年报.docx", layout=layout, pictures=THREE)
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "年报.docx"]
    run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    again = read_file(tmp_path / "年报.pdf", editions)
    assert {cell.id: again.values.get(cell.id) for cell in report.edition.table_cells} == {
        cell.id: report.get(cell.id) for cell in report.edition.table_cells
    }
    assert again.values["texts.other"] == report.text("texts.other")
    assert "3 张图没有读入" in "".join(problem.sentence for problem in again.problems)
