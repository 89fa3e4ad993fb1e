"""What is wrong, in plain sentences: live, grouped, and one click or key away from its cell."""

import pytest
from clerk import Open, click, focused, press, type_text
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from nianbao.core.checks import Finding, Fix, Level
from nianbao.core.progress import INFORMATION
from nianbao.gui.findings import FindingsPanel
from nianbao.gui.findings.rows import Group
from nianbao.gui.grid.model import MARK
from nianbao.gui.sections.information import InformationPage
from nianbao.gui.sections.text import TextPage

GRANTED = "applications.granted.person"


def panel(there: Open) -> FindingsPanel:
    return there.workspace.findings


def rows(there: Open) -> list[str]:
    return [row.text for row in panel(there).form.rows]


def row_of(there: Open, words: str) -> int:
    """The number of the one row that speaks of something."""
    (number,) = [number for number, text in enumerate(rows(there)) if words in text]
    return number


def summary(there: Open) -> str:
    label = panel(there).findChild(QLabel, "summary")
    assert label is not None
    return label.text()


def click_row(there: Open, row: int) -> None:
    listed = panel(there).list
    click(listed.viewport(), listed.visualRect(panel(there).form.index(row)).center())


def break_(there: Open, *cells: str) -> None:
    """Make columns of table 三 and groups of table 四 wrong, which were right."""
    there.editor.submit("改", dict.fromkeys(cells, 9999))


def test_a_report_without_faults_says_so(full: Open) -> None:
    assert rows(full) == []
    assert summary(full) == "没有发现问题。"


def test_findings_stand_under_their_level_with_its_count(blank: Open) -> None:
    found = rows(blank)
    assert found[0] == "强制性（3）"
    assert found[1::2] == ["二、主动公开（1）", "三、申请办理（1）", "四、复议诉讼（1）"]
    assert [row[:8] for row in found[2::2]] == ["“二、主动公开”", "“三、申请办理”", "“四、复议诉讼”"]
    assert {group: switch.text() for group, switch in panel(blank).filter.switches.items()} == {
        Group.ERROR: "强制性 3",
        Group.WARNING: "核实性 0",
        Group.HINT: "提示 0",
        Group.SETTLED: "已说明 0",
    }


def test_every_level_has_its_own_group(full: Open, qtbot: QtBot) -> None:
    full.editor.findings = tuple(
        Finding(f"X-0{number}", level, (GRANTED,), (), f"第{number}句。")
        for number, level in enumerate((Level.HINT, Level.ERROR, Level.WARNING, Level.ERROR))
    )
    shown = FindingsPanel(full.editor)
    qtbot.addWidget(shown)
    texts = [row.text for row in shown.form.rows if row.kind != "section"]
    assert texts == ["强制性（2）", "第1句。", "第3句。", "核实性（1）", "第2句。", "提示（1）", "第0句。"]


def test_findings_come_and_go_while_the_clerk_types(full: Open) -> None:
    full.grid("applications", GRANTED)
    before = full.report.number(GRANTED)
    type_text(f"{before + 1}")
    press("Return")
    assert rows(full)[:2] == ["强制性（2）", "三、申请办理（2）"]
    assert rows(full)[2].startswith("自然人列：")
    assert rows(full)[2].endswith("相差 1。")
    press("Up")
    type_text(f"{before}")
    press("Return")
    assert rows(full) == []


def test_a_click_goes_to_the_cell_and_marks_both_sides(full: Open) -> None:
    break_(full, GRANTED)
    full.go("overview", TextPage)
    click_row(full, 2)
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
    click_row(full, 1)
    assert full.workspace.tabs.currentIndex() == full.tab("overview")


def chosen(there: Open) -> str:
    index = panel(there).list.currentIndex()
    return str(index.data())[:4] if index.isValid() else ""


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


# the filter


def listed(there: Open) -> list[str]:
    return [row.text for row in panel(there).form.rows if row.finding]


@pytest.fixture
def broken(full: Open) -> Open:
    """Two columns of table 三 and a group of table 四 are wrong."""
    break_(full, GRANTED, "applications.granted.business", "appeals.direct_suit.total")
    return full


