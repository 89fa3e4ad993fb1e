"""What the program says in dialogs: one sentence, one remedy, in plain Chinese."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from nianbao.files.errors import UserError

READ_FILTER = "报告文件 (*.nianbao *.xlsx *.xls *.et *.ods *.docx *.html *.htm *.txt *.md *.json);;所有文件 (*)"
DOCUMENT_FILTER = "年报文件 (*.nianbao)"
TITLE = "年报"


def tell(parent: QWidget | None, error: UserError) -> None:
    """Show what went wrong and what to do about it."""
    box = QMessageBox(QMessageBox.Icon.Warning, TITLE, error.sentence, QMessageBox.StandardButton.Ok, parent)
    box.setInformativeText(error.remedy)
    box.exec()


def inform(parent: QWidget | None, sentence: str) -> None:
    QMessageBox.information(parent, TITLE, sentence)


def agreed(parent: QWidget | None, question: str) -> bool:
    buttons = QMessageBox.StandardButton
    return QMessageBox.question(parent, TITLE, question, buttons.Yes | buttons.No) == buttons.Yes


def ask_file(parent: QWidget | None, caption: str, kinds: str) -> Path | None:
    """An existing file of the clerk's choice."""
    name, _ = QFileDialog.getOpenFileName(parent, caption, "", kinds)
    return Path(name) if name else None


def ask_target(parent: QWidget | None, caption: str, proposed: Path, kinds: str) -> Path | None:
    """Where to save; the system's dialog has asked before an existing file is named."""
    name, chosen = QFileDialog.getSaveFileName(parent, caption, str(proposed), kinds)
    if not name:
        return None
    path = Path(name)
    ending = chosen.rpartition("*")[2].rstrip(")") if not path.suffix else ""
    return path.with_name(path.name + (ending or ("" if path.suffix else proposed.suffix)))
