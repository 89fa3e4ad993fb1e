"""The history beside the window: what was done, how, old and new, and states to look at and to go back to."""

from dataclasses import replace
from pathlib import Path

from clerk import Desk, Open, OpenReport, during, press, type_text
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QInputDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from nianbao.core.edition import Editions
from nianbao.core.report import Origin
from nianbao.files.document import Document
from nianbao.files.entries import Past
from nianbao.files.exports import digest_of_file
from nianbao.files.records import Entry
from nianbao.gui import history
from nianbao.gui.differences import DifferenceTable
from nianbao.gui.history import HistoryWindow, told_size
from nianbao.gui.sections.text import TextPage
from reports import filled

PERSON = "applications.received.person"


def shown(there: Open, qtbot: QtBot) -> HistoryWindow:
    history.show(there.window)
    (found,) = there.window.findChildren(HistoryWindow)
    qtbot.waitExposed(found)
    return found


def rows(found: HistoryWindow) -> list[tuple[str, ...]]:
    """The lines of the table without their times."""
    form = found.form
    return [
        tuple(form.index(row, column).data() for column in range(1, form.columnCount()))
        for row in range(form.rowCount())
    ]


def type_in(there: Open, text: str, cell: str = PERSON) -> None:
    there.grid("applications", cell)
    type_text(text)
    press("Return")


def test_each_step_is_told_with_its_cell_old_and_new_and_how_it_came_about(blank: Open, qtbot: QtBot) -> None:
    type_in(blank, "7")
    type_in(blank, "12")
    press("Ctrl+Z")
    blank.wait_saved()
    assert rows(shown(blank, qtbot)) == [
        ("撤销 填写 本年新收 自然人", "撤销", "表三 自然人 本年新收", "12", "7"),
        ("填写 本年新收 自然人", "键入", "表三 自然人 本年新收", "7", "12"),
        ("填写 本年新收 自然人", "键入", "表三 自然人 本年新收", "（空）", "7"),
    ]


def test_redone_pasted_filled_and_imported_are_told_apart(blank: Open, qtbot: QtBot) -> None:
    grid = blank.grid("applications", PERSON)
    QGuiApplication.clipboard().setText("3\t4")
    grid.paste()
    press("Ctrl+Z", "Ctrl+Y")
    blank.editor.submit("导入“上年.xlsx”", {"year": 2023}, {"year": Origin("imported", "B7")}, how="imported")
    blank.window.act("filling.fill_zeros")()
    blank.wait_saved()
    hows = [row[1] for row in rows(shown(blank, qtbot)) if row[0]]
    assert hows == ["填充", "导入", "重做", "撤销", "粘贴"]


def test_a_step_with_many_cells_has_a_line_for_each_under_one_time(blank: Open, qtbot: QtBot) -> None:
    blank.editor.submit("改", {PERSON: 1, "unit.kind": "town", "edition": "2019", "signature": "yes"})
    blank.wait_saved()
    lines = rows(shown(blank, qtbot))
    assert [line[0] for line in lines].count("改") == 1
    told = {line[2]: line[3:] for line in lines}
    assert told["单位类别"] == ("（空）", "乡镇人民政府")
    assert told["落款"] == ("（空）", "印出")
    assert all("20" in side for side in told["报告格式"])


def test_words_typed_are_told_by_what_differs(blank: Open, qtbot: QtBot) -> None:
    blank.editor.submit("编辑", {"texts.overview": "我镇公开信息。" * 30})
    blank.wait_saved()
    found = shown(blank, qtbot)
    blank.go("overview", TextPage).prose.setFocus()
    press("Ctrl+End")
    type_text("新的一句。")
    blank.wait_saved()
    qtbot.waitUntil(lambda: len(rows(found)) == 2)
    _, _, place, old, new = rows(found)[0]
    assert place == "一、总体情况"
    assert new == f"{old}新的一句。"
    assert len(old) < 20


def test_the_table_follows_while_the_clerk_works(blank: Open, qtbot: QtBot) -> None:
    found = shown(blank, qtbot)
    assert rows(found) == []
    blank.window.activateWindow()
    type_in(blank, "7")
    qtbot.waitUntil(lambda: len(rows(found)) == 1)
    assert found.size_told.text().startswith("历史共 1 条，文件 ")


