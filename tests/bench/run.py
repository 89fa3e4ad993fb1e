"""`make bench`: the ratios that the project promises, each measured side by side in one run.

The machines are noisy, so every figure is a ratio of medians of interleaved runs; nothing here passes or fails a test.
"""

import os
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from starting import told

from nianbao.files.readers import read_file

ROOT = Path(__file__).resolve().parent.parent.parent
STARTING = Path(__file__).with_name("starting.py")
ROUNDS = 30

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
os.environ["XDG_CONFIG_HOME"] = str(ROOT / "build" / "bench-settings")  # not the clerk's own recent files


def main() -> None:
    from checking import checks
    from keystrokes import keystrokes
    from paging import pages
    from word_shares import word_shares

    from nianbao.files.editions import load_editions

    print("测量（中位数之比，越小越好，除非另有说明）", flush=True)
    subprocess.run([sys.executable, STARTING], check=True)
    editions = load_editions()
    keystrokes(editions)
    checks(editions)
    word_export(editions)
    word_shares(editions)
    pages(editions)
    spreadsheet(editions)
    every_kind(editions)
    a_thousand_files(editions)


def paired(one: Callable[[], object], other: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """The median seconds of two callables run in turn, after a warm-up of each."""
    one(), other()
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for kept, call in zip(seconds, (one, other), strict=True):
            before = time.perf_counter()
            call()
            kept.append(time.perf_counter() - before)
    return statistics.median(seconds[0]), statistics.median(seconds[1])


# Word


def word_export(editions) -> None:
    from docxtpl_blank import blank, fill, template

    from nianbao.core.report import Report
    from nianbao.files.writers.word import write_word

    cells = editions["2021"].table_cells
    values = {cell.id: number for number, cell in enumerate(cells)}
    report = Report(editions, {"edition": "2021", "year": 2024, "unit.name": "示例县云溪镇人民政府", **values})
    form, texts = template(blank()), [str(value) for value in values.values()]
    ours, theirs = paired(lambda: write_word(report), lambda: fill(form, texts))
    told("导出 Word，对照 docxtpl 填写官方空白表", ours * 1000, theirs * 1000, "毫秒", "≤ 0.1，即快 10 倍以上")
    print(f"    快 {theirs / ours:.1f} 倍")


# reading


def spreadsheet(editions) -> None:
    import openpyxl

    sample = next((ROOT / "resources" / "samples").glob("*.xlsx"))
    ours, theirs = paired(lambda: read_file(sample, editions), lambda: openpyxl.load_workbook(sample))
    told("读入并认出上年 Excel，对照 openpyxl 只读入", ours * 1000, theirs * 1000, "毫秒", "< 1")


def every_kind(editions) -> None:
    """What recognising adds to the bare library call on the same file."""
    for file in sorted((ROOT / "tests" / "documents").glob("*.*")):
        bare = BARE.get(file.suffix)
        if bare is not None:
            data = file.read_bytes()
            rounds = ROUNDS if file.suffix != ".pdf" else 5
            ours, theirs = paired(lambda f=file: read_file(f, editions), lambda d=data, b=bare: b(d), rounds)
            added = (ours - theirs) * 1000
            print(f"读入 {file.name}：{ours * 1000:.3g} 毫秒，比只用库读入多 {added:.3g} 毫秒（要求 < 30）")


def _calamine(data: bytes) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def _lxml_word(data: bytes) -> None:
    from lxml import etree

    with zipfile.ZipFile(BytesIO(data)) as package:
        etree.fromstring(package.read("word/document.xml"))


def _pdfplumber(data: bytes) -> None:
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.extract_text()


BARE = {".xlsx": _calamine, ".xls": _calamine, ".ods": _calamine, ".docx": _lxml_word, ".pdf": _pdfplumber}


def a_thousand_files(editions) -> None:
    """1000 workbooks one after another: the rate against bare calamine, and whether time or memory grow."""
    import resource

    file = ROOT / "tests" / "documents" / "one-sheet-2021.xlsx"
    data = file.read_bytes()
    seconds, peaks = [], []
    for _ in range(10):
        before = time.perf_counter()
        for _ in range(100):
            read_file(file, editions)
        seconds.append(time.perf_counter() - before)
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    before = time.perf_counter()
    for _ in range(100):
        _calamine(data)
    bare = time.perf_counter() - before
    each = statistics.median(seconds)
    print(
        f"连续读 1000 个 .xlsx：每百个 {each:.3g} 秒，为只用库读入的 {each / bare:.1f} 倍；"
        f"后一半与前一半用时之比 {sum(seconds[5:]) / sum(seconds[:5]):.2f}；内存增长 {peaks[-1] - peaks[0]:.1f} MiB"
    )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
