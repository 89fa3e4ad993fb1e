"""What a statement may mean in the tables: the cells of an edition that its number should equal."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from nianbao.core.edition import Edition, Node, name_of
from nianbao.core.grammar.statements import GROUPS, Subject
from nianbao.core.report import Report

_MOST_NAMED = 3  # cells whose names are all told
YUAN = 10_000  # 元 in one 万元
_ORGANISATIONS = ("business", "research", "nonprofit", "legal_services", "other")
_SUITS = ("direct_suit", "suit_after_reconsideration")
_SETTLED = ("upheld", "corrected", "other")
_MADE = {"2019": {"issued": "produced"}}  # what the older edition calls the column
_TAKEN_IN = (("received",), ("received", "carried_in"))
# names of statements → rows that are added; the readings after the bar are unusual ones
_ROWS: dict[str, tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]] = {
    "received": (_TAKEN_IN, ()),
    "new": ((("received",),), (("received", "carried_in"),)),
    "pool": ((("received", "carried_in"),), ()),
    "source": ((("received",), ("received", "-carried_forward")), ()),  # 办结16件，其中本年新收14件
    "applications": (_TAKEN_IN, (("total",),)),
    "taken_and_done": ((*_TAKEN_IN, ("total",)), ()),
    "handled": ((("total",), ("received", "carried_in")), (("received",),)),
    "done": ((("total",),), (("total", "-other"),)),
    "applicants": ((*_TAKEN_IN, ("total",)), ()),
    "turned": ((("carried_forward",), ("carried_in",)), ()),
    "opened": ((("granted",), ("granted", "partly_granted")), ()),
    "granted": ((("granted",),), (("granted", "partly_granted"),)),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """Cells whose sum a number may be, and how that is spoken of. `usual` ones are meant unless they do not fit.

    `rows` are the ids of the rows of table 三 that are added.
    """

    words: str
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()
    factor: int = 1
    usual: bool = True
    rows: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        return self.plus + self.minus

    def value(self, report: Report) -> Decimal | None:
        """The number in the tables; None while a cell is blank or no number."""
        total = Decimal(0)
        for sign, cells in ((1, self.plus), (-1, self.minus)):
            for cell in cells:
                number = _number(report, cell)
                if number is None:
                    return None
                total += sign * number
        return total * self.factor

    def at_least(self, report: Report) -> Decimal:
        """What the number cannot be less than, whatever the blank cells hold: no count is negative."""
        if self.minus:
            return Decimal(0)
        return sum((number for cell in self.plus if (number := _number(report, cell))), Decimal(0)) * self.factor


def _number(report: Report, cell: str) -> Decimal | None:
    """The number in a cell; a blank total is the sum of its operands once they are filled."""
    value = report.get(cell)
    if isinstance(value, int | Decimal):
        return Decimal(value)
    for operands in report.edition.cells[cell].sums if value is None else ():
        numbers = [report.get(operand) for operand in operands]
        if all(isinstance(number, int | Decimal) for number in numbers):
            return sum((Decimal(str(number)) for number in numbers), Decimal(0))
    return None


@lru_cache(maxsize=512)  # a report speaks of the same things at every check
def readings(edition: Edition, subject: Subject) -> tuple[Reading, ...]:
    """The readings of a subject, the usual ones first; none where the edition has no such cells."""
    found = _readings(edition, subject)
    for names in subject.others:
        found += _readings(edition, replace(subject, names=names))
    return tuple(sorted(found, key=lambda reading: not reading.usual))


def _readings(edition: Edition, subject: Subject) -> tuple[Reading, ...]:
    name = subject.names[0]
    if "." not in name or name.split(".")[0] in GROUPS:
        return tuple(_of_applications(edition, subject))
    cells = [cell for name in subject.names for cell in _cells_of(edition, name)]
    if not cells or any(cell not in edition.cells for cell in cells):
        return ()
    spoken = list(dict.fromkeys(edition.cells[cell].name for cell in cells))
    several = "合计" if len(spoken) > 1 else ""
    words = f"“{'、'.join(spoken)}”{several}" if len(spoken) <= _MOST_NAMED else f"“{spoken[0]}”等 {len(spoken)} 项合计"
    table = "表四" if cells[0].startswith("appeals.") else "表二"
    return (Reading(f"{table}{words}", tuple(cells), factor=YUAN if name.endswith(".amount") else 1),)


def _cells_of(edition: Edition, name: str) -> Iterator[str]:
    """The cells of a name of table 二 or 四: `suits.total` are both groups of suits."""
    row, _, column = name.partition(".")
    if row in ("reconsideration", "suits", *_SUITS):
        columns = _SETTLED if column == "settled" else (column,)
        groups = _SUITS if row == "suits" else (row,)
        yield from (f"appeals.{group}.{one}" for group in groups for one in columns)
    else:
        yield f"proactive.{row}.{_MADE.get(edition.id, {}).get(column, column)}"


def _of_applications(edition: Edition, subject: Subject) -> Iterator[Reading]:
    name = subject.names[0]
    usual, unusual = _ROWS.get(name, ((subject.names,), ()))
    if len(subject.names) > 1:
        usual, unusual = (subject.names,), ()
    for rows, is_usual in (*((rows, True) for rows in usual), *((rows, False) for rows in unusual)):
        for columns in _columns(subject.column):
            if reading := _sum(edition, rows, columns, is_usual):
                yield reading


def _sum(edition: Edition, rows: tuple[str, ...], columns: tuple[str, ...], usual: bool) -> Reading | None:
    plus: list[str] = []
    minus: list[str] = []
    names = []
    for row in rows:
        leaves, spoken = _leaves(edition, row.lstrip("-"))
        cells = [f"applications.{leaf}.{one}" for leaf in leaves for one in columns]
        if not cells or any(cell not in edition.cells for cell in cells):
            return None
        (minus if row.startswith("-") else plus).extend(cells)
        names.append(("减" if row.startswith("-") else "加") + f"“{spoken}”")
    whose = "" if columns == ("total",) else f"（{_columns_name(edition, columns)}）"
    return Reading(f"表三{''.join(names)[1:]}{whose}", tuple(plus), tuple(minus), usual=usual, rows=rows)


def _columns(column: str) -> tuple[tuple[str, ...], ...]:
    """What a kind of applicants may be in the table: 法人 are all organisations, or those that are not listed apart."""
    if column == "corporate":
        apart = tuple(one for one in _ORGANISATIONS if one != "legal_services")
        return _ORGANISATIONS, ("business",), ("business", "other"), apart
    return (_ORGANISATIONS,) if column == "organisation" else ((column,),)


def _columns_name(edition: Edition, columns: tuple[str, ...]) -> str:
    """The official words over columns, those of a group as one."""
    (block,) = edition.table("applications").blocks
    nodes = list(_nodes(block.columns))
    whole = [name_of(node) for node in nodes if tuple(leaf.id for leaf in node.leaves()) == columns]
    single = [name_of(node) for one in columns for node in nodes if [leaf.id for leaf in node.leaves()] == [one]]
    return whole[0] if whole else "、".join(single)


def _leaves(edition: Edition, row: str) -> tuple[tuple[str, ...], str]:
    """The ids of the rows of a row or group, and its official name."""
    cell = edition.cells.get(f"applications.{row}.total")
    if cell and cell.row:
        return (row,), cell.row.label if row == "total" else name_of(cell.row)
    (block,) = edition.table("applications").blocks
    for node in _nodes(block.rows):
        ids = tuple(leaf.id for leaf in node.leaves())
        if ids == (row,) or (node.children and all(i.startswith(f"{row}.") for i in ids)):
            return ids, name_of(node)
    return (), ""


def _nodes(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _nodes(node.children)
