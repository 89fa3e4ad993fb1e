"""Handing out and getting back: the package for publication, a file edited elsewhere, and the layout of a unit."""

from dataclasses import replace
from pathlib import Path

import pytest
from clerk import Desk, Open, press
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nianbao.files import layouts
from nianbao.files.readers import read_file
from nianbao.files.writers import export
from nianbao.files.writers.layout import OFFICIAL, STATE_OFFICE
from nianbao.gui import exporting
from nianbao.gui.comparing import ComparisonDialog
from nianbao.gui.pagelayout import LayoutDialog
from reports import with_values

GRANTED = "applications.granted.person"


def choose(there: Open, action: str) -> None:
    next(entry for spec, entry in there.window._actions if spec.id == action).trigger()


@pytest.fixture
def edited(full: Open, desk: Desk, tmp_path: Path, qtbot: QtBot) -> ComparisonDialog:
    """The list of what the leader has changed in the Word file: a number and a sentence."""
    values = {GRANTED: int(str(full.report.get(GRANTED))) + 1, "texts.other": "领导改过的话。"}
    path = tmp_path / "领导改过.docx"
    export(with_values(full.report, values), path)
    desk.files = [path]
    choose(full, "exporting.compare_file")
    dialog = full.window.findChild(ComparisonDialog)
    assert dialog is not None
    return dialog


def test_what_was_changed_elsewhere_is_listed_and_taken_as_one_step(full: Open, edited: ComparisonDialog) -> None:
    before = full.report
    sentences = [edited.list.item(row).text() for row in range(edited.list.count())]
    assert any("予以公开 被改为" in sentence for sentence in sentences)
    assert any("领导改过的话" in sentence for sentence in sentences)
    assert not edited.take.isEnabled()
    edited.all.click()
    edited.take.click()
    assert full.report.get(GRANTED) == int(str(before.get(GRANTED))) + 1
    assert full.report.text("texts.other") == "领导改过的话。"
    entry = full.wait_saved().history[-1]
    assert (entry.how, entry.cells[GRANTED]) == ("imported", (before.get(GRANTED), full.report.get(GRANTED)))
    assert "采用“领导改过.docx”里的 3 处修改之前" in [state.name for state in full.saver.document.states]
    full.window.undo()
    assert full.report == before


def test_what_is_not_ticked_stays_as_it_is(full: Open, edited: ComparisonDialog) -> None:
    row = next(row for row in range(edited.list.count()) if "予以公开" in edited.list.item(row).text())
    edited.list.item(row).setCheckState(Qt.CheckState.Checked)
    other = full.report.text("texts.other")
    edited.take.click()
    assert full.report.text("texts.other") == other
    assert all("予以公开 被改为" not in edited.list.item(row).text() for row in range(edited.list.count()))


def test_a_file_that_says_the_same_is_told_so(full: Open, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "没改过.docx"
    export(full.report, path)
    desk.files = [path]
    choose(full, "exporting.compare_file")
    assert "已核对 200 个数字，全部一致" in full.notice


def test_the_package_holds_every_kind_with_the_same_numbers(full: Open, desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "发布"
    folder.mkdir()
    desk.targets = [folder]
    choose(full, "exporting.export_package")
    (package,) = folder.iterdir()
    endings = {path.suffix for path in package.iterdir()}
    assert {".docx", ".pdf", ".xlsx", ".html", ".txt"} <= endings
    for path in package.glob("*年报*.[dxh]*"):
        assert read_file(path, full.report.editions).values.get(GRANTED) == full.report.get(GRANTED)
    assert any(path.name.startswith("核对单") for path in package.iterdir())
    assert "发布材料" in full.notice


def test_fonts_that_are_missing_are_named_with_the_first_export(
    full: Open, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nianbao.files.fonts import MissingFont

    monkeypatch.setattr(exporting, "missing_fonts", lambda _layout: (MissingFont("仿宋_GB2312", "宋体"),))
    desk.targets = [tmp_path / "一.docx", tmp_path / "二.docx"]
    press("Ctrl+E")
    assert "本机没有这些字体：“仿宋_GB2312”" in full.notice
    press("Ctrl+E")
    assert "已导出“二.docx”" in full.notice
    assert "本机没有这些字体" not in full.notice
    assert desk.informed == []


def test_a_layout_is_kept_for_the_unit(tmp_path: Path) -> None:
    chosen = replace(STATE_OFFICE, line_spacing=28.95, top=30.0)
    layouts.keep_layout("云溪镇", chosen)
    layouts.keep_template("云溪镇", tmp_path / "省厅样式.docx")
    assert layouts.layout_of("云溪镇") == chosen
    assert layouts.template_of("云溪镇") == tmp_path / "省厅样式.docx"
    assert layouts.layout_of("别的镇") == OFFICIAL
    assert layouts.template_of("别的镇") is None


def test_the_layout_dialog_begins_with_a_preset_and_changes_it(qtbot: QtBot) -> None:
    dialog = LayoutDialog(OFFICIAL, None)
    qtbot.addWidget(dialog)
    dialog._take_preset("state_office")
    assert dialog.layout_chosen == STATE_OFFICE
    dialog._set("page_numbers", "none")
    assert dialog.layout_chosen == replace(STATE_OFFICE, page_numbers="none")
