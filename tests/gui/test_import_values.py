"""The file's own tables and the values read from them stand side by side; values can be mended before."""

from collections.abc import Callable
from pathlib import Path

import pytest
from clerk import Desk, click, during, press, type_text
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from nianbao.core.edition import Editions
from nianbao.core.grids import Grid, Paragraph
from nianbao.core.values import Value
from nianbao.files.document import DocumentFile
from nianbao.files.readers import read_file
from nianbao.files.writers import export
from nianbao.gui.importing import ImportDialog
from nianbao.gui.importing.draft import BY_HAND
from nianbao.gui.importing.pages import Span, pages_of
from nianbao.gui.importing.source import PageModel
from nianbao.gui.window import Window
from reports import filled, with_values

PERSON, BUSINESS = "applications.received.person", "applications.received.business"
UPHELD = "appeals.reconsideration.upheld"
Look = Callable[[Path], ImportDialog]


@pytest.fixture
def look(window: Window, editions: Editions, qtbot: QtBot) -> Look:
    """The dialog over a file, with the keyboard in it."""

    def look_at(path: Path) -> ImportDialog:
        dialog = ImportDialog(read_file(path, editions), editions, 2025, window)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return look_at


@pytest.fixture
def excel(tmp_path: Path, editions: Editions) -> Path:
    path = tmp_path / "上年.xlsx"
    export(filled(editions, "2021"), path)
    return path


def broken(path: Path, editions: Editions, values: dict[str, Value]) -> Path:
    export(with_values(filled(editions, "2021"), values), path)
    return path


def put_at(place: str, path: Path, text: str) -> None:
    """Write a text where a source says: 工作表“三” B7; “{}” is what stood there."""
    book = load_workbook(path)
    sheet = book[place.split("“")[1].split("”", maxsplit=1)[0]]
    cell = sheet[place.rsplit(maxsplit=1)[-1]]
    cell.value = text.format(cell.value)
    book.save(path)


def at(dialog: ImportDialog, cell: str) -> None:
    dialog.values.show_cell(cell)
    dialog.values.setFocus()


def selected(dialog: ImportDialog) -> str:
    """The text that is selected in the file's table."""
    assert dialog.source is not None
    chosen = dialog.source.table.selectionModel().selectedIndexes()
    return str(chosen[0].data()) if chosen else ""


