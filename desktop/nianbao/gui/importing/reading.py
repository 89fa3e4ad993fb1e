"""Reading a file beside the window, so that the window stays alive and the clerk can give up waiting."""

import gc
import threading
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget

from nianbao.core.edition import Editions
from nianbao.core.recognise import Proposal
from nianbao.files import readers

PATIENCE_MS = 300  # before a dialog says that it takes its time
THREAD = "reading"
LOOK_MS = 10  # between two looks whether it is done


class Reading:
    """Reads one file in a thread of its own, which Qt knows nothing of.

    Python's collector of garbage runs in whatever thread it is due in, and widgets that it finds may be deleted in
    the window's thread only: it rests while a file is read. A thread that is no longer waited for goes on to its end
    and nobody hears of it; it does not keep the program from ending.
    """

    def __init__(self, path: Path, editions: Editions, unit: str = "") -> None:
        self._arguments = (path, editions, unit)
        self._result: Proposal | BaseException | None = None
        gc.disable()
        self._thread = threading.Thread(target=self._read, name=THREAD, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        try:
            self._result = readers.read_file(*self._arguments)
        except BaseException as error:  # noqa: BLE001  raised again where the result is asked for
            self._result = error

    @property
    def is_done(self) -> bool:
        return not self._thread.is_alive()

    def result(self) -> Proposal:
        """What was read. Raises what reading raised."""
        assert self._result is not None
        if isinstance(self._result, BaseException):
            raise self._result
        return self._result


class ReadingDialog(QDialog):
    """Says that a file is being read, and lets the clerk give up."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("导入")
        said = QLabel(f"正在读取“{name}”……")
        said.setWordWrap(True)
        said.setMinimumWidth(300)
        moving = QProgressBar()
        moving.setRange(0, 0)
        moving.setTextVisible(False)
        buttons = QDialogButtonBox()
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (said, moving, buttons):
            layout.addWidget(widget)


def read_beside(parent: QWidget | None, path: Path, editions: Editions, unit: str = "") -> Proposal | None:
    """What is recognised in a file; None when the clerk gave up. Raises what `read_file` raises.

    For a moment keys and clicks wait; then a dialog stands before the window, which goes on painting and saving.
    """
    reading = Reading(path, editions, unit)
    look = QTimer(interval=LOOK_MS)
    _wait(reading, look)
    if not reading.is_done:
        dialog = ReadingDialog(path.name, parent)
        look.timeout.connect(lambda: dialog.accept() if reading.is_done else None)
        agreed = dialog.exec()
        look.stop()
        dialog.deleteLater()
        if not agreed:
            _collect_later()
            return None
    _collect_again()
    return reading.result()


def _collect_again() -> bool:
    """Let the collector of garbage run again, unless a file is being read that nobody waits for any more."""
    if any(thread.name == THREAD for thread in threading.enumerate()):
        return False
    gc.enable()
    return True


def _collect_later() -> None:
    """Let it run again once that file has been read."""
    look = QTimer(QCoreApplication.instance(), interval=LOOK_MS)
    look.timeout.connect(lambda: look.deleteLater() if _collect_again() else None)
    look.start()


def _wait(reading: Reading, look: QTimer) -> None:
    """Until the file is read, but only for the time that nobody notices."""
    loop = QEventLoop()
    patience = QDeadlineTimer(PATIENCE_MS)
    look.timeout.connect(lambda: loop.quit() if reading.is_done or patience.hasExpired() else None)
    look.start()
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    look.timeout.disconnect()
