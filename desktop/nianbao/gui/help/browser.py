"""Shows pages of the help: pictures and links of its own only, in the colours of the surroundings."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from nianbao.core.chinese import folded
from nianbao.files.help import picture
from nianbao.gui.colours import colours
from nianbao.gui.help.markup import sheet

EDGE = 8  # pixels around a page
SMOOTH = Qt.TransformationMode.SmoothTransformation
LEAST = 80  # pixels of a picture
SETTLE_MS = 120  # after the last change of the width, before pictures are fitted to it


class HelpBrowser(QTextBrowser):
    """Shows one page at a time. `wanted` tells the address of a link; where it leads is not this widget's business.

    No file and no address of a network is ever opened: pictures come from the program's own folder by their names.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.html = ""
        self._marks: tuple[str, ...] = ()
        self._found: list[QTextCursor] = []
        self._drawn = 0  # the width that pictures were fitted to
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(EDGE)
        self.anchorClicked.connect(lambda url: self.wanted.emit(url.toString()))
        self._fit = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._fit.timeout.connect(self._draw_again)

    def show_page(self, html: str, marks: Sequence[str] = ()) -> None:
        """Show a page from its top, or from the first of the words to mark in it."""
        self.html, self._marks = html, tuple(marks)
        self._draw()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        if self._found:
            self.next_mark(1)

    def next_mark(self, step: int) -> bool:
        """Bring the next marked word into sight (1) or the one before (-1), round and round; False when none is."""
        if not self._found:
            return False
        here = self.textCursor()
        # the cursor stands behind the word that is in sight
        if step > 0:
            number = next((n for n, mark in enumerate(self._found) if mark.selectionStart() >= here.position()), 0)
        else:
            before = (n for n, mark in enumerate(self._found) if mark.selectionEnd() < here.position())
            number = max(before, default=-1)
        cursor = QTextCursor(self._found[number])
        self.setTextCursor(cursor)
        cursor.setPosition(cursor.selectionEnd())
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        return True

    @property
    def marked(self) -> list[str]:
        """The words that are marked on the page, in the order in which they stand there."""
        return [cursor.selectedText() for cursor in self._found]

    def loadResource(self, kind: int, name: QUrl) -> object:
        """Pictures of the help, no wider than the page; nothing else, whatever a page names."""
        data = picture(name.toString()) if kind == QTextDocument.ResourceType.ImageResource.value else None
        if data is None:
            return None
        image = QImage.fromData(data)
        room = self._room()
        return image if image.width() <= room else image.scaledToWidth(room, SMOOTH)

    def _room(self) -> int:
        """Pixels for a picture, with the scroll bar that a long page will need."""
        bar = self.verticalScrollBar().sizeHint().width()
        return max(LEAST, self.width() - 2 * self.frameWidth() - bar - 2 * EDGE)

    def _draw(self) -> None:
        self.document().setDefaultStyleSheet(sheet(colours()))
        self.setHtml(self.html)
        self._drawn = self._room()
        self._mark()

    def _draw_again(self) -> None:
        """The same page at the same place, for another width or in other colours."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._draw()
        bar.setValue(round(share * bar.maximum()))

    def _mark(self) -> None:
        """Mark the words wherever they stand; the longest first, so that its parts are not marked again."""
        text = folded(self.toPlainText()).lower()
        taken = [False] * len(text)
        places = []
        for word in sorted(self._marks, key=len, reverse=True):
            at = text.find(word)
            while at >= 0:
                if not any(taken[at : at + len(word)]):
                    taken[at : at + len(word)] = [True] * len(word)
                    places.append((at, at + len(word)))
                at = text.find(word, at + len(word))
        self._found = [self._cursor(start, end) for start, end in sorted(places)]
        self.setExtraSelections([_lit(cursor) for cursor in self._found])

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if "<img" in self.html and self._room() != self._drawn:
            self._fit.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.html:
            self._draw_again()


def _lit(cursor: QTextCursor) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    look = QTextCharFormat()
    look.setBackground(colours().left_ground)
    look.setForeground(colours().ink)
    selection.cursor, selection.format = cursor, look
    return selection
