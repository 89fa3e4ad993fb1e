"""The list of findings: by level, each a full sentence; a click goes to the cell."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from nianbao.core.checks import Finding, Level
from nianbao.core.report import Change
from nianbao.gui.editor import Editor
from nianbao.gui.sentences import never_cut

_INK = {Level.ERROR: QColor("#b3261e"), Level.WARNING: QColor("#8a5a00"), Level.HINT: QColor("#3c556e")}
_FINDING = Qt.ItemDataRole.UserRole


class FindingsPanel(QWidget):
    """Shows the editor's findings, live. `chosen` tells which one the clerk wants to see."""

    chosen = Signal(object)  # Finding

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self._shown: tuple[Finding, ...] | None = None
        self._gap = 0  # the row before which a finding stood that has been mended
        self._summary = QLabel()
        self._summary.setObjectName("summary")
        self._summary.setWordWrap(True)
        self.list = never_cut(QListWidget())
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self._summary)
        layout.addWidget(self.list, 1)
        editor.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self, _change: Change | None = None) -> None:
        findings = self._editor.findings
        if findings == self._shown:
            return
        current, chosen = self.list.currentItem(), None
        if current is not None:
            self._gap, chosen = self.list.currentRow(), current.data(_FINDING)
        self._shown = findings
        self.list.clear()
        for level in Level:
            of_level = [finding for finding in findings if finding.level is level]
            if of_level:
                self._add_group(level, of_level)
        # the clerk's place is kept on the finding that was chosen, if it is still there
        for row in self._rows() if chosen else ():
            if self.list.item(row).data(_FINDING).same_fault(chosen):
                self.list.setCurrentRow(row)
        self._summary.setText(self._summed(findings))

    def _rows(self) -> list[int]:
        """The rows that hold a finding, not the name of a group."""
        return [row for row in range(self.list.count()) if self.list.item(row).data(_FINDING) is not None]

    def _summed(self, findings: tuple[Finding, ...]) -> str:
        if not findings:
            return "没有发现问题。"
        counts = ((level.word, sum(f.level is level for f in findings)) for level in Level)
        return (
            "、".join(f"{word} {count} 条" for word, count in counts if count) + "。单击一条，定位到格子；F8 看下一条。"
        )

    def _add_group(self, level: Level, findings: list[Finding]) -> None:
        group = QListWidgetItem(f"{level.word}（{len(findings)}）")
        group.setFlags(Qt.ItemFlag.NoItemFlags)
        font = group.font()
        font.setBold(True)
        group.setFont(font)
        group.setForeground(_INK[level])
        self.list.addItem(group)
        for finding in findings:
            item = QListWidgetItem(finding.message)
            item.setData(_FINDING, finding)
            item.setToolTip(finding.message)
            self.list.addItem(item)

    def _choose(self, item: QListWidgetItem) -> None:
        finding = item.data(_FINDING)
        if finding is not None:
            self.chosen.emit(finding)

    def go(self, step: int) -> None:
        """Choose the next (1) or the previous (-1) finding, round and round; after a mended one, those beside it."""
        rows = self._rows()
        if not rows:
            return
        place = self.list.currentRow() if self.list.currentItem() is not None else self._gap - 0.5
        beyond = [row for row in rows if (row - place) * step > 0]
        row = (min if step > 0 else max)(beyond or rows)
        self.list.setCurrentRow(row)
        self._choose(self.list.item(row))
