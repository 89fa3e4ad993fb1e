"""What a text says in numbers: each statement with its place, and what it is a statement of."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["count", "before", "none", "all", "share", "rate", "growth"]
Topic = Literal["", "unsaid", "applications", "appeals", "foreign", "published"]  # "unsaid": nothing stands before

GROUPS = ("granted", "partly_granted", "refused", "unavailable", "declined", "other")
OUTCOMES = ("upheld", "corrected", "other", "pending")
INTAKES = ("received", "new", "applications", "handled", "taken_and_done")


@dataclass(frozen=True, slots=True)
class Subject:
    """What is counted: ids of rows or groups of the form, or `received`, `done`, …; several are added.

    `column` is an applicant's id, `organisation` or `total`. `loose` words may speak of something else too; `faint`
    ones are taken for the form's only where the number is near to its own.
    `part` are the words by which it may be only a part of what the table counts: 区政府办, 网上.
    `others` are sums that may as well be meant.
    """

    names: tuple[str, ...]
    column: str = "total"
    loose: bool = False
    faint: bool = False
    part: str = ""
    others: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One number, or words that stand for one, and what is said of it; `start` and `end` count the text's characters.

    kind: `count` N of the subject · `before` N of it last year · `none` said without a number · `all` that came in was
    dealt with · `share` and `rate` in percent · `growth` against last year, in percent, in `unit` 倍 as how many times
    last year's number it is, or else in numbers.
    `whole` is the place of the statement of which this is a part or a share, among those of the paragraph, −1 for none;
    parts of one whole belong together when their `family` is the same. `complete`: the words claim to name all parts.
    `attached`: they stand right behind it, after 其中 or in brackets. `aside`: in brackets.
    `label` are the words that name it, where they stand further off: 自然人、企业分别为3件、2件.
    `summed`: 共, 合计. `sure`: its own sentence tells what is counted, and not only one before.
    """

    kind: Kind
    subject: Subject
    value: Decimal
    start: int
    end: int
    words: str
    unit: str = ""
    grain: Decimal = Decimal(1)
    rough: bool = False
    whole: int = -1
    family: str = ""
    complete: bool = False
    attached: bool = False
    aside: bool = False
    summed: bool = False
    sure: bool = True
    label: str = ""
    digits: tuple[int, int] = (0, 0)

    @property
    def name(self) -> str:
        return self.subject.names[0]