def test_the_switches_show_how_many_there_are_and_hide_a_level(broken: Open) -> None:
    bar, count = panel(broken).filter, len(listed(broken))
    switch = bar.switches[Group.ERROR]
    assert switch.text() == f"强制性 {count}"
    assert switch.accessibleName() == f"强制性 {count} 条"
    click(switch)
    assert listed(broken) == []
    assert summary(broken).startswith(f"有 {count} 条被筛选掉，没有列出。")
    click(switch)
    assert len(listed(broken)) == count


def test_words_filter_while_they_are_typed(broken: Open) -> None:
    panel(broken).filter.words.setFocus()
    type_text("直接起诉")
    assert [text[:4] for text in listed(broken)] == ["未经复议"]
    press("Esc")
    assert len(listed(broken)) > 1
    assert focused() is panel(broken).filter.words


def test_from_the_words_the_keys_lead_to_the_list(broken: Open) -> None:
    panel(broken).filter.words.setFocus()
    press("Down")
    assert focused() is panel(broken).list
    assert chosen(broken) == "自然人列"


def test_the_findings_of_the_section_in_sight_alone(broken: Open) -> None:
    panel(broken).filter.where.setCurrentIndex(1)
    panel(broken).set_section("appeals")
    assert [text[:4] for text in listed(broken)] == ["未经复议"]
    panel(broken).set_section("overview")
    assert listed(broken) == []
    panel(broken).filter.show_all()
    assert len(listed(broken)) > 1


def test_f8_walks_over_what_is_listed(broken: Open) -> None:
    panel(broken).filter.words.setText("商业企业")
    press("F8", "F8")
    assert chosen(broken) == "商业企业"


def test_the_filter_is_handed_on_and_taken_over(broken: Open, qtbot: QtBot) -> None:
    click(panel(broken).filter.switches[Group.ERROR])
    panel(broken).filter.words.setText("商业企业")
    later = FindingsPanel(broken.editor, panel(broken).shown)
    qtbot.addWidget(later)
    assert [row for row in later.form.rows if row.finding] == []
    assert later.shown == panel(broken).shown
    assert not later.filter.switches[Group.ERROR].isChecked()
    assert later.filter.words.text() == "商业企业"


def test_everything_is_shown_again_by_one_link(broken: Open) -> None:
    panel(broken).filter.words.setText("没有的词")
    assert listed(broken) == []
    label = panel(broken).findChild(QLabel, "summary")
    label.linkActivated.emit("all")
    assert len(listed(broken)) > 1
    assert "筛选" not in summary(broken)


def test_without_findings_there_is_no_filter(full: Open) -> None:
    assert not panel(full).filter.isVisible()
    break_(full, GRANTED)
    assert panel(full).filter.isVisible()


@pytest.mark.parametrize("width", [180, 300, 420])
def test_the_switches_keep_their_words_or_at_least_their_numbers(broken: Open, width: int, qtbot: QtBot) -> None:
    shown = FindingsPanel(broken.editor)
    qtbot.addWidget(shown)
    shown.resize(width, 400)
    shown.show()
    qtbot.waitExposed(shown)
    bar = shown.filter
    qtbot.waitUntil(bar.isVisible)
    for switch in bar.switches.values():
        words = switch.fontMetrics().horizontalAdvance(switch.text())
        assert switch.width() >= words + switch.iconSize().width()
        assert shown.rect().contains(switch.geometry().translated(bar.pos()))
    assert bar.switches[Group.ERROR].text().startswith("强制性") is (width >= 300)


# what would mend it


@pytest.fixture
def mendable(full: Open, qtbot: QtBot) -> tuple[Open, FindingsPanel]:
    """A panel whose middle finding of three can be mended."""
    fix = Fix("规章各格改填 7", {"proactive.rules.issued": 7, "proactive.rules.repealed": 7})
    full.editor.findings = tuple(
        Finding(f"T2-{number}", Level.ERROR, (cell,), (), f"第{number}句。", fix=fix if number == 1 else None)
        for number, cell in enumerate(
            ("proactive.rules.issued", "proactive.rules.repealed", "proactive.rules.in_force")
        )
    )
    shown = FindingsPanel(full.editor)
    qtbot.addWidget(shown)
    shown.resize(300, 400)
    shown.show()
    qtbot.waitExposed(shown)
    return full, shown


