"""The first page: what the clerk can begin with."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCommandLinkButton, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

WIDTH = 620


class StartPage(QWidget):
    """Start from last year's file, a new report, open, and the recent files."""

    wanted = Signal(str)  # the id of an action
    opened = Signal(Path)

    def __init__(self, recent: list[Path]) -> None:
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
            button.clicked.connect(lambda _checked=False, action=action: self.wanted.emit(action))
            layout.addWidget(button)
        layout.addSpacing(12)
        self.recent = QListWidget()
        label = QLabel("最近的文件")
        layout.addWidget(label)
        layout.addWidget(self.recent)
        layout.addStretch(2)
        self.show_recent(recent)
        label.setVisible(bool(recent))
        self.recent.setVisible(bool(recent))
        self.recent.itemActivated.connect(self._open)
        self.recent.itemClicked.connect(self._open)
        outer = QVBoxLayout(self)
        outer.addWidget(column, 1, Qt.AlignmentFlag.AlignHCenter)
        column.setMinimumWidth(WIDTH)

    def show_recent(self, recent: list[Path]) -> None:
        self.recent.clear()
        for path in recent:
            item = QListWidgetItem(f"{path.stem}\n{path.parent}")
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            item.setToolTip(str(path))
            self.recent.addItem(item)

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(Path(item.data(Qt.ItemDataRole.UserRole)))
