"""What can be put into a text and follows from then on: ready sentences, the year, the unit, and every number."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nianbao.core.chinese import folded
from nianbao.core.edition import Cell, Edition, Node, Section, name_of
from nianbao.core.links import UNIT, words_of
from nianbao.core.report import Report
from nianbao.core.stock import YEAR

SENTENCES, SUMS, HEADS = "现成句子", "合计", "基本信息"
TOTAL = "total"  # the column of an applications row that is asked for most, and so is offered first
_SHORT = 2  # characters of a row's name that says too little without its group: 其他


@dataclass(frozen=True, slots=True)
class Offer:
    """`name` is what is linked, `group` and `label` say what it is, `words` are what would be written now."""

    name: str
    group: str
    label: str
    words: str

    @property
    def is_sentence(self) -> bool:
        return self.group == SENTENCES


def offers(report: Report) -> tuple[Offer, ...]:
    """Everything that the report's form has: sentences first, then the year, sums, and table by table."""
    return tuple(_offers(report))


def fitting(every: Iterable[Offer], typed: str) -> tuple[Offer, ...]:
    """The offers in whose names all that was typed is found, part by part; sentences first, then what begins so."""
    parts = folded(typed).lower().split()
    found = [offer for offer in every if all(part in _told(offer) for part in parts)]
    if not parts:
        return tuple(found)
    return tuple(sorted(found, key=lambda offer: (not offer.is_sentence, *_likely(folded(offer.label), parts[0]))))


def label_of(edition: Edition, name: str) -> str:
    """What a name is in the clerk's words: 表三 本年新收 总计."""
    stock = edition.stock()
    if name in stock.sentences:
        return f"{SENTENCES} {stock.sentences[name].label}"
    if name in stock.totals:
        return stock.totals[name].label
    cell = edition.cells[name]
    if cell.row is None:
        return cell.name
    section = edition.section(cell.section)
    return f"表{section.heading.split('、')[0]} {_label(section, cell)}"


def _likely(label: str, typed: str) -> tuple[bool, bool]:
    """What sorts the names first that begin with the word that was typed, whole or not."""
    return label.split(maxsplit=1)[0] != typed, not label.startswith(typed)


def _told(offer: Offer) -> str:
    return folded(f"表{offer.group} {offer.label}{f' {offer.words}' if offer.is_sentence else ''}").lower()


def _offers(report: Report) -> Iterator[Offer]:
    edition = report.edition
    stock = edition.stock()
    for sentence in stock.sentences.values():
        yield _offer(report, sentence.id, SENTENCES, sentence.label)
    for name in (YEAR, UNIT):
        yield _offer(report, name, HEADS, edition.cells[name].name)
    for total in stock.totals.values():
        yield _offer(report, total.id, SUMS, total.label)
    for section in edition.sections:
        if section.table:
            cells = [cell for cell in edition.table_cells if cell.section == section.id]
            for cell in sorted(cells, key=lambda cell: cell.column is not None and cell.column.id != TOTAL):
                yield _offer(report, cell.id, section.short, _label(section, cell))


def _offer(report: Report, name: str, group: str, label: str) -> Offer:
    return Offer(name, group, label, words_of(report.edition, report.values, name) or "")


def _label(section: Section, cell: Cell) -> str:
    """A cell's row and column; one of the table of a single row by its groups, as it is named."""
    if not cell.row or not cell.row.label or not cell.column or not section.table:
        return cell.name
    row = name_of(cell.row)
    groups = [node for block in section.table.blocks for node in _groups(block.rows, cell.row)]
    if len(row) <= _SHORT and groups:
        row = f"{row}（{name_of(groups[-1])}）"
    return f"{row} {name_of(cell.column)}"


def _groups(nodes: Iterable[Node], leaf: Node) -> Iterator[Node]:
    """The groups that a leaf lies in, outer ones first."""
    for node in nodes:
        if node.children and any(below is leaf for below in node.leaves()):
            yield node
            yield from _groups(node.children, leaf)
