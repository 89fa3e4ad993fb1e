"""The one place that writes files, and reads them: whole or not at all, with errors in plain words."""

import contextlib
import errno
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from nianbao.files.errors import UserError
from nianbao.files.faults import telling
from nianbao.files.paths import reachable

_MOST_OF_A_NAME = 1000  # folders of the same name with numbers behind it
_HELD = (5, 32)  # what Windows says of a file that somebody looks at, a virus scanner mostly (winerror.h)
_PAUSES = (0.02, 0.1, 0.4)  # seconds; then it is held for longer
_NO_RIGHTS = (errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)  # of a place that keeps none


def write(path: Path, data: bytes) -> None:
    """Put the bytes at the path, whole or not at all: temporary file beside it, fsync, replace.

    What stood there stays untouched until the new bytes are safely on disk. Raises UserError.
    """
    with telling(path):
        place = reachable(path)
        if place.is_dir():
            raise UserError(f"“{path.name}”是一个文件夹。", "请换一个文件名。")
        _refuse_protected(place)
        _replace(place, data)


def write_new(path: Path, data: bytes) -> None:
    """As `write`, but an existing file is refused: nothing is overwritten without being asked for."""
    if exists(path):
        raise UserError(f"“{path.name}”已经存在。", "为免覆盖，请换一个文件名，或先把原来的文件移走。")
    write(path, data)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Make a folder with these files, by name, at the path: all of them or none. Returns where it stands.

    They are written into a temporary folder beside it, which is renamed at the end. A folder that is already there is
    left alone, and the new one gets a number: 名称（2）. Raises UserError.
    """
    import shutil
    import tempfile

    with telling(folder):
        target = reachable(folder / max(("file", *files), key=len)).parent  # so that its longest file is reachable too
        temporary = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}.", suffix=".tmp", dir=target.parent))
        try:
            for name, data in files.items():
                with (temporary / name).open("xb") as file:
                    _put(file, data)
            _take_usual_mode(temporary, 0o777)
            _sync_folder(temporary)
            name = _free_name(target)
            temporary.rename(target.with_name(name))
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise
        _sync_folder(target.parent)
    return folder.with_name(name)


def remove(path: Path) -> None:
    """Take away a file of the program's own, or its folder with the files in it. Raises UserError."""
    with telling(path):
        place = reachable(path)
        if not place.is_dir():
            place.unlink(missing_ok=True)
            return
        for file in place.iterdir():
            file.unlink()
        place.rmdir()


