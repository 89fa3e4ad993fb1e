"""How large and in which colours everything is shown: what the clerk has chosen, kept between runs."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from nianbao.files import settings
from nianbao.gui.colours import Colours, colours

SMALLEST, LARGEST = 0.7, 2.5
SYSTEM, LIGHT, DARK = "system", "light", "dark"
_SCALE, _APPEARANCE = "scale", "appearance"
# a frame of the highlight's colour tells which of them has the keys
_LIT = ("QAbstractButton", "QComboBox", "QAbstractSpinBox", "QTabBar")


def scale() -> float:
    """How large tables and texts are shown, 1 for the system's own size."""
    kept = settings.load(_SCALE, 1.0)
    return min(max(float(kept), SMALLEST), LARGEST) if isinstance(kept, int | float) else 1.0


def keep_scale(factor: float) -> float:
    """Remember how large tables and texts are to be shown, within what is sensible; returns what was kept."""
    factor = round(min(max(factor, SMALLEST), LARGEST), 3)
    settings.store(_SCALE, factor)
    return factor


def keep_appearance(name: str) -> None:
    """Remember light, dark or the system's colours, and show them."""
    settings.store(_APPEARANCE, name)
    apply_appearance()


def apply_appearance() -> None:
    """Take the colours that the clerk has chosen; they are set one by one, as not every system gives dark ones."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    chosen = settings.load(_APPEARANCE, SYSTEM)
    dark = chosen == DARK or (chosen == SYSTEM and app.styleHints().colorScheme() == Qt.ColorScheme.Dark)
    shades = colours(dark=dark)
    palette = _palette(shades, QColor("#262b31" if dark else "#efefef"))
    app.setPalette(palette)
    for role, colour in (
        (QPalette.ColorRole.Highlight, shades.mark),
        (QPalette.ColorRole.HighlightedText, shades.paper),
    ):
        palette.setColor(role, colour)
    for kind in _LIT:
        app.setPalette(palette, kind)
    app.setStyleSheet(_sheet(shades))


def _palette(shades: Colours, window: QColor) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette(window)  # the shades of frames and buttons are derived from the ground
    for role, colour in (
        (roles.WindowText, shades.ink),
        (roles.Text, shades.ink),
        (roles.ButtonText, shades.ink),
        (roles.ToolTipText, shades.ink),
        (roles.Base, shades.paper),
        (roles.AlternateBase, shades.label_ground),
        (roles.ToolTipBase, shades.label_ground),
        (roles.Highlight, shades.selected_ground),
        (roles.HighlightedText, shades.ink),
        (roles.PlaceholderText, shades.faint),
        (roles.Link, shades.mark),
    ):
        palette.setColor(role, colour)
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, shades.faint)
    return palette


def _sheet(shades: Colours) -> str:
    """Frames that can be seen on a dark ground too, where the style's own are darker than the ground."""
    quiet, lit = shades.faint.name(), shades.mark.name()
    return f"""
QLabel#title {{ font-size: 22pt; font-weight: bold; color: {shades.mark.name()}; }}
QLabel#heading {{ font-size: 13pt; font-weight: bold; }}
QLabel#notice {{ background: {shades.left_ground.name()}; color: {shades.ink.name()}; padding: 4px; }}
QLabel#summary {{ color: {shades.faint.name()}; }}
QPlainTextEdit#before {{ background: {shades.label_ground.name()}; color: {shades.ink.name()}; }}
QCheckBox::indicator:unchecked, QRadioButton::indicator:unchecked {{ border: 1px solid {quiet}; }}
QListView::indicator:unchecked, QTreeView::indicator:unchecked {{ border: 1px solid {quiet}; }}
QLineEdit[frame="true"] {{ border: 1px solid {quiet}; border-radius: 2px; padding: 2px 1px; }}
QPlainTextEdit, QTextBrowser, QListView, QTreeView {{ border: 1px solid {shades.line.name()}; }}
QLineEdit[frame="true"]:focus, QPlainTextEdit:focus, QTextBrowser:focus, QListView:focus, QTreeView:focus {{
    border: 1px solid {lit};
}}
QMenu {{ border: 1px solid {quiet}; }}
QTableView {{ gridline-color: {shades.line.name()}; }}
"""
