"""The document file: everything comes back, nothing is overwritten, and what is damaged or foreign is refused."""

import datetime
import errno
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from effort import comes_to_an_end
from nianbao.core.checks import check
from nianbao.core.edition import Editions
from nianbao.core.following import propose
from nianbao.core.report import Origin, Report
from nianbao.files import atomic, database
from nianbao.files.database import dump as bytes_of
from nianbao.files.database import salvage, version_of
from nianbao.files.document import (
    APPLICATION_ID,
    MOST_BYTES,
    VERSION,
    Damaged,
    Document,
    DocumentFile,
    Entry,
    load_document,
    start_next,
    write_new_document,
)
from nianbao.files.editions import load_editions
from nianbao.files.errors import UserError
from reports import arbitrary, filled, with_values

EDITIONS = load_editions()
NOW = datetime.datetime(2025, 1, 6, 9, 30)
VERSION_1 = Path(__file__).parent.parent / "documents" / "versions" / "version-1.nianbao"


def rich_document(editions: Editions) -> Document:
    """A document with everything in it that a document can hold."""
    last = filled(editions, "2019")
    started = start_next(last)
    numbers = {cell: value for cell, value in filled(editions, "2021").values.items() if cell != "year"}
    report = with_values(started.report, {**numbers, "proactive.fees.amount": Decimal("59237.2440")})
    origins = {
        "texts.overview": Origin("carried", "2020年报告"),
        "proactive.fees.amount": Origin("imported", "上年.xlsx 工作表“表二” B7"),
    }
    report = Report(editions, report.values, {**report.origins, **origins})
    entry = Entry("2025-01-06T09:00:00", "填写", {"year": (2019, 2020), "unit.postcode": (None, "471400")})
    return Document(report, last, (*started.history, entry), "2025-01-20T17:00:00")


@pytest.fixture
def document(editions: Editions) -> Document:
    return rich_document(editions)


@pytest.fixture
def file(tmp_path: Path, document: Document) -> Path:
    """A document file on disk."""
    path = tmp_path / "年报.nianbao"
    write_new_document(path, document)
    return path


def change_file(path: Path, *statements: str) -> None:
    """Change a document file with another SQLite program."""
    with closing(sqlite3.connect(path)) as kept:
        for statement in statements:
            kept.execute(statement)
        kept.commit()


# everything comes back


def test_a_whole_document_comes_back(file: Path, document: Document, editions: Editions):
    again = DocumentFile(file).read(editions)
    assert again.report.values == document.report.values
    assert again.report.origins == document.report.origins
    assert again.base is not None
    assert document.base is not None
    assert again.base.values == document.base.values
    assert again.history == document.history
    assert again.sealed == "2025-01-20T17:00:00"


def test_a_document_of_nothing_but_a_report_comes_back(tmp_path: Path, report: Report, editions: Editions):
    file = DocumentFile(tmp_path / "年报.nianbao")
    file.write(Document(report))
    assert file.read(editions) == Document(report)


def test_an_amount_keeps_its_digits_and_its_type(file: Path, editions: Editions):
    amount = DocumentFile(file).read(editions).report.get("proactive.fees.amount")
    assert isinstance(amount, Decimal)
    assert str(amount) == "59237.2440"


def test_a_blank_cell_stays_blank_and_a_zero_stays_zero(tmp_path: Path, editions: Editions):
    report = Report(editions, {"edition": "2021", "year": 2024, "proactive.licensing.decisions": 0})
    file = DocumentFile(tmp_path / "年报.nianbao")
    file.write(Document(report))
    again = file.read(editions).report
    assert again.get("proactive.licensing.decisions") == 0
    assert again.get("proactive.penalties.decisions") is None


