"""Every colour of the program's own painting, for light and for dark surroundings."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QColor, QGuiApplication


@dataclass(frozen=True, slots=True)
class Colours:
    """Grounds and inks of tables and findings. Each pair of ink and ground has a contrast of at least 4.5 : 1,
    marks and lines of at least 3 : 1 (WCAG 2.2, 1.4.3 and 1.4.11)."""

    paper: QColor
    ink: QColor
    faint: QColor
    line: QColor
    label_ground: QColor
    heading_ground: QColor
    lit_ground: QColor
    total_ground: QColor
    selected_ground: QColor
    left_ground: QColor
    right_ground: QColor
    current_line: QColor
    error: QColor
    warning: QColor
    hint: QColor
    good: QColor
    mark: QColor


def _colours(*names: str) -> Colours:
    return Colours(*(QColor(name) for name in names))


@cache
def _light() -> Colours:
    return _colours(
        "#ffffff", "#1f2933", "#66717d", "#9aa5b1", "#f1f4f8", "#c6d9f1", "#dfe9f6", "#f4f1e8", "#dcebfc",
        "#ffe2a8", "#bfe0ff", "#1c5fb8", "#b3261e", "#8a5a00", "#3c556e", "#2e7d32", "#3f6fa8",
    )  # fmt: skip


@cache
def _dark() -> Colours:
    return _colours(
        "#1e2227", "#e6eaee", "#9aa5b1", "#5c6773", "#2a3037", "#2c415e", "#3a4654", "#2d2b26", "#28405c",
        "#6b4e12", "#1f4d78", "#7db4f5", "#ff8a80", "#f0b94a", "#a9c1d9", "#81c784", "#8ab4e8",
    )  # fmt: skip


def is_dark() -> bool:
    """Whether the surroundings are dark: by the palette that Qt gives the program."""
    return QGuiApplication.palette().window().color().lightness() < 128


def colours(*, dark: bool | None = None) -> Colours:
    """The colours for dark or light surroundings; when neither is named, for those that are there now."""
    return _dark() if (is_dark() if dark is None else dark) else _light()
