"""A long session in a short time: edits without end, undoing, hours of waiting. Prints memory and file size.

soak.py [EDITS]      100,000 if not said; a few minutes
"""

import gc
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

from PySide6.QtCore import QCoreApplication

from nianbao.files.document import Document, DocumentFile
from nianbao.files.editions import load_editions
from nianbao.gui.editor import Editor
from nianbao.gui.saving import AGAIN_MS, Saver
from reports import filled

EDITIONS = load_editions()
HOURS = 8
TEXT = "texts.overview"


def memory() -> float:
    """What the process takes now, in megabytes; 0 where that cannot be told."""
    gc.collect()
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@dataclass
class Measure:
    """One look at the session."""

    edits: int
    megabytes: float
    kilobytes: float
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.edits:7} 次修改：内存 {self.megabytes:.1f} MB，文件 {self.kilobytes:.0f} KB，{self.seconds:.0f} 秒"
        )


class Session:
    """A document that is worked on; it is written as often as the timers would."""

    def __init__(self, folder: Path, each: int = 20) -> None:
        self.path = folder / "年报.nianbao"
        DocumentFile(self.path).write(Document(filled(EDITIONS, "2021")))
        file = DocumentFile(self.path)
        document = file.read(EDITIONS)
        self.editor = Editor(document.report)
        self.saver = Saver(self.editor, document, file)
        self.random, self.each, self.edits = Random(1), each, 0
        self.began = time.monotonic()
        self._cells = [c.id for c in document.report.edition.table_cells if not c.is_total and c.kind == "count"]

    def work(self, edits: int) -> Measure:
        """So many edits: two figures, then a word of a text."""
        for _ in range(edits):
            self.edits += 1
            if self.edits % 3:
                cell = self.random.choice(self._cells)
                self.editor.submit(f"填写 {cell}", {cell: self.random.randrange(10**6)})
            else:
                text = self.editor.report.text(TEXT)
                at = self.random.randrange(len(text))
                word = "".join(self.random.choice("公开信息依申请答复按季度更新目录") for _ in range(6))
                self.editor.submit("编辑", {TEXT: f"{text[:at]}{word}{text[at + 6 :]}"}, merge=f"{self.edits // 9}")
            if self.edits % self.each == 0:
                self.save()
        return self.measure()

    def save(self) -> None:
        """What the timers do, and wait for it."""
        assert self.saver.flush()
        QCoreApplication.processEvents()

    def undo(self, steps: int) -> int:
        """So many steps back and forth again; how many there were."""
        done = 0
        while done < steps and self.editor.stack.canUndo():
            self.editor.undo()
            done += 1
            if done % self.each == 0:
                self.save()
        for _ in range(done):
            self.editor.redo()
        self.save()
        return done

    def wait(self, hours: float) -> int:
        """Nothing is typed for hours: every timer fires as often as it would. How often the file was written."""
        before = self.path.stat().st_mtime_ns
        written = 0
        for _ in range(int(hours * 3_600_000 / AGAIN_MS)):
            self.saver._begin()
            if self.path.stat().st_mtime_ns != before:
                before, written = self.path.stat().st_mtime_ns, written + 1
        return written

    def measure(self) -> Measure:
        """Memory, file and time now."""
        return Measure(self.edits, memory(), self.path.stat().st_size / 1024, time.monotonic() - self.began)


def main() -> int:
    """The whole session, told line by line."""
    edits = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    app = QCoreApplication([])
    with tempfile.TemporaryDirectory() as folder:
        session = Session(Path(folder))
        for _ in range(10):
            _tell(str(session.work(edits // 10)))
        _tell(f"撤销并重做 {session.undo(10_000)} 步：{session.measure()}")
        _tell(f"空闲 {HOURS} 小时写盘 {session.wait(HOURS)} 次：{session.measure()}")
        again = DocumentFile(session.path).read(EDITIONS)
        same = "一致" if again.report == session.editor.report else "不一致"
        _tell(f"重新打开{same}，历史 {again.count} 条，更早的 {again.forgotten} 条已清理")
    app.quit()
    return 0


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
