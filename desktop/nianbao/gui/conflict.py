"""A file that was changed elsewhere: both versions in view, the clerk chooses, and neither is lost."""

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from nianbao.core.contrast import Line, contrast
from nianbao.core.report import between
from nianbao.files.document import load_document
from nianbao.files.errors import UserError
from nianbao.files.records import Document
from nianbao.gui import messages
from nianbao.gui.beside import LOOK_MS, Work, collect_again, collect_later
from nianbao.gui.differences import SIZE, DifferenceTable

if TYPE_CHECKING:
    from nianbao.gui.editor import Editor
    from nianbao.gui.saving import Saver
    from nianbao.gui.window import Window

THEIRS, MINE, AS = "theirs", "mine", "as"
_REMEDY = "请用“另存为”把现在的内容存成另一个文件，磁盘上的那份不会改动。"


class ConflictDialog(QDialog):
    """Shows cell by cell what differs on disk and in the window; `choice` is what the clerk wants."""

    def __init__(self, name: str, lines: tuple[Line, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("文件在别处被修改")
        self.resize(SIZE.boundedTo(self.screen().availableSize() * 0.96))
        self.choice = ""
        said = QLabel(
            f"“{name}”已被别的程序或别的电脑修改，与这个窗口里的有 {len(lines)} 处不同，没有覆盖它。"
            "请选用哪一份；两份都会留在“修改历史”里，随时可以回去。"
        )
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        self.table = DifferenceTable(lines, "磁盘上的", "这个窗口里的")
        buttons = QDialogButtonBox()
        for words, choice in (("用磁盘上的", THEIRS), ("用我现在的", MINE), ("另存为…", AS)):
            button = buttons.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, choice=choice: self._choose(choice))
        later = buttons.addButton("以后再说", QDialogButtonBox.ButtonRole.RejectRole)
        later.setDefault(True)  # Return alone replaces nothing
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(said)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        later.setFocus()

    def _choose(self, choice: str) -> None:
        self.choice = choice
        self.accept()


def settle(window: "Window") -> None:
    """Let the clerk choose between the file on disk and what the window holds; nothing happens when they are alike."""
    editor, saver = window.editor, window.saver
    assert editor is not None
    assert saver is not None
    messages.speak_chinese()
    try:
        _settle(window, editor, saver)
    except UserError as error:
        messages.tell(window, UserError(error.sentence, _REMEDY))


def _settle(window: "Window", editor: "Editor", saver: "Saver") -> None:
    """Raises UserError when the file is gone, or is none that can be read here."""
    seen = saver.file.bytes_on_disk()
    theirs = load_document(seen, saver.file.path.name, editor.report.editions)
    lines = contrast(theirs.report, editor.report)
    choice = MINE
    if lines or theirs.sealed != saver.document.sealed:
        choice = _ask(window, saver.file.path.name, lines)
    if choice == AS:
        window.save_as()
    elif choice and seen != saver.file.bytes_on_disk():
        _settle(window, editor, saver)  # changed once more while the clerk was thinking
    elif choice == THEIRS:
        _take(window, theirs, seen)
    elif choice == MINE:
        saver.stand_on(theirs, seen)
        saver.flush()


def _ask(window: QWidget, name: str, lines: tuple[Line, ...]) -> str:
    dialog = ConflictDialog(name, lines, window)
    dialog.exec()
    dialog.deleteLater()
    return dialog.choice


def _take(window: "Window", theirs: Document, seen: bytes) -> None:
    """Show what is on disk; as a step that can be undone, unless a seal or another last year's report is in the way."""
    editor, saver = window.editor, window.saver
    assert editor is not None
    assert saver is not None
    plain = not (theirs.sealed or editor.sealed) and theirs.base == saver.document.base
    mine = editor.report
    saver.stand_on(theirs, seen)
    if plain:
        editor.restore("改用磁盘上的内容", theirs.report)
        saver.flush()
        window.status.tell("已改用磁盘上的内容，可以撤销。")
        return
    change = between(mine, theirs.report, "改用磁盘上的内容")
    document = saver.document.with_changes(theirs.report, (change,), datetime.datetime.now())
    saver.retire()
    window.show_document(replace(document, base=theirs.base, sealed=theirs.sealed), saver.file)
    window.saver.save_now()


class OutsideWatch(QObject):
    """Looks, whenever the window comes to the front, whether its file was changed elsewhere meanwhile.

    Nothing watches the file all the time: that would hold a memory stick fast, and misses changes on network drives.
    """

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._looking: Work[bool] | None = None
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._take_result)
        window.installEventFilter(self)

    @property
    def is_looking(self) -> bool:
        return self._looking is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        if event.type() == QEvent.Type.WindowActivate:
            self._begin()
        return False

    def _is_free(self) -> bool:
        saver = self._window.saver
        busy = saver is None or saver.unsaved or saver.is_writing
        return not busy and QApplication.activeModalWidget() is None

    def _begin(self) -> None:
        saver = self._window.saver
        if saver is None or self._looking or not self._is_free():
            return
        file = saver.file
        self._looking = Work(lambda: file.is_changed)
        self._look.start()

    def _take_result(self) -> None:
        looking = self._looking
        if looking is None or not looking.is_done:
            return
        self._look.stop()
        self._looking = None
        if not collect_again():
            collect_later()
        try:
            changed = looking.result()
        except UserError:
            return  # a place that is gone is told of when something is to be written there
        if changed and self._is_free():
            settle(self._window)
