"""Damage done to good files: bytes changed, cut, doubled and mixed; parts of packages; rows of a document."""

import io
import sqlite3
import zipfile
from contextlib import closing
from random import Random

from nianbao.files import database

NUMBERS = tuple(b"0 -1 1 255 65536 2147483647 4294967295 99999999999999999999 1e999 NaN".split())
WORDS = (
    *b"< > </ /> & &#0; &#x110000; <![CDATA[ ]]> <!-- --> <? <table> <tr> </table> <td\0rowspan= colspan=".split(),
    *b"gridSpan vMerge w:tbl w:tr w:tc obj endobj stream endstream xref trailer startxref /Type /Page << >> R".split(),
    *b"\" ' { } [ ] , : null true {{ \\u0000 \\ud800".split(),
    *b'r="XFD1048576" r="A1" repeated="2000000000" ref="A1:XFD9" rowspan="9999" t="s" t="e" spans="1:99"'.split(),
    *(b"\0", b"\xff", b"\n", b"\r", b"\t"),
    *"行政许可 自然人 总计 一、总体情况 （一） ２０２４年".encode().split(),
)
VALUES = (
    *(None, 0, -1, 2**62, 1.5, "", "x", "NaN", "1E+99999999", "-", "count", "amount", "text", "this", "base", "2021"),
    *(b"", b"\0", b"x\x9c", "\ufffd", "﷽" * 50, "a" * 5000, "edition", "year", "texts.overview", "2099", -5, 10**6),
)


def damaged(data: bytes, others: list[bytes], random: Random) -> bytes:
    """The bytes after one to six injuries."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 3, 6))):
        changed = random.choice(_INJURIES)(changed, others, random)
    return bytes(changed)


def _place(data: bytearray, random: Random) -> int:
    return random.randrange(len(data) + 1)


def _flip(data: bytearray, _others: list[bytes], random: Random) -> bytearray:
    for _ in range(random.randrange(1, 9)):
        if data:
            data[random.randrange(len(data))] = random.choice((0, 1, 0x7F, 0x80, 0xFF, random.randrange(256)))
    return data


def _cut(data: bytearray, _others: list[bytes], random: Random) -> bytearray:
    start = _place(data, random)
    del data[start : start + random.choice((1, 2, 8, 100, 5000))]
    return data


def _double(data: bytearray, _others: list[bytes], random: Random) -> bytearray:
    start = _place(data, random)
    piece = bytes(data[start : start + random.choice((1, 10, 200, 2000))])
    at = _place(data, random)
    data[at:at] = piece * random.choice((1, 1, 2, 30))
    return data


def _insert(data: bytearray, _others: list[bytes], random: Random) -> bytearray:
    at = _place(data, random)
    data[at : at + random.choice((0, 0, 1, 4))] = random.choice(WORDS + NUMBERS)
    return data


def _mix(data: bytearray, others: list[bytes], random: Random) -> bytearray:
    other = random.choice(others)
    start = random.randrange(len(other) + 1)
    at = _place(data, random)
    data[at : at + random.choice((0, 100, 1000))] = other[start : start + random.choice((50, 500, 3000))]
    return data


def _truncate(data: bytearray, _others: list[bytes], random: Random) -> bytearray:
    return data[: _place(data, random)] if random.random() < 0.3 else data


_INJURIES = (_flip, _flip, _cut, _double, _insert, _insert, _mix, _truncate)


def damaged_package(data: bytes, others: list[bytes], random: Random) -> bytes:
    """The package with one or two parts injured or gone, whole again as a package; sometimes its bytes themselves."""
    if random.random() < 0.2:
        return damaged(data, others, random)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(random.choice((1, 1, 2))):
        name = random.choice(list(parts))
        if random.random() < 0.1:
            parts[name] = b""
        else:
            parts[name] = damaged(parts[name], list(parts.values()), random)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in parts.items():
            if random.random() > 0.02:
                made.writestr(name, content)
    return stream.getvalue()


def damaged_document(data: bytes, others: list[bytes], random: Random) -> bytes:
    """The document with some entries changed by another program, its sum made right again; sometimes its bytes."""
    if random.random() < 0.4:
        return damaged(data, others, random)
    with closing(sqlite3.connect(":memory:")) as kept:
        kept.deserialize(data)
        kept.execute("PRAGMA ignore_check_constraints = ON")
        for _ in range(random.choice((1, 2, 5))):
            _change_rows(kept, random)
        if random.random() < 0.9:
            _sum_again(kept)
        kept.commit()
        return bytes(kept.serialize())


def _change_rows(kept: sqlite3.Connection, random: Random) -> None:
    table = random.choice([*database._TABLES, "fact"])
    columns = [row[1] for row in kept.execute(f"PRAGMA table_info({table})")]
    column, value = random.choice(columns), random.choice(VALUES)
    if isinstance(value, bytes) and random.random() < 0.5:
        value = damaged(b"x\x9c\xab\x56", [b"x"], random)
    try:
        if random.random() < 0.1:
            kept.execute(f"DELETE FROM {table} WHERE {column} IS NOT ?", (value,))
        else:
            rows = kept.execute(f"SELECT DISTINCT {column} FROM {table}").fetchall()
            old = random.choice(rows)[0] if rows else None
            kept.execute(f"UPDATE {table} SET {column} = ? WHERE {column} IS ?", (value, old))
    except sqlite3.Error:
        pass  # a key that is there already


def _sum_again(kept: sqlite3.Connection) -> None:
    try:
        rows = {
            table: kept.execute(f"SELECT {columns} FROM {table} ORDER BY {order}").fetchall()
            for table, (columns, order) in database._TABLES.items()
        }
        kept.execute("INSERT OR REPLACE INTO fact VALUES ('checksum', ?)", (database._checksum(rows),))
    except (sqlite3.Error, UnicodeError):
        pass
