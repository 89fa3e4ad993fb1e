"""定稿: closing the report against edits once nothing stands in its way, and opening it again."""

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from nianbao.core.progress import obstacles
from nianbao.files.errors import UserError
from nianbao.gui import messages

if TYPE_CHECKING:
    from nianbao.gui.window import Window


def seal(window: "Window") -> None:
    """Close the report against edits, or say what is in the way."""
    editor = window.editor
    assert editor is not None
    why = obstacles(editor.report, editor.findings)
    if why:
        messages.tell(window, UserError(f"还不能定稿：{why}。", "请按右侧列表和各部分的标记逐一处理。"))
    else:
        _set_seal(window, datetime.datetime.now().isoformat(timespec="seconds"))


def unseal(window: "Window") -> None:
    """Open the report for edits again, on purpose."""
    if messages.agreed(window, "取消定稿后可以继续修改，已导出的文件不会随之改变。要取消定稿吗？"):
        _set_seal(window, "")


def _set_seal(window: "Window", time: str) -> None:
    saver, workspace = window.saver, window.workspace
    assert saver is not None
    assert workspace is not None
    with messages.telling(window):
        if saver.file.is_changed:  # what was checked here is not what would be sealed
            from nianbao.gui.conflict import settle

            settle(window)
            return
    tab = workspace.tabs.currentIndex()
    if saver.flush() and saver.seal(time):
        window.show_document(replace(saver.document, sealed=time), saver.file)
        window.workspace.tabs.setCurrentIndex(tab)
