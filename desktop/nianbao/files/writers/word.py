"""A Word file of the report as GB/T 9704-2012 lays out a page, in styles that the clerk can still adjust.

`resources/word/template` holds all of the package that never changes, as XML to be read and reviewed: page, styles,
fonts, footers. Only the body and the core properties are made here.
"""

import zipfile
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from nianbao.core.preamble import PREAMBLE, title
from nianbao.core.report import Report
from nianbao.files.paths import resources
from nianbao.files.writers.word_tables import table_xml
from nianbao.files.writers.word_text import headline, line, paragraph, paragraphs, signature

if TYPE_CHECKING:
    from docx.document import Document

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the date of every packed part: equal reports make equal files
_LONGEST_PROPERTY = 255


def write_word(report: Report, now: datetime | None = None) -> bytes:
    """The bytes of the .docx file. `now` is the moment it is said to be made at; None for the present."""
    import docx

    document = docx.Document(BytesIO(_template()))
    _fill_body(document, report)
    properties = document.core_properties
    properties.title = line(title(report.edition, report.values))[:_LONGEST_PROPERTY]
    properties.author = line(report.unit)[:_LONGEST_PROPERTY]
    properties.created = properties.modified = _in_utc(now or datetime.now(UTC))
    stream = BytesIO()
    document.save(stream)
    return _repacked(stream)


def _fill_body(document: "Document", report: Report) -> None:
    """Put the report into the template's body, whole: moving element after element would take three times as long."""
    from lxml import etree

    filled = etree.fromstring(f'<w:body xmlns:w="{_NAMESPACE}">{_body(report)}</w:body>'.encode())
    empty = document.element.body
    filled.append(empty.sectPr)
    document.element.replace(empty, filled)


def _body(report: Report) -> str:
    parts = [headline(title(report.edition, report.values), report.unit), *paragraphs(report.text(PREAMBLE))]
    for section in report.edition.sections:
        parts.append(paragraph("LevelOne", section.heading))
        parts += [table_xml(section.table, report)] if section.table else paragraphs(report.text(section.text))
    if report.get("signature") == "yes":
        parts += signature(report.unit, report.text("date"))
    return "".join(parts)


def _in_utc(moment: datetime) -> datetime:
    """The moment as core properties count it; one without a time zone is taken for UTC."""
    return moment.astimezone(UTC) if moment.tzinfo else moment


@cache
def _template() -> bytes:
    """The parts of the template folder as a package, ready for python-docx."""
    folder = resources() / "word" / "template"
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for part in sorted(path for path in folder.rglob("*") if path.is_file()):
            package.writestr(part.relative_to(folder).as_posix(), part.read_bytes())
    return stream.getvalue()


def _repacked(stream: BytesIO) -> bytes:
    """The same package with fixed dates: python-docx stamps every part with the time of day."""
    packed = BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
