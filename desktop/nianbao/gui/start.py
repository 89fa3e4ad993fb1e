"""The first page: what the clerk can begin with."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCommandLinkButton,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

WIDTH = 620
LEAST_LIST = 50  # pixels


class StartPage(QWidget):
    """Start from last year's file, a new report, open, and the recent files."""

    wanted = Signal(str)  # the id of an action
    opened = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        column = QWidget()
        column.setMaximumWidth(WIDTH)
        layout = QVBoxLayout(column)
        name = QLabel("政府信息公开工作年度报告")
        name.setObjectName("title")
        layout.addStretch(1)
        layout.addWidget(name)
        layout.addSpacing(12)
        for action, words, explained in (
            (
                "start_next",
                "由上年报告开始",
                "选上年的 Excel、Word、网页或文本文件，先看认出了什么，再开始编制今年的报告",
            ),
            ("new", "新建空白报告", "没有上年文件时，从空白表格开始"),
            ("open", "打开已有的年报文件", "继续编制以前保存的报告（.nianbao）"),
        ):
            button = QCommandLinkButton(words, explained)
            button.setMinimumHeight(button.heightForWidth(WIDTH))
            button.clicked.connect(lambda _checked=False, action=action: self.wanted.emit(action))
            layout.addWidget(button)
        layout.addSpacing(12)
        self.recent = QListWidget()
        self.recent.setMinimumHeight(LEAST_LIST)
        self._label = QLabel("最近的文件")
        layout.addWidget(self._label)
        layout.addWidget(self.recent)
        layout.addStretch(2)
        self.show_recent([])
        self.recent.itemActivated.connect(self._open)
        self.recent.itemClicked.connect(self._open)
        column.setMinimumWidth(WIDTH)
        middle = QWidget()
        line = QHBoxLayout(middle)
        line.addStretch(1)
        line.addWidget(column)
        line.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(middle)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_recent(self, recent: list[Path]) -> None:
        """List the files opened before; nothing is shown when there are none."""
        if recent:
            from nianbao.gui.sentences import never_cut

            never_cut(self.recent)
        self._label.setVisible(bool(recent))
        self.recent.setVisible(bool(recent))
        self.recent.clear()
        for path in recent:
            self.recent.addItem(_Recent(path))

    def _open(self, item: QListWidgetItem) -> None:
        if isinstance(item, _Recent):
            self.opened.emit(item.path)


class _Recent(QListWidgetItem):
    """A file opened before: its name, and below it where it lies."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.stem}\n{path.parent}")
        self.path = path
        self.setToolTip(str(path))
