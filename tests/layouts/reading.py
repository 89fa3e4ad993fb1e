"""What a file was read as, compared with what was written in it: no value wrong, none missing."""

import re
from collections.abc import Iterator
from pathlib import Path

from layouts.form import File
from nianbao.core.edition import Editions, name_of
from nianbao.core.preamble import PREAMBLE
from nianbao.core.recognise import Proposal
from nianbao.files.readers import read_file

CONTACTS = ("unit.address", "unit.postcode", "unit.telephone", "unit.email")
TEXTS = (PREAMBLE, "texts.overview", "texts.problems", "texts.other")


def read(file: File, folder: Path, editions: Editions) -> Proposal:
    path = folder / file.name
    path.write_bytes(file.data)
    return read_file(path, editions)


def fail_for(found: list[str]) -> None:
    """Fail with the faults and what they were found in, and with nothing around them."""
    __tracebackhide__ = True
    if found:
        raise AssertionError(shown(found))


def faults(file: File, proposal: Proposal) -> list[str]:
    """Everything not read as it was written, one line each. What the layout destroyed may be blank, and named."""
    report = file.draft.report
    if proposal.edition.id != report.edition.id:
        return [f"read as edition {proposal.edition.id}, written in {report.edition.id}"]
    return [
        *wrong(file, proposal),
        *_missing(file, proposal),
        *_unnamed(file, proposal),
        *_untold(file, proposal),
        *_misplaced(file, proposal),
    ]


def wrong(file: File, proposal: Proposal) -> list[str]:
    """Figures that were read as another than the written one, or where none was."""
    report, read_values = file.draft.report, proposal.values
    return [
        f"WRONG {cell.id}: written {report.get(cell.id)}, read {read_values[cell.id]}, {proposal.sources.get(cell.id)}"
        for cell in report.edition.table_cells
        if cell.id in read_values and read_values[cell.id] != report.get(cell.id)
    ]


def _missing(file: File, proposal: Proposal) -> Iterator[str]:
    report = file.draft.report
    for cell in report.edition.table_cells:
        value = report.get(cell.id)
        if value is not None and cell.id not in proposal.values and cell.id not in file.lost:
            yield f"missing {cell.id}: written {value}"


def _unnamed(file: File, proposal: Proposal) -> Iterator[str]:
    """Tables of which the layout destroyed figures, and no problem says so."""
    unread = {cell for cell in file.lost if file.draft.report.get(cell) is not None} - proposal.values.keys()
    for table in ("proactive", "applications", "appeals"):
        cells = frozenset(cell for cell in unread if cell.startswith(f"{table}."))
        if cells and not named(cells, proposal):
            yield f"not named: {len(cells)} figures of {table}, among them {min(cells)}"


def _untold(file: File, proposal: Proposal) -> Iterator[str]:
    """Unit, year and texts that differ; in a file of tables alone the unit may be missing, not another."""
    report, values = file.draft.report, proposal.values
    expected = {"unit.name": file.draft.unit, "year": report.year, **{cell: report.text(cell) for cell in TEXTS}}
    for cell, value in expected.items():
        if _plain(values.get(cell), file) != _plain(value, file) and (file.told or cell in values):
            yield f"{cell}: written {value!r}, read {values.get(cell)!r}"
    yield from (f"{cell}: not of the report: {values[cell]!r}" for cell in CONTACTS if cell in values)


def _plain(value: object, file: File) -> object:
    return value.replace(" ", "") if isinstance(value, str) and not file.spaced else value


def _misplaced(file: File, proposal: Proposal) -> Iterator[str]:
    """Figures whose source does not say where they stand."""
    for cell in file.draft.report.edition.table_cells:
        if cell.id not in proposal.values:
            continue
        source = proposal.sources.get(cell.id, "")
        sheet, addresses = file.places.get(cell.id, ("", frozenset[str]()))
        named = not addresses or addresses & set(re.findall(r"[A-Z]+\d+", source))
        if not source or sheet not in source or file.within not in source or not named:
            yield f"{cell.id}: said to come from {source!r}, it stands in {sheet} {'/'.join(sorted(addresses))}"


def named(cells: frozenset[str], proposal: Proposal) -> bool:
    """Whether a problem speaks of one of the cells, its row, or its table."""
    edition = proposal.edition
    words = {
        section.short.partition("、")[2]
        for section in edition.sections
        if section.id in {c.split(".")[0] for c in cells}
    }
    for cell in cells:
        form_cell = edition.cells[cell]
        words.add(form_cell.name)
        if form_cell.row is not None and form_cell.row.label:
            words.add(name_of(form_cell.row))
    return any(p.cell in cells or any(word in p.sentence for word in words) for p in proposal.problems)


def shown(found: list[str]) -> str:
    """The first faults and how many more there are."""
    more = [f"… and {len(found) - 12} more"] if len(found) > 12 else []
    return "\n".join([*found[:12], *more])
