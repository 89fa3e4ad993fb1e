"""The running program: Qt set up in Chinese, unexpected errors caught, the window shown."""

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from nianbao.gui.beside import RestingCollector
from nianbao.gui.crash import CrashHook
from nianbao.gui.display import needing_a_screen
from nianbao.gui.window import Window

if TYPE_CHECKING:
    from nianbao.core.edition import Editions

SETTLE_MS = 250  # after the window stands

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
    with needing_a_screen(1 if self_test else 2):
        app = make_application()
    RestingCollector(app)
    if self_test:
        from nianbao.gui.selftest import self_test as test

        return test(_load)
    claim = None
    if files:
        from nianbao.gui.instance import Claim, bring_forward, hold

        claim = Claim.take(files[0])
        if claim is None and bring_forward(files[0]):
            return 0  # the window that has it stands before the others now
    window = Window(_load, datetime.date.today())
    hook = CrashHook(lambda: window.saver is None or window.saver.flush(), window.close, window)
    hook.install()
    if leave:
        window.installEventFilter(_Leave(window, leave))
    if files:
        hold(window, files[0], claim)
        window.open_once_painted(files[0])
    else:
        window.show_start()
    window.show()
    app.commitDataRequest.connect(lambda _session: window.save_all())  # the system shuts down
    QTimer.singleShot(SETTLE_MS, window, lambda: _settle(window, hook))
    code = app.exec()
    hook.remove()
    return code


def _settle(window: Window, hook: CrashHook) -> None:
    """What can wait until the window stands: records of crashes, files changed elsewhere, what was not saved."""
    from nianbao.files.recovery import sweep_own
    from nianbao.gui.conflict import OutsideWatch
    from nianbao.gui.recovering import offer_at_start

    OutsideWatch(window)
    sweep_own()
    if hook.settle():
        window.status.tell("程序上次意外退出。填过的内容随填随存，请看看最后一处修改还在不在。")
    if window.opening is None and window.workspace is None:
        offer_at_start(window)


def make_application() -> QApplication:
    """The one QApplication, in the style that looks the same on every system."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        # as arguments: asking for the style by its own call makes Python classes that nothing else needs
        app = QApplication([*sys.argv[:1], "-style", "fusion"])
    app.setApplicationName("nianbao")
    app.setDesktopFileName("nianbao")
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
