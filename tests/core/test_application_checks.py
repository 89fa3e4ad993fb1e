"""T3: table 三, its sums and what is unlikely in it."""

import pytest
from blaming import after, blamed, fault, faults, report_of
from official_form import APPLICANTS, COLUMN_NAMES, COLUMNS, RESULT_IDS, with_totals

from nianbao.core.checks import Level
from nianbao.core.edition import Editions
from nianbao.core.values import Value

FORMS = ("2019", "2021")
BOTH = pytest.mark.parametrize("form", FORMS)
EVERY_COLUMN = pytest.mark.parametrize(("column", "name"), list(zip(COLUMNS, COLUMN_NAMES, strict=True)))

# T3-01


@BOTH
@EVERY_COLUMN
def test_what_came_in_must_equal_what_was_handled_in_every_column(
    editions: Editions, form: str, column: str, name: str
):
    rows = {"received": 3, "carried_in": 1, "total": 3, "carried_forward": 0}
    values: dict[str, Value] = {f"applications.{row}.{column}": number for row, number in rows.items()}
    finding = fault(report_of(editions, form, values), "T3-01")
    assert finding.message == (f"{name}列：本年新收 3 + 上年结转 1 = 4，办理结果 3 + 结转下年度 0 = 3，相差 1。")
    assert finding.left == (f"applications.received.{column}", f"applications.carried_in.{column}")
    assert finding.right == (f"applications.total.{column}", f"applications.carried_forward.{column}")
    assert finding.cells == finding.left + finding.right
    balanced = report_of(editions, form, {**values, f"applications.carried_forward.{column}": 1})
    assert faults(balanced, "T3-01") == []


@BOTH
@pytest.mark.parametrize("row", ["received", "carried_in", "total", "carried_forward"])
def test_the_balance_is_not_spoken_of_while_one_of_its_cells_is_blank(editions: Editions, form: str, row: str):
    rows = {"received": 3, "carried_in": 1, "total": 3, "carried_forward": 0}
    values: dict[str, Value] = {f"applications.{r}.person": number for r, number in rows.items() if r != row}
    assert faults(report_of(editions, form, values), "T3-01") == []


# T3-02


@BOTH
@EVERY_COLUMN
def test_the_results_must_add_up_in_every_column(editions: Editions, form: str, column: str, name: str):
    operands = tuple(f"applications.{row}.{column}" for row in RESULT_IDS[form])
    total = f"applications.total.{column}"
    values: dict[str, Value] = {**dict.fromkeys(operands, 1), total: 30}
    finding = fault(report_of(editions, form, values), "T3-02")
    count = len(operands)
    assert finding.message == (
        f"{name}列：（一）至（六）各项办理结果相加得 {count}，（七）总计填的是 30，相差 {30 - count}。"
    )
    assert (finding.left, finding.right, finding.target) == (operands, (total,), total)
    assert faults(report_of(editions, form, {**values, total: count}), "T3-02") == []


@BOTH
def test_the_sum_of_the_results_is_not_spoken_of_while_one_of_them_is_blank(editions: Editions, form: str):
    operands = [f"applications.{row}.person" for row in RESULT_IDS[form]]
    for blank in (*operands, "applications.total.person"):
        values: dict[str, Value] = {**dict.fromkeys(operands, 1), "applications.total.person": 30}
        del values[blank]
        assert faults(report_of(editions, form, values), "T3-02") == []


# T3-03


@BOTH
def test_the_applicants_must_add_up_in_every_row(editions: Editions, form: str):
    (block,) = editions[form].table("applications").blocks
    for row in block.row_leaves():
        operands = tuple(f"applications.{row.id}.{applicant}" for applicant in APPLICANTS)
        total = f"applications.{row.id}.total"
        values: dict[str, Value] = {**dict.fromkeys(operands, 2), total: 10}
        finding = fault(report_of(editions, form, values), "T3-03")
        assert finding.message.endswith("”行：六类申请人相加得 12，总计填的是 10，相差 2。")
        assert (finding.left, finding.right, finding.target) == (operands, (total,), total)
        assert faults(report_of(editions, form, {**values, total: 12}), "T3-03") == []
        for blank in (*operands, total):
            fewer = {cell: value for cell, value in values.items() if cell != blank}
            assert faults(report_of(editions, form, fewer), "T3-03") == []


@pytest.mark.parametrize(
    ("row", "name"), [("received", "本年新收"), ("refused.third_party", "保护第三方合法权益"), ("total", "总计")]
)
def test_the_row_is_named_in_its_own_words(editions: Editions, row: str, name: str):
    values: dict[str, Value] = {f"applications.{row}.{column}": 1 for column in COLUMNS}
    assert fault(report_of(editions, "2021", values), "T3-03").message == (
        f"“{name}”行：六类申请人相加得 6，总计填的是 1，相差 5。"
    )


# mending a declared total

HANDLED = {"applications.granted.person": 5, "applications.granted.business": 2}


@BOTH
@pytest.mark.parametrize(
    ("cell", "code", "text"),
    [
        ("applications.granted.total", "T3-03", "予以公开 总计按各项之和改为 7"),
        ("applications.total.total", "T3-03", "总计 总计按各项之和改为 7"),
        ("applications.total.person", "T3-02", "总计 自然人按各项之和改为 5"),
        ("applications.carried_in.total", "T3-03", "上年结转 总计按各项之和改为 0"),
    ],
)
def test_the_sum_is_offered_for_a_declared_total_that_alone_is_wrong(
    editions: Editions, form: str, cell: str, code: str, text: str
):
    right = report_of(editions, form, dict(with_totals(form, HANDLED)))
    wrong = report_of(editions, form, {**right.values, cell: 9})
    finding = next(finding for finding in faults(wrong, code) if finding.target == cell)
    assert finding.fix is not None
    assert finding.fix.text == text
    assert after(wrong, finding).values == right.values
    assert blamed(right) == {}


