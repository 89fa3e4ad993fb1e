"""The 核对单: one sheet that says what was checked, what was found, why it stands, and who answers for it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil

from nianbao.core.checks import RULES, Finding, Level
from nianbao.core.checks.families import FAMILIES, family_of
from nianbao.core.checks.sums import add, filled
from nianbao.core.edition import Cell
from nianbao.core.report import OriginKind, Report
from nianbao.core.sheet import Sheet, SheetColumn, SheetTable
from nianbao.core.values import show

TITLE = "政府信息公开工作年度报告核对单"
UNEXPLAINED = "未说明"
FOOT = (
    "经办人：______________　　审核人：______________　　分管领导：______________",
    "日期：________年____月____日",
)
_AGAINST_LAST = {family.id for family in FAMILIES if family.against_last}
_SHOWN_CELLS = 4
_SHOWN_SOURCES = 2
_SHOWN_WORDS = 3
_LONGEST_WORDS = 30
# a page of small print: lines for the findings, signs across it, and what the edges of a row take of a line;
# so few lines as the second number fit on a page in large print
_LINES_ON_A_PAGE, _LINES_IN_LARGE, _SIGNS_ON_A_LINE, _ROW_EDGE = 56, 24, 70, 0.3
_PLACE = re.compile(r"[\s，：]*(第 ?\d+ ?行(第 ?\d+ ?列)?|[A-Z]{1,3}\d+)$")  # the cell within its sheet or table


def check_sheet(report: Report, last: Report | None, findings: Iterable[Finding]) -> Sheet:
    """The sheet of a report with the findings of its check; `last` is last year's report, if there is one."""
    order = list(Level)
    ordered = sorted(findings, key=lambda finding: order.index(finding.level))
    found = _found(report, last, ordered)
    return Sheet(
        TITLE,
        _lead(report, last, ordered),
        (found, _rules(last, ordered), _origins(report)),
        FOOT,
        dense=_LINES_IN_LARGE < _lines(found) <= _LINES_ON_A_PAGE,
    )


def _lines(table: SheetTable) -> float:
    """About how many lines of small print the rows take: what fits on one page is set on one page."""
    whole = sum(column.width for column in table.columns)
    signs = [max(1, int(_SIGNS_ON_A_LINE * column.width / whole) - 1) for column in table.columns]
    return sum(
        max(
            sum(ceil(max(len(line), 1) / room) for line in text.split("\n"))
            for text, room in zip(row, signs, strict=True)
        )
        + _ROW_EDGE
        for row in table.rows
    )


def _lead(report: Report, last: Report | None, findings: Sequence[Finding]) -> tuple[str, ...]:
    year = f"{report.year}年" if report.year else "未填"
    against = f"{last.year}年报告" if last and last.year else "上年报告（年度不明）" if last else "没有上年报告"
    checked = sum(1 for rule in RULES if last is not None or family_of(rule.code) not in _AGAINST_LAST)
    return (
        f"单位：{report.unit or '未填'}　　年度：{year}　　格式：{report.edition.name}　　对照：{against}",
        f"检查规则 {checked} 条，{_summary(report, findings)}。",
    )


def _summary(report: Report, findings: Sequence[Finding]) -> str:
    if not findings:
        return "没有发现问题"
    counts = Counter(finding.level for finding in findings)
    said = ["发现" + "、".join(f"{level.word} {counts[level]} 条" for level in Level if counts[level])]
    if excused := sum(finding.excusable and finding.basis in report.reasons for finding in findings):
        said.append(f"已说明原因 {excused} 条")
    open_ones = sum(finding.blocks(report) for finding in findings)
    said.append(f"还有 {open_ones} 条没有处理" if open_ones else "没有未处理的问题")
    return "，".join(said)


# what was found


def _found(report: Report, last: Report | None, findings: Sequence[Finding]) -> SheetTable:
    columns = (
        SheetColumn("序号", 5.5, centred=True),
        SheetColumn("级别", 7.5, centred=True),
        SheetColumn("问题", 29.5),
        SheetColumn("核对的数和来源", 28.5),
        SheetColumn("原因说明", 16),
        SheetColumn("编号", 7.5, centred=True),
    )
    rows = tuple(
        (
            str(number),
            finding.level.word,
            finding.message,
            "\n".join(_evidence(report, last, finding)),
            _reason(report, finding),
            finding.code,
        )
        for number, finding in enumerate(findings, 1)
    )
    return SheetTable("发现的问题", columns, rows, "没有发现问题。")


def _reason(report: Report, finding: Finding) -> str:
    """The clerk's words; else what is still owed."""
    if finding.level is Level.HINT:
        return ""
    if not finding.excusable:
        return "须改正"
    return report.reasons.get(finding.basis) or UNEXPLAINED


def _evidence(report: Report, last: Report | None, finding: Finding) -> Iterator[str]:
    """Both sides as they stand in the report, last year's numbers, the words, and where the numbers came from."""
    left, right = _side(report, finding.left, finding.right), _side(report, finding.right, finding.left)
    if left:
        yield f"一边：{left}" if right else left
    if right:
        yield f"另一边：{right}" if left else right
    if last is not None:
        compared = [cell for cell in finding.last or (finding.target,) if cell in last.values]
        if before := _numbers(last, compared):
            yield f"上年：{before}"
    if words := _words(report, finding):
        yield f"原文：{words}"
    if sources := _sources(report, finding.cells):
        yield f"来源：{sources}"


