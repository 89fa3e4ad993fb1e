"""The one function that writes files, and the one that reads them: whole or not at all, with errors in plain words."""

import contextlib
import errno
import os
from pathlib import Path

from nianbao.files.errors import UserError

_WRITE_FAULTS = {
    errno.ENOSPC: ("磁盘已满，“{name}”没有保存。", "请清理磁盘或换一个位置保存。"),
    errno.EDQUOT: ("磁盘配额已用完，“{name}”没有保存。", "请清理磁盘或换一个位置保存。"),
    errno.EROFS: ("这个位置是只读的，“{name}”没有保存。", "请换一个位置保存。"),
    errno.ENOENT: (
        "文件夹“{folder}”不存在，“{name}”没有保存。",
        "请检查移动硬盘或网络盘是否还连接着，或换一个位置保存。",
    ),
    errno.ENOTDIR: ("“{folder}”不是文件夹，“{name}”没有保存。", "请换一个位置保存。"),
    errno.EIO: ("写入“{name}”时磁盘出错。", "请检查移动硬盘是否还连接着，或换一个位置保存。"),
    errno.ENAMETOOLONG: ("文件名“{name}”太长。", "请换一个短一些的文件名。"),
}
_FORBIDDEN = "“{name}”没有保存：没有写入权限，或者文件正在被 Word、WPS 或别的程序打开。"
_FORBIDDEN_REMEDY = "请关闭打开它的程序，或换一个文件名、换一个文件夹保存。"


def write(path: Path, data: bytes) -> None:
    """Put the bytes at the path, whole or not at all: temporary file beside it, fsync, replace.

    What stood there stays untouched until the new bytes are safely on disk. Raises UserError.
    """
    try:
        if path.is_dir():
            raise UserError(f"“{path.name}”是一个文件夹。", "请换一个文件名。")
        _refuse_protected(path)
        _replace(path, data)
    except OSError as error:
        raise _told(path, error) from error


def write_new(path: Path, data: bytes) -> None:
    """As `write`, but an existing file is refused: nothing is overwritten without being asked for."""
    if exists(path):
        raise UserError(f"“{path.name}”已经存在。", "为免覆盖，请换一个文件名，或先把原来的文件移走。")
    write(path, data)


def exists(path: Path) -> bool:
    """Whether something stands at the path. Raises UserError when its folder cannot be looked into."""
    try:
        return path.exists()
    except OSError as error:
        raise _told(path, error) from error


def _refuse_protected(path: Path) -> None:
    """A read-only file is not replaced, although its folder would allow it."""
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "read-only file", str(path))


def _replace(path: Path, data: bytes) -> None:
    import tempfile  # not before it is needed: it takes its time

    target = path.resolve()
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _keep_mode(target, temporary)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _keep_mode(target: Path, temporary: Path) -> None:
    """The rights of the file that is replaced, or those that a new file gets here (mkstemp gives 0600)."""
    if os.name == "nt":
        return
    if target.exists():
        temporary.chmod(target.stat().st_mode & 0o777)
    else:
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)


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


def _told(path: Path, error: OSError) -> UserError:
    sentence, remedy = _WRITE_FAULTS.get(error.errno or 0, (_FORBIDDEN, _FORBIDDEN_REMEDY))
    return UserError(sentence.format(name=path.name, folder=path.parent), remedy)


def read_bytes(path: Path, limit: int | None = None) -> bytes:
    """The bytes of a file, no more than `limit`. Raises UserError when it is missing or cannot be read."""
    try:
        if path.is_dir():
            raise UserError(f"“{path.name}”是一个文件夹。", "请选择一个文件。")
        with path.open("rb") as file:
            return file.read(limit)
    except FileNotFoundError:
        raise UserError(f"找不到文件“{path}”。", "请检查文件名和位置是否正确。") from None
    except PermissionError:
        raise UserError(f"没有权限读取“{path.name}”。", "请把文件复制到自己的文件夹后再打开。") from None
    except OSError:
        raise UserError(f"读取“{path.name}”时出错。", "请检查移动硬盘或网络盘是否还连接着。") from None
