"""An edition of the official form as data: sections, tables, rows, columns, totals, and how they lie on paper.

Everything else is derived from it: tabs, grids, totals, writers, recognition, checks. Built from the
dictionaries of `resources/editions/*.toml`; source of their content: 国办公开办函〔2019〕60号 and 〔2021〕30号.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

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


def build(data: Mapping[str, Any], fields: Mapping[str, Any]) -> Edition:
    """An Edition from the dictionaries of its TOML file and of `fields.toml`."""
    sections = tuple(_section(entry) for entry in data["sections"])
    form_fields = tuple(Field(**_tuples(entry)) for entry in fields["fields"])
    cells = _cells(sections, form_fields)
    cells.update((d["id"], Cell(d["id"], "text", d["label"], "information")) for d in fields.get("declared", ()))
    wording = data["preamble"]
    return Edition(
        id=data["id"],
        name=data["name"],
        notice=data["notice"],
        first_year=data["first_year"],
        last_year=data.get("last_year"),
        title=data["title"],
        preamble=PreambleWording(
            wording["text"], wording["contact"], tuple((d["cell"], d["text"]) for d in wording["details"])
        ),
        sections=sections,
        fields=form_fields,
        unit_kinds=tuple(UnitKind(**entry) for entry in fields["unit_kinds"]),
        cells=cells,
        table_cells=tuple(cell for cell in cells.values() if cell.row is not None),
        totals=_inside_out(cells),
        typed={
            section.id: tuple(cell.id for cell in cells.values() if cell.section == section.id and not cell.is_total)
            for section in sections
        },
    )


def _tuples(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}


def _node(entry: Mapping[str, Any]) -> Node:
    fields = _tuples({key: value for key, value in entry.items() if key != "children"})
    return Node(**fields, children=tuple(_node(child) for child in entry.get("children", ())))


def _section(entry: Mapping[str, Any]) -> Section:
    table = _table(entry) if "blocks" in entry else None
    named = {key: value for key, value in entry.items() if key not in ("widths", "blocks", "balances")}
    return Section(**_tuples(named), table=table)


def _table(entry: Mapping[str, Any]) -> Table:
    blocks = tuple(
        Block(
            rows=tuple(_node(row) for row in block["rows"]),
            columns=tuple(_node(column) for column in block["columns"]),
            heading=block.get("heading", ""),
            corner=block.get("corner", ""),
        )
        for block in entry["blocks"]
    )
    label_columns = max(node.depth if node.label else 0 for block in blocks for node in block.rows)
    places: list[Place] = []
    row = 0
    for block in blocks:
        row = _place_block(places, entry["id"], block, row, label_columns)
    only = blocks[0] if len(blocks) == 1 and not blocks[0].heading else None
    return Table(
        id=entry["id"],
        blocks=blocks,
        widths=tuple(entry["widths"]),
        balances=tuple(Balance(tuple(b["left"]), tuple(b["right"])) for b in entry.get("balances", ())),
        places=tuple(sorted(places, key=lambda place: (place.row, place.column))),
        row_count=row,
        header_rows=max(node.depth for node in only.columns) if only else 0,
        label_columns=label_columns,
    )


def _place_block(places: list[Place], table_id: str, block: Block, row: int, label_columns: int) -> int:
    """Lay out heading, header, labels and values of a block from `row` on; returns the row after it."""
    value_columns = sum(node.width for node in block.columns)
    if block.heading:
        places.append(Place(row, 0, 1, label_columns + value_columns, "heading", block.heading))
        row += 1
    depth = max(node.depth for node in block.columns)
    if label_columns:
        places.append(Place(row, 0, depth, label_columns, "corner", block.corner))
    column = label_columns
    for node in block.columns:
        places.extend(_header_places(node, row, column, depth))
        column += node.width
    row += depth
    for node in block.rows:
        if label_columns:
            places.extend(_label_places(node, row, 0, label_columns))
        for offset, leaf in enumerate(node.leaves()):
            places.extend(_value_places(table_id, block, leaf, row + offset, label_columns))
        row += node.width
    return row


def _header_places(node: Node, row: int, column: int, depth: int) -> Iterator[Place]:
    rows = 1 if node.children else depth
    yield Place(row, column, rows, node.width, "header", node.label)
    for child in node.children:
        yield from _header_places(child, row + 1, column, depth - 1)
        column += child.width


def _label_places(node: Node, row: int, column: int, depth: int) -> Iterator[Place]:
    columns = 1 if node.children else depth
    yield Place(row, column, node.width, columns, "label", node.label)
    for child in node.children:
        yield from _label_places(child, row, column + 1, depth - 1)
        row += child.width


def _value_places(table_id: str, block: Block, leaf: Node, row: int, column: int) -> Iterator[Place]:
    for head in block.column_leaves():
        yield Place(row, column, 1, head.span, "value", "", cell_id(table_id, leaf, head))
        column += head.span


def cell_id(table_id: str, row: Node, column: Node) -> str:
    """`table.row.column`; the single row of table 四 has no id of its own."""
    return ".".join(part for part in (table_id, row.id, column.id) if part)


def name_of(node: Node) -> str:
    """The node's words without its number: “（一）予以公开” is spoken of as 予以公开."""
    return node.short or node.label.lstrip("（一二三四五六七八九十）123456789.、")


def _cells(sections: tuple[Section, ...], fields: tuple[Field, ...]) -> dict[str, Cell]:
    cells = {field.id: Cell(field.id, "text", field.label, "information") for field in fields}
    for section in sections:
        if section.text:
            cells[section.text] = Cell(section.text, "text", section.heading, section.id)
        if section.table:
            for block in section.table.blocks:
                cells.update((cell.id, cell) for cell in _block_cells(section.id, section.table, block))
    return cells


def _block_cells(section_id: str, table: Table, block: Block) -> Iterator[Cell]:
    rows, columns = block.row_leaves(), block.column_leaves()
    groups = {leaf: node.label for node in _groups(block.columns) for leaf in node.leaves()}
    for row in rows:
        for column in columns:
            sums = []
            if row.sum_of:
                sums.append(tuple(cell_id(table.id, r, column) for r in _named(rows, row.sum_of)))
            if column.sum_of:
                sums.append(tuple(cell_id(table.id, row, c) for c in _named(columns, column.sum_of)))
            # a cell of the one-row table is named by its group (行政复议 维持), any other by its row
            spoken = name_of(row) if row.label else groups.get(column, "")
            name = f"{spoken} {name_of(column)}".lstrip()
            yield Cell(cell_id(table.id, row, column), column.kind, name, section_id, row, column, tuple(sums))


def _groups(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """The groups, outer ones first, so that the innermost group of a leaf is told last."""
    for node in nodes:
        if node.children:
            yield node
            yield from _groups(node.children)


def _named(leaves: tuple[Node, ...], names: tuple[str, ...]) -> Iterator[Node]:
    """The leaves that a `sum_of` names: a leaf's own id, or the first part of the ids of a group's leaves."""
    for name in names:
        yield from (leaf for leaf in leaves if leaf.id == name or leaf.id.startswith(f"{name}."))


def _inside_out(cells: Mapping[str, Cell]) -> tuple[Cell, ...]:
    """The totals, those over totals (总计 of （七）总计) after the ones they add."""
    totals = [cell for cell in cells.values() if cell.is_total]
    return tuple(sorted(totals, key=lambda cell: any(cells[o].is_total for operands in cell.sums for o in operands)))
