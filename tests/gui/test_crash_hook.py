"""Unexpected errors: the work is saved, the log has no word of the report, the clerk can go on or leave."""

import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from clerk import Open, click, during
from PySide6.QtCore import QtMsgType
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from nianbao.files.paths import log_file
from nianbao.gui import crash
from nianbao.gui.crash import CrashHook

PERSON = "applications.received.person"
SECRET = "示例县清水镇收到申请 4711 件"


def error_of(message: str) -> BaseException:
    try:
        raise ValueError(message)
    except ValueError as error:
        return error


@pytest.fixture
def hook(blank: Open, monkeypatch: pytest.MonkeyPatch) -> Iterator[CrashHook]:
    """The hook of the window, not installed: the tests call it as the interpreter would."""
    hook = CrashHook(blank.saver.flush, blank.window.close, blank.window)
    monkeypatch.setattr(sys, "stderr", None)  # as it is where there is no console
    yield hook
    hook.deleteLater()


def caught(hook: CrashHook, error: BaseException) -> None:
    hook.caught(type(error), error, error.__traceback__)


def button(box: QMessageBox, words: str) -> QPushButton:
    return next(button for button in box.findChildren(QPushButton) if button.text() == words)


def test_what_was_typed_is_on_disk_before_the_error_is_told(blank: Open, hook: CrashHook) -> None:
    blank.editor.submit("填写", {PERSON: 7})
    on_disk: list[object] = []

    def look(box: QMessageBox) -> None:
        on_disk.append(blank.on_disk().report.get(PERSON))
        assert "已填的内容都已保存" in box.text()

    during(QMessageBox, lambda: caught(hook, error_of("x")), look)
    assert on_disk == [7]


def test_work_that_cannot_be_saved_is_not_called_saved(blank: Open, hook: CrashHook, desk) -> None:
    blank.editor.submit("填写", {PERSON: 7})
    blank.path.parent.rename(blank.path.parent.with_name(f"{blank.path.parent.name} 拔出"))

    def look(box: QMessageBox) -> None:
        assert "没有存进文件" in box.text()

    during(QMessageBox, lambda: caught(hook, error_of("x")), look)
    assert blank.saver.is_kept


def test_neither_the_log_nor_the_details_have_a_word_of_the_report(hook: CrashHook) -> None:
    details: list[str] = []
    during(QMessageBox, lambda: caught(hook, error_of(SECRET)), lambda box: details.append(box.detailedText()))
    log = log_file().read_text(encoding="utf-8")
    for told in (*details, log):
        assert "builtins.ValueError" in told
        assert "test_crash_hook.py" in told
        assert "4711" not in told
        assert "清水" not in told


def test_the_details_can_be_copied_and_the_box_stays(hook: CrashHook) -> None:
    def copy(box: QMessageBox) -> None:
        click(button(box, "复制详细信息"))
        assert box.isVisible()
        assert QGuiApplication.clipboard().text() == box.detailedText()

    during(QMessageBox, lambda: caught(hook, error_of("x")), copy)


def test_the_program_goes_on(blank: Open, hook: CrashHook) -> None:
    during(QMessageBox, lambda: caught(hook, error_of("x")), lambda box: click(button(box, "继续使用")))
    assert blank.window.isVisible()
    blank.editor.submit("填写", {PERSON: 8})
    assert blank.wait_saved().report.get(PERSON) == 8


def test_the_program_can_be_closed_with_everything_saved(blank: Open, hook: CrashHook) -> None:
    blank.editor.submit("填写", {PERSON: 7})
    during(QMessageBox, lambda: caught(hook, error_of("x")), lambda box: click(button(box, "关闭程序")))
    assert not blank.window.isVisible()
    assert blank.on_disk().report.get(PERSON) == 7


