"""Building an edition from the dictionaries of `resources/editions/*.toml`: its cells, and where its tables lie."""

from collections.abc import Iterator, Mapping
from typing import Any

from nianbao.core.edition import (
    Balance,
    Block,
    Cell,
    Edition,
    Field,
    Node,
    Place,
    PreambleWording,
    Section,
    Table,
    UnitKind,
    cell_id,
    name_of,
)


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
