"""A whole installation passes its own test, a damaged one says so, and what a machine lacks is told."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import facts
import pytest
import start

from nianbao.files.writers.export import WRITABLE
from nianbao.gui.display import NO_SCREEN

# as a program of Windows without a console starts: pythonw, or the packaged one
MUTE = "import sys; sys.stdin = sys.stdout = sys.stderr = None; from nianbao.__main__ import main; sys.exit(main({}))"


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-X", "utf8", *map(str, command)],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env=kept | environment,
    )


# the self-test


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A copy of the program as it is installed, its resources within; returns the folder of the package."""
    folder = tmp_path / "nianbao"
    shutil.copytree(facts.ROOT / "desktop" / "nianbao", folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(facts.RESOURCES, folder / "resources")
    return folder


def self_test(installed: Path) -> subprocess.CompletedProcess[str]:
    return run("-m", "nianbao", "--self-test", PYTHONPATH=str(installed.parent), QT_QPA_PLATFORM="offscreen")


def test_a_whole_installation_passes_with_a_line_for_each_step(installed: Path):
    told = self_test(installed)
    assert told.returncode == 0, told.stdout + told.stderr
    steps = [line.split("：")[0] for line in told.stdout.splitlines()]
    assert [step for step in steps if not step.startswith("通过　")] == []
    exports = [f"通过　导出 {ending} 并读回核对" for ending in WRITABLE]
    assert [step for step in steps if step in exports] == exports
    for word in ("打开窗口", "导入", "键盘", "检查", "保存", "比较", "预览"):
        assert any(word in step for step in steps), word


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize(
    ("pattern", "damage", "step"),
    [
        ("editions/2021.toml", cut_in_half, "读取官方表样"),
        ("icons/nianbao.svg", emptied, "显示图标"),
        ("icons/nianbao-32.png", emptied, "显示图标"),
        ("samples/*.xlsx", cut_in_half, "导入上年样例"),
        ("samples/*.xlsx", Path.unlink, "导入上年样例"),
        ("word/template/word/styles.xml", cut_in_half, "导出 .docx 并读回核对"),
        ("pages/report.typ", emptied, "导出 .pdf 并读回核对"),
    ],
)
def test_a_damaged_installation_fails_at_the_step_that_needs_what_is_damaged(pattern, damage, step, installed: Path):
    (damaged,) = (installed / "resources").glob(pattern)
    damage(damaged)
    told = self_test(installed)
    assert told.returncode == 1, told.stdout + told.stderr
    *before, last = told.stdout.splitlines()
    assert last.startswith(f"失败　{step}：")
    assert all(line.startswith("通过　") for line in before)
    assert "Traceback" not in told.stderr


# no console


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--self-test"], 0),
        (["--quit-when-shown"], 0),
        (["--help"], 0),
        (["--nonsense"], 2),
        (["check", "没有.xlsx"], 2),
    ],
)
def test_a_program_without_a_console_does_what_it_does_with_one(arguments: list[str], status: int):
    told = run("-c", MUTE.format(arguments), QT_QPA_PLATFORM="offscreen")
    assert (told.returncode, told.stdout) == (status, ""), told.stderr


def test_an_unexpected_error_without_a_console_is_logged_and_does_not_end_the_program(tmp_path: Path):
    script = """
import sys, threading
sys.stdin = sys.stdout = sys.stderr = None
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QApplication
from nianbao.gui.crash import CrashHook
app = QApplication([])
hook = CrashHook(lambda: True, lambda: None)
hook._tell = lambda *told, **more: None
hook.install()
hook.settle()
QTimer.singleShot(0, lambda: 1 / 0)
QTimer.singleShot(1, lambda: qWarning("Qt complains"))
QTimer.singleShot(2, lambda: app.exit(7))
code = app.exec()
hook.remove()
sys.exit(code)
"""
    places = {"XDG_STATE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path), "HOME": str(tmp_path)}
    told = run("-c", script, QT_QPA_PLATFORM="offscreen", **places)
    assert told.returncode == 7, told.stderr
    (log,) = tmp_path.rglob("nianbao.log")
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


# a machine that will not do


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="for Linux")
@pytest.mark.parametrize(
    "screen", [{}, {"DISPLAY": ":4711"}, {"WAYLAND_DISPLAY": "wayland-4711"}], ids=["none", "X11", "Wayland"]
)
def test_a_screen_that_is_not_there_or_does_not_answer_is_told_with_a_remedy(screen: dict[str, str], tmp_path: Path):
    told = run("-m", "nianbao", QT_QPA_PLATFORM="", XDG_RUNTIME_DIR=str(tmp_path), **screen)
    assert told.returncode == 2
    assert told.stderr == f"{NO_SCREEN}\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="for Linux")
def test_the_self_test_fails_where_the_screen_does_not_answer():
    assert run("-m", "nianbao", "--self-test", QT_QPA_PLATFORM="", DISPLAY=":4711").returncode == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="for Linux")
def test_what_the_window_system_needs_and_does_not_find_is_told():
    told = run("-m", "nianbao", QT_QPA_PLATFORM="gone")
    assert told.returncode == 2
    assert "libxcb-cursor0" in told.stderr
    assert told.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("version", "old"),
    [((6, 1, 7601), True), ((10, 0, 17134), True), ((10, 0, 17763), False), ((10, 0, 22631), False)],
)
def test_a_windows_that_is_too_old_for_the_libraries_is_known_by_its_number(version: tuple[int, ...], old: bool):
    assert start.is_too_old(version) is old


def test_a_library_of_the_system_that_is_missing_is_named():
    error = ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
    assert "libEGL.so.1" in start.what_is_missing(error)


@pytest.mark.parametrize("words", ["No module named 'nianbao.gui'", "DLL load failed while importing QtCore"])
def test_a_part_of_the_program_that_is_missing_leads_to_the_checksums(words: str):
    assert "校验码" in start.what_is_missing(ImportError(words))


def test_what_is_told_at_the_start_goes_to_the_console_if_there_is_one(capsys: pytest.CaptureFixture[str]):
    assert start.tell(start.TOO_OLD) == 2
    assert capsys.readouterr().err == f"{start.TOO_OLD}\n"