def test_a_change_joins_the_history_with_its_old_and_new_values(tmp_path: Path, editions: Editions):
    before = filled(editions, "2021")
    change = propose(before, "填写收费金额", {"proactive.fees.amount": Decimal("12.50"), "unit.email": None})
    file = DocumentFile(tmp_path / "年报.nianbao")
    file.write(Document(before).after(before.apply(change), change, NOW))
    (entry,) = file.read(editions).history
    assert (entry.at, entry.text) == ("2025-01-06T09:30:00", "填写收费金额")
    assert entry.cells["proactive.fees.amount"] == (before.get("proactive.fees.amount"), Decimal("12.50"))
    assert isinstance(entry.cells["proactive.fees.amount"][1], Decimal)
    assert entry.cells["unit.email"] == (before.get("unit.email"), None)


@pytest.mark.parametrize("edition", ["2019", "2021"])
@given(data=st.data())
@settings(max_examples=60)
def test_any_report_comes_back(edition: str, data: st.DataObject):
    report = data.draw(arbitrary(EDITIONS, edition))
    document = Document(report, report, (Entry("2025-01-06T09:00:00", "导入", {}),))
    assert reread(document) == document


def reread(document: Document) -> Document:
    return load_document(bytes_of(document), "年报.nianbao", EDITIONS)


