"""Last year's text in this year's: marked and taken over sentence by sentence, its numbers linked again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.core.drafts import confirmed, draft_id, draft_sentences, is_draft
from nianbao.core.edition import Editions
from nianbao.core.following import propose
from nianbao.core.links import edited, link_id, linking, links_of
from nianbao.core.report import Origin, Report
from nianbao.core.stock import GAP
from nianbao.core.takeover import compared, linkable_again, linked_again, taken_over
from nianbao.core.values import Value
from nianbao.core.yearly import next_report, start_year
from reports import filled, with_values

TEXT = "texts.overview"
RECEIVED = "applications.received.total"
WORDS = "\n".join(
    (
        "（一）主动公开情况。",
        "2024年，镇政府公开财政预算。全年更新栏目三次。",
        "（二）依申请公开情况。",
        "申请都在法定期限内答复。",
    )
)


def enter(report: Report, values: dict[str, Value | None], origins: dict[str, Origin] | None = None) -> Report:
    return report.apply(propose(report, "填写", values, origins))


def drafts(report: Report) -> list[str]:
    return [passage.words for passage in draft_sentences(report, TEXT)]


@pytest.fixture(name="last")
def _last(editions: Editions) -> Report:
    return with_values(filled(editions, "2021"), {TEXT: WORDS, RECEIVED: 12})


@pytest.fixture(name="this")
def _this(last: Report) -> Report:
    return next_report(last)


# marked until edited


def test_every_sentence_that_was_carried_over_is_a_draft_and_headings_are_not(this: Report):
    assert drafts(this) == ["2025年，镇政府公开财政预算。", "全年更新栏目三次。", "申请都在法定期限内答复。"]


def test_a_sentence_that_was_edited_is_no_draft_any_more_and_the_others_are(this: Report):
    after = enter(this, {TEXT: this.text(TEXT).replace("三次", "四次")})
    assert drafts(after) == ["2025年，镇政府公开财政预算。", "申请都在法定期限内答复。"]
    assert is_draft(after, TEXT)
    assert after.origins[TEXT] == this.origins[TEXT]


def test_a_sentence_typed_again_as_it_was_has_been_looked_at(this: Report):
    after = enter(this, {TEXT: this.text(TEXT).replace("三次", "四次")})
    assert "全年更新栏目三次。" not in drafts(enter(after, {TEXT: this.text(TEXT)}))


def test_new_sentences_are_no_drafts(this: Report):
    assert drafts(enter(this, {TEXT: f"{this.text(TEXT)}新建查阅点一处。"})) == drafts(this)


def test_the_draft_ends_with_its_last_sentence_and_undo_brings_it_back(this: Report):
    change = propose(this, "填写", {TEXT: "（一）主动公开情况。\n全部重写。"})
    after = this.apply(change)
    assert not is_draft(after, TEXT)
    assert draft_id(TEXT) not in after.values
    assert after.apply(change.inverse()) == this


def test_a_sentence_may_be_left_as_it_is_on_purpose(this: Report):
    after = enter(this, confirmed(this, TEXT, "全年更新栏目三次。"))
    assert drafts(after) == ["2025年，镇政府公开财政预算。", "申请都在法定期限内答复。"]
    assert after.text(TEXT) == this.text(TEXT)
    for words in drafts(after):
        after = enter(after, confirmed(after, TEXT, words))
    assert not is_draft(after, TEXT)
    assert after.text(TEXT) == this.text(TEXT)
    assert draft_id(TEXT) not in after.values


def test_a_text_given_as_it_stands_is_confirmed_as_a_whole(this: Report):
    after = enter(enter(this, confirmed(this, TEXT, "全年更新栏目三次。")), {TEXT: this.get(TEXT)})
    assert not is_draft(after, TEXT)
    assert draft_id(TEXT) not in after.values


def test_an_imported_text_is_no_draft(this: Report):
    partly = enter(this, confirmed(this, TEXT, "全年更新栏目三次。"))
    after = enter(partly, {TEXT: f"{WORDS}另。"}, {TEXT: Origin("imported", "2025.docx")})
    assert not is_draft(after, TEXT)
    assert draft_id(TEXT) not in after.values


def test_a_number_that_follows_does_not_make_its_sentence_looked_at(this: Report):
    report = with_values(this, {RECEIVED: 12})
    place = report.text(TEXT).index("三次")
    linked = enter(report, edited(report, TEXT, [linking(report, RECEIVED, place, place + 1)]))
    report = Report(linked.editions, {**linked.values, draft_id(TEXT): "全年更新栏目12次。"}, linked.origins)
    after = enter(report, {RECEIVED: 15})
    assert drafts(after) == ["全年更新栏目15次。"]
    assert is_draft(after, TEXT)


@given(edits=st.lists(st.tuples(st.integers(0, 60), st.text("年。镇", max_size=3), st.integers(0, 9)), max_size=6))
def test_while_a_text_is_a_draft_something_in_it_is_marked_and_all_of_it_is_last_years(editions: Editions, edits):
    this = next_report(with_values(filled(editions, "2021"), {TEXT: WORDS}))
    report = this
    for place, words, length in edits:
        text = report.text(TEXT)
        before, report = report, enter(report, {TEXT: text[:place] + words + text[place + length :] or None})
        assert is_draft(report, TEXT) == bool(drafts(report))
        assert set(drafts(report)) <= set(drafts(before)) <= set(drafts(this))


# taken over


def take(report: Report, last: Report, words: str) -> Report:
    chosen = next(one for one in compared(report, last, TEXT) if words in one.before.words)
    return enter(report, *taken_over(report, last, TEXT, chosen))


def test_a_sentence_that_is_gone_comes_back_behind_the_one_that_it_followed(last: Report, this: Report):
    report = enter(this, {TEXT: this.text(TEXT).replace("全年更新栏目三次。", "")})
    assert take(report, last, "全年更新").text(TEXT) == this.text(TEXT)


def test_a_sentence_that_began_a_paragraph_comes_back_as_one(last: Report, this: Report):
    report = enter(
        this, {TEXT: "（一）主动公开情况。\n2025年，镇政府公开财政预算。又公开决算。\n（二）依申请公开情况。"}
    )
    assert take(report, last, "申请都在").text(TEXT).endswith("（二）依申请公开情况。\n申请都在法定期限内答复。")
    report = enter(this, {TEXT: "全年更新栏目三次。"})
    assert take(report, last, "预算").text(TEXT) == "2025年，镇政府公开财政预算。全年更新栏目三次。"
    assert take(report, last, "（二）").text(TEXT) == "全年更新栏目三次。\n（二）依申请公开情况。"


def test_into_an_empty_text_it_goes_alone_with_its_year_moved_on(last: Report, editions: Editions):
    blank = start_year(editions, 2025)
    after = take(blank, last, "预算")
    assert after.text(TEXT) == "2025年，镇政府公开财政预算。"
    assert drafts(after) == ["2025年，镇政府公开财政预算。"]
    assert after.origins[TEXT] == Origin("carried", "2024年报告")


def test_it_takes_the_place_of_the_sentence_that_it_was_changed_into(last: Report, this: Report):
    report = enter(this, {TEXT: this.text(TEXT).replace("全年更新栏目三次。", "全年更新专栏三次。")})
    assert take(report, last, "全年更新").text(TEXT) == this.text(TEXT)
    assert taken_over(this, last, TEXT, compared(this, last, TEXT)[0]) == ({}, {})


def test_a_heading_that_is_taken_over_needs_no_looking_at(last: Report, editions: Editions):
    after = take(start_year(editions, 2025), last, "（一）")
    assert after.text(TEXT) == "（一）主动公开情况。"
    assert not is_draft(after, TEXT)


def test_what_is_taken_over_is_marked_and_what_was_looked_at_is_not(last: Report, this: Report):
    report = enter(this, {TEXT: "2025年，镇政府公开财政预算和决算。申请都在法定期限内答复。"})
    report = enter(report, {TEXT: report.get(TEXT)})
    assert drafts(take(report, last, "全年更新")) == ["全年更新栏目三次。"]


def test_what_was_linked_last_year_says_this_years_number(last: Report, editions: Editions):
    place = last.text(TEXT).index("。全年更新") + 1
    last = enter(last, edited(last, TEXT, [linking(last, "received", place, place)]))
    blank = with_values(start_year(editions, 2025), {"applications.carried_in.total": 0})
    after = take(blank, last, "政府信息公开申请")
    assert after.text(TEXT) == f"2025年，本机关收到政府信息公开申请{GAP}件。"
    assert [link.name for link in links_of(after, TEXT)] == ["received"]


def test_numbers_linked_last_year_are_linked_again_on_demand(last: Report):
    place = last.text(TEXT).index("三次")
    last = enter(last, edited(last, TEXT, [linking(last, RECEIVED, place, place + 1)]))
    this = enter(next_report(last), {RECEIVED: 3})
    assert link_id(TEXT) not in this.values
    assert "全年更新栏目12次。" in this.text(TEXT)
    (offered,) = linkable_again(this, last, TEXT)
    after = enter(this, linked_again(this, TEXT, [offered]))
    assert "全年更新栏目3次。" in after.text(TEXT)
    assert linkable_again(after, last, TEXT) == ()
    assert linkable_again(enter(this, {TEXT: "全年更新栏目5次。"}), last, TEXT) == ()
    assert linkable_again(this, None, TEXT) == ()
