"""The help's files: complete, small, self-contained, and read only when help is asked for."""

import re
import subprocess
import sys
import tomllib

import pytest

from nianbao.core.edition import Editions
from nianbao.files.help import cell_help, help_folder, load_guide, picture
from nianbao.files.paths import resources

WIDEST, LARGEST = 900, 1_500_000
PICTURE = re.compile(r'<img src="([^"]*)"')


def pictures() -> list[str]:
    return [name for html in load_guide().values() for name in PICTURE.findall(html)]


def test_every_page_is_in_the_table_of_contents():
    listed = tomllib.loads((help_folder() / "contents.toml").read_text(encoding="utf-8"))["pages"]
    there = {file.stem for file in (help_folder() / "pages").glob("*.html")}
    assert len(listed) == len(set(listed))
    assert set(listed) == there


def test_every_page_begins_with_its_title():
    assert load_guide()
    for name, html in load_guide().items():
        assert re.match(r"<h1>[^<]+</h1>\n", html), name


def test_every_picture_that_a_page_shows_is_there():
    assert pictures()
    assert [name for name in pictures() if picture(name) is None] == []


def test_every_picture_is_shown():
    there = {file.name for file in (help_folder() / "pictures").iterdir()}
    assert there == set(pictures())


def test_pictures_are_small():
    data = [picture(name) or b"" for name in pictures()]
    assert [name for name, one in zip(pictures(), data, strict=True) if _width(one) > WIDEST] == []
    assert sum(map(len, data)) < LARGEST


def _width(png: bytes) -> int:
    assert png.startswith(b"\x89PNG")
    return int.from_bytes(png[16:20], "big")


@pytest.mark.parametrize(
    "name", ["../cells.toml", "cells.toml", "/etc/hostname", "a/start.png", "../pictures/start.png", "nowhere.png", ""]
)
def test_only_a_picture_of_the_help_can_be_read(name: str):
    assert picture(name) is None


def test_no_page_names_anything_outside():
    for name, html in load_guide().items():
        assert not re.search(r"https?:|file:|//|<script|<style|url\(", html), name


def test_pages_are_well_formed():
    for name, html in load_guide().items():
        opened = re.findall(r"<(/?)(\w+)[^>]*?>", re.sub(r"<(img|br)[^>]*>", "", html))
        stack: list[str] = []
        for closing, tag in opened:
            if closing:
                assert stack.pop() == tag, (name, tag)
            else:
                stack.append(tag)
        assert stack == [], name


def test_the_help_of_a_cell_is_one_call_away(editions: Editions):
    assert cell_help(editions["2021"], "applications.granted.person").parts


def test_nothing_of_the_help_is_loaded_with_the_window():
    code = (
        "import sys, nianbao.gui.window, nianbao.gui.workspace, nianbao.gui.help\n"
        "print(*[name for name in sys.modules if name.startswith(('nianbao.core.help', 'nianbao.files.help',"
        " 'nianbao.core.search', 'nianbao.core.regulation', 'nianbao.gui.help.'))])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


def test_the_help_is_shipped_with_the_program():
    assert help_folder().parent == resources()
