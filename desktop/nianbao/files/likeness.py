"""How alike two sentences are: what the check for sentences copied from last year measures with."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def likeness(one: str, other: str) -> float:
    """The share of characters that both have in the same order, 0 to 1 (1 for equal)."""
    return _ratio()(one, other) / 100


@cache
def _ratio() -> "Callable[[str, str], float]":
    """The library's measure; it is imported only when the first two sentences are compared."""
    from rapidfuzz import fuzz

    return fuzz.ratio
