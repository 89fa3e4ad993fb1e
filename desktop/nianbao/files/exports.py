"""What was handed out: the checksum of each exported file is kept, and a file can be held against the sealed report."""

import hashlib
from pathlib import Path

from nianbao.core.report import UNPRINTED, Report
from nianbao.files import atomic
from nianbao.files.packing import pack, stored, type_of
from nianbao.files.records import Document, Exported

MOST_BYTES = 256 * 1024 * 1024


def digest_of(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal: what `sha256sum` and the publication package say too."""
    return hashlib.sha256(data).hexdigest()


def digest_of_file(path: Path) -> str:
    """As `digest_of`, of a file on disk. Raises UserError when it cannot be read."""
    return digest_of(atomic.read_bytes(path, MOST_BYTES))


def content_of(report: Report) -> str:
    """A checksum of what is printed of a report; remarks, and where a value came from and why, do not count."""
    printed = sorted((cell, value) for cell, value in report.values.items() if not cell.startswith(UNPRINTED))
    return digest_of(pack([[cell, type_of(value), stored(value)] for cell, value in printed]))


def last_export(document: Document) -> Exported | None:
    """The last file that was handed out with what stands in the report now: what the seal stands for."""
    content = content_of(document.report)
    return next((made for made in reversed(document.exports) if made.content == content), None)


def told_of(document: Document, path: Path) -> str:
    """Whether a file is one that this report handed out, in a sentence. Raises UserError when it cannot be read."""
    digest, content = digest_of_file(path), content_of(document.report)
    sealed = "定稿" if document.sealed else "现在的报告"
    made = next((made for made in reversed(document.exports) if made.digest == digest), None)
    if made is None:
        last = last_export(document)
        kept = f"与{sealed}内容相同的是 {_shown(last.at)} 导出的“{last.name}”。" if last else ""
        return f"“{path.name}”与{sealed}不一致：它不是由这份报告导出的，或者导出以后又被改过。{kept}"
    if made.content != content:
        return f"“{path.name}”与{sealed}不一致：它是 {_shown(made.at)} 导出的，此后报告又有改动。"
    return f"“{path.name}”与{sealed}一致：它是 {_shown(made.at)} 导出的，此后没有被改动。"


def _shown(at: str) -> str:
    return at.replace("T", " ")[:16]