@given(text=st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
@example("a\0b")
@example("\r\n\t\u2028")
@example("');DROP TABLE value;--")
@settings(max_examples=60)
def test_any_text_comes_back_letter_by_letter(text: str):
    document = Document(with_values(filled(EDITIONS, "2021"), {"texts.other": text, "unit.name": text}))
    assert reread(document).report.text("texts.other") == text


# a file that anybody can read, and that is nothing but itself


def test_the_file_is_an_ordinary_sqlite_database(file: Path):
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert database.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = dict(database.execute("SELECT cell, value FROM value WHERE which = 'this'"))
    assert rows["unit.name"] == "示例县清水镇人民政府"
    assert rows["proactive.fees.amount"] == "59237.2440"


def test_no_journal_and_no_other_file_lies_beside_it(file: Path, editions: Editions):
    opened = DocumentFile(file)
    document = opened.read(editions)
    opened.write(document)
    assert list(file.parent.iterdir()) == [file]


def test_the_file_is_not_held_open(file: Path, editions: Editions):
    """It can be renamed and deleted while the program has it open, on Windows too."""
    DocumentFile(file).read(editions)
    moved = file.rename(file.with_name("别名.nianbao"))
    moved.unlink()
    assert list(file.parent.iterdir()) == []


def test_opening_never_writes(file: Path, editions: Editions):
    before, stat = file.read_bytes(), file.stat()
    file.chmod(0o444)
    DocumentFile(file).read(editions)
    assert file.read_bytes() == before
    assert file.stat().st_mtime_ns == stat.st_mtime_ns


def test_the_same_document_gives_the_same_bytes(document: Document):
    assert bytes_of(document) == bytes_of(document)


# nobody else's work is overwritten


def test_saving_again_and_again_goes_through(file: Path, editions: Editions):
    opened = DocumentFile(file)
    document = opened.read(editions)
    for year in (2022, 2023, 2024):
        opened.write(replace(document, report=with_values(document.report, {"year": year})))
        assert DocumentFile(file).read(editions).report.year == year


def test_a_file_that_somebody_else_changed_is_not_overwritten(file: Path, editions: Editions):
    opened = DocumentFile(file)
    document = opened.read(editions)
    change_file(file, "UPDATE value SET value = '别的单位' WHERE cell = 'unit.name'")
    theirs = file.read_bytes()
    with pytest.raises(UserError, match=r"已被别的程序或别的电脑修改.*另存为"):
        opened.write(document)
    assert file.read_bytes() == theirs
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_was_never_read_is_not_overwritten(file: Path, document: Document):
    before = file.read_bytes()
    with pytest.raises(UserError, match="没有覆盖它"):
        DocumentFile(file).write(document)
    assert file.read_bytes() == before


def test_a_file_that_was_deleted_meanwhile_is_written_again(file: Path, editions: Editions):
    opened = DocumentFile(file)
    document = opened.read(editions)
    file.unlink()
    opened.write(document)
    assert DocumentFile(file).read(editions) == document


def test_a_file_that_is_moved_away_while_it_is_open_is_written_anew_and_that_is_known(file: Path, editions: Editions):
    place = DocumentFile(file)
    document = place.read(editions)
    file.rename(file.with_name("改了名.nianbao"))
    place.write(document)
    assert place.was_gone
    assert file.exists()
    new = DocumentFile(file.with_name("第一次.nianbao"))
    new.write(document)
    assert not new.was_gone


def test_the_empty_folder_of_a_disk_that_is_gone_is_not_written_into(
    file: Path, editions: Editions, monkeypatch: pytest.MonkeyPatch
):
    """Where a share was mounted there is still a folder: what is written there nobody finds again."""
    place, disk = DocumentFile(file), atomic.disk_of(file)
    document = place.read(editions)
    away = file.rename(file.parent.with_name(f"{file.parent.name} 断开"))
    monkeypatch.setattr(atomic, "disk_of", lambda _path: disk + 1)
    with pytest.raises(UserError, match="断开"):
        place.write(document)
    assert not file.exists()
    away.rename(file)
    place.write(document)  # under another number, as it may have when it is mounted again
    file.unlink()
    place.write(document)
    assert place.was_gone


def test_a_document_that_could_not_be_opened_again_is_not_written(
    file: Path, document: Document, monkeypatch: pytest.MonkeyPatch
):
    before = file.read_bytes()
    monkeypatch.setattr("nianbao.files.document.MOST_BYTES", 20_000)
    with pytest.raises(UserError, match="太长"):
        DocumentFile.over(file).write(document)
    assert file.read_bytes() == before


def test_a_folder_that_went_away_is_told_and_the_next_saving_goes_through(file: Path, editions: Editions):
    """The USB stick is pulled out and put in again."""
    opened = DocumentFile(file)
    document = opened.read(editions)
    away = file.parent.rename(file.parent.with_name("拔出"))
    with pytest.raises(UserError, match=r"不存在.*移动硬盘"):
        opened.write(document)
    away.rename(file.parent)
    opened.write(document)
    assert DocumentFile(file).read(editions) == document


def test_a_new_document_does_not_overwrite_a_file(file: Path, document: Document):
    before = file.read_bytes()
    with pytest.raises(UserError, match="已经存在"):
        write_new_document(file, document)
    assert file.read_bytes() == before


# newer, foreign, unknown


def test_a_newer_file_is_refused_and_left_alone(file: Path, editions: Editions):
    change_file(file, f"PRAGMA user_version = {VERSION + 1}")
    before = file.read_bytes()
    with pytest.raises(UserError, match=r"更新版本的程序.*升级"):
        DocumentFile(file).read(editions)
    assert file.read_bytes() == before


def test_a_database_of_another_program_is_refused(file: Path, editions: Editions):
    change_file(file, "PRAGMA application_id = 1")
    with pytest.raises(UserError, match="不是年报文件"):
        DocumentFile(file).read(editions)


def test_an_edition_that_the_program_does_not_know_is_named(file: Path, editions: Editions):
    change_file(file, "UPDATE value SET value = '2030' WHERE cell = 'edition' AND which = 'this'")
    with pytest.raises(UserError, match=r"格式“2030”.*升级"):
        DocumentFile(file).read(editions)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM value WHERE which = 'this'",
        "DELETE FROM value WHERE cell = 'edition'",
        "DROP TABLE value",
        "DROP TABLE origin",
        "DROP TABLE changed",
        "DROP TABLE fact",
        "PRAGMA user_version = 0",
        "PRAGMA user_version = -3",
        "UPDATE value SET value = x'00ff' WHERE cell = 'unit.name'",
        "UPDATE value SET value = 1.5 WHERE type = 'count'",
        "UPDATE value SET value = 'drei' WHERE type = 'count'",
        "UPDATE value SET value = 'drei' WHERE type = 'amount'",
        "UPDATE value SET value = 'NaN' WHERE type = 'amount'",
        "UPDATE value SET value = 'Infinity' WHERE type = 'amount'",
        "UPDATE value SET value = '1E+999999999' WHERE type = 'amount'",
        "UPDATE value SET value = 7 WHERE type = 'text'",
        "UPDATE value SET cell = x'00ff' WHERE cell = 'unit.name'",
        "UPDATE change SET text = x'00ff'",
        "UPDATE changed SET new = x'00ff'",
        "UPDATE fact SET value = x'00ff'",
        "UPDATE origin SET source = x'00ff'",
    ],
)
def test_what_cannot_be_in_a_document_is_damage(file: Path, editions: Editions, statement: str):
    change_file(file, statement)
    with pytest.raises(UserError, match=r"已损坏，打不开.*备份"):
        DocumentFile(file).read(editions)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE value SET value = value + 1 WHERE cell = 'applications.received.person' AND which = 'this'",
        "UPDATE changed SET new = 2021 WHERE new = 2020",
        "DELETE FROM change WHERE number = 1",
        "UPDATE origin SET source = 'x'",
    ],
)
def test_a_figure_with_a_flipped_bit_is_damage_although_the_database_is_sound(
    file: Path, editions: Editions, statement: str
):
    change_file(file, statement)
    with pytest.raises(Damaged):
        DocumentFile(file).read(editions)


