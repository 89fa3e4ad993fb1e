"""The ways in which work might be lost in the window: saving as, moved files, defects, seals, two crashes in a row."""

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from clerk import TODAY, Desk, Open, OpenReport, during, press, type_text
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from forms import lines
from nianbao.core.edition import Editions
from nianbao.files import recovery
from nianbao.files.database import dump
from nianbao.files.document import Document, DocumentFile
from nianbao.gui import application, conflict, editor, finalising, reasons, saving, writing
from nianbao.gui.actions import MENUS
from nianbao.gui.crash import CrashHook
from nianbao.gui.differences import DifferenceTable
from nianbao.gui.importing.dialog import ImportDialog
from nianbao.gui.instance import Claim
from nianbao.gui.notices import NoticeBar
from nianbao.gui.recovering import CopyDialog
from nianbao.gui.replacing import ReplaceDialog
from nianbao.gui.sections.text import TextPage
from nianbao.gui.window import Window
from nianbao.gui.zeroyear.dialog import ZeroYearDialog
from reports import filled, with_values

PERSON = "applications.received.person"


def type_figure(there: Open, figure: str) -> None:
    there.grid("applications", PERSON)
    type_text(figure)
    press("Return")


def pull_out(there: Open) -> Path:
    """The stick that the file lies on is gone; returns where it is."""
    return there.path.parent.rename(there.path.parent.with_name(f"{there.path.parent.name} 拔出"))


def edit_elsewhere(there: Open, figure: int) -> None:
    file = DocumentFile(there.path)
    document = file.read(there.window.editions)
    file.write(Document(with_values(document.report, {PERSON: figure}), document.base))


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("本机")


# saving as


def test_saving_as_that_fails_while_the_stick_is_out_leaves_no_old_copy_behind(
    blank: Open, desk: Desk, qtbot: QtBot, elsewhere: Path
) -> None:
    """A copy that nobody sweeps would be offered later, as if it were newer than the file."""
    away = pull_out(blank)
    with qtbot.waitSignal(blank.saver.failed):
        type_figure(blank, "7")
    type_figure(blank, "8")
    desk.targets, desk.told = [elsewhere / "没有" / "副本.nianbao"], []
    press("Ctrl+Shift+S")
    assert "不存在" in desk.said
    assert {copy.document for copy in recovery.copies()} == {blank.path}
    away.rename(blank.path.parent)
    assert blank.saver.flush()
    assert blank.on_disk().report.get(PERSON) == 8
    assert recovery.copies() == []


def test_saving_as_while_the_stick_is_out_takes_everything_along(
    blank: Open, desk: Desk, qtbot: QtBot, elsewhere: Path
) -> None:
    away = pull_out(blank)
    with qtbot.waitSignal(blank.saver.failed):
        type_figure(blank, "7")
    type_figure(blank, "8")
    desk.targets = [elsewhere / "副本.nianbao"]
    press("Ctrl+Shift+S")
    saved = DocumentFile(elsewhere / "副本.nianbao").read(blank.window.editions)
    assert saved.report.get(PERSON) == 8
    assert [entry.cells[PERSON][1] for entry in saved.history] == [7, 8]
    assert recovery.copies() == []
    assert not blank.window.status.failing
    away.rename(blank.path.parent)
    assert PERSON not in blank.on_disk().report.values


@pytest.fixture
def answer(blank: Open, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot):
    """The drive does not answer until the event is set; the clerk has been told so."""
    if not Path("/proc/self/fd").exists():
        pytest.skip("needs the files of a process by number")
    answered, sync, drive = threading.Event(), os.fsync, blank.path.parent

    def wait_for_drive(descriptor: int) -> None:
        if drive == Path(f"/proc/self/fd/{descriptor}").readlink().parent:
            answered.wait(20)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", wait_for_drive)
    monkeypatch.setattr(saving, "PATIENCE_S", 0.2)
    blank.saver._slow.setInterval(50)
    type_figure(blank, "7")
    qtbot.waitUntil(lambda: "没有回应" in blank.window.status.state.text())
    yield answered
    answered.set()


