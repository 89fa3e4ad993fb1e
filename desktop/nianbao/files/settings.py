"""What the program remembers between runs: the recent files. Losing it loses nothing of a report."""

import contextlib
import json
from pathlib import Path

from nianbao.files import atomic
from nianbao.files.errors import UserError
from nianbao.files.paths import settings_file

MOST_RECENT = 8


def recent_files() -> list[Path]:
    """The files opened last, newest first; those that are gone are left out."""
    try:
        listed = json.loads(atomic.read_bytes(settings_file()))["recent"]
        paths = [Path(name) for name in listed if isinstance(name, str)]
    except (UserError, ValueError, KeyError, TypeError, RecursionError):
        return []
    return [path for path in paths if _is_there(path)][:MOST_RECENT]


def _is_there(path: Path) -> bool:
    """Whether the file can be opened from here; a drive that is locked or gone is not asked twice."""
    try:
        return path.is_file()
    except OSError:
        return False


def remember(path: Path) -> None:
    """Put a file first among the recent ones."""
    path = path.resolve()
    paths = [path, *(other for other in recent_files() if other != path)][:MOST_RECENT]
    # a settings folder that cannot be written is no reason to disturb the clerk's work
    with contextlib.suppress(OSError, UserError):
        file = settings_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(file, json.dumps({"recent": [str(p) for p in paths]}).encode())
