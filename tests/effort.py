"""How much work a piece of code does, told without a clock: machines are noisy, counts are not."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

HANGS = 60  # seconds of processor time; whatever a test does takes one at most, and what hangs takes for ever


def calls(work: Callable[[], object]) -> int:
    """How many functions are called while something is done, those of Python's own library included."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@contextmanager
def comes_to_an_end() -> Iterator[None]:
    """What is done here must not hang: give it so much that a cost growing with the square would be minutes."""
    began = time.process_time()
    yield
    assert time.process_time() - began < HANGS
