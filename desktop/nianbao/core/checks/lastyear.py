"""What this year's numbers are compared with: the report of the year before, and no other."""

from collections.abc import Callable, Iterator

from nianbao.core.checks.finding import Case
from nianbao.core.checks.sums import NUMBER, Number
from nianbao.core.edition import Cell
from nianbao.core.report import Report
from nianbao.core.values import show

SHOWN = 3


def follows(this: Report, last: Report) -> bool:
    """Whether `last` is the report of the year before `this`, as far as the years are known."""
    return this.year is None or last.year is None or this.year == last.year + 1


def year_before(case: Case) -> Report | None:
    """Last year's report; None when there is none, or when it is known to be of another year than the one before."""
    return case.last if case.last is not None and follows(case.report, case.last) else None


def same_form(case: Case) -> Report | None:
    """Last year's report in the same edition of the form: only then do all of its cells mean the same."""
    last = year_before(case)
    return last if last is not None and last.values["edition"] == case.report.values["edition"] else None


Move = tuple[Cell, Number, Number]


def moves(case: Case, last: Report, unusual: Callable[[Number, Number], bool]) -> Iterator[Move]:
    """The cells of the tables, with last year's number and this year's, whose move is `unusual(before, now)`.

    An increase or decrease (`change`) is itself a move and is left out.
    """
    values, before = case.report.values, last.values
    for cell in case.report.edition.table_cells:
        now, then = values.get(cell.id), before.get(cell.id)
        if now == then or cell.kind == "change" or not isinstance(now, NUMBER) or not isinstance(then, NUMBER):
            continue
        if unusual(then, now):
            yield cell, then, now


def by_table(found: Iterator[Move]) -> dict[str, list[Move]]:
    """The moves by section, those first that are not merely the totals of others."""
    tables: dict[str, list[Move]] = {}
    for move in found:
        tables.setdefault(move[0].section, []).append(move)
    for section, listed in tables.items():
        moved = {cell.id for cell, _, _ in listed}
        tables[section] = sorted(listed, key=lambda move: _follows_from(move[0], moved))
    return tables


def spoken(listed: list[Move], limit: int = SHOWN) -> str:
    """“本年新收 自然人 9→95、予以公开 自然人 2→50 等 5 个数”: totals of numbers that are told are not counted."""
    moved = {cell.id for cell, _, _ in listed}
    told = [move for move in listed if not _follows_from(move[0], moved)]
    names = "、".join(f"{cell.name} {show(then)}→{show(now)}" for cell, then, now in told[:limit])
    return f"{names} 等 {len(told)} 个数" if len(told) > limit else names


def _follows_from(cell: Cell, moved: set[str]) -> bool:
    return any(not moved.isdisjoint(operands) for operands in cell.sums)
