"""A Word file of the report as GB/T 9704-2012 lays out a page, in styles that the clerk can still adjust.

`resources/word` holds all of the package that never changes, as XML to be read and reviewed: page, styles, fonts,
headers and footers. Only the body and the core properties are made here.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from nianbao.core.preamble import PREAMBLE, title
from nianbao.core.report import Report
from nianbao.files.writers.characters import one_line
from nianbao.files.writers.layout import OFFICIAL, Layout
from nianbao.files.writers.word_frame import Frame, frame
from nianbao.files.writers.word_merge import restyled
from nianbao.files.writers.word_package import DOCUMENT, packed
from nianbao.files.writers.word_pictures import Picture, Room, embedded, figures
from nianbao.files.writers.word_tables import table_xml
from nianbao.files.writers.word_text import headline, paragraph, signature, text_paragraphs

_CORE = "docProps/core.xml"
_LONGEST_PROPERTY = 255


def write_word(
    report: Report,
    now: datetime | None = None,
    layout: Layout = OFFICIAL,
    *,
    draft: bool = False,
    template: bytes | None = None,
    pictures: Sequence[Picture] = (),
) -> bytes:
    """The bytes of the .docx file. `now` is the moment it is said to be made at; None for the present.

    `draft` puts 草稿 at the head of every page. `template` is a .docx of the province's: its page, headers and styles
    are used, and the layout's where it has none. `pictures` stand behind the report, on a page of their own. Raises
    UserError when the template cannot serve.
    """
    around = frame(layout, draft, template)
    parts, ids = embedded(around.parts, pictures) if pictures else (dict(around.parts), [])
    body = _body(report, around) + "".join(figures(pictures, ids, Room(around.text_width, around.picture_height)))
    parts[DOCUMENT] = around.before + restyled(body.encode(), around.styles) + around.after
    parts[_CORE] = _properties(parts[_CORE], report, now or datetime.now(UTC))
    return packed(parts.items())


def _body(report: Report, around: Frame) -> str:
    signed = report.get("signature") == "yes"
    made = [headline(title(report.edition, report.values), report.unit, around.title_fit)]
    made += text_paragraphs(report.text(PREAMBLE))
    for section in report.edition.sections:
        made.append(paragraph("LevelOne", section.heading))
        if section.table:
            made.append(table_xml(section.table, report, around.table_width))
        else:
            # the 落款 must not stand on a page alone
            made += text_paragraphs(
                report.text(section.text), keep_last=signed and section is report.edition.sections[-1]
            )
    if signed:
        made += signature(report.unit, report.text("date"), around.character, around.text_width / around.character)
    return "".join(made)


def _properties(core: bytes, report: Report, moment: datetime) -> bytes:
    """The core properties with title, author and the moment, which without a time zone is taken for UTC."""
    words = {"title": title(report.edition, report.values), "creator": report.unit}
    made = [f"<dc:{name}>{escape(one_line(text)[:_LONGEST_PROPERTY])}</dc:{name}>" for name, text in words.items()]
    stamp = (moment.astimezone(UTC) if moment.tzinfo else moment).strftime("%Y-%m-%dT%H:%M:%SZ")
    for name in ("created", "modified"):
        made.append(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>')
    head, end, _ = core.rpartition(b"</cp:coreProperties>")
    return head + "".join(made).encode() + end
