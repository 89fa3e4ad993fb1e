"""Lists of sentences: each gets all the lines that it needs, whatever the width."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem

MARGIN = 8  # pixels around a sentence, so that Qt never thinks it must cut its end off


def never_cut(listed: QListWidget) -> QListWidget:
    """Wrap the entries of a list and show them whole; Qt's own reckoning loses the last word now and then."""
    listed.setWordWrap(True)
    listed.setResizeMode(QListWidget.ResizeMode.Adjust)
    listed.setItemDelegate(_Wrapped(listed))
    listed.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
    listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    listed.setSpacing(1)
    return listed


class _Wrapped(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        viewport = self.parent().viewport()
        room = QRect(0, 0, viewport.width() - 2 * MARGIN, 10_000)
        lines = option.fontMetrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), str(index.data()))
        return QSize(room.width(), lines.height() + MARGIN)
