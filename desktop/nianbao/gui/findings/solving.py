"""The offer under the list: which single cell, changed by the difference, would make the broken sums right."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from nianbao.core.solver import Solution

MOST = 3  # solutions that are shown
LOW = 500  # pixels: in a window less high one is shown, and the list keeps its room


class SolutionOffer(QWidget):
    """A sentence and two buttons for each solution; nothing is ever applied by itself."""

    wanted = Signal(object)  # the Solution to take
    seen = Signal(str)  # the cell to look at

    def __init__(self, *, usable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usable = usable  # not in a sealed report
        self._shown: tuple[Solution, ...] = ()
        self._lines: list[QWidget] = []
        self._more = QLabel()
        self._more.setWordWrap(True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addWidget(self._more)
        self.hide()

    def offer(self, solutions: "Sequence[Solution]") -> None:
        """Show the likeliest solutions, or nothing when there is none."""
        if tuple(solutions) == self._shown:
            return
        self._shown = tuple(solutions)
        for line in self._lines:
            line.hide()
            line.deleteLater()
        low = self.window().height() < LOW
        shown = self._shown[: 1 if low else MOST]
        others = f"（共 {len(self._shown)} 种可能）" if low and len(self._shown) > 1 else ""
        self._lines = [self._line(solution, number, others) for number, solution in enumerate(shown)]
        for number, line in enumerate(self._lines):
            self._layout.insertWidget(number, line)
        rest = len(self._shown) - len(self._lines)
        self._more.setText(f"另外还有 {rest} 个数也可能填错了。")
        self._more.setVisible(rest > 0 and not low)
        self.setVisible(bool(self._shown))

    def _line(self, solution: "Solution", number: int, others: str) -> QWidget:
        line = QWidget()
        words = QLabel(f"{'也可能是' if number else '可能填错了一个数'}{others}：{solution.text}。")
        words.setWordWrap(True)
        words.setToolTip("请对照原始记录，再决定是否采用")
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout, buttons = QVBoxLayout(line), QHBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(words, 1)
        layout.addLayout(buttons)
        buttons.setSpacing(4)
        look = self._button("查看", "到这个格子", solution)
        look.clicked.connect(lambda: self.seen.emit(solution.cell))
        buttons.addWidget(look)
        if self._usable:
            take = self._button("采用", "把这个数改过来，可以撤销", solution)
            take.clicked.connect(lambda: self.wanted.emit(solution))
            buttons.addWidget(take)
        buttons.addStretch(1)
        return line

    def _button(self, words: str, tip: str, solution: "Solution") -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(tip)
        button.setAccessibleName(f"{words}：{solution.text}")
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.setMaximumWidth(button.fontMetrics().horizontalAdvance(words) + 20)
        return button
