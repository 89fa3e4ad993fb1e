"""What follows from other cells: totals follow their operands, the preamble the unit and the year, linked words both.

A following cell is never typed. What a file declares is kept until an operand changes and the sum is known.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from nianbao.core.declared import DECLARED
from nianbao.core.drafts import let_drafts_follow
from nianbao.core.edition import Cell, Edition, Sum
from nianbao.core.links import let_links_follow
from nianbao.core.preamble import PREAMBLE, preamble, proposed_kind
from nianbao.core.report import HIDDEN, UNPRINTED, Change, Origin, Report, difference
from nianbao.core.values import Value

Values = Mapping[str, Value]

# the fields whose words follow from others, until they are taken over by hand
WORDS: Mapping[str, Callable[[Edition, Values], str | None]] = {PREAMBLE: preamble, "unit.kind": proposed_kind}


def sum_of(values: Values, operands: Sum) -> Value | None:
    """The sum of the operands, None while one of them is blank or no number."""
    total: int | Decimal = 0
    for operand in operands:
        value = values.get(operand)
        if value is None or isinstance(value, str):
            return None
        total += value
    return total


def computed(cell: Cell, values: Values) -> Value | None:
    """What a total must be: its first sum whose operands are all filled; None when there is none such."""
    sums = (sum_of(values, operands) for operands in cell.sums)
    return next((value for value in sums if value is not None), None)


def provisional(cell: Cell, values: Values) -> Value | None:
    """What a blank total comes to so far, from the operands that are filled; None when none is.

    A total over both rows and columns takes the larger, since every operand is at least zero.
    """
    partial = []
    for operands in cell.sums:
        filled = [value for operand in operands if isinstance(value := values.get(operand), int | Decimal)]
        if filled:
            partial.append(sum(filled))
    return max(partial, default=None)


def propose(
    report: Report,
    text: str,
    values: Mapping[str, Value | None],
    origins: Mapping[str, Origin] | None = None,
    reasons: Mapping[str, str | None] | None = None,
) -> Change:
    """The one Change that sets the values and lets everything follow that follows from them.

    Given values win over computed ones: an import keeps the totals that the file declares. A value that is given
    without an origin was typed, so its old origin goes. Values without a place in a new edition are taken out, but for
    notes. `reasons` are the clerk's words by the basis of the finding that they excuse; None or empty takes one back.
    """
    after = _with(report.values, values)
    edition = report.editions[str(after["edition"])]
    kept = report.values if edition is report.edition else {}
    after = {c: value for c, value in after.items() if c in edition.cells or c in kept or c.startswith(UNPRINTED)}
    _let_totals_follow(report, edition, after, values)
    for cell, made in WORDS.items():
        if cell not in values and report.get(cell) == made(report.edition, report.values):
            after = _with(after, {cell: made(edition, after)})
    if any(cell in after for cell in DECLARED) and after != report.values:
        after = {cell: value for cell, value in after.items() if cell in values or cell not in DECLARED}
    followed = let_links_follow(report, edition, after, values)
    still = let_drafts_follow(report, after, values, origins or {})
    changed = difference(report.values, after).items()  # what was entered comes first: there the clerk is at work
    cells = dict(sorted(changed, key=lambda item: (item[0] not in values, item[0].startswith(HIDDEN))))
    origins = {cell: origin for cell, origin in (origins or {}).items() if cell in after}
    origins |= {cell: report.origins[cell] for cell in (*followed, *still) if cell in report.origins}
    given = {
        basis: (report.reasons.get(basis), words or None)
        for basis, words in (reasons or {}).items()
        if report.reasons.get(basis) != (words or None)
    }
    return Change(text, cells, _new_origins(report, {*cells, *values}, origins), given)


def _with(values: Values, new: Mapping[str, Value | None]) -> dict[str, Value]:
    merged: dict[str, Value | None] = {**values, **new}
    return {cell: value for cell, value in merged.items() if value is not None}


def _let_totals_follow(report: Report, edition: Edition, after: dict[str, Value], given: Mapping[str, object]) -> None:
    """Bring the totals in `after` up to date whose operands differ from the report's."""
    before = report.values
    same = edition is report.edition  # then only what was given can differ
    touched = {cell for cell in (given if same else {*before, *after}) if before.get(cell) != after.get(cell)}
    for cell in edition.totals:
        if cell.id in given or all(touched.isdisjoint(operands) for operands in cell.sums):
            continue
        value = computed(cell, after)
        if value is None and report.get(cell.id) != computed(cell, report.values):
            continue  # a declared total is not erased by a sum that is not yet known
        if after.get(cell.id) != value:
            touched.add(cell.id)
        if value is None:
            after.pop(cell.id, None)
        else:
            after[cell.id] = value


def _new_origins(
    report: Report, cells: Iterable[str], origins: Mapping[str, Origin]
) -> dict[str, tuple[Origin | None, Origin | None]]:
    before = report.origins
    return {c: (before.get(c), origins.get(c)) for c in cells if before.get(c) != origins.get(c)}


def recomputed(report: Report, section: str = "") -> dict[str, Value]:
    """The totals that differ from the sum of their operands, with that sum: what “按各项重算合计” sets.

    Those of one section, or of the whole report.
    """
    after = dict(report.values)
    wrong: dict[str, Value] = {}
    for cell in report.edition.totals:
        if section and cell.section != section:
            continue
        value = computed(cell, after)
        if value is not None and value != after.get(cell.id):
            after[cell.id] = wrong[cell.id] = value
    return wrong