@BOTH
def test_no_sum_is_offered_where_it_would_break_another(editions: Editions, form: str):
    right = report_of(editions, form, dict(with_totals(form, HANDLED)))
    wrong = report_of(editions, form, {**right.values, "applications.granted.person": 6})
    found = faults(wrong, "T3-02") + faults(wrong, "T3-03")
    assert {finding.target for finding in found} == {"applications.total.person", "applications.granted.total"}
    assert [finding.fix for finding in found] == [None, None]


# T3-04


@BOTH
def test_more_carried_forward_than_received_is_asked_about_once_for_all_columns(editions: Editions, form: str):
    values: dict[str, Value] = {
        "applications.received.person": 3,
        "applications.carried_forward.person": 5,
        "applications.received.business": 1,
        "applications.carried_forward.business": 0,
        "applications.received.total": 4,
        "applications.carried_forward.total": 5,
    }
    finding = fault(report_of(editions, form, values), "T3-04")
    assert finding.message == ("总计列：结转下年度 5 件，多于本年新收 4 件，相差 1（自然人列也是这样），请核实。")
    assert finding.left == ("applications.carried_forward.person", "applications.carried_forward.total")
    assert finding.right == ("applications.received.person", "applications.received.total")
    assert finding.level is Level.WARNING


@BOTH
@EVERY_COLUMN
def test_every_column_is_looked_at(editions: Editions, form: str, column: str, name: str):
    cells = f"applications.carried_forward.{column}", f"applications.received.{column}"
    finding = fault(report_of(editions, form, dict(zip(cells, (2, 1), strict=True))), "T3-04")
    assert finding.message == f"{name}列：结转下年度 2 件，多于本年新收 1 件，相差 1，请核实。"
    assert finding.cells == cells
    assert faults(report_of(editions, form, dict(zip(cells, (1, 1), strict=True))), "T3-04") == []
    assert faults(report_of(editions, form, {cells[0]: 1}), "T3-04") == []


# T3-05


@pytest.mark.parametrize(
    ("form", "row", "label"), [("2019", "other", "（六）其他处理"), ("2021", "other.misc", "3.其他")]
)
def test_results_that_are_mostly_other_are_asked_about(editions: Editions, form: str, row: str, label: str):
    cells = f"applications.{row}.total", "applications.total.total"
    for other, results in ((3, 5), (276, 300), (3, 3)):
        finding = fault(report_of(editions, form, dict(zip(cells, (other, results), strict=True))), "T3-05")
        assert finding.message == (
            f"“{label}”有 {other} 件，超过全部办理结果 {results} 件的一半，请核实能否归入具体的情形。"
        )
        assert (finding.cells, finding.level) == (cells, Level.WARNING)


@pytest.mark.parametrize(("form", "row"), [("2019", "other"), ("2021", "other.misc")])
@pytest.mark.parametrize(("other", "results"), [(2, 2), (3, 6), (276, 1191), (0, 0), (None, 3), (3, None)])
def test_few_other_results_are_not_asked_about(
    editions: Editions, form: str, row: str, other: int | None, results: int | None
):
    counts = {f"applications.{row}.total": other, "applications.total.total": results}
    filled_in: dict[str, Value] = {cell: count for cell, count in counts.items() if count is not None}
    assert faults(report_of(editions, form, filled_in), "T3-05") == []


# T3-06


@BOTH
@pytest.mark.parametrize("kind", ["town", "subdistrict"])
@pytest.mark.parametrize(
    ("row", "name"), [("refused.state_secret", "属于国家秘密"), ("refused.endangers_security", "危及“三安全一稳定”")]
)
def test_a_town_is_reminded_of_the_basis_of_its_secrets(editions: Editions, form: str, kind: str, row: str, name: str):
    values: dict[str, Value] = {f"applications.{row}.person": 1, f"applications.{row}.total": 1}
    finding = fault(report_of(editions, form, {**values, "unit.kind": kind}), "T3-06")
    assert finding.message == f"“{name}”有 1 件；乡镇、街道很少有这种情形，请核对不予公开的依据。"
    assert (finding.cells, finding.level) == (tuple(values), Level.HINT)


@pytest.mark.parametrize("kind", ["county_government", "county_department", "other", None])
def test_others_are_not_reminded(editions: Editions, kind: str | None):
    values: dict[str, Value] = {"applications.refused.state_secret.person": 1, **({"unit.kind": kind} if kind else {})}
    assert faults(report_of(editions, "2021", values), "T3-06") == []


def test_a_town_without_secrets_is_not_reminded(editions: Editions):
    values: dict[str, Value] = {"applications.refused.state_secret.total": 0, "unit.kind": "town"}
    assert faults(report_of(editions, "2021", values), "T3-06") == []


def test_a_town_is_known_by_its_name(editions: Editions):
    values: dict[str, Value] = {"applications.refused.state_secret.total": 1, "unit.name": "示例县清水乡人民政府"}
    assert fault(report_of(editions, "2021", values), "T3-06").cells == ("applications.refused.state_secret.total",)