def test_saving_as_works_while_the_drive_does_not_answer(
    blank: Open, answer: threading.Event, desk: Desk, qtbot: QtBot, elsewhere: Path
) -> None:
    """It is what the clerk was told to do; it did nothing and said nothing."""
    type_figure(blank, "8")
    desk.targets, desk.told, target = [elsewhere / "副本.nianbao"], [], elsewhere / "副本.nianbao"
    press("Ctrl+Shift+S")
    assert desk.told == []
    assert DocumentFile(target).read(blank.window.editions).report.get(PERSON) == 8
    assert recovery.copies() == []
    old, blank.path = blank.path, target
    type_figure(blank, "9")
    assert blank.wait_saved().report.get(PERSON) == 9
    answer.set()
    qtbot.waitUntil(lambda: DocumentFile(old).read(blank.window.editions).report.get(PERSON) == 7)
    assert DocumentFile(target).read(blank.window.editions).report.get(PERSON) == 9
    assert recovery.copies() == []


def test_saving_as_to_a_drive_that_does_not_answer_is_told_and_changes_nothing(
    blank: Open, answer: threading.Event, desk: Desk
) -> None:
    desk.targets, desk.told = [blank.path.with_name("副本.nianbao")], []
    press("Ctrl+Shift+S")
    assert "没有回应" in desk.said
    assert blank.saver.file.path == blank.path
    answer.set()
    assert blank.saver.flush()
    assert blank.on_disk().report.get(PERSON) == 7


def test_saving_as_under_the_same_name_does_not_overwrite_what_somebody_else_wrote(blank: Open, desk: Desk) -> None:
    edit_elsewhere(blank, 500)
    desk.targets = [blank.path]
    press("Ctrl+Shift+S")
    assert "没有覆盖它" in desk.said
    assert blank.on_disk().report.get(PERSON) == 500


def test_saving_as_under_the_same_name_saves(blank: Open, desk: Desk) -> None:
    blank.editor.submit("填写", {PERSON: 7})
    desk.targets = [blank.path]
    press("Ctrl+Shift+S")
    assert desk.told == []
    assert blank.on_disk().report.get(PERSON) == 7


