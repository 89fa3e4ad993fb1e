"""Keeps the document on disk: every change is written within a second, without a question, beside the window."""

import datetime
import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from nianbao.core.report import Change, Report, between
from nianbao.files import recovery
from nianbao.files.database import dump
from nianbao.files.document import Document, DocumentFile
from nianbao.files.errors import UserError
from nianbao.files.records import OPENED, State
from nianbao.gui.beside import LOOK_MS, Work, collect_again, collect_later
from nianbao.gui.editor import Editor

DELAY_MS = 300  # after the last change; but no later than MOST_MS after the first, so that a slow disk has time left
MOST_MS = 700
AGAIN_MS = 2000  # after a failure: a memory stick may be back
SLOW_MS = 3000  # a place that does not answer for so long is told of
PATIENCE_S = 8.0  # for such a place, when the clerk leaves

EXPORTED = "导出"  # what the states begin with that were handed out


class Saver(QObject):
    """Writes the editor's report to its file soon after each change, and keeps the history of changes.

    Writing goes on beside the window: a slow stick or a network drive that is gone must not stop the typing.
    """

    saved = Signal(str)  # the time, 时:分:秒
    # UserError; the work stays in memory and in a recovery copy elsewhere, and writing it is tried again
    failed = Signal(object)
    missed = Signal()  # the file was no longer there, and has been written anew

    def __init__(self, editor: Editor, document: Document, file: DocumentFile) -> None:
        super().__init__(editor)
        self.document, self.file = document, file
        self.unsaved = False
        self.error: UserError | None = None  # why the last writing failed
        self._editor = editor
        self._is_newer = False  # than what is being written, or was written last
        self._is_slow = False  # the place that is being written to
        self._opened = False  # whether the state at opening has been kept
        self._waiting: list[Change] = []
        self._writing: Work[None] | None = None
        self._copy = _RecoveryCopy()
        self._soon = self._timer(DELAY_MS, self._begin)
        self._latest = self._timer(MOST_MS, self._begin)
        self._again = self._timer(AGAIN_MS, self._begin)
        self._slow = self._timer(SLOW_MS, self._tell_slow)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._look_whether_done)
        editor.changed.connect(self._note)

    def _timer(self, interval: int, act: object) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=interval)
        timer.timeout.connect(act)
        return timer

    # what there is to write

    def _note(self, change: Change) -> None:
        imported = change.how == "imported"
        if imported:
            self._keep_state(f"{change.text}之前", self._editor.report.apply(change.inverse()))
        self._waiting.append(change)
        if imported:
            self._keep_state(change.text, self._editor.report)
        self._touch()

    def _keep_state(self, name: str, report: Report) -> None:
        now = datetime.datetime.now()
        self.document = self._merged(report).with_state(name, now)
        self._waiting.clear()

    def _merged(self, report: Report) -> Document:
        """The document with a report and the changes that are not in its history yet."""
        now = datetime.datetime.now()
        before = self.document
        if not self._waiting and before.report is report:
            return before
        if self._waiting and not self._opened:
            self._opened = True
            before = before.with_state(OPENED, now)
        return before.with_changes(report, tuple(self._waiting), now)

    def _touch(self) -> None:
        """There is something to write."""
        self.unsaved = self._is_newer = True
        self._soon.start()
        if not self._latest.isActive():
            self._latest.start()

    # writing

    def _begin(self) -> None:
        """Write what there is, unless a writing is still going on: then afterwards."""
        for timer in (self._soon, self._latest, self._again):
            timer.stop()
        if self._writing and self._is_slow:
            self._copy.keep(self.file, self._merged(self._editor.report))
        if not self.unsaved or self._writing:
            return
        self.document = self._merged(self._editor.report)
        self._waiting.clear()
        self._is_newer = False
        self._writing = Work(partial(self._copy.write, self.file, self.document))
        self._look.start()
        self._slow.start()

    def _look_whether_done(self) -> None:
        if self._writing and self._writing.is_done:
            self._finish(self._writing)

    def _finish(self, writing: Work[None]) -> None:
        """Take what came of a writing. What is no fault of the place is a defect, which is told as all of them are."""
        self._look.stop()
        self._slow.stop()
        self._writing, self._is_slow = None, False
        if not collect_again():
            collect_later()
        try:
            writing.result()
        except UserError as error:
            self._fail(error)
            return
        except Exception as defect:  # noqa: BLE001  raised here, it would let the window close over unsaved work
            self._fail(UserError("程序出错，没有保存。", "请用“另存为”或导出，把现在的内容存成另一个文件。"))
            sys.excepthook(type(defect), defect, defect.__traceback__)
            return
        self.unsaved, self.error = self._is_newer, None
        if self._is_newer and not self._soon.isActive():
            self._soon.start()
        self.saved.emit(_now())
        if self.file.was_gone:
            self.file.was_gone = False
            self.missed.emit()

    def _fail(self, error: UserError) -> None:
        self._again.start()
        self.error = error
        self.failed.emit(error)

    def _tell_slow(self) -> None:
        """The place does not answer: keep the work elsewhere and say so; the writing may still come to its end."""
        self._is_slow = True
        collect_later()  # the report may be left before the place answers
        self._copy.keep(self.file, self._merged(self._editor.report))
        self.error = UserError(
            f"“{self.file.path.name}”还没有保存：它所在的磁盘或网络盘没有回应。",
            "可以继续填写，程序会一直等它；要紧的话，请用“另存为”存到本机。",
        )
        self.failed.emit(self.error)

    @property
    def is_writing(self) -> bool:
        return self._writing is not None

    @property
    def is_kept(self) -> bool:
        """Whether the work that could not be written lies in a recovery copy."""
        return self._copy.exists

    def retire(self) -> None:
        """Write nothing any more: another one goes on with the document."""
        self._editor.changed.disconnect(self._note)
        self.unsaved = self._is_newer = False
        for timer in (self._soon, self._latest, self._again):
            timer.stop()

    def flush(self) -> bool:
        """Write what is not yet on disk, and wait for it; False when that failed, and then everything is kept."""
        for _ in range(2):  # what was already on its way, and what came after
            if self._writing is None and self.unsaved:
                self._begin()
            if self._writing is None:
                break
            if not self._writing.wait(PATIENCE_S):
                self._tell_slow()
                return False
            self._finish(self._writing)
            if self.error or not self._is_newer:
                break
        return not self.unsaved

    def save_now(self) -> bool:
        """Write the document although nothing was changed in it here; False when that failed."""
        self._touch()
        return self.flush()

    # what is kept beside the changes

    def seal(self, time: str) -> bool:
        """Write the document as sealed at a time, or as open again with an empty one; False when that failed."""
        before = self._merged(self._editor.report)
        self._waiting.clear()
        now = datetime.datetime.now()
        self.document = replace(before.noted("定稿" if time else "取消定稿", now), sealed=time)
        if time:
            self.document = self.document.with_state("定稿", now)
        self._touch()
        done = self.flush()
        if not done:
            self.document = before
            self._touch()
        return done

    def move_to(self, file: DocumentFile) -> None:
        """Keep the document in another file from now on. Raises UserError, and nothing moves, when that takes nothing.

        The present place may be gone, or not answer: what is on its way there is forgotten once the other file is safe.
        """
        self.document = self._merged(self._editor.report)
        self._waiting.clear()
        moving = Work(partial(file.write, self.document))
        is_done = moving.wait(PATIENCE_S)
        if not collect_again():
            collect_later()
        if not is_done:
            raise UserError(f"“{file.path.name}”所在的磁盘或网络盘没有回应，没有保存。", "请换一个位置保存。")
        moving.result()
        for timer in (self._soon, self._latest, self._again, self._slow, self._look):
            timer.stop()
        self._copy.retire()
        self.file, self._copy = file, _RecoveryCopy()
        self._writing, self._is_slow, self._is_newer = None, False, False
        self.unsaved, self.error = False, None
        self.saved.emit(_now())

    def mark(self, name: str) -> None:
        """Keep the report as it is now as a named state to go back to."""
        self._keep_state(name, self._editor.report)
        self._touch()

    def note_export(self, name: str, digest: str) -> None:
        """Remember a file that was handed out, by the SHA-256 of its bytes, and the report as it was then.

        The files of one package are one state.
        """
        from nianbao.files.exports import content_of

        now = datetime.datetime.now()
        last = self.document.states[-1] if self.document.states else None
        again = last and last.name.startswith(EXPORTED) and last.packed == State.of("", "", self._editor.report).packed
        if not again:
            self.mark(f"{EXPORTED} {name}")
        self.document = self.document.with_export(name, digest, content_of(self._editor.report), now)
        self._touch()

    def stand_on(self, theirs: Document, seen: bytes) -> None:
        """Take what somebody else wrote as the ground under the present work, which is then written over it.

        Nothing is lost: both reports are kept as named states, and the history goes on from theirs.
        """
        now = datetime.datetime.now()
        mine = self._merged(self._editor.report)
        self._waiting.clear()
        ground = theirs.with_state("别处修改过的（磁盘上的）", now)
        states = {(state.at, state.name): state for state in (*mine.states, *ground.states)}
        exports = {(made.at, made.digest): made for made in (*mine.exports, *ground.exports)}
        joined = replace(
            ground,
            states=tuple(sorted(states.values(), key=lambda state: state.at)),
            exports=tuple(sorted(exports.values(), key=lambda made: made.at)),
            base=mine.base,
            sealed=mine.sealed,
        )
        own = between(theirs.report, mine.report, "这个窗口里的修改")
        self.document = joined.with_changes(mine.report, (own,), now).with_state("这个窗口里的", now)
        self.file.seen = seen
        self._touch()


