"""The template in a layout: its styles and its page with the layout's fonts, sizes and distances for their own.

`resources/word/template` is the package of 公文样式 as readable XML; put into that layout it comes out as it is.
Lengths are in twentieths of a point, as WordprocessingML counts them.
"""

import math
from collections.abc import Mapping
from typing import Any

from nianbao.files.errors import UserError
from nianbao.files.paths import resources
from nianbao.files.program import OFFICE_KIND, OFFICE_PART, OFFICE_TYPE, office_properties
from nianbao.files.writers.layout import Layout
from nianbao.files.writers.word_package import DOCUMENT, FONTS, SETTINGS, STYLES, Package, read_package
from nianbao.files.writers.word_pages import LOWEST, number_plainly
from nianbao.files.writers.word_xml import (
    SLOTS,
    bare,
    every,
    first,
    made,
    number_of,
    serialized,
    set_values,
    value_of,
)

LEAST_TEXT = 2835  # 5 cm of text each way

_SINGLE = 240  # what single spacing is in a style
_LEADING = 1.3  # what Word's single spacing makes of the size of a Chinese font
_TITLE_LEADING = 35 / 22
_NUMBER_BELOW = 7.0  # mm from the text area to the dash of the page number: GB/T 9704-2012, 7.5
_GIVING_WAY = 14  # a quarter of a millimetre: so much of the bottom margin the last line may take
_MOST_DRAWN = 0.05  # of a character's width


def laid_out(layout: Layout) -> Package:
    """The package of an empty report in this layout. Raises UserError when its margins leave no room for text."""
    package = _template()
    document, styles, settings, fonts = (package.tree(name) for name in (DOCUMENT, STYLES, SETTINGS, FONTS))
    page = first(document, ".//w:sectPr")
    _set_page(page, layout)
    _set_styles(styles, layout, text_width(page))
    _set_fonts(fonts, layout)
    set_values(first(settings, "w:defaultTabStop"), val=2 * points(layout.body_size))
    pitch = value_of(first(page, "w:docGrid"), "linePitch")
    set_values(first(settings, "w:drawingGridVerticalSpacing"), val=pitch)
    if layout.page_numbers != "dashes":
        number_plainly(package, page, settings, shown=layout.page_numbers == "plain")
    trees = {DOCUMENT: document, STYLES: styles, SETTINGS: settings, FONTS: fonts}
    package.parts |= {name: serialized(tree) for name, tree in trees.items()}
    return package


def text_width(page: Any) -> int:
    """How wide the text of a section (w:sectPr) is."""
    size, margins = first(page, "w:pgSz"), first(page, "w:pgMar")
    return number_of(size, "w") - sum(number_of(margins, side) for side in ("left", "right", "gutter"))


def text_height(page: Any) -> int:
    """How high the text of a section is; Word counts a margin that holds a header fast as a negative one."""
    size, margins = first(page, "w:pgSz"), first(page, "w:pgMar")
    return number_of(size, "h") - sum(abs(number_of(margins, side)) for side in ("top", "bottom"))


def points(size: float) -> int:
    return round(size * 20)


def twips(millimetres: float) -> int:
    return round(millimetres / 25.4 * 1440)


def _template() -> Package:
    folder = resources() / "word" / "template"
    files = (path for path in folder.rglob("*") if path.is_file())
    package = read_package({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})
    package.parts = {name: serialized(bare(data)) for name, data in package.parts.items()}
    package.put("", OFFICE_PART, OFFICE_KIND, office_properties(), OFFICE_TYPE)
    return package


# page


