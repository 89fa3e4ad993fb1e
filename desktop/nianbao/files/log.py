"""The log of unexpected errors: what went wrong in the program and where in it, never what stands in a report."""

import contextlib
import datetime
import re
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from nianbao.files import atomic
from nianbao.files.errors import UserError
from nianbao.files.paths import log_file

MOST_BYTES = 200_000
STALE_SECONDS = 2 * 24 * 3600  # an empty record of crashes this old belongs to no program that still runs
_MOST_FRAMES = 60
_END = b"\n\n"
_CRASHES = "crash-*.log"
_FILE = re.compile(r'File "([^"]*)"')  # how the interpreter names a place in the code when the process dies


def described(error: BaseException) -> str:
    """The kinds of an error and of those behind it, with the places in the code that they came through.

    Without their messages: a message may quote a figure or a sentence of the report, and the clerk may send this on.
    """
    return "\n".join(_described(error))


def _described(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    behind: BaseException | None = error
    while behind is not None and id(behind) not in seen:
        seen.add(id(behind))
        kind = type(behind)
        number = getattr(behind, "winerror", None) or getattr(behind, "errno", None)
        told = f" {number}" if isinstance(behind, OSError) and isinstance(number, int) else ""
        yield f"{kind.__module__}.{kind.__qualname__}{told}"
        for frame in traceback.extract_tb(behind.__traceback__)[-_MOST_FRAMES:]:
            yield f"  {_short(frame.filename)}:{frame.lineno} {frame.name}"
        behind = behind.__cause__ or behind.__context__


def _short(name: str) -> str:
    """The last parts of a file's place: the rest of it may name the user."""
    return "/".join(re.split(r"[/\\]", name)[-3:])


def log_defect(details: str) -> str:
    """Add a defect to the log; returns where it lies, in words, or nothing when it cannot be kept."""
    entry = (
        f"{datetime.datetime.now().isoformat(timespec='seconds')}\n{details.strip()}".encode(errors="replace") + _END
    )
    with contextlib.suppress(OSError, UserError):
        file = log_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        before = atomic.read_bytes(file) if file.exists() else b""
        atomic.write(file, _bounded(before + entry))
        return f"日志在 {file}"
    return ""


def _bounded(log: bytes) -> bytes:
    """As many of the last entries as the log may hold."""
    if len(log) <= MOST_BYTES:
        return log
    kept = log[-MOST_BYTES:]
    return kept[kept.find(_END) + len(_END) :] if _END in kept else kept


def record_of_crashes(process: int) -> BinaryIO | None:
    """An open file for what the interpreter says when the whole process dies; None when the place takes nothing."""
    try:
        return atomic.held_open(_record(process))
    except OSError:
        return None


def drop_record(process: int) -> None:
    """Take the record away: the program ends as it should."""
    with contextlib.suppress(OSError, UserError):
        atomic.remove(_record(process))


def take_records(process: int) -> int:
    """Move what died programs have left behind into the log; returns how many crashes there were."""
    found = 0
    with contextlib.suppress(OSError, UserError):
        for file in sorted(log_file().parent.glob(_CRASHES)):
            if file == _record(process):
                continue
            told = file.read_bytes()[:MOST_BYTES]
            if told.strip():
                log_defect(_FILE.sub(lambda named: f'File "{_short(named[1])}"', told.decode(errors="replace")))
                found += 1
            if told.strip() or time.time() - file.stat().st_mtime > STALE_SECONDS:
                atomic.remove(file)
    return found


def _record(process: int) -> Path:
    return log_file().with_name(_CRASHES.replace("*", str(process)))
