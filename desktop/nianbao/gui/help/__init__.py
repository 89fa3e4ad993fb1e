"""Help: at the cell, beside the tables, and as a searchable guide in a window of its own; all of it offline.

What the menus call is here; everything else is imported when help is first asked for.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow, QWidget

    from nianbao.gui.help.guide import Guide

BEGINNING, SHORTCUTS, RULES = "page/begin", "page/shortcuts", "page/rules"


def open_help(window: "QMainWindow") -> None:
    """F1: the help at the cell, once it stands there the keyboard into it; the guide where there is no cell."""
    from nianbao.gui.help.dock import show_cell_help

    if not show_cell_help(window, lambda address: show_guide(window, address)):
        show_guide(window)


def open_guide(window: "QMainWindow") -> None:
    """The guide where it was left, or at its beginning."""
    show_guide(window)


def open_shortcuts(window: "QMainWindow") -> None:
    """The list of all keys of the menus."""
    show_guide(window, SHORTCUTS)


def open_rules(window: "QMainWindow") -> None:
    """The list of all that is checked."""
    show_guide(window, RULES)


def show_guide(window: "QWidget", address: str = "") -> "Guide":
    """The guide beside the window, at a page, or where it was left; the clerk can go on working."""
    from nianbao.gui.help.guide import Guide
    from nianbao.gui.help.place import edition_of

    guide = next(iter(window.findChildren(Guide)), None) or Guide(window)
    guide.set_edition(edition_of(window))
    guide.go(address or guide.address or BEGINNING)
    guide.show()
    guide.raise_()
    guide.activateWindow()
    return guide
