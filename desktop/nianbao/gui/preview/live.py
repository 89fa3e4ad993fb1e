"""Pages that follow the edits: laid out in a thread beside the window, the newest edit first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from nianbao.core.report import Report
from nianbao.files.errors import UserError
from nianbao.files.writers.layout import Layout
from nianbao.files.writers.pages_map import PageMap
from nianbao.gui.beside import Work, collect_again, collect_later

if TYPE_CHECKING:
    from nianbao.files.writers.pages import Pages, Rendered

Ahead = Callable[[Sequence[bytes]], Any]  # draws of the pages what will be in sight, beside the window

LOOK_MS = 2  # between two looks whether the pages are done, while they are being laid out


class LivePages(QObject):
    """Lays out one report at a time, first its pages and then where on them everything lies.

    What is asked for meanwhile waits, and only the last of it is laid out. `ahead` is asked what to draw of the pages
    whenever a report is taken up.
    """

    drawn = Signal(object)  # what was drawn ahead of the pages that are told next
    rendered = Signal(object)  # Rendered, in the order of asking
    mapped = Signal(object)  # PageMap of the pages rendered last; not of those that are followed by others at once
    failed = Signal(object)  # UserError

    def __init__(self, layout: Layout, ahead: Callable[[], Ahead], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layout, self._ahead = layout, ahead
        self._source = _Source(layout)
        self._wanted: _Order | None = None
        self._work: Work[tuple[_Order, Rendered | PageMap, object]] | None = None
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._take)
        self.destroyed.connect(collect_later)

    def set_layout(self, layout: Layout) -> None:
        """Lay out differently from the next time on; pages that are being made in the old layout are not shown."""
        self._layout = layout
        self._source = _Source(layout)

    def ask(self, report: Report, *, draft: bool) -> None:
        """Lay out this report as soon as may be, instead of any other that still waits."""
        self._wanted = _Order(self._source, report, draft)
        if self._work is None:
            self._begin(self._wanted)

    def stop(self) -> None:
        """Forget what was asked for, and stay until nothing is being laid out any more."""
        self._wanted = None
        self._look.stop()
        if self._work is not None:
            self._work.wait()
            self._work = None
            collect_again()

    @property
    def is_idle(self) -> bool:
        return self._work is None

    def _begin(self, order: "_Order") -> None:
        self._wanted = None
        ahead = self._ahead()
        self._work = Work(lambda: (order, rendered := order.render(), ahead(rendered.pages)))
        self._look.start()

    def _take(self) -> None:
        """Hand on what is done, and let the next begin while it is drawn."""
        work = self._work
        if work is None or not work.is_done:
            return
        self._work = None
        self._look.stop()
        collect_again()
        try:
            order, made, drawn = work.result()
        except BaseException as error:
            self._source = _Source(self._layout)  # whatever went wrong, the next pages are laid out afresh
            self._go_on(None)
            if not isinstance(error, UserError):
                raise
            self.failed.emit(error)
            return
        has_pages = not isinstance(made, PageMap)
        self._go_on(order if has_pages else None)
        if order.source is self._source:
            if has_pages:
                self.drawn.emit(drawn)
            (self.rendered if has_pages else self.mapped).emit(made)

    def _go_on(self, rendered: "_Order | None") -> None:
        """Begin with what waits, otherwise with the places on the pages just rendered."""
        if self._wanted is not None:
            self._begin(replace(self._wanted, source=self._source))
        elif rendered is not None:
            self._work = Work(lambda: (rendered, rendered.places(), None))
            self._look.start()


class _Source:
    """The pages in one layout; the typesetter is loaded when the first of them are wanted, beside the window too."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._pages: Pages | None = None

    def pages(self) -> "Pages":
        if self._pages is None:
            from nianbao.files.writers.pages import Pages

            self._pages = Pages(self._layout)
        return self._pages


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be laid out."""

    source: _Source
    report: Report
    draft: bool

    def render(self) -> "Rendered":
        return self.source.pages().render(self.report, draft=self.draft)

    def places(self) -> PageMap:
        return self.source.pages().places(self.report)
