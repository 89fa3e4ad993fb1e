"""A layout decides page, fonts and spacing of a Word file, and nothing else; 公文样式 is the template as it stands."""

import re
from dataclasses import replace

import pytest
from lxml import etree

from nianbao.files.errors import UserError
from nianbao.files.paths import resources
from nianbao.files.writers.layout import LINE_SPACINGS, OFFICIAL, PRESETS, STATE_OFFICE
from nianbao.files.writers.word import write_word
from word_parts import (
    W,
    attribute,
    body,
    edges,
    filled,
    looks,
    names,
    paragraphs,
    part,
    report,
    section,
    style_name,
    styles,
    tables,
    words,
)

TEMPLATE = resources() / "word" / "template"
A4_HEIGHT, A4_WIDTH = 16838, 11906
both_presets = pytest.mark.parametrize("layout", PRESETS, ids=lambda layout: layout.id)


def canonical(root):
    """The XML of a part without what is for its readers only: comments and indentation."""
    bare = etree.XMLParser(remove_comments=True, remove_blank_text=True)
    return etree.tostring(etree.fromstring(etree.tostring(root), bare), method="c14n2")


def fonts_of(style):
    return {style.find(f"{W}rPr/{W}rFonts").get(f"{W}{slot}") for slot in ("ascii", "eastAsia", "hAnsi", "cs")}


# presets


@pytest.mark.parametrize("name", ["styles", "settings", "footer1", "footer2"])
def test_the_official_layout_is_the_template_word_for_word(name):
    given = etree.parse(TEMPLATE / "word" / f"{name}.xml").getroot()
    assert canonical(part(write_word(report()), f"word/{name}.xml")) == canonical(given)


def test_the_page_of_the_official_layout_is_that_of_the_template():
    given = etree.parse(TEMPLATE / "word" / "document.xml").find(f".//{W}sectPr")
    written = section(write_word(report()))
    for name in ("pgSz", "pgMar", "docGrid"):
        assert dict(written.find(f"{W}{name}").attrib) == dict(given.find(f"{W}{name}").attrib)


def test_no_layout_given_means_the_official_one():
    assert paragraphs(write_word(filled())) == paragraphs(write_word(filled(), layout=OFFICIAL))
    assert canonical(section(write_word(filled()))) == canonical(section(write_word(filled(), layout=OFFICIAL)))


def test_the_page_of_the_state_office_is_that_of_its_blank(shared):
    blank = section((shared / "reference" / "official-2021-blank.docx").read_bytes()).find(f"{W}pgMar")
    ours = section(write_word(report(), layout=STATE_OFFICE)).find(f"{W}pgMar")
    for side in ("top", "right", "bottom", "left"):
        assert ours.get(f"{W}{side}") == blank.get(f"{W}{side}")


def test_the_tables_of_the_state_office_are_as_wide_as_in_its_blank(shared):
    blank = tables((shared / "reference" / "official-2021-blank.docx").read_bytes())
    for ours, theirs in zip(tables(write_word(report(), layout=STATE_OFFICE)), blank, strict=True):
        width, given = (int(attribute(table, "w:tblPr/w:tblW", "w")) for table in (ours, theirs))
        assert abs(width - given) < 10
        assert sum(int(column.get(f"{W}w")) for column in ours.find(f"{W}tblGrid")) == width


def test_the_words_of_the_state_office_are_those_of_its_blank():
    data = write_word(report(), layout=STATE_OFFICE)
    title, heading, text = (looks(data, name) for name in ("报告标题", "一级标题", "报告正文"))
    assert [attribute(style, "w:rPr/w:sz") for style in (title, heading, text)] == ["36", "24", "24"]
    assert fonts_of(title) == fonts_of(heading) == fonts_of(text) == {"宋体"}
    assert [style.find(f"{W}rPr/{W}b") is not None for style in (title, heading, text)] == [True, True, False]
    assert (attribute(text, "w:pPr/w:spacing", "line"), attribute(text, "w:pPr/w:spacing", "lineRule")) == (
        "240",
        "auto",
    )