def mended(there: Open) -> bool:
    return there.report.get("proactive.rules.issued") == there.report.get("proactive.rules.repealed") == 7


def test_a_click_on_the_button_mends_in_one_step(mendable: tuple[Open, FindingsPanel], qtbot: QtBot) -> None:
    there, shown = mendable
    told: list[str] = []
    gone: list[Finding] = []
    shown.told.connect(told.append)
    shown.chosen.connect(gone.append)
    (button,) = shown.list.drawing(3).buttons
    place = shown.list.visualRect(shown.form.index(3)).topLeft() + button.place.center().toPoint()
    click(shown.list.viewport(), place)
    assert mended(there)
    assert told == ["规章各格改填 7：已改好，可以撤销。"]
    assert gone == []
    assert there.editor.stack.undoText() == "规章各格改填 7"
    there.editor.undo()
    assert not mended(there)


def test_the_button_is_no_button_once_the_mouse_leaves_it(mendable: tuple[Open, FindingsPanel]) -> None:
    there, shown = mendable
    (button,) = shown.list.drawing(3).buttons
    place = shown.list.visualRect(shown.form.index(3)).topLeft() + button.place.center().toPoint()
    QTest.mousePress(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseRelease(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert not mended(there)


def test_control_enter_mends(mendable: tuple[Open, FindingsPanel]) -> None:
    there, shown = mendable
    shown.take_focus()
    QTest.keyClick(shown.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not mended(there)  # the first finding has nothing that would mend it
    QTest.keyClick(shown.list, Qt.Key.Key_Down)
    QTest.keyClick(shown.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert mended(there)


def test_the_sentence_can_be_copied(broken: Open) -> None:
    panel(broken).take_focus()
    press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == panel(broken).list.currentIndex().data()


# the keys of the list


def test_the_arrow_keys_visit_findings_only_and_stay_in_the_list(broken: Open) -> None:
    panel(broken).take_focus()
    seen = []
    for _ in listed(broken):
        seen.append(chosen(broken))
        press("Down")
    assert seen == [text[:4] for text in listed(broken)]
    press("Home")
    assert chosen(broken) == "自然人列"
    press("End")
    assert chosen(broken) == "未经复议"
    press("PgUp")
    assert chosen(broken) == "自然人列"
    press("PgDown")
    assert chosen(broken) == "未经复议"
    assert focused() is panel(broken).list


def test_tab_leads_from_the_filter_to_the_list(broken: Open) -> None:
    bar = panel(broken).filter
    bar.switches[Group.SETTLED].setFocus()
    press("Tab")
    assert focused() is bar.where
    press("Tab")
    assert focused() is bar.words
    press("Tab")
    assert focused() is panel(broken).list


def test_the_menu_key_opens_the_menu_of_the_chosen_finding(broken: Open) -> None:
    view = panel(broken).list
    panel(broken).take_focus()
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    going = menu.actions()[0]
    assert going.text() == "到出错的地方\t回车"
    menu.close()
    going.trigger()
    assert broken.workspace.tabs.currentIndex() == broken.tab("applications")


def test_tab_leads_out_of_the_list(broken: Open) -> None:
    panel(broken).take_focus()
    press("Tab")
    assert focused() is not panel(broken).list


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
    for number, row in enumerate(shown.form.rows):
        if row.finding:
            place = shown.list.visualRect(shown.form.index(number))
            assert _has_block(shown.list.viewport().grab(place).toImage()), row.text
    assert shown.list.horizontalScrollBar().maximum() == 0


def _has_block(picture: QImage) -> bool:
    def dark(x: int, y: int) -> bool:
        return picture.pixelColor(x, y).lightness() < 60

    return any(
        all(dark(x + right, y + down) for right in range(4) for down in range(8))
        for x in range(0, picture.width() - 4, 2)
        for y in range(0, picture.height() - 8, 3)
        if dark(x, y)
    )
