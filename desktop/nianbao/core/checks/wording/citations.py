"""W-03: the regulation and the notice on the report's form by their right names and numbers."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from nianbao.core.checks.finding import Case, Level
from nianbao.core.checks.rule import Fault, rule
from nianbao.core.checks.wording.passages import ALL, Edit, due_edition, mending, place, quoted, spans, texts
from nianbao.core.chinese import folded
from nianbao.core.preamble import PREAMBLE
from nianbao.core.report import Report

# how the lead-in of an edition cites both: the one place where their names stand
_CITED_LAW = re.compile(r"《(?P<name>[^《》]+条例)》（(?P<order>国务院令第\d+号)")
_CITED_NOTICE = r"《(?P<name>国务院办公厅(?:[^《》])+)》（{notice}）"

_NAME = re.compile(r"《([^《》]{2,40})》")
_UNQUOTED = re.compile(
    r"(?<![《“])(?:中华人民共和国|中国人民共和国)(?:政府信息|政务|信息|政务信息)(?:公开)?(?:工作)?条[例列]"
)
_REVISED = re.compile(r"^(?:新|新版|新修订的?|新修订版|修订后的?|修订的?)|（[^（）]*）$|（[^（）]*$")
_OF_A_PLACE = re.compile("[省市县区州旗盟]|自治|村务|厂务|党务|校务|院务|警务|环境|企业|单位")
_IS_LAW = re.compile(
    "^(?:中华|中国|国务院|政府|政务|信息|人民共和国).*公开.*条[例列理]$|公开例$|^(?:中华人民共和国)?政府信息条[例列]$"
)
_SHORT_NAMES = ("条例", "政府信息公开条例")
_LOOSE_NAMES = ("信息公开条例",)
FIRST_ORDER = "492"  # of 2007
_CALLED = re.compile("简称[：为]?[“《]*信息公开条例")

_ORDER = re.compile(r"国(?:务院)?(?:令[〔（]?第?\s*(?P<number>\d+)\s*号|第\s*(?P<other>\d+)\s*号令)")
_LAW_BEFORE = re.compile("条[例列][》”]?[（，、]?(?:中华人民共和国|修订|新|20\\d\\d年)?\\s*$")
_NOTICE = re.compile(r"(国办[^〔【（，。；：》《]{0,8}?)\s*[〔【（]\s*(20\d{2})\s*[〕】）]\s*(\d+)\s*号")
_OF_REPORTS = re.compile("年度报告|年报")
# the office writes about other things too: only a number right beside the reports is theirs
_NAMED_BEFORE = re.compile("年(?:度报告|报)[^《》〈，。；]{0,30}[》〉]?[^《》〈，。；]{0,6}[》〉]?[（〔]?$")
_NAMED_AFTER = re.compile("[）〕]?(?:文件|规定|要求|精神|的|等)*[^，。；、和及与]{0,6}年(?:度报告|报)")
_OLD_NAME = re.compile("年度报告(?:有关|相关)事项的?通知|年度报告格式[（〔]试行[）〕]")
_REPLACED = re.compile("废止|同时废|替代|代替|不再|停止")
_SENTENCE_ENDS = re.compile("[。；！？\n]")
_BEFORE, _AFTER = 120, 30  # characters in which a sentence speaks of what a number belongs to
_BESIDE = 4  # characters between a name and its number: 》（


class _Official(NamedTuple):
    """The names and numbers as the lead-in of the edition cites them, and the notices of the other editions."""

    law: str
    order: str
    notice: str
    notice_name: str
    other_notices: tuple[str, ...]


def _official(report: Report) -> _Official:
    edition = due_edition(report)
    others = tuple(other.notice for other in report.editions.values() if other.notice != edition.notice)
    return _cited(edition.preamble.text, edition.notice, others)


@lru_cache(maxsize=16)
def _cited(lead_in: str, number: str, others: tuple[str, ...]) -> _Official:
    law = _CITED_LAW.search(lead_in)
    notice = re.search(_CITED_NOTICE.format(notice=re.escape(number)), lead_in)
    assert law
    assert notice
    return _Official(law["name"], law["order"], number, notice["name"], others)


class _Wrong(NamedTuple):
    """Words that should be others: where they stand, what is to be there, the kind of fault and how bad it is.

    `also` is what must change with them.
    """

    kind: str
    start: int
    end: int
    right: str
    level: Level
    also: tuple[Edit, ...] = ()


@rule("W-03", Level.ERROR)
def names_of_law_and_notice(case: Case) -> Iterator[Fault]:
    """法规、文件的名称和文号应准确：条例为国务院令第711号，年度报告格式的通知2021年起为国办公开办函〔2021〕30号。"""
    official = _official(case.report)
    for cell, text in texts(case.report, ALL):
        by_kind: dict[tuple[str, str, Level], list[_Wrong]] = {}
        for wrong in _wrongs(text, cell == PREAMBLE, official):
            by_kind.setdefault((wrong.kind, wrong.right, wrong.level), []).append(wrong)
        for (kind, right, level), found in by_kind.items():
            said = quoted(text[wrong.start : wrong.end] for wrong in found)
            edits = [Edit(wrong.start, wrong.end, right) for wrong in found]
            edits += [edit for wrong in found for edit in wrong.also]
            places = [(wrong.start, wrong.end) for wrong in found]
            message = f"{place(case.report, cell)}里的{kind}{said}写得不对，应为“{right}”。"
            fix = mending(f"改正{kind}", {cell: text}, {cell: edits})
            yield Fault((cell,), (), message, spans(cell, places), fix, level)


@lru_cache(maxsize=64)
def _wrongs(text: str, is_lead_in: bool, official: _Official) -> tuple[_Wrong, ...]:
    plain = folded(text)
    of_reports = is_lead_in and bool(_OF_REPORTS.search(plain))
    return (*_laws(plain, official), *_orders(plain, official), *_notices(plain, official, of_reports=of_reports))


def _laws(plain: str, official: _Official) -> Iterator[_Wrong]:
    for match in _NAME.finditer(plain):
        level = _how_wrong("".join(match[1].split()), plain, official.law)
        if level:
            yield _Wrong("法规名称", match.start(1), match.end(1), official.law, level)
    for match in _UNQUOTED.finditer(plain):
        if match[0] != official.law:
            yield _Wrong("法规名称", match.start(), match.end(), official.law, Level.ERROR)


def _how_wrong(name: str, plain: str, law: str) -> Level | None:
    """Whether a name in 《》 is meant as the regulation's and is not its own."""
    bare = name
    while (shorter := _REVISED.sub("", bare)) != bare:
        bare = shorter
    if bare in (law, *_SHORT_NAMES) or not _IS_LAW.search(bare) or _OF_A_PLACE.search(bare.replace("共和国", "")):
        return None
    if bare in _LOOSE_NAMES:
        return None if _CALLED.search(plain) else Level.WARNING
    return Level.ERROR


