"""The real window without a screen, with real files; only the system's own dialogs are answered beforehand."""

import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from clerk import TODAY, Desk, Open, OpenReport
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.core.yearly import start_year
from nianbao.files.document import Document, DocumentFile
from nianbao.gui.application import make_application
from nianbao.gui.window import Window
from reports import filled


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The program's own application, with its style and in Chinese."""
    return make_application()


@pytest.fixture
def desk() -> Iterator[Desk]:
    """What stands for the dialogs of the program and of the system, with answers that lie ready."""
    with pytest.MonkeyPatch.context() as patch:
        yield Desk(patch)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, editions: Editions) -> Window:
    """The main window on its start page."""
    window = Window(lambda: editions, TODAY)
    qtbot.addWidget(window)
    window.show_start()
    window.resize(1366, 740)
    window.show()
    window.settle()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def open_report(window: Window, tmp_path: Path, qtbot: QtBot) -> OpenReport:
    """Opens a report in the window from a file of its own."""

    def open_it(report: Report, base: Report | None = None, sealed: str = "") -> Open:
        path = tmp_path / "今年.nianbao"
        DocumentFile.over(path).write(Document(report, base, sealed=sealed))
        window.open_file(path)
        assert window.workspace is not None
        # as the window does once it has been painted
        assert window.workspace.findings.filter
        window.workspace.editor.check_first()
        return Open(window, path, qtbot)

    return open_it


@pytest.fixture
def blank(open_report: OpenReport, editions: Editions) -> Open:
    """A blank report of edition 2021."""
    return open_report(start_year(editions, 2024))


@pytest.fixture
def full(open_report: OpenReport, editions: Editions) -> Open:
    """A report of edition 2021 with every cell filled and nothing wrong."""
    return open_report(filled(editions, "2021"))
