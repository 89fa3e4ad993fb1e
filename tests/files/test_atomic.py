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


def test_a_file_that_word_holds_open_is_told_of_and_another_name_is_offered(
    target: Path, monkeypatch: pytest.MonkeyPatch
):
    """Windows refuses to replace a file that another program has open."""
    monkeypatch.setattr(Path, "replace", _failing(PermissionError(errno.EACCES, "in use")))
    with pytest.raises(UserError, match=r"Word、WPS.*换一个文件名"):
        atomic.write(target, NEW)
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
