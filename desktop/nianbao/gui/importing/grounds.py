"""Grounds that tell what became of an entry, for light and for dark surroundings; words on them keep their ink."""

from typing import NamedTuple

from PySide6.QtGui import QColor

from nianbao.gui.colours import colours, is_dark


class Grounds(NamedTuple):
    """Grounds of what was read, of what was not or is wrong, of what was not found, and of what needs a look."""

    read: QColor
    wrong: QColor
    absent: QColor
    noted: QColor


def grounds() -> Grounds:
    """The grounds for the surroundings that there are now."""
    now, dark = colours(), is_dark()
    read, wrong = ("#234a30", "#5f262b") if dark else ("#e3f1e4", "#fde7e7")
    return Grounds(QColor(read), QColor(wrong), now.label_ground, now.left_ground)
