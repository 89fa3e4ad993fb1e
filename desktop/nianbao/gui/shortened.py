"""Words that are told in passing, in a few lines at most: in a narrow window they must not push the rest away."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel

LINES = 3


class Shortened(QLabel):
    """A label that wraps its words and ends them with “…” where they need more lines; the whole is its tool tip."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.whole, self._lines = words, LINES
        self.tell(words)

    def tell(self, words: str, lines: int = LINES) -> None:
        """Show other words, in no more lines than these."""
        self.whole, self._lines = words, lines
        self.setAccessibleName(words)
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write()

    def _write(self) -> None:
        across = max(1, self.width() // self.fontMetrics().horizontalAdvance("国"))
        most = max(2, across * self._lines - self._lines)  # a line ends early where a stop may not begin the next
        shown = self.whole if len(self.whole) <= most else f"{self.whole[: most - 1]}…"
        if shown != self.text():
            self.setText(shown)
            self.setToolTip(self.whole if shown != self.whole else "")
