"""The list of numbers and ready sentences that can be put into a text: typed into, chosen from, by keyboard alone."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from nianbao.core.offers import Offer, fitting, offers
from nianbao.core.report import Report
from nianbao.gui.prose import Line

WIDTH, HEIGHT = 38, 19  # characters and lines of the system's font
EDGE = 6  # pixels
HINT = "输入几个字查找，例如：复议、自然人；↑↓ 选择，回车插入，Esc 关闭"

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
_OFFER = Qt.ItemDataRole.UserRole


class LinkList(QFrame):
    """Lies over the window beside the cursor until something is chosen; then the keys go back to the text.

    `chosen` hands over the name.
    """

    chosen = Signal(str)

    def __init__(self, report: Report, back: QWidget) -> None:
        super().__init__(back.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._back = back
        self.setObjectName("links")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._offers = offers(report)
        self.line = Line(self)
        self.line.setPlaceholderText("插入数字或句子")
        self.line.setAccessibleName("插入数字或句子")
        self.line.setAccessibleDescription(HINT)
        self.line.textChanged.connect(self._fill)
        self.line.installEventFilter(self)
        self.list = QTreeWidget(self)
        self.list.setColumnCount(3)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("可以插入的数字和句子")
        self.list.currentItemChanged.connect(self._preview)
        self.list.itemDoubleClicked.connect(self._choose)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.preview = QLabel(self)
        self.preview.setWordWrap(True)
        self.preview.setTextFormat(Qt.TextFormat.PlainText)
        self.preview.setMinimumHeight(3 * self.fontMetrics().height())
        self.preview.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        layout.addWidget(self.line)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.preview)
        self._fill()

    def open_at(self, place: QPoint) -> None:
        """Show it below a point of its parent, or above where there is no room below, and take the keys."""
        room = self.parentWidget().rect()
        letters = self.fontMetrics()
        width = min(WIDTH * letters.horizontalAdvance("字"), room.width())
        height = min(HEIGHT * letters.lineSpacing(), room.height())
        above = place.y() - height - letters.height() - EDGE
        top = place.y() + EDGE if place.y() + EDGE + height <= room.height() else above
        left = min(max(0, place.x()), room.width() - width)
        self.setGeometry(left, max(0, min(top, room.height() - height)), width, height)
        self.show()
        self.raise_()
        self.line.setFocus()

    @property
    def current(self) -> Offer | None:
        """What Enter would insert."""
        item = self.list.currentItem()
        return item.data(0, _OFFER) if item else None

    def _fill(self) -> None:
        self.list.clear()
        items = []
        for offer in fitting(self._offers, self.line.text()):
            item = QTreeWidgetItem([offer.group, offer.label, "" if offer.is_sentence else offer.words])
            item.setData(0, _OFFER, offer)
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            items.append(item)
        self.list.addTopLevelItems(items)
        if items:
            self.list.setCurrentItem(items[0])
        else:
            self.preview.setText("没有找到。请换几个字，例如表里的行名。")

    def _preview(self) -> None:
        offer = self.current
        if offer is not None:
            self.preview.setText(offer.words if offer.is_sentence else f"{offer.group} {offer.label}：{offer.words}")

    def _choose(self) -> None:
        offer = self.current
        if offer is not None:
            self._leave()
            self.chosen.emit(offer.name)

    def _leave(self) -> None:
        self._back.setFocus()
        self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The line takes letters; the keys of a list go to the list, Esc and leaving close it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in _ENTER:
                self._choose()
                return True
            if key == Qt.Key.Key_Escape:
                self._leave()
                return True
            if key in _LIST_KEYS:
                self.list.keyPressEvent(event)
                return True
        if event.type() == QEvent.Type.FocusOut and event.reason() not in _PASSING:
            self.close()
        return super().eventFilter(watched, event)
