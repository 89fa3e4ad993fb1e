"""Search in the help: a few words in, the pages that hold them out, best first, with the words' places."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nianbao.core.chinese import folded

AROUND = 16  # characters of an excerpt before the first word that was found
LONGEST = 46  # characters of an excerpt
ENOUGH = 0.34  # of the pairs of characters, where no page holds the words as typed: pairs across words stand nowhere
_BETWEEN = re.compile(r"[\s，。、；：？！“”‘’（）〔〕《》,;:?!()\"'…]+")
_STOP = re.compile(r"[。；！？\s]")
# what is asked around the words that matter: 怎么撤销, 撤销在哪里
_ASKING = re.compile(r"怎么样?|怎样|如何|为什么|什么是|是什么|什么|在哪里?|哪里|能不能|可以|吗|呢|的")


@dataclass(frozen=True, slots=True)
class Page:
    """Something to be found: its address, its title, the group that it belongs to, and its plain text."""

    address: str
    title: str
    group: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that was found; `marks` are the words to mark in it, `excerpt` the text around the first of them."""

    page: Page
    marks: tuple[str, ...]
    excerpt: str


def search(pages: Iterable[Page], typed: str) -> tuple[Hit, ...]:
    """The pages that hold every word that was typed, best first: in the title, then by how often.

    Where there is none, the pages that hold most of the pairs of characters: 怎样撤销修改 finds 撤销 and 修改.
    Traditional characters, full-width letters and capitals make no difference.
    """
    known = [(page, _plain(page.title), _plain(page.text)) for page in pages]
    words = tuple(dict.fromkeys(filter(None, _BETWEEN.split(_plain(typed)))))
    if not words:
        return ()
    found = [(score, page, words) for page, title, text in known if (score := _score(title, text, words)) is not None]
    if not found:
        found = _by_pairs(known, words)
    return tuple(
        Hit(page, marks, _excerpt(page.text, marks))
        for _, page, marks in sorted(found, key=lambda hit: hit[0], reverse=True)
    )


def _plain(text: str) -> str:
    return folded(text).lower()


def _score(title: str, text: str, words: Sequence[str]) -> float | None:
    """How well a page answers, None when it lacks a word."""
    score = 0.0
    for word in words:
        count, titled = text.count(word), word in title
        if not count and not titled:
            return None
        score += math.log2(1 + count) + (10 if titled else 0) + (10 if title == word else 0)
    return score + (5 if len(words) > 1 and " ".join(words) in text else 0)


def _by_pairs(
    known: Sequence[tuple[Page, str, str]], words: Sequence[str]
) -> list[tuple[float, Page, tuple[str, ...]]]:
    """By pairs of neighbouring characters: Chinese is typed without spaces between its words."""
    asked = [part for word in words for part in _ASKING.split(word) if part]
    pairs = {part[at : at + 2] for part in asked for at in range(max(1, len(part) - 1))}
    found = []
    for page, title, text in known:
        held = {pair for pair in pairs if pair in text or pair in title}
        if pairs and len(held) / len(pairs) >= ENOUGH:
            score = 10 * len(held) / len(pairs) + sum(pair in title for pair in held)
            found.append(
                (score + math.log2(1 + sum(text.count(pair) for pair in held)) / 10, page, _joined(asked, held))
            )
    return found


def _joined(asked: Iterable[str], held: set[str]) -> tuple[str, ...]:
    """The longest stretches of what was asked that are made of pairs that were found."""
    stretches: list[str] = []
    for part in asked:
        run = ""
        for at in range(max(1, len(part) - 1)):
            pair = part[at : at + 2]
            if pair in held:
                run = run + pair[-1] if run else pair
            elif run:
                stretches.append(run)
                run = ""
        if run:
            stretches.append(run)
    # the stretch as a whole may stand nowhere, its pairs do
    pairs = {stretch[at : at + 2] for stretch in stretches for at in range(max(1, len(stretch) - 1))}
    return tuple(dict.fromkeys((*sorted(stretches, key=len, reverse=True), *sorted(pairs))))


def _excerpt(text: str, marks: Sequence[str]) -> str:
    """The words around the first mark that stands in the text; its beginning when none does."""
    plain = _plain(text)
    at = next((place for mark in marks if (place := plain.find(mark)) >= 0), 0)
    start = at - len(_STOP.split(text[max(0, at - AROUND) : at])[-1])
    words = " ".join(text[start : start + LONGEST].split())
    return f"{'…' if start else ''}{words}{'…' if start + LONGEST < len(text) else ''}"
