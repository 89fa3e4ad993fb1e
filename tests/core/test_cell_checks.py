"""C: a cell whose value is of the wrong kind, blank, or unlike what it was last year."""

from decimal import Decimal

import pytest
from blaming import after, blamed, fault, faults, report_of
from official_form import cell_ids, typed_ids

from nianbao.core.checks import Level
from nianbao.core.edition import Editions
from nianbao.core.values import Value
from reports import filled, with_values, without

FORMS = ("2019", "2021")
BOTH = pytest.mark.parametrize("form", FORMS)
FEES, PROCUREMENT = "proactive.fees.amount", "proactive.procurement.amount"
LICENSING = "proactive.licensing.decisions"

# C-01


@pytest.mark.parametrize(
    ("form", "cell", "value", "message"),
    [
        ("2021", "proactive.rules.issued", -3, "规章 制发填的是 -3，是负数，这里应填大于或等于 0 的整数。"),
        (
            "2021",
            "applications.granted.person",
            Decimal("2.5"),
            "予以公开 自然人填的是 2.5，有小数，这里应填整数。",
        ),
        ("2019", "proactive.licensing.change", Decimal("0.5"), "行政许可 本年增/减填的是 +0.5，有小数，这里应填整数。"),
        (
            "2021",
            "proactive.fees.amount",
            Decimal("0.12345"),
            "行政事业性收费 收费金额（万元）填的是 0.12345，小数超过 4 位，金额以万元为单位。",
        ),
        (
            "2019",
            "proactive.procurement.amount",
            Decimal("-1"),
            "政府集中采购 采购总金额填的是 -1，金额不能是负数。",
        ),
        ("2021", "appeals.direct_suit.other", "两件", "未经复议直接起诉 其他填的是 两件，不是数字，这里应填数字。"),
    ],
)
def test_a_value_of_the_wrong_kind_is_blamed_in_words(
    editions: Editions, form: str, cell: str, value: Value, message: str
):
    finding = fault(with_values(filled(editions, form), {cell: value}), "C-01")
    assert finding.message == message
    assert (finding.cells, finding.target, finding.level) == ((cell,), cell, Level.ERROR)


@pytest.mark.parametrize(
    ("form", "cell", "value"),
    [
        ("2019", "proactive.licensing.change", -3),
        ("2019", "proactive.fees.change", 0),
        ("2021", "proactive.fees.amount", Decimal("59237.2449")),
        ("2021", "proactive.fees.amount", Decimal("0.10000")),
        ("2021", "proactive.fees.amount", 7545),
        ("2021", "proactive.rules.issued", 0),
    ],
)
def test_a_value_of_the_right_kind_is_not_blamed(editions: Editions, form: str, cell: str, value: Value):
    assert faults(with_values(filled(editions, form), {cell: value}), "C-01") == []


# C-02


@pytest.mark.parametrize(
    ("form", "messages"),
    [
        (
            "2021",
            [
                "“二、主动公开”表还有 10 个空格未填：规章 制发、规章 废止、规章 现行有效等 10 格。没有发生的请填 0。",
                "“三、申请办理”表还有 144 个空格未填：本年新收 自然人、本年新收 商业企业、本年新收 科研机构等 144 格。"
                "没有发生的请填 0。",
                "“四、复议诉讼”表还有 12 个空格未填：行政复议 维持、行政复议 纠正、行政复议 其他等 12 格。"
                "没有发生的请填 0。",
            ],
        ),
        (
            "2019",
            [
                "“二、主动公开”表还有 22 个空格未填：规章 本年新制作数量、规章 本年新公开数量、"
                "规章 对外公开总数量等 22 格。没有发生的请填 0。",
                "“三、申请办理”表还有 132 个空格未填：本年新收 自然人、本年新收 商业企业、本年新收 科研机构等 132 格。"
                "没有发生的请填 0。",
                "“四、复议诉讼”表还有 12 个空格未填：行政复议 维持、行政复议 纠正、行政复议 其他等 12 格。"
                "没有发生的请填 0。",
            ],
        ),
    ],
)
def test_blanks_are_counted_by_table_without_the_totals_that_follow_them(
    editions: Editions, form: str, messages: list[str]
):
    assert [finding.message for finding in faults(report_of(editions, form, {}), "C-02")] == messages


@BOTH
def test_the_blank_cells_are_all_named_what_must_be_typed_first(editions: Editions, form: str):
    found = faults(report_of(editions, form, {}), "C-02")
    assert sorted(cell for finding in found for cell in finding.cells) == sorted(cell_ids(form))
    third = found[1]
    typed = [cell for cell in third.cells if cell in typed_ids(form)]
    assert list(third.cells[: len(typed)]) == typed
    assert third.target == "applications.received.person"


