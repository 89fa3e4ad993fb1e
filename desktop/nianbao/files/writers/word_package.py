"""The package that a Word file is: its parts, their kinds, and what refers to what (ECMA-376, part 2)."""

import posixpath
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any
from urllib.parse import quote, unquote

from nianbao.files.readers.xml import parse_xml
from nianbao.files.writers.word_xml import RELATIONS

DOCUMENT, STYLES, SETTINGS, FONTS = (f"word/{name}.xml" for name in ("document", "styles", "settings", "fontTable"))
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"  # of a part; .styles+xml and so on follow

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "[Content_Types].xml"
_RELATION_FILES = "application/vnd.openxmlformats-package.relationships+xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the date of every packed part: equal reports make equal files


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to by `id`: another part, or a place outside the file. `kind` is the last word of its type."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        return self.type.rpartition("/")[2]


@dataclass(slots=True)
class Package:
    """Parts by name (no leading slash), their content types, and the relations of each; "" is the package itself."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)

    def target(self, source: str, kind: str) -> str:
        """The part that `source` refers to as `kind`; "" when there is none."""
        found = (relation.target for relation in self.relations.get(source, ()) if relation.kind == kind)
        return next((name for name in found if name in self.parts), "")

    def tree(self, name: str) -> Any:
        return parse_xml(self.parts[name])

    def put(self, source: str, name: str, kind: str, data: bytes, content_type: str) -> str:
        """Add a part that `source` refers to; returns the relation's id."""
        taken = self.relations.setdefault(source, [])
        number = next(n for n in range(1, len(taken) + 2) if all(relation.id != f"rId{n}" for relation in taken))
        taken.append(Relation(f"rId{number}", f"{RELATIONS}/{kind}", name))
        self.parts[name], self.types[name] = data, content_type
        return f"rId{number}"

    def name_parts(self, names: Mapping[str, str]) -> None:
        """Let parts have other names; whatever refers to them follows."""
        self.parts = {names.get(name, name): data for name, data in self.parts.items()}
        self.types = {names.get(name, name): kind for name, kind in self.types.items()}
        self.relations = {
            names.get(source, source): [replace(r, target=names.get(r.target, r.target)) for r in relations]
            for source, relations in self.relations.items()
        }

    def finished(self) -> dict[str, bytes]:
        """Every part that can be reached, with the lists that a package needs of kinds and relations."""
        names = sorted(self._reached())
        endings = {"rels": _RELATION_FILES} | self._picture_endings(names)
        types = "".join(f'<Default Extension="{e}" ContentType="{_escaped(kind)}"/>' for e, kind in endings.items())
        types += "".join(
            f'<Override PartName="/{_address(n)}" ContentType="{_escaped(self.types[n])}"/>'
            for n in names
            if endings.get(_ending(n)) != self.types[n]
        )
        made = {_TYPES: _document("Types", f"{_PACKAGE}/content-types", types)}
        for source in ("", *names):
            if relations := self.relations.get(source):
                entries = "".join(_entry(source, relation) for relation in relations)
                made[_relations_of(source)] = _document("Relationships", f"{_PACKAGE}/relationships", entries)
        return made | {name: self.parts[name] for name in names}

    def _picture_endings(self, names: Iterable[str]) -> dict[str, str]:
        """Pictures have their kind by their ending, as every program writes it that makes such files."""
        pictures = ((_ending(name), self.types[name]) for name in names if self.types[name].startswith("image/"))
        return {ending: kind for ending, kind in pictures if ending.isalnum() and ending != "rels"}

    def _reached(self) -> set[str]:
        """The parts that the package refers to, and those that these refer to, and so on."""
        reached, sources = set[str](), [""]
        while sources:
            for relation in self.relations.get(sources.pop(), ()):
                if not relation.external and relation.target in self.parts and relation.target not in reached:
                    reached.add(relation.target)
                    sources.append(relation.target)
        return reached


def read_package(parts: Mapping[str, bytes]) -> Package:
    """The package that these files make. Raises UserError when its lists are damaged."""
    types = parse_xml(parts.get(_TYPES, b""))
    defaults = {str(n.get("Extension")).lower(): n.get("ContentType") for n in types if n.get("Extension")}
    overrides = {unquote(str(n.get("PartName")))[1:]: n.get("ContentType") for n in types if n.get("PartName")}
    package = Package()
    for name, data in parts.items():
        if name != _TYPES and not name.endswith(".rels"):
            package.parts[name] = data
            package.types[name] = str(overrides.get(name) or defaults.get(_ending(name), ""))
    for source in ("", *package.parts):
        if (listed := parts.get(_relations_of(source))) is not None:
            package.relations[source] = [
                _relation(source, entry) for entry in parse_xml(listed).iter("{*}Relationship")
            ]
    return package


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """The parts as one file, the same bytes for the same parts on every system."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, data in parts:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0
            target.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _relations_of(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relation(source: str, entry: Any) -> Relation:
    external, target = entry.get("TargetMode") == "External", str(entry.get("Target"))
    if not external:
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), unquote(target))).lstrip("/")
    return Relation(str(entry.get("Id")), str(entry.get("Type")), target, external)


def _entry(source: str, relation: Relation) -> str:
    if relation.external:
        return f'{_head(relation)} Target="{_escaped(relation.target)}" TargetMode="External"/>'
    target = posixpath.relpath(f"/{relation.target}", f"/{posixpath.dirname(source)}")
    return f'{_head(relation)} Target="{_address(target)}"/>'


def _head(relation: Relation) -> str:
    return f'<Relationship Id="{_escaped(relation.id)}" Type="{_escaped(relation.type)}"'


def _address(name: str) -> str:
    """A part's name as lists write it: as an address."""
    return quote(name, safe="/.-_~")


def _document(root: str, namespace: str, content: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<{root} xmlns="{namespace}">{content}</{root}>'.encode()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
