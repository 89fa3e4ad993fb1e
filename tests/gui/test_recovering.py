"""After a crash, a full disk or a damaged file: what was not saved is offered, and nothing goes without a word."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from clerk import Desk, Open, OpenReport, click, during, press, type_text
from PySide6.QtWidgets import QAbstractButton, QDialog
from pytestqt.qtbot import QtBot

from nianbao.core.edition import Editions
from nianbao.files import recovery
from nianbao.files.database import dump
from nianbao.files.document import Document, DocumentFile
from nianbao.gui.recovering import CopiesDialog, CopyDialog, offer_at_start
from nianbao.gui.window import Window
from reports import filled, with_values

PERSON = "applications.received.person"


@pytest.fixture
def path(tmp_path: Path, editions: Editions) -> Path:
    path = tmp_path / "U盘" / "今年.nianbao"
    path.parent.mkdir()
    DocumentFile(path).write(Document(filled(editions, "2021")))
    return path


@pytest.fixture
def copy(path: Path, editions: Editions) -> Path:
    """What was typed before the crash and could not be written."""
    report = with_values(filled(editions, "2021"), {PERSON: 977, "texts.other": "没有保存的一句话。"})
    kept = recovery.keep(path, dump(Document(report)), "20260106-093000-1")
    assert kept is not None
    os.utime(kept, (1767663000, 1767663000))
    return kept


def choose(words: str):
    def press_button(dialog: QDialog) -> None:
        click(next(button for button in dialog.findChildren(QAbstractButton) if button.text() == words))

    return press_button


def test_what_was_not_saved_is_offered_cell_by_cell_when_the_document_is_opened(
    window: Window, path: Path, copy: Path
) -> None:
    shown: list[tuple[str, str, str]] = []

    def look(dialog: CopyDialog) -> None:
        table = dialog.findChild(type(dialog.layout().itemAt(1).widget()))
        shown.extend((line.place, line.before, line.after) for line in table.form.lines)

    during(CopyDialog, lambda: window.open_file(path), look)
    other = "六、其他需要报告的事项"
    assert [place for place, *_ in shown] == ["表三 自然人 本年新收", f"{other} 第 1 段", f"{other} 第 2 段"]
    assert shown[0][2] == "977"
    assert copy.exists(), "later is later"


def test_it_is_put_back_as_one_step_that_can_be_undone(window: Window, path: Path, copy: Path, qtbot: QtBot) -> None:
    during(CopyDialog, lambda: window.open_file(path), choose("恢复这些内容"))
    there = Open(window, path, qtbot)
    assert there.on_disk().report.get(PERSON) == 977
    assert not copy.exists()
    assert there.on_disk().history[-1].how == "restored"
    press("Ctrl+Z")
    assert there.wait_saved().report.get(PERSON) != 977


def test_it_can_go_into_a_file_of_its_own(
    window: Window, path: Path, copy: Path, desk: Desk, editions: Editions
) -> None:
    before = path.read_bytes()
    desk.targets = [path.with_name("另存.nianbao")]
    during(CopyDialog, lambda: window.open_file(path), choose("存成另一个文件…"))
    assert DocumentFile(path.with_name("另存.nianbao")).read(editions).report.get(PERSON) == 977
    assert path.read_bytes() == before
    assert not copy.exists()
    assert window.saver is not None
    assert window.saver.file.path.name == "另存.nianbao"


@pytest.mark.parametrize("sure", [True, False])
def test_it_is_thrown_away_only_when_the_clerk_says_so_twice(
    window: Window, path: Path, copy: Path, desk: Desk, *, sure: bool
) -> None:
    desk.yes = sure
    during(CopyDialog, lambda: window.open_file(path), choose("不要了"))
    assert "找不回来" in desk.asked[0]
    assert copy.exists() is not sure


def test_working_on_and_saving_does_not_take_away_what_was_put_off(
    window: Window, path: Path, copy: Path, qtbot: QtBot
) -> None:
    during(CopyDialog, lambda: window.open_file(path), choose("以后再说"))
    there = Open(window, path, qtbot)
    there.grid("applications", PERSON)
    type_text("5")
    press("Return")
    there.wait_saved()
    assert copy.exists()


def test_what_is_in_the_file_anyway_is_swept_without_a_word(window: Window, path: Path, editions: Editions) -> None:
    kept = recovery.keep(path, dump(Document(filled(editions, "2021"))), "20260106-093000-1")
    window.open_file(path)
    assert kept is not None
    assert not kept.exists()


def test_a_damaged_copy_disturbs_nobody_and_is_not_thrown_away(window: Window, path: Path, desk: Desk) -> None:
    kept = recovery.keep(path, b"SQLite format 3\x00 half", "20260106-093000-1")
    window.open_file(path)
    assert desk.told == []
    assert kept is not None
    assert kept.exists()


def test_a_sealed_report_takes_nothing_back_until_it_is_unsealed(open_report: OpenReport, editions: Editions) -> None:
    there = open_report(filled(editions, "2021"), sealed="2026-01-06T10:00:00")
    report = with_values(filled(editions, "2021"), {PERSON: 977})
    recovery.keep(there.path, dump(Document(report)), "20260106-093000-1")
    words: list[str] = []

    def look(dialog: CopyDialog) -> None:
        words.extend(button.text() for button in dialog.findChildren(QAbstractButton))

    during(CopyDialog, lambda: there.window.open_file(there.path), look)
    assert "恢复这些内容" not in words
    assert "存成另一个文件…" in words


# failing and back again


def test_a_copy_is_kept_while_the_stick_is_out_and_swept_when_it_is_back(blank: Open, desk: Desk) -> None:
    away = blank.path.parent.rename(blank.path.parent.with_name(f"{blank.path.parent.name} 拔出"))
    blank.grid("applications", PERSON)
    type_text("7")
    press("Return")
    assert not blank.saver.flush()
    assert "不存在" in desk.said
    (copy,) = recovery.copies_of(blank.path)
    assert DocumentFile(copy.path).read(blank.window.editions).report.get(PERSON) == 7
    away.rename(blank.path.parent)
    assert blank.saver.flush()
    assert recovery.copies_of(blank.path) == []
    assert blank.on_disk().report.get(PERSON) == 7


# at the start


def test_at_the_start_the_copies_are_listed_and_the_document_opened(
    window: Window, path: Path, copy: Path, qtbot: QtBot
) -> None:
    listed: list[str] = []

    def open_it(dialog: CopiesDialog) -> None:
        listed.append(dialog.list.item(0).text())
        choose("打开")(dialog)

    def start() -> None:
        during(CopiesDialog, lambda: offer_at_start(window), open_it)

    during(CopyDialog, start, choose("恢复这些内容"))
    assert listed == [f"今年（{listed[0][3:19]}）\n{path.parent}"]
    assert Open(window, path, qtbot).report.get(PERSON) == 977


def test_a_document_that_is_gone_is_put_into_a_new_file(
    window: Window, path: Path, copy: Path, desk: Desk, tmp_path: Path
) -> None:
    path.unlink()
    path.parent.rmdir()
    desk.targets = [tmp_path / "救回.nianbao"]
    during(CopiesDialog, lambda: offer_at_start(window), choose("打开"))
    assert desk.proposed == [Path.home() / "今年（恢复）.nianbao"]
    assert window.editor is not None
    assert window.editor.report.get(PERSON) == 977


def test_without_copies_nothing_comes_up(window: Window) -> None:
    offer_at_start(window)


# damaged files


def damage(path: Path) -> bytes:
    """One page of the database is lost, another than that of the figures."""
    with closing(sqlite3.connect(path)) as database:
        (root,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'state'").fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    data = bytearray(path.read_bytes())
    data[(root - 1) * size : root * size] = b"\xff" * size
    path.write_bytes(data)
    return bytes(data)


def test_what_a_damaged_file_still_holds_goes_into_a_new_one(
    window: Window, path: Path, desk: Desk, editions: Editions
) -> None:
    damaged = damage(path)
    desk.targets = [path.with_name("救回.nianbao")]
    window.open_file(path)
    assert desk.asked[0].startswith("“今年.nianbao”已损坏，打不开。还能读出 200 个数字和 3 部分文字")
    assert path.read_bytes() == damaged
    saved = DocumentFile(path.with_name("救回.nianbao")).read(editions)
    assert saved.report.values == filled(editions, "2021").values
    assert saved.history[-1].text == "由损坏的文件“今年.nianbao”读出"
    assert window.editor is not None


def test_a_damaged_file_that_the_clerk_leaves_alone_stays_as_it_is(window: Window, path: Path, desk: Desk) -> None:
    damaged = damage(path)
    desk.yes = False
    window.open_file(path)
    assert path.read_bytes() == damaged
    assert list(path.parent.iterdir()) == [path]
    assert window.editor is None


def test_a_file_of_which_nothing_is_left_is_told_of(window: Window, path: Path, desk: Desk) -> None:
    path.write_bytes(path.read_bytes()[:600])
    window.open_file(path)
    assert desk.said == "“今年.nianbao”已损坏，打不开。"
    assert desk.asked == []
