"""A screen that is not there or does not answer is told in a sentence; Qt would abort, and say why in English."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

NO_SCREEN = "没有可用的屏幕，打不开窗口。请在桌面环境里运行，或使用命令行（nianbao --help）。"
_NO_LIBRARY = (
    "系统缺少显示窗口要用的组件，打不开窗口。请用系统的软件管理器安装 libxcb-cursor0 和 libxkbcommon-x11-0 后再试。"
)
_UNREACHABLE = ("could not connect to display", "Failed to create wl_display")
_THE_END = "no Qt platform plugin could be initialized"


@contextmanager
def needing_a_screen(status: int) -> Iterator[None]:
    """While Qt looks for the screen. Where it finds none it aborts, so the process ends here with this status."""
    from PySide6.QtCore import qInstallMessageHandler

    said: list[str] = []

    def hear(_kind: object, _context: object, message: str) -> None:
        said.append(message)
        if _THE_END in message:
            unreachable = any(words in one for one in said for words in _UNREACHABLE)
            sys.stderr.write(f"{NO_SCREEN if unreachable else _NO_LIBRARY}\n")
            sys.stderr.flush()
            os._exit(status)

    qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(None)
        sys.stderr.writelines(f"{message}\n" for message in said)
