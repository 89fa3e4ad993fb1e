"""Archives whose bytes depend on their contents only: the same order, time and owner for every file."""

import gzip
import io
import lzma
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class File(NamedTuple):
    """What stands at a place in an archive: bytes, a file on disk, or a link to another place."""

    content: bytes | Path | str
    mode: int = 0o644


def tar(files: Mapping[str, File], moment: int) -> bytes:
    """A tar archive of the files by name, with the folders above them, all of root's."""
    names = set(files) | {str(parent) for name in files for parent in Path(name).parents}
    kept = io.BytesIO()
    with tarfile.open(fileobj=kept, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name in sorted(names - {"."}, key=lambda name: Path(name).parts):
            _add(archive, name, files.get(name), moment)
    return kept.getvalue()


def _add(archive: tarfile.TarFile, name: str, file: File | None, moment: int) -> None:
    entry = tarfile.TarInfo(f"./{name}")
    entry.mtime, entry.uname, entry.gname = moment, "root", "root"
    if file is None:
        entry.type, entry.mode = tarfile.DIRTYPE, 0o755
        archive.addfile(entry)
        return
    entry.mode = file.mode
    if isinstance(file.content, str):
        entry.type, entry.linkname, entry.mode = tarfile.SYMTYPE, file.content, 0o777
        archive.addfile(entry)
        return
    data = file.content if isinstance(file.content, bytes) else file.content.read_bytes()
    entry.size = len(data)
    archive.addfile(entry, io.BytesIO(data))


def tree(folder: Path, under: str) -> dict[str, File]:
    """Every file and link of a folder, named as standing under another."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = f"{under}/{path.relative_to(folder).as_posix()}"
        if path.is_symlink():
            found[name] = File(path.readlink().as_posix())
        elif path.is_file():
            found[name] = File(path, path.stat().st_mode & 0o777)
    return found


def gz(data: bytes, moment: int = 0) -> bytes:
    """Compressed as gzip does, without a name."""
    return gzip.compress(data, 9, mtime=moment)


def xz(data: bytes) -> bytes:
    """Compressed as xz does, in one thread: more of them would give other bytes."""
    return lzma.compress(data, preset=6, check=lzma.CHECK_CRC32)


def ar(files: Mapping[str, bytes], moment: int) -> bytes:
    """An ar archive, the outer shell of a Debian package (deb(5))."""
    made = b"!<arch>\n"
    for name, data in files.items():
        made += f"{name:<16}{moment:<12}{0:<6}{0:<6}{'100644':<8}{len(data):<10}`\n".encode() + data
        made += b"\n" * (len(data) % 2)
    return made
