"""W-04: what a template leaves behind: （文字描述）, XX镇, 20XX年, blanks to be filled, headings without a text."""

import re
from collections.abc import Iterator
from functools import lru_cache

from nianbao.core.checks.finding import Case, Level
from nianbao.core.checks.rule import Fault, rule
from nianbao.core.checks.wording.passages import (
    ALL,
    Edit,
    Places,
    in_lines,
    mending,
    place,
    quoted,
    spans,
    texts,
)
from nianbao.core.chinese import folded
from nianbao.core.links import gaps
from nianbao.core.prose import paragraphs
from nianbao.core.report import Report

# what the official blank form itself says: it can be deleted as it stands
_OF_THE_FORM = re.compile(
    r"[（〔【]\s*文字描述[^）〕】\n]{0,30}[）〕】]"
    "|[（〔【]?(?:该|本|此)部分(?:内容)?以表格(?:的)?形式(?:报告|公开|公布|填报|呈现|体现)[）〕】]?[。，；：]?(?:表格如下[。：]?)?"
)
_NOUN = "[镇乡县局市区州旗村年月日]|街道|办事处|社区|单位|机关|部门|[件条次个份宗起项人]"
_LATIN = "A-Za-z0-9_./:@&=?%#~+-"
# places held by signs; a masked telephone number and signs within Latin words are none
_HELD = re.compile(
    rf"(?<![{_LATIN}×])(?:×{{2,}}|X{{2,}}|x{{2,}})(?![{_LATIN}×])"
    rf"|(?<![{_LATIN}×])[×X](?={_NOUN})"
    r"|(?<!\d)(?:20[×Xx*_]{2}|20[×Xx*]{1,2}(?=年)|202[×Xx*_])(?![A-Za-z0-9])"
    rf"|(?<!\*)\*{{2,5}}(?={_NOUN})(?!.{{1,40}}\*\*)"
    "|(?:某某|○○|〇〇|□□|△△)(?=[镇乡县局市区村]|街道|单位|年|人民政府)"
    rf"|(?<![{_LATIN}])[_\uff3f]{{2,}}(?![{_LATIN}])"
    r"|（\s*）(?=[件条次个份宗起项人元年月日])"
    r"|(?<=[\u4e00-\u9fff])(?<![附文证要信邮软头])[ \u3000\xa0]{2,}(?=[件条次份宗起](?:[，。；、）\n]|$))"
)
_UNIT = "单位名称|单位全称|机关名称|行政机关名称|具体内容|具体情况|简要说明"
_TO_DO = "填写|补充|输入|插入|完善|核实|修改|删除|描述|简述|添加"
# words that tell the writer what to do
_ASKED = re.compile(
    rf"【\s*(?:{_UNIT}|单位|年[份度]|数[字量]|日期|姓名|电话|地址|内容|[请可此待][^】\n]{{0,20}}|(?:{_TO_DO})[^】\n]{{0,20}})?\s*】"
    rf"|（\s*(?:{_UNIT}|请(?:在此)?(?:{_TO_DO})[^）\n]{{0,20}}|此处[^）\n]{{0,20}}|待(?:补充|填写?|完善|定|核实|确认)|填写[^）\n]{{0,20}})\s*）"
    rf"|(?<![\u4e00-\u9fff])(?:请(?:在此)?|在此|此处(?:请|应)?)(?:{_TO_DO})[^，。；\n]{{0,20}}"
    r"|\{(?:year|unit|details)\}|\{\{|\}\}|\bTODO\b"
)
# a list of problems has no more than a line for each: only these words are surely those of a heading
_HEADING = re.compile("（[一二三四五六七八九十]+）\\s*[^，。；：]{2,18}(?:情况|方面)[。：]?")
_NUMBERED = re.compile("（[一二三四五六七八九十]+）")


@rule("W-04", Level.ERROR)
def nothing_left_of_a_template(case: Case) -> Iterator[Fault]:
    """报告里不应留有模板的字样：（文字描述）、该部分以表格形式报告、×××、XX镇、20XX年、待填的空、没有内容的小标题。"""
    skeletons = {section.text: section.skeleton for section in case.report.edition.sections}
    for cell, text in texts(case.report, ALL):
        empty = _empty_headings(text, skeletons[cell]) if cell in skeletons else ()
        for places, told, deletable in (
            (in_lines(text, _of_the_form), "是模板里留下的字样，请删去", True),
            (_open(case.report, cell, text), "是模板里待填的地方，请填上实际内容或删去", False),
            (empty, "下面没有内容，请写上或删去", False),
        ):
            if places:
                said = quoted(text[start:end] for start, end in places)
                edits = {cell: [Edit(start, end, "") for start, end in places]}
                fix = mending("删去模板的字样", {cell: text}, edits) if deletable else None
                message = f"{place(case.report, cell)}里的{said}{told}。"
                yield Fault((cell,), (), message, spans(cell, places), fix)


def _open(report: Report, cell: str, text: str) -> Places:
    """What is to be filled by hand: a gap that waits for a blank of the tables is told there (C-02)."""
    waiting = gaps(report, cell)
    return tuple(at for at in in_lines(text, _to_be_filled) if at not in waiting)


@lru_cache(maxsize=512)
def _of_the_form(line: str) -> Places:
    return tuple((match.start(), match.end()) for match in _OF_THE_FORM.finditer(folded(line)))


@lru_cache(maxsize=512)
def _to_be_filled(line: str) -> Places:
    """Signs and words in the place of what is to be written, where the form's own words do not stand."""
    plain = folded(line)
    found = [(match.start(), match.end()) for pattern in (_HELD, _ASKED) for match in pattern.finditer(plain)]
    known = _of_the_form(line)
    return tuple(sorted(at for at in found if not any(other[0] < at[1] and at[0] < other[1] for other in known)))


@lru_cache(maxsize=64)
def _empty_headings(text: str, skeleton: tuple[str, ...]) -> Places:
    """The lines that are the heading of a part, with the next heading or nothing below them."""
    lines = paragraphs(text)
    found = []
    for line, below in zip(lines, (*lines[1:], None), strict=True):
        words = folded(line.words)
        is_heading = (words in skeleton and _NUMBERED.match(words)) or _HEADING.fullmatch(words)
        if is_heading and (below is None or _NUMBERED.match(folded(below.words))):
            found.append((line.start, line.end))
    return tuple(found)
