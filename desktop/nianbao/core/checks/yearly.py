"""Y: this year against last year."""

from collections.abc import Iterator

from nianbao.core.checks.finding import Case, Fix, Level
from nianbao.core.checks.lastyear import by_table, follows, moves, same_form, spoken
from nianbao.core.checks.rows import rows_with
from nianbao.core.checks.rule import Fault, rule
from nianbao.core.checks.sums import NUMBER, Number, filled, gap, number_in, spoken_sum, total_mended
from nianbao.core.edition import Cell, Node, name_of
from nianbao.core.report import Report
from nianbao.core.values import show
from nianbao.core.yearly import carried_cells

PROACTIVE = "proactive"
RISEN = 20  # from nothing
# what is there, not what happened in the year: it may well be as it was
STOCKS = ("in_force", "total_disclosed", "items_last_year")


@rule("Y-01", Level.ERROR, excusable=True)
def carried_in_equals_carried_forward(case: Case) -> Iterator[Fault]:
    """表三：本年度“上年结转”应等于上一年度报告的“结转下年度继续办理”，逐列核对，跨格式也应一致。"""
    last = case.last
    if last is None:
        return
    whose, doubt = "上年度", ""
    if not follows(case.report, last):
        whose, doubt = f"{last.year}年", f"；请先核对 {last.year} 年报告是不是上一年度的"
        yield _of_another_year(case.report, last)
    found = [
        (cell, source, now, before)
        for cell, source in carried_cells(case.report.edition, last.edition)
        if (now := number_in(case.report, cell.id)) is not None
        and (before := number_in(last, source)) is not None
        and now != before
    ]
    columns = {cell.id: before for cell, _, _, before in found if not cell.is_total}
    for cell, source, now, before in found:
        column = name_of(cell.column) if cell.column else ""
        yield Fault(
            (cell.id,),
            (),
            f"{column}列：上年结转填的是 {show(now)}，{whose}报告的结转下年度为 {show(before)}，"
            f"相差 {gap(now, before)}{doubt}。",
            fix=_taking(case.report, cell, before, columns, f"{column}列取{whose}报告的结转数 {show(before)}"),
            last=(source,),
        )


def _taking(report: Report, cell: Cell, before: Number, columns: dict[str, Number], text: str) -> Fix | None:
    """Taking last year's number; a total follows the columns, and alone it is taken only when they come to it."""
    if not cell.is_total:
        return Fix(text, {cell.id: before})
    return Fix(text, columns) if columns else total_mended(report, cell, before, text)


def _of_another_year(this: Report, last: Report) -> Fault:
    """The clerk was asked when the file was taken and may have had a reason: told, not refused."""
    return Fault(
        ("year",),
        (),
        f"用作上年报告的是 {last.year} 年的报告，不是 {(this.year or 0) - 1} 年的：只核对了结转数，没有比较其他数。",
        level=Level.HINT,
    )


@rule("Y-02", Level.WARNING)
def in_force_follows(case: Case) -> Iterator[Fault]:
    """表二：现行有效件数应等于上年现行有效件数加本年制发件数，减本年废止件数。"""
    last = same_form(case)
    if last is None:
        return
    for row in rows_with(case.report.edition, PROACTIVE, "issued", "repealed", "in_force"):
        issued, repealed, stock = (f"{PROACTIVE}.{row.id}.{column}" for column in ("issued", "repealed", "in_force"))
        numbers, before = filled(case.report, (issued, repealed, stock)), number_in(last, stock)
        if numbers is None or before is None or before + numbers[0] - numbers[1] == numbers[2]:
            continue
        due = before + numbers[0] - numbers[1]
        yield Fault(
            (stock,),
            (issued, repealed),
            f"{name_of(row)}：上年现行有效 {show(before)} + 本年制发 {show(numbers[0])} - 本年废止 {show(numbers[1])} "
            f"= {show(due)}，现行有效填的是 {show(numbers[2])}，相差 {gap(due, numbers[2])}，请核实。",
            fix=_stock(row, "现行有效", stock, due),
            last=(stock,),
        )


