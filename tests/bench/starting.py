"""How fast the program starts, and how much memory it takes, beside a bare window of the same libraries.

Every figure is a ratio of medians of interleaved runs of whole processes. This process stays small itself: Linux counts
the memory of the process that starts another one as the other's too, until it runs.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BARE_WINDOW = Path(__file__).with_name("bare_window.py")
STARTS = 15

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
os.environ["XDG_CONFIG_HOME"] = str(ROOT / "build" / "bench-settings")  # not the clerk's own recent files


def main() -> None:
    """From exec to the first paint, then out."""
    document = ROOT / "build" / "bench.nianbao"
    document.parent.mkdir(exist_ok=True)
    document.unlink(missing_ok=True)
    sample = next((ROOT / "resources" / "samples").glob("*.xlsx"))
    subprocess.run(
        [sys.executable, "-m", "nianbao", "next", str(sample), str(document)], check=True, capture_output=True
    )
    window = str(Path(sys.executable).with_name("nianbao"))
    for words, command, promise in (
        ("画出开始页", [window, "--quit-when-shown"], "≤ 1.3"),
        ("带着报告启动，画出窗口", [window, "--quit-when-painted", str(document)], "≤ 1.3"),
        ("带着报告启动，报告已在窗口里", [window, "--quit-when-shown", str(document)], "仅供参考"),
    ):
        runs = [(measured(command), measured([sys.executable, str(BARE_WINDOW)])) for _ in range(STARTS)]
        for number, (figure, unit, asked) in enumerate(
            (("用时", "秒", promise), ("处理器时间", "秒", promise), ("内存", "MiB", promise.replace("1.3", "1.4")))
        ):
            ours, theirs = (statistics.median(pair[side][number] for pair in runs) for side in (0, 1))
            told(f"启动（{words}）{figure}", ours, theirs, unit, asked)


def told(words: str, ours: float, theirs: float, unit: str, promise: str) -> None:
    print(f"{words}：{ours:.3g} / {theirs:.3g} {unit} = {ours / theirs:.2f}（要求 {promise}）", flush=True)


def measured(command: list[str]) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak MiB of one process, as the system accounts for it."""
    before = time.perf_counter()
    pid = os.posix_spawn(
        command[0], command, dict(os.environ), file_actions=[(os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
    )
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"{command} ended with {status}")
    return time.perf_counter() - before, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
