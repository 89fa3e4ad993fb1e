"""The line at the foot of the window: what was just told, where the report lies, and whether it is saved."""

from pathlib import Path

from PySide6.QtWidgets import QLabel, QStatusBar

MESSAGE_MS = 12_000
LONGEST_PLACE = 60  # characters of a path
FAILED = "color: #b3261e; font-weight: bold"


class StatusLine(QStatusBar):
    """A message takes the room of the place while it stands; the state stays in sight. `failing`: it is not saved."""

    def __init__(self) -> None:
        super().__init__()
        self.failing = False
        self.sums, self.place, self.state = QLabel(), QLabel(), QLabel()
        for label in (self.sums, self.place, self.state):
            label.setMinimumWidth(1)  # long words must not make the window wider than the screen
            label.setMargin(3)
            self.addPermanentWidget(label)
        self.messageChanged.connect(lambda message: self.place.setVisible(not message))

    def tell(self, sentence: str) -> None:
        self.showMessage(sentence, MESSAGE_MS)

    def show_place(self, path: Path | None) -> None:
        """Show where the report lies, the end of it when it is long; what was told about another report goes."""
        self.clearMessage()
        whole = str(path or "")
        self.place.setText(whole if len(whole) <= LONGEST_PLACE else f"…{whole[-LONGEST_PLACE:]}")
        self.place.setToolTip(whole)

    def show_sums(self, words: str) -> None:
        """Sum, count and average of what is selected; nothing when words are empty."""
        self.sums.setText(words)
        self.sums.setVisible(bool(words))

    def show_state(self, words: str, *, failing: bool = False) -> None:
        self.failing = failing
        self.state.setText(words)
        self.state.setToolTip(words)
        self.state.setStyleSheet(FAILED if failing else "")
