"""The official form as the notices print it, written out by hand: what the edition files are compared with."""

from collections.abc import Mapping

from nianbao.core.edition import Table

APPLICANTS = ("person", "business", "research", "nonprofit", "legal_services", "other")
COLUMNS = (*APPLICANTS, "total")
COLUMN_NAMES = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")

_RULES = ("rules", "normative_documents")
PROACTIVE = {
    "2019": (
        *(f"{row}.{column}" for row in _RULES for column in ("produced", "disclosed", "total_disclosed")),
        *(
            f"{row}.{column}"
            for row in ("licensing", "other_services", "penalties", "coercive_measures")
            for column in ("items_last_year", "change", "decisions")
        ),
        *("fees.items_last_year", "fees.change", "procurement.projects", "procurement.amount"),
    ),
    "2021": (
        *(f"{row}.{column}" for row in _RULES for column in ("issued", "repealed", "in_force")),
        *("licensing.decisions", "penalties.decisions", "coercive_measures.decisions", "fees.amount"),
    ),
}

REFUSED = (
    ("refused.state_secret", "1.属于国家秘密", "14"),
    ("refused.prohibited_by_law", "2.其他法律行政法规禁止公开", "14"),
    ("refused.endangers_security", "3.危及“三安全一稳定”", "14"),
    ("refused.third_party", "4.保护第三方合法权益", "15"),
    ("refused.internal_affairs", "5.属于三类内部事务信息", "16(1)"),
    ("refused.deliberative", "6.属于四类过程性信息", "16(2)"),
    ("refused.enforcement_file", "7.属于行政执法案卷", "16(2)"),
    ("refused.registry_inquiry", "8.属于行政查询事项", "36(七)"),
)
UNAVAILABLE = (
    ("unavailable.not_held", "1.本机关不掌握相关政府信息", "36(四) 36(五)"),
    ("unavailable.needs_creation", "2.没有现成信息需要另行制作", "38"),
    ("unavailable.unclear", "3.补正后申请内容仍不明确", "30"),
)
DECLINED = (
    ("declined.petition", "1.信访举报投诉类申请", "39(1)"),
    ("declined.repeated", "2.重复申请", "36(六)"),
    ("declined.publication", "3.要求提供公开出版物", "39(2)"),
    ("declined.excessive", "4.无正当理由大量反复申请", "35"),
    ("declined.reconfirmation", "5.要求行政机关确认或重新出具已获取信息", ""),
)
OTHER = {
    "2019": (("other", "（六）其他处理", ""),),
    "2021": (
        ("other.not_corrected", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "30"),
        ("other.fee_unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "42"),
        ("other.misc", "3.其他", ""),
    ),
}
RECEIVED = (
    ("received", "一、本年新收政府信息公开申请数量", ""),
    ("carried_in", "二、上年结转政府信息公开申请数量", ""),
)
GRANTED = (
    ("granted", "（一）予以公开", "36(一) 36(二)"),
    ("partly_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "37"),
)
RESULTS = {edition: (*GRANTED, *REFUSED, *UNAVAILABLE, *DECLINED, *rows) for edition, rows in OTHER.items()}
ROWS = {
    edition: (*RECEIVED, *results, ("total", "（七）总计", ""), ("carried_forward", "四、结转下年度继续办理", ""))
    for edition, results in RESULTS.items()
}
RESULT_IDS = {edition: tuple(row for row, _, _ in rows) for edition, rows in RESULTS.items()}
ROW_IDS = {edition: tuple(row for row, _, _ in rows) for edition, rows in ROWS.items()}

CASES = ("reconsideration", "direct_suit", "suit_after_reconsideration")
OUTCOMES = ("upheld", "corrected", "other", "pending")


def cell_ids(edition: str) -> list[str]:
    """Every cell of the three tables in the order of the form."""
    return [
        *(f"proactive.{name}" for name in PROACTIVE[edition]),
        *(f"applications.{row}.{column}" for row in ROW_IDS[edition] for column in COLUMNS),
        *(f"appeals.{case}.{outcome}" for case in CASES for outcome in (*OUTCOMES, "total")),
    ]


def typed_ids(edition: str) -> list[str]:
    """The cells of the three tables that are no totals."""
    return [
        cell for cell in cell_ids(edition) if not cell.endswith(".total") and not cell.startswith("applications.total.")
    ]


def zeros(edition: str) -> dict[str, int]:
    """The tables of a unit for which nothing happened in the year."""
    return dict.fromkeys(cell_ids(edition), 0)


def with_totals(edition: str, typed: Mapping[str, int]) -> dict[str, int]:
    """The typed figures of tables 三 and 四 with every total added up; what is not given is 0.

    本年新收 is what makes 一 + 二 = （七）总计 + 四 come out, so every sum of the form holds.
    """
    values = {cell: typed.get(cell, 0) for cell in cell_ids(edition)}
    for column in APPLICANTS:
        total = sum(values[f"applications.{row}.{column}"] for row in RESULT_IDS[edition])
        pool = total + values[f"applications.carried_forward.{column}"]
        carried_in = values[f"applications.carried_in.{column}"] = min(
            values[f"applications.carried_in.{column}"], pool
        )
        values[f"applications.received.{column}"] = pool - carried_in
        values[f"applications.total.{column}"] = total
    for row in ROW_IDS[edition]:
        values[f"applications.{row}.total"] = sum(values[f"applications.{row}.{column}"] for column in APPLICANTS)
    for case in CASES:
        values[f"appeals.{case}.total"] = sum(values[f"appeals.{case}.{outcome}"] for outcome in OUTCOMES)
    return values


def drawn(table: Table, texts: Mapping[str, str]) -> list[list[str]]:
    """The table as a reader yields it: a merged cell's text at its first place, blanks around it."""
    width = max(place.column + place.columns for place in table.places)
    grid = [[""] * width for _ in range(table.row_count)]
    for place in table.places:
        grid[place.row][place.column] = texts.get(place.cell, "") if place.cell else place.text
    return grid


def drawn_tight(table: Table, texts: Mapping[str, str]) -> list[list[str]]:
    """The table as a text file has it: only what begins in a row, so columns do not stand under one another."""
    rows: list[list[str]] = [[] for _ in range(table.row_count)]
    for place in table.places:
        rows[place.row].append(texts.get(place.cell, "") if place.cell else place.text)
    return rows


def numbered(edition: str) -> dict[str, str]:
    """A different number for every cell, so that none can be mistaken for another."""
    return {cell: str(number) for number, cell in enumerate(cell_ids(edition), 101)}
