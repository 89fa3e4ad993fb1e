"""One version: program, command line, change log, tag, packages and their descriptions."""

import json
import re
import sqlite3
import tomllib
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import facts
import linux_packages
import pytest
import release
from elf import Needs
from windows_packages import version_resource

import nianbao
from nianbao.core.edition import Editions
from nianbao.core.sheet import Sheet
from nianbao.files import about, program
from nianbao.files.database import dump
from nianbao.files.records import Document
from nianbao.files.writers.export import WRITABLE, proven
from nianbao.files.writers.sheet import write_sheet
from nianbao.files.writers.sheet_word import write_sheet_word
from reports import filled

NOTHING = Needs((2, 28), Path("program"), ())


def test_the_version_stands_in_one_place_and_has_three_numbers():
    assert facts.version() == nianbao.__version__ == about.version()
    assert re.fullmatch(r"\d+\.\d+\.\d+", facts.version())
    project = tomllib.loads((facts.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in project["project"]
    assert project["tool"]["hatch"]["version"]["path"] == "desktop/nianbao/__init__.py"


def test_the_change_log_begins_with_this_version():
    assert facts.changes()[0] == facts.version()


def test_the_box_about_the_program_names_this_version():
    assert facts.version() in about.headline()


def test_the_debian_package_and_what_describes_it_name_this_version(tmp_path: Path):
    files = linux_packages.installed(tmp_path, NOTHING)
    described = ElementTree.fromstring(files[f"usr/share/metainfo/{facts.ID}.metainfo.xml"].content)
    assert [element.get("version") for element in described.iter("release")] == [facts.version()]
    assert linux_packages.deb_name(facts.version()).startswith(f"nianbao_{facts.version()}_")
    assert f"\nVersion: {facts.version()}\n" in linux_packages._control(facts.version(), NOTHING, files)
    assert f"-{facts.version()}-linux" in linux_packages.name()


def test_the_properties_of_the_windows_program_name_this_version():
    class Kept:
        def __init__(self, *values: object, **named: object) -> None:
            self.values, self.named = values, named

    names = (
        "VSVersionInfo",
        "FixedFileInfo",
        "StringFileInfo",
        "StringTable",
        "StringStruct",
        "VarFileInfo",
        "VarStruct",
    )
    made = eval(version_resource(facts.version()), dict.fromkeys(names, Kept))
    numbers = (*map(int, facts.version().split(".")), 0)
    assert made.named["ffi"].named["filevers"] == made.named["ffi"].named["prodvers"] == numbers
    (table,) = made.named["kids"][0].values[0]
    strings = dict(entry.values for entry in table.values[1])
    assert strings["FileVersion"] == strings["ProductVersion"] == facts.version()
    assert strings["ProductName"] == "年报"


def test_the_bill_of_materials_names_this_version():
    licences = pytest.importorskip("licences")
    made = json.loads(licences.sbom(()))
    assert made["metadata"]["component"]["version"] == facts.version()


# what the program writes


def named_in_office(data: bytes) -> list[str | None]:
    """What an Office file says of the program that wrote it: name with version, and version as XX.YYYY."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        root = ElementTree.fromstring(package.read("docProps/app.xml"))
        assert b'PartName="/docProps/app.xml"' in package.read("[Content_Types].xml")
        assert b"docProps/app.xml" in package.read("_rels/.rels")
    return [root.findtext(f"{{*}}{name}") for name in ("Application", "AppVersion")]


def named_in_pdf(data: bytes) -> str:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser

    (facts_of_it,) = PDFDocument(PDFParser(BytesIO(data))).info
    return facts_of_it["Subject"].decode()


def named_in(ending: str, data: bytes) -> str | None:
    if ending in (".docx", ".xlsx"):
        name, version = named_in_office(data)
        assert version == program.office_version(facts.version())
        return name
    if ending == ".pdf":
        return named_in_pdf(data)
    if ending == ".json":
        return json.loads(data)["program"]
    (found,) = re.findall(rb'<meta name="generator" content="([^"]*)">', data)
    return found.decode()


@pytest.mark.parametrize("ending", [ending for ending in WRITABLE if ending != ".txt"])  # a text has words only
def test_every_kind_of_file_names_the_program_and_this_version(ending: str, editions: Editions):
    data, _ = proven(filled(editions, "2021"), f"年报{ending}")
    assert named_in(ending, data) == f"nianbao {facts.version()}"


def test_a_word_file_on_a_template_of_others_names_our_program_and_not_theirs(editions: Editions):
    data, _ = proven(filled(editions, "2021"), "年报.docx", template=write_sheet_word(Sheet("样式", (), ())))
    assert named_in(".docx", data) == f"nianbao {facts.version()}"


def test_a_document_names_the_program_that_wrote_it_last(editions: Editions):
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(dump(Document(filled(editions, "2021"))))
        told = database.execute("SELECT value FROM fact WHERE name = 'program'").fetchall()
    assert told == [(f"nianbao {facts.version()}",)]


@pytest.mark.parametrize(("ending", "write"), [(".docx", write_sheet_word), (".pdf", write_sheet)])
def test_the_sheet_to_sign_names_the_program_and_this_version(ending: str, write: Callable[[Sheet], bytes]):
    assert named_in(ending, write(Sheet("核对单", ("一行",), ()))) == f"nianbao {facts.version()}"


@pytest.mark.parametrize(
    ("version", "shown"), [("0.1.0", "00.0100"), ("1.2.3", "01.0203"), ("12.34.56", "12.3456"), ("0.1.10", "00.0110")]
)
def test_office_files_write_a_version_with_two_and_four_digits(version: str, shown: str):
    assert program.office_version(version) == shown


# what stands against a release


def test_a_tag_of_another_version_is_not_released():
    assert any("v9.9.9" in sentence for sentence in release.disagreements("v9.9.9"))


def test_a_version_without_a_day_in_the_change_log_is_not_released(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(facts, "changes", lambda: (facts.version(), None))
    assert any("CHANGELOG" in sentence for sentence in release.disagreements(f"v{facts.version()}"))


def test_a_version_with_a_day_is_released_under_its_tag(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(facts, "changes", lambda: (facts.version(), date(2027, 1, 5)))
    assert list(release.disagreements(f"v{facts.version()}")) == []


@pytest.mark.parametrize(
    ("heading", "day"),
    [("0.2.0（2027年1月5日）", date(2027, 1, 5)), ("0.2.0 (2027-01-05)", date(2027, 1, 5)), ("0.2.0（未发布）", None)],
)
def test_the_day_of_a_release_is_read_from_the_change_log(
    heading: str, day: date | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "CHANGELOG.md").write_text(f"# 更新记录\n\n## {heading}\n\n- 一\n", encoding="utf-8")
    monkeypatch.setattr(facts, "ROOT", tmp_path)
    assert facts.changes() == ("0.2.0", day)


def test_the_moment_of_a_build_is_the_one_that_is_given(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    assert facts.moment() == 1764000000
    assert facts.day() in (datetime.fromtimestamp(1764000000, UTC).date(), facts.changes()[1])
