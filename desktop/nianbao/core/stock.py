"""Ready sentences as data: what is put into a text in one go and says what the tables say, zero or not.

Read from `resources/links/sentences.toml`. An entry belongs to every edition that has all its cells; of several with
one id, the first that does.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import Any

from nianbao.core.values import Kind, Value, show

GAP = "（待填）"  # stands where the number is still blank
YEAR = "year"

_NAME = re.compile(r"\{([a-z_.]+)\}")

Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Total:
    """A number that no cell holds by itself: the sum of some."""

    id: str
    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """The parts of a sum, each with its number; parts that are 0 are left out. `around` stands around them."""

    id: str
    items: tuple[tuple[str, str], ...]  # the name of the number, and the words with {} in its place
    between: str = "、"
    around: str = "{}"


@dataclass(frozen=True, slots=True)
class Form:
    """One wording of a sentence, with names in braces; it fits when each number that `zero` names is 0."""

    text: str
    zero: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A ready sentence. The first of its forms that fits is used; the last has no condition."""

    id: str
    label: str
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """What an edition has of them, by id, in the order of the file; `kinds` are those of its cells."""

    kinds: Mapping[str, Kind] = field(default_factory=dict)
    totals: Mapping[str, Total] = field(default_factory=dict)
    listings: Mapping[str, Listing] = field(default_factory=dict)
    sentences: Mapping[str, Sentence] = field(default_factory=dict)

    def total(self, name: str, values: Values) -> Value | None:
        """The number of that name; None while one of its cells is blank."""
        if name not in self.totals:
            return values.get(name)
        sum_ = Decimal(0)
        for cell in self.totals[name].cells:
            value = values.get(cell)
            if not isinstance(value, int | Decimal):
                return None
            sum_ += value
        return int(sum_) if sum_ == sum_.to_integral_value() else sum_

    def worded(self, name: str, values: Values) -> str:
        """The words of a ready sentence for these values; a blank number leaves a gap in it."""
        sentence = self.sentences[name]
        form = next(form for form in sentence.forms if all(self.total(zero, values) == 0 for zero in form.zero))
        parts = _NAME.split(form.text)  # every second one is a name
        parts[1::2] = [self._filled(part, values) for part in parts[1::2]]
        return "".join(parts)

    def number(self, name: str, values: Values) -> str:
        """A number as the form prints it; a gap while it is blank."""
        return self._shown(self.total(name, values), name) or GAP

    def _shown(self, value: Value | None, name: str) -> str:
        return show(value, self.kinds.get(name, "count"))

    def _filled(self, name: str, values: Values) -> str:
        listing = self.listings.get(name)
        if listing is None:
            return self.number(name, values)
        known = [(words, self.total(number, values), number) for number, words in listing.items]
        if any(value is None for _, value, _ in known):
            return GAP
        some = [part for part in known if part[1] != 0] or known  # a declared total may have no parts
        return listing.around.format(listing.between.join(words.format(self._shown(v, n)) for words, v, n in some))


def build_stock(data: Mapping[str, Any], cells: Mapping[str, Kind]) -> Stock:
    """The entries of the file that an edition with these cells, of these kinds, can use."""
    totals: dict[str, Total] = {}
    for entry in data["totals"]:
        found = [_matching(pattern, cells) for pattern in entry["cells"]]
        if all(found):
            totals.setdefault(entry["id"], Total(entry["id"], entry["label"], tuple(_joined(found))))
    known = {*cells, *totals, YEAR}
    listings: dict[str, Listing] = {}
    for entry in data["listings"]:
        items = tuple((item["number"], item["text"]) for item in entry["items"])
        if all(number in known for number, _ in items):
            listings.setdefault(
                entry["id"], Listing(entry["id"], items, entry.get("between", "、"), entry.get("around", "{}"))
            )
    known |= listings.keys()
    sentences: dict[str, Sentence] = {}
    for entry in data["sentences"]:
        forms = tuple(Form(form["text"], tuple(form.get("zero", ()))) for form in entry["forms"])
        if all(name in known for form in forms for name in (*form.zero, *_NAME.findall(form.text))):
            sentences.setdefault(entry["id"], Sentence(entry["id"], entry["label"], forms))
    return Stock(cells, totals, listings, sentences)


def _matching(pattern: str, cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(cell for cell in cells if fnmatchcase(cell, pattern))


def _joined(found: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for cells in found:
        yield from cells
