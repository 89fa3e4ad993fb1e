"""No dialog larger than the screen: the program's own and Qt's, which know nothing of large letters on a small one."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QDialog, QWidget

_WATCHED = "watches_dialogs"


def watch_dialogs() -> None:
    """From now on every dialog that gets the keys is made to fit on its screen; asked again, nothing changes."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if not app.property(_WATCHED):
        app.setProperty(_WATCHED, True)
        app.focusWindowChanged.connect(_look)


def fit(dialog: QWidget) -> None:
    """Make a dialog no larger than its screen, frame and all, and bring it into sight; one that fits is left alone."""
    room, frame = dialog.screen().availableGeometry(), dialog.frameGeometry()
    if frame.width() <= room.width() and frame.height() <= room.height():
        return
    edges = frame.size() - dialog.size()
    size = dialog.size().boundedTo(room.size() - edges)
    dialog.resize(size)
    dialog.move(_inside(QRect(frame.topLeft(), dialog.size() + edges), room))


def _inside(frame: QRect, room: QRect) -> QPoint:
    """Where a frame lies within the room; one that is too large shows its upper left part."""
    left = max(room.left(), min(frame.left(), room.right() - frame.width() + 1))
    top = max(room.top(), min(frame.top(), room.bottom() - frame.height() + 1))
    return QPoint(left, top)


def _look(window: QWindow | None) -> None:
    if window is None:
        return
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.windowHandle() is window:
            fit(widget)