def _side(report: Report, cells: Sequence[str], others: Sequence[str]) -> str:
    """The numbers of one side; of many that stand against others it is the sum that counts."""
    numbers = filled(report, cells) if len(cells) > _SHOWN_CELLS and others else None
    return f"{len(cells)} 格相加得 {show(add(numbers))}" if numbers is not None else _numbers(report, cells)


def _numbers(report: Report, cells: Sequence[str]) -> str:
    """“自然人：本年新收 3、上年结转 1”; what there are too many of is counted."""
    known = [cell for name in cells if (cell := report.edition.cells.get(name)) and cell.row is not None]
    held = [(cell, value) for cell in known if (value := report.get(cell.id)) is not None]
    shown = held[:_SHOWN_CELLS]
    common, names = _apart([cell.name for cell, _ in shown])
    parts = [f"{name} {show(value, cell.kind)}" for name, (cell, value) in zip(names, shown, strict=True)]
    if len(held) > _SHOWN_CELLS:
        parts.append(f"另 {len(held) - _SHOWN_CELLS} 格")
    if len(held) < len(known):
        parts.append(f"空白 {len(known) - len(held)} 格")
    return (f"{common}：" if common else "") + "、".join(parts)


def _apart(names: Sequence[str]) -> tuple[str, list[str]]:
    """The row or the column that all of the cells have in common, and the rest of their names."""
    pairs = [name.rpartition(" ") for name in names]
    rows, columns = {row for row, _, _ in pairs}, {column for _, _, column in pairs}
    if len(names) > 1 and len(rows) == 1 and "" not in rows:
        return rows.pop(), [column for _, _, column in pairs]
    if len(names) > 1 and len(columns) == 1 and "" not in rows:
        return columns.pop(), [row for row, _, _ in pairs]
    return "", list(names)


def _words(report: Report, finding: Finding) -> str:
    """The words that the finding points at, of each text."""
    said = [report.text(span.cell)[span.start : span.end].strip() for span in finding.spans]
    shown = [f"“{words if len(words) <= _LONGEST_WORDS else words[:_LONGEST_WORDS] + '…'}”" for words in said if words]
    more = f"等 {len(shown)} 处" if len(shown) > _SHOWN_WORDS else ""
    return "".join(shown[:_SHOWN_WORDS]) + more


def _sources(report: Report, cells: Sequence[str]) -> str:
    """Where the values came from that were not typed, each place once; a remark that stood beside is told."""
    origins = [origin for cell in cells if cell in report.values and (origin := report.origins.get(cell))]
    places = list(dict.fromkeys(o.source + (f"（{o.remark}）" if o.remark else "") for o in origins if o.source))
    more = f"等 {len(places)} 处" if len(places) > _SHOWN_SOURCES else ""
    return "、".join(places[:_SHOWN_SOURCES]) + more


# what was checked


def _rules(last: Report | None, findings: Sequence[Finding]) -> SheetTable:
    """How many rules of each family were checked, and how many passed."""
    broken = {finding.code for finding in findings}
    codes = {family.id: [rule.code for rule in RULES if family_of(rule.code) == family.id] for family in FAMILIES}
    families = [family for family in FAMILIES if codes[family.id]]
    checked, passed, failed = ["检查的规则"], ["通过"], ["有问题"]
    for family in families:
        wrong = len(broken.intersection(codes[family.id]))
        skipped = family.id in _AGAINST_LAST and last is None
        checked.append("没有检查" if skipped else f"{len(codes[family.id])} 条")
        passed.append("" if skipped else f"{len(codes[family.id]) - wrong} 条")
        failed.append("" if skipped else f"{wrong} 条")
    columns = (SheetColumn("", 12), *(SheetColumn(family.name, 12, centred=True) for family in families))
    return SheetTable("规则检查情况", columns, (tuple(checked), tuple(passed), tuple(failed)))


# where the numbers came from

_TYPED, _ADDED, _CARRIED, _IMPORTED, _FILLED, _BLANK = (
    "手工填写",
    "按各项自动合计",
    "由上年报告承接",
    "由文件导入",
    "其余空格填 0",
    "空白",
)
_WAYS: Mapping[OriginKind, str] = {"carried": _CARRIED, "imported": _IMPORTED, "filled": _FILLED}


def _origins(report: Report) -> SheetTable:
    """How many numbers came in which way, the imported ones by table of the file."""
    places: dict[str, Counter[str]] = {}
    for cell in report.edition.table_cells:
        way, place = _way(report, cell)
        places.setdefault(way, Counter())[place] += 1
    rows = []
    for way in (_TYPED, _IMPORTED, _CARRIED, _FILLED, _ADDED, _BLANK):
        if way in places:
            told = "、".join(f"{place} {count} 个" for place, count in places[way].items() if place)
            rows.append((way, str(places[way].total()), told))
    columns = (SheetColumn("数字的来源", 16), SheetColumn("个数", 6, centred=True), SheetColumn("出处", 72))
    return SheetTable(f"数据来源（三张表共 {len(report.edition.table_cells)} 格）", columns, tuple(rows))


def _way(report: Report, cell: Cell) -> tuple[str, str]:
    """How a number came into the report, and from which sheet or table."""
    if cell.id not in report.values:
        return _BLANK, ""
    origin = report.origins.get(cell.id)
    if origin is None:
        return (_ADDED if cell.is_total else _TYPED), ""
    place = _PLACE.sub("", origin.source)
    return _WAYS[origin.kind], "" if origin.kind == "filled" else place
