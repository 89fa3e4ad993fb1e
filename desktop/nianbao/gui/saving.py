"""Keeps the document on disk: every change is written within a second, without a question."""

import datetime
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from nianbao.core.report import Change
from nianbao.files.document import Document, DocumentFile, Entry
from nianbao.files.errors import UserError
from nianbao.gui.editor import Editor

DELAY_MS = 300  # after the last change; never later than MOST_MS after the first
MOST_MS = 900
AGAIN_MS = 2000  # after a failure: a memory stick may be back


class Saver(QObject):
    """Writes the editor's report to its file soon after each change, and keeps the history of changes."""

    saved = Signal(str)  # the time, 时:分:秒
    failed = Signal(object)  # UserError; the work stays in memory, and writing it is tried again

    def __init__(self, editor: Editor, document: Document, file: DocumentFile) -> None:
        super().__init__(editor)
        self.document, self.file = document, file
        self.unsaved = False
        self._editor = editor
        self._waiting: list[Change] = []
        self._soon = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._latest = QTimer(self, singleShot=True, interval=MOST_MS)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        for timer in (self._soon, self._latest, self._again):
            timer.timeout.connect(self.flush)
        editor.changed.connect(self._note)

    def _note(self, change: Change) -> None:
        self._waiting.append(change)
        self.unsaved = True
        self._soon.start()
        if not self._latest.isActive():
            self._latest.start()

    def flush(self) -> bool:
        """Write what is not yet on disk; False when that failed, and then everything is kept."""
        for timer in (self._soon, self._latest, self._again):
            timer.stop()
        if not self.unsaved:
            return True
        self.document = self._with_history(replace(self.document, report=self._editor.report))
        self._waiting.clear()
        try:
            self.file.write(self.document)
        except UserError as error:
            self._again.start()
            self.failed.emit(error)
            return False
        self.unsaved = False
        self.saved.emit(datetime.datetime.now().strftime("%H:%M:%S"))
        return True

    def seal(self, time: str) -> bool:
        """Write the document as sealed at a time, or as open again with an empty one; False when that failed."""
        before = self.document.sealed
        self.document = replace(self.document, sealed=time)
        self.unsaved = True
        done = self.flush()
        if not done:
            self.document = replace(self.document, sealed=before)
        return done

    def move_to(self, file: DocumentFile) -> bool:
        """Keep the document in another file from now on; False, and nothing moves, when it cannot be written there."""
        before, self.file = self.file, file
        self.unsaved = True
        if self.flush():
            return True
        self.file = before
        self.flush()
        return False

    def _with_history(self, document: Document) -> Document:
        """The document with the waiting changes in its history; the letters of one typing are one entry."""
        entries = list(document.history)
        now = datetime.datetime.now().isoformat(timespec="seconds")
        for change in self._waiting:
            last = entries[-1] if entries else None
            if last and last.text == change.text and set(last.cells) == set(change.cells) and _is_typing(change):
                joined = Change(last.text, last.cells).then(Change(change.text, change.cells))
                entries[-1] = Entry(last.at, last.text, joined.cells)
            else:
                entries.append(Entry(now, change.text, change.cells))
        return replace(document, history=tuple(entries))


def _is_typing(change: Change) -> bool:
    return any(isinstance(value, str) for pair in change.cells.values() for value in pair)
