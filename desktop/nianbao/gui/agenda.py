"""The order of work: what is left to do, live, each line a click away from its place."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from nianbao.core.agenda import EXPORT, SEAL, Task, agenda
from nianbao.core.report import Change
from nianbao.gui.editor import Editor
from nianbao.gui.pace import AGENDA_MS
from nianbao.gui.room import AGENDA, make_room
from nianbao.gui.tasklist import TaskList

if TYPE_CHECKING:
    from nianbao.gui.window import Window

WIDTH = 210  # pixels
LEAST = 12  # widths of a Chinese character
NAME = "工作步骤"
DEEDS = {SEAL: "finalising.seal", EXPORT: "exporting.export_word"}


class AgendaPanel(QWidget):
    """The tasks of one editor's report. `wanted` tells a cell to go to, `asked` the action that is a deed's.

    `exported` says whether the report has been handed out since it was sealed.
    """

    wanted = Signal(str)
    asked = Signal(str)

    def __init__(self, editor: Editor, exported: Callable[[], bool] = lambda: False) -> None:
        super().__init__()
        self._editor, self._exported = editor, exported
        self.summary = QLabel()
        self.summary.setObjectName("summary")
        self.summary.setWordWrap(True)
        self._list = TaskList(NAME)
        self._list.wanted.connect(self._go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.summary)
        layout.addWidget(self._list, 1)
        self.setFocusProxy(self._list)
        self.setMinimumWidth(LEAST * self.fontMetrics().horizontalAdvance("国"))
        self._soon = QTimer(self, singleShot=True, interval=AGENDA_MS)
        self._soon.timeout.connect(self.refresh)
        editor.changed.connect(self._refresh_soon)
        self.refresh()

    @property
    def list(self) -> TaskList:
        """The tasks as they stand at this moment."""
        if self._soon.isActive():
            self.refresh()
        return self._list

    def _refresh_soon(self, _change: Change) -> None:
        self._soon.start()

    def refresh(self, _cause: object = None) -> None:
        """Show how the tasks stand now."""
        self._soon.stop()
        editor = self._editor
        exported = editor.sealed and self._exported()
        tasks = agenda(editor.report, editor.base, editor.findings, sealed=editor.sealed, exported=exported)
        self._list.show_tasks(tasks)
        left = sum(not task.done for task in tasks)
        told = f"还有 {left} 步，由上往下做。单击或按回车，转到要填的地方。" if left else "全部完成。"
        if told != self.summary.text():
            self.summary.setText(told)

    def _go(self, task: Task) -> None:
        if task.id in DEEDS:
            self.asked.emit(DEEDS[task.id])
        elif task.cell:
            self.wanted.emit(task.cell)


class AgendaDock(QDockWidget):
    """Holds the tasks of whatever report is open in the window, at its left edge."""

    def __init__(self, window: "Window") -> None:
        super().__init__(NAME, window)
        self.setObjectName(AGENDA)
        self._window = window
        self.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea)
        self.setTitleBarWidget(self._heading())
        window.centralWidget().currentChanged.connect(self._follow_soon)
        self.follow()

    def _heading(self) -> QWidget:
        """Title and a sign to close it, drawn as a letter: the style's own cannot be seen on dark ground."""
        heading = QWidget()
        shut = QToolButton(text="✕", toolTip="关闭", autoRaise=True)
        shut.setAccessibleName(f"关闭{NAME}")
        shut.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shut.clicked.connect(self.close)
        layout = QHBoxLayout(heading)
        layout.setContentsMargins(6, 2, 2, 0)
        layout.addWidget(QLabel(f"<b>{NAME}</b>"), 1)
        layout.addWidget(shut)
        return heading

    @property
    def panel(self) -> AgendaPanel | None:
        panel = self.widget()
        return panel if isinstance(panel, AgendaPanel) else None

    def follow(self) -> None:
        """Show the tasks of the report that is open now; without one, nothing is shown."""
        window, old = self._window, self.widget()
        if window.workspace is None or window.editor is None or window.saver is None:
            self.hide()
        else:
            saver, workspace = window.saver, window.workspace
            panel = AgendaPanel(window.editor, lambda: _is_handed_out(window))
            panel.wanted.connect(workspace.show_cell)
            panel.asked.connect(lambda action: window.act(action)())
            saver.saved.connect(panel.refresh)
            self.setWidget(panel)
        if old is not None and old is not self.widget():
            old.deleteLater()

    def _follow_soon(self, _page: int) -> None:
        """The window shows another page, and then takes the report on it for its own."""
        QTimer.singleShot(0, self, self.follow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the report; the tasks stay in sight."""
        if event.key() == Qt.Key.Key_Escape and self._window.workspace is not None:
            self._window.workspace.current_page().setFocus()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if self._window.workspace is not None:
            self._window.workspace.current_page().setFocus()


def toggle(window: "Window") -> None:
    """Show the order of work with the keyboard in it; go into it when it is in sight; put it away from within."""
    dock = window.findChild(AgendaDock)
    if window.workspace is None:
        return
    if dock is None:
        dock = AgendaDock(window)
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
        window.resizeDocks([dock], [WIDTH], Qt.Orientation.Horizontal)
    elif dock.isVisible() and dock.isAncestorOf(window.focusWidget() or window):
        dock.close()
        return
    elif not dock.isVisible():
        dock.follow()
    make_room(window, AGENDA)
    dock.show()
    if dock.panel is not None:
        dock.panel.list.take_focus()


def _is_handed_out(window: "Window") -> bool:
    """Whether a file has been exported since the report was sealed."""
    saver = window.saver
    if saver is None:
        return False
    return any(exported.at >= saver.document.sealed for exported in saver.document.exports)
