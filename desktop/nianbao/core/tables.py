"""Read the lines of a file's tables into cells, by their row and column labels."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import dropwhile

from nianbao.core.edition import Block, Edition, Node, Table, cell_id, name_of
from nianbao.core.grids import Line, Token
from nianbao.core.labels import Head, Labels, labels_of, looks_like_value
from nianbao.core.values import NotAValue, Value, is_blank_mark, parse_declared


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, as one Chinese sentence; `cell` is the cell that stays blank for it."""

    sentence: str
    cell: str = ""


@dataclass
class _Header:
    """The header of the table that is being read: its lines so far, and whether a data row has closed it."""

    labels: Labels
    lines: list[Line] = field(default_factory=list)
    closed: bool = False


@dataclass
class TableReader:
    """Takes lines one by one; knows the values found, where they stood, and what could not be read."""

    edition: Edition
    values: dict[str, Value] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    found: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._labels = [labels_of(table) for table in self.edition.tables]
        self._header: _Header | None = None
        self._refused: set[str] = set()

    def take(self, line: Line) -> bool:
        """Whether the line belongs to a table (and then it has been read)."""
        return (
            self._take_row(line)
            or self._take_header(line)
            or self._take_unlabelled_row(line)
            or self._take_corner(line)
        )

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
            if not _positions(header.labels, block, header.lines)[1]:
                cells = (cell for cell in self.edition.table_cells if cell.section == header.labels.table.id)
                self.found.update(cell.id for cell in cells)

    # header rows

    def _take_header(self, line: Line) -> bool:
        labels = next((labels for labels in self._by_nearness() if _is_header(labels, line)), None)
        if labels is None:
            return False
        header = self._header
        if header is None or header.closed or header.labels is not labels or header.lines[0].width != line.width:
            header = self._header = _Header(labels)
        header.lines.append(line)
        return True

    def _by_nearness(self) -> list[Labels]:
        """The tables, the one that is being read first: “总计” alone belongs to it."""
        current = self._header.labels if self._header else None
        return sorted(self._labels, key=lambda labels: labels is not current)

    def _take_corner(self, line: Line) -> bool:
        """A block's heading, or a corner beside columns that are not known: the header before it ends here."""
        if not any(labels.is_corner(token.text) for labels in self._labels for token in line.tokens):
            return False
        self._header = None
        return bool(line.alone)

    # data rows

    def _take_row(self, line: Line) -> bool:
        for labels in self._labels:
            matched = _row_of(labels, line)
            if matched:
                block, row, values = matched
                self._read_values(labels, block, row, line, values)
                return True
        return False

    def _take_unlabelled_row(self, line: Line) -> bool:
        """The single row of table 四: nothing but values under a complete header."""
        if self._header is None or not all(looks_like_value(token.text) for token in line.tokens):
            return False
        table = self._header.labels.table
        if table.label_columns or self._header.closed:
            return False
        (block,) = table.blocks
        self._read_values(self._header.labels, block, block.row_leaves()[0], line, line.tokens)
        return True

    def _read_values(self, labels: Labels, block: Block, row: Node, line: Line, tokens: tuple[Token, ...]) -> None:
        table, columns = labels.table, block.column_leaves()
        shown = f"“{name_of(row)}”行" if row.label else f"“{self.edition.section(table.id).short}”表"
        if self._header is None or self._header.labels is not labels:
            self._problem(f"{shown}上方没有找到表头，这一行没有读入。")
            return
        self._header.closed = True
        placed, wrong = _columns_of(labels, block, self._header.lines, line, tokens)
        if wrong:
            self._problem(f"{shown}：{wrong}，没有读入。")
            return
        by_column = {token.column: token for token in tokens}
        for column in columns:
            self._read_cell(table, row, column, by_column.get(placed.get(column.id, -1)))

    def _read_cell(self, table: Table, row: Node, column: Node, token: Token | None) -> None:
        cell = self.edition.cells[cell_id(table.id, row, column)]
        again = cell.id in self.found
        self.found.add(cell.id)
        if token is None or cell.id in self._refused:
            return
        try:
            value = parse_declared(cell.kind, token.text)
        except NotAValue as reason:
            asked = f"填的是“{token.text.strip()}”，应填 0 吗？" if is_blank_mark(token.text) else str(reason)
            self._problem(f"{cell.name}（{token.place}）：{asked}", cell.id)
            return
        if value is None:
            return
        if again and self.values.get(cell.id) not in (None, value):
            self._problem(
                f"{cell.name}在文件里出现两次，{self.sources[cell.id]}和{token.place}的数不一样，两个都没有读入。",
                cell.id,
            )
            self._refused.add(cell.id)
            del self.values[cell.id], self.sources[cell.id]
            return
        self.values[cell.id] = value
        self.sources[cell.id] = token.place

    def _problem(self, sentence: str, cell: str = "") -> None:
        problem = Problem(sentence, cell)
        if problem not in self.problems:
            self.problems.append(problem)


