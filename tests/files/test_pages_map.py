"""From a cell to its place on the pages, and from a place back to the cell."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.core.edition import Editions
from nianbao.core.preamble import PREAMBLE
from nianbao.core.report import Report
from nianbao.files.editions import load_editions
from nianbao.files.writers.layout import OFFICIAL, PRESETS, Layout
from nianbao.files.writers.levels import paragraphs
from nianbao.files.writers.pages import SIZE, Pages
from nianbao.files.writers.pages_map import Box, Spot
from reports import TEXT_CELLS, arbitrary, filled, with_values, without

EDITIONS = load_editions()


def middle(box: Box) -> tuple[int, float, float]:
    return box.page, (box.left + box.right) / 2, (box.top + box.bottom) / 2


def lines(report: Report, cell: str) -> list[int]:
    return [paragraph.number for paragraph in paragraphs(report.text(cell))]


@pytest.mark.parametrize("layout", PRESETS, ids=lambda layout: layout.id)
def test_every_value_and_paragraph_is_found_where_it_lies(report: Report, layout: Layout):
    places = Pages(layout).places(report)
    for cell in report.edition.table_cells:
        box = places.where(cell.id)
        assert box is not None, cell.name
        assert places.place_at(*middle(box)) == Spot(cell.id), cell.name
    for cell in TEXT_CELLS:
        for line in lines(report, cell):
            box = places.where(cell, line)
            assert box is not None, (cell, line)
            assert places.place_at(box.page, box.left + 1, box.top + 1) == Spot(cell, line)


@settings(max_examples=10)
@given(data=st.data())
def test_the_values_of_any_report_are_found_where_they_lie(data: st.DataObject):
    report = data.draw(arbitrary(EDITIONS, data.draw(st.sampled_from(sorted(EDITIONS)))))
    places = Pages().places(report)
    boxes = {cell.id: places.where(cell.id) for cell in report.edition.table_cells}
    assert all(box and places.place_at(*middle(box)) == Spot(cell) for cell, box in boxes.items())


def test_no_two_values_lie_on_one_another(report: Report):
    places = Pages().places(report)
    boxes = [places.where(cell.id) for cell in report.edition.table_cells]
    for one, other in itertools.combinations(boxes, 2):
        apart = one.right <= other.left + 0.1 or other.right <= one.left + 0.1
        assert apart or one.bottom <= other.top + 0.1 or other.bottom <= one.top + 0.1 or one.page != other.page


def test_a_value_lies_where_its_number_is_drawn(editions: Editions):
    report = with_values(without(filled(editions, "2021")), {"applications.granted.business": 987123})
    box = Pages().places(report).where("applications.granted.business")
    pages = Pages().render(report).pages
    before = Pages().render(with_values(report, {"applications.granted.business": 987124})).pages
    assert [one != other for one, other in zip(pages, before, strict=True)].index(True) == box.page - 1
    assert 20 < box.right - box.left < 40
    assert 16 < box.bottom - box.top < 18


def test_a_label_and_a_heading_lead_to_the_values_beside_and_under_them(editions: Editions):
    places = Pages().places(filled(editions, "2021"))
    row = places.where("applications.refused.third_party.person")
    assert places.place_at(row.page, 100, row.top + 1) == Spot("applications.refused.third_party.person")
    first = places.where("applications.received.person")
    assert places.place_at(first.page, 300, OFFICIAL.top * 72 / 25.4 + 5) == Spot("applications.received.person")
    assert places.place_at(1, SIZE[0] / 2, 0) == Spot("unit.name", 0)


def test_beyond_the_edge_of_a_table_the_nearest_value_is_meant(editions: Editions):
    places = Pages().places(filled(editions, "2021"))
    last = places.where("applications.granted.total")
    assert places.place_at(last.page, SIZE[0], last.top + 1) == Spot("applications.granted.total")


def test_a_page_that_is_not_there_holds_nothing(editions: Editions):
    places = Pages().places(filled(editions, "2021"))
    assert places.place_at(99, 100, 100) is None
    assert places.where("no.such.cell") is None


def test_an_empty_text_lies_at_its_heading(editions: Editions):
    places = Pages().places(without(filled(editions, "2021"), "texts.problems"))
    box = places.where("texts.problems")
    assert box is not None
    assert places.place_at(*middle(box)) == Spot("texts.problems")


def test_lines_are_counted_as_the_editor_counts_them(editions: Editions):
    report = with_values(filled(editions, "2021"), {"texts.other": "\n\n第三行。\n\n第五行。\n"})
    places = Pages().places(report)
    third, fifth = places.where("texts.other", 2), places.where("texts.other", 4)
    assert (third.page, third.top) < (fifth.page, fifth.top)
    assert places.place_at(*middle(fifth)) == Spot("texts.other", 4)
    assert places.where("texts.other", 3) == third, "a blank line lies where the one before it does"


def test_a_share_of_a_long_paragraph_is_found_on_the_page_where_it_goes_on(editions: Editions):
    report = with_values(filled(editions, "2021"), {"texts.overview": "字" * 4000})
    places = Pages().places(report)
    boxes = [places.where("texts.overview", 0, share / 10) for share in range(11)]
    assert [(box.page, box.top) for box in boxes] == sorted({(box.page, box.top) for box in boxes})
    assert boxes[-1].page - boxes[0].page == 7  # 143 lines, 8 of them on the first page, then 22 a page
    assert {round(box.bottom - box.top) for box in boxes} == {28}
    for box in boxes:
        assert places.place_at(*middle(box)) == Spot("texts.overview", 0)


def test_the_preamble_and_the_signature_have_their_places(editions: Editions):
    places = Pages().places(filled(editions, "2021"))
    assert places.where(PREAMBLE).page == 1
    assert places.where("unit.name").page == 1
    date = places.where("date")
    assert places.place_at(date.page, date.right - 100, date.bottom - 5) == Spot("date", 0)


def test_a_heading_never_stands_alone_at_the_foot_of_a_page(editions: Editions):
    pages, ends = Pages(), set()
    for shift in range(22):
        text = "\n".join([*["我镇没有需要说明的情况。"] * shift, "（一）主动公开情况", "我镇及时公开。"])
        places = pages.places(with_values(filled(editions, "2021"), {"texts.overview": text}))
        heading, first = places.where("texts.overview", shift), places.where("texts.overview", shift + 1)
        assert (heading.page, round(heading.bottom)) == (first.page, round(first.top)), shift
        ends.add(round(first.bottom))
    assert max(ends) > 700, "one of them came to stand at the very foot"
