"""One window a document: a second start on the same file brings the first window forward, without any socket."""

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from clerk import Open
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nianbao.core.edition import Editions
from nianbao.files.document import Document, DocumentFile
from nianbao.files.paths import open_folder
from nianbao.gui import instance
from nianbao.gui.instance import Claim, bring_forward, hold, is_elsewhere
from reports import filled

HOLDER = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from nianbao.gui.instance import Claim
app = QCoreApplication([])
claim = Claim.take(Path(sys.argv[1]))
claim.wanted.connect(lambda: (print("wanted", flush=True), QTimer.singleShot(0, app.quit)))
print("ready", flush=True)
app.exec()
"""


@pytest.fixture
def path(tmp_path: Path, editions: Editions) -> Path:
    path = tmp_path / "另一份.nianbao"
    DocumentFile(path).write(Document(filled(editions, "2021")))
    return path


@pytest.fixture
def other_process(path: Path):
    """Another program that has the document open."""
    started = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    yield started
    started.kill()
    started.wait()
    started.stdout.close()


def test_a_document_that_another_program_has_brings_that_one_forward(other_process, path: Path) -> None:
    assert Claim.take(path) is None
    assert bring_forward(path)
    assert other_process.stdout.readline() == "wanted\n"
    assert other_process.wait(timeout=10) == 0


def test_a_second_start_ends_once_the_first_window_has_come_forward(other_process, path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "nianbao", str(path)], timeout=60, check=False)
    assert done.returncode == 0
    assert other_process.stdout.readline() == "wanted\n"


def test_a_program_that_was_killed_leaves_no_claim_behind(other_process, path: Path, qtbot: QtBot) -> None:
    other_process.kill()
    other_process.wait()
    claim = Claim.take(path)
    assert claim is not None
    claim.release()


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no program can be halted here")
def test_a_program_that_does_not_answer_keeps_nobody_from_opening(
    other_process, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "PATIENCE_MS", 200)
    other_process.send_signal(signal.SIGSTOP)
    assert not bring_forward(path)
    assert list(open_folder().glob("*.wanted")) == []


def test_the_window_that_is_asked_for_comes_to_the_front(blank: Open, qtbot: QtBot) -> None:
    blank.window.showMinimized()
    answered: list[bool] = []
    asking = threading.Thread(target=lambda: answered.append(bring_forward(blank.path)))
    asking.start()
    qtbot.waitUntil(lambda: answered == [True], timeout=5000)
    asking.join()
    assert not blank.window.isMinimized()
    assert QApplication.activeWindow() is blank.window


def test_opening_a_report_that_another_program_has_is_told_and_leaves_this_window_as_it_is(
    blank: Open, other_process, path: Path
) -> None:
    blank.window.open_file(path)
    assert blank.saver.file.path == blank.path
    assert "已经在另一个窗口里打开" in blank.window.status.currentMessage()


def test_a_window_may_open_its_own_document_again(blank: Open) -> None:
    assert not is_elsewhere(blank.window, blank.path)
    blank.window.open_file(blank.path)
    assert Claim.take(blank.path) is None


def test_closing_the_report_lets_others_have_it(blank: Open, qtbot: QtBot) -> None:
    assert Claim.take(blank.path) is None
    blank.window.show_start()
    claim = Claim.take(blank.path)
    assert claim is not None
    claim.release()


def test_what_is_saved_as_another_file_is_claimed_there(blank: Open, desk, tmp_path: Path, qtbot: QtBot) -> None:
    target = tmp_path / "副本.nianbao"
    desk.targets = [target]
    blank.window.save_as()
    assert Claim.take(target) is None
    free = Claim.take(blank.path)
    assert free is not None
    free.release()


def test_where_the_state_folder_takes_nothing_every_start_opens(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_bytes(b"a file, not a folder")
    monkeypatch.setattr(instance, "open_folder", lambda: blocked / "open")
    one, two = QWidget(), QWidget()
    qtbot.addWidget(one)
    qtbot.addWidget(two)
    hold(one, path)
    assert not is_elsewhere(two, path)
    assert not bring_forward(path)
