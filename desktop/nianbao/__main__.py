"""Where the program starts: the command line, or the window. The only place that builds long-lived objects."""

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

COMMANDS = ("convert", "check", "next", "compare", "merge")
LEAVE = {"--quit-when-painted": "paint", "--quit-when-shown": "shown"}  # for measuring
SELF_TEST = "--self-test"
VERSION = "--version"
HELP = ("--help", "-h")
OPTIONS = (*LEAVE, SELF_TEST, VERSION, *HELP)

USAGE = """用法：
  nianbao [文件]                                   打开窗口
  nianbao convert 输入文件 输出文件                 转换，种类由文件后缀决定
  nianbao check 输入文件 [--last 上年文件] [--json]  检查
  nianbao next 上年文件 输出文件.nianbao             由上年报告开始编制
  nianbao compare 文件甲 文件乙                     逐个数字比较
  nianbao merge 输出文件 输入文件… [--name 单位]     把几个单位的报告相加
  nianbao --self-test                              自检
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code: 0 good, 1 findings or differences, 2 unusable input."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    _speak_whatever_the_console_can()
    if arguments and arguments[0] in COMMANDS:
        from nianbao import cli
        from nianbao.files.editions import load_editions

        return cli.run(arguments, load_editions())
    if VERSION in arguments:
        from nianbao import __version__

        print(f"年报 {__version__}")
        return 0
    if any(word in arguments for word in HELP):
        print(USAGE, end="")
        return 0
    unknown = [argument for argument in arguments if argument.startswith("-") and argument not in OPTIONS]
    files = [Path(argument) for argument in arguments if not argument.startswith("-")]
    if unknown or len(files) > 1:
        print(f"看不懂“{(unknown or [str(files[1])])[0]}”。{USAGE}", end="", file=sys.stderr)
        return 2
    return _window(files, arguments)


def _speak_whatever_the_console_can() -> None:
    """A console that cannot write Chinese must not turn a message into a traceback, and neither must none at all.

    A program of Windows without a console has no streams (pythonw, too); what is said to them goes nowhere.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, _Nowhere())
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


class _Nowhere(io.TextIOBase):
    """Takes every word and keeps none."""

    def write(self, words: str) -> int:
        return len(words)


def _window(files: list[Path], options: Sequence[str]) -> int:
    if _no_screen():
        if SELF_TEST not in options:
            from nianbao.gui.display import NO_SCREEN

            print(NO_SCREEN, file=sys.stderr)
            return 2
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # what the settings need comes before Qt: Qt's bindings look into every module that is imported after them
    from nianbao.files.settings import load

    load("", "")
    from nianbao.gui.application import run

    leave = next((when for option, when in LEAVE.items() if option in options), "")
    return run(files, leave=leave, self_test=SELF_TEST in options)


def _no_screen() -> bool:
    """Qt aborts the whole process when it finds no display; say it in a sentence instead."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
