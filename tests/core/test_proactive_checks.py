"""T2: table 二, what a unit of its kind may report and what must agree within it."""

from decimal import Decimal

import pytest
from blaming import fault, faults, report_of

from nianbao.core.checks import Level
from nianbao.core.edition import Editions
from nianbao.core.values import Value

ISSUED, REPEALED, IN_FORCE = (f"proactive.rules.{column}" for column in ("issued", "repealed", "in_force"))
NO_POWER = [
    ("town", "乡镇人民政府"),
    ("subdistrict", "街道办事处"),
    ("county_department", "县（市、区）政府部门"),
    ("county_government", "县（市、区）人民政府"),
    ("city_department", "设区的市政府部门"),
    ("province_department", "省级政府部门"),
]

# T2-01


@pytest.mark.parametrize(("kind", "label"), NO_POWER)
def test_rules_are_asked_about_where_they_cannot_be_made(editions: Editions, kind: str, label: str):
    report = report_of(editions, "2021", {"unit.kind": kind, ISSUED: 2, REPEALED: 0, IN_FORCE: 2})
    finding = fault(report, "T2-01")
    assert finding.message == (
        f"规章填了制发 2、现行有效 2，但{label}没有规章制定权，规章应为 0；如果是规范性文件，请填到下一行。"
    )
    assert (finding.cells, finding.level) == ((ISSUED, IN_FORCE), Level.WARNING)


@pytest.mark.parametrize("kind", ["city_government", "province_government", "other"])
def test_rules_are_not_asked_about_where_they_may_be_made(editions: Editions, kind: str):
    assert faults(report_of(editions, "2021", {"unit.kind": kind, ISSUED: 2}), "T2-01") == []


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("示例县清水镇人民政府", True),
        ("清水镇", True),
        ("示例县教育局", True),
        ("示例县人民政府办公室", True),
        ("示例市清水区人民政府办公室", True),
        ("示例市人民政府", False),
        ("示例市人民政府办公室", False),
        ("示例市政府办", False),
        ("示例省人民政府办公厅", False),
        ("示例市教育局", True),
        ("清水公司", False),
        ("", False),
    ],
)
def test_the_kind_is_taken_from_the_name_and_an_office_reports_for_its_government(
    editions: Editions, name: str, asked: bool
):
    assert bool(faults(report_of(editions, "2021", {"unit.name": name, ISSUED: 2}), "T2-01")) is asked


def test_the_kind_that_the_clerk_has_chosen_counts_more_than_the_name(editions: Editions):
    chosen: dict[str, Value] = {"unit.name": "示例县清水镇人民政府", "unit.kind": "other", ISSUED: 2}
    assert faults(report_of(editions, "2021", chosen), "T2-01") == []


def test_a_town_without_rules_is_not_asked(editions: Editions):
    report = report_of(editions, "2021", {"unit.kind": "town", ISSUED: 0, REPEALED: 0, IN_FORCE: 0})
    assert faults(report, "T2-01") == []
    assert faults(report_of(editions, "2021", {"unit.kind": "town"}), "T2-01") == []


def test_rules_of_the_old_form_are_asked_about_too(editions: Editions):
    cell = "proactive.rules.total_disclosed"
    finding = fault(report_of(editions, "2019", {"unit.kind": "town", cell: 10}), "T2-01")
    assert finding.cells == (cell,)
    assert finding.message.startswith("规章填了对外公开总数量 10，但乡镇人民政府没有规章制定权")


@pytest.mark.parametrize("figures", [(2, 0, 2), (6, 2, 10)])
def test_towns_that_published_rules_are_found(editions: Editions, figures: tuple[int, int, int]):
    values: dict[str, Value] = dict(zip((ISSUED, REPEALED, IN_FORCE), figures, strict=True))
    finding = fault(report_of(editions, "2021", {"unit.name": "示例县清水镇人民政府", **values}), "T2-01")
    assert finding.cells == tuple(cell for cell, figure in values.items() if figure)


# T2-02


@pytest.mark.parametrize("row", ["rules", "normative_documents"])
def test_no_more_can_be_repealed_than_there_were(editions: Editions, row: str):
    last = report_of(editions, "2021", {f"proactive.{row}.in_force": 5})
    values: dict[str, Value] = {f"proactive.{row}.issued": 3, f"proactive.{row}.repealed": 9}
    finding = fault(report_of(editions, "2021", values), "T2-02", last)
    assert finding.message.endswith("：本年废止 9 件，多于上年现行有效 5 + 本年制发 3 = 8 件，相差 1，请核实。")
    assert finding.cells == (f"proactive.{row}.repealed", f"proactive.{row}.issued")
    assert finding.last == (f"proactive.{row}.in_force",)
    assert finding.level is Level.WARNING
    values[f"proactive.{row}.repealed"] = 8
    assert faults(report_of(editions, "2021", values), "T2-02", last) == []


