"""Which single cell is wrong, when sums are broken: the one that, changed by the difference, makes all of them right.

Offered to the clerk, never applied by itself. Applying is a change of that one cell; totals follow as they always do.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nianbao.core.edition import Cell, Edition, Sum, cell_id, name_of
from nianbao.core.following import Values, computed, sum_of
from nianbao.core.report import Report
from nianbao.core.values import MAX_AMOUNT_PLACES, MAX_DIGITS, Value, decimal_places, show
from nianbao.core.yearly import carried_cells

MUCH, MUCH_MORE = 20, 10  # a figure that becomes that large and that many times as large is unlikely, as in C-04

Number = int | Decimal
Effect = dict[int, int]


@dataclass(frozen=True, slots=True)
class Solution:
    """A cell whose value, changed from `old` to `new`, makes some broken sums right and breaks none.

    `sums` are the broken sums that it clears, each as all of its cells: those of the finding that tells of it.
    """

    cell: str
    old: Value
    new: Value
    name: str
    sums: tuple[frozenset[str], ...]

    @property
    def cleared(self) -> int:
        """How many broken sums it clears."""
        return len(self.sums)

    @property
    def step(self) -> str:
        """What the undo menu calls it: 自然人 予以公开 由 2 改为 3."""
        return f"{self.name} 由 {show(self.old)} 改为 {show(self.new)}"

    @property
    def text(self) -> str:
        """What is offered: 自然人 予以公开 由 2 改为 3 可同时消除 3 处不平."""
        return f"{self.step} 可{'同时' if self.cleared > 1 else ''}消除 {self.cleared} 处不平"


def solutions(report: Report, last: Report | None = None) -> tuple[Solution, ...]:
    """The cells each of which alone explains all broken sums of a group of them, likeliest first.

    A sum counts when all its cells are filled. Two broken sums are of one group when one cell could mend both; a cell
    that mends only a part of its group is not offered, since nobody could tell which part is wrong.
    The groups with most broken sums come first. Within a group: a value that agrees with last year's report; then
    swapped digits; then a digit too many or too few; then figures that stay of their size, zeros that become a
    figure, figures that become ten times as large, figures that become 0; input cells before totals; the order of
    the form. A value that agrees with last year's report now and would not do so any more comes last.
    """
    edition, values = report.edition, report.values
    sums = tuple(_sums(edition))
    gaps = {number: gap for number, sides in enumerate(sums) if (gap := _gap(values, *sides)) is not None}
    if not any(gaps.values()):
        return ()
    effects = _Effects(edition, values, sums, gaps)
    found: dict[frozenset[int], list[tuple[Cell, Number]]] = {}
    for cell in edition.table_cells:
        effect = effects.of(cell.id)
        if effect and (new := _mended(cell, values, effect, gaps)) is not None:
            mended = frozenset(effect)
            if effects.come_true(cell, new, mended):
                found.setdefault(mended, []).append((cell, new))
    whole = sorted((group for group in found if _reach(group, found) == group), key=lambda g: (-len(g), min(g)))
    agreeing = _agreeing(report, last) if whole and last else {}
    solved: list[Solution] = []
    for group in whole:
        cleared = tuple(frozenset(sums[number][0] + sums[number][1]) for number in sorted(group))
        ordered = sorted(found[group], key=lambda pair: _unlikeliness(values, agreeing, *pair))
        solved += (Solution(c.id, values[c.id], new, spoken(c), cleared) for c, new in ordered)
    return tuple(solved)


def spoken(cell: Cell) -> str:
    """The cell's name as one reads the form, the column first: 自然人 予以公开; 总计 is told by its number."""
    if cell.row is None or cell.column is None or not cell.row.label:
        return cell.name
    return f"{name_of(cell.column)} {cell.row.label if cell.row.sum_of else name_of(cell.row)}"


def _sums(edition: Edition) -> Iterator[tuple[Sum, Sum]]:
    """Everything that must add up: the cells of the left side and of the right side."""
    for total in edition.totals:
        for operands in total.sums:
            yield operands, (total.id,)
    for table in edition.tables:
        for block in table.blocks if table.balances else ():
            rows = {row.id: row for row in block.row_leaves()}
            for balance in table.balances:
                for column in block.column_leaves():
                    left, right = (
                        tuple(cell_id(table.id, rows[row], column) for row in side)
                        for side in (balance.left, balance.right)
                    )
                    yield left, right


def _gap(values: Values, left: Sum, right: Sum) -> Number | None:
    """By how much the left side is more than the right; None while a cell is blank."""
    sides = sum_of(values, left), sum_of(values, right)
    if isinstance(sides[0], int | Decimal) and isinstance(sides[1], int | Decimal):
        return sides[0] - sides[1]
    return None


