"""The bytes of a .nianbao file: a whole SQLite database, written and read in one piece, never held open."""

import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from typing import Any

from nianbao.core.edition import Editions
from nianbao.core.report import Origin, Report
from nianbao.files.entries import Entry, Past, made
from nianbao.files.errors import UserError
from nianbao.files.packing import BROKEN, clean, stored, text_of, type_of, value_of
from nianbao.files.program import PROGRAM
from nianbao.files.records import ORIGINS, Document, Exported, State

APPLICATION_ID = 0x6E69616E  # "nian"
VERSION = 2
MAGIC = b"SQLite format 3\x00"
_ID_AT = 68  # in the header of a database (Database File Format, 1.3)

# The whole format on one page. Reports are rows of (which, cell, value); `which` is 'this' or 'base'.
# A value is an INTEGER (count, change), or TEXT with type 'amount' (decimal, 万元) or 'text'; type '' is a blank.
# Of a long text the history keeps the part that differs, from letter `start` on; -1 stands for a whole value.
# Older entries and the reports of states are JSON under zlib: see entries.py and records.py.
SCHEMA = """
CREATE TABLE value (
    which TEXT NOT NULL CHECK (which IN ('this', 'base')),
    cell TEXT NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('count', 'amount', 'text')),
    value NOT NULL,
    PRIMARY KEY (which, cell)
) WITHOUT ROWID;
CREATE TABLE origin (
    which TEXT NOT NULL CHECK (which IN ('this', 'base')),
    cell TEXT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    remark TEXT NOT NULL,
    PRIMARY KEY (which, cell)
) WITHOUT ROWID;
CREATE TABLE reason (
    which TEXT NOT NULL CHECK (which IN ('this', 'base')),
    basis TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (which, basis)
) WITHOUT ROWID;
CREATE TABLE past (
    number INTEGER PRIMARY KEY, count INTEGER NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, entries BLOB NOT NULL
);
CREATE TABLE change (number INTEGER PRIMARY KEY, at TEXT NOT NULL, how TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE changed (
    number INTEGER NOT NULL REFERENCES change, cell TEXT NOT NULL,
    old_type TEXT NOT NULL, old, new_type TEXT NOT NULL, new, start INTEGER NOT NULL
);
CREATE TABLE reasoned (number INTEGER NOT NULL REFERENCES change, basis TEXT NOT NULL, old TEXT, new TEXT);
CREATE TABLE state (number INTEGER PRIMARY KEY, at TEXT NOT NULL, name TEXT NOT NULL, report BLOB NOT NULL);
CREATE TABLE export (
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL, content TEXT NOT NULL
);
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

# the columns of each table, and the order in which its rows are written, read and summed
_TABLES = {
    "value": ("which, cell, type, value", "which, cell"),
    "origin": ("which, cell, kind, source, remark", "which, cell"),
    "reason": ("which, basis, text", "which, basis"),
    "past": ("number, count, first, last, entries", "number"),
    "change": ("number, at, how, text", "number"),
    "changed": ("number, cell, old_type, old, new_type, new, start", "number, rowid"),
    "reasoned": ("number, basis, old, new", "number, rowid"),
    "state": ("number, at, name, report", "number"),
    "export": ("number, at, name, digest, content", "number"),
}

Row = tuple[Any, ...]
Rows = Mapping[str, list[Row]]

_OF_REPORTS = ("value", "origin", "reason")

_DAMAGED_REMEDY = "请使用备份的文件，或由导出的 Word、Excel 文件重新导入。"
_LONGEST = 64_000_000  # bytes of one text or blob
_SECONDS = 20  # for all questions to one file; a sound one takes hundredths
_STEPS = 100_000  # of SQLite between two looks at the clock


class Damaged(UserError):
    """The file is one of ours, but cannot be trusted any more; `salvage` may still find something in it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}”已损坏，打不开。", _DAMAGED_REMEDY)