def test_a_kind_of_origin_that_is_not_known_costs_nothing_but_itself(editions: Editions):
    origins = {"proactive.fees.amount": Origin("dreamt"), "texts.overview": Origin("carried", "2020年报告")}
    report = Report(editions, filled(editions, "2021").values, origins)
    again = reread(Document(report))
    assert again.report.values == report.values
    assert list(again.report.origins) == ["texts.overview"]


def test_an_excel_file_under_the_name_of_a_document_is_refused(tmp_path: Path, sample: Path, editions: Editions):
    path = tmp_path / "年报.nianbao"
    path.write_bytes(sample.read_bytes())
    with pytest.raises(UserError, match=r"不是年报文件.*导入"):
        DocumentFile(path).read(editions)


# damaged


def outcome(data: bytes) -> str:
    """What comes of opening the bytes: a report that can be checked and kept again, or a sentence with a remedy.

    What is left of a damaged file can be checked and kept too.
    """
    if (left := salvage(data, EDITIONS)) is not None:
        check(left.report, left.base)
        bytes_of(left)
    version_of(data)
    try:
        document = load_document(data, "年报.nianbao", EDITIONS)
    except UserError as refused:
        return refused.sentence if refused.remedy else ""
    check(document.report, document.base)
    bytes_of(document)
    return "opened"


