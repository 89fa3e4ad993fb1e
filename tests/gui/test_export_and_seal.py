"""What leaves the program is read back and compared; a sealed report stays as it is."""

from pathlib import Path

import pytest
from clerk import Desk, Open, OpenReport, press, type_text
from PySide6.QtWidgets import QLineEdit

from nianbao.core.edition import Editions
from nianbao.core.progress import INFORMATION
from nianbao.files.readers import read_file
from nianbao.gui.editor import SEALED
from nianbao.gui.sections.information import InformationPage
from nianbao.gui.sections.table import TablePage
from nianbao.gui.sections.text import TextPage
from reports import filled, with_values, without

PERSON = "applications.received.person"
SEALED_AT = "2026-01-12T10:00:00"


def choose(there: Open, action: str) -> None:
    """Choose an action of the menu."""
    next(entry for spec, entry in there.window._actions if spec.id == action).trigger()


def usable(there: Open, action: str) -> bool:
    return next(entry for spec, entry in there.window._actions if spec.id == action).isEnabled()


# export


@pytest.mark.parametrize(
    ("key", "ending"),
    [("Ctrl+E", ".docx"), ("Ctrl+Shift+E", ".xlsx"), ("Ctrl+Shift+E", ".html"), ("Ctrl+Shift+E", ".json")],
)
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_an_exported_file_reads_back_to_the_same_numbers_and_texts(
    open_report: OpenReport, editions: Editions, desk: Desk, tmp_path: Path, *, key: str, ending: str, edition: str
) -> None:
    there = open_report(filled(editions, edition))
    target = tmp_path / f"年报{ending}"
    desk.targets = [target]
    press(key)
    again = read_file(target, editions)
    cells = [cell.id for cell in there.report.edition.table_cells]
    assert {cell: again.values.get(cell) for cell in cells} == {cell: there.report.get(cell) for cell in cells}
    texts = ("texts.overview", "texts.problems", "texts.other")
    assert [again.values[text] for text in texts] == [there.report.text(text) for text in texts]
    assert there.notice == f"已导出“年报{ending}”，已读回核对 {len(cells)} 个数字，全部一致。"
    assert desk.informed == desk.told == []


def test_the_proposed_name_is_the_title_beside_the_report(full: Open, desk: Desk) -> None:
    press("Ctrl+E", "Ctrl+Shift+E")
    name = "示例县清水镇人民政府2024年政府信息公开工作年度报告"
    assert desk.proposed == [full.path.with_name(f"{name}{ending}") for ending in (".docx", ".xlsx")]
    assert (full.notice, desk.told) == ("", [])
    assert list(full.path.parent.iterdir()) == [full.path]


def test_a_target_that_cannot_be_written_is_told_and_another_name_offered(
    full: Open, desk: Desk, tmp_path: Path
) -> None:
    taken = tmp_path / "年报.docx"
    taken.mkdir()  # stands for a file that is held open elsewhere: it cannot be replaced
    other = tmp_path / "年报（新）.docx"
    desk.targets = [taken, other]
    press("Ctrl+E")
    assert "年报.docx" in desk.said
    assert desk.proposed[1] == other
    assert other.is_file()
    assert full.notice.startswith("已导出“年报（新）.docx”，")


def test_a_kind_of_file_that_is_not_written_is_told(full: Open, desk: Desk, tmp_path: Path) -> None:
    desk.targets = [tmp_path / "年报.pages"]
    press("Ctrl+E")
    assert "不能输出“.pages”这种文件" in desk.said
    assert not (tmp_path / "年报.pages").exists()


def test_a_failed_export_leaves_what_stood_there(full: Open, desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "没有" / "年报.docx"
    desk.targets = [target]
    press("Ctrl+E")
    assert "不存在" in desk.said
    assert not target.parent.exists()


def test_a_number_still_being_typed_is_in_the_exported_file(
    full: Open, desk: Desk, tmp_path: Path, editions: Editions
) -> None:
    target = tmp_path / "年报.json"
    desk.targets = [target]
    full.grid("applications", PERSON)
    type_text("7")
    choose(full, "exporting.export_other")
    assert read_file(target, editions).values[PERSON] == 7


def test_an_unfinished_report_can_be_exported_as_a_draft(blank: Open, desk: Desk, tmp_path: Path) -> None:
    desk.targets = [tmp_path / "草稿.docx"]
    press("Ctrl+E")
    assert (tmp_path / "草稿.docx").is_file()


def test_exporting_does_not_change_the_report_or_its_file(full: Open, desk: Desk, tmp_path: Path) -> None:
    before, data = full.report, full.path.read_bytes()
    desk.targets = [tmp_path / "年报.docx"]
    press("Ctrl+E")
    assert full.report == before
    assert full.path.read_bytes() == data


# finalising


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("texts.other", "还没有填完（六、其他事项）"),
        ("unit.telephone", "还没有填完（基本信息）"),
        ("appeals.direct_suit.other", "还有 1 条强制性问题（四、复议诉讼）"),
    ],
)
def test_an_unfinished_report_cannot_be_sealed(
    open_report: OpenReport, editions: Editions, desk: Desk, missing: str, said: str
) -> None:
    there = open_report(without(filled(editions, "2021"), missing))
    choose(there, "finalising.seal")
    assert desk.said == f"还不能定稿：{said}。"
    assert not there.editor.sealed


