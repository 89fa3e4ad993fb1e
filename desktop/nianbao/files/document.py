"""The document file (.nianbao): a whole SQLite database that is read and written in one piece, never held open.

Inside: this year's report and last year's as its base, every change ever made, and a seal once it is final.
"""

import datetime
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import get_args

from nianbao.core.edition import Editions
from nianbao.core.report import Change, Origin, OriginKind, Report, difference
from nianbao.core.values import Value
from nianbao.core.yearly import next_report
from nianbao.files import atomic
from nianbao.files.errors import UserError

APPLICATION_ID = 0x6E69616E  # "nian"
VERSION = 2
SUFFIX = ".nianbao"

# The whole format on one page. Reports are rows of (which, cell, value); `which` is 'this' or 'base'.
# A value is an INTEGER (count, change), or TEXT with type 'amount' (decimal, 万元) or 'text'.
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
CREATE TABLE change (number INTEGER PRIMARY KEY, at TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE changed (number INTEGER NOT NULL REFERENCES change, cell TEXT NOT NULL, old, new);
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

_ORIGINS = get_args(OriginKind)
_MAX_PLACES = 100  # far more than an amount has; keeps a damaged exponent from filling the memory


def _add_reasons(database: sqlite3.Connection) -> None:
    """Version 2: the clerk's reasons for what a check asks about."""
    database.execute("CREATE TABLE reason (which TEXT, basis TEXT, text TEXT, PRIMARY KEY (which, basis))")


_UPGRADES: dict[int, Callable[[sqlite3.Connection], None]] = {2: _add_reasons}
_DAMAGED = "“{name}”已损坏，打不开。"
_DAMAGED_REMEDY = "请使用备份的文件，或由导出的 Word、Excel 文件重新导入。"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history: when (local time, ISO 8601), what, and the cells with old and new value as shown."""

    at: str
    text: str
    cells: Mapping[str, tuple[Value | None, Value | None]]


@dataclass(frozen=True, slots=True)
class Document:
    """What a document file holds. `sealed` is the time of 定稿, empty while the report may be edited."""

    report: Report
    base: Report | None = None
    history: tuple[Entry, ...] = ()
    sealed: str = ""

    def after(self, report: Report, change: Change, at: datetime.datetime) -> "Document":
        """The document once a change has been made to its report; the change joins the history."""
        entry = Entry(at.isoformat(timespec="seconds"), change.text, change.cells)
        return replace(self, report=report, history=(*self.history, entry))


@dataclass(slots=True)
class DocumentFile:
    """A document's place on disk. `seen` are the bytes last read or written there, None before that."""

    path: Path
    seen: bytes | None = field(default=None, repr=False)

    def read(self, editions: Editions) -> Document:
        data = atomic.read_bytes(self.path)
        document = load_document(data, self.path.name, editions)
        self.seen = data
        return document

    @classmethod
    def over(cls, path: Path) -> "DocumentFile":
        """A place whose present file, if any, the clerk has agreed to replace."""
        return cls(path, atomic.read_bytes(path) if atomic.exists(path) else None)

    def write(self, document: Document) -> None:
        """Put the document on disk. Raises UserError, and leaves the file alone, when somebody else changed it."""
        if atomic.exists(self.path) and atomic.read_bytes(self.path) != self.seen:
            raise UserError(
                f"“{self.path.name}”已被别的程序或别的电脑修改，没有覆盖它。",
                "请用“另存为”把现在的内容存成另一个文件，再对照修改。",
            )
        data = _dump(document)
        atomic.write(self.path, data)
        self.seen = data


def start_next(last: Report, year: int | None = None) -> Document:
    """Next year's document with last year's report as its base. Raises UserError when the year is not known."""
    if year is None and last.year is None:
        raise UserError(
            "没有认出上年报告的年度。",
            "请在文件的标题里写明年度，例如“××镇人民政府2024年政府信息公开工作年度报告”。",
        )
    report = next_report(last, year)
    at = datetime.datetime.now().isoformat(timespec="seconds")
    entry = Entry(at, f"由{last.year or '上'}年报告开始编制", difference({}, report.values))
    return Document(report, last, (entry,))


def write_new_document(path: Path, document: Document) -> None:
    """Put a document where no file is yet. Raises UserError when there is one."""
    atomic.write_new(path, _dump(document))


def _dump(document: Document) -> bytes:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {VERSION}")
        database.executescript(SCHEMA)
        for which, report in (("this", document.report), ("base", document.base)):
            if report is not None:
                _put_report(database, which, report)
        for number, entry in enumerate(document.history, 1):
            database.execute("INSERT INTO change VALUES (?, ?, ?)", (number, entry.at, entry.text))
            database.executemany(
                "INSERT INTO changed VALUES (?, ?, ?, ?)",
                [(number, cell, _stored(old), _stored(new)) for cell, (old, new) in entry.cells.items()],
            )
        if document.sealed:
            database.execute("INSERT INTO fact VALUES ('sealed', ?)", (document.sealed,))
        database.commit()
        return bytes(database.serialize())


def _put_report(database: sqlite3.Connection, which: str, report: Report) -> None:
    rows = [(which, cell, _type(value), _stored(value)) for cell, value in sorted(report.values.items())]
    database.executemany("INSERT INTO value VALUES (?, ?, ?, ?)", rows)
    origins = [(which, cell, o.kind, o.source, o.remark) for cell, o in sorted(report.origins.items())]
    database.executemany("INSERT INTO origin VALUES (?, ?, ?, ?, ?)", origins)
    reasons = [(which, basis, text) for basis, text in sorted(report.reasons.items())]
    database.executemany("INSERT INTO reason VALUES (?, ?, ?)", reasons)


def _type(value: Value) -> str:
    return "text" if isinstance(value, str) else "amount" if isinstance(value, Decimal) else "count"


def _stored(value: Value | None) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value


def load_document(data: bytes, name: str, editions: Editions) -> Document:
    """The document in a file's bytes, upgraded in memory only. Raises UserError for damaged, foreign or newer ones."""
    if not data.startswith(b"SQLite format 3\x00"):
        raise UserError(
            f"“{name}”不是年报文件。", "请选择由本程序保存的 .nianbao 文件；上年的 Excel 或 Word 文件请用“导入”。"
        )
    with _refusing_damage(name), closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        if database.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise UserError(f"“{name}”不是年报文件。", "请选择由本程序保存的 .nianbao 文件。")
        version = database.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise UserError(f"“{name}”由更新版本的程序保存。", "请升级本程序后再打开，文件没有被改动。")
        if len(data) % database.execute("PRAGMA page_size").fetchone()[0]:
            raise sqlite3.DatabaseError("cut off")
        if database.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("quick_check")
        for step in range(version, VERSION):
            _UPGRADES[step + 1](database)
        this = _report(database, "this", editions)
        if this is None:
            raise sqlite3.DatabaseError("no report")
        facts = dict(database.execute("SELECT name, value FROM fact"))
        return Document(this, _report(database, "base", editions), _history(database), _text(facts.get("sealed", "")))


@contextmanager
def _refusing_damage(name: str) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, ArithmeticError, KeyError, MemoryError, TypeError, ValueError):
        raise UserError(_DAMAGED.format(name=name), _DAMAGED_REMEDY) from None


