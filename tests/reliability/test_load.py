"""A long session: memory and file stay as they were, and so does the time that a change and a saving take.

The bounded version of `soak.py`, which does 100,000 edits and undoes 10,000 of them.
"""

import datetime
import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from soak import HOURS, Session

from effort import calls
from nianbao.core.following import propose
from nianbao.files.database import dump
from nianbao.files.document import Document, DocumentFile
from nianbao.files.editions import load_editions
from nianbao.files.records import MOST_STATES
from nianbao.gui import editor as editing
from reports import filled

EDITIONS = load_editions()


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session with so few steps to undo that it is full early, on a disk that need not be waited for."""
    if QCoreApplication.instance() is None:
        QApplication([])
    monkeypatch.setattr(editing, "MOST_STEPS", 300)
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    session = Session(tmp_path)
    yield session
    session.saver.retire()


ALONE = """
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from nianbao.gui import editor
from soak import Session
editor.MOST_STEPS = 300
os.fsync = lambda descriptor: None
app = QCoreApplication([])
session = Session(Path(sys.argv[1]))
measures = [session.work(600), session.work(900)]
print(json.dumps([session.editor.stack.count(), *((m.megabytes, m.kilobytes) for m in measures)]))
session.saver.retire()
"""


def test_memory_and_file_do_not_grow_once_the_session_is_under_way(tmp_path: Path) -> None:
    """In a process of its own: what other tests leave behind is not to be measured."""
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": f"{here.parent}{os.pathsep}{here}"}
    command = [sys.executable, "-c", ALONE, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    steps, before, after = json.loads(done.stdout)
    assert steps == 300
    assert after[0] - before[0] < 6
    assert after[1] < 400


def objects() -> int:
    """How many things Python keeps."""
    gc.collect()
    return len(gc.get_objects())


def test_undoing_as_far_as_it_goes_and_back_leaves_the_report_as_it_was(session: Session) -> None:
    session.work(350)
    before, index = session.editor.report, session.editor.stack.index()
    assert session.undo(10_000) == 300
    assert session.editor.report == before
    assert session.editor.stack.index() == index
    assert DocumentFile(session.path).read(EDITIONS).report == before


def test_hours_of_waiting_write_nothing_and_take_nothing(session: Session) -> None:
    session.work(50)
    session.save()
    before, things = session.path.read_bytes(), objects()
    assert session.wait(HOURS) == 0
    assert session.path.read_bytes() == before
    assert objects() - things < 100


def test_hours_with_the_stick_out_take_nothing_either(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every two seconds it is tried again, which goes wrong every time; the work is copied once, not each time."""
    session.work(20)
    session.editor.submit("填写", {"year": 2023})
    away = session.path.parent.rename(session.path.parent.with_name(f"{session.path.parent.name} 拔出"))
    kept: list[bytes] = []
    monkeypatch.setattr("nianbao.files.recovery.keep", lambda _document, data, _session: kept.append(data) or Path())
    for _ in range(100):
        assert not session.saver.flush()
    things = objects()
    for _ in range(400):
        assert not session.saver.flush()
    assert objects() - things < 100
    assert len(kept) == 1
    away.rename(session.path.parent)
    assert session.saver.flush()


def full_document() -> Document:
    """As much history and as many states as a document may have."""
    document, at = Document(filled(EDITIONS, "2021"), filled(EDITIONS, "2019")), datetime.datetime(2025, 1, 6, 9)
    cells = [c.id for c in document.report.edition.table_cells if not c.is_total and c.kind == "count"]
    for number in range(3000):
        at += datetime.timedelta(seconds=30)
        change = propose(document.report, "填写", {cells[number % len(cells)]: number})
        document = document.after(document.report.apply(change), change, at)
        if number % 100 == 0:
            document = document.with_state(f"导出 {number}.docx", at)
    return document


def test_a_full_document_stays_small_and_is_not_packed_anew_each_time() -> None:
    document = full_document()
    assert document.count == 3000
    assert len(document.states) == MOST_STATES
    assert len(dump(document)) < 500_000
    assert calls(lambda: dump(document)) < 60_000, (
        "some 34 000 with the older steps packed; each unpacked step adds to it"
    )
