"""The statistics period as reports state it: 统计期限自2022年1月1日起至2022年12月31日止."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from nianbao.core.chinese import folded

_DAY = (
    r"(?:(?P<{0}year>\d{{1,8}})\s*年度?\s*|(?P<{0}glued>20\d\d)(?=\d{{1,2}}\s*月))?"
    r"(?P<{0}month>\d{{1,2}})\s*月(?:\s*(?P<{0}day>\d{{1,2}})\s*[日号]?)?"
)
_RANGE = re.compile(
    r"(?<!\d)"
    + _DAY.format("from_")
    + r"\s*(?:起|始|开始)?\s*[，、]?\s*(?:至|到|—{1,2}|–{1,2}|-{1,2}|－{1,2}|~|\uff5e|─{1,2})\s*"
    + _DAY.format("to_")
)
_UNTIL = re.compile(r"截[至止]到?\s*" + _DAY.format("to_"))
_YEAR = re.compile(r"(?:是|为|：)\s*(?P<from_year>\d{4,8})\s*年(?:度|全年)?(?!\s*\d)")
# other stretches of time are spoken of too: 据统计，1月至6月; 答复期限
_ASKED = re.compile(
    "统计[^，。；]{0,4}(?:期限|时限|时间|期间|时段|周期|区间|起止|限|口径)"
    "|数据[^，。；]{0,6}(?:期限|时限|期间|时段|起止|区间)|所[列涉]数据|数据的?时间|报告期"
)
_SENTENCE_END = re.compile("[。；！？]")
_NEAR = 24  # characters before the dates in which the period must be named
_MOST = 40  # dates that are looked at: a report states its period once or twice


class Day(NamedTuple):
    """A day as it is written: the year's digits, month and day; nothing where it says none. Real ones have too many
    digits in the year: 202020年12月, or 20211月 without its 年.
    """

    year: str
    month: str
    day: str


class Period(NamedTuple):
    """The stretch of the text that states the period, from its first date to its last. `named`: 统计期限 or the like
    stands before it. A period of a year alone has neither month nor day; one that only ends has no beginning.
    """

    start: int
    end: int
    begins: Day | None
    ends: Day | None
    named: bool

    @property
    def years(self) -> tuple[str, ...]:
        return tuple(day.year for day in (self.begins, self.ends) if day and day.year)

    @property
    def is_whole_year(self) -> bool:
        """Whether it runs from 1 January to 31 December, as far as months and days are told."""
        first = self.begins is None or not self.begins.month or _is(self.begins, 1, 1)
        return first and (self.ends is None or _is(self.ends, 12, 31))


@lru_cache(maxsize=64)
def periods(text: str) -> tuple[Period, ...]:
    """Every statistics period that the text states, and every range from one day to another that may be meant as it."""
    plain = folded(text)
    ranges = [_period(match, plain) for match in islice(_RANGE.finditer(plain), _MOST)]
    others = (_period(match, plain) for pattern in (_UNTIL, _YEAR) for match in islice(pattern.finditer(plain), _MOST))
    named = [
        other
        for other in others
        if other.named and not any(known.start < other.end and other.start < known.end for known in ranges)
    ]
    return tuple(sorted(ranges + named, key=lambda period: period.start))


def year_of(text: str) -> int | None:
    """The year of the only period that the text names as such; None when it names none, several or a garbled one."""
    years = {year for period in periods(text) if period.named for year in period.years}
    told = years.pop() if len(years) == 1 else ""
    return int(told) if len(told) == 4 else None


def _period(match: re.Match[str], plain: str) -> Period:
    before = _SENTENCE_END.split(plain[max(0, match.start() - _NEAR) : match.start()])[-1]
    parts = match.groupdict()
    begins, ends = (_day(parts, side) for side in ("from_", "to_"))
    first = min(place for place in _places(match))
    return Period(first, match.end(), begins, ends, bool(_ASKED.search(before)))


def _places(match: re.Match[str]) -> Iterator[int]:
    """Where the dates begin: the words before them, such as 截至, are no part of the period."""
    yield from (match.start(name) for name, said in match.groupdict().items() if said)


def _day(parts: dict[str, str | None], side: str) -> Day | None:
    year, glued, month, day = (parts.get(f"{side}{part}") or "" for part in ("year", "glued", "month", "day"))
    told = Day(f"{glued}{month}" if glued else year, month, day)
    return told if any(told) else None


def _is(day: Day, month: int, number: int) -> bool:
    return int(day.month) == month and (not day.day or int(day.day) == number)
