"""How the report is looked at: larger or smaller, pages and last year's values beside it, light or dark."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from nianbao.gui.appearance import DARK, LIGHT, SYSTEM, keep_appearance, keep_scale, scale
from nianbao.gui.room import PREVIEW, make_room, settle

if TYPE_CHECKING:
    from nianbao.gui.window import Window

STEP = 1.1


def zoom_in(window: "Window") -> None:
    """Show tables and texts larger."""
    _zoom(window, scale() * STEP)


def zoom_out(window: "Window") -> None:
    """Show tables and texts smaller."""
    _zoom(window, scale() / STEP)


def zoom_reset(window: "Window") -> None:
    """Show tables and texts in the system's size."""
    _zoom(window, 1.0)


def _zoom(window: "Window", factor: float) -> None:
    assert window.workspace is not None
    factor = keep_scale(factor)
    window.workspace.zoom(factor)
    window.status.tell(f"显示大小 {round(factor * 100)}%")


def toggle_last_year(window: "Window") -> None:
    """Show last year's value and the change in every cell of the tables, or no longer."""
    workspace = window.workspace
    assert workspace is not None
    if workspace.editor.base is None:
        window.status.tell("这份报告没有上年的数字可供对照。")
        return
    workspace.show_last_year(shown=not workspace.shows_last_year)
    window.status.tell("左下角是上年的数，右下角是增减。" if workspace.shows_last_year else "")


def toggle_preview(window: "Window") -> None:
    """Show the pages as they will print beside the report, or no longer."""
    workspace = window.workspace
    assert workspace is not None
    if workspace.shows_preview:
        workspace.show_preview(shown=False)
        settle(window)
    else:
        make_room(window, PREVIEW)
        workspace.show_preview(shown=True)


def be_light(window: "Window") -> None:
    """Light colours, whatever the system has."""
    _appear(window, LIGHT)


def be_dark(window: "Window") -> None:
    """Dark colours, whatever the system has."""
    _appear(window, DARK)


def follow_system(window: "Window") -> None:
    """The colours of the system."""
    _appear(window, SYSTEM)


def _appear(window: "Window", name: str) -> None:
    keep_appearance(name)
    for widget in window.findChildren(QWidget):
        QWidget.update(widget)  # views of items hide it behind another of the same name
