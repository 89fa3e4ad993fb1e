"""Tables that lost their rows, one cell a line or many rows in one: put together again by their labels."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile

from nianbao.core.grids import Line, Token, line_of
from nianbao.core.labels import Labels, looks_like_value, words

EMPTY = "|"  # an empty cell where each line is a cell that ends with a bar
LONGEST_CELL = 60
FEWEST_HEADS = 3  # column labels that are a header although no number follows them
MOST_PARTS = 4  # lines over which one label may be spread: 法律 / 服务 / 机构


def with_rows(lines: Iterable[Line], labels: Sequence[Labels], in_prose: Callable[[], bool]) -> Iterator[Line]:
    """The lines, with every run of loose cells replaced by the rows that they were.

    `in_prose` tells whether the line that comes next stands in a section of text: there a word that is a label, or a
    number alone, is a paragraph, unless the corner of a table stands before it.
    """
    loose: list[Token] = []
    for line in lines:
        if not loose and in_prose() and not _is_corner(line, labels):
            yield line
            continue
        cells = _cells_of(line, labels)
        if _is_loose(cells, labels, bool(loose)):
            loose += cells.tokens
            continue
        yield from _rows(loose, labels)
        loose.clear()
        yield cells
    yield from _rows(loose, labels)


def _is_corner(line: Line, labels: Sequence[Labels]) -> bool:
    return any(table.is_corner(token.text) for table in labels for token in line.tokens)


def _cells_of(line: Line, labels: Sequence[Labels]) -> Line:
    """The line, or its cells when it is a row of a table whose columns are parted by spaces: 行政许可 0."""
    parts = line.alone.split()
    count = next((n for n, part in enumerate(reversed(parts)) if not looks_like_value(part)), len(parts))
    label = " ".join(parts[: len(parts) - count])
    if line.in_grid or not count or not label or not _names_row(labels, label):
        return line
    texts = [label, *parts[len(parts) - count :]]
    return line_of([Token(text, column, line.tokens[0].place) for column, text in enumerate(texts)], in_grid=True)


def _is_loose(line: Line, labels: Sequence[Labels], begun: bool) -> bool:
    """Whether a line is a cell, or a line of several rows. A run begins with a label, never with a number."""
    if line.aligned:
        return False
    if line.in_grid and len(line.tokens) > 1:
        rows = sum(_names_row(labels, token.text) for token in line.tokens)
        return _has_values(line.tokens) and (rows > 1 or (rows == 1 and begun))
    text = line.alone
    if line.in_grid or not text or len(text) > LONGEST_CELL:
        return False
    if any(table.knows(text) for table in labels):
        return True
    return begun and (_fills(text) or _is_part(text, labels) or _names_row(labels, text))


def _fills(text: str) -> bool:
    """Whether a cell is one of a row's values, an empty one too."""
    return text == EMPTY or looks_like_value(text)


def _names_row(labels: Sequence[Labels], text: str) -> bool:
    """Whether a text names a row, or is clearly a slip for one: 其他法律行政止公开."""
    named = [found[1] for table in labels if (found := table.row(text))]
    if named or any(table.head(text) or table.is_corner(text) for table in labels):
        return any(not node.children for node in named)
    likely = [like for table in labels if (like := table.row_like(text))]
    return any(like.clear and not like.node.children for like in likely)


def _has_values(tokens: Iterable[Token]) -> bool:
    return any(looks_like_value(token.text) for token in tokens)


def _is_part(text: str, labels: Sequence[Labels]) -> bool:
    """Whether a text may be a piece of a column label: 商业, or 企业."""
    piece = words(text)
    return bool(piece) and any(piece in name for table in labels for name in (*table.heads, *table.rows))


def _rows(loose: list[Token], labels: Sequence[Labels]) -> Iterator[Line]:
    """The rows that the loose cells make: a label begins a row, values fill it, column labels make a header."""
    heads = sum(any(table.head(token.text) for table in labels) for token in loose)
    known = heads or any(_names_row(labels, token.text) for token in loose)
    if not (known and _has_values(loose)) and heads < FEWEST_HEADS:
        # labels without a number, or a number without a label: words that are no table, or an empty form
        yield from (line_of([token]) for token in loose)
        return
    row: list[Token] = []
    in_header = False
    for token in _joined(loose, labels):
        is_value = _fills(token.text)
        # values straight after a header are the row without a label, that of table 四
        if row and (in_header if is_value else _ends_before(row, token, labels, in_header=in_header)):
            yield _loose_line(row)
            row = []
        if not row:
            in_header = not is_value and not _is_row_or_group(labels, token.text)
        row.append(Token("" if token.text == EMPTY else token.text, len(row), token.place))
    if row:
        yield _loose_line(row)


def _loose_line(row: list[Token]) -> Line:
    return line_of(row, in_grid=True)


def _ends_before(row: Sequence[Token], token: Token, labels: Sequence[Labels], *, in_header: bool) -> bool:
    """Whether a label begins another row than the one that is being filled.

    总计 and 其他 are labels of rows and of columns: in a header they are columns, anywhere else rows.
    """
    if not row[-1].text or looks_like_value(row[-1].text):
        return True
    if in_header:
        return not any(table.head(token.text) or table.is_corner(token.text) for table in labels)
    # a group's label stands before the label of its first row
    return _names_row(labels, row[-1].text) or not _is_row_or_group(labels, token.text)


def _is_row_or_group(labels: Sequence[Labels], text: str) -> bool:
    return any(table.row(text) is not None for table in labels) or _names_row(labels, text)


def _joined(loose: Sequence[Token], labels: Sequence[Labels]) -> Iterator[Token]:
    """The cells, with labels that were spread over several lines put together."""
    at = 0
    while at < len(loose):
        token = loose[at]
        count = _parts(loose[at : at + MOST_PARTS], labels)
        if count > 1:
            token = Token("".join(part.text.strip() for part in loose[at : at + count]), token.column, token.place)
        yield token
        at += count


def _parts(ahead: Sequence[Token], labels: Sequence[Labels]) -> int:
    """How many of the next cells make one label: as many as possible, for 社会公益 is one, and with 组织 too."""
    words_only = list(takewhile(lambda token: not _fills(token.text), ahead))
    for count in range(len(words_only), 1, -1):
        text = "".join(token.text.strip() for token in words_only[:count])
        if any(table.knows(text) for table in labels):
            return count
    return 1
