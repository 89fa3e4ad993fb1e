"""What is shown of a file can be read in light and in dark surroundings."""

import pytest
from PySide6.QtGui import QColor

from nianbao.gui.colours import colours
from nianbao.gui.importing import grounds

LEAST = 4.5  # WCAG 2.2, 1.4.3


def light(colour: QColor) -> float:
    """The relative luminance of a colour, as WCAG 2.2 defines it."""
    parts = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3])
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


@pytest.mark.parametrize("dark", [False, True])
def test_words_can_be_read_on_every_ground(*, dark: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    shades = colours(dark=dark)
    monkeypatch.setattr(grounds, "is_dark", lambda: dark)
    monkeypatch.setattr(grounds, "colours", lambda: shades)
    for ground in (*grounds.grounds(), shades.heading_ground):
        brighter, darker = sorted((light(shades.ink), light(ground)), reverse=True)
        assert (brighter + 0.05) / (darker + 0.05) >= LEAST, ground.name()
