"""The page of a section with a text: what is written, beside it what last year said."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from nianbao.core.drafts import draft_sentences, is_draft
from nianbao.core.edition import Section
from nianbao.core.report import Change
from nianbao.gui import textsteps
from nianbao.gui.beside_text import BesideText
from nianbao.gui.editor import Editor
from nianbao.gui.prose import Prose


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
        layout = QVBoxLayout(self)
        for row in (heading, self._usual, self._count, self._skeleton), (self._draft, self._one, self._confirm):
            line = QHBoxLayout()
            line.addWidget(row[0], 1)
            for widget in row[1:]:
                line.addWidget(widget)
            layout.addLayout(line)
        layout.addWidget(self._side_by_side(), 1)
        self.setFocusProxy(self.prose)
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

    def _refresh(self, _change: Change | None = None) -> None:
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

    def show_cell(self, _cell: str) -> None:
        self.prose.setFocus()
        self.prose.reveal()


def _usual(number: int, usual: int) -> str:
    """How long the text is against the usual; empty where nothing is usual."""
    if not usual:
        return ""
    return f"一般不超过 {usual} 字" if number <= usual else f"比一般的 {usual} 字多 {number - usual} 字"
