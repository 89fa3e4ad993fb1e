"""An edition of the official form as data: sections, tables, rows, columns, totals, and how they lie on paper.

Everything else is derived from it: tabs, grids, totals, writers, recognition, checks. `core/building.py` makes it from
the dictionaries of `resources/editions/*.toml`; source of their content: 国办公开办函〔2019〕60号 and 〔2021〕30号.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from nianbao.core.stock import Stock
from nianbao.core.values import Kind

Role = Literal["heading", "corner", "header", "label", "value"]
Sum = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A row or column of a block: a leaf with an id, or a group with children. `sum_of` names leaves of its side."""

    label: str
    id: str = ""
    short: str = ""
    aliases: tuple[str, ...] = ()
    kind: Kind = "count"
    span: int = 1
    sum_of: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    from_last: str = ""
    children: tuple["Node", ...] = ()

    def leaves(self) -> Iterator["Node"]:
        """The leaves under this node in reading order; the node itself when it is one."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    @property
    def depth(self) -> int:
        """How many levels of labels the node needs."""
        return 1 + max((child.depth for child in self.children), default=0)

    @property
    def width(self) -> int:
        """How many drawn rows or columns the node takes."""
        return sum(child.width for child in self.children) or self.span


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a report. `sums` are the sets of operand ids that a total must equal, each on its own."""

    id: str
    kind: Kind
    name: str
    section: str
    row: Node | None = None
    column: Node | None = None
    sums: tuple[Sum, ...] = ()

    @property
    def is_total(self) -> bool:
        return bool(self.sums)


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle of a drawn table: where it lies, what is written in it, and the cell whose value it shows."""

    row: int
    column: int
    rows: int
    columns: int
    role: Role
    text: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows and columns that belong together under one header; table 二 stacks several of them."""

    rows: tuple[Node, ...]
    columns: tuple[Node, ...]
    heading: str = ""
    corner: str = ""

    def row_leaves(self) -> tuple[Node, ...]:
        return tuple(leaf for node in self.rows for leaf in node.leaves())

    def column_leaves(self) -> tuple[Node, ...]:
        return tuple(leaf for node in self.columns for leaf in node.leaves())


@dataclass(frozen=True, slots=True)
class Balance:
    """Rows whose sums must be equal in every column: left = right."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the form. `widths` are the drawn columns' relative widths, `places` its rectangles in reading order.

    The first `header_rows` rows and `label_columns` columns stay in sight when the table is scrolled.
    """

    id: str
    blocks: tuple[Block, ...]
    widths: tuple[int, ...]
    balances: tuple[Balance, ...]
    places: tuple[Place, ...]
    row_count: int
    header_rows: int
    label_columns: int

    @property
    def column_count(self) -> int:
        return len(self.widths)


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six sections: a heading over either a text (`text` is its cell id) or a table.

    `pattern` is a regular expression for the words of its heading in the reports of others; `usual_length` how many
    characters its text has at most as a rule, 0 where there is no such rule.
    """

    id: str
    heading: str
    short: str
    pattern: str = ""
    text: str = ""
    skeleton: tuple[str, ...] = ()
    usual_length: int = 0
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A question of 基本信息. `kind` names its editor: text, year, date, switch, unit_kind, edition, preamble."""

    id: str
    label: str
    kind: str = "text"
    hint: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitKind:
    """A kind of unit and what is expected of it.

    A people's `government` reports more (条例 50), towns and sub-districts stand at the `grass_roots`, and only some
    may make `rules` (规章).
    """

    id: str
    label: str
    pattern: str = ""
    government: bool = False
    grass_roots: bool = False
    rules: bool = False


@dataclass(frozen=True, slots=True)
class PreambleWording:
    """Templates: `text` with {unit} and {year}; `contact` with {unit} and {details}; details as (cell, template)."""

    text: str
    contact: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Edition:
    """An edition of the official form, for report years `first_year` to `last_year` (None: still in force).

    Read once and compared by identity, so that what follows from it alone can be remembered.

    `table_cells` are the cells of the three tables in reading order: 198 in edition 2019, 200 in edition 2021.
    `totals` are those of them that are sums, each after the totals that it adds; `typed` are the ids, by section, of
    the cells that are not. `stock` gives the ready sentences for texts, which are read when they are first needed.
    """

    id: str
    name: str
    notice: str
    first_year: int
    last_year: int | None
    title: str
    preamble: PreambleWording
    sections: tuple[Section, ...]
    fields: tuple[Field, ...]
    unit_kinds: tuple[UnitKind, ...]
    cells: Mapping[str, Cell]
    table_cells: tuple[Cell, ...]
    totals: tuple[Cell, ...]
    typed: Mapping[str, tuple[str, ...]]
    stock: Callable[[], Stock] = Stock

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(section.table for section in self.sections if section.table)

    def table(self, table_id: str) -> Table:
        return next(table for table in self.tables if table.id == table_id)

    def section(self, section_id: str) -> Section:
        return next(section for section in self.sections if section.id == section_id)

    def covers(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


Editions = Mapping[str, Edition]


def edition_for(editions: Editions, year: int) -> Edition:
    """The edition that the official notices prescribe for a report year; the oldest one for years before all."""
    fitting = [edition for edition in editions.values() if edition.covers(year)]
    return fitting[0] if fitting else min(editions.values(), key=lambda edition: edition.first_year)


def cell_id(table_id: str, row: Node, column: Node) -> str:
    """`table.row.column`; the single row of table 四 has no id of its own."""
    return ".".join(part for part in (table_id, row.id, column.id) if part)


def name_of(node: Node) -> str:
    """The node's words without its number: “（一）予以公开” is spoken of as 予以公开."""
    return node.short or node.label.lstrip("（一二三四五六七八九十）123456789.、")
