"""The 核对单 on the screen: the whole sheet, as the report is now, with what can be done with it."""

import pytest
from clerk import Open, click, press
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from nianbao.core.checksheet import check_sheet
from nianbao.core.sheet import Sheet, SheetColumn, SheetTable
from nianbao.gui.checksheet import SheetDialog, show_sheet, to_html

SHEET = Sheet(
    "核对单",
    ("单位：示例县清水镇人民政府",),
    (
        SheetTable(
            "发现的问题", (SheetColumn("序号", 1, centred=True), SheetColumn("问题", 9)), (("1", "甲 < 乙\n相差 1"),)
        ),
        SheetTable("数据来源", (SheetColumn("出处", 1),), (), "没有导入。"),
    ),
    ("经办人：______　　审核人：______",),
)


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def dialog(full: Open, done: list[str]) -> SheetDialog:
    deeds = {words: lambda words=words: done.append(words) for words in ("导出 Word…", "打印…")}
    return show_sheet(full.window, lambda: SHEET, deeds)


def button(dialog: SheetDialog, words: str) -> QPushButton:
    return next(button for button in dialog.findChildren(QPushButton) if button.text() == words)


def test_everything_on_the_sheet_is_shown(dialog: SheetDialog) -> None:
    text = dialog.page.toPlainText()
    for words in (
        "核对单",
        *SHEET.lead,
        "发现的问题",
        "序号",
        "甲 < 乙\n相差 1",
        "数据来源",
        "没有导入。",
        *SHEET.foot,
    ):
        assert words in text
    assert dialog.windowTitle() == "核对单"
    assert dialog.page.isReadOnly()


def test_the_columns_have_their_share_of_the_width() -> None:
    assert 'width="10.0%"' in to_html(SHEET)
    assert 'width="90.0%"' in to_html(SHEET)
    assert to_html(SHEET).count('align="center"') == 2  # the title, and the one centred cell


def test_the_report_can_be_worked_on_beside(dialog: SheetDialog, full: Open) -> None:
    assert not dialog.isModal()
    full.window.activateWindow()
    grid = full.grid("appeals")
    assert grid.isEnabled()


def test_the_buttons_do_what_they_say(dialog: SheetDialog, done: list[str], qtbot: QtBot) -> None:
    click(button(dialog, "导出 Word…"))
    click(button(dialog, "打印…"))
    assert done == ["导出 Word…", "打印…"]
    with qtbot.waitSignal(dialog.destroyed):
        click(button(dialog, "关闭"))


def test_escape_closes_it(dialog: SheetDialog, qtbot: QtBot) -> None:
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.waitSignal(dialog.destroyed):
        press("Esc")


def test_the_sheet_of_the_open_report_follows_its_changes(full: Open, qtbot: QtBot) -> None:
    editor = full.editor
    dialog = show_sheet(full.window, lambda: check_sheet(editor.report, editor.base, editor.findings), {})
    editor.changed.connect(dialog.refresh_soon)
    assert "相差" not in dialog.page.toPlainText()
    editor.submit("改", {"appeals.direct_suit.total": 999})
    qtbot.waitUntil(lambda: "未经复议直接起诉" in dialog.page.toPlainText(), timeout=2000)
    assert "相差" in dialog.page.toPlainText()
    dialog.close()
    QApplication.processEvents()
    editor.undo()  # a closed sheet is no longer asked


def test_an_unchanged_sheet_stays_where_it_was_scrolled_to(full: Open, qtbot: QtBot) -> None:
    rows = tuple((str(number), "一行") for number in range(200))
    sheets = [
        Sheet("单", tables=(SheetTable("表", SHEET.tables[0].columns, (*rows, (str(n), "末"))),)) for n in range(2)
    ]
    dialog = show_sheet(full.window, lambda: sheets[0], {})
    qtbot.waitExposed(dialog)
    bar = dialog.page.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    sheets.reverse()
    dialog.refresh()
    assert bar.value() == place > 0
    dialog.close()
