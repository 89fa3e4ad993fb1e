"""基本信息: what the report is about; title and preamble are made from it."""

import datetime
import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from nianbao.core.edition import Edition, Field, edition_for
from nianbao.core.preamble import PREAMBLE, preamble, title
from nianbao.core.report import Change
from nianbao.core.values import Value, plain
from nianbao.gui import messages
from nianbao.gui.editor import Editor
from nianbao.gui.prose import Line, Prose
from nianbao.gui.scrolling import scrolling

_DATE = re.compile(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?")
FIRST_YEAR, LAST_YEAR = 2008, 2099
NARROW = 100  # pixels
KEPT = "已填的数字都会保留。"


class InformationPage(QWidget):
    """One editor a field, made from the edition's list of fields."""

    told = Signal(str)

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self.fields: dict[str, QWidget] = {}
        self._show: list[Callable[[], None]] = []
        self._title = QLabel()
        self._title.setObjectName("heading")
        self._title.setTextFormat(Qt.TextFormat.PlainText)  # whatever the unit is called
        self._title.setWordWrap(True)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        for field in editor.report.edition.fields:
            form.addRow(field.label, self._row(field))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.addWidget(self._title)
        column.addLayout(form, 1)
        area = self._area = scrolling(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.setFocusProxy(self.fields["unit.name"])
        editor.changed.connect(self._refresh)
        self._refresh()

    def _row(self, field: Field) -> QWidget:
        make = {
            "year": self._year,
            "edition": self._edition,
            "unit_kind": self._unit_kind,
            "date": self._date,
            "switch": self._switch,
            "preamble": self._preamble,
        }.get(field.kind, self._line)
        return make(field)

    def _refresh(self, change: Change | None = None) -> None:
        if change and change.cells.keys().isdisjoint(self.fields):
            return
        report = self._editor.report
        self._title.setText(title(report.edition, report.values))
        for show in self._show:
            show()
        for widget in self.fields.values():
            if isinstance(widget, QLineEdit | QPlainTextEdit):
                widget.setReadOnly(self._editor.sealed)
            else:
                widget.setEnabled(not self._editor.sealed)

    def _submit(self, field: Field, value: Value | None, merge: str = "") -> None:
        self._editor.submit(f"填写 {field.label}", {field.id: value}, merge=merge)

    # one maker for each kind of field

    def _line(self, field: Field) -> QWidget:
        line = Line()
        line.setPlaceholderText(field.hint)
        line.textEdited.connect(lambda text: self._submit(field, text.strip() or None, merge=field.id))

        def show() -> None:
            if line.text().strip() != self._editor.report.text(field.id):
                line.setText(self._editor.report.text(field.id))

        return self._known(field, line, show)

    def _year(self, field: Field) -> QWidget:
        spin = QSpinBox()
        spin.setRange(FIRST_YEAR, LAST_YEAR)
        spin.setKeyboardTracking(False)
        spin.setSuffix(" 年")
        spin.valueChanged.connect(self._change_year)
        return self._known(field, spin, lambda: _quietly(spin, lambda: spin.setValue(self._editor.report.year or 0)))

    def _edition(self, field: Field) -> QWidget:
        box = QComboBox()
        editions = self._editor.report.editions
        for edition in editions.values():
            years = (
                f"{edition.first_year}—{edition.last_year}年度" if edition.last_year else f"{edition.first_year}年度起"
            )
            box.addItem(f"{edition.name}（{edition.notice}，{years}）", edition.id)
        box.activated.connect(lambda number: self._change_edition(editions[box.itemData(number)]))
        return self._known(
            field, box, lambda: _quietly(box, lambda: box.setCurrentIndex(box.findData(self._editor.report.edition.id)))
        )

    def _unit_kind(self, field: Field) -> QWidget:
        box = QComboBox()
        box.addItem("请选择", "")
        for kind in self._editor.report.edition.unit_kinds:
            box.addItem(kind.label, kind.id)
        box.activated.connect(lambda number: self._submit(field, box.itemData(number) or None))
        return self._known(
            field,
            box,
            lambda: _quietly(box, lambda: box.setCurrentIndex(box.findData(self._editor.report.text(field.id)))),
        )

    def _date(self, field: Field) -> QWidget:
        line = Line()
        line.setPlaceholderText(field.hint)

        def finish() -> None:
            value = _date(line.text())
            if line.text().strip() and value is None:
                self.told.emit(f"“{line.text().strip()}”不是日期，请写成“2026年1月20日”的样子。")
                line.setText(self._editor.report.text(field.id))
            elif (value or "") != self._editor.report.text(field.id):
                self._submit(field, value)
            else:
                line.setText(value or "")

        line.editingFinished.connect(finish)
        return self._known(field, line, lambda: line.setText(self._editor.report.text(field.id)))

    def _switch(self, field: Field) -> QWidget:
        box = QCheckBox(field.hint)
        box.clicked.connect(lambda on: self._submit(field, "yes" if on else None))
        return self._known(field, box, lambda: box.setChecked(self._editor.report.get(field.id) == "yes"))

    def _preamble(self, field: Field) -> QWidget:
        prose = Prose(self._editor, PREAMBLE)
        prose.setMinimumHeight(120)
        state, again = QLabel(), QPushButton("恢复自动生成")
        state.setWordWrap(True)
        again.clicked.connect(
            lambda: self._editor.submit(
                "恢复导语", {PREAMBLE: preamble(self._editor.report.edition, self._editor.report.values)}
            )
        )

        def show() -> None:
            report = self._editor.report
            made = preamble(report.edition, report.values)
            own = report.get(PREAMBLE) != made
            again.setVisible(own and not self._editor.sealed)
            if self._editor.sealed:
                state.clear()
            elif made is None and not own:
                state.setText("填写单位名称和年度后自动生成")
            else:
                state.setText("已手工修改，不再随上面的内容变化" if own else "由上面的内容自动生成，也可以直接修改")

        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        line.addWidget(state, 1)
        line.addWidget(again)
        column.addWidget(prose, 1)
        column.addLayout(line)
        self._known(field, prose, show)
        return whole

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A wheel that scrolls the page must not change a year or a kind that it passes over."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return False

    def _known(self, field: Field, widget: QWidget, show: Callable[[], None]) -> QWidget:
        widget.setAccessibleName(field.label)
        if isinstance(widget, QComboBox | QSpinBox):
            widget.installEventFilter(self)
            widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            widget.setMinimumWidth(NARROW)  # its longest entry must not widen the page
        self.fields[field.id] = widget
        self._show.append(show)
        return widget

    # year and edition hang together

    def _change_year(self, year: int) -> None:
        """Take the year; when another edition is prescribed for it, ask whether to change to that."""
        report = self._editor.report
        prescribed = edition_for(report.editions, year)
        values: dict[str, Value | None] = {"year": year}
        if prescribed is not report.edition and not report.edition.covers(year):
            rule = f"{year}年度应使用{prescribed.name}（{prescribed.notice}）。"
            question = f"{rule}要同时换成这个格式吗？\n{self._loss(prescribed)}"
            if messages.agreed(self, question):
                values["edition"] = prescribed.id
        self._editor.submit("填写 报告年度", values)
        self._refresh()

    def _change_edition(self, edition: Edition) -> None:
        """Change at once where every number is kept, since it can be undone; ask where some are lost."""
        if edition is not self._editor.report.edition:
            told = self._loss(edition)
            if (told == KEPT or messages.agreed(self, f"换成{edition.name}吗？\n{told}")) and self._editor.submit(
                f"换成{edition.name}", {"edition": edition.id}
            ):
                self.told.emit(f"已换成{edition.name}，可以撤销。")
        self._refresh()

    def _loss(self, edition: Edition) -> str:
        """What changing to an edition means for the numbers already filled in."""
        report = self._editor.report
        filled = [cell for cell in report.edition.table_cells if cell.id in report.values]
        lost = [cell for cell in filled if cell.id not in edition.cells]
        if not lost:
            return KEPT
        gone = f"有 {len(lost)} 个在新格式中没有位置，将被清除（例如“{lost[0].name}”）"
        return f"已填的 {len(filled)} 个数字里，{gone}。可以撤销。"

    def show_cell(self, cell: str) -> None:
        field = self.fields.get(cell, self.fields["unit.name"])
        field.setFocus()
        self._area.ensureWidgetVisible(field)
        if isinstance(field, Prose):
            field.reveal()


def _date(text: str) -> str | None:
    """The day that a text names, as it is printed; None when it names none."""
    found = _DATE.fullmatch(plain(text))
    try:
        day = datetime.date(*(int(part) for part in found.groups())) if found else None
    except ValueError:  # 2月30日
        return None
    return f"{day.year}年{day.month}月{day.day}日" if day else None


def _quietly(widget: QWidget, show: Callable[[], None]) -> None:
    """Show a value without reporting it as the clerk's own change."""
    blocked = widget.blockSignals(True)
    show()
    widget.blockSignals(blocked)
