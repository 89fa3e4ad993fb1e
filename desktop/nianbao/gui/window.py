"""The main window: menus, the start page or an open report, and what happens to files."""

import datetime
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from nianbao.files.errors import UserError
from nianbao.gui import messages
from nianbao.gui.actions import MENUS, SEPARATOR, ActionSpec
from nianbao.gui.statusline import StatusLine

# the start page needs none of these: what is imported before the first paint is what the clerk waits for
if TYPE_CHECKING:
    from nianbao.core.edition import Editions
    from nianbao.files.document import Document, DocumentFile
    from nianbao.gui.editor import Editor
    from nianbao.gui.saving import Saver
    from nianbao.gui.workspace import Workspace

NAME = "年报"
WIDTH, HEIGHT = 1366, 740
EDGES, TITLE = 2, 28  # pixels of the frame that the system draws, which is not known beforehand
PLACE = "window"  # its settings: where it stood and how large
SETTLE_MS = 20  # after the first paint


class Window(QMainWindow):
    """One window, one report. `load` gives the editions when they are first needed."""

    def __init__(self, load: Callable[[], "Editions"], today: datetime.date) -> None:
        super().__init__()
        self._load, self._today = load, today
        self._editions: Editions | None = None
        self.workspace: Workspace | None = None
        self.saver: Saver | None = None
        self._actions: list[tuple[ActionSpec, QAction]] = []
        self._settled = False
        self.opening: Path | None = None  # a file that waits for the first paint
        self.status = StatusLine()
        self.setStatusBar(self.status)
        self._pages = QStackedWidget()
        self.setCentralWidget(self._pages)
        self._make_menus()
        self._refresh_actions()
        self._take_place()

    def _take_place(self) -> None:
        """Stand where the window stood last time and as large; a screen that is gone or smaller is Qt's business."""
        from nianbao.files.settings import load

        kept = str(load(PLACE, ""))
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            room = self.screen().availableGeometry()
            self.resize(min(WIDTH, room.width() - EDGES), min(HEIGHT, room.height() - TITLE))
            if room.width() <= WIDTH + EDGES or room.height() <= HEIGHT + TITLE:
                self.move(room.topLeft())  # where the system might put it beyond the edge

    @property
    def editions(self) -> "Editions":
        if self._editions is None:
            self._editions = self._load()
        return self._editions

    @property
    def editor(self) -> "Editor | None":
        return self.workspace.editor if self.workspace else None

    # menus

    def _make_menus(self) -> None:
        for words, specs in MENUS:
            menu = self.menuBar().addMenu(words)
            for spec in specs:
                if spec is SEPARATOR:
                    menu.addSeparator()
                    continue
                action = QAction(spec.text, self)
                action.setObjectName(spec.id)
                action.triggered.connect(lambda _checked=False, name=spec.id: self._do(name))
                menu.addAction(action)
                self._actions.append((spec, action))

    def _do(self, name: str) -> None:
        """Carry out an action; a number that is still being typed counts."""
        if self.workspace:
            self.workspace.finish_typing()
        self.act(name)()

    def act(self, name: str) -> Callable[[], None]:
        """What an action does: a method of the window, or “module.function” of the gui, which takes the window."""
        return getattr(self, name) if "." not in name else lambda: _function(name)(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._settled:
            self._settled = True
            QTimer.singleShot(SETTLE_MS, self, self.settle)

    def settle(self) -> None:
        """What can wait for the first paint: the keys of the menus, colours, Qt's Chinese words, recent files.

        The first use of the name `Qt` makes every enumeration of Qt, a tenth of the time to the first paint.
        """
        from PySide6.QtGui import QIcon, QKeySequence

        from nianbao.files.paths import resources
        from nianbao.gui.appearance import apply_appearance

        self._settled = True
        if self.opening:
            self._open_waiting(self.opening)
        for spec, action in self._actions:
            action.setShortcut(QKeySequence(spec.key))
        apply_appearance()
        self.setWindowIcon(QIcon(str(resources() / "icons" / "nianbao-64.png")))
        messages.speak_chinese()
        _function("onscreen.watch_dialogs")()
        self._show_recent()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.workspace:
            _function("room.settle")(self)

    def _refresh_actions(self) -> None:
        editor = self.editor
        usable = {
            "always": True,
            "open": editor is not None,
            "unsealed": editor is not None and not editor.sealed,
            "undo": editor is not None and editor.stack.canUndo() and not editor.sealed,
            "redo": editor is not None and editor.stack.canRedo() and not editor.sealed,
        }
        for spec, action in self._actions:
            action.setEnabled(usable[spec.when])
            if spec.id == "finalising.unseal":
                action.setEnabled(editor is not None and editor.sealed)
            if spec.id == "undo":
                action.setText(f"撤销 {editor.stack.undoText()}".strip() if editor else "撤销")
            if spec.id == "redo":
                action.setText(f"重做 {editor.stack.redoText()}".strip() if editor else "重做")

    # what is shown

    def show_start(self) -> None:
        """Close what is open and show what the clerk can begin with."""
        from nianbao.gui.start import StartPage

        page = StartPage()
        page.wanted.connect(self._do)
        page.opened.connect(self.open_file)
        self._show(page)
        if self.workspace:
            from nianbao.gui.instance import hold

            hold(self, None)
        self.workspace = self.saver = None
        self.setWindowTitle(NAME)
        self.status.show_place(None)
        self.status.show_state("")
        self.status.show_sums("")
        self._refresh_actions()
        if self._settled:
            self._show_recent()

    def _show_recent(self) -> None:
        from nianbao.files.settings import recent_files
        from nianbao.gui.start import StartPage

        page = self._pages.currentWidget()
        if isinstance(page, StartPage):
            page.show_recent(recent_files())

    def _show(self, page: QWidget) -> None:
        old = self._pages.currentWidget()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if old is not None:
            if self.workspace is not None and old is self.workspace:
                self.workspace.stop()
            self._pages.removeWidget(old)
            old.deleteLater()

    def show_document(self, document: "Document", file: "DocumentFile") -> None:
        """Open a document for work; it is saved to its file from now on."""
        from nianbao.files.settings import remember
        from nianbao.gui.appearance import scale
        from nianbao.gui.editor import Editor
        from nianbao.gui.instance import hold
        from nianbao.gui.saving import Saver
        from nianbao.gui.workspace import Workspace

        editor = Editor(document.report, document.base, sealed=bool(document.sealed))
        workspace = Workspace(editor, scale(), self.workspace.findings.shown) if self.workspace else None
        workspace = workspace or Workspace(editor, scale())
        workspace.told.connect(self.status.tell)
        workspace.summed.connect(self.status.show_sums)
        workspace.zoomed.connect(lambda step: self._do("viewing.zoom_in" if step > 0 else "viewing.zoom_out"))
        self._show(workspace)
        self.workspace = workspace
        workspace.tabs.currentWidget().setFocus()
        editor.setParent(workspace)
        self.saver = Saver(editor, document, file)
        self.saver.saved.connect(self._show_saved)
        self.saver.failed.connect(self._show_failed)
        self.saver.missed.connect(lambda: _function("opening.tell_missed")(self))
        editor.stepped.connect(self._refresh_title)
        editor.stepped.connect(self._refresh_actions)
        self.status.show_place(file.path)
        self.status.show_state("已定稿" if document.sealed else "已保存")
        self._refresh_title()
        self._refresh_actions()
        _function("room.settle")(self)
        remember(file.path)
        hold(self, file.path)

    def _refresh_title(self) -> None:
        from nianbao.core.preamble import title

        if self.editor:
            report = self.editor.report
            sealed = "（已定稿）" if self.editor.sealed else ""
            self.setWindowTitle(f"{title(report.edition, report.values)}{sealed} — {NAME}")

    def _show_saved(self, time: str) -> None:
        self.status.show_state(f"已保存 {time}")

    def _show_failed(self, error: UserError) -> None:
        """Say it once when saving begins to fail, and keep it in sight until it works again."""
        again = self.status.failing
        self.status.show_state(f"没有保存：{error.sentence}", failing=True)
        if again:
            return
        from nianbao.files.document import ChangedElsewhere

        if isinstance(error, ChangedElsewhere):
            _function("conflict.settle")(self)
        else:
            messages.tell(self, error)

    # opening

    def open_once_painted(self, path: Path) -> None:
        """Open a file as soon as the window stands on the screen: the clerk sees at once that the program runs."""
        from PySide6.QtWidgets import QLabel

        self.opening = path
        self._show(QLabel(f"    正在打开“{path.name}”……"))

    def _open_waiting(self, path: Path) -> None:
        self.open_file(path)
        self.opening = None
        if self.workspace is None:
            self.show_start()

    def open_file(self, path: Path) -> None:
        """Open a document, or begin the next year from a file of another kind."""
        with messages.telling(self):
            _function("opening.open_any")(self, path, self._leave)

    def open(self) -> None:
        self._with_file("打开", self.open_file)

    @property
    def _due(self) -> int:
        """The year to report on: this year in autumn, last year until summer."""
        return self._today.year if self._today.month > 6 else self._today.year - 1

    def new(self) -> None:
        from nianbao.core.yearly import start_year
        from nianbao.files.document import Document

        self._begin(Document(start_year(self.editions, self._due)), Path.home())

    def start_next(self) -> None:
        self._with_file("选择上年的报告", self.start_from)

    def start_from(self, path: Path) -> None:
        """Show what is recognised in last year's file; when the clerk agrees, begin the next year's report."""
        from nianbao.gui.importing.flow import begin_next

        if document := begin_next(self, path, self.editions, self._due, self.editor):
            self._begin(document, path.parent)

    def import_figures(self) -> None:
        from nianbao.gui.importing.flow import import_into

        editor = self.editor
        assert editor is not None
        self._with_file("选择有本年数字的文件", lambda path: self.status.tell(import_into(self, path, editor)))

    def import_clipboard(self) -> None:
        from nianbao.gui.importing.flow import import_clipboard

        with messages.telling(self):
            self.status.tell(import_clipboard(self, self.workspace.editor))

    def _with_file(self, caption: str, act: Callable[[Path], None]) -> None:
        path = messages.ask_file(self, caption, messages.READ_FILTER)
        if path:
            with messages.telling(self):
                act(path)

    def _begin(self, document: "Document", folder: Path) -> None:
        """Ask where the new document is to lie, put it there, open it."""
        from nianbao.core.preamble import title
        from nianbao.files.document import SUFFIX, DocumentFile
        from nianbao.files.paths import file_name

        report = document.report
        proposed = folder / f"{file_name(title(report.edition, report.values))}{SUFFIX}"
        target = messages.ask_target(self, "保存新的年报文件", proposed, messages.DOCUMENT_FILTER)
        if target is None or not self._leave():
            return
        with messages.telling(self):
            _function("instance.refuse_elsewhere")(self, target)
            file = DocumentFile.over(target)
            file.write(document)
            self.show_document(document, file)

    # saving and leaving

    def save_as(self) -> None:
        """Go on with the report in another file."""
        with messages.telling(self):
            _function("opening.save_as")(self)

    def close_report(self) -> None:
        if self._leave():
            self.show_start()

    def save_all(self) -> bool:
        """Take what is still being typed, and write it; False when that failed."""
        if self.workspace:
            self.workspace.finish_typing()
        return self.saver is None or self.saver.flush()

    def _leave(self) -> bool:
        """Whether the open report may be left: it is on disk, or the clerk gives the rest up."""
        if self.save_all() or self.saver is None:
            return True
        fate = "另外留了一份，下次打开这份报告时可以恢复" if self.saver.is_kept else "关闭后会丢失"
        question = f"最近的修改还没有保存进文件，{fate}。仍要关闭吗？\n选“否”可以用“另存为”换一个位置保存。"
        return messages.agreed(self, question, losing=True)

    def closeEvent(self, event: QCloseEvent) -> None:
        from nianbao.files.settings import store

        event.setAccepted(self.saver is None or not self.saver.unsaved)  # what holds should leaving itself go wrong
        event.setAccepted(self._leave())
        if event.isAccepted():
            store(PLACE, bytes(self.saveGeometry().toBase64().data()).decode())
        if event.isAccepted() and self.workspace:
            self.workspace.stop()

    # editing

    def undo(self) -> None:
        if self.editor:
            self.editor.undo()

    def redo(self) -> None:
        if self.editor:
            self.editor.redo()


def _function(name: str) -> Callable[..., None]:
    """“module.function” of the gui: such modules know the window, so it must not know them before they are needed."""
    module, _, function = name.rpartition(".")
    return getattr(importlib.import_module(f"nianbao.gui.{module}"), function)
