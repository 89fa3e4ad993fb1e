"""Words of a report are shown as they stand: what looks like HTML in them is never drawn as HTML."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from clerk import Desk, Open, OpenReport, during
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as Texts
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QMessageBox, QPlainTextEdit

from nianbao.core.edition import Editions
from nianbao.core.report import NOTE, Origin
from nianbao.files.errors import UserError
from nianbao.files.recovery import Copy
from nianbao.gui import messages
from nianbao.gui.conflict import ConflictDialog
from nianbao.gui.recovering import CopiesDialog
from reports import TEXTS, filled, with_values

MARK = "<b>坏</b>"
PERSON = "applications.received.person"


def drawn(text: object, form: Qt.TextFormat = Qt.TextFormat.AutoText) -> bool:
    """Whether Qt would draw the mark as HTML."""
    rich = form is Qt.TextFormat.RichText or (form is Qt.TextFormat.AutoText and Texts.mightBeRichText(str(text)))
    return MARK in str(text) and rich


def drawn_words() -> Iterator[str]:
    """The words of labels, hints and lists, on all windows, that would be drawn as HTML."""
    for widget in QApplication.allWidgets():
        if isinstance(widget, QLabel) and drawn(widget.text(), widget.textFormat()):
            yield f"label: {widget.text()}"
        if drawn(widget.toolTip()):
            yield f"hint of {type(widget).__name__}: {widget.toolTip()}"
        if isinstance(widget, QAbstractItemView) and widget.model():
            yield from _hints(widget)


def _hints(view: QAbstractItemView) -> Iterator[str]:
    model, root = view.model(), view.rootIndex()
    for row in range(model.rowCount(root)):
        for column in range(100):
            index = model.index(row, column, root)
            if not index.isValid():
                break
            if drawn(index.data(Qt.ItemDataRole.ToolTipRole)):
                yield f"hint in {type(view).__name__}: {index.data(Qt.ItemDataRole.ToolTipRole)}"


@pytest.fixture
def there(open_report: OpenReport, editions: Editions) -> Open:
    """A report whose every text, note and source has HTML in it."""
    text = f'{MARK}<img src="file:///etc/passwd"> 2024年收到申请 99 件。'
    last = with_values(filled(editions, "2021", 4), {"unit.name": f"{MARK}县", "texts.overview": text, "year": 2023})
    report = with_values(
        filled(editions, "2021"),
        {**dict.fromkeys(TEXTS, text), "unit.name": f"{MARK}镇", "unit.address": text, f"{NOTE}{PERSON}": text},
    )
    origins = {cell.id: Origin("imported", f"{MARK}.xlsx", text) for cell in report.edition.table_cells}
    return open_report(replace(report, origins=origins, reasons={"C-04": text}), last)


def test_no_page_draws_html_out_of_a_report(there: Open) -> None:
    assert len(there.editor.findings) > 3
    for number in range(there.workspace.tabs.count()):
        there.workspace.tabs.setCurrentIndex(number)
        assert list(drawn_words()) == []


def test_no_finding_draws_html_out_of_a_report(there: Open) -> None:
    for finding in there.editor.findings:
        there.workspace.show_finding(finding)
        assert list(drawn_words()) == []


def test_the_texts_are_shown_letter_by_letter(there: Open) -> None:
    there.workspace.tabs.setCurrentIndex(there.tab("overview"))
    shown = [text.toPlainText() for text in there.workspace.current_page().findChildren(QPlainTextEdit)]
    assert any(MARK in text for text in shown)


@pytest.mark.parametrize(
    "say",
    [
        lambda window: messages.tell(window, UserError(f"“{MARK}.docx”打不开。", f"请换一个名字：{MARK}。")),
        lambda window: messages.inform(window, f"已导出“{MARK}.docx”。"),
        lambda window: messages.agreed(window, f"“{MARK}.docx”已经存在，要替换它吗？"),
    ],
)
def test_a_message_shows_names_as_they_stand(there: Open, desk: Desk, say) -> None:
    desk.step_aside()
    found: list[str] = []
    during(QMessageBox, lambda: say(there.window), lambda _: found.extend(drawn_words()))
    assert found == []


def test_the_dialogs_about_files_show_names_as_they_stand(there: Open, tmp_path: Path) -> None:
    path = tmp_path / f"{MARK.replace('/', '')}.nianbao"
    for dialog in (ConflictDialog(MARK, (), there.window), CopiesDialog([Copy(path, path, 0)], there.window)):
        dialog.show()
        assert list(drawn_words()) == []
        dialog.close()
        dialog.deleteLater()


def test_this_test_sees_what_is_drawn(there: Open) -> None:
    there.window.status.sums.setToolTip(f"{MARK} 的合计")
    assert len(list(drawn_words())) == 1
