"""What is different on Windows, tried here: names, code pages, line ends, files held open, no console."""

import ast
import errno
import ntpath
import os
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

import facts
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData

import nianbao
from nianbao.__main__ import main
from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.core.values import Value
from nianbao.files import settings
from nianbao.files.database import dump
from nianbao.files.document import Document, DocumentFile
from nianbao.files.errors import UserError
from nianbao.files.paths import file_name
from nianbao.files.readers.read import read_bytes_as
from nianbao.files.writers.export import proven
from nianbao.gui.grid.clipboard import from_mime
from reports import filled, without

PACKAGE = Path(nianbao.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))
DEEPEST = 150  # characters below the folder of the program: a Windows path has 260


# names


def project_files() -> Iterator[PureWindowsPath]:
    for top in ("desktop", "resources", "packaging", "tests", "docs", ".github"):
        for path in (facts.ROOT / top).rglob("*"):
            if "__pycache__" not in path.parts:
                yield PureWindowsPath(path.relative_to(facts.ROOT).as_posix())


def is_reserved(name: str) -> bool:
    if sys.version_info >= (3, 13):
        return ntpath.isreserved(name)
    return PureWindowsPath(name).is_reserved()


def test_the_project_can_be_checked_out_on_windows():
    paths = list(project_files())
    assert len(paths) > 100
    assert [path for path in paths for part in path.parts if not fits_windows(part)] == []
    lower = [str(path).lower() for path in paths]
    assert sorted({path for path in lower if lower.count(path) > 1}) == [], "the same but for small and capital letters"
    assert [path for path in paths if len(str(path)) > DEEPEST] == []


def fits_windows(name: str) -> bool:
    return not set(name) & set('\\/:*?"<>|') and name == name.rstrip(" .") and not is_reserved(name)


@given(st.text(max_size=60))
def test_every_name_that_the_program_proposes_fits_windows(words: str):
    for ending in (".nianbao", ".docx"):
        name = file_name(words) + ending
        assert fits_windows(name)
        assert not any(ord(letter) < 32 for letter in name)


@pytest.mark.parametrize("words", ["CON", "com1.年报", "NUL ", "aux。", "LPT²", "prn.2024"])
def test_a_unit_named_like_a_device_of_windows_gets_a_name_that_can_be_opened(words: str):
    assert fits_windows(file_name(words) + ".nianbao")


# what only one system has


def test_nothing_is_imported_at_the_top_that_windows_lacks():
    lacking = {"fcntl", "grp", "posix", "pwd", "pty", "readline", "resource", "syslog", "termios", "winreg", "msvcrt"}
    found = [
        f"{path.name}:{node.lineno}"
        for path in SOURCES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom) and lacking & names(node)
    ]
    assert found == []


def names(node: ast.Import | ast.ImportFrom) -> set[str]:
    return {node.module or ""} if isinstance(node, ast.ImportFrom) else {alias.name for alias in node.names}


def test_no_call_is_made_that_windows_lacks():
    elsewhere = {("atomic.py", "chown")}  # where rights are kept, which is asked first
    lacking = {
        "chown",
        "fork",
        "getuid",
        "geteuid",
        "getpwnam",
        "mkfifo",
        "setsid",
        "killpg",
        "O_DIRECTORY",
        "SIGKILL",
        "uname",
    }
    found = [
        f"{path.name}:{node.lineno} {node.attr}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in lacking and (path.name, node.attr) not in elsewhere
    ]
    assert found == []


def test_no_date_is_formatted_in_a_way_that_depends_on_the_system():
    formats = [
        (path.name, argument.value)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "strftime"
        for argument in node.args
        if isinstance(argument, ast.Constant)
    ]
    assert [one for one in formats if not one[1].isascii() or "%-" in one[1] or "%#" in one[1]] == []


