"""Which entry of a row belongs to which column: by the header above it, and where that fails in the form's order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from nianbao.core.edition import Block, Node
from nianbao.core.grids import Line, Token
from nianbao.core.labels import Head, Labels, in_yuan, looks_like_value, words
from nianbao.core.values import plain


@dataclass(frozen=True, slots=True)
class Columns:
    """The entry of each column of a row by the column's id; or `wrong`, why that is not certain.

    `said` tells what was taken for granted, for the clerk to look at; `in_yuan` are the amounts that the header gives
    in 元.
    """

    entries: dict[str, Token]
    wrong: str = ""
    said: str = ""
    in_yuan: frozenset[str] = frozenset()


def columns_of(labels: Labels, block: Block, header: Sequence[Line], line: Line, after: int) -> Columns:
    """The entries of a row whose labels are its first `after` tokens.

    In a grid the columns of the header count. A row that does not stand under its header (a table of a web page whose
    rows have other spans, a part of a table on the next page) is read in the form's order if it has exactly as many
    entries as the form has columns; that is said. Fewer are refused: nobody knows which one is missing.
    """
    texts = [token.text for above in header for token in above.tokens if in_yuan(token.text)]
    yuan = frozenset(head.node.id for text in texts for head in labels.head(text))
    return replace(_columns(labels, block, header, line, after), in_yuan=yuan)


def _columns(labels: Labels, block: Block, header: Sequence[Line], line: Line, after: int) -> Columns:
    values = line.tokens[after:]
    begin = line.tokens[after - 1].column if after else -1
    slots: Sequence[Token] = [entry for entry in line.entries if entry.column > begin]
    if not line.aligned:
        return _in_order(labels, block, header, _certain(header, slots, values, len(block.column_leaves())), values)
    under = _under_header(labels, block, header, line, values) if header else Columns({}, "上方没有找到表头")
    if not under.wrong:
        return under
    if line.tabbed:
        slots = _certain(header, slots, values, len(block.column_leaves()))
    ordered = _in_order(labels, block, header, slots, values)
    if ordered.wrong:
        return under
    # that tabs are out of line is nothing to tell: people see columns there that are none
    return ordered if line.tabbed else replace(ordered, said=ordered.said or "数据与表头没有对齐，按表头的顺序读入")


def _under_header(labels: Labels, block: Block, header: Sequence[Line], line: Line, values: Sequence[Token]) -> Columns:
    if any(above.width != line.width for above in header):
        return Columns({}, "与上方表头的列数不同，不能确定各列的含义")
    headed = {token.column for above in header for token in above.tokens}
    stray = next((t for t in values if t.column not in headed and looks_like_value(t.text)), None)
    if stray:
        return Columns({}, f"{stray.place}的“{stray.text.strip()}”上方没有表头，不能确定各列的含义")
    placed, wrong = positions(labels, block, header)
    if wrong:
        return Columns({}, wrong)
    entries = {entry.column: entry for entry in line.entries}
    lacking = next((leaf for leaf, column in placed.items() if column not in entries), None)
    if lacking:
        return Columns({}, "这一行缺少格子，不能确定各列的含义")
    return Columns({leaf: entries[column] for leaf, column in placed.items()})


def positions(labels: Labels, block: Block, header: Sequence[Line]) -> tuple[dict[str, int], str]:
    """The column of each leaf id under an aligned header, or what is wrong with the header."""
    placed: dict[str, int] = {}
    groups: list[tuple[int, int, str]] = []
    leaves = block.column_leaves()
    for line in header:
        for token in line.tokens:
            heads = labels.head(token.text)
            groups += [(token.column, len(head.groups), head.node.label) for head in heads if head.node.children]
        for token in line.tokens:
            leaf = _leaf_at(labels.head(token.text), token.column, groups, leaves)
            if leaf is None:
                continue
            known = placed.get(leaf.id, token.column)
            if token.column - known >= leaf.span or token.column < known:
                return {}, f"表头里“{leaf.label}”出现两次"
            placed.setdefault(leaf.id, token.column)  # a merged cell may have its words in each of its columns
    if len(set(placed.values())) < len(placed):
        return {}, "表头的各行没有对齐"
    lacking = [leaf.label for leaf in leaves if leaf.id not in placed]
    return placed, f"表头里没有找到“{lacking[0]}”" if lacking else ""


def _leaf_at(heads: list[Head], column: int, groups: list[tuple[int, int, str]], leaves: Sequence[Node]) -> Node | None:
    """The leaf that a label at a column means: of several, the one whose group begins nearest to the left."""
    meant = [head for head in heads if head.node in leaves]
    if len(meant) < 2:
        return meant[0].node if meant else None
    left = [group for group in groups if group[0] <= column]
    if not left:
        return None
    around = max(left)[2]
    return next((head.node for head in meant if head.groups and head.groups[-1] == around), None)


def _in_order(
    labels: Labels, block: Block, header: Sequence[Line], slots: Sequence[Token], values: Sequence[Token]
) -> Columns:
    """The entries in the form's order, when the header is the form's and there is one for each column."""
    columns = block.column_leaves()
    slots, said = _once(slots, columns), ""
    wrong = _order_fault(labels, block, header) if header else "上方没有找到表头"
    if wrong:
        if not (_proven(columns, values, whole=bool(header)) and _may_be_the_form(labels, block, header)):
            return Columns({}, wrong)
        said = "表头不完整，按官方格式的列序读入"
    if len(slots) != len(columns):
        return Columns({}, f"应有 {len(columns)} 个数，找到 {len(values)} 个，不能确定是哪几列")
    strange = next((token.text for token in slots if token.text.strip() and not looks_like_value(token.text)), None)
    if strange is not None:
        return Columns({}, f"“{strange.strip()}”不是数字")
    return Columns({leaf.id: token for leaf, token in zip(columns, slots, strict=True)}, "", said)


def _certain(header: Sequence[Line], slots: Sequence[Token], values: Sequence[Token], count: int) -> Sequence[Token]:
    """The entries of a row parted by tabs or bars, when it is certain which is which, else only those that are filled.

    People put blanks after a label and at the end of a line. A table whose header has none of them has none elsewhere,
    and a row that begins and ends with a number has none itself: there a blank is a blank cell.
    """
    tight = all(len(line.entries) == len(line.tokens) for line in header)
    filled = bool(slots) and slots[0].text.strip() and slots[-1].text.strip()
    return slots if len(slots) == count and ((header and tight) or filled) else values


def _once(slots: Sequence[Token], columns: Sequence[Node]) -> Sequence[Token]:
    """The entries without the copies that a merged cell left in each of the columns it covered."""
    spread = [column for column in columns for _ in range(column.span)]
    if len(slots) != len(spread) or len(spread) == len(columns):
        return slots
    kept: dict[str, Token] = {}
    for column, token in zip(spread, slots, strict=True):
        if kept.setdefault(column.id, token).text.strip() != token.text.strip():
            return slots
    return list(kept.values())


def _proven(columns: Sequence[Node], values: Sequence[Token], *, whole: bool) -> bool:
    """Whether a row's own total says that its numbers stand in the form's order: the last is the sum of the others.

    Zeros prove nothing, so they count only under what is left of a header.
    """
    total = columns[-1].sum_of
    numbers = [int(text) for token in values if (text := plain(token.text)).isascii() and text.isdecimal()]
    fits = len(numbers) == len(values) == len(columns) and len(total) == len(columns) - 1
    return fits and sum(numbers[:-1]) == numbers[-1] and (whole or numbers[-1] > 0)


def _may_be_the_form(labels: Labels, block: Block, header: Sequence[Line]) -> bool:
    """Whether a torn header is what is left of the form's: pieces of its labels, those that are whole in its order."""
    texts = [token.text for line in header for token in line.tokens]
    known = [heads[0].node.label for text in texts if (heads := labels.head(text)) and not heads[0].node.children]
    names = (*labels.heads, *labels.corners)
    torn = all(labels.head(text) or any(words(text) in name for name in names) for text in texts)
    levels = [node for level in _levels(block.columns) for node in level]
    orders = (_labels_of(levels), _labels_of(block.column_leaves()))
    return torn and any(_is_part_of(known, order) for order in orders)


