"""The help at the cell, beside the tables: it follows the cursor while it is open."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QHBoxLayout, QMainWindow, QToolButton, QVBoxLayout, QWidget

from nianbao.files.help import cell_help, load_regulation
from nianbao.gui.help.browser import HelpBrowser
from nianbao.gui.help.markup import help_html
from nianbao.gui.help.place import Follower, current_cell, workspace_of
from nianbao.gui.room import HELP, make_room

if TYPE_CHECKING:
    from nianbao.core.help import Help

ShowPage = Callable[[str], object]  # opens the guide at an address, at its last place for none

REST_MS = 50  # at a cell, before its help is drawn: the keys come first
WIDTH, LEAST = 310, 180  # pixels
CLOSED, OPEN = "▸ 条例原文", "▾ 条例原文"


def show_cell_help(window: QMainWindow, guide: ShowPage) -> bool:
    """Show the help at the window's cell. False where there is no cell.

    Where it stands already, it gets the keyboard; where it has that too, the whole `guide` opens at this place.
    """
    workspace = workspace_of(window)
    if workspace is None:
        return False
    dock = next(iter(window.findChildren(CellHelp)), None)
    if dock is None:
        dock = CellHelp(window, guide)
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        window.resizeDocks([dock], [WIDTH], Qt.Orientation.Horizontal)
    if dock.isVisible():
        dock.enter()
    else:
        dock.appear()
    return True


class CellHelp(QDockWidget):
    """Shows the help of the cell that the clerk is at. The keyboard stays in the table until F1 is pressed again."""

    def __init__(self, window: QMainWindow, guide: ShowPage) -> None:
        super().__init__("这一格填什么", window)
        self.setObjectName(HELP)  # by which a window remembers its place
        self.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # the keyboard stays where it is
        self._window, self._guide = window, guide
        self.help: Help | None = None
        self.browser = HelpBrowser()
        self.browser.setAccessibleName("这一格填什么")
        self.browser.wanted.connect(guide)
        self.articles = QToolButton(text=CLOSED, checkable=True, toolTip="展开或收起引用的条文")
        self.articles.toggled.connect(self._expand)
        self.more = QToolButton(text="全部说明", toolTip="打开使用说明，可以查找")
        self.more.clicked.connect(self._open_guide)
        inner, line = QWidget(), QHBoxLayout()
        line.addWidget(self.articles)
        line.addStretch(1)
        line.addWidget(self.more)
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.browser, 1)
        column.addLayout(line)
        inner.setMinimumWidth(LEAST)
        self.setWidget(inner)
        self._cell = ""  # where the clerk has come to, and whose help is shown once she rests there
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(lambda: self.show_cell(self._cell))
        self._follower = Follower(window, self)
        self._follower.moved.connect(self._come_to)
        self._follower.left.connect(self.hide)

    def appear(self) -> None:
        """Stand beside the report, or where the clerk has put it, and follow her from now on."""
        workspace = workspace_of(self._window)
        if workspace is None:
            return
        make_room(self._window, HELP)
        self.show()
        if self.isFloating():
            self._window.activateWindow()  # not every system leaves the keyboard where it was
        self._follower.refresh()
        self.show_cell(current_cell(workspace))

    @property
    def is_current(self) -> bool:
        """Whether the help that is shown is that of the cell where the clerk is."""
        return not self._rest.isActive()

    def _come_to(self, cell: str) -> None:
        if cell and self.isVisible():
            self._cell = cell
            self._rest.start()

    def show_cell(self, cell: str) -> None:
        """Show the help of a cell of the open report."""
        self._rest.stop()
        workspace = workspace_of(self._window)
        if workspace is None or self.isHidden():
            return
        edition = workspace.editor.report.edition
        if cell in edition.cells:
            self.help = cell_help(edition, cell)
            self._draw()

    def _draw(self) -> None:
        if self.help is None:
            return
        self.articles.setEnabled(bool(self.help.articles))
        self.browser.show_page(help_html(self.help, load_regulation(), with_articles=self.articles.isChecked()))

    def _expand(self, wanted: bool) -> None:
        """Show or hide the articles; what is shown now is brought into sight."""
        self.articles.setText(OPEN if wanted else CLOSED)
        self._draw()
        if wanted:
            bar = self.browser.verticalScrollBar()
            bar.setValue(bar.maximum())

    def _open_guide(self) -> None:
        self._guide(self.help.parts[0].topic.address if self.help and self.help.parts else "")

    def enter(self) -> None:
        """Give the keyboard to the help; if it is there already, open the guide."""
        if self.isAncestorOf(QApplication.focusWidget()):
            self._open_guide()
        else:
            self.activateWindow()
            self.browser.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The keyboard goes back to the report wherever it is, so that it is never lost."""
        super().closeEvent(event)
        workspace = workspace_of(self._window)
        if workspace is not None:
            self._window.activateWindow()
            workspace.current_page().setFocus()