@both_presets
def test_a_layout_changes_no_words_and_no_cells(layout):
    official, other = write_word(filled()), write_word(filled(), layout=layout)
    assert [text for _, text in paragraphs(other)][1:] == [text for _, text in paragraphs(official)][1:]
    for one, two in zip(tables(official), tables(other), strict=True):
        assert [words(cell) for cell in one.iter(f"{W}tc")] == [words(cell) for cell in two.iter(f"{W}tc")]


@both_presets
def test_every_style_of_ours_names_its_font_for_every_script(layout):
    own = [style for style in styles(write_word(report(), layout=layout)).values() if style.get(f"{W}customStyle")]
    texts = [style for style in own if style.get(f"{W}type") != "table"]
    assert len(texts) > 15
    for style in texts:
        assert len(fonts_of(style)) == 1
        assert fonts_of(style) <= set(layout.fonts)


@both_presets
def test_a_file_lists_the_fonts_of_its_layout(layout):
    listed = [font.get(f"{W}name") for font in part(write_word(report(), layout=layout), "word/fontTable.xml")]
    assert sorted(listed) == sorted(layout.fonts)


@both_presets
def test_first_lines_are_indented_by_two_characters_in_both_ways_of_counting(layout):
    indent = looks(write_word(report(), layout=layout), "报告正文").find(f"{W}pPr/{W}ind")
    assert indent.get(f"{W}firstLineChars") == "200"
    assert int(indent.get(f"{W}firstLine")) == 2 * layout.body_size * 20


# one's own choices


def test_the_chosen_fonts_are_those_of_the_styles():
    chosen = replace(
        OFFICIAL,
        title_font="方正小标宋_GBK",
        body_font="方正仿宋_GBK",
        level_one_font="方正黑体_GBK",
        level_two_font="方正楷体_GBK",
        number_font="仿宋",
        table_font="仿宋_GB2312",
    )
    data = write_word(report(), layout=chosen)
    expected = {
        "报告标题": "方正小标宋_GBK",
        "报告正文": "方正仿宋_GBK",
        "一级标题": "方正黑体_GBK",
        "二级标题（段首）": "方正楷体_GBK",
        "三级标题": "方正仿宋_GBK",
        "落款": "方正仿宋_GBK",
        "报告页码": "仿宋",
        "表格数字": "仿宋_GB2312",
        "表头（窄列）": "仿宋_GB2312",
    }
    assert {name: fonts_of(looks(data, name)) for name in expected} == {name: {font} for name, font in expected.items()}
    assert "方正黑体_GBK" in [font.get(f"{W}name") for font in part(data, "word/fontTable.xml")]


@pytest.mark.parametrize("points", LINE_SPACINGS)
def test_twenty_two_lines_of_each_spacing_fit_on_a_page(points):
    data = write_word(report(), layout=replace(OFFICIAL, line_spacing=points))
    margins = section(data).find(f"{W}pgMar")
    height = A4_HEIGHT - int(margins.get(f"{W}top")) - int(margins.get(f"{W}bottom"))
    line = int(attribute(looks(data, "报告正文"), "w:pPr/w:spacing", "line"))
    assert line == round(points * 20)
    assert height // line == 22
    assert height / 1440 * 25.4 == pytest.approx(225, abs=0.1)
    assert {
        attribute(looks(data, name), "w:pPr/w:spacing", "line") for name in ("一级标题", "二级标题", "三级标题", "落款")
    } == {str(line)}


def test_margins_are_those_of_the_layout_and_tables_fill_the_text():
    data = write_word(report(), layout=replace(OFFICIAL, top=30, right=20, bottom=25.4, left=20))
    margins = section(data).find(f"{W}pgMar")
    in_mm = [round(int(margins.get(f"{W}{side}")) / 1440 * 25.4) for side in ("top", "right", "bottom", "left")]
    assert in_mm == [30, 20, 25, 20]
    width = A4_WIDTH - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
    assert {int(attribute(table, "w:tblPr/w:tblW", "w")) for table in tables(data)} == {width}


@pytest.mark.parametrize("sides", [{"left": 120, "right": 80}, {"top": 200, "bottom": 60}, {"left": -5}])
def test_margins_that_leave_no_room_are_refused_with_a_remedy(sides):
    with pytest.raises(UserError, match=r"页边距放不下正文。请在版式设置里改小页边距"):
        write_word(report(), layout=replace(OFFICIAL, **sides))


