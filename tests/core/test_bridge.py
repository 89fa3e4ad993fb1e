"""From one form to the next every figure is answered for: taken over, not to be converted, or counted anew."""

import re
import tomllib
from collections.abc import Mapping

import pytest

from nianbao.core.bridge import Crossing, Passage, Verdict, bridge, build_passages
from nianbao.core.building import build
from nianbao.core.edition import Edition, Editions
from nianbao.core.yearly import carried_cells, next_report
from nianbao.files.editions import load_passages
from nianbao.files.paths import resources
from reports import filled

PAIRS = [("2019", "2021"), ("2021", "2021"), ("2019", "2019"), ("2021", "2019")]
APPLICANTS = ("person", "business", "research", "nonprofit", "legal_services", "other", "total")


@pytest.fixture(scope="session")
def passages() -> tuple[Passage, ...]:
    return load_passages()


@pytest.fixture
def crossed(editions: Editions, passages: tuple[Passage, ...]) -> tuple[Crossing, ...]:
    """From the form of 2019 to the form of 2021."""
    return bridge(editions["2021"], editions["2019"], passages)


def arriving(crossings: tuple[Crossing, ...]) -> Mapping[str, Crossing]:
    return {crossing.cell: crossing for crossing in crossings if crossing.cell}


def ending(crossings: tuple[Crossing, ...]) -> Mapping[str, Crossing]:
    return {crossing.last[0]: crossing for crossing in crossings if not crossing.cell}


def both(editions: Editions, pair: tuple[str, str]) -> tuple[Edition, Edition]:
    """This year's edition and last year's."""
    return editions[pair[1]], editions[pair[0]]


# every cell, in any pair of editions


@pytest.mark.parametrize("pair", PAIRS)
def test_each_cell_of_this_year_is_answered_for_once_in_the_order_of_the_form(
    editions: Editions, passages: tuple[Passage, ...], pair: tuple[str, str]
):
    this, last = both(editions, pair)
    crossings = bridge(this, last, passages)
    assert [c.cell for c in crossings if c.cell] == [cell.id for cell in this.table_cells]


@pytest.mark.parametrize("pair", PAIRS)
def test_each_cell_of_last_year_is_answered_for(
    editions: Editions, passages: tuple[Passage, ...], pair: tuple[str, str]
):
    this, last = both(editions, pair)
    named = [cell for crossing in bridge(this, last, passages) for cell in crossing.last]
    assert set(named) == {cell.id for cell in last.table_cells}


@pytest.mark.parametrize("pair", PAIRS)
def test_a_line_without_a_cell_of_this_year_is_only_for_what_no_other_line_names(
    editions: Editions, passages: tuple[Passage, ...], pair: tuple[str, str]
):
    crossings = bridge(*both(editions, pair), passages)
    named = {cell for crossing in crossings if crossing.cell for cell in crossing.last}
    assert all(len(c.last) == 1 and named.isdisjoint(c.last) for c in crossings if not c.cell)


@pytest.mark.parametrize("pair", PAIRS)
def test_what_is_carried_in_is_always_taken_over_from_what_was_carried_forward(
    editions: Editions, passages: tuple[Passage, ...], pair: tuple[str, str]
):
    this, last = both(editions, pair)
    answers = arriving(bridge(this, last, passages))
    assert {cell.id: (source,) for cell, source in carried_cells(this, last)} == {
        cell: answers[cell].last for cell in answers if cell.startswith("applications.carried_in.")
    }
    assert all(answers[cell.id].verdict is Verdict.CARRIED for cell, _ in carried_cells(this, last))


@pytest.mark.parametrize("pair", PAIRS)
def test_every_reason_is_short_plain_chinese(editions: Editions, passages: tuple[Passage, ...], pair: tuple[str, str]):
    for crossing in bridge(*both(editions, pair), passages):
        assert re.fullmatch(r"[一-鿿，；：、“”（）/]{8,60}。", crossing.reason), crossing.reason


# from 2019 to 2021


def test_between_the_forms_only_what_the_program_carries_over_may_be_taken_over(
    editions: Editions, crossed: tuple[Crossing, ...]
):
    this = next_report(filled(editions, "2019"))
    carried = {c.cell for c in crossed if c.verdict is Verdict.CARRIED}
    assert carried == {cell.id for cell in this.edition.table_cells if cell.id in this.values}


def test_nothing_of_table_two_is_taken_over(crossed: tuple[Crossing, ...]):
    answers = [c for c in crossed if any(cell.startswith("proactive.") for cell in (c.cell, *c.last))]
    assert Verdict.CARRIED not in {answer.verdict for answer in answers}


@pytest.mark.parametrize(
    ("cell", "last", "because"),
    [
        ("normative_documents.in_force", ("normative_documents.total_disclosed",), "可能含已经废止的"),
        ("rules.issued", ("rules.produced",), "不能照抄"),
        ("fees.amount", ("fees.items_last_year", "fees.change"), "个数不能换算成金额"),
    ],
)
def test_what_only_looks_alike_must_not_be_converted(
    crossed: tuple[Crossing, ...], cell: str, last: tuple[str, ...], because: str
):
    answer = arriving(crossed)[f"proactive.{cell}"]
    assert answer.verdict is Verdict.INCOMPARABLE
    assert answer.last == tuple(f"proactive.{source}" for source in last)
    assert because in answer.reason


