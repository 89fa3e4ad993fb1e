"""Help at the cell: every row, column, field and text has it, with the article, and says what is right."""

import re

import pytest

from nianbao.core.edition import Editions
from nianbao.core.help import Help, Topics, build_topics, help_at, parts_of, told
from nianbao.core.regulation import Regulation, cite
from nianbao.files.help import load_regulation, load_topics

EDITIONS = ("2019", "2021")
LONGEST = 125  # characters of one of the four parts: it is read beside a table
SENTENCES = 5
ARTICLE = re.compile("(》)?(第[一二三四五六七八九十]+条)")


@pytest.fixture(scope="session")
def topics() -> Topics:
    return load_topics()


@pytest.fixture(scope="session")
def regulation() -> Regulation:
    return load_regulation()


@pytest.fixture
def say(topics: Topics, editions: Editions):
    def say_it(edition: str, cell: str) -> Help:
        return help_at(topics, editions[edition], cell)

    return say_it


def words(help_: Help) -> str:
    return " ".join(sentence for part in help_.parts for sentence in told(part))


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_cell_of_the_tables_has_the_help_of_its_row_and_of_its_column(say, editions: Editions, edition: str):
    sides = {
        cell.id: [part.topic.side for part in say(edition, cell.id).parts] for cell in editions[edition].table_cells
    }
    assert sides
    assert {cell: side for cell, side in sides.items() if side != ["row", "column"]} == {}


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_field_and_every_text_has_help(say, editions: Editions, edition: str):
    form = editions[edition]
    wanted = {field.id: "field" for field in form.fields} | {s.text: "text" for s in form.sections if s.text}
    assert {cell: [part.topic.side for part in say(edition, cell).parts] for cell in wanted} == {
        cell: [side] for cell, side in wanted.items()
    }


@pytest.mark.parametrize("edition", EDITIONS)
def test_all_four_parts_are_there(topics: Topics, editions: Editions, edition: str):
    for part in parts_of(topics, editions[edition]):
        topic = part.topic
        assert all((topic.counts, topic.example, topic.mistake)), topic.cells
        assert part.articles or topic.basis, topic.cells


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_articles_of_a_row_are_those_of_the_edition(say, editions: Editions, edition: str):
    rows = {cell.row.id: cell for cell in editions[edition].table_cells if cell.row and cell.row.articles}
    assert len(rows) > 20
    assert {row: say(edition, cell.id).articles for row, cell in rows.items()} == {
        row: cell.row.articles for row, cell in rows.items() if cell.row
    }


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_the_edition_says_is_not_said_again(say, editions: Editions, edition: str):
    """A second list of articles for the same row could differ from the first."""
    named = [cell for cell in editions[edition].table_cells if cell.row and cell.row.articles]
    twice = {cell.row.id for cell in named if cell.row and say(edition, cell.id).parts[0].topic.articles}
    assert twice == set()


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_article_that_is_cited_is_in_the_regulation(
    topics: Topics, regulation: Regulation, editions: Editions, edition: str
):
    for part in parts_of(topics, editions[edition]):
        for article in part.articles:
            assert cite(regulation, article).words


def test_every_article_that_a_sentence_names_is_in_the_regulation(topics: Topics, regulation: Regulation):
    names = {article.name for article in regulation.values()}
    for topic in topics:
        for of_another_law, name in ARTICLE.findall(f"{topic.counts}{topic.example}{topic.mistake}{topic.basis}"):
            assert of_another_law or name in names


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_part_is_short_enough_to_be_read_beside_a_table(topics: Topics, editions: Editions, edition: str):
    for part in parts_of(topics, editions[edition]):
        for sentences in (part.topic.counts, part.topic.example, part.topic.mistake):
            assert len(sentences) <= LONGEST, sentences
            assert 1 <= len(re.findall("[。？！]", sentences)) <= SENTENCES, sentences
            assert sentences[-1] in "。”", sentences
            assert "{" not in sentences


def test_no_topic_speaks_of_nothing(topics: Topics, editions: Editions):
    for topic in topics:
        for pattern in topic.cells:
            one = build_topics({"rows": [], "columns": [], "texts": [], "fields": [_entry(pattern, topic.editions)]})[0]
            assert any(one.fits(edition, cell) for edition in editions.values() for cell in edition.cells), pattern


def _entry(pattern: str, editions: tuple[str, ...]) -> dict[str, object]:
    return {"cells": [pattern], "counts": "", "example": "", "mistake": "", "editions": list(editions)}


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_topic_has_an_address_and_a_name_of_its_own(topics: Topics, editions: Editions, edition: str):
    parts = parts_of(topics, editions[edition])
    assert len({part.topic.address for part in parts}) == len(parts)
    assert len({(part.section, part.topic.side, part.name) for part in parts}) == len(parts)


# what is said is right