def test_a_report_with_a_fault_cannot_be_sealed(open_report: OpenReport, editions: Editions, desk: Desk) -> None:
    there = open_report(with_values(filled(editions, "2021"), {"appeals.direct_suit.total": 999}))
    choose(there, "finalising.seal")
    assert desk.said == "还不能定稿：还有 1 条强制性问题（四、复议诉讼）。"


def test_a_finished_report_is_sealed_and_refuses_edits_until_it_is_unsealed(full: Open, desk: Desk) -> None:
    full.grid("applications", PERSON)
    choose(full, "finalising.seal")
    before = full.report
    assert full.editor.sealed
    assert full.on_disk().sealed
    assert full.window.windowTitle().endswith("（已定稿） — 年报")
    assert full.window.status.state.text() == "已定稿"
    assert full.workspace.tabs.currentIndex() == full.tab("applications")
    full.grid("applications", PERSON)
    press("7")
    assert full.status == SEALED
    press("Ctrl+0", "Ctrl+Z")
    assert full.report == before
    assert not any(usable(full, action) for action in ("finalising.seal", "undo", "redo", "filling.fill_zeros"))
    choose(full, "finalising.unseal")
    assert desk.asked[-1].endswith("要取消定稿吗？")
    assert not full.on_disk().sealed
    full.grid("applications", PERSON)
    type_text("7")
    press("Return")
    assert full.wait_saved().report.get(PERSON) == 7


def test_unsealing_is_asked_about(open_report: OpenReport, editions: Editions, desk: Desk) -> None:
    there = open_report(filled(editions, "2021"), sealed=SEALED_AT)
    desk.yes = False
    choose(there, "finalising.unseal")
    assert there.editor.sealed
    assert there.on_disk().sealed


def test_a_seal_that_cannot_be_written_is_none(full: Open, desk: Desk) -> None:
    away = full.path.parent.with_name("拔出")
    full.path.parent.rename(away)
    choose(full, "finalising.seal")
    assert "不存在" in desk.said
    assert not full.editor.sealed
    away.rename(full.path.parent)
    full.editor.submit("改", {PERSON: 7})
    assert not full.wait_saved().sealed


def test_a_sealed_report_can_be_read_looked_through_and_exported(
    open_report: OpenReport, editions: Editions, desk: Desk, tmp_path: Path
) -> None:
    there = open_report(filled(editions, "2021"), sealed=SEALED_AT)
    data = there.path.read_bytes()
    page = there.go(INFORMATION, InformationPage)
    name = page.fields["unit.name"]
    assert isinstance(name, QLineEdit)
    assert name.isReadOnly()
    assert name.isEnabled()
    assert not page.fields["year"].isEnabled()
    for section in ("proactive", "applications", "appeals"):
        there.go(section, TablePage)
    there.go("overview", TextPage)
    desk.targets = [tmp_path / "年报.docx"]
    press("Ctrl+E")
    assert (tmp_path / "年报.docx").is_file()
    assert there.path.read_bytes() == data


# tables as a whole


def test_the_other_blank_cells_are_filled_with_zeros_in_one_step(blank: Open) -> None:
    blank.editor.submit("填写", {PERSON: 3})
    page = blank.go("applications", TablePage)
    before = blank.report
    press("Ctrl+0")
    assert blank.report.get(PERSON) == 3
    assert blank.report.get("applications.granted.person") == 0
    assert blank.report.get("applications.received.total") == 3
    assert "proactive.rules.issued" not in blank.report.values
    assert not page._fill.isEnabled()
    press("Ctrl+Z")
    assert blank.report == before


def test_zeros_are_only_for_tables(blank: Open) -> None:
    blank.go("overview", TextPage)
    press("Ctrl+0")
    assert blank.status == "请先切换到有表格的部分。"
    assert not blank.editor.stack.canUndo()


def test_wrong_totals_of_a_file_are_kept_and_added_up_anew_when_asked(
    open_report: OpenReport, editions: Editions
) -> None:
    right = filled(editions, "2021")
    there = open_report(with_values(right, {"appeals.direct_suit.total": 999}))
    other = there.go("applications", TablePage)
    assert not other._recompute.isVisible()
    page = there.go("appeals", TablePage)
    assert there.report.get("appeals.direct_suit.total") == 999
    assert page._recompute.isVisible()
    page._recompute.click()
    assert there.report.values == right.values
    assert not page._recompute.isVisible()
    press("Ctrl+Z")
    assert there.report.get("appeals.direct_suit.total") == 999
