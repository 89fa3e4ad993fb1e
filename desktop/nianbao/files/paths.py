"""Where things lie: the program's own resources, and the places of the system for settings and documents."""

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


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
