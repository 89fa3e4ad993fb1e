"""How fast the packaged program starts, beside a bare window that is packaged alike, and beside `make run`.

Run after `make package ARGS=folder`. Every figure is a ratio of medians of interleaved runs.
"""

import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "packaging"))

import facts
import freeze
from run import _process, told

ROUNDS = 15


def main() -> None:
    if not (freeze.FROZEN / "nianbao").exists():
        raise SystemExit("make package ARGS=folder")
    bare = frozen_bare_window()
    frozen, bare_window = [str(freeze.FROZEN / "nianbao"), "--quit-when-shown"], [str(bare / "bare_window")]
    from_source = [str(Path(sys.executable).with_name("nianbao")), "--quit-when-shown"]
    runs = [tuple(map(_process, (frozen, bare_window, from_source))) for _ in range(ROUNDS)]
    for number, (figure, unit, asked) in enumerate(
        (("用时", "秒", "≤ 1.3"), ("处理器时间", "秒", "仅供参考"), ("内存", "MiB", "仅供参考"))
    ):
        ours, theirs, source = (statistics.median(run[program][number] for run in runs) for program in range(3))
        told(f"打包后启动到画出开始页 / 同样打包的空窗口，{figure}", ours, theirs, unit, asked)
        told(f"打包后启动到画出开始页 / make run，{figure}", ours, source, unit, "仅供参考")


def frozen_bare_window() -> Path:
    """The bare window frozen as the program is; its folder."""
    target = facts.BUILD / "bare"
    shutil.rmtree(target, ignore_errors=True)
    freeze.run(
        freeze.environment(), "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR",
        "--distpath", target, "--workpath", facts.BUILD / "work", ROOT / "tests" / "bench" / "bare.spec",
    )  # fmt: skip
    freeze.slim(target / "bare")
    return target / "bare"


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"{error.cmd[0]}: {error.returncode}") from None
