"""Recovery copies: work that cannot go to its own place is kept apart, found again, and swept once it is safe."""

import os
import time
from pathlib import Path

import pytest

from nianbao.files import recovery
from nianbao.files.paths import log_file, settings_file

MORNING, NOON = "20250106-093000-1", "20250106-120000-2"


def held(document: Path) -> list[bytes]:
    return [copy.path.read_bytes() for copy in recovery.copies_of(document)]


def test_a_copy_is_found_again_by_the_document_that_it_belongs_to(tmp_path: Path) -> None:
    document = tmp_path / "U盘" / "云溪镇2024年.nianbao"
    kept = recovery.keep(document, b"work", MORNING)
    assert kept is not None
    assert kept.name.startswith("云溪镇2024年")
    (copy,) = recovery.copies_of(document)
    assert (copy.path.read_bytes(), copy.document) == (b"work", document)
    assert recovery.copies_of(tmp_path / "另一份.nianbao") == []


def test_documents_of_the_same_name_in_two_folders_do_not_share_a_copy(tmp_path: Path) -> None:
    one, two = tmp_path / "甲" / "年报.nianbao", tmp_path / "乙" / "年报.nianbao"
    first = recovery.keep(one, b"one", MORNING)
    recovery.keep(two, b"two", MORNING)
    assert {copy.path.read_bytes() for copy in recovery.copies()} == {b"one", b"two"}
    assert first is not None
    recovery.discard(first)
    assert (held(one), held(two)) == ([], [b"two"])


def test_a_later_copy_of_the_same_session_takes_the_place_of_the_earlier(tmp_path: Path) -> None:
    document = tmp_path / "年报.nianbao"
    recovery.keep(document, b"first", MORNING)
    recovery.keep(document, b"second", MORNING)
    assert held(document) == [b"second"]


def test_a_copy_that_was_not_yet_looked_at_is_not_replaced_by_another_session(tmp_path: Path) -> None:
    """The clerk said 以后再说, went on working, and the stick was pulled out once more."""
    document = tmp_path / "年报.nianbao"
    old = recovery.keep(document, b"yesterday", MORNING)
    assert old is not None
    os.utime(old, (1, 1))
    recovery.keep(document, b"today", NOON)
    assert held(document) == [b"today", b"yesterday"]
    recovery.sweep(document)
    assert held(document) == [b"today", b"yesterday"], "saving takes away none but its own"


def test_the_last_copy_of_a_document_takes_its_folder_with_it(tmp_path: Path) -> None:
    kept = recovery.keep(tmp_path / "年报.nianbao", b"work", MORNING)
    assert kept is not None
    recovery.discard(kept)
    assert list(recovery.recovery_folder().iterdir()) == []


def test_sweeping_takes_what_a_crash_left_and_nothing_that_is_still_being_written(tmp_path: Path) -> None:
    document = tmp_path / "年报[1].nianbao"
    old, young, other = (
        tmp_path / name for name in (".年报[1].nianbao.a1.tmp", ".年报[1].nianbao.b2.tmp", ".别的.nianbao.c3.tmp")
    )
    for file in (old, young, other):
        file.write_bytes(b"half")
    before = time.time() - 2 * recovery.OLD_SECONDS
    for file in (old, other):
        os.utime(file, (before, before))
    recovery.sweep(document)
    assert [file.exists() for file in (old, young, other)] == [False, True, True]


def test_a_copy_that_was_only_half_written_when_the_power_failed_is_none(tmp_path: Path) -> None:
    document = tmp_path / "年报.nianbao"
    kept = recovery.keep(document, b"work", MORNING)
    assert kept is not None
    kept.rename(kept.with_name(".年报 x.nianbao.abc.tmp"))
    assert recovery.copies() == []


def test_names_that_look_like_paths_lead_nowhere(tmp_path: Path) -> None:
    """The name of a copy is made from the document's own, the folder from a checksum: neither leaves its place."""
    document = tmp_path / "..." / "a:b.nianbao"
    kept = recovery.keep(document, b"work", MORNING)
    assert kept is not None
    assert kept.parent.parent == recovery.recovery_folder()


def test_a_state_folder_that_takes_nothing_costs_nothing(tmp_path: Path, monkeypatch) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_bytes(b"a file, not a folder")
    monkeypatch.setattr(recovery, "recovery_folder", lambda: blocked / "recovery")
    assert recovery.keep(tmp_path / "年报.nianbao", b"work", MORNING) is None
    assert recovery.copies() == []
    assert recovery.copies_of(tmp_path / "年报.nianbao") == []
    recovery.discard(blocked / "recovery" / "0" / "年报.nianbao")
    recovery.sweep(tmp_path / "年报.nianbao")


@pytest.mark.skipif(os.name == "nt", reason="links need rights here")
def test_what_was_left_beside_the_file_behind_a_link_is_swept(tmp_path: Path) -> None:
    """A link stays a link: it is written, and half written, where the file is."""
    (tmp_path / "U盘").mkdir()
    document, link = tmp_path / "U盘" / "年报.nianbao", tmp_path / "桌面.nianbao"
    document.write_bytes(b"whole")
    link.symlink_to(document)
    left = old(document.with_name(".年报.nianbao.a1.tmp"))
    recovery.sweep(link)
    assert not left.exists()


def test_a_name_with_a_very_long_ending_has_copies_too(tmp_path: Path) -> None:
    kept = recovery.keep(tmp_path / f"{'甲' * 40}.{'乙' * 40}", b"work", MORNING)
    assert kept is not None
    assert kept.read_bytes() == b"work"


def old(file: Path) -> Path:
    """A file that was left long ago."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"half")
    before = time.time() - 2 * recovery.OLD_SECONDS
    os.utime(file, (before, before))
    return file


def test_what_crashes_left_in_the_programs_own_folders_is_swept(tmp_path: Path) -> None:
    kept = recovery.keep(tmp_path / "年报.nianbao", b"work", MORNING)
    assert kept is not None
    unfinished = recovery.recovery_folder() / "00"
    left = [
        old(settings_file().with_name(".settings.json.a1.tmp")),
        old(log_file().with_name(".nianbao.log.b2.tmp")),
        old(kept.with_name(f".{kept.name}.c3.tmp")),
        old(unfinished / ".今年.nianbao.d4.tmp"),
    ]
    old(unfinished / "place.txt")
    recovery.sweep_own()
    assert [file for file in left if file.exists()] == []
    assert not unfinished.exists()
    assert kept.read_bytes() == b"work"


def test_a_copy_that_is_just_being_kept_is_not_swept(tmp_path: Path) -> None:
    folder = recovery.recovery_folder() / "00"
    folder.mkdir(parents=True)
    (folder / "place.txt").write_bytes(b"/x")
    (folder / ".今年.nianbao.a1.tmp").write_bytes(b"half")
    recovery.sweep_own()
    assert len(list(folder.iterdir())) == 2
