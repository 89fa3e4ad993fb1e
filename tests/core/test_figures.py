"""The captions of charts behind a report are not read as its text, and nothing else is taken for them."""

import pytest

from nianbao.core.edition import Editions
from nianbao.core.figures import HEADING, before_figures, caption
from nianbao.core.grids import Paragraph
from nianbao.core.recognise import Proposal, recognise

CAPTIONS = [caption(1, "本年新收：申请人情况（单位：件）"), caption(2, "本年度办理结果（单位：件）")]
BODY = ["没有其他需要报告的事项。"]


def read(editions: Editions, last: list[str]) -> Proposal:
    lines = [
        "云溪镇人民政府2024年政府信息公开工作年度报告",
        "五、存在的主要问题及改进情况",
        "更新不及时。",
        "六、其他需要报告的事项",
        *last,
    ]
    found = recognise("年报.docx", [Paragraph(line) for line in lines], editions)
    assert found is not None
    return found


def test_a_caption_has_its_number_and_its_title():
    assert caption(3, "各年") == "图3\u3000各年"


def test_what_follows_the_heading_of_the_figures_is_left_out():
    assert before_figures([*BODY, HEADING, *CAPTIONS]) == BODY
    assert before_figures([*BODY, f" {HEADING} ", "图 1 各年", "图10各年"]) == BODY
    assert before_figures([HEADING, *CAPTIONS]) == []


@pytest.mark.parametrize(
    "paragraphs",
    [
        [],
        BODY,
        [*BODY, HEADING],
        [*BODY, *CAPTIONS],
        CAPTIONS,
        [*BODY, HEADING, *CAPTIONS, "以上图表仅供参考。"],
        [*BODY, HEADING, "图书馆公开了信息。"],
        [*BODY, f"见{HEADING}", *CAPTIONS],
    ],
)
def test_anything_else_is_kept(paragraphs: list[str]):
    assert before_figures(paragraphs) == paragraphs


def test_a_report_with_figures_is_read_as_the_one_without_and_says_so(editions: Editions):
    signed = [*BODY, "云溪镇人民政府", "2025年1月20日"]
    plain, with_figures = read(editions, signed), read(editions, [*signed, HEADING, *CAPTIONS])
    assert with_figures.values == plain.values
    assert plain.values["signature"] == "yes"
    (said,) = set(with_figures.problems) - set(plain.problems)
    assert said.sentence == "“附图”里的 2 张图没有读入，需要时可以由数字重新生成。"
    assert said.note


def test_a_section_with_nothing_but_figures_is_blank(editions: Editions):
    assert "texts.other" not in read(editions, [HEADING, *CAPTIONS]).values
