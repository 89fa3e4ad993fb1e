"""What the program consists of: its version, and the versions and licences of what others wrote in it.

A package brings its list with it (`resources/licences`, made by packaging/licences.py); a checkout asks the installed
distributions.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from nianbao import __version__
from nianbao.files.paths import resources

NAME = "年报"
PURPOSE = "政府信息公开工作年度报告填报程序，全程不联网。"
LIST = "components.json"  # in resources/licences, beside the texts that it names
_REQUIREMENT = re.compile(r"^\s*([\w.-]+)")
_EXTRA = re.compile(r";.*\bextra\s*==")
_LICENCE_FILES = re.compile(r"(?:^|/)(?:licen[cs]es?|copying|notice)\b[^/]*(?:/[^/]+)*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Component:
    """Something that others wrote: `licence` in short (SPDX), `text` in full, or nothing where none came with it."""

    name: str
    version: str
    licence: str
    text: str


def version() -> str:
    """The version of the program, the same in the package, the change log and what the program writes."""
    return __version__


def headline() -> str:
    """The first lines of the box that tells about the program."""
    return f"{NAME} {__version__}\n{PURPOSE}"


def components() -> tuple[Component, ...]:
    """All that others wrote in this program, by name."""
    shipped = resources() / "licences"
    found = _shipped(shipped) if (shipped / LIST).is_file() else (component(one) for one in installed())
    return tuple(sorted(found, key=lambda one: one.name.lower()))


def _shipped(folder: Path) -> Iterator[Component]:
    for entry in json.loads((folder / LIST).read_text(encoding="utf-8")):
        text = (folder / entry["file"]).read_text(encoding="utf-8") if entry["file"] else ""
        yield Component(entry["name"], entry["version"], entry["licence"], text)


def installed() -> tuple[metadata.Distribution, ...]:
    """The distributions that the program needs, and those that they need, as far as they are installed."""
    found: dict[str, metadata.Distribution] = {}
    waiting = ["nianbao"]
    while waiting:
        name = _plain(waiting.pop())
        if name in found:
            continue
        try:
            found[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system, or another Python
        wanted = (entry for entry in found[name].requires or () if not _EXTRA.search(entry))
        waiting += [match.group(1) for entry in wanted if (match := _REQUIREMENT.match(entry))]
    return tuple(one for name, one in found.items() if name != "nianbao")


def component(distribution: metadata.Distribution) -> Component:
    """A distribution as it describes itself, with the texts of its licences."""
    told = distribution.metadata
    licence = next((told[key] for key in ("License-Expression", "License") if key in told), "")
    files = [
        file
        for file in distribution.files or ()
        if file.parts[0].endswith(".dist-info") and _LICENCE_FILES.search("/".join(file.parts[1:]))
    ]
    places = [Path(str(file.locate())) for file in sorted(files)]
    texts = [place.read_text(encoding="utf-8", errors="replace").strip() for place in places if place.is_file()]
    return Component(told["Name"], distribution.version, licence.strip(), "\n\n".join(texts))


def _plain(name: str) -> str:
    """The name as it is compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
