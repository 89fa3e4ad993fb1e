"""The county's roll-up: one unit a row under flattened headers."""

from collections.abc import Sequence

import pytest

from nianbao.core.edition import Edition, Editions
from nianbao.core.grids import Grid, Paragraph
from nianbao.core.rollup import RollUp, find_roll_up

TITLE = "示例县2024年政府信息公开工作年度报告数据汇总表"
Rows = list[list[str | None]]


def cells_of(edition: Edition, tables: Sequence[str] = ("proactive", "applications", "appeals")) -> list[str]:
    return [cell.id for cell in edition.table_cells if cell.section in tables]


def two_header_rows(edition: Edition, units: Sequence[str]) -> Rows:
    """Table 三 with the row's label over its seven columns, merged as a reader yields it."""
    block = edition.table("applications").blocks[0]
    over: list[str | None] = ["序号", "单位名称"]
    under: list[str | None] = ["", ""]
    for row in block.row_leaves():
        over += [row.label, *[None] * 6]
        under += [column.label for column in block.column_leaves()]
    rows: Rows = [[TITLE, *[None] * (len(over) - 1)], over, under]
    for number, unit in enumerate(units, 1):
        rows.append([str(number), unit, *(str(1000 * number + n) for n in range(len(over) - 2))])
    return rows


def one_header_row(edition: Edition, units: Sequence[str], joint: str) -> Rows:
    """Every cell in one breath, as a database prints it: 予以公开-自然人."""
    names = []
    for cell in edition.table_cells:
        assert cell.row is not None
        assert cell.column is not None
        if cell.row.label:
            names.append(f"{cell.row.label}{joint}{cell.column.label}")
    rows: Rows = [["单位名称", *names]]
    rows += [[unit, *(str(1000 * n + k) for k in range(len(names)))] for n, unit in enumerate(units, 1)]
    return rows


def found_in(rows: Rows, editions: Editions) -> RollUp:
    grid = Grid("工作表“汇总”", tuple(tuple(row) for row in rows), lettered=True)
    roll = find_roll_up([Paragraph("说明"), grid], editions.values())
    assert roll is not None
    return roll


UNITS = ("清水镇人民政府", "云溪街道办事处")


def test_each_unit_has_its_own_figures_with_their_places(editions: Editions):
    roll = found_in(two_header_rows(editions["2021"], UNITS), editions)
    assert tuple(roll.units) == UNITS
    assert roll.edition.id == "2021"
    cells = cells_of(editions["2021"], ("applications",))
    for number, unit in enumerate(UNITS, 1):
        proposal = roll.proposal("汇总.xlsx", unit)
        assert {cell: proposal.values[cell] for cell in cells} == {c: 1000 * number + n for n, c in enumerate(cells)}
        assert proposal.values["unit.name"] == unit
        assert proposal.values["year"] == 2024
    assert proposal.sources["applications.received.person"] == "工作表“汇总” C5"
    assert any("汇总表里没有 25 格的列" in problem.sentence for problem in proposal.problems)


@pytest.mark.parametrize("joint", ["-", "", "—", "：", "（"])
def test_row_and_column_may_stand_in_one_header(editions: Editions, joint: str):
    """Whatever parts the two; what is not certain stays blank, and nothing is wrong."""
    edition = editions["2021"]
    roll = found_in(one_header_row(edition, UNITS, joint), editions)
    expected = {c: 2000 + n for n, c in enumerate(cell for cell in cells_of(edition, ("proactive", "applications")))}
    values = {c: v for c, v in roll.proposal("汇总.xlsx", UNITS[1]).values.items() if c in edition.cells}
    figures = {cell: value for cell, value in values.items() if edition.cells[cell].row}
    assert {cell: value for cell, value in figures.items() if value != expected[cell]} == {}
    assert len(figures) > 150


def test_the_sum_of_all_units_is_no_unit(editions: Editions):
    rows = two_header_rows(editions["2021"], (*UNITS, "合计"))
    assert tuple(found_in(rows, editions).units) == UNITS


@pytest.mark.parametrize("name", ["全县合计", "合计（2 个单位）", "街道小计", "总 计"])
def test_a_sum_is_no_unit_however_it_is_called(editions: Editions, name: str):
    roll = found_in(two_header_rows(editions["2021"], (*UNITS, name)), editions)
    assert tuple(roll.units) == UNITS
    assert roll.aside == ()


def test_a_sheet_of_sums_only_is_no_roll_up(editions: Editions):
    """There was nobody to take the figures of, and a traceback."""
    rows = two_header_rows(editions["2021"], ("合计",))
    assert find_roll_up([Grid("工作表“汇总”", tuple(map(tuple, rows)), lettered=True)], editions.values()) is None


