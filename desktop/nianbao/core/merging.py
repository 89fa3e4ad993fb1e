"""Several units' reports added up into one, as a county does it: number by number, and never past a blank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nianbao.core.following import recomputed
from nianbao.core.report import Origin, Report
from nianbao.core.values import Value


@dataclass(frozen=True, slots=True)
class Part:
    """One unit's report; `name` is the unit's, or that of the file where it names none."""

    name: str
    report: Report


@dataclass(frozen=True, slots=True)
class Merged:
    """The sum of several reports, without texts. `lacking` are the cells that stay blank, each with the units that
    left it blank.
    """

    report: Report
    lacking: Mapping[str, tuple[str, ...]]


def obstacle(parts: Sequence[Part]) -> str:
    """Why these reports cannot be added up, in a sentence; empty when they can."""
    if len(parts) < 2:
        return "只有一个单位的报告，不用相加。"
    first = parts[0]
    for part in parts[1:]:
        if part.report.edition is not first.report.edition:
            editions = "，".join(f"{one.name}是{one.report.edition.name}" for one in (first, part))
            return f"报告的格式不同，不能相加：{editions}。"
    dated = [part for part in parts if part.report.year]
    for part in dated[1:]:
        if part.report.year != dated[0].report.year:
            years = "，".join(f"{one.name}是 {one.report.year} 年" for one in (dated[0], part))
            return f"报告的年度不同，不能相加：{years}。"
    names = [part.name for part in parts]
    twice = next((name for name in names if names.count(name) > 1), "")
    return f"“{twice}”的报告有两份，不能重复相加。" if twice else ""


def merged(parts: Sequence[Part], name: str = "") -> Merged:
    """The reports added up under a name: every table's cells, totals from their operands; texts stay blank.

    A cell that one unit left blank has no known sum, for blank is not zero: it stays blank and is told. The parts must
    be of one edition: `obstacle` says so.
    """
    first = parts[0].report
    values: dict[str, Value] = {"edition": first.edition.id}
    if year := next((part.report.year for part in parts if part.report.year), None):
        values["year"] = year
    if name:
        values["unit.name"] = name
    sums = {cell.id: _sum([part.report.get(cell.id) for part in parts]) for cell in first.edition.table_cells}
    values |= {cell: total for cell, total in sums.items() if total is not None}
    values |= recomputed(Report(first.editions, values))
    lacking = {
        cell: tuple(part.name for part in parts if part.report.get(cell) is None) for cell in sums if cell not in values
    }
    origin = Origin("imported", f"{len(parts)} 个单位相加")
    return Merged(Report(first.editions, values, {cell: origin for cell in sums if cell in values}), lacking)


def _sum(addends: Sequence[Value | None]) -> Value | None:
    """The sum, None when one of them is blank or no number."""
    total: int | Decimal = 0
    for addend in addends:
        if not isinstance(addend, int | Decimal):
            return None
        total += addend
    return total
