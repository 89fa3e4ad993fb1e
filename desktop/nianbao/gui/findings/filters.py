"""The filter above the list of findings: which levels, which section, which words; with the counts of each level."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from nianbao.gui.findings.rows import Group, Shown
from nianbao.gui.findings.signs import inks, sign_icon
from nianbao.gui.prose import Line

SIGN = 14  # pixels
NARROW = 40
ARROW = 34  # of a choice, beside its words
BESIDE = 20  # in a switch, beside its sign and its words


class FilterBar(QWidget):
    """One switch a level, a choice of sections, a line for words. `changed` tells of another filter."""

    changed = Signal()
    left = Signal()  # the clerk goes on to the list

    def __init__(self, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = dict.fromkeys(Group, 0)
        self.switches = {group: self._switch(on=group not in shown.without) for group in Group}
        self.where = QComboBox()
        self.where.addItems(["全部", "本部分"])
        self.where.setCurrentIndex(int(shown.here))
        self.where.setToolTip("列出整份报告的问题，或只列出当前部分的问题")
        self.where.setAccessibleName("列出哪些部分的问题")
        self.where.setMinimumWidth(self.fontMetrics().horizontalAdvance("本部分") + ARROW)
        self.words = _Words(shown.words)
        self.words.setPlaceholderText("筛选，如：结转")
        self.words.setToolTip("只列出含有这些字词的问题；按 ↓ 到列表，按 Esc 清除")
        self.words.setAccessibleName("按字词筛选")
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(NARROW)
        self.words.left.connect(self.left)
        self._lay_out()
        self._paint_signs()
        self.where.currentIndexChanged.connect(self.changed)
        self.words.textChanged.connect(self.changed)

    def _lay_out(self) -> None:
        """The levels in a line; what is explained, the section and the words in the next, so that both fit."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        *levels, settled = self.switches.values()
        for line, stretched in ((levels, ()), ((settled, self.where, self.words), (self.words,))):
            across = QHBoxLayout()
            across.setSpacing(4)
            for widget in line:
                across.addWidget(widget, int(widget in stretched))
            if not stretched:
                across.addStretch(1)
            layout.addLayout(across)

    def _switch(self, *, on: bool) -> QToolButton:
        switch = QToolButton()
        switch.setCheckable(True)
        switch.setChecked(on)
        switch.setIconSize(QSize(SIGN, SIGN))
        switch.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        switch.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        switch.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        switch.setMinimumWidth(NARROW)
        switch.toggled.connect(self.changed)
        return switch

    @property
    def shown(self) -> Shown:
        """The filter as it stands."""
        without = frozenset(group for group, switch in self.switches.items() if not switch.isChecked())
        return Shown(without, self.where.currentIndex() == 1, self.words.text().strip())

    def show_all(self) -> None:
        """Take every filter off."""
        blocked = self.blockSignals(True)
        for switch in self.switches.values():
            switch.setChecked(True)
        self.where.setCurrentIndex(0)
        self.words.clear()
        self.blockSignals(blocked)
        self.changed.emit()

    def count(self, counts: Mapping[Group, int]) -> None:
        """Show how many findings each level has, whatever is filtered."""
        if counts != self._counts:
            self._counts = dict(counts)
            self._write()
        wanted = any(counts.values())
        if self.isHidden() is wanted:
            self.setVisible(wanted)

    def _write(self) -> None:
        """The words of the switches; the numbers alone where there is no room for words."""
        told = {group: f"{group.word} {count}" for group, count in self._counts.items()}
        needed = [self.fontMetrics().horizontalAdvance(words) + SIGN + BESIDE for words in told.values()]
        roomy = self.width() >= max(sum(needed[:-1]), needed[-1] + self.where.minimumWidth() + 2 * NARROW)
        for group, words in told.items():
            switch, text = self.switches[group], words if roomy else str(self._counts[group])
            if switch.text() != text or not switch.accessibleName().startswith(words):
                switch.setText(text)
                switch.setToolTip(f"{words} 条，单击显示或隐藏")
                switch.setAccessibleName(f"{words} 条")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write()

    def _paint_signs(self) -> None:
        ink = inks()
        for group, switch in self.switches.items():
            switch.setIcon(sign_icon(group, ink.groups[group], SIGN, self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_signs()


class _Words(Line):
    """A line from which ↓ and Enter lead to the list, and which Esc empties."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
