"""All of a Word file that the report does not change: made once for a layout, then kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from nianbao.files.writers.layout import Layout
from nianbao.files.writers.word_merge import size_of
from nianbao.files.writers.word_package import DOCUMENT, STYLES
from nianbao.files.writers.word_pages import mark_as_draft
from nianbao.files.writers.word_styles import laid_out, points, text_height, text_width, twips
from nianbao.files.writers.word_template import adopted
from nianbao.files.writers.word_xml import first, serialized

_BODY = "body"  # stands for it while the parts are made
_AROUND_PICTURE = 6  # lines: its heading, its caption, and the space between them
_LEAST_PICTURE = 1134  # 2 cm: on such a low page it goes where it will


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts that are always the same, and the main document before and after the body.

    `styles` maps the ids of our styles to those that they have in a template. Lengths are in twentieths of a point;
    `character` is one of the 落款, `title_fit` how many characters of the title a line holds, `picture_height`
    what a page leaves between the heading of the pictures and a caption.
    """

    parts: Mapping[str, bytes]
    before: bytes
    after: bytes
    styles: Mapping[str, str]
    text_width: int
    table_width: int
    picture_height: int
    character: int
    title_fit: float


@lru_cache(maxsize=8)
def frame(layout: Layout, draft: bool = False, template: bytes | None = None) -> Frame:
    """The frame of a layout, on the page and in the styles of a template (.docx) if one is given. Raises UserError."""
    from lxml import etree

    own = laid_out(layout)
    package, ids = (own, {}) if template is None else adopted(own, template)
    if draft:
        mark_as_draft(package, ids)
    document, styles = package.tree(DOCUMENT), package.tree(STYLES)
    body, mark = first(document, "w:body"), etree.ProcessingInstruction(_BODY)
    page = first(body, "w:sectPr")
    width = text_width(page)
    body.insert(0, mark)
    before, _, after = serialized(document).partition(etree.tostring(mark))
    wide = twips(layout.table_width) if layout.table_width and template is None else 0
    title, character = (size_of(styles, ids.get(name, name)) for name in ("ReportTitle", "SignatureFirst"))
    return Frame(
        parts=package.finished(),
        before=before,
        after=after,
        styles={old: new for old, new in ids.items() if old != new},
        text_width=width,
        table_width=max(width, wide),
        picture_height=max(text_height(page) - _AROUND_PICTURE * points(character), _LEAST_PICTURE),
        character=points(character),
        title_fit=width / points(title),
    )
