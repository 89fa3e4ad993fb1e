"""The 条例 as articles: an item, a paragraph and a whole article are cited in its own words."""

import re
from pathlib import Path

import pytest

from nianbao.core.regulation import Regulation, cite, read_regulation
from nianbao.files.help import load_regulation

SHORT = """# 条例

公布的日期。

## 第一章 总则

第一条 为了什么。
第二条 有两款。
第二款有两项：
（一）甲；
（二）乙。
## 第二章 其他
第三条 最后一条。
"""


@pytest.fixture
def short() -> Regulation:
    return read_regulation(SHORT)


def test_articles_are_found_by_their_numbers(short: Regulation):
    assert {number: article.name for number, article in short.items()} == {1: "第一条", 2: "第二条", 3: "第三条"}
    assert [article.chapter for article in short.values()] == ["第一章 总则", "第一章 总则", "第二章 其他"]


def test_an_item_is_cited_under_the_sentence_that_leads_to_it(short: Regulation):
    cited = cite(short, "2(二)")
    assert (cited.name, cited.words) == ("第二条第（二）项", ("第二款有两项：", "（二）乙。"))


def test_brackets_may_be_full_width(short: Regulation):
    assert cite(short, "2（二）") == cite(short, "2(二)")


def test_a_paragraph_is_cited_with_its_items(short: Regulation):
    assert cite(short, "2(1)").words == ("有两款。",)
    assert cite(short, "2(2)").name == "第二条第二款"
    assert cite(short, "2(2)").words == ("第二款有两项：", "（一）甲；", "（二）乙。")


def test_a_whole_article_is_cited_with_all_its_lines(short: Regulation):
    assert cite(short, "2").words == ("有两款。", "第二款有两项：", "（一）甲；", "（二）乙。")


@pytest.mark.parametrize("reference", ["4", "2(三)", "2(3)", "1(一)", "", "二", "2()"])
def test_what_is_not_there_cannot_be_cited(short: Regulation, reference: str):
    with pytest.raises(KeyError):
        cite(short, reference)


def test_all_56_articles_are_there():
    regulation = load_regulation()
    assert list(regulation) == list(range(1, 57))
    assert regulation[36].name == "第三十六条"
    assert regulation[56].name == "第五十六条"
    assert len(regulation[20].paragraphs[0].items) == 15


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("36(七)", "工商、不动产登记资料"),
        ("16(1)", "人事管理、后勤管理、内部工作流程"),
        ("16(2)", "讨论记录、过程稿、磋商信函、请示报告"),
        ("39(2)", "公开出版物"),
        ("50(四)", "工作考核、社会评议和责任追究结果情况"),
        ("37", "能够作区分处理"),
    ],
)
def test_the_right_words_are_cited(reference: str, said: str):
    assert said in "".join(cite(load_regulation(), reference).words)


def test_the_words_are_those_of_the_published_text(shared: Path):
    published = (shared / "reference" / "regulation-711.md").read_text(encoding="utf-8").replace("(", "（")
    lines = {re.sub(r"\s", "", line) for line in published.replace(")", "）").splitlines()}
    for article in load_regulation().values():
        first, *others = article.lines
        assert f"{article.name}{first}" in lines
        assert set(others) <= lines
