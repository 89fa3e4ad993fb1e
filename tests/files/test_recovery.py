"""Recovery copies: work that cannot go to its own place is kept apart, found again, and swept once it is safe."""

import os
import time
from pathlib import Path

from nianbao.files import recovery


def test_a_copy_is_found_again_by_the_document_that_it_belongs_to(tmp_path: Path) -> None:
    document = tmp_path / "U盘" / "云溪镇2024年.nianbao"
    kept = recovery.keep(document, b"work")
    assert kept is not None
    assert kept.name == "云溪镇2024年.nianbao"
    copy = recovery.copy_of(document)
    assert copy is not None
    assert (copy.path.read_bytes(), copy.document) == (b"work", document)
    assert recovery.copy_of(tmp_path / "另一份.nianbao") is None


def test_documents_of_the_same_name_in_two_folders_do_not_share_a_copy(tmp_path: Path) -> None:
    one, two = tmp_path / "甲" / "年报.nianbao", tmp_path / "乙" / "年报.nianbao"
    recovery.keep(one, b"one")
    recovery.keep(two, b"two")
    assert {copy.path.read_bytes() for copy in recovery.copies()} >= {b"one", b"two"}
    recovery.sweep(one)
    assert recovery.copy_of(one) is None
    assert recovery.copy_of(two) is not None
    recovery.sweep(two)


def test_a_later_copy_takes_the_place_of_the_earlier(tmp_path: Path) -> None:
    document = tmp_path / "年报.nianbao"
    recovery.keep(document, b"first")
    recovery.keep(document, b"second")
    copy = recovery.copy_of(document)
    assert copy is not None
    assert copy.path.read_bytes() == b"second"
    recovery.sweep(document)


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


def test_a_state_folder_that_takes_nothing_costs_nothing(tmp_path: Path, monkeypatch) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_bytes(b"a file, not a folder")
    monkeypatch.setattr(recovery, "recovery_folder", lambda: blocked / "recovery")
    assert recovery.keep(tmp_path / "年报.nianbao", b"work") is None
    assert recovery.copies() == []
    recovery.sweep(tmp_path / "年报.nianbao")