def test_a_unit_that_is_named_twice_is_offered_row_by_row(editions: Editions):
    """The last row took the place of the first, without a word."""
    roll = found_in(two_header_rows(editions["2021"], (UNITS[0], *UNITS, UNITS[0])), editions)
    twice = [f"{UNITS[0]}（第 {row} 行）" for row in (4, 5, 7)]
    assert list(roll.units) == [*twice[:2], UNITS[1], twice[2]]
    for offered, first in zip(twice, (1000, 2000, 4000), strict=True):
        proposal = roll.proposal("汇总.xlsx", offered)
        assert proposal.values["unit.name"] == UNITS[0]
        assert proposal.values["applications.received.person"] == first
        told = [problem.sentence for problem in proposal.problems]
        assert any(f"“{UNITS[0]}”有 3 行（第 4、5、7 行）" in sentence for sentence in told)
    assert not any(UNITS[0] in problem.sentence for problem in roll.proposal("汇总.xlsx", UNITS[1]).problems)


def test_figures_that_name_no_unit_are_told(editions: Editions):
    rows = two_header_rows(editions["2021"], ("", *UNITS, "3"))
    rows[3][0] = ""
    rows[3][2] = "7"  # or they would be the numbers of the columns
    rows[6][2] = "7"
    roll = found_in(rows, editions)
    assert tuple(roll.units) == UNITS
    assert roll.aside == tuple(f"汇总表第 {row} 行有数字，但没有写单位，没有读。" for row in (4, 7))
    told = [problem.sentence for problem in roll.proposal("汇总.xlsx", UNITS[0]).problems]
    assert set(roll.aside) < set(told)


def test_the_numbers_of_the_columns_and_words_under_the_units_are_neither(editions: Editions):
    rows = two_header_rows(editions["2021"], ("", *UNITS))
    width = len(rows[0])
    for beside in (["", ""], ["甲", "乙"]):
        rows[3] = [*beside, *(str(number) for number in range(1, width - 1))]
        foot = ["", "填表人：张某某", *[""] * (width - 2)]
        roll = found_in([*rows, foot], editions)
        assert tuple(roll.units) == UNITS
        assert roll.aside == ()


@pytest.mark.parametrize("filled_in", [0, 1, 5])
def test_a_unit_at_the_top_that_filled_in_little_is_a_unit(editions: Editions, filled_in: int):
    """It was taken for a header: the columns of its figures were lost, or the unit was."""
    rows = two_header_rows(editions["2021"], ("清泉镇人民政府", *UNITS))
    rows[3][0] = "1" if filled_in else ""
    rows[3][2 + filled_in :] = [""] * (len(rows[3]) - 2 - filled_in)
    roll = found_in(rows, editions)
    assert list(roll.units) == ["清泉镇人民政府", *UNITS]
    assert len(roll.columns) == len(cells_of(editions["2021"], ("applications",)))
    values = roll.proposal("汇总.xlsx", "清泉镇人民政府").values
    assert len(values.keys() & roll.columns.keys()) == filled_in


def test_another_sheet_with_a_roll_up_is_told(editions: Editions):
    grids = [
        Grid(f"工作表“{year}”", tuple(map(tuple, two_header_rows(editions["2021"], UNITS))), lettered=True)
        for year in (2024, 2023)
    ]
    roll = find_roll_up(grids, editions.values())
    assert roll is not None
    assert roll.aside == ("工作表“2023”也是汇总表，没有读；这里读的是工作表“2024”。",)


def test_a_strange_unit_is_a_key_error(editions: Editions):
    roll = found_in(two_header_rows(editions["2021"], UNITS), editions)
    with pytest.raises(KeyError):
        roll.proposal("汇总.xlsx", "别的镇")


def test_what_is_no_number_stays_blank_and_is_named(editions: Editions):
    rows = two_header_rows(editions["2021"], UNITS)
    rows[3][2], rows[3][3] = "/", "3 4"
    proposal = found_in(rows, editions).proposal("汇总.xlsx", UNITS[0])
    assert "applications.received.person" not in proposal.values
    assert "applications.received.business" not in proposal.values
    assert [problem.cell for problem in proposal.problems[:2]] == [
        "applications.received.person",
        "applications.received.business",
    ]


def test_two_columns_of_the_same_words_are_no_roll_up(editions: Editions):
    rows = two_header_rows(editions["2021"], UNITS)
    rows[1][9:16] = rows[1][2:9]
    grid = Grid("工作表“汇总”", tuple(tuple(row) for row in rows), lettered=True)
    assert find_roll_up([grid], editions.values()) is None


def test_a_report_is_no_roll_up(editions: Editions):
    for edition in editions.values():
        for table in edition.tables:
            rows = [["" for _ in range(table.column_count)] for _ in range(table.row_count)]
            for place in table.places:
                rows[place.row][place.column] = "7" if place.cell else place.text
            grid = Grid("工作表“年报”", tuple(tuple(row) for row in rows), lettered=True)
            assert find_roll_up([grid], editions.values()) is None
