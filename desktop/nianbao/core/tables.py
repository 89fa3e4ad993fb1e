"""Read the lines of a file's tables into cells, by their row and column labels."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from nianbao.core.columns import columns_of, positions
from nianbao.core.edition import Block, Edition, Node, Table, cell_id, name_of
from nianbao.core.grids import Line, Token
from nianbao.core.labels import Labels, labels_of, looks_like_value, words
from nianbao.core.quantities import read_quantity
from nianbao.core.values import NotAValue, Value

MOST_SLIPS = 300  # rows of unknown words that are looked at for a slip of the pen, before it is no report


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, as one Chinese sentence; `cell` is the cell that stays blank for it.

    A `note` is no fault: it says what was read otherwise than it stands there, for the clerk to look at.
    `place` is where it stands, as `Grid.place` tells it.
    """

    sentence: str
    cell: str = ""
    note: bool = False
    place: str = field(default="", compare=False)


@dataclass
class _Header:
    """The header of the table that is being read: its lines so far, whether a data row has closed it, and whether
    something unknown stood in it.
    """

    labels: Labels
    lines: list[Line] = field(default_factory=list)
    closed: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that is a row of a table: its block and leaf, and how many of its tokens are labels."""

    labels: Labels
    block: Block
    node: Node
    after: int
    said: str = ""


@dataclass
class TableReader:
    """Takes lines one by one; knows the values found, where they stood, and what could not be read.

    `homeless` are the rows of other editions that this one splits up or does not have (（六）其他处理 as one row).
    """

    edition: Edition
    others: Sequence[Edition] = ()
    values: dict[str, Value] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    found: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.labels = [labels_of(table) for table in self.edition.tables]
        self._homeless = [labels_of(table) for other in self.others for table in other.tables]
        self._header: _Header | None = None
        self._refused: set[str] = set()
        self._told: set[Problem] = set()
        self._slips = 0

    def take(self, line: Line) -> bool:
        """Whether the line belongs to a table (and then it has been read)."""
        return (
            self._take_row(line)
            or self._take_header(line)
            or self._take_unlabelled_row(line)
            or self._take_corner(line)
        )

    def interrupt(self, line: Line) -> None:
        """Something that is no table stands here: among loose cells perhaps the label of a column that nobody knows."""
        if self._header is not None and not self._header.closed and not line.in_grid:
            self._header.broken = True

    def knows(self, line: Line) -> bool:
        """Whether a line consists of labels only: the form's own words need not be named as unread."""
        return all(any(labels.knows(token.text) for labels in self.labels) for token in line.tokens)

    def missing(self) -> Iterator[Problem]:
        """What of the edition was not found, told by table; to be asked when all lines are taken."""
        self._find_blank_row()
        for table in self.edition.tables:
            cells = [cell for cell in self.edition.table_cells if cell.section == table.id]
            lacking = [cell for cell in cells if cell.id not in self.found]
            short = self.edition.section(table.id).short
            if len(lacking) == len(cells):
                yield Problem(f"没有找到“{short}”表。")
            elif lacking:
                yield Problem(f"“{short}”表有 {len(lacking)} 格没有找到：{lacking[0].name} 等。")

    def _find_blank_row(self) -> None:
        """A table of one unlabelled row that is wholly blank has no line to take: its header tells that it is there."""
        header = self._header
        if header and not header.closed and not header.labels.table.label_columns:
            (block,) = header.labels.table.blocks
            if not positions(header.labels, block, header.lines)[1]:
                cells = (cell for cell in self.edition.table_cells if cell.section == header.labels.table.id)
                self.found.update(cell.id for cell in cells)

    # header rows

    def _take_header(self, line: Line) -> bool:
        candidates = [labels for labels in self._by_nearness() if _is_header(labels, line)]
        if not candidates:
            return False
        labels = max(candidates, key=lambda labels: sum(bool(labels.head(token.text)) for token in line.tokens))
        if self._header is None or self._header.closed or self._header.labels is not labels:
            self._header = _Header(labels)
        self._header.lines.append(line)
        return True

    def _by_nearness(self) -> list[Labels]:
        """The tables, the one that is being read first: “总计” alone belongs to it."""
        current = self._header.labels if self._header else None
        return sorted(self.labels, key=lambda labels: labels is not current)

    def _take_corner(self, line: Line) -> bool:
        """A block's heading, or a corner beside columns that are not known: the header before it ends here."""
        if not any(labels.is_corner(token.text) for labels in self.labels for token in line.tokens):
            return False
        self._header = None
        return bool(line.alone)

    # data rows

    def _take_row(self, line: Line) -> bool:
        row = next((row for labels in self.labels if (row := _row_of(labels, line))), None)
        if row is None:
            row = self._row_of_another_edition(line) or self._row_like(line)
        if row is None:
            return False
        self._read_row(row, line)
        return True

    def _row_of_another_edition(self, line: Line) -> _Row | None:
        """A row that only another edition has; its values are kept under that edition's ids, and that is said."""
        row = next((row for labels in self._homeless if (row := _row_of(labels, line))), None)
        if row is None or not line.tokens[row.after :] or self._header is None:
            return None
        if row.labels.table.id != self._header.labels.table.id or not self._has_columns(row.block):
            return None
        said = f"文件里的“{row.node.label}”不是{self.edition.name}的项目，它的数没有带入{self.edition.name}的表"
        return _Row(self._header.labels, row.block, row.node, row.after, said)

    def _has_columns(self, block: Block) -> bool:
        ids = {leaf.id for leaf in block.column_leaves()}
        blocks = (own for table in self.edition.tables for own in table.blocks)
        return any(ids == {leaf.id for leaf in own.column_leaves()} for own in blocks)

    def _row_like(self, line: Line) -> _Row | None:
        """A row whose label is nearly one of the form's: taken when it can be no other, else asked about."""
        after = _labels_before_values(line)
        if not after or self._header is None or not line.tokens[after:] or self._slips > MOST_SLIPS:
            return None
        self._slips += 1
        labels = self._header.labels
        groups = [labels.row(token.text) for token in line.tokens[: after - 1]]
        if any(found is None or not found[1].children for found in groups):
            return None
        label = line.tokens[after - 1].text.strip()
        like = labels.row_like(label)
        if like is None or like.node.children:
            return None
        if not like.clear:
            self._problem(
                f"“{_in_one_line(label)}”像是“{like.node.label}”，但不能确定，这一行没有读入。",
                place=line.tokens[0].place,
            )
            return None
        return _Row(labels, like.block, like.node, after, f"“{_in_one_line(label)}”按“{like.node.label}”读入")

    def _take_unlabelled_row(self, line: Line) -> bool:
        """The single row of table 四: nothing but values under a complete header."""
        if self._header is None or not all(looks_like_value(token.text) for token in line.tokens):
            return False
        table = self._header.labels.table
        if table.label_columns:
            return False
        (block,) = table.blocks
        self._read_row(_Row(self._header.labels, block, block.row_leaves()[0], 0), line)
        return True

    def _read_row(self, row: _Row, line: Line) -> None:
        table = row.labels.table
        shown = f"“{name_of(row.node)}”行" if row.node.label else f"“{self.edition.section(table.id).short}”表"
        header: list[Line] = []
        if self._header is not None and self._header.labels is row.labels:
            self._header.closed = True
            header = self._header.lines
            if self._header.broken and not line.aligned:
                said = f"{shown}：表头中有不认识的栏目，不能确定各列的含义，没有读入。"
                self._problem(said, place=line.tokens[0].place)
                return
        columns = columns_of(row.labels, row.block, header, line, row.after)
        if columns.wrong:
            self._problem(f"{shown}：{columns.wrong}，没有读入。", place=line.tokens[0].place)
            return
        if columns.said:
            self._say(f"“{self.edition.section(table.id).short}”表：{columns.said}，请核对。")
        if row.said:
            self._say(f"{row.said}，请核对。", line.tokens[0].place)
        for column in row.block.column_leaves():
            token = columns.entries.get(column.id)
            if token and column.id in columns.in_yuan and token.text.strip().isascii() and token.text.strip():
                token = Token(f"{token.text.strip()}元", token.column, token.place)
            self._read_cell(table, row.node, column, token)

    def _read_cell(self, table: Table, row: Node, column: Node, token: Token | None) -> None:
        cell = cell_id(table.id, row, column)
        name = f"{name_of(row)} {name_of(column)}"
        if (known := self.edition.cells.get(cell)) is not None:
            name = known.name
        again = cell in self.found
        self.found.add(cell)
        if token is None or cell in self._refused:
            return
        try:
            quantity = read_quantity(column.kind, token.text)
        except NotAValue as reason:
            self._problem(
                f"{name}（{token.place}）：{reason}" if token.place else f"{name}：{reason}", cell, token.place
            )
            return
        if quantity.value is None:
            return
        if again and self.values.get(cell) not in (None, quantity.value):
            self._refuse(cell, name, token)
            return
        self.values[cell] = quantity.value
        self.sources[cell] = token.place
        if quantity.remark:
            self.remarks[cell] = quantity.remark
        if quantity.said:
            self._say(f"{name}（{token.place}）：{quantity.said}，请核对。", token.place)

    def _refuse(self, cell: str, name: str, token: Token) -> None:
        """The same cell with two values: neither is taken, now or later."""
        places = "和".join(place for place in (self.sources.get(cell, ""), token.place) if place) or "两处"
        self._problem(f"{name}在文件里出现两次，{places}的数不一样，两个都没有读入。", cell, token.place)
        self._refused.add(cell)
        for kept in (self.values, self.sources, self.remarks):
            kept.pop(cell, None)

    def _say(self, sentence: str, place: str = "") -> None:
        self._problem(sentence, place=place, note=True)

    def _problem(self, sentence: str, cell: str = "", place: str = "", *, note: bool = False) -> None:
        problem = Problem(sentence, cell, note, place)
        if problem not in self._told:
            self._told.add(problem)
            self.problems.append(problem)


