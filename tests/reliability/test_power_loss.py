"""Power loss and failing disks while a file is written: the old state or the new one, never anything else."""

import errno
import os
import tempfile
from pathlib import Path

import pytest
from disk import Content, Disk, recorded

from nianbao.core.edition import Editions
from nianbao.files import atomic
from nianbao.files.document import Document, DocumentFile, load_document
from nianbao.files.errors import UserError
from reports import filled, with_values

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs the files of a process by number")

OLD, NEW = b"the state before" * 300, b"the state after" * 500
NAME = "年报.nianbao"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "U盘" / NAME
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def test_wherever_the_power_fails_the_file_holds_the_state_before_or_after(target: Path):
    with recorded(target.parent) as recorder:
        atomic.write(target, NEW)
    assert len(recorder.states) >= 5, "made, written, synced, renamed, folder synced"
    outcomes = {outcome for disk in recorder.states for outcome in disk.outcomes(NAME)}
    assert outcomes == {OLD, NEW}
    assert set(recorder.disk.outcomes(NAME)) == {NEW}, "once it returns, the new state is certain"


def test_a_new_file_is_there_whole_or_not_at_all(tmp_path: Path):
    with recorded(tmp_path) as recorder:
        atomic.write_new(tmp_path / NAME, NEW)
    assert {outcome for disk in recorder.states for outcome in disk.outcomes(NAME)} == {None, NEW}


def test_a_document_opens_as_before_or_after_wherever_the_power_fails(tmp_path: Path, editions: Editions):
    file = DocumentFile(tmp_path / NAME)
    file.write(Document(filled(editions, "2021")))
    after = with_values(filled(editions, "2021"), {"applications.received.person": 977})
    with recorded(tmp_path) as recorder:
        file.write(Document(after))
    opened = {
        load_document(outcome, NAME, editions).report.number("applications.received.person")
        for disk in recorder.states
        for outcome in disk.outcomes(NAME)
        if outcome is not None
    }
    assert opened == {filled(editions, "2021").number("applications.received.person"), 977}


def _careless(path: Path, data: bytes, *, sync: bool, rename: bool) -> None:
    """How it must not be done: without forcing the bytes to the disk, or into the file itself."""
    if not rename:
        with path.open("wb") as file:
            file.write(data)
            os.fsync(file.fileno())
        return
    descriptor, name = tempfile.mkstemp(suffix=".tmp", dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        if sync:
            file.flush()
            os.fsync(file.fileno())
    os.replace(name, path)  # noqa: PTH105


@pytest.mark.parametrize(("sync", "rename"), [(False, True), (True, False)])
def test_the_disk_of_this_test_catches_a_careless_writer(target: Path, *, sync: bool, rename: bool):
    with recorded(target.parent) as recorder:
        _careless(target, NEW, sync=sync, rename=rename)
    outcomes = {outcome for disk in recorder.states for outcome in disk.outcomes(NAME)}
    assert outcomes - {OLD, NEW}, "something between the two states may be found"


def test_a_renaming_that_was_not_synced_may_be_lost():
    disk = Disk((Content(OLD, OLD), Content(NEW, NEW)), {NAME: 1}, {NAME: 0})
    assert set(disk.outcomes(NAME)) == {OLD, NEW}


# a system that fails at one step, every step in turn

STEPS = ("tempfile.mkstemp", "os.fdopen", "os.fsync", "os.chmod", "os.replace")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.ESTALE, errno.EACCES])
def test_a_fault_at_any_step_is_told_and_the_state_before_stays(
    target: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
):
    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(step, fail)
    if step == "os.chmod":
        monkeypatch.setattr("pathlib.Path.chmod", fail)
    with pytest.raises(UserError) as told:
        atomic.write(target, NEW)
    monkeypatch.undo()
    assert told.value.remedy.startswith("请")
    assert target.read_bytes() == OLD
    assert [path.name for path in target.parent.iterdir()] == [NAME]


@pytest.mark.parametrize("fails", range(1, 4))
def test_a_disk_that_fills_up_while_the_bytes_go_out_leaves_the_state_before(
    target: Path, monkeypatch: pytest.MonkeyPatch, fails: int
):
    """The system takes some of the bytes and then no more."""
    opened, count = os.fdopen, [0]

    def open_small(descriptor: int, mode: str):
        file = opened(descriptor, mode, buffering=0)

        class Small:
            def __enter__(self):
                return self

            def __exit__(self, *_):
                file.close()

            def write(self, data: bytes) -> int:
                for start in range(0, len(data), 2000):
                    count[0] += 1
                    if count[0] >= fails:
                        raise OSError(errno.ENOSPC, "full")
                    file.write(data[start : start + 2000])
                return len(data)

            def flush(self) -> None:
                file.flush()

            def fileno(self) -> int:
                return file.fileno()

        return Small()

    monkeypatch.setattr(os, "fdopen", open_small)
    with pytest.raises(UserError, match="磁盘已满"):
        atomic.write(target, NEW)
    assert target.read_bytes() == OLD
    assert [path.name for path in target.parent.iterdir()] == [NAME]
