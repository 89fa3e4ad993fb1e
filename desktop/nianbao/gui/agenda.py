"""The order of work: what is left to do, live, each line a click away from its place."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDockWidget, QLabel, QVBoxLayout, QWidget

from nianbao.core.agenda import EXPORT, SEAL, Task, agenda
from nianbao.gui.editor import Editor
from nianbao.gui.tasklist import TaskList

if TYPE_CHECKING:
    from nianbao.gui.window import Window

WIDTH = 220  # pixels
DEEDS = {SEAL: "finalising.seal", EXPORT: "exporting.export_word"}
_NAME = "agenda"


class AgendaPanel(QWidget):
    """The tasks of one editor's report. `wanted` tells a cell to go to, `asked` the action of a deed."""

    wanted = Signal(str)
    asked = Signal(str)

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self._exported = False
        self._summary = QLabel()
        self._summary.setObjectName("summary")
        self._summary.setWordWrap(True)
        self.list = TaskList("工作步骤")
        self.list.wanted.connect(self._go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self._summary)
        layout.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        editor.changed.connect(self.refresh)
        self.refresh()

    def note_export(self, *, exported: bool) -> None:
        """Take note of whether the sealed report has been handed out."""
        self._exported = exported
        self.refresh()

    def refresh(self, _cause: object = None) -> None:
        """Show how the tasks stand now."""
        editor = self._editor
        tasks = agenda(
            editor.report, editor.base, editor.findings, sealed=editor.sealed, exported=editor.sealed and self._exported
        )
        self.list.show_tasks(tasks)
        left = sum(not task.done for task in tasks)
        told = f"还有 {left} 步，由上往下做；单击一步，转到要填的地方。" if left else "全部完成。"
        if told != self._summary.text():
            self._summary.setText(told)

    def _go(self, task: Task) -> None:
        if task.id in DEEDS:
            self.asked.emit(DEEDS[task.id])
        elif task.cell:
            self.wanted.emit(task.cell)


def toggle(window: "Window") -> None:
    """Show the order of work at the left of the window, put the keyboard into it, or put it away again."""
    from PySide6.QtCore import Qt

    dock = window.findChild(QDockWidget, _NAME)
    if dock is not None:
        shut(window)
        if window.workspace is not None:
            window.workspace.current_page().setFocus()
        return
    if window.workspace is None or window.editor is None:
        return
    dock = QDockWidget("工作步骤", window)
    dock.setObjectName(_NAME)
    dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
    dock.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    follow(window)
    window.resizeDocks([dock], [WIDTH], Qt.Orientation.Horizontal)


def follow(window: "Window") -> None:
    """Let the order of work, where it is shown, be that of the report that is open now."""
    dock = window.findChild(QDockWidget, _NAME)
    workspace, editor, saver = window.workspace, window.editor, window.saver
    if dock is None:
        return
    if workspace is None or editor is None or saver is None:
        shut(window)
        return
    panel = AgendaPanel(editor)
    panel.note_export(exported=bool(saver.document.exports))
    panel.wanted.connect(workspace.show_cell)
    panel.asked.connect(lambda action: window.act(action)())
    old = dock.widget()
    dock.setWidget(panel)
    if old is not None:
        old.deleteLater()
    panel.list.take_focus()


def shut(window: "Window") -> None:
    """Put the order of work away."""
    dock = window.findChild(QDockWidget, _NAME)
    if dock is not None:
        window.removeDockWidget(dock)
        dock.deleteLater()
        dock.setObjectName("")
