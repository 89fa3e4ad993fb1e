"""A file's figures and texts into the open report: what would be new there, and what would replace something else."""

from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QVBoxLayout, QWidget

from nianbao.core.edition import Edition
from nianbao.core.preamble import PREAMBLE
from nianbao.core.report import Origin, Report
from nianbao.core.values import Value, show
from nianbao.gui.sentences import never_cut

_SHORT = 24  # characters of a text that are shown of it


@dataclass(frozen=True, slots=True)
class Taking:
    """The values that a file has for an open report, by what becomes of them there."""

    into: Report
    source: Report
    values: dict[str, Value]
    homeless: int

    @classmethod
    def of(cls, into: Report, source: Report) -> "Taking":
        """What of `source` has a place in `into`: figures and texts, not unit and year."""
        texts = {section.text for section in into.edition.sections if section.text}
        if into.year == source.year:
            texts.add(PREAMBLE)
        taken = {cell.id for cell in into.edition.table_cells} | texts
        values = {cell: value for cell, value in source.values.items() if cell in taken}
        cells = {**source.edition.cells}
        homeless = sum(cell in cells and bool(cells[cell].row) and cell not in taken for cell in source.values)
        return cls(into, source, values, homeless)

    @property
    def new(self) -> list[str]:
        return [cell for cell in self.values if self.into.get(cell) is None]

    @property
    def replaced(self) -> list[str]:
        return [cell for cell, value in self.values.items() if self.into.get(cell) not in (None, value)]

    @property
    def origins(self) -> dict[str, Origin]:
        return {cell: self.source.origins[cell] for cell in self.values if cell in self.source.origins}

    @property
    def described(self) -> str:
        """What would happen, in one sentence or two."""
        same = len(self.values) - len(self.new) - len(self.replaced)
        words = [
            f"导入到正在编制的{self.into.year or ''}年报告：新填 {len(self.new)} 项，"
            f"替换不同的 {len(self.replaced)} 项，相同的 {same} 项；文件里空着的不改动。可以撤销。"
        ]
        if self.homeless:
            words.append(f"有 {self.homeless} 个数在{self.into.edition.name}里没有对应的格子，不导入。")
        if self.source.year and self.source.year != self.into.year:
            words.append(
                f"注意：文件是{self.source.year}年度的，正在编制的是{self.into.year or '（未填）'}年度的报告。"
            )
        return "".join(words)

    def lines(self) -> list[str]:
        """What is replaced: the cell, the old value, the new one."""
        return [
            f"{_name(self.into.edition, cell)}：{_shown(self.into, cell)} → {_shown(self.source, cell)}"
            for cell in self.replaced
        ]


def _name(edition: Edition, cell: str) -> str:
    found = edition.cells[cell]
    if cell == PREAMBLE:
        return "导语"
    short = edition.section(found.section).short
    return f"“{short}” {found.name}" if found.row else f"“{short}”的文字"


def _shown(report: Report, cell: str) -> str:
    found = report.edition.cells.get(cell)
    text = show(report.get(cell), found.kind if found else "count")
    bare = "".join(text.split())
    return f"{bare[:_SHORT]}…（{len(bare)} 字）" if len(bare) > _SHORT else bare


class ReplaceDialog(QDialog):
    """Lists the values that would be replaced, old and new, before it is done."""

    def __init__(self, taking: Taking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("导入本年数字")
        room = self.screen().availableSize()
        self.resize(min(620, int(room.width() * 0.9)), min(460, int(room.height() * 0.85)))
        lines = taking.lines()
        label = QLabel(f"有 {len(lines)} 项已经填了不同的内容，将被替换（原来的 → 文件里的）：")
        label.setWordWrap(True)
        self.list = never_cut(QListWidget())
        self.list.setAccessibleName("将被替换的内容")
        self.list.addItems(lines)
        self.list.setMinimumHeight(60)
        buttons = QDialogButtonBox()
        buttons.addButton("替换并导入", QDialogButtonBox.ButtonRole.AcceptRole)
        back = buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(label)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        back.setDefault(True)  # Return alone replaces nothing
        back.setFocus()
