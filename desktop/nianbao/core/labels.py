"""Labels as people write them: numbers, brackets, quotes and spaces vary, the words do not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from nianbao.core.edition import Block, Node, Table
from nianbao.core.values import is_blank_mark, plain

_NUMBER = re.compile(r"(?:\([一二三四五六七八九十\d]+\)[、.]?|[一二三四五六七八九十\d]+[、.,])+")
_PUNCTUATION = re.compile(r"[“”\"'‘’、,。.:;()（）《》\[\]【】]")
_BRACKETS = re.compile(r"\([^()]*\)")
_VALUE = re.compile(r"([+-]|增加?|减少?)?[\d,]*\.?\d+(件|条|项|宗|份|个|起|次|万元|元)?(\(.*\))?")


@lru_cache(maxsize=4096)
def words(text: str) -> str:
    """The words of a label without its number, punctuation and spaces."""
    bare = plain(text)
    numbered = _NUMBER.match(bare)
    if numbered and numbered.end() < len(bare):
        bare = bare[numbered.end() :]
    return _PUNCTUATION.sub("", bare)


@lru_cache(maxsize=4096)
def readings(text: str) -> tuple[str, ...]:
    """The ways to read a label, the fullest first: with its number, without it, without what it says in brackets.

    A unit in brackets that is not 万元 is never dropped: a column of 元 is not the column of the form.
    """
    bare = plain(text)
    without = _BRACKETS.sub("", bare)
    foreign_unit = "元" in bare and "万元" not in bare
    full = (_PUNCTUATION.sub("", bare), words(text))
    return tuple(dict.fromkeys(full if foreign_unit or not without else (*full, words(without))))


def looks_like_value(text: str) -> bool:
    """Whether an entry is meant as a value: a number in any of its forms, or a sign for an empty cell."""
    return bool(_VALUE.fullmatch(plain(text))) or is_blank_mark(text)


@dataclass(frozen=True, slots=True)
class Head:
    """A column label of a table: a leaf or a group, with the groups around it, outermost first."""

    node: Node
    groups: tuple[str, ...]


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

    def head(self, text: str) -> list[Head]:
        return next((self.heads[reading] for reading in readings(text) if reading in self.heads), [])

    def is_corner(self, text: str) -> bool:
        return words(text) in self.corners


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
