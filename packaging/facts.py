"""What every package says about the program, in one place; the version is that of nianbao/__init__.py."""

import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "package"
DIST = ROOT / "dist"
PACKAGING = ROOT / "packaging"
RESOURCES = ROOT / "resources"
ICON_SIZES = (16, 22, 24, 32, 48, 64, 128, 256)  # pixels; packaging/icons.py draws them

ID = "io.github.nianbao.nianbao"  # of the AppStream data
TITLE = "年报"
SUMMARY = "政府信息公开工作年度报告填报程序"
ENGLISH = "yearly report on government information disclosure"
PUBLISHER = "nianbao contributors"
CONTACT = "nianbao contributors <nianbao@localhost>"  # Debian wants a name and an address
MIME_TYPE = "application/x-nianbao"
LINUX, WINDOWS = sys.platform.startswith("linux"), sys.platform == "win32"

_DATE = re.compile(r"(\d{4})(?:年|-)(\d{1,2})(?:月|-)(\d{1,2})")


def version() -> str:
    """The version, read without importing the program."""
    text = (ROOT / "desktop" / "nianbao" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    if not found:
        raise SystemExit("no __version__ in desktop/nianbao/__init__.py")
    return found.group(1)


def changes() -> tuple[str, date | None]:
    """The newest version in CHANGELOG.md, and the day of its release if it has one: `## 0.2.0（2027年1月5日）`."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heading = re.search(r"^## (\d+\.\d+\.\d+)(.*)$", text, re.MULTILINE)
    if not heading:
        raise SystemExit("no version in CHANGELOG.md")
    day = _DATE.search(heading.group(2))
    return heading.group(1), date(*map(int, day.groups())) if day else None


def moment() -> int:
    """The seconds since 1970 that stand for the time of building: SOURCE_DATE_EPOCH, or the time of the last commit."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given:
        return int(given)
    try:
        asked = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        asked = ""
    return int(asked or 1_700_000_000)


def day() -> date:
    """The day that the packages say they are of."""
    return changes()[1] or datetime.fromtimestamp(moment(), UTC).date()
