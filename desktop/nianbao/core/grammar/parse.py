"""From a text to its statements, paragraph by paragraph."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from nianbao.core.grammar.memory import START, Context
from nianbao.core.grammar.statements import Statement
from nianbao.core.grammar.tokens import squeeze
from nianbao.core.grammar.walk import walk

_WRAPPED = 15  # characters: a shorter line that ends without a stop is a heading, a longer one was cut by a page
_ENDED = re.compile(r"[。；：！？;:!?]\s*$")
_NUMBERED = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|\d+[.、．]|[—-]\s*\d+\s*[—-]\s*$)"
)


@lru_cache(maxsize=32)
def parse(text: str, year: int | None) -> tuple[tuple[Statement, ...], ...]:
    """The statements of each paragraph that makes any, their places counted in the whole text.

    `year` is that of the report, None where it is not known: 2023年结转 depends on it.
    """
    found: list[tuple[Statement, ...]] = []
    context = START
    for start, words in _paragraphs(text):
        statements, context = _parsed(words, year, context)
        if statements:
            found.append(tuple(_moved(statement, start) for statement in statements) if start else statements)
    return tuple(found)


def _moved(statement: Statement, by: int) -> Statement:
    first, last = statement.digits
    digits = (first + by, last + by) if last else (0, 0)
    return replace(statement, start=statement.start + by, end=statement.end + by, digits=digits)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Lines and where they begin; those that a page cut in the middle of a sentence are put together again."""
    start = held = 0
    ended = True
    for line in text.splitlines(keepends=True):
        if held > start and (ended or _NUMBERED.match(line)):
            yield start, text[start:held]
            start = held
        held += len(line)
        ended = bool(_ENDED.search(line)) or len(line.strip()) < _WRAPPED
    if held > start:
        yield start, text[start:held]


@lru_cache(maxsize=512)  # one paragraph changes at a time
def _parsed(words: str, year: int | None, context: Context) -> tuple[tuple[Statement, ...], Context]:
    statements, handed_on = walk(squeeze(words), year, context)
    return tuple(statements), handed_on
