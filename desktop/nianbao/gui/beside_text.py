"""Last year's text beside this year's: what became of each sentence, and each to be taken over by a key."""

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from nianbao.core.edition import Section
from nianbao.core.report import Change
from nianbao.core.takeover import compared, linkable_again, linked_again, taken_over
from nianbao.core.textdiff import Compared
from nianbao.gui.colours import colours
from nianbao.gui.editor import Editor
from nianbao.gui.flow import Flow
from nianbao.gui.layer import Layer, Stretch
from nianbao.gui.marks import units
from nianbao.gui.pace import BESIDE_MS
from nianbao.gui.prose import place_of

LEAST_LINES = 3
LOW = 180  # pixels: below it the text needs the room of the legend
LEGEND = "浅色：仍有；底色：改动；虚线：没有"
LEGEND_TOLD = "浅色的句子本年仍有，有底色的字本年改动了，画虚线的句子本年没有"


class BesideText(QWidget):
    """Last year's text of a section, which cannot be changed. `told` says what was taken over."""

    told = Signal(str)

    def __init__(self, editor: Editor, section: Section) -> None:
        super().__init__()
        self._editor, self.section = editor, section
        base = editor.base
        assert base is not None
        self.told_years = f"上年（{base.year}年）的文字，供对照" if base.year else "上年的文字，供对照"
        self.text = Before(base.text(section.text))
        self.text.setAccessibleName(self.told_years)
        self.text.setMinimumHeight(LEAST_LINES * self.fontMetrics().lineSpacing())
        self.text.taken.connect(self.take)
        self.text.cursorPositionChanged.connect(self._refresh_button)
        self._legend = QLabel(LEGEND)
        self._legend.setObjectName("summary")
        self._legend.setToolTip(LEGEND_TOLD)
        self._legend.setWordWrap(True)
        self.button = QPushButton("采用这一句")
        self.button.setToolTip("把光标所在的上年句子放进本年的文字，也可以按回车")
        self.button.clicked.connect(self.take)
        self.again = QPushButton()
        self.again.setToolTip("上年随表格变化的数字，改为今年表格里的数字，并继续随表格变化")
        self.again.clicked.connect(self.link_again)
        line = Flow(self.again, self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        caption = QLabel(self.told_years)
        caption.setWordWrap(True)
        layout.addWidget(caption)
        layout.addWidget(self.text, 1)
        layout.addWidget(self._legend)
        layout.addLayout(line)
        self._compared: tuple[Compared, ...] = ()
        self._timer = QTimer(self, singleShot=True, interval=BESIDE_MS)
        self._timer.timeout.connect(self.refresh)
        editor.changed.connect(self._later)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._legend.setVisible(self.height() >= LOW)

    def _later(self, change: Change) -> None:
        if self.section.text in change.cells or "year" in change.cells:
            self._timer.start()

    def refresh(self) -> None:
        """Show what became of each sentence by now."""
        self._compared = compared(self._editor.report, self._editor.base, self.section.text)
        self.text.show_compared(self._compared)
        again = linkable_again(self._editor.report, self._editor.base, self.section.text)
        self.again.setText(f"重新关联 {len(again)} 处数字")
        self.again.setVisible(bool(again) and not self._editor.sealed)
        self._refresh_button()

    def current(self) -> Compared | None:
        """The sentence at the cursor, or the next one behind it; the last one at the end of the text."""
        at = place_of(self.text.toPlainText(), self.text.textCursor().position())
        behind = (one for one in self._compared if at < one.before.end)
        return next(behind, self._compared[-1] if self._compared else None)

    def _refresh_button(self) -> None:
        chosen = self.current()
        self.button.setEnabled(chosen is not None and chosen.state != "same" and not self._editor.sealed)

    def take(self) -> None:
        """Take the sentence at the cursor over, as one step; then the cursor stands at the next one to be taken."""
        self._timer.stop()
        self.refresh()
        chosen, base, cell = self.current(), self._editor.base, self.section.text
        if chosen is None or base is None:
            return
        if chosen.state == "same":
            self.told.emit("本年的文字里已经有这一句。")
            return
        report = self._editor.report
        values, origins = taken_over(report, base, cell, chosen)
        if self._editor.submit("采用上年的一句", values, origins, how="carried"):
            self.refresh()
            self.told.emit("已采用上年的这一句（年份已顺移），请核对修改。")
            rest = [one for one in self._compared if one.before.start > chosen.before.start and one.state != "same"]
            if rest:
                self.text.put_cursor(rest[0].before.start)

    def link_again(self) -> None:
        """Link the numbers that were linked in last year's text with this year's tables, as one step."""
        report, cell = self._editor.report, self.section.text
        found = linkable_again(report, self._editor.base, cell)
        if self._editor.submit(f"重新关联 {len(found)} 处数字", linked_again(report, cell, found)):
            self.refresh()
            self.told.emit(f"{len(found)} 处数字改为今年表格里的数字，并随表格变化。")


class Before(QPlainTextEdit):
    """The text itself: moved in by keys, each sentence marked by what became of it. Enter takes one over."""

    taken = Signal()

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._layer = Layer(self.document())
        self.repaint_marks()
        self.setObjectName("before")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        flags = self.textInteractionFlags()
        self.setTextInteractionFlags(flags | flags.TextSelectableByKeyboard)

    def show_compared(self, every: tuple[Compared, ...]) -> None:
        """Mark each sentence: faint where it stayed, the characters that changed, a broken line where it is gone."""
        text = self.toPlainText()
        self._layer.show_stretches(
            Stretch(units(text, start), units(text, end), one.state)
            for one in every
            for start, end in (_changed(one) if one.state == "changed" else [one.before[:2]])
        )

    def repaint_marks(self) -> None:
        """Mark everything in the colours that there are now."""
        now = colours()
        same, changed, gone = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        same.setForeground(now.faint)
        changed.setBackground(now.left_ground)
        gone.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        gone.setUnderlineColor(now.mark)
        self._layer.show_looks({"same": same, "changed": changed, "gone": gone})

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.repaint_marks()

    def put_cursor(self, place: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(units(self.toPlainText(), place))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in ("\r", "\n"):
            self.taken.emit()
        else:
            super().keyPressEvent(event)


def _changed(one: Compared) -> list[tuple[int, int]]:
    """The characters of last year's sentence that are others now; its last one where only something was added."""
    start, end = one.before.start, one.before.end
    return [(start + i, start + j) for i, j, _, _ in one.edits if i < j] or [(end - 1, end)]
