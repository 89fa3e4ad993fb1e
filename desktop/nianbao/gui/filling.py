"""Filling many cells at once, in the table that is in sight."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nianbao.gui.sections.table import TablePage
    from nianbao.gui.window import Window


def fill_down(window: "Window") -> None:
    """Fill the selection from its first row, or a single cell from the one above."""
    if page := _table(window):
        page.grid.fill("down")


def fill_right(window: "Window") -> None:
    """Fill the selection from its first column, or a single cell from the one at its left."""
    if page := _table(window):
        page.grid.fill("right")


def fill_zeros(window: "Window") -> None:
    """Fill what is blank in the table with 0."""
    if page := _table(window):
        page.fill_zeros()


def recompute(window: "Window") -> None:
    """Set the totals of the table that differ from the sums of their cells."""
    if page := _table(window):
        page.recompute()


def _table(window: "Window") -> "TablePage | None":
    from nianbao.gui.sections.table import TablePage

    page = window.workspace.current_page() if window.workspace else None
    if isinstance(page, TablePage):
        return page
    window.status.tell("请先切换到有表格的部分。")
    return None
