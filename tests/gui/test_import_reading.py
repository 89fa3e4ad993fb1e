"""A file is read beside the window: it can be given up, the window stays alive, and errors come back as always."""

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from clerk import Desk, Open, click, during, press, type_text
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from nianbao.core.edition import Editions
from nianbao.core.recognise import Proposal
from nianbao.files import readers
from nianbao.files.readers import read_file
from nianbao.gui.beside import THREAD
from nianbao.gui.importing import ImportDialog
from nianbao.gui.importing.reading import ReadingDialog
from nianbao.gui.importing.units import UnitDialog
from nianbao.gui.window import Window
from reports import filled, with_values

UNITS = ("清水镇人民政府", "云溪街道办事处", "云溪镇人民政府", "财政局")


class Gate:
    """Holds the reading of files back until it is opened."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.open, self.read = threading.Event(), 0
        patch.setattr(readers, "read_file", self._read)

    def _read(self, path: Path, editions: Editions, unit: str = "") -> Proposal:
        assert self.open.wait(30)
        self.read += 1
        return read_file(path, editions, unit)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[Gate]:
    gate = Gate(monkeypatch)
    yield gate
    gate.open.set()
    qtbot.waitUntil(lambda: not reading())
    qtbot.waitUntil(gc.isenabled)


def reading() -> bool:
    return any(thread.name == THREAD for thread in threading.enumerate())


def test_a_long_reading_is_told_and_goes_on_to_the_dialog(window: Window, desk: Desk, sample: Path, gate: Gate) -> None:
    desk.files = [sample]
    seen: list[str] = []

    def wait(dialog: ReadingDialog) -> None:
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        timer = QTimer(window)
        timer.timeout.connect(lambda: _close(timer))
        timer.start(0)
        gate.open.set()
        # the dialog goes by itself; here the loop of the test stands in for the program's
        while dialog.isVisible():
            QApplication.processEvents()

    def _close(timer: QTimer) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ImportDialog):
            timer.stop()
            seen.append(dialog.windowTitle())
            dialog.reject()

    during(ReadingDialog, lambda: press("Ctrl+I"), wait)
    assert seen[0] == f"正在读取“{sample.name}”……"
    assert seen[-1] == f"导入上年报告：{sample.name}"


@pytest.mark.parametrize("how", ["Esc", "取消"])
def test_a_long_reading_that_is_given_up_ends_at_once_and_what_comes_late_is_dropped(
    full: Open, desk: Desk, sample: Path, gate: Gate, *, how: str, qtbot: QtBot
) -> None:
    before, report = full.editor, full.report
    desk.files = [sample]

    def give_up(dialog: ReadingDialog) -> None:
        if how == "Esc":
            press("Esc")
        else:
            click(next(button for button in dialog.findChildren(QPushButton) if button.text() == "取消"))

    during(ReadingDialog, lambda: press("Ctrl+I"), give_up)
    assert reading()
    assert gate.read == 0
    gate.open.set()
    qtbot.waitUntil(lambda: not reading())
    assert gate.read == 1
    assert QApplication.activeModalWidget() is None
    assert (full.editor, full.report) == (before, report)
    assert desk.told == []


def test_the_window_stays_alive_while_a_file_is_read(full: Open, desk: Desk, sample: Path, gate: Gate) -> None:
    full.editor.submit("改", {"applications.received.person": 5})
    desk.files = [sample]

    def look(_: ReadingDialog) -> None:
        full.wait_saved()  # saving goes on

    during(ReadingDialog, lambda: press("Ctrl+I"), look)


def test_an_error_of_the_file_is_told_as_always(window: Window, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "空.docx").touch()
    desk.files = [tmp_path / "空.docx"]
    press("Ctrl+I")
    assert desk.said == "文件“空.docx”是空的。"


def test_a_defect_of_the_program_is_not_swallowed(
    window: Window, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Proposal:
        raise ZeroDivisionError("defect")

    monkeypatch.setattr(readers, "read_file", fail)
    with pytest.raises(ZeroDivisionError):
        window.start_from(sample)


def test_garbage_is_collected_again_after_reading(window: Window, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "空.docx").touch()
    desk.files = [tmp_path / "空.docx"]
    press("Ctrl+I")
    assert gc.isenabled()
    assert not reading()


# a roll-up of several units


@pytest.fixture
def county(tmp_path: Path, editions: Editions) -> Path:
    """A county's sheet: the first rows of table 三 for some units."""
    block = editions["2021"].table("applications").blocks[0]
    rows, columns = block.row_leaves()[:3], block.column_leaves()
    book = Workbook()
    sheet = book.active
    sheet.append(["单位名称", *(f"{row.label}{column.label}" for row in rows for column in columns)])
    for number, unit in enumerate(UNITS):
        sheet.append([unit, *range(100 * number, 100 * number + 21)])
    path = tmp_path / "2024年汇总.xlsx"
    book.save(path)
    return path


def chain(*steps: tuple[type, object]) -> QTimer:
    """Deals with dialogs one after the other."""
    waiting = list(steps)
    timer = QTimer()

    def deal() -> None:
        dialog = QApplication.activeModalWidget()
        if waiting and isinstance(dialog, waiting[0][0]) and dialog.isActiveWindow():
            waiting.pop(0)[1](dialog)  # type: ignore[operator]

    timer.timeout.connect(deal)
    timer.start(0)
    return timer


