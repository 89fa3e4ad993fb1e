"""What the program keeps for itself: recent files, the log, its resources; none of it may ever stop the clerk."""

import errno
import os
import re
import tomllib
from pathlib import Path

import pytest

from nianbao.core.edition import Editions
from nianbao.files.editions import load_editions
from nianbao.files.log import MOST_BYTES, log_defect
from nianbao.files.paths import file_name, log_file, resources, settings_file
from nianbao.files.settings import MOST_RECENT, recent_files, remember


def made(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).write_bytes(b"")
    return [folder / name for name in names]


def refuse(*_arguments: object, **_keywords: object) -> None:
    raise PermissionError(errno.EACCES, "no")


# recent files


def test_nothing_is_recent_on_a_new_machine():
    assert recent_files() == []


def test_the_file_opened_last_comes_first_and_none_comes_twice(tmp_path: Path):
    one, two = made(tmp_path, "一.nianbao", "二.nianbao")
    for file in (one, two, one):
        remember(file)
    assert recent_files() == [one, two]


def test_no_more_than_a_handful_are_remembered(tmp_path: Path):
    files = made(tmp_path, *(f"{number}.nianbao" for number in range(MOST_RECENT + 3)))
    for file in files:
        remember(file)
    assert recent_files() == files[::-1][:MOST_RECENT]


def test_a_file_that_is_gone_is_left_out(tmp_path: Path):
    one, two = made(tmp_path, "一.nianbao", "二.nianbao")
    remember(one)
    remember(two)
    two.unlink()
    assert recent_files() == [one]


def test_a_file_on_a_locked_drive_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    remember(*made(tmp_path, "一.nianbao"))
    monkeypatch.setattr(Path, "is_file", refuse)
    assert recent_files() == []


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_no_unicode_is_remembered(tmp_path: Path):
    (file,) = made(tmp_path, os.fsdecode(b"\xc4\xea\xb1\xa8.nianbao"))
    remember(file)
    assert recent_files() == [file]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"recent": 1}', b'{"recent": [1, null]}', b"\xff\xfe", b"[" * 99_999]
)
def test_damaged_settings_are_as_good_as_none(content: bytes, tmp_path: Path):
    settings_file().parent.mkdir(parents=True)
    settings_file().write_bytes(content)
    assert recent_files() == []
    remember(*made(tmp_path, "一.nianbao"))
    assert recent_files() == [tmp_path / "一.nianbao"]


def test_settings_that_cannot_be_written_disturb_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Path, "mkdir", refuse)
    remember(*made(tmp_path, "一.nianbao"))
    assert recent_files() == []


# the log


def test_a_defect_is_added_to_the_log_and_its_place_is_told():
    assert log_defect("first") == log_defect("second: 年报 \udcff") == f"日志在 {log_file()}"
    entries = [entry.split("\n") for entry in log_file().read_text(encoding="utf-8").strip().split("\n\n")]
    assert [told for _, told in entries] == ["first", "second: 年报 ?"]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", at) for at, _ in entries)


def test_the_log_does_not_grow_without_end():
    for _ in range(3):
        log_defect("x" * MOST_BYTES)
    assert log_file().stat().st_size < 2 * MOST_BYTES + 100


def test_a_log_that_cannot_be_written_disturbs_nobody(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Path, "mkdir", refuse)
    assert log_defect("x") == ""


# names and resources


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("示例镇2024年政府信息公开工作年度报告", "示例镇2024年政府信息公开工作年度报告"),
        ('甲/乙\\丙:丁*戊?"<>|己\n', "甲乙丙丁戊己"),
        (" . ", "年报"),
        ("", "年报"),
        ("甲.", "甲"),
    ],
)
def test_words_become_a_file_name_that_every_system_takes(words: str, name: str, tmp_path: Path):
    assert file_name(words) == name
    (tmp_path / f"{file_name(words)}.nianbao").write_bytes(b"")


def test_a_file_name_is_short_enough_for_every_system(tmp_path: Path):
    (tmp_path / f"{file_name('长' * 500)}.nianbao").write_bytes(b"")
    assert len(list(tmp_path.iterdir())) == 1


def test_settings_and_log_lie_in_the_folders_of_the_system(system_folders: Path):
    if os.name == "nt":
        pytest.skip("the system does not ask the environment")
    assert settings_file().is_relative_to(system_folders)
    assert log_file().is_relative_to(system_folders)


def test_the_editions_come_oldest_first(editions: Editions):
    assert list(editions) == ["2019", "2021"]
    assert [len(edition.table_cells) for edition in editions.values()] == [198, 200]


def test_a_new_edition_is_a_new_file(tmp_path: Path):
    """No Python is needed for it."""
    folder = resources() / "editions"
    for file in folder.glob("*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    text = (folder / "2021.toml").read_text(encoding="utf-8")
    renamed = text.replace('id = "2021"', 'id = "2030"', 1).replace("first_year = 2021", "first_year = 2030", 1)
    (tmp_path / "2030.toml").write_text(renamed, encoding="utf-8")
    editions = load_editions(tmp_path)
    assert list(editions) == ["2019", "2021", "2030"]
    assert editions["2030"].cells.keys() == editions["2021"].cells.keys()


@pytest.mark.parametrize("file", sorted((resources() / "editions").glob("*.toml")), ids=lambda file: file.name)
def test_the_edition_files_are_plain_toml(file: Path):
    assert tomllib.loads(file.read_text(encoding="utf-8"))
