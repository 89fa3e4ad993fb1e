"""What is fuzzed: every reader, the document file, what is pasted, style templates and settings."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from random import Random

from mutate import damaged, damaged_document, damaged_package

import forms
from nianbao.core.checks import check
from nianbao.core.following import propose
from nianbao.core.values import Value
from nianbao.core.yearly import start_year
from nianbao.files.atomic import read_bytes
from nianbao.files.database import dump, load_document, salvage
from nianbao.files.document import start_next
from nianbao.files.editions import load_editions
from nianbao.files.errors import UserError
from nianbao.files.layouts import layout_of, template_of
from nianbao.files.packing import BROKEN, clean
from nianbao.files.paths import settings_file
from nianbao.files.readers.read import read_bytes_as
from nianbao.files.records import Document
from nianbao.files.settings import load, recent_files, store
from nianbao.files.writers.export import proven
from nianbao.files.writers.layout import PRESETS
from reports import filled

EDITIONS = load_editions()
DOCUMENTS = Path(__file__).parent.parent / "documents"
FILLED, EMPTY = filled(EDITIONS, "2021"), start_year(EDITIONS, 2024)
SETTINGS = json.dumps(
    {
        "recent": ["/tmp/今年.nianbao", "C:\\年报.nianbao"],
        "layouts": {FILLED.unit: asdict(PRESETS[-1])},
        "templates": {FILLED.unit: "/tmp/省里的.docx"},
        "scale": 1.25,
        "appearance": "dark",
        "window": "AdnQywADAAA=",
    }
).encode()
Injure = Callable[[bytes, list[bytes], Random], bytes]


@dataclass(frozen=True)
class Target:
    """One kind of input: good examples, how they are injured, and what is done with the result."""

    name: str
    seeds: list[bytes]
    injure: Injure
    use: Callable[[bytes], str]


def refusal(refused: UserError) -> str:
    """A refusal is a sentence with a remedy."""
    if not refused.sentence.endswith("。") or not refused.remedy:
        raise ValueError("no sentence, or no remedy") from refused
    return "refused"


def use_reader(ending: str) -> Callable[[bytes], str]:
    """Read the bytes as a file of this ending; what is not refused with a sentence must be a report to work with."""

    def use(data: bytes) -> str:
        try:
            proposal = read_bytes_as(f"上年{ending}", data, EDITIONS)
        except UserError as refused:
            return refusal(refused)
        report = proposal.report(EDITIONS)
        check(report)
        again = load_document(dump(start_next(report, 2030)), "年报.nianbao", EDITIONS)
        assert again.base is not None
        assert again.base.values == {cell: kept(value) for cell, value in report.values.items()}
        return "read"

    return use


def kept(value: Value) -> Value:
    """A value as a file holds it: half a character becomes a mark."""
    return clean(value) if isinstance(value, str) else value


class Desktop:
    """A table and a text in a window without a screen, to paste into."""

    def __init__(self) -> None:
        from PySide6.QtGui import QGuiApplication

        from nianbao.gui.application import make_application
        from nianbao.gui.editor import Editor
        from nianbao.gui.sections.table import TablePage
        from nianbao.gui.sections.text import TextPage

        self.app = make_application()
        self.clipboard = QGuiApplication.clipboard()
        self.editor = Editor(EMPTY)
        sections = self.editor.report.edition.sections
        self.table = TablePage(self.editor, next(section for section in sections if section.table))
        self.text = TextPage(self.editor, next(section for section in sections if not section.table))

    def paste(self, data: bytes, *, html: bool) -> str:
        """Put the bytes on the clipboard, as a web page or as plain text, and paste them; undone, all is as before."""
        from PySide6.QtCore import QMimeData

        words = data.decode(errors="replace")
        for paste in (self.table.grid.paste, lambda: self.text.prose.insertFromMimeData(self.clipboard.mimeData())):
            mime = QMimeData()
            mime.setHtml(words) if html else mime.setText(words)
            self.clipboard.setMimeData(mime)
            paste()
        load_document(dump(Document(self.editor.report)), "年报.nianbao", EDITIONS)
        steps = self.editor.stack.count()
        for _ in range(steps):
            self.editor.undo()
        assert self.editor.report == EMPTY
        self.editor.stack.clear()
        return f"{steps} pasted"


def use_template(data: bytes) -> str:
    """Write the report in the styles of the bytes, a Word file of the province's."""
    try:
        proven(FILLED, "年报.docx", template=data)
    except UserError as refused:
        return refusal(refused)
    return "written"


