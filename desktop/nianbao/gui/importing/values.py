"""The recognised values, table by table, to look at and to change before they are taken."""

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QStyledItemDelegate, QTableView, QWidget

from nianbao.core.edition import Cell, Edition
from nianbao.core.values import NotAValue, show
from nianbao.gui.colours import colours
from nianbao.gui.importing.draft import Draft
from nianbao.gui.importing.grounds import grounds

Index = QModelIndex | QPersistentModelIndex

NAME, VALUE, STATE = range(3)
_COLUMNS = ("项目", "认出的数", "情况")
_GROUNDS = {"没有读入": "wrong", "没有找到": "absent", "数字有错": "wrong", "有说明": "noted", "已修改": "read"}
_LONG = 600  # characters of a text that are shown on hover
_STATE_WIDTH, _VALUE_WIDTH, _PADDING = 70, 84, 6  # pixels


class ValuesModel(QAbstractTableModel):
    """A row for each cell of a Draft under a row for each section."""

    refused = Signal(str)  # why what was typed is no value

    def __init__(self, draft: Draft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.rows: list[Cell | str] = list(_rows(draft.edition))
        self._row_of = {row.id: number for number, row in enumerate(self.rows) if isinstance(row, Cell)}
        self._blamed = self._find_blamed()
        draft.changed.connect(self._refresh)

    def _find_blamed(self) -> set[str]:
        return {cell for finding in self._draft.findings for cell in finding.cells}

    def _refresh(self, _cell: str) -> None:
        self._blamed = self._find_blamed()
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, STATE))

    def cell(self, index: Index) -> str:
        """The id of a row's cell, nothing on a heading."""
        row = self.rows[index.row()] if index.isValid() else ""
        return row.id if isinstance(row, Cell) else ""

    def row_of(self, cell: str) -> int | None:
        return self._row_of.get(cell)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  as Qt has it
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        row = self.rows[index.row()]
        if isinstance(row, str):
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == VALUE and row.row else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if isinstance(row, str):
            return _of_heading(row, index.column(), role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._words(row, index.column(), editing=role == Qt.ItemDataRole.EditRole)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.told(row.id)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() != NAME:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.BackgroundRole:
            ground = _GROUNDS.get(self._state(row))
            return QBrush(getattr(grounds(), ground)) if ground else None
        return None

    def _words(self, cell: Cell, column: int, *, editing: bool) -> str:
        if column == NAME:
            return _name_of(cell)
        if column == STATE:
            return self._state(cell)
        text = show(self._draft.value(cell.id), cell.kind)
        if editing:
            return text
        return (text if cell.row else f"{len(text)} 字") if text else "（空）"

    def _state(self, cell: Cell) -> str:
        state = self._draft.state(cell.id)
        return "数字有错" if cell.id in self._blamed and state != "没有读入" else state

    def told(self, cell: str) -> str:
        """All there is to say of a cell, and a text in full."""
        found = self._draft.edition.cells[cell]
        if found.row:
            return f"{found.name}\n{self._draft.described(cell)}"
        text = show(self._draft.value(cell), found.kind)
        return f"{text[:_LONG]}…" if len(text) > _LONG else text or "文件里没有找到这部分的文字"

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed; a wrong text is refused with its reason, and the old value stays."""
        cell = self.cell(index)
        if role != Qt.ItemDataRole.EditRole or not cell:
            return False
        try:
            self._draft.write(cell, str(value))
        except NotAValue as reason:
            self.refused.emit(f"没有改动。{reason}")
            return False
        return True


def _rows(edition: Edition) -> list[Cell | str]:
    rows: list[Cell | str] = []
    for section in edition.sections:
        rows.append(section.short)
        if section.table:
            rows += [cell for cell in edition.table_cells if cell.section == section.id]
        if section.text:
            rows.append(edition.cells[section.text])
    return rows


def _name_of(row: Cell | str) -> str:
    if isinstance(row, str):
        return row
    return row.name if row.row else "文字"


def _of_heading(words: str, column: int, role: int) -> object:
    if role == Qt.ItemDataRole.DisplayRole and column == NAME:
        return words
    if role == Qt.ItemDataRole.BackgroundRole:
        return QBrush(colours().heading_ground)
    if role == Qt.ItemDataRole.FontRole:
        font = QFont()
        font.setBold(True)
        return font
    return None


class ValuesView(QTableView):
    """Typing replaces a value, F2 and a double click edit it, Return goes down; Tab leaves the list."""

    chosen = Signal(str)  # the id of the cell under the cursor
    refused = Signal(str)

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.form = ValuesModel(draft, self)
        self.setModel(self.form)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        line = self.fontMetrics().lineSpacing()
        self.verticalHeader().setMinimumSectionSize(line + _PADDING)
        self.verticalHeader().setDefaultSectionSize(line + _PADDING)
        self._names = [self.fontMetrics().horizontalAdvance(_name_of(row)) for row in self.form.rows]
        header = self.horizontalHeader()
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(40)
        self.setColumnWidth(VALUE, _VALUE_WIDTH)
        self.setColumnWidth(STATE, _STATE_WIDTH)
        for number, row in enumerate(self.form.rows):
            if isinstance(row, str):
                self.setSpan(number, 0, 1, len(_COLUMNS))
        self._refusing = False
        self.form.refused.connect(self._refuse)

    def _refuse(self, reason: str) -> None:
        self._refusing = True
        self.refused.emit(reason)

    @property
    def cell(self) -> str:
        """The cell under the cursor."""
        return self.form.cell(self.currentIndex())

    def show_cell(self, cell: str) -> None:
        """Put the cursor on a cell's value."""
        row = self.form.row_of(cell)
        if row is not None:
            self.setCurrentIndex(self.form.index(row, VALUE))
            self.scrollTo(self.currentIndex())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(self.form.cell(current))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names get the lines that they need. What is said below may need more room: its value stays in sight."""
        super().resizeEvent(event)
        line, room = self.fontMetrics().lineSpacing(), max(1, self.columnWidth(NAME) - 2 * _PADDING)
        for row, width in enumerate(self._names):
            lines = 1 + width // room
            height = line * lines + (_PADDING if lines == 1 else 2 * _PADDING)  # or Qt leaves the last line out
            if isinstance(self.form.rows[row], Cell) and height != self.rowHeight(row):
                self.setRowHeight(row, height)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def step(self, by: int) -> None:
        """Go to the next or the previous cell, over the headings."""
        row = self.currentIndex().row() + by
        while 0 <= row < len(self.form.rows):
            if isinstance(self.form.rows[row], Cell):
                self.setCurrentIndex(self.form.index(row, VALUE))
                return
            row += by

    def end_typing(self, line: QWidget, by: int) -> None:
        """Take what stands in the line and go on, unless it was refused."""
        self._refusing = False
        self.commitData(line)
        self.closeEditor(line, QStyledItemDelegate.EndEditHint.NoHint)
        if not self._refusing:
            self.step(by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.step(1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and plain:
            self.step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            if self.currentIndex().column() != VALUE:  # a click on the name, and then a number is typed
                self.setCurrentIndex(self.form.index(self.currentIndex().row(), VALUE))
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """A line to type a number in."""

    _STEPS = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Tab: 1}  # noqa: RUF012
    _BACK = {Qt.Key.Key_Up: -1, Qt.Key.Key_Backtab: -1}  # noqa: RUF012

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QLineEdit):
            step = {**self._STEPS, **self._BACK}.get(Qt.Key(event.key()))
            if step:
                self.parent().end_typing(watched, step)
                return True
        return super().eventFilter(watched, event)