def test_one_blank_cell_is_named(editions: Editions):
    finding = fault(without(filled(editions, "2021"), "proactive.fees.amount"), "C-02")
    assert finding.message == ("“二、主动公开”表还有 1 个空格未填：行政事业性收费 收费金额（万元）。没有发生的请填 0。")
    assert finding.cells == ("proactive.fees.amount",)


def test_three_blank_cells_are_named_one_by_one(editions: Editions):
    cells = [f"appeals.direct_suit.{outcome}" for outcome in ("upheld", "corrected", "other")]
    assert fault(without(filled(editions, "2021"), *cells), "C-02").message == (
        "“四、复议诉讼”表还有 3 个空格未填：未经复议直接起诉 维持、未经复议直接起诉 纠正、未经复议直接起诉 其他。"
        "没有发生的请填 0。"
    )


def test_a_blank_total_alone_is_a_blank_cell_too(editions: Editions):
    finding = fault(without(filled(editions, "2021"), "appeals.direct_suit.total"), "C-02")
    assert finding.message == "“四、复议诉讼”表还有 1 个空格未填：未经复议直接起诉 总计。没有发生的请填 0。"
    assert finding.target == "appeals.direct_suit.total"


def test_a_zero_is_not_blank(editions: Editions):
    report = with_values(filled(editions, "2021"), {"proactive.fees.amount": 0, "proactive.rules.issued": 0})
    assert faults(report, "C-02") == []


def test_zeros_are_offered_for_the_blanks_and_totals_follow(editions: Editions):
    report = without(filled(editions, "2021"), *(f"appeals.direct_suit.{o}" for o in ("upheld", "pending", "total")))
    finding = fault(report, "C-02")
    assert finding.fix is not None
    assert finding.fix.text == "其余 2 个空格填 0"
    assert finding.fix.values == {"appeals.direct_suit.upheld": 0, "appeals.direct_suit.pending": 0}
    mended = after(report, finding)
    assert faults(mended, "C-02") == []
    assert mended.get("appeals.direct_suit.total") == sum(
        mended.number(f"appeals.direct_suit.{outcome}") or 0 for outcome in ("corrected", "other")
    )


@BOTH
def test_a_blank_year_becomes_a_zero_year_by_its_three_fixes(editions: Editions, form: str):
    report = report_of(editions, form, {})
    while found := faults(report, "C-02"):
        report = after(report, found[0])
    assert {cell: report.get(cell) for cell in cell_ids(form)} == dict.fromkeys(cell_ids(form), 0)


def test_for_a_blank_total_its_sum_is_offered(editions: Editions):
    report = filled(editions, "2021")
    blank = without(report, "appeals.direct_suit.total", "applications.granted.total")
    for finding in faults(blank, "C-02"):
        assert finding.fix is not None
        assert finding.fix.text == "按各项重算合计"
        blank = after(blank, finding)
    assert blank.values == report.values


# C-03


@pytest.mark.parametrize(
    ("before", "now", "said", "instead"),
    [
        (Decimal("25.1"), 251000, "填的是 251000 万元，是上年 25.1 的 10000 倍", Decimal("25.1")),
        (1, Decimal("100"), "填的是 100 万元，是上年 1 的 100 倍", Decimal("0.01")),
        (None, 10000, "填的是 10000 万元，是很大的整数", Decimal(1)),
        (0, Decimal("251000"), "填的是 251000 万元，是很大的整数", Decimal("25.1")),
        (None, Decimal("1200000.00"), "填的是 1200000.00 万元，是很大的整数", Decimal(120)),
    ],
)
def test_an_amount_that_looks_like_yuan_is_asked_about(
    editions: Editions, before: Value | None, now: Value, said: str, instead: Decimal
):
    last = None if before is None else report_of(editions, "2021", {FEES: before})
    report = report_of(editions, "2021", {FEES: now})
    finding = fault(report, "C-03", last)
    assert finding.message.startswith(f"行政事业性收费 收费金额（万元）{said}，像是以元为单位填的")
    assert (finding.cells, finding.level) == ((FEES,), Level.WARNING)
    assert after(report, finding).get(FEES) == instead


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (1, Decimal("99.9999")),
        (Decimal("7730.28"), 7545),
        (9000, 10000),
        (None, 9999),
        (None, Decimal("59237.2449")),
        (None, 0),
        (None, -20000),
        (Decimal("0.01"), 0),
    ],
)
def test_a_usual_amount_is_not_asked_about(editions: Editions, before: Value | None, now: Value):
    last = None if before is None else report_of(editions, "2021", {FEES: before})
    assert faults(report_of(editions, "2021", {FEES: now}), "C-03", last) == []