def _to_version_2(database: sqlite3.Connection) -> None:
    """Version 2: reasons, states, exported files; in the history how it came about, and types of old and new."""
    database.execute("CREATE TABLE reason (which, basis, text)")
    database.execute("CREATE TABLE past (number, count, first, last, entries)")
    database.execute("CREATE TABLE reasoned (number, basis, old, new)")
    database.execute("CREATE TABLE state (number, at, name, report)")
    database.execute("CREATE TABLE export (number, at, name, digest, content)")
    database.execute("ALTER TABLE change ADD COLUMN how TEXT NOT NULL DEFAULT 'typed'")
    database.execute("ALTER TABLE changed ADD COLUMN start INTEGER NOT NULL DEFAULT -1")
    for side in ("old", "new"):
        database.execute(f"ALTER TABLE changed ADD COLUMN {side}_type TEXT NOT NULL DEFAULT ''")
        database.execute(
            f"UPDATE changed SET {side}_type = CASE WHEN {side} IS NULL THEN '' WHEN typeof({side}) = 'integer' "
            "THEN 'count' WHEN cell LIKE '%.amount' THEN 'amount' ELSE 'text' END"
        )


_UPGRADES: dict[int, Callable[[sqlite3.Connection], None]] = {2: _to_version_2}


# out


def dump(document: Document) -> bytes:
    """The bytes of the document's file; equal documents give equal bytes."""
    rows = {name: list(made) for name, made in _rows_of(document).items()}
    facts = {"checksum": _checksum(rows), "sealed": document.sealed, "forgotten": str(document.forgotten or "")}
    facts["program"] = PROGRAM  # who wrote it; nothing depends on it
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {VERSION}")
        database.executescript(SCHEMA)
        for name, (columns, _) in _TABLES.items():
            marks = ", ".join("?" for _ in columns.split(", "))
            database.executemany(f"INSERT INTO {name} ({columns}) VALUES ({marks})", rows[name])
        database.executemany("INSERT INTO fact VALUES (?, ?)", [(k, v) for k, v in facts.items() if v])
        database.commit()
        return bytes(database.serialize())


def _rows_of(document: Document) -> dict[str, Iterable[Row]]:
    reports = [(which, r) for which, r in (("base", document.base), ("this", document.report)) if r is not None]
    entries = list(enumerate(document.history, 1))
    return {
        "value": (
            (which, cell, type_of(value), stored(value))
            for which, report in reports
            for cell, value in sorted(report.values.items())
        ),
        "origin": (
            (which, cell, o.kind, clean(o.source), clean(o.remark))
            for which, report in reports
            for cell, o in sorted(report.origins.items())
        ),
        "reason": (
            (which, clean(basis), clean(text))
            for which, report in reports
            for basis, text in sorted(report.reasons.items())
        ),
        "past": ((n, p.count, p.first, p.last, p.packed) for n, p in enumerate(document.past, 1)),
        "change": ((n, entry.at, entry.how, clean(entry.text)) for n, entry in entries),
        "changed": (
            (n, cell, type_of(old), stored(old), type_of(new), stored(new), entry.starts.get(cell, -1))
            for n, entry in entries
            for cell, (old, new) in entry.cells.items()
        ),
        "reasoned": (
            (n, clean(basis), stored(old), stored(new))
            for n, entry in entries
            for basis, (old, new) in entry.reasons.items()
        ),
        "state": ((n, s.at, clean(s.name), s.packed) for n, s in enumerate(document.states, 1)),
        "export": ((n, e.at, clean(e.name), e.digest, e.content) for n, e in enumerate(document.exports, 1)),
    }


def _checksum(rows: Rows) -> str:
    """A sum over everything: SQLite itself would not notice a figure with a flipped bit."""
    total = 0
    for name in _TABLES:
        for row in rows[name]:
            plain = tuple(zlib.crc32(entry) if isinstance(entry, bytes) else entry for entry in row)
            total = zlib.crc32(repr(plain).encode(), total)
    return f"{total:08x}"


# in


