"""What a year without applications puts into the tables; what is filled in already is never touched without a tick."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nianbao.core.checks.lastyear import follows
from nianbao.core.checks.units import kind_of
from nianbao.core.edition import Block, Node, cell_id, name_of
from nianbao.core.following import computed, propose
from nianbao.core.report import Origin, Report
from nianbao.core.values import Value, show
from nianbao.core.zeroyear.steps import Step, Wording

PROACTIVE, APPLICATIONS, APPEALS = "proactive", "applications", "appeals"
RECEIVED, CARRIED_IN, TOTAL, FORWARD = "received", "carried_in", "total", "carried_forward"
ZEROS, NONE_CARRIED, NO_APPEALS, ITEM, FIGURE = "zeros", "none_carried", "no_appeals", "item", "figure"
SOURCE = "本年度没有收到政府信息公开申请"
_RULES, _PENDING = "rules", "pending"


@dataclass(frozen=True, slots=True)
class Carried:
    """What was carried into this year in a column of table 三: None where neither year's report tells.

    `choices` are the rows that say how they were dealt with, when none of them is filled in yet: (id, name).
    """

    column: str
    name: str
    count: int | None
    choices: tuple[tuple[str, str], ...] = ()


def carried(report: Report, last: Report | None) -> tuple[Carried, ...]:
    """What each applicant's column has carried in: as this report says, else as last year's does."""
    rows, columns = _rows(report), _columns(report)
    before = last if last is not None and follows(report, last) else None
    found = []
    for column in columns:
        count = report.number(_at(CARRIED_IN, column))
        if count is None and report.get(_at(CARRIED_IN, column)) is None and before is not None:
            count = before.number(_at(FORWARD, column))
        results = [row for row in rows if row.id not in (RECEIVED, CARRIED_IN)]
        blank = all(report.get(_at(row.id, column)) is None for row in results)
        choices = tuple((row.id, name_of(row)) for row in results) if blank and count else ()
        found.append(Carried(column.id, name_of(column), count, choices))
    return tuple(found)


def figures(
    report: Report, last: Report | None, wording: Wording, handled: Mapping[str, str] | None = None
) -> tuple[Step, ...]:
    """What can be filled into the tables when no application came, without touching anything that is filled in.

    `handled` says for columns with something carried in the row that all of it belongs to.
    """
    return (
        *_of_applications(report, last, handled or {}),
        *_of_appeals(report, last),
        *_of_items(report, last, wording),
    )


# table 三


def _of_applications(report: Report, last: Report | None, handled: Mapping[str, str]) -> Iterator[Step]:
    columns = carried(report, last)
    open_columns = [c for c in columns if c.count and c.choices and c.column not in handled]
    unknown = [c for c in columns if c.count is None and not report.get(f"{APPLICATIONS}.{RECEIVED}.{c.column}")]
    values: dict[str, Value] = {}
    origins: dict[str, Origin] = {}
    for column in columns:
        if report.get(f"{APPLICATIONS}.{RECEIVED}.{column.column}"):
            continue  # what stands there says otherwise: the column waits for the clerk
        for cell, value in _column_values(report, column, handled.get(column.column, "")).items():
            values[cell] = value
            is_carried = value and cell.startswith(f"{APPLICATIONS}.{CARRIED_IN}.")
            origins[cell] = _from(last) if is_carried else Origin("filled", SOURCE)
    part = _part(report, APPLICATIONS)
    declared = _declared(report, values)
    first = next(iter(values), "")
    if values:
        kept = {cell: origin for cell in declared if (origin := report.origins.get(cell))}
        words = _zero_words(report, values, columns, open_columns)
        yield Step(ZEROS, part, words, first, chosen=True, values={**values, **declared}, origins={**origins, **kept})
    if unknown:
        blank = {cell: 0 for column in unknown for cell in _blank_of(report, column.column) if cell not in values}
        names = "、".join(column.name for column in unknown) if len(unknown) < len(columns) else ""
        words = f"{_table(report, APPLICATIONS)}{names}：没有上年结转的申请，{len(blank)} 个空格填 0（上年的数不清楚）"
        if blank:
            filled = dict.fromkeys(blank, Origin("filled", SOURCE))
            yield Step(NONE_CARRIED, part, words, next(iter(blank)), values=blank, origins=filled)
    yield from _contradictions(report, columns, declared)


def _column_values(report: Report, column: Carried, row: str) -> dict[str, Value]:
    """What the blank cells of a column become: with something carried in, `row` says where it belongs."""
    values: dict[str, Value] = {}
    for cell in _blank_of(report, column.column):
        of = cell.split(".", 1)[1].rpartition(".")[0]
        if of == RECEIVED:
            values[cell] = 0
        elif column.count is None:
            continue
        elif of == CARRIED_IN:
            values[cell] = column.count
        elif column.count == 0:
            values[cell] = 0
        elif row and column.choices:
            values[cell] = column.count if of == row else 0
    return values


def _zero_words(report: Report, values: Mapping[str, Value], columns: Iterable[Carried], left: list[Carried]) -> str:
    zeros = sum(value == 0 for value in values.values())
    words = f"{_table(report, APPLICATIONS)}：{zeros} 个空格填 0"
    come = sum(column.count or 0 for column in columns)
    if come:
        words += f"；上年结转 {come} 件"
    if left:
        words += f"，{'、'.join(column.name for column in left)}列的办理结果留空"
    elif zeros < len(values):
        words += "，办理结果按所选的填"
    return words


def _declared(report: Report, values: Mapping[str, Value]) -> dict[str, Value]:
    """Totals that a file declares without their operands, and that zeros for these would silently make others."""
    after = report.apply(propose(report, "", values))
    return {
        cell.id: value
        for cell in report.edition.totals
        if (value := report.get(cell.id)) is not None
        and computed(cell, report.values) is None
        and after.get(cell.id) != value
    }


def _contradictions(report: Report, columns: tuple[Carried, ...], declared: Mapping[str, Value]) -> Iterator[Step]:
    """What is filled in already and says that applications came, or were dealt with where none can have been."""
    cells = report.edition.cells
    none_in = {column.column for column in columns if column.count == 0}
    for cell in report.edition.typed[APPLICATIONS]:
        found = cells[cell]
        value = report.get(cell)
        if not value or not found.row or not found.column or found.row.id == CARRIED_IN:
            continue
        if found.row.id == RECEIVED:
            column = next(column for column in columns if column.column == found.column.id)
            yield _contradiction(report, cell, value, _column_values(report, column, ""))
        elif found.column.id in none_in:
            yield _contradiction(report, cell, value)
    for cell, value in declared.items():
        yield _contradiction(report, cell, value)


def _contradiction(report: Report, cell: str, value: Value, rest: Mapping[str, Value] | None = None) -> Step:
    """A figure that gives way to 0, and with it `rest`: what its column is filled with once it is 0."""
    found = report.edition.cells[cell]
    more = f"，这一列其余 {len(rest)} 个空格按没有申请填" if rest else ""
    words = f"“{found.name}”已填 {show(value, found.kind)}，与没有收到申请不符：改为 0{more}（不勾选则保留）"
    values = {cell: 0, **(rest or {})}
    part = _part(report, found.section)
    filled = dict.fromkeys(values, Origin("filled", SOURCE))
    return Step(f"{FIGURE}:{cell}", part, words, cell, values=values, origins=filled)


# tables 四 and 二


def _of_appeals(report: Report, last: Report | None) -> Iterator[Step]:
    blanks = report.blanks(report.edition.typed[APPEALS])
    if not blanks or has_cases(report):
        return
    pending = 0
    if last is not None and follows(report, last):
        pending = sum(last.number(c) or 0 for c in last.edition.typed[APPEALS] if c.endswith(f".{_PENDING}"))
    told = f"（上年有 {pending} 件尚未审结，请先核对）" if pending else ""
    words = f"{_table(report, APPEALS)}：没有发生行政复议、行政诉讼，{len(blanks)} 个空格填 0{told}"
    filled = dict.fromkeys(blanks, Origin("filled", "没有发生行政复议、行政诉讼"))
    part = _part(report, APPEALS)
    yield Step(NO_APPEALS, part, words, blanks[0], values=dict.fromkeys(blanks, 0), origins=filled)


def has_cases(report: Report) -> bool:
    """Whether table 四 tells of a case."""
    return any(report.get(cell.id) for cell in report.edition.table_cells if cell.section == APPEALS)


def _of_items(report: Report, last: Report | None, wording: Wording) -> Iterator[Step]:
    """A step for each row of table 二 that has blanks and no figure yet that tells of something."""
    before = last if last is not None and follows(report, last) and last.edition is report.edition else None
    kind = kind_of(report)
    for block in report.edition.table(PROACTIVE).blocks:
        for row in block.row_leaves():
            powerless = row.id == _RULES and kind is not None and kind.grass_roots
            if step := _of_item(report, before, wording, block, row, powerless=powerless):
                yield step


def _of_item(
    report: Report, before: Report | None, wording: Wording, block: Block, row: Node, *, powerless: bool
) -> Step | None:
    columns = block.column_leaves()
    cells = {column: cell_id(PROACTIVE, row, column) for column in columns}
    if any(report.get(cells[column]) for column in columns if column.id in wording.zero):
        return None
    values: dict[str, Value] = {}
    origins: dict[str, Origin] = {}
    told, left = [], []
    for column in columns:
        cell = cells[column]
        if report.get(cell) is not None:
            continue
        value = 0 if column.id in wording.zero else _followed(before, wording, row, column)
        if value is None and powerless:
            value = 0
        if value is None:
            left.append(name_of(column))
            continue
        values[cell] = value
        told.append(f"{name_of(column)} {show(value)}")
        if column.id not in wording.zero and before is not None:
            origins[cell] = _from(before)
    if not values:
        return None
    words = f"{name_of(row)}：{'，'.join(told)}"
    words += f"；{'、'.join(left)}还要填写" if left else ""
    words += _last_words(before, columns, cells)
    words += "（乡镇、街道没有规章制定权）" if powerless else ""
    chosen = powerless and not any(values.values())
    part = _part(report, PROACTIVE)
    return Step(f"{ITEM}:{row.id}", part, words, next(iter(values)), chosen=chosen, values=values, origins=origins)


def _followed(before: Report | None, wording: Wording, row: Node, column: Node) -> int | None:
    """What follows for a stock from last year's report of the same form, when nothing came or went."""
    sources = wording.follows.get(column.id)
    if before is None or not sources:
        return None
    numbers = [before.number(f"{PROACTIVE}.{row.id}.{source}") for source in sources]
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) and sum(known) >= 0 else None


