"""Which fonts this machine has for a page, and what stands in for those that it lacks (`pages/fonts.toml`)."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from nianbao.files.paths import resources
from nianbao.files.writers.layout import Layout

if TYPE_CHECKING:
    from typst import Fonts

BY_WORD = "换行、分页以 Word 打开后的为准，可能与这里略有不同。"


@dataclass(frozen=True, slots=True)
class FontUse:
    """What a font of the layout is set in: `used` is its Chinese name, empty where no Chinese font is there at all.

    `families` are the names for the typesetter, the first for all signs, the others for those that it lacks.
    """

    wanted: str
    used: str
    families: tuple[str, ...]

    @property
    def is_there(self) -> bool:
        return self.used == self.wanted


@cache
def installed() -> "Fonts":
    """The fonts of this machine; looked for once, which takes some tenths of a second where there are many."""
    from typst import Fonts

    return Fonts()


@cache
def families() -> frozenset[str]:
    """The names of the installed fonts in small letters."""
    return frozenset(name.lower() for name in installed().families())


def fonts_used(layout: Layout, known: frozenset[str] | None = None) -> tuple[FontUse, ...]:
    """What each font of the layout is set in here; `known` are the names of fonts to go by, None for this machine's."""
    known = families() if known is None else known
    return tuple(font_use(font, known) for font in layout.fonts)


def font_use(wanted: str, known: frozenset[str]) -> FontUse:
    """The font itself when it is known, otherwise the first that stands in for it."""
    found: dict[str, str] = {}  # one family of each font: the signs that it lacks are taken from the next font
    for name, family in _candidates(wanted):
        if family.lower() in known:
            found.setdefault(name, family)
    return FontUse(wanted, next(iter(found), ""), tuple(found.values()) or (wanted,))


def _candidates(wanted: str) -> Iterator[tuple[str, str]]:
    """(Chinese name, family) of everything that may stand for a font, the font itself first."""
    table = _table()
    kind = next(kind for kind in table["kinds"] if kind["sign"] in wanted)
    for name in dict.fromkeys((wanted, *kind["instead"], *table["last"]["instead"])):
        for family in (name, *table["names"].get(name, ())):
            yield name, family


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((resources() / "pages" / "fonts.toml").read_text(encoding="utf-8"))


def told(uses: Iterable[FontUse]) -> str:
    """The sentence that tells which fonts are missing and where pages may therefore differ from Word."""
    missing: dict[str, list[str]] = {}
    for use in uses:
        if not use.is_there:
            missing.setdefault(use.used, []).append(use.wanted)
    if not missing:
        return BY_WORD
    if "" in missing:
        return "本机没有中文字体，这里的字可能显示成方框；请安装宋体等中文字体。"
    parts = [f"没有{'、'.join(wanted)}，以{used}代替" for used, wanted in missing.items()]
    return f"本机{'；'.join(parts)}，换行、分页可能与 Word 不同。"
