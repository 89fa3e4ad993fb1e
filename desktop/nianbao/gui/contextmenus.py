"""What the right mouse button and the menu key offer in texts and tables: the actions of the menus that fit there."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractScrollArea, QMenu, QPlainTextEdit, QWidget

from nianbao.core.checks import Finding
from nianbao.core.drafts import draft_sentences
from nianbao.core.links import links_of
from nianbao.gui.beside_text import BesideText
from nianbao.gui.findings.panel import FindingsPanel
from nianbao.gui.findings.rows import Deed
from nianbao.gui.grid.view import GridView
from nianbao.gui.prose import Prose

S = TypeVar("S", bound=QAbstractScrollArea)

UNDOING = ("undo", "redo")
LEVELS = ("writing.raise_level", "writing.lower_level")
LONGEST = 24  # characters of a finding that name it in a menu
FILLING = ("filling.fill_down", "filling.fill_right", "filling.fill_zeros")


def attach(page: QWidget) -> None:
    """Give the texts and the table of a page their menus."""
    for prose in page.findChildren(Prose):
        _offer(prose, text_menu)
    for beside in page.findChildren(BesideText):
        _offer(beside.text, partial(_beside_menu, beside))
    for grid in page.findChildren(GridView):
        _offer(grid, table_menu)


def text_menu(prose: Prose) -> QMenu:
    """What can be done at the cursor of a text, or with what is selected."""
    menu = _menu(prose)
    _add_actions(menu, UNDOING)
    menu.addSeparator()
    selected, writable = prose.textCursor().hasSelection(), not prose.isReadOnly()
    _add(menu, "剪切", QKeySequence.StandardKey.Cut, prose.cut, usable=selected and writable)
    _add(menu, "复制", QKeySequence.StandardKey.Copy, prose.copy, usable=selected)
    _add(menu, "粘贴", QKeySequence.StandardKey.Paste, prose.paste, usable=writable and prose.canPaste())
    _add(menu, "全选", QKeySequence.StandardKey.SelectAll, prose.selectAll, usable=bool(prose.toPlainText()))
    report, cell = prose.editor.report, prose.cell
    if any(section.text == cell for section in report.edition.sections):
        start, end = prose.selected()
        linked = any(link.start <= end and start <= link.end for link in links_of(report, cell))
        draft = any(passage.start <= start <= passage.end for passage in draft_sentences(report, cell))
        menu.addSeparator()
        _add_actions(menu, ("writing.insert_link", *(["writing.unlink"] if linked else []), *LEVELS))
        menu.addSeparator()
        _add_actions(menu, (*(["writing.confirm_sentence"] if draft else []), "writing.replace_words"))
        _add_deeds(menu, prose, lambda finding: _marks(finding, prose, start))
    return menu


def table_menu(grid: GridView) -> QMenu:
    """What can be done with the selected cells."""
    menu = _menu(grid)
    _add_actions(menu, UNDOING)
    menu.addSeparator()
    writable = not grid.form.editor.sealed
    mime = QGuiApplication.clipboard().mimeData()
    has_words = mime is not None and (mime.hasText() or mime.hasHtml())
    _add(menu, "剪切", QKeySequence.StandardKey.Cut, grid.cut, usable=writable)
    _add(menu, "复制", QKeySequence.StandardKey.Copy, grid.copy)
    _add(menu, "粘贴", QKeySequence.StandardKey.Paste, grid.paste, usable=writable and has_words)
    _add(menu, "清成空格", QKeySequence.StandardKey.Delete, partial(grid.clear, "清除"), usable=writable)
    menu.addSeparator()
    _add_actions(menu, FILLING)
    menu.addSeparator()
    _add_actions(menu, ("notes.edit", "help.open_help"))
    cell = grid.form.cell_at(grid.currentIndex())
    if cell is not None:
        _add_deeds(menu, grid, lambda finding: cell.id in finding.cells)
    return menu


def _beside_menu(beside: BesideText, text: QPlainTextEdit) -> QMenu:
    """Last year's text: its sentences can be taken over, its words copied."""
    menu = _menu(text)
    taking = menu.addAction(f"{beside.button.text()}\t回车")
    taking.setEnabled(beside.button.isEnabled())
    taking.triggered.connect(beside.take)
    menu.addSeparator()
    _add(menu, "复制", QKeySequence.StandardKey.Copy, text.copy, usable=text.textCursor().hasSelection())
    _add(menu, "全选", QKeySequence.StandardKey.SelectAll, text.selectAll)
    return menu


def _offer(widget: S, make: Callable[[S], QMenu]) -> None:
    def pop_up(place: QPoint) -> None:
        if isinstance(widget, QPlainTextEdit):
            _put_cursor(widget, place)
        make(widget).popup(widget.viewport().mapToGlobal(place))

    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    widget.customContextMenuRequested.connect(pop_up)


def _put_cursor(text: QPlainTextEdit, place: QPoint) -> None:
    """The menu speaks of the words under the mouse, unless they are selected."""
    cursor = text.cursorForPosition(place)
    now = text.textCursor()
    if text.viewport().rect().contains(place) and not now.selectionStart() <= cursor.position() <= now.selectionEnd():
        text.setTextCursor(cursor)


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _add(
    menu: QMenu, words: str, key: QKeySequence.StandardKey, act: Callable[[], object], *, usable: bool = True
) -> None:
    """An entry with the key that does the same; the key is told only, since the widget takes it itself."""
    name = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    action = menu.addAction(f"{words}\t{name}")
    action.setEnabled(usable)
    action.triggered.connect(lambda _checked=False: act())


def _add_actions(menu: QMenu, names: tuple[str, ...]) -> None:
    """The window's own actions, as they stand in its menus; outside of the window there are none."""
    window = menu.parentWidget().window()
    found = (window.findChild(QAction, name) for name in names)
    menu.addActions([action for action in found if action is not None])


# what the list of findings says of this place


def _panel(widget: QWidget) -> FindingsPanel | None:
    return widget.window().findChild(FindingsPanel)


def _add_deeds(menu: QMenu, widget: QWidget, speaks: Callable[[Finding], bool]) -> None:
    """What can be done about the findings that speak of this place, as their buttons in the list say."""
    panel = _panel(widget)
    for number in panel.form.findings() if panel else ():
        row = panel.form.rows[number]
        if row.finding is None or not row.deeds or not speaks(row.finding):
            continue
        menu.addSection(row.text if len(row.text) <= LONGEST else f"{row.text[: LONGEST - 1]}…")
        for deed, words in row.deeds:
            chosen = menu.addAction(words.replace("&", "&&")).triggered
            chosen.connect(partial(_do, panel, panel.form.index(number), deed))


def _do(panel: FindingsPanel, index: QModelIndex, deed: Deed, _checked: bool = False) -> None:
    panel.list.do(index, deed)


def _marks(finding: Finding, prose: Prose, at: int) -> bool:
    """Whether the finding points at the words at a character of the text."""
    return any(span.cell == prose.cell and span.start <= at <= span.end for span in finding.spans)
