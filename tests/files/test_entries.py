"""The history in the file: complete, in the clerk's words, going back far, and never growing without end."""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.core.edition import Editions
from nianbao.core.following import propose
from nianbao.core.report import Change, Report
from nianbao.core.values import Value
from nianbao.files.database import dump, load_document
from nianbao.files.editions import load_editions
from nianbao.files.entries import JOINED_SECONDS, Entry, Past
from nianbao.files.packing import BROKEN
from nianbao.files.records import (
    LEAST_STATES,
    MOST_EXPORTS,
    MOST_OF_STATES,
    MOST_PAST,
    MOST_STATES,
    MOST_WEIGHT,
    OPENED,
    Document,
    State,
)
from reports import filled, texts

EDITIONS = load_editions()
NOW = datetime.datetime(2025, 1, 6, 9, 30)
TEXT = "texts.overview"


def later(seconds: float) -> datetime.datetime:
    return NOW + datetime.timedelta(seconds=seconds)


def edit(document: Document, values: Mapping[str, Value | None], at: datetime.datetime, text: str = "填写") -> Document:
    change = propose(document.report, text, values)
    return document.after(document.report.apply(change), change, at)


def walked_back(document: Document) -> dict[str, Value]:
    """The values at the beginning, from those of now and the history."""
    values: dict[str, Value] = dict(document.report.values)
    for entry in reversed(document.whole_history()):
        for cell in entry.cells:
            before = entry.before(cell, values.get(cell))
            values = {**values, cell: before} if before is not None else {c: v for c, v in values.items() if c != cell}
    return values


@pytest.fixture
def document(editions: Editions) -> Document:
    return Document(filled(editions, "2021"))


# complete


@given(
    edits=st.lists(st.tuples(texts(), st.integers(0, 120)), min_size=1, max_size=8),
    figure=st.integers(0, 99),
)
@settings(max_examples=60)
def test_from_the_history_every_earlier_state_can_be_had_again(edits: list[tuple[str, int]], figure: int):
    document = Document(filled(EDITIONS, "2021"))
    first, at = dict(document.report.values), NOW
    for text, seconds in edits:
        at += datetime.timedelta(seconds=seconds)
        document = edit(document, {TEXT: text}, at, "编辑")
        document = edit(document, {"applications.received.person": figure}, at)
        document = edit(document, {TEXT: f"{text}又写了一些，又写了一些。" * 5}, at, "编辑")
    assert walked_back(document) == first
    again = load_document(dump(document), "年报.nianbao", EDITIONS)
    assert again == document


def test_an_entry_tells_how_it_came_about_and_what_was_said_about_a_warning(document: Document):
    change = Change("粘贴 1 格", {"year": (2024, 2023)}, reasons={"C-04 b=30/2": (None, "机构合并。")}, how="pasted")
    report = replace(document.report.apply(change))
    again = load_document(dump(document.after(report, change, NOW)), "年报.nianbao", EDITIONS)
    (entry,) = again.history
    assert (entry.at, entry.text, entry.how) == ("2025-01-06T09:30:00", "粘贴 1 格", "pasted")
    assert entry.cells == {"year": (2024, 2023)}
    assert entry.reasons == {"C-04 b=30/2": (None, "机构合并。")}


def test_of_a_long_text_only_what_differs_is_kept_with_a_few_letters_around_it(document: Document):
    text = "我镇公开信息十二条。" * 200
    document = edit(document, {TEXT: text}, NOW)
    document = edit(document, {TEXT: text[:1000] + "新增的一句。" + text[1000:]}, later(3600), "编辑")
    old, new = document.history[-1].cells[TEXT]
    assert old == text[990:1010]
    assert new == text[990:1000] + "新增的一句。" + text[1000:1010]


# words typed on and on


def test_words_typed_on_in_one_go_are_one_entry(document: Document):
    for number in range(1, 20):
        document = edit(document, {TEXT: "我镇主动公开政府信息，按季度更新目录。"[:number]}, later(number), "编辑")
    (entry,) = document.history
    assert entry.after(TEXT, document.report.get(TEXT)) is not None
    assert walked_back(document) == filled(EDITIONS, "2021").values


def test_words_typed_after_a_pause_are_an_entry_of_their_own(document: Document):
    document = edit(document, {TEXT: "甲"}, NOW, "编辑")
    document = edit(document, {TEXT: "甲乙"}, later(JOINED_SECONDS), "编辑")
    document = edit(document, {TEXT: "甲乙丙"}, later(2 * JOINED_SECONDS + 1), "编辑")
    assert len(document.history) == 2


def test_a_clock_that_was_set_back_joins_nothing(document: Document):
    document = edit(document, {TEXT: "甲"}, NOW, "编辑")
    document = edit(document, {TEXT: "甲乙"}, later(-3600), "编辑")
    assert len(document.history) == 2


def test_taking_back_is_never_joined_to_what_it_takes_back(document: Document):
    change = propose(document.report, "编辑", {TEXT: "甲"})
    document = document.after(document.report.apply(change), change, NOW)
    undone = replace(change.inverse(), text="撤销 编辑", how="undone")
    document = document.after(document.report.apply(undone), undone, later(1))
    assert [entry.how for entry in document.history] == ["typed", "undone"]


def test_figures_are_never_joined(document: Document):
    for figure in (1, 2, 3):
        document = edit(document, {"applications.received.person": figure}, NOW)
    assert len(document.history) == 3


# bounded


