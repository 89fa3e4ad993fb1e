"""The word lists made ready for one pass over a text: the longest word that begins at a place."""

import re
from collections.abc import Callable
from functools import lru_cache

from nianbao.core.grammar.words import KINDS, SIGNS

Match = Callable[[str, int], re.Match[str] | None]

_LOOK = ("(?=", "(?!", "(?<")


def longest(words: str, place: int) -> tuple[str, int] | None:
    """The kind and the end of the longest known word that begins at `place`; of equals, the first in the lists."""
    best: tuple[str, int] | None = None
    for kind, match_at in _by_start().get(words[place], ()):
        match = match_at(words, place)
        if match and match.end() > (best[1] if best else place):
            best = kind, match.end()
    return best


def spelt_out(patterns: str) -> str:
    """The patterns of a word list with the SIGNS in them written out."""
    for sign, pattern in SIGNS.items():
        patterns = patterns.replace(sign, pattern)
    return patterns


def starts(pattern: str) -> set[str]:
    """The characters with which a match can begin, of a pattern made of characters, classes, groups and looks."""
    return set().union(*(_starts_of_one(branch) for branch in _branches(pattern)))


@lru_cache(maxsize=1)
def _by_start() -> dict[str, list[tuple[str, "Match"]]]:
    table: dict[str, list[tuple[str, Match]]] = {}
    for kinds in KINDS:
        for kind, listed in kinds.items():
            for pattern in spelt_out(listed).split():
                match_at = re.compile(pattern).match
                for sign in starts(pattern):
                    table.setdefault(sign, []).append((kind, match_at))
    return table


def _starts_of_one(branch: str) -> set[str]:
    found: set[str] = set()
    while branch:
        first, optional, branch = _first(branch)
        if first.startswith(_LOOK):
            continue
        if first.startswith("("):
            found |= starts(first[3:-1])
        elif first == "\\d":
            found |= set("0123456789")
        elif first.startswith("["):
            found |= set(first[1:-1])
        else:
            found.add(first[-1])
        if not optional:
            break
    return found


def _first(branch: str) -> tuple[str, bool, str]:
    """The first element of a branch, whether it may be left out, and what follows it."""
    end = 1
    if branch[0] == "(":
        end = _closing(branch)
    elif branch[0] == "[":
        end = branch.index("]") + 1
    elif branch[0] == "\\":
        end = 2
    optional = branch[end : end + 1] in ("?", "*")
    follows = end + 1 if branch[end : end + 1] in ("?", "*", "+") else end
    return branch[:end], optional, branch[follows:]


def _closing(branch: str) -> int:
    """The place after the group that the branch begins with."""
    depth = 0
    for place, sign in enumerate(branch):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return place + 1
    raise ValueError(branch)


def _branches(pattern: str) -> list[str]:
    """The alternatives of a pattern, parted at the bars outside groups and classes."""
    parts, depth, in_class = [""], 0, False
    for sign in pattern:
        in_class = (in_class or sign == "[") and sign != "]"
        depth += 0 if in_class else (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0 and not in_class:
            parts.append("")
        else:
            parts[-1] += sign
    return parts
