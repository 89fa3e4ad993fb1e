"""The lines of the list are kept up to date by the smallest changes, whatever comes and goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from nianbao.core.checks import Finding, Fix, Level, Span
from nianbao.core.edition import Editions
from nianbao.core.progress import INFORMATION
from nianbao.core.report import Report
from nianbao.gui.findings.model import FINDING, FindingsModel
from nianbao.gui.findings.rows import Deed, Group, Listing, Row, Shown
from reports import filled, with_values

TEXT = "texts.overview"
RECEIVED = "applications.received.person"
WARNING = Finding("T3-04", Level.WARNING, (RECEIVED,), (), "多于本年新收。", excusable=True, basis="T3-04 3")


def fault(number: int, message: str = "相差 1。", level: Level = Level.ERROR, *cells: str) -> Finding:
    return Finding(f"T3-{number:02}", level, cells or (RECEIVED,), (), message)


@pytest.fixture
def report(editions: Editions) -> Report:
    return filled(editions, "2021")


def words(rows: list[Row]) -> list[str]:
    return [row.text for row in rows]


# what the lines say


def test_findings_stand_by_level_then_section_then_in_the_order_of_the_rules(report: Report) -> None:
    findings = (
        fault(1, "一。", Level.WARNING, "appeals.direct_suit.total"),
        fault(2, "二。"),
        fault(3, "三。", Level.ERROR, "unit.name"),
        fault(4, "四。"),
        fault(5, "五。", Level.HINT, TEXT),
    )
    assert words(Listing().of(findings, report)) == [
        "强制性（3）",
        "基本信息（1）",
        "三。",
        "三、申请办理（2）",
        "二。",
        "四。",
        "核实性（1）",
        "四、复议诉讼（1）",
        "一。",
        "提示（1）",
        "一、总体情况（1）",
        "五。",
    ]


def test_last_years_value_of_the_cell_stands_beside(report: Report) -> None:
    before = with_values(report, {RECEIVED: 12})
    (row,) = [row for row in Listing(before).of((fault(1),), report) if row.finding]
    assert row.before == "上年：12"


def test_of_several_cells_last_years_values_have_their_names_without_the_column(report: Report) -> None:
    rows = ("received", "carried_in", "total", "carried_forward")
    before = with_values(report, {f"applications.{name}.person": number for number, name in enumerate(rows)})
    finding = Finding(
        "T3-01", Level.ERROR, *(tuple(f"applications.{n}.person" for n in p) for p in (rows[:2], rows[2:])), ""
    )
    (row,) = [row for row in Listing(before).of((finding,), report) if row.finding]
    cells = report.edition.cells
    names = [cells[f"applications.{name}.person"].name.removesuffix(" 自然人") for name in rows]
    assert row.before == "上年：" + "，".join(f"{name} {number}" for number, name in enumerate(names))


def test_of_many_cells_only_the_blamed_one_is_told_of(report: Report) -> None:
    cells = [cell.id for cell in report.edition.table_cells if cell.id.endswith(".person")]
    total = "applications.total.person"
    finding = Finding("T3-02", Level.ERROR, tuple(cells[:20]), (total,), "")
    (row,) = [row for row in Listing(with_values(report, {total: 7})).of((finding,), report) if row.finding]
    assert row.before == f"上年：{report.edition.cells[total].name} 7"


def test_what_a_finding_compares_with_is_told_by_name(report: Report) -> None:
    source = "applications.carried_forward.person"
    finding = Finding("Y-01", Level.ERROR, (RECEIVED,), (), "", last=(source,))
    (row,) = [row for row in Listing(with_values(report, {source: 4})).of((finding,), report) if row.finding]
    assert row.before == f"上年：{report.edition.cells[source].name} 4"


def test_a_cell_that_was_blank_last_year_has_no_value_of_last_year(report: Report) -> None:
    blank = Report(report.editions, {k: v for k, v in report.values.items() if k != RECEIVED})
    (row,) = [row for row in Listing(blank).of((fault(1),), report) if row.finding]
    assert row.before == ""


def test_what_can_be_done_is_offered_in_words(report: Report) -> None:
    mendable = Finding(
        "T2-01", Level.WARNING, (RECEIVED,), (), "", fix=Fix("改填 0", {RECEIVED: 0}), excusable=True, basis="b"
    )
    (row,) = [row for row in Listing().of((mendable,), report) if row.finding]
    assert row.deeds == ((Deed.FIX, "改填 0"), (Deed.EXPLAIN, "说明原因…"))
    explained = Report(report.editions, report.values, reasons={"b": "如此"})
    (row,) = [row for row in Listing().of((mendable,), explained) if row.finding]
    assert row.deeds == ((Deed.EXPLAIN, "修改说明…"), (Deed.WITHDRAW, "收回说明"))
    (row,) = [row for row in Listing(sealed=True).of((mendable,), report) if row.finding]
    assert row.deeds == ()


@pytest.mark.parametrize(
    ("shown", "left"),
    [
        (Shown(), ["一。", "二。", "四。", "三。"]),
        (Shown(without=frozenset({Group.ERROR})), ["二。", "四。", "三。"]),
        (Shown(without=frozenset({Group.SETTLED, Group.HINT})), ["一。", "二。"]),
        (Shown(here=True), ["四。"]),
        (Shown(words="申请办理"), ["一。", "二。", "三。"]),
        (Shown(words="二"), ["二。"]),
        (Shown(words="咨询"), ["三。"]),
        (Shown(words="申请 二"), ["二。"]),
        (Shown(words="没有的词"), []),
    ],
)
def test_the_filter_lets_through_what_it_names(report: Report, shown: Shown, left: list[str]) -> None:
    explained = Report(report.editions, report.values, reasons={"s": "都是咨询件"})
    findings = (
        fault(1, "一。"),
        fault(2, "二。", Level.WARNING),
        Finding("T3-05", Level.WARNING, (RECEIVED,), (), "三。", excusable=True, basis="s"),
        fault(4, "四。", Level.HINT, TEXT),
    )
    listing = Listing()
    rows = listing.of(findings, explained, shown, "overview")
    assert [row.text for row in rows if row.finding] == left
    assert list(listing.counts.values()) == [1, 1, 1, 1]


def test_the_same_fault_at_two_places_of_a_text_has_two_lines(report: Report) -> None:
    twice = [
        Finding("W-10", Level.HINT, (TEXT,), (), "多写了一遍。", (Span(TEXT, place, place + 2),)) for place in (0, 9)
    ]
    keys = [row.key for row in Listing().of(twice, report) if row.finding]
    assert len(set(keys)) == 2


def test_a_finding_that_stays_keeps_its_very_line(report: Report) -> None:
    listing = Listing()
    before = listing.of((fault(1), fault(2)), report)
    after = listing.of((fault(1), fault(2, "相差 2。")), report)
    assert before[2] is after[2]
    assert before[3].key == after[3].key
    assert after[3].text == "相差 2。"


def test_another_edition_names_its_own_sections(editions: Editions) -> None:
    listing = Listing()
    for edition in ("2019", "2021"):
        report = filled(editions, edition)
        rows = listing.of(
            (fault(1, "一。", Level.ERROR, "proactive.rules.issued" if edition == "2021" else "unit.name"),), report
        )
        assert rows[1].where == ("二、主动公开" if edition == "2021" else "基本信息")


# how the model follows

changes = st.lists(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(Level), st.integers(0, 2))), max_size=4)


@given(changes)
def test_whatever_comes_and_goes_the_model_shows_the_rows(
    editions: Editions, lists: list[list[tuple[int, Level, int]]]
) -> None:
    report = filled(editions, "2021")
    listing, model = Listing(), FindingsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    mirror: list[object] = []
    model.rowsInserted.connect(
        lambda _p, first, last: mirror.__setitem__(slice(first, first), [None] * (last - first + 1))
    )
    model.rowsRemoved.connect(lambda _p, first, last: mirror.__delitem__(slice(first, last + 1)))
    for findings in lists:
        rows = listing.of([fault(n, f"相差 {gap}。", level) for n, level, gap in findings], report)
        model.show(rows)
        assert model.rows == rows
        assert len(mirror) == model.rowCount() == len(rows)
    del tester


def test_only_what_is_new_is_inserted_removed_and_repainted(report: Report) -> None:
    listing, model = Listing(), FindingsModel()
    model.show(listing.of([fault(n) for n in range(9)], report))
    told: list[tuple[str, int, int]] = []
    model.rowsInserted.connect(lambda _p, first, last: told.append(("in", first, last)))
    model.rowsRemoved.connect(lambda _p, first, last: told.append(("out", first, last)))
    model.dataChanged.connect(lambda first, last: told.append(("changed", first.row(), last.row())))
    model.show(listing.of([fault(n) for n in range(9)], report))
    assert told == []
    model.show(listing.of([fault(n, "相差 2。" if n == 4 else "相差 1。") for n in range(9)], report))
    assert told == [("changed", 6, 6)]
    told.clear()
    model.show(listing.of([fault(n) for n in range(9) if n not in (2, 7)], report))
    counts = [("changed", 0, 0), ("changed", 1, 1)]
    assert sorted(told) == sorted([("out", 9, 9), ("out", 4, 4), *counts, ("changed", 5, 5)])


def test_every_line_can_be_read_aloud(report: Report) -> None:
    model = FindingsModel()
    model.show(Listing(with_values(report, {RECEIVED: 12})).of((WARNING,), report))
    index = model.index(2)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "核实性：多于本年新收。"
    spoken = str(index.data(Qt.ItemDataRole.AccessibleDescriptionRole))
    assert all(words in spoken for words in ("三、申请办理", "上年：12", "F2：说明原因…"))
    assert model.index(0).data() == "核实性（1）"


def test_only_findings_can_be_chosen(report: Report) -> None:
    model = FindingsModel()
    model.show(Listing().of((WARNING,), report))
    choosable = [bool(model.flags(model.index(row)) & Qt.ItemFlag.ItemIsSelectable) for row in range(model.rowCount())]
    assert choosable == [False, False, True]
    assert model.index(2).data(FINDING) is WARNING
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
    assert INFORMATION not in words(model.rows)