def said(dialog: ImportDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


# side by side


def test_a_value_that_is_selected_shows_its_source_in_the_file(look: Look, excel: Path) -> None:
    dialog = look(excel)
    assert dialog.source is not None
    at(dialog, PERSON)
    assert selected(dialog) == str(dialog.last.get(PERSON))
    index = dialog.source.table.currentIndex()
    assert dialog.source.page.lettered
    name = f"{dialog.source.page.column_name(index.column())}{index.row() + 1}"
    assert name in said(dialog)
    assert dialog.source.table.viewport().rect().intersects(dialog.source.table.visualRect(index))


def test_a_source_that_is_selected_shows_the_value_read_from_it(look: Look, excel: Path) -> None:
    dialog = look(excel)
    assert dialog.source is not None
    at(dialog, PERSON)
    table = dialog.source.table
    beside = table.model().index(table.currentIndex().row(), table.currentIndex().column() + 1)
    table.scrollTo(beside)
    click(table.viewport(), table.visualRect(beside).center())
    assert dialog.values.cell == BUSINESS
    assert selected(dialog) == str(dialog.last.get(BUSINESS))


def test_what_was_not_read_from_the_file_leads_nowhere(look: Look, excel: Path) -> None:
    dialog = look(excel)
    assert dialog.source is not None
    at(dialog, PERSON)
    click(dialog.source.table.viewport(), QPoint(5, 5))
    assert dialog.values.cell == PERSON


def test_a_table_of_the_file_that_is_chosen_by_hand_is_shown(look: Look, shared: Path) -> None:
    dialog = look(shared / "corpus" / "hongze-2023.pdf")
    assert dialog.source is not None
    names = [dialog.source.pick.itemText(n) for n in range(dialog.source.pick.count())]
    assert "第 2 页第 1 个表格" in names
    assert any(name.startswith("文字：") for name in names)
    for number in range(len(names)):
        dialog.source.pick.setCurrentIndex(number)
        assert dialog.source.table.model().rowCount() == len(dialog.source.page.rows) > 0


def test_every_value_of_a_pdf_finds_its_source(look: Look, shared: Path) -> None:
    dialog = look(shared / "corpus" / "hongze-2023.pdf")
    for cell in dialog.draft.proposal.sources.keys() & dialog.draft.edition.cells.keys():
        at(dialog, cell)
        assert selected(dialog), cell


def test_what_was_read_otherwise_than_it_stands_there_is_told_apart_and_no_fault(look: Look, shared: Path) -> None:
    dialog = look(shared / "corpus" / "hongze-2023.pdf")
    listed = [dialog.problems.item(row).text() for row in range(dialog.problems.count())]
    assert listed[0].startswith("没有读入")
    assert listed.index("已读入，请核对（2）") == len(listed) - 3
    assert f"需要留意的 {dialog.problems.open} 处" in said(dialog)
    assert "另有 2 处请核对" in said(dialog)


def test_glued_cells_are_shown_as_they_stand_and_nothing_is_guessed(look: Look, shared: Path) -> None:
    dialog = look(shared / "corpus" / "fragments" / "chuanzhu-2019.txt")
    assert "认出 0 格（共 198 格）" in said(dialog)
    assert dialog.source is not None
    assert ("规章000",) in dialog.source.page.rows
    assert dialog.values.form.index(dialog.values.form.row_of(PERSON), 2).data() == "没有找到"


def test_a_file_of_the_programs_own_has_no_look_of_its_own(look: Look, tmp_path: Path, editions: Editions) -> None:
    path = tmp_path / "上年.json"
    export(filled(editions, "2021"), path)
    dialog = look(path)
    assert dialog.source is None
    at(dialog, PERSON)
    assert "来源：上年.json" in said(dialog)


def test_a_remark_stands_beside_its_value(look: Look, excel: Path) -> None:
    put_at(look(excel).draft.place(PERSON), excel, "{}（其中重复1件）")
    dialog = look(excel)
    row = dialog.values.form.row_of(PERSON)
    assert dialog.values.form.index(row, 2).data() == "有说明"
    assert "备注：" in dialog.values.form.index(row, 1).data(Qt.ItemDataRole.ToolTipRole)


def test_a_problem_leads_to_its_value_and_to_its_place_in_the_file(look: Look, excel: Path) -> None:
    put_at(look(excel).draft.place(PERSON), excel, "3 4")
    dialog = look(excel)
    assert dialog.problems.hasFocus()
    press("Return")  # shows the problem, and does not take everything
    assert dialog.isVisible()
    assert dialog.values.cell == PERSON
    assert selected(dialog) == "3 4"
    assert dialog.values.hasFocus()
    assert dialog.values.form.index(dialog.values.form.row_of(PERSON), 2).data() == "没有读入"
    assert "可能是几个数连在一起" in said(dialog)
    press("7", "Return")
    assert dialog.last.get(PERSON) == 7
    assert "3 4" not in "".join(dialog.problems.item(row).text() for row in range(dialog.problems.count()))


def test_the_models_keep_the_rules_of_qt(look: Look, excel: Path, qtmodeltester: ModelTester) -> None:
    dialog = look(excel)
    assert dialog.source is not None
    qtmodeltester.check(dialog.values.form)
    model = dialog.source.table.model()
    assert isinstance(model, PageModel)
    qtmodeltester.check(model)


def test_the_value_stays_in_sight_when_much_is_said_of_it(look: Look, tmp_path: Path, editions: Editions) -> None:
    dialog = look(broken(tmp_path / "上年.xlsx", editions, {"applications.received.total": 99999}))
    at(dialog, "applications.received.total")
    QApplication.processEvents()
    view = dialog.values
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))


# mending


def test_a_value_is_typed_over_and_return_goes_down(look: Look, excel: Path) -> None:
    dialog = look(excel)
    at(dialog, PERSON)
    type_text("41")
    press("Return")
    assert dialog.isVisible()
    assert dialog.last.get(PERSON) == 41
    assert dialog.last.origins[PERSON].source == BY_HAND
    assert dialog.values.cell == BUSINESS
    row = dialog.values.form.row_of(PERSON)
    assert [dialog.values.form.index(row, column).data() for column in (1, 2)] == ["41", "数字有错"]


def test_a_value_changed_back_is_the_files_own_again(look: Look, excel: Path) -> None:
    dialog = look(excel)
    before = dialog.last
    for text in ("41", str(before.get(PERSON))):
        at(dialog, PERSON)
        type_text(text)
        press("Return")
    assert dialog.last == before


