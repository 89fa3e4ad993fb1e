"""The comparison of the years: figures, charts, and pictures of them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nianbao.gui.trend.dialog import TrendDialog
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
        dialog.word_wanted.connect(lambda: _export_word(window, dialog))
    dialog.show()
    dialog.activateWindow()


def _export_word(window: "Window", dialog: "TrendDialog") -> None:
    """Export the report with the ticked charts behind it; a number that is still being typed counts in both."""
    from nianbao.gui.exporting import export_word
    from nianbao.gui.trend.picture import for_word

    assert window.workspace is not None
    window.workspace.finish_typing()
    export_word(window, for_word(dialog.chosen_charts()), dialog)