def test_a_search_leaves_the_lines_that_have_the_words(blank: Open, qtbot: QtBot) -> None:
    blank.editor.submit("改", {PERSON: 1, "unit.name": "甲"})
    type_in(blank, "7", "applications.carried_in.person")
    blank.wait_saved()
    found = shown(blank, qtbot)
    found.search.setText("上年结转")
    qtbot.waitUntil(lambda: len(rows(found)) == 1)
    found.search.setText("单位名称")
    qtbot.waitUntil(lambda: [row[2] for row in rows(found)] == ["单位名称"])
    found.search.setText("")
    qtbot.waitUntil(lambda: len(rows(found)) > 3)


def test_a_line_leads_to_its_cell(blank: Open, qtbot: QtBot) -> None:
    type_in(blank, "7")
    blank.wait_saved()
    blank.workspace.tabs.setCurrentIndex(0)
    found = shown(blank, qtbot)
    found.table.activated.emit(found.form.index(0, 3))
    grid = blank.workspace.current_page().grid
    assert blank.at(grid) == PERSON


def test_it_stays_one_window_and_closes_with_its_report(blank: Open, qtbot: QtBot) -> None:
    found = shown(blank, qtbot)
    assert shown(blank, qtbot) is found
    assert not found.isModal()
    blank.window.show_start()
    qtbot.waitUntil(lambda: blank.window.findChildren(HistoryWindow) == [])


