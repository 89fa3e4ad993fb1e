"""Killed at any moment, the file opens as it was before or after; nothing older than a second is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nianbao.files import recovery

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills are tried where processes can be forked")

TYPIST = Path(__file__).with_name("typist.py")


def trials(folder: Path, count: int, mode: str, life: int) -> list[dict[str, int]]:
    command = [sys.executable, str(TYPIST), str(folder), str(count), mode, str(life)]
    environment = {**os.environ, "PYTHONPATH": str(TYPIST.parent.parent)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_program_killed_while_it_writes_leaves_the_state_before_or_after(tmp_path: Path):
    """Each trial opened a document, typed and saved as fast as it could, and was killed within 40 ms."""
    told = trials(tmp_path, 100, "flushing", 40)
    assert len(told) == 100
    assert [trial for trial in told if trial["found"] not in (trial["saved"], trial["typed"])] == []
    assert sum(trial["saved"] > 0 for trial in told) > 20, "many were killed after a saving"
    assert sum(trial["typed"] > trial["saved"] for trial in told) > 50, "and most of them within the next one"


def test_a_program_killed_while_the_clerk_types_loses_at_most_the_last_second(tmp_path: Path):
    told = trials(tmp_path, 12, "typing", 2500)
    assert len(told) == 12
    assert [trial for trial in told if not trial["second_ago"] <= trial["found"] <= trial["typed"]] == []
    assert any(trial["second_ago"] > 0 for trial in told), "some lived for more than a second"


def test_what_a_kill_left_beside_the_document_is_swept_by_the_next_saving(tmp_path: Path):
    """Only once it is old: a young temporary file may be the writing of another program."""
    left = tmp_path / ".今年.nianbao.abcdef.tmp"
    left.write_bytes(b"half")
    os.utime(left, (1, 1))
    recovery.sweep(tmp_path / "今年.nianbao")
    assert list(tmp_path.iterdir()) == []