def test_characters_that_do_not_nearly_fit_are_not_drawn_together():
    data = write_word(report(), layout=replace(OFFICIAL, left=40, right=40))
    assert attribute(looks(data, "报告正文"), "w:rPr/w:spacing") == "0"


def test_a_larger_title_breaks_sooner():
    given = report(unit__name="云溪镇政府")
    assert "\n" in paragraphs(write_word(given, layout=replace(OFFICIAL, title_size=26)))[0][1]
    assert "\n" not in paragraphs(write_word(given, layout=replace(OFFICIAL, title_size=16)))[0][1]


def test_the_signature_is_indented_by_characters_of_its_own_size():
    given = report(date="2025年1月20日", signature="yes")
    for layout in PRESETS:
        indent = body(write_word(given, layout=layout)).findall(f"{W}p")[-2].find(f"{W}pPr/{W}ind")
        characters = int(indent.get(f"{W}rightChars")) / 100
        assert int(indent.get(f"{W}right")) == round(characters * layout.body_size * 20)


# page numbers


def test_dashed_numbers_stand_outside_on_odd_and_even_pages():
    feet = edges(write_word(report(), layout=replace(STATE_OFFICE, page_numbers="dashes")), "footer")
    assert {pages: words(foot) for pages, foot in feet.items()} == {"default": "— 1 —", "even": "— 2 —"}


def test_plain_numbers_stand_in_the_middle_of_every_page():
    data = write_word(report(), layout=replace(OFFICIAL, page_numbers="plain"))
    feet = edges(data, "footer")
    assert {pages: words(foot) for pages, foot in feet.items()} == {"default": "1"}
    style = styles(data)[attribute(feet["default"], "w:p/w:pPr/w:pStyle")]
    assert attribute(style, "w:pPr/w:jc") == "center"
    assert part(data, "word/settings.xml").find(f"{W}evenAndOddHeaders") is None


def test_there_are_no_page_numbers_where_none_are_wanted():
    data = write_word(report(), layout=replace(OFFICIAL, page_numbers="none"))
    assert edges(data, "footer") == {}
    assert not [name for name in names(data) if "footer" in name]
    assert part(data, "word/settings.xml").find(f"{W}evenAndOddHeaders") is None


@pytest.mark.parametrize("bottom", [20, 25.4, 35])
def test_the_number_lies_7_millimetres_under_the_text_whatever_the_margin(bottom):
    data = write_word(report(), layout=replace(OFFICIAL, bottom=bottom))
    margins = section(data).find(f"{W}pgMar")
    line = int(attribute(looks(data, "报告页码"), "w:pPr/w:spacing", "line"))
    below = int(margins.get(f"{W}bottom")) - int(margins.get(f"{W}footer")) - line / 2
    assert below / 1440 * 25.4 == pytest.approx(7, abs=0.1)


# drafts


@both_presets
def test_a_draft_says_so_at_the_head_of_every_page(layout):
    heads = edges(write_word(filled(), layout=layout, draft=True), "header")
    assert {words(head) for head in heads.values()} == {"草稿"}
    assert set(heads) == ({"default", "even"} if layout.page_numbers == "dashes" else {"default"})


def test_the_word_draft_has_a_style_of_its_own():
    data = write_word(filled(), draft=True)
    paragraph = edges(data, "header")["default"].find(f"{W}p")
    assert style_name(data, paragraph) == "草稿页眉"
    assert {node.tag for node in paragraph.iter()} == {f"{W}{tag}" for tag in ("p", "pPr", "pStyle", "r", "t")}


@both_presets
def test_a_finished_report_has_no_head(layout):
    data = write_word(filled(), layout=layout)
    assert edges(data, "header") == {}
    assert not [name for name in names(data) if re.search("draft|header", name)]


def test_a_draft_differs_from_the_finished_report_in_its_head_alone():
    assert paragraphs(write_word(filled(), draft=True)) == paragraphs(write_word(filled()))
    assert canonical(part(write_word(filled(), draft=True), "word/styles.xml")) == canonical(
        part(write_word(filled()), "word/styles.xml")
    )
