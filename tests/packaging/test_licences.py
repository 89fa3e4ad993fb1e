"""Versions and licences of what others wrote: for the box about the program, the packages and the bill of materials."""

import json
import re
from pathlib import Path

import facts
import licences
import pytest

from nianbao.files import about, paths
from nianbao.files.about import Component

ORDER = [Component("lxml", "6.1", "BSD-3-Clause", "Redistribution…"), Component("Qt", "6.9", "LGPL-3.0-only", "")]


def test_everything_that_the_program_is_built_with_has_a_name_a_version_and_a_licence():
    found = {one.name.lower(): one for one in about.components()}
    assert {"lxml", "python-docx", "pdfminer.six", "python-calamine"} <= set(found)
    assert "pytest" not in found, "tools of the developers are no part of the program"
    assert [one.name for one in found.values() if not (one.version and one.licence)] == []


def test_the_texts_of_licences_come_from_the_installed_distributions():
    texts = {one.name: one.text for one in about.components()}
    assert "Permission is hereby granted" in texts["python-docx"]


def test_a_package_shows_the_list_that_it_brings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "licences"
    folder.mkdir()
    (folder / "Qt.txt").write_text("GNU LESSER GENERAL PUBLIC LICENSE\n", encoding="utf-8")
    listed = [{"name": "Qt", "version": "6.9.3", "licence": "LGPL-3.0-only", "file": "Qt.txt"},
              {"name": "ICU", "version": "", "licence": "Unicode-3.0", "file": ""}]  # fmt: skip
    (folder / about.LIST).write_text(json.dumps(listed), encoding="utf-8")
    monkeypatch.setattr(about, "resources", lambda: tmp_path)
    assert about.components() == (
        Component("ICU", "", "Unicode-3.0", ""),
        Component("Qt", "6.9.3", "LGPL-3.0-only", "GNU LESSER GENERAL PUBLIC LICENSE\n"),
    )


def test_what_was_collected_is_what_the_program_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    internal = tmp_path / "_internal"
    internal.mkdir()
    monkeypatch.setattr(licences, "_everything", lambda *_: iter(ORDER))
    found = licences.collect(tmp_path, set())
    monkeypatch.setattr(about, "resources", lambda: internal / "nianbao" / "resources")
    assert [one.name for one in about.components()] == [one.name for one in found] == ["lxml", "Qt"]
    assert about.components()[0].text == "Redistribution…\n"


def test_the_text_for_qt_holds_both_licences_and_where_its_source_is():
    text = licences._qt_text()
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "GNU GENERAL PUBLIC LICENSE" in text
    assert "download.qt.io" in text


def test_what_is_installed_but_was_not_frozen_is_not_listed():
    lxml = next(one for one in about.installed() if one.metadata["Name"] == "lxml")
    assert licences._is_in(lxml, {"lxml"})
    assert not licences._is_in(lxml, {"docx"})


def test_the_bill_of_materials_is_the_same_again_and_names_everything_once():
    first = licences.sbom(ORDER)
    assert first == licences.sbom(ORDER)
    made = json.loads(first)
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.5")
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", made["serialNumber"])
    references = [entry["bom-ref"] for entry in made["components"]]
    assert references[1] == "pkg:generic/qt@6.9"
    assert references[0].startswith("pkg:pypi/lxml@")
    assert made["dependencies"][0]["dependsOn"] == references
    assert len(set(references)) == len(references)


def test_a_compiled_distribution_brings_what_it_is_made_of():
    calamine = next(one for one in about.components() if one.name == "python-calamine")
    entry = licences._entry(calamine)
    assert "calamine" in {part["name"] for part in entry["components"]}


def test_every_pinned_version_is_one_that_the_project_allows():
    packaging = pytest.importorskip("packaging.requirements")
    import tomllib

    project = tomllib.loads((facts.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        packaging.Requirement(line) for line in (*project["dependencies"], *project["optional-dependencies"]["package"])
    ]
    pinned = dict(
        line.split("==")
        for line in (facts.PACKAGING / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
    plain = {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pinned.items()}
    for requirement in wanted:
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        assert requirement.specifier.contains(plain[name]), requirement


def test_resources_of_a_checkout_hold_no_list_so_that_it_cannot_grow_old():
    assert not (paths.resources() / "licences").exists()
