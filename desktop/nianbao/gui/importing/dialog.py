"""What was recognised in a file, beside the file itself, to look at and to mend before anything is taken."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from nianbao.core.edition import Editions, edition_for
from nianbao.core.recognise import Proposal
from nianbao.core.report import Report
from nianbao.gui.importing.draft import UNIT, Draft
from nianbao.gui.importing.pages import pages_of
from nianbao.gui.importing.problems import ProblemList
from nianbao.gui.importing.source import SourceView
from nianbao.gui.importing.taking import Taking
from nianbao.gui.importing.values import ValuesView
from nianbao.gui.sections.information import FIRST_YEAR, LAST_YEAR

SIZE = QSize(1180, 690)
LEAST_LIST, LEAST_TABLES = 84, 190  # pixels: on a small screen with large letters the rest is scrolled to
MOST_LIST = 150


class ImportDialog(QDialog):
    """Shows a Proposal: problems first, then the file's own tables beside the values. Accepting takes `last`.

    `due` is the year to report on when the file does not say its own. With `into`, an open report, the figures are
    to go there; without, they begin the next year.
    """

    def __init__(
        self,
        proposal: Proposal,
        editions: Editions,
        due: int,
        parent: QWidget | None = None,
        into: Report | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"导入本年数字：{proposal.name}" if into else f"导入上年报告：{proposal.name}")
        self.resize(SIZE.boundedTo(self.screen().availableSize() * 0.95))
        self._editions, self._into = editions, into
        self.draft = Draft(proposal, editions)
        self._heading = QLabel()
        self._heading.setObjectName("heading")
        self._heading.setWordWrap(True)
        self.problems = ProblemList(self.draft)
        self.problems.setMinimumHeight(LEAST_LIST)
        self.problems.setMaximumHeight(MOST_LIST)
        self._about_problems = QLabel()
        self._about_problems.setWordWrap(True)
        self.values = ValuesView(self.draft)
        self.source = self._source(proposal)
        self._said = QLabel("选中一格，看它的来源。")
        self._said.setWordWrap(True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._said.setMinimumHeight(2 * self._said.fontMetrics().lineSpacing())
        self.unit = QLineEdit(self.last.unit)
        self.unit.setAccessibleName("单位名称")
        self.unit.setPlaceholderText("没有认出单位名称，请填写")
        self.year = QSpinBox()
        self.year.setAccessibleName("编制的年度")
        self._edition = QLabel()
        self._edition.setWordWrap(True)
        self._lay_out()
        self._connect()
        read = self.last.year
        self.year.setRange(FIRST_YEAR, LAST_YEAR)
        self.year.setSuffix(" 年")
        self.year.setValue(read + 1 if read else due)
        self._refresh()

    @property
    def last(self) -> Report:
        """The file's report as it stands in the dialog."""
        return self.draft.report

    def _source(self, proposal: Proposal) -> SourceView | None:
        """The file's own look; a file of the program's own has none."""
        pages = pages_of(proposal.pieces)
        if not pages:
            return None
        read = {place: cell for cell, place in proposal.sources.items()}
        unread = {p.place: p.cell for p in proposal.problems if p.place and not p.note and p.place not in read}
        return SourceView(pages, read, unread)

    def _lay_out(self) -> None:
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        if self.source:
            sides.addWidget(_titled("文件里的样子（绿色已读入，红色没有）", self.source))
        sides.addWidget(_titled("认出的数（可以直接改）", self.values))
        sides.setSizes([SIZE.width() // 2] * 2)
        sides.setMinimumHeight(LEAST_TABLES)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 6, 0)
        inner.addWidget(self._heading)
        inner.addWidget(self._about_problems)
        inner.addWidget(self.problems)
        inner.addWidget(sides, 1)
        inner.addWidget(self._said)
        line = QHBoxLayout()
        if self._into is None:
            line.addWidget(QLabel("单位"))
            line.addWidget(self.unit, 1)
            line.addWidget(QLabel("由此开始编制"))
            line.addWidget(self.year)
        inner.addLayout(line)
        inner.addWidget(self._edition)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        self._area = area
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        buttons = QDialogButtonBox()
        take = buttons.addButton("导入" if self._into else "开始编制", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        take.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        (self.problems if self.problems.open else take).setFocus()

    def _connect(self) -> None:
        self.problems.chosen.connect(self._show_problem)
        self.values.chosen.connect(self._show_source)
        self.values.refused.connect(self._said.setText)
        if self.source:
            self.source.chosen.connect(self.values.show_cell)
        self.draft.changed.connect(self._refresh)
        self.unit.editingFinished.connect(lambda: self.draft.write(UNIT, self.unit.text()))
        self.year.valueChanged.connect(self._describe)

    # one shows the other

    def _show_source(self, cell: str) -> None:
        """Say all about the value under the cursor and select its source in the file."""
        self._said.setText(self.values.form.told(cell) if cell else "")
        if self.source and cell:
            self.source.show_place(self.draft.place(cell))

    def _show_problem(self, cell: str, place: str) -> None:
        sources = self.draft.proposal.sources
        cell = cell or next((known for known, source in sources.items() if place and source == place), "")
        if cell:
            self.values.show_cell(cell)
            self.values.setFocus()
        if self.source and place:
            self.source.show_place(place)
        for widget in (self.values, self._said):  # on a small screen they are out of sight
            self._area.ensureWidgetVisible(widget)

    # what is said

    def _refresh(self, cell: str = "") -> None:
        proposal, last = self.draft.proposal, self.last
        total = len(proposal.edition.table_cells)
        read = sum(cell.id in last.values for cell in proposal.edition.table_cells)
        unit, year = last.unit or "（没有认出单位名称）", last.year or "（没有认出）"
        texts = sum(bool(section.text) and section.text in last.values for section in proposal.edition.sections)
        self._heading.setText(
            f"{unit}　{year}年度　{proposal.edition.name}\n"
            f"认出 {len(proposal.found)} 格（共 {total} 格），其中有数的 {read} 格；文字部分认出 {texts} 节。"
        )
        faults, notes = self.problems.open, len(self.draft.notes())
        more = f"另有 {notes} 处请核对。" if notes else ""
        self._about_problems.setText(
            f"需要留意的 {faults} 处（没有读入的格子留空，不会猜）。{more}单击或按回车，看是哪一格。"
            if faults
            else more or "全部读入，文件自身的合计和勾稽关系也没有问题。"
        )
        self.problems.setVisible(bool(faults or notes))
        if cell and self.values.cell == cell:
            self._said.setText(self.values.form.told(cell))
        self._describe()

    def _describe(self) -> None:
        self._edition.setText(self._about_taking() if self._into else self._about_year())

    def _about_year(self) -> str:
        """What follows from the year; and a question when it is not the one after the file's."""
        edition, last = edition_for(self._editions, self.year.value()), self.last
        words = [f"使用{edition.name}（{edition.notice}）。结转下年度的数将成为上年结转，单位信息和文字带入作为草稿。"]
        if edition is not last.edition:
            words.append("两年的格式不同，表二的口径不同，一个数也不带入，需要重新统计。")
        if last.year and self.year.value() != last.year + 1:
            words.append(f"注意：文件是{last.year}年度的，不是{self.year.value()}年的上一年，请确认没有选错文件。")
        return "".join(words)

    def _about_taking(self) -> str:
        assert self._into is not None
        return Taking.of(self._into, self.last).described


def _titled(words: str, widget: QWidget) -> QWidget:
    """A widget under a line that says what it is."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    label = QLabel(words)
    label.setBuddy(widget)
    layout.addWidget(label)
    layout.addWidget(widget, 1)
    return holder
