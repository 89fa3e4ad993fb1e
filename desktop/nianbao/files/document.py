"""The document file (.nianbao) on disk: read and written whole, never held open, never written over somebody else's."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from nianbao.core.edition import Editions
from nianbao.core.report import Change, Report, difference
from nianbao.core.yearly import next_report
from nianbao.files import atomic
from nianbao.files.database import APPLICATION_ID, VERSION, Damaged, dump, load_document, salvage, version_of
from nianbao.files.errors import UserError
from nianbao.files.paths import file_name
from nianbao.files.records import Document, Entry, Exported, State

SUFFIX = ".nianbao"
MOST_BYTES = 64 * 1024 * 1024  # a document has a few hundred thousand
_MOST_BACKUPS = 100


@dataclass(slots=True)
class DocumentFile:
    """A document's place on disk. `seen` are the bytes last read or written there, None before that.

    `was_gone` is set when a file that had been there was not there any more, and was written anew: somebody may have
    moved or renamed it, and have another one now.
    """

    path: Path
    seen: bytes | None = field(default=None, repr=False)
    was_gone: bool = False
    _disk: int | None = field(default=None, repr=False)  # which one the folder was on, by the system's number

    def read(self, editions: Editions) -> Document:
        """The document on disk. Raises UserError, Damaged among them, and then nothing counts as seen."""
        data = self.bytes_on_disk()
        document = load_document(data, self.path.name, editions)
        self.seen, self._disk = data, atomic.disk_of(self.path)
        return document

    def bytes_on_disk(self) -> bytes:
        """What the file holds now. Raises UserError when it is missing, cannot be read, or is far too large."""
        data = atomic.read_bytes(self.path, MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise UserError(f"“{self.path.name}”太大，不像年报文件。", "请检查是否选错了文件。")
        return data

    @classmethod
    def over(cls, path: Path) -> "DocumentFile":
        """A place whose present file, if any, the clerk has agreed to replace."""
        return cls(path, atomic.read_bytes(path, MOST_BYTES + 1) if atomic.exists(path) else None)

    @property
    def is_changed(self) -> bool:
        """Whether somebody else has changed the file since it was last read or written here; no file is no change."""
        return atomic.exists(self.path) and self._is_other

    @property
    def _is_other(self) -> bool:
        return atomic.read_bytes(self.path, MOST_BYTES + 1) != self.seen

    def write(self, document: Document) -> None:
        """Put the document on disk. Raises ChangedElsewhere, and leaves the file alone, when somebody else changed it.

        Before a file of an older version is written for the first time, it is kept beside the new one.
        """
        is_there = atomic.exists(self.path)
        if is_there and self._is_other:
            raise ChangedElsewhere(self.path)
        here = atomic.disk_of(self.path)
        if not is_there and None not in (self._disk, here) and self._disk != here:
            raise UserError(  # written into the empty folder of a disk that is gone, nobody would find it again
                f"“{self.path.name}”所在的移动硬盘或网络盘已经断开，没有保存。", "请重新连接，连上以后会自动保存。"
            )
        if self.seen is not None and 0 < version_of(self.seen) < VERSION:
            _back_up(self.path, self.seen)
        data = dump(document)
        if len(data) > MOST_BYTES:
            raise UserError(f"“{self.path.name}”里的文字太长，没有保存。", "请删去不属于报告的文字。")
        atomic.write(self.path, data)
        self.was_gone = self.was_gone or (self.seen is not None and not is_there)
        self.seen, self._disk = data, atomic.disk_of(self.path)


def _back_up(path: Path, data: bytes) -> None:
    """Keep the bytes beside the file, under the first name that is free or holds them already."""
    for number in range(1, _MOST_BACKUPS):
        backup = path.with_name(f"{file_name(path.stem)}（升级前备份{number if number > 1 else ''}）{SUFFIX}")
        if not atomic.exists(backup):
            atomic.write_new(backup, data)
            return
        if atomic.read_bytes(backup) == data:
            return
    raise UserError(f"“{path.name}”的备份太多。", "请先移走旧的备份。")


class ChangedElsewhere(UserError):
    """The file on disk is not the one that was last read or written here."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}”已被别的程序或别的电脑修改，没有覆盖它。",
            "请用“另存为”把现在的内容存成另一个文件，再对照修改。",
        )


def start_next(last: Report, year: int | None = None) -> Document:
    """Next year's document with last year's report as its base. Raises UserError when the year is not known."""
    if year is None and last.year is None:
        raise UserError(
            "没有认出上年报告的年度。",
            "请在文件的标题里写明年度，例如“××镇人民政府2024年政府信息公开工作年度报告”。",
        )
    report = next_report(last, year)
    at = datetime.datetime.now().isoformat(timespec="seconds")
    change = Change(f"由{last.year or '上'}年报告开始编制", difference({}, report.values), how="carried")
    return Document(report, last, (Entry.of(change, at),))


def write_new_document(path: Path, document: Document) -> None:
    """Put a document where no file is yet. Raises UserError when there is one."""
    atomic.write_new(path, dump(document))


__all__ = [
    "APPLICATION_ID",
    "SUFFIX",
    "VERSION",
    "ChangedElsewhere",
    "Damaged",
    "Document",
    "DocumentFile",
    "Entry",
    "Exported",
    "State",
    "load_document",
    "salvage",
    "start_next",
    "write_new_document",
]
