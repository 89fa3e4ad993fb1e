"""How soon the page preview follows an edit, and how long a PDF takes."""

import statistics
import time

from nianbao.core.report import Report
from nianbao.files.writers.pages import Pages, write_pdf

ROUNDS = 30


def pages(editions) -> None:
    """Median milliseconds from an edited report to its pages, beside the window's thread; first use apart."""
    cells = editions["2021"].table_cells
    values = {cell.id: number for number, cell in enumerate(cells)}
    text = "（一）主动公开情况。公开了机构职能、财政预决算和惠农补贴。\n" * 20
    report = Report(
        editions,
        {"edition": "2021", "year": 2024, "unit.name": "示例县云溪镇人民政府", **values, "texts.overview": text},
    )
    before = time.perf_counter()
    engine = Pages()
    count = len(engine.render(report).pages)
    first = (time.perf_counter() - before) * 1000
    edits = (
        ("改一个数", lambda n: {"applications.received.person": n}),
        ("改一段文字", lambda n: {"texts.overview": text + "新" * n}),
    )
    told = []
    for words, edit in edits:
        seconds = []
        for number in range(ROUNDS):
            edited = Report(editions, {**report.values, **edit(number)})
            before = time.perf_counter()
            engine.render(edited)
            seconds.append((time.perf_counter() - before) * 1000)
        told.append(f"{words} {statistics.median(seconds):.0f} 毫秒")
    before = time.perf_counter()
    write_pdf(report)
    pdf = (time.perf_counter() - before) * 1000
    print(f"页面预览（{count} 页）：首次 {first:.0f} 毫秒，{'，'.join(told)}（要求 ≤ 50）；写 PDF {pdf:.0f} 毫秒")
