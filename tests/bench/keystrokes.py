"""A keystroke until it is painted: in a cell and in a text, with nothing and with everything beside the report.

Run by `make bench`, or by itself. The clerk types at her own pace: a key that comes while something that follows on a
timer is at work waits for it, and that is counted too. Beside every measurement a bare widget takes the same keys.
"""

import datetime
import gc
import itertools
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))

KEYS, WARM, LINKS = 300, 20, 20
PAUSE_MS = 40, 200  # between two keys: a quick hand, with every phase of what follows on a timer
TODAY = datetime.date(2025, 1, 10)
TEXT, DRAFT = "texts.overview", "texts.problems"
CELLS = ("applications.received.person", "applications.granted.person", "applications.carried_forward.person")

Keys = Iterator[Callable[[], object]]


def keystrokes(editions) -> None:
    """Median and 99th percentile, nothing open and everything open, beside a bare table and a bare text.

    Wall time is what the clerk waits; processor time of the window's thread tells the same on a busy machine.
    """
    from nianbao.gui.application import make_application
    from nianbao.gui.beside import RestingCollector

    collector = RestingCollector(make_application())
    print(f"每一键到重画，各 {KEYS} 键；机器的负载 {os.getloadavg()[0]:.1f}（要求第 99 百分位 ≤ 5 毫秒）", flush=True)
    for everything in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            window = _window(editions, Path(folder), everything=everything)
            for where, keys, bare in (
                ("表格", _cell_keys(window), _bare_table(window)),
                ("文字", _text_keys(window), _bare_text(window)),
            ):
                figures = [_told(kept) for kept in _typed(keys, bare)]
                opened = "各栏全开" if everything else "各栏不开"
                print(f"    {where}，{opened}：{figures[0]}；空的控件 {figures[1]}", flush=True)
            window.saver.flush()
            window.close()
            window.deleteLater()
            _rest(200)
            gc.collect()
    collector.stop()


def _told(kept: list[tuple[float, float]]) -> str:
    middle, worst = (
        [statistics.quantiles(one, n=100)[value - 1] for one in zip(*kept, strict=True)] for value in (50, 99)
    )
    return f"中位数 {middle[0]:.2f}，第 99 百分位 {worst[0]:.2f} 毫秒（处理器 {middle[1]:.2f}，{worst[1]:.2f}）"


def _typed(keys: Keys, bare: Keys) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Milliseconds from the moment a key was due until it was painted, wall and processor; the bare widget's too."""
    from PySide6.QtWidgets import QApplication

    app, chance = QApplication.instance(), random.Random(1)
    taken: tuple[list[tuple[float, float]], list[tuple[float, float]]] = ([], [])
    next(bare)
    for number in range(KEYS + WARM):
        for kept, hand, pause in ((taken[0], keys, chance.randrange(*PAUSE_MS)), (taken[1], bare, 0)):
            press = next(hand)
            due = time.perf_counter() + pause / 1000
            if pause:
                _rest(pause)
            began = time.thread_time()
            press()
            app.processEvents()
            if number >= WARM:  # what is made once when it is first needed
                kept.append(((time.perf_counter() - due) * 1000, (time.thread_time() - began) * 1000))
    return taken


def _rest(pause: int) -> None:
    """Let the event loop run for so many milliseconds, as it does between two keys."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    loop = QEventLoop()
    timer = QTimer(singleShot=True, timerType=Qt.TimerType.PreciseTimer, interval=pause)
    timer.timeout.connect(loop.quit)
    timer.start()
    loop.exec()


# the window


def _window(editions, folder: Path, *, everything: bool):
    """The program's window with a report full of figures, 3000 characters of text and 20 linked numbers."""
    from nianbao.files.document import Document, DocumentFile
    from nianbao.gui.application import make_application
    from nianbao.gui.window import Window

    make_application()
    this, last = _reports(editions)
    file = DocumentFile.over(folder / "今年.nianbao")
    file.write(Document(this, last))
    window = Window(lambda: editions, TODAY)
    window.show_start()
    window.resize(1366, 740)
    window.show()
    window.settle()
    window.open_file(file.path)
    _rest(300)
    for section in window.workspace._order:
        window.workspace.page(section)
    if everything:
        _open_everything(window)
    window.activateWindow()
    _rest(1500)
    return window