def test_the_clerk_picks_her_unit_of_a_roll_up_by_typing(window: Window, desk: Desk, county: Path) -> None:
    desk.files = [county]
    seen: list[object] = []

    def choose(dialog: UnitDialog) -> None:
        assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == list(UNITS)
        assert dialog.unit == ""  # nobody guesses
        type_text("云镇")
        assert dialog.unit == "云溪镇人民政府"
        press("Return")

    def look(dialog: ImportDialog) -> None:
        seen.append(dialog.last.unit)
        seen.append(dialog.last.get("applications.received.person"))
        assert dialog.source is not None
        dialog.values.show_cell("applications.received.person")
        seen.append(dialog.source.table.currentIndex().data())
        dialog.reject()

    timer = chain((UnitDialog, choose), (ImportDialog, look))
    press("Ctrl+I")
    timer.stop()
    assert seen == ["云溪镇人民政府", 200, "200"]


def test_the_unit_at_hand_is_chosen_beforehand(
    open_report: object, editions: Editions, desk: Desk, county: Path
) -> None:
    there = open_report(with_values(filled(editions, "2021"), {"unit.name": "示例县云溪镇人民政府"}))  # type: ignore[operator]
    desk.files = [county]
    during(UnitDialog, lambda: press("Ctrl+Shift+I"), lambda dialog: _is("云溪镇人民政府", dialog.unit))
    assert there.editor.stack.count() == 0


def test_of_two_rows_of_one_unit_none_is_chosen_beforehand(window: Window, qtbot: QtBot) -> None:
    rows = ("云溪镇人民政府（第 4 行）", "清水镇人民政府", "云溪镇人民政府（第 9 行）")
    for like, chosen in (("云溪镇人民政府", ""), ("示例县云溪镇人民政府", ""), ("清水镇人民政府", "清水镇人民政府")):
        dialog = UnitDialog("汇总.xlsx", rows, like, window)
        qtbot.addWidget(dialog)
        assert dialog.unit == chosen
        assert any(
            "2 个单位的汇总表" in said.text() and "不止一行" in said.text() for said in dialog.findChildren(QLabel)
        )
    dialog = UnitDialog("汇总.xlsx", UNITS, "", window)
    qtbot.addWidget(dialog)
    assert not any("不止一行" in said.text() for said in dialog.findChildren(QLabel))


def test_the_row_that_is_chosen_is_the_row_that_is_read(window: Window, desk: Desk, county: Path) -> None:
    book = load_workbook(county)
    book.active.cell(len(UNITS) + 1, 1).value = UNITS[0]
    book.save(county)
    desk.files = [county]
    seen: list[object] = []

    def choose(dialog: UnitDialog) -> None:
        dialog.list.setCurrentRow(len(UNITS) - 1)
        assert dialog.unit == f"{UNITS[0]}（第 {len(UNITS) + 1} 行）"
        press("Return")

    def look(dialog: ImportDialog) -> None:
        seen.extend((dialog.last.unit, dialog.last.get("applications.received.person")))
        dialog.reject()

    timer = chain((UnitDialog, choose), (ImportDialog, look))
    press("Ctrl+I")
    timer.stop()
    assert seen == [UNITS[0], 100 * (len(UNITS) - 1)]


def test_a_roll_up_on_the_clipboard_asks_for_the_unit_as_a_file_does(
    open_report: object, editions: Editions, desk: Desk
) -> None:
    """It was told to write --unit."""
    open_report(with_values(filled(editions, "2021"), {"unit.name": "云溪镇人民政府"}))  # type: ignore[operator]
    block = editions["2021"].table("applications").blocks[0]
    names = [f"{row.label}{column.label}" for row in block.row_leaves()[:3] for column in block.column_leaves()]
    rows = [["单位名称", *names], *([unit, *map(str, range(100, 121))] for unit in UNITS)]
    mime = QMimeData()
    mime.setHtml(f"<table>{''.join('<tr>' + ''.join(f'<td>{entry}</td>' for entry in row) for row in rows)}</table>")
    QGuiApplication.clipboard().setMimeData(mime)
    during(UnitDialog, lambda: press("Ctrl+Shift+V"), lambda dialog: _is("云溪镇人民政府", dialog.unit))
    QGuiApplication.clipboard().clear()


def _is(expected: object, found: object) -> None:
    assert found == expected


def test_no_unit_means_no_import(window: Window, desk: Desk, county: Path) -> None:
    desk.files = [county]
    during(UnitDialog, lambda: press("Ctrl+I"), lambda _: press("Esc"))
    assert QApplication.activeModalWidget() is None
    assert window.workspace is None


def test_letters_of_no_unit_choose_none(window: Window, qtbot: QtBot) -> None:
    dialog = UnitDialog("汇总.xlsx", UNITS, "云溪镇人民政府", window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert dialog.unit == "云溪镇人民政府"
    dialog.typed.setText("没有")
    assert dialog.unit == ""
    assert not next(b for b in dialog.findChildren(QPushButton) if b.text() == "选定").isEnabled()
    dialog.typed.clear()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.typed.setFocus()
    press("Up")
    assert dialog.unit == "云溪街道办事处"
