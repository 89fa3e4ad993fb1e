"""Where two texts differ: the smallest stretch between them, and sentence by sentence against last year's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from nianbao.core.prose import Passage, sentences

if TYPE_CHECKING:
    from difflib import SequenceMatcher

State = Literal["same", "changed", "gone"]

LONGEST_MATCHED = 4000  # characters of a stretch that is looked through for what stayed in it
_ALIKE = 0.5
_MOST_PAIRS = 400  # of sentences that are looked at for their likeness


class Stretch(NamedTuple):
    """Where two texts differ: from `start` to `old_end` in the old one, to `new_end` in the new one."""

    start: int
    old_end: int
    new_end: int


class Block(NamedTuple):
    """Characters that both texts have: where they begin in the old and in the new one, and how many they are."""

    old: int
    new: int
    size: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A sentence of last year's text beside this year's.

    `state`: it stands there word for word, was changed into `now`, or is gone. `edits` are the places in both in which
    a changed one differs, counted from the beginning of each.
    """

    before: Passage
    state: State
    now: Passage | None = None
    edits: tuple[tuple[int, int, int, int], ...] = ()


def stretch(old: str, new: str) -> Stretch:
    """The smallest stretch that differs, as far back in the text as it can be said to lie."""
    shorter = min(len(old), len(new))
    start = _shared(old, new, shorter)
    same = _shared(old[: start - 1 if start else None : -1], new[: start - 1 if start else None : -1], shorter - start)
    return Stretch(start, len(old) - same, len(new) - same)


def slid(old: str, new: str, found: Stretch) -> Iterator[Stretch]:
    """The same stretch where else it may be said to lie: of “好好” it does not matter which was typed first."""
    text, end = (old, found.old_end) if found.new_end == found.start else (new, found.new_end)
    if found.start not in (found.old_end, found.new_end):
        return
    for steps in range(1, found.start + 1):
        if text[end - steps] != text[found.start - steps]:
            return
        yield Stretch(found.start - steps, found.old_end - steps, found.new_end - steps)


def matching(old: str, new: str) -> tuple[Block, ...]:
    """The characters that two texts have in common, in order; none of texts too long to be looked through."""
    if max(len(old), len(new)) > LONGEST_MATCHED:
        return ()
    matcher = _matcher(old, new)
    return tuple(Block(*block) for block in matcher.get_matching_blocks() if block.size)


@lru_cache(maxsize=16)
def beside(before: str, now: str) -> tuple[Compared, ...]:
    """Each sentence of last year's text, in order, with what became of it in this year's."""
    olds, news = sentences(before), sentences(now)
    matcher = _matcher([_bare(old.words) for old in olds], [_bare(new.words) for new in news])
    found: list[Compared] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            found.extend(Compared(olds[i1 + n], "same", news[j1 + n]) for n in range(i2 - i1))
        else:
            found.extend(_paired(olds[i1:i2], news[j1:j2]))
    return tuple(found)


def _shared(one: str, other: str, most: int) -> int:
    """How many characters are the same at the beginning, found by halves."""
    if one[:most] == other[:most]:
        return most
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _paired(olds: Sequence[Passage], news: Sequence[Passage]) -> Iterator[Compared]:
    """The sentences between two that stayed: those that are most alike belong together, then those around them."""
    pair = _most_alike(olds, news)
    if pair is None:
        yield from (Compared(old, "gone") for old in olds)
        return
    i, j = pair
    yield from _paired(olds[:i], news[:j])
    yield Compared(olds[i], "changed", news[j], _edits(olds[i].words, news[j].words))
    yield from _paired(olds[i + 1 :], news[j + 1 :])


def _most_alike(olds: Sequence[Passage], news: Sequence[Passage]) -> tuple[int, int] | None:
    if not 0 < len(olds) * len(news) <= _MOST_PAIRS:
        return None
    ratios = {(i, j): _ratio(o.words, n.words) for i, o in enumerate(olds) for j, n in enumerate(news)}
    best = max(ratios, key=lambda pair: ratios[pair])
    return best if ratios[best] > _ALIKE else None


@lru_cache(maxsize=4096)  # while one sentence is written the others stay as they are
def _ratio(old: str, new: str) -> float:
    matcher = _matcher(old, new)
    return matcher.ratio() if matcher.quick_ratio() > _ALIKE else 0.0


@lru_cache(maxsize=512)
def _edits(old: str, new: str) -> tuple[tuple[int, int, int, int], ...]:
    matcher = _matcher(old, new)
    return tuple((i1, i2, j1, j2) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal")


def _matcher(old: Sequence[str], new: Sequence[str]) -> "SequenceMatcher[str]":
    from difflib import SequenceMatcher  # not needed to start

    return SequenceMatcher(None, old, new, autojunk=False)


def _bare(words: str) -> str:
    return "".join(words.split())