def _open_everything(window) -> None:
    """Every panel, and every window that may stay open beside the report."""
    from nianbao.gui.help.dock import CellHelp
    from nianbao.gui.notelist import NotesDialog
    from nianbao.gui.replacing import ReplaceDialog

    window.workspace.show_cell(CELLS[0])
    for action in (
        "viewing.toggle_last_year", "viewing.toggle_preview", "agenda.toggle", "help.open_help",
        "checking.show_check_sheet", "trend.show", "notes.show_all", "history.show", "zeroyear.show",
        "checking.show_bridge", "writing.replace_words",
    ):  # fmt: skip
        window.activateWindow()
        window.act(action)()
        _rest(100)
    for kind in (CellHelp, ReplaceDialog):
        assert window.findChildren(kind), kind
    window.findChild(ReplaceDialog).words.setText("公开")
    assert window.workspace.findChild(NotesDialog)


def _reports(editions):
    """This year's report and last year's; the second text is still last year's, the first has the links."""
    from checking import CHARACTERS, report_of, text_of

    from nianbao.core.links import Edit, edited, linking
    from nianbao.core.report import Report
    from nianbao.core.yearly import next_report

    last = report_of(editions, 2023)
    last = Report(
        editions, {**last.values, DRAFT: text_of(7)[:CHARACTERS], "note.applications.received.person": "备注"}
    )
    carried = next_report(last, 2024)
    values = {**report_of(editions, 2024).values, "unit.name": "示例县云溪镇人民政府", TEXT: text_of(0)}
    this = Report(editions, {**carried.values, **values, DRAFT: carried.values[DRAFT]}, carried.origins)
    names = [cell for row in ("received", "granted", "carried_forward") for cell in (f"applications.{row}.total",)]
    text = this.text(TEXT)
    ends = [place for place, letter in enumerate(text) if letter == "\n"]
    edits = [
        Edit(end, end, f"另计{words.new}件。", (words.links[0].moved(2),))
        for number, end in enumerate(ends[:: max(1, len(ends) // LINKS)][:LINKS])
        for words in (linking(this, names[number % len(names)], 0, 0),)
    ]
    return Report(editions, {**this.values, **edited(this, TEXT, edits)}, this.origins), last


# the keys


def _cell_keys(window) -> Keys:
    """Return behind a figure that was typed over the old one: the key that changes the report."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    for number in itertools.count():
        window.workspace.show_cell(CELLS[number % len(CELLS)])
        QTest.keyClick(QApplication.focusWidget(), str(number % 10))
        QApplication.processEvents()
        yield lambda: QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def _text_keys(window) -> Keys:
    """Letters, by keys and by an input method, in the middle of the text, at its beginning and at its end."""
    from PySide6.QtGui import QInputMethodEvent
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    window.workspace.show_cell(TEXT)
    prose = window.workspace.current_page().prose

    def commit(words: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(QApplication.focusWidget(), event)

    number = 0
    while True:
        length = len(prose.toPlainText())
        prose.put_cursor((length // 2, 5, length - 3)[number % 3])
        for letter in "查阅点更新7次，":
            number += 1
            if letter.isascii():
                yield lambda letter=letter: QTest.keyClick(QApplication.focusWidget(), letter)
            else:
                yield lambda letter=letter: commit(letter)


def _show_behind(bare, window) -> None:
    """The keys go to the program's window."""
    bare.resize(1100, 640)
    bare.show()
    window.activateWindow()
    _rest(100)


def _bare_table(window) -> Keys:
    from PySide6.QtGui import QStandardItemModel
    from PySide6.QtWidgets import QTableView

    form = window.workspace.page("applications").grid.form
    bare, items = QTableView(), QStandardItemModel(28, 10)
    bare.setModel(items)
    for place in form.table.places:
        if place.rows * place.columns > 1:
            bare.setSpan(place.row, place.column, place.rows, place.columns)
    _show_behind(bare, window)
    for number in itertools.count():
        yield lambda number=number: items.setData(items.index(3 + number % 20, 3 + number % 7), str(number))


def _bare_text(window) -> Keys:
    from PySide6.QtWidgets import QPlainTextEdit

    bare = QPlainTextEdit(window.editor.report.text(TEXT))
    _show_behind(bare, window)
    cursor = bare.textCursor()
    cursor.setPosition(len(bare.toPlainText()) // 2)
    while True:
        yield lambda: cursor.insertText("新")


if __name__ == "__main__":
    from nianbao.files.editions import load_editions

    keystrokes(load_editions())
