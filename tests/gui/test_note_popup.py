"""Remarks at cells: written beside the cell, kept at once, found again, last year's offered."""

import pytest
from clerk import Open, OpenReport, click, focused, press, type_text
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from nianbao.core.edition import Editions
from nianbao.core.notes import note, note_id
from nianbao.core.report import Report
from nianbao.core.yearly import next_report
from nianbao.gui import notes
from nianbao.gui.notelist import NotesDialog
from nianbao.gui.notes import NotePopup
from nianbao.gui.sections.information import InformationPage
from nianbao.gui.sections.text import TextPage
from reports import filled, with_values

GRANTED = "applications.granted.person"
CARRIED_IN, FORWARD = "applications.carried_in.person", "applications.carried_forward.person"
WORDS = "王某的申请，次年办理。"


@pytest.fixture(name="next_year")
def _next_year(open_report: OpenReport, editions: Editions) -> Open:
    """A report whose last year has two remarks, one at a cell that this year's form does not have."""
    last = filled(editions, "2019")
    last = with_values(last, {note_id(FORWARD): WORDS, note_id("proactive.procurement.projects"): "财政所提供"})
    return open_report(next_report(last), last)


def popups(there: Open) -> list[NotePopup]:
    return [popup for popup in there.workspace.findChildren(NotePopup) if popup.isVisible()]


def opened(there: Open) -> NotePopup:
    """The sheet at the cell under the cursor, opened as from the menu, with the keyboard in it."""
    notes.edit(there.window)
    (popup,) = popups(there)
    assert focused() is popup.text
    return popup


def shown(popup: NotePopup) -> list[str]:
    return [label.text() for label in popup.findChildren(QLabel)]


def test_a_remark_is_written_at_the_cell_and_the_keyboard_goes_back(full: Open) -> None:
    grid = full.grid("applications", GRANTED)
    popup = opened(full)
    assert any("予以公开 自然人" in line for line in shown(popup))
    type_text("按区司法局口径")
    press("Escape")
    assert popups(full) == []
    assert focused() is grid
    assert full.at(grid) == GRANTED
    assert note(full.report, GRANTED) == "按区司法局口径"
    assert note(full.wait_saved().report, GRANTED) == "按区司法局口径"


def test_what_is_typed_is_kept_at_once_and_undone_as_one_step(full: Open) -> None:
    before = full.report
    full.grid("applications", GRANTED)
    opened(full)
    type_text("甲乙丙")
    assert note(full.report, GRANTED) == "甲乙丙"
    assert full.editor.stack.undoText() == "备注 予以公开 自然人"
    press("Ctrl+Z")
    assert full.report == before
    (popup,) = popups(full)
    assert popup.text.toPlainText() == ""


def test_each_opening_is_a_step_of_its_own(full: Open) -> None:
    full.grid("applications", GRANTED)
    opened(full)
    type_text("甲")
    press("Escape")
    opened(full)
    type_text("乙")
    assert note(full.report, GRANTED) == "甲乙"
    full.editor.undo()
    assert note(full.report, GRANTED) == "甲"


def test_emptying_it_takes_the_remark_away(full: Open) -> None:
    full.editor.submit("备注", {note_id(GRANTED): "旧话"})
    full.grid("applications", GRANTED)
    opened(full)
    press("Ctrl+A", "Backspace", "Escape")
    assert note_id(GRANTED) not in full.report.values


@pytest.mark.parametrize("keys", ["Escape", "Ctrl+Return"])
def test_it_is_put_away_by_key(full: Open, keys: str) -> None:
    grid = full.grid("applications", GRANTED)
    opened(full)
    press(keys)
    assert popups(full) == []
    assert focused() is grid


def test_the_same_key_puts_it_away(full: Open) -> None:
    full.grid("applications", GRANTED)
    opened(full)
    notes.edit(full.window)
    assert popups(full) == []


def test_going_on_elsewhere_puts_it_away_and_keeps_what_was_written(full: Open) -> None:
    grid = full.grid("applications", GRANTED)
    opened(full)
    type_text("甲")
    click(grid.viewport(), grid.visualRect(grid.form.index_of("applications.granted.business")).center())
    assert popups(full) == []
    assert note(full.report, GRANTED) == "甲"
    assert full.at(grid) == "applications.granted.business"


def test_the_tab_key_stays_within_the_sheet(next_year: Open) -> None:
    next_year.grid("applications", CARRIED_IN)
    popup = opened(next_year)
    press("Tab")
    assert focused() is popup.keep
    assert popups(next_year) == [popup]
    press("Escape")
    assert popups(next_year) == []


def test_it_stands_beside_its_cell_and_within_the_window(full: Open) -> None:
    for cell in (GRANTED, "applications.carried_forward.total"):
        grid = full.grid("applications", cell)
        popup = opened(full)
        place = grid.visualRect(grid.currentIndex())
        anchor = QRect(grid.viewport().mapTo(full.workspace, place.topLeft()), place.size())
        assert full.workspace.rect().contains(popup.geometry())
        assert not popup.geometry().intersects(anchor)
        press("Escape")


