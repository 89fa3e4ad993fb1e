"""Names and places that every system takes, Windows with its own rules too."""

from pathlib import Path, PureWindowsPath

import pytest

from nianbao.files.paths import at_any_length, file_name, reachable


@pytest.mark.parametrize("device", ["CON", "con", "PRN", "AUX", "NUL", "COM1", "com9", "LPT3", "COM¹"])
def test_a_name_that_windows_keeps_for_a_device_is_changed(device: str):
    assert file_name(device) == f"{device}_"
    assert file_name(f"{device}.2024") == f"{device}_.2024"


@pytest.mark.parametrize("name", ["CONTRACT", "COM10", "console", "COM", "示例县NUL镇"])
def test_a_name_that_only_begins_like_a_device_is_kept(name: str):
    assert file_name(name) == name


@pytest.mark.parametrize(
    "words", ["甲\x00乙", "甲\x7f乙", "甲\u2028乙", "甲\ud840乙", '甲\\/:*?"<>|乙', "甲乙. . ", " .甲乙"]
)
def test_what_no_name_can_hold_is_left_out(words: str):
    assert file_name(words) == "甲乙"


@pytest.mark.parametrize("letter", ["a", "长", "𠮷"])
def test_a_name_is_cut_to_what_every_system_takes_with_room_for_an_ending(tmp_path: Path, letter: str):
    name = file_name(letter * 500)
    (tmp_path / f"{name}（草稿）（2）.nianbao").write_bytes(b"")
    assert len(name.encode()) > 200
    assert set(name) == {letter}


def windows(*parts: str) -> PureWindowsPath:
    return PureWindowsPath(*parts)


def test_a_short_path_on_windows_is_kept():
    assert at_any_length(windows("C:\\", "年报", "年报.docx")) == windows("C:\\", "年报", "年报.docx")


def test_a_long_path_on_windows_is_marked_so_that_it_can_be_opened():
    folders = ["长" * 50] * 6
    long = at_any_length(windows("C:\\", *folders, "年报.docx"))
    assert str(long) == "\\\\?\\C:\\" + "\\".join([*folders, "年报.docx"])
    assert (long.name, long.is_absolute()) == ("年报.docx", True)
    assert at_any_length(long) == long


def test_a_long_path_on_a_network_drive_is_marked_in_its_own_way():
    folders = ["长" * 50] * 6
    long = at_any_length(windows("\\\\server\\share\\", *folders, "年报.docx"))
    assert str(long) == "\\\\?\\UNC\\server\\share\\" + "\\".join([*folders, "年报.docx"])


def test_a_path_is_marked_before_the_temporary_file_beside_it_is_too_long():
    """Its name has up to 54 characters; Windows takes paths of up to 259."""
    paths = [windows("C:\\", "a" * length, "b") for length in range(1, 260)]
    plain = [path for path in paths if at_any_length(path) == path]
    assert 0 < max(len(str(path.parent)) for path in plain) + 1 + 54 <= 259


def test_elsewhere_a_path_is_reached_as_it_is():
    assert reachable(Path("年报.docx")) == Path("年报.docx")
