"""What menus and keys do to the text that is being written: links, levels, last year's sentences, replacing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from nianbao.gui import textsteps
from nianbao.gui.editor import SEALED
from nianbao.gui.prose import Prose

if TYPE_CHECKING:
    from nianbao.gui.window import Window

NO_TEXT = "请先打开第一、五、六部分，把光标放到文字里。"


def insert_link(window: "Window") -> None:
    """Show the numbers and sentences that can be put in at the cursor, and put in what is chosen."""
    _with_text(window, _offer)


def unlink(window: "Window") -> None:
    """Make the linked words at the cursor, or in the selection, plain text."""
    _with_text(window, textsteps.unlink)


def raise_level(window: "Window") -> None:
    """Make the paragraph at the cursor one of a higher level."""
    _with_text(window, lambda prose: textsteps.change_level(prose, "raise"))


def lower_level(window: "Window") -> None:
    """Make the paragraph at the cursor one of a lower level."""
    _with_text(window, lambda prose: textsteps.change_level(prose, "lower"))


def renumber(window: "Window") -> None:
    """Number the paragraphs of the text anew."""
    _with_text(window, textsteps.renumber)


def confirm_sentence(window: "Window") -> None:
    """Leave last year's sentence at the cursor as it is on purpose, and go on to the next one."""
    _with_text(window, textsteps.confirm_sentence)


def next_draft(window: "Window") -> None:
    """Put the cursor to the next sentence that is still last year's."""
    _with_text(window, textsteps.next_draft)


def replace_words(window: "Window") -> None:
    """Find words in the texts of all sections, and replace them."""
    from nianbao.gui.replacing import ReplaceDialog

    workspace = window.workspace
    assert workspace is not None
    prose = _text(window)
    words = prose.textCursor().selectedText() if prose else ""
    dialog = ReplaceDialog(window, workspace.editor, "" if "\u2029" in words else words)
    dialog.wanted.connect(lambda cell, start, end: _show(window, cell, start, end))
    dialog.told.connect(workspace.told)
    dialog.show()


def _offer(prose: Prose) -> None:
    from nianbao.gui.linking import LinkList

    if prose.isReadOnly():
        prose.told.emit(SEALED)
        return
    listed = LinkList(prose.editor.report, prose)
    listed.chosen.connect(lambda name: textsteps.link(prose, name))
    listed.open_at(prose.viewport().mapTo(prose.window(), prose.cursorRect().bottomLeft()))


def _show(window: "Window", cell: str, start: int, end: int) -> None:
    """Show a place of a text, selected; the keys stay with the dialog that asked for it."""
    workspace = window.workspace
    if workspace is None:
        return
    workspace.show_cell(cell)
    for prose in workspace.current_page().findChildren(Prose):
        if prose.cell == cell:
            prose.put_cursor(start, end)


def _with_text(window: "Window", step: Callable[[Prose], None]) -> None:
    """Do something to the text of the section in sight; where there is none, the clerk is told what to do."""
    prose = _text(window)
    if prose is None:
        window.status.tell(NO_TEXT)
    else:
        step(prose)


def _text(window: "Window") -> Prose | None:
    """The text with the cursor, or that of the section in sight; not the preamble, which follows by itself."""
    focus = QApplication.focusWidget()
    page = window.workspace.current_page() if window.workspace else None
    known = page.findChildren(Prose) if page else []
    texts = [prose for prose in known if any(s.text == prose.cell for s in prose.editor.report.edition.sections)]
    return next((prose for prose in texts if prose is focus), texts[0] if texts else None)
