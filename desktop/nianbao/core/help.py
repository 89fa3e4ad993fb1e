"""Help at the cell: what counts there, the article, an example and the usual mistake, put together for each cell."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Any, Literal

from nianbao.core.edition import Block, Cell, Edition, Node, cell_id, name_of

Side = Literal["row", "column", "field", "text"]

SHORT = 2  # characters of a name that is not clear without its group: 其他, 总计

_WRITING = {
    "count": "填大于或等于 0 的整数，没有发生填 0。",
    "amount": "以万元为单位，最多 4 位小数，没有发生填 0。",
    "change": "填整数，减少的在前面加负号，没有变化填 0。",
}
_TOTAL = "这一格是合计，由程序按各项自动相加，不用填写；要改合计，请改它的各项。"


@dataclass(frozen=True, slots=True)
class Topic:
    """An entry of `cells.toml`: what is said of a row, a column, a field of 基本信息 or a text.

    `cells` are patterns of cell ids (* for anything), `editions` where it holds, none named for all. `articles` are
    those of the 条例 where the edition names none for the row; `basis` says in words what stands in no article.
    """

    side: Side
    cells: tuple[str, ...]
    counts: str
    example: str
    mistake: str
    articles: tuple[str, ...] = ()
    basis: str = ""
    editions: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """A name of its own within an edition: row/applications.granted."""
        return f"{self.side}/{'.'.join(part for part in self.cells[0].split('.') if part != '*')}"

    def fits(self, edition: Edition, cell: str) -> bool:
        """Whether it speaks of a cell of the edition."""
        held = not self.editions or edition.id in self.editions
        return held and any(fnmatchcase(cell, pattern) for pattern in self.cells)


@dataclass(frozen=True, slots=True)
class Part:
    """A topic as it stands in an edition, its words filled in.

    `name` is the row or column in the form's words without its number, with its group where it would be too short to
    be understood; `path` are its labels on the form, the outer groups first. `articles` are the edition's, where it
    names any.
    """

    topic: Topic
    name: str
    path: tuple[str, ...]
    section: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Help:
    """What the clerk reads at a cell: `parts` are the row's and the column's, `writing` how the value is written.

    `articles` are those of the row as the edition names them, or as its topic does; of a field or a text, its own.
    `basis` says in a sentence what stands in no article.
    """

    cell: str
    name: str
    section: str
    writing: str
    parts: tuple[Part, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        return self.parts[0].articles if self.parts else ()

    @property
    def basis(self) -> str:
        return self.parts[0].topic.basis if self.parts else ""


Topics = tuple[Topic, ...]

_ARRAYS: dict[str, Side] = {"rows": "row", "columns": "column", "fields": "field", "texts": "text"}


def build_topics(data: Mapping[str, Any]) -> Topics:
    """The entries of `cells.toml`, rows before columns."""
    return tuple(_topic(side, entry) for array, side in _ARRAYS.items() for entry in data[array])


def _topic(side: Side, entry: Mapping[str, Any]) -> Topic:
    return Topic(
        side,
        tuple(entry["cells"]),
        entry["counts"],
        entry["example"],
        entry["mistake"],
        tuple(entry.get("articles", ())),
        entry.get("basis", ""),
        tuple(entry.get("editions", ())),
    )


def help_at(topics: Topics, edition: Edition, cell_id: str) -> Help:
    """The help at a cell of the edition. Raises KeyError for an id that the edition does not have."""
    cell = edition.cells[cell_id]
    parts = tuple(_part(topic, edition, cell) for topic in topics if topic.fits(edition, cell_id))
    return Help(
        cell_id,
        "　".join(part.name for part in parts) or cell.name,
        _section(edition, cell),
        _TOTAL if cell.is_total else _WRITING.get(cell.kind, ""),
        parts,
    )


def parts_of(topics: Topics, edition: Edition) -> tuple[Part, ...]:
    """Every topic that speaks of a cell of the edition, in the order of the form, rows before columns."""
    found: dict[Topic, tuple[int, Part]] = {}
    order = ["information", *(section.id for section in edition.sections)]
    for cell in edition.cells.values():
        for topic in topics:
            if topic not in found and topic.fits(edition, cell.id):
                found[topic] = order.index(cell.section), _part(topic, edition, cell)
    parts = [part for _, part in sorted(found.values(), key=lambda at: (at[0], at[1].topic.side == "column"))]
    known = Counter((part.section, part.name) for part in parts)
    return tuple(
        replace(part, name=f"{part.name}　{part.path[0]}") if known[part.section, part.name] > 1 else part
        for part in parts
    )


def told(part: Part) -> Iterator[str]:
    """Every sentence of a part as plain text, its labels first."""
    topic = part.topic
    yield from filter(None, (*part.path, topic.counts, topic.example, topic.mistake, topic.basis))


def _part(topic: Topic, edition: Edition, cell: Cell) -> Part:
    filled = replace(topic, mistake=topic.mistake.replace("{notice}", edition.notice))
    section = _section(edition, cell)
    if cell.row is None or cell.column is None:
        return Part(filled, cell.name, (cell.name,), section, topic.articles)
    block = next(block for block in edition.table(cell.section).blocks if cell.row in block.row_leaves())
    rows, columns = _path(block.rows, cell.row), _path(block.columns, cell.column)
    if not cell.row.label:  # the group of a column stands for the row of the one-row table, and is no group of it
        rows, columns = columns[:-1], columns[-1:]
    others = (other for other in edition.table(cell.section).blocks if other is not block)
    outer = () if any(topic.fits(edition, id_) for id_ in _ids(cell.section, others)) else (block.heading,)
    if topic.side == "column":
        name = _named(columns[-1].label, columns)
        return Part(filled, name, _labels(outer, columns), section, topic.articles)
    name = _named(name_of(rows[-1]), rows)
    return Part(filled, name, _labels(outer, rows), section, cell.row.articles or topic.articles)


def _ids(table: str, blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        for row in block.row_leaves():
            yield from (cell_id(table, row, column) for column in block.column_leaves())


def _path(nodes: Iterable[Node], leaf: Node | None) -> list[Node]:
    for node in nodes:
        if node is leaf:
            return [node]
        if below := _path(node.children, leaf):
            return [node, *below]
    return []


def _labels(outer: tuple[str, ...], nodes: Iterable[Node]) -> tuple[str, ...]:
    return tuple(filter(None, (*outer, *(node.label for node in nodes))))


def _named(name: str, path: list[Node]) -> str:
    """The name, with its group's where it says too little by itself: 其他（其他处理）."""
    return f"{name}（{name_of(path[-2])}）" if len(name) <= SHORT and len(path) > 1 else name


def _section(edition: Edition, cell: Cell) -> str:
    """The section's name as it stands on its tab."""
    return next((section.short for section in edition.sections if section.id == cell.section), "基本信息")
