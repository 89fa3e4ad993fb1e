"""How fast the packaged program starts, beside a bare window that is packaged alike, and beside `make run`.

Run after `make package ARGS=folder`. Every figure is a ratio of medians of interleaved runs. This process stays small
itself: Linux counts the memory of the process that starts another one as the other's too, until it runs.
"""

import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "packaging"))

import facts  # noqa: E402
import freeze  # noqa: E402
from starting import measured, told  # noqa: E402

ROUNDS = 21
BARE, FREEZE = facts.BUILD / "bare", "--freeze"

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["XDG_CONFIG_HOME"] = str(ROOT / "build" / "bench-settings")  # not the clerk's own recent files


def main() -> None:
    if not (freeze.FROZEN / "nianbao").exists():
        raise SystemExit("make package ARGS=folder")
    subprocess.run([sys.executable, __file__, FREEZE], check=True)
    bare_window = [str(BARE / "bare" / "bare_window")]
    frozen = [str(freeze.FROZEN / "nianbao"), "--quit-when-shown"]
    source = [str(Path(sys.executable).with_name("nianbao")), "--quit-when-shown"]
    runs = [tuple(map(measured, (frozen, bare_window, source))) for _ in range(ROUNDS)]
    for number, (figure, unit, asked) in enumerate(
        (("用时", "秒", "≤ 1.3"), ("处理器时间", "秒", "仅供参考"), ("内存", "MiB", "仅供参考"))
    ):
        ours, bare, run = (statistics.median(run[program][number] for run in runs) for program in range(3))
        told(f"打包后启动到画出开始页 / 同样打包的空窗口，{figure}", ours, bare, unit, asked)
        told(f"打包后启动到画出开始页 / make run，{figure}", ours, run, unit, "仅供参考")


def freeze_bare_window() -> None:
    """The bare window frozen as the program is."""
    shutil.rmtree(BARE, ignore_errors=True)
    freeze.run(
        freeze.environment(), "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR",
        "--distpath", BARE, "--workpath", facts.BUILD / "work", ROOT / "tests" / "bench" / "bare.spec",
    )  # fmt: skip
    freeze.slim(BARE / "bare")


if __name__ == "__main__":
    try:
        freeze_bare_window() if FREEZE in sys.argv else main()
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"{error.cmd[0]}: {error.returncode}") from None
