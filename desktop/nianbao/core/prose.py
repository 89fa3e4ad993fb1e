"""Paragraphs and sentences of a report's text, each with its place, so that a finding can point at its words."""

import re
from functools import lru_cache
from typing import NamedTuple

_SENTENCE = re.compile(r"[^。！？；;!?\n]+[。！？；;!?]*[”’」』）)]*")


class Passage(NamedTuple):
    """A stretch of a text: the characters from `start` to `end`, and the words themselves."""

    start: int
    end: int
    words: str


@lru_cache(maxsize=256)  # the text changes one section at a time
def sentences(text: str) -> tuple[Passage, ...]:
    """The sentences of a text in order, without the blanks around them; a semicolon and a line's end part them too."""
    return tuple(passage for match in _SENTENCE.finditer(text) if (passage := _trimmed(match)))


@lru_cache(maxsize=256)
def paragraphs(text: str) -> tuple[Passage, ...]:
    """The lines of a text that are not blank."""
    return tuple(passage for match in re.finditer(r"[^\n]+", text) if (passage := _trimmed(match)))


def _trimmed(match: re.Match[str]) -> Passage | None:
    words = match[0]
    start = match.start() + len(words) - len(words.lstrip())
    words = words.strip()
    return Passage(start, start + len(words), words) if words else None
