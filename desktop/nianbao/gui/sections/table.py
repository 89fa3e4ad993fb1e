"""The page of a section with a table."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nianbao.core.edition import Section
from nianbao.core.following import recomputed
from nianbao.core.report import Change, Origin
from nianbao.core.values import Value
from nianbao.gui.editor import Editor
from nianbao.gui.grid.model import TableModel
from nianbao.gui.grid.view import GridView


class TablePage(QWidget):
    """Heading, the table, and the two steps that concern the table as a whole."""

    told = Signal(str)

    def __init__(self, editor: Editor, section: Section) -> None:
        super().__init__()
        assert section.table is not None
        self.section = section
        self._editor = editor
        self._totals = {cell.id for cell in editor.report.edition.totals if cell.section == section.id}
        self.grid = GridView(TableModel(editor, section.table, self), self)
        self.grid.setAccessibleName(section.heading)
        self.grid.told.connect(self.told)
        heading = QLabel(section.heading)
        heading.setObjectName("heading")
        heading.setWordWrap(True)
        self._fill = QPushButton("其余空格填 0")
        self._fill.setToolTip("把这张表里还没有填的格子都填上 0，可以撤销")
        self._fill.clicked.connect(self.fill_zeros)
        self._recompute = QPushButton("按各项重算合计")
        self._recompute.setToolTip("文件里的合计与各项之和不一致，按各项重新相加，可以撤销")
        self._recompute.clicked.connect(self.recompute)
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(self._recompute)
        top.addWidget(self._fill)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.grid, 1)
        self.setFocusProxy(self.grid)
        # Tab stays among the cells, and F6 leads out of them; from the part after the table Shift+Tab comes to these
        self.setTabOrder(self.grid, self._fill)
        self.setTabOrder(self._fill, self._recompute)
        editor.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self, change: Change | None = None) -> None:
        mine = self._editor.report.edition.typed[self.section.id]
        if change and change.cells.keys().isdisjoint(mine) and change.cells.keys().isdisjoint(self._totals):
            return
        self._fill.setEnabled(bool(self._blanks()) and not self._editor.sealed)
        self._recompute.setVisible(bool(self._wrong_totals()) and not self._editor.sealed)

    def _blanks(self) -> tuple[str, ...]:
        report = self._editor.report
        return report.blanks(report.edition.typed[self.section.id])

    def _wrong_totals(self) -> dict[str, Value]:
        return recomputed(self._editor.report, self.section.id)

    def fill_zeros(self) -> None:
        """Fill what is blank with 0, as one step."""
        blanks = self._blanks()
        if blanks:
            filled = Origin("filled", "其余空格填 0")
            values, origins = dict.fromkeys(blanks, 0), dict.fromkeys(blanks, filled)
            self._editor.submit(f"其余 {len(blanks)} 个空格填 0", values, origins, how="filled")

    def recompute(self) -> None:
        """Set every total of the table to the sum of its operands, as one step."""
        self._editor.submit("按各项重算合计", self._wrong_totals(), how="fixed")

    def show_cell(self, cell: str) -> None:
        self.grid.show_cell(cell)