def test_what_was_repealed_is_not_spoken_of_without_last_years_number(editions: Editions):
    report = report_of(editions, "2021", {"proactive.rules.issued": 0, "proactive.rules.repealed": 9})
    assert faults(report, "T2-02") == []
    assert faults(report, "T2-02", report_of(editions, "2021", {})) == []
    assert faults(report, "T2-02", report_of(editions, "2019", {"proactive.rules.total_disclosed": 1})) == []


# T2-03


@pytest.mark.parametrize("row", ["rules", "normative_documents"])
@pytest.mark.parametrize(("part", "spoken"), [("produced", "本年新制作"), ("disclosed", "本年新公开")])
def test_a_part_is_not_more_than_all_that_was_disclosed(editions: Editions, row: str, part: str, spoken: str):
    cell, whole = f"proactive.{row}.{part}", f"proactive.{row}.total_disclosed"
    finding = fault(report_of(editions, "2019", {cell: 5, whole: 3}), "T2-03")
    assert finding.message.endswith(f"：{spoken} 5 件，多于对外公开总数 3 件，相差 2，请核实。")
    assert (finding.left, finding.right, finding.level) == ((cell,), (whole,), Level.WARNING)
    assert faults(report_of(editions, "2019", {cell: 5, whole: 5}), "T2-03") == []
    assert faults(report_of(editions, "2019", {cell: 5}), "T2-03") == []


@pytest.mark.parametrize(
    ("projects", "amount", "asked"),
    [(0, Decimal("19.8303"), True), (22, 0, True), (0, 0, False), (22, Decimal("19.8303"), False)],
)
def test_there_is_no_purchase_without_an_amount_nor_an_amount_without_a_purchase(
    editions: Editions, projects: int, amount: Value, asked: bool
):
    cells: dict[str, Value] = {"proactive.procurement.projects": projects, "proactive.procurement.amount": amount}
    found = faults(report_of(editions, "2019", cells), "T2-03")
    assert [finding.cells for finding in found] == ([tuple(cells)] if asked else [])
    if asked:
        assert f"采购项目 {projects} 个，采购总金额 {amount} 万元" in found[0].message


@pytest.mark.parametrize("row", ["licensing", "other_services", "penalties", "coercive_measures", "fees"])
def test_items_cannot_become_fewer_than_none(editions: Editions, row: str):
    cells = (f"proactive.{row}.items_last_year", f"proactive.{row}.change")
    finding = fault(report_of(editions, "2019", dict(zip(cells, (6, -8), strict=True))), "T2-03")
    assert finding.message.endswith("：上一年项目 6，本年增减 -8，相加得 -2，项目数量不能是负数，请核实。")
    assert finding.cells == cells
    assert faults(report_of(editions, "2019", dict(zip(cells, (6, -6), strict=True))), "T2-03") == []


# T2-04


WITH_DECISIONS = pytest.mark.parametrize("row", ["licensing", "other_services", "penalties", "coercive_measures"])


def _items(row: str, *numbers: int) -> dict[str, Value]:
    columns = ("items_last_year", "change", "decisions")
    return {f"proactive.{row}.{column}": number for column, number in zip(columns, numbers, strict=True)}


@WITH_DECISIONS
@pytest.mark.parametrize("numbers", [(21, 19, 40), (6, -4, 2), (2, 0, 2)])
def test_the_number_of_items_is_not_the_number_of_decisions(
    editions: Editions, row: str, numbers: tuple[int, int, int]
):
    values = _items(row, *numbers)
    finding = fault(report_of(editions, "2019", values), "T2-04")
    assert finding.cells == tuple(values)
    assert f"合计 {numbers[2]}，与处理决定数量 {numbers[2]} 相同；" in finding.message
    assert (finding.target, finding.level) == (f"proactive.{row}.decisions", Level.WARNING)


@WITH_DECISIONS
@pytest.mark.parametrize("numbers", [(0, 0, 0), (4, -4, 0), (21, 19, 41), (100, 0, 0)])
def test_decisions_that_were_counted_are_not_asked_about(editions: Editions, row: str, numbers: tuple[int, int, int]):
    assert faults(report_of(editions, "2019", _items(row, *numbers)), "T2-04") == []


def test_an_increase_is_told_with_its_sign(editions: Editions):
    cells: dict[str, Value] = {
        "proactive.licensing.items_last_year": 21,
        "proactive.licensing.change": 19,
        "proactive.licensing.decisions": 40,
    }
    assert fault(report_of(editions, "2019", cells), "T2-04").message == (
        "行政许可：上一年项目 21，本年增减 +19，合计 40，与处理决定数量 40 相同；"
        "处理决定数量应填作出决定的件数，不是项目数，请核实。"
    )


def test_the_rules_of_the_old_form_do_not_speak_of_the_new_one(editions: Editions):
    report = report_of(editions, "2021", {"proactive.licensing.decisions": 5, "proactive.fees.amount": 0})
    assert faults(report, "T2-03") == []
    assert faults(report, "T2-04") == []
