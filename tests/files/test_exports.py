"""What was handed out is known again: the same file, one from before the last change, or one that was changed."""

import datetime
import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest

from nianbao.core.edition import Editions
from nianbao.core.following import propose
from nianbao.files.database import dump, load_document
from nianbao.files.errors import UserError
from nianbao.files.exports import content_of, digest_of, digest_of_file, last_export, told_of
from nianbao.files.records import Document
from nianbao.files.writers import export
from nianbao.files.writers.package import write_package
from reports import filled

NOW = datetime.datetime(2025, 1, 20, 17, 0)


@pytest.fixture
def word(tmp_path: Path) -> Path:
    path = tmp_path / "年报.docx"
    path.write_bytes(b"the report as it was handed in")
    return path


@pytest.fixture
def sealed(word: Path, editions: Editions) -> Document:
    """A sealed report whose Word file was handed out."""
    report = filled(editions, "2021")
    document = Document(report).with_export(word.name, digest_of_file(word), content_of(report), NOW)
    return load_document(dump(replace(document, sealed="2025-01-20T17:05:00")), "年报.nianbao", editions)


def test_the_checksum_is_the_one_that_other_programs_say(word: Path):
    assert digest_of_file(word) == hashlib.sha256(word.read_bytes()).hexdigest() == digest_of(word.read_bytes())


def test_the_seal_keeps_the_checksum_of_the_file_that_was_handed_out(sealed: Document, word: Path):
    made = last_export(sealed)
    assert made is not None
    assert (made.name, made.digest) == (word.name, digest_of_file(word))


def test_the_file_that_was_handed_out_agrees_with_the_seal(sealed: Document, word: Path):
    assert told_of(sealed, word) == "“年报.docx”与定稿一致：它是 2025-01-20 17:00 导出的，此后没有被改动。"


def test_a_file_that_was_changed_afterwards_does_not(sealed: Document, word: Path):
    word.write_bytes(word.read_bytes() + b" and edited")
    told = told_of(sealed, word)
    assert told.startswith("“年报.docx”与定稿不一致：它不是由这份报告导出的，或者导出以后又被改过。")
    assert "2025-01-20 17:00 导出的“年报.docx”" in told


def test_a_file_from_before_the_last_change_does_not(sealed: Document, word: Path):
    change = propose(sealed.report, "填写", {"applications.received.person": 977})
    changed = sealed.after(sealed.report.apply(change), change, NOW)
    assert told_of(changed, word) == "“年报.docx”与定稿不一致：它是 2025-01-20 17:00 导出的，此后报告又有改动。"
    assert last_export(changed) is None


def test_where_a_value_came_from_does_not_count(sealed: Document):
    assert content_of(replace(sealed.report, origins={}, reasons={"x": "y"})) == content_of(sealed.report)


def test_a_file_that_is_gone_is_told(sealed: Document, tmp_path: Path):
    with pytest.raises(UserError, match="找不到文件"):
        told_of(sealed, tmp_path / "没有.docx")


def test_the_checksum_is_that_of_what_was_written_whatever_becomes_of_the_file(tmp_path: Path, editions: Editions):
    path = tmp_path / "年报.docx"
    made = export(filled(editions, "2021"), path)
    assert made.digest == digest_of_file(path)
    path.write_bytes(b"changed at once")
    assert made.digest != digest_of_file(path)


def test_what_an_export_that_was_killed_has_left_is_swept_by_the_next_one(tmp_path: Path, editions: Editions):
    half, folder = tmp_path / ".年报.docx.a1.tmp", tmp_path / ".示例县清水镇人民政府2024年.b2.tmp"
    folder.mkdir()
    for left in (half, folder / "年报.docx"):
        left.write_bytes(b"half")
    for left in (half, folder):
        os.utime(left, (1, 1))
    export(filled(editions, "2021"), tmp_path / "年报.docx")
    assert not half.exists()
    write_package(filled(editions, "2021"), None, tmp_path)
    assert not folder.exists()
