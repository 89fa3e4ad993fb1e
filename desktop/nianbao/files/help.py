"""The help's data from `resources/help`, read only when help is first asked for."""

import tomllib
from functools import cache
from pathlib import Path

from nianbao.core.edition import Edition
from nianbao.core.help import Help, Topics, build_topics, help_at
from nianbao.core.regulation import Regulation, read_regulation
from nianbao.files.paths import resources

PICTURES = ".png"


def help_folder() -> Path:
    """Where the help's pages, pictures and texts lie."""
    return resources() / "help"


@cache
def load_topics() -> Topics:
    """What is said of every row, column, field and text."""
    return build_topics(tomllib.loads(_read("cells.toml")))


@cache
def load_regulation() -> Regulation:
    """The articles of the 条例."""
    return read_regulation(_read("regulation.md"))


@cache
def load_guide() -> dict[str, str]:
    """The pages of the guide by name, in the order of the table of contents: fragments of HTML that begin with <h1>."""
    names = tomllib.loads(_read("contents.toml"))["pages"]
    return {name: _read(f"pages/{name}.html") for name in names}


def cell_help(edition: Edition, cell_id: str) -> Help:
    """What the clerk reads at a cell. Raises KeyError for an id that the edition does not have."""
    return help_at(load_topics(), edition, cell_id)


def picture(name: str) -> bytes | None:
    """The bytes of a picture of the guide; None for anything but the plain name of one that is there."""
    path = help_folder() / "pictures" / name
    plain = Path(name).name == name and path.suffix == PICTURES
    return path.read_bytes() if plain and path.is_file() else None


def _read(name: str) -> str:
    return (help_folder() / name).read_text(encoding="utf-8")
