"""W-02: another year spoken of as the year of the work, as it stays behind when last year's text is used again."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from nianbao.core.checks.finding import Case, Level
from nianbao.core.checks.rule import Fault, rule
from nianbao.core.checks.wording.passages import (
    ALL,
    OVERVIEW,
    PROBLEMS,
    Edit,
    mending,
    own_names,
    place,
    quoted,
    spans,
    texts,
)
from nianbao.core.chinese import folded
from nianbao.core.preamble import PREAMBLE

YEARS_BACK = 3  # a text may be older than last year's
_WINDOW = 160  # characters of a sentence that are looked at on either side of a year
_WRAPPED = 25  # a line this long that ends without a full stop goes on in the next

_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*年")
_ENDS = re.compile("[。；！？\n]")
_SELF = (
    "(?:我|本|全)(?:街道|街办|办事处|中心|单位|机关|部门|系统|[镇乡局县市区州旗委厅院校办处所队站省年])"
    "|(?:镇|乡|县|区|市|街道办?)(?:政府|办事处|党委|党工委)"
)
_WORK = (
    f"{_SELF}|全年|累计|共(?:收到|受理|公开|发布|办理|计|制)|(?:未|没有|无).{{0,4}}(?:收到|接到|收取|发生|产生|受理|申请)"
    "|(?:信息|政务|主动|依法|申请)公开|公开(?:信息|政府|各类)|收到|受理|收取|领导下|坚持|认真|严格|重视|围绕|积极|扎实"
)
_SAYS_WORK = re.compile(_WORK)
# a sentence or its part begins here: nothing before the year but a number and a heading
_BEGINS = re.compile(
    r"\s*(?:（[一二三四五六七八九十\d]+）|[一二三四五六七八九十]+[、是]|\d+[、.．])?\s*"
    r"(?:[^，。；]{0,24}(?:(?:情况|方面|工作|建设|保障|管理|公开|事项)?[：\s]|(?:方面|情况)，))?\s*(?:在|过去的|截[至止]到?)?\s*"
)
_UNTIL = re.compile(r"截[至止]到?\s*$")
_BY_ITSELF = re.compile(rf"(?:{_SELF})(?:在|于)?\s*$|(?:今年|本年度?)（\s*$")
# after a comma only who acts and what was done make it plain
_DONE_BY_US = re.compile(rf"度?\s*(?:{_SELF})[^，。；]{{0,4}}(?:未|没有|共|全年|主动|累计|收到|受理|发布|公开)")
_GOES_ON = re.compile(
    "度?\\s*(?:全年|共|未|没有|无|主动|累计|收到|受理|办理|发布|依申请|收取|）|政府信息公开(?!.{0,6}[报要方考]))"
)
_AT_ITS_END = re.compile(r"度?\s*(?:底|末|年底|年末|12\s*月\s*(?:底|末|31\s*日)|，)")
_END_OF_YEAR = re.compile("度?[年底末]*")
# what is said of a year that is not the year of the work
_ELSEWHERE = re.compile(
    r"度?\s*(?:底|末)?\s*(?:以?来|以[前后]|之[前后]|起|开始|前|后(?!续)|至|到|—|–|-|－|~|、|和|与|及|或|同期|相比|相较|的?基础"
    "|[预决]算|财政|部门|工作要点|政务公开(?:工作)?(?:要点|考核)|要点|计划|方案|规划|印发|出台|制定的|修订|施行|颁布|公布的|发布的"
    "|建成|成立|上线|启用|存在|反馈|提出|查摆|.{0,8}考核(?:中|结果|反馈|排名|成绩)|考核|评估|检查|整改|工作中|版|级|届"
    r"|.{0,12}(?:年报|年度报告|工作报告)|\d{1,2}\s*月(?!\s*1\s*日\s*起?[至到—–~-])|第?[一二三四上下]半?(?:季度|年))"
)
_WHOLE = re.compile(r"度?\s*1\s*月(?:\s*1\s*日)?\s*起?\s*(?:至|到|—|–|~|-).{0,6}12\s*月")
_COMPARED = re.compile("(?:较|比|与|同|和|及|、|自|从|由|至|到|—|–|-|~|于|以|据|按|照|对|继|为|因|将|及其|早在)\\s*$")
_MENDED = re.compile("整改|已解决|已完成|得到(?:改善|解决|改进)|改进情况")
_TO_COME = re.compile("将|拟|计划|打算|下一?步|力争|继续|进一步|准备|预计|目标|要(?!求|点|素|闻)|争取|着力|切实")
_THIS_YEAR = re.compile("今年|本年")
_LEFT_OVER = re.compile("结转|未办结|未审结|尚未办")
_REPORT = re.compile(
    r"(?:现将|向社会(?:公开|公布)|编[制写]|现?公布|形成)了?[^，。；]{0,25}?(?<!\d)(20\d{2})\s*年度?"
    r"[^，。；]{0,16}?(?:信息|政务)公开[^，。；]{0,8}(?:报告|年报|情况)"
)
_PRESENTS = re.compile("现将|现向社会|特向社会|现公布")


class _Mention(NamedTuple):
    """A year that is not the report's: its words with 截至 and 底 around it, and where its four digits are."""

    year: int
    start: int
    end: int
    digits: int


