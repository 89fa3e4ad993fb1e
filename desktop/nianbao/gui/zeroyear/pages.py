"""The pages of the guide for a year without applications: the question, what is proposed, what is left."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QCommandLinkButton,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from nianbao.core.progress import State
from nianbao.core.zeroyear import Step
from nianbao.gui.colours import colours
from nianbao.gui.tasklist import TaskList
from nianbao.gui.ticks import paint_tick

Index = QModelIndex | QPersistentModelIndex

STEP = Qt.ItemDataRole.UserRole
_MARGIN = 10  # pixels beside the words of a line


class Page(QWidget):
    """A page with a heading, room for its content, and buttons; Return presses `main`."""

    main: QPushButton
    shut: QPushButton

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.heading = QLabel(heading)
        self.heading.setObjectName("heading")
        self.heading.setWordWrap(True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.heading)
        self._buttons = QDialogButtonBox()

    def button(self, words: str, role: QDialogButtonBox.ButtonRole) -> QPushButton:
        made = self._buttons.addButton(words, role)
        made.setAutoDefault(False)
        return made

    def finish(self) -> None:
        self.shut = self.button("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        self.column.addWidget(self._buttons)


class Question(Page):
    def __init__(self, year: str) -> None:
        super().__init__(f"{year}是否收到政府信息公开申请？")
        self.none = self.main = QCommandLinkButton(
            "没有收到(&N)", "列出可以填的 0 和可以写的句子，由您逐条看过、打勾，一次填入，可以撤销。"
        )
        self.some = QCommandLinkButton("收到了(&Y)", "转到表三，逐格填写。")
        for answer in (self.none, self.some):
            answer.setAutoDefault(False)
            self.column.addWidget(answer)
        told = QLabel(
            "上年结转、行政复议和行政诉讼、信息处理费、表二各项，程序不替您决定，要由您逐项确认。"
            "已经填写的内容，不打勾就不改动。"
        )
        told.setObjectName("summary")
        told.setWordWrap(True)
        self.column.addSpacing(12)
        self.column.addWidget(told)
        self.column.addStretch(1)
        self.finish()


class Proposed(Page):
    """The steps under the sections that they concern, each with a tick."""

    def __init__(self) -> None:
        super().__init__("要填的内容：请逐条看，是这样的打勾")
        told = QLabel("上下键移动，空格键打勾或取消，回车填入。没有打勾的不填，留给您自己填写。")
        told.setObjectName("summary")
        told.setWordWrap(True)
        self.choices = QFormLayout()
        self.list = QListWidget()
        self.list.setAccessibleName("要填的内容")
        self.list.setWordWrap(True)
        self.list.setItemDelegate(_StepDelegate(self.list))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.column.addWidget(told)
        self.column.addLayout(self.choices)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.summary)
        self.fill = self.main = self.button("填入勾选的", QDialogButtonBox.ButtonRole.ActionRole)
        self.skip = self.button("不填，看还要确认的", QDialogButtonBox.ButtonRole.ActionRole)
        self.finish()

    def items(self) -> list[tuple[int, QListWidgetItem]]:
        """The lines that are steps, with their rows."""
        listed = ((row, self.list.item(row)) for row in range(self.list.count()))
        return [(row, item) for row, item in listed if item.data(STEP) is not None]

    def show_steps(self, steps: tuple[Step, ...], chosen: frozenset[str]) -> None:
        """Show the steps with their ticks. Lines that stay are kept, also the one that is being ticked just now."""
        current = self.list.currentItem()
        for row, line in enumerate(_lines(steps)):
            item = self._line(row, line)
            if isinstance(line, Step):
                item.setText(line.words)
                item.setData(STEP, line)
                item.setCheckState(Qt.CheckState.Checked if line.id in chosen else Qt.CheckState.Unchecked)
        while self.list.count() > len(_lines(steps)):
            self.list.takeItem(self.list.count() - 1)
        if current is not None and self.list.row(current) >= 0:
            self.list.setCurrentItem(current)

    def _line(self, row: int, line: Step | str) -> QListWidgetItem:
        """The item of a line, brought to its row or made there."""
        found = (n for n in range(row, self.list.count()) if _key(self.list.item(n)) == _key_of(line))
        at = next(found, None)
        if at == row:
            return self.list.item(row)
        item = _made(line) if at is None else self.list.takeItem(at)
        self.list.insertItem(row, item)
        return item


class Left(Page):
    def __init__(self) -> None:
        super().__init__("")
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.list = TaskList("还要确认的")
        told = QLabel("单击一条，或者选中后按回车，转到报告里的这一处。这个窗口可以一直开着。")
        told.setObjectName("summary")
        told.setWordWrap(True)
        self.column.addWidget(self.summary)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(told)
        self.again = self.button("再看可以填的内容", QDialogButtonBox.ButtonRole.ActionRole)
        self.finish()
        self.main = self.shut


class _StepDelegate(QStyledItemDelegate):
    """Lines as high as their words need beside the box for the tick, which can be seen on dark ground too."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        style = view.style()
        tick = style.pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth) + 2 * _MARGIN
        room = QRect(0, 0, view.viewport().width() - tick - _MARGIN, 10_000)
        lines = option.fontMetrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), str(index.data()))
        return QSize(view.viewport().width(), lines.height() + _MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.data(STEP) is None:
            return
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        box = (
            self.parent().style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, whole, self.parent())
        )
        now, square = colours(), QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(now.faint, 1))
        painter.setBrush(now.paper)
        painter.drawRect(square)
        if whole.checkState == Qt.CheckState.Checked:
            paint_tick(painter, square, State.COMPLETE)
        painter.restore()


def _lines(steps: tuple[Step, ...]) -> list[Step | str]:
    """The steps under the sections that they concern, in the order in which they come."""
    lines: list[Step | str] = []
    for part in dict.fromkeys(step.part for step in steps):
        lines += [part, *(step for step in steps if step.part == part)]
    return lines


def _key_of(line: Step | str) -> str:
    return line if isinstance(line, str) else line.id


def _key(item: QListWidgetItem) -> str:
    step: Step | None = item.data(STEP)
    return item.text() if step is None else step.id


def _made(line: Step | str) -> QListWidgetItem:
    if isinstance(line, str):
        item = QListWidgetItem(line)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        return item
    item = QListWidgetItem(line.words)
    item.setData(STEP, line)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Unchecked)
    return item
