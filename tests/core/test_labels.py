"""Labels are known in the ways people write them, and by nothing less than their words."""

import pytest
from official_form import ROWS

from nianbao.core.edition import Editions
from nianbao.core.labels import Labels, labels_of, looks_like_value, readings, words

BOTH = pytest.mark.parametrize("form", ["2019", "2021"])


def row_of(editions: Editions, form: str, table: str, text: str) -> str | None:
    """The id of the row or the label of the group that a text names."""
    found = labels_of(editions[form].table(table)).row(text)
    if found is None:
        return None
    _, node = found
    return f"group {node.label}" if node.children else node.id


def heads_of(editions: Editions, form: str, table: str, text: str) -> set[str]:
    return {head.node.id or head.node.label for head in labels_of(editions[form].table(table)).head(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、本年新收政府信息公开申请数量", "本年新收政府信息公开申请数量"),
        ("1.属于国家秘密", "属于国家秘密"),
        ("1、属于国家秘密", "属于国家秘密"),
        ("1. 属于国家秘密", "属于国家秘密"),
        ("（一）予以公开", "予以公开"),
        ("(一) 予以公开", "予以公开"),
        ("㈠予以公开", "予以公开"),
        ("（一）、予以公开", "予以公开"),
        ("３．危及“三安全一稳定”", "危及三安全一稳定"),
        ('3.危及"三安全一稳定"', "危及三安全一稳定"),
        ("危及三安全一稳定", "危及三安全一稳定"),
        ("第二十条 第（五）项", "第二十条第五项"),
        ("第二十条第(五)项", "第二十条第五项"),
        ("本年增/减", "本年增/减"),
        ("总　计", "总计"),
        ("一、总体情况、", "总体情况"),
        ("一、", "一"),
        ("1", "1"),
        ("", ""),
    ],
)
def test_number_punctuation_and_spaces_are_not_the_words_of_a_label(text: str, expected: str):
    assert words(text) == expected


def test_what_a_label_says_in_brackets_may_be_missing_but_not_a_foreign_unit():
    assert readings("本年收费金额（单位：万元）") == ("本年收费金额单位万元", "本年收费金额")
    assert readings("本年收费金额（单位：元）") == ("本年收费金额单位元",)
    assert readings("本年收费金额（亿元）") == ("本年收费金额亿元",)
    assert readings("（一）") == ("一",)


def test_a_label_is_read_with_its_number_first():
    assert readings("（六）其他") == ("六其他", "其他")
    assert readings("2.重复申请") == ("2重复申请", "重复申请")


@BOTH
def test_every_official_label_is_known_as_its_own_row(editions: Editions, form: str):
    for row, label, _ in ROWS[form]:
        assert row_of(editions, form, "applications", label) == row


@BOTH
def test_every_official_column_is_known(editions: Editions, form: str):
    for table in editions[form].tables:
        for block in table.blocks:
            for column in block.column_leaves():
                assert column.id in heads_of(editions, form, table.id, column.label)


@pytest.mark.parametrize(
    ("form", "table", "text", "row"),
    [
        ("2021", "proactive", "规范性文件", "normative_documents"),
        ("2019", "proactive", "行政规范性文件", "normative_documents"),
        ("2021", "proactive", "行政规范性\n文件", "normative_documents"),
        ("2021", "applications", "1、属于国家秘密", "refused.state_secret"),
        ("2021", "applications", "属于国家秘密", "refused.state_secret"),
        ("2021", "applications", "2.其他法律法规禁止公开", "refused.prohibited_by_law"),
        ("2021", "applications", '3. 危及"三安全一稳定"', "refused.endangers_security"),
        ("2021", "applications", "3.危及三安全一稳定", "refused.endangers_security"),
        ("2021", "applications", "(二) 部分公开(区分处理的,只计这一情形,不计其他情形)", "partly_granted"),
        ("2021", "applications", "（二）部分公开", "partly_granted"),
        ("2021", "applications", "逾期不补正", "other.not_corrected"),
        ("2021", "applications", "2.申请人逾期未按收费通知要求缴纳费用", "other.fee_unpaid"),
        ("2021", "applications", "（七）总 计", "total"),
        ("2021", "applications", "（七）合计", "total"),
        ("2021", "applications", "㈦总计", "total"),
        ("2021", "applications", "3、其他", "other.misc"),
        ("2021", "applications", "其他", "other.misc"),
        ("2019", "applications", "（六）其他处理", "other"),
        ("2019", "applications", "其他处理", "other"),
        ("2019", "applications", "（六）其他", "other"),
        ("2019", "applications", "㈥其他", "other"),
    ],
)
def test_the_variants_of_row_labels_are_known(editions: Editions, form: str, table: str, text: str, row: str):
    assert row_of(editions, form, table, text) == row


