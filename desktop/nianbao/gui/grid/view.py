"""The table as the clerk works in it: keys of a spreadsheet, clipboard, and headers that stay in sight."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QTableView, QToolTip, QWidget

from nianbao.core.edition import Cell
from nianbao.core.report import Change
from nianbao.core.values import NotAValue, Value
from nianbao.gui.editor import SEALED
from nianbao.gui.grid.clipboard import from_mime, to_mime
from nianbao.gui.grid.delegate import NUMBERS, SMALL, CellDelegate, move_of
from nianbao.gui.grid.header import Corner, FormHeader, height_of
from nianbao.gui.grid.model import TableModel
from nianbao.gui.grid.moves import inputs, target
from nianbao.gui.grid.pasting import by_labels, from_cursor
from nianbao.gui.grid.ranges import filled, inputs_of, summed, typed_into

# widths of value columns in Chinese characters; a table of few columns may use more of the window
NARROWEST, WIDEST_OF_MANY, WIDEST_OF_FEW, FEW = 3, 9, 16, 5
# widths of the label columns together: of table 二, and of table 三 in a narrow and in a wide window
LABELS_OF_ONE, LABELS_AT_LEAST, LABELS_AT_MOST = 11, 15, 31
LABEL_SHARE = 0.45  # of the width of the view, before words are wrapped more
VALUE_MARGIN = 12  # pixels around a number
EASY_ROW, SHORT = 30, 20  # pixels: the rows of a short table are easier to hit when they are high
DIGITS = "0123456789０１２３４５６７８９+-＋－.．"


class GridView(QTableView):
    """A QTableView over a TableModel. The cursor visits input cells and totals, never words."""

    told = Signal(str)  # something that the clerk should read: a refused value, cells that did not fit
    moved = Signal(str)  # the cell that the cursor has come to
    zoomed = Signal(int)  # the wheel with Ctrl: larger (1) or smaller (-1)
    summed = Signal(str)  # sum, count and average of the selected numbers; empty when fewer than two are selected

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = model
        self.typing = False
        self.refusing = False
        self.only_composed = False  # the line was opened by a composition, and nothing has been typed in it yet
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setInputMethodHints(NUMBERS)
        self.setTabKeyNavigation(True)
        self.setWordWrap(True)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._corner: Corner | None = None
        self._set_headers()
        self._set_spans()
        model.refused.connect(self._refuse)
        model.editor.changed.connect(self._refit)
        first = inputs(model)[:1]
        if first:
            self.setCurrentIndex(first[0])
        self._light(self.currentIndex())

    # how the form is laid out

    def _set_headers(self) -> None:
        table = self.form.table
        self.setHorizontalHeader(FormHeader(Qt.Orientation.Horizontal, table, self._header_heights(), self))
        self.setVerticalHeader(FormHeader(Qt.Orientation.Vertical, table, self._label_widths(), self))
        self.horizontalHeader().setVisible(table.header_rows > 0)
        self.verticalHeader().setVisible(table.label_columns > 0)
        corner = next((p for p in table.places if p.role == "corner" and p.row < table.header_rows), None)
        if corner:
            self._corner = Corner(corner, self)

    def _set_spans(self) -> None:
        table = self.form.table
        for (row, column), place in self.form.places():
            columns = place.columns - max(0, table.label_columns - place.column)
            if place.rows > 1 or columns > 1:
                self.setSpan(row, column, place.rows, columns)

    def _text_width(self, characters: int) -> int:
        return self.fontMetrics().horizontalAdvance("国") * characters + 9

    def _label_widths(self) -> tuple[int, ...]:
        """Pixels of each label column: the form's own proportions, the narrowest as wide as “（三）”."""
        table = self.form.table
        relative = table.widths[: table.label_columns]
        if not relative:
            return ()
        if len(relative) == 1:
            return (self._text_width(LABELS_OF_ONE),)
        room = max(self._text_width(LABELS_AT_LEAST), int(self.width() * LABEL_SHARE))
        whole = min(self._text_width(LABELS_AT_MOST), room)
        return tuple(max(self._text_width(3), whole * width // sum(relative)) for width in relative)

    def _header_heights(self) -> tuple[int, ...]:
        """Pixels of each header row, by the words that lie in one row only, wrapped to a narrow column."""
        table, metrics = self.form.table, self.fontMetrics()
        width = self._text_width(4) if table.label_columns else self._text_width(2)
        heights = []
        for row in range(table.header_rows):
            flat = [p for p in table.places if p.role == "header" and p.row == row and p.rows == 1]
            heights.append(
                max((height_of(metrics, p.text, width * p.columns) for p in flat), default=metrics.height() + 8)
            )
        return tuple(heights)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Only the cell under the cursor looks otherwise; Qt would paint the whole table with every line it closes."""
        current = self.currentIndex()
        takes_text = bool(self.form.flags(current) & Qt.ItemFlag.ItemIsEditable)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, takes_text)
        self.update(current)

    def focusOutEvent(self, _event: QFocusEvent) -> None:
        self.update(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.model() is not None:
            self._fit()

    def _fit(self) -> None:
        """Share the width among the value columns and make each row as high as its words need."""
        table, model = self.form.table, self.form
        labels = self._label_widths()
        header = self.verticalHeader()
        if isinstance(header, FormHeader):
            header.set_sizes(labels)
        columns = model.columnCount()
        widest = self._text_width(WIDEST_OF_MANY if columns > FEW else WIDEST_OF_FEW)
        least = max(self._text_width(NARROWEST), self._widest_value())
        width = max(least, min(self.viewport().width() // columns, widest))
        for column in range(columns):
            self.setColumnWidth(column, width)
        metrics = self.fontMetrics()
        for row in range(model.rowCount()):
            drawn = row + table.header_rows
            flat = [p for p in table.places if p.row == drawn and p.rows == 1 and p.role in ("label", "header")]
            needed = [height_of(metrics, p.text, self._width_of(p.column, p.columns, labels, width)) for p in flat]
            least = metrics.height() + 4 if model.rowCount() > SHORT else EASY_ROW
            self.setRowHeight(row, max([least, *needed]))
        if self._corner:
            frame = self.frameWidth()
            across, down = self.verticalHeader().sizeHint().width(), self.horizontalHeader().sizeHint().height()
            self._corner.setGeometry(frame, frame, across, down)
            self._corner.raise_()

    def _widest_value(self) -> int:
        """Pixels that the longest number takes, and what stands beside it when last year's is shown."""
        report = self.form.editor.report
        return self._room_for(report.get(cell) for cell in self.form.cells())

    def _room_for(self, values: Iterable[Value | None]) -> int:
        digits = max((len(str(value)) for value in values if value is not None), default=0)
        longest = self.fontMetrics().horizontalAdvance("0") * digits + VALUE_MARGIN
        return int(longest * (1 + 2 * SMALL)) if self.form.shows_last_year else longest

    def show_last_year(self, *, shown: bool) -> None:
        """Show last year's value and the change in every cell, or no longer."""
        self.form.show_last_year(shown=shown)
        self._fit()

    def zoom(self, points: float) -> None:
        """Take a font of another size; cells and headers follow."""
        font = self.font()
        font.setPointSizeF(points)
        self.setFont(font)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setFont(font)
        self._header_sizes_follow()

    def _header_sizes_follow(self) -> None:
        across = self.horizontalHeader()
        if isinstance(across, FormHeader):
            across.set_sizes(self._header_heights())
        if self._corner:
            self._corner.setFont(self.font())
        self._fit()

    def _refit(self, change: Change) -> None:
        """A number longer than all before needs a wider column."""
        mine = self.form.cells()
        if self._room_for(new for cell, (_, new) in change.cells.items() if cell in mine) > self.columnWidth(0):
            self._fit()

    def _width_of(self, column: int, count: int, labels: tuple[int, ...], width: int) -> int:
        return sum(labels[c] if c < len(labels) else width for c in range(column, column + count))

    # keys

    def edit(self, *how: Any) -> Any:
        """Both of Qt's ways to begin an edit; only a key typed over the cell makes the arrow keys end it."""
        if len(how) > 1:
            self.only_composed = False
            self.typing = how[1] == QAbstractItemView.EditTrigger.AnyKeyPressed
        return super().edit(*how)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Text that the input method hands over finished begins the typing; Qt opens the line but loses the text."""
        super().inputMethodEvent(event)
        line = self.focusWidget()
        self.only_composed = not event.commitString()
        if event.commitString() and isinstance(line, QLineEdit) and not line.isModified():
            QGuiApplication.sendEvent(line, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        for sequence, action in self._shortcuts():
            if event.matches(sequence):
                action()
                return
        key, move = Qt.Key(event.key()), move_of(event)
        typed = event.text() if event.text().isprintable() else ""
        if move:
            self.step(move.where, extend=move.extend)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()
        elif typed and typed in DIGITS and self._on_total():
            self.told.emit("合计由各项自动相加，不用填写；要改合计，请改它的各项。")
        elif self.form.editor.sealed and (typed or key == Qt.Key.Key_F2):
            self.told.emit(SEALED)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear("清除")
        else:
            super().keyPressEvent(event)

    def _on_total(self) -> bool:
        cell = self.form.cell_at(self.currentIndex())
        return cell is not None and cell.is_total

    def _shortcuts(self) -> tuple[tuple[QKeySequence.StandardKey, Callable[[], None]], ...]:
        keys = QKeySequence.StandardKey
        return ((keys.Copy, self.copy), (keys.Cut, self.cut), (keys.Paste, self.paste))

    def step(self, where: str, *, extend: bool = False) -> None:
        """Move the cursor as `moves.target` says, or `extend` the selection from its other corner to there."""
        current = self.currentIndex()
        found = target(self.form, current, where)
        if not extend:
            # Qt's own call would look at the keys that are held, and add to the selection with Ctrl
            self.selectionModel().setCurrentIndex(found, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(found)
            return
        rows, columns = self._rectangle()
        start = self.form.index(
            rows[0] if current.row() == rows[-1] else rows[-1],
            columns[0] if current.column() == columns[-1] else columns[-1],
        )
        corners = (min(start.row(), found.row()), min(start.column(), found.column()))
        opposite = (max(start.row(), found.row()), max(start.column(), found.column()))
        area = QItemSelection(self.form.index(*corners), self.form.index(*opposite))
        self.selectionModel().setCurrentIndex(found, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(area, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(found)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.summed.emit(summed(self.form, self.selectedIndexes()))

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        self._light(current)
        if cell := self.form.cell_at(current):
            self.moved.emit(cell.id)

    def _light(self, index: QModelIndex) -> None:
        """Light the labels of the row and the column that the cursor is in."""
        for header, at in ((self.horizontalHeader(), index.column()), (self.verticalHeader(), index.row())):
            if isinstance(header, FormHeader):
                header.light(at)

    def fill_typed(self, text: str) -> None:
        """Put what was typed into every selected cell, as one step; totals follow and are passed over."""
        cells = inputs_of(self.form, self.selectedIndexes())
        try:
            values = typed_into(cells, text)
        except NotAValue as reason:
            self._refuse(self.currentIndex(), str(reason))
        else:
            self.form.editor.submit(f"填写 {_named(cells)}", values)

    # the clipboard

    def _rectangle(self) -> tuple[range, range]:
        """The rows and columns around the selection."""
        indexes = self.selectedIndexes() or [self.currentIndex()]
        rows = [index.row() for index in indexes]
        columns = [index.column() for index in indexes]
        return range(min(rows), max(rows) + 1), range(min(columns), max(columns) + 1)

    def copy(self) -> None:
        """Put the selected rectangle on the clipboard."""
        rows, columns = self._rectangle()
        texts = [[str(self.form.index(r, c).data(Qt.ItemDataRole.EditRole) or "") for c in columns] for r in rows]
        QGuiApplication.clipboard().setMimeData(to_mime(texts))

    def cut(self) -> None:
        self.copy()
        self.clear("剪切")

    def clear(self, word: str) -> None:
        """Make the selected input cells blank, as one step."""
        cells = inputs_of(self.form, self.selectedIndexes())
        if cells:
            self.form.editor.submit(f"{word} {_named(cells)}", dict.fromkeys(cell.id for cell in cells))

    def paste(self) -> None:
        """Put the clipboard's rectangle into its cells, as one step; a single value fills the whole selection."""
        rows = from_mime(QGuiApplication.clipboard().mimeData())
        if not any(rows):
            self.told.emit("剪贴板里没有可以粘贴的数字。")
            return
        pasted = by_labels(self.form, rows)
        if pasted is None:
            area_rows, area_columns = self._rectangle()
            selected = self.selectedIndexes() or [self.currentIndex()]
            pasted = from_cursor(self.form, rows, (area_rows.start, area_columns.start), selected)
        if pasted.values:
            self.form.editor.submit(f"粘贴 {len(pasted.values)} 格", pasted.values, how="pasted")
        if pasted.complaint:
            self.told.emit(pasted.complaint)

    def fill(self, where: str) -> None:
        """Fill the selection from its first row (down) or its first column (right), as one step.

        A single cell takes the value of its neighbour above or at the left.
        """
        rows, columns = self._rectangle()
        values = filled(self.form, rows, columns, down=where == "down")
        if values:
            self.form.editor.submit(f"向{'下' if where == 'down' else '右'}填充 {len(values)} 格", values, how="filled")

    # telling and showing

    def _refuse(self, index: QModelIndex | QPersistentModelIndex, reason: str) -> None:
        """Say at the cell why a text was refused; the old value stays and so does the cursor."""
        self.refusing = True
        place = QModelIndex(index)
        self.setCurrentIndex(place)
        self.told.emit(reason)
        # once the line is closed: a change of the focus would take the words away
        corner = self.viewport().mapToGlobal(self.visualRect(place).bottomLeft())
        QTimer.singleShot(0, self, lambda: QToolTip.showText(corner, reason, self))

    def show_cell(self, cell: str) -> bool:
        """Put the cursor on a cell; False when it is not in this table."""
        index = self.form.index_of(cell)
        if not index.isValid():
            return False
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        self.setFocus()
        return True


def _named(cells: list[Cell]) -> str:
    return cells[0].name if len(cells) == 1 else f"{len(cells)} 格"
