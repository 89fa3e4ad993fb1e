"""What is wrong, in plain sentences: live, grouped, and one click or key away from its cell."""

import pytest
from clerk import Open, click, focused, press, type_text
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QListWidget
from pytestqt.qtbot import QtBot

from nianbao.core.checks import Finding, Level
from nianbao.core.progress import INFORMATION
from nianbao.gui.findings import FindingsPanel
from nianbao.gui.grid.model import MARK
from nianbao.gui.sections.information import InformationPage
from nianbao.gui.sections.text import TextPage

GRANTED = "applications.granted.person"


def panel(there: Open) -> FindingsPanel:
    return there.workspace.findings


def rows(there: Open) -> list[str]:
    listed = panel(there).list
    return [listed.item(row).text() for row in range(listed.count())]


def summary(there: Open) -> str:
    label = panel(there).findChild(QLabel, "summary")
    assert label is not None
    return label.text()


def click_row(there: Open, row: int) -> None:
    listed = panel(there).list
    click(listed.viewport(), listed.visualItemRect(listed.item(row)).center())


def break_(there: Open, *cells: str) -> None:
    """Make columns of table 三 and groups of table 四 wrong, which were right."""
    there.editor.submit("改", dict.fromkeys(cells, 9999))


def test_a_report_without_faults_says_so(full: Open) -> None:
    assert rows(full) == []
    assert summary(full) == "没有发现问题。"


def test_findings_stand_under_their_level_with_its_count(blank: Open) -> None:
    assert rows(blank)[0] == "强制性（3）"
    assert [row[:8] for row in rows(blank)[1:]] == ["“二、主动公开”", "“三、申请办理”", "“四、复议诉讼”"]
    assert summary(blank).startswith("强制性 3 条。")


def test_every_level_has_its_own_group(full: Open, qtbot: QtBot) -> None:
    full.editor.findings = tuple(
        Finding(f"X-0{number}", level, (GRANTED,), (), f"第{number}句。")
        for number, level in enumerate((Level.HINT, Level.ERROR, Level.WARNING, Level.ERROR))
    )
    shown = FindingsPanel(full.editor)
    qtbot.addWidget(shown)
    texts = [shown.list.item(row).text() for row in range(shown.list.count())]
    assert texts == ["强制性（2）", "第1句。", "第3句。", "核实性（1）", "第2句。", "提示（1）", "第0句。"]


def test_findings_come_and_go_while_the_clerk_types(full: Open) -> None:
    full.grid("applications", GRANTED)
    before = full.report.number(GRANTED)
    type_text(f"{before + 1}")
    press("Return")
    assert rows(full)[0] == "强制性（2）"
    assert rows(full)[1].startswith("自然人列：")
    assert rows(full)[1].endswith("相差 1。")
    press("Up")
    type_text(f"{before}")
    press("Return")
    assert rows(full) == []


def test_a_click_goes_to_the_cell_and_marks_both_sides(full: Open) -> None:
    break_(full, GRANTED)
    full.go("overview", TextPage)
    click_row(full, 1)
    assert full.workspace.tabs.currentIndex() == full.tab("applications")
    grid = full.grid("applications")
    assert full.at(grid) == "applications.received.person"
    assert focused() is grid
    sides = {"received": "left", "carried_in": "left", "total": "right", "carried_forward": "right", "granted": ""}
    for row, side in sides.items():
        assert grid.form.data(grid.form.index_of(f"applications.{row}.person"), MARK) == side


def test_the_keyboard_is_in_the_cell_on_a_page_that_was_never_shown(full: Open) -> None:
    break_(full, "appeals.direct_suit.total")
    full.go(INFORMATION, InformationPage)
    press("F8")
    type_text("7")
    press("Esc")
    assert focused().isVisible()
    assert full.at(full.grid("appeals")) == "appeals.direct_suit.total"


def test_the_two_sides_are_painted_in_two_colours(full: Open) -> None:
    break_(full, GRANTED)
    press("F8")
    grid = full.grid("applications")

    def colour(cell: str) -> QColor:
        index = grid.form.index_of(f"applications.{cell}.person")
        grid.scrollTo(index)
        picture, place = grid.viewport().grab().toImage(), grid.visualRect(index)
        return picture.pixelColor(place.left() + 6, place.center().y())

    left, right, plain = colour("carried_in"), colour("total"), colour("refused.state_secret")
    assert len({left.name(), right.name(), plain.name()}) == 3
    assert plain == QColor(Qt.GlobalColor.white)