@pytest.mark.parametrize(
    ("edition", "cell", "said"),
    [
        ("2021", "applications.partly_granted.person", "只计在这一行"),  # 区分处理
        ("2021", "applications.received.person", "联名提出一份也计 1 件"),
        ("2021", "applications.received.person", "按签收之日"),  # article 31
        ("2021", "applications.received.person", "补正以后又计了 1 件"),
        ("2021", "applications.carried_in.person", "等于上一年报告的“结转下年度继续办理”"),
        ("2021", "applications.granted.person", "已经主动公开"),  # article 36 (一)
        ("2021", "applications.refused.third_party.business", "第三十二条"),
        ("2021", "applications.refused.internal_affairs.person", "人事管理、后勤管理、内部工作流程"),
        ("2021", "applications.refused.deliberative.person", "讨论记录、过程稿、磋商信函、请示报告"),
        ("2021", "applications.refused.registry_inquiry.person", "不动产登记"),
        ("2021", "applications.unavailable.unclear.person", "补正了，内容仍然不明确"),
        ("2021", "applications.other.not_corrected.person", "到期没有补正"),
        ("2021", "applications.other.misc.person", "撤回申请"),
        ("2019", "applications.other.person", "逾期不补正"),
        ("2021", "applications.declined.excessive.person", "要求说明理由"),
        ("2021", "applications.carried_forward.person", "等待补正"),
        ("2021", "applications.granted.person", "个体工商户"),
        ("2021", "applications.granted.person", "律师用自己的名义"),
        ("2021", "applications.granted.other", "村委会"),
        ("2021", "applications.granted.nonprofit", "村委会、居委会计在这里。它们是基层群众性自治组织，应计“其他”"),
        ("2021", "applications.granted.legal_services", "律师代理他人的，按被代理的人归类"),
        ("2021", "appeals.direct_suit.upheld", "《行政复议法》第二十三条"),
        ("2021", "appeals.suit_after_reconsideration.pending", "前面的复议仍然计在行政复议里"),
        ("2021", "appeals.reconsideration.upheld", "驳回原告的诉讼请求"),
        ("2021", "appeals.reconsideration.other", "法院裁定驳回起诉"),
        ("2021", "appeals.reconsideration.pending", "12 月 31 日还没有结果"),
        ("2021", "proactive.rules.in_force", "都填 0"),
        ("2021", "proactive.normative_documents.in_force", "不论哪一年制定"),
        ("2021", "proactive.penalties.decisions", "一份决定书计 1 件"),
        ("2021", "proactive.licensing.decisions", "准予和不予许可的都计"),
        ("2021", "proactive.fees.amount", "信息处理费算在这里。两者不是一回事"),
        ("2021", "proactive.fees.amount", "以万元为单位"),
        ("2019", "proactive.fees.items_last_year", "收费项目有几个"),
        ("2019", "proactive.licensing.change", "减少填负数"),
        ("2019", "proactive.licensing.decisions", "没有加减关系"),
        ("2021", "texts.overview", "工作考核、社会评议和责任追究"),
        ("2021", "texts.other", "没有收取也要写 0 元"),
        ("2021", "unit.kind", "派出机关"),
    ],
)
def test_the_help_says(say, edition: str, cell: str, said: str):
    assert said in words(say(edition, cell))


def test_the_old_edition_does_not_speak_of_what_came_later(say):
    assert "2024" not in words(say("2019", "appeals.direct_suit.upheld"))
    assert "信息处理费" not in words(say("2019", "texts.other"))


def test_the_example_of_an_amount_is_reckoned_in_ten_thousands(say):
    assert "251000 元，填 25.1" in words(say("2021", "proactive.fees.amount"))
    assert "198303 元，填 19.8303" in words(say("2019", "proactive.procurement.amount"))


@pytest.mark.parametrize(("edition", "notice"), [("2019", "〔2019〕60号"), ("2021", "〔2021〕30号")])
def test_the_notice_is_that_of_the_edition(say, edition: str, notice: str):
    assert notice in say(edition, "texts.preamble").parts[0].topic.mistake


# how row and column are put together


def test_a_cell_is_named_by_row_and_column(say):
    assert say("2021", "applications.partly_granted.person").name == "部分公开　自然人"
    assert say("2021", "appeals.direct_suit.other").name == "未经复议直接起诉　其他结果"
    assert say("2021", "unit.name").name == "单位名称"


def test_a_name_that_says_too_little_comes_with_its_group(say):
    assert say("2021", "applications.other.misc.other").name == "其他（其他处理）　其他（法人或其他组织）"


def test_the_place_on_the_form_is_told_from_the_outermost_label(say):
    row, column = say("2021", "applications.other.misc.other").parts
    assert row.path == ("三、本年度办理结果", "（六）其他处理", "3.其他")
    assert column.path == ("申请人情况", "法人或其他组织", "其他")


def test_a_column_of_several_blocks_belongs_to_none_of_them(say):
    assert say("2019", "proactive.penalties.items_last_year").parts[1].path == ("上一年项目数量",)
    assert say("2019", "proactive.penalties.decisions").parts[1].path[0] == "第二十条第（六）项"


def test_a_cell_cites_the_articles_of_its_row_only(say):
    assert say("2021", "applications.granted.business").articles == ("36(一)", "36(二)")
    assert say("2021", "applications.other.misc.business").articles == ()
    assert "统一格式" in say("2021", "applications.other.misc.business").basis


@pytest.mark.parametrize(
    ("edition", "cell", "how"),
    [
        ("2021", "applications.granted.person", "整数"),
        ("2021", "proactive.fees.amount", "万元"),
        ("2019", "proactive.fees.change", "负号"),
        ("2021", "applications.granted.total", "自动相加"),
        ("2021", "applications.total.person", "自动相加"),
        ("2021", "unit.name", ""),
    ],
)
def test_the_help_says_how_the_value_is_written(say, edition: str, cell: str, how: str):
    told_how = say(edition, cell).writing
    assert how in told_how
    assert bool(how) is bool(told_how)


def test_a_cell_that_the_edition_does_not_have_is_an_error(say):
    with pytest.raises(KeyError):
        say("2021", "proactive.procurement.amount")
