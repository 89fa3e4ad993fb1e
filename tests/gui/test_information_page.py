"""基本信息: title and preamble follow the fields, and year and edition hang together."""

import pytest
from clerk import Desk, Open, OpenReport, click, focused, press, type_text
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget

from nianbao.core.edition import Editions
from nianbao.core.preamble import PREAMBLE
from nianbao.core.progress import INFORMATION
from nianbao.core.yearly import start_year
from nianbao.gui.grid.view import GridView
from nianbao.gui.prose import Prose
from nianbao.gui.sections.information import InformationPage
from reports import filled, without

NAME = "示例县清水镇人民政府"


@pytest.fixture
def page(blank: Open) -> InformationPage:
    return blank.go(INFORMATION, InformationPage)


def field(page: InformationPage, name: str) -> QLineEdit:
    line = page.fields[name]
    assert isinstance(line, QLineEdit)
    line.setFocus()
    return line


def words(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def preamble_of(page: InformationPage) -> Prose:
    prose = page.fields[PREAMBLE]
    assert isinstance(prose, Prose)
    return prose


def restore(page: InformationPage) -> QPushButton:
    return next(button for button in page.findChildren(QPushButton) if button.text() == "恢复自动生成")


def choose(box: QWidget, number: int) -> None:
    """Choose an entry of a combo box by its keys."""
    assert isinstance(box, QComboBox)
    box.setFocus()
    press(*["Home"] if number == 0 else ["Home", *["Down"] * number])


def test_the_name_is_asked_first_and_tab_goes_down_the_page(blank: Open, page: InformationPage) -> None:
    field(page, "unit.name")
    visited = []
    for _ in range(11):
        visited.append(next(name for name, widget in page.fields.items() if widget is focused()))
        press("Tab")
    assert visited == [form_field.id for form_field in blank.report.edition.fields]


def test_every_field_has_its_words_for_those_who_hear_them(blank: Open, page: InformationPage) -> None:
    for form_field in blank.report.edition.fields:
        assert page.fields[form_field.id].accessibleName() == form_field.label


def test_title_preamble_and_kind_follow_the_name_letter_by_letter(blank: Open, page: InformationPage) -> None:
    field(page, "unit.name")
    type_text(NAME)
    assert blank.report.get("unit.name") == NAME
    assert blank.window.windowTitle() == f"{NAME}2024年政府信息公开工作年度报告 — 年报"
    assert f"{NAME}2024年政府信息公开工作年度报告" in words(page)
    assert f"{NAME}编制了2024年政府信息公开工作年度报告" in preamble_of(page).toPlainText()
    kind = page.fields["unit.kind"]
    assert isinstance(kind, QComboBox)
    assert kind.currentText() == "乡镇人民政府"
    press("Ctrl+Z")
    assert blank.report.get("unit.name") is None
    assert preamble_of(page).toPlainText() == ""


def test_a_kind_chosen_by_hand_is_kept_when_the_name_goes_on(blank: Open, page: InformationPage) -> None:
    field(page, "unit.name")
    type_text("清水镇")
    choose(page.fields["unit.kind"], 9)
    assert blank.report.get("unit.kind") == "other"
    field(page, "unit.name")
    press("End")
    type_text("人民政府")
    assert blank.report.get("unit.kind") == "other"


def test_contacts_stand_in_the_preamble(blank: Open, page: InformationPage) -> None:
    field(page, "unit.name")
    type_text(NAME)
    for name, text in (("unit.address", "河东路2号"), ("unit.postcode", "471400"), ("unit.telephone", "0379-66000001")):
        field(page, name)
        type_text(text)
    end = f"请与{NAME}联系（地址：河东路2号，邮编：471400，电话：0379-66000001）。"
    assert preamble_of(page).toPlainText().endswith(end)


def test_a_preamble_taken_over_by_hand_stays_until_it_is_restored(full: Open) -> None:
    page = full.go(INFORMATION, InformationPage)
    made = full.report.text(PREAMBLE)
    assert not restore(page).isVisible()
    preamble_of(page).setFocus()
    press("Ctrl+End")
    type_text("（草稿）")
    assert restore(page).isVisible()
    assert "已手工修改，不再随上面的内容变化" in words(page)
    field(page, "unit.name")
    press("End")
    type_text("办公室")
    assert full.report.text(PREAMBLE) == f"{made}（草稿）"
    click(restore(page))
    assert full.report.text(PREAMBLE) == made.replace(NAME, f"{NAME}办公室")
    assert not restore(page).isVisible()
    press("Ctrl+Z")
    assert full.report.text(PREAMBLE) == f"{made}（草稿）"


def test_spaces_around_a_field_do_not_count(blank: Open, page: InformationPage) -> None:
    line = field(page, "unit.address")
    type_text(" 河东路 2 号 ")
    assert blank.report.get("unit.address") == "河东路 2 号"
    assert line.text() == " 河东路 2 号 "


@pytest.mark.parametrize(
    "typed", ["2026年1月20日", "2026-1-20", "2026/01/20", "2026.1.20", "２０２６年１月２０日", " 2026年01月20日 "]
)
def test_a_date_is_taken_in_every_usual_form(blank: Open, page: InformationPage, typed: str) -> None:
    line = field(page, "date")
    type_text(typed)
    press("Tab")
    assert blank.report.get("date") == "2026年1月20日"
    assert line.text() == "2026年1月20日"


@pytest.mark.parametrize("typed", ["明天", "2026年1月", "20260120", "2026年2月30日", "2026-13-01"])
def test_what_is_no_date_is_refused_with_a_sentence(full: Open, typed: str) -> None:
    page = full.go(INFORMATION, InformationPage)
    line = field(page, "date")
    press("Ctrl+A")
    type_text(typed)
    press("Return")
    assert full.report.get("date") == "2025年1月20日"
    assert line.text() == "2025年1月20日"
    assert full.status == f"“{typed}”不是日期，请写成“2026年1月20日”的样子。"


def test_an_emptied_date_is_blank(full: Open) -> None:
    page = full.go(INFORMATION, InformationPage)
    field(page, "date")
    press("Ctrl+A", "Del", "Tab")
    assert full.report.get("date") is None


def test_the_signature_is_switched_on_and_off(blank: Open, page: InformationPage) -> None:
    box = page.fields["signature"]
    assert isinstance(box, QCheckBox)
    box.setFocus()
    press("Space")
    assert blank.report.get("signature") == "yes"
    press("Space")
    assert blank.report.get("signature") is None


# year and edition


def year_of(page: InformationPage) -> QSpinBox:
    spin = page.fields["year"]
    assert isinstance(spin, QSpinBox)
    spin.setFocus()
    return spin


def set_year(page: InformationPage, year: str) -> None:
    spin = year_of(page)
    spin.selectAll()
    type_text(year)
    press("Tab")


def test_a_year_of_the_same_edition_is_taken_without_a_question(blank: Open, page: InformationPage, desk: Desk) -> None:
    set_year(page, "2025")
    assert blank.report.year == 2025
    assert desk.asked == []
    assert blank.report.edition.id == "2021"


def test_another_edition_is_proposed_from_the_year_and_the_loss_is_told(full: Open, desk: Desk) -> None:
    page = full.go(INFORMATION, InformationPage)
    before = full.report
    set_year(page, "2020")
    assert desk.asked == [
        "2020年度应使用2019年格式（试行）（国办公开办函〔2019〕60号）。要同时换成这个格式吗？\n"
        "已填的 200 个数字里，有 28 个在新格式中没有位置，将被清除（例如“规章 制发”）。可以撤销。"
    ]
    assert full.report.edition.id == "2019"
    assert full.report.year == 2020
    assert len([c for c in full.report.edition.table_cells if c.id in full.report.values]) == 172
    press("Ctrl+Z")
    assert full.report == before


def test_the_edition_may_stay_although_the_year_asks_for_another(full: Open, desk: Desk) -> None:
    desk.yes = False
    page = full.go(INFORMATION, InformationPage)
    set_year(page, "2020")
    assert full.report.year == 2020
    assert full.report.edition.id == "2021"


def test_a_year_still_being_typed_counts_when_the_report_is_closed(full: Open) -> None:
    spin = year_of(full.go(INFORMATION, InformationPage))
    spin.selectAll()
    type_text("2025")
    press("Ctrl+W")
    assert full.window.workspace is None
    assert full.on_disk().report.year == 2025


def test_changing_the_edition_rebuilds_the_pages_and_is_undone_exactly(full: Open, desk: Desk) -> None:
    before = full.report
    grid = full.grid("proactive")
    page = full.go(INFORMATION, InformationPage)
    box = page.fields["edition"]
    assert isinstance(box, QComboBox)
    box.setFocus()
    press("Up")
    assert desk.asked[0].startswith("换成2019年格式（试行）吗？\n已填的 200 个数字里，有 28 个")
    assert full.report.edition.id == "2019"
    other = full.grid("proactive")
    assert other is not grid
    assert other.form.table is full.report.edition.table("proactive")
    press("Ctrl+Z")
    assert full.report == before
    again = full.go(INFORMATION, InformationPage).fields["edition"]
    assert isinstance(again, QComboBox)
    assert again.currentData() == "2021"
    assert full.grid("proactive").form.table is full.report.edition.table("proactive")


def test_refusing_another_edition_leaves_everything_as_it_was(full: Open, desk: Desk) -> None:
    desk.yes = False
    before = full.report
    box = full.go(INFORMATION, InformationPage).fields["edition"]
    assert isinstance(box, QComboBox)
    box.setFocus()
    press("Up")
    assert full.report == before
    assert box.currentData() == "2021"


def test_where_nothing_is_lost_another_edition_is_taken_without_a_question_and_told(
    open_report: OpenReport, editions: Editions, desk: Desk
) -> None:
    there = open_report(start_year(editions, 2024))
    box = there.go(INFORMATION, InformationPage).fields["edition"]
    box.setFocus()
    press("Up")
    assert desk.asked == []
    assert there.report.edition.id == "2019"
    assert there.status == "已换成2019年格式（试行），可以撤销。"
    press("Ctrl+Z")
    assert there.report.edition.id == "2021"


def test_the_keyboard_stays_on_the_page_after_the_edition_changed(full: Open) -> None:
    box = full.go(INFORMATION, InformationPage).fields["edition"]
    box.setFocus()
    press("Up")
    page = full.workspace.current_page()
    assert page.isAncestorOf(focused())


@pytest.mark.parametrize("name", ["year", "edition", "unit.kind"])
def test_a_wheel_that_passes_over_a_field_does_not_change_it(full: Open, name: str, desk: Desk) -> None:
    page = full.go(INFORMATION, InformationPage)
    widget, before = page.fields[name], full.report
    widget.setFocus()
    middle = QPointF(widget.rect().center())
    wheel = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle.toPoint())),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, wheel)
    assert full.report == before
    assert desk.asked == []