def _row_of(labels: Labels, line: Line) -> tuple[Block, Node, tuple[Token, ...]] | None:
    """The row that the line's labels name, with the entries after them; None when it is no row of this table.

    Group labels (（三）不予公开) may stand before the row's own label, nothing else may: not another row's.
    """
    values = tuple(dropwhile(lambda token: not looks_like_value(token.text), line.tokens))
    named = [labels.row(token.text) for token in line.tokens[: len(line.tokens) - len(values)]]
    if not named or named[-1] is None or named[-1][1].children:
        return None
    groups_only = all(found and (found == named[-1] or found[1].children) for found in named)
    return (*named[-1], values) if groups_only else None


def _is_header(labels: Labels, line: Line) -> bool:
    known = [bool(labels.head(token.text)) for token in line.tokens]
    corners = [labels.is_corner(token.text) for token in line.tokens]
    if any(looks_like_value(token.text) for token in line.tokens):
        return False
    all_known = all(k or c for k, c in zip(known, corners, strict=True))
    return any(known) and (all_known or sum(known) + sum(corners) > 1)


def _columns_of(
    labels: Labels, block: Block, header: list[Line], line: Line, tokens: tuple[Token, ...]
) -> tuple[dict[str, int], str]:
    """The column of each leaf id in a row with these entries, or why it is not certain."""
    if line.width != header[0].width:
        return {}, "与上方表头的列数不同，不能确定各列的含义"
    if not line.aligned:
        return _in_order(labels, block, header, tokens)
    headed = {token.column for above in header for token in above.tokens}
    stray = next((t for t in tokens if t.column not in headed and looks_like_value(t.text)), None)
    if stray:
        return {}, f"{stray.place}的“{stray.text.strip()}”上方没有表头，不能确定各列的含义"
    return _positions(labels, block, header)


def _positions(labels: Labels, block: Block, header: list[Line]) -> tuple[dict[str, int], str]:
    """The column of each leaf id under an aligned header, or what is wrong with the header."""
    placed: dict[str, int] = {}
    groups: list[tuple[int, int, str]] = []
    for line in header:
        for token in line.tokens:
            heads = labels.head(token.text)
            groups += [(token.column, len(head.groups), head.node.label) for head in heads if head.node.children]
        for token in line.tokens:
            leaf = _leaf_at(labels.head(token.text), token.column, groups, block)
            if leaf is None:
                continue
            if placed.get(leaf.id, token.column) != token.column:
                return {}, f"表头里“{leaf.label}”出现两次"
            placed[leaf.id] = token.column
    lacking = [leaf.label for leaf in block.column_leaves() if leaf.id not in placed]
    return placed, f"表头里没有找到“{lacking[0]}”" if lacking else ""


def _leaf_at(heads: list[Head], column: int, groups: list[tuple[int, int, str]], block: Block) -> Node | None:
    """The block's leaf that a label at a column means: of several, the one whose group begins nearest to the left."""
    leaves = [head for head in heads if head.node in block.column_leaves()]
    if len(leaves) < 2:
        return leaves[0].node if leaves else None
    left = [group for group in groups if group[0] <= column]
    if not left:
        return None
    around = max(left)[2]
    return next((head.node for head in leaves if head.groups and head.groups[-1] == around), None)


def _in_order(
    labels: Labels, block: Block, header: list[Line], tokens: tuple[Token, ...]
) -> tuple[dict[str, int], str]:
    """The column of each leaf id when only the order counts, or why the order is not certain."""
    columns = block.column_leaves()
    wrong = _order_fault(labels, block, header)
    if wrong:
        return {}, wrong
    if len(tokens) != len(columns):
        return {}, f"应有 {len(columns)} 个数，找到 {len(tokens)} 个，不能确定是哪几列"
    strange = next((token.text for token in tokens if not looks_like_value(token.text)), None)
    if strange is not None:
        return {}, f"“{strange.strip()}”不是数字"
    return {leaf.id: token.column for leaf, token in zip(columns, tokens, strict=True)}, ""


def _order_fault(labels: Labels, block: Block, header: list[Line]) -> str:
    """Compare the header with the form's, line by line or all columns in one line; the names of groups may be missing,
    foreign words may not stand among them."""
    lines = [[labels.head(t.text) for t in line.tokens if not labels.is_corner(t.text)] for line in header]
    known = all(heads for line in lines for heads in line)
    seen = [[heads[0].node for heads in line if heads] for line in lines if line]
    groups = {node.label for line in seen for node in line if node.children}
    by_level = [[node for node in level if not node.children or node.label in groups] for level in _levels(block)]
    fits = known and _words_of(seen) in (_words_of(by_level), _words_of([block.column_leaves()]))
    return "" if fits else "表头与官方格式不一致，不能确定各列的含义"


def _words_of(lines: Iterable[Iterable[Node]]) -> list[list[str]]:
    return [words for line in lines if (words := [node.label for node in line])]


def _levels(block: Block) -> Iterator[tuple[Node, ...]]:
    """The columns level by level, as the lines of a header show them."""
    nodes = block.columns
    while nodes:
        yield nodes
        nodes = tuple(child for node in nodes for child in node.children)
