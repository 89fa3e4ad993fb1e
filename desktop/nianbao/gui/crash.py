"""Unexpected errors: logged without what stands in the report, the work saved, told once, and the program goes on."""

import contextlib
import faulthandler
import os
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

from PySide6.QtCore import QObject, Signal

from nianbao import __version__

if TYPE_CHECKING:
    from PySide6.QtCore import QtMsgType

MOST_TOLD = 3  # dialogs in one session; what comes after is only logged
MOST_LOGGED = 100  # a fault that comes with every repaint must not wear the disk out


class CrashHook(QObject):
    """Catches what nothing else caught, in the window's thread and in others. `save` brings the work to safety."""

    _elsewhere = Signal(str)  # details of what went wrong in another thread

    def __init__(self, save: Callable[[], bool], leave: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._save, self._leave = save, leave
        self._known: dict[str, int] = {}  # details and how often they came
        self._is_telling = False
        self._record: BinaryIO | None = None
        self._elsewhere.connect(self._handle)

    def install(self) -> None:
        """Be asked from now on."""
        sys.excepthook = self.caught
        sys.unraisablehook = lambda told: self._only_log(told.exc_value)
        threading.excepthook = lambda told: self._caught_beside(told.exc_value)

    def settle(self) -> bool:
        """What can wait for the first paint: listen to Qt, and let the interpreter write down what kills the process.

        Returns whether an earlier process has been killed like that.
        """
        from PySide6.QtCore import qInstallMessageHandler

        from nianbao.files.log import record_of_crashes, take_records

        qInstallMessageHandler(_told_by_qt(self._save))
        crashed = take_records(os.getpid()) > 0
        self._record = record_of_crashes(os.getpid())
        if self._record:
            faulthandler.enable(self._record)
        return crashed

    def remove(self) -> None:
        """The program ends as it should."""
        from PySide6.QtCore import qInstallMessageHandler

        from nianbao.files.log import drop_record

        sys.excepthook, sys.unraisablehook, threading.excepthook = (
            sys.__excepthook__,
            sys.__unraisablehook__,
            threading.__excepthook__,
        )
        qInstallMessageHandler(None)
        if self._record:
            faulthandler.disable()
            self._record.close()
            self._record = None
            drop_record(os.getpid())

    def caught(
        self,
        _kind: type[BaseException],
        error: BaseException,
        _trace: TracebackType | None,
    ) -> None:
        """What nothing else caught in the window's thread."""
        if isinstance(error, KeyboardInterrupt):
            self._leave()
            return
        self._handle(_details(error))

    def _caught_beside(self, error: BaseException | None) -> None:
        if error is not None and not isinstance(error, SystemExit):
            self._elsewhere.emit(_details(error))

    def _only_log(self, error: BaseException | None) -> None:
        if error is not None:
            self._log(_details(error))

    def _log(self, details: str) -> str:
        """Write a defect down, each kind once; returns where, in words."""
        from nianbao.files.log import log_defect

        self._known[details] = self._known.get(details, 0) + 1
        if self._known[details] > 1 or len(self._known) > MOST_LOGGED:
            return ""
        if sys.stderr is not None:
            with contextlib.suppress(OSError, ValueError):
                sys.stderr.write(details)
        return log_defect(details)

    def _handle(self, details: str) -> None:
        """Log it, save the work, and tell it unless that very defect has been told already."""
        where = self._log(details)
        saved = self._is_saved()
        if self._is_telling or self._known[details] > 1 or len(self._known) > MOST_TOLD:
            return
        self._is_telling = True
        try:
            self._tell(details, where, saved=saved)
        finally:
            self._is_telling = False

    def _is_saved(self) -> bool:
        try:
            return self._save()
        except Exception as error:  # noqa: BLE001  what saves the work may be what is broken
            self._log(_details(error))
            return False

    def _tell(self, details: str, where: str, *, saved: bool) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QGuiApplication
        from PySide6.QtWidgets import QMessageBox

        from nianbao.gui.messages import speak_chinese

        speak_chinese()
        state = "已填的内容都已保存" if saved else "已填的内容还在，但没有存进文件，请先用“另存为”保存"
        box = QMessageBox(QMessageBox.Icon.Critical, "年报", f"程序出现了意外的错误。{state}，可以继续使用。")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(f"如果反复出现，请把详细信息告诉程序的维护者，里面没有报告的内容。{where}")
        box.setDetailedText(details)
        roles = QMessageBox.ButtonRole
        goon = box.addButton("继续使用", roles.AcceptRole)
        copy = box.addButton("复制详细信息", roles.ActionRole)
        leave = box.addButton("关闭程序", roles.DestructiveRole)
        box.setDefaultButton(goon)
        box.setEscapeButton(goon)
        copy.clicked.disconnect()  # copying leaves the box open
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        box.exec()
        if box.clickedButton() is leave:
            self._leave()


def _details(error: BaseException) -> str:
    import platform

    from PySide6.QtCore import qVersion

    from nianbao.files.log import described

    system = f"{platform.system()} {platform.release()}"
    return f"nianbao {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {system}\n{described(error)}\n"


def _told_by_qt(save: Callable[[], bool]) -> "Callable[[QtMsgType, object, str], None]":
    """What Qt complains of goes where it always went; what is grave is logged, and the work saved before all ends."""
    from PySide6.QtCore import QtMsgType

    def handle(kind: QtMsgType, _context: object, message: str) -> None:
        if sys.stderr is not None:
            with contextlib.suppress(OSError, ValueError):
                sys.stderr.write(f"{message}\n")
        if kind not in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            return
        with contextlib.suppress(Exception):
            from nianbao.files.log import log_defect

            # Qt speaks English: what is none may be out of the report
            log_defect(f"Qt: {message.encode('ascii', 'replace').decode()}"[:1000])
        if kind is QtMsgType.QtFatalMsg:
            with contextlib.suppress(Exception):
                save()

    return handle
