"""The packages for Windows, as far as they can be made on another system."""

import re
import shutil
import zipfile
from pathlib import Path

import facts
import pytest
import windows_packages


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Something in the shape of the frozen program."""
    folder = tmp_path / "nianbao"
    (folder / "_internal" / "nianbao").mkdir(parents=True)
    for name in ("nianbao.exe", "nianbao-console.exe", "_internal/python311.dll"):
        (folder / name).write_bytes(b"MZ")
    return folder


def test_the_portable_package_is_the_same_again(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(facts, "DIST", tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    first = windows_packages.portable(program).read_bytes()
    (program / "nianbao.exe").touch()
    assert windows_packages.portable(program).read_bytes() == first


def test_the_portable_package_holds_one_folder_with_instructions(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(facts, "DIST", tmp_path)
    with zipfile.ZipFile(windows_packages.portable(program)) as archive:
        names = archive.namelist()
        words = archive.read(f"nianbao-{facts.version()}/使用说明.txt")
    assert {name.split("/")[0] for name in names} == {f"nianbao-{facts.version()}"}
    assert f"nianbao-{facts.version()}/_internal/python311.dll" in names
    assert words.startswith(b"\xef\xbb\xbf")  # or Notepad of older systems shows it in the wrong code page
    assert b"\r\r\n" not in words
    assert words.count(b"\r\n") == words.count(b"\n") > 3


@pytest.mark.skipif(not shutil.which("makensis"), reason="no NSIS here")
def test_the_installer_compiles(program: Path, tmp_path: Path):
    windows_packages._lay_out(program)
    target = tmp_path / "nianbao-x64.exe"
    windows_packages.compile_installer(program, target)
    assert target.read_bytes().startswith(b"MZ")


def script() -> str:
    return (facts.PACKAGING / "windows" / "nianbao.nsi").read_text(encoding="utf-8")


def test_the_installer_asks_for_no_administrator_and_writes_for_this_user_only():
    assert "RequestExecutionLevel user" in script()
    assert "HKLM" not in script()
    assert "$PROGRAMFILES" not in script()
    assert 'InstallDir "$LOCALAPPDATA\\Programs\\nianbao"' in script()


def test_the_installer_notices_a_damaged_download_and_a_system_that_is_too_old():
    assert "CRCCheck force" in script()
    assert "AtLeastWin10" in script()
    assert "RunningX64" in script()


def test_uninstalling_removes_its_own_files_by_name_and_never_a_whole_folder_that_may_hold_reports():
    removing = script().partition("Section Uninstall")[2]
    assert re.findall(r"RMDir /r (.*)", removing) == [r'"$INSTDIR\_internal"']
    assert "$LOCALAPPDATA\\nianbao" not in re.sub(r"(?m);.*$", "", script())
    put_there = {"nianbao.exe", "nianbao-console.exe", "document.ico", "uninstall.exe", "LICENSE.txt", "使用说明.txt"}
    assert set(re.findall(r'Delete "\$INSTDIR\\([^"]+)"', removing)) == put_there


def test_what_the_installer_registers_it_also_takes_back():
    installing, removing = script().split("Section Uninstall")
    registered = {
        key.split("\\shell")[0].split("\\DefaultIcon")[0] for key in re.findall(r'HKCU "([^"]+)"', installing)
    }
    taken_back = set(re.findall(r'DeleteRegKey HKCU "([^"]+)"', removing))
    assert registered - {"${KEY}"} == taken_back - {"${KEY}"}
    assert "${KEY}" in taken_back
    assert set(re.findall(r'CreateShortcut "([^"]+)"', installing)) == set(
        re.findall(r'Delete "(\$(?:SMP|DESK)[^"]+)"', removing)
    )


def test_the_installed_program_and_its_longest_file_stay_within_the_length_of_a_windows_path():
    longest = "C:\\Users\\" + "名" * 20 + "\\AppData\\Local\\Programs\\nianbao\\_internal\\nianbao\\"
    for path in (facts.RESOURCES).rglob("*"):
        assert len(longest) + len(str(path.relative_to(facts.ROOT))) < 200, path