@pytest.mark.parametrize("row", ["not_corrected", "fee_unpaid", "misc"])
@pytest.mark.parametrize("applicant", APPLICANTS)
def test_the_one_row_of_other_results_cannot_be_split_into_three(
    crossed: tuple[Crossing, ...], row: str, applicant: str
):
    answer = arriving(crossed)[f"applications.other.{row}.{applicant}"]
    assert (answer.verdict, answer.last) == (Verdict.INCOMPARABLE, (f"applications.other.{applicant}",))
    assert "三行之和可以与上年对照" in answer.reason


def test_what_the_old_form_did_not_ask_for_is_counted_anew(crossed: tuple[Crossing, ...]):
    answer = arriving(crossed)["proactive.rules.repealed"]
    assert (answer.verdict, answer.last) == (Verdict.ANEW, ())


@pytest.mark.parametrize(
    "cell",
    [
        "proactive.licensing.decisions",
        "applications.received.person",
        "applications.refused.third_party.business",
        "applications.carried_forward.total",
        "appeals.reconsideration.pending",
        "appeals.direct_suit.total",
    ],
)
def test_what_means_the_same_is_counted_anew_and_compared_with_the_same_cell(crossed: tuple[Crossing, ...], cell: str):
    answer = arriving(crossed)[cell]
    assert (answer.verdict, answer.last) == (Verdict.ANEW, (cell,))


def test_what_the_new_form_does_not_ask_for_any_more_is_told_with_its_reason(crossed: tuple[Crossing, ...]):
    gone = ending(crossed)
    table_two = {cell.removeprefix("proactive.") for cell in gone if cell.startswith("proactive.")}
    assert table_two == {
        "rules.disclosed",
        "normative_documents.disclosed",
        *(
            f"{row}.{c}"
            for row in ("licensing", "penalties", "coercive_measures")
            for c in ("items_last_year", "change")
        ),
        *(f"other_services.{column}" for column in ("items_last_year", "change", "decisions")),
        "procurement.projects",
        "procurement.amount",
    }
    assert {gone[f"proactive.{cell}"].verdict for cell in table_two} == {Verdict.INCOMPARABLE}
    assert "不是作出了多少件处理决定" in gone["proactive.licensing.items_last_year"].reason


def test_last_years_own_carried_in_is_not_taken_for_this_years(crossed: tuple[Crossing, ...]):
    gone = ending(crossed)
    assert {cell for cell in gone if cell.startswith("applications.")} == {
        f"applications.carried_in.{applicant}" for applicant in APPLICANTS
    }
    assert "不取这个数" in gone["applications.carried_in.person"].reason


# the same form in both years, and others


@pytest.mark.parametrize(
    ("form", "rows"),
    [
        ("2021", {f"proactive.{row}.in_force" for row in ("rules", "normative_documents")}),
        (
            "2019",
            {f"proactive.{row}.total_disclosed" for row in ("rules", "normative_documents")}
            | {
                f"proactive.{row}.items_last_year"
                for row in ("licensing", "other_services", "penalties", "coercive_measures", "fees")
            },
        ),
    ],
)
def test_within_a_form_what_follows_from_last_year_is_taken_over_and_all_else_counted_anew(
    editions: Editions, passages: tuple[Passage, ...], form: str, rows: set[str]
):
    crossings = bridge(editions[form], editions[form], passages)
    carried = {c.cell for c in crossings if c.verdict is Verdict.CARRIED}
    assert carried == rows | {f"applications.carried_in.{applicant}" for applicant in APPLICANTS}
    assert {c.verdict for c in crossings} == {Verdict.CARRIED, Verdict.ANEW}


def test_back_in_the_old_form_the_three_rows_stand_against_the_one(editions: Editions, passages: tuple[Passage, ...]):
    answer = arriving(bridge(editions["2019"], editions["2021"], passages))["applications.other.person"]
    assert answer.last == tuple(f"applications.other.{row}.person" for row in ("not_corrected", "fee_unpaid", "misc"))


def test_an_edition_of_the_future_is_answered_for_without_an_entry_of_its_own(
    editions: Editions, passages: tuple[Passage, ...]
):
    folder = resources() / "editions"
    text = (folder / "2021.toml").read_text(encoding="utf-8")
    text = text.replace('id = "2021"', 'id = "2030"', 1).replace('id = "licensing"', 'id = "permits"', 1)
    fields = tomllib.loads((folder / "fields.toml").read_text(encoding="utf-8"))
    future = build(tomllib.loads(text), fields)
    crossings = bridge(future, editions["2021"], passages)
    permits = arriving(crossings)["proactive.permits.decisions"]
    assert (permits.verdict, permits.last) == (Verdict.ANEW, ())
    assert ending(crossings)["proactive.licensing.decisions"].verdict is Verdict.INCOMPARABLE
    assert arriving(crossings)["applications.carried_in.total"].verdict is Verdict.CARRIED


def test_a_cell_that_no_entry_fits_is_a_defect_of_the_data(editions: Editions):
    entry = {"cells": ["appeals.*"], "last": ["appeals.*"], "verdict": "anew", "reason": "每年重新统计。"}
    with pytest.raises(ValueError, match=r"proactive\.rules\.issued"):
        bridge(editions["2021"], editions["2021"], build_passages({"crossings": [entry]}))


def test_the_verdicts_are_named_as_the_clerk_reads_them():
    assert [verdict.word for verdict in Verdict] == ["可承接", "不可换算", "需重新统计"]
