"""C: single cells."""

from collections.abc import Iterator
from decimal import Decimal

from nianbao.core.checks.finding import Case, Fix, Level
from nianbao.core.checks.lastyear import by_table, moves, spoken, year_before
from nianbao.core.checks.rule import Fault, rule
from nianbao.core.checks.sums import NUMBER, Number
from nianbao.core.edition import Cell
from nianbao.core.following import recomputed
from nianbao.core.values import MAX_AMOUNT_PLACES, Value, decimal_places, show

SHOWN_NAMES = 3
TOO_MANY_TIMES = 100  # an amount in 元 is 10000 times the one in 万元
TOO_LARGE = 10_000
MANY_TIMES, MANY = 10, 20
YUAN = 10_000  # in 1 万元


@rule("C-01", Level.ERROR)
def value_of_the_right_kind(case: Case) -> Iterator[Fault]:
    """件数应为大于或等于 0 的整数（2019 年格式“本年增/减”可为负数）；金额以万元为单位，大于或等于 0，最多 4 位小数。"""
    values = case.report.values
    for cell in case.report.edition.table_cells:
        value = values.get(cell.id)
        if value is None or (type(value) is int and value >= 0):
            continue
        if fault := _kind_fault(cell, value):
            yield Fault((cell.id,), (), f"{cell.name}填的是 {show(value, cell.kind)}，{fault}")


def _kind_fault(cell: Cell, value: Value) -> str:
    if isinstance(value, str):
        return "不是数字，这里应填数字。"
    if cell.kind == "amount":
        if value < 0:
            return "金额不能是负数。"
        too_long = isinstance(value, Decimal) and decimal_places(value) > MAX_AMOUNT_PLACES
        return f"小数超过 {MAX_AMOUNT_PLACES} 位，金额以万元为单位。" if too_long else ""
    if isinstance(value, Decimal):
        return "有小数，这里应填整数。"
    return "是负数，这里应填大于或等于 0 的整数。" if cell.kind == "count" and value < 0 else ""


@rule("C-02", Level.ERROR)
def no_blank_cell(case: Case) -> Iterator[Fault]:
    """报告各表不得留空：没有发生的填 0（空格不等于 0）。"""
    report = case.report
    blanks: dict[str, list[Cell]] = {}
    for cell in report.edition.table_cells:
        if cell.id not in report.values:
            blanks.setdefault(cell.section, []).append(cell)
    for section, blank in blanks.items():
        typed = [cell for cell in blank if not cell.is_total]
        told = typed or blank
        names = "、".join(cell.name for cell in told[:SHOWN_NAMES])
        more = f"等 {len(told)} 格" if len(told) > SHOWN_NAMES else ""
        message = (
            f"“{report.edition.section(section).short}”表还有 {len(told)} 个空格未填：{names}{more}。没有发生的请填 0。"
        )
        ordered = [*typed, *(cell for cell in blank if cell.is_total)]
        yield Fault(tuple(cell.id for cell in ordered), (), message, fix=_filling(case, section, typed, blank))


def _filling(case: Case, section: str, typed: list[Cell], blank: list[Cell]) -> Fix | None:
    """Zeros for what must be typed; where only totals are blank, their sums."""
    if typed:
        return Fix(f"其余 {len(typed)} 个空格填 0", {cell.id: 0 for cell in typed})
    sums = recomputed(case.report, section)
    known = {cell.id: sums[cell.id] for cell in blank if cell.id in sums}
    return Fix("按各项重算合计", known) if known else None


@rule("C-03", Level.WARNING)
def amount_in_ten_thousands(case: Case) -> Iterator[Fault]:
    """金额以万元为单位：达到上年 100 倍，或没有上年数而为 10000 以上整数的，疑为把元当作万元。"""
    last = year_before(case)
    for cell in case.report.edition.table_cells:
        value = case.report.values.get(cell.id)
        if cell.kind != "amount" or not isinstance(value, NUMBER) or value <= 0:
            continue
        before = last.values.get(cell.id) if last else None
        if isinstance(before, NUMBER) and before > 0:
            if value < TOO_MANY_TIMES * before:
                continue
            why = f"是上年 {show(before)} 的 {value / before:.0f} 倍"
        else:
            if value < TOO_LARGE or value != int(value):
                continue
            why = "是很大的整数"
        message = f"{cell.name}填的是 {show(value)} 万元，{why}，像是以元为单位填的；金额应以万元为单位，请核实。"
        yield Fault((cell.id,), (), message, fix=_in_ten_thousands(cell, value))


def _in_ten_thousands(cell: Cell, value: Number) -> Fix | None:
    """The amount read as 元, unless it has more places than an amount may have."""
    amount = (Decimal(value) / YUAN).normalize()
    if decimal_places(amount) > MAX_AMOUNT_PLACES:
        return None
    amount = amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount
    return Fix(f"把 {show(value)} 元换算为 {show(amount)} 万元", {cell.id: amount})


@rule("C-04", Level.WARNING)
def count_like_last_year(case: Case) -> Iterator[Fault]:
    """件数达到上年 10 倍且不少于 20，或各位数字与上年相同而次序不同的，应核实。"""
    last = year_before(case)
    if last is None:
        return
    found = tuple(moves(case, last, _unlikely))
    leaps = by_table(move for move in found if not _transposed(move[1], move[2]))
    for section, listed in leaps.items():
        table = case.report.edition.section(section).short
        message = f"“{table}”表有的数达到上年的 {MANY_TIMES} 倍以上：{spoken(listed)}，请核实是否填错。"
        yield Fault(tuple(cell.id for cell, _, _ in listed), (), message)
    for section, listed in by_table(move for move in found if _transposed(move[1], move[2])).items():
        table = case.report.edition.section(section).short
        message = f"“{table}”表有的数与上年数字相同、次序不同：{spoken(listed)}，请核实是否把数字写颠倒了。"
        yield Fault(tuple(cell.id for cell, _, _ in listed), (), message)


def _unlikely(before: Number, now: Number) -> bool:
    """Counts only: an amount has C-03."""
    if isinstance(before, Decimal) or isinstance(now, Decimal):
        return False
    return (now >= MANY and 0 < before * MANY_TIMES <= now) or _transposed(before, now)


def _transposed(before: Number, now: Number) -> bool:
    """The remainder by nine is that of the digits: a quick no for most numbers."""
    return (now - before) % 9 == 0 and min(before, now) >= 10 and sorted(show(before)) == sorted(show(now))
