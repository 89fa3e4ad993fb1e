"""What the program remembers between runs: recent files and the choices of the clerk. Losing it loses no report."""

import contextlib
import json
from pathlib import Path

from nianbao.files import atomic
from nianbao.files.errors import UserError
from nianbao.files.paths import settings_file

MOST_RECENT = 8
RECENT = "recent"

Setting = str | int | float | bool | list["Setting"] | dict[str, "Setting"]


def load(name: str, default: Setting) -> Setting:
    """What is remembered under a name; the default when nothing is, or something of another kind."""
    kept = _all().get(name, default)
    fits = isinstance(kept, type(default)) or (isinstance(default, float) and isinstance(kept, int))
    return kept if fits else default


def store(name: str, value: Setting) -> None:
    """Remember a choice. A settings folder that cannot be written is no reason to disturb the clerk's work."""
    kept = _all() | {name: value}
    with contextlib.suppress(OSError, UserError, ValueError):
        file = settings_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(file, json.dumps(kept).encode())


def _all() -> dict[str, Setting]:
    try:
        kept = json.loads(atomic.read_bytes(settings_file()), parse_constant=lambda _: None)  # NaN is no size
    except (UserError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}


def recent_files() -> list[Path]:
    """The files opened last, newest first; those that are gone are left out."""
    listed = load(RECENT, [])
    assert isinstance(listed, list)
    paths = [Path(name) for name in listed if isinstance(name, str)]
    return [path for path in paths if _is_there(path)][:MOST_RECENT]


def _is_there(path: Path) -> bool:
    """Whether the file can be opened from here; a drive that is locked or gone is not asked twice."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def remember(path: Path) -> None:
    """Put a file first among the recent ones."""
    path = path.resolve()
    paths = [path, *(other for other in recent_files() if other != path)][:MOST_RECENT]
    store(RECENT, [str(p) for p in paths])
