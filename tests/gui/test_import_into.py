"""A file's figures and texts are taken into the open report in one step, and what they replace is listed before."""

from pathlib import Path

import pytest
from clerk import Desk, Open, OpenReport, during, press
from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.core.values import Value
from nianbao.core.yearly import start_year
from nianbao.files.writers import export
from nianbao.files.writers.web import write_web
from nianbao.gui.importing import ImportDialog
from nianbao.gui.importing.taking import ReplaceDialog
from nianbao.gui.window import Window
from reports import filled, with_values

PERSON, TOTAL = "applications.received.person", "applications.received.total"


def said(dialog: QDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def figures(report: Report) -> dict[str, Value | None]:
    return {cell.id: report.get(cell.id) for cell in report.edition.table_cells}


def take(*steps: type[QDialog], keys: str = "Ctrl+Shift+I") -> list[str]:
    """Press the keys of the action and agree to these dialogs; what they said."""
    waiting, heard = list(steps), []

    def deal() -> None:
        dialog = QApplication.activeModalWidget()
        if waiting and isinstance(dialog, waiting[0]) and dialog.isActiveWindow():
            waiting.pop(0)
            heard.append(said(dialog))
            if isinstance(dialog, ReplaceDialog):
                heard[-1] += "\n".join(dialog.list.item(row).text() for row in range(dialog.list.count()))
            dialog.accept()

    timer = QTimer()
    timer.timeout.connect(deal)
    timer.start(0)
    press(keys)
    timer.stop()
    assert waiting == []
    return heard


@pytest.fixture
def excel(tmp_path: Path, editions: Editions) -> Path:
    path = tmp_path / "本年.xlsx"
    export(filled(editions, "2021"), path)
    return path


def test_without_an_open_report_there_is_nothing_to_import_into(window: Window) -> None:
    action = next(action for spec, action in window._actions if spec.id == "import_figures")
    assert not action.isEnabled()


def test_a_sealed_report_takes_nothing(open_report: OpenReport, editions: Editions) -> None:
    there = open_report(filled(editions, "2021"), sealed="2025-01-20T10:00:00")
    action = next(action for spec, action in there.window._actions if spec.id == "import_figures")
    assert not action.isEnabled()


def test_a_blank_report_takes_all_figures_and_texts_as_one_step(
    blank: Open, desk: Desk, excel: Path, editions: Editions
) -> None:
    before, source = blank.report, filled(editions, "2021")
    desk.files = [excel]
    heard = take(ImportDialog)
    assert "替换不同的 0 项" in heard[0]
    assert figures(blank.report) == figures(source)
    assert blank.report.text("texts.overview") == source.text("texts.overview")
    assert blank.report.unit == ""
    assert blank.report.origins[PERSON].kind == "imported"
    assert "“本年.xlsx”" in blank.report.origins[PERSON].source
    assert "工作表" in blank.report.origins[PERSON].source
    assert blank.editor.stack.count() == 1
    assert blank.editor.stack.undoText() == "导入“本年.xlsx”"
    assert "已导入：新填" in blank.status
    blank.window.undo()
    assert blank.report == before


def test_what_would_be_replaced_is_listed_old_and_new(full: Open, desk: Desk, excel: Path) -> None:
    kept = full.report.get(PERSON)
    full.editor.submit("改", {PERSON: 999, "texts.other": "别的话"})
    desk.files = [excel]
    heard = take(ImportDialog, ReplaceDialog)
    assert f"自然人：999 → {kept}" in heard[1]
    assert "的文字：别的话 → " in heard[1]
    assert full.report.get(PERSON) == kept


def test_return_alone_replaces_nothing(full: Open, desk: Desk, excel: Path) -> None:
    full.editor.submit("改", {PERSON: 999})
    before = full.report
    desk.files = [excel]
    answers = [ImportDialog, ReplaceDialog]

    def deal() -> None:
        dialog = QApplication.activeModalWidget()
        if answers and isinstance(dialog, answers[0]) and dialog.isActiveWindow():
            if isinstance(dialog, answers.pop(0)) and isinstance(dialog, ImportDialog):
                dialog.accept()
            else:
                press("Return")

    timer = QTimer()
    timer.timeout.connect(deal)
    timer.start(0)
    press("Ctrl+Shift+I")
    timer.stop()
    assert answers == []
    assert full.report == before


def test_declared_totals_are_kept(blank: Open, desk: Desk, tmp_path: Path, editions: Editions) -> None:
    path = tmp_path / "本年.json"
    export(with_values(filled(editions, "2021"), {TOTAL: 4321}), path)
    desk.files = [path]
    take(ImportDialog)
    assert blank.report.get(TOTAL) == 4321
    assert any(TOTAL in finding.cells for finding in blank.editor.findings)


def test_what_is_blank_in_the_file_erases_nothing(full: Open, desk: Desk, tmp_path: Path, editions: Editions) -> None:
    path = tmp_path / "本年.json"
    export(with_values(start_year(editions, 2024), {PERSON: 77}), path)
    before = full.report
    desk.files = [path]
    take(ImportDialog, ReplaceDialog)
    assert full.report.get(PERSON) == 77
    assert before.values.keys() == full.report.values.keys()


@pytest.mark.parametrize("yes", [True, False])
def test_another_year_is_asked_about(
    open_report: OpenReport, desk: Desk, excel: Path, editions: Editions, *, yes: bool
) -> None:
    there = open_report(start_year(editions, 2025))
    desk.files, desk.yes = [excel], yes
    heard = take(ImportDialog)
    assert "注意：文件是2024年度的，正在编制的是2025年度的报告。" in heard[0]
    assert desk.asked == ["文件是2024年度的，正在编制的是2025年度的报告。仍要导入吗？"]
    assert (PERSON in there.report.values) is yes
    assert there.report.year == 2025


def test_only_cells_of_the_open_edition_are_taken(blank: Open, desk: Desk, tmp_path: Path, editions: Editions) -> None:
    source = with_values(filled(editions, "2019"), {"year": 2024})
    path = tmp_path / "旧格式.json"
    export(source, path)
    desk.files = [path]
    heard = take(ImportDialog)
    assert "在2021年格式里没有对应的格子，不导入" in heard[0]
    assert blank.report.edition.id == "2021"
    assert set(blank.report.values) <= set(blank.report.edition.cells)
    assert blank.report.get(PERSON) == source.get(PERSON)


def test_a_file_that_says_the_same_changes_nothing(full: Open, desk: Desk, excel: Path) -> None:
    desk.files = [excel]
    take(ImportDialog)
    assert full.editor.stack.count() == 0
    assert "没有改动" in full.status


def test_giving_up_changes_nothing(full: Open, desk: Desk, excel: Path) -> None:
    full.editor.submit("改", {PERSON: 999})
    before = full.report
    desk.files = [excel]
    during(ImportDialog, lambda: press("Ctrl+Shift+I"), lambda _: press("Esc"))
    assert full.report == before


def test_a_file_that_cannot_be_read_is_told(full: Open, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "空.xlsx").touch()
    desk.files = [tmp_path / "空.xlsx"]
    press("Ctrl+Shift+I")
    assert desk.said == "文件“空.xlsx”是空的。"


@pytest.mark.parametrize("kind", ["html", "txt"])
def test_a_table_on_the_clipboard_is_taken_like_a_file(
    blank: Open, kind: str, tmp_path: Path, editions: Editions
) -> None:
    """What a browser, Word, Excel or WPS puts there: HTML, or text with tabs."""
    source = filled(editions, "2021")
    mime = QMimeData()
    if kind == "html":
        mime.setHtml(write_web(source).decode())
    else:
        table = source.edition.table("applications")
        rows = [["" for _ in range(table.column_count)] for _ in range(table.row_count)]
        for place in table.places:
            rows[place.row][place.column] = source.text(place.cell) if place.cell else place.text
        mime.setText("\n".join("\t".join(row) for row in rows))
    QApplication.clipboard().setMimeData(mime)
    take(ImportDialog, keys="Ctrl+Shift+V")
    taken = figures(blank.editor.report)
    expected = {c: v for c, v in figures(source).items() if kind == "html" or c.startswith("applications.")}
    assert {cell: taken[cell] for cell in expected} == expected
    blank.editor.undo()
    assert not any(value is not None for value in figures(blank.editor.report).values())


def test_an_empty_clipboard_is_told_and_changes_nothing(blank: Open, desk: Desk) -> None:
    QApplication.clipboard().clear()
    before = blank.editor.report
    press("Ctrl+Shift+V")
    assert blank.editor.report is before
    assert any("剪贴板里没有内容" in str(told) for told in desk.told)
