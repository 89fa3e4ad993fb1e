"""Reports of several units added up: each cell for itself, blanks never counted as zero."""

from hypothesis import given
from hypothesis import strategies as st

from nianbao.core.following import recomputed
from nianbao.core.merging import Part, merged
from nianbao.files.editions import load_editions
from reports import filled, without

EDITIONS = load_editions()
CELLS = [cell.id for cell in EDITIONS["2021"].table_cells]
LEAVES = [cell.id for cell in EDITIONS["2021"].table_cells if not cell.is_total]


def parts(seeds: list[int], blank: list[str]) -> list[Part]:
    """A unit for each seed; the first leaves some cells blank."""
    reports = [filled(EDITIONS, "2021", seed) for seed in seeds]
    reports[0] = without(reports[0], *blank)
    return [Part(f"第{number}镇", report) for number, report in enumerate(reports)]


@given(st.lists(st.integers(0, 50), min_size=2, max_size=4), st.lists(st.sampled_from(LEAVES), max_size=5))
def test_a_cell_is_the_sum_of_all_units_or_blank_and_told_with_those_that_left_it_blank(seeds, blank):
    units = parts(seeds, blank)
    made = merged(units)
    for cell in CELLS:
        figures = [unit.report.get(cell) for unit in units]
        if None in figures:
            assert made.report.get(cell) is None
            assert made.lacking[cell] == ("第0镇",)
        else:
            assert made.report.get(cell) == sum(figures)
            assert cell not in made.lacking


@given(st.lists(st.integers(0, 50), min_size=2, max_size=4, unique=True))
def test_the_order_of_the_units_makes_no_difference_and_totals_are_those_of_their_operands(seeds):
    units = parts(seeds, [])
    made = merged(units).report
    assert made.values == merged(units[::-1]).report.values
    assert recomputed(made) == {}


def test_a_total_that_a_unit_left_blank_follows_from_its_operands():
    units = parts([1, 2], ["applications.total.person"])
    made = merged(units)
    assert made.lacking == {}
    assert made.report.get("applications.total.person") == sum(
        filled(EDITIONS, "2021", seed).values["applications.total.person"] for seed in (1, 2)
    )


def test_nothing_but_tables_and_year_comes_along():
    made = merged(parts([1, 2], []), "示例县人民政府").report
    assert {cell for cell in made.values if cell not in CELLS} == {"edition", "year", "unit.name"}
