"""What stands beside the page in a window that has no room for all of it: what was asked for last.

The page keeps its room. The findings, which nobody has to ask for, yield first and come back by themselves.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, SignalInstance
from PySide6.QtWidgets import QDockWidget, QWidget

from nianbao.gui.actions import MENUS

if TYPE_CHECKING:
    from nianbao.gui.window import Window

_FOLLOWED = "followed_for_room"
PAGE = 38  # widths of a Chinese character: what the page needs to be worked in


class _Part(NamedTuple):
    """Something beside the page: its name on the screen, the action that shows it, and what it needs, as the page."""

    words: str
    action: str
    least: int


FINDINGS, AGENDA, HELP, PREVIEW = "findings", "agenda", "cell_help", "preview"  # the docks by their object names
PARTS = {
    FINDINGS: _Part("问题列表", "checking.focus_findings", 15),
    AGENDA: _Part("工作步骤", "agenda.toggle", 13),
    HELP: _Part("这一格填什么", "help.open_help", 15),
    PREVIEW: _Part("页面预览", "viewing.toggle_preview", 20),
}


def make_room(window: "Window", coming: str) -> None:
    """Put away what leaves no room for the part that is about to be shown."""
    _room_of(window).ask(coming)


def settle(window: "Window") -> None:
    """Bring what stands beside the page in line with the width that the window has now."""
    _room_of(window).settle()


def _room_of(window: "Window") -> "_Room":
    return window.findChild(_Room) or _Room(window)


class _Room(QObject):
    """Remembers in which order the parts of a window were asked for."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._order = list(PARTS)  # the latest one last
        self._asked = ""
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.settle)
        self._laid_out = QTimer(self, singleShot=True, interval=0)
        self._laid_out.timeout.connect(self._share)

    def ask(self, name: str) -> None:
        self._order.remove(name)
        self._order.append(name)
        self._asked = name
        self.settle(name)

    def settle(self, coming: str = "") -> None:
        """Keep as many parts as there is room for, the latest ones first; what was asked for last stays anyway."""
        if self._window.workspace is None:
            return
        room = self._window.width() // self._character - PAGE
        gone = []
        for name in reversed(self._order):
            part = self._part(name)
            shown = part is not None and not part.isHidden()
            if not (shown or name in (coming, FINDINGS)):
                continue
            if name == self._asked or PARTS[name].least <= room:
                room -= PARTS[name].least
                if name == FINDINGS and part is not None:
                    part.show()
            elif shown and part is not None:
                gone.append(PARTS[name])
                self._put_away(part)
        self._laid_out.start()
        if gone:
            words, keys = "、".join(part.words for part in gone), "、".join(_key(part.action) for part in gone)
            self._window.status.tell(f"窗口不够宽，先收起{words}；按 {keys} 再打开。")

    def _share(self) -> None:
        """Share the width once it is laid out: the page first."""
        workspace = self._window.workspace
        if workspace is None:
            return
        least = {name: part.least * self._character for name, part in PARTS.items()}
        lacking = workspace.keep_page(PAGE * self._character, preview=least[PREVIEW], findings=least[FINDINGS])
        for name in (HELP, AGENDA):
            dock = self._part(name)
            given = min(lacking, dock.width() - least[name]) if dock is not None and dock.isVisible() else 0
            if given > 0:
                self._window.resizeDocks([dock], [dock.width() - given], Qt.Orientation.Horizontal)
                lacking -= given

    @property
    def _character(self) -> int:
        """Pixels of a Chinese character."""
        return self._window.fontMetrics().horizontalAdvance("国")

    def _part(self, name: str) -> QWidget | None:
        """The part where it stands beside the page; none that floats, or has not been asked for yet."""
        workspace = self._window.workspace
        assert workspace is not None
        if name == FINDINGS:
            self._watch(workspace.findings, workspace.findings.left, self._leave)
            return workspace.findings
        if name == PREVIEW:
            return workspace.preview
        dock = self._window.findChild(QDockWidget, name)
        if dock is not None:
            self._watch(dock, dock.visibilityChanged, self._settle_soon)
        return None if dock is None or dock.isFloating() else dock

    def _watch(self, part: QWidget, signal: SignalInstance, act: Callable[..., object]) -> None:
        """Follow a part once it is there; those of a report that was closed go with it."""
        if not part.property(_FOLLOWED):
            part.setProperty(_FOLLOWED, True)
            signal.connect(act)

    def _put_away(self, part: QWidget) -> None:
        """Hide a part; the keyboard must not stay in it."""
        workspace = self._window.workspace
        assert workspace is not None
        within = part.isAncestorOf(self._window.focusWidget() or self._window)
        part.hide()
        if within:
            workspace.current_page().setFocus()

    def _leave(self) -> None:
        """The clerk goes back from the findings to the report: they keep their place only where there is room."""
        self._order.remove(FINDINGS)
        self._order.insert(0, FINDINGS)
        if self._asked == FINDINGS:
            self._asked = ""
        self._soon.start()

    def _settle_soon(self, _visible: bool) -> None:
        self._soon.start()


def _key(action: str) -> str:
    return next(spec.key for _, specs in MENUS for spec in specs if spec.id == action)
