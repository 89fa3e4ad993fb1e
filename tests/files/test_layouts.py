"""One report in every layout and kind of file in which reports really arrive: every figure right, and none wrong.

The files of `tests/documents` were written by LibreOffice 7 from files of `layouts`:

    python tests/documents/make.py
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings

from layouts import broken, catalogue, pdf, spreadsheet, text, web, word
from layouts.broken import Damage
from layouts.figures import AMOUNTS, BLANKS, CHANGES, COUNTS, MARKS, Figures, drawn, numbered
from layouts.form import Additions, Draft, Drawing, File, Line, draft
from layouts.reading import fail_for, faults, named, read, wrong
from layouts.recipes import Recipe, recipes
from layouts.wording import HEADINGS, TITLES, VARIANTS, Wording
from nianbao.core.recognise import Proposal
from nianbao.files.editions import load_editions
from reports import with_values

EDITIONS = ("2019", "2021")
FORMS = load_editions()
BOTH = pytest.mark.parametrize("edition", EDITIONS)
WRITINGS = {
    **{f"counts {way}": Figures(counts=way) for way in COUNTS},
    **{f"amounts {way}": Figures(amounts=way) for way in AMOUNTS},
    **{f"changes {way}": Figures(changes=way) for way in CHANGES},
}
Reader = Callable[[File], Proposal]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Reads a file back from the disk."""
    folder = tmp_path_factory.mktemp("layouts")
    return lambda file: read(file, folder, FORMS)


def assert_read(file: File, reader: Reader) -> None:
    fail_for(faults(file, reader(file)))


# each layout with figures of its own, in the plainest words


@BOTH
@pytest.mark.parametrize("layout", catalogue.LAYOUTS)
def test_every_figure_is_read_in_this_layout(layout: str, edition: str, reader: Reader):
    assert_read(catalogue.LAYOUTS[layout](drawn(FORMS, edition)), reader)


@pytest.mark.parametrize("layout", catalogue.LAYOUTS)
def test_blank_cells_stay_blank_in_this_layout(layout: str, reader: Reader):
    assert_read(catalogue.LAYOUTS[layout](drawn(FORMS, "2021", 5, "some")), reader)


# each wording and each way of writing figures alone, in a layout with columns and in one without