def load_document(data: bytes, name: str, editions: Editions) -> Document:
    """The document in a file's bytes, upgraded in memory only. Raises UserError for damaged, foreign or newer ones."""
    if not data.startswith(MAGIC):
        if was_document(data):
            raise Damaged(name)
        raise UserError(
            f"“{name}”不是年报文件。", "请选择由本程序保存的 .nianbao 文件；上年的 Excel 或 Word 文件请用“导入”。"
        )
    with _refusing_damage(name), _opened(data) as database:
        version = _version(database, name)
        if len(data) % database.execute("PRAGMA page_size").fetchone()[0]:
            raise sqlite3.DatabaseError("cut off")
        if database.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("quick_check")
        for step in range(version, VERSION):
            _UPGRADES[step + 1](database)
        facts = dict(database.execute("SELECT name, value FROM fact"))
        rows = {
            table: database.execute(f"SELECT {columns} FROM {table} ORDER BY {order}").fetchall()
            for table, (columns, order) in _TABLES.items()
        }
        document = _document(rows, facts, editions)
        if version >= 2 and facts.get("checksum") != _checksum(rows):
            raise sqlite3.DatabaseError("checksum")
        return document


def was_document(start: bytes) -> bool:
    """Whether bytes that do not begin as a database does once were one of ours, or nothing is left but zeros."""
    only_zeros = bool(start) and not start.strip(b"\0")
    return only_zeros or start[_ID_AT : _ID_AT + 4] == APPLICATION_ID.to_bytes(4, "big")


def version_of(data: bytes) -> int:
    """The version of the format that a document's bytes are in; 0 when that cannot be told."""
    try:
        with _opened(data) as database:
            return int(database.execute("PRAGMA user_version").fetchone()[0])
    except (sqlite3.Error, *BROKEN):
        return 0


def salvage(data: bytes, editions: Editions) -> Document | None:
    """What can still be read of a damaged file of this format; None when there is no report in it any more.

    The reports with origins and reasons, the states to go back to, and what was exported; not the history, which is
    nothing with gaps in it. Nothing of it is certain: it is shown, and goes into a new file only when the clerk agrees.
    """
    try:
        with _opened(_completed(data)) as database:
            version = database.execute("PRAGMA user_version").fetchone()[0]
            if database.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID or version > VERSION:
                return None
            rows = {table: _readable(database, table) for table in ("value", "origin", "reason", "state", "export")}
    except (sqlite3.Error, *BROKEN):
        return None
    states = tuple(state for row in rows["state"] for state in _salvaged_state(row, editions))
    this = _salvaged(rows, "this", editions) or next((state.report(editions) for state in reversed(states)), None)
    exports = tuple(Exported(*row[1:]) for row in rows["export"] if all(isinstance(kept, str) for kept in row[1:]))
    base = _salvaged(rows, "base", editions)
    return Document(this, base, states=states, exports=exports) if this else None


def _completed(data: bytes) -> bytes:
    """With the magic words, and zeros for the pages that are cut off: otherwise SQLite reads none of the others."""
    page, pages = int.from_bytes(data[16:18], "big"), int.from_bytes(data[28:32], "big")
    return (MAGIC + data[len(MAGIC) :]).ljust(min(page * pages, _LONGEST), b"\0")


def _readable(database: sqlite3.Connection, table: str) -> list[Row]:
    """The rows of a table before the first damage and behind the last; none when it is not there."""
    columns, order = _TABLES[table]
    backwards = ", ".join(f"{column} DESC" for column in order.split(", "))
    before: list[Row] = []
    behind: list[Row] = []
    with suppress(sqlite3.Error, UnicodeDecodeError):
        before.extend(database.execute(f"SELECT {columns} FROM {table}"))
    with suppress(sqlite3.Error, UnicodeDecodeError):
        behind.extend(database.execute(f"SELECT {columns} FROM {table} ORDER BY {backwards}"))
    known = set(before)
    return [*before, *(row for row in reversed(behind) if row not in known)]


def _salvaged(rows: Rows, which: str, editions: Editions) -> Report | None:
    """This year's report or last year's, of whatever in the rows can be in one."""
    sound = {table: [row for row in rows[table] if row[0] == which and _is_sound(table, row)] for table in _OF_REPORTS}
    report = None
    with suppress(KeyError, UserError):
        report = _report(sound, which, editions)
    return report


