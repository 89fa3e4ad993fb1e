"""W-09: the name of another unit where the report's own should stand, as it stays in a text taken from elsewhere."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from nianbao.core.checks.finding import Case, Level
from nianbao.core.checks.rule import Fault, rule
from nianbao.core.checks.wording.passages import ALL, Edit, mending, place, quoted, spans, texts, without_parents
from nianbao.core.chinese import folded
from nianbao.core.declared import TITLE
from nianbao.core.preamble import PREAMBLE, read_title

_HAN = "\u4e00-\u9fff"
_TOWN = re.compile(f"([{_HAN}]{{1,6}}?)(街道|镇|乡|苏木)(?:人民政府|政府|办事处)?$")
_OFFICE = re.compile(
    f"(?:[省市县区州旗盟]|自治区)([{_HAN}]{{2,16}}(?:局|委员会|厅|中心|支队|大队))$|^([{_HAN}]{{2,10}}[局厅])$"
)
_COUNTY = re.compile(f"([{_HAN}]{{2,7}}?)([县区市旗州])(?:人民政府|政府)$")

# who speaks: a sentence begins with the name, or it is said whose report this is
_STARTS = r"(?:^|[。；！？\n：）])[ \u3000]{0,4}(?:20\d{2} ?年度?[，,]? ?)?(?:（[一二三四五六七八九十]+） ?)?"
_SPEAKS = (
    "(?=人民政府|政府|党委|党政|办事处|街道办|坚持|认真|严格|高度|始终|按照|根据|结合|通过|依托|积极|深入|全面|持续"
    "|紧[紧扣]|围绕|进一步|切实|充分|共|全年|未|没有|主动|累计|收到|受理|公开|发布|建立|成立|召开|开展|在|将|以"
    "|对|20\\d{2}\\s*年|，|不断|加强|强化|完善|健全|制定|利用)"
)
_AUTHOR = (
    "(?:由|与|请联系|现将|公布|编制|关于|做好|推[进动]|提升|加强|规范)\\s*(?:《)?"
    "(?:[\u4e00-\u9fff]{2,4}[省市县区州旗])?"
)
_OF_REPORT = (
    "(?=(?:人民政府|政府|办事处|党政(?:综合)?办(?:公室)?)?(?:编制|联系|20\\d{2}\\s*年|政府信息公开|信息公开|政务公开))"
)
_CORE = f"(?P<core>[{_HAN}]{{1,4}}?)(?P<kind>街道|镇|乡)"
_SAYS_TOWN = re.compile(rf"{_STARTS}(?:我|本)?(?:[{_HAN}]{{2,4}}[县区市])?{_CORE}{_SPEAKS}")
_OWNS_TOWN = re.compile(rf"(?:{_AUTHOR})(?:我|本)?{_CORE}{_OF_REPORT}")
_I_AM = re.compile(rf"(?<![{_HAN}])[我本]{_CORE}(?![村社路])")
# no names: 全镇, 各乡镇, 城镇, 集镇, 示范镇
_NO_NAME = re.compile(
    "[的了在各全本我们该和与及等每某为对向从到是有以将把被让使由于其他它此这那哪两三四五六七八九十]|乡镇|城$|[村集小古重老镇乡水山下返回还入进赴]$|商业|步行|文化|城区|建制|特色|中心|示范|辖|重点|一般|所有"
    "|相关|有关|兄弟|周边|邻近|先进|试点|美丽|文明|强$|大$|名$|^[县市区省]|政府|我们|基层|部分|个别|多个"
)
_VISITED = re.compile("学习|交流|考察|借鉴|调研|观摩|取经|联合|会同|毗邻|相邻|划入|并入|合并|原$|撤销|更名|改为|先进")
_LEAD_OFFICE = re.compile(
    f"(?:由|请与|与|请联系)\\s*(?P<name>[{_HAN}]{{2,24}}?(?:局|委员会|厅))(?:办公室|[{_HAN}]{{0,6}}[股科室])?(?:编制|联系)"
)
_LEAD_COUNTY = re.compile(
    f"(?:由|请与|与)\\s*(?P<name>[{_HAN}]{{2,14}}?[县区市旗])(?:人民政府|政府)(?:办公室|办)?(?:编制|联系)"
)


class _Name(NamedTuple):
    """A unit's name as it stands in a text, and what it should be."""

    start: int
    end: int
    right: str


@rule("W-09", Level.WARNING)
def own_name(case: Case) -> Iterator[Fault]:
    """报告里不应出现把别的单位当作本单位的名称；标题、导语和正文中的单位名称应与本单位一致。"""
    report = case.report
    unit = report.unit.strip()
    if not unit:
        return
    declared = read_title(report.text(TITLE)) if report.text(TITLE) else None
    if declared and declared.unit and not _same(folded(declared.unit), folded(unit)):
        message = f"标题里的单位是“{declared.unit}”，本单位是“{unit}”，请核对。"
        yield Fault((TITLE,), ("unit.name",), message, about=declared.unit)
    for cell, text in texts(report, ALL):
        found = _foreign(text, cell == PREAMBLE, folded(unit))
        if found:
            said = quoted(text[name.start : name.end] for name in found)
            right = found[0].right
            edits = [Edit(name.start, name.end, right) for name in found]
            fix = mending(f"改为“{right}”", {cell: text}, {cell: edits}) if right else None
            message = f"{place(report, cell)}里的{said}不是本单位（{unit}）的名称，可能是从别处抄来的，请核对。"
            yield Fault((cell,), (), message, spans(cell, [(name.start, name.end) for name in found]), fix)


@lru_cache(maxsize=64)
def _foreign(text: str, lead_in: bool, unit: str) -> tuple[_Name, ...]:
    """The names in a text that are not the unit's own and are spoken of as if they were, of units on its level."""
    plain = folded(text)
    town = _TOWN.search(without_parents(unit))
    if town:
        return tuple(_towns(plain, unit, town[1] + town[2]))
    if not lead_in:
        return ()
    if _COUNTY.search(unit):
        return tuple(_heads(plain, unit, _LEAD_COUNTY))
    return tuple(_heads(plain, unit, _LEAD_OFFICE)) if _OFFICE.search(unit) else ()


def _towns(plain: str, unit: str, own: str) -> Iterator[_Name]:
    found = {}
    for pattern in (_OWNS_TOWN, _SAYS_TOWN, _I_AM):
        for match in pattern.finditer(plain):
            core, kind = match["core"], match["kind"]
            name = core + kind
            if name in unit or name in own or _NO_NAME.search(core) or len(core) < 2:
                continue
            around = plain[max(0, match.start("core") - 8) : match.end("kind") + 12]
            if not _VISITED.search(around) and not own.startswith(core):
                found[match.start("core")] = _Name(match.start("core"), match.end("kind"), own)
    yield from sorted(found.values())


def _heads(plain: str, unit: str, pattern: re.Pattern[str]) -> Iterator[_Name]:
    """Who is said to have made the report: the unit itself, its superior, or somebody else."""
    for match in pattern.finditer(plain):
        if not _same(match["name"], unit):
            yield _Name(match.start("name"), match.end("name"), "")


def _same(said: str, unit: str) -> bool:
    """Whether two names may be of the same unit: one in the other, with or without the place that it belongs to."""
    one, other = (re.sub("人民政府|政府|办事处|办公室", "", name) for name in (said, unit))
    if not one or not other or one in other or other in one:
        return True
    bare = [without_parents(name) for name in (one, other)]
    return bare[0] in other or bare[1] in one
