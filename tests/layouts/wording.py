"""The words of the form as people write them: labels, headings and titles of real reports, in any mixture."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from nianbao.core.edition import Section

_CIRCLED = dict(zip("一二三四五六七", "㈠㈡㈢㈣㈤㈥㈦", strict=True))
_NARROW = (
    *(
        "商业|企业",
        "科研|机构",
        "社会公益|组织",
        "法律服务|机构",
        "本年新|制作数量",
        "本年新|公开数量",
        "现行有效|件数",
    ),
    *("结果|维持", "结果|纠正", "其他|结果", "尚未|审结", "（三）|不予公开", "未经复议|直接起诉"),
)
_PAIRS = (
    "与與业業为為举舉关關况況决決减減动動务務区區单單卫衛县縣发發号號后後国國场場处處复複实實审審对對导導属屬应應开開录錄总總报報护護据據无無时時权權"
    "构構条條检檢机機汇匯没沒济濟环環现現监監离離种種称稱积積类類约約级級纠糾纳納组組织織经經结結给給统統继繼续續维維缴繳罚罰认認议議讼訟许許"
    "访訪诉訴评評证證询詢该該请請调調负負责責质質购購贴貼费費转轉这這进進违違选選逾逾采採释釋里裡针針镇鎮长長间間门門问問队隊险險项項题題额額"
    "规規则則资資计計数數办辦会會体體余餘办辦街街价價众眾协協农農册冊写寫军軍况況净淨准準划劃创創医醫历歷参參双雙变變执執扩擴担擔拟擬择擇"
    "标標样樣档檔档檔涉涉强強制制编編请請财財责責账賬达達运運还還连連适適递遞邮郵两兩个個严嚴临臨义義乡鄉书書争爭于於"
    "范範万萬内內获獲确確废廢过過补補稳穩当當东東街街"
)
_TRADITIONAL = str.maketrans(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))

TRADITIONAL = "traditional characters"


def traditional(text: str) -> str:
    """As a Shenzhen sub-district publishes it: 文件 is 檔案, 制发 is 制發, 信息 stays."""
    for simple, other in (("文件", "檔案"), ("复议", "復議"), ("反复", "反復"), ("制作", "製作"), ("关系", "關係")):
        text = text.replace(simple, other)
    return text.translate(_TRADITIONAL)


def _swap(old: str, new: str) -> Callable[[str], str]:
    """What the pattern matches is written the other way."""
    return lambda label: re.sub(old, new, label)


def _other_name(label: str) -> str:
    """规范性文件 for 行政规范性文件, and the other way round."""
    names = {"规范性文件": "行政规范性文件", "行政规范性文件": "规范性文件"}
    return names.get(label, label)


def _circled(label: str) -> str:
    return re.sub("^（([一二三四五六七])）", lambda match: _CIRCLED[match[1]], label)


def _spaced(space: str) -> Callable[[str], str]:
    """Two or three characters drawn apart, as they fill a wide cell: 规　章."""
    apart = {"规章", "总计", "其他", "自然人", "行政许可", "信息内容"}
    return lambda label: space.join(label) if label in apart else label


# name → what it does to a label; one after another in this order
VARIANTS: Mapping[str, Callable[[str], str]] = {
    "other name of normative documents": _other_name,
    "laws and regulations": _swap("其他法律行政法规禁止公开", "其他法律法规禁止公开"),
    "a slip in prohibited by law": _swap("其他法律行政法规禁止公开", "其他法律行政止公开"),
    "in force, a letter short": _swap("现行有效件数", "现行有效件"),
    "change, a letter short": _swap("本年增/减", "本年增/"),
    "a space in the article": _swap("^第二十条第", "第二十条 第"),
    "sixth item shortened": _swap("（六）其他处理", "（六）其他"),
    "not corrected, shortened": _swap("(无正当理由逾期不补正)、行政机关.*", r"\1"),
    "a comma for a pause": _swap("(逾期不补正|缴纳费用)、", r"\1，"),
    "partly granted without its brackets": _swap("（区分处理的.*）", ""),
    "another word for total": _swap("总计$", "合计"),
    "a space in total": _swap("总计$", "总 计"),
    "nonprofit shortened": _swap("社会公益组织", "社会公益"),
    "purchases with their unit": _swap("采购总金额", "采购总金额（单位：万元，保留4位小数）"),
    "fees without their unit": _swap("（单位：万元）$", ""),
    "fees with a short unit": _swap("（单位：万元）$", "（万元）"),
    "numbers with a pause": _swap(r"^(\d)\.", r"\1、"),
    "numbers with a space": _swap(r"^(\d)\.", r"\1. "),
    "numbers in full width": _swap(r"^(\d)\.", r"\1．"),
    "no numbers": _swap(r"^\d\.", ""),
    "circled numbers": _circled,
    "a space after the bracket": _swap("^（([一二三四五六七])）", r"（\1） "),
    "half-width brackets": lambda label: (
        label.replace("（", "(").replace("）", ")").replace("，", ",").replace("：", ":")
    ),
    "straight quotes": _swap("[“”]", '"'),
    "no quotes": _swap("[“”]", ""),
    "corner quotes": lambda label: label.replace("“", "「").replace("”", "」"),
    "words drawn apart": _spaced(" "),
    "words drawn wide apart": _spaced("\u3000"),
    TRADITIONAL: traditional,
}

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "overview": ("一、概述", "一、总体情况、", "一、 总体情况", "一、基本情况"),
    "proactive": ("二、行政机关主动公开政府信息情况", "二、主动公开政府信息的情况", "二、主动公开政府信息情况："),
    "applications": ("三、行政机关收到和处理政府信息公开申请情况", "三、收到和处理政府信息公开申请的情况"),
    "appeals": ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "四、政府信息公开行政复议和行政诉讼情况"),
    "problems": (
        "五、存在问题及改进情况",
        "五、主要问题及整改措施",
        "五、政府信息公开工作存在的主要问题及改进情况",
        "五、存在的问题及改进措施",
    ),
    "other": ("六、其他需要报告的情况", "六、其他需报告的事项", "六、其他需要报告的事项："),
}
TITLES = (
    ("{unit}{year}年政府信息公开工作年度报告",),
    ("{unit}{year}年度政府信息公开工作年度报告",),
    ("{unit}{year}年政府信息公开年度报告",),
    ("{unit}{year}年度政府信息公开工作报告",),
    ("{year}年{unit}政府信息公开工作年度报告",),
    ("{unit}", "{year}年政府信息公开工作年度报告"),
    ("{unit}{year}年政府信息公开", "工作年度报告"),
    ("{unit} {year} 年政府信息公开工作年度报告",),
)


@dataclass(frozen=True)
class Wording:
    """How one writer words the form. `breaks` stands inside the labels of narrow columns: 商业\\n企业.

    `headings` counts through the variants of each heading, 0 is the official one; `title` is an index of TITLES.
    """

    variants: tuple[str, ...] = ()
    breaks: str = ""
    headings: int = 0
    numerals: str = "一、"
    title: int = 0

    @property
    def traditional(self) -> bool:
        return TRADITIONAL in self.variants

    def label(self, official: str) -> str:
        label = official
        for name, change in VARIANTS.items():
            if name in self.variants:
                label = change(label)
        for narrow in _NARROW if self.breaks else ():
            for words in (narrow, traditional(narrow)):
                label = label.replace(words.replace("|", ""), words.replace("|", self.breaks))
        return label

    def heading(self, section: Section) -> str:
        wordings = (section.heading, *HEADINGS[section.id])
        heading = wordings[self.headings % len(wordings)]
        if self.numerals == "1、 ":
            heading = f"{'一二三四五六'.index(heading[0]) + 1}、 {heading[2:].lstrip()}"
        return traditional(heading) if self.traditional else heading

    def titles(self, unit: str, year: object) -> list[str]:
        """The lines of the title."""
        lines = [line.format(unit=unit, year=year) for line in TITLES[self.title]]
        return [traditional(line) for line in lines] if self.traditional else lines


OFFICIAL = Wording()

_MIXTURES = st.lists(st.sampled_from([name for name in VARIANTS if name != TRADITIONAL]), max_size=8, unique=True)
wordings = st.builds(
    Wording,
    variants=st.tuples(_MIXTURES, st.sampled_from(((), (), (), (TRADITIONAL,)))).map(
        lambda parts: (*parts[0], *parts[1])
    ),
    breaks=st.sampled_from(("", "", " ", "\n")),
    headings=st.integers(0, 4),
    numerals=st.sampled_from(("一、", "一、", "1、 ")),
    title=st.integers(0, len(TITLES) - 1),
)
