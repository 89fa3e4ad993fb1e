"""What the program says in dialogs: one sentence, one remedy, in plain Chinese."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6 import QtCore, QtWidgets

from nianbao.files.errors import UserError

READ_FILTER = "报告文件 (*.nianbao *.xlsx *.xls *.et *.ods *.docx *.html *.htm *.txt *.md *.pdf *.json);;所有文件 (*)"
DOCUMENT_FILTER = "年报文件 (*.nianbao)"
TITLE = "年报"
LONGEST, MOST_LINES = 240, 6  # characters and lines of what stands in a box
LONG_SIZE = 520, 320  # pixels

Parent = QtWidgets.QWidget | None


def speak_chinese() -> None:
    """Make Qt's own words Chinese (buttons, menus of text fields); too costly to do before the first paint."""
    app = QtCore.QCoreApplication.instance()
    if app is None or app.property("chinese"):
        return
    translator = QtCore.QTranslator(app)
    if translator.load("qtbase_zh_CN", QtCore.QLibraryInfo.path(QtCore.QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    QtCore.QLocale.setDefault(QtCore.QLocale(QtCore.QLocale.Language.Chinese, QtCore.QLocale.Country.China))
    app.setProperty("chinese", True)


def tell(parent: Parent, error: UserError) -> None:
    """Show what went wrong and what to do about it."""
    box = _box(parent, QtWidgets.QMessageBox.Icon.Warning, error.sentence)
    box.setInformativeText(error.remedy)
    box.exec()


def _box(parent: Parent, icon: QtWidgets.QMessageBox.Icon, words: str) -> QtWidgets.QMessageBox:
    """A box whose words are shown as they stand: a name out of a file may look like HTML."""
    speak_chinese()
    box = QtWidgets.QMessageBox(parent)
    box.setIcon(icon)
    box.setWindowTitle(TITLE)
    box.setTextFormat(QtCore.Qt.TextFormat.PlainText)
    box.setText(words)
    return box


@contextmanager
def telling(parent: Parent) -> Iterator[None]:
    """Tell what goes wrong within, and go on after it."""
    try:
        yield
    except UserError as error:
        tell(parent, error)


def inform(parent: Parent, words: str) -> None:
    """Tell something; what is long stands in a window that scrolls, since a box would outgrow the screen."""
    if len(words) <= LONGEST and words.count("\n") < MOST_LINES:
        _box(parent, QtWidgets.QMessageBox.Icon.Information, words).exec()
        return
    speak_chinese()
    dialog = QtWidgets.QDialog(parent)
    dialog.setWindowTitle(TITLE)
    text = QtWidgets.QPlainTextEdit(words)
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    text.setAccessibleName("全部内容")
    button = QtWidgets.QDialogButtonBox(QtWidgets.QDialogButtonBox.StandardButton.Ok)
    button.accepted.connect(dialog.accept)
    layout = QtWidgets.QVBoxLayout(dialog)
    layout.addWidget(text, 1)
    layout.addWidget(button)
    dialog.resize(*LONG_SIZE)
    dialog.exec()


def agreed(parent: Parent, question: str, *, losing: bool = False) -> bool:
    """Whether the clerk answers yes; the Return key alone does not, when something would be lost for good."""
    buttons = QtWidgets.QMessageBox.StandardButton
    box = _box(parent, QtWidgets.QMessageBox.Icon.Question, question)
    box.setStandardButtons(buttons.Yes | buttons.No)
    box.setDefaultButton(buttons.No if losing else buttons.Yes)
    return box.exec() == buttons.Yes


def ask_file(parent: Parent, caption: str, kinds: str) -> Path | None:
    """An existing file of the clerk's choice."""
    speak_chinese()
    name, _ = QtWidgets.QFileDialog.getOpenFileName(parent, caption, "", kinds)
    return Path(name) if name else None


def ask_folder(parent: Parent, caption: str, proposed: Path) -> Path | None:
    """An existing folder of the clerk's choice."""
    speak_chinese()
    name = QtWidgets.QFileDialog.getExistingDirectory(parent, caption, str(proposed))
    return Path(name) if name else None


@contextmanager
def waiting() -> Iterator[None]:
    """Show that the program is at work."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()


def ask_target(parent: Parent, caption: str, proposed: Path, kinds: str) -> Path | None:
    """Where to save; the system's dialog has asked before an existing file is named."""
    speak_chinese()
    name, chosen = QtWidgets.QFileDialog.getSaveFileName(parent, caption, str(proposed), kinds)
    if not name:
        return None
    path = Path(name)
    if path.suffix.lower() in re.findall(r"\.\w+", kinds):
        return path
    # the system has asked about the name as it was typed, not about the one with its ending
    path = path.with_name(path.name + re.findall(r"\.\w+", chosen or kinds)[0])
    if os.path.lexists(path) and not agreed(parent, f"“{path.name}”已经存在，要替换它吗？", losing=True):
        return ask_target(parent, caption, path, kinds)
    return path
