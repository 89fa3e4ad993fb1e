"""What comes from the clipboard finds its cells: by its own labels when it has them, else from the cursor on."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex

from nianbao.core.grids import Grid
from nianbao.core.values import NotAValue, Value, is_blank_mark, parse, plain
from nianbao.gui.grid.model import TableModel

NAMED = 3  # how many cells a message names before it counts
_ENOUGH = 2  # cells found by their labels, from which on the labels are trusted

Rows = list[list[str]]


@dataclass
class Pasted:
    """Values by cell id, and what did not fit, in words."""

    values: dict[str, Value | None] = field(default_factory=dict)
    misfits: list[str] = field(default_factory=list)

    @property
    def complaint(self) -> str:
        """What was not taken and why, for the clerk; empty when everything was."""
        if not self.misfits:
            return ""
        many = f"等 {len(self.misfits)} 处" if len(self.misfits) > NAMED else ""
        rest = "其余已粘贴，可以撤销。" if self.values else ""
        return f"没有粘贴：{'、'.join(self.misfits[:NAMED])}{many}。{rest}"


def by_labels(form: TableModel, rows: Rows) -> Pasted | None:
    """The cells of this table that the pasted rows name themselves; None when they bring no labels along."""
    if not any(_is_word(entry) for row in rows for entry in row):
        return None
    from nianbao.core.recognise import recognise

    report = form.editor.report
    grid = Grid("剪贴板", tuple(tuple(row) for row in rows), tabbed=True)
    proposal = recognise("剪贴板", [grid], {report.edition.id: report.edition})
    if proposal is None:
        return None
    mine = {cell.id for cell in report.edition.table_cells if cell.section == form.table.id and not cell.is_total}
    if len(mine & proposal.found) < _ENOUGH:
        return None
    blanks = dict.fromkeys(mine & proposal.found)
    values = {cell: value for cell, value in proposal.values.items() if cell in mine}
    return Pasted({**blanks, **values}, [problem.sentence.rstrip("。") for problem in proposal.problems])


def from_cursor(form: TableModel, rows: Rows, first: tuple[int, int], selected: list[QModelIndex]) -> Pasted:
    """The pasted rectangle laid from a row and column on; a single value goes into every selected cell."""
    pasted = Pasted()
    rows = _without_headers(form, rows)
    for index, text in _targets(form, rows, first, selected):
        _place(form, index, text, pasted)
    return pasted


def _targets(
    form: TableModel, rows: Rows, first: tuple[int, int], selected: list[QModelIndex]
) -> Iterator[tuple[QModelIndex, str]]:
    if len(rows) == 1 and len(rows[0]) == 1:
        yield from ((index, rows[0][0]) for index in selected)
        return
    for down, row in enumerate(rows):
        for right, text in enumerate(row):
            yield form.index(first[0] + down, first[1] + right), text


def _without_headers(form: TableModel, rows: Rows) -> Rows:
    """The rows without the form's own header rows and label columns that were copied along with the numbers.

    The rows of a web page need not be of one length, and a row may have nothing at all.
    """
    table = form.table
    words = {plain(place.text) for place in table.places if place.role in ("header", "corner", "label", "heading")}
    headers = {plain(place.text) for place in table.places if place.row < table.header_rows}
    while (first := _first_with_words(rows)) < len(rows) - 1 and _all_known(rows[first], headers):
        rows = rows[first + 1 :]
    labelled = bool(table.label_columns)
    while labelled and max(map(len, rows), default=0) > 1 and _all_known([row[0] for row in rows if row], words):
        rows = [row[1:] for row in rows]
    return rows


def _first_with_words(rows: Rows) -> int:
    """The number of the first row that is not blank; that of the last row when all are."""
    return next((number for number, row in enumerate(rows) if any(map(str.strip, row))), len(rows) - 1)


def _all_known(entries: list[str], words: set[str]) -> bool:
    told = [plain(entry) for entry in entries if entry.strip()]
    return bool(told) and all(entry in words for entry in told)


def _place(form: TableModel, index: QModelIndex, text: str, pasted: Pasted) -> None:
    """Take one entry, or name it among the misfits.

    Totals follow and are passed over, and so are the form's own words that were copied with the numbers.
    """
    cell = form.cell_at(index)
    if cell is None:
        if text.strip() and plain(text) != plain(str(index.data() or "")):
            pasted.misfits.append(f"“{text.strip()}”（{'这里不填数字' if index.isValid() else '超出表格'}）")
        return
    if cell.is_total:
        return
    try:
        pasted.values[cell.id] = parse(cell.kind, text)
    except NotAValue:
        pasted.misfits.append(f"{cell.name}“{text.strip()}”")


def _is_word(entry: str) -> bool:
    bare = plain(entry)
    return bool(bare) and not is_blank_mark(entry) and not any(sign.isdigit() for sign in bare[:1]) and len(bare) > 1