def test_a_click_on_a_group_leads_nowhere(full: Open) -> None:
    break_(full, GRANTED)
    full.go("overview", TextPage)
    click_row(full, 0)
    assert full.workspace.tabs.currentIndex() == full.tab("overview")


def chosen(there: Open) -> str:
    item = panel(there).list.currentItem()
    return item.text()[:4] if item else ""


def test_f8_goes_to_the_next_finding_and_shift_f8_to_the_previous_round_and_round(full: Open) -> None:
    break_(full, GRANTED, "applications.granted.business", "appeals.direct_suit.total")
    seen = []
    for key in ["F8"] * 5 + ["Shift+F8"] * 3:
        press(key)
        seen.append(chosen(full))
    assert seen == ["自然人列", "商业企业", "总计列：", "未经复议", "自然人列", "未经复议", "总计列：", "商业企业"]


def test_shift_f8_begins_with_the_last_finding(full: Open) -> None:
    break_(full, GRANTED, "appeals.direct_suit.total")
    press("Shift+F8")
    assert chosen(full) == "未经复议"


def test_f8_after_mending_goes_to_the_next_one_and_misses_none(full: Open) -> None:
    right = full.report
    groups = ("reconsideration", "direct_suit", "suit_after_reconsideration")
    break_(full, *(f"appeals.{group}.total" for group in groups))
    press("F8")
    assert chosen(full) == "行政复议"
    full.editor.submit("改", {"appeals.reconsideration.total": right.get("appeals.reconsideration.total")})
    assert chosen(full) == ""
    press("F8")
    assert chosen(full) == "未经复议"
    full.editor.submit("改", {"appeals.direct_suit.total": right.get("appeals.direct_suit.total")})
    press("Shift+F8")
    assert chosen(full) == "复议后起"


def test_a_finding_that_only_counts_differently_stays_chosen(full: Open) -> None:
    break_(full, GRANTED, "applications.granted.business")
    press("F8", "F8")
    assert chosen(full) == "商业企业"
    full.editor.submit("改", {"applications.granted.business": 9998})
    assert chosen(full) == "商业企业"


def test_f8_walks_over_the_blank_cells_as_they_are_filled(blank: Open) -> None:
    press("F8")
    grid = blank.grid("proactive")
    for cell in ("rules.issued", "rules.repealed", "rules.in_force"):
        assert blank.at(grid) == f"proactive.{cell}"
        type_text("0")
        press("Return", "F8")


def test_f8_without_findings_does_nothing(full: Open) -> None:
    press("F8", "Shift+F8")
    assert full.workspace.tabs.currentIndex() == 0


def test_a_number_still_being_typed_counts_before_f8_moves_on(blank: Open) -> None:
    blank.grid("appeals", "appeals.reconsideration.upheld")
    type_text("5")
    press("F8")
    assert blank.report.get("appeals.reconsideration.upheld") == 5


def test_enter_on_a_finding_goes_to_its_cell(full: Open) -> None:
    break_(full, "appeals.direct_suit.total")
    listed = panel(full).list
    listed.setFocus()
    press("Down", "Return")
    assert full.workspace.tabs.currentIndex() == full.tab("appeals")


@pytest.mark.parametrize("width", range(200, 420, 20))
def test_no_sentence_is_cut_at_its_end(full: Open, width: int, qtbot: QtBot) -> None:
    """The last sign of a sentence is the end of the difference, the number that counts: here a block to be seen."""
    sentence = "自然人列：本年新收 3 + 上年结转 18 = 21，办理结果 247 + 结转下年度 17 = 264，相差 243"
    full.editor.findings = tuple(
        Finding(f"X-{length}", Level.ERROR, (GRANTED,), (), sentence[:length] + "█") for length in range(22, 50, 3)
    )
    shown = FindingsPanel(full.editor)
    qtbot.addWidget(shown)
    shown.resize(width, 900)
    shown.show()
    qtbot.waitExposed(shown)
    listed: QListWidget = shown.list
    for row in range(1, listed.count()):
        place = listed.visualItemRect(listed.item(row))
        assert _has_block(listed.viewport().grab(place).toImage()), listed.item(row).text()
    assert listed.horizontalScrollBar().maximum() == 0


def _has_block(picture: QImage) -> bool:
    def dark(x: int, y: int) -> bool:
        return picture.pixelColor(x, y).lightness() < 40

    return any(
        all(dark(x + right, y + down) for right in range(4) for down in range(8))
        for x in range(0, picture.width() - 4, 2)
        for y in range(0, picture.height() - 8, 3)
        if dark(x, y)
    )