def use_settings(data: bytes) -> str:
    """Begin with the bytes as the settings file."""
    from nianbao.gui.appearance import LARGEST, SMALLEST, scale

    file = settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    recent_files()
    proven(EMPTY, "年报.html", layout_of(FILLED.unit))
    try:
        template = template_of(FILLED.unit)
        if template is not None:
            read_bytes(template, 100)
    except UserError as refused:
        return refusal(refused)
    assert SMALLEST <= scale() <= LARGEST
    store("fonts_told", "x")
    assert load("fonts_told", "") == "x"
    return "read"


def use_document(data: bytes) -> str:
    """Open the bytes as a document; what opens must be complete, and come back the same."""
    rest = salvage(data, EDITIONS)
    if rest is not None:
        check(rest.report, rest.base)
        dump(rest)
    try:
        document = load_document(data, "年报.nianbao", EDITIONS)
    except UserError as refused:
        return refusal(refused)
    check(document.report, document.base)
    for kept in (*document.states, *document.past):
        try:
            kept.report(EDITIONS) if hasattr(kept, "report") else kept.entries()
        except BROKEN:
            return "damaged piece"
    assert load_document(dump(document), "年报.nianbao", EDITIONS).report.values == document.report.values
    return "read"


def busy_document() -> Document:
    """A document with every kind of row in it."""
    document = replace(start_next(filled(EDITIONS, "2019")), report=filled(EDITIONS, "2021"), sealed="2026-01-12")
    for number in range(1200):
        change = propose(document.report, "填写", {"applications.received.person": number, "year": 2000 + number % 50})
        document = document.after(document.report.apply(change), change, datetime(2026, 1, 12, 9, number % 60))
    report = replace(document.report, reasons={"C-04 b=30/2": "机构合并。"})
    document = replace(document, report=report).with_state("送审前", datetime(2026, 1, 12))
    return document.with_export("年报.docx", "00" * 32, "11" * 32, datetime(2026, 1, 12))


def _stored(*endings: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted(DOCUMENTS.rglob("*")) if path.suffix in endings]


def targets() -> dict[str, Target]:
    """Every target by its name."""
    report = filled(EDITIONS, "2021")
    sheets = forms.one_sheet(report)
    made = {
        ending: proven(report, f"年报{ending}")[0] for ending in (".docx", ".xlsx", ".html", ".txt", ".json", ".pdf")
    }
    small = [data for data in _stored(".pdf") if len(data) < 200_000]
    kinds: list[tuple[str, list[bytes], Injure]] = [
        (".xlsx", [made[".xlsx"], *_stored(".xlsx")], damaged_package),
        (".xls", [forms.xls(sheets), *_stored(".xls")], damaged),
        (".ods", [forms.ods(sheets), *_stored(".ods")], damaged_package),
        (".docx", [made[".docx"], forms.docx(report), *_stored(".docx")], damaged_package),
        (".html", [made[".html"], forms.html(report).encode()], damaged),
        (".txt", [made[".txt"], forms.lines(report, "\t").encode("gbk"), forms.lines(report, "|").encode()], damaged),
        (".json", [made[".json"]], damaged),
        (".pdf", small or [made[".pdf"]], damaged),
    ]
    found = {ending: Target(ending, seeds, injure, use_reader(ending)) for ending, seeds, injure in kinds}
    stored = _stored(".nianbao")
    table = forms.html(report).encode()
    tabbed = forms.lines(report, "\t").encode()
    desktop = cache(Desktop)
    found |= {
        ".md": Target(".md", [forms.lines(report, "|").encode(), tabbed], damaged, use_reader(".md")),
        ".clip-html": Target(".clip-html", [table], damaged, lambda data: desktop().paste(data, html=True)),
        ".clip-text": Target(".clip-text", [tabbed], damaged, lambda data: desktop().paste(data, html=False)),
        ".template": Target(".template", [made[".docx"], *_stored(".docx")], damaged_package, use_template),
        ".settings": Target(".settings", [SETTINGS], damaged, use_settings),
    }
    found[".nianbao"] = Target(".nianbao", [dump(busy_document()), *stored], _of_document, use_document)
    return found


def _of_document(data: bytes, others: list[bytes], random: Random) -> bytes:
    return damaged(data, others, random) if data in _stored(".nianbao") else damaged_document(data, others, random)
