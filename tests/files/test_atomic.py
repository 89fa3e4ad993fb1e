"""Writing is whole or not at all, and what goes wrong is said in a sentence with a remedy."""

import errno
import os
from pathlib import Path

import pytest

from nianbao.files import atomic
from nianbao.files.errors import UserError

OLD, NEW = b"last state", b"new state" * 1000


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A file that holds the old state, alone in its folder."""
    target = tmp_path / "文件夹" / "年报.nianbao"
    target.parent.mkdir()
    target.write_bytes(OLD)
    return target


def _failing(fault: BaseException):
    def fail(*_arguments: object, **_keywords: object) -> None:
        raise fault

    return fail


class _Killed(BaseException):
    """What ends a program from outside; no code of ours catches it."""


def assert_untouched(target: Path) -> None:
    """The old state is there, and nothing beside it."""
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


def test_what_is_written_is_read_again(tmp_path: Path):
    atomic.write(tmp_path / "新.nianbao", NEW)
    assert atomic.read_bytes(tmp_path / "新.nianbao") == NEW
    assert [file.name for file in tmp_path.iterdir()] == ["新.nianbao"]


def test_an_old_file_is_replaced_and_nothing_stays_beside_it(target: Path):
    atomic.write(target, NEW)
    assert target.read_bytes() == NEW
    assert list(target.parent.iterdir()) == [target]


def test_no_more_is_read_than_asked_for(target: Path):
    assert atomic.read_bytes(target, 4) == OLD[:4]


# killed, full, gone


@pytest.mark.parametrize("step", ["os.fsync", "os.fdopen", "pathlib.Path.replace", "pathlib.Path.chmod"])
def test_a_program_killed_at_any_step_leaves_the_old_file(target: Path, monkeypatch: pytest.MonkeyPatch, step: str):
    if os.name == "nt" and step.endswith("chmod"):
        pytest.skip("no file modes here")
    monkeypatch.setattr(step, _failing(_Killed()))
    with pytest.raises(_Killed):
        atomic.write(target, NEW)
    assert_untouched(target)


def test_a_program_killed_while_writing_leaves_the_old_file(target: Path, monkeypatch: pytest.MonkeyPatch):
    """Half of the bytes are out when the end comes."""

    def half(descriptor: int, mode: str):
        os.write(descriptor, NEW[: len(NEW) // 2])
        os.close(descriptor)
        raise _Killed

    monkeypatch.setattr(os, "fdopen", half)
    with pytest.raises(_Killed):
        atomic.write(target, NEW)
    assert_untouched(target)


def test_the_bytes_are_on_disk_before_the_old_file_goes(target: Path, monkeypatch: pytest.MonkeyPatch):
    order = []
    sync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda descriptor: (order.append("fsync"), sync(descriptor)))
    monkeypatch.setattr(Path, "replace", lambda file, other: (order.append("replace"), replace(file, other))[1])
    atomic.write(target, NEW)
    assert order[:2] == ["fsync", "replace"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EDQUOT, "磁盘配额已用完"),
        (errno.EIO, "磁盘出错"),
        (errno.EROFS, "只读"),
        (errno.EACCES, "没有写入权限"),
        (errno.EPERM, "没有写入权限"),
        (errno.EFBIG, "太大"),
        (errno.ENETDOWN, "网络盘没有回应"),
        (errno.EHOSTDOWN, "网络盘没有回应"),
        (errno.ETIMEDOUT, "网络盘没有回应"),
        (errno.ESTALE, "网络盘没有回应"),
        (errno.EINVAL, "不能用作文件名"),
        (None, "没有写入权限"),
    ],
)
def test_a_fault_of_the_disk_is_a_sentence_with_a_remedy(
    target: Path, monkeypatch: pytest.MonkeyPatch, number: int | None, said: str
):
    monkeypatch.setattr(os, "fsync", _failing(OSError(number, "a fault") if number else OSError("a fault")))
    with pytest.raises(UserError) as caught:
        atomic.write(target, NEW)
    assert said in caught.value.sentence
    assert target.name in caught.value.sentence
    assert caught.value.remedy.startswith("请")
    assert_untouched(target)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (5, "正在被 Word、WPS 或别的程序打开"),  # access denied
        (32, "正在被 Word、WPS 或别的程序打开"),  # sharing violation
        (39, "磁盘已满"),
        (53, "网络盘没有回应"),  # network path not found
        (59, "网络盘没有回应"),  # unexpected network error
        (64, "网络盘没有回应"),  # network name no longer available
        (112, "磁盘已满"),
        (121, "网络盘没有回应"),  # semaphore timeout
        (123, "不能用作文件名"),
        (206, "太长"),
    ],
)
def test_what_windows_says_is_told_in_a_sentence(target: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str):
    fault = OSError(errno.EINVAL if number not in (5, 32) else errno.EACCES, "as Python puts it")
    fault.winerror = number
    monkeypatch.setattr(Path, "replace", _failing(fault))
    with pytest.raises(UserError, match=said):
        atomic.write(target, NEW)
    assert_untouched(target)


@pytest.mark.parametrize("name", ["年\x00报.docx", "年\ud840报.docx"])
def test_a_name_that_no_system_can_hold_is_refused(tmp_path: Path, name: str):
    with pytest.raises(UserError, match=r"不能用作文件名.*请去掉文件名里的"):
        atomic.write(tmp_path / name, NEW)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows refuses by itself")
@pytest.mark.parametrize(
    "mark",
    ["~$年度报告.docx", "~$度报告.docx", "~$报告.docx", ".~年度报告.docx", ".~lock.年度报告.docx#"],
)
def test_a_file_that_is_open_in_an_office_program_is_not_replaced(tmp_path: Path, mark: str):
    """That program would put its own state back over ours when it saves."""
    target = tmp_path / "年度报告.docx"
    atomic.write(target, OLD)
    (tmp_path / mark).write_bytes(b"")
    with pytest.raises(UserError, match=r"Word、WPS.*换一个文件名"):
        atomic.write(target, NEW)
    assert target.read_bytes() == OLD
    (tmp_path / mark).unlink()
    atomic.write(target, NEW)
    assert target.read_bytes() == NEW


def test_the_mark_of_another_file_disturbs_nobody(tmp_path: Path):
    (tmp_path / ".~lock.别的.docx#").write_bytes(b"")
    atomic.write(tmp_path / "年度报告.docx", OLD)
    atomic.write(tmp_path / "年度报告.docx", NEW)
    assert (tmp_path / "年度报告.docx").read_bytes() == NEW


def test_the_longest_name_that_the_system_takes_can_be_replaced(tmp_path: Path):
    """The marks beside it would have names that are too long to exist."""
    target = tmp_path / ("a" * 255)
    target.write_bytes(OLD)
    atomic.write(target, NEW)
    assert target.read_bytes() == NEW


def test_a_file_that_word_holds_open_is_told_of_and_another_name_is_offered(
    target: Path, monkeypatch: pytest.MonkeyPatch
):
    """Windows refuses to replace a file that another program has open."""
    monkeypatch.setattr(Path, "replace", _failing(PermissionError(errno.EACCES, "in use")))
    with pytest.raises(UserError, match=r"Word、WPS.*换一个文件名"):
        atomic.write(target, NEW)
    assert_untouched(target)


def _held(times: int, number: int, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Windows says so many times that a file is held; returns how long was waited between."""
    waited: list[float] = []
    rename = Path.replace

    def replace(path: Path, target: Path) -> Path:
        if len(waited) < times:
            fault = PermissionError(errno.EACCES, "held")
            fault.winerror = number  # type: ignore[attr-defined]
            raise fault
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr("time.sleep", waited.append)
    return waited


