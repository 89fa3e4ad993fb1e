"""What others wrote in a package: the list with licences for the program's own box, and the SBOM (CycloneDX)."""

import json
import platform
import re
import sqlite3
import subprocess
import sysconfig
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import facts

from nianbao.files import about
from nianbao.files.about import Component

_TEXTS = facts.PACKAGING / "licences"
_QT_TEXTS = ("LGPL-3.0.txt", "GPL-3.0.txt")
_LIBRARY = re.compile(r"(lib[\w.+-]+?)\.so\b")
_SPDX = re.compile(r"[\w.+()-]+(?: (?:AND|OR|WITH) [\w.+()-]+)*")


def collect(program: Path, parts: set[str]) -> tuple[Component, ...]:
    """Write the list and the texts of the licences into a frozen program; returns what is in it.

    `parts` are the packages and modules of the highest level that were frozen.
    """
    found = tuple(sorted(_everything(program, parts), key=lambda one: one.name.lower()))
    folder = program / "_internal" / "nianbao" / "resources" / "licences"
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for one in found:
        file = f"{re.sub(r'[^A-Za-z0-9.+-]+', '-', one.name)}.txt" if one.text else ""
        entries.append({"name": one.name, "version": one.version, "licence": one.licence, "file": file})
        if file:
            (folder / file).write_text(one.text + "\n", encoding="utf-8", newline="\n")
    listed = json.dumps(entries, ensure_ascii=False, indent=1)
    (folder / about.LIST).write_text(listed + "\n", encoding="utf-8", newline="\n")
    return found


def _everything(program: Path, parts: set[str]) -> Iterator[Component]:
    for distribution in about.installed():
        if not _is_in(distribution, parts):
            continue
        one = about.component(distribution)
        text = one.text or (_qt_text() if "LGPL" in one.licence else "")
        yield Component(one.name, one.version, one.licence, text)
    qt = next(one.version for one in map(about.component, about.installed()) if one.name.startswith("PySide6"))
    yield Component("Qt", qt, "LGPL-3.0-only", _qt_text())
    yield Component("ICU", "", "Unicode-3.0", "https://www.unicode.org/license.txt")
    python = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    text = python.read_text(encoding="utf-8").strip() if python.is_file() else "https://docs.python.org/3/license.html"
    yield Component("Python", platform.python_version(), "PSF-2.0", text)
    yield Component("SQLite", sqlite3.sqlite_version, "blessing", "The author disclaims copyright to this source code.")
    yield _loader()
    yield from _of_the_system(program)


def _is_in(distribution: Any, parts: set[str]) -> bool:
    """Whether anything of a distribution got into the package; openpyxl, say, may be installed and unused."""
    tops = (file.parts[0] for file in distribution.files or () if ".dist-info" not in file.parts[0])
    return any(top.partition(".")[0] in parts for top in tops)


def _qt_text() -> str:
    head = (
        "Qt and Qt for Python are used under the GNU Lesser General Public License, version 3. Their libraries lie as\n"
        "files of their own in the folder of the program and may be replaced by others that fit.\n"
        "Source: https://download.qt.io/"
    )
    return "\n\n".join((head, *((_TEXTS / name).read_text(encoding="utf-8").strip() for name in _QT_TEXTS)))


def _loader() -> Component:
    from importlib import metadata

    one = about.component(metadata.distribution("pyinstaller"))
    return Component("PyInstaller bootloader", one.version, "GPL-2.0-or-later WITH Bootloader-exception", one.text)


def _of_the_system(program: Path) -> Iterator[Component]:
    """The libraries of the building system that went into a Linux package, with what its own packages say of them."""
    internal = program / "_internal"
    names = sorted(path.name for path in internal.glob("lib*.so*") if not path.is_symlink())
    for name in names:
        if name.startswith(("libpython", "libsqlite3")):
            continue
        package, version, text = _package_of(name)
        yield Component(_LIBRARY.match(name).group(1), version, _licence_of(package), text)  # type: ignore[union-attr]


def _package_of(library: str) -> tuple[str, str, str]:
    """The package of the system that a library comes from: name, version, and what it says of copyright."""
    place = _place(library)
    owner = _told("dpkg-query", "-S", place) or _told("dpkg-query", "-S", place.removeprefix("/usr")) if place else ""
    if owner:
        package = owner.partition(":")[0]
        text = Path("/usr/share/doc") / package / "copyright"
        return package, _told("dpkg-query", "-W", "-f", "${Version}", package), _read(text)
    owner = _told("rpm", "-qf", "--qf", "%{NAME} %{VERSION}-%{RELEASE}", place) if place else ""
    if owner:
        package, _, version = owner.partition(" ")
        texts = sorted((Path("/usr/share/licenses") / package).glob("*"))
        return package, version, "\n\n".join(map(_read, texts))
    return library, "", ""


def _place(library: str) -> str:
    for tool in ("ldconfig", "/sbin/ldconfig"):
        for line in _told(tool, "-p").splitlines():
            name, _, place = line.partition(" => ")
            if name.split()[:1] == [library]:
                return str(Path(place).resolve())
    return ""


def _licence_of(package: str) -> str:
    if package.startswith(("libxcb", "libxkbcommon", "xcb-util")):
        return "MIT"
    known = {"libbz2": "bzip2-1.0.6", "bzip2": "bzip2-1.0.6", "libffi": "MIT", "liblzma": "0BSD", "xz": "0BSD"}
    return next((licence for start, licence in known.items() if package.startswith(start)), "")


def _told(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").strip() if path.is_file() else ""


def sbom(components: Iterable[Component]) -> str:
    """The bill of materials as CycloneDX 1.5 JSON, with what compiled packages say that they are made of."""
    version = facts.version()
    root = f"pkg:generic/nianbao@{version}"
    listed = [_entry(one) for one in components]
    made = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, root + json.dumps(listed, sort_keys=True))}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(facts.moment(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": "nianbao",
                "version": version,
                "licenses": [{"license": {"id": "MIT"}}],
            },
        },
        "components": listed,
        "dependencies": [{"ref": root, "dependsOn": [entry["bom-ref"] for entry in listed]}],
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _entry(one: Component) -> dict[str, Any]:
    own = _distribution(one.name)
    kind = "pypi" if own else "generic"
    reference = f"pkg:{kind}/{one.name.lower().replace('_', '-').replace(' ', '-')}"
    reference += f"@{one.version}" if one.version else ""
    entry: dict[str, Any] = {"type": "library", "bom-ref": reference, "name": one.name, "purl": reference}
    if one.version:
        entry["version"] = one.version
    if one.licence and _SPDX.fullmatch(one.licence):
        entry["licenses"] = [{"expression": one.licence}]
    if own and (parts := list(_parts(own, reference))):
        entry["components"] = parts
    return entry


def _distribution(name: str) -> Any:
    return next((one for one in about.installed() if one.metadata["Name"] == name), None)


def _parts(distribution: Any, of: str) -> Iterator[dict[str, Any]]:
    """What a distribution brings compiled into it, by the SBOM that it brings along (PEP 770)."""
    for file in sorted(file for file in distribution.files or () if "sboms" in file.parts and file.suffix == ".json"):
        told = json.loads(Path(str(file.locate())).read_text(encoding="utf-8"))
        for number, part in enumerate(told.get("components", ())):
            kept = {key: part[key] for key in ("type", "name", "version", "licenses", "purl") if key in part}
            yield {**kept, "bom-ref": f"{of}#{number}-{part['name']}"}
