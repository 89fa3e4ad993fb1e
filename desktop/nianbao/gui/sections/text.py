"""The page of a section with a text: what is written, beside it what last year said."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from nianbao.core.drafts import draft_id, draft_sentences, is_draft
from nianbao.core.edition import Section
from nianbao.core.report import Change
from nianbao.gui import textsteps
from nianbao.gui.beside_text import BesideText
from nianbao.gui.editor import Editor
from nianbao.gui.prose import Prose
from nianbao.gui.scrolling import scrolling

NARROW = 480  # pixels
LEAST_LINES = 7  # of this year's text; last year's has its heading and its buttons in the same height


class TextPage(QWidget):
    """Editor with word count and, when the section is empty, the official topics as a skeleton."""

    told = Signal(str)

    def __init__(self, editor: Editor, section: Section) -> None:
        super().__init__()
        self.section = section
        self._editor = editor
        self.prose = Prose(editor, section.text, self)
        self.prose.setPlaceholderText("在这里填写，一行一段；不用空格，段首缩进由程序处理。")
        self.prose.setAccessibleName(section.heading)
        self.prose.told.connect(self.told)
        heading = QLabel(section.heading)
        heading.setObjectName("heading")
        heading.setWordWrap(True)
        self._count, self._usual = QLabel(), QLabel()
        self._usual.setObjectName("summary")
        self._skeleton = QPushButton("填入提纲")
        self._skeleton.setToolTip("填入这一部分应当写到的内容，再逐条补充")
        self._skeleton.clicked.connect(self.fill_skeleton)
        self._draft = QLabel()
        self._draft.setObjectName("notice")
        self._draft.setWordWrap(True)
        self._confirm = QPushButton("已核对，不需修改")
        self._confirm.clicked.connect(self.confirm_draft)
        self._one = QPushButton("这一句不改")
        self._one.setToolTip("光标所在的上年句子不需要改，转到下一句")
        self._one.clicked.connect(lambda: textsteps.confirm_sentence(self.prose))
        inner, outer = QWidget(), QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner))
        layout = QVBoxLayout(inner)
        layout.addLayout(_line(heading, self._usual, self._count, self._skeleton))
        self._notices = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._notices.addWidget(self._draft, 1)
        self._notices.addLayout(_line(None, self._one, self._confirm))
        layout.addLayout(self._notices)
        texts = self._side_by_side()
        texts.setMinimumHeight(LEAST_LINES * self.fontMetrics().lineSpacing())
        # or the page would scroll wherever it has less room than texts like to have
        texts.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        layout.addWidget(texts, 1)
        self.setFocusProxy(self.prose)
        # the text is where the keys come in, so it is the first of the page: Tab would pass over what stood before it
        for before, after in pairwise((self.prose, self._skeleton, self._one, self._confirm)):
            self.setTabOrder(before, after)
        editor.changed.connect(self._refresh)
        self._refresh()

    def _side_by_side(self) -> QWidget:
        base = self._editor.base
        before = base.text(self.section.text) if base else ""
        if base is None or not before:
            return self.prose
        side = BesideText(self._editor, self.section)
        side.told.connect(self.told)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.prose)
        splitter.addWidget(side)
        splitter.setSizes([600, 400])
        return splitter

    def _refresh(self, change: Change | None = None) -> None:
        if change and {self.section.text, draft_id(self.section.text)}.isdisjoint((*change.cells, *change.origins)):
            return
        report = self._editor.report
        text = report.text(self.section.text)
        number = len("".join(text.split()))
        self._count.setText(f"{number} 字")
        self._usual.setText(_usual(number, self.section.usual_length))
        self._usual.setVisible(bool(self.section.usual_length))
        self._skeleton.setVisible(not text.strip() and not self._editor.sealed)
        self._show_draft()
        self.prose.setReadOnly(self._editor.sealed)

    def _show_draft(self) -> None:
        report, cell = self._editor.report, self.section.text
        draft = is_draft(report, cell) and not self._editor.sealed
        sentences = draft_sentences(report, cell) if draft else ()
        told = f"还有 {len(sentences)} 句是上年的文字" if sentences else "这是上年的文字"
        self._draft.setText(f"{told}（年份已顺移），请逐句核对修改。")
        for widget, shown in ((self._draft, draft), (self._confirm, draft), (self._one, bool(sentences))):
            widget.setVisible(shown)

    def fill_skeleton(self) -> None:
        """Fill in what the official notice asks this section to speak of."""
        year = self._editor.report.year
        text = "\n".join(line.format(year=year) for line in self.section.skeleton)
        self._editor.submit(f"填入提纲 {self.section.short}", {self.section.text: text}, how="filled")

    def confirm_draft(self) -> None:
        """Keep last year's words on purpose: the mark goes, the text stays."""
        text = self._editor.report.get(self.section.text)
        self._editor.submit(f"核对 {self.section.short}", {self.section.text: text})

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow page the buttons lie under the notice, which would be a column of a few letters beside them."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        self._notices.setDirection(ways.TopToBottom if self.width() < NARROW else ways.LeftToRight)

    def show_cell(self, _cell: str) -> None:
        self.prose.setFocus()
        self.prose.reveal()


def _line(first: QWidget | None, *rest: QWidget) -> QHBoxLayout:
    """Widgets beside one another; the first one, or the room before the rest, takes what is left."""
    line = QHBoxLayout()
    if first is None:
        line.addStretch(1)
    else:
        line.addWidget(first, 1)
    for widget in rest:
        line.addWidget(widget)
    return line


def _usual(number: int, usual: int) -> str:
    """How long the text is against the usual; empty where nothing is usual."""
    if not usual:
        return ""
    return f"一般不超过 {usual} 字" if number <= usual else f"比一般的 {usual} 字多 {number - usual} 字"