@pytest.mark.parametrize("text", ["3 4", "abc", "-2", "1.5"])
def test_a_wrong_text_is_refused_with_its_reason_and_the_old_value_stays(look: Look, excel: Path, text: str) -> None:
    dialog = look(excel)
    before = dialog.last
    at(dialog, PERSON)
    type_text(text)
    press("Return")
    assert dialog.last == before
    assert dialog.values.cell == PERSON
    assert f"没有改动。“{text}”" in said(dialog)


def test_a_value_can_be_made_blank(look: Look, excel: Path) -> None:
    dialog = look(excel)
    at(dialog, PERSON)
    press("F2", "Ctrl+A", "Del", "Return")
    assert PERSON not in dialog.last.values


def test_escape_gives_up_the_typing_and_not_the_dialog(look: Look, excel: Path) -> None:
    dialog = look(excel)
    before = dialog.last
    at(dialog, PERSON)
    type_text("9")
    press("Esc")
    assert dialog.isVisible()
    assert dialog.last == before


def test_the_files_sums_are_checked_anew_while_it_is_mended(look: Look, tmp_path: Path, editions: Editions) -> None:
    good = filled(editions, "2021")
    upheld = good.get(UPHELD)
    assert isinstance(upheld, int)
    dialog = look(broken(tmp_path / "上年.xlsx", editions, {UPHELD: upheld + 1}))
    assert "需要留意的 1 处" in said(dialog)
    row = dialog.values.form.row_of(UPHELD)
    assert dialog.values.form.index(row, 2).data() == "数字有错"
    at(dialog, UPHELD)
    type_text(str(upheld))
    press("Return")
    assert "需要留意的" not in said(dialog)
    assert not dialog.problems.isVisible()
    assert dialog.values.form.index(row, 2).data() == "已修改"


def test_names_headings_and_texts_are_not_typed_over(look: Look, excel: Path) -> None:
    form = look(excel).values.form
    rows = [0, form.row_of(PERSON), form.row_of("texts.overview")]
    editable = [
        (row, column)
        for row in rows
        for column in range(3)
        if form.flags(form.index(row, column)) & Qt.ItemFlag.ItemIsEditable
    ]
    assert editable == [(rows[1], 1)]


def test_what_was_mended_goes_into_the_new_report(
    window: Window, desk: Desk, excel: Path, tmp_path: Path, editions: Editions
) -> None:
    target = tmp_path / "今年.nianbao"
    desk.files, desk.targets = [excel], [target]

    def mend(dialog: ImportDialog) -> None:
        dialog.unit.setFocus()
        press("Ctrl+A")
        type_text("示例县新镇人民政府")
        at(dialog, PERSON)
        type_text("41")
        press("Return")
        dialog.accept()

    during(ImportDialog, lambda: press("Ctrl+I"), mend)
    document = DocumentFile(target).read(editions)
    assert document.base is not None
    assert document.base.get(PERSON) == 41
    assert document.base.origins[PERSON].source == BY_HAND
    assert document.report.unit == "示例县新镇人民政府"


# how a file looks


def test_merged_cells_reach_to_the_right_and_labels_also_down() -> None:
    grid = Grid(
        "第 1 个表格",
        (
            ("申请人情况", None, None, "总计"),
            ("自然人", "法人", None, None),
            (None, "甲", "乙", None),
            ("1", "2", "3", "6"),
            ("备注", None, None, None),
        ),
    )
    (page,) = pages_of([grid])
    assert page.spans == (Span(0, 0, 1, 3), Span(0, 3, 3, 1), Span(1, 0, 2, 1), Span(1, 1, 1, 2), Span(4, 0, 1, 4))


def test_empty_rows_and_columns_at_the_end_are_left_out() -> None:
    (page,) = pages_of([Grid("工作表“甲”", (("a", "", ""), ("", "1", ""), ("", "", "")), lettered=True)])
    assert page.rows == (("a", ""), ("", "1"))
    assert page.places["工作表“甲” B2"] == (1, 1)


def test_paragraphs_between_tables_are_rows_with_their_places() -> None:
    pages = pages_of(
        [Paragraph("一、总体情况", place="第 1 行"), Paragraph("  "), Grid("表", (("a",),)), Paragraph("二")]
    )
    assert [page.name for page in pages] == ["文字：一、总体情况", "表", "文字：二"]
    assert pages[0].places == {"第 1 行": (0, 0)}
