"""What the guide says of menus and keys is what there is, and whatever the menus can do the guide tells."""

import re

import pytest

from nianbao.files.help import help_folder, load_guide
from nianbao.gui.actions import MENUS, SEPARATOR
from nianbao.gui.findings.model import KEYS
from nianbao.gui.help.generated import MOVES, bare, key_name
from nianbao.gui.start import WAYS

STEP = " \u203a "  # between the parts of a menu path
# what stands in brackets explains an action and is no part of its name
PATHS = {
    f"{bare(menu)}{STEP}{bare(spec.text).partition('（')[0]}": spec
    for menu, specs in MENUS
    for spec in specs
    if spec is not SEPARATOR
}
# keys of tables, lists and texts, which belong to no menu
EDITING = {
    *("F2", "回车", "Shift+回车", "Tab", "Shift+Tab", "Home", "End", "Delete", "Esc", "↑", "↓", "Ctrl", "Shift"),
    *("Ctrl+A", "Ctrl+C", "Ctrl+X", "Ctrl+V", "Ctrl+回车"),
    *("F3", "Alt+←"),  # of the guide itself
}
_MENU = re.compile(r'<span class="menu">(.*?)</span>')
_KEY = re.compile(r'<span class="key">(.*?)</span>')
_BESIDE = re.compile(r'<span class="menu">([^<]*)</span>（<span class="key">([^<]*)</span>）')

GUIDE = load_guide()


def known_keys() -> set[str]:
    menus = {key_name(spec.key) for spec in PATHS.values() if spec.key}
    moves = {key for keys, _ in MOVES for key in keys.split("、")}
    return menus | moves | set(KEYS.values()) | EDITING


@pytest.mark.parametrize("page", GUIDE)
def test_every_menu_that_a_page_names_is_there(page: str) -> None:
    assert [path for path in _MENU.findall(GUIDE[page]) if path not in PATHS] == []


@pytest.mark.parametrize("page", GUIDE)
def test_every_key_that_a_page_names_does_something(page: str) -> None:
    assert [key for key in _KEY.findall(GUIDE[page]) if key not in known_keys()] == []


def test_the_key_beside_a_menu_is_its_own() -> None:
    named = [(path, key) for html in GUIDE.values() for path, key in _BESIDE.findall(html) if path in PATHS]
    assert len(named) > 20
    assert [(path, key) for path, key in named if key != key_name(PATHS[path].key)] == []


def test_every_action_of_the_menus_is_told_in_the_guide() -> None:
    told = {path for html in GUIDE.values() for path in _MENU.findall(html)}
    assert set(PATHS) - told == set()


def test_no_menu_is_named_in_words_that_nobody_checks() -> None:
    """The path of a menu stands in a span of its own, so that a menu that is renamed is renamed here too."""
    loose = [(name, html) for name, html in GUIDE.items() if STEP in _MENU.sub("", html)]
    assert loose == []


def test_the_ways_to_begin_are_told_by_their_names() -> None:
    for _, words, _ in WAYS[:2]:
        assert any(f"“{words}”" in html for html in GUIDE.values())


def test_every_page_that_is_there_is_in_the_contents() -> None:
    assert {path.stem for path in (help_folder() / "pages").glob("*.html")} == set(GUIDE)
