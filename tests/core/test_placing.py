"""A sentence goes into a text where it belongs, and nothing else of the text changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.core.zeroyear.placing import placed, sentence_at, without

TOPIC, HEADING, NEW = "依申请公开", "（二）依申请公开情况。", "没有收到申请。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（一）主动公开。好。\n（二）依申请公开情况。畅通渠道。\n（三）管理。好。",
         "（一）主动公开。好。\n（二）依申请公开情况。畅通渠道。没有收到申请。\n（三）管理。好。"),
        ("（二）依申请公开情况\n（三）管理。好。", "（二）依申请公开情况\n没有收到申请。\n（三）管理。好。"),
        ("（二）依申请公开情况\n畅通渠道。\n（三）管理。好。",
         "（二）依申请公开情况\n畅通渠道。没有收到申请。\n（三）管理。好。"),
        ("2.依申请公开情况：畅通渠道。", "2.依申请公开情况：畅通渠道。没有收到申请。"),
        ("依申请公开方面，畅通渠道。", "依申请公开方面，畅通渠道。没有收到申请。"),
        ("（二）做好依申请公开工作。畅通渠道。", "（二）做好依申请公开工作。畅通渠道。没有收到申请。"),
        ("（一）主动公开。好。", "（一）主动公开。好。\n（二）依申请公开情况。没有收到申请。"),
        ("（一）主动公开。好。\n（二）管理。好。", "（一）主动公开。好。\n（二）管理。好。\n没有收到申请。"),
        ("我镇做好主动公开和依申请公开。", "我镇做好主动公开和依申请公开。\n（二）依申请公开情况。没有收到申请。"),
    ],
)  # fmt: skip
def test_a_sentence_ends_the_paragraph_of_its_topic(text: str, expected: str) -> None:
    assert placed(text, NEW, topic=TOPIC, heading=HEADING) == expected


def test_a_sentence_without_a_topic_ends_the_text_or_begins_it() -> None:
    assert placed("甲。\n乙。", NEW) == "甲。\n乙。\n没有收到申请。"
    assert placed("甲。\n乙。", NEW, first=True) == "没有收到申请。\n甲。\n乙。"


@given(
    st.lists(st.sampled_from(("甲。", "（一）乙。", "（二）依申请公开。丙。", "丁", "", "依申请公开戊。")), min_size=1)
)
def test_no_word_of_the_text_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    if text.strip():
        found = placed(text, NEW, topic=TOPIC)
        assert "".join(found.replace(NEW, "", 1).split()) == "".join(text.split())


def test_sentences_are_taken_out_whole() -> None:
    text = "（二）依申请公开情况。收到3件。畅通渠道。\n收到3件。\n（三）好。"
    assert without(text, ["收到3件。"]) == "（二）依申请公开情况。畅通渠道。\n（三）好。"
    assert without(text, []) == text


def test_the_sentence_at_a_place_is_found() -> None:
    text = "甲。收到3件。\n乙。"
    assert sentence_at(text, text.index("3")) == "收到3件。"
    assert sentence_at(text, 99) == ""
