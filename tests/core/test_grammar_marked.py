"""Whole sections whose numbers of the form are marked: each of them, changed, is found and pointed at.

`sections/marked/*.txt`: `=== facts` (as in test_grammar_sentences.py) and the text, in which {12} is a number that the
tables tell too, and {三成~八成} are words with what would be wrong.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_grammar_sentences import judge

from nianbao.core.edition import Editions

MARKED = Path(__file__).parent / "sections" / "marked"
MARK = re.compile(r"\{([^{}~]*)(?:~([^{}]*))?\}")
STEPS = (1, 7)  # how far a number is moved; of one with places, tenths or whole ones


def sections() -> Iterator[tuple[str, str, str]]:
    """Name, facts and marked text."""
    for file in sorted(MARKED.glob("*.txt")):
        for number, content in enumerate(file.read_text(encoding="utf-8").split("\n=== ")[1:], 1):
            facts, _, text = content.partition("\n")
            yield f"{file.stem}-{number}", facts, text.strip()


def changes(marked: str) -> Iterator[tuple[str, int, int]]:
    """The text with one of its marked words changed, and where in it the change is."""
    plain = MARK.sub(r"\1", marked)
    shift = 0
    for match in MARK.finditer(marked):
        start = match.start() - shift
        right, wrong = match.groups()
        shift += len(match[0]) - len(right)
        for other in [wrong] if wrong else moved(right):
            yield plain[:start] + other + plain[start + len(right) :], start, start + len(other)


def moved(number: str) -> list[str]:
    """Other numbers, written with as many places."""
    places = len(number.partition(".")[2])
    if not places:
        return [str(int(number) + step) for step in STEPS]
    return [f"{float(number) + step:.{places}f}" for step in (1, 0.3)]


ALL = [pytest.param(facts, text, id=name) for name, facts, text in sections()]


@pytest.mark.parametrize(("facts", "text"), ALL)
def test_a_section_that_agrees_with_the_tables_is_left_alone(editions: Editions, facts: str, text: str):
    assert [finding.message for finding in judge(editions, facts, MARK.sub(r"\1", text))[1]] == []


@pytest.mark.parametrize(("facts", "text"), ALL)
def test_each_number_of_the_form_is_found_when_it_is_wrong(editions: Editions, facts: str, text: str):
    missed = []
    for changed, start, end in changes(text):
        found = judge(editions, facts, changed)[1]
        if not any(span.start < end and start < span.end for finding in found for span in finding.spans):
            missed.append(changed[max(start - 15, 0) : end + 5])
    assert missed == []
