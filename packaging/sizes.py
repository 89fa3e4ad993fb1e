"""Tells what takes the room in a frozen program."""

from collections import Counter
from pathlib import Path

import facts

_KINDS = (
    ("排版（typst）", ("typst/",)),
    ("ICU", ("libicu",)),
    ("PDF 解密（cryptography）", ("cryptography/", "_cffi_backend")),
    ("Qt 的 Python 接口", (".abi3.", "shiboken6")),
    ("Qt", ("PySide6/", "libQt6")),
    ("PDF（pdfminer）", ("pdfminer/", "charset_normalizer/")),
    ("相似比较（rapidfuzz）", ("rapidfuzz/",)),
    ("Word、网页（lxml、docx）", ("lxml/", "docx/")),
    ("电子表格（calamine）", ("python_calamine/",)),
    ("年报的资料", ("nianbao/resources",)),
    ("系统里可能没有的库", ("_internal/lib",)),
    ("Python 和年报的代码", ("",)),
)


def told(program: Path) -> str:
    """A line for each kind of thing, largest first, in MiB."""
    room: Counter[str] = Counter()
    for path in program.rglob("*"):
        if path.is_file() and not path.is_symlink():
            name = path.relative_to(program.parent).as_posix()
            room[_kind(name)] += path.stat().st_size
    lines = [f"{room[kind] / 2**20:7.1f} MiB  {kind}" for kind in sorted(room, key=lambda kind: (-room[kind], kind))]
    return "\n".join([*lines, f"{room.total() / 2**20:7.1f} MiB  合计"])


def _kind(name: str) -> str:
    if "libpython" in name or "libsqlite3" in name:
        return _KINDS[-1][0]
    return next(kind for kind, marks in _KINDS if any(mark in name for mark in marks))


if __name__ == "__main__":
    print(told(facts.BUILD / "frozen" / "nianbao"))
