"""A Word file of the province's as style template: its page, headers and styles, and ours only where it has none."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

import forms
from nianbao.files.errors import UserError
from nianbao.files.readers.read import read_bytes_as
from nianbao.files.writers.layout import OFFICIAL, STATE_OFFICE
from nianbao.files.writers.word import write_word
from word_parts import (
    EDITIONS,
    W,
    attribute,
    body,
    edges,
    filled,
    looks,
    names,
    paragraphs,
    part,
    section,
    style_name,
    styles,
    tables,
    words,
)

PICTURE = bytes.fromhex(  # one white point, PNG
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c63f80f00010101001bb6ee560000000049454e44ae426082"
)


def saved(document):
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def empty():
    """A Word file as python-docx begins one: Word's own styles, theme fonts, no Chinese font anywhere."""
    return docx.Document()


def with_style(document, name, font, points, kind=WD_STYLE_TYPE.PARAGRAPH):
    """Give the document a style of this name with a Chinese font, or its own style of this name that font."""
    existing = [style for style in document.styles if style.name == name]
    style = existing[0] if existing else document.styles.add_style(name, kind)
    style.font.name, style.font.size = font, Pt(points)
    for slot in list(style.element.rPr.rFonts.attrib):
        if "Theme" in slot or "theme" in slot:
            del style.element.rPr.rFonts.attrib[slot]
    style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    return style


