"""The history of the open report, beside the window: every change, and the states to look at and to go back to."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from nianbao.core.contrast import contrast
from nianbao.core.report import Report
from nianbao.files.errors import UserError
from nianbao.files.packing import BROKEN
from nianbao.files.records import Document, Entry, State
from nianbao.gui import messages
from nianbao.gui.differences import SIZE as DIFFERENCES
from nianbao.gui.differences import DifferenceTable, plain_table
from nianbao.gui.editor import Editor
from nianbao.gui.notices import notify
from nianbao.gui.pastentries import CELL, HistoryModel
from nianbao.gui.saving import Saver
from nianbao.gui.sentences import never_cut

if TYPE_CHECKING:
    from nianbao.gui.window import Window

SIZE = QSize(1180, 620)
WIDTHS = (140, 190, 64, 200)
SETTLE_MS = 150  # after a key in the search line, and after a saving


def show(window: "Window") -> None:
    """Show the history of the open report; it stays beside the window."""
    editor, saver = window.editor, window.saver
    assert editor is not None
    assert saver is not None
    messages.speak_chinese()
    for old in window.findChildren(HistoryWindow):
        if old.saver is saver:
            old.show()
            old.raise_()
            old.activateWindow()
            return
        old.close()
    shown = HistoryWindow(editor, saver, window)
    shown.wanted.connect(lambda cell: window.workspace.show_cell(cell) if window.workspace else None)
    shown.told.connect(window.status.tell)
    shown.show()


def check_export(window: "Window") -> None:
    """Say whether a file of the clerk's choice is one that this report handed out, unchanged since."""
    from nianbao.files.exports import told_of

    assert window.saver is not None
    assert window.workspace is not None
    path = messages.ask_file(window, "选择导出的文件", "所有文件 (*)")
    if path:
        with messages.telling(window):
            window.saver.flush()
            notify(window.workspace, told_of(window.saver.document, Path(path)), path=Path(path))


