"""What is offered to be put into a text: everything the form has, each under its own name, found by a few letters."""

from collections import Counter

import pytest

from nianbao.core.edition import Editions
from nianbao.core.links import words_of
from nianbao.core.offers import fitting, label_of, offers
from nianbao.core.stock import GAP
from nianbao.core.yearly import start_year
from reports import filled


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_every_number_of_the_form_is_offered_once_with_its_words_and_a_name_of_its_own(editions: Editions, form: str):
    report = filled(editions, form)
    every = offers(report)
    names = [offer.name for offer in every]
    assert {cell.id for cell in report.edition.table_cells} <= set(names)
    assert len(names) == len(set(names))
    assert max(Counter((offer.group, offer.label) for offer in every).values()) == 1
    for offer in every:
        assert offer.words == words_of(report.edition, report.values, offer.name)
        assert label_of(report.edition, offer.name)


def test_sentences_come_first_and_totals_before_the_columns(editions: Editions):
    every = offers(filled(editions, "2021"))
    assert every[0].is_sentence
    assert [offer.is_sentence for offer in every] == sorted((offer.is_sentence for offer in every), reverse=True)
    labels = [offer.label for offer in every]
    assert labels.index("结转下年度 总计") < labels.index("本年新收 自然人")


def test_blank_numbers_are_offered_with_their_gap(editions: Editions):
    words = {offer.name: offer.words for offer in offers(start_year(editions, 2024))}
    assert words["year"] == "2024"
    assert words["applications.received.total"] == words["refused"] == GAP


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("本年新收", "本年新收 总计"),
        ("自然人 予以公开", "予以公开 自然人"),
        ("表三 结转下年度 总计", "结转下年度 总计"),
        ("信息处理费", "信息处理费"),
        ("复议", "行政复议、行政诉讼"),
        ("表三 其他处理 其他 自然人", "其他（其他处理） 自然人"),
        ("表四　維持　直接", "未经复议直接起诉 维持"),
        ("没有这一项", ""),
    ],
)
def test_a_few_letters_find_what_is_meant(editions: Editions, typed: str, first: str):
    found = fitting(offers(filled(editions, "2021")), typed)
    assert (found[0].label if found else "") == first


def test_nothing_typed_finds_everything(editions: Editions):
    every = offers(filled(editions, "2021"))
    assert fitting(every, " ") == every
