"""The preview beside the editor: it follows every edit, shows what is being edited, and leads to it by a click."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from nianbao.core.report import UNPRINTED, Change
from nianbao.files.errors import UserError
from nianbao.files.writers.layout import OFFICIAL, Layout
from nianbao.files.writers.pages_map import Box, PageMap
from nianbao.gui.editor import Editor
from nianbao.gui.pace import PAGES_MS
from nianbao.gui.preview.live import LivePages
from nianbao.gui.preview.view import PagesView
from nianbao.gui.shortened import Shortened

if TYPE_CHECKING:
    from nianbao.files.writers.pages import Rendered

ERROR_LINES = 20  # there are no pages then that need the room
WHOLE_TEXT = -1  # in `wanted`, where no line of a text is meant
_A4 = (595.28, 841.89)  # points; known before the typesetter is loaded
_TITLE = "unit.name"


class Preview(QWidget):
    """The pages of the editor's report. Nothing is loaded or laid out before the pane is first shown, or while hidden.

    `draft` says whether the pages are those of a draft. `stop` ends the work beside the window.
    """

    wanted = Signal(str, int)  # a cell, and of a text the line from 0, otherwise WHOLE_TEXT

    def __init__(
        self,
        editor: Editor,
        layout: Layout = OFFICIAL,
        draft: Callable[[], bool] = lambda: False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._editor, self._draft = editor, draft
        self._map: PageMap | None = None
        self._stale = self._following = True
        self._followed: tuple[str, int | None, float | None] | None = None
        self.view = PagesView(_A4)
        self.view.setAccessibleName("页面预览")
        self.view.clicked.connect(self._go)
        self._live = LivePages(layout, self.view.ahead, self)
        self._live.drawn.connect(self.view.take)
        self._live.rendered.connect(self._show)
        self._live.mapped.connect(self._find)
        self._live.failed.connect(self._tell)
        self._soon = QTimer(self, singleShot=True, interval=PAGES_MS)
        self._soon.timeout.connect(self.refresh)
        self._said = Shortened("正在排版……")
        self._said.setObjectName("summary")
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        line = QHBoxLayout()
        line.addWidget(self._said, 1)
        for words, tip, act in (
            ("－", "缩小（Ctrl+滚轮）", lambda: self.view.step_zoom(-1)),
            ("＋", "放大（Ctrl+滚轮）", lambda: self.view.step_zoom(1)),
            ("适合宽度", "让页面与预览栏一样宽", lambda: self.view.set_zoom(None)),
        ):
            button = QToolButton(text=words, toolTip=tip, autoRaise=True)
            button.setAccessibleName(f"页面{words}" if len(words) > 1 else f"页面{tip[:2]}")
            button.clicked.connect(act)
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self.view, 1)
        editor.changed.connect(self._note)

    @property
    def said(self) -> str:
        """The line over the pages: where they can differ from Word, or why there are none."""
        return self._said.whole

    @property
    def is_current(self) -> bool:
        """Whether the pages that are shown are those of the report as it is."""
        return not self._stale and self._live.is_idle and not self._soon.isActive()

    def set_layout(self, layout: Layout) -> None:
        """Show the pages in another layout."""
        self._live.set_layout(layout)
        self.refresh()

    def refresh(self) -> None:
        """Lay the pages out anew, at once or when the pane is shown again: after sealing, or another layout."""
        self._soon.stop()
        self._stale = not self.isVisible()
        if not self._stale:
            self._live.ask(self._editor.report, draft=self._draft())

    def stop(self) -> None:
        """Stop following the edits: nothing is laid out beside the window any more when this returns."""
        if self._following:
            self._following = False
            self._editor.changed.disconnect(self._note)
        self._rest()

    def _rest(self) -> None:
        self._soon.stop()
        self._live.stop()
        self._stale = True

    @Slot(str)
    def follow(self, cell: str, paragraph: int | None = None) -> None:
        """Bring a cell into sight, or a line of a text, counted from 0, and mark it."""
        self._followed = (cell, paragraph, None)
        self.view.show_box(self._box())

    def _note(self, change: Change) -> None:
        edited = _edited(change)
        if edited is not None:
            self._followed = edited
        if not self._soon.isActive():
            self._soon.start()

    def _show(self, rendered: "Rendered") -> None:
        self._said.tell(rendered.told)
        self.view.show_pages(rendered.pages)

    def _find(self, places: PageMap) -> None:
        self._map = places
        if self._followed is not None:
            self.view.show_box(self._box())

    def _tell(self, error: UserError) -> None:
        self._said.tell(f"{error.sentence}{error.remedy}", ERROR_LINES)

    def _box(self) -> Box | None:
        """Where the followed cell lies; what the pages do not show of the unit and the year stands in the title."""
        if self._map is None or self._followed is None:
            return None
        return self._map.where(*self._followed) or self._map.where(_TITLE)

    def _go(self, page: int, x: float, y: float) -> None:
        spot = self._map.place_at(page, x, y) if self._map else None
        if spot is not None:
            self.wanted.emit(spot.cell, WHOLE_TEXT if spot.paragraph is None else spot.paragraph)

    def showEvent(self, event: QShowEvent) -> None:
        if not self.is_current:
            self.refresh()
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._rest()
        super().closeEvent(event)


def _edited(change: Change) -> tuple[str, int | None, float | None] | None:
    """Where a change was made: its first cell, and in a text the line and how much of that line stands before."""
    printed = ((cell, pair) for cell, pair in change.cells.items() if not cell.startswith(UNPRINTED))
    cell, (old, new) = next(printed, ("", (None, None)))
    if not cell:
        return None
    if not isinstance(new, str):
        return cell, None, None
    before = old if isinstance(old, str) else ""
    same = next((n for n, (a, b) in enumerate(zip(before, new, strict=False)) if a != b), min(len(before), len(new)))
    paragraph, start = new.count("\n", 0, same), new.rfind("\n", 0, same) + 1
    end = new.find("\n", start)
    return cell, paragraph, (same - start) / max(1, (len(new) if end < 0 else end) - start)