class _RecoveryCopy:
    """Writes a document to its place, and keeps it elsewhere for as long as that does not succeed."""

    def __init__(self) -> None:
        self._session = f"{datetime.datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}"
        self._swept = self._retired = False
        self._kept: tuple[Document, Path] | None = None

    @property
    def exists(self) -> bool:
        return self._kept is not None

    def write(self, file: DocumentFile, document: Document) -> None:
        """Raises UserError, and then the document is in a recovery copy, if that was possible."""
        try:
            file.write(document)
        except UserError:
            self.keep(file, document)
            raise
        if not self._swept:
            recovery.sweep(file.path)
            self._swept = True
        self._drop()

    def keep(self, file: DocumentFile, document: Document) -> None:
        """Keep the document elsewhere, unless that very one is kept already."""
        if self._retired or (self._kept and self._kept[0] is document):
            return
        path = recovery.keep(file.path, dump(document), self._session)
        if path:
            self._kept = (document, path)

    def retire(self) -> None:
        """The document lies in another place now: no copy is needed here any more."""
        self._retired = True
        self._drop()

    def _drop(self) -> None:
        kept, self._kept = self._kept, None  # at once: a writing that was forgotten may come to its end meanwhile
        if kept:
            recovery.discard(kept[1])


def _now() -> str:
    return datetime.datetime.now().strftime("%H:%M:%S")
