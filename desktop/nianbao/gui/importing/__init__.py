"""Importing: a file is read beside the window, looked at side by side, and taken in one step."""

from nianbao.gui.importing.dialog import ImportDialog

__all__ = ["ImportDialog"]
