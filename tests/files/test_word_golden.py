"""The parts of a Word file are those that were last looked at and kept (`tests/golden`), element by element.

After a change that is meant, `tests/golden/make_word.py` writes them anew; git then shows what changes for the clerk.
"""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "golden"))
from make_word import CASES, canonical, kept, parts, readable

REMEDY = "if this change is meant: PYTHONPATH=tests:desktop .venv/bin/python tests/golden/make_word.py"

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@every_case
def test_the_file_has_the_parts_that_are_kept(case):
    assert set(parts(case)) == set(kept(case)), REMEDY


@every_case
def test_each_part_is_the_one_that_is_kept(case):
    made = parts(case)
    for name, path in kept(case).items():
        if canonical(made[name]) != canonical(path.read_bytes()):
            assert readable(made[name]).decode().splitlines() == path.read_text(encoding="utf-8").splitlines(), REMEDY


def test_a_part_that_differs_by_one_number_is_noticed():
    case = CASES[0]
    document = parts(case)["word/document.xml"]
    assert canonical(document.replace(b'w:fill="C6D9F1"', b'w:fill="C6D9F2"', 1)) != canonical(document)
    assert canonical(readable(document)) == canonical(document)