def test_no_place_of_one_system_is_written_into_the_code():
    places = ("/tmp", "/usr/", "/etc/", "/home/", "C:\\", "~/")
    found = [
        f"{path.name}:{node.lineno} {node.value}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(places)
    ]
    assert found == []


# code pages


def program(
    *arguments: str | Path, options: tuple[str, ...] = (), **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """The program as a process of its own, which takes its encodings from its surroundings."""
    command = [sys.executable, *options, "-m", "nianbao", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, env=os.environ | environment)


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".html", ".txt", ".json", ".nianbao"])
def test_no_file_is_read_or_written_in_the_encoding_of_the_machine(ending: str, sample: Path, tmp_path: Path):
    strict = ("-X", "warn_default_encoding", "-W", "error::EncodingWarning")
    made = program("convert", sample, tmp_path / f"年报{ending}", options=strict)
    assert made.returncode == 0, made.stderr.decode()
    assert (tmp_path / f"年报{ending}").is_file()


@pytest.mark.parametrize("code_page", ["gbk", "gb18030", "cp437", "ascii"])
def test_messages_come_out_in_the_code_page_of_any_console(code_page: str, tmp_path: Path):
    told = program("check", tmp_path / "没有.xlsx", PYTHONIOENCODING=code_page)
    assert told.returncode == 2
    assert b"Traceback" not in told.stderr
    if code_page.startswith("gb"):
        assert "找不到文件" in told.stderr.decode(code_page)


def test_a_machine_set_to_no_language_gives_the_same_files(sample: Path, tmp_path: Path):
    bare = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert program("convert", sample, tmp_path / "年报一.json").returncode == 0
    assert program("convert", sample, tmp_path / "年报二.json", **bare).returncode == 0
    assert (tmp_path / "年报一.json").read_bytes() == (tmp_path / "年报二.json").read_bytes()


# line ends


def figures(report: Report) -> dict[str, Value | None]:
    return {cell.id: report.get(cell.id) for cell in report.edition.table_cells}


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
@pytest.mark.parametrize("ending", [".txt", ".html", ".json", ".md"])
def test_a_file_that_passed_through_a_windows_editor_reads_the_same(ending: str, end: bytes, editions: Editions):
    report = filled(editions, "2021")
    data, _ = proven(report, f"年报{ending.replace('.md', '.txt')}")
    edited = b"\xef\xbb\xbf" + data.replace(b"\r\n", b"\n").replace(b"\n", end)
    again = read_bytes_as(f"年报{ending}", edited, editions).report(editions)
    assert figures(again) == figures(report)


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("ending", [".txt", ".html"])
def test_a_file_that_an_editor_of_windows_saved_in_its_own_encoding_reads_the_same(
    ending: str, encoding: str, editions: Editions
):
    report = filled(editions, "2021")
    words = proven(report, f"年报{ending}")[0].decode("utf-8-sig").replace('<meta charset="utf-8">', "")
    again = read_bytes_as(f"年报{ending}", words.encode(encoding, "xmlcharrefreplace"), editions).report(editions)
    assert figures(again) == figures(report)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_what_is_pasted_from_a_program_of_windows_falls_into_the_same_cells(end: str):
    pasted = QMimeData()
    pasted.setText(end.join(("1\t2", "\t4", "")))
    assert from_mime(pasted) == [["1", "2"], ["", "4"]]


