"""The editions of the official form, read from `resources/editions/*.toml`."""

import tomllib
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nianbao.core.building import build
from nianbao.core.edition import Edition, Editions
from nianbao.core.stock import Stock, build_stock
from nianbao.files.paths import resources

if TYPE_CHECKING:
    from nianbao.core.bridge import Passage

_FIELDS, _BRIDGE = "fields.toml", "bridge.toml"


def load_editions(folder: Path | None = None) -> Editions:
    """Every edition in the folder by id, oldest first, with the ready sentences that its numbers can fill.

    Each `<id>.toml` is an edition; `fields.toml` serves all.
    """
    folder = folder or resources() / "editions"
    fields = _read(folder / _FIELDS)
    files = sorted(file for file in folder.glob("*.toml") if file.name not in (_FIELDS, _BRIDGE))
    editions = sorted((build(_read(file), fields) for file in files), key=lambda e: e.first_year)
    return {edition.id: replace(edition, stock=cache(partial(_stock, edition))) for edition in editions}


def load_passages() -> "tuple[Passage, ...]":
    """How the figures of one edition stand to those of another; not needed to start, so read when it is asked for."""
    from nianbao.core.bridge import build_passages

    return build_passages(_read(resources() / "editions" / _BRIDGE))


def _stock(edition: Edition) -> Stock:
    kinds = {cell.id: cell.kind for cell in edition.table_cells}
    return build_stock(_read(resources() / "links" / "sentences.toml"), kinds)


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


__all__ = ["Edition", "load_editions", "load_passages"]
