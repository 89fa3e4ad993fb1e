"""What differs between two reports is told at its cell and its paragraph, and can be taken over piece by piece."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.core.comparison import Comparison, compare, taken
from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.core.values import Value
from nianbao.files.editions import load_editions
from reports import arbitrary, filled, with_values, without

EDITIONS = load_editions()
PERSON = "applications.granted.person"


def edited(report: Report, values: Mapping[str, Value | None]) -> Report:
    """The report with these values, None for blank."""
    return Report(report.editions, {c: v for c, v in {**report.values, **values}.items() if v is not None})


def sentences(one: Report, two: Report) -> list[str]:
    return [difference.sentence for difference in compare(one, two).differences]


def test_a_report_is_the_same_as_itself(report: Report):
    comparison = compare(report, report)
    assert comparison == Comparison(len(report.edition.table_cells))
    assert comparison.sentence == f"已核对 {len(report.edition.table_cells)} 个数字，全部一致。"


# numbers


@pytest.mark.parametrize(
    ("cell", "before", "after", "said"),
    [
        (PERSON, 3, 4, "表三 自然人 予以公开 被改为 4（原为 3）。"),
        (PERSON, 3, None, "表三 自然人 予以公开 被清空（原为 3）。"),
        (PERSON, None, 0, "表三 自然人 予以公开 被改为 0（原为空）。"),
        ("proactive.rules.issued", 0, 7, "表二 制发 规章 被改为 7（原为 0）。"),
        ("appeals.direct_suit.total", 1, 2, "表四 未经复议直接起诉 总计 被改为 2（原为 1）。"),
        (
            "proactive.fees.amount",
            Decimal("12.5"),
            Decimal("0.0001"),
            "表二 收费金额（万元） 行政事业性收费 被改为 0.0001（原为 12.5）。",
        ),
    ],
)
def test_a_number_is_told_with_its_place_and_both_values(
    editions: Editions, cell: str, before: Value | None, after: Value | None, said: str
):
    report = filled(editions, "2021")
    one, two = edited(report, {cell: before}), edited(report, {cell: after})
    comparison = compare(one, two)
    (number,) = comparison.numbers
    assert (number.cell, number.before, number.after, number.sentence) == (cell, before, after, said)
    assert number.section == report.edition.section(cell.split(".", maxsplit=1)[0]).short
    assert comparison.sentence == "有 1 个数字不同。"


def test_a_change_is_told_with_its_sign(editions: Editions):
    report = with_values(filled(editions, "2019"), {"proactive.licensing.change": -3})
    (said,) = sentences(report, with_values(report, {"proactive.licensing.change": 19}))
    assert said.endswith("被改为 +19（原为 -3）。")


def test_an_amount_with_more_zeros_is_the_same(editions: Editions):
    report = filled(editions, "2021")
    one, two = (with_values(report, {"proactive.fees.amount": Decimal(text)}) for text in ("12.5", "12.5000"))
    assert compare(one, two).differences == ()


def test_of_two_editions_every_number_of_both_is_compared(editions: Editions):
    old, new = filled(editions, "2019"), filled(editions, "2021")
    comparison = compare(old, new)
    both = {cell.id for report in (old, new) for cell in report.edition.table_cells}
    assert comparison.compared == len(both)
    assert {number.cell for number in comparison.numbers} >= both - {
        cell.id for cell in old.edition.table_cells if cell.id in new.edition.cells
    }


# unit, year and date


def test_another_unit_year_or_date_is_told(editions: Editions):
    report = filled(editions, "2021")
    other = with_values(report, {"unit.name": "云溪镇人民政府", "year": 2023, "date": "2025年1月21日"})
    assert sentences(report, other) == [
        "单位名称 被改为 云溪镇人民政府（原为 示例县清水镇人民政府）。",
        "报告年度 被改为 2023（原为 2024）。",
        "成文日期 被改为 2025年1月21日（原为 2025年1月20日）。",
    ]


def test_what_only_one_report_tells_of_itself_is_no_difference(editions: Editions):
    report = filled(editions, "2021")
    assert compare(report, without(report, "unit.name", "year", "date", "unit.address", "unit.kind")).differences == ()


# texts


def paragraphs(*lines: str) -> dict[str, Value]:
    return {"texts.other": "\n".join(lines)}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (["甲。", "乙。"], ["甲。", "丙丁。"], ["第 2 段被改为“丙丁。”（原为“乙。”）。"]),
        (["甲。", "乙。"], ["甲。"], ["第 2 段被删去（原为“乙。”）。"]),
        (["甲。", "乙。"], ["甲。", "新。", "乙。"], ["第 2 段前增加了一段：“新。”。"]),
        (["甲。"], ["甲。", "新。", "又新。"], ["最后增加了一段：“新。”。", "最后增加了一段：“又新。”。"]),
        (
            ["甲。", "乙。", "丙。"],
            ["乙。", "丙！"],
            ["第 1 段被删去（原为“甲。”）。", "第 3 段被改为“丙！”（原为“丙。”）。"],
        ),
        (
            ["全年共收到政府信息公开申请3件，均已按期答复，没有结转。"],
            ["全年共收到政府信息公开申请14件，均已按期答复，没有结转。"],
            ["第 1 段被改为“…政府信息公开申请14件，均已按期答复…”（原为“…政府信息公开申请3件，均已按期答复…”）。"],
        ),
        (
            ["第一项工作已经完成。", "第二项工作正在进行。"],
            ["前言。", "第一项工作全部完成。", "第二项工作正在推进。"],
            [
                "第 1 段前增加了一段：“前言。”。",
                "第 1 段被改为“第一项工作全部完成。”（原为“第一项工作已经完成。”）。",
                "第 2 段被改为“第二项工作正在推进。”（原为“第二项工作正在进行。”）。",
            ],
        ),
    ],
)
def test_a_paragraph_is_told_with_its_place_and_what_was_changed(
    editions: Editions, before: list[str], after: list[str], said: list[str]
):
    report = filled(editions, "2021")
    one, two = with_values(report, paragraphs(*before)), with_values(report, paragraphs(*after))
    assert sentences(one, two) == [f"“六、其他事项”{sentence}" for sentence in said]
    assert compare(one, two).sentence == f"已核对 200 个数字，全部一致；有 {len(said)} 处文字不同。"


def test_a_long_paragraph_is_told_in_short(editions: Editions):
    report = filled(editions, "2021")
    one, two = with_values(report, paragraphs("甲" * 5000)), with_values(report, paragraphs("乙" * 9000))
    (said,) = sentences(one, two)
    assert len(said) < 150


@pytest.mark.parametrize(
    "text",
    [
        "甲乙。\n丙。",
        "　　甲乙。\n\n丙。\n",
        "甲 乙。\n丙。",
        "甲乙。\u2028丙。",
        "甲\x07乙\u200b。\r\n丙。",
        "甲乙。丙。",
    ],
)
def test_what_nobody_sees_in_a_text_is_no_difference(editions: Editions, text: str):
    report = with_values(filled(editions, "2021"), paragraphs("甲乙。", "丙。"))
    assert compare(report, with_values(report, {"texts.other": text})).differences == ()


def test_the_preamble_is_a_text_too(editions: Editions):
    report = filled(editions, "2021")
    (said,) = sentences(report, without(report, "texts.preamble"))
    assert said.startswith("“导语”第 1 段被删去（原为“")


# taking over


LINES = st.lists(st.sampled_from(["甲。", "乙。", "丙。", "丙丁。", "丙丁戊。"]), max_size=6)


@given(before=LINES, after=LINES)
@settings(max_examples=300)
def test_all_paragraphs_that_differ_taken_over_make_the_texts_the_same(before: list[str], after: list[str]):
    report = filled(EDITIONS, "2021")
    one, two = edited(report, paragraphs(*before)), edited(report, paragraphs(*after))
    assert edited(one, taken(one, compare(one, two).texts)).text("texts.other") == "\n".join(after)


@given(before=LINES, after=LINES, data=st.data())
@settings(max_examples=300)
def test_a_paragraph_that_is_not_taken_over_stays_where_it_was(
    before: list[str], after: list[str], data: st.DataObject
):
    report = filled(EDITIONS, "2021")
    one, two = edited(report, paragraphs(*before)), edited(report, paragraphs(*after))
    differences = compare(one, two).texts
    some = [difference for difference in differences if data.draw(st.booleans())]
    kept = edited(one, taken(one, some))
    gone = {difference.paragraph for difference in some if difference.before is not None}
    stay = [line for number, line in enumerate(before) if number not in gone]
    new = [difference.after for difference in some if difference.after is not None]
    assert sorted(kept.text("texts.other").split()) == sorted([*stay, *new])


@pytest.mark.parametrize("edition", ["2019", "2021"])
@given(data=st.data())
@settings(max_examples=10)
def test_numbers_are_taken_over_one_by_one(edition: str, data: st.DataObject):
    one, two = data.draw(arbitrary(EDITIONS, edition)), data.draw(arbitrary(EDITIONS, edition))
    numbers = compare(one, two).numbers
    after = edited(one, taken(one, numbers[::2]))
    assert compare(after, two).numbers == numbers[1::2]
    assert compare(one, after).numbers == numbers[::2]


def test_the_rest_of_a_text_keeps_its_indents_and_blank_lines(editions: Editions):
    report = with_values(filled(editions, "2021"), {"texts.other": "　　甲。\n\n　　乙。\n丙。"})
    two = with_values(report, paragraphs("甲。", "新。", "乙。", "丁。"))
    assert taken(report, compare(report, two).differences) == {"texts.other": "　　甲。\n\n新。\n　　乙。\n丁。"}


def test_many_changed_paragraphs_are_compared_at_once(editions: Editions):
    report = filled(editions, "2021")
    one = with_values(report, paragraphs(*(f"第{n}段甲。" for n in range(1500))))
    two = with_values(report, paragraphs(*(f"第{n}段乙。" for n in range(1400))))
    assert len(compare(one, two).texts) == 1500