@pytest.mark.parametrize("number", [5, 32])
def test_a_file_that_a_virus_scanner_holds_for_a_moment_is_waited_for(
    target: Path, monkeypatch: pytest.MonkeyPatch, number: int
):
    waited = _held(2, number, monkeypatch)
    atomic.write(target, NEW)
    assert target.read_bytes() == NEW
    assert 0 < sum(waited) < 1


def test_a_file_that_is_held_for_longer_is_told_of(target: Path, monkeypatch: pytest.MonkeyPatch):
    waited = _held(99, 32, monkeypatch)
    with pytest.raises(UserError, match="没有保存"):
        atomic.write(target, NEW)
    assert sum(waited) < 1
    assert_untouched(target)


def test_a_temporary_file_that_cannot_be_removed_hides_no_fault(target: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "fsync", _failing(OSError(errno.ENOSPC, "full")))
    monkeypatch.setattr(Path, "unlink", _failing(OSError(errno.EACCES, "no")))
    with pytest.raises(UserError, match="磁盘已满"):
        atomic.write(target, NEW)
    assert target.read_bytes() == OLD


def test_a_folder_that_cannot_be_synced_does_not_fail_the_writing(target: Path, monkeypatch: pytest.MonkeyPatch):
    """The renaming is done by then; some network drives refuse to open a folder."""
    open_file = os.open

    def refuse_folders(path: str | Path, *rest: int) -> int:
        if Path(path).is_dir():
            raise OSError(errno.EINVAL, "not supported")
        return open_file(path, *rest)

    monkeypatch.setattr(os, "open", refuse_folders)
    atomic.write(target, NEW)
    assert target.read_bytes() == NEW