class HistoryWindow(QDialog):
    """What was done and what can be gone back to. `wanted` is a cell to be shown, `told` what was done here."""

    wanted = Signal(str)
    told = Signal(str)

    def __init__(self, editor: Editor, saver: Saver, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("修改历史")
        self.resize(SIZE.boundedTo(self.screen().availableSize() * 0.96))
        self.saver, self._editor = saver, editor
        self._older: tuple[tuple[object, ...], tuple[Entry, ...]] = ((), ())  # packed entries, and what was in them
        self.form = HistoryModel(editor.report, self)
        self.table = QTableView()
        self.table.setModel(self.form)
        self.search = QLineEdit()
        self.states = never_cut(QListWidget())
        self.size_told = QLabel()
        self.look = QPushButton("看与现在的不同…")
        self.go_back = QPushButton("回到这里")
        self.keep = QPushButton("记下现在的状态…")
        self._soon = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._lay_out()
        self._soon.timeout.connect(self._settle)
        self.search.textChanged.connect(self._soon.start)
        saver.saved.connect(self._soon.start)
        editor.destroyed.connect(self.close)
        self.table.activated.connect(self._want)
        self.states.currentRowChanged.connect(self._allow)
        self.states.itemDoubleClicked.connect(self.look_at_state)
        self.look.clicked.connect(self.look_at_state)
        self.go_back.clicked.connect(self.return_to_state)
        self.keep.clicked.connect(self._keep)
        self.refresh()

    def _lay_out(self) -> None:
        plain_table(self.table)
        self.table.setAccessibleName(self.windowTitle())
        self.search.setAccessibleName("查找修改")
        self.states.setAccessibleName("可以回去的状态")
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 6)
        for column, width in enumerate(WIDTHS):
            self.table.setColumnWidth(column, width)
        for column in (len(WIDTHS), len(WIDTHS) + 1):
            self.table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.search.setPlaceholderText("查找：格子、做了什么、日期")
        self.search.setClearButtonEnabled(True)
        self.size_told.setObjectName("summary")
        self.size_told.setTextFormat(Qt.TextFormat.PlainText)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.addWidget(_column(self.search, self.table))
        sides.addWidget(_column(QLabel("可以回去的状态"), self.states, self.look, self.go_back, self.keep))
        sides.setSizes([SIZE.width() * 3 // 4, SIZE.width() // 4])
        close = QPushButton("关闭")
        close.clicked.connect(self.close)
        for button in (self.look, self.go_back, self.keep, close):
            button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addWidget(self.size_told, 1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(sides, 1)
        layout.addLayout(foot)

    # what is shown

    def _settle(self) -> None:
        if self.search.text().strip() != self.form.sought:
            self.form.seek(self.search.text())
        self.refresh()

    def refresh(self) -> None:
        """Show the history and the states as they are now."""
        document = self.saver.document
        self.form.show(self._entries(document), self._editor.report)
        self.size_told.setText(told_size(document, len(self.saver.file.seen or b"")))
        chosen = self.states.currentItem().text() if self.states.currentItem() else ""
        names = [named(state) for state in reversed(document.states)]
        self.states.clear()
        self.states.addItems(names)
        self.states.setCurrentRow(names.index(chosen) if chosen in names else 0)
        self._allow()

    def _entries(self, document: Document) -> tuple[Entry, ...]:
        """All entries; the packed ones are unpacked again only when there are others."""
        if self._older[0] is not document.past:
            with messages.telling(self):
                self._older = (document.past, _unpacked(document))
        return (*self._older[1], *document.history)

    def _allow(self) -> None:
        chosen = self.state() is not None
        self.look.setEnabled(chosen)
        self.go_back.setEnabled(chosen and not self._editor.sealed)
        self.go_back.setToolTip("报告已定稿，取消定稿后才能回去。" if self._editor.sealed else "")

    def _want(self, index: QModelIndex) -> None:
        cell = index.data(CELL)
        if cell in self._editor.report.edition.cells:
            self.wanted.emit(cell)

    # states

    def state(self) -> State | None:
        """The state that is chosen."""
        row, states = self.states.currentRow(), self.saver.document.states
        return states[len(states) - 1 - row] if 0 <= row < len(states) else None

    def _report(self, state: State) -> Report:
        try:
            return state.report(self._editor.report.editions)
        except BROKEN as damage:
            raise UserError("这个状态已损坏，读不出来。", "请选另一个状态。") from damage

    def look_at_state(self) -> None:
        """Show how the chosen state differs from what there is now."""
        state = self.state()
        if state is None:
            return
        with messages.telling(self):
            lines = contrast(self._report(state), self._editor.report)
            shown = QDialog(self)
            shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            shown.setWindowTitle(named(state))
            shown.resize(DIFFERENCES)
            said = QLabel(f"与现在有 {len(lines)} 处不同。" if lines else "与现在没有不同。")
            table = DifferenceTable(lines, "当时", "现在")
            table.wanted.connect(self.wanted)
            layout = QVBoxLayout(shown)
            layout.addWidget(said)
            layout.addWidget(table, 1)
            shown.show()

    def return_to_state(self) -> None:
        """Make the report what it was in the chosen state, as one step that can be undone."""
        state = self.state()
        if state is None:
            return
        with messages.telling(self):
            if self._editor.restore(f"回到“{named(state)}”", self._report(state)):
                self.told.emit(f"已回到“{named(state)}”，可以撤销。")

    def _keep(self) -> None:
        name, agreed = QInputDialog.getText(self, "记下现在的状态", "给现在的状态起个名字：", text="送审前")
        if agreed and name.strip():
            self.saver.mark(name.strip()[:40])
            self.refresh()


def _unpacked(document: Document) -> tuple[Entry, ...]:
    try:
        return tuple(entry for piece in document.past for entry in piece.entries())
    except BROKEN as damage:
        raise UserError("较早的修改历史已损坏，读不出来。", "近期的历史和报告本身不受影响。") from damage


def named(state: State) -> str:
    """A state in the clerk's words."""
    return f"{state.at.replace('T', ' ')[:16]} {state.name}"


def told_size(document: Document, size: int) -> str:
    """How long the history is and how large the file: 历史共 120 条，文件 96 KB。"""
    gone = f"，更早的 {document.forgotten} 条已清理" if document.forgotten else ""
    return f"历史共 {document.count} 条，文件 {-(-size // 1024)} KB{gone}。"


def _column(*widgets: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    return column
