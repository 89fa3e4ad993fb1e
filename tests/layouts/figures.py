"""Figures to fill the form with, and the many ways in which they are written down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from zlib import crc32

from hypothesis import strategies as st

from nianbao.core.edition import Cell, Editions
from nianbao.core.preamble import PREAMBLE, preamble
from nianbao.core.report import Report
from nianbao.core.values import Value, show
from reports import TEXTS, YEARS

UNITS = ("示例县清水镇人民政府", "示例市东城区人民政府河东街道办事处", "示例县财政局", "示例县人民政府")
# paragraphs that must not be mistaken for headings, labels, rows or numbers of a table
PARAGRAPHS = (
    "（一）主动公开情况。全年主动公开政府信息255条，其中规范性文件2件，行政许可0宗、行政处罚0宗。",
    "（二）依申请公开情况。未收到政府信息公开申请，未因政府信息公开被提起行政复议、行政诉讼。",
    "1.政府信息管理情况：公文起草时确定公开属性。",
    "二、三季度各组织一次业务培训，接受社会评议。",
    "第二十条第（一）项要求的内容都已公开。",
    "总计办理12件，结转下年度继续办理0件。",
    "一是更新不及时；二是格式不统一。",
    "（一）存在的主要问题。个别村的公开栏更新不及时。",
    "（二）改进情况。每季度检查一次，发现问题立即改正。",
    "无",
    "没有其他需要报告的事项。",
)
KEPT_TEXTS: Mapping[str, Value] = {
    PREAMBLE: "本报告所列数据的统计期限为1月1日至12月31日。",
    "texts.overview": "\n".join(PARAGRAPHS[:3]),
    "texts.problems": "\n".join(PARAGRAPHS[7:9]),
    "texts.other": PARAGRAPHS[-1],
}
BLANKS = ("none", "some", "totals", "rows", "table", "all")
MARKS = ("", "", "", " ", "\xa0", "/", "-", "—")
_DETAIL_TOTALS_KEPT = ("received", "carried_in", "total", "carried_forward")
_FULL_WIDTH = str.maketrans("0123456789.+-", "０１２３４５６７８９．＋－")


def drawn(editions: Editions, edition: str, seed: int = 1, blanks: str = "none", *, zeros: float = 0.3) -> Report:
    """A report with figures that need not add up, so that each can be told from its neighbours; some cells blank."""
    form, random = editions[edition], Random(f"{edition} {seed}")
    values: dict[str, Value] = {
        "edition": edition,
        "year": random.randrange(2019, 2026),
        "unit.name": random.choice(UNITS),
    }
    values["date"] = f"{int(str(values['year'])) + 1}年1月20日"
    values.update(TEXTS if seed == 1 else _texts(random))
    values[PREAMBLE] = preamble(form, values) or ""
    figures = {cell.id: _figure(cell, random, zeros) for cell in form.table_cells}
    left = _left_blank(form.table_cells, blanks, random)
    values.update((cell, figure) for cell, figure in figures.items() if cell not in left)
    return Report(editions, values)


def numbered(editions: Editions, edition: str) -> Report:
    """A report for the files that are kept: a figure of its own in each cell, the same for ever."""
    form = editions[edition]
    values: dict[str, Value] = {"edition": edition, "year": YEARS[edition], "unit.name": UNITS[0], **KEPT_TEXTS}
    for number, cell in enumerate(form.table_cells, 101):
        values[cell.id] = (
            Decimal(number) / 8 if cell.kind == "amount" else 105 - number if cell.kind == "change" else number
        )
    return Report(editions, values)


def _texts(random: Random) -> dict[str, Value]:
    return {cell: "\n".join(random.sample(PARAGRAPHS, random.randrange(1, 4))) for cell in TEXTS}


def _figure(cell: Cell, random: Random, zeros: float) -> Value:
    if random.random() < zeros:
        return Decimal(0) if cell.kind == "amount" else 0
    if cell.kind == "amount":
        return Decimal(random.randrange(1, 10 ** random.randrange(2, 9))).scaleb(-random.randrange(5))
    if cell.kind == "change":
        return random.randrange(-60, 60)
    return random.randrange(1, 10 ** random.randrange(1, 6))


def _left_blank(cells: tuple[Cell, ...], blanks: str, random: Random) -> set[str]:
    rows = sorted({cell.id.rpartition(".")[0] for cell in cells})
    table = random.choice(("proactive", "applications", "appeals"))
    chosen = random.sample(rows, 6)
    ways: Mapping[str, Callable[[str], bool]] = {
        "none": lambda _cell: False,
        "some": lambda _cell: random.random() < 0.05,
        "totals": lambda cell: cell.startswith("applications.") and _is_detail_total(cell),
        "rows": lambda cell: cell.rpartition(".")[0] in chosen,
        "table": lambda cell: cell.startswith(f"{table}."),
        "all": lambda _cell: True,
    }
    return {cell.id for cell in cells if ways[blanks](cell.id)}


def _is_detail_total(cell: str) -> bool:
    """A 总计 that many units leave out: only the first and the last rows have one."""
    return cell.endswith(".total") and cell.split(".")[1] not in _DETAIL_TOTALS_KEPT


@dataclass(frozen=True)
class Figures:
    """How one writer writes figures down. `blank` stands where there is none."""

    counts: str = "plain"
    amounts: str = "plain"
    changes: str = "signed"
    blank: str = ""

    def is_bare(self, cell: Cell) -> bool:
        """Whether a spreadsheet may keep the figure as a number."""
        return {"count": self.counts, "amount": self.amounts, "change": self.changes}[cell.kind] in ("plain", "signed")

    def written(self, cell: Cell, value: Value | None) -> str:
        if value is None:
            return self.blank
        if cell.kind == "amount":
            return AMOUNTS[self.amounts](Decimal(value))
        ways = CHANGES[self.changes] if cell.kind == "change" else COUNTS[self.counts]
        return ways(int(value)) if cell.kind == "change" or _is_odd(cell, self.counts) else str(value)


PLAIN = Figures()


def _is_odd(cell: Cell, way: str) -> bool:
    """Remarks and units stand beside some figures only."""
    return way not in ("counted", "remarked") or crc32(cell.id.encode()) % 3 == 0


COUNTS: Mapping[str, Callable[[int], str]] = {
    "plain": str,
    "text": str,
    "full width": lambda count: str(count).translate(_FULL_WIDTH),
    "grouped": lambda count: f"{count:,}",
    "counted": lambda count: f"{count}件",
    "remarked": lambda count: f"{count}（其中修订{count // 2}件）",
}
CHANGES: Mapping[str, Callable[[int], str]] = {
    "signed": lambda change: show(change, "change"),
    "full width": lambda change: show(change, "change").translate(_FULL_WIDTH),
    "words": lambda change: f"{'增' if change > 0 else '减'}{abs(change)}" if change else "0",
}
AMOUNTS: Mapping[str, Callable[[Decimal], str]] = {
    "plain": show,
    "text": show,
    "full width": lambda amount: show(amount).translate(_FULL_WIDTH),
    "grouped": lambda amount: f"{amount:,f}",
    "in ten thousands": lambda amount: f"{show(amount)}万元",
    "in yuan": lambda amount: f"{amount * 10000:.0f}元",
}

figure_styles = st.builds(
    Figures,
    counts=st.sampled_from(("plain", *COUNTS)),
    amounts=st.sampled_from(("plain", *AMOUNTS)),
    changes=st.sampled_from(tuple(CHANGES)),
    blank=st.sampled_from(MARKS),
)
