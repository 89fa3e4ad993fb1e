"""Where the clerk is: the cell under the cursor, whether it is of a table, a field or a text."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from nianbao.core.edition import Edition, edition_for
from nianbao.files.editions import load_editions
from nianbao.gui.grid.view import GridView
from nianbao.gui.prose import Prose
from nianbao.gui.sections.information import InformationPage
from nianbao.gui.workspace import Workspace

FIRST_FIELD = "unit.name"
NEWEST = 9999


def workspace_of(window: QWidget) -> Workspace | None:
    """The open report of a window, None while there is none."""
    found = getattr(window, "workspace", None)
    return found if isinstance(found, Workspace) else None


def edition_of(window: QWidget) -> Edition:
    """The edition of the open report; the newest one while none is open."""
    workspace = workspace_of(window)
    return workspace.editor.report.edition if workspace else edition_for(load_editions(), NEWEST)


def current_cell(workspace: Workspace) -> str:
    """The cell that has the focus; else that of the page in sight, where the cursor was last."""
    widget = QApplication.focusWidget()
    while widget is not None and widget is not workspace:
        if cell := _cell_of(widget) or _field(widget):
            return cell
        widget = widget.parentWidget()
    page = workspace.current_page()
    inner = [*page.findChildren(GridView), *page.findChildren(Prose)]
    if isinstance(page, InformationPage) or not inner:
        return FIRST_FIELD
    return _cell_of(inner[0])


def _cell_of(widget: QWidget) -> str:
    if isinstance(widget, GridView):
        cell = widget.form.cell_at(widget.currentIndex())
        return cell.id if cell else ""
    return widget.cell if isinstance(widget, Prose) else ""


def _field(widget: QWidget) -> str:
    """The field that the widget edits, when it is one of 基本信息."""
    page = widget
    while page is not None and not isinstance(page, InformationPage):
        page = page.parentWidget()
    fields = page.fields if isinstance(page, InformationPage) else {}
    return next((field for field, editor in fields.items() if editor is widget), "")


class Follower(QObject):
    """Tells when the clerk goes to another cell of the window's report, by key, by mouse or by another tab.

    What has the focus in `ignored` is no cell.
    """

    moved = Signal(str)
    left = Signal()  # the report was closed

    def __init__(self, window: QWidget, ignored: QWidget) -> None:
        super().__init__(ignored)
        self._window, self._ignored = window, ignored
        self._grid: GridView | None = None
        self._workspace: Workspace | None = None
        # once the window has settled: the focus moves while a page is being changed
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._look)

    def _look(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or (new.window() is self._window and not self._ignored.isAncestorOf(new)):
            self._soon.start()

    def refresh(self) -> None:
        """Look where the clerk is now."""
        workspace = workspace_of(self._window)
        if workspace is None:
            self._workspace = None
            self.left.emit()
            return
        if workspace is not self._workspace:
            self._workspace = workspace
            workspace.tabs.currentChanged.connect(self._soon.start)
        self._watch(next(iter(workspace.current_page().findChildren(GridView)), None))
        if not self._ignored.isAncestorOf(QApplication.focusWidget()):
            self.moved.emit(current_cell(workspace))

    def _watch(self, grid: GridView | None) -> None:
        if grid is self._grid:
            return
        if self._grid is not None and isValid(self._grid):
            self._grid.moved.disconnect(self.moved)
        self._grid = grid
        if grid is not None:
            grid.moved.connect(self.moved)
