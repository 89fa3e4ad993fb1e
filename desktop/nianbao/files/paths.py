"""Where things lie: the program's own resources, the places of the system, and names that every system takes."""

import os
import re
from functools import cache
from pathlib import Path, PureWindowsPath

PACKAGE = Path(__file__).resolve().parent.parent
# on one system or another; control characters, line separators and halves of surrogate pairs besides
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|(?:COM|LPT)[0-9¹²³])(?=\s*(?:\.|$))", re.IGNORECASE)
_LONGEST_NAME = 210  # bytes of UTF-8: what is left of 255 for an ending, a number or a word in brackets
_LONGEST_PLAIN = 200  # characters of a path on Windows: 260, less the longer name of a temporary file


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


def recovery_folder() -> Path:
    """Where work is kept that could not be written to its own place, in this user's state folder."""
    return log_file().with_name("recovery")


def open_folder() -> Path:
    """Where each window says which document it has open, in this user's state folder."""
    return log_file().with_name("open")


def file_name(words: str) -> str:
    """The words as a file name, without ending, that every system takes: Windows keeps CON, COM1 … for devices."""
    name = _NOT_IN_NAMES.sub("", words).encode()[:_LONGEST_NAME].decode(errors="ignore").strip(" .")
    return _DEVICES.sub(r"\g<0>_", name, count=1) if _DEVICES.match(name) else name or "年报"


def reachable(path: Path) -> Path:
    """The path in the form in which this system opens files at it, however long it is."""
    return Path(at_any_length(PureWindowsPath(os.path.abspath(path)))) if os.name == "nt" else path  # noqa: PTH100


def at_any_length(path: PureWindowsPath) -> PureWindowsPath:
    r"""An absolute path, marked with \\?\ when Windows would find it too long (naming files, MAX_PATH = 260)."""
    text = str(path)
    if len(text) < _LONGEST_PLAIN or text.startswith("\\\\?\\"):
        return path
    shared = text.startswith("\\\\")
    return PureWindowsPath("\\\\?\\UNC" + text[1:] if shared else "\\\\?\\" + text)