class _Effects:
    """What one more in a cell does to the sums, when the totals that are right follow and the wrong ones stay."""

    def __init__(
        self, edition: Edition, values: Values, sums: Sequence[tuple[Sum, Sum]], gaps: Mapping[int, Number]
    ) -> None:
        self._values, self._sums, self._gaps = values, sums, gaps
        self._signs: dict[str, list[tuple[int, int]]] = {}
        for number, (left, right) in enumerate(sums):
            for sign, side in ((1, left), (-1, right)):
                for cell in side:
                    self._signs.setdefault(cell, []).append((number, sign))
        self._totals = edition.totals
        self._followers: dict[str, list[str]] = {}
        self._exact = True  # whether every total that can be computed is what is computed
        for total in edition.totals:
            first = next((operands for operands in total.sums if sum_of(values, operands) is not None), ())
            if first and sum_of(values, first) == values.get(total.id):
                for operand in first:
                    self._followers.setdefault(operand, []).append(total.id)
            elif first:
                self._exact = False
        self._known: dict[str, Effect] = {}

    def of(self, cell: str) -> Effect:
        """By how much each sum's left side gains over its right for one more in the cell; sums not touched left out."""
        known = self._known.get(cell)
        if known is None:
            known = {number: sign for number, sign in self._signs.get(cell, ()) if number in self._gaps}
            for total in self._followers.get(cell, ()):
                for number, gain in self.of(total).items():
                    known[number] = known.get(number, 0) + gain
            known = self._known[cell] = {number: gain for number, gain in known.items() if gain}
        return known

    def come_true(self, cell: Cell, new: Number, mended: frozenset[int]) -> bool:
        """Whether, with the cell changed and every total following, just these broken sums are gone and none came.

        It cannot be otherwise when all totals are what they are computed to be: only what followed before follows.
        """
        if self._exact:
            return True
        after: dict[str, Value] = {**self._values, cell.id: new}
        touched = {cell.id}
        for total in self._totals:
            if total.id != cell.id and not all(touched.isdisjoint(operands) for operands in total.sums):
                value = computed(total, after)
                if value is not None and value != after.get(total.id):
                    after[total.id] = value
                    touched.add(total.id)
        numbers = {number for changed in touched for number, _ in self._signs[changed]}
        return all(
            bool(_gap(after, *self._sums[number])) == (bool(self._gaps.get(number)) and number not in mended)
            for number in numbers
        )


def _mended(cell: Cell, values: Values, effect: Effect, gaps: Mapping[int, Number]) -> Number | None:
    """The value that closes the gap of every sum that the cell touches; None when there is no such value."""
    old = values.get(cell.id)
    if not isinstance(old, int | Decimal) or not all(gaps[number] for number in effect):
        return None
    changes = {-gaps[number] * gain for number, gain in effect.items()}
    if len(changes) != 1 or not {1, -1}.issuperset(effect.values()):
        return None
    return _valid(cell, old + changes.pop())


def _valid(cell: Cell, new: Number) -> Number | None:
    """The value as the cell holds it, None when it may not hold it (C-01)."""
    if cell.kind == "amount":
        return new if new >= 0 and (isinstance(new, int) or decimal_places(new) <= MAX_AMOUNT_PLACES) else None
    if new != int(new) or (new < 0 and cell.kind == "count") or abs(new) >= 10**MAX_DIGITS:
        return None
    return int(new)


def _reach(group: frozenset[int], groups: Mapping[frozenset[int], object]) -> frozenset[int]:
    """The group with all groups that share a sum with it, directly or through others."""
    reached, before = group, frozenset[int]()
    while reached != before:
        before = reached
        reached = reached.union(*(other for other in groups if not reached.isdisjoint(other)))
    return reached


def _agreeing(report: Report, last: Report | None) -> dict[str, Value]:
    """What last year's report says that cells must be: 上年结转."""
    if last is None:
        return {}
    pairs = carried_cells(report.edition, last.edition)
    return {cell.id: last.values[source] for cell, source in pairs if source in last.values}


def _unlikeliness(values: Values, agreeing: Values, cell: Cell, new: Number) -> tuple[int, ...]:
    old, known = values[cell.id], agreeing.get(cell.id)
    by_last_year = 1 if known is None else 0 if known == new else 2 if known == old else 1
    return by_last_year, _slip(show(old), show(new)), _strangeness(old, new), int(cell.is_total)


def _strangeness(old: Value, new: Number) -> int:
    if new == 0 or isinstance(old, str):
        return 3
    return 1 if old == 0 else 2 if new >= MUCH and new >= MUCH_MORE * old else 0


def _slip(old: str, new: str) -> int:
    """0 for two neighbouring digits swapped, 1 for a digit lost or one too many, 2 for anything else."""
    if len(old) == len(new):
        wrong = [at for at, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and old[wrong[0]] == new[wrong[1]]
        return 0 if swapped and old[wrong[1]] == new[wrong[0]] else 2
    long, short = (old, new) if len(old) > len(new) else (new, old)
    return 1 if short != "0" and any(long[:at] + long[at + 1 :] == short for at in range(len(long))) else 2
