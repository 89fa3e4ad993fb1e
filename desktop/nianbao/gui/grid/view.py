"""The table as the clerk works in it: keys of a spreadsheet, clipboard, and headers that stay in sight."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QTableView, QToolTip, QWidget

from nianbao.core.values import NotAValue, Value, parse, plain
from nianbao.gui.editor import SEALED
from nianbao.gui.grid.clipboard import from_mime, to_text
from nianbao.gui.grid.delegate import ARROWS, CellDelegate, step_of
from nianbao.gui.grid.header import Corner, FormHeader, height_of
from nianbao.gui.grid.model import PLACE, TableModel

NAMED = 3  # how many cells a message names before it counts
# widths of value columns in Chinese characters; a table of few columns may use more of the window
NARROWEST, WIDEST_OF_MANY, WIDEST_OF_FEW, FEW = 3, 9, 16, 5
# widths of the label columns together: of table 二, and of table 三 in a narrow and in a wide window
LABELS_OF_ONE, LABELS_AT_LEAST, LABELS_AT_MOST = 11, 15, 31
LABEL_SHARE = 0.45  # of the width of the view, before words are wrapped more
EASY_ROW, SHORT = 30, 20  # pixels: the rows of a short table are easier to hit when they are high
DIGITS = "0123456789０１２３４５６７８９+-＋－.．"


class GridView(QTableView):
    """A QTableView over a TableModel. The cursor visits input cells and totals, never words."""

    told = Signal(str)  # something that the clerk should read: a refused value, cells that did not fit

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = model
        self.typing = False
        self.refusing = False
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setTabKeyNavigation(True)
        self.setWordWrap(True)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._corner: Corner | None = None
        self._set_headers()
        self._set_spans()
        model.refused.connect(self._refuse)
        first = self._inputs()[:1]
        if first:
            self.setCurrentIndex(first[0])

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
        width = max(self._text_width(NARROWEST), min(self.viewport().width() // columns, widest))
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

    def _width_of(self, column: int, count: int, labels: tuple[int, ...], width: int) -> int:
        return sum(labels[c] if c < len(labels) else width for c in range(column, column + count))

    # keys

    def edit(self, *how: Any) -> Any:
        """Both of Qt's ways to begin an edit; only a key typed over the cell makes the arrow keys end it."""
        if len(how) > 1:
            self.typing = how[1] == QAbstractItemView.EditTrigger.AnyKeyPressed
        return super().edit(*how)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Text that the input method hands over finished begins the typing; Qt opens the line but loses the text."""
        super().inputMethodEvent(event)
        line = self.focusWidget()
        if event.commitString() and isinstance(line, QLineEdit) and not line.isModified():
            QGuiApplication.sendEvent(line, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        for sequence, action in self._shortcuts():
            if event.matches(sequence):
                action()
                return
        key, step = Qt.Key(event.key()), step_of(event, ARROWS)
        typed = event.text() if event.text().isprintable() else ""
        if step:
            self.step(step)
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

    def step(self, where: str) -> None:
        """Move the cursor: up, down, left, right by one cell that can be visited; next, previous over input cells."""
        current = self.currentIndex()
        if where in ("next", "previous"):
            inputs = self._inputs()
            wanted = [(i.row(), i.column()) for i in inputs]
            here = (current.row(), current.column())
            ahead = [i for i, at in zip(inputs, wanted, strict=True) if (at > here if where == "next" else at < here)]
            target = (ahead[0] if where == "next" else ahead[-1]) if ahead else current
        else:
            target = self._beside(current, where)
        self.setCurrentIndex(target)

    def _beside(self, index: QModelIndex, where: str) -> QModelIndex:
        down = {"down": 1, "up": -1}.get(where, 0)
        right = {"right": 1, "left": -1}.get(where, 0)
        row, column = index.row() + down, index.column() + right
        while 0 <= row < self.form.rowCount() and 0 <= column < self.form.columnCount():
            candidate = self._anchor(self.form.index(row, column))
            if candidate != index and self.form.flags(candidate) & Qt.ItemFlag.ItemIsSelectable:
                return candidate
            row, column = row + down, column + right
        return index

    def _anchor(self, index: QModelIndex) -> QModelIndex:
        """The first place of the merged cell that an index lies in."""
        while index.column() > 0 and index.data(PLACE) is None:
            index = index.siblingAtColumn(index.column() - 1)
        return index

    def _inputs(self) -> list[QModelIndex]:
        model = self.form
        indexes = (model.index(r, c) for r in range(model.rowCount()) for c in range(model.columnCount()))
        return [i for i in indexes if (cell := model.cell_at(i)) is not None and not cell.is_total]

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
        QGuiApplication.clipboard().setText(to_text(texts))

    def cut(self) -> None:
        self.copy()
        self.clear("剪切")

    def clear(self, word: str) -> None:
        """Make the selected input cells blank, as one step."""
        cells = [cell for index in self.selectedIndexes() if (cell := self.form.cell_at(index)) and not cell.is_total]
        if cells:
            named = cells[0].name if len(cells) == 1 else f"{len(cells)} 格"
            self.form.editor.submit(f"{word} {named}", dict.fromkeys(cell.id for cell in cells))

    def paste(self) -> None:
        """Put the clipboard's rectangle at the cursor, as one step; a single value fills the whole selection."""
        rows = from_mime(QGuiApplication.clipboard().mimeData())
        if not rows:
            self.told.emit("剪贴板里没有可以粘贴的数字。")
            return
        values: dict[str, Value | None] = {}
        misfits: list[str] = []
        for index, text in self._targets(rows):
            self._place(index, text, values, misfits)
        if values:
            self.form.editor.submit(f"粘贴 {len(values)} 格", values)
        if misfits:
            named = "、".join(misfits[:NAMED]) + (f"等 {len(misfits)} 处" if len(misfits) > NAMED else "")
            self.told.emit(f"没有粘贴：{named}。{'其余已粘贴，可以撤销。' if values else ''}")

    def _targets(self, rows: list[list[str]]) -> Iterator[tuple[QModelIndex, str]]:
        """Where each pasted entry belongs: one value to every selected cell, a rectangle from the cursor on."""
        if len(rows) == 1 and len(rows[0]) == 1:
            yield from ((index, rows[0][0]) for index in self.selectedIndexes() or [self.currentIndex()])
            return
        area_rows, area_columns = self._rectangle()
        for down, row in enumerate(rows):
            for right, text in enumerate(row):
                yield self.form.index(area_rows.start + down, area_columns.start + right), text

    def _place(self, index: QModelIndex, text: str, values: dict[str, Value | None], misfits: list[str]) -> None:
        """Take one pasted entry into `values`, or name it among the misfits.

        Totals follow and are passed over, and so are the form's own words that were copied with the numbers.
        """
        cell = self.form.cell_at(index)
        if cell is None:
            if text.strip() and plain(text) != plain(str(index.data() or "")):
                misfits.append(f"“{text.strip()}”（{'这里不填数字' if index.isValid() else '超出表格'}）")
            return
        if cell.is_total:
            return
        try:
            values[cell.id] = parse(cell.kind, text)
        except NotAValue:
            misfits.append(f"{cell.name}“{text.strip()}”")

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