def _labels_before_values(line: Line) -> int:
    """How many tokens stand before the first value."""
    return next((n for n, token in enumerate(line.tokens) if looks_like_value(token.text)), len(line.tokens))


def _row_of(labels: Labels, line: Line) -> _Row | None:
    """The row that the line's labels name; None when it is no row of this table.

    Group labels (（三）不予公开) may stand before the row's own label, nothing else may: not another row's.
    """
    after = _labels_before_values(line)
    named = [labels.row(token.text) for token in line.tokens[:after]]
    if not named or named[-1] is None or named[-1][1].children:
        return None
    groups_only = all(found and (found == named[-1] or found[1].children) for found in named)
    return _Row(labels, *named[-1], after) if groups_only else None


def _is_header(labels: Labels, line: Line) -> bool:
    known = [bool(labels.head(token.text)) for token in line.tokens]
    corners = [labels.is_corner(token.text) for token in line.tokens]
    if any(looks_like_value(token.text) for token in line.tokens):
        return False
    all_known = all(k or c for k, c in zip(known, corners, strict=True))
    return any(known) and (all_known or sum(known) + sum(corners) > 1)


def glued(text: str, labels: Iterable[Labels]) -> bool:
    """Whether a text is a label with the numbers of its row stuck to it: 规章000."""
    said = words(text)
    bare = said.rstrip("0123456789+-/")
    return bare != said and any(bare in table.rows for table in labels)


def _in_one_line(text: str) -> str:
    return "".join(text.split())
