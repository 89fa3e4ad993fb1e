"""The reduced data of ICU: smaller, and the same for a program in Chinese."""

import os
import struct
import subprocess
import sys
from pathlib import Path

import icu
import PySide6
import pytest

ASKED = """
from functools import cmp_to_key
from PySide6.QtCore import QCollator, QDate, QDateTime, QLocale, QStringDecoder, QTime, QTimeZone
moment = QDateTime(QDate(2024, 7, 1), QTime(12, 0), QTimeZone(b"UTC"))
zone, chinese = QTimeZone(b"Asia/Shanghai"), QLocale("zh_CN")
print(moment.toTimeZone(zone).toString(), len(QTimeZone.availableTimeZoneIds()))
print(zone.displayName(QTimeZone.TimeType.StandardTime, QTimeZone.NameType.LongName, chinese))
collator = QCollator(chinese)
collator.setNumericMode(True)
print(sorted(["张三", "李四", "王五", "赵六", "abc", "Abd", "第10项", "第9项"], key=cmp_to_key(collator.compare)))
print([QStringDecoder(name).isValid() for name in ("GB18030", "GBK", "GB2312", "Big5", "UTF-8")])
print(chinese.toUpper("straße"), chinese.toString(QDate(2024, 1, 2)), chinese.toCurrencyString(1234.5))
"""


@pytest.fixture
def library() -> Path:
    found = sorted((Path(PySide6.__file__).parent / "Qt" / "lib").glob("libicudata.so.*"))
    if not found:
        pytest.skip("this Qt brings no ICU")
    return found[0]


def test_qt_answers_the_same_with_the_reduced_data(library: Path, tmp_path: Path):
    whole = library.read_bytes()
    reduced = icu.reduced(whole)
    assert len(reduced) < len(whole) / 5
    (tmp_path / library.name).write_bytes(reduced)
    assert ask(tmp_path) == ask(None)


def ask(place: Path | None) -> str:
    environment = os.environ | ({"LD_LIBRARY_PATH": str(place)} if place else {})
    return subprocess.run(
        [sys.executable, "-c", ASKED], env=environment, capture_output=True, text=True, check=True
    ).stdout


def test_pieces_that_are_joined_again_are_the_same():
    header = struct.pack("<H", 32) + bytes(30)
    listed = [icu.Piece("a/root.res", b"\1" * 16), icu.Piece("a/zh.res", b"\2" * 48)]
    assert icu.pieces(icu.joined(header, listed)) == listed


@pytest.mark.parametrize(
    "name", ["zh.res", "root.res", "coll/zh.res", "zone/root.res", "supplementalData.res", "nfc.nrm"]
)
def test_what_chinese_needs_is_kept(name: str):
    assert icu.wanted(f"icudt73l/{name}")


@pytest.mark.parametrize(
    "name", ["fr.res", "curr/ja.res", "brkitr/thaidict.dict", "unames.icu", "ibm-437_P100-1995.cnv"]
)
def test_other_languages_are_not(name: str):
    assert not icu.wanted(f"icudt73l/{name}")
