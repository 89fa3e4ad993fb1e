"""Reading a file beside the window, so that the window stays alive and the clerk can give up waiting."""

from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget

from nianbao.core.edition import Editions
from nianbao.core.recognise import Proposal
from nianbao.files import readers
from nianbao.gui.beside import LOOK_MS, Work, collect_again, collect_later

PATIENCE_MS = 300  # before a dialog says that it takes its time


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
    reading = Work(lambda: readers.read_file(path, editions, unit))
    look = QTimer(interval=LOOK_MS)
    _wait(reading, look)
    if not reading.is_done:
        dialog = ReadingDialog(path.name, parent)
        look.timeout.connect(lambda: dialog.accept() if reading.is_done else None)
        agreed = dialog.exec()
        look.stop()
        dialog.deleteLater()
        if not agreed:
            collect_later()
            return None
    collect_again()
    return reading.result()


def _wait(reading: Work[Proposal], look: QTimer) -> None:
    """Until the file is read, but only for the time that nobody notices."""
    loop = QEventLoop()
    patience = QDeadlineTimer(PATIENCE_MS)
    look.timeout.connect(lambda: loop.quit() if reading.is_done or patience.hasExpired() else None)
    look.start()
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    look.timeout.disconnect()
