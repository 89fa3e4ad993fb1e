"""The panel beside the tabs: every finding of the open report, live, one click or key away from its place."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nianbao.core.checks import Finding, Level
from nianbao.core.progress import INFORMATION
from nianbao.core.report import Change, Report
from nianbao.gui.editor import Editor
from nianbao.gui.findings.model import FINDING, FindingsModel
from nianbao.gui.findings.rows import ALL, Deed, Group, Listing, Shown
from nianbao.gui.findings.view import FindingsView
from nianbao.gui.pace import SOLUTIONS_MS
from nianbao.gui.reasons import give, reuse, take_back

if TYPE_CHECKING:
    from nianbao.core.solver import Solution
    from nianbao.gui.findings.filters import FilterBar
    from nianbao.gui.findings.solving import SolutionOffer

    Solve = Callable[[Report, Report | None], Sequence[Solution]]

LINKS = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
LEAST_LIST = 40  # pixels: in a low window the offer below is read to its end
SETTLE_MS = 30  # after the list was painted


class FindingsPanel(QWidget):
    """Shows the editor's findings, live. `chosen` tells which one the clerk wants to see."""

    chosen = Signal(object)  # Finding
    cell_wanted = Signal(str)  # the cell of a solution that the clerk wants to look at
    told = Signal(str)  # what was done, for the status line
    left = Signal()  # the clerk goes back to the report

    def __init__(self, editor: Editor, shown: Shown = ALL, solve: "Solve | None" = None) -> None:
        super().__init__()
        self._editor = editor
        self._solve = solve
        self._listing = Listing(editor.base, sealed=editor.sealed)
        self._section = INFORMATION
        self._shown = shown
        self._known: tuple[object, ...] = ()
        self._settled = False
        self._filter: FilterBar | None = None
        self._offer: SolutionOffer | None = None
        self._summary = QLabel()
        self._summary.setObjectName("summary")
        self._summary.setWordWrap(True)
        self._summary.linkActivated.connect(lambda _link: self.filter.show_all())
        self.form = FindingsModel(self)
        self.list = FindingsView(self.form)
        self.list.setMinimumHeight(LEAST_LIST)
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)
        self.list.wanted.connect(self._do)
        self.list.explained.connect(self._explain)
        self._solving = QTimer(self, singleShot=True, interval=SOLUTIONS_MS)
        self._solving.timeout.connect(self._solve_sums)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(6, 6, 6, 6)
        self._layout.addWidget(self._summary)
        self._layout.addWidget(self.list, 1)
        editor.changed.connect(self._refresh)
        editor.checked.connect(self._refresh)
        self._refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._settled:
            self._settled = True
            QTimer.singleShot(SETTLE_MS, self, self._settle)

    def _settle(self) -> None:
        """Make the filter, then check the report: until here the clerk has waited for the window to be painted."""
        self._make_filter()
        QTimer.singleShot(SETTLE_MS, self, self._editor.check_first)

    @property
    def filter(self) -> "FilterBar":
        """The filter above the list."""
        return self._filter or self._make_filter()

    def _make_filter(self) -> "FilterBar":
        if self._filter is None:
            from nianbao.gui.findings.filters import FilterBar

            self._filter = FilterBar(self._shown)
            self._filter.hide()  # said expressly, or the layout would show it with nothing to filter
            self._filter.changed.connect(self._refresh)
            self._filter.left.connect(self.take_focus)
            self._layout.insertWidget(0, self._filter)
            self.setTabOrder(self._filter.words, self.list)
            self._summarise(self._listing.counts)
        return self._filter

    @property
    def shown(self) -> Shown:
        """What the filter lets through, to be handed to the panel that comes after this one."""
        return self._filter.shown if self._filter else self._shown

    def set_section(self, section: str) -> None:
        """Say which section is in sight, for the filter that asks for it."""
        self._section = section
        self._refresh()

    def take_focus(self) -> None:
        """Put the keyboard into the list, on the first finding when none is chosen."""
        self._editor.check_first()
        self.list.setFocus()
        rows = self.form.findings()
        if rows and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.form.index(rows[0]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the report."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def go(self, step: int) -> None:
        """Choose the next (1) or the previous (-1) open finding, round and round; after a mended one, its neighbours.

        Only what the filter lets through and what has no reason yet.
        """
        self._editor.check_first()
        rows = self.form.open_findings()
        if not rows:
            self.told.emit("没有待处理的问题。")
            return
        current = self.list.currentIndex()
        place = current.row() if current.isValid() else self.list.gap - 0.5
        beyond = [row for row in rows if (row - place) * step > 0]
        index = self.form.index((min if step > 0 else max)(beyond or rows))
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        self._choose(index)

    # what is shown

    def _refresh(self, _change: Change | None = None) -> None:
        editor, report, shown = self._editor, self._editor.report, self.shown
        section = shown.here and self._section
        known = (editor.found, editor.is_checked, report.reasons, report.edition.id, shown, section)
        if known == self._known:
            return
        self._known = known
        rows = self._listing.of(editor.found, report, shown, self._section)
        current = self.list.currentIndex()
        if current.isValid():
            self.list.gap = current.row()
            key = self.form.rows[current.row()].key
            if all(row.key != key for row in rows):
                self.list.selectionModel().clear()  # or Qt would choose a neighbour
        self.form.show(rows)
        self._summarise(self._listing.counts)
        if self._solve is not None and editor.is_checked:
            self._solving.start()

    def _summarise(self, counts: Mapping[Group, int]) -> None:
        hidden = sum(counts.values()) - len(self.form.findings())
        if self._filter:
            self._filter.count(counts)
        words = _summed(counts, hidden) if self._editor.is_checked else "正在检查……"
        if words != self._summary.text():
            self._summary.setText(words)
            self._summary.setTextInteractionFlags(LINKS if hidden else Qt.TextInteractionFlag.NoTextInteraction)

    # what the clerk does

    def _choose(self, index: QModelIndex) -> None:
        finding = index.data(FINDING)
        if finding is not None:
            self.chosen.emit(finding)

    def _do(self, finding: Finding, deed: Deed) -> None:
        if deed is Deed.WITHDRAW:
            if take_back(self._editor, finding):
                self.told.emit("说明已收回，可以撤销。")
        elif deed is Deed.REUSE:
            if reuse(self._editor, finding):
                self.told.emit("已沿用去年的理由，请核对是否仍然符合，可以撤销。")
        elif finding.fix and self._editor.submit(finding.fix.text, finding.fix.values, how="fixed"):
            self.told.emit(f"{finding.fix.text}：已改好，可以撤销。")

    def _explain(self, finding: Finding, words: str) -> None:
        if give(self._editor, finding, words):
            self.told.emit("说明已记入报告，可以撤销。" if words.strip() else "说明已收回，可以撤销。")

    # the solver

    def _solve_sums(self) -> None:
        """Ask the solver, when sums are broken; it has waited until the clerk paused."""
        if self._solve is None or not self.isVisible():
            return
        broken = any(f.level is Level.ERROR and f.left and f.right and not f.spans for f in self._editor.findings)
        found = self._solve(self._editor.report, self._editor.base) if broken else ()
        if found and self._offer is None:
            from nianbao.gui.findings.solving import SolutionOffer

            self._offer = SolutionOffer(usable=not self._editor.sealed)
            self._offer.wanted.connect(self._take)
            self._offer.seen.connect(self.cell_wanted)
            self._layout.addWidget(self._offer)
        if self._offer:
            self._offer.offer(found)

    def _take(self, solution: "Solution") -> None:
        still = self._editor.report.get(solution.cell) == solution.old
        if still and self._editor.submit(solution.step, {solution.cell: solution.new}, how="fixed"):
            self.told.emit(f"{solution.step}，可以撤销。")
            self.cell_wanted.emit(solution.cell)


def _summed(counts: Mapping[Group, int], hidden: int) -> str:
    if not any(counts.values()):
        return "没有发现问题。"
    if hidden:
        return f'有 {hidden} 条被筛选掉，没有列出。<a href="all">全部列出</a>'
    if not any(count for group, count in counts.items() if group is not Group.SETTLED):
        return "没有待处理的问题。"
    return "单击一条，到出错的地方；F8 看下一条。"
