"""What the package starts with: a machine on which the program cannot run is told so in a sentence."""

import sys

OLDEST_WINDOWS = (10, 0, 17763)  # version 1809: Qt's libraries do not load on an older one
TOO_OLD = "这台电脑的系统太旧，年报需要 64 位的 Windows 10（1809 以上）或 Windows 11，请换一台电脑。"
_LOST = "年报的程序文件不全或者已经损坏，打不开。请先核对安装包的校验码，再重新安装或重新解压。"


def main() -> int:
    """Run the program; what it lacks, on this machine or of itself, is told."""
    if sys.platform == "win32" and is_too_old(sys.getwindowsversion().platform_version):
        return tell(TOO_OLD)
    try:
        from nianbao.__main__ import main as run

        return run()
    except ImportError as error:
        return tell(what_is_missing(error))


def is_too_old(windows: tuple[int, ...]) -> bool:
    """Whether this version of Windows (major, minor, build) is older than the libraries allow."""
    return windows < OLDEST_WINDOWS


def what_is_missing(error: ImportError) -> str:
    """What could not be loaded, in a sentence with a remedy."""
    library, separator, _ = str(error).partition(": cannot open shared object file")
    if separator and ".so" in library:
        return f"这台电脑缺少系统组件 {library}，打不开窗口。请用系统的软件管理器安装后再试。"
    return _LOST


def tell(sentence: str) -> int:
    """Say it where somebody sees it: a Windows program without a console has a box only. Returns the exit code."""
    if sys.stderr is not None:
        print(sentence, file=sys.stderr)
    elif sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, "年报", 0x10)  # MB_ICONERROR
    return 2


if __name__ == "__main__":
    sys.exit(main())
