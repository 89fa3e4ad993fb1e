"""Labels as people write them: numbers, brackets, quotes and spaces vary, slips happen, the words stay."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from nianbao.core.chinese import simplified
from nianbao.core.edition import Block, Node, Table
from nianbao.core.values import is_blank_mark, plain

_NUMBER = re.compile(r"(?:\([一二三四五六七八九十\d]+\)[、.]?|[一二三四五六七八九十\d]+[、.,])+")
_PUNCTUATION = re.compile(r"[“”„\"'‘’「」『』〝〞、,。.:;·()（）《》〈〉\[\]【】]")
_BRACKETS = re.compile(r"\([^()]*(?:单位|万元|区分处理|小数|勾稽|件)[^()]*\)")  # 行政处罚（上年） is another row
_UNIT_BRACKETS = re.compile(r"\((?:[^()]*[:,、])?(?:人民币)?元\)")
_VALUE = re.compile(r"([+-]|增加?|减少?)?[\d,]*\.?\d+(件|条|项|宗|份|个|起|次|人次|万元|元)?(\(.*\)|\[.*\])?|=.*")
_PAGE_MARK = re.compile(r"[-—–]\d{1,3}[-—–]")

SHORTEST_LIKE = 4  # words of fewer characters are too easily like one another
ALIKE, CLEARLY_ALIKE, APART = 0.7, 0.8, 0.1  # likeness of labels; how far the second must stay behind the first


@lru_cache(maxsize=4096)
def words(text: str) -> str:
    """The words of a label without its number, punctuation and spaces, in simplified characters."""
    bare = _bare(text)
    numbered = _NUMBER.match(bare)
    if numbered and numbered.end() < len(bare):
        bare = bare[numbered.end() :]
    return _PUNCTUATION.sub("", bare)


def _bare(text: str) -> str:
    """The text without spaces, and without the page number that a page break may have left in it."""
    return _PAGE_MARK.sub("", simplified(plain(text)))


@lru_cache(maxsize=4096)
def readings(text: str) -> tuple[str, ...]:
    """The ways to read a label, the fullest first: with its number, without it, without what it says in brackets.

    A unit in brackets that is not 万元 is never dropped: a column of 元 is not the column of the form.
    """
    bare = _bare(text)
    without = _BRACKETS.sub("", bare)
    foreign_unit = "元" in bare and "万元" not in bare
    full = (_PUNCTUATION.sub("", bare), words(text))
    return tuple(dict.fromkeys(full if foreign_unit or not without else (*full, words(without))))


def in_yuan(text: str) -> bool:
    """Whether a column label says that its amounts are in 元 and not, as the form has it, in 万元."""
    return _UNIT_BRACKETS.search(_bare(text)) is not None


@lru_cache(maxsize=4096)
def looks_like_value(text: str) -> bool:
    """Whether an entry is meant as a value: a number in any of its forms, or a sign for an empty cell."""
    return bool(_VALUE.fullmatch(plain(text))) or is_blank_mark(text)


@dataclass(frozen=True, slots=True)
class Head:
    """A column label of a table: a leaf or a group, with the groups around it, outermost first."""

    node: Node
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A row that a label is like without being it; `clear` when it can be meant by no other."""

    block: Block
    node: Node
    clear: bool


@dataclass(frozen=True, slots=True)
class Labels:
    """Every label of one table by its words; `rows` hold the groups of rows too (（三）不予公开)."""

    table: Table
    rows: dict[str, tuple[Block, Node]] = field(default_factory=dict)
    heads: dict[str, list[Head]] = field(default_factory=dict)
    corners: set[str] = field(default_factory=set)

    def row(self, text: str) -> tuple[Block, Node] | None:
        """The row or the group of rows that a text names, with its block."""
        return next((self.rows[reading] for reading in readings(text) if reading in self.rows), None)

    def row_like(self, text: str) -> Likeness | None:
        """The row that a text is most like: a slip of the pen, or a label cut off by a page; None when like none."""
        said = words(text)
        if len(said) < SHORTEST_LIKE:
            return None
        begun = {found[1].id: found for name, found in self.rows.items() if name.startswith(said)}
        if len(begun) == 1:
            return Likeness(*next(iter(begun.values())), clear=True)
        best: dict[str, tuple[float, tuple[Block, Node]]] = {}
        for name, found in self.rows.items():
            matcher = SequenceMatcher(None, said, name, autojunk=False)
            if matcher.real_quick_ratio() >= ALIKE and (likeness := matcher.ratio()) >= ALIKE:
                key = found[1].id or found[1].label
                best[key] = max(best.get(key, (0.0, found)), (likeness, found), key=lambda pair: pair[0])
        ranked = sorted(best.values(), key=lambda pair: -pair[0])
        if not ranked:
            return None
        first, second = ranked[0], ranked[1][0] if len(ranked) > 1 else 0.0
        return Likeness(*first[1], clear=first[0] >= CLEARLY_ALIKE and first[0] - second >= APART)

    def head(self, text: str) -> list[Head]:
        """The columns that a text may name; a column of amounts may be in 元 (`in_yuan`)."""
        found = next((self.heads[reading] for reading in readings(text) if reading in self.heads), [])
        if not found and in_yuan(text):
            named = self.heads.get(words(_UNIT_BRACKETS.sub("", _bare(text))), [])
            found = [head for head in named if head.node.kind == "amount"]
        return found

    def is_corner(self, text: str) -> bool:
        return any(reading in self.corners for reading in readings(text))

    def knows(self, text: str) -> bool:
        """Whether a text is any label of the table."""
        return bool(self.row(text) or self.head(text) or self.is_corner(text))


def labels_of(table: Table) -> Labels:
    """The labels of a table, its aliases among them."""
    labels = Labels(table)
    for block in table.blocks:
        labels.corners.update(words(text) for text in (block.corner, block.heading) if text)
        for node in block.rows:
            _add_row(labels, block, node)
        for node in block.columns:
            for head in _heads(node, ()):
                for text in (head.node.label, *head.node.aliases):
                    known = labels.heads.setdefault(words(text), [])
                    if head not in known:
                        known.append(head)
    return labels


def _add_row(labels: Labels, block: Block, node: Node) -> None:
    """An alias with a number is known with that number only: “（六）其他” is the sixth item, “3.其他” a part of it."""
    names = [words(node.label), *(readings(alias)[0] for alias in node.aliases)]
    labels.rows.update((name, (block, node)) for name in names if name)
    for child in node.children:
        _add_row(labels, block, child)


def _heads(node: Node, groups: tuple[str, ...]) -> Iterator[Head]:
    yield Head(node, groups)
    for child in node.children:
        yield from _heads(child, (*groups, node.label))
