"""The rows of a table by the columns that they have: each edition has rows and columns of its own."""

from collections.abc import Iterator

from nianbao.core.edition import Edition, Node


def rows_with(edition: Edition, table: str, *columns: str) -> Iterator[Node]:
    """The rows of the table's blocks that have all of these columns."""
    for block in edition.table(table).blocks:
        if set(columns) <= {column.id for column in block.columns}:
            yield from block.rows
