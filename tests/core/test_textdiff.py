"""Where two texts differ: the smallest stretch, where else it may lie, and last year's text sentence by sentence."""

from hypothesis import given
from hypothesis import strategies as st

from nianbao.core.textdiff import LONGEST_MATCHED, Compared, Stretch, beside, matching, slid, stretch

LETTERS = st.text("ab好。", max_size=14)


def states(before: str, now: str) -> list[tuple[str, str]]:
    return [(one.state, one.now.words if one.now else "") for one in beside(before, now)]


@given(LETTERS, LETTERS)
def test_outside_the_stretch_both_texts_are_the_same_and_no_smaller_one_will_do(old: str, new: str):
    found = stretch(old, new)
    assert old[: found.start] == new[: found.start]
    assert old[found.old_end :] == new[found.new_end :]
    assert found.start <= min(found.old_end, found.new_end)
    if found.start < min(found.old_end, found.new_end):
        assert old[found.start] != new[found.start]
        assert old[found.old_end - 1] != new[found.new_end - 1]


@given(LETTERS, LETTERS)
def test_a_stretch_that_was_slid_tells_the_same_change(old: str, new: str):
    for other in slid(old, new, stretch(old, new)):
        assert old[: other.start] + new[other.start : other.new_end] + old[other.old_end :] == new


def test_what_was_typed_twice_may_have_been_typed_first_or_second():
    found = stretch("好的", "好好的")
    assert found == Stretch(1, 1, 2)
    assert list(slid("好的", "好好的", found)) == [Stretch(0, 0, 1)]
    assert list(slid("好好的", "好的", stretch("好好的", "好的"))) == [Stretch(0, 1, 0)]
    assert list(slid("好的", "坏的", stretch("好的", "坏的"))) == []


def test_texts_too_long_to_be_looked_through_have_nothing_in_common():
    assert matching("甲乙", "乙")
    assert matching("甲" * (LONGEST_MATCHED + 1), "甲") == ()


# sentence by sentence

BEFORE = "（一）主动公开。\n镇政府公开财政预算和决算。全年更新栏目三次。\n村级公开栏每季度检查一次。"


def test_a_sentence_stayed_was_changed_or_is_gone():
    now = "（一）主动公开。\n镇政府公开财政预算、决算和惠农补贴。村级公开栏每季度检查一次。"
    assert states(BEFORE, now) == [
        ("same", "（一）主动公开。"),
        ("changed", "镇政府公开财政预算、决算和惠农补贴。"),
        ("gone", ""),
        ("same", "村级公开栏每季度检查一次。"),
    ]


def test_the_places_in_which_a_changed_sentence_differs_are_told():
    (one,) = beside("镇政府公开财政预算和决算。", "镇政府公开财政预算、决算。")
    assert one.edits == ((9, 10, 9, 10),)
    assert one.before.words[9:10] == "和"


def test_against_an_empty_text_every_sentence_is_gone():
    assert states(BEFORE, "") == [("gone", "")] * 4
    assert beside("", BEFORE) == ()


def test_spaces_and_line_breaks_make_no_difference():
    assert states("甲 乙丙。丁。", "甲乙丙。\n丁。") == [("same", "甲乙丙。"), ("same", "丁。")]


@given(LETTERS, LETTERS)
def test_each_sentence_is_told_once_and_in_order(before: str, now: str):
    told = beside(before, now)
    assert [one.before.start for one in told] == sorted({one.before.start for one in told})
    there = [one.now.start for one in told if one.now]
    assert there == sorted(set(there))
    for one in told:
        assert isinstance(one, Compared)
        assert (one.now is None) == (one.state == "gone")