# tabs


def state_of(there: Open, section: str) -> str:
    return there.workspace.tabs.tabToolTip(there.tab(section))


def picture_of(there: Open, section: str) -> bytes:
    return bytes(there.workspace.tabs.tabIcon(there.tab(section)).pixmap(16, 16).toImage().constBits())


def test_there_is_a_tab_for_each_section_with_its_state_in_words_and_picture(
    open_report: OpenReport, editions: Editions
) -> None:
    report = filled(editions, "2021")
    there = open_report(without(report, "proactive.rules.issued", "texts.other"))
    there.editor.submit("填写", {"appeals.reconsideration.upheld": -1})
    tabs = there.workspace.tabs
    assert [tabs.tabText(number) for number in range(tabs.count())] == [
        "基本信息",
        "一、总体情况",
        "二、主动公开",
        "三、申请办理",
        "四、复议诉讼",
        "五、问题及改进",
        "六、其他事项",
    ]
    assert state_of(there, INFORMATION) == "已填完"
    assert state_of(there, "proactive") == "还有 1 项未填"
    assert state_of(there, "appeals") == "有 1 处错误"
    assert state_of(there, "other") == "还有 1 项未填"
    complete, missing, faulty = (picture_of(there, section) for section in (INFORMATION, "proactive", "appeals"))
    assert len({complete, missing, faulty}) == 3
    assert picture_of(there, "applications") == complete


def test_the_state_of_a_tab_is_live(blank: Open) -> None:
    blank.grid("appeals")
    assert state_of(blank, "appeals") == "还有 12 项未填"
    type_text("0")
    press("Return")
    assert state_of(blank, "appeals") == "还有 11 项未填"
    press("Ctrl+0")
    assert state_of(blank, "appeals") == "已填完"
    press("Ctrl+Z", "Ctrl+Z")
    assert state_of(blank, "appeals") == "还有 12 项未填"


def test_ctrl_tab_goes_from_tab_to_tab_from_within_a_table(blank: Open) -> None:
    blank.grid("proactive")
    press("Ctrl+Tab")
    assert blank.workspace.tabs.currentIndex() == blank.tab("applications")


def test_a_page_is_made_when_its_tab_is_first_shown(blank: Open) -> None:
    assert blank.workspace.findChildren(GridView) == []
    blank.grid("appeals")
    assert len(blank.workspace.findChildren(GridView)) == 1