def test_the_same_error_is_told_once_and_logged_once(hook: CrashHook, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in painting comes with every repaint."""
    told: list[str] = []
    monkeypatch.setattr(hook, "_tell", lambda details, _where, **_: told.append(details))
    error = error_of("x")
    for _ in range(50):
        caught(hook, error)
    assert len(told) == 1
    assert log_file().read_text(encoding="utf-8").count("builtins.ValueError") == 1


def test_an_error_while_one_is_told_opens_no_second_box(hook: CrashHook) -> None:
    def fail_again(box: QMessageBox) -> None:
        caught(hook, RuntimeError("y"))
        assert box.isVisible()

    during(QMessageBox, lambda: caught(hook, error_of("x")), fail_again)
    assert "builtins.RuntimeError" in log_file().read_text(encoding="utf-8")


def test_after_a_few_different_errors_the_rest_are_only_logged(
    hook: CrashHook, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(hook, "_tell", lambda details, _where, **_: told.append(details))
    for kind in (ValueError, KeyError, TypeError, RuntimeError, OSError):
        try:
            raise kind("x")
        except kind as error:
            caught(hook, error)
    assert len(told) == crash.MOST_TOLD
    assert "builtins.OSError" in log_file().read_text(encoding="utf-8")


def test_saving_that_is_broken_itself_is_survived(blank: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> bool:
        raise RuntimeError(SECRET)

    hook = CrashHook(broken, blank.window.close, blank.window)
    monkeypatch.setattr(sys, "stderr", None)

    def look(box: QMessageBox) -> None:
        assert "没有存进文件" in box.text()

    during(QMessageBox, lambda: caught(hook, error_of("x")), look)
    assert "builtins.RuntimeError" in log_file().read_text(encoding="utf-8")


def test_an_error_in_another_thread_is_told_in_the_windows(hook: CrashHook, qtbot: QtBot) -> None:
    def fail() -> None:
        hook._caught_beside(error_of(SECRET))

    def wait() -> None:
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: log_file().exists())

    during(QMessageBox, wait, lambda box: click(button(box, "继续使用")))
    assert "4711" not in log_file().read_text(encoding="utf-8")


def test_what_is_grave_for_qt_is_logged_without_chinese_and_saved_before_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    saved: list[bool] = []
    handle = crash._told_by_qt(lambda: saved.append(True) or True)
    handle(QtMsgType.QtWarningMsg, None, "only a warning")
    assert not log_file().exists()
    handle(QtMsgType.QtFatalMsg, None, f"ASSERT failed in {SECRET}")
    assert "ASSERT failed in" in log_file().read_text(encoding="utf-8")
    assert "清水" not in log_file().read_text(encoding="utf-8")
    assert saved == [True]


# as a process

RUN = """
import sys, threading
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from nianbao.gui import application, crash
from nianbao.gui.window import Window

def act():
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Window))
    if window.editor is None:
        QTimer.singleShot(20, act)
        return
    window.editor.submit("填写", {"applications.received.person": 977})
    QTimer.singleShot(600, QApplication.instance(), lambda: {DEED})

crash.CrashHook._tell = lambda self, details, where, *, saved: (print("told", saved, flush=True), window_close())
def window_close():
    QTimer.singleShot(0, QApplication.instance(), QApplication.closeAllWindows)
application.SETTLE_MS = 20
start = application.Window
def made(*arguments):
    QTimer.singleShot(50, act)
    return start(*arguments)
application.Window = made
sys.exit(application.run([Path(sys.argv[1])]))
"""


def run(blank: Open, deed: str) -> subprocess.CompletedProcess[str]:
    blank.window.show_start()
    command = [sys.executable, "-c", RUN.replace("{DEED}", deed), str(blank.path)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    "deed",
    ["1 / 0", "threading.Thread(target=lambda: 1 / 0).start()"],
)
def test_an_error_in_the_running_program_is_told_and_it_ends_as_it_should(blank: Open, deed: str) -> None:
    done = run(blank, deed)
    assert "told True" in done.stdout, done.stderr
    assert done.returncode == 0
    assert blank.on_disk().report.get(PERSON) == 977
    assert "builtins.ZeroDivisionError" in log_file().read_text(encoding="utf-8")
    assert list(log_file().parent.glob("crash-*.log")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows calls it by another name")
def test_a_process_that_dies_leaves_a_record_that_the_next_start_takes_into_the_log(blank: Open) -> None:
    done = run(blank, "__import__('ctypes').string_at(0)")
    assert done.returncode != 0
    assert blank.on_disk().report.get(PERSON) == 977, "what was typed a moment before is on disk"
    (record,) = log_file().parent.glob("crash-*.log")
    assert "Segmentation fault" in record.read_text()
    done = run(blank, "window_close()")
    assert done.returncode == 0, done.stderr
    assert "Segmentation fault" in log_file().read_text(encoding="utf-8")
    assert list(log_file().parent.glob("crash-*.log")) == []