def held_open(path: Path) -> BinaryIO:
    """A file of the program's own that stays open to be added to, such as a log of crashes. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("ab", buffering=0)


def exists(path: Path) -> bool:
    """Whether something stands at the path. Raises UserError when its folder cannot be looked into."""
    with telling(path):
        return reachable(path).exists()


def disk_of(path: Path) -> int | None:
    """The system's number of the disk that a file's folder lies on, behind links; None when the folder is gone."""
    with contextlib.suppress(OSError, RuntimeError, ValueError):
        return reachable(path.resolve().parent).stat().st_dev
    return None


def read_bytes(path: Path, limit: int | None = None) -> bytes:
    """The bytes of a file, no more than `limit`. Raises UserError when it is missing or cannot be read."""
    place = reachable(path)
    try:
        if place.is_dir():
            raise UserError(f"“{path.name}”是一个文件夹。", "请选择一个文件。")
        if place.exists() and not place.is_file():  # a pipe or a device may never come to its end
            raise UserError(f"“{path.name}”不是普通文件。", "请选择一个文件。")
        with place.open("rb") as file:
            return file.read(limit)
    except (FileNotFoundError, ValueError):  # such as a name with a zero in it
        raise UserError(
            f"找不到文件“{str(path).encode(errors='replace').decode()}”。", "请检查文件名和位置是否正确。"
        ) from None
    except PermissionError:
        raise UserError(
            f"没有权限读取“{path.name}”，或者它正在被 Word、WPS 或别的程序打开。",
            "请关闭打开它的程序，或把文件复制到自己的文件夹后再打开。",
        ) from None
    except OSError:
        raise UserError(f"读取“{path.name}”时出错。", "请检查移动硬盘或网络盘是否还连接着。") from None


def _refuse_protected(path: Path) -> None:
    """A file that is read-only, or open in an office program, is not replaced, although its folder would allow it.

    Windows refuses to replace an open file. Elsewhere the program that has it open would later save its own state over
    ours, so the mark counts that it leaves beside the file.
    """
    if not path.exists():
        return
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "read-only file", str(path))
    if os.name != "nt" and any(os.path.lexists(path.with_name(mark)) for mark in _open_marks(path.name)):
        raise PermissionError(errno.EACCES, "open in another program", str(path))


def _open_marks(name: str) -> Iterator[str]:
    """What Word and Excel, WPS and LibreOffice put beside a file of this name while they have it open."""
    yield from (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~{name}", f".~lock.{name}#")


def _replace(path: Path, data: bytes) -> None:
    import tempfile  # not before it is needed: it takes its time

    target = _behind_links(path)
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _put(file, data)
        _keep_mode(target, temporary)
        _put_in_place(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _behind_links(path: Path) -> Path:
    """The file that is to be replaced: a link stays a link."""
    try:
        return path.resolve()
    except RuntimeError as error:  # a link that leads back to itself
        raise OSError(errno.ELOOP, "links in a circle", str(path)) from error


def _put_in_place(temporary: Path, target: Path) -> None:
    """Rename; where Windows says that a file is held for a moment, wait for that moment."""
    for pause in _PAUSES:
        try:
            temporary.replace(target)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            time.sleep(pause)
        else:
            return
    temporary.replace(target)


def _put(file: BinaryIO, data: bytes) -> None:
    """Write the bytes down to the disk."""
    file.write(data)
    file.flush()
    os.fsync(file.fileno())


def _keep_mode(target: Path, temporary: Path) -> None:
    """The rights of the file that is replaced, or those that a new file gets here (mkstemp gives 0600)."""
    if os.name == "nt":
        return
    if target.exists():
        kept = target.stat()
        _keep_group_and_lists(target, temporary, kept.st_gid)
        _take_mode(temporary, kept.st_mode & 0o777)
    else:
        _take_usual_mode(temporary, 0o666)


def _keep_group_and_lists(target: Path, temporary: Path, group: int) -> None:
    """As far as this user may: the group that shares the file, and the lists of rights kept with it."""
    with contextlib.suppress(OSError):
        if temporary.stat().st_gid != group:
            os.chown(temporary, -1, group)
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for name in os.listxattr(target):
                with contextlib.suppress(OSError):
                    os.setxattr(temporary, name, os.getxattr(target, name))


def _take_usual_mode(temporary: Path, mode: int) -> None:
    """The rights that a new file or folder gets here."""
    if os.name != "nt":
        mask = os.umask(0o077)  # it can only be asked for by setting it: what another thread makes meanwhile is private
        os.umask(mask)
        _take_mode(temporary, mode & ~mask)


def _take_mode(temporary: Path, mode: int) -> None:
    """Set the rights; a place that keeps none, such as a share of another system, is written to all the same."""
    try:
        temporary.chmod(mode)
    except OSError as error:
        if error.errno not in _NO_RIGHTS:
            raise


def _free_name(target: Path) -> str:
    """The name, with the first number behind it that nothing here has."""
    names = (target.name, *(f"{target.name}（{number}）" for number in range(2, _MOST_OF_A_NAME)))
    free = next((name for name in names if not os.path.lexists(target.with_name(name))), "")
    if not free:
        raise UserError(f"“{target.name}”和它的各个编号都已经存在。", "请换一个位置，或先移走原来的文件夹。")
    return free


def _sync_folder(folder: Path) -> None:
    """Make the renaming itself durable; some systems cannot open a folder, and then there is nothing to do."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
