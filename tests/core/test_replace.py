"""Find and replace over all sections: every place is found, only the chosen ones change, links stay where they can."""

from hypothesis import given
from hypothesis import strategies as st

from nianbao.core.edition import Editions
from nianbao.core.following import propose
from nianbao.core.links import edited, linking, links_of
from nianbao.core.preamble import PREAMBLE
from nianbao.core.replace import found, replaced
from nianbao.core.report import Report
from nianbao.core.values import Value
from reports import filled, with_values

TEXT = "texts.overview"


def enter(report: Report, values: dict[str, Value | None]) -> Report:
    return report.apply(propose(report, "替换", values))


def test_every_section_is_looked_through_in_the_order_of_the_form(editions: Editions):
    places = found(filled(editions, "2021"), "公开")
    assert list(dict.fromkeys(place.cell for place in places)) == ["texts.overview", "texts.problems"]
    first = places[0]
    assert (first.section, first.before, first.words) == ("一、总体情况", "（一）主动", "公开")
    assert first.after == "情况。清水镇在县政府网站"


def test_only_the_chosen_places_change_and_all_in_one_step(editions: Editions):
    report = with_values(
        filled(editions, "2021"), {TEXT: "我镇公开。\n我镇答复。", "texts.other": "我镇没有收取信息处理费。"}
    )
    first, _, third = found(report, "我镇")
    after = enter(report, replaced(report, [first, third], "本机关"))
    assert after.text(TEXT) == "本机关公开。\n我镇答复。"
    assert after.text("texts.other") == "本机关没有收取信息处理费。"


def test_a_preamble_that_follows_by_itself_is_not_looked_through(editions: Editions):
    report = filled(editions, "2021")
    assert found(report, "编制") == ()
    by_hand = with_values(report, {PREAMBLE: "现编制本报告。"})
    assert [place.section for place in found(by_hand, "编制")] == ["导语"]


def test_what_looks_alike_is_found_on_demand(editions: Editions):
    report = with_values(filled(editions, "2021"), {TEXT: "公开１２条，APP公開12条。"})
    assert len(found(report, "12")) == 1
    assert [place.words for place in found(report, "12", loosely=True)] == ["１２", "12"]
    assert [place.words for place in found(report, "公开", loosely=True) if place.cell == TEXT] == ["公开", "公開"]
    assert [place.words for place in found(report, "app", loosely=True)] == ["APP"]


def test_nothing_is_found_for_nothing(editions: Editions):
    assert found(filled(editions, "2021"), " ") == ()


def test_links_stay_unless_their_own_words_are_replaced(editions: Editions):
    report = with_values(filled(editions, "2021"), {TEXT: "年，我镇公开2024条。我镇答复。"})
    report = enter(report, edited(report, TEXT, [linking(report, "year", 0, 0)]))
    places = found(report, "2024")
    assert [place.linked for place in places] == [True, False]
    shorter = enter(report, replaced(report, found(report, "我镇"), "镇"))
    assert shorter.text(TEXT) == "2024年，镇公开2024条。镇答复。"
    assert [link[:2] for link in links_of(shorter, TEXT)] == [(0, 4)]
    assert links_of(enter(report, replaced(report, places, "2025")), TEXT) == ()


def test_a_text_of_which_nothing_is_left_is_blank(editions: Editions):
    report = with_values(filled(editions, "2021"), {TEXT: "无"})
    assert TEXT not in enter(report, replaced(report, found(report, "无"), "")).values


@given(
    text=st.text("公开。甲\n", max_size=30),
    words=st.text("公开甲", min_size=1, max_size=3),
    new=st.text("公乙", max_size=3),
)
def test_replacing_every_place_is_what_replacing_in_the_text_does(editions: Editions, text: str, words: str, new: str):
    report = filled(editions, "2021")
    report = enter(report, {"texts.problems": None, "texts.other": None, TEXT: text if text.strip() else None})
    after = enter(report, replaced(report, found(report, words), new))
    expected = report.text(TEXT).replace(words, new)
    assert after.text(TEXT) == (expected if expected.strip() else "")
