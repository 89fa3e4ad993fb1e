"""The year without applications, guided: a question, what follows from it line by line, what is left to confirm."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nianbao.gui.window import Window


def begin(window: "Window") -> None:
    """Begin from last year's file, and go on with the guide."""
    before = window.workspace
    window.start_next()
    if window.workspace is not before:
        show(window)


def show(window: "Window") -> None:
    """Open the guide for a year without applications, or bring it back into sight."""
    from nianbao.files.zeroyear import load_wording
    from nianbao.gui.zeroyear.dialog import ZeroYearDialog

    workspace, editor = window.workspace, window.editor
    assert workspace is not None
    assert editor is not None
    dialog = workspace.findChild(ZeroYearDialog)
    if dialog is None:
        dialog = ZeroYearDialog(workspace, editor, load_wording())
        dialog.wanted.connect(workspace.show_cell)
        dialog.wanted.connect(window.activateWindow)
        dialog.told.connect(window.status.tell)
    dialog.show()
    dialog.activateWindow()
