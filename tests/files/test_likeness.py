"""How alike two sentences are, from 0 to 1; the library is imported with the first comparison."""

import subprocess
import sys

import pytest

from nianbao.files.likeness import likeness


def test_equal_sentences_are_wholly_alike_and_different_ones_not_at_all():
    assert likeness("公开信息", "公开信息") == 1
    assert likeness("公开", "培训") == 0


@pytest.mark.parametrize(
    ("one", "other", "share"), [("公开信息三十条。", "公开信息四十条。", 0.875), ("甲乙丙丁", "甲乙丙", 6 / 7)]
)
def test_it_is_the_share_of_characters_in_the_same_order(one: str, other: str, share: float):
    assert likeness(one, other) == pytest.approx(share)
    assert likeness(other, one) == likeness(one, other)


def test_the_library_is_imported_when_it_is_needed():
    code = (
        "import sys\nfrom nianbao.files.likeness import likeness\nassert 'rapidfuzz' not in sys.modules\n"
        "likeness('甲', '乙')\nassert 'rapidfuzz' in sys.modules\n"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).stderr == b""
