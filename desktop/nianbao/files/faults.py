"""What the system says when a file cannot be written, in plain words with a remedy."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nianbao.files.errors import UserError

_FULL = ("磁盘已满，“{name}”没有保存。", "请清理磁盘或换一个位置保存。")
_NETWORK_GONE = ("网络盘没有回应，“{name}”没有保存。", "请检查网络，或先保存到本机，再复制过去。")
_WRONG_NAME = ("“{name}”不能用作文件名，没有保存。", '请去掉文件名里的 \\ / : * ? " < > | 等符号。')
_OTHERWISE = (
    "“{name}”没有保存：没有写入权限，或者文件正在被 Word、WPS 或别的程序打开。",
    "请关闭打开它的程序，或换一个文件名、换一个文件夹保存。",
)
_SENTENCES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: ("磁盘配额已用完，“{name}”没有保存。", "请清理磁盘或换一个位置保存。"),
    errno.EFBIG: ("“{name}”太大，这个位置放不下，没有保存。", "请换一个位置保存。"),
    errno.EROFS: ("这个位置是只读的，“{name}”没有保存。", "请换一个位置保存。"),
    errno.ENOENT: (
        "文件夹“{folder}”不存在，“{name}”没有保存。",
        "请检查移动硬盘或网络盘是否还连接着，或换一个位置保存。",
    ),
    errno.ENOTDIR: ("“{folder}”不是文件夹，“{name}”没有保存。", "请换一个位置保存。"),
    errno.EIO: ("写入“{name}”时磁盘出错。", "请检查移动硬盘是否还连接着，或换一个位置保存。"),
    errno.ENAMETOOLONG: ("文件名“{name}”太长。", "请换一个短一些的文件名。"),
    errno.EINVAL: _WRONG_NAME,
    errno.ENETDOWN: _NETWORK_GONE,
    errno.ENETUNREACH: _NETWORK_GONE,
    errno.EHOSTDOWN: _NETWORK_GONE,
    errno.EHOSTUNREACH: _NETWORK_GONE,
    errno.ETIMEDOUT: _NETWORK_GONE,
    errno.ESTALE: _NETWORK_GONE,
}
# where Windows says more than the number that Python turns its own into (System Error Codes, winerror.h)
_OF_WINDOWS = {
    39: _FULL,
    112: _FULL,
    53: _NETWORK_GONE,
    59: _NETWORK_GONE,
    64: _NETWORK_GONE,
    67: _NETWORK_GONE,
    121: _NETWORK_GONE,
    1231: _NETWORK_GONE,
    123: _WRONG_NAME,
    206: _SENTENCES[errno.ENAMETOOLONG],
}


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn what the system raises while the path is written into a UserError about it."""
    try:
        yield
    except OSError as error:
        sentence, remedy = _told(error)
        raise UserError(sentence.format(name=path.name, folder=path.parent), remedy) from error
    except ValueError as error:  # a name with half a character or a zero in it
        sentence, remedy = _WRONG_NAME
        shown = path.name.encode(errors="replace").decode()
        raise UserError(sentence.format(name=shown), remedy) from error


def _told(error: OSError) -> tuple[str, str]:
    exact = _OF_WINDOWS.get(getattr(error, "winerror", None) or 0)
    return exact or _SENTENCES.get(error.errno or 0, _OTHERWISE)