def test_the_model_keeps_qts_rules(blank: Open, qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    blank.editor.submit("改", {PERSON: 1, "unit.name": "甲"}, reasons={"C-04": "机构合并。"})
    blank.editor.submit("说明", {}, reasons={"C-04": None})
    blank.wait_saved()
    found = shown(blank, qtbot)
    qtmodeltester.check(found.form)
    assert rows(found)[0] == ("说明", "键入", "对检查提示的说明", "机构合并。", "（空）")


# states


def names(found: HistoryWindow) -> list[str]:
    return [found.states.item(row).text()[17:] for row in range(found.states.count())]


def test_opened_imported_exported_sealed_and_kept_states_are_listed_newest_first(
    blank: Open, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    type_in(blank, "7")
    blank.editor.submit("导入“上年.xlsx”", {"year": 2023}, how="imported")
    blank.saver.note_export("年报.docx", "00" * 32)
    blank.saver.seal("2026-01-12T10:00:00")
    assert names(shown(blank, qtbot)) == ["定稿", "导出 年报.docx", "导入“上年.xlsx”", "导入“上年.xlsx”之前", "打开时"]


def test_the_files_of_a_package_are_one_state_until_the_report_changes(blank: Open, qtbot: QtBot) -> None:
    for name in ("年报.docx", "年报.pdf", "年报.xlsx"):
        blank.saver.note_export(name, "00" * 32)
    type_in(blank, "7")
    blank.saver.note_export("年报.docx", "11" * 32)
    assert blank.saver.flush()
    saved = blank.on_disk()
    assert [state.name for state in saved.states] == ["导出 年报.docx", "打开时", "导出 年报.docx"]
    assert [made.name for made in saved.exports] == ["年报.docx", "年报.pdf", "年报.xlsx", "年报.docx"]


def test_looking_at_a_state_lists_what_differs_and_changes_nothing(blank: Open, qtbot: QtBot) -> None:
    type_in(blank, "7")
    blank.wait_saved()
    before = blank.report
    found = shown(blank, qtbot)
    found.look_at_state()
    (look,) = [dialog for dialog in found.findChildren(QDialog) if not isinstance(dialog, HistoryWindow)]
    lines = look.findChild(DifferenceTable).form.lines
    assert ("表三 自然人 本年新收", "（空）", "7") in {(line.place, line.before, line.after) for line in lines}
    assert not look.isModal()
    assert blank.report == before


def test_the_newest_state_is_chosen_first_and_the_choice_stays_when_others_come(blank: Open, qtbot: QtBot) -> None:
    for name in ("送审前", "送审后"):
        blank.saver.mark(name)
    found = shown(blank, qtbot)
    assert found.states.currentRow() == 0
    found.states.setCurrentRow(1)
    blank.saver.mark("再改后")
    found.refresh()
    state = found.state()
    assert state is not None
    assert state.name == "送审前"


def test_going_back_brings_values_origins_and_reasons_and_can_be_undone(
    open_report: OpenReport, editions: Editions, qtbot: QtBot
) -> None:
    first = filled(editions, "2021")
    first = replace(first, origins={PERSON: Origin("imported", "B7")}, reasons={"C-04": "机构合并。"})
    there = open_report(first)
    there.saver.mark("送审前")
    there.editor.submit("改", {PERSON: 977, "unit.name": "乙"}, reasons={"C-04": None})
    there.editor.submit("按各项重算合计", {"applications.received.total": 5})
    changed = there.report
    found = shown(there, qtbot)
    found.states.setCurrentRow(names(found).index("送审前"))
    found.return_to_state()
    assert there.report == first
    assert there.saver.flush()
    assert there.on_disk().history[-1].how == "restored"
    assert there.on_disk().report == first
    there.editor.undo()
    assert there.report == changed


def test_going_back_over_another_edition_is_exact(blank: Open, qtbot: QtBot) -> None:
    type_in(blank, "7")
    blank.saver.mark("换格式之前")
    before = blank.report
    blank.editor.submit("换", {"edition": "2019"})
    found = shown(blank, qtbot)
    found.states.setCurrentRow(names(found).index("换格式之前"))
    found.return_to_state()
    assert blank.report == before
    assert blank.grid("applications", PERSON) is not None


def test_a_sealed_report_can_be_looked_at_but_not_set_back(
    open_report: OpenReport, editions: Editions, qtbot: QtBot
) -> None:
    there = open_report(filled(editions, "2021"), sealed="2026-01-12T10:00:00")
    there.saver.mark("看看")
    found = shown(there, qtbot)
    assert found.look.isEnabled()
    assert not found.go_back.isEnabled()
    before = there.report
    found.return_to_state()
    assert there.report == before


def test_a_state_of_ones_own_gets_a_name(blank: Open, desk: Desk, qtbot: QtBot) -> None:
    found = shown(blank, qtbot)

    def name_it(dialog: QInputDialog) -> None:
        dialog.setTextValue(" 送审稿 ")
        dialog.accept()

    during(QInputDialog, found.keep.click, name_it)
    assert names(found) == ["送审稿"]
    assert blank.saver.flush()
    assert [state.name for state in blank.on_disk().states] == ["送审稿"]


def test_a_damaged_state_is_told(blank: Open, qtbot: QtBot, desk: Desk) -> None:
    blank.saver.mark("送审前")
    document = blank.saver.document
    blank.saver.document = replace(document, states=(replace(document.states[0], packed=b"x"),))
    found = shown(blank, qtbot)
    found.return_to_state()
    assert desk.said == "这个状态已损坏，读不出来。"


# how much there is


def test_the_size_is_told_and_what_was_let_go(editions: Editions) -> None:
    document = Document(filled(editions, "2021"), forgotten=12)
    assert told_size(document, 95 * 1024 + 1) == "历史共 0 条，文件 96 KB，更早的 12 条已清理。"
    assert told_size(replace(document, forgotten=0), 1024) == "历史共 0 条，文件 1 KB。"


def test_older_entries_are_unpacked_and_shown_with_the_rest(blank: Open, qtbot: QtBot) -> None:
    steps = range(9)
    old = [Entry(f"2025-01-06T09:00:0{step}", f"第 {step} 步", {PERSON: (step, step + 1)}) for step in steps]
    blank.saver.document = replace(blank.saver.document, past=(Past.of(old),))
    found = shown(blank, qtbot)
    assert [row[0] for row in rows(found)] == [f"第 {step} 步" for step in reversed(steps)]


def test_a_damaged_past_is_told_and_the_rest_shown(blank: Open, qtbot: QtBot, desk: Desk) -> None:
    type_in(blank, "7")
    blank.wait_saved()
    blank.saver.document = replace(blank.saver.document, past=(Past(3, "", "", b"x"),))
    found = shown(blank, qtbot)
    assert desk.said == "较早的修改历史已损坏，读不出来。"
    assert len(rows(found)) == 1


# exported files


def test_an_exported_file_is_held_against_the_report(blank: Open, desk: Desk, tmp_path: Path) -> None:
    word = tmp_path / "年报.docx"
    word.write_bytes(b"handed in")
    blank.saver.note_export(word.name, digest_of_file(word))
    desk.files = [word]
    history.check_export(blank.window)
    assert blank.notice.startswith("“年报.docx”与现在的报告一致")
    word.write_bytes(b"edited")
    desk.files = [word]
    history.check_export(blank.window)
    assert blank.notice.startswith("“年报.docx”与现在的报告不一致")
