"""The figures that may follow a report, behind all that is of the official form: their heading and their captions.

They are made anew from the numbers whenever they are wanted, so whoever reads a report leaves them out of its texts.
"""

import re
from collections.abc import Sequence

HEADING = "附图"
_CAPTION = re.compile(r"图\s*\d+\s*\S.*", re.ASCII | re.DOTALL)


def caption(number: int, title: str) -> str:
    """What stands under a figure: 图1　本年新收。"""
    return f"图{number}\u3000{title}"


def before_figures(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs before the heading of the figures; all of them when anything but captions follows it."""
    place = len(paragraphs)
    while place and _CAPTION.fullmatch(paragraphs[place - 1].strip()):
        place -= 1
    headed = 0 < place < len(paragraphs) and paragraphs[place - 1].strip() == HEADING
    return list(paragraphs[: place - 1] if headed else paragraphs)