@rule("W-02", Level.WARNING)
def year_of_the_work(case: Case) -> Iterator[Fault]:
    """报告写的是本年度的工作；把别的年份当作本年度（截至2021年底……）的，多是沿用了上年的文字，应核对。"""
    year = case.report.year
    if year is None:
        return
    own = own_names(case.report.unit)
    for cell, text in texts(case.report, ALL):
        mentions = _mentions(text, cell, year, own)
        for other, group in groupby(mentions, key=lambda mention: mention.year):
            found = list(group)
            said = quoted(text[mention.start : mention.end] for mention in found)
            edits = [Edit(mention.digits, mention.digits + 4, str(year)) for mention in found]
            yield Fault(
                (cell,),
                (),
                f"{place(case.report, cell)}里的{said}说的是{other}年的工作，本报告是{year}年的，"
                "请核对是否沿用了以前的文字。",
                spans(cell, [(mention.start, mention.end) for mention in found]),
                mending(f"{other}年改为{year}年", {cell: text}, {cell: edits}),
            )


@lru_cache(maxsize=64)
def _mentions(text: str, cell: str, year: int, own: tuple[str, ...]) -> tuple[_Mention, ...]:
    """The other years that the text speaks of as the year of the work, by year."""
    plain = folded(text)
    found = {}
    for match in _YEAR.finditer(plain):
        other = int(match[1])
        if other != year and year - YEARS_BACK <= other <= year + 1 and _is_of_the_work(plain, match, cell, year, own):
            until = _UNTIL.search(plain[max(0, match.start() - 6) : match.start()])
            end = _END_OF_YEAR.match(plain, match.end())
            start = match.start() - (len(until[0]) if until else 0)
            found[match.start()] = _Mention(other, start, end.end() if end else match.end(), match.start())
    for match in _REPORT.finditer(plain) if cell in (PREAMBLE, OVERVIEW) else ():
        other = int(match[1])
        if other != year and (cell == PREAMBLE or _PRESENTS.search(match[0])):
            found[match.start(1)] = _Mention(other, match.start(1), match.end(1) + 1, match.start(1))
    return tuple(sorted(found.values()))


def _is_of_the_work(plain: str, match: re.Match[str], cell: str, year: int, own: tuple[str, ...]) -> bool:
    before, after, begins = _around(plain, match)
    sentence = f"{before}{match[0]}{after}"
    if _is_quoted(before) or str(year) in before + after or _THIS_YEAR.search(sentence.replace(match[0], "")):
        return _BY_ITSELF.search(before) is not None and "（" in before[-1:]
    if int(match[1]) > year and (cell == PROBLEMS or _TO_COME.search(after)):
        return False
    if _UNTIL.search(before):
        return bool(_AT_ITS_END.match(after)) and not _LEFT_OVER.search(after)
    whole = _WHOLE.match(after)
    if _ELSEWHERE.match(after) and not whole:
        return False
    if _BY_ITSELF.search(before) or before.rstrip().endswith(own):
        return bool(whole or _GOES_ON.match(after) or after.startswith("，"))
    if before.endswith("，") and _DONE_BY_US.match(after):
        return True
    if _COMPARED.search(before) or not (begins and _BEGINS.fullmatch(before)):
        return False
    return bool(_SAYS_WORK.search(after)) and not _MENDED.search(after)


def _around(plain: str, match: re.Match[str]) -> tuple[str, str, bool]:
    """The sentence before and after a year, and whether a sentence begins where it seems to: lines may be wrapped."""
    first = max(0, match.start() - _WINDOW)
    window = plain[first : match.start()]
    breaks = [stop.start() for stop in _ENDS.finditer(window)]
    begins = bool(breaks) or first == 0
    if breaks and window[breaks[-1]] == "\n":
        line = window[breaks[-2] + 1 if len(breaks) > 1 else 0 : breaks[-1]]
        begins = len(line) < _WRAPPED or line.rstrip()[-1:] in "。；！？：…”）"
    before = window[breaks[-1] + 1 :] if breaks else window
    after = _ENDS.split(plain[match.end() : match.end() + _WINDOW], maxsplit=1)[0]
    return before, after, begins


def _is_quoted(before: str) -> bool:
    """Whether the year stands in the name of something: 《…2021年…》."""
    return any(before.rfind(left) > before.rfind(right) for left, right in ("《》", "〔〕", "“”", "〈〉"))