def _report(database: sqlite3.Connection, which: str, editions: Editions) -> Report | None:
    rows = database.execute("SELECT cell, type, value FROM value WHERE which = ?", (which,)).fetchall()
    if not rows:
        return None
    values = {_text(cell): _value(kind, value) for cell, kind, value in rows}
    if values["edition"] not in editions:
        raise UserError(
            f"这个文件用的报告格式“{values['edition']}”，本程序不认识。", "请升级本程序后再打开，文件没有被改动。"
        )
    rows = database.execute("SELECT cell, kind, source, remark FROM origin WHERE which = ?", (which,)).fetchall()
    origins = {
        _text(cell): Origin(kind, _text(source), _text(remark))
        for cell, kind, source, remark in rows
        if kind in _ORIGINS
    }
    rows = database.execute("SELECT basis, text FROM reason WHERE which = ?", (which,)).fetchall()
    return Report(editions, values, origins, {_text(basis): _text(text) for basis, text in rows})


def _value(kind: str, stored: object) -> Value:
    """A stored value of the type that its row names. Raises TypeError or ValueError for anything else."""
    if kind == "count" and isinstance(stored, int):
        return stored
    text = _text(stored)
    if kind == "text":
        return text
    amount = Decimal(text)
    if kind == "count" or not amount.is_finite() or abs(amount.adjusted()) > _MAX_PLACES:
        raise ValueError("no value of its type")
    return amount


def _text(stored: object) -> str:
    """SQLite keeps whatever it is given in any column; damage may have changed the kind of an entry."""
    if not isinstance(stored, str):
        raise TypeError("not a text")
    return stored


def _history(database: sqlite3.Connection) -> tuple[Entry, ...]:
    cells: dict[int, dict[str, tuple[Value | None, Value | None]]] = {}
    for number, cell, old, new in database.execute("SELECT number, cell, old, new FROM changed"):
        cells.setdefault(number, {})[_text(cell)] = (_shown(old), _shown(new))
    changes = database.execute("SELECT number, at, text FROM change ORDER BY number")
    return tuple(Entry(_text(at), _text(text), cells.get(number, {})) for number, at, text in changes)


def _shown(stored: object) -> Value | None:
    return stored if stored is None or isinstance(stored, int) else _text(stored)