def _orders(plain: str, official: _Official) -> Iterator[_Wrong]:
    """The order of the State Council that a text names beside the regulation; the first one of 2007 is history."""
    digits = "".join(sign for sign in official.order if sign.isdigit())
    for match in _ORDER.finditer(plain):
        before, after = _around(plain, match.start(), match.end())
        beside = _LAW_BEFORE.search(before)
        number = match["number"] or match["other"]
        if number == digits or digits in before[-60:] + after:
            continue
        if beside or number == FIRST_ORDER:
            yield _Wrong("文号", match.start(), match.end(), official.order, Level.ERROR)


def _notices(plain: str, official: _Official, *, of_reports: bool) -> Iterator[_Wrong]:
    """Numbers of notices: that of another edition, and one that is nearly the right one and speaks of reports."""
    prefix, year, number = _parts(official.notice)
    others = [_parts(other) for other in official.other_notices]
    names = list(_old_names(plain, official))
    for match in _NOTICE.finditer(plain):
        before, after = _around(plain, match.start(), match.end())
        said = ("".join(match[1].split()), match[2], match[3])
        if said == (prefix, year, number) or _REPLACED.search(after):
            continue
        about = of_reports or _OF_REPORTS.search(before) or _OF_REPORTS.search(after)
        other_office = said[1:] == (year, number) and about
        other_number = said[0] == prefix and (_NAMED_BEFORE.search(before) or _NAMED_AFTER.match(after))
        if said in others or other_office or other_number:
            named = next((name for name in names if 0 <= match.start() - name.end <= _BESIDE), None)
            also = (Edit(named.start, named.end, named.right),) if named else ()
            names = [name for name in names if name is not named]
            yield _Wrong("文号", match.start(), match.end(), official.notice, Level.ERROR, also)
    yield from names


def _parts(notice: str) -> tuple[str, str, str]:
    """国办公开办函〔2021〕30号 as the office, the year and the number."""
    office, _, rest = notice.partition("〔")
    year, _, number = rest.partition("〕")
    return office, year, number.removesuffix("号")


def _old_names(plain: str, official: _Official) -> Iterator[_Wrong]:
    """The name of the notice of 2019 in a report of the new form, all of it where it stands in 《》."""
    for match in _OLD_NAME.finditer(plain) if not _OLD_NAME.search(official.notice_name) else ():
        first, last = plain.rfind("《", 0, match.start()), plain.find("》", match.start())
        whole = (
            first >= 0 and last >= 0 and match.start() - first < _BEFORE and "》" not in plain[first : match.start()]
        )
        if whole and not _REPLACED.search(plain[last : last + _AFTER]):
            yield _Wrong("文件名称", first + 1, last, official.notice_name, Level.WARNING)


def _around(plain: str, start: int, end: int) -> tuple[str, str]:
    """The sentence before and after some words, as far as it can matter."""
    before = _SENTENCE_ENDS.split(plain[max(0, start - _BEFORE) : start])[-1]
    return before, _SENTENCE_ENDS.split(plain[end : end + _AFTER], maxsplit=1)[0]
