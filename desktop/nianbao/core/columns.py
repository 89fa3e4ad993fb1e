"""Which entry of a row belongs to which column: by the header above it, and where that fails in the form's order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nianbao.core.edition import Block, Node
from nianbao.core.grids import Line, Token
from nianbao.core.labels import Head, Labels, looks_like_value, words
from nianbao.core.values import plain


@dataclass(frozen=True, slots=True)
class Columns:
    """The entry of each column of a row by the column's id; or `wrong`, why that is not certain.

    `said` tells what was taken for granted, for the clerk to look at.
    """

    entries: dict[str, Token]
    wrong: str = ""
    said: str = ""


def columns_of(labels: Labels, block: Block, header: Sequence[Line], line: Line, after: int) -> Columns:
    """The entries of a row whose labels are its first `after` tokens.

    In a grid the columns of the header count. A row that does not stand under its header (a table of a web page whose
    rows have other spans, a part of a table on the next page) is read in the form's order if it has exactly as many
    entries as the form has columns; that is said. Fewer are refused: nobody knows which one is missing.
    """
    values = line.tokens[after:]
    if not line.aligned:
        return _in_order(labels, block, header, values, values)
    under = _under_header(labels, block, header, line, values) if header else Columns({}, "上方没有找到表头")
    if not under.wrong:
        return under
    begin = line.tokens[after - 1].column if after else -1
    slots = [entry for entry in line.entries if entry.column > begin]
    ordered = _in_order(labels, block, header, slots, values)
    return (
        under if ordered.wrong else Columns(ordered.entries, "", ordered.said or "数据与表头没有对齐，按表头的顺序读入")
    )


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
            if placed.get(leaf.id, token.column) != token.column:
                return {}, f"表头里“{leaf.label}”出现两次"
            placed[leaf.id] = token.column
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
    said = ""
    wrong = _order_fault(labels, block, header) if header else "上方没有找到表头"
    if wrong:
        if not (_proven(columns, values) and _may_be_the_form(labels, block, header)):
            return Columns({}, wrong)
        said = "表头不完整，按官方格式的列序读入"
    if len(slots) != len(columns):
        return Columns({}, f"应有 {len(columns)} 个数，找到 {len(values)} 个，不能确定是哪几列")
    strange = next((token.text for token in slots if token.text.strip() and not looks_like_value(token.text)), None)
    if strange is not None:
        return Columns({}, f"“{strange.strip()}”不是数字")
    return Columns({leaf.id: token for leaf, token in zip(columns, slots, strict=True)}, "", said)


def _proven(columns: Sequence[Node], values: Sequence[Token]) -> bool:
    """Whether a row's own total says that its numbers stand in the form's order: the last is the sum of the others."""
    total = columns[-1].sum_of
    numbers = [int(text) for token in values if (text := plain(token.text)).isascii() and text.isdecimal()]
    fits = len(numbers) == len(values) == len(columns) and len(total) == len(columns) - 1
    return fits and sum(numbers[:-1]) == numbers[-1]


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
    heads = [labels.head(t.text) for line in header for t in line.tokens if not labels.is_corner(t.text)]
    if not all(heads):
        return "表头与官方格式不一致，不能确定各列的含义"
    seen = [found[0].node.label for found in heads]
    leaves = [found[0].node for found in heads if not found[0].node.children]
    orders = ([node for level in _levels(block.columns) for node in level], list(_downwards(block.columns)))
    complete = len(leaves) == len(block.column_leaves())
    fits = complete and any(_is_part_of(seen, _labels_of(order)) for order in orders)
    return "" if fits else "表头与官方格式不一致，不能确定各列的含义"


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
