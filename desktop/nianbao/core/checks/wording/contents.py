"""W-05 to W-07: what sections 一, 五 and 六 must speak of."""

import re
from collections.abc import Iterator, Mapping

from nianbao.core.checks.finding import Case, Fix, Level
from nianbao.core.checks.rule import Fault, rule
from nianbao.core.checks.units import kind_of
from nianbao.core.checks.wording.passages import OTHER, OVERVIEW, PROBLEMS, SECTIONS, due_edition, place, spans, texts
from nianbao.core.chinese import folded
from nianbao.core.prose import paragraphs, sentences
from nianbao.core.report import Report

SHORTEST_PROBLEMS = 50  # characters
FEE = "信息处理费"

# each topic of section 一 by the words that speak of it (30号: 总体情况)
_TOPICS: Mapping[str, re.Pattern[str]] = {
    "主动公开": re.compile(
        "主动公开|主动发布|重点领域|政策解读|公开(?:各类|政府|政务)?信息|发布(?:各类|政府|政务|公开)?信息|信息发布|发布.{0,12}\\d+[条篇件]"
    ),
    "依申请公开": re.compile("[依已]申请|依法申请|公开申请|信息申请|申请公开|申请人|(?:收到|受理|办理).{0,12}申请"),
    "政府信息管理": re.compile(
        "信息.{0,8}管理|信息资源|管理制度|信息公开制度|公开属性|三审|审核|审查|审签|审批|保密|归档|台账|清理|动态调整|更新机制|发布机制"
        "|规范性文件|公文|文件管理|目录|管理机制|规范管理"
    ),
    "平台建设": re.compile(
        "平台|网站|公众号|新媒体|微信|抖音|客户端|APP|公开栏|公示栏|公告栏|宣传栏|公开专?区|专栏|显示屏|电子屏|查阅点|查阅场所|公报|载体"
    ),
    "监督保障": re.compile(
        "监督|保障|考核|考评|培训|评议|督查|督促|督导|检查|问责|追责|责任追究|领导小组|组织领导|责任制|专人|通报"
    ),
}
# what a people's government must report besides (条例 50)
_GOVERNMENT: Mapping[str, re.Pattern[str]] = {
    "工作考核": re.compile("考核|考评|绩效|考察评价|工作评估|第三方评估"),
    "社会评议": re.compile("评议|满意度|满意率|社会评价|公众评价|群众评价|好差评|民意|问卷|测评|社会监督员"),
    "责任追究": re.compile("责任追究|追究责任|追究.{0,6}责任|追责|问责|责任倒查|被追究|通报批评"),
}

_NONE = re.compile(
    "(?:本?年度?)?(?:我[镇乡街局县市区办委单]?[位道]?|本(?:单位|机关|镇|乡|局))?[，]?(?:暂|均)?(?:无|没有|未发现|不存在)"
    "(?:存在|发现)?的?(?:主要|突出|明显)?(?:问题)?(?:及改进情况)?[。！]?"
)
_NOTHING_ELSE = re.compile(
    "(?:本?年度?)?[，]?(?:无|没有)(?:其[他它])?(?:需要?)?报告的?(?:其[他它])?(?:事项|情况)?[。！]?"
)
_PROBLEM = re.compile(
    "不[足够高强及到全完规平准细深熟丰多严紧均健充合畅能精便力了敢会重适理统清明突稳主符愿尽少太一好大久牢透彻广宽顺通灵实新利优快易]"
    "|欠|短板|薄弱|弱项|滞后|差距|偏差|差异|有待|仍需|还需|尚需|亟待|亟需|单一|单调|缺乏|缺少|缺失|缺位|缺口|偏[低少弱窄慢重]|较[少低弱慢窄差]"
    "|困难|难度|难点|难以|狭窄|范围窄|尚未|未能|未完全|未形成|未建立|未及时|流于形式|形式化|疏漏|遗漏|瓶颈|被动|空白|参差|随意|松懈|淡薄|模糊"
    "|脱节|断档|流动性|频繁|老化|陈旧|粗放|笼统|重复|僵硬|错误|错漏|差错|失误|纠正|纠错|败诉|投诉|兼职|更换|依赖|局限|雷同|超期|逾期|迟缓|忽视"
    "|个别|少数|部分(?:村|单位|部门|人员|干部|栏目|站所|科室)|慢|生疏|变动[大快]|空缺|现象|堵点|漏洞|弱化|不过关|不上|跟不|仍(?!将)|距离|有的|只[^，。；]{1,6}不"
)
# what is lacking is said with the words of a measure: 有待提高, 不够丰富
_STILL_TO_DO = re.compile(
    "(?:有待|亟待|尚待|仍需|还需|尚需|亟需)[^，。；]{0,16}"
    "|(?:不[够太甚很]|不(?=规范|完善|健全|明确|统一|丰富|充实|严格|细化|优化)|未能?|没有|缺乏|缺少|欠|难以)[^，。；]{0,4}"
)
_MEASURE = re.compile(
    "下一?步|今后|将|改进|整改|加强|加大|加快|完善|提高|提升|强化|健全|拓宽|拓展|规范|优化|推进|推动|落实|继续|进一步|深化|丰富|严格|组织"
    "|培训|建立|定期|按季度|按月|每[月季周]|制定|制订|增强|细化|充实|明确|开展|设立|安排|配备|压实|督促|检查|统一|纳入|调整|修订|梳理|创新|坚持|畅通|出台|印发|合作|联合|增设|邀请|通报"
)

