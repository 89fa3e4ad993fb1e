"""Recovery copies: work that could not be written to its own place is kept in the program's state folder meanwhile."""

import contextlib
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

from nianbao.files import atomic
from nianbao.files.errors import UserError
from nianbao.files.paths import file_name, log_file, recovery_folder, settings_file

OLD_SECONDS = 60  # a temporary file this old belongs to no saving that is still going on
_PLACE = "place.txt"
_LONGEST_NAME = 40  # letters of the document's name in that of a copy; its place stands in a file beside it


@dataclass(frozen=True, slots=True)
class Copy:
    """A recovery copy: where it lies, the document that it belongs to, and when it was kept (seconds since 1970)."""

    path: Path
    document: Path
    kept: float


def keep(document: Path, data: bytes, session: str) -> Path | None:
    """Keep the document's bytes apart from their own place; None when even that is impossible.

    A session of work has one copy, which a later one replaces. Copies of other sessions are left alone.
    """
    folder = recovery_folder() / key_of(document)
    with contextlib.suppress(OSError, UserError):
        folder.mkdir(parents=True, exist_ok=True)
        atomic.write(folder / _PLACE, _absolute(document).encode("utf-8", "surrogatepass"))
        target = folder / f"{file_name(document.stem)[:_LONGEST_NAME]} {session}.nianbao"
        atomic.write(target, data)
        return target
    return None


def copies_of(document: Path) -> list[Copy]:
    """The recovery copies of a document, newest first."""
    return _newest(_copies_in(recovery_folder() / key_of(document)))


def copies() -> list[Copy]:
    """Every recovery copy, newest first."""
    found: list[Copy] = []
    with contextlib.suppress(OSError):
        for folder in recovery_folder().iterdir():
            found += _copies_in(folder)
    return _newest(found)


def _copies_in(folder: Path) -> list[Copy]:
    found = []
    with contextlib.suppress(OSError, ValueError):
        place = Path((folder / _PLACE).read_bytes().decode("utf-8", "surrogatepass"))
        for path in folder.iterdir():
            if path.name != _PLACE and path.suffix != ".tmp":
                found.append(Copy(path, place, path.stat().st_mtime))
    return found


def _newest(found: list[Copy]) -> list[Copy]:
    return sorted(found, key=lambda copy: copy.kept, reverse=True)


def discard(path: Path) -> None:
    """Drop a recovery copy for good, and its folder with the last one."""
    with contextlib.suppress(OSError, UserError):
        atomic.remove(path)
        if not _copies_in(path.parent):
            atomic.remove(path.parent)


def sweep(file: Path) -> None:
    """Take away what a crash while a file, or a folder of this name, was written has left beside it."""
    with contextlib.suppress(OSError, RuntimeError, UserError):
        place = file.resolve()
        for left in place.parent.glob(f".{_escaped(place.name[:40])}.*.tmp"):
            _remove_old(left)


def sweep_own() -> None:
    """Take away what crashes have left in the program's own folders: half a setting, half a log, half a copy."""
    for file in (settings_file(), log_file()):
        sweep(file)
    with contextlib.suppress(OSError, UserError):
        for folder in recovery_folder().iterdir():
            for left in folder.glob(".*.tmp"):
                _remove_old(left)
            if {path.name for path in folder.iterdir()} == {_PLACE}:  # the copy was never finished
                _remove_old(folder / _PLACE)
                folder.rmdir()


def _remove_old(left: Path) -> None:
    if time.time() - left.stat().st_mtime > OLD_SECONDS:
        atomic.remove(left)


def key_of(document: Path) -> str:
    """A short name that stands for the place of a document: names and paths are never made from each other."""
    place = _absolute(document).encode("utf-8", "surrogatepass")
    return f"{zlib.crc32(place):08x}{zlib.adler32(place):08x}"


def _absolute(document: Path) -> str:
    """The place in full, links followed; as it stands when the system cannot say (a drive that is gone)."""
    try:
        return str(document.resolve())
    except (OSError, RuntimeError, ValueError):
        return str(document.absolute())


def _escaped(name: str) -> str:
    """The name for `glob`, its own signs taken literally."""
    return "".join(f"[{sign}]" if sign in "[*?" else sign for sign in name)