def test_a_file_cut_off_anywhere_is_refused():
    whole = bytes_of(rich_document(EDITIONS))
    assert outcome(whole) == "opened"
    cuts = {*range(0, 200, 7), *range(200, len(whole), len(whole) // 60), len(whole) - 1}
    assert {outcome(whole[:cut]) for cut in cuts} == {"“年报.nianbao”不是年报文件。", "“年报.nianbao”已损坏，打不开。"}


def test_a_name_of_a_table_that_is_no_text_any_more_is_damage():
    """It is read before anything else is known of the file; found by fuzzing."""
    data = bytes_of(rich_document(EDITIONS)).replace(b"CREATE TABLE reason", b"CREATE TABLE \xff\x80ason")
    assert outcome(data) == "“年报.nianbao”已损坏，打不开。"


@given(damage=st.lists(st.tuples(st.integers(0, 2**20), st.integers(0, 255)), min_size=1, max_size=30))
@settings(max_examples=300)
def test_a_file_with_damaged_bytes_opens_or_is_refused_with_a_sentence(damage: list[tuple[int, int]]):
    data = bytearray(bytes_of(rich_document(EDITIONS)))
    for place, byte in damage:
        data[place % len(data)] = byte
    assert outcome(bytes(data))


@given(place=st.integers(16, 99), byte=st.integers(0, 255))
@settings(max_examples=200)
def test_a_file_with_a_damaged_header_opens_or_is_refused_with_a_sentence(place: int, byte: int):
    data = bytearray(bytes_of(rich_document(EDITIONS)))
    data[place] = byte
    assert outcome(bytes(data))


@given(page=st.integers(0, 200), filler=st.sampled_from([b"\0", b"\xff", b"SQLite"]))
@settings(max_examples=100)
def test_a_file_with_a_lost_page_opens_or_is_refused_with_a_sentence(page: int, filler: bytes):
    data = bytearray(bytes_of(rich_document(EDITIONS)))
    start = 512 * (page % (len(data) // 512))
    data[start : start + 512] = (filler * 512)[:512]
    assert outcome(bytes(data))


@given(rest=st.binary(max_size=2000))
@settings(max_examples=100)
def test_anything_behind_the_magic_words_is_refused(rest: bytes):
    assert outcome(b"SQLite format 3\x00" + rest) != "opened"


# a database that was made to do harm

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT 'this', x, 'count', x FROM n"


@pytest.mark.parametrize(
    "statements",
    [
        ["DROP TABLE value", f"CREATE VIEW value AS {ENDLESS}"],
        ["DROP TABLE fact", "CREATE VIEW fact AS SELECT 'sealed' AS name, hex(zeroblob(900000000)) AS value"],
        ["CREATE TRIGGER t AFTER UPDATE ON changed BEGIN DELETE FROM value; END"],
        ["ALTER TABLE value ADD COLUMN more AS (hex(zeroblob(100000000)))"],
        ["CREATE INDEX i ON value (hex(zeroblob(1000) || value))"],
        ["CREATE VIRTUAL TABLE more USING fts5(x)"],
    ],
)
def test_a_database_that_would_compute_is_refused_at_once(file: Path, editions: Editions, statements: list[str]):
    """Nothing but plain tables is read: a view may be endless, a computed column may fill the memory."""
    change_file(file, *statements)
    with comes_to_an_end():
        with pytest.raises(UserError, match="已损坏"):
            DocumentFile(file).read(editions)
        assert salvage(file.read_bytes(), editions) is None


def test_a_file_that_keeps_the_database_busy_is_given_up(editions: Editions, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(database, "_SECONDS", -1)  # the time is over at once
    monkeypatch.setattr(database, "_STEPS", 100)
    with pytest.raises(UserError, match="已损坏"):
        load_document(bytes_of(rich_document(editions)), "年报.nianbao", editions)


def test_a_file_far_larger_than_any_document_is_refused(tmp_path: Path, editions: Editions):
    path = tmp_path / "年报.nianbao"
    with path.open("wb") as made:
        made.write(b"SQLite format 3\x00")
        made.truncate(MOST_BYTES + 1)
    with pytest.raises(UserError, match="太大"):
        DocumentFile(path).read(editions)


# what a damaged file still holds


def test_the_report_is_saved_from_a_file_whose_history_is_lost(file: Path, document: Document, editions: Editions):
    change_file(file, "UPDATE changed SET new = x'00ff'")
    left = salvage(file.read_bytes(), editions)
    assert left is not None
    assert left.report.values == document.report.values
    assert left.base is not None
    assert document.base is not None
    assert left.base.values == document.base.values


def test_entries_that_are_damaged_are_left_out_and_the_rest_saved(file: Path, document: Document, editions: Editions):
    change_file(file, "UPDATE value SET value = x'00ff' WHERE cell LIKE 'proactive%' AND which = 'this'")
    left = salvage(file.read_bytes(), editions)
    assert left is not None
    kept = {cell: value for cell, value in document.report.values.items() if not cell.startswith("proactive")}
    assert left.report.values == kept


def test_reasons_origins_states_and_what_was_exported_are_saved_too(file: Path, editions: Editions):
    document = rich_document(editions)
    report = replace(document.report, reasons={"C-04 b=30/2": "机构合并。"})
    document = replace(document, report=report).with_state("送审前", NOW).with_export("年报.docx", "00", "11", NOW)
    file.write_bytes(bytes_of(document))
    change_file(file, "UPDATE changed SET new = x'00ff'")
    left = salvage(file.read_bytes(), editions)
    assert left is not None
    assert (left.report, left.base, left.states, left.exports) == (
        document.report,
        document.base,
        document.states,
        document.exports,
    )
    assert left.history == ()


def test_a_report_that_is_gone_is_taken_from_the_latest_state(file: Path, document: Document, editions: Editions):
    file.write_bytes(bytes_of(document.with_state("送审前", NOW)))
    change_file(file, "DELETE FROM value")
    left = salvage(file.read_bytes(), editions)
    assert left is not None
    assert left.report == document.report


@pytest.fixture
def long_document(document: Document, editions: Editions) -> Document:
    """A document whose states take more room than its report."""
    for number in range(8):
        report = with_values(document.report, {"texts.other": f"第{number}次送审。"})
        document = document.with_state(f"第{number}次", NOW, report)
    return document


@pytest.mark.parametrize("part", [0.9, 0.8])
def test_a_file_that_is_cut_off_gives_what_lies_before_the_cut(
    part: float, long_document: Document, editions: Editions
):
    """What a stick that was pulled out too early leaves; SQLite alone would read nothing of it."""
    whole = bytes_of(long_document)
    cut = whole[: int(len(whole) * part)]
    with pytest.raises(Damaged):
        load_document(cut, "年报.nianbao", editions)
    left = salvage(cut, editions)
    assert left is not None
    assert left.report.values == long_document.report.values
    assert 0 < len(left.states) < 8


def test_of_a_table_with_a_hole_in_it_both_ends_are_read(long_document: Document, editions: Editions):
    """Every page of the file in turn is lost: some of this year's figures come back whatever it was."""
    whole = bytes_of(long_document)
    sound = [long_document.report.values, *(state.report(editions).values for state in long_document.states)]
    found = []
    for page in range(1, len(whole) // 4096):
        left = salvage(whole[: page * 4096] + b"\0" * 4096 + whole[(page + 1) * 4096 :], editions)
        found.append(0 if left is None else len(left.report.values))
        values = {} if left is None else left.report.values
        assert any(values.items() <= report.items() for report in sound)
    assert min(found) > 0
    assert sum(number < len(long_document.report.values) for number in found) >= 1, "some lie in the hole"


@pytest.mark.parametrize("start", [b"\0" * 16, b"SQLite format 4\0", b"PK\3\4" + b"\0" * 12])
def test_a_file_whose_first_letters_are_damaged_is_damaged_and_not_foreign(
    start: bytes, document: Document, editions: Editions
):
    data = start + bytes_of(document)[16:]
    with pytest.raises(Damaged):
        load_document(data, "年报.nianbao", editions)
    left = salvage(data, editions)
    assert left is not None
    assert left.report == document.report


@pytest.mark.parametrize(
    "statement", ["DELETE FROM value WHERE cell = 'edition'", "DROP TABLE value", "PRAGMA application_id = 1"]
)
def test_nothing_is_made_of_a_file_without_a_report(file: Path, editions: Editions, statement: str):
    change_file(file, statement)
    assert salvage(file.read_bytes(), editions) is None


# upgrades


def test_an_older_file_is_backed_up_once_before_it_is_written_anew(tmp_path: Path, editions: Editions):
    stored = VERSION_1.read_bytes()
    file = DocumentFile(tmp_path / "年报.nianbao")
    file.path.write_bytes(stored)
    document = file.read(editions)
    assert list(tmp_path.iterdir()) == [file.path], "opening never writes"
    for _ in range(3):
        file.write(document)
    backup = tmp_path / "年报（升级前备份）.nianbao"
    assert sorted(tmp_path.iterdir()) == sorted([file.path, backup])
    assert backup.read_bytes() == stored
    assert DocumentFile(backup).read(editions) == document


def test_a_backup_of_another_file_is_not_overwritten(tmp_path: Path, editions: Editions):
    stored = VERSION_1.read_bytes()
    other = tmp_path / "年报（升级前备份）.nianbao"
    other.write_bytes(b"something else")
    file = DocumentFile(tmp_path / "年报.nianbao")
    file.path.write_bytes(stored)
    file.write(file.read(editions))
    assert other.read_bytes() == b"something else"
    assert (tmp_path / "年报（升级前备份2）.nianbao").read_bytes() == stored


def test_a_backup_that_cannot_be_made_leaves_the_old_file_as_it_is(
    tmp_path: Path, editions: Editions, monkeypatch: pytest.MonkeyPatch
):
    stored = VERSION_1.read_bytes()
    file = DocumentFile(tmp_path / "年报.nianbao")
    file.path.write_bytes(stored)
    document = file.read(editions)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="磁盘已满"):
        file.write(document)
    assert file.path.read_bytes() == stored


def test_the_backup_of_a_file_with_a_very_long_name_is_made_all_the_same(tmp_path: Path, editions: Editions):
    file = DocumentFile(tmp_path / f"{'甲' * 80}.nianbao")
    file.path.write_bytes(VERSION_1.read_bytes())
    file.write(file.read(editions))
    (backup,) = (path for path in tmp_path.iterdir() if path != file.path)
    assert backup.name.endswith("（升级前备份）.nianbao")
    assert backup.read_bytes() == VERSION_1.read_bytes()


def test_the_history_of_the_first_version_has_values_of_the_right_types(tmp_path: Path, editions: Editions):
    """It kept an amount as text, without saying that it is one."""
    path = tmp_path / "年报.nianbao"
    path.write_bytes(VERSION_1.read_bytes())
    change_file(
        path,
        "DELETE FROM changed",
        "DELETE FROM change",
        "INSERT INTO change VALUES (1, '2022-01-06T09:00:00', '填写')",
        "INSERT INTO changed VALUES (1, 'proactive.fees.amount', NULL, '12.50'), (1, 'year', 2020, 2021),"
        " (1, 'unit.postcode', '471400', NULL)",
    )
    (entry,) = DocumentFile(path).read(editions).history
    assert entry.cells == {
        "proactive.fees.amount": (None, Decimal("12.50")),
        "year": (2020, 2021),
        "unit.postcode": ("471400", None),
    }
    assert isinstance(entry.cells["proactive.fees.amount"][1], Decimal)


# starting a year


def test_next_year_starts_from_last_years_report(editions: Editions):
    last = filled(editions, "2019")
    started = start_next(last)
    assert started.base is last
    assert started.report.year == 2021
    assert started.report.edition.id == "2021"
    (entry,) = started.history
    assert entry.text == "由2020年报告开始编制"
    assert entry.cells["year"] == (None, 2021)


def test_next_year_cannot_start_without_a_year(editions: Editions):
    last = Report(editions, {"edition": "2021"})
    with pytest.raises(UserError, match=r"没有认出上年报告的年度.*标题"):
        start_next(last)
    assert start_next(last, 2025).report.year == 2025


def test_carried_values_say_where_they_come_from(editions: Editions):
    started = start_next(filled(editions, "2021"))
    assert started.report.origins["applications.carried_in.person"] == Origin("carried", "2024年报告")
    assert started.report.get("applications.carried_in.person") == started.base.get(
        "applications.carried_forward.person"
    )


def test_a_file_of_the_first_version_opens_whole_and_is_written_as_the_newest(editions: Editions, tmp_path: Path):
    stored = VERSION_1
    file = DocumentFile(tmp_path / "old.nianbao")
    file.path.write_bytes(stored.read_bytes())
    document = file.read(editions)
    assert (document.report.year, document.report.unit) == (2021, "示例县云溪镇人民政府")
    assert document.base is not None
    assert document.base.edition.id == "2019"
    assert document.report.reasons == {}
    assert file.path.read_bytes() == stored.read_bytes(), "opening never writes"
    file.write(document)
    assert DocumentFile(file.path).read(editions) == document


def test_reasons_are_kept_with_this_report_and_with_last_years(editions: Editions, tmp_path: Path):
    base = replace(Report(editions, {"edition": "2021", "year": 2023}), reasons={"T3-04 a=1/": "年底集中收到。"})
    report = replace(Report(editions, {"edition": "2021", "year": 2024}), reasons={"C-04 b=30/2": "机构合并。"})
    file = DocumentFile(tmp_path / "reasons.nianbao")
    file.write(Document(report, base))
    again = DocumentFile(file.path).read(editions)
    assert (again.report.reasons, again.base and again.base.reasons) == (report.reasons, base.reasons)
