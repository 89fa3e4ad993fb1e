"""Opening a document file: one window for each, nothing unsaved forgotten, and a damaged one not given up at once."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.files import settings
from nianbao.files.atomic import read_bytes
from nianbao.files.database import MAGIC, was_document
from nianbao.files.document import SUFFIX, ChangedElsewhere, Damaged, DocumentFile
from nianbao.files.recovery import key_of
from nianbao.gui import instance, messages, recovering
from nianbao.gui.notices import notify

if TYPE_CHECKING:
    from nianbao.gui.window import Window


def open_any(window: "Window", path: Path, leave: Callable[[], bool]) -> None:
    """Open a document, or begin the next year from a file of another kind. Raises UserError."""
    start = read_bytes(path, 100)
    if start.startswith(MAGIC[:-1]) or (path.suffix.lower() == SUFFIX and was_document(start)):
        open_document(window, path, leave)
    else:
        window.start_from(path)


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


def save_as(window: "Window") -> None:
    """Go on with the open report in another file. Raises UserError, and then nothing has changed."""
    saver = window.saver
    assert saver is not None
    target = messages.ask_target(window, "另存为", saver.file.path, messages.DOCUMENT_FILTER)
    if target is None:
        return
    if key_of(target) == key_of(saver.file.path):
        if saver.file.is_changed:  # the system has asked about the file as the clerk knows it
            raise ChangedElsewhere(target)
        saver.save_now()
        return
    instance.refuse_elsewhere(window, target)
    saver.move_to(DocumentFile.over(target))
    window.status.show_place(target)
    settings.remember(target)
    instance.hold(window, target)


def tell_missed(window: "Window") -> None:
    """The file was moved, renamed or deleted while it was open: what is typed from now on is in the one made anew."""
    if window.saver is not None and window.workspace is not None:
        path = window.saver.file.path
        sentence = f"“{path.name}”原来的文件不见了，可能被移走、改名或删除了，已按现在的内容在原处重新写了一份。"
        notify(
            window.workspace, sentence, details=("以后的修改都存在这一份里，移走或改名的那一份不会再变。",), path=path
        )
