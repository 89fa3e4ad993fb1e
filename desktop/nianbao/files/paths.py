"""Where things lie: the program's own resources, and the places of the system for settings and documents."""

import re
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')  # on one system or another
_LONGEST_NAME = 70  # characters; three bytes each must stay below 255


@cache
def resources() -> Path:
    """The folder `resources`: inside the installed package, or at the top of a checkout."""
    shipped = PACKAGE / "resources"
    return shipped if shipped.is_dir() else PACKAGE.parent.parent / "resources"


def settings_file() -> Path:
    """The settings file in the system's folder for this user's settings."""
    import platformdirs

    return Path(platformdirs.user_config_dir("nianbao", appauthor=False)) / "settings.json"


def log_file() -> Path:
    """The log of unexpected errors in the system's folder for this user's state."""
    import platformdirs

    return Path(platformdirs.user_state_dir("nianbao", appauthor=False)) / "nianbao.log"


def file_name(words: str) -> str:
    """The words as a file name, without ending, that every system takes."""
    return _NOT_IN_NAMES.sub("", words)[:_LONGEST_NAME].strip(" .") or "年报"