def _set_page(page: Any, layout: Layout) -> None:
    size, margins, grid = (first(page, f"w:{name}") for name in ("pgSz", "pgMar", "docGrid"))
    top, right, bottom, left = (twips(side) for side in (layout.top, layout.right, layout.bottom, layout.left))
    width, height = number_of(size, "w") - left - right, number_of(size, "h") - top - bottom
    if min(top, right, bottom, left) < 0 or min(width, height) < LEAST_TEXT:
        raise UserError(f"版式“{layout.name}”的页边距放不下正文。", "请在版式设置里改小页边距。")
    line = points(layout.line_spacing) if layout.line_spacing else round(points(layout.body_size) * _LEADING)
    lacking = -height % line
    if lacking <= _GIVING_WAY:  # 22 lines of 29 pt are a hair longer than the 225 mm that the standard gives them
        bottom, height = bottom - lacking, height + lacking
    footer = bottom - twips(_NUMBER_BELOW) - _number_line(layout) // 2
    set_values(margins, top=top, right=right, bottom=bottom, left=left, header=min(851, top // 2))
    set_values(margins, footer=max(footer, LOWEST))
    lines = max(1, height // line)
    if layout.line_spacing and layout.characters:
        space = math.floor((width / 20 / layout.characters - layout.body_size) * 4096)
        set_values(grid, type="linesAndChars", linePitch=height // lines, charSpace=space)
    else:
        set_values(grid, type="lines", linePitch=line, charSpace=0)


def _number_line(layout: Layout) -> int:
    return points(layout.number_size + 2)


# styles


def _looks(layout: Layout) -> Mapping[str, tuple[str, float | None]]:
    """Font and size of each style by its id; a table's sizes are the template's in every layout."""
    body, table = (layout.body_font, layout.body_size), (layout.table_font, None)
    one, two = (layout.level_one_font, layout.body_size), (layout.level_two_font, layout.body_size)
    number = (layout.number_font, layout.number_size)
    return {
        **dict.fromkeys(("Normal", "ReportBase", "ReportBody", "ReportBodyLeft", "LevelThree"), body),
        **dict.fromkeys(("LevelFour", "Signature", "SignatureFirst"), body),
        "ReportTitle": (layout.title_font, layout.title_size),
        **dict.fromkeys(("LevelOne", "LevelOneRun", "DraftHeader", "FigureHeading"), one),
        **dict.fromkeys(("LevelTwo", "LevelTwoRun"), two),
        **dict.fromkeys(("PageNumber", "PageNumberEven", "PageNumberCentred"), number),
        **dict.fromkeys(("TableHeader", "TableLabel", "TableText", "TableNumber"), table),
        **dict.fromkeys(("TableNumberLong", "TableNumberLongest", "Figure", "FigureCaption"), table),
        **dict.fromkeys(("TableHeaderNarrow", "TableLabelNarrow", "TableTextNarrow", "TableNumberNarrow"), table),
    }


def _set_styles(styles: Any, layout: Layout, width: int) -> None:
    looks, drawn = _looks(layout), _drawn_together(layout, width)
    defaults = first(styles, "w:docDefaults/w:rPrDefault")
    _set_look(defaults, layout.body_font, layout.body_size)
    for style in every(styles, "w:style"):
        name = value_of(style, "styleId")
        if name not in looks:
            continue
        _set_look(style, *looks[name])
        _set_distances(style, layout)
        if (space := first(style, "w:rPr/w:spacing")) is not None and name != "ReportBase":
            set_values(space, val=drawn)
        if layout.bold_headings and name in ("ReportTitle", "LevelOne", "LevelOneRun"):
            fonts = first(style, "w:rPr/w:rFonts")
            for tag in ("bCs", "b"):
                fonts.addnext(made(fonts, tag))


def _set_look(style: Any, font: str, size: float | None) -> None:
    set_values(first(style, "w:rPr/w:rFonts"), **dict.fromkeys(SLOTS, font))
    if size is not None:
        for name in ("sz", "szCs"):
            set_values(first(style, f"w:rPr/w:{name}"), val=round(size * 2))
        _set_indents(style, points(size))


def _set_indents(style: Any, character: int) -> None:
    """WPS and Word indent by characters; the lengths beside them, which others read, must be the same."""
    indents = first(style, "w:pPr/w:ind")
    for name, count in dict(indents.attrib if indents is not None else {}).items():
        if name.endswith("Chars"):
            indents.set(name.removesuffix("Chars"), str(int(count) * character // 100))


def _set_distances(style: Any, layout: Layout) -> None:
    """Where the template has fixed lines, those of the layout; where it has a blank line, one of the layout's."""
    spacing = first(style, "w:pPr/w:spacing")
    if spacing is None:
        return
    name = value_of(style, "styleId")
    body = points(layout.line_spacing or 0)
    if name == "ReportTitle":
        set_values(spacing, line=round(layout.title_size * _TITLE_LEADING) * 20)
    elif name.startswith("PageNumber"):
        set_values(spacing, line=_number_line(layout))
    elif value_of(spacing, "lineRule") == "exact":
        set_values(spacing, line=body or _SINGLE, lineRule="exact" if body else "auto")
    blank = body or round(points(layout.body_size) * _LEADING)
    set_values(spacing, **{side: blank for side in ("before", "after") if number_of(spacing, side)})


def _drawn_together(layout: Layout, width: int) -> int:
    """What each character of the body gives up, in tenths of a point as Word shows it, so that a line holds them all.

    Nothing when they fit, or when they would have to give up more than a reader would overlook.
    """
    if not layout.characters:
        return 0
    character = points(layout.body_size)
    lacking = math.floor((width // layout.characters - character) / 2) * 2
    return lacking if -_MOST_DRAWN * character <= lacking < 0 else 0


def _set_fonts(table: Any, layout: Layout) -> None:
    """The list of fonts: those of the layout, each with what to use where it is missing."""
    for font in every(table, "w:font"):
        if value_of(font, "name") not in layout.fonts:
            table.remove(font)
    listed = {value_of(font, "name") for font in table}
    for name in layout.fonts:
        if name not in listed:
            font = made(table, "font", name=name)
            font.append(made(font, "charset", val=86))
            table.append(font)
