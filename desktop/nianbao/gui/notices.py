"""What the program says without waiting for an answer: a bar at the foot of a window, until the clerk closes it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QDesktopServices,
    QKeyEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from nianbao.files.errors import UserError
from nianbao.gui import messages

MOST_DETAILS = 3  # lines; more of them are a click away
BESIDE = 32  # widths of a Chinese character that the words need, or the buttons lie below them
NARROW_LINES = 2  # of words above the buttons; the rest is a click away
BUTTON_EDGE = 14  # pixels beside the words of a button in a narrow bar


class NoticeBar(QFrame):
    """A sentence with its details and what can be done about it. It takes no focus; its buttons have keys of their own,
    Alt and the letter in brackets, so that they are reached from any cell.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self.setAutoFillBackground(True)
        self.setAccessibleName("通知")
        self.path: Path | None = None
        self._details: tuple[str, ...] = ()
        self._narrow = False
        self._came_from: QWidget | None = None
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        by = Qt.TextInteractionFlag
        self.words.setTextInteractionFlags(by.TextSelectableByMouse | by.TextSelectableByKeyboard)
        self.words.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more = _button(self._show_all)
        self.open_file = _button(lambda: self._open(self.path))
        self.open_folder = _button(lambda: self._open(self.folder))
        self.close_it = _button(self.go)
        self._buttons = {
            self.more: ("全部内容(&M)…", "全部(&M)…"),
            self.open_file: ("打开文件(&O)", "打开(&O)"),
            self.open_folder: ("打开所在文件夹(&D)", "文件夹(&D)"),
            self.close_it: ("关闭(&X)", "关闭(&X)"),
        }
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(8, 3, 4, 3)
        self._across.addWidget(self.words, 1)
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.addStretch(1)
        for button in self._buttons:
            line.addWidget(button)
        self._across.addLayout(line)
        self._name_buttons()

    @property
    def folder(self) -> Path | None:
        """The folder of what the notice is about, which may be a folder itself."""
        return self.path if self.path is None or self.path.is_dir() else self.path.parent

    def say(self, sentence: str, details: Sequence[str], path: Path | None) -> None:
        """Show the sentence, and say it to those who listen; `path` is the file or the folder that it is about."""
        self.path, self._details = path, (sentence, *details)
        self.words.setAccessibleName("\n".join(self._details))
        self._write()
        self.open_file.setVisible(path is not None and not path.is_dir())
        self.open_folder.setVisible(path is not None)
        if not self.isVisible():
            self._came_from = self.window().focusWidget()
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.words, self.words.accessibleName()))

    def _write(self) -> None:
        """Show as much of the words as there is room for; the button for all of them stands there when some are not."""
        if not self._details:
            return
        sentence, *details = self._details
        if self._narrow:
            across = self.contentsRect().width() // self.fontMetrics().horizontalAdvance("国") - 2
            most = max(1, across) * NARROW_LINES
            hides = bool(details) or len(sentence) > most
            shown = sentence if len(sentence) <= most else f"{sentence[: most - 1]}…"
        else:
            hides = len(details) > MOST_DETAILS
            shown = "\n".join((sentence, *(details[: MOST_DETAILS - 1] if hides else details)))
        if self.words.text() != shown:
            self.words.setText(shown)
        self.more.setVisible(hides)

    def _name_buttons(self) -> None:
        """Give the buttons short words in a narrow bar, which is as wide as these at least."""
        for button, names in self._buttons.items():
            button.setText(names[self._narrow])
            button.setAccessibleName(names[0].partition("(")[0])
            button.setMinimumWidth(self._width_of(names[1]))
        short = sum(self._width_of(names[1]) for names in self._buttons.values())
        self.setMinimumWidth(short + self._across.spacing() * len(self._buttons) + BUTTON_EDGE)

    def _width_of(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words.replace("&", "")) + BUTTON_EDGE

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words beside the buttons where there is room; in a narrow window above them, the first sentence only."""
        super().resizeEvent(event)
        whole = sum(self._width_of(names[0]) for names in self._buttons.values())
        narrow = self.width() < whole + BESIDE * self.fontMetrics().horizontalAdvance("国")
        if narrow is not self._narrow:
            self._narrow = narrow
            ways = QBoxLayout.Direction
            self._across.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
            self._name_buttons()
        self._write()

    def go(self) -> None:
        """Disappear; the focus goes back to where the clerk was, if it is here and that is still in sight."""
        within = self.isAncestorOf(self.window().focusWidget() or self.window())
        came_from = self._came_from
        self.hide()
        if within and came_from is not None and isValid(came_from) and came_from.isVisible():
            came_from.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.go()
        else:
            super().keyPressEvent(event)

    def _show_all(self) -> None:
        messages.inform(self.window(), "\n".join(self._details))

    def _open(self, path: Path | None) -> None:
        with messages.telling(self.window()):
            if path is None or not path.exists():
                raise UserError(f"“{path.name if path else ''}”已经不在原来的地方。", "它可能已被移走、改名或者删除。")
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                raise UserError(
                    f"“{path.name}”打不开，电脑里可能没有能打开它的程序。", f"它在文件夹“{path.parent}”里。"
                )


def notify(place: QWidget, sentence: str, *, details: Sequence[str] = (), path: Path | None = None) -> None:
    """Say something at the foot of `place`, a window or page laid out from top to bottom; what stood there goes.

    `path` is the file or the folder that it is about, to be opened from there.
    """
    bar = place.findChild(NoticeBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if bar is None:
        bar = NoticeBar()
        layout = place.layout()
        assert isinstance(layout, QVBoxLayout)
        if not any(layout.stretch(number) for number in range(layout.count())):
            layout.setStretch(0, 1)  # the bar takes no more room than its words
        layout.addWidget(bar)
    bar.say(sentence, details, path)


def _button(act: Callable[[], None]) -> QPushButton:
    button = QPushButton()
    button.setAutoDefault(False)
    button.clicked.connect(lambda _checked=False: act())
    return button
