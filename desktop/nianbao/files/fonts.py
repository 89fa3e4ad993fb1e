"""Which fonts of a layout this machine lacks, and what will be shown in their stead: told before the export."""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree

from nianbao.files.paths import resources
from nianbao.files.writers.layout import Layout

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LAST_RESORT = "宋体"  # what Word and WPS take for a Chinese font that they have nothing better for
_SECONDS = 5
_WINDOWS_FONTS = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"
_KIND = re.compile(r"\s*\((TrueType|OpenType|All res)\)$", re.IGNORECASE)  # after a name in that list
# one font under its Chinese name and the one that it has on a system in another language
_SAME = {
    "宋体": "SimSun",
    "新宋体": "NSimSun",
    "黑体": "SimHei",
    "仿宋": "FangSong",
    "楷体": "KaiTi",
    "仿宋_GB2312": "FangSong_GB2312",
    "楷体_GB2312": "KaiTi_GB2312",
    "微软雅黑": "Microsoft YaHei",
    "等线": "DengXian",
    "方正小标宋简体": "FZXiaoBiaoSong-B05S",
    "方正小标宋_GBK": "FZXiaoBiaoSong-B05",
    "方正仿宋_GBK": "FZFangSong-Z02",
    "方正楷体_GBK": "FZKai-Z03",
    "方正黑体_GBK": "FZHei-B01",
    "方正书宋_GBK": "FZShuSong-Z01",
}


@dataclass(frozen=True, slots=True)
class MissingFont:
    """A font of the layout that is not installed; `shown_instead` is empty when nobody can say."""

    name: str
    shown_instead: str

    @property
    def words(self) -> str:
        instead = f"“{self.shown_instead}”" if self.shown_instead else "系统的默认字体"
        return f"“{self.name}”（会显示为{instead}）"


def missing_fonts(layout: Layout) -> tuple[MissingFont, ...]:
    """The layout's fonts that are not installed, in the order of the page; none where the system does not tell."""
    installed = _installed()
    if not installed:
        return ()
    missing = (name for name in layout.fonts if not _is_among(name, installed))
    return tuple(MissingFont(name, _shown_instead(name, installed)) for name in missing)


def sentence(missing: Sequence[MissingFont]) -> str:
    """What the clerk is told before the export; empty when every font is there."""
    if not missing:
        return ""
    named = "、".join(font.words for font in missing)
    return f"本机没有这些字体：{named}。在本机打开和打印时换行、分页可能不同，在装有这些字体的电脑上显示正常。"


def _is_among(name: str, installed: frozenset[str]) -> bool:
    return not installed.isdisjoint({name.casefold(), _SAME.get(name, name).casefold()})


def _shown_instead(name: str, installed: frozenset[str]) -> str:
    """The first substitute that is installed, as the file itself names them (w:altName)."""
    candidates = (*_substitutes().get(name, ()), _LAST_RESORT)
    return next((other for other in candidates if other != name and _is_among(other, installed)), "")


@cache
def _substitutes() -> dict[str, tuple[str, ...]]:
    table = ElementTree.parse(resources() / "word" / "template" / "word" / "fontTable.xml").getroot()
    return {
        str(font.get(f"{_W}name")): tuple(str(node.get(f"{_W}val")).split(","))
        for font in table.iter(f"{_W}font")
        for node in font.iter(f"{_W}altName")
    }


def _installed() -> frozenset[str]:
    """The names of all installed families in small letters; empty when the system does not tell."""
    return frozenset(
        name.strip().casefold() for name in (_on_windows() if sys.platform == "win32" else _by_fontconfig())
    )


def _by_fontconfig() -> list[str]:
    # a packaged program has libraries of its own, which the system's must not be mixed with
    environment = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
    command = ["fc-list", "--format", "%{family}\n"]
    try:
        told = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True, env=environment).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    return [name for line in told.decode("utf-8", "replace").splitlines() for name in line.split(",")]


def _on_windows() -> list[str]:
    """The fonts of the machine and of this user: “SimSun & NSimSun (TrueType)” names two."""
    names: list[str] = []
    if sys.platform == "win32":
        import winreg

        for place in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            with contextlib.suppress(OSError), winreg.OpenKey(place, _WINDOWS_FONTS) as key:
                names += [winreg.EnumValue(key, number)[0] for number in range(winreg.QueryInfoKey(key)[1])]
    return [name for entry in names for name in _KIND.sub("", entry).split(" & ")]
