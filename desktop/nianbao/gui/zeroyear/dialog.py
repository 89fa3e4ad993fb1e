"""The guide for a year without applications: it asks, proposes with ticks, fills in, and lists what is left."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QListWidgetItem, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from nianbao.core.report import Change
from nianbao.core.zeroyear import Plan, Step, Wording, carried, open_points, plan, proposal
from nianbao.gui.editor import SEALED, Editor
from nianbao.gui.pace import ZERO_YEAR_MS
from nianbao.gui.tasklist import TaskList
from nianbao.gui.zeroyear.pages import STEP, Left, Page, Proposed, Question

SIZE = QSize(780, 620)
_LEFT_BLANK = "留空，以后再填"
_ROUNDS = 3


class ZeroYearDialog(QDialog):
    """Stays open beside the window and follows the report. `wanted` tells the cell that the clerk wants to go to.

    Nothing is filled in that has not been shown with a tick; all of it is one step to undo.
    """

    wanted = Signal(str)
    told = Signal(str)

    def __init__(self, parent: QWidget | None, editor: Editor, wording: Wording) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("零申请年度")
        self.resize(SIZE.boundedTo(self.screen().availableSize() * 0.94))
        self._editor, self._wording = editor, wording
        self._ticks: dict[str, bool] = {}
        self._handled: dict[str, str] = {}
        self.steps: tuple[Step, ...] = ()
        self.pages = QStackedWidget()
        self.question, self.proposed, self.left = Question(self._year), Proposed(), Left()
        for page in (self.question, self.proposed, self.left):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.addWidget(self.pages)
        self.question.none.clicked.connect(self.propose)
        self.question.some.clicked.connect(self._go_to_table)
        self.proposed.list.itemChanged.connect(self._tick)
        self.proposed.list.itemDoubleClicked.connect(lambda item: self.wanted.emit(item.data(STEP).cell))
        self.proposed.fill.clicked.connect(self.fill)
        self.proposed.skip.clicked.connect(self.show_left)
        self.left.list.wanted.connect(lambda task: self.wanted.emit(task.cell))
        self.left.again.clicked.connect(self.propose)
        for page in (self.question, self.proposed, self.left):
            page.shut.clicked.connect(self.close)
        self._soon = QTimer(self, singleShot=True, interval=ZERO_YEAR_MS)
        self._soon.timeout.connect(self._take)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, editor.undo)
        editor.changed.connect(self._follow)
        self._show(self.question, self.question.none)

    @property
    def _year(self) -> str:
        year = self._editor.report.year
        return f"{year}年度" if year else "本年度"

    def _show(self, page: QWidget, first: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        for button in self.findChildren(QPushButton):
            button.setDefault(False)
        if isinstance(page, Page):
            page.main.setDefault(True)
        if isinstance(first, TaskList):
            first.take_focus(anew=True)
        else:
            first.setFocus()

    def _go_to_table(self) -> None:
        """Applications came: table 三 is filled in as always."""
        report = self._editor.report
        task = open_points(report, self._editor.base, self._editor.findings)[0]
        self.told.emit("请在表三逐格填写；没有的情形用“本表其余空格填 0”。")
        self.wanted.emit(task.cell)
        self.close()

    # what is proposed

    def propose(self) -> None:
        """Show what follows when no application came; what is left to confirm when nothing does."""
        self.steps = ()
        self._ticks.clear()
        self._handled.clear()
        self._work_out()
        if not self.steps:
            self.show_left()
            return
        self._show_choices()
        self._show_steps()
        boxes = self.proposed.findChildren(QComboBox)
        self._show(self.proposed, boxes[0] if boxes else self.proposed.list)
        unticked = [n for n, item in self.proposed.items() if item.checkState() != Qt.CheckState.Checked]
        ticked = [n for n, _ in self.proposed.items()]
        self.proposed.list.setCurrentRow((unticked or ticked)[0])

    @property
    def chosen(self) -> frozenset[str]:
        """The ids of the steps that are ticked."""
        return frozenset(step.id for step in self.steps if self._ticks.get(step.id, step.chosen))

    @property
    def plan(self) -> Plan:
        """What would be done now."""
        return plan(self._editor.report, self.steps, self.chosen)

    def _work_out(self) -> None:
        """The steps that are open now. The sentences depend on what is ticked, so it is asked until nothing changes."""
        report, base = self._editor.report, self._editor.base
        chosen = self._ticked() if self.steps else None
        for _ in range(_ROUNDS):
            self.steps = proposal(report, base, self._wording, chosen, self._handled)
            for step in self.steps:
                if step.along and step.id not in self._ticks:
                    self._ticks[step.id] = self._ticks.get(step.along, False)
            if chosen == self._ticked():
                break
            chosen = self._ticked()

    def _ticked(self) -> frozenset[str]:
        """What is ticked, steps too that are not shown at the moment."""
        return self.chosen | {step for step, on in self._ticks.items() if on}

    def _show_steps(self) -> None:
        with QSignalBlocker(self.proposed.list):
            self.proposed.show_steps(self.steps, self.chosen)
        made = self.plan
        self.proposed.fill.setEnabled(bool(made.figures or made.sentences) and not self._editor.sealed)
        self.proposed.summary.setText(SEALED if self._editor.sealed else _summed(made))

    def _show_choices(self) -> None:
        """A choice for each column that has something carried in and nothing said of it yet."""
        form = self.proposed.choices
        while form.rowCount():
            form.removeRow(0)
        for column in carried(self._editor.report, self._editor.base):
            if not column.choices:
                continue
            box = QComboBox()
            box.addItem(_LEFT_BLANK, "")
            for row, name in column.choices:
                box.addItem(name, row)
            told = f"{column.name}列上年结转 {column.count} 件，是怎样办理的"
            box.setAccessibleName(told)
            box.currentIndexChanged.connect(
                lambda _number, box=box, of=column.column: self._handle(of, box.currentData())
            )
            form.addRow(told, box)

    def _handle(self, column: str, row: str) -> None:
        """What was carried into a column belongs into a row, or is left blank."""
        self._handled.pop(column, None)
        if row:
            self._handled[column] = row
        self._work_out()
        self._show_steps()

    def _tick(self, item: QListWidgetItem) -> None:
        step: Step = item.data(STEP)
        on = item.checkState() == Qt.CheckState.Checked
        self._ticks[step.id] = on
        self._ticks.update((other.id, on) for other in self.steps if other.along == step.id)
        self._work_out()
        self._show_steps()

    def fill(self) -> None:
        """Do what is ticked, as one step that can be undone, and show what is left to confirm."""
        made = self.plan
        if (made.figures or made.sentences) and self._editor.submit(made.text, made.values, made.origins, how="filled"):
            self.told.emit(f"{made.text}，可以撤销。")
            self.left.summary.setText(f"{made.text}。可以用 Ctrl+Z 撤销。")
            self.show_left()

    # what is left

    def show_left(self) -> None:
        """Show what still must be confirmed, each a click away."""
        self._refresh_left()
        self._show(self.left, self.left.list)

    def _refresh_left(self) -> None:
        editor = self._editor
        points = open_points(editor.report, editor.base, editor.findings)
        self.left.list.show_tasks(points)
        count = sum(not point.done for point in points)
        self.left.heading.setText(f"还要逐项确认的 {count} 处" if count else "都已填写，定稿前请再核对一次")

    def _follow(self, change: Change) -> None:
        """The report has changed: show what that means once the clerk pauses, since what is typed comes first."""
        if change.cells:
            self._soon.start()

    def _take(self) -> None:
        if self.pages.currentWidget() is self.left:
            self._refresh_left()
        elif self.pages.currentWidget() is self.proposed:
            self._work_out()
            self._show_steps()


def _summed(made: Plan) -> str:
    told = [f"填 {made.figures} 格"] if made.figures else []
    told += [f"改 {made.sentences} 处文字"] if made.sentences else []
    return f"勾选的一共{'、'.join(told)}，合为一步，可以撤销。" if told else "没有勾选，什么也不填。"
