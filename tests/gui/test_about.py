"""The box that tells about the program: its version, and every component with its licence."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nianbao import __version__
from nianbao.files.about import components
from nianbao.gui.about import AboutDialog


def test_the_box_names_the_version_and_shows_the_licence_of_the_chosen_component(qtbot: QtBot) -> None:
    listed = components()
    dialog = AboutDialog(listed)
    qtbot.addWidget(dialog)
    dialog.show()
    labels = " ".join(child.text() for child in dialog.children() if hasattr(child, "text") and callable(child.text))
    assert __version__ in labels
    assert dialog.list.count() == len(listed)
    assert any("PySide6" in one.name for one in listed)
    QTest.keyClick(dialog.list, Qt.Key.Key_End)
    assert dialog.list.currentRow() == len(listed) - 1
    assert dialog.text.toPlainText()