def rewritten(data, **parts):
    """The file with the text of some parts changed: a part's name without its ending, and (old, new)."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            stem = Path(name).name.split(".")[0].strip("[]")
            if stem in parts:
                old, new = parts[stem]
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            target.writestr(name, content)
    return stream.getvalue()


def of(template, **options):
    return write_word(filled(), template=template if isinstance(template, bytes) else saved(template), **options)


def font(data, name):
    return attribute(looks(data, name), "w:rPr/w:rFonts", "eastAsia")


# styles


def test_a_style_of_the_name_of_ours_is_used_as_it_stands():
    document = empty()
    with_style(document, "报告正文", "方正仿宋_GBK", 15)
    data = of(document)
    assert (font(data, "报告正文"), attribute(looks(data, "报告正文"), "w:rPr/w:sz")) == ("方正仿宋_GBK", "30")
    assert ("报告正文", "导语。") in paragraphs(data)
    assert [attribute(style, "w:name") for style in styles(data).values()].count("报告正文") == 1


def test_styles_of_ours_are_added_where_the_template_has_none():
    data = of(empty())
    assert font(data, "一级标题") == "黑体"
    assert ("一级标题", EDITIONS["2021"].sections[0].heading) in paragraphs(data)
    assert font(data, "报告正文") == "仿宋_GB2312"


def test_what_is_added_to_a_template_follows_the_layout():
    assert font(of(empty(), layout=STATE_OFFICE), "一级标题") == "宋体"


def test_headings_of_word_serve_for_ours_where_the_template_gives_them_a_chinese_font():
    document = empty()
    for name, kind in (("Title", "方正小标宋_GBK"), ("Heading 1", "方正黑体_GBK"), ("Heading 2", "方正楷体_GBK")):
        with_style(document, name, kind, 16)
    data = of(document)
    assert paragraphs(data)[0][0] == "Title"
    assert ("heading 1", EDITIONS["2021"].sections[1].heading) in paragraphs(data)
    run = next(run for run in body(data).iter(f"{W}r") if words(run) == "（一）主动公开。")
    beginning = styles(data)[attribute(run, "w:rPr/w:rStyle")]
    assert attribute(beginning, "w:rPr/w:rFonts", "eastAsia") == "方正楷体_GBK"


def test_headings_of_word_as_they_come_do_not_serve():
    assert "heading 1" in [attribute(style, "w:name") for style in styles(of(empty())).values()]
    assert "heading 1" not in [style for style, _ in paragraphs(of(empty()))]


@pytest.mark.parametrize(("indent", "used"), [(Pt(32), "Normal"), (None, "报告正文")])
def test_plain_text_serves_for_the_body_only_if_it_indents_the_first_line(indent, used):
    document = empty()
    with_style(document, "Normal", "仿宋", 16).paragraph_format.first_line_indent = indent
    assert (used, "导语。") in paragraphs(of(document))


def test_the_signature_looks_like_the_body_of_the_template():
    document = empty()
    with_style(document, "报告正文", "方正仿宋_GBK", 15)
    data = of(document)
    last = looks(data, "落款（首行）")
    chain = [attribute(last, "w:basedOn"), attribute(looks(data, "落款"), "w:basedOn")]
    assert [attribute(styles(data)[name], "w:name") for name in chain] == ["落款", "报告正文"]
    assert last.find(f"{W}rPr/{W}rFonts") is None
    indent = body(data).findall(f"{W}p")[-2].find(f"{W}pPr/{W}ind")
    assert int(indent.get(f"{W}right")) == round(int(indent.get(f"{W}rightChars")) / 100 * 15 * 20)


def test_styles_of_ours_take_nothing_from_the_templates_plain_text():
    document = empty()
    document.styles["Normal"].font.bold = True
    data = of(document)
    names_of = {attribute(style, "w:name"): style for style in styles(data).values()}
    style = names_of["表格数字"]
    while (basis := attribute(style, "w:basedOn")) is not None:
        style = styles(data)[basis]
    assert attribute(style, "w:name") == "报告基准"


def test_an_id_that_is_taken_is_left_to_the_template():
    document = empty()
    style = with_style(document, "省里的样式", "仿宋", 16)
    style.element.set(qn("w:styleId"), "LevelOne")
    data = of(document)
    assert attribute(styles(data)["LevelOne"], "w:name") == "省里的样式"
    assert ("一级标题", EDITIONS["2021"].sections[0].heading) in paragraphs(data)


def test_automatic_numbering_of_headings_does_not_number_the_forms_headings_twice():
    document = empty()
    style = with_style(document, "Heading 1", "黑体", 16)
    numbering = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    style.element.get_or_add_pPr().insert(0, parse_xml(numbering))
    properties = looks(of(document), "heading 1").find(f"{W}pPr")
    assert [node.get(f"{W}val") for node in properties.iter(f"{W}numId")] == ["0"]


def test_our_own_export_serves_as_a_template_and_gains_nothing():
    first = write_word(filled())
    again = of(first)
    assert sorted(styles(again)) == sorted(styles(first))
    assert paragraphs(again) == paragraphs(first)
    assert {pages: words(foot) for pages, foot in edges(again, "footer").items()} == {
        "default": "— 1 —",
        "even": "— 2 —",
    }


# page, headers, footers


def test_the_page_is_the_templates_and_the_tables_fill_it():
    document = empty()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(30)
    data = of(document)
    assert int(section(data).find(f"{W}pgMar").get(f"{W}left")) == 1701
    width = page.page_width - page.left_margin - page.right_margin
    assert {int(attribute(table, "w:tblPr/w:tblW", "w")) for table in tables(data)} == {round(width / 635)}


def test_the_tables_stay_within_the_templates_text_in_every_layout():
    data = of(empty(), layout=STATE_OFFICE)
    page = docx.Document(BytesIO(data)).sections[0]
    width = page.page_width - page.left_margin - page.right_margin
    assert {int(attribute(table, "w:tblPr/w:tblW", "w")) for table in tables(data)} == {round(width / 635)}


def test_headers_and_footers_are_the_templates_with_their_pictures():
    document = empty()
    document.sections[0].header.paragraphs[0].add_run("某省统一格式").add_picture(BytesIO(PICTURE))
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    data = of(document)
    assert {words(head) for head in edges(data, "header").values()} == {"某省统一格式"}
    assert {words(foot) for foot in edges(data, "footer").values()} == {"第 1 页"}
    assert [name for name in names(data) if "media/" in name]
    docx.Document(BytesIO(data))  # every relation finds its part


def test_pages_without_footers_get_our_numbers():
    feet = edges(of(empty()), "footer")
    assert {pages: words(foot) for pages, foot in feet.items()} == {"default": "— 1 —", "even": "— 2 —"}
    assert edges(of(empty(), layout=STATE_OFFICE), "footer").keys() == {"default"}


def test_a_header_for_all_pages_stays_on_all_pages_when_our_numbers_are_added():
    document = empty()
    document.sections[0].header.paragraphs[0].text = "某省统一格式"
    data = of(document)
    assert part(data, "word/settings.xml").find(f"{W}evenAndOddHeaders") is None
    assert {pages: words(foot) for pages, foot in edges(data, "footer").items()} == {"default": "— 1 —"}


def test_a_first_page_of_its_own_is_numbered_too():
    document = empty()
    document.sections[0].different_first_page_header_footer = True
    assert edges(of(document), "footer").keys() == {"default", "even", "first"}


def test_a_draft_is_marked_in_the_templates_headers_and_on_pages_that_have_none():
    document = empty()
    document.sections[0].header.paragraphs[0].text = "某省统一格式"
    document.sections[0].different_first_page_header_footer = True
    heads = edges(of(document, draft=True), "header")
    assert {pages: words(head) for pages, head in heads.items()} == {"default": "草稿某省统一格式", "first": "草稿"}
    marked = heads["default"].find(f"{W}p")
    assert style_name(of(document, draft=True), marked) == "草稿页眉"
    assert {words(head) for head in edges(of(document), "header").values()} == {"某省统一格式"}


# what stays behind


def test_the_words_of_the_template_are_dropped_and_what_they_spoke_of_goes_with_them():
    document = empty()
    document.add_paragraph("样例文字")
    document.add_table(2, 2).cell(0, 0).text = "样例表格"
    document.add_picture(BytesIO(PICTURE))
    document.core_properties.author = "某人"
    data = of(document)
    assert "样例" not in words(body(data))
    assert not [name for name in names(data) if "media" in name or "thumbnail" in name]
    assert part(data, "docProps/app.xml").findtext("{*}Application").startswith("nianbao ")  # not the template's
    assert docx.Document(BytesIO(data)).core_properties.author == filled().unit


def test_a_locked_or_linked_template_makes_no_locked_or_linked_file():
    locked = '<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:defaultTabStop'
    data = of(rewritten(saved(empty()), settings=("<w:defaultTabStop", locked)))
    assert part(data, "word/settings.xml").find(f"{W}documentProtection") is None
    assert "word/_rels/settings.xml.rels" not in names(data)


def test_a_word_template_file_serves_and_the_export_is_a_document():
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    dotx = rewritten(saved(empty()), Content_Types=(f"{kind}.document.main+xml", f"{kind}.template.main+xml"))
    assert docx.Document(BytesIO(of(dotx))).tables[0].rows[1].cells[0].text


def test_every_figure_reads_back_from_a_file_in_the_templates_styles():
    document = empty()
    for name, kind in (("报告正文", "仿宋"), ("Title", "宋体"), ("Heading 1", "黑体")):
        with_style(document, name, kind, 14)
    again = read_bytes_as("年报.docx", of(document), EDITIONS)
    assert forms.figures(again.edition, again.values) == forms.figures(filled().edition, filled().values)
    assert again.values["unit.name"] == filled().unit


def test_a_template_adds_no_fault_of_the_schema(faults_of, shared):
    blank = (shared / "reference" / "official-2021-blank.docx").read_bytes()
    document = empty()
    with_style(document, "Heading 1", "黑体", 16)
    document.sections[0].header.paragraphs[0].text = "某省统一格式"
    for template in (blank, saved(document), write_word(filled(), layout=STATE_OFFICE)):
        for draft in (False, True):
            assert faults_of(of(template, draft=draft)) <= faults_of(template)


# bad templates


def pieces(**changed):
    """The parts of a Word file, some with another content, some gone (None)."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(saved(empty()))) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            stem = Path(name).name.split(".")[0].strip("[]")
            content = changed.get(stem, source.read(name))
            if content is not None:
                target.writestr(name, content)
    return stream.getvalue()