@pytest.fixture(params=catalogue.PLAIN)
def plain(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@BOTH
@pytest.mark.parametrize("variant", VARIANTS)
def test_labels_are_known_in_this_wording(variant: str, edition: str, plain: str, reader: Reader):
    written = draft(drawn(FORMS, edition), Wording((variant,)))
    assert_read(catalogue.PLAIN[plain](written), reader)


@pytest.mark.parametrize("headings", range(1 + max(map(len, HEADINGS.values()))))
@pytest.mark.parametrize("numerals", ["一、", "1、 "], ids=["Chinese", "Arabic"])
def test_headings_are_known_in_these_wordings(headings: int, numerals: str, reader: Reader):
    written = draft(drawn(FORMS, "2021"), Wording(headings=headings, numerals=numerals))
    assert_read(catalogue.plain_word(written), reader)


@pytest.mark.parametrize("title", range(len(TITLES)))
def test_unit_and_year_are_found_in_this_title(title: int, reader: Reader):
    assert_read(catalogue.plain_word(draft(drawn(FORMS, "2021"), Wording(title=title))), reader)


@BOTH
@pytest.mark.parametrize("figures", WRITINGS.values(), ids=WRITINGS)
def test_figures_are_read_in_this_writing(figures: Figures, edition: str, plain: str, reader: Reader):
    written = draft(drawn(FORMS, edition, zeros=0.1), figures=figures)
    assert_read(catalogue.PLAIN[plain](written), reader)


@BOTH
@pytest.mark.parametrize("mark", sorted(set(MARKS)), ids=ascii)
def test_signs_for_a_blank_cell_are_no_figures(mark: str, edition: str, plain: str, reader: Reader):
    written = draft(drawn(FORMS, edition, 3, "some"), figures=Figures(blank=mark))
    assert_read(catalogue.PLAIN[plain](written), reader)


@BOTH
@pytest.mark.parametrize("blanks", BLANKS)
def test_cells_may_be_blank_in_any_pattern(blanks: str, edition: str, plain: str, reader: Reader):
    assert_read(catalogue.PLAIN[plain](draft(drawn(FORMS, edition, 4, blanks))), reader)


@pytest.mark.parametrize("added", ["subtotal", "extra_row", "remarks", "signature"])
def test_what_a_unit_adds_of_its_own_does_no_harm(added: str, plain: str, reader: Reader):
    written = draft(drawn(FORMS, "2021"), additions=Additions(**{added: True}))
    assert_read(catalogue.PLAIN[plain](written), reader)


# any mixture of all that; examples are not shrunk, for the tests above say which layout fails


def mixed(examples: int) -> settings:
    return settings(max_examples=examples, phases=(Phase.explicit, Phase.generate))


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
@mixed(20)
@given(recipe=recipes, style=spreadsheet.styles)
def test_a_spreadsheet_in_any_style_is_read(kind: str, recipe: Recipe, style: spreadsheet.SheetStyle, reader: Reader):
    assert_read(spreadsheet.spreadsheet(recipe.draft(FORMS), replace(style, kind=kind)), reader)


@mixed(40)
@given(recipe=recipes, style=word.styles)
def test_a_word_file_in_any_style_is_read(recipe: Recipe, style: word.WordStyle, reader: Reader):
    assert_read(word.word(recipe.draft(FORMS), style), reader)


@mixed(40)
@given(recipe=recipes, style=web.styles)
def test_a_page_in_any_style_is_read(recipe: Recipe, style: web.WebStyle, reader: Reader):
    assert_read(web.web(recipe.draft(FORMS), style), reader)


@mixed(20)
@given(recipe=recipes, style=pdf.styles)
def test_a_pdf_in_any_style_is_read(recipe: Recipe, style: pdf.PdfStyle, reader: Reader):
    assert_read(pdf.pdf(recipe.draft(FORMS), style), reader)


@pytest.mark.parametrize("layout", text.LAYOUTS)
@mixed(20)
@given(recipe=recipes, style=text.styles)
def test_a_text_in_any_style_is_read(layout: str, recipe: Recipe, style: text.TextStyle, reader: Reader):
    assert_read(text.text(recipe.draft(FORMS), layout, style), reader)


# files that another program wrote

DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"
KEPT = sorted(path.name for path in DOCUMENTS.iterdir() if path.suffix not in (".py", ""))


def test_there_are_files_of_each_kind_and_they_are_small():
    assert {Path(name).suffix for name in KEPT} >= {".xls", ".ods", ".docx"}
    assert all((DOCUMENTS / name).stat().st_size <= 40 * 1024 for name in KEPT)


@pytest.mark.parametrize("name", KEPT)
def test_every_figure_of_a_file_from_libreoffice_is_read(name: str, reader: Reader):
    report = numbered(FORMS, "2019" if "2019" in name else "2021")
    data = (DOCUMENTS / name).read_bytes()
    assert_read(File(name, data, draft(report), told="three-sheets-2019" not in name), reader)


# what got lost on the way is left blank and named, never guessed

BREAKABLE: Mapping[str, Callable[[Draft], File]] = {
    "docx": word.word,
    "html": web.web,
    "pdf": pdf.pdf,
    "text, bars": lambda written: text.text(written, "pipes", text.TextStyle(cells="tight")),
    "text, one cell a line": lambda written: text.text(written, "lines"),
}
TABLES = ("proactive", "applications", "appeals")


@pytest.fixture(params=BREAKABLE)
def breakable(request: pytest.FixtureRequest) -> Callable[[Draft], File]:
    return BREAKABLE[request.param]


def read_damaged(file: File, damage: Damage, reader: Reader) -> Proposal:
    """What is read of the file: nothing wrong, nothing of the damaged cells, the other tables whole, and a reason."""
    proposal = reader(file)
    found = [fault for fault in faults(file, proposal) if not fault.startswith(f"missing {damage.drawing.table}.")]
    found += [f"guessed {cell}: {proposal.values[cell]}" for cell in sorted(damage.cells) if cell in proposal.values]
    if damage.cells and not named(damage.cells, proposal):
        found.append(f"not named: {[problem.sentence for problem in proposal.problems]}")
    fail_for(found)
    return proposal


@BOTH
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("what", broken.DAMAGES)
def test_a_table_with_this_damage_is_not_guessed_at(
    what: str, table: str, edition: str, breakable: Callable[[Draft], File], reader: Reader
):
    if what == "an unknown label" and table == "appeals":
        pytest.skip("its one row has no label")
    if what.endswith("lost") and breakable is pdf.pdf:
        pytest.skip("on a page the place of a cell stays where it was")
    written = draft(broken.frail(drawn(FORMS, edition, 6), table))
    damage = broken.DAMAGES[what](written.drawing(table))
    assert damage.cells
    read_damaged(breakable(written.with_drawing(damage.drawing)), damage, reader)


@BOTH
@pytest.mark.parametrize("table", TABLES)
def test_a_glued_header_is_understood_or_named(
    table: str, edition: str, breakable: Callable[[Draft], File], reader: Reader
):
    written = draft(broken.frail(drawn(FORMS, edition), table))
    damage = broken.header_glued(written.drawing(table))
    file = breakable(written.with_drawing(damage.drawing))
    proposal = reader(file)
    fail_for([fault for fault in faults(file, proposal) if not fault.startswith(f"missing {table}.")])
    assert named(damage.cells, proposal) or damage.cells & written.report.values.keys() <= proposal.values.keys()


@BOTH
def test_a_row_of_unknown_words_is_named_in_them(edition: str, breakable: Callable[[Draft], File], reader: Reader):
    written = draft(drawn(FORMS, edition))
    damage = broken.label_unknown(written.drawing("proactive"))
    proposal = read_damaged(breakable(written.with_drawing(damage.drawing)), damage, reader)
    assert any(broken.UNKNOWN in problem.sentence for problem in proposal.problems)


@BOTH
@pytest.mark.parametrize("table", TABLES)
def test_a_row_that_comes_twice_with_the_same_figures_is_read(
    table: str, edition: str, breakable: Callable[[Draft], File], reader: Reader
):
    if table == "appeals" and breakable is BREAKABLE["text, one cell a line"]:
        pytest.skip("thirty numbers under one header may be anything")
    written = draft(drawn(FORMS, edition))
    again = broken.row_again(written.drawing(table), other=False)
    assert_read(breakable(written.with_drawing(again.drawing)), reader)


@BOTH
def test_a_column_of_their_own_is_not_taken_for_a_total_that_is_blank(
    edition: str, breakable: Callable[[Draft], File], reader: Reader
):
    written = draft(drawn(FORMS, edition, 9, "totals"), additions=Additions(subtotal=True))
    assert_read(breakable(written), reader)


@BOTH
def test_a_column_in_another_unit_is_converted_or_left_blank_and_said(
    edition: str, breakable: Callable[[Draft], File], reader: Reader
):
    written = draft(drawn(FORMS, edition, zeros=0))
    damage = broken.amounts_in_yuan(written.drawing("proactive"))
    file = breakable(written.with_drawing(damage.drawing))
    proposal = reader(file)
    fail_for([fault for fault in faults(file, proposal) if not (fault.startswith("missing") and ".amount:" in fault)])
    assert named(damage.cells, proposal)


@BOTH
def test_a_number_that_a_narrow_cell_breaks_in_two_is_read_whole_or_named(edition: str, reader: Reader):
    report = drawn(FORMS, edition, zeros=0)
    cells = [cell.id for cell in report.edition.table_cells if cell.section == "appeals"]
    values = {cell: 10_000_001 + number for number, cell in enumerate(cells)}
    file = pdf.pdf(draft(with_values(report, values)), pdf.PdfStyle(table_size=10.5, broken=True))
    proposal = reader(file)
    fail_for([fault for fault in faults(file, proposal) if not fault.startswith("missing appeals.")])
    assert values.keys() <= proposal.values.keys() or named(frozenset(values), proposal)


def test_two_years_in_one_file_that_differ_are_not_mixed(reader: Reader):
    """A workbook that keeps the tables of the year before too: only what is the same in both is certain."""
    this, last = drawn(FORMS, "2021", 7, zeros=0.5), drawn(FORMS, "2021", 8, zeros=0.5)
    before = [piece for piece in draft(last).pieces if isinstance(piece, Drawing)]
    file = spreadsheet.spreadsheet(draft(this).with_more(*before))
    proposal = reader(file)
    differing = {cell.id for cell in this.edition.table_cells if this.get(cell.id) != last.get(cell.id)}
    assert len(differing) > 100
    assert differing.isdisjoint(proposal.values)
    assert not wrong(file, proposal)
    assert proposal.problems


def test_a_formula_without_its_value_is_named_and_not_read(reader: Reader):
    """Another program wrote the file and did not calculate: Excel would, when the file is opened and saved."""
    written = draft(drawn(FORMS, "2021"))
    table = written.drawing("applications")
    totals = frozenset(box.cell for box in table.boxes if box.cell.endswith(".total"))
    boxes = (replace(b, text="=SUM(D6:I6)", value=None) if b.cell in totals else b for b in table.boxes)
    damage = Damage(replace(table, boxes=tuple(boxes)), totals)
    file = spreadsheet.spreadsheet(written.with_drawing(damage.drawing))
    proposal = read_damaged(file, damage, reader)
    assert any("公式" in problem.sentence for problem in proposal.problems)


def test_a_second_numbering_is_noticed_and_not_mixed_with_the_first(reader: Reader):
    more = (Line("附件", "text"), Line("一、总体情况", "heading"), Line("另一份材料的第一部分。"))
    file = word.word(draft(drawn(FORMS, "2021")).with_more(*more))
    proposal = reader(file)
    fail_for([fault for fault in faults(file, proposal) if not fault.startswith("texts.other")])
    assert proposal.problems
