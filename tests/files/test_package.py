"""The publication package: every kind of file with the same numbers, in one new folder, whole or not at all."""

import errno
import os
import subprocess
import zipfile
from pathlib import Path
from shutil import which

import pytest

from nianbao.core.comparison import Comparison
from nianbao.core.edition import Editions
from nianbao.core.preamble import title
from nianbao.core.report import Report
from nianbao.files import atomic
from nianbao.files.errors import UserError
from nianbao.files.writers.export import read_back
from nianbao.files.writers.layout import STATE_OFFICE
from nianbao.files.writers.package import CHECK_SHEET, CHECKSUMS, ENDINGS, checksums, write_package
from reports import filled, with_values, without

SHEET = b"%PDF-1.7 made elsewhere"


def test_the_folder_is_named_after_unit_and_year_and_holds_every_kind_of_file(tmp_path: Path, editions: Editions):
    report = filled(editions, "2021")
    package = write_package(report, None, tmp_path, check_sheet=lambda _this, _last: SHEET)
    assert package.folder == tmp_path / "示例县清水镇人民政府2024年"
    assert list(tmp_path.iterdir()) == [package.folder]
    name = title(report.edition, report.values)
    assert package.files == (*(f"{name}{ending}" for ending in ENDINGS), CHECK_SHEET, CHECKSUMS)
    assert {file.name for file in package.folder.iterdir()} == set(package.files)
    assert (package.folder / CHECK_SHEET).read_bytes() == SHEET


def test_every_file_in_it_has_the_same_numbers_and_texts(tmp_path: Path, report: Report):
    package = write_package(report, None, tmp_path)
    count = len(report.edition.table_cells)
    assert package.proofs == {name: Comparison(count) for name in package.files if name != CHECKSUMS}
    assert all(read_back(package.folder / name, report) == proof for name, proof in package.proofs.items())
    assert package.sentence == f"已读回核对 5 个文件，每个 {count} 个数字，全部一致。"
    assert package.details == ()


@pytest.mark.skipif(which("sha256sum") is None, reason="sha256sum is not installed")
def test_the_checksums_are_right_and_tell_a_file_that_was_changed(tmp_path: Path, editions: Editions):
    package = write_package(filled(editions, "2021"), None, tmp_path, check_sheet=lambda _this, _last: SHEET)

    def wrong() -> list[str]:
        command = ["sha256sum", "--check", "--quiet", "--strict", CHECKSUMS]
        run = subprocess.run(command, cwd=package.folder, capture_output=True, text=True, check=False)
        return [line.split(": ")[0] for line in run.stdout.splitlines()]

    assert wrong() == []
    (package.folder / CHECK_SHEET).write_bytes(SHEET + b" ")
    assert wrong() == [CHECK_SHEET]


def test_checksums_name_each_file_in_a_line():
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert checksums({"年报.docx": b"", "核对单.pdf": b""}).decode() == f"{empty}  年报.docx\n{empty}  核对单.pdf\n"


def test_the_check_sheet_is_made_of_this_report_and_last_years(tmp_path: Path, editions: Editions):
    report, last = filled(editions, "2021"), filled(editions, "2019")
    seen = []
    write_package(report, last, tmp_path, check_sheet=lambda *reports: (seen.append(reports), SHEET)[1])
    assert seen == [(report, last)]


def test_an_older_package_is_left_alone_and_the_new_one_gets_a_number(tmp_path: Path, editions: Editions):
    report = filled(editions, "2021")
    first = write_package(report, None, tmp_path)
    before = {file.name: file.read_bytes() for file in first.folder.iterdir()}
    second = write_package(with_values(report, {"texts.other": "没有收取信息处理费。"}), None, tmp_path)
    third = write_package(report, None, tmp_path)
    assert [package.folder.name for package in (second, third)] == [
        "示例县清水镇人民政府2024年（2）",
        "示例县清水镇人民政府2024年（3）",
    ]
    assert {file.name: file.read_bytes() for file in first.folder.iterdir()} == before


def test_a_draft_says_so_in_every_name(tmp_path: Path, editions: Editions):
    package = write_package(filled(editions, "2021"), None, tmp_path, draft=True)
    assert package.folder.name == "示例县清水镇人民政府2024年（草稿）"
    assert all("（草稿）" in name for name in package.proofs)


def test_the_layout_is_that_of_the_pages(tmp_path: Path, editions: Editions):
    one, two = (
        write_package(filled(editions, "2021"), None, tmp_path, layout=layout)
        for layout in (STATE_OFFICE, STATE_OFFICE)
    )
    other = write_package(filled(editions, "2021"), None, tmp_path)
    name = next(name for name in one.files if name.endswith(".docx"))
    assert styles(one.folder / name) == styles(two.folder / name) != styles(other.folder / name)


def styles(path: Path) -> bytes:
    with zipfile.ZipFile(path) as package:
        return package.read("word/styles.xml")


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"unit.name": '示例县\\/:*?"<>|清水镇'}, "示例县清水镇2024年"),
        ({"unit.name": "长" * 200}, "长" * 70),
        ({"unit.name": "CON", "year": None}, "CON_"),
        ({"unit.name": None, "year": None}, "年报"),
        ({"unit.name": "清水镇. "}, "清水镇. 2024年"),
    ],
)
def test_any_name_of_a_unit_makes_a_folder(tmp_path: Path, editions: Editions, values: dict, name: str):
    report = filled(editions, "2021")
    report = without(
        with_values(report, {c: v for c, v in values.items() if v}), *(c for c, v in values.items() if not v)
    )
    assert write_package(report, None, tmp_path).folder.name == name


# whole or not at all


def test_a_number_that_would_not_read_back_leaves_no_folder(tmp_path: Path, editions: Editions):
    report = with_values(filled(editions, "2021"), {"proactive.licensing.decisions": 10**13})
    with pytest.raises(UserError, match="读回来有 1 个数与报告不一致"):
        write_package(report, None, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_check_sheet_that_cannot_be_made_leaves_no_folder(tmp_path: Path, editions: Editions):
    def fail(_this: Report, _last: Report | None) -> bytes:
        raise UserError("核对单没有做成。", "请再试一次。")

    with pytest.raises(UserError, match="核对单没有做成"):
        write_package(filled(editions, "2021"), None, tmp_path, check_sheet=fail)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_told(tmp_path: Path, editions: Editions):
    with pytest.raises(UserError, match=r"文件夹“.*不存在”不存在"):
        write_package(filled(editions, "2021"), None, tmp_path / "不存在")


def test_a_disk_that_is_full_leaves_no_folder(tmp_path: Path, editions: Editions, monkeypatch: pytest.MonkeyPatch):
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="磁盘已满，“示例县清水镇人民政府2024年”没有保存"):
        write_package(filled(editions, "2021"), None, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_reads_back_differently_is_told_with_its_file(tmp_path: Path, editions: Editions):
    heading = editions["2021"].section("appeals").heading
    report = with_values(filled(editions, "2021"), {"texts.other": f"没有收取信息处理费。\n{heading}\n没有其他事项。"})
    package = write_package(report, None, tmp_path)
    name = title(report.edition, report.values)
    assert any(said.startswith(f"{name}.docx：“六、其他事项”第 2 段被删去") for said in package.details)


def test_a_character_that_no_file_can_hold_is_told_once(tmp_path: Path, editions: Editions):
    package = write_package(with_values(filled(editions, "2021"), {"texts.other": "没有\x07。"}), None, tmp_path)
    assert len(package.details) == 1
    assert atomic.exists(package.folder)