STRICT = b'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body/></w:document>'
NO_BODY = f"<w:document {nsdecls('w')}/>".encode()
NARROW = (
    f'<w:document {nsdecls("w")}><w:body><w:sectPr><w:pgSz w:w="3000" w:h="3000"/>'
    '<w:pgMar w:top="0" w:right="500" w:bottom="0" w:left="500" w:header="0" w:footer="0" w:gutter="0"/>'
    "</w:sectPr></w:body></w:document>"
).encode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "损坏"),
        (b"not a file of Word's", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "旧格式"),
        (pieces(document=b"<w:document"), "损坏"),
        (pieces(document=None), "不是通常的 Word 文件"),
        (pieces(document=STRICT), "不是通常的 Word 文件"),
        (pieces(document=NO_BODY), "没有正文"),
        (pieces(document=NARROW), "页面太窄"),
        (pieces(styles=b"<"), "损坏"),
        (pieces(Content_Types=None), "损坏"),
    ],
)
def test_a_file_that_cannot_serve_is_refused_with_the_reason_and_a_remedy(data, reason):
    with pytest.raises(UserError) as raised:
        of(data)
    assert raised.value.sentence.startswith("这个文件不能用作样式模板：")
    assert reason in raised.value.sentence
    assert raised.value.remedy == "请在 Word 或 WPS 里打开它，另存为不加密的 .docx 文件，再选它作样式模板。"


@pytest.mark.parametrize("lacking", ["styles", "settings", "fontTable"])
def test_a_template_that_lacks_a_part_gets_ours(lacking):
    data = of(pieces(**{lacking: None}))
    assert f"word/{lacking}.xml" in names(data)
    assert docx.Document(BytesIO(data)).tables[0].rows[1].cells[0].text


def test_a_template_without_a_section_gets_the_page_of_the_layout():
    bare = f"<w:document {nsdecls('w')}><w:body><w:p/></w:body></w:document>".encode()
    margins = section(of(pieces(document=bare))).find(f"{W}pgMar")
    assert int(margins.get(f"{W}left")) == round(OFFICIAL.left / 25.4 * 1440)
