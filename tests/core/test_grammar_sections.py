"""Whole sections in the manner of reports: silent where they agree with the tables, blamed for one wrong number.

`sections/*.txt`: `=== facts` (as in test_grammar_sentences.py), the text, and lines `--- right => wrong | codes |
words`: with that change one of the codes is found, and it points at the words.
`sections/other_business.txt`: sentences that count nothing of the form, wherever they stand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from test_grammar_sentences import judge

from nianbao.core.checks import Finding
from nianbao.core.edition import Editions

SECTIONS = Path(__file__).parent / "sections"
OTHER = SECTIONS / "other_business.txt"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
HALF_WIDTH = str.maketrans("，；：（）", ",;:()")
ASTRAL = "𠮷野家😀，"


@dataclass(frozen=True)
class Change:
    right: str
    wrong: str
    codes: tuple[str, ...]
    words: str

    def made(self, text: str) -> tuple[str, int, int]:
        """The changed text, and where in it the wrong words are."""
        assert text.count(self.right) == 1, self.right
        at = text.index(self.right) + self.wrong.rindex(self.words)
        return text.replace(self.right, self.wrong), at, at + len(self.words)


@dataclass(frozen=True)
class Section:
    facts: str
    text: str
    changes: tuple[Change, ...]


def sections() -> Iterator[tuple[str, Section]]:
    for file in sorted(SECTIONS.glob("*.txt")):
        if file != OTHER:
            for number, content in enumerate(file.read_text(encoding="utf-8").split("\n=== ")[1:], 1):
                yield f"{file.stem}-{number}", _section(content)


def _section(content: str) -> Section:
    facts, *lines = [line for line in content.splitlines() if line]
    changes = []
    for line in lines:
        if line.startswith("--- "):
            change, codes, words = line[4:].rsplit("|", 2)
            right, wrong = (part.strip() for part in change.split("=>"))
            changes.append(Change(right, wrong, tuple(codes.split()), words.strip()))
    return Section(facts, "\n".join(line for line in lines if not line.startswith("--- ")), tuple(changes))


ALL = [pytest.param(section, id=name) for name, section in sections()]
CHANGES = [
    pytest.param(section, change, id=f"{name}-{place}")
    for name, section in sections()
    for place, change in enumerate(section.changes, 1)
]


@pytest.mark.parametrize("section", ALL)
def test_a_section_that_agrees_with_the_tables_is_left_alone(editions: Editions, section: Section):
    assert [finding.message for finding in judge(editions, section.facts, section.text)[1]] == []


@pytest.mark.parametrize(("section", "change"), CHANGES)
def test_one_wrong_number_is_found_and_pointed_at(editions: Editions, section: Section, change: Change):
    text, start, end = change.made(section.text)
    found = judge(editions, section.facts, text)[1]
    pointed = [f for f in found if any(span.start < end and start < span.end for span in f.spans)]
    assert {f.code for f in pointed} & set(change.codes), [f.message for f in found]


@pytest.mark.parametrize("section", ALL)
def test_sentences_of_other_business_between_them_change_nothing(editions: Editions, section: Section):
    others = [line for line in OTHER.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    ends = [match.end() for match in re.finditer("。", section.text)]
    random = Random(len(section.text))
    for _ in range(5 if ends else 0):
        place, other = random.choice(ends), random.choice(others)
        text = section.text[:place] + other + section.text[place:]
        assert [finding.message for finding in judge(editions, section.facts, text)[1]] == [], (place, other)


@pytest.mark.parametrize("section", ALL)
def test_the_words_are_pointed_at_in_any_width_and_behind_any_sign(editions: Editions, section: Section):
    text, _, _ = section.changes[0].made(section.text)
    places = _places(judge(editions, section.facts, text)[1])
    for other in (text.translate(FULL_WIDTH), text.translate(HALF_WIDTH)):
        assert _places(judge(editions, section.facts, other)[1]) == places
    behind = _places(judge(editions, section.facts, ASTRAL + text)[1])
    assert behind == [(code, [(a + len(ASTRAL), b + len(ASTRAL)) for a, b in spans]) for code, spans in places]


def _places(found: list[Finding]) -> list[tuple[str, list[tuple[int, int]]]]:
    return [(finding.code, [(span.start, span.end) for span in finding.spans]) for finding in found]


@pytest.mark.parametrize(("section", "change"), CHANGES)
def test_a_fix_changes_nothing_but_the_number_that_is_pointed_at(editions: Editions, section: Section, change: Change):
    text, _, _ = change.made(section.text)
    for finding in judge(editions, section.facts, text)[1]:
        if finding.fix:
            ((_, fixed),) = finding.fix.values.items()
            span = finding.spans[0]
            kept = len(text) - span.end
            assert isinstance(fixed, str)
            assert (fixed[: span.start], fixed[len(fixed) - kept :]) == (text[: span.start], text[span.end :])