_IS_FEE = re.compile("处理费|(?:收|产生|发生|涉及|缴纳|交纳|征).{0,15}费|收费|费用|免费|未收取|没有收取|无收取")
_OTHER_FEES = re.compile(
    r"行政事业性?[性]?收费|行政性收费|收费(?:项目|标准|公示|目录|政策|许可)|教育收费|涉企收费|三公经费|经费"
)


@rule("W-05", Level.WARNING)
def topics_are_spoken_of(case: Case) -> Iterator[Fault]:
    """总体情况应写明主动公开、依申请公开、政府信息管理、平台建设、监督保障；各级人民政府还应写明考核、评议、责任追究结果（条例第五十条）。"""
    report = case.report
    overview = report.text(OVERVIEW)
    if not overview.strip():
        return
    if lacking := _lacking(_TOPICS, overview):
        said = "、".join(lacking)
        yield Fault((OVERVIEW,), (), f"{place(report, OVERVIEW)}没有写到{said}，请补充。", about=said)
    kind = kind_of(report)
    if kind is None or not kind.government or not report.text(PROBLEMS).strip():
        return
    every = "\n".join(text for _, text in texts(report, SECTIONS))
    if lacking := _lacking(_GOVERNMENT, every):
        said = "、".join(lacking)
        message = f"人民政府的年度报告还应写明工作考核、社会评议和责任追究结果，报告没有写到{said}，请补充。"
        yield Fault((OVERVIEW,), (), message, about=said)


def _lacking(topics: Mapping[str, re.Pattern[str]], text: str) -> list[str]:
    plain = folded(text)
    return [topic for topic, words in topics.items() if not words.search(plain)]


@rule("W-06", Level.WARNING)
def problems_and_measures_are_named(case: Case) -> Iterator[Fault]:
    """“存在的主要问题及改进情况”应写明具体问题和改进措施，不能写“无”，也不宜少于 50 字。"""
    report = case.report
    text = report.text(PROBLEMS)
    if not text.strip():
        return
    name = place(report, PROBLEMS)
    bare = "".join(folded(text).split())
    if _NONE.fullmatch(bare) or bare in ("/", "-", "—"):
        first = paragraphs(text)[0]
        message = f"{name}写的是“{bare}”，应写明存在的问题和改进措施。"
        yield Fault((PROBLEMS,), (), message, spans(PROBLEMS, [(first.start, first.end)]))
        return
    lacking = _problems_lacking(text)
    if len(bare) < SHORTEST_PROBLEMS:
        told = f"，也没有写明{'和'.join(lacking)}" if lacking else ""
        message = f"{name}只有 {len(bare)} 字，少于 {SHORTEST_PROBLEMS} 字{told}，请写具体。"
        yield Fault((PROBLEMS,), (), message, about=bare)
    elif lacking:
        yield Fault((PROBLEMS,), (), f"{name}没有写明{'和'.join(lacking)}，请补充。", about="、".join(lacking))


def _problems_lacking(text: str) -> list[str]:
    """What the text does not name; the words of headings name nothing."""
    said = "".join(folded(sentence.words) for sentence in sentences(text) if not _is_heading(folded(sentence.words)))
    problem = _PROBLEM.search(said)
    measure = _MEASURE.search(_STILL_TO_DO.sub("", said))
    return [name for name, found in (("存在的问题", problem), ("改进措施", measure)) if not found]


def _is_heading(words: str) -> bool:
    return (
        bool(re.fullmatch(r"[（一二三四五六七八九十\d）、.]{1,5}[^，]{0,16}[。：]?", words))
        and words[-2:-1] in "题施况算向"
    )


@rule("W-07", Level.ERROR)
def fee_is_stated(case: Case) -> Iterator[Fault]:
    """第六部分应报告收取信息处理费的情况，没有收取的也应写明（国办函〔2020〕109号，2021 年格式）。"""
    report = case.report
    text = report.text(OTHER)
    section = due_edition(report).section(report.edition.cells[OTHER].section)
    stock = next((line for line in section.skeleton if FEE in line), "")
    if not stock or not text.strip() or _states_fee(text):
        return
    elsewhere = next((cell for cell, said in texts(report, (OVERVIEW, PROBLEMS)) if FEE in folded(said)), "")
    if elsewhere:
        said = f"{FEE}写在{place(report, elsewhere)}里，按规定应写在{place(report, OTHER)}里。"
        yield Fault((OTHER,), (), said, fix=_stating(report, text, stock), level=Level.WARNING)
    else:
        said = f"{place(report, OTHER)}没有写明收取{FEE}的情况，没有收取的也要写明。"
        yield Fault((OTHER,), (), said, fix=_stating(report, text, stock))


def _states_fee(text: str) -> bool:
    return bool(_IS_FEE.search(_OTHER_FEES.sub("", folded(text))))


def _stating(report: Report, text: str, stock: str) -> Fix | None:
    """The stock sentence below what is written, in place of a mere “无”; the amount in it is shown on the button."""
    if report.year is None:
        return None
    line = stock.format(year=report.year)
    first = line[: line.index("。") + 1]
    bare = "".join(folded(text).split())
    nothing = _NONE.fullmatch(bare) or _NOTHING_ELSE.fullmatch(bare)
    return Fix(f"写上“{first}”", {OTHER: line if nothing else f"{text.rstrip()}\n{first}"})
