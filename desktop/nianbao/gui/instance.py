"""One window a document: a second start on the same file brings the first window forward.

By a lock and a request in the state folder; no sockets. Where that folder takes nothing, every start opens a window.
"""

import contextlib
import os
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QFileSystemWatcher, QLockFile, QObject, QThread, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from nianbao.files import atomic
from nianbao.files.errors import UserError
from nianbao.files.paths import open_folder
from nianbao.files.recovery import key_of

PATIENCE_MS = 4000  # for the other window to answer: it may still be starting
LOOK_MS = 50
WATCH_MS = 1000  # where the system cannot watch a folder


class Claim(QObject):
    """A window's claim to a document, which no other window has while it lasts. `wanted`: somebody asks for it."""

    wanted = Signal()

    def __init__(self, path: Path, lock: QLockFile | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.key = key_of(path)
        self._lock = lock
        if lock is None:
            return
        watcher = QFileSystemWatcher(self)
        if watcher.addPath(str(open_folder())):
            watcher.directoryChanged.connect(self._look)
        else:
            QTimer(self, interval=WATCH_MS, timeout=self._look).start()
        QTimer.singleShot(0, self, self._look)  # what was asked for before it was watched

    @classmethod
    def take(cls, path: Path, parent: QObject | None = None) -> "Claim | None":
        """The claim to a document; None when another window has it."""
        with contextlib.suppress(OSError):
            open_folder().mkdir(parents=True, exist_ok=True)
        lock = _lock(path)
        if lock.tryLock(0):
            return cls(path, lock, parent)
        if lock.error() == QLockFile.LockError.LockFailedError:
            return None
        return cls(path, None, parent)

    def _look(self) -> None:
        request = open_folder() / f"{self.key}.wanted"
        if request.exists():
            with contextlib.suppress(OSError, UserError):
                atomic.remove(request)
            self.wanted.emit()

    def release(self) -> None:
        """Let other windows have the document."""
        if self._lock:
            self._lock.unlock()
            self._lock = None


def _lock(path: Path) -> QLockFile:
    """Never stale by its age, since a report may stay open for days; only when the program that made it is gone."""
    lock = QLockFile(str(open_folder() / f"{key_of(path)}.lock"))
    lock.setStaleLockTime(0)
    return lock


def bring_forward(path: Path) -> bool:
    """Ask the window that has the document to come forward; False when none answers, and then it may be opened."""
    request = open_folder() / f"{key_of(path)}.wanted"
    _allow_others_to_come_forward()
    try:
        atomic.write(request, b"")
    except UserError:
        return False
    deadline = QDeadlineTimer(PATIENCE_MS)
    while request.exists():
        if deadline.hasExpired():
            with contextlib.suppress(OSError, UserError):
                atomic.remove(request)
            return False
        QThread.msleep(LOOK_MS)
    return True


def is_elsewhere(window: QWidget, path: Path) -> bool:
    """Whether another window has the document; then that one has come forward. This window's own does not count."""
    if any(claim.key == key_of(path) for claim in window.findChildren(Claim)):
        return False
    claim = Claim.take(path)
    if claim is not None:
        claim.release()
        return False
    return bring_forward(path)


def refuse_elsewhere(window: QWidget, target: Path) -> None:
    """Raises UserError when another window has the document: nothing is replaced under its hands."""
    if is_elsewhere(window, target):
        raise UserError(f"“{target.name}”正在另一个窗口里填写，没有替换它。", "请换一个文件名，或先关闭那个窗口。")


def hold(window: QWidget, path: Path | None, claim: Claim | None = None) -> None:
    """Claim a document for the window in place of what it had before; none for no path.

    `claim` is one that was taken before there was a window.
    """
    key = "" if path is None else key_of(path)
    claims = window.findChildren(Claim)
    for old in claims:
        if old.key != key:
            old.release()
            old.setParent(None)
            old.deleteLater()
    if path is None or any(old.key == key for old in claims):
        return
    claim = claim or Claim.take(path)
    if claim is not None:
        claim.setParent(window)
        claim.wanted.connect(lambda: come_forward(window))


def come_forward(window: QWidget) -> None:
    """Show the window before all others, or let its button in the task bar blink where the system forbids that."""
    from PySide6.QtCore import Qt  # its first use costs too much before the first paint

    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)


def _allow_others_to_come_forward() -> None:
    """Windows lets only the program that was just started give the focus away."""
    if os.name == "nt":
        import ctypes

        with contextlib.suppress(AttributeError, OSError):
            ctypes.windll.user32.AllowSetForegroundWindow(-1)
