"""W-08: sentences that are last year's."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from nianbao.core.checks.finding import Case, Level, Likeness
from nianbao.core.checks.lastyear import year_before
from nianbao.core.checks.rule import Fault, rule
from nianbao.core.checks.wording.passages import SECTIONS, Places, place, spans, texts
from nianbao.core.chinese import folded
from nianbao.core.prose import sentences

ALIKE = 0.9
SHORTEST = 14  # characters of a sentence without spaces and its number; a shorter one is a heading or a set phrase
_SIGNS_ALIKE = 0.7  # of the different characters: fewer in common and the sentences cannot be alike
# sentences that say the same every year, and should
_SET_PHRASES = re.compile(
    "处理费|(?:未|没有|无|未曾).{0,6}(?:收到|接到|发生|产生|收取|受理|提起|被申请|涉及)|统计期限|所列数据|国务院令|根据《|按照《|依据《"
    "|邮编|电话|无其他|没有其他|需要报告的事项|本报告|简称"
)
_NUMBERING = re.compile(
    r"^(?:（[一二三四五六七八九十\d]+）|[一二三四五六七八九十]+[、是]|\d+[、.．])+(?:[^，。；：]{2,18}[：])?"
)
_YEAR = re.compile(r"(?<!\d)20\d{2}(?=年)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class _Sentence(NamedTuple):
    """A sentence to compare: its words with every number as 0, its numbers without the years, its different signs."""

    words: str
    numbers: tuple[str, ...]
    signs: frozenset[str]


@rule("W-08", Level.WARNING)
def not_last_years_sentences(case: Case) -> Iterator[Fault]:
    """报告应写本年度的工作，不宜照抄上年：与上年相似 90% 以上的句子（固定用语和数字已更新的句子除外）应核对改写。"""
    last = year_before(case)
    if last is None:
        return
    before = tuple(text for _, text in texts(last, SECTIONS))
    for cell, text in texts(case.report, SECTIONS) if before else ():
        copied, share = _copied(text, before, case.likeness)
        if copied:
            yield Fault(
                (cell,),
                (),
                f"{place(case.report, cell)}有 {len(copied)} 句与上年报告基本相同，占这一部分文字的 {share:.0%}，"
                "请核对改写。",
                spans(cell, copied),
            )


@lru_cache(maxsize=32)
def _copied(text: str, before: tuple[str, ...], likeness: Likeness) -> tuple[Places, float]:
    """The places of the sentences that are last year's, and their share of the text's characters."""
    copied = [sentence for sentence in sentences(text) if _is_copied(sentence.words, before, likeness)]
    said = sum(len("".join(sentence.words.split())) for sentence in copied)
    return tuple((sentence.start, sentence.end) for sentence in copied), said / len("".join(text.split()))


@lru_cache(maxsize=1024)  # while one sentence is written the others stay as they are
def _is_copied(said: str, before: tuple[str, ...], likeness: Likeness) -> bool:
    sentence = _compared(said)
    if sentence is None:
        return False
    return any(likeness(sentence.words, other.words) >= ALIKE for other in _comparable(sentence, _sentences(before)))


def _comparable(sentence: _Sentence, others: tuple[_Sentence, ...]) -> Iterator[_Sentence]:
    """The sentences that can be alike at all: of nearly the same length, many of the same characters, and with the
    same numbers: the same words with new numbers are a form that was filled in anew.
    """
    length, signs = len(sentence.words), sentence.signs
    for other in others:
        size = len(other.words)
        if size * (2 - ALIKE) < length * ALIKE:
            continue
        if length * (2 - ALIKE) < size * ALIKE:
            return
        if other.numbers == sentence.numbers and len(signs & other.signs) >= _SIGNS_ALIKE * len(signs):
            yield other


@lru_cache(maxsize=8)
def _sentences(every: tuple[str, ...]) -> tuple[_Sentence, ...]:
    """The sentences of last year's texts, short ones first."""
    found = {_compared(sentence.words) for text in every for sentence in sentences(text)}
    return tuple(sorted((sentence for sentence in found if sentence), key=lambda sentence: len(sentence.words)))


def _compared(said: str) -> _Sentence | None:
    """A sentence as it is compared; None for a set phrase and for one too short to be told from others."""
    bare = _NUMBERING.sub("", "".join(folded(said).split()))
    if len(bare) < SHORTEST or _SET_PHRASES.search(bare):
        return None
    without_years = _YEAR.sub("", bare)
    words = _NUMBER.sub("0", without_years).rstrip("。；！？")
    return _Sentence(words, tuple(_NUMBER.findall(without_years)), frozenset(words))
