"""The tables as Qt sees them: the words and numbers of the form, and one repaint for each change."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from nianbao.core.edition import Editions, Table
from nianbao.core.report import Origin, Report
from nianbao.core.yearly import next_report, start_year
from nianbao.gui.editor import Editor
from nianbao.gui.grid.model import FAULTY, MARK, PLACE, PROVISIONAL, TableModel
from reports import filled, with_values, without

EDITABLE = Qt.ItemFlag.ItemIsEditable


def model_of(editor: Editor, table_id: str = "applications") -> TableModel:
    return TableModel(editor, editor.report.edition.table(table_id), editor)


def shown(model: TableModel, cell: str, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    return model.data(model.index_of(cell), role)


def repaints(model: TableModel) -> list[tuple[int, int, int, int]]:
    """The rectangles that the model asks to be painted anew, from now on."""
    asked: list[tuple[int, int, int, int]] = []
    model.dataChanged.connect(
        lambda first, last: asked.append((first.row(), first.column(), last.row(), last.column()))
    )
    return asked


def spot(model: TableModel, cell: str) -> tuple[int, int, int, int]:
    index = model.index_of(cell)
    return index.row(), index.column(), index.row(), index.column()


@pytest.mark.parametrize("table_id", ["proactive", "applications", "appeals"])
def test_every_table_is_a_sound_model_for_qt(report: Report, table_id: str, qtmodeltester: ModelTester) -> None:
    editor = Editor(report)
    model = model_of(editor, table_id)
    strict = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert strict.model() is model
    cells = [cell.id for cell in report.edition.table_cells if cell.section == table_id and not cell.is_total]
    editor.submit("清除", dict.fromkeys(cells))
    editor.submit("填写", {cells[0]: 7})
    editor.undo()
    qtmodeltester.check(model)


def test_every_cell_of_the_edition_is_shown_once_with_its_value(report: Report) -> None:
    editor = Editor(report)
    for table in report.edition.tables:
        model = model_of(editor, table.id)
        cells = [cell.id for cell in report.edition.table_cells if cell.section == table.id]
        everywhere = [
            cell.id
            for row in range(model.rowCount())
            for column in range(model.columnCount())
            if (cell := model.cell_at(model.index(row, column)))
        ]
        assert everywhere == cells
        assert all(shown(model, cell, Qt.ItemDataRole.EditRole) for cell in cells)


def test_words_of_the_form_stand_in_the_table_and_in_its_headers(report: Report) -> None:
    editor = Editor(report)
    for table in report.edition.tables:
        model = model_of(editor, table.id)
        words = {place.text for _, place in model.places() if place.role != "value"}
        words |= {
            word
            for orientation, count in (
                (Qt.Orientation.Horizontal, model.columnCount()),
                (Qt.Orientation.Vertical, model.rowCount()),
            )
            for section in range(count)
            for word in str(model.headerData(section, orientation)).split(" ")
        }
        labels = {place.text for place in table.places if place.role in ("header", "label")}
        assert labels <= words


def test_the_headers_name_a_row_and_column_in_full_for_those_who_hear_them(editions: Editions) -> None:
    model = model_of(Editor(start_year(editions, 2024)))
    assert model.headerData(1, Qt.Orientation.Horizontal) == "申请人情况 法人或其他组织 商业企业"
    assert model.headerData(4, Qt.Orientation.Vertical) == "三、本年度办理结果 （三）不予公开 1.属于国家秘密"
    assert model.headerData(4, Qt.Orientation.Vertical, Qt.ItemDataRole.DecorationRole) is None


def test_a_place_answers_with_the_rectangle_of_the_form(editions: Editions) -> None:
    table: Table = editions["2021"].table("proactive")
    model = model_of(Editor(start_year(editions, 2024)), "proactive")
    place = model.data(model.index_of("proactive.licensing.decisions"), PLACE)
    assert place in table.places
    assert (place.rows, place.columns) == (1, 3)


def test_totals_and_words_cannot_be_edited_and_numbers_can(report: Report) -> None:
    editor = Editor(report)
    for table in report.edition.tables:
        model = model_of(editor, table.id)
        for (row, column), place in model.places():
            index = model.index(row, column)
            cell = model.cell_at(index)
            if cell is None:
                assert place.role != "value"
                assert model.flags(index) == Qt.ItemFlag.NoItemFlags
            else:
                assert bool(model.flags(index) & EDITABLE) is not cell.is_total


def test_nothing_can_be_edited_in_a_sealed_report(editions: Editions) -> None:
    model = model_of(Editor(filled(editions, "2021"), sealed=True))
    index = model.index_of("applications.received.person")
    assert not model.flags(index) & EDITABLE
    assert not model.setData(index, "3")


def test_setting_a_total_does_nothing(editions: Editions) -> None:
    editor = Editor(filled(editions, "2021"))
    before = editor.report
    assert not model_of(editor).setData(model_of(editor).index_of("applications.received.total"), "3")
    assert editor.report == before


def test_setting_a_number_is_one_step_with_the_name_of_the_cell(editions: Editions) -> None:
    editor = Editor(start_year(editions, 2024))
    model = model_of(editor)
    assert model.setData(model.index_of("applications.received.person"), " １，２３４ ")
    assert editor.report.get("applications.received.person") == 1234
    assert editor.stack.undoText() == "填写 本年新收 自然人"


def test_a_text_that_is_no_number_is_refused_with_its_reason(editions: Editions, qtbot: QtBot) -> None:
    editor = Editor(filled(editions, "2021"))
    model, before = model_of(editor), editor.report
    with qtbot.waitSignal(model.refused) as refusal:
        assert not model.setData(model.index_of("applications.received.person"), "三")
    assert refusal.args[1] == "“三”不是数字，这里应填大于或等于 0 的整数。"
    assert editor.report == before


def test_a_total_is_a_value_once_all_its_operands_are_filled_and_provisional_before(editions: Editions) -> None:
    editor = Editor(start_year(editions, 2024))
    model = model_of(editor, "appeals")
    outcomes = [f"appeals.reconsideration.{outcome}" for outcome in ("upheld", "corrected", "other", "pending")]
    total = "appeals.reconsideration.total"
    assert (shown(model, total), shown(model, total, PROVISIONAL)) == ("", True)
    editor.submit("填写", {outcomes[0]: 3, outcomes[1]: 4})
    assert (shown(model, total), shown(model, total, PROVISIONAL)) == ("7", True)
    assert shown(model, total, Qt.ItemDataRole.EditRole) == ""
    editor.submit("填写", {outcomes[2]: 0, outcomes[3]: 0})
    assert (shown(model, total), shown(model, total, PROVISIONAL)) == ("7", False)
    assert editor.report.get(total) == 7


def test_an_increase_is_shown_with_its_sign_and_an_amount_as_it_was_typed(editions: Editions) -> None:
    old = Editor(with_values(filled(editions, "2019"), {"proactive.licensing.change": 19}))
    assert shown(model_of(old, "proactive"), "proactive.licensing.change") == "+19"
    new = Editor(with_values(filled(editions, "2021"), {"proactive.fees.amount": Decimal("7730.2800")}))
    assert shown(model_of(new, "proactive"), "proactive.fees.amount") == "7730.2800"


def test_a_keystroke_repaints_the_cell_and_all_that_follows_and_nothing_else(editions: Editions) -> None:
    editor = Editor(start_year(editions, 2024))
    model = model_of(editor)
    repainted = repaints(model)
    editor.submit("填写", {"applications.granted.person": 2})
    following = ("applications.granted.person", "applications.granted.total", "applications.total.person")
    assert sorted(repainted) == sorted(spot(model, cell) for cell in following)
    assert shown(model, "applications.granted.total") == "2"
    assert shown(model, "applications.total.person") == "2"
    repainted.clear()
    editor.submit("填写", {"proactive.rules.issued": 5})
    assert repainted == []


def test_a_change_of_many_cells_repaints_once_the_smallest_rectangle_around_them(editions: Editions) -> None:
    editor = Editor(start_year(editions, 2024))
    model = model_of(editor)
    repainted = repaints(model)
    columns = ("business", "research", "nonprofit")
    rows = ("refused.state_secret", "refused.third_party", "declined.petition")
    editor.submit("填写", {f"applications.{row}.{column}": 1 for row in rows for column in columns})
    top, corner = spot(model, "applications.refused.state_secret.business"), spot(model, "applications.total.total")
    assert repainted == [(*top[:2], *corner[2:])]


def test_a_fault_that_comes_or_goes_repaints_all_its_cells(editions: Editions) -> None:
    editor = Editor(filled(editions, "2021"))
    model = model_of(editor)
    repainted = repaints(model)
    editor.submit("填写", {"applications.granted.person": 99})
    for cell in ("applications.received.person", "applications.carried_forward.person"):
        row, column, _, _ = spot(model, cell)
        assert any(r0 <= row <= r1 and c0 <= column <= c1 for r0, c0, r1, c1 in repainted)


def test_the_tip_names_the_cell_last_years_value_and_the_source(editions: Editions) -> None:
    last = filled(editions, "2019")
    editor = Editor(next_report(last), last)
    model = model_of(editor)
    tip = str(shown(model, "applications.carried_in.person", Qt.ItemDataRole.ToolTipRole)).split("\n")
    before = last.get("applications.carried_in.person")
    now = editor.report.get("applications.carried_in.person")
    way = f"↑{now - before}" if now > before else f"↓{before - now}"
    assert tip == ["上年结转 自然人", f"上年：{before} {way}", "承接自：2020年报告"]
    imported = Report(editions, last.values, {"applications.received.person": Origin("imported", "工作表“年报” B22")})
    other = model_of(Editor(imported))
    tip = str(shown(other, "applications.received.person", Qt.ItemDataRole.ToolTipRole)).split("\n")
    assert tip == ["本年新收 自然人", "导入自：工作表“年报” B22"]


def test_the_tip_of_a_total_says_that_it_adds_itself_up_and_of_a_fault_what_is_wrong(editions: Editions) -> None:
    report = filled(editions, "2021")
    wrong = with_values(report, {"appeals.direct_suit.total": 1000})
    model = model_of(Editor(wrong), "appeals")
    tip = str(shown(model, "appeals.direct_suit.total", Qt.ItemDataRole.ToolTipRole)).split("\n")
    assert tip[:2] == ["未经复议直接起诉 总计", "合计，由各项自动相加"]
    assert "相差" in tip[2]
    assert shown(model, "appeals.direct_suit.total", FAULTY)
    assert not shown(model, "appeals.direct_suit.upheld", FAULTY)
    half = model_of(Editor(without(report, "appeals.direct_suit.total", "appeals.direct_suit.upheld")), "appeals")
    assert "合计（还有空格，暂计）" in str(shown(half, "appeals.direct_suit.total", Qt.ItemDataRole.ToolTipRole))


def test_the_two_sides_of_a_finding_in_the_spotlight_are_marked(editions: Editions) -> None:
    editor = Editor(with_values(filled(editions, "2021"), {"appeals.direct_suit.total": 1000}))
    model = model_of(editor, "appeals")
    assert shown(model, "appeals.direct_suit.upheld", MARK) == ""
    editor.shine(editor.findings[0])
    assert shown(model, "appeals.direct_suit.upheld", MARK) == "left"
    assert shown(model, "appeals.direct_suit.total", MARK) == "right"
    assert shown(model, "appeals.reconsideration.total", MARK) == ""
    editor.shine(None)
    assert shown(model, "appeals.direct_suit.total", MARK) == ""


def test_blank_cells_are_not_painted_as_faults(editions: Editions) -> None:
    editor = Editor(start_year(editions, 2024))
    model = model_of(editor)
    editor.shine(editor.findings[0])
    index = model.index_of("applications.received.person")
    assert not model.data(index, FAULTY)
    assert model.data(index, MARK) == ""


def test_a_cell_of_another_table_has_no_place_here(editions: Editions) -> None:
    model = model_of(Editor(start_year(editions, 2024)))
    assert not model.index_of("proactive.rules.issued").isValid()
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None
