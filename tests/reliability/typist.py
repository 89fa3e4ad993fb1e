"""A clerk who types without rest, in processes of their own that are killed at any moment.

The modules are loaded once; each trial is a fork, so that hundreds of them take seconds. Run as a program with the
folder, the number of trials, the mode and the longest life of a trial in milliseconds; prints one line of JSON a trial.
"""

import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path

from nianbao.core.checks import check
from nianbao.files.document import Document, DocumentFile
from nianbao.files.editions import load_editions
from reports import filled

PERSON = "applications.received.person"
TEXT = "texts.overview"
SECOND = 1.3  # and what one writing may take where twelve of them share two processors
TOGETHER = {"flushing": 4, "typing": 12}  # trials at the same time


def flushing(path: Path, told: int) -> None:
    """Type a number and write it at once, over and over: the kill mostly hits the writing."""
    from PySide6.QtCore import QCoreApplication

    from nianbao.gui.editor import Editor
    from nianbao.gui.saving import Saver

    app = QCoreApplication([])
    editor, saver = open_document(path, Editor, Saver)
    for number in range(1, 10**6):
        tell(told, "typed", number)
        editor.submit("填写", {PERSON: number, TEXT: f"第 {number} 次。" * (number % 50)})
        if saver.flush():
            tell(told, "saved", number)
    app.quit()


def typing(path: Path, told: int) -> None:
    """Type a number every 10 ms and leave the writing to the timers, as in the window."""
    from PySide6.QtCore import QCoreApplication, QTimer

    from nianbao.gui.editor import Editor
    from nianbao.gui.saving import Saver

    app = QCoreApplication([])
    editor, _saver = open_document(path, Editor, Saver)
    numbers = iter(range(1, 10**6))

    def type_next() -> None:
        number = next(numbers)
        editor.submit("填写", {PERSON: number})
        tell(told, "typed", number)

    timer = QTimer(interval=10)
    timer.timeout.connect(type_next)
    timer.start()
    app.exec()


def open_document(path: Path, make_editor, make_saver):
    file = DocumentFile(path)
    document = file.read(EDITIONS)
    editor = make_editor(document.report)
    return editor, make_saver(editor, document, file)


def tell(told: int, what: str, number: int) -> None:
    os.write(told, f"{time.monotonic()} {what} {number}\n".encode())


MODES = {"flushing": flushing, "typing": typing}


class Trial:
    """One process that types and is killed."""

    def __init__(self, folder: Path, number: int, mode: str, life: float) -> None:
        self.path = folder / f"{number}.nianbao"
        DocumentFile(self.path).write(DOCUMENT)
        reader, writer = os.pipe()
        self._read = reader
        self.process = os.fork()
        if self.process == 0:
            os.close(reader)
            try:
                MODES[mode](self.path, writer)
            finally:
                os._exit(1)
        os.close(writer)
        select.select([reader], [], [], 20)  # until it types
        self.kill_at = time.monotonic() + random.uniform(0, life)

    def end(self) -> dict[str, object]:
        """Kill it at its hour, and look at what it left."""
        told = b""
        while (left := self.kill_at - time.monotonic()) > 0:
            if select.select([self._read], [], [], left)[0]:
                told += os.read(self._read, 1 << 20)
        os.kill(self.process, signal.SIGKILL)
        killed = time.monotonic()
        os.waitpid(self.process, 0)
        while more := os.read(self._read, 1 << 20):
            told += more
        os.close(self._read)
        return self._judged(told, killed)

    def _judged(self, told: bytes, killed: float) -> dict[str, object]:
        lines = [line.split() for line in told.decode().splitlines()]
        typed = [(float(at), int(number)) for at, what, number in lines if what == "typed"]
        saved = [int(number) for _, what, number in lines if what == "saved"]
        document = DocumentFile(self.path).read(EDITIONS)
        return {
            "found": document.report.number(PERSON) if document.history else 0,
            "typed": typed[-1][1] if typed else 0,
            "saved": saved[-1] if saved else 0,
            "second_ago": max((number for at, number in typed if at < killed - SECOND), default=0),
            "left": sorted(p.name for p in self.path.parent.iterdir() if p.name.startswith(f".{self.path.stem}.")),
        }


EDITIONS = load_editions()
DOCUMENT = Document(filled(EDITIONS, "2021"))


def main() -> None:
    """Run the trials."""
    import PySide6.QtGui  # noqa: F401  loaded once, before the forks; no application exists yet

    import nianbao.gui.editor
    import nianbao.gui.saving  # noqa: F401

    check(DOCUMENT.report, None)  # what is made once is made before the forks
    folder, count, mode, life = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], float(sys.argv[4]) / 1000
    random.seed(int(sys.argv[5]) if len(sys.argv) > 5 else 1)
    together = TOGETHER[mode]
    for first in range(0, count, together):
        trials = [Trial(folder, number, mode, life) for number in range(first, min(count, first + together))]
        for trial in sorted(trials, key=lambda trial: trial.kill_at):
            sys.stdout.write(f"{json.dumps(trial.end())}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
