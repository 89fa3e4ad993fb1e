"""The log of unexpected errors: what went wrong in the program, never what stands in a report."""

import contextlib
import datetime
from pathlib import Path

from nianbao.files import atomic
from nianbao.files.errors import UserError
from nianbao.files.paths import log_file

MOST_BYTES = 200_000


def log_defect(details: str) -> str:
    """Add a defect to the log; returns where it lies, in words, or nothing when it cannot be kept."""
    file: Path = log_file()
    entry = f"{datetime.datetime.now().isoformat(timespec='seconds')}\n{details}\n".encode(errors="backslashreplace")
    with contextlib.suppress(OSError, UserError):
        file.parent.mkdir(parents=True, exist_ok=True)
        before = atomic.read_bytes(file)[-MOST_BYTES:] if file.exists() else b""
        atomic.write(file, before + entry)
        return f"日志在 {file}"
    return ""