@pytest.fixture(scope="module")
def busy() -> Document:
    """A document after very many changes of every kind."""
    document, random, at = Document(filled(EDITIONS, "2021")), Random(7), NOW
    cells = [cell.id for cell in document.report.edition.table_cells if not cell.is_total and cell.kind == "count"]
    for number in range(6000):
        at += datetime.timedelta(seconds=70)
        if number % 3 == 0:
            text = document.report.text(TEXT)
            place = random.randrange(len(text))
            letters = "".join(chr(random.randrange(0x4E00, 0x9FA5)) for _ in range(40))
            values: dict[str, Value | None] = {TEXT: text[:place] + letters + text[place + 40 :]}
        else:
            values = {random.choice(cells): random.randrange(10**6)}
        report = Report(EDITIONS, {**document.report.values, **{c: v for c, v in values.items() if v is not None}})
        change = Change("改", {cell: (document.report.get(cell), value) for cell, value in values.items()})
        document = document.after(report, change, at)
    return document


def test_the_history_is_bounded_and_says_how_much_is_gone(busy: Document):
    assert sum(entry.weight for entry in busy.history) <= MOST_WEIGHT
    assert sum(len(piece.packed) for piece in busy.past) <= MOST_PAST
    assert busy.forgotten > 0
    assert busy.count + busy.forgotten == 6000
    assert len(busy.whole_history()) == busy.count > 2000


def test_the_file_of_a_busy_document_stays_small_and_comes_back(busy: Document):
    data = dump(busy)
    assert len(data) < 700_000
    again = load_document(data, "年报.nianbao", EDITIONS)
    assert again == busy
    assert again.whole_history() == busy.whole_history()


def test_a_change_of_many_cells_counts_for_many(document: Document):
    cells = {cell.id: (1, 2) for cell in document.report.edition.table_cells}
    for number in range(60):
        document = document.with_changes(document.report, (Change("导入", cells),), later(number))
    assert len(document.history) < 10
    assert document.count == 60


def test_one_huge_change_is_kept_all_the_same(document: Document):
    document = edit(document, {TEXT: "长" * 300_000}, NOW)
    assert len(document.history) == 1


def test_states_that_are_kept_by_themselves_go_before_those_the_clerk_asked_for(document: Document):
    document = document.with_state("定稿", NOW)
    for number in range(2 * MOST_STATES):
        document = edit(document, {"year": 1950 + number}, later(number)).with_state(OPENED, later(number))
    assert len(document.states) == MOST_STATES
    assert document.states[0].name == "定稿"
    assert document.states[-1].report(EDITIONS) == document.report


def test_a_state_that_equals_the_last_is_not_kept_twice(document: Document):
    document = document.with_state("送审前", NOW).with_state("送审前", later(5))
    assert len(document.states) == 1


def test_a_state_brings_back_values_origins_and_reasons(editions: Editions):
    report = replace(filled(editions, "2021"), reasons={"C-04 b=30/2": "机构合并。"})
    again = Document(report).with_state("定稿", NOW).states[0].report(editions)
    assert again == report
    assert isinstance(again.get("proactive.fees.amount"), Decimal)


def test_exports_are_bounded(document: Document):
    for number in range(2 * MOST_EXPORTS):
        document = document.with_export(f"{number}.docx", "00", "11", NOW)
    assert len(document.exports) == MOST_EXPORTS


# damage


def test_a_damaged_piece_of_the_past_says_so():
    piece = Past.of([Entry("2025-01-06T09:30:00", "填写", {"year": (1, 2)})])
    assert piece.entries()[0].cells == {"year": (1, 2)}
    for packed in (b"", piece.packed[:-3], piece.packed[:10] + b"?" + piece.packed[11:], b"x" * 50):
        with pytest.raises(BROKEN):
            replace(piece, packed=packed).entries()


def test_half_a_character_is_kept_as_a_mark_and_stops_no_saving(document: Document):
    """A lone surrogate fits into no file: before this was seen, it stopped every saving from then on."""
    document = edit(document, {TEXT: "半个\ud83d字"}, NOW).with_state("半个\ud83d", NOW)
    again = load_document(dump(document), "年报.nianbao", EDITIONS)
    assert again.report.text(TEXT) == "半个?字"


def test_a_text_of_any_length_comes_back_out_of_states_and_history(document: Document):
    """Before this was seen, a state with a text of three million letters was written and could not be read again."""
    text = "公开。" * 1_000_000
    report = Report(EDITIONS, {**document.report.values, TEXT: text})
    assert State.of("2025-01-06T09:30:00", "送审前", report).report(EDITIONS) == report
    (entry,) = Past.of([Entry("2025-01-06T09:30:00", "粘贴", {TEXT: ("旧", text)})]).entries()
    assert entry.cells == {TEXT: ("旧", text)}


def test_states_with_long_texts_do_not_fill_the_disk(document: Document):
    random = Random(3)
    for number in range(40):
        text = "".join(chr(random.randrange(0x4E00, 0x9FA5)) for _ in range(50_000))
        document = edit(document, {TEXT: text}, later(100 * number)).with_state("送审前", later(number))
    assert LEAST_STATES <= len(document.states) < MOST_STATES
    assert sum(len(state.packed) for state in document.states) <= MOST_OF_STATES
    assert document.states[-1].report(EDITIONS) == document.report
    assert len(dump(document)) < 3_000_000


@pytest.mark.parametrize("number", [2**62, 2**63, -(2**70), 10**60])
def test_a_number_that_no_database_holds_stops_no_saving(document: Document, number: int):
    document = edit(document, {"year": number}, NOW)
    again = load_document(dump(document), "年报.nianbao", EDITIONS)
    assert again.report.values["year"] == number
    assert again.history == document.history
