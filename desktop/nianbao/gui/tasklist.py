"""A list of tasks: each with its sign, what it is and how it stands; a click or Return goes to its place."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from nianbao.core.agenda import Task
from nianbao.gui.colours import colours
from nianbao.gui.sentences import Wrapped, wrapped
from nianbao.gui.ticks import WORDS, paint_tick

TASK = Qt.ItemDataRole.UserRole
SIGN, EDGE, GAP = 15, 6, 3  # pixels

Index = QModelIndex | QPersistentModelIndex


class TaskList(QListWidget):
    """Shows tasks in their order. `wanted` tells the one that the clerk wants to do."""

    wanted = Signal(object)  # Task

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(_TaskDelegate(self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda item: self.wanted.emit(item.data(TASK)))

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """Show these tasks; lines that stay the same are left alone, and so is the cursor."""
        for number, task in enumerate(tasks):
            item = self.item(number)
            if item is None:
                item = QListWidgetItem(self)
            elif item.data(TASK) == task:
                continue
            item.setData(TASK, task)
            item.setText(f"{task.words}：{task.told}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{WORDS[task.state]} {task.words}：{task.told}")
            item.setToolTip(task.told)
        while self.count() > len(tasks):
            self.takeItem(self.count() - 1)

    def tasks(self) -> list[Task]:
        return [self.item(number).data(TASK) for number in range(self.count())]

    def task(self) -> Task | None:
        """The task under the cursor."""
        item = self.currentItem()
        return item.data(TASK) if item else None

    def take_focus(self, *, anew: bool = False) -> None:
        """Put the keyboard into the list: on the chosen task while it is open, else on the next that is, or `anew`."""
        row, tasks = self.currentRow(), self.tasks()
        if anew or row < 0 or tasks[row].done:
            left = [number for number, task in enumerate(tasks) if not task.done]
            later = [number for number in left if number > row and not anew]
            self.setCurrentRow(next(iter(later or left), max(row, 0)))
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes to the task's place; it is not for a dialog, which would close."""
        task = self.task()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and task:
            self.wanted.emit(task)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self.scheduleDelayedItemsLayout()


class _TaskDelegate(QStyledItemDelegate):
    """The sign, the words, and under them how the task stands, in as many lines as that needs."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        width = view.viewport().width()
        words, told = self._laid_out(option, index.data(TASK), width)
        return QSize(width, round(words.height + told.height) + 2 * EDGE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        task: Task = index.data(TASK)
        now, place = colours(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, now.selected_ground)
        words, told = self._laid_out(option, task, place.width())
        line = option.fontMetrics.height()
        sign = QRectF(place.left() + EDGE, place.top() + EDGE + (line - SIGN) / 2, SIGN, SIGN)
        paint_tick(painter, sign, task.state)
        left = place.left() + 2 * EDGE + SIGN
        painter.setPen(now.faint if task.done else now.ink)
        words.draw(painter, QRectF(left, place.top() + EDGE, 0, 0).topLeft())
        painter.setPen(now.faint)
        told.draw(painter, QRectF(left, place.top() + EDGE + words.height, 0, 0).topLeft())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(now.current_line, 1, Qt.PenStyle.DotLine))
            painter.drawRect(QRect(place).adjusted(0, 0, -1, -1))
        painter.restore()

    def _laid_out(self, option: QStyleOptionViewItem, task: Task, width: int) -> tuple[Wrapped, Wrapped]:
        font = option.font
        font.setBold(not task.done)
        room = width - 3 * EDGE - SIGN
        words = wrapped(task.words, font, room)
        font.setBold(False)
        return words, wrapped(task.told, font, room)