# files that another program holds


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to replace a file that Word holds open: ERROR_SHARING_VIOLATION, which Python tells as EACCES."""

    def refuse(self: Path, target: Path) -> Path:
        error = PermissionError(errno.EACCES, "the process cannot access the file", str(target))
        error.winerror = 32
        raise error

    monkeypatch.setattr(Path, "replace", refuse)


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".nianbao"])
def test_a_target_that_cannot_be_replaced_is_told_in_a_sentence_and_nothing_is_left(
    ending: str, sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    target = tmp_path / f"年报{ending}"
    assert main(["convert", str(sample), str(target)]) == 2
    told = capsys.readouterr().err
    assert "正在被 Word、WPS 或别的程序打开" in told
    assert "Traceback" not in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("held")
def test_a_report_whose_file_is_held_keeps_its_changes_and_the_old_file(editions: Editions, tmp_path: Path):
    path = tmp_path / "年报.nianbao"
    path.write_bytes(before := dump(Document(filled(editions, "2021"))))
    file = DocumentFile(path)
    document = file.read(editions)
    with pytest.raises(UserError, match="正在被 Word、WPS 或别的程序打开"):
        file.write(Document(without(document.report, "proactive.fees.amount")))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.usefixtures("held")
def test_settings_that_another_program_holds_disturb_nobody():
    settings.store("scale", 1.25)
    assert settings.load("scale", 1.0) == 1.0


def test_a_source_that_another_program_holds_is_told_in_a_sentence(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    opened = Path.open

    def refuse(self: Path, *how: object, **more: object) -> object:
        if self.name == sample.name:
            error = PermissionError(errno.EACCES, "the process cannot access the file", str(self))
            error.winerror = 32
            raise error
        return opened(self, *how, **more)

    monkeypatch.setattr(Path, "open", refuse)
    assert main(["convert", str(sample), str(tmp_path / "年报.json")]) == 2
    assert "请关闭打开它的程序" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "place", ["Z:\\年报\\2024.nianbao", "\\\\server\\share\\2024.nianbao", "D:2024.nianbao", "\x00"]
)
def test_a_recent_file_on_a_drive_that_is_gone_is_left_out(place: str):
    settings.store(settings.RECENT, [place])
    assert settings.recent_files() == []


def test_a_drive_that_does_not_answer_does_not_stop_the_start_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    kept = tmp_path / "2024.nianbao"
    kept.write_bytes(b"")
    settings.remember(kept)

    def gone(self: Path) -> bool:
        raise OSError(errno.EIO, "the device is not ready")

    monkeypatch.setattr(Path, "is_file", gone)
    assert settings.recent_files() == []


# a program without a console, and one that was packaged


def surroundings() -> None:
    runpy.run_path(str(facts.PACKAGING / "surroundings.py"))


def test_a_program_without_a_console_can_say_what_nobody_hears(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["--version"]) == 0
    assert [stream.write("听不见") for stream in (sys.stdout, sys.stderr)] == [3, 3]
    assert main(["--nonsense"]) == 2


@pytest.mark.parametrize("before", [None, "/opt/theirs"])
def test_programs_started_by_the_packaged_one_find_the_libraries_of_the_system(
    before: str | None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/usr/lib/nianbao/_internal")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    if before:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    surroundings()
    assert os.environ.get("LD_LIBRARY_PATH") == before
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="for Linux")
@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({"QT_IM_MODULE": "fcitx"}, "ibus"),
        ({"QT_IM_MODULE": "fcitx5", "XMODIFIERS": "@im=fcitx"}, "ibus"),
        ({"XMODIFIERS": "@im=fcitx"}, "ibus"),
        ({"QT_IM_MODULES": "wayland;fcitx"}, "ibus"),
        ({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"}, "ibus"),
        ({"QT_IM_MODULE": "compose"}, "compose"),
        ({}, None),
    ],
)
def test_chinese_can_be_typed_where_fcitx_is_the_input_method(
    given: dict[str, str], asked: str | None, monkeypatch: pytest.MonkeyPatch
):
    for name in ("QT_IM_MODULE", "QT_IM_MODULES", "XMODIFIERS", "IBUS_USE_PORTAL"):
        monkeypatch.setenv(name, given.get(name, ""))  # so that it is put back
        if name not in given:
            monkeypatch.delenv(name)
    surroundings()
    assert os.environ.get("QT_IM_MODULE") == asked
    assert ("IBUS_USE_PORTAL" in os.environ) is (asked == "ibus" and given.get("QT_IM_MODULE") != "ibus")
