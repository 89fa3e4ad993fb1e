"""The edition files say what the official form says: ids, labels, kinds, spans, totals, articles."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from official_form import (
    APPLICANTS,
    CASES,
    COLUMN_NAMES,
    COLUMNS,
    OUTCOMES,
    RESULT_IDS,
    ROW_IDS,
    ROWS,
    cell_ids,
)

from nianbao.core.building import build
from nianbao.core.edition import Edition, Editions, Place, Table, edition_for, name_of
from nianbao.files.paths import resources

BOTH = pytest.mark.parametrize("form", ["2019", "2021"])
TABLES = pytest.mark.parametrize("table_id", ["proactive", "applications", "appeals"])


@BOTH
def test_the_cells_of_the_three_tables_have_the_official_ids_in_the_official_order(editions: Editions, form: str):
    assert [cell.id for cell in editions[form].table_cells] == cell_ids(form)


def test_the_old_form_has_198_cells_and_the_new_one_200(editions: Editions):
    assert {name: len(edition.table_cells) for name, edition in editions.items()} == {"2019": 198, "2021": 200}


@BOTH
def test_a_cell_is_found_under_its_id_and_knows_its_section(editions: Editions, form: str):
    for cell_id, cell in editions[form].cells.items():
        assert cell.id == cell_id
    for cell in editions[form].table_cells:
        assert cell.section == cell.id.split(".")[0]


@pytest.mark.parametrize(
    ("form", "amounts", "changes"),
    [
        (
            "2019",
            {"proactive.procurement.amount"},
            {
                f"proactive.{row}.change"
                for row in ("licensing", "other_services", "penalties", "coercive_measures", "fees")
            },
        ),
        ("2021", {"proactive.fees.amount"}, set()),
    ],
)
def test_only_money_is_an_amount_and_only_the_old_changes_may_be_negative(
    editions: Editions, form: str, amounts: set[str], changes: set[str]
):
    kinds = {cell.id: cell.kind for cell in editions[form].table_cells}
    assert {cell for cell, kind in kinds.items() if kind == "amount"} == amounts
    assert {cell for cell, kind in kinds.items() if kind == "change"} == changes
    assert {kind for cell, kind in kinds.items() if cell not in amounts | changes} == {"count"}


@BOTH
def test_the_rows_of_table_three_have_the_official_words_and_articles(editions: Editions, form: str):
    (block,) = editions[form].table("applications").blocks
    assert [(row.id, row.label, " ".join(row.articles)) for row in block.row_leaves()] == list(ROWS[form])


@BOTH
def test_the_columns_of_table_three_have_the_official_words(editions: Editions, form: str):
    (block,) = editions[form].table("applications").blocks
    assert [column.id for column in block.column_leaves()] == list(COLUMNS)
    assert [column.label for column in block.column_leaves()] == list(COLUMN_NAMES)
    assert block.corner == "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


@pytest.mark.parametrize(
    ("form", "headings"),
    [
        ("2019", ["20(一)", "20(五)", "20(六)", "20(八)", "20(九)"]),
        ("2021", ["20(一)", "20(五)", "20(六)", "20(八)"]),
    ],
)
def test_each_block_of_table_two_names_its_clause_of_article_20(editions: Editions, form: str, headings: list[str]):
    blocks = editions[form].table("proactive").blocks
    assert [block.heading for block in blocks] == [f"第二十条第（{clause[3]}）项" for clause in headings]
    assert [{article for row in block.row_leaves() for article in row.articles} for block in blocks] == [
        {clause} for clause in headings
    ]


@BOTH
def test_every_cell_has_a_name_of_its_own_to_be_spoken_of(editions: Editions, form: str):
    names = Counter(cell.name for cell in editions[form].table_cells)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    ("form", "cell", "name"),
    [
        ("2019", "proactive.fees.change", "行政事业性收费 本年增/减"),
        ("2019", "applications.other.person", "其他处理 自然人"),
        ("2021", "proactive.rules.in_force", "规章 现行有效"),
        ("2021", "applications.received.total", "本年新收 总计"),
        ("2021", "applications.refused.internal_affairs.business", "属于三类内部事务信息 商业企业"),
        ("2021", "applications.refused.endangers_security.other", "危及“三安全一稳定” 其他"),
        ("2021", "applications.other.fee_unpaid.person", "逾期未缴费 自然人"),
        ("2021", "applications.total.total", "总计 总计"),
        ("2021", "appeals.reconsideration.upheld", "行政复议 维持"),
        ("2021", "appeals.direct_suit.pending", "未经复议直接起诉 未审结"),
        ("2021", "appeals.suit_after_reconsideration.total", "复议后起诉 总计"),
    ],
)
def test_a_cell_is_named_by_the_words_of_its_row_and_column_without_their_numbers(
    editions: Editions, form: str, cell: str, name: str
):
    assert editions[form].cells[cell].name == name


# totals


@BOTH
def test_the_totals_of_table_three_add_the_results_downwards_and_the_applicants_across(editions: Editions, form: str):
    cells = editions[form].cells
    for row in ROW_IDS[form]:
        for column in COLUMNS:
            downwards = tuple(f"applications.{result}.{column}" for result in RESULT_IDS[form])
            across = tuple(f"applications.{row}.{applicant}" for applicant in APPLICANTS)
            expected = [*([downwards] if row == "total" else []), *([across] if column == "total" else [])]
            assert list(cells[f"applications.{row}.{column}"].sums) == expected


@BOTH
def test_each_group_of_table_four_adds_its_four_outcomes(editions: Editions, form: str):
    cells = editions[form].cells
    for case in CASES:
        assert cells[f"appeals.{case}.total"].sums == (tuple(f"appeals.{case}.{o}" for o in OUTCOMES),)
        assert not any(cells[f"appeals.{case}.{outcome}"].is_total for outcome in OUTCOMES)


@BOTH
def test_nothing_of_table_two_is_a_total(editions: Editions, form: str):
    assert not any(cell.is_total for cell in editions[form].table_cells if cell.section == "proactive")


@BOTH
def test_table_three_balances_what_came_in_with_what_was_handled(editions: Editions, form: str):
    (balance,) = editions[form].table("applications").balances
    assert (balance.left, balance.right) == (("received", "carried_in"), ("total", "carried_forward"))


@BOTH
def test_only_what_was_carried_over_follows_from_last_year(editions: Editions, form: str):
    rows = {cell.row.id: cell.row.from_last for cell in editions[form].table_cells if cell.row}
    assert {row: last for row, last in rows.items() if last} == {"carried_in": "carried_forward"}


# how the tables lie on paper


@BOTH
@TABLES
def test_the_rectangles_of_a_table_cover_it_without_gap_or_overlap(editions: Editions, form: str, table_id: str):
    table = editions[form].table(table_id)
    covered = Counter(
        (place.row + down, place.column + right)
        for place in table.places
        for down in range(place.rows)
        for right in range(place.columns)
    )
    assert set(covered) == {(r, c) for r in range(table.row_count) for c in range(table.column_count)}
    assert set(covered.values()) == {1}


@BOTH
@TABLES
def test_every_cell_of_a_table_is_drawn_once_and_in_the_order_of_the_ids(editions: Editions, form: str, table_id: str):
    edition = editions[form]
    shown = [place.cell for place in edition.table(table_id).places if place.role == "value"]
    assert shown == [cell.id for cell in edition.table_cells if cell.section == table_id]


@BOTH
@TABLES
def test_rectangles_come_in_reading_order(editions: Editions, form: str, table_id: str):
    places = [(place.row, place.column) for place in editions[form].table(table_id).places]
    assert places == sorted(places)


@BOTH
@TABLES
def test_words_and_values_are_told_apart(editions: Editions, form: str, table_id: str):
    for place in editions[form].table(table_id).places:
        assert bool(place.cell) == (place.role == "value")
        assert bool(place.text) == (place.role != "value")


@pytest.mark.parametrize(
    ("form", "table_id", "size", "in_sight"),
    [
        ("2019", "proactive", (18, 4), (0, 1)),
        ("2021", "proactive", (14, 4), (0, 1)),
        ("2019", "applications", (26, 10), (3, 3)),
        ("2021", "applications", (28, 10), (3, 3)),
        ("2019", "appeals", (4, 15), (3, 0)),
        ("2021", "appeals", (4, 15), (3, 0)),
    ],
)
def test_the_tables_are_as_large_as_the_official_ones(
    editions: Editions, form: str, table_id: str, size: tuple[int, int], in_sight: tuple[int, int]
):
    table = editions[form].table(table_id)
    assert (table.row_count, table.column_count) == size
    assert (table.header_rows, table.label_columns) == in_sight


@pytest.mark.parametrize(
    ("form", "table_id", "text", "expected"),
    [
        ("2019", "proactive", "第二十条第（八）项", (12, 0, 1, 4)),
        ("2019", "proactive", "采购总金额", (16, 2, 1, 2)),
        ("2021", "proactive", "本年收费金额（单位：万元）", (12, 1, 1, 3)),
        ("2021", "applications", "申请人情况", (0, 3, 1, 7)),
        ("2021", "applications", "自然人", (1, 3, 2, 1)),
        ("2021", "applications", "法人或其他组织", (1, 4, 1, 5)),
        ("2021", "applications", "一、本年新收政府信息公开申请数量", (3, 0, 1, 3)),
        ("2021", "applications", "三、本年度办理结果", (5, 0, 22, 1)),
        ("2019", "applications", "三、本年度办理结果", (5, 0, 20, 1)),
        ("2021", "applications", "（一）予以公开", (5, 1, 1, 2)),
        ("2021", "applications", "（三）不予公开", (7, 1, 8, 1)),
        ("2021", "applications", "（六）其他处理", (23, 1, 3, 1)),
        ("2019", "applications", "（六）其他处理", (23, 1, 1, 2)),
        ("2021", "appeals", "行政诉讼", (0, 5, 1, 10)),
        ("2021", "appeals", "复议后起诉", (1, 10, 1, 5)),
    ],
)
def test_merged_cells_span_what_they_span_on_the_form(
    editions: Editions, form: str, table_id: str, text: str, expected: tuple[int, int, int, int]
):
    (place,) = [place for place in editions[form].table(table_id).places if place.text == text]
    assert (place.row, place.column, place.rows, place.columns) == expected


def _official_places(table) -> list[tuple[int, int, int, int, str]]:
    """Row, column, rows, columns, text of every cell of a Word table, in reading order."""
    places: list[list] = []
    open_cells: dict[int, list] = {}
    for number, row in enumerate(table._tbl.tr_lst):
        column = 0
        for cell in row.tc_lst:
            if cell.vMerge == "continue":
                open_cells[column][2] += 1
            else:
                text = "".join(node.text or "" for node in cell.iter(qn("w:t"))).strip()
                open_cells[column] = [number, column, 1, cell.grid_span, text]
                places.append(open_cells[column])
            column += cell.grid_span
    return sorted(tuple(place) for place in places)


def test_the_2021_tables_equal_the_official_blank_form(editions: Editions, shared: Path):
    official = Document(shared / "reference" / "official-2021-blank.docx").tables
    ours = editions["2021"].tables
    assert len(official) == len(ours) == 3
    for theirs, table in zip(official, ours, strict=True):
        assert [(p.row, p.column, p.rows, p.columns, p.text) for p in table.places] == _official_places(theirs)
        assert list(table.widths) == [int(column.get(qn("w:w"))) for column in theirs._tbl.tblGrid.gridCol_lst]


# sections, fields, years


@BOTH
def test_the_six_sections_stand_in_the_official_order_three_with_text_and_three_with_a_table(
    editions: Editions, form: str
):
    assert [(section.heading, section.text or "a table") for section in editions[form].sections] == [
        ("一、总体情况", "texts.overview"),
        ("二、主动公开政府信息情况", "a table"),
        ("三、收到和处理政府信息公开申请情况", "a table"),
        ("四、政府信息公开行政复议、行政诉讼情况", "a table"),
        ("五、存在的主要问题及改进情况", "texts.problems"),
        ("六、其他需要报告的事项", "texts.other"),
    ]
    for section in editions[form].sections:
        assert bool(section.table) != bool(section.text)
        assert bool(section.skeleton) == bool(section.text)


@BOTH
def test_texts_and_basic_information_are_cells_like_any_other(editions: Editions, form: str):
    cells = editions[form].cells
    assert {cell.id for cell in cells.values() if cell.kind == "text"} == {
        *(f"texts.{name}" for name in ("preamble", "overview", "problems", "other")),
        *(f"texts.{name}" for name in ("title", "headings", "beside")),  # what only a file declares
        *(f"unit.{name}" for name in ("name", "kind", "address", "postcode", "telephone", "email")),
        *("year", "edition", "date", "signature"),
    }
    assert len(cells) == len(editions[form].table_cells) + 17


@BOTH
def test_the_kinds_of_units_are_those_of_the_data_contract(editions: Editions, form: str):
    assert {kind.id for kind in editions[form].unit_kinds} == {
        *("town", "subdistrict", "county_department", "county_government", "city_department"),
        *("city_government", "province_department", "province_government", "other"),
    }


@pytest.mark.parametrize(
    ("year", "form"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2022, "2021"), (2025, "2021"), (2040, "2021")]
)
def test_the_notices_say_which_form_a_year_uses(editions: Editions, year: int, form: str):
    assert edition_for(editions, year).id == form


def test_a_year_before_the_first_notice_gets_the_oldest_form(editions: Editions):
    assert edition_for(editions, 2015).id == "2019"


def test_no_year_is_covered_by_two_forms(editions: Editions):
    for year in range(2019, 2041):
        assert sum(edition.covers(year) for edition in editions.values()) == 1


def test_sections_and_tables_are_found_by_their_id(editions: Editions):
    edition = editions["2021"]
    assert edition.section("applications").table is edition.table("applications")
    assert [table.id for table in edition.tables] == ["proactive", "applications", "appeals"]
    assert edition.section("overview").table is None


# an edition is data


def _changed(**replaced: str) -> Edition:
    """The newest edition after words of its file were replaced."""
    folder = resources() / "editions"
    text = (folder / "2021.toml").read_text(encoding="utf-8")
    for old, new in replaced.values():
        assert old in text
        text = text.replace(old, new, 1)
    return build(tomllib.loads(text), tomllib.loads((folder / "fields.toml").read_text(encoding="utf-8")))


def test_a_new_row_in_the_file_is_a_new_row_of_the_table_and_of_its_totals(editions: Editions):
    row = '{ id = "other.misc", label = "3.其他" },'
    edition = _changed(row=(row, f'{{ id = "other.withdrawn", label = "3.主动撤回" }},\n{row.replace("3.", "4.")}'))
    new = [f"applications.other.withdrawn.{column}" for column in COLUMNS]
    assert set(edition.cells) - set(editions["2021"].cells) == set(new)
    assert new[0] in edition.cells["applications.total.person"].sums[0]
    table, before = edition.table("applications"), editions["2021"].table("applications")
    assert table.row_count == before.row_count + 1
    assert _place(table, "（六）其他处理").rows == 4
    assert _place(table, "三、本年度办理结果").rows == _place(before, "三、本年度办理结果").rows + 1


def _place(table: Table, text: str) -> Place:
    return next(place for place in table.places if place.text == text)


def test_a_number_in_front_of_a_label_is_not_part_of_its_name(editions: Editions):
    (block,) = editions["2021"].table("applications").blocks
    names = {row.id: name_of(row) for row in block.row_leaves()}
    assert names["granted"] == "予以公开"
    assert names["refused.state_secret"] == "属于国家秘密"
    assert names["other.misc"] == "其他"
    assert names["total"] == "总计"