@pytest.mark.parametrize(
    ("form", "text", "group"),
    [
        ("2021", "三、本年度办理结果", "三、本年度办理结果"),
        ("2021", "三、\n本\n年\n度\n办\n理\n结\n果", "三、本年度办理结果"),
        ("2021", "(三) 不予公开", "（三）不予公开"),
        ("2021", "（六）其他处理", "（六）其他处理"),
    ],
)
def test_a_group_of_rows_is_known_as_a_group(editions: Editions, form: str, text: str, group: str):
    assert row_of(editions, form, "applications", text) == f"group {group}"


def test_the_sixth_item_as_a_whole_is_not_its_third_part(editions: Editions):
    assert row_of(editions, "2021", "applications", "（六）其他") == "group （六）其他处理"
    assert row_of(editions, "2019", "applications", "3.其他") is None


@pytest.mark.parametrize(
    ("table", "text", "columns"),
    [
        ("applications", "商业 企业", {"business"}),
        ("applications", "商业\n企业", {"business"}),
        ("applications", "社会公益", {"nonprofit"}),
        ("applications", "合计", {"total"}),
        ("applications", "总 计", {"total"}),
        ("applications", "法人或其他组织", {"法人或其他组织"}),
        ("proactive", "现行有效件", {"in_force"}),
        ("proactive", "本年收费金额", {"amount"}),
        ("proactive", "本年收费金额（万元）", {"amount"}),
        ("proactive", "本年收费金额(单位:万元)", {"amount"}),
        (
            "appeals",
            "尚未审结",
            {f"{case}.pending" for case in ("reconsideration", "direct_suit")} | {"suit_after_reconsideration.pending"},
        ),
    ],
)
def test_the_variants_of_column_labels_are_known(editions: Editions, table: str, text: str, columns: set[str]):
    assert heads_of(editions, "2021", table, text) == columns


@pytest.mark.parametrize(
    "text", ["采购总金额（单位：万元，保留4位小数）", "采购总金额", "采购总金额（万元）", "采购总金额(单位:万元)"]
)
def test_the_purchases_are_known_in_ten_thousands_however_it_is_said(editions: Editions, text: str):
    assert heads_of(editions, "2019", "proactive", text) == {"amount"}


@pytest.mark.parametrize("text", ["采购总金额（千元）", "采购总金额（单位：亿元）", "采购金额", "", "总金额"])
def test_a_column_in_another_unit_or_of_other_words_is_not_known(editions: Editions, text: str):
    assert heads_of(editions, "2019", "proactive", text) == set()


@pytest.mark.parametrize("text", ["规章000", "规章 0", "地方政府规章制度", "", "第一项", "上年规章"])
def test_what_has_other_words_is_no_row(editions: Editions, text: str):
    assert row_of(editions, "2021", "proactive", text) is None


def test_headings_and_corners_are_known_in_any_writing(editions: Editions):
    labels = labels_of(editions["2019"].table("proactive"))
    assert all(labels.is_corner(text) for text in ("信息内容", "第二十条第(五)项", "第二十条 第（五）项"))
    assert not labels.is_corner("第二十条第（二）项")
    labels = labels_of(editions["2019"].table("applications"))
    assert labels.is_corner("(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)")


@BOTH
def test_no_label_of_a_table_means_two_rows(editions: Editions, form: str):
    for table in editions[form].tables:
        labels: Labels = labels_of(table)
        for block in table.blocks:
            for row in block.row_leaves():
                for text in (row.label, *row.aliases):
                    if text:
                        assert labels.row(text) == (block, row)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "0",
            "12",
            "１２",
            "1,234",
            "7730.28",
            ".5",
            "+19",
            "-3",
            "减4",
            "增3",
            "减少4",
            "12件",
            "251000元",
            "240万元",
        ),
        *("22（其中修订16件）", "22\n（其中修订 16 件）", "/", "-", "—", "无", "不适用", "000", "3 4"),
    ],
)
def test_what_is_meant_as_a_value_is_told_from_a_label(text: str):
    assert looks_like_value(text)


@pytest.mark.parametrize(
    "text", ["规章000", "1.属于国家秘密", "一、", "第1项", "2021年", "其他", "备注", "无法提供", "abc", ""]
)
def test_a_label_is_told_from_a_value(text: str):
    assert not looks_like_value(text)