def test_an_amount_of_the_old_form_is_asked_about_too(editions: Editions):
    finding = fault(report_of(editions, "2019", {PROCUREMENT: 198303}), "C-03")
    assert finding.cells == (PROCUREMENT,)
    assert finding.message.startswith("政府集中采购 采购总金额填的是 198303 万元")


def test_yuan_with_too_many_places_are_not_converted(editions: Editions):
    last = report_of(editions, "2021", {FEES: 1})
    assert fault(report_of(editions, "2021", {FEES: Decimal("1234.56")}), "C-03", last).fix is None


# C-04


@pytest.mark.parametrize(("before", "now"), [(2, 20), (3, 550), (550, 9487), (1, 1000)])
def test_a_count_of_ten_times_last_years_is_asked_about(editions: Editions, before: int, now: int):
    last = report_of(editions, "2021", {LICENSING: before})
    finding = fault(report_of(editions, "2021", {LICENSING: now}), "C-04", last)
    assert finding.message == (
        f"“二、主动公开”表有的数达到上年的 10 倍以上：行政许可 本年处理决定数量 {before}→{now}，请核实是否填错。"
    )
    assert (finding.cells, finding.level) == ((LICENSING,), Level.WARNING)


@pytest.mark.parametrize(("before", "now"), [(1, 19), (2, 19), (3, 29), (0, 500), (500, 1), (21, 95), (30, 299)])
def test_a_count_that_grew_less_is_not_asked_about(editions: Editions, before: int, now: int):
    last = report_of(editions, "2021", {LICENSING: before})
    assert faults(report_of(editions, "2021", {LICENSING: now}), "C-04", last) == []


@pytest.mark.parametrize(("before", "now"), [(12, 21), (4119, 4191), (123, 312), (100, 10), (21, 21), (1, 1), (9, 90)])
def test_last_years_digits_in_another_order_are_asked_about(editions: Editions, before: int, now: int):
    last = report_of(editions, "2021", {LICENSING: before})
    found = faults(report_of(editions, "2021", {LICENSING: now}), "C-04", last)
    if before != now and sorted(str(before)) == sorted(str(now)):
        (finding,) = found
        assert finding.message == (
            "“二、主动公开”表有的数与上年数字相同、次序不同："
            f"行政许可 本年处理决定数量 {before}→{now}，请核实是否把数字写颠倒了。"
        )
    else:
        assert [finding for finding in found if "次序不同" in finding.message] == []


def test_a_table_is_asked_about_once_and_totals_are_not_counted(editions: Editions):
    rows = ("received", "granted", "total")
    columns = ("person", "business", "total")
    last = report_of(editions, "2021", {f"applications.{row}.{column}": 2 for row in rows for column in columns})
    now = {f"applications.{row}.{column}": 30 for row in rows for column in columns}
    finding = fault(report_of(editions, "2021", {**now, LICENSING: 3}), "C-04", last)
    assert set(finding.cells) == set(now)
    assert "本年新收 自然人 2→30、本年新收 商业企业 2→30、予以公开 自然人 2→30 等 4 个数" in finding.message
    assert finding.target == "applications.received.person"


def test_a_total_is_named_when_none_of_its_parts_is_unlike_last_year(editions: Editions):
    last = report_of(editions, "2021", {"applications.received.total": 2, "applications.received.person": 2})
    report = report_of(editions, "2021", {"applications.received.total": 24, "applications.received.person": 4})
    assert "本年新收 总计 2→24" in fault(report, "C-04", last).message


def test_counts_that_are_called_the_same_are_compared_across_the_two_forms(editions: Editions):
    last = report_of(editions, "2019", {"applications.received.person": 3})
    report = report_of(editions, "2021", {"applications.received.person": 300})
    assert fault(report, "C-04", last).cells == ("applications.received.person",)


def test_amounts_increases_and_blanks_are_no_counts(editions: Editions):
    last = report_of(editions, "2019", {PROCUREMENT: Decimal(12), "proactive.fees.change": 2, LICENSING: 2})
    report = report_of(editions, "2019", {PROCUREMENT: Decimal(21), "proactive.fees.change": 50})
    assert blamed(report, last)["C-04"] == 0
