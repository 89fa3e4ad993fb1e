"""The comparison of the years: figures, charts, and pictures of them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nianbao.gui.window import Window


def show(window: "Window") -> None:
    """Show this year's figures beside last year's, and the charts."""
    from nianbao.gui.trend.dialog import TrendDialog

    workspace, saver = window.workspace, window.saver
    assert workspace is not None
    assert saver is not None
    if workspace.editor.base is None:
        window.status.tell("这份报告没有上年的数字可供对照。")
        return
    dialog = workspace.findChild(TrendDialog)
    if dialog is None:
        dialog = TrendDialog(workspace, workspace.editor, saver.file.path.parent)
        dialog.wanted.connect(workspace.show_cell)
        dialog.wanted.connect(window.activateWindow)
        dialog.told.connect(window.status.tell)
    dialog.show()
    dialog.activateWindow()