@pytest.mark.parametrize("begin", [lambda window: window.save_as(), lambda window: window.new()])
def test_a_report_that_another_window_has_is_not_replaced_under_its_hands(
    blank: Open, desk: Desk, elsewhere: Path, begin: Callable[[Window], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = elsewhere / "别的窗口.nianbao"
    DocumentFile(target).write(Document(filled(blank.window.editions, "2021")))
    before = target.read_bytes()
    theirs = Claim.take(target)
    assert theirs is not None
    monkeypatch.setattr("nianbao.gui.instance.bring_forward", lambda _path: True)
    desk.targets = [target]
    begin(blank.window)
    theirs.release()
    assert "另一个窗口" in desk.said
    assert target.read_bytes() == before
    assert blank.saver.file.path == blank.path


# a file that is moved


def test_a_file_that_was_renamed_while_it_was_open_is_told_of(blank: Open, qtbot: QtBot) -> None:
    """The clerk would go on with the one she renamed, which has nothing of what she types from now on."""
    renamed = blank.path.with_name("改了名.nianbao")
    blank.path.rename(renamed)
    with qtbot.waitSignal(blank.saver.missed):
        type_figure(blank, "7")
    bar = blank.workspace.findChild(NoticeBar)
    assert "原来的文件不见了" in bar.words.text()
    assert blank.on_disk().report.get(PERSON) == 7
    with qtbot.assertNotEmitted(blank.saver.missed):
        type_figure(blank, "8")
        assert blank.saver.flush()


# defects of the program


def test_a_defect_in_a_check_does_not_keep_what_was_typed_from_being_saved(
    blank: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(editor, "check", broken)
    with pytest.raises(ZeroDivisionError):
        blank.editor.submit("填写", {PERSON: 9})
    monkeypatch.undo()
    assert blank.saver.flush()
    assert blank.on_disk().report == blank.report
    assert blank.on_disk().history[-1].cells[PERSON] == (None, 9)


def test_a_defect_in_leaving_does_not_close_the_window_over_the_work(
    blank: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    blank.editor.submit("填写", {PERSON: 9})
    monkeypatch.setattr(blank.workspace, "finish_typing", broken)
    with qtbot.captureExceptions(), suppress(ZeroDivisionError):
        blank.window.close()
    assert blank.window.isVisible()
    monkeypatch.undo()
    assert blank.window.close()
    assert blank.on_disk().report.get(PERSON) == 9


def test_a_number_still_being_typed_is_saved_when_the_system_shuts_down(blank: Open) -> None:
    blank.grid("applications", PERSON)
    type_text("7")
    assert blank.window.save_all()
    assert blank.on_disk().report.get(PERSON) == 7


def test_a_text_longer_than_any_report_is_refused_with_a_sentence(blank: Open, qtbot: QtBot) -> None:
    page = blank.go("overview", TextPage)
    page.prose.setFocus()
    type_text("公开。")
    with qtbot.waitSignal(blank.editor.refused):
        page.prose.insertPlainText("长" * editor.MOST_LETTERS)
    assert page.prose.toPlainText() == blank.report.text("texts.overview") == "公开。"
    assert "10 万字" in blank.status


# seals


def test_what_somebody_else_wrote_is_not_sealed_unseen(full: Open, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The obstacles were looked for in this window's report, not in theirs."""
    edit_elsewhere(full, 500)
    monkeypatch.setattr(conflict, "_ask", lambda *_: conflict.THEIRS)
    finalising.seal(full.window)
    saved = full.on_disk()
    assert saved.report.get(PERSON) == 500
    assert saved.sealed == ""


def test_a_dialog_that_was_left_open_is_gone_once_the_report_is_sealed(full: Open, qtbot: QtBot) -> None:
    full.go("overview", TextPage)
    writing.replace_words(full.window)
    (dialog,) = full.window.findChildren(ReplaceDialog)
    dialog.words.setText("公开")
    finalising.seal(full.window)
    qtbot.waitUntil(lambda: full.window.findChildren(ReplaceDialog) == [])
    assert full.window.editor.sealed


def test_a_drive_that_goes_while_the_clerk_chooses_a_version_is_told(full: Open, desk: Desk) -> None:
    edit_elsewhere(full, 500)

    def choose(dialog: conflict.ConflictDialog) -> None:
        pull_out(full)
        dialog.choice = conflict.THEIRS
        dialog.accept()

    during(conflict.ConflictDialog, lambda: conflict.settle(full.window), choose)
    assert "找不到" in desk.said
    assert full.report.get(PERSON) != 500


EDITS = [spec.id for _, specs in MENUS for spec in specs if spec.when == "unsealed" and spec.id != "finalising.seal"]


@pytest.fixture
def sealed(open_report: OpenReport, editions: Editions, desk: Desk) -> Open:
    return open_report(filled(editions, "2021"), filled(editions, "2019"), "2026-01-12T10:00:00")


@pytest.mark.parametrize("action", [*EDITS, "undo", "redo", "notes.edit"])
@pytest.mark.parametrize("section", ["overview", "applications"])
def test_no_action_changes_a_sealed_report(
    sealed: Open, monkeypatch: pytest.MonkeyPatch, action: str, section: str
) -> None:
    """Not even when it is called past its menu, which is disabled."""
    there, report = sealed, sealed.report
    there.workspace.tabs.setCurrentIndex(there.tab(section))
    there.workspace.current_page().setFocus()
    QGuiApplication.clipboard().setText(lines(with_values(report, {PERSON: 4711}), "\t"))
    monkeypatch.setattr(ImportDialog, "exec", lambda _: 1)
    monkeypatch.setattr("nianbao.gui.importing.flow._is_meant", lambda *_: True)
    before = there.path.read_bytes()
    there.window.act(action)()
    type_text("7")
    press("Return", "Delete", "Ctrl+V")
    assert there.report == report
    assert there.saver.flush()
    assert there.path.read_bytes() == before


def test_neither_dialogs_nor_fixes_nor_reasons_change_a_sealed_report(
    open_report: OpenReport, editions: Editions
) -> None:
    report = with_values(filled(editions, "2021"), {"applications.received.total": 4711})
    there = open_report(report, sealed="2026-01-12T10:00:00")
    fixes = [finding for finding in there.editor.findings if finding.fix]
    assert fixes
    for finding in there.editor.findings:
        reasons.give(there.editor, finding, "机构合并。")
        if finding.fix:
            assert not there.editor.submit(finding.fix.text, finding.fix.values, how="fixed")
    assert not there.editor.restore("回到", filled(editions, "2021"))
    there.window.act("zeroyear.show")()
    zero = there.workspace.findChild(ZeroYearDialog)
    assert zero is not None
    zero.proposed.fill.setEnabled(True)
    zero.proposed.fill.click()
    writing.replace_words(there.window)
    (dialog,) = there.window.findChildren(ReplaceDialog)
    dialog.words.setText("公开")
    dialog.replace.setEnabled(True)
    dialog.replace.click()
    assert there.report == report
    assert not there.saver.unsaved


# crashes


def test_after_two_crashes_in_a_row_both_copies_are_offered_the_newest_first(
    window: Window, elsewhere: Path, editions: Editions, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = elsewhere / "今年.nianbao"
    DocumentFile(path).write(Document(filled(editions, "2021")))
    for number, figure in enumerate((901, 902)):
        report = with_values(filled(editions, "2021"), {PERSON: figure})
        kept = recovery.keep(path, dump(Document(report)), f"20260106-09300{number}-{number}")
        assert kept is not None
        os.utime(kept, (1767663000 + number, 1767663000 + number))
    offered: list[str] = []

    def put_off(dialog: CopyDialog) -> int:
        shown = dialog.findChild(DifferenceTable).model()
        offered.append("".join(str(shown.index(0, column).data()) for column in range(shown.columnCount())))
        return 0

    monkeypatch.setattr(CopyDialog, "exec", put_off)
    window.open_file(path)
    assert ["902" in offered[0], "901" in offered[1], len(offered)] == [True, True, 2]
    assert len(recovery.copies_of(path)) == 2


# the places of the system


def test_where_home_takes_nothing_the_program_opens_saves_and_closes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, desk: Desk, qtbot: QtBot, editions: Editions
) -> None:
    """No settings, no log, no lock, no recovery copy: the report is saved and nobody is disturbed."""
    closed = tmp_path / "closed"
    closed.write_bytes(b"a file, not a folder")
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(closed / "below"))
    path = tmp_path / "今年.nianbao"
    DocumentFile(path).write(Document(filled(editions, "2021")))
    window = Window(lambda: editions, TODAY)
    hook = CrashHook(window.save_all, window.close, window)
    qtbot.addWidget(window)
    window.show_start()
    window.show()
    window.settle()
    hook.install()
    application._settle(window, hook)
    window.open_file(path)
    Open(window, path, qtbot).editor.submit("填写", {PERSON: 977})
    hook._log("details")
    assert window.close()
    hook.remove()
    assert DocumentFile(path).read(editions).report.get(PERSON) == 977
    assert (desk.told, desk.asked) == ([], [])
    assert sorted(file.name for file in tmp_path.iterdir()) == ["closed", "今年.nianbao"]
