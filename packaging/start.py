"""What the package starts with."""

import sys


def main() -> int:
    """Run the program; a library of the system that is missing is named in a sentence."""
    try:
        from nianbao.__main__ import main as run

        return run()
    except ImportError as error:
        library, separator, _ = str(error).partition(": cannot open shared object file")
        if not separator:
            raise
        print(f"这台电脑缺少系统组件 {library}，打不开窗口。请用系统的软件管理器安装后再试。", file=sys.stderr)
        return 2


sys.exit(main())