def _last_words(before: Report | None, columns: Iterable[Node], cells: Mapping[Node, str]) -> str:
    if before is None:
        return ""
    known = [(column, value) for column in columns if (value := before.get(cells[column])) is not None]
    if len(cells) == 1 and known:
        return f"（上年 {show(known[0][1])}）"
    told = [f"{name_of(column)} {show(value, column.kind)}" for column, value in known]
    return f"（上年：{'，'.join(told)}）" if told else ""


# what is where


def _block(report: Report) -> Block:
    (block,) = report.edition.table(APPLICATIONS).blocks
    return block


def _rows(report: Report) -> tuple[Node, ...]:
    """The rows of table 三 that are filled in, without the total of the results."""
    return tuple(row for row in _block(report).row_leaves() if not row.sum_of)


def _columns(report: Report) -> tuple[Node, ...]:
    return tuple(column for column in _block(report).column_leaves() if not column.sum_of)


def _at(row: str, column: Node) -> str:
    return f"{APPLICATIONS}.{row}.{column.id}"


def _blank_of(report: Report, column: str) -> list[str]:
    """The blank cells of a column, from the top."""
    cells = (f"{APPLICATIONS}.{row.id}.{column}" for row in _rows(report))
    return [cell for cell in cells if report.get(cell) is None]


def _from(last: Report | None) -> Origin:
    return Origin("carried", f"{last.year}年报告" if last is not None and last.year else "上年报告")


def _part(report: Report, section: str) -> str:
    return report.edition.section(section).short


def _table(report: Report, section: str) -> str:
    """表三, after the number of the section's heading."""
    return f"表{report.edition.section(section).heading.partition('、')[0]}"
