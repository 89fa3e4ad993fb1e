"""What was recognised in last year's file is looked at before anything is taken."""

import shutil
from pathlib import Path

import pytest
from clerk import Desk, Open, click, during, press
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from nianbao.core.edition import Editions
from nianbao.files.document import DocumentFile
from nianbao.files.writers import export
from nianbao.gui.importing import ImportDialog
from nianbao.gui.window import Window
from reports import filled, with_values, without

LICENCES = "proactive.licensing.items_last_year"


@pytest.fixture
def last(sample: Path, tmp_path: Path) -> Path:
    """Last year's Excel file, the bundled one, in a folder of the clerk's."""
    return Path(shutil.copy(sample, tmp_path / "上年.xlsx"))


def words(dialog: ImportDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def line(dialog: ImportDialog, cell: str) -> list[str]:
    row = dialog.values.form.row_of(cell)
    return [dialog.values.form.index(row, column).data() for column in range(3)]


def problems(dialog: ImportDialog) -> list[str]:
    return [dialog.problems.item(row).text() for row in range(dialog.problems.count())]


def button(dialog: ImportDialog, text: str) -> QPushButton:
    return next(button for button in dialog.findChildren(QPushButton) if button.text() == text)


def test_the_dialog_says_what_was_recognised_and_from_where(window: Window, desk: Desk, last: Path) -> None:
    desk.files = [last]

    def look(dialog: ImportDialog) -> None:
        assert dialog.windowTitle() == "导入上年报告：上年.xlsx"
        assert "示例县云溪镇人民政府　2020年度　2019年格式（试行）" in words(dialog)
        assert "认出 198 格（共 198 格），其中有数的 198 格；文字部分认出 3 节。" in words(dialog)
        assert problems(dialog) == []
        assert "全部读入" in words(dialog)
        assert line(dialog, LICENCES) == ["行政许可 上一年项目数量", "11", ""]
        assert "来源：工作表“年报” B16" in dialog.values.form.told(LICENCES)
        assert dialog.year.value() == 2021
        assert "使用2021年格式" in words(dialog)
        assert "两年的格式不同，表二的口径不同，一个数也不带入" in words(dialog)
        assert "注意" not in words(dialog)

    during(ImportDialog, lambda: press("Ctrl+I"), look)


def test_accepting_begins_the_next_year_in_a_file_of_its_own(
    window: Window, desk: Desk, last: Path, tmp_path: Path, editions: Editions
) -> None:
    target = tmp_path / "今年.nianbao"
    desk.files, desk.targets = [last], [target]
    during(ImportDialog, lambda: press("Ctrl+I"), lambda dialog: click(button(dialog, "开始编制")))
    assert desk.proposed == [tmp_path / "示例县云溪镇人民政府2021年政府信息公开工作年度报告.nianbao"]
    document = DocumentFile(target).read(editions)
    assert document.report.year == 2021
    assert document.report.edition.id == "2021"
    assert document.base is not None
    assert len([cell for cell in document.base.edition.table_cells if cell.id in document.base.values]) == 198
    assert document.report.get("applications.carried_in.person") == document.base.get(
        "applications.carried_forward.person"
    )
    assert not any(cell.startswith("proactive.") for cell in document.report.values)
    assert document.report.text("texts.overview").startswith("（一）主动公开情况。2021年，")
    assert document.report.origins["texts.overview"].kind == "carried"
    assert window.editor is not None
    assert window.editor.report == document.report


@pytest.mark.parametrize("how", ["button", "Esc", "target"])
def test_cancelling_leaves_everything_as_it_was(full: Open, desk: Desk, last: Path, tmp_path: Path, how: str) -> None:
    before, files = full.editor, sorted(tmp_path.iterdir())
    desk.files = [last]

    def cancel(dialog: ImportDialog) -> None:
        if how == "button":
            click(button(dialog, "取消"))
        elif how == "Esc":
            press("Esc")
        else:
            dialog.accept()  # and then no place is chosen for the new file

    during(ImportDialog, lambda: press("Ctrl+I"), cancel)
    assert full.editor is before
    assert sorted(tmp_path.iterdir()) == files


def test_another_year_is_asked_about_and_not_refused(window: Window, desk: Desk, last: Path, tmp_path: Path) -> None:
    desk.files, desk.targets = [last], [tmp_path / "今年.nianbao"]

    def choose(dialog: ImportDialog) -> None:
        dialog.year.setValue(2024)
        assert "注意：文件是2020年度的，不是2024年的上一年，请确认没有选错文件。" in words(dialog)
        dialog.accept()

    during(ImportDialog, lambda: press("Ctrl+I"), choose)
    assert window.editor is not None
    assert window.editor.report.year == 2024


def test_the_same_edition_keeps_its_words_about_it(
    window: Window, desk: Desk, tmp_path: Path, editions: Editions
) -> None:
    last = tmp_path / "上年.xlsx"
    export(filled(editions, "2021"), last)
    desk.files = [last]

    def look(dialog: ImportDialog) -> None:
        assert "认出 200 格（共 200 格）" in words(dialog)
        assert "两年的格式不同" not in words(dialog)
        assert dialog.year.value() == 2025

    during(ImportDialog, lambda: press("Ctrl+I"), look)


def test_what_could_not_be_read_and_what_is_wrong_in_the_file_is_told_first(
    window: Window, desk: Desk, last: Path
) -> None:
    book = load_workbook(last)
    book.active["B16"] = "十一"
    granted = next(
        row for row in book.active.iter_rows() if any(str(c.value).startswith("（一）予以公开") for c in row)
    )
    total = [cell for cell in granted if cell.value is not None][-1]
    total.value = 5
    book.save(last)
    desk.files = [last]

    def look(dialog: ImportDialog) -> None:
        told = problems(dialog)
        wrong = next(row for row, problem in enumerate(told) if problem.startswith("文件自身的数字有错"))
        assert told[0] == f"没有读入（{wrong - 1}）"
        assert any("十一" in problem for problem in told[1:wrong])
        assert told[wrong + 1 :]
        assert all("相差" in problem for problem in told[wrong + 1 :])
        assert f"需要留意的 {len(told) - 2} 处" in words(dialog)
        assert "认出 198 格" not in words(dialog)

    during(ImportDialog, lambda: press("Ctrl+I"), look)


def test_a_file_without_a_year_starts_the_year_that_is_due(
    window: Window, desk: Desk, tmp_path: Path, editions: Editions
) -> None:
    last = tmp_path / "上年.json"
    export(without(filled(editions, "2021"), "year", "unit.name", "texts.preamble"), last)
    desk.files = [last]

    def look(dialog: ImportDialog) -> None:
        assert "（没有认出单位名称）　（没有认出）年度" in words(dialog)
        assert dialog.year.value() == 2025

    during(ImportDialog, lambda: press("Ctrl+I"), look)


def test_last_years_own_document_can_be_the_start_of_this_year(
    full: Open, desk: Desk, tmp_path: Path, editions: Editions
) -> None:
    target = tmp_path / "明年.nianbao"
    desk.files, desk.targets = [full.path], [target]
    last = full.report
    during(ImportDialog, lambda: press("Ctrl+I"), lambda dialog: dialog.accept())
    document = DocumentFile(target).read(editions)
    assert document.report.year == 2025
    assert document.base is not None
    assert document.base.values == last.values


def test_tab_goes_from_the_problems_to_the_values_the_year_and_the_buttons(
    window: Window, desk: Desk, tmp_path: Path, editions: Editions
) -> None:
    last = tmp_path / "上年.json"
    export(with_values(filled(editions, "2021"), {"appeals.direct_suit.total": 999}), last)
    desk.files = [last]

    def walk(dialog: ImportDialog) -> None:
        visited = []
        for _ in range(6):
            visited.append(QApplication.focusWidget())
            press("Tab")
        assert visited[:4] == [dialog.problems, dialog.values, dialog.unit, dialog.year]
        assert [button.text() for button in visited[4:]] == ["开始编制", "取消"]

    during(ImportDialog, lambda: press("Ctrl+I"), walk)


def test_return_accepts_what_is_shown(window: Window, desk: Desk, last: Path, tmp_path: Path) -> None:
    desk.files, desk.targets = [last], [tmp_path / "今年.nianbao"]
    during(ImportDialog, lambda: press("Ctrl+I"), lambda _: press("Return"))
    assert window.workspace is not None
