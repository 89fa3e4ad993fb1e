"""The program as a process: it opens, it leaves, and it can test itself on the machine it was installed on."""

import subprocess
import sys
from pathlib import Path

from nianbao.core.edition import Editions
from nianbao.files.document import Document, DocumentFile
from reports import filled


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", "-m", "nianbao", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)


def test_the_window_opens_and_leaves_once_it_is_painted() -> None:
    done = run("--quit-when-shown")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Traceback" not in done.stderr


def test_a_report_named_on_the_command_line_is_opened_and_left_as_it_was(tmp_path: Path, editions: Editions) -> None:
    path = tmp_path / "今年.nianbao"
    DocumentFile(path).write(Document(filled(editions, "2021")))
    before = path.read_bytes()
    done = run(str(path), "--quit-when-shown")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == before


def test_the_self_test_passes_and_says_what_it_did() -> None:
    done = run("--self-test")
    assert done.returncode == 0, done.stdout
    lines = done.stdout.splitlines()
    assert len(lines) >= 9
    assert all(line.startswith("通过") for line in lines)


COUNTING = """
import enum, sys
made = []
make = enum.EnumType.__call__
def counted(cls, *arguments, **named):
    made.append(1) if arguments and isinstance(arguments[0], str) and len(arguments) > 1 else None
    return make(cls, *arguments, **named)
enum.EnumType.__call__ = counted
from nianbao.__main__ import main
main(sys.argv[1:])
print(len(made))
"""


def test_the_enumerations_of_qt_are_not_made_before_the_first_paint() -> None:
    """They are made by the hundred as soon as one of them is named: a tenth of the time that the clerk waits."""
    command = [sys.executable, "-c", COUNTING, "--quit-when-painted"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=True)
    assert 0 < int(done.stdout) < 120
