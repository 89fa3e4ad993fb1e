"""What was recognised in last year's file, to look at before anything is taken."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nianbao.core.checks import check
from nianbao.core.edition import Editions, edition_for
from nianbao.core.progress import BLANK_RULE
from nianbao.core.recognise import Proposal
from nianbao.core.values import show
from nianbao.gui.sections.information import FIRST_YEAR, LAST_YEAR
from nianbao.gui.sentences import never_cut

LEAST_LIST = 50  # pixels: everything must fit on a small screen with large letters
_COLUMNS = ("位置", "项目", "认出的数", "来源")


class ImportDialog(QDialog):
    """Shows a Proposal: what was found, problems first, each value with its source. Accepting starts the next year.

    `due` is the year to report on when the file does not say its own.
    """

    def __init__(self, proposal: Proposal, editions: Editions, due: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"导入上年报告：{proposal.name}")
        self.resize(QSize(860, 620).boundedTo(self.screen().availableSize() * 0.9))
        self._editions = editions
        self.last = proposal.report(editions)
        self.year = QSpinBox()
        self.year.setRange(FIRST_YEAR, LAST_YEAR)
        self.year.setSuffix(" 年")
        self.year.setValue(self.last.year + 1 if self.last.year else due)
        self.year.valueChanged.connect(self._describe_year)
        self._edition = QLabel()
        self._edition.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self._summary(proposal))
        problems = [problem.sentence for problem in proposal.problems]
        problems += [f"文件自身的数字有错：{f.message}" for f in check(self.last) if f.code != BLANK_RULE]
        if problems:
            layout.addWidget(QLabel(f"需要留意的 {len(problems)} 处（没有读入的格子留空，不会猜）："))
            listed = never_cut(QListWidget())
            listed.addItems(problems)
            listed.setMinimumHeight(LEAST_LIST)
            listed.setMaximumHeight(150)
            layout.addWidget(listed)
        layout.addWidget(self._values(proposal), 1)
        line = QHBoxLayout()
        line.addWidget(QLabel("由此开始编制"))
        line.addWidget(self.year)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addWidget(self._edition)
        buttons = QDialogButtonBox()
        buttons.addButton("开始编制", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self._describe_year()

    def _summary(self, proposal: Proposal) -> QLabel:
        total = len(proposal.edition.table_cells)
        read = sum(cell.id in proposal.values for cell in proposal.edition.table_cells)
        unit, year = self.last.unit or "（没有认出单位名称）", self.last.year or "（没有认出）"
        texts = sum(bool(section.text) and section.text in proposal.values for section in proposal.edition.sections)
        label = QLabel(
            f"{unit}　{year}年度　{proposal.edition.name}\n"
            f"认出 {len(proposal.found)} 格（共 {total} 格），其中有数的 {read} 格；文字部分认出 {texts} 节。"
        )
        label.setObjectName("heading")
        label.setWordWrap(True)
        return label

    def _values(self, proposal: Proposal) -> QTableWidget:
        cells = [cell for cell in proposal.edition.table_cells if cell.id in proposal.found]
        table = QTableWidget(len(cells), len(_COLUMNS))
        table.setHorizontalHeaderLabels(_COLUMNS)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setMinimumHeight(LEAST_LIST)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        for row, cell in enumerate(cells):
            short = proposal.edition.section(cell.section).short
            value = show(proposal.values.get(cell.id), cell.kind) or "（空）"
            for column, text in enumerate((short, cell.name, value, proposal.sources.get(cell.id, ""))):
                item = QTableWidgetItem(text)
                if column == 2:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                table.setItem(row, column, item)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setStretchLastSection(True)
        return table

    def _describe_year(self) -> None:
        """Say what follows from the year, and ask when it is not the one after the file's."""
        edition = edition_for(self._editions, self.year.value())
        words = [f"使用{edition.name}（{edition.notice}）。结转下年度的数将成为上年结转，单位信息和文字带入作为草稿。"]
        if edition is not self.last.edition:
            words.append("两年的格式不同，表二的口径不同，一个数也不带入，需要重新统计。")
        if self.last.year and self.year.value() != self.last.year + 1:
            words.append(f"注意：文件是{self.last.year}年度的，不是{self.year.value()}年的上一年，请确认没有选错文件。")
        self._edition.setText("".join(words))