def test_texts_and_fields_have_remarks_too(full: Open) -> None:
    page = full.go("overview", TextPage)
    page.prose.setFocus()
    opened(full)
    type_text("甲")
    press("Escape")
    assert focused() is page.prose
    information = full.go("information", InformationPage)
    information.fields["unit.telephone"].setFocus()
    opened(full)
    type_text("乙")
    press("Escape")
    assert focused() is information.fields["unit.telephone"]
    assert (note(full.report, "texts.overview"), note(full.report, "unit.telephone")) == ("甲", "乙")


def test_without_a_cell_under_the_cursor_it_says_so(full: Open) -> None:
    grid = full.grid("applications", GRANTED)
    grid.selectionModel().clearCurrentIndex()
    notes.edit(full.window)
    assert popups(full) == []
    assert "请先选中一格" in full.status


def test_a_sealed_report_shows_its_remarks_and_takes_none(open_report: OpenReport, report: Report) -> None:
    there = open_report(with_values(report, {note_id(GRANTED): WORDS}), sealed="2025-01-20T10:00:00")
    there.grid("applications", GRANTED)
    popup = opened(there)
    assert popup.text.toPlainText() == WORDS
    assert popup.text.isReadOnly()


def test_it_closes_with_its_report(full: Open, qtbot: QtBot) -> None:
    full.grid("applications", GRANTED)
    opened(full)
    type_text("甲")
    full.window.close_report()
    QApplication.processEvents()
    assert note(full.on_disk().report, GRANTED) == "甲"


def test_a_change_of_the_edition_puts_a_sheet_without_its_cell_away(full: Open) -> None:
    full.grid("proactive", "proactive.fees.amount")
    opened(full)
    full.editor.submit("换", {"edition": "2019"})
    assert popups(full) == []


# last year's


def test_last_years_remark_is_offered_and_kept_with_a_key(next_year: Open) -> None:
    next_year.grid("applications", CARRIED_IN)
    popup = opened(next_year)
    assert f"上年备注（2020年，自然人 结转下年度）：{WORDS}" in shown(popup)
    press("Alt+K")
    kept = f"自然人 结转下年度：{WORDS}"
    next_year.qtbot.waitUntil(lambda: note(next_year.report, CARRIED_IN) == kept)
    assert popup.text.toPlainText().endswith(WORDS)
    assert not popup.keep.isEnabled()
    next_year.editor.undo()
    assert popup.keep.isEnabled()


def test_where_last_year_had_none_nothing_is_offered(next_year: Open) -> None:
    next_year.grid("applications", GRANTED)
    assert not opened(next_year).keep.isVisible()


# all of them


def listed(there: Open) -> NotesDialog:
    notes.show_all(there.window)
    dialog = there.workspace.findChild(NotesDialog)
    there.qtbot.waitExposed(dialog)
    there.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def lines(dialog: NotesDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_the_list_has_both_years_and_what_the_form_has_no_cell_for(next_year: Open) -> None:
    next_year.editor.submit("备注", {note_id(GRANTED): "今年"})
    assert lines(listed(next_year)) == [
        "本年",
        "三、申请办理 自然人 予以公开：今年",
        "上年（2020年）",
        "二、主动公开 采购项目数量 政府集中采购：财政所提供",
        f"三、申请办理 自然人 结转下年度：{WORDS}",
    ]


def test_return_goes_to_the_cell(next_year: Open, qtbot: QtBot) -> None:
    next_year.editor.submit("备注", {note_id(GRANTED): "今年"})
    listed(next_year)
    press("Return")
    qtbot.waitUntil(next_year.window.isActiveWindow)
    assert next_year.at(next_year.workspace.current_page().grid) == GRANTED


def test_a_cell_that_is_not_in_the_form_leads_nowhere(next_year: Open) -> None:
    dialog = listed(next_year)
    with next_year.qtbot.assertNotEmitted(dialog.wanted):
        press("Return")


def test_all_of_last_year_are_kept_as_one_step(next_year: Open) -> None:
    before = next_year.report
    dialog = listed(next_year)
    click(dialog.keep)
    assert note(next_year.report, FORWARD) == WORDS
    assert note(next_year.report, CARRIED_IN)
    assert not dialog.keep.isEnabled()
    next_year.editor.undo()
    assert next_year.report == before
    assert dialog.keep.isEnabled()


def test_the_list_follows_the_report(full: Open) -> None:
    dialog = listed(full)
    assert lines(dialog) == []
    assert any("还没有备注" in label.text() for label in dialog.findChildren(QLabel))
    full.editor.submit("备注", {note_id(GRANTED): "今年"})
    assert len(lines(dialog)) == 2


def test_every_part_has_a_name_for_those_who_cannot_see(full: Open) -> None:
    full.grid("applications", GRANTED)
    popup = opened(full)
    assert popup.findChild(QPlainTextEdit).accessibleName() == "备注：予以公开 自然人"
    assert all(button.text() for button in popup.findChildren(QPushButton))