# places that cannot be written


def test_a_missing_folder_is_named(tmp_path: Path):
    target = tmp_path / "不存在" / "年报.nianbao"
    with pytest.raises(UserError, match=r"文件夹“.*不存在”不存在"):
        atomic.write(target, NEW)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path):
    (tmp_path / "年报.nianbao").mkdir()
    with pytest.raises(UserError, match="是一个文件夹"):
        atomic.write(tmp_path / "年报.nianbao", NEW)
    assert list((tmp_path / "年报.nianbao").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows says that the folder is missing")
def test_a_file_in_the_place_of_the_folder_is_refused(target: Path):
    with pytest.raises(UserError, match="不是文件夹"):
        atomic.write(target / "年报.nianbao", NEW)
    assert_untouched(target)


@pytest.mark.parametrize("write", [atomic.write, atomic.write_new])
def test_a_name_that_is_too_long_is_refused(tmp_path: Path, write):
    with pytest.raises(UserError) as caught:
        write(tmp_path / ("长" * 200), NEW)
    assert caught.value.remedy
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_file_is_not_replaced_although_its_folder_would_allow_it(target: Path, needs_rights: None):
    target.chmod(0o444)
    with pytest.raises(UserError, match="没有写入权限"):
        atomic.write(target, NEW)
    assert_untouched(target)


def test_a_read_only_file_is_told_by_the_system_alone(target: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    with pytest.raises(UserError, match="没有写入权限"):
        atomic.write(target, NEW)
    assert_untouched(target)


def test_a_read_only_folder_is_refused(target: Path, needs_rights: None):
    target.parent.chmod(0o555)
    try:
        with pytest.raises(UserError, match="没有写入权限"):
            atomic.write(target.parent / "新.nianbao", NEW)
        assert_untouched(target)
    finally:
        target.parent.chmod(0o755)


# nothing is overwritten unasked


def test_a_new_file_is_written_where_none_was(tmp_path: Path):
    atomic.write_new(tmp_path / "新.nianbao", NEW)
    assert (tmp_path / "新.nianbao").read_bytes() == NEW


def test_a_new_file_does_not_overwrite_an_old_one(target: Path):
    with pytest.raises(UserError, match="已经存在"):
        atomic.write_new(target, NEW)
    assert_untouched(target)


# folders

FILES = {"年报.docx": NEW, "校验码.txt": b"sums"}


def test_a_folder_is_written_with_all_its_files(tmp_path: Path):
    place = atomic.write_folder(tmp_path / "清水镇2024年", FILES)
    assert place == tmp_path / "清水镇2024年"
    assert {file.name: file.read_bytes() for file in place.iterdir()} == FILES
    assert list(tmp_path.iterdir()) == [place]


def test_a_folder_that_is_there_is_left_alone_and_the_new_one_gets_a_number(tmp_path: Path):
    (tmp_path / "清水镇").mkdir()
    (tmp_path / "清水镇（2）").write_bytes(b"a file of this name")
    assert atomic.write_folder(tmp_path / "清水镇", FILES) == tmp_path / "清水镇（3）"
    assert list((tmp_path / "清水镇").iterdir()) == []
    assert (tmp_path / "清水镇（2）").read_bytes() == b"a file of this name"


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.rename", "pathlib.Path.chmod"])
@pytest.mark.parametrize("fault", [_Killed(), OSError(errno.ENOSPC, "full"), PermissionError(errno.EACCES, "no")])
def test_a_folder_that_cannot_be_finished_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, fault: BaseException
):
    if os.name == "nt" and step.endswith("chmod"):
        pytest.skip("no file modes here")
    monkeypatch.setattr(step, _failing(fault))
    with pytest.raises(_Killed if isinstance(fault, _Killed) else UserError):
        atomic.write_folder(tmp_path / "清水镇", FILES)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="no file modes here")
def test_a_new_folder_gets_the_mode_that_any_new_folder_gets(tmp_path: Path):
    (tmp_path / "other").mkdir()
    place = atomic.write_folder(tmp_path / "清水镇", FILES)
    assert place.stat().st_mode == (tmp_path / "other").stat().st_mode
    (tmp_path / "file").write_bytes(b"")
    assert (place / "年报.docx").stat().st_mode == (tmp_path / "file").stat().st_mode


