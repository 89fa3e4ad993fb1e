"""Make the pictures of the help from the program itself, so that they never show what it no longer looks like.

Real widgets, the bundled sample, light colours, no screen. Needs a Chinese font. A picture that cannot be made is named
and keeps its old file. Usage: python resources/help/make_pictures.py [name…]
"""

import datetime
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QEventLoop, QTimer  # noqa: TID251
from PySide6.QtGui import QFontDatabase, QImage, QPixmap  # noqa: TID251
from PySide6.QtWidgets import QApplication  # noqa: TID251

from nianbao.core.edition import Editions
from nianbao.files import atomic
from nianbao.files.document import DocumentFile, start_next
from nianbao.files.editions import load_editions
from nianbao.files.paths import resources
from nianbao.files.readers import read_file
from nianbao.gui.appearance import LIGHT, keep_appearance
from nianbao.gui.application import make_application
from nianbao.gui.help import open_help
from nianbao.gui.importing import ImportDialog
from nianbao.gui.sections.table import TablePage
from nianbao.gui.window import Window
from nianbao.gui.workspace import Workspace

TARGET = resources() / "help" / "pictures"
TODAY = datetime.date(2022, 1, 12)
WIDEST = 900  # pixels
SETTLE_MS = 400  # for what the program does after a pause
UNBALANCED = "T3-01"
ROW = "applications.{}.person"
# a year that does not add up yet: 5 received, 4 handled, 1 left over is still blank
FIGURES = {"received": 5, "granted": 2, "partly_granted": 1, "unavailable.not_held": 1}


class Scene:
    """The program with a report begun from the sample; each method makes one picture."""

    def __init__(self, editions: Editions, folder: Path) -> None:
        (self.sample,) = (resources() / "samples").glob("*.xlsx")
        self.editions = editions
        self.proposal = read_file(self.sample, editions)
        document = start_next(self.proposal.report(editions))
        file = DocumentFile(folder / f"{document.report.unit}{document.report.year}年年报.nianbao")
        file.write(document)
        self.window = Window(lambda: editions, TODAY)
        self.window.show_start()
        self.window.settle()
        self.window.resize(WIDEST, 580)
        self.window.show()
        settle()
        self._document, self._file = document, file

    def start(self) -> QPixmap:
        """The start page as it is on the first day."""
        self.window.show_start()
        self.window.resize(WIDEST, 590)
        settle()
        return self.window.centralWidget().grab()

    def table(self) -> QPixmap:
        page = self._workspace(WIDEST + 296, 760).page("applications")
        self._show(ROW.format("partly_granted"))
        return page.grab()

    def text(self) -> QPixmap:
        page = self._workspace(WIDEST + 296, 470).page("overview")
        self._show("texts.overview")
        return page.grab()

    def findings(self) -> QPixmap:
        """A column that does not add up, chosen in the list."""
        workspace = self._workspace(WIDEST, 660)
        page = workspace.page("applications")
        assert isinstance(page, TablePage)
        page.fill_zeros()
        workspace.findings.setMinimumWidth(400)
        settle()
        for _ in workspace.editor.findings:
            workspace.findings.go(1)
            if workspace.editor.spotlight and workspace.editor.spotlight.code == UNBALANCED:
                break
        settle()
        picture = workspace.findings.grab()
        workspace.findings.setMinimumWidth(0)
        return picture

    def help(self) -> QPixmap:
        """The window with the help at a cell."""
        workspace = self._workspace(WIDEST, 620)
        workspace.findings.hide()
        self._show(ROW.format("partly_granted"))
        open_help(self.window)
        self.window.status.show_place(Path(self._file.path.name))
        self.window.status.show_state("已保存")
        settle()
        return self.window.grab()

    def preview(self) -> QPixmap:
        """The tables with the pages beside them."""
        workspace = self._workspace(WIDEST, 620)
        self._show(ROW.format("partly_granted"))
        workspace.findings.hide()
        workspace.show_preview(shown=True)
        assert workspace.preview is not None
        for _ in range(20):
            settle()
            if workspace.preview.is_current:
                break
        workspace.preview.follow(ROW.format("partly_granted"))
        settle()
        picture = workspace.grab()
        workspace.stop()
        return picture

    def imported(self) -> QPixmap:
        dialog = ImportDialog(self.proposal, self.editions, TODAY.year - 1, self.window)
        dialog.resize(WIDEST, 580)
        dialog.show()
        settle()
        dialog.values.show_cell("proactive.procurement.amount")
        settle()
        picture = dialog.grab()
        dialog.close()
        return picture

    def _workspace(self, width: int, height: int) -> Workspace:
        """The report open in a window of a size, with the figures of the year."""
        self.window.show_document(self._document, self._file)
        self.window.resize(width, height)
        workspace = self.window.workspace
        assert workspace is not None
        workspace.editor.submit("填写", {ROW.format(row): number for row, number in FIGURES.items()})
        assert self.window.saver is not None
        self.window.saver.flush()
        settle()
        return workspace

    def _show(self, cell: str) -> None:
        assert self.window.workspace is not None
        self.window.workspace.show_cell(cell)
        settle()


# the help last: it stays open
PICTURES: dict[str, Callable[[Scene], QPixmap]] = {
    "start": Scene.start,
    "table": Scene.table,
    "text": Scene.text,
    "findings": Scene.findings,
    "import": Scene.imported,
    "preview": Scene.preview,
    "help": Scene.help,
}


def main(names: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        for place in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
            os.environ[place] = folder  # the clerk's own settings and list of files stay as they are
        app = make_application()
        if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
            sys.stderr.write("There is no Chinese font: the pictures would show boxes.\n")
            return 1
        app.setCursorFlashTime(0)
        keep_appearance(LIGHT)
        scene = Scene(load_editions(), Path(folder))
        worst = max([_make(name, scene) for name in PICTURES if name in names or not names], default=0)
        scene.window.close()
        return worst


def _make(name: str, scene: Scene) -> int:
    try:
        picture = PICTURES[name](scene)
    except Exception as error:  # noqa: BLE001  the others are made all the same
        sys.stderr.write(f"{name}: {error!r}, the old picture stays\n")
        return 1
    target = TARGET / f"{name}.png"
    data = _png(picture)
    atomic.write(target, data)
    sys.stdout.write(f"{target.name}\t{picture.width()}×{picture.height()}\t{len(data) // 1024} KB\n")
    return 0


def _png(picture: QPixmap) -> bytes:
    """A small file, no wider than a page of the help."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB888)
    if image.width() > WIDEST:
        image = image.copy(0, 0, WIDEST, image.height())
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", 0)
    return bytes(buffer.data().data())


def settle() -> None:
    """Let the program do what it does after a pause."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLE_MS, loop.quit)
    loop.exec()
    QApplication.sendPostedEvents()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
