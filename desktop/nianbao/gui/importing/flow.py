"""The ways in: last year's file begins this year's report, and this year's figures go into the open one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from nianbao.core.edition import Editions
from nianbao.core.recognise import Proposal
from nianbao.files.document import Document, start_next
from nianbao.files.errors import SeveralUnits, UserError
from nianbao.files.readers.read import read_bytes_as
from nianbao.gui import messages
from nianbao.gui.editor import Editor
from nianbao.gui.importing.dialog import ImportDialog
from nianbao.gui.importing.reading import read_beside
from nianbao.gui.importing.taking import ReplaceDialog, Taking
from nianbao.gui.importing.units import UnitDialog


def read_for(parent: QWidget, path: Path, editions: Editions, like: str = "") -> Proposal | None:
    """What is recognised in a file, in a roll-up for the unit that the clerk chooses; None when she gave up.

    `like` is the name of the unit at hand. Raises UserError as `read_file` does.
    """
    return _of_one_unit(parent, path.name, like, lambda unit: read_beside(parent, path, editions, unit))


def _of_one_unit(parent: QWidget, name: str, like: str, read: Callable[[str], Proposal | None]) -> Proposal | None:
    """What `read` gives; of a roll-up, for the unit that the clerk chooses."""
    messages.speak_chinese()
    try:
        return read("")
    except SeveralUnits as several:
        dialog = UnitDialog(name, several.units, like, parent)
        chosen = dialog.unit if dialog.exec() else ""
        dialog.deleteLater()
    return read(chosen) if chosen else None


def begin_next(parent: QWidget, path: Path, editions: Editions, due: int, editor: Editor | None) -> Document | None:
    """The next year's document out of last year's file, when the clerk agrees to what is recognised.

    Raises UserError as `read_file` does.
    """
    proposal = read_for(parent, path, editions, editor.report.unit if editor else "")
    if proposal is None:
        return None
    dialog = ImportDialog(proposal, editions, due, parent)
    agreed = bool(dialog.exec())
    dialog.deleteLater()
    return start_next(dialog.last, dialog.year.value()) if agreed else None


def import_into(parent: QWidget, path: Path, editor: Editor) -> str:
    """Take a file's figures and texts into the open report as one step; what was done, in a sentence, or nothing.

    Raises UserError as `read_file` does.
    """
    report = editor.report
    proposal = read_for(parent, path, report.editions, report.unit)
    return _take_into(parent, proposal, path.name, editor) if proposal else ""


def import_clipboard(parent: QWidget, editor: Editor) -> str:
    """As `import_into`, from what was copied in Excel, WPS, Word or a browser.

    Raises UserError when there is nothing on the clipboard, or no table of the report.
    """
    mime = QGuiApplication.clipboard().mimeData()
    html = mime is not None and mime.hasHtml()  # an empty clipboard may have no data at all
    text = "" if mime is None else mime.html() if html else mime.text()
    if not text.strip():
        raise UserError("剪贴板里没有内容。", "请先在 Excel、WPS 或浏览器里选中表格并复制。")
    ending = "html" if html else "txt"
    report, data = editor.report, text.encode(errors="replace")
    proposal = _of_one_unit(
        parent, "剪贴板", report.unit, lambda unit: read_bytes_as(f"剪贴板.{ending}", data, report.editions, unit)
    )
    return _take_into(parent, proposal, "剪贴板", editor) if proposal else ""


def _take_into(parent: QWidget, proposal: Proposal, name: str, editor: Editor) -> str:
    """Let the clerk look at what was recognised, ask what must be asked, and take it as one step."""
    report = editor.report
    dialog = ImportDialog(proposal, report.editions, report.year or 0, parent, into=report)
    agreed = bool(dialog.exec())
    dialog.deleteLater()
    if not agreed:
        return ""
    taking = Taking.of(editor.report, dialog.last)
    if not taking.new and not taking.replaced:
        return "文件里的内容都已经在报告里了，没有改动。"
    if not _is_meant(parent, taking):
        return ""
    editor.submit(f"导入“{name}”", taking.values, taking.origins, how="imported")
    return f"已导入：新填 {len(taking.new)} 项，替换 {len(taking.replaced)} 项。可以撤销。"


def _is_meant(parent: QWidget, taking: Taking) -> bool:
    """Ask about another year, and about what would be replaced."""
    year, due = taking.source.year, taking.into.year
    if year and year != due:
        question = f"文件是{year}年度的，正在编制的是{due or '（未填）'}年度的报告。仍要导入吗？"
        if not messages.agreed(parent, question, losing=True):
            return False
    if not taking.replaced:
        return True
    dialog = ReplaceDialog(taking, parent)
    agreed = bool(dialog.exec())
    dialog.deleteLater()
    return agreed
