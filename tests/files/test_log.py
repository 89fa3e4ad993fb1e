"""The log says what went wrong in the program and where, never what stands in a report; and it never grows too long."""

import os
from pathlib import Path

import pytest

from nianbao.files import log
from nianbao.files.log import described, drop_record, log_defect, record_of_crashes, take_records
from nianbao.files.paths import log_file

SECRET = "示例县清水镇收到申请 4711 件"


def raised(error: BaseException) -> BaseException:
    try:
        raise error
    except type(error) as caught:
        return caught


KINDS = [ValueError, KeyError, TypeError, AttributeError, AssertionError, RuntimeError, OSError, UnicodeError]


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_in_the_message_of_an_error_is_not_told(kind: type[Exception]):
    """`Report.apply` itself quotes the value of a cell in its message."""
    try:
        try:
            raise kind(SECRET)
        except kind as first:
            first.add_note(SECRET)
            raise RuntimeError(SECRET) from first
    except RuntimeError as error:
        told = described(error)
    assert "4711" not in told
    assert "清水" not in told
    assert f"builtins.{kind.__name__}" in told
    assert "builtins.RuntimeError" in told


def test_where_it_happened_is_told_without_the_users_folders():
    told = described(raised(ValueError(SECRET)))
    assert "tests/files/test_log.py:" in told
    assert " raised" in told
    assert str(Path.home()) not in told


def test_the_number_of_a_fault_of_the_system_is_told():
    assert "OSError 28" in described(raised(OSError(28, SECRET)))


def test_an_error_that_caused_itself_ends():
    error = raised(ValueError())
    error.__cause__ = error
    assert described(error).count("ValueError") == 1


def test_the_log_lies_in_the_state_folder_and_is_added_to(system_folders: Path):
    assert log_defect("one").startswith("日志在 ")
    log_defect("two")
    assert system_folders in log_file().parents
    text = log_file().read_text(encoding="utf-8")
    assert text.index("one") < text.index("two")


def test_the_log_keeps_its_last_entries_whole_and_stays_short():
    for number in range(60):
        log_defect(f"entry {number} " + "x" * 5000)
    data = log_file().read_bytes()
    assert len(data) <= log.MOST_BYTES
    assert data[:4].isdigit(), "it begins with the time of an entry"
    assert b"entry 59 " in data
    assert b"entry 0 " not in data


def test_a_state_folder_that_takes_nothing_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    monkeypatch.setattr(log, "log_file", lambda: blocked / "nianbao.log")
    assert log_defect("one") == ""
    assert record_of_crashes(1) is None
    assert take_records(1) == 0
    drop_record(1)


def test_what_a_killed_process_left_goes_into_the_log_once(tmp_path: Path):
    with record_of_crashes(4321) as record:
        record.write(b"Fatal Python error: Segmentation fault\n")
    assert take_records(os.getpid()) == 1
    assert take_records(os.getpid()) == 0
    assert "Segmentation fault" in log_file().read_text(encoding="utf-8")


def test_the_empty_record_of_a_program_that_still_runs_is_left_alone():
    with record_of_crashes(4321), record_of_crashes(os.getpid()):
        assert take_records(os.getpid()) == 0
        assert len(list(log_file().parent.glob("crash-*.log"))) == 2
    drop_record(os.getpid())
    stale = log_file().with_name("crash-4321.log")
    os.utime(stale, (1, 1))
    take_records(os.getpid())
    assert list(log_file().parent.glob("crash-*.log")) == []


def test_what_the_interpreter_says_of_a_death_names_no_users_folder():
    with record_of_crashes(1) as record:
        record.write('Fatal Python error\n  File "/home/张三/nianbao/gui/grid/view.py", line 3 in paint\n'.encode())
        record.write('  File "C:\\Users\\张三\\nianbao\\gui\\window.py", line 9 in show\n'.encode())
    assert take_records(2) == 1
    told = log_file().read_text(encoding="utf-8")
    assert "张三" not in told
    assert 'File "gui/grid/view.py", line 3 in paint' in told
    assert 'File "nianbao/gui/window.py", line 9 in show' in told
