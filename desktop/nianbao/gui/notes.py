"""The remark at a cell: a small sheet beside the cell to write on."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from nianbao.core.notes import last_notes, note, note_id, note_lines, worded
from nianbao.core.report import Change
from nianbao.gui.colours import colours
from nianbao.gui.editor import Editor
from nianbao.gui.goingback import go_back
from nianbao.gui.prose import leaves_undo

if TYPE_CHECKING:
    from nianbao.gui.window import Window

WIDTH, LINES = 300, 4  # pixels, and lines of text
_MARGIN = 6
_CONTROL = Qt.KeyboardModifier.ControlModifier


def edit(window: "Window") -> None:
    """Open the remark of the cell under the cursor, or put it away when it is open."""
    workspace, editor = window.workspace, window.editor
    assert workspace is not None
    assert editor is not None
    for popup in workspace.findChildren(NotePopup):
        if popup.isVisible():
            popup.shut()
            return
    found = _cell_in_sight(window)
    if found is None:
        window.status.tell("请先选中一格，再写备注。")
        return
    cell, widget, place = found
    back = QApplication.focusWidget() or workspace.current_page()
    popup = NotePopup(workspace, editor, cell, lambda: go_back(back, window))
    corner = widget.mapTo(workspace, place.topLeft())
    popup.place_at(QRect(corner, place.size()))
    popup.show()
    popup.raise_()
    popup.text.setFocus()


def show_all(window: "Window") -> None:
    """Show every remark of this year and of last year."""
    from nianbao.gui.notelist import NotesDialog

    workspace, editor = window.workspace, window.editor
    assert workspace is not None
    assert editor is not None
    dialog = workspace.findChild(NotesDialog)
    if dialog is None:
        dialog = NotesDialog(workspace, editor)
        dialog.wanted.connect(workspace.show_cell)
        dialog.wanted.connect(window.activateWindow)
    dialog.show()
    dialog.activateWindow()


class NotePopup(QFrame):
    """The remark of one cell, over the page at the cell. What is typed is kept at once, as one step to undo.

    `back` puts the keyboard where it was before.
    """

    def __init__(self, parent: QWidget, editor: Editor, cell: str, back: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setObjectName("note")
        shades = colours()
        ground, edge = shades.label_ground.name(), shades.current_line.name()
        self.setStyleSheet(f"QFrame#note {{ background: {ground}; border: 1px solid {edge}; }}")
        self.setFixedWidth(WIDTH)
        self.cell = cell
        self._editor, self._back = editor, back
        self._name = editor.report.edition.cells[cell].name
        self._merge = f"{note_id(cell)} {editor.stack.index()}"  # each opening is a step of its own
        self._showing = False
        self.text = _NoteText()
        self.text.setAccessibleName(f"备注：{self._name}")
        self.text.setPlaceholderText("写给自己和下一年经办人的话")
        self.text.setFixedHeight(LINES * self.text.fontMetrics().lineSpacing() + 12)
        self.text.setReadOnly(editor.sealed)
        self.keep = QPushButton("保留到本年(&K)")
        self.keep.setToolTip("把上年的备注作为本年的备注留下来")
        self.keep.clicked.connect(self._keep)
        self._lay_out()
        self._show()
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.text.textChanged.connect(self._submit)
        editor.changed.connect(self._follow)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._leave)

    def _lay_out(self) -> None:
        heading = QLabel(f"<b>备注</b>　{self._name}")
        heading.setWordWrap(True)
        hint = QLabel("不印出、不导出，随文件留给下一年。按 Esc 回到报告。")
        hint.setObjectName("summary")
        hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(4)
        layout.addWidget(heading)
        layout.addWidget(self.text)
        report, last = self._editor.report, self._editor.base
        lines = note_lines(report, last, self.cell)[1 if note(report, self.cell) else 0 :]
        for line in lines:
            told = QLabel(line)
            told.setTextFormat(Qt.TextFormat.PlainText)
            told.setWordWrap(True)
            layout.addWidget(told)
        self.keep.setVisible(bool(lines))
        layout.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(hint)

    def place_at(self, anchor: QRect) -> None:
        """Stand under a rectangle of the parent's, above it where there is no room, and within the parent."""
        self.adjustSize()
        room = self.parentWidget().rect()
        x = min(max(0, anchor.left()), max(0, room.width() - self.width()))
        under, above = anchor.bottom() + 2, anchor.top() - self.height() - 2
        fits_under = under + self.height() <= room.height()
        y = under if fits_under or above < 0 else above
        self.move(QPoint(x, max(0, min(y, room.height() - self.height()))))

    # what is written

    def _submit(self) -> None:
        if self._showing:
            return
        text = self.text.toPlainText()
        value = text if text.strip() else None
        self._editor.submit(f"备注 {self._name}", {note_id(self.cell): value}, merge=self._merge)
        self._offer()

    def _show(self) -> None:
        self._showing = True
        self.text.setPlainText(note(self._editor.report, self.cell))
        self._showing = False
        self._offer()

    def _offer(self) -> None:
        self.keep.setEnabled(not self._editor.sealed and not note(self._editor.report, self.cell))

    def _keep(self) -> None:
        report = self._editor.report
        words = worded(last_notes(report, self._editor.base, self.cell), self.cell)
        self._editor.submit(f"保留上年备注 {self._name}", {note_id(self.cell): words}, how="carried")
        self.text.setFocus()
        self.text.moveCursor(QTextCursor.MoveOperation.End)

    def _follow(self, change: Change) -> None:
        """The remark was undone or changed elsewhere; a cell of another form is gone."""
        if self.cell not in self._editor.report.edition.cells:
            self.shut()
        elif note_id(self.cell) in change.cells:
            written = self.text.toPlainText()
            if (written if written.strip() else "") != note(self._editor.report, self.cell):
                self._show()

    # coming and going

    def shut(self) -> None:
        """Put the sheet away; the keyboard goes back to where it came from when it was here."""
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self.parentWidget())
        self._stop()
        if had_focus:
            self._back()

    def _stop(self) -> None:
        application = QApplication.instance()
        if self.isVisible() and isinstance(application, QApplication):
            application.focusChanged.disconnect(self._leave)
            self._editor.changed.disconnect(self._follow)
            self.hide()
            self.deleteLater()

    def _leave(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The clerk goes on elsewhere in the window; another program in front changes nothing."""
        if new is not None and not self.isAncestorOf(new):
            self._stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)


class _NoteText(QPlainTextEdit):
    """The field to write in; undoing belongs to the window, Tab leads on, Ctrl+Return is done as Esc is."""

    def __init__(self) -> None:
        super().__init__()
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)

    def event(self, event: QEvent) -> bool:
        if leaves_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ended = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & _CONTROL
        if event.key() == Qt.Key.Key_Escape or ended:
            self.parent().shut()
        else:
            super().keyPressEvent(event)


def _cell_in_sight(window: "Window") -> tuple[str, QWidget, QRect] | None:
    """The cell under the cursor, the widget that shows it, and where in that it lies."""
    from nianbao.gui.sections.information import InformationPage
    from nianbao.gui.sections.table import TablePage

    assert window.workspace is not None
    page = window.workspace.current_page()
    if isinstance(page, TablePage):
        index = page.grid.currentIndex()
        cell = page.grid.form.cell_at(index)
        return (cell.id, page.grid.viewport(), page.grid.visualRect(index)) if cell else None
    if isinstance(page, InformationPage):
        focus = QApplication.focusWidget()
        fields = ((cell, field) for cell, field in page.fields.items() if field is focus or field.isAncestorOf(focus))
        cell, field = next(fields, (next(iter(page.fields)), next(iter(page.fields.values()))))
        return cell, field, field.rect()
    return page.section.text, page.prose, page.prose.cursorRect()
