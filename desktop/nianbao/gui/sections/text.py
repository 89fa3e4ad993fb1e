"""The page of a section with a text: what is written, beside it what last year said."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from nianbao.core.edition import Section
from nianbao.core.report import Change
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
        heading = QLabel(section.heading)
        heading.setObjectName("heading")
        self._count = QLabel()
        self._skeleton = QPushButton("填入提纲")
        self._skeleton.setToolTip("填入这一部分应当写到的内容，再逐条补充")
        self._skeleton.clicked.connect(self.fill_skeleton)
        self._draft = QLabel("这是上年的文字（年份已顺移），请逐句核对修改。")
        self._draft.setObjectName("notice")
        self._draft.setWordWrap(True)
        self._confirm = QPushButton("已核对，不需修改")
        self._confirm.clicked.connect(self.confirm_draft)
        layout = QVBoxLayout(self)
        for row in ((heading, self._count, self._skeleton), (self._draft, self._confirm)):
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
        side = QWidget()
        old = QPlainTextEdit(before)
        old.setReadOnly(True)
        old.setObjectName("before")
        inner = QVBoxLayout(side)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(QLabel(f"上年（{base.year}年）的文字，供对照" if base.year else "上年的文字，供对照"))
        inner.addWidget(old)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.prose)
        splitter.addWidget(side)
        splitter.setSizes([600, 400])
        return splitter

    def _refresh(self, _change: Change | None = None) -> None:
        report = self._editor.report
        text = report.text(self.section.text)
        self._count.setText(f"{len(''.join(text.split()))} 字")
        self._skeleton.setVisible(not text.strip() and not self._editor.sealed)
        origin = report.origins.get(self.section.text)
        draft = origin is not None and origin.kind == "carried" and not self._editor.sealed
        self._draft.setVisible(draft)
        self._confirm.setVisible(draft)
        self.prose.setReadOnly(self._editor.sealed)

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
