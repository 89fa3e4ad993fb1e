"""The guide in a window of its own: contents and search at the left, the page at the right."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nianbao.core.edition import Edition
from nianbao.core.search import Hit
from nianbao.gui.help.browser import HelpBrowser
from nianbao.gui.help.library import GUIDE, Entry, Library
from nianbao.gui.prose import Line
from nianbao.gui.sentences import never_cut

SIZE = QSize(980, 660)
SIDE = 290  # pixels
MOST_HITS = 60
ADDRESS = Qt.ItemDataRole.UserRole


class Guide(QDialog):
    """Stays open beside the window. `address` is that of the page in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("使用说明")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(SIZE.boundedTo(self.screen().availableSize() * 0.92))
        self.address = ""
        self._library: Library | None = None
        self._ways: tuple[list[str], list[str]] = ([], [])  # back and forward
        self.words = _Words()
        self.words.textChanged.connect(self._search)
        self.words.left.connect(self._to_list)
        self.words.opened.connect(self._open_first)
        self.contents = QTreeWidget()
        self.contents.setHeaderHidden(True)
        self.contents.setAccessibleName("目录")
        self.contents.currentItemChanged.connect(lambda item: self._choose(item and item.data(0, ADDRESS)))
        self.hits = never_cut(QListWidget())
        self.hits.setAccessibleName("查到的页面")
        self.hits.currentItemChanged.connect(self._choose_hit)
        self.hits.itemActivated.connect(lambda _item: self.browser.setFocus())
        self._summary = QLabel()
        self._summary.setObjectName("summary")
        self._summary.setWordWrap(True)
        self.browser = HelpBrowser()
        self.browser.setAccessibleName("说明")
        self.browser.wanted.connect(self.go)
        self._back = _button("←", "回到刚才看的（Alt+←）", lambda: self._turn(0))
        self._forward = _button("→", "再到后面看的（Alt+→）", lambda: self._turn(1))
        self._lay_out()
        self._set_keys()
        self.words.setFocus()

    def _lay_out(self) -> None:
        found = QWidget()
        inner = QVBoxLayout(found)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._summary)
        inner.addWidget(self.hits, 1)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.contents)
        self._lists.addWidget(found)
        left, right, top = QWidget(), QWidget(), QHBoxLayout()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self._back)
        top.addWidget(self._forward)
        top.addWidget(self.words, 1)
        column.addLayout(top)
        column.addWidget(self._lists, 1)
        page = QVBoxLayout(right)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.browser)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.addWidget(left)
        sides.addWidget(right)
        sides.setStretchFactor(1, 1)
        sides.setSizes([SIDE, SIZE.width() - SIDE])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(sides)

    def _set_keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Alt+Left", lambda: self._turn(0)),
            ("Alt+Right", lambda: self._turn(1)),
            ("F3", lambda: self.browser.next_mark(1)),
            ("Shift+F3", lambda: self.browser.next_mark(-1)),
            ("Ctrl+F", self._to_words),
        )
        for key, act in keys:
            QShortcut(QKeySequence(key), self, act)

    # what is shown

    def set_edition(self, edition: Edition) -> None:
        """Take the rows and columns of an edition into the guide, in place of another's."""
        if self._library is not None and self._library.edition is edition:
            return
        self._library = Library(edition)
        self.contents.blockSignals(True)
        self.contents.clear()
        for group, entries in self._library.groups().items():
            self._add_group(group, entries)
        self.contents.blockSignals(False)
        if self.address:
            self.go(self.address)

    def _add_group(self, group: str, entries: Iterable[Entry]) -> None:
        """A group with its pages; one of a single page, as a section of text is, is that page."""
        listed = list(entries)
        top = QTreeWidgetItem(self.contents, [group])
        if len(listed) == 1:
            top.setData(0, ADDRESS, listed[0].page.address)
            return
        for entry in listed:
            words = f"列：{entry.page.title}" if entry.side == "column" else entry.page.title
            item = QTreeWidgetItem(top, [words])
            item.setData(0, ADDRESS, entry.page.address)
            item.setToolTip(0, words)
        top.setExpanded(group == GUIDE)

    def go(self, address: str, marks: tuple[str, ...] = ()) -> None:
        """Show the page at an address; what the help does not have is not followed."""
        html = self._library.html(address) if self._library else ""
        if not html:
            return
        if self.address and address != self.address:
            self._ways[0].append(self.address)
            self._ways[1].clear()
        self._show(address, html, marks)

    def _turn(self, way: int) -> None:
        """Go back (0) or forward (1) along the pages that were read."""
        while self._ways[way]:
            address = self._ways[way].pop()
            html = self._library.html(address) if self._library else ""
            if html:  # it may have been another edition's
                self._ways[1 - way].append(self.address)
                self._show(address, html, ())
                return

    def _show(self, address: str, html: str, marks: tuple[str, ...]) -> None:
        self.address = address
        self.browser.show_page(html, marks)
        self._back.setEnabled(bool(self._ways[0]))
        self._forward.setEnabled(bool(self._ways[1]))
        self._mark_contents()

    def _mark_contents(self) -> None:
        """Choose the page in the table of contents, without opening it once more."""
        self.contents.blockSignals(True)
        for number in range(self.contents.topLevelItemCount()):
            top = self.contents.topLevelItem(number)
            for item in (top, *(top.child(row) for row in range(top.childCount()))):
                if item.data(0, ADDRESS) == self.address:
                    self.contents.setCurrentItem(item)
                    self.contents.scrollToItem(item)
        self.contents.blockSignals(False)

    def _choose(self, address: object) -> None:
        if isinstance(address, str):
            self.go(address)

    # the search

    def _search(self, typed: str) -> None:
        """Show the pages that hold the words, the best one at once."""
        searching = bool(typed.strip())
        if searching and not self._lists.currentIndex() and self.address:
            self._ways[0].append(self.address)  # to come back to, however many pages are looked at on the way
        self._lists.setCurrentIndex(int(searching))
        self.hits.clear()
        if not searching:
            self.go(self.address)  # the same page without marks
            return
        found = self._library.search(typed) if self._library else ()
        for hit in found[:MOST_HITS]:
            self.hits.addItem(_Hit(hit))
        self._summary.setText(
            f"查到 {len(found)} 页" if found else "没有查到，请换几个字试试，例如“结转”“万元”“撤销”。"
        )
        if found:
            self.hits.setCurrentRow(0)

    def _choose_hit(self, item: QListWidgetItem | None) -> None:
        if isinstance(item, _Hit) and self._library is not None:
            page = item.hit.page
            self._show(page.address, self._library.html(page.address), item.hit.marks)

    def _to_words(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    def _to_list(self) -> None:
        (self.hits if self._lists.currentIndex() else self.contents).setFocus()

    def _open_first(self) -> None:
        """Enter in the line: read what has been found."""
        self.browser.setFocus()


class _Hit(QListWidgetItem):
    """A page that was found: its title and, below it, the words around."""

    def __init__(self, hit: Hit) -> None:
        super().__init__(f"{hit.page.title}　〔{hit.page.group}〕\n{hit.excerpt}")
        self.hit = hit


class _Words(Line):
    """The line of the search: ↓ leads to what was found, Enter into the page, Esc empties the line, then closes."""

    left = Signal()
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("查找，如：结转、律师、撤销")
        self.setAccessibleName("查找说明")
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


def _button(text: str, tip: str, act: Callable[[], None]) -> QToolButton:
    button = QToolButton(text=text, toolTip=tip)
    button.setAccessibleName(tip)
    button.clicked.connect(act)
    return button
