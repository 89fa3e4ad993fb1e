"""What share of a Word export is packing and the file itself, and what is left for the words: for `make bench`."""

import statistics
import tempfile
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from nianbao.core.report import Report
from nianbao.files import atomic
from nianbao.files.writers.word import write_word
from nianbao.files.writers.word_package import packed

ROUNDS = 60


def word_shares(editions) -> None:
    """Medians of interleaved runs in the running program: the whole export onto the disk, its packing, its file."""
    cells = editions["2021"].table_cells
    values = {cell.id: number for number, cell in enumerate(cells)}
    report = Report(editions, {"edition": "2021", "year": 2024, "unit.name": "示例县云溪镇人民政府", **values})
    data = write_word(report)
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "年报.docx"
        steps: dict[str, Callable[[], object]] = {
            "全部": lambda: atomic.write(path, write_word(report)),
            "压缩": lambda: packed(parts),
            "写盘": lambda: atomic.write(path, data),
        }
        seconds = _medians(steps)
    whole = seconds["全部"]
    shares = "，".join(f"{name} {seconds[name] / whole:.0%}" for name in ("压缩", "写盘"))
    rest = 1 - (seconds["压缩"] + seconds["写盘"]) / whole
    print(f"导出 Word 到磁盘 {whole * 1000:.2g} 毫秒：{shares}，写出正文 {rest:.0%}（文件 {len(data) / 1024:.1f} KiB）")


def _medians(steps: dict[str, Callable[[], object]]) -> dict[str, float]:
    kept: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(ROUNDS):
        for name, step in steps.items():
            before = time.perf_counter()
            step()
            kept[name].append(time.perf_counter() - before)
    return {name: statistics.median(times) for name, times in kept.items()}


if __name__ == "__main__":
    from nianbao.files.editions import load_editions

    word_shares(load_editions())
