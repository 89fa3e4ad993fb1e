"""Every part of every Word file that can come out follows the schema of the format: published reports and any other."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.files.editions import load_editions
from nianbao.files.readers import read_file
from nianbao.files.writers.layout import LINE_SPACINGS, PRESETS, Layout
from nianbao.files.writers.word import write_word
from reports import TEXT_CELLS, TEXTS, arbitrary, filled, with_values
from word_parts import attribute, corners, tables

EDITIONS = load_editions()

layouts = st.builds(
    Layout,
    id=st.just("own"),
    name=st.just("自定"),
    top=st.floats(0, 60),
    right=st.floats(0, 50),
    bottom=st.floats(0, 60),
    left=st.floats(0, 50),
    title_font=st.sampled_from(["方正小标宋_GBK", "A & B <C>", "宋体"]),
    title_size=st.sampled_from([16, 18, 22, 26]),
    body_size=st.sampled_from([10.5, 12, 14, 15, 16]),
    line_spacing=st.sampled_from([None, *LINE_SPACINGS, 22.5]),
    page_numbers=st.sampled_from(["dashes", "plain", "none"]),
    characters=st.sampled_from([None, 28, 35]),
    bold_headings=st.booleans(),
    table_width=st.sampled_from([None, 171.9]),
)
letters = st.text(st.characters(codec=None), max_size=40)  # any characters, halves of pairs and control characters too


def published(shared: Path, name: str, editions: Editions) -> Report:
    """A report with the figures that a published one has, and words of our own."""
    content = json.loads((shared / "corpus" / f"{name}.json").read_text(encoding="utf-8"), parse_float=Decimal)
    heads = {"edition": content["edition"], "year": content["year"], "unit.name": content["unit"]}
    return Report(editions, {**TEXTS, **heads, **content["cells"], "signature": "yes", "date": "2025年1月20日"})


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("layout", PRESETS, ids=lambda layout: layout.id)
def test_the_figures_of_every_published_report_make_a_valid_file(layout, draft, faults_of, shared, editions):
    files = sorted((shared / "corpus").glob("*.json"))
    assert files
    for file in files:
        report = published(shared, file.stem, editions)
        data = write_word(report, layout=layout, draft=draft)
        assert faults_of(data) == set()
        shown = [corner.text for table in tables(data) for corner in corners(table)]
        figures = [value for cell, value in report.values.items() if cell in {c.id for c in report.edition.table_cells}]
        assert {str(figure).lstrip("-+") for figure in figures} <= {text.lstrip("-+") for text in shown}


def test_the_report_of_a_town_makes_a_valid_file(faults_of, shared, editions):
    for file in sorted((shared / "seeds").glob("*.txt")):
        assert faults_of(write_word(read_file(file, editions).report(editions))) == set()


@pytest.mark.parametrize("edition", ["2019", "2021"])
@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_report_makes_a_valid_file_in_both_layouts_draft_or_not(edition, data, faults_of):
    report = data.draw(arbitrary(EDITIONS, edition))
    layout, draft = data.draw(st.sampled_from(PRESETS)), data.draw(st.booleans())
    assert faults_of(write_word(report, layout=layout, draft=draft)) == set()


@given(texts=st.lists(letters, min_size=6, max_size=6), layout=st.sampled_from(PRESETS))
@settings(max_examples=100)
def test_any_characters_at_all_make_a_valid_file(texts, layout, faults_of):
    words = dict(zip((*TEXT_CELLS, "unit.name", "date"), texts, strict=True))
    report = with_values(filled(EDITIONS, "2021"), {cell: text for cell, text in words.items() if text})
    assert faults_of(write_word(report, layout=layout)) == set()


@given(layout=layouts, draft=st.booleans())
@settings(max_examples=60)
def test_any_layout_makes_a_valid_file(layout, draft, faults_of):
    data = write_word(filled(EDITIONS, "2021"), layout=layout, draft=draft)
    assert faults_of(data) == set()
    assert len({attribute(table, "w:tblPr/w:tblW", "w") for table in tables(data)}) == 1
