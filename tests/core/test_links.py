"""Numbers and ready sentences in a text follow the tables; words that somebody changed are words like any other."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from official_form import cell_ids, zeros

from nianbao.core.checks import check
from nianbao.core.comparison import compare
from nianbao.core.edition import Editions
from nianbao.core.following import propose, recomputed
from nianbao.core.links import Edit, edited, gaps, link_id, linking, links_of, read_links, unlinked, words_of
from nianbao.core.progress import progress
from nianbao.core.report import Report
from nianbao.core.stock import GAP
from nianbao.core.values import Value
from nianbao.core.yearly import next_report, start_year
from nianbao.files.exports import content_of
from nianbao.files.readers.json import read_json
from nianbao.files.writers.json import write_json
from reports import filled, texts, with_values, without

TEXT = "texts.overview"
KEPT = link_id(TEXT)
RECEIVED, PERSON = "applications.received.total", "applications.received.person"
UPHELD = "appeals.reconsideration.upheld"
RECONSIDERED = "appeals.reconsideration.total"


def enter(report: Report, values: dict[str, Value | None]) -> Report:
    return report.apply(propose(report, "填写", values))


def put(report: Report, name: str, at: int | None = None, cell: str = TEXT) -> Report:
    """The report with the words of a name put into its text, at the end if no place is given."""
    place = len(report.text(cell)) if at is None else at
    return enter(report, edited(report, cell, [linking(report, name, place, place)]))


def linked(report: Report, cell: str = TEXT) -> list[tuple[str, str]]:
    """The linked words of a text with their names."""
    return [(report.text(cell)[link.start : link.end], link.name) for link in links_of(report, cell)]


@pytest.fixture(name="report")
def _report(editions: Editions) -> Report:
    """“全年收到12件，维持3件。”, both numbers linked."""
    report = with_values(filled(editions, "2021"), {RECEIVED: 12, UPHELD: 3, TEXT: "全年收到件，维持件。"})
    return put(put(report, UPHELD, 8), RECEIVED, 4)


# a number


def test_a_number_in_a_text_follows_its_cell(report: Report):
    assert report.text(TEXT) == "全年收到12件，维持3件。"
    after = enter(report, {UPHELD: 115})
    assert after.text(TEXT) == "全年收到12件，维持115件。"
    assert linked(after) == [("12", RECEIVED), ("115", UPHELD)]


def test_a_total_in_a_text_follows_the_operands_of_its_cell(report: Report):
    report = put(enter(report, {UPHELD: 4}), RECONSIDERED)
    after = enter(report, {UPHELD: 5})
    assert after.get(RECONSIDERED) == int(str(report.get(RECONSIDERED))) + 1
    assert after.text(TEXT) == f"全年收到12件，维持5件。{after.get(RECONSIDERED)}"


def test_following_is_part_of_the_same_step_and_undone_with_it(report: Report):
    change = propose(report, "填写", {UPHELD: 115})
    assert {TEXT, KEPT, UPHELD, RECONSIDERED} == set(change.cells)
    assert report.apply(change).apply(change.inverse()) == report


def test_a_step_begins_with_what_was_entered_and_ends_with_how_links_are_kept(report: Report):
    ordered = Report(report.editions, dict(sorted(report.values.items())))
    assert list(propose(ordered, "编辑", {TEXT: f"我镇{report.text(TEXT)}"}).cells) == [TEXT, KEPT]
    first, *_, last = propose(report, "填写", {UPHELD: 115}).cells
    assert (first, last) == (UPHELD, KEPT)


def test_a_cleared_number_leaves_a_gap_that_is_filled_when_the_number_comes(report: Report):
    after = enter(report, {UPHELD: None})
    assert after.text(TEXT) == f"全年收到12件，维持{GAP}件。"
    assert gaps(after, TEXT) == ((10, 10 + len(GAP)),)
    assert enter(after, {UPHELD: 7}).text(TEXT) == "全年收到12件，维持7件。"


def test_a_gap_is_no_leftover_of_a_template_until_it_is_plain_text(report: Report):
    waiting = enter(report, {UPHELD: None})
    assert not [finding for finding in check(waiting) if finding.code == "W-04"]
    plain = enter(waiting, unlinked(waiting, TEXT, 10, 10))
    assert [finding.spans for finding in check(plain) if finding.code == "W-04"] != []


def test_the_year_and_the_unit_follow_too(editions: Editions):
    report = with_values(filled(editions, "2021"), {TEXT: "本报告。"})
    report = put(put(report, "unit.name", 3), "year", 0)
    assert report.text(TEXT) == "2024本报告示例县清水镇人民政府。"
    after = enter(report, {"year": 2025, "unit.name": "清水镇人民政府"})
    assert after.text(TEXT) == "2025本报告清水镇人民政府。"


def test_numbers_are_written_as_the_form_prints_them(editions: Editions):
    report = with_values(filled(editions, "2019"), {TEXT: "增减", "proactive.licensing.change": 19})
    assert put(report, "proactive.licensing.change").text(TEXT) == "增减+19"


def test_what_the_form_does_not_have_cannot_be_linked(report: Report):
    for name in ("applications.unknown.total", "texts.other", "unit.address", "applications.other.total"):
        assert words_of(report.edition, report.values, name) is None
        with pytest.raises(KeyError):
            linking(report, name, 0, 0)


# editing around it


def test_a_link_stays_while_the_text_around_it_is_edited(report: Report):
    for words in (
        "我镇全年收到12件，维持3件。",
        "全年收到12件，维持3件",
        "今年收到12件申请，维持3件。",
        "12件，维持3件。",
    ):
        after = enter(report, {TEXT: words})
        assert linked(after) == [("12", RECEIVED), ("3", UPHELD)]
        assert enter(after, {RECEIVED: 7}).text(TEXT) == words.replace("12", "7")


def test_a_number_that_was_changed_by_hand_is_plain_text(report: Report):
    after = enter(report, {TEXT: "全年收到13件，维持3件。"})
    assert linked(after) == [("3", UPHELD)]
    assert enter(after, {RECEIVED: 7}).text(TEXT) == "全年收到13件，维持3件。"


@pytest.mark.parametrize("words", ["全年收到123件，维持3件。", "全年收到112件，维持3件。", "全年收到12.5件，维持3件。"])
def test_a_number_that_became_part_of_another_is_plain_text(report: Report, words: str):
    after = enter(report, {TEXT: words})
    assert linked(after) == [("3", UPHELD)]


def test_the_other_links_stay_when_one_goes(report: Report):
    after = enter(report, {TEXT: "全年收到12件。"})
    assert linked(after) == [("12", RECEIVED)]
    assert KEPT not in enter(after, {TEXT: "没有收到。"}).values
    assert KEPT not in enter(after, {TEXT: None}).values


def test_a_doubled_character_typed_beside_a_sentence_leaves_it_linked(editions: Editions):
    report = put(with_values(filled(editions, "2021"), {TEXT: "情况。"}), "decisions")
    words = report.text(TEXT).removeprefix("情况。")
    for text in (f"情况。{words[0]}{words}", f"情况。{words}。"):
        assert linked(enter(report, {TEXT: text})) == [(words, "decisions")]


def test_a_text_rewritten_in_several_places_keeps_the_links_whose_surroundings_stayed(report: Report):
    report = enter(report, {TEXT: f"{report.text(TEXT)}其余都已办结。"})
    after = enter(report, {TEXT: "本单位全年收到12件，维持3件。其余均已答复。"})
    assert linked(after) == [("12", RECEIVED), ("3", UPHELD)]
    pasted = enter(report, {TEXT: "公开信息12条，举办培训3次。"})
    assert links_of(pasted, TEXT) == ()


def test_an_edit_in_a_known_place_moves_the_links_behind_it(report: Report):
    edits = [Edit(0, 2, "本年度"), Edit(7, 10, "，被维持")]
    after = enter(report, edited(report, TEXT, edits))
    assert after.text(TEXT) == "本年度收到12件，被维持3件。"
    assert linked(after) == [("12", RECEIVED), ("3", UPHELD)]


def test_an_edit_of_linked_words_unlinks_them(report: Report):
    after = enter(report, edited(report, TEXT, [Edit(5, 6, "3")]))
    assert after.text(TEXT) == "全年收到13件，维持3件。"
    assert linked(after) == [("3", UPHELD)]


def test_a_link_becomes_plain_text_on_demand(report: Report):
    after = enter(report, unlinked(report, TEXT, 5, 5))
    assert after.text(TEXT) == report.text(TEXT)
    assert linked(after) == [("3", UPHELD)]
    assert KEPT not in enter(report, unlinked(report, TEXT, 0, 99)).values


# ready sentences


def test_a_ready_sentence_says_that_nothing_came_when_the_number_is_zero(editions: Editions):
    report = put(with_values(filled(editions, "2021"), {TEXT: "情况。"}), "received")
    assert f"新收政府信息公开申请{report.get(RECEIVED)}件" in report.text(TEXT)
    nothing = {cell: 0 for cell in cell_ids("2021") if cell.startswith("applications.")}
    after = enter(report, nothing)
    assert after.text(TEXT) == "情况。2024年，本机关未收到政府信息公开申请。"
    assert enter(after, {PERSON: 2}).text(TEXT) == "情况。2024年，本机关收到政府信息公开申请2件。"


def test_a_ready_sentence_about_blank_numbers_guesses_nothing(editions: Editions):
    report = put(start_year(editions, 2024), "received")
    assert report.text(TEXT) == f"2024年，本机关新收政府信息公开申请{GAP}件，上年结转{GAP}件。"


def test_parts_that_are_zero_are_left_out_of_a_ready_sentence(editions: Editions):
    report = with_values(filled(editions, "2021"), {**zeros("2021"), TEXT: "情况。"})
    results: dict[str, Value | None] = {"applications.granted.person": 2, "applications.other.misc.person": 1}
    report = put(enter(report, results), "handled")
    assert report.text(TEXT) == "情况。全年办结政府信息公开申请3件，其中予以公开2件、其他处理1件。"


YEARS = [["applications."], ["appeals."], ["proactive."], ["applications.received."], ["applications.carried_"]]
YEARS += [["appeals.reconsideration"], ["appeals.direct", "appeals.suit"], ["applications.total."], ["a", "p"], []]


@pytest.mark.parametrize("cell", ["texts.overview", "texts.problems", "texts.other"])
@pytest.mark.parametrize("none", YEARS, ids=lambda none: " ".join(none) or "all")
def test_a_ready_sentence_never_contradicts_the_tables(report: Report, editions: Editions, none: list[str], cell: str):
    for edition in editions:
        full = filled(editions, edition, 3)
        zero = {id_: 0 for id_ in cell_ids(edition) if id_.startswith(tuple(none))}
        full = with_values(full, zero)
        full = with_values(full, recomputed(full))
        before = {finding.message for finding in check(full) if finding.code[0] in "XW"}
        for name in full.edition.stock().sentences:
            after = put(full, name, cell=cell)
            found = [finding for finding in check(after) if finding.code[0] in "XW"]
            assert [finding.message for finding in found if finding.message not in before] == []


def test_every_form_has_its_names_to_itself(editions: Editions):
    for edition in editions.values():
        stock = edition.stock()
        assert len(stock.sentences) >= 8
        names = [*stock.totals, *stock.sentences]
        assert len(names) == len({*names, *edition.cells}) - len(edition.cells)
        assert {len(sentence.forms[-1].zero) for sentence in stock.sentences.values()} == {0}


def test_another_form_renders_its_own_sentence_and_makes_plain_what_it_does_not_have(editions: Editions):
    report = with_values(filled(editions, "2019"), {TEXT: "情况。"})
    report = put(put(report, "procurement"), "appeals")
    after = enter(report, {"edition": "2021"})
    assert after.text(TEXT) == report.text(TEXT)
    assert [name for _, name in linked(after)] == ["appeals"]


# where else links could be seen


def test_links_are_neither_written_nor_compared_nor_counted(report: Report, editions: Editions):
    assert b"links" not in write_json(report)
    assert read_json(write_json(report), editions)[0].text(TEXT) == report.text(TEXT)
    bare = without(report, KEPT)
    assert compare(report, bare).differences == compare(bare, report).differences == ()
    assert progress(report, ()) == progress(bare, ())
    assert check(report) == check(bare)
    assert content_of(report) == content_of(bare) != content_of(enter(report, {UPHELD: 9}))


def test_next_years_draft_has_plain_words(report: Report):
    following = next_report(report)
    assert following.text(TEXT) == report.text(TEXT)
    assert not [cell for cell in following.values if cell.startswith("links.")]


@pytest.mark.parametrize(
    "kept",
    ["", "x", "4-6", "6-4 year", "4-600 year", "0-2 year;1-3 year", f"4-6 {UPHELD}", "4-6 texts.other", ";;5- 6"],
)
def test_a_damaged_list_of_links_is_no_list(report: Report, kept: str):
    damaged = with_values(report, {KEPT: kept})
    assert links_of(damaged, TEXT) == ()
    assert enter(damaged, {UPHELD: 9}).text(TEXT) == report.text(TEXT)


# whatever happens


_STEPS = st.one_of(
    st.tuples(st.just("put"), st.integers(0, 60), st.sampled_from([RECEIVED, RECONSIDERED, "year", "appeals", "fees"])),
    st.tuples(st.just("edit"), st.integers(0, 60), st.text("12年件。，未收到", max_size=5), st.integers(0, 6)),
    st.tuples(st.just("type"), st.sampled_from([PERSON, UPHELD, RECEIVED]), st.one_of(st.none(), st.integers(0, 130))),
    st.tuples(st.just("year"), st.integers(2021, 2030)),
    st.tuples(st.just("edition"), st.sampled_from(["2019", "2021"])),
    st.tuples(st.just("unlink"), st.integers(0, 60)),
    st.tuples(st.just("text"), st.one_of(st.none(), texts())),
    st.tuples(st.just("known"), st.integers(0, 60), st.text("12年件。", max_size=4), st.integers(0, 6)),
)


def _values(report: Report, step: tuple) -> dict[str, Value | None]:
    kind, *what = step
    text = report.text(TEXT)
    if kind == "put":
        at = min(what[0], len(text))
        known = words_of(report.edition, report.values, what[1]) is not None
        return edited(report, TEXT, [linking(report, what[1], at, at)]) if known else {}
    if kind in ("edit", "known"):
        start = min(what[0], len(text))
        end = min(start + what[2], len(text))
        if kind == "known":
            return edited(report, TEXT, [Edit(start, end, what[1])])
        return {TEXT: text[:start] + what[1] + text[end:] or None}
    if kind == "type":
        return {what[0]: what[1]}
    if kind == "unlink":
        return unlinked(report, TEXT, what[0], what[0])
    return {TEXT if kind == "text" else kind: what[0]}


@given(steps=st.lists(_STEPS, min_size=1, max_size=12))
def test_links_always_cover_exactly_what_is_written_for_them_and_undo_restores_every_state(editions: Editions, steps):
    report = with_values(filled(editions, "2021"), {TEXT: "全年收到12件，维持3件。"})
    states, changes = [report], []
    for step in steps:
        change = propose(states[-1], "填写", _values(states[-1], step))
        now = states[-1].apply(change)
        changes.append(change)
        states.append(now)
        kept = read_links(now.text(KEPT))
        assert kept == links_of(now, TEXT)
        assert all(now.text(TEXT)[a:b] == words_of(now.edition, now.values, name) for a, b, name in kept)
        assert all(one.end <= other.start for one, other in pairwise(kept))
    for change, before, after in zip(reversed(changes), reversed(states[:-1]), reversed(states[1:]), strict=True):
        assert after.apply(change.inverse()) == before


@given(steps=st.lists(_STEPS.filter(lambda step: step[0] not in ("put", "unlink")), max_size=8))
def test_without_links_a_text_is_what_was_entered_and_nothing_is_kept_beside_it(editions: Editions, steps):
    report = with_values(filled(editions, "2021"), {TEXT: "全年收到12件，维持3件。"})
    for step in steps:
        values = _values(report, step)
        before, report = report, enter(report, values)
        assert report.get(TEXT) == values.get(TEXT, before.get(TEXT))
        assert KEPT not in report.values


@given(place=st.integers(0, 11), words=st.text("12件年", max_size=3))
def test_typing_into_a_text_leaves_the_words_before_and_behind_as_they_are(editions: Editions, place, words):
    report = with_values(filled(editions, "2021"), {RECEIVED: 12, TEXT: "全年收到件，维持三件。"})
    report = put(report, RECEIVED, 4)
    text = report.text(TEXT)
    after = enter(report, {TEXT: text[:place] + words + text[place:]})
    assert after.text(TEXT) == text[:place] + words + text[place:]
