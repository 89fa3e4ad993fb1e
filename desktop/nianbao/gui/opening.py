"""Opening a document file: one window for each, nothing unsaved forgotten, and a damaged one not given up at once."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.files.document import Damaged, DocumentFile
from nianbao.gui import instance, recovering

if TYPE_CHECKING:
    from nianbao.gui.window import Window


def open_document(window: "Window", path: Path, leave: Callable[[], bool]) -> None:
    """Open a document in the window, once the clerk agrees to `leave` what is open.

    A document that another window has brings that one forward. Raises UserError when it cannot be read.
    """
    if instance.is_elsewhere(window, path):
        window.status.tell(f"“{path.name}”已经在另一个窗口里打开，请到那个窗口里填写。")
        return
    file = DocumentFile(path)
    try:
        file.read(window.editions)
    except Damaged as damaged:
        recovering.offer_salvage(window, path, damaged)
        return
    if leave():
        window.show_document(file.read(window.editions), file)  # what was left may have been this very file
        recovering.offer_copies(window)
