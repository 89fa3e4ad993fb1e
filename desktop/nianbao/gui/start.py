"""The first page: what the clerk can begin with."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QCommandLinkButton,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent, QShowEvent
    from PySide6.QtSvg import QSvgRenderer

WIDTH, SIDE = 590, 380  # pixels: of the ways to begin, and of the recent files beside them
GAP, NEAR = 28, 8  # pixels: between the two, and from one way to the next
LEAST_LIST = 50  # pixels
PICTURE = QSize(640, 176)
ROUND = 6  # pixels of a corner
PICTURE_FROM = 480  # pixels of the page's height: below it the words need the room
DRAWN_MS = 20  # after the first paint, which the clerk waits for

WAYS = (
    (
        "start_next",
        "由上年报告开始",
        "选上年的 Excel、Word、网页或文本文件，先看认出了什么，再开始编制今年的报告",
    ),
    (
        "zeroyear.begin",
        "本年度没有收到申请？",
        "也由上年报告开始，随后转到“零申请年度”：填 0，写好句子，再逐项确认",
    ),
    ("new", "新建空白报告", "没有上年文件时，从空白表格开始"),
    ("open", "打开已有的年报文件", "继续编制以前保存的报告（.nianbao）"),
)


class StartPage(QWidget):
    """Start from last year's file, a new report, open, and the recent files."""

    wanted = Signal(str)  # the id of an action
    opened = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        self._picture = _Picture()
        self._ways = [self._way(*way) for way in WAYS]
        self.recent = QListWidget()
        self.recent.setAccessibleName("最近的文件")
        self.recent.setMinimumHeight(LEAST_LIST)
        self.recent.itemActivated.connect(self._open)
        self.recent.itemClicked.connect(self._open)
        title = QLabel("政府信息公开工作年度报告")
        title.setObjectName("title")
        self._files = self._recent_files()
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._sides.setSpacing(GAP)
        self._sides.addLayout(self._beginning())
        self._sides.addWidget(self._files)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.addStretch(1)
        for part in (self._picture, title, self._sides):
            column.addLayout(_centred(part))
            column.addSpacing(NEAR)
        column.addStretch(2)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(middle)
        area.setFocusProxy(self._ways[0])  # it takes no keys itself; its policy would name an enumeration of Qt
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self.setFocusProxy(self._ways[0])
        self.show_recent([])

    def _way(self, action: str, words: str, explained: str) -> "_Way":
        way = _Way(words, explained)
        way.setAccessibleDescription(explained)
        way.clicked.connect(lambda: self.wanted.emit(action))
        return way

    def _beginning(self) -> QVBoxLayout:
        layout = QVBoxLayout()
        layout.setSpacing(NEAR)
        for way in self._ways:
            layout.addWidget(way)
        layout.addStretch(1)
        return layout

    def _recent_files(self) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        heading = QLabel("最近的文件")
        heading.setObjectName("heading")
        layout.addWidget(heading)
        layout.addWidget(self.recent, 1)
        return holder

    def show_recent(self, recent: list[Path]) -> None:
        """List the files opened before; nothing is shown when there are none."""
        if recent:
            from nianbao.gui.sentences import never_cut

            never_cut(self.recent)
        self._files.setVisible(bool(recent))
        self.recent.clear()
        for path in recent:
            self.recent.addItem(_Recent(path, self._shortened(path.parent)))
        self._arrange()

    def _shortened(self, folder: Path) -> str:
        """The folder on one line: the disk it lies on and the nearest folders."""
        from PySide6.QtCore import Qt

        return self.fontMetrics().elidedText(str(folder), Qt.TextElideMode.ElideMiddle, SIDE - 2 * GAP)

    def _open(self, item: QListWidgetItem) -> None:
        if isinstance(item, _Recent):
            self.opened.emit(item.path)

    def _arrange(self) -> None:
        """The recent files beside the ways to begin where there is room, else below; the picture where there is."""
        beside = self.width() >= WIDTH + SIDE + 3 * GAP
        ways = QBoxLayout.Direction
        self._sides.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        wide = min(WIDTH, self.width() - 2 * GAP)
        for way in self._ways:
            way.setFixedWidth(wide)
            way.setMinimumHeight(way.heightForWidth(wide))
        self._files.setFixedWidth(SIDE if beside else wide)
        self._picture.setVisible(self.height() >= PICTURE_FROM)

    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: "QShowEvent") -> None:
        super().showEvent(event)
        self.setFocus()


def _centred(part: QWidget | QBoxLayout) -> QHBoxLayout:
    """The part in the middle of a line; an alignment would cost every enumeration of Qt before the first paint."""
    line = QHBoxLayout()
    line.addStretch(1)
    if isinstance(part, QWidget):
        line.addWidget(part)
    else:
        line.addLayout(part)
    line.addStretch(1)
    return line


class _Way(QCommandLinkButton):
    """A way to begin, on a ground of its own once the page stands; Enter takes it as the space bar does."""

    def __init__(self, words: str, explained: str) -> None:
        super().__init__(words, explained)
        self._framed = False

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        if event.text() in ("\r", "\n"):
            self.click()
        else:
            super().keyPressEvent(event)

    def _frame(self) -> None:
        self._framed = True
        self.update()

    def paintEvent(self, event: "QPaintEvent") -> None:
        if not self._framed:
            QTimer.singleShot(DRAWN_MS, self, self._frame)
            super().paintEvent(event)
            return
        self._paint_card(ground=True)
        super().paintEvent(event)  # under the mouse it paints a ground of its own
        if self.hasFocus():
            self._paint_card(ground=False)

    def _paint_card(self, *, ground: bool) -> None:
        """The ground with a fine edge; or only the strong edge of the way that has the keys."""
        from PySide6.QtGui import QPainter, QPen

        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.mid(), 1) if ground else QPen(palette.link(), 2))
        if ground:
            painter.setBrush(palette.base())
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), ROUND, ROUND)
        painter.end()


class _Picture(QWidget):
    """From last year's file to the report on paper, sharp at every size; it is drawn once the page stands."""

    def __init__(self) -> None:
        super().__init__()
        self._drawing: QSvgRenderer | None = None
        self.setObjectName("picture")
        self.setFixedSize(PICTURE)

    def _load(self) -> None:
        from PySide6.QtSvg import QSvgRenderer

        from nianbao.files.paths import resources

        if self._drawing is None:
            self._drawing = QSvgRenderer(str(resources() / "icons" / "start.svg"), self)
            self.update()

    def paintEvent(self, _event: "QPaintEvent") -> None:
        if self._drawing is None:
            QTimer.singleShot(DRAWN_MS, self, self._load)
            return
        from PySide6.QtGui import QPainter

        painter = QPainter(self)
        self._drawing.render(painter, self.rect())
        painter.end()


class _Recent(QListWidgetItem):
    """A file opened before: its name, and below it where it lies, as far as there is room for it."""

    def __init__(self, path: Path, folder: str) -> None:
        super().__init__(f"{path.stem}\n{folder}")
        self.path = path
        self.setToolTip(str(path))