@rule("Y-03", Level.WARNING)
def stocks_of_2019_follow(case: Case) -> Iterator[Fault]:
    """表二（2019 年格式）：上一年项目数量应等于上年报告的项目数增减后；对外公开总数应等于上年总数加本年新公开。"""
    last = same_form(case)
    if last is None:
        return
    edition = case.report.edition
    for row in rows_with(edition, PROACTIVE, "items_last_year", "change"):
        cell, change = f"{PROACTIVE}.{row.id}.items_last_year", f"{PROACTIVE}.{row.id}.change"
        now, before = number_in(case.report, cell), filled(last, (cell, change))
        if now is not None and before is not None and now != before[0] + before[1]:
            due = before[0] + before[1]
            yield Fault(
                (cell,),
                (),
                f"{name_of(row)}：上年报告的项目 {show(before[0])}，增减 {show(before[1], 'change')}，"
                f"应为 {show(due)}，上一年项目填的是 {show(now)}，相差 {gap(now, due)}，请核实。",
                fix=_stock(row, "上一年项目", cell, due),
                last=(cell, change),
            )
    for row in rows_with(edition, PROACTIVE, "disclosed", "total_disclosed"):
        new, cell = f"{PROACTIVE}.{row.id}.disclosed", f"{PROACTIVE}.{row.id}.total_disclosed"
        numbers, past = filled(case.report, (new, cell)), number_in(last, cell)
        if numbers is not None and past is not None and past + numbers[0] != numbers[1]:
            due = past + numbers[0]
            sides = spoken_sum(("上年对外公开总数", "本年新公开"), (past, numbers[0]))
            yield Fault(
                (cell,),
                (new,),
                f"{name_of(row)}：{sides}，对外公开总数填的是 {show(numbers[1])}，"
                f"相差 {gap(numbers[1], due)}，请核实。",
                fix=_stock(row, "对外公开总数", cell, due),
                last=(cell,),
            )


def _stock(row: Node, spoken_of: str, cell: str, due: Number) -> Fix | None:
    return Fix(f"{name_of(row)}{spoken_of}改为 {show(due)}", {cell: due}) if due >= 0 else None


@rule("Y-04", Level.HINT)
def nothing_came_or_went_at_once(case: Case) -> Iterator[Fault]:
    """与上年相比，由有变为 0，或者由 0 变为 20 以上的数，请留意。"""
    last = same_form(case)
    if last is None:
        return
    for section, listed in by_table(moves(case, last, _came_or_went)).items():
        gone = [move for move in listed if move[2] == 0]
        come = [move for move in listed if move[2] != 0]
        told = [f"由有变为 0：{spoken(gone)}"] if gone else []
        told += [f"由 0 变为 {RISEN} 以上：{spoken(come)}"] if come else []
        table = case.report.edition.section(section).short
        message = f"“{table}”表与上年相比，有的数{'；有的数'.join(told)}，请留意。"
        yield Fault(tuple(cell.id for cell, _, _ in listed), (), message)


def _came_or_went(before: Number, now: Number) -> bool:
    return (now == 0 and before > 0) or (before == 0 and now >= RISEN)


@rule("Y-05", Level.WARNING)
def not_last_years_numbers(case: Case) -> Iterator[Fault]:
    """表二、表三的数与上年完全相同且不全是 0 的，疑为照抄上年报告。"""
    last = same_form(case)
    if last is None:
        return
    values, before = case.report.values, last.values
    held: list[Cell] = []
    for cell in case.report.edition.table_cells:
        if cell.section in (PROACTIVE, "applications"):
            now = values.get(cell.id)
            if now != before.get(cell.id):
                return
            if isinstance(now, NUMBER) and now != 0:
                held.append(cell)
    if held:
        tables = "".join(f"“{case.report.edition.section(section).short}”" for section in (PROACTIVE, "applications"))
        # only the stocks are left of a year in which nothing happened, and nothing happened the year before
        happened = any(cell.column and cell.column.id not in STOCKS for cell in held)
        yield Fault(
            tuple(cell.id for cell in held),
            (),
            f"{tables}两张表的数与上年报告完全相同，其中 {len(held)} 个不是 0，请核实是否照抄了上年的数。",
            level=None if happened else Level.HINT,
        )
