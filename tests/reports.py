"""Reports to test with: filled ones that pass every check, and arbitrary ones."""

import string
from collections.abc import Mapping
from decimal import Decimal
from random import Random

from hypothesis import strategies as st

from nianbao.core.edition import Cell, Edition, Editions
from nianbao.core.following import recomputed
from nianbao.core.preamble import PREAMBLE, preamble
from nianbao.core.report import Report
from nianbao.core.values import Value

YEARS = {"2019": 2020, "2021": 2024}
UNIT: Mapping[str, Value] = {
    "unit.name": "示例县清水镇人民政府",
    "unit.kind": "town",
    "unit.address": "示例县清水镇河东路2号",
    "unit.postcode": "471400",
    "unit.telephone": "0379-66000001",
    "unit.email": "qingshui@example.cn",
    "date": "2025年1月20日",
    "signature": "yes",
}
TEXTS: Mapping[str, Value] = {
    "texts.overview": "\n".join(
        (
            "（一）主动公开情况。清水镇在县政府网站公开财政预决算、惠农补贴等信息，每季度更新。",
            "（二）依申请公开情况。申请都登记在册，并在法定期限内作出答复。",
            "（三）政府信息管理情况。公文起草时确定公开属性，由党政办公室归档。",
            "（四）政府信息公开平台建设情况。便民服务中心设有查阅点 <A & B>。",
            "（五）监督保障情况。每年组织一次业务培训，接受工作考核和社会评议，未发生责任追究的情形。",
        )
    ),
    "texts.problems": "\n".join(
        (
            "（一）存在的主要问题。村级公开栏的格式不统一，个别答复因说理不足在行政复议中被纠正。",
            "（二）改进措施。制定统一的样式，按季度检查；答复发出前先由司法所审核。",
        )
    ),
    "texts.other": "本年度没有收取信息处理费。\n没有其他需要报告的事项。",
}
TEXT_CELLS = (PREAMBLE, *TEXTS)


def filled(editions: Editions, edition_id: str, seed: int = 1) -> Report:
    """A report of the edition with every cell filled, which passes every check; the same one for the same seed."""
    edition, random = editions[edition_id], Random(seed)
    values: dict[str, Value] = {"edition": edition_id, "year": YEARS[edition_id], **UNIT, **TEXTS}
    values[PREAMBLE] = preamble(edition, values) or ""
    for cell in edition.table_cells:
        if not cell.is_total:
            values[cell.id] = _figure(cell, random)
    values.update(recomputed(Report(editions, values)))
    _balance(edition, values)
    return Report(editions, {**values, **recomputed(Report(editions, values))})


# what a town does not have, and how much more some columns of edition 2019 hold than the others
_NOT_IN_A_TOWN = ("proactive.rules.", "applications.refused.state_secret.", "applications.refused.endangers_security.")
_MORE = {"items_last_year": 4, "total_disclosed": 30, "projects": 1, "decisions": 70}


def _figure(cell: Cell, random: Random) -> Value:
    if cell.kind == "amount":
        return Decimal(random.randrange(1, 10**7)).scaleb(-4)
    if cell.kind == "change":
        return random.randrange(-4, 30)
    if cell.id.startswith(_NOT_IN_A_TOWN):
        return 0
    return random.randrange(30) + _MORE.get(cell.id.rsplit(".", 1)[1], 0)


def _balance(edition: Edition, values: dict[str, Value]) -> None:
    """Let 本年新收 of each column be what the results, 结转下年度 and 上年结转 make it."""
    for cell in edition.table_cells:
        if cell.id.startswith("applications.received.") and not cell.is_total:
            column = cell.id.rsplit(".", 1)[1]
            carried_in, results, forward = (
                f"applications.{row}.{column}" for row in ("carried_in", "total", "carried_forward")
            )
            values[cell.id] = values[results] + values[forward] - values[carried_in]  # type: ignore[operator]


def without(report: Report, *cells: str) -> Report:
    """The report with these cells blank."""
    return Report(report.editions, {cell: value for cell, value in report.values.items() if cell not in cells})


def with_values(report: Report, values: Mapping[str, Value]) -> Report:
    return Report(report.editions, {**report.values, **values}, report.origins)


# arbitrary reports

_COUNTS = st.one_of(st.integers(0, 200), st.integers(0, 10**12 - 1))
_AMOUNTS = st.decimals(0, 10**7, places=4).map(lambda amount: Decimal(str(amount)))
_WRONG = st.one_of(
    st.integers(-(10**6), -1), st.decimals(-(10**4), 10**4, places=3, allow_nan=False).map(lambda d: Decimal(str(d)))
)
_LETTERS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "，。；：、（）“”《》—…·%°αé€𠀀"
)
_AWKWARD = (
    "=1+1",
    '=HYPERLINK("x")',
    "+19",
    "-3",
    "@SUM(A1)",
    "'单引号开头",
    "<b>不是标签</b>",
    "&lt;不是实体&gt; &amp; &#65;",
    "<!-- 不是注释 -->",
    "]]>",
    "1,234",
    "2024",
    "0",
    "/",
    "无",
    "无。",
    "{unit}{year}",
    "100%",
    "_x0041_",
    "a|b",
    "#标题",
    "（一）存在的主要问题",
    "1.第一",
    "２０２４年",
    "\\n",
    "null",
    "2024年1月1日至12月31日",
)
# what stands in the tables and headings of the form: a paragraph of a section all the same
_FORM_WORDS = (
    "总计",
    "其他",
    "行政许可",
    "信息内容",
    "（三）不予公开",
    "（二）其他需要报告的事项",
    "（一）总体情况",
    "1.主动公开情况",
    "第二十条第（一）项",
)


def texts(*more: str) -> st.SearchStrategy[str]:
    """One to four paragraphs without white space at their ends; some look like formulas, HTML or are of the `more`."""
    letters = st.text(_LETTERS + string.ascii_letters + string.digits + "=<>&\"'+-@|", min_size=1, max_size=60)
    paragraphs = st.one_of(st.sampled_from((*_AWKWARD, *more)), letters.map(lambda text: f"我镇{text}。"))
    return st.lists(paragraphs, min_size=1, max_size=4).map("\n".join)


def _value(cell: Cell) -> st.SearchStrategy[Value | None]:
    right = _AMOUNTS if cell.kind == "amount" else st.integers(-99, 99) if cell.kind == "change" else _COUNTS
    return st.one_of(st.none(), right, right, _WRONG)


@st.composite
def arbitrary(draw: st.DrawFn, editions: Editions, edition_id: str) -> Report:
    """Any report: right, wrong and blank cells in any mixture, texts of any kind or none."""
    edition = editions[edition_id]
    values: dict[str, Value] = dict(filled(editions, edition_id, draw(st.integers(0, 9))).values)
    cells = draw(st.lists(st.sampled_from(edition.table_cells), max_size=40, unique_by=lambda cell: cell.id))
    drawn: dict[str, Value | None] = {cell.id: draw(_value(cell)) for cell in cells}
    if draw(st.booleans()):
        table = draw(st.sampled_from(edition.tables)).id
        drawn.update((cell.id, None) for cell in edition.table_cells if cell.section == table)
    drawn[PREAMBLE] = draw(st.one_of(st.none(), texts()))
    drawn.update((cell, draw(st.one_of(st.none(), texts(*_FORM_WORDS)))) for cell in TEXTS)
    return Report(editions, {cell: value for cell, value in {**values, **drawn}.items() if value is not None})
