"""A plain printed sheet (核对单, rule book) as data: title, some lines, tables of text, lines to sign on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: what stands over it, and how wide it is compared with the others."""

    heading: str
    width: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table with a heading over it; every row has a text for every column. `empty` is printed for no rows."""

    heading: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = "无。"

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{len(row)} texts in a row of {len(self.columns)} columns: {row}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A4 pages with a title. `lead` are the lines under it, `foot` those at the end, to be kept together.

    A `dense` sheet is set as small as it takes to fit on one page, within what can be read.
    """

    title: str
    lead: tuple[str, ...] = ()
    tables: tuple[SheetTable, ...] = ()
    foot: tuple[str, ...] = ()
    dense: bool = False