# modes and links


@pytest.mark.skipif(os.name == "nt", reason="no file modes here")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_mode_of_a_replaced_file_is_kept(target: Path, mode: int):
    target.chmod(mode)
    atomic.write(target, NEW)
    assert target.stat().st_mode & 0o777 == mode


@pytest.mark.skipif(os.name == "nt", reason="no file modes here")
def test_a_new_file_gets_the_mode_that_any_new_file_gets(tmp_path: Path):
    (tmp_path / "other").write_bytes(b"")
    atomic.write(tmp_path / "新.nianbao", NEW)
    assert (tmp_path / "新.nianbao").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.skipif(os.name == "nt", reason="links need rights here")
def test_a_link_stays_a_link_and_the_file_behind_it_is_written(target: Path, tmp_path: Path):
    link = tmp_path / "桌面.nianbao"
    link.symlink_to(target)
    atomic.write(link, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW


@pytest.mark.skipif(not hasattr(os, "chown"), reason="no groups here")
def test_the_group_that_shares_a_file_keeps_it(target: Path):
    """In an office folder the file of one clerk is the file of her group; a new one would be hers alone."""
    groups = [12345] if os.getuid() == 0 else [group for group in os.getgroups() if group != os.getgid()]
    if not groups:
        pytest.skip("this user is in one group only")
    os.chown(target, -1, groups[0])
    target.chmod(0o660)
    atomic.write(target, NEW)
    assert (target.stat().st_gid, target.stat().st_mode & 0o777) == (groups[0], 0o660)


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no marks of the system here")
def test_the_marks_that_the_system_keeps_with_a_file_stay(target: Path):
    """Lists of rights are such marks."""
    try:
        os.setxattr(target, "user.secrecy", "内部".encode())
    except OSError:
        pytest.skip("this disk keeps no marks")
    atomic.write(target, NEW)
    assert os.getxattr(target, "user.secrecy") == "内部".encode()


@pytest.mark.skipif(os.name == "nt", reason="no file modes here")
@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP, errno.ENOSYS])
def test_a_share_that_keeps_no_rights_is_written_to_all_the_same(
    target: Path, monkeypatch: pytest.MonkeyPatch, number: int
):
    monkeypatch.setattr(Path, "chmod", _failing(OSError(number, "no rights here")))
    atomic.write(target, NEW)
    atomic.write(target.with_name("新.nianbao"), NEW)
    assert target.read_bytes() == target.with_name("新.nianbao").read_bytes() == NEW


@pytest.mark.skipif(os.name == "nt", reason="links need rights here")
def test_a_link_that_leads_back_to_itself_is_told_in_a_sentence(tmp_path: Path):
    link = tmp_path / "桌面.nianbao"
    link.symlink_to(link)
    with pytest.raises(UserError, match="没有保存"):
        atomic.write(link, NEW)


# reading


@pytest.mark.parametrize(("name", "said"), [("没有.xlsx", "找不到文件"), ("", "是一个文件夹")])
def test_what_cannot_be_read_is_told_in_a_sentence(tmp_path: Path, name: str, said: str):
    with pytest.raises(UserError, match=said) as caught:
        atomic.read_bytes(tmp_path / name)
    assert caught.value.remedy.startswith("请")


@pytest.mark.parametrize(("number", "said"), [(errno.EACCES, "没有权限读取"), (errno.EIO, "读取“上年.xlsx”时出错")])
def test_a_fault_while_reading_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
):
    monkeypatch.setattr(Path, "open", _failing(OSError(number, "a fault")))
    with pytest.raises(UserError, match=said):
        atomic.read_bytes(tmp_path / "上年.xlsx")


def test_a_folder_that_cannot_be_looked_into_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Path, "exists", _failing(PermissionError(errno.EACCES, "no")))
    with pytest.raises(UserError, match="没有写入权限"):
        atomic.write_new(tmp_path / "新.nianbao", NEW)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_that_never_ends_is_refused_instead_of_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "上年.xlsx")
    with pytest.raises(UserError, match="不是普通文件"):
        atomic.read_bytes(tmp_path / "上年.xlsx")


def test_a_file_in_a_folder_that_cannot_be_looked_into_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Not even whether it is a folder can be asked; the settings of a home that is closed are read that way."""
    monkeypatch.setattr(Path, "stat", _failing(PermissionError(errno.EACCES, "no")))
    with pytest.raises(UserError, match="没有权限读取"):
        atomic.read_bytes(tmp_path / "settings.json")
