"""版式设置: the layout of the printed report, chosen once for each unit."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nianbao.files import layouts
from nianbao.files.fonts import missing_fonts
from nianbao.files.writers.layout import LINE_SPACINGS, PRESETS, Layout
from nianbao.gui import messages
from nianbao.gui.scrolling import scrolling

if TYPE_CHECKING:
    from nianbao.gui.window import Window

PAGE_NUMBERS = (("dashes", "— 1 —，单页居右、双页居左"), ("plain", "1，居中"), ("none", "不印页码"))
MARGINS = (("top", "上"), ("bottom", "下"), ("left", "左"), ("right", "右"))
FONTS = (
    ("title_font", "标题"),
    ("body_font", "正文"),
    ("level_one_font", "一级标题"),
    ("level_two_font", "二级标题"),
    ("number_font", "页码"),
    ("table_font", "表格"),
)
WIDEST_MARGIN = 60.0  # mm


def choose_layout(window: "Window") -> None:
    """Let the clerk choose the layout of her unit's report; it is remembered for the next years."""
    editor, workspace = window.editor, window.workspace
    assert editor is not None
    assert workspace is not None
    unit = editor.report.unit
    dialog = LayoutDialog(layouts.layout_of(unit), layouts.template_of(unit), window)
    if dialog.exec() == QDialog.DialogCode.Accepted:
        layouts.keep_layout(unit, dialog.layout_chosen)
        layouts.keep_template(unit, dialog.template)
        if workspace.preview is not None:
            workspace.preview.set_layout(dialog.layout_chosen)


class LayoutDialog(QDialog):
    """Presets, and what may be changed in them. `layout_chosen` and `template` are the choices."""

    def __init__(self, layout: Layout, template: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("版式设置")
        self.layout_chosen, self.template = layout, template
        self._shows: list[Callable[[], None]] = []
        form = QFormLayout()
        form.addRow("版式", self._choice("id", [(preset.id, preset.name) for preset in PRESETS], self._take_preset))
        spacings = [(None, "单倍行距"), *((points, f"固定值 {points:g} 磅") for points in LINE_SPACINGS)]
        form.addRow("正文行距", self._choice("line_spacing", spacings))
        form.addRow("页码", self._choice("page_numbers", list(PAGE_NUMBERS)))
        form.addRow("页边距（毫米）", self._margins())
        for name, words in FONTS:
            form.addRow(f"{words}字体", self._font(name))
        form.addRow("样式模板", self._template_line())
        self._missing = QLabel()
        self._missing.setObjectName("notice")
        self._missing.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.addLayout(form)
        column.addWidget(self._missing)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        area = scrolling(inner)
        whole.addWidget(area, 1)
        whole.addWidget(buttons)
        self._show()
        area.setMinimumWidth(inner.minimumSizeHint().width() + area.verticalScrollBar().sizeHint().width())
        edges = self.sizeHint() - area.sizeHint()
        self.resize(inner.sizeHint() + edges)

    def _choice(self, name: str, entries: list[tuple[Any, str]], act: Callable[[Any], None] | None = None) -> QComboBox:
        box = QComboBox()
        for value, words in entries:
            box.addItem(words, value)
        box.activated.connect(lambda row: (act or (lambda value: self._set(name, value)))(entries[row][0]))
        values = [value for value, _ in entries]
        self._shows.append(lambda: box.setCurrentIndex(values.index(getattr(self.layout_chosen, name))))
        return box

    def _margins(self) -> QWidget:
        whole = QWidget()
        line = QGridLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        for column, (name, words) in enumerate(MARGINS):
            spin = QDoubleSpinBox(maximum=WIDEST_MARGIN, minimum=5.0, decimals=2, singleStep=0.5)
            spin.setAccessibleName(f"{words}边距")
            spin.valueChanged.connect(lambda value, name=name: self._set(name, value))
            self._shows.append(lambda spin=spin, name=name: spin.setValue(getattr(self.layout_chosen, name)))
            line.addWidget(QLabel(words), 0, 2 * column)
            line.addWidget(spin, 0, 2 * column + 1)
        return whole

    def _font(self, name: str) -> QLineEdit:
        edit = QLineEdit()
        edit.editingFinished.connect(lambda: self._set(name, edit.text().strip() or getattr(self.layout_chosen, name)))
        self._shows.append(lambda: edit.setText(getattr(self.layout_chosen, name)))
        return edit

    def _template_line(self) -> QWidget:
        whole, words = QWidget(), QLabel()
        choose, clear = QPushButton("选择…"), QPushButton("不用模板")
        choose.clicked.connect(self._choose_template)
        clear.clicked.connect(lambda: self._set_template(None))
        self._shows.append(lambda: words.setText(self.template.name if self.template else "不用，按上面的设置"))
        self._shows.append(lambda: clear.setEnabled(self.template is not None))
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(words, 1)
        line.addWidget(choose)
        line.addWidget(clear)
        return whole

    def _choose_template(self) -> None:
        path = messages.ask_file(self, "选择省里或市里发的 Word 样式文件", "Word 文件 (*.docx)")
        if path:
            self._set_template(path)

    def _set_template(self, template: Path | None) -> None:
        self.template = template
        self._show()

    def _take_preset(self, chosen: str) -> None:
        self.layout_chosen = next(preset for preset in PRESETS if preset.id == chosen)
        self._show()

    def _set(self, name: str, value: object) -> None:
        self.layout_chosen = replace(self.layout_chosen, **{name: value})
        self._show()

    def _show(self) -> None:
        for show in self._shows:
            show()
        missing = "、".join(font.words for font in missing_fonts(self.layout_chosen))
        self._missing.setText(f"本机没有安装 {missing}。文件里仍写规定的字体，别的电脑上显示正常。")
        self._missing.setVisible(bool(missing))