def _is_part_of(part: Iterable[str], whole: Iterable[str]) -> bool:
    """Whether all of a part stands in the whole, in the same order."""
    rest = iter(whole)
    return all(label in rest for label in part)


def _order_fault(labels: Labels, block: Block, header: Sequence[Line]) -> str:
    """Compare the header with the form's, which is read level by level, or each group with what is in it.

    Only the sequence counts, since a header is often torn over several tables or lines. A group's name may be lost, a
    leaf's may not, and no other label may stand among them.
    """
    lines = [[labels.head(t.text) for t in line.tokens if not labels.is_corner(t.text)] for line in header]
    if not all(heads for line in lines for heads in line):
        return "表头与官方格式不一致，不能确定各列的含义"
    own = {leaf.label for leaf in block.column_leaves()}
    last = [heads[0].node.label for heads in lines[-1]]
    if _singly(last) == _labels_of(block.column_leaves()):
        return ""  # a header whose merged cells have their words in each line: the last line says it all
    seen = _singly(heads[0].node.label for line in lines for heads in line)
    orders = ([node for level in _levels(block.columns) for node in level], list(_downwards(block.columns)))
    complete = sum(label in own for label in seen) == len(block.column_leaves())
    fits = complete and any(_is_part_of(seen, _labels_of(order)) for order in orders)
    return "" if fits else "表头与官方格式不一致，不能确定各列的含义"


def _singly(labels: Iterable[str]) -> list[str]:
    """The labels, each run of the same one only once."""
    return [label for label, _ in groupby(labels)]


def _labels_of(nodes: Iterable[Node]) -> list[str]:
    return [node.label for node in nodes]


def _levels(nodes: tuple[Node, ...]) -> Iterator[tuple[Node, ...]]:
    """The nodes level by level, as the lines of a header show them."""
    while nodes:
        yield nodes
        nodes = tuple(child for node in nodes for child in node.children)


def _downwards(nodes: Iterable[Node]) -> Iterator[Node]:
    """Each group followed by what is in it, as a header reads that was torn into one line."""
    for node in nodes:
        yield node
        yield from _downwards(node.children)