def _is_sound(table: str, row: Row) -> bool:
    try:
        for kept in row[:2] if table == "value" else row:
            text_of(kept)
        if table == "value":
            value_of(*row[2:])
    except (ArithmeticError, TypeError, ValueError):
        return False
    return True


def _salvaged_state(row: Row, editions: Editions) -> Iterator[State]:
    """The state of a row, unless it is damaged."""
    with suppress(*BROKEN):
        state = State(text_of(row[1]), text_of(row[2]), _blob(row[3]))
        state.report(editions)
        yield state


@contextmanager
def _opened(data: bytes) -> Iterator[sqlite3.Connection]:
    """A database that may come from anybody: nothing but plain tables, nothing endless, nothing huge."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        end = time.monotonic() + _SECONDS
        database.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        database.deserialize(data)
        database.execute("PRAGMA trusted_schema = OFF")
        objects = database.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        for kind, name, sql in objects:
            if kind != "table" and not (kind == "index" and sql is None):
                raise sqlite3.DatabaseError("more than tables")
            if kind == "table" and any(c[6] for c in database.execute(f"PRAGMA table_xinfo({_quoted(name)})")):
                raise sqlite3.DatabaseError("columns that compute")
        yield database


def _quoted(name: object) -> str:
    return '"' + str(name).replace('"', '""') + '"'


def _version(database: sqlite3.Connection, name: str) -> int:
    if database.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise UserError(f"“{name}”不是年报文件。", "请选择由本程序保存的 .nianbao 文件。")
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    if version > VERSION:
        raise UserError(f"“{name}”由更新版本的程序保存。", "请升级本程序后再打开，文件没有被改动。")
    return version


@contextmanager
def _refusing_damage(name: str) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, *BROKEN):
        raise Damaged(name) from None


def _document(rows: Rows, facts: dict[str, object], editions: Editions) -> Document:
    this = _report(rows, "this", editions)
    if this is None:
        raise sqlite3.DatabaseError("no report")
    return Document(
        this,
        _report(rows, "base", editions),
        _history(rows),
        text_of(facts.get("sealed", "")),
        tuple(State(text_of(at), text_of(name), _blob(packed)) for _, at, name, packed in rows["state"]),
        tuple(Exported(*map(text_of, row)) for _, *row in rows["export"]),
        tuple(Past(_count(n), text_of(first), text_of(last), _blob(p)) for _, n, first, last, p in rows["past"]),
        int(text_of(facts.get("forgotten", "0"))),
    )


def _report(rows: Rows, which: str, editions: Editions) -> Report | None:
    values = {text_of(cell): value_of(kind, value) for side, cell, kind, value in rows["value"] if side == which}
    if not values:
        return None
    if values["edition"] not in editions:
        raise UserError(
            f"这个文件用的报告格式“{values['edition']}”，本程序不认识。", "请升级本程序后再打开，文件没有被改动。"
        )
    origins = {
        text_of(cell): Origin(kind, text_of(source), text_of(remark))
        for side, cell, kind, source, remark in rows["origin"]
        if side == which and kind in ORIGINS
    }
    reasons = {text_of(basis): text_of(text) for side, basis, text in rows["reason"] if side == which}
    return Report(editions, values, origins, reasons)


def _history(rows: Rows) -> tuple[Entry, ...]:
    cells: dict[int, list[Row]] = {}
    reasons: dict[int, list[Row]] = {}
    for number, *row in rows["changed"]:
        cells.setdefault(number, []).append(tuple(row))
    for number, *row in rows["reasoned"]:
        reasons.setdefault(number, []).append(tuple(row))
    return tuple(
        made((text_of(at), text_of(how), text_of(text)), cells.get(number, []), reasons.get(number, []))
        for number, at, how, text in rows["change"]
    )


def _blob(kept: object) -> bytes:
    if not isinstance(kept, bytes):
        raise TypeError("nothing packed")
    return kept


def _count(kept: object) -> int:
    if not isinstance(kept, int):
        raise TypeError("no count")
    return kept
