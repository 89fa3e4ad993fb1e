"""What pages are set in where a machine lacks the official fonts, and how the clerk is told."""

import tomllib

import pytest

from nianbao.files.paths import resources
from nianbao.files.writers.layout import OFFICIAL, PRESETS
from nianbao.files.writers.pages_fonts import FontUse, families, font_use, fonts_used, told

OLD_WINDOWS = frozenset({"simsun", "nsimsun", "simhei", "fangsong", "kaiti", "microsoft yahei"})
OFFICE_WINDOWS = OLD_WINDOWS | {"fangsong_gb2312", "kaiti_gb2312", "fzxiaobiaosong-b05s"}
LINUX = frozenset({"noto serif cjk sc", "noto sans cjk sc", "dejavu sans mono"})


def used(known: frozenset[str]) -> dict[str, str]:
    return {use.wanted: use.used for use in fonts_used(OFFICIAL, known)}


def test_official_fonts_that_are_there_are_used_whatever_the_machine_calls_them():
    assert all(use.is_there for use in fonts_used(OFFICIAL, OFFICE_WINDOWS))
    assert font_use("仿宋_GB2312", OFFICE_WINDOWS).families[0] == "FangSong_GB2312"
    assert font_use("仿宋_GB2312", frozenset({"仿宋_gb2312"})).families[0] == "仿宋_GB2312"


def test_a_missing_font_is_replaced_by_the_one_that_looks_most_like_it():
    assert used(OLD_WINDOWS) == {
        "方正小标宋简体": "宋体",
        "仿宋_GB2312": "仿宋",
        "黑体": "黑体",
        "楷体_GB2312": "楷体",
        "宋体": "宋体",
    }
    assert used(LINUX) == {**dict.fromkeys(OFFICIAL.fonts, "思源宋体"), "黑体": "思源黑体"}


def test_signs_that_a_font_lacks_are_taken_from_the_next_one_of_its_kind():
    assert font_use("仿宋_GB2312", OFFICE_WINDOWS).families[:2] == ("FangSong_GB2312", "FangSong")


@pytest.mark.parametrize(
    ("wanted", "kind"), [("方正仿宋体", "仿宋"), ("汉仪楷体", "楷体"), ("某黑体", "黑体"), ("没听说过", "宋体")]
)
def test_a_font_of_the_units_own_choice_is_replaced_by_its_kind(wanted: str, kind: str):
    assert font_use(wanted, OLD_WINDOWS).used == kind
    assert font_use(wanted, OLD_WINDOWS | {wanted}).is_there


def test_missing_fonts_are_told_in_one_sentence_by_what_stands_in():
    assert told(fonts_used(OFFICIAL, OLD_WINDOWS)) == (
        "本机没有方正小标宋简体，以宋体代替；没有仿宋_GB2312，以仿宋代替；没有楷体_GB2312，以楷体代替，"
        "换行、分页可能与 Word 不同。"
    )
    assert told([FontUse("仿宋_GB2312", "思源宋体", ()), FontUse("楷体_GB2312", "思源宋体", ())]) == (
        "本机没有仿宋_GB2312、楷体_GB2312，以思源宋体代替，换行、分页可能与 Word 不同。"
    )


def test_with_all_fonts_there_the_ends_of_lines_are_still_left_to_word():
    assert told(fonts_used(OFFICIAL, OFFICE_WINDOWS)) == "换行、分页以 Word 打开后的为准，可能与这里略有不同。"


def test_a_machine_without_any_chinese_font_is_told_what_it_will_see():
    uses = fonts_used(OFFICIAL, frozenset({"dejavu sans mono"}))
    assert {use.used for use in uses} == {""}
    assert told(uses) == "本机没有中文字体，这里的字可能显示成方框；请安装宋体等中文字体。"


def test_every_font_of_the_layouts_has_its_names_on_other_machines():
    table = tomllib.loads((resources() / "pages" / "fonts.toml").read_text("utf-8"))
    assert {font for layout in PRESETS for font in layout.fonts} <= set(table["names"])
    listed = {name for kind in [*table["kinds"], table["last"]] for name in kind["instead"]}
    assert listed <= set(table["names"])
    assert table["kinds"][-1]["sign"] == ""


def test_the_fonts_of_this_machine_are_known():
    assert families()
    assert all(name == name.lower() for name in families())
