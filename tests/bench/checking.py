"""How long the checks take: on a full report with 3000 characters of text, and over a thousand reports."""

import statistics
import time

from nianbao.core.checks import RULES, check
from nianbao.core.following import recomputed
from nianbao.core.report import Report
from nianbao.core.yearly import next_report
from nianbao.files.likeness import likeness

ROUNDS, REPORTS, CHARACTERS = 200, 1000, 3000
FIGURES = {
    "applications.received.person": 12,
    "applications.carried_in.person": 1,
    "applications.granted.person": 10,
    "applications.partly_granted.person": 1,
    "applications.carried_forward.person": 2,
    "proactive.normative_documents.issued": 2,
    "proactive.licensing.decisions": 40,
    "proactive.penalties.decisions": 3,
}
TOLD = (
    "（一）主动公开情况。本年度制发行政规范性文件2件，办理行政许可40件、行政处罚3件，都在政府网站公开。",
    "（二）依申请公开情况。收到政府信息公开申请12件，上年结转1件；办结11件，其中予以公开10件、部分公开1件，结转下年度2件。",
)
FILLING = (
    "（三）政府信息管理情况。第{n}次修订公开目录，明确了公文办理中公开属性的确定和审查办法，由办公室归档。",
    "（四）政府信息公开平台建设情况。网站开设专栏{n}个，政务新媒体及时发布信息，查阅点接待群众{n}人次。",
    "（五）监督保障情况。组织培训{n}次，把政府信息公开纳入工作考核，开展社会评议，没有发生责任追究。",
    "围绕第{n}项重点工作，公开了惠农补贴、村级财务和工程建设的进展，回应了群众关心的问题。",
)


def checks(editions) -> None:
    """Median milliseconds of all rules after a changed number and after a changed letter; reports in a second."""
    last = report_of(editions, 2023)
    this = next_report(last, 2024)
    this = Report(editions, {**last.values, **this.values, "year": 2024, "texts.overview": text_of(0)})
    check(this, last, likeness)
    numbers = _median(
        lambda n: check(
            Report(editions, {**this.values, "applications.received.person": n}),
            last,
            likeness,
        )
    )
    letters = _median(
        lambda n: check(
            Report(editions, {**this.values, "texts.overview": this.text("texts.overview") + "新" * n}), last, likeness
        )
    )
    length = len(this.text("texts.overview"))
    print(
        f"全部 {len(RULES)} 条规则检查一份填满的报告（文字 {length} 字，提示 {len(check(this, last, likeness))} 条）："
        f"改一个数 {numbers:.2f} 毫秒，改一个字 {letters:.2f} 毫秒（要求中位数 ≤ 5）"
    )
    reports = [Report(editions, {**this.values, "texts.overview": text_of(n % 50)}) for n in range(REPORTS)]
    before = time.perf_counter()
    for report in reports:
        check(report, last, likeness)
    print(f"一个进程里检查 {REPORTS} 份报告：每秒 {REPORTS / (time.perf_counter() - before):.0f} 份")


def report_of(editions, year: int) -> Report:
    cells = editions["2021"].table_cells
    zeros = {cell.id: 0 for cell in cells if not cell.is_total}
    figures = {"edition": "2021", "year": year, "unit.kind": "town", **zeros, **FIGURES}
    report = Report(editions, {**figures, "texts.overview": text_of(100)})
    return Report(editions, {**report.values, **recomputed(report)})


def text_of(seed: int) -> str:
    lines, number = list(TOLD), 0
    while sum(map(len, lines)) < CHARACTERS:
        lines.append(FILLING[number % len(FILLING)].format(n=seed + number + 1))
        number += 1
    return "\n".join(lines)[:CHARACTERS]


def _median(act) -> float:
    seconds = []
    for number in range(ROUNDS):
        before = time.perf_counter()
        act(number)
        seconds.append((time.perf_counter() - before) * 1000)
    return statistics.median(seconds)
