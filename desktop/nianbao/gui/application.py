"""The running program: Qt set up in Chinese, unexpected errors caught, the window shown."""

import datetime
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from nianbao.gui.window import Window

if TYPE_CHECKING:
    from nianbao.core.edition import Editions

STYLE = """
QLabel#title { font-size: 22pt; font-weight: bold; color: #1c3f6e; }
QLabel#heading { font-size: 13pt; font-weight: bold; }
QLabel#notice { background: #fff4d6; padding: 4px; }
QLabel#summary { color: #3e4c59; }
QPlainTextEdit#before { background: #f6f7f9; color: #52606d; }
QTableView { gridline-color: #9aa5b1; }
"""


def run(files: list[Path], *, leave: str = "", self_test: bool = False) -> int:
    """Open the window, with a file if one is given, and stay until it is closed.

    `leave` ends the program early, for measuring: at the first `paint`, or once all that was asked for is `shown`.
    """
    app = make_application()
    if self_test:
        from nianbao.gui.selftest import self_test as test

        return test(_load())
    sys.excepthook = _unexpected
    window = Window(_load, datetime.date.today())
    if leave:
        window.installEventFilter(_Leave(window, leave))
    if files:
        window.open_once_painted(files[0])
    else:
        window.show_start()
    window.show()
    return app.exec()


def make_application() -> QApplication:
    """The one QApplication, in the style that looks the same on every system."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        # as arguments: asking for the style by its own call makes Python classes that nothing else needs
        app = QApplication([*sys.argv[:1], "-style", "fusion"])
    app.setApplicationName("nianbao")
    app.setStyleSheet(STYLE)
    return app


def _load() -> "Editions":
    from nianbao.files.editions import load_editions

    return load_editions()


class _Leave(QObject):
    """Ends the program once the window has been painted, for measuring."""

    def __init__(self, window: Window, when: str) -> None:
        super().__init__(window)
        self._window, self._when = window, when

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not (self._when == "shown" and self._window.opening):
            watched.removeEventFilter(self)
            QTimer.singleShot(0, QApplication.quit)
        return False


def _unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log a defect of the program and show it with its details to copy; the report has been saved as always."""
    import traceback

    from PySide6.QtWidgets import QMessageBox

    from nianbao.files.log import log_defect

    details = "".join(traceback.format_exception(kind, error, trace))
    sys.stderr.write(details)
    where = log_defect(details)
    box = QMessageBox(QMessageBox.Icon.Critical, "年报", "程序出现了意外的错误，已填的内容不受影响，可以继续使用。")
    box.setInformativeText(f"如果反复出现，请把详细信息告诉程序的维护者。{where}")
    box.setDetailedText(details)
    box.exec()
