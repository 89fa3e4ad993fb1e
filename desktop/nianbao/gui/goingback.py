"""Where the keys go when something that lay over the report is done."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from nianbao.gui.window import Window


def go_back(to: QWidget, window: "Window") -> None:
    """Give the keys to what had them; to the page in sight where that is gone or has been put away meanwhile."""
    if isValid(to) and to.isVisible():
        to.setFocus()
    elif window.workspace is not None:
        window.workspace.current_page().setFocus()
