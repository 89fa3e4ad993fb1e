"""The clerk's remarks on single cells, for herself and for whoever makes next year's report; never printed or exported.

A remark is a text of the report under an id of its own (decision record 0003): undo, history and file keep it like any
other. Last year's remarks come along with last year's report and are offered at the cells that follow from theirs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from nianbao.core.edition import Cell, Edition, name_of
from nianbao.core.report import NOTE, Report
from nianbao.core.values import Value
from nianbao.core.yearly import carried_cells


@dataclass(frozen=True, slots=True)
class Note:
    """A remark and the cell that it stands at: `section` and `name` say where that is; `year` is its report's."""

    cell: str
    section: str
    name: str
    text: str
    year: int | None = None

    @property
    def place(self) -> str:
        """Section and cell in words."""
        return " ".join(part for part in (self.section, self.name) if part)


def note_id(cell: str) -> str:
    """The id under which a cell's remark is kept."""
    return f"{NOTE}{cell}"


def note(report: Report, cell: str) -> str:
    """The remark at a cell, empty when there is none."""
    return report.text(note_id(cell))


def notes(report: Report) -> tuple[Note, ...]:
    """Every remark in the order of the form; then those at cells that the form does not have, as of another edition."""
    cells = {value.removeprefix(NOTE) for value in report.values if value.startswith(NOTE)}
    known = [cell for cell in report.edition.cells if cell in cells]
    return tuple(_note(report, cell) for cell in (*known, *sorted(cells.difference(known))))


def offered(report: Report, last: Report | None) -> dict[str, tuple[Note, ...]]:
    """Last year's remarks by the cells of this year's report that they concern: the same cell, and the one whose value
    follows from theirs. They do not depend on this year's values, but for the edition."""
    found: dict[str, list[Note]] = {}
    if last is None:
        return {}
    told = {entry.cell: entry for entry in notes(last)}
    if not told:
        return {}
    followers = [(source, cell.id) for cell, source in carried_cells(report.edition, last.edition)]
    for source, cell in (*((cell, cell) for cell in report.edition.cells), *followers):
        if source in told:
            found.setdefault(cell, []).append(told[source])
    return {cell: tuple(entries) for cell, entries in found.items()}


def last_notes(report: Report, last: Report | None, cell: str) -> tuple[Note, ...]:
    """Last year's remarks that concern a cell."""
    return offered(report, last).get(cell, ())


def unkept(report: Report, last: Report | None) -> dict[str, Value]:
    """Last year's remarks as values for this year's report, at cells that have no remark of this year's yet."""
    found = offered(report, last)
    return {note_id(cell): worded(found[cell], cell) for cell in found if not note(report, cell)}


def worded(found: tuple[Note, ...], cell: str) -> str:
    """Last year's remarks as one for a cell of this year's; one of another cell is told with that cell's name."""
    return "\n".join(told.text if told.cell == cell else f"{told.name}：{told.text}" for told in found)


def note_lines(report: Report, last: Report | None, cell: str) -> tuple[str, ...]:
    """What is said of a cell's remarks on hover: this year's, then last year's. Empty when there are none."""
    return tuple(_lines(report, last, cell))


def _lines(report: Report, last: Report | None, cell: str) -> Iterator[str]:
    if own := note(report, cell):
        yield f"备注：{own}"
    for told in last_notes(report, last, cell):
        other = "" if told.cell == cell else told.name
        within = "，".join(part for part in (f"{told.year}年" if told.year else "", other) if part)
        yield f"上年备注{f'（{within}）' if within else ''}：{told.text}"


def _note(report: Report, cell: str) -> Note:
    """The names in another edition for a cell that this one does not have."""
    editions = (report.edition, *report.editions.values())
    edition = next((edition for edition in editions if cell in edition.cells), None)
    section, name = _named(edition, edition.cells[cell]) if edition else ("", cell)
    return Note(cell, section, name, note(report, cell), report.year)


def _named(edition: Edition, cell: Cell) -> tuple[str, str]:
    """Section and name, as findings and comparisons speak of them: 自然人 予以公开; those of a single row by groups."""
    section = next((section.short for section in edition.sections if section.id == cell.section), "")
    if cell.row and cell.row.label and cell.column:
        return section, f"{name_of(cell.column)} {name_of(cell.row)}"
    return section, cell.name if cell.row or not section else ""
