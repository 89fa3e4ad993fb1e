"""Where the program starts: the command line, or the window. The only place that builds long-lived objects."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

QUIT_WHEN_SHOWN = "--quit-when-shown"
SELF_TEST = "--self-test"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    if arguments and arguments[0] in ("convert", "check", "next", "compare"):
        from nianbao import cli
        from nianbao.files.editions import load_editions

        return cli.run(arguments, load_editions())
    if "--version" in arguments:
        from nianbao import __version__

        print(f"年报 {__version__}")
        return 0
    return _window(arguments)


def _speak_utf8() -> None:
    """A Windows console that speaks GBK must not turn a message into a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _window(arguments: list[str]) -> int:
    if _no_screen():
        print(
            "没有可用的屏幕，打不开窗口。请在桌面环境里运行，或使用命令行：nianbao convert 输入文件 输出文件",
            file=sys.stderr,
        )
        return 2
    from nianbao.gui.application import run

    files = [Path(argument) for argument in arguments if not argument.startswith("--")]
    return run(files[:1], quit_when_shown=QUIT_WHEN_SHOWN in arguments, self_test=SELF_TEST in arguments)


def _no_screen() -> bool:
    """Qt aborts the whole process when it finds no display; say it in a sentence instead."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
