"""The editions of the official form, read from `resources/editions/*.toml`."""

import tomllib
from pathlib import Path

from nianbao.core.edition import Edition, Editions, build
from nianbao.files.paths import resources


def load_editions(folder: Path | None = None) -> Editions:
    """Every edition in the folder by id, oldest first. Each `<id>.toml` is an edition; `fields.toml` serves all."""
    folder = folder or resources() / "editions"
    fields = _read(folder / "fields.toml")
    files = sorted(file for file in folder.glob("*.toml") if file.name != "fields.toml")
    editions = sorted((build(_read(file), fields) for file in files), key=lambda e: e.first_year)
    return {edition.id: edition for edition in editions}


def _read(file: Path) -> dict[str, object]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


__all__ = ["Edition", "load_editions"]
