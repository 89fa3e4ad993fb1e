"""One version: program, command line, change log, tag, packages and their descriptions."""

import json
import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import facts
import linux_packages
import pytest
import release
from elf import Needs
from windows_packages import version_resource

import nianbao
from nianbao.files import about

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
