"""W-10: slips of the pen: doubled words, quotes and brackets without their other half, punctuation, numbering."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from nianbao.core.checks.finding import Case, Level
from nianbao.core.checks.rule import Fault, rule
from nianbao.core.checks.wording.numbering import slips
from nianbao.core.checks.wording.passages import (
    ALL,
    PRINTED,
    SECTIONS,
    Edit,
    Places,
    in_lines,
    mending,
    place,
    quoted,
    spans,
    texts,
)
from nianbao.core.chinese import simplified
from nianbao.core.prose import paragraphs

_HAN = "\u4e00-\u9fff"
_DOUBLED = re.compile(f"([{_HAN}]{{2,6}})\\1")
# two words that meet: 政务公开 公开栏, 镇人民政府 政府信息, 信息 信息化
_MEETING = {
    "公开": "栏|专栏|专区|透明|公正|公示|目录|指南|平台|年报|制度|机制|内容|范围|渠道|形式|方式|程序|事项|审查|审核"
    "|属性|条例|清单|工作|办|力度|率|质量|标准|要求|申请",
    "政府": "信息|网站|门户|采购|工作|职能|规章|公报|办|部门|网|政务|文件|常务|购买|投资",
    "信息": "化|公开|系统|平台|员|管理|网|中心|发布|资源|安全|报送",
    "工作": "人员|机制|制度|要点|方案|计划|领导小组|专班|组|台账|规则|流程|动态|任务|职责|队伍|力量|部署|会议|重点"
    "|实际",
    "管理": "办法|制度|规定|局|员|平台|系统|机制|服务|人员|水平",
    "服务": "中心|大厅|站|平台|事项|窗口|热线|群众|指南|能力|水平",
    "会议": "纪要|精神|室|记录|制度|决定",
    "报告": "制度|单|期|所|书",
    "公示": "栏|牌|期|公告|制度|平台",
    "登记": "表|簿|证|制度|机关",
    "学习": "资料|材料|贯彻|领会|制度",
    "培训": "班|会|资料|材料|制度|机构",
    "审核": "制度|机制|流程|把关|程序",
    "建设": "局|项目|用地|工程|情况|单位|规划",
    "监督": "管理|检查|电话|机制|制度|员|保障",
    "检查": "组|站|制度|机制",
    "办公": "室|厅|会议|地址|时间|电话",
    "发布": "会|制度|机制|平台|审核",
    "申请": "人|表|书|渠道|材料|办理",
    "街道": "办|政府|党",
}
_WE_TWICE = re.compile(
    f"[我本]([县区市镇乡局州旗]|街道)\\1(?=人民政府|政府|委|党委|党工委|办)|(?<=[{_HAN}])([县区市镇乡州旗])\\2(?=人民政府)"
)
_PARTICLE = re.compile("([的了和是及与将被为])\\1(?![是和的了])")
_STUTTER = re.compile(
    "(?<!推)进(?=进一步)|加(?=加强|加大|加快)|主(?=主动公开)|公(?=公开)(?<![办]公)|情(?=情况)|申(?=申请)"
)
_AFTER_PARTICLE = re.compile("[美气平]|军|来|非|确|目|当")

_PAIRS = {"（": "）", "“": "”", "‘": "’", "《": "》", "〈": "〉", "【": "】", "〔": "〕", "「": "」"}
_CLOSING = {right: left for left, right in _PAIRS.items()}
_HALVES = re.compile(f"[{''.join(_PAIRS)}{''.join(_CLOSING)}]")
_SAME = str.maketrans("()[]", "（）〔〕")
_COUNTED = re.compile(r"(?:^|[。；：，、！？\s])[\da-zA-Z一二三四五六七八九十①-⑳]{1,3}[)）]", re.MULTILINE)

_HALF_WIDTH = re.compile(
    f"(?<=[{_HAN}”’》）])[,;:?!](?=[{_HAN}“‘《（\\d])|(?<=[\\d%％)])[,;](?=[{_HAN}“《（])|(?<=[{_HAN}”》）])\\.(?=[{_HAN}\\s]|$)",
    re.MULTILINE,
)
_NARROW, _WIDE, _MANY = re.compile(f"(?<=[{_HAN}”》])[,;:?!()]|[()](?=[{_HAN}《“])"), re.compile("[，；：？！（）]"), 3
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}

_TWICE = re.compile("。{2,}|，{2,}|、{2,}|；{2,}|：{2,}|，。|。，|、。|；。|。；|，；|、，|，、")
_END = re.compile("[。！？；：…”’」』）)】〕—A-Za-z0-9/.!?;:]$")
_LIKE_A_HEADING = re.compile(
    "(?:（[一二三四五六七八九十\\d]+）|[一二三四五六七八九十]+、|\\d+[.．、])?[^，。；：]{0,24}$"
)
_LAST_SHORT = 20
_LEAST_LINES = 3
_DEEPEST = 8  # signs inside one another that are looked through for a half


@rule("W-10", Level.HINT)
def written_with_care(case: Case) -> Iterator[Fault]:
    """文字应规范：没有重复的字词，引号、括号、书名号成对，用全角标点，句号不多不少，序号层次按“一、（一）1.（1）”。"""
    converted = _is_converted(tuple(text for _, text in texts(case.report, ALL)))
    for cell, text in texts(case.report, PRINTED):
        name = place(case.report, cell)
        for find, told, mended in _KINDS:
            found = in_lines(text, find) if find in _OF_A_LINE else find(text)
            if not found or (converted and find is _half_width):
                continue
            said = quoted(text[start:end] for start, end in found)
            edits = [Edit(start, end, mended(text[start:end])) for start, end in found] if mended else []
            fix = mending(told.partition("，")[2], {cell: text}, {cell: edits}) if edits else None
            yield Fault((cell,), (), f"{name}里{said}{told}。", spans(cell, found), fix)
        if cell in SECTIONS and (wrong := slips(text)):
            message = f"{name}的序号：{'；'.join(dict.fromkeys(slip.told for slip in wrong[:3]))}。"
            yield Fault((cell,), (), message, spans(cell, [(slip.start, slip.end) for slip in wrong]))


@lru_cache(maxsize=512)
def _doubled(text: str) -> Places:
    plain = simplified(text)
    found = {}
    for match in _DOUBLED.finditer(plain):
        word = match[1]
        meeting = _MEETING.get(word)
        met = meeting and re.match(meeting, plain[match.end() : match.end() + 4])
        if word[0] not in "一逐" and len(set(word)) > 1 and not met:
            found[match.start()] = match.end()
    for pattern in (_WE_TWICE, _STUTTER):
        found.update((match.start(), match.end() + (pattern is _STUTTER)) for match in pattern.finditer(plain))
    for match in _PARTICLE.finditer(plain):
        if not _AFTER_PARTICLE.match(plain, match.end()) and plain[match.start() - 1 : match.start()] != "目":
            found[match.start()] = match.end()
    return tuple(sorted(found.items()))


@lru_cache(maxsize=64)
def _unpaired(text: str) -> Places:
    """Signs whose other half is missing; 1） is a number, ’ in a Latin word an apostrophe."""
    plain = text.translate(_SAME)
    numbers = {match.end() - 1 for match in _COUNTED.finditer(plain)} if "）" in plain else set()
    opened: list[int] = []
    found = []
    for at in (match.start() for match in _HALVES.finditer(plain)):
        sign = plain[at]
        if sign in _PAIRS:
            opened.append(at)
        elif at not in numbers and not (sign == "’" and plain[at - 1 : at].isascii()):
            inner = enumerate(reversed(opened[-_DEEPEST:]), 1)
            depth = next((level for level, place in inner if plain[place] == _CLOSING[sign]), 0)
            if depth:
                del opened[-depth]
            else:
                found.append(at)
    straight = [match.start() for match in re.finditer('"', plain)]
    odd = straight[-1:] if len(straight) % 2 else []
    return tuple((at, at + 1) for at in sorted([*found, *opened, *odd]))


@lru_cache(maxsize=16)
def _is_converted(every: tuple[str, ...]) -> bool:
    """Whether all texts of the report have half-width punctuation only: that is how a file was made, no slip."""
    narrow = sum(len(_NARROW.findall(text)) for text in every)
    return narrow >= _MANY and not any(_WIDE.search(text) for text in every)


@lru_cache(maxsize=512)
def _half_width(text: str) -> Places:
    return tuple((match.start(), match.end()) for match in _HALF_WIDTH.finditer(text))


@lru_cache(maxsize=512)
def _doubled_stops(text: str) -> Places:
    return tuple((match.start(), match.end()) for match in _TWICE.finditer(text))


@lru_cache(maxsize=64)
def _missing_stops(text: str) -> Places:
    """The last words of paragraphs that end without a full stop; in a text of wrapped lines nothing can be told."""
    lines = paragraphs(text)
    open_ended = [line for line in lines if not _END.search(line.words) and not _LIKE_A_HEADING.fullmatch(line.words)]
    open_ended = [line for line in open_ended if len(line.words) >= _LAST_SHORT]
    if len(lines) >= _LEAST_LINES and len(open_ended) * 3 > len(lines):
        return ()
    return tuple((line.end - 4, line.end) for line in open_ended)


def _one_stop(said: str) -> str:
    """The sign that stays of several: a full stop where there is one."""
    return "。" if "。" in said else said[-1]


Find = Callable[[str], Places]
_KINDS: tuple[tuple[Find, str, Callable[[str], str] | None], ...] = (
    (_doubled, "是重复的字词，请核对", None),
    (_unpaired, "不成对，请补上或删去另一半", None),
    (_half_width, "是半角标点，改为全角标点", lambda said: _FULL_WIDTH[said]),
    (_doubled_stops, "是重复的标点，只留一个标点", _one_stop),
    (_missing_stops, "后面缺少句号，请补上", None),
)
_OF_A_LINE = (_doubled, _half_width, _doubled_stops)
