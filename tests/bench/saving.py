"""Saving with fsync after every change: how long it takes beside the window, and how much of it the window feels."""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from PySide6.QtWidgets import QApplication

from nianbao.files.database import dump
from nianbao.files.document import Document, DocumentFile
from nianbao.files.editions import load_editions
from nianbao.gui.editor import Editor
from nianbao.gui.saving import Saver
from reports import filled

ROUNDS = 300
PERSON = "applications.received.person"


def main() -> None:
    """Change a figure and save it, over and over."""
    app = QApplication([])
    editions = load_editions()
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as folder:
        file = DocumentFile(Path(folder) / "年报.nianbao")
        file.write(Document(filled(editions, "2021"), filled(editions, "2019")))
        document = file.read(editions)
        editor = Editor(document.report, document.base)
        saver = Saver(editor, document, file)
        keys, felt, written, packed = [], [], [], []
        for number in range(ROUNDS):
            began = time.perf_counter()
            editor.submit("填写 本年新收 自然人", {PERSON: number})
            keys.append(time.perf_counter() - began)
            began = time.perf_counter()
            saver._begin()
            started = time.perf_counter()
            assert saver._writing is not None
            saver._writing.wait()
            done = time.perf_counter()
            saver._look_whether_done()
            felt.append(time.perf_counter() - done + started - began)
            written.append(done - started)
            began = time.perf_counter()
            dump(saver.document)
            packed.append(time.perf_counter() - began)
    told("修改一格（含检查）", keys)
    told("保存，窗口里的部分", felt)
    told("保存，旁边的部分（含 fsync）", written)
    told("其中打包", packed)
    share = median(felt) / (median(keys) + median(felt))
    sys.stdout.write(f"保存占一次修改的 {share:.0%}\n")
    app.quit()


def told(words: str, times: list[float]) -> None:
    """Median and 99th percentile in milliseconds."""
    sys.stdout.write(
        f"{words}：中位 {median(times) * 1e3:.2f} 毫秒，99% {quantiles(times, n=100)[98] * 1e3:.2f} 毫秒\n"
    )


if __name__ == "__main__":
    main()
