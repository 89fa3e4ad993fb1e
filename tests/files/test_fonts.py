"""Missing fonts are named with what will be shown instead; a system that does not tell its fonts stops nothing."""

import subprocess
import sys
import types
from dataclasses import replace

import pytest

from nianbao.files.fonts import MissingFont, missing_fonts, sentence
from nianbao.files.writers.layout import OFFICIAL, STATE_OFFICE

ALL = ("方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体")


def fontconfig(monkeypatch, *families):
    """Let fc-list tell of these fonts; each may have names in several languages, with a comma between them."""
    told = "".join(f"{family}\n" for family in families).encode()

    def run(command, **options):
        assert command[0] == "fc-list"
        return subprocess.CompletedProcess(command, 0, told, b"")

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(subprocess, "run", run)


def windows(monkeypatch, machine, user=()):
    """Let the registry of Windows tell of these fonts."""
    lists = {"machine": machine, "user": user}
    registry = types.ModuleType("winreg")

    class Key:
        def __init__(self, place, _):
            self.names = lists[place]
            if self.names is None:
                raise FileNotFoundError(2, "no such key")

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

    registry.HKEY_LOCAL_MACHINE, registry.HKEY_CURRENT_USER = "machine", "user"
    registry.OpenKey = Key
    registry.QueryInfoKey = lambda key: (0, len(key.names), 0)
    registry.EnumValue = lambda key, number: (key.names[number], "file.ttf", 1)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "winreg", registry)


def test_nothing_is_missing_where_every_font_of_the_layout_is_installed(monkeypatch):
    fontconfig(monkeypatch, *ALL)
    assert missing_fonts(OFFICIAL) == ()
    assert sentence(()) == ""


def test_missing_fonts_are_named_in_the_order_of_the_page_with_the_best_substitute(monkeypatch):
    fontconfig(monkeypatch, "宋体", "黑体", "仿宋", "方正楷体_GBK")
    assert missing_fonts(OFFICIAL) == (
        MissingFont("方正小标宋简体", "宋体"),
        MissingFont("仿宋_GB2312", "仿宋"),
        MissingFont("楷体_GB2312", "方正楷体_GBK"),
    )


def test_a_font_is_known_by_its_english_name_too(monkeypatch):
    fontconfig(
        monkeypatch, "SimSun,NSimSun", "SimHei", "FangSong_GB2312,仿宋_GB2312", "KaiTi_GB2312", "FZXiaoBiaoSong-B05S"
    )
    assert missing_fonts(OFFICIAL) == ()


def test_a_font_chosen_by_the_clerk_has_song_for_its_substitute(monkeypatch):
    fontconfig(monkeypatch, *ALL)
    assert missing_fonts(replace(OFFICIAL, title_font="华文中宋")) == (MissingFont("华文中宋", "宋体"),)


def test_where_no_substitute_is_installed_the_default_font_is_told(monkeypatch):
    fontconfig(monkeypatch, "DejaVu Sans")
    assert missing_fonts(STATE_OFFICE) == (MissingFont("宋体", ""), MissingFont("楷体", ""))
    assert "“宋体”（会显示为系统的默认字体）" in sentence(missing_fonts(STATE_OFFICE))


def test_the_sentence_names_each_font_and_says_where_it_will_look_right():
    said = sentence([MissingFont("仿宋_GB2312", "仿宋"), MissingFont("楷体_GB2312", "楷体")])
    assert said == (
        "本机没有这些字体：“仿宋_GB2312”（会显示为“仿宋”）、“楷体_GB2312”（会显示为“楷体”）。"
        "在本机打开和打印时换行、分页可能不同，在装有这些字体的电脑上显示正常。"
    )


def test_windows_tells_its_fonts_and_those_of_the_user(monkeypatch):
    machine = ["SimSun & NSimSun (TrueType)", "SimHei (TrueType)", "FangSong (TrueType)", "楷体 (TrueType)"]
    windows(monkeypatch, machine, ["方正小标宋简体 (TrueType)", "仿宋_GB2312 (TrueType)"])
    assert missing_fonts(OFFICIAL) == (MissingFont("楷体_GB2312", "楷体"),)


def test_a_user_of_windows_without_fonts_of_their_own_is_no_fault(monkeypatch):
    windows(monkeypatch, [f"{name} (TrueType)" for name in ALL], None)
    assert missing_fonts(OFFICIAL) == ()


@pytest.mark.parametrize(
    "fault",
    [
        FileNotFoundError(2, "fc-list"),
        subprocess.TimeoutExpired("fc-list", 5),
        subprocess.CalledProcessError(1, "fc-list"),
    ],
)
def test_a_system_that_does_not_tell_its_fonts_stops_nothing_and_blames_nothing(monkeypatch, fault):
    def fail(*_, **__):
        raise fault

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(subprocess, "run", fail)
    assert missing_fonts(OFFICIAL) == ()


def test_this_machine_can_be_asked():
    for font in missing_fonts(OFFICIAL):
        assert font.name in OFFICIAL.fonts
        assert font.shown_instead != font.name
