"""Sheets and comparisons that help to check the report: 核对单, rule book, and what of last year may be used."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.files import atomic
from nianbao.files.errors import UserError
from nianbao.files.paths import file_name
from nianbao.gui import messages
from nianbao.gui.notices import notify
from nianbao.gui.room import FINDINGS, make_room

if TYPE_CHECKING:
    from nianbao.core.sheet import Sheet
    from nianbao.gui.checksheet import SheetDialog
    from nianbao.gui.window import Window

WORD_KINDS, PDF_KINDS = "Word 文件 (*.docx)", "PDF 文件 (*.pdf)"


def next_finding(window: "Window") -> None:
    """Go to the next finding."""
    if window.workspace:
        make_room(window, FINDINGS)
        window.workspace.findings.go(1)


def previous_finding(window: "Window") -> None:
    """Go to the finding before."""
    if window.workspace:
        make_room(window, FINDINGS)
        window.workspace.findings.go(-1)


def focus_findings(window: "Window") -> None:
    """Go to the list of findings by key; Esc leads back."""
    if window.workspace:
        make_room(window, FINDINGS)
        window.workspace.findings.take_focus()


def show_check_sheet(window: "Window") -> None:
    """Show the 核对单: every finding with its reason, both sides, last year's value, and lines to sign."""
    from nianbao.core.checksheet import check_sheet
    from nianbao.gui.checksheet import show_sheet

    editor = window.editor
    assert editor is not None

    def make() -> "Sheet":
        return check_sheet(editor.report, editor.base, editor.findings)

    dialog = show_sheet(window, make, _deeds(window, make, lambda: dialog))
    editor.changed.connect(dialog.refresh_soon)


def show_rule_book(window: "Window") -> None:
    """Show what a report is checked for, on one page."""
    from nianbao.core.checks import RULES
    from nianbao.core.rulebook import rule_book
    from nianbao.gui.checksheet import show_sheet

    def make() -> "Sheet":
        return rule_book(RULES)

    dialog = show_sheet(window, make, _deeds(window, make, lambda: dialog))


def _deeds(
    window: "Window", make: Callable[[], "Sheet"], place: Callable[[], "SheetDialog"]
) -> Mapping[str, Callable[[], object]]:
    """What can be done with a sheet; `place` gives the dialog that shows it, where it is told."""
    from nianbao.gui.preview.printing import print_sheet

    folder = window.saver.file.path.parent if window.saver else Path.home()

    def word() -> None:
        from nianbao.files.writers.sheet_word import write_sheet_word

        _export(place(), folder, make(), WORD_KINDS, write_sheet_word)

    def pdf() -> None:
        from nianbao.files.writers.sheet import write_sheet

        _export(place(), folder, make(), PDF_KINDS, write_sheet)

    return {"导出 Word…": word, "导出 PDF…": pdf, "打印…": lambda: print_sheet(window, make())}


def _export(place: "SheetDialog", folder: Path, sheet: "Sheet", kinds: str, writer: Callable[["Sheet"], bytes]) -> None:
    ending = kinds.split("*")[1].rstrip(")")
    proposed = folder / f"{file_name(sheet.title)}{ending}"
    while target := messages.ask_target(place, f"导出 {kinds.split(maxsplit=1)[0]}", proposed, kinds):
        try:
            atomic.write(target, writer(sheet))
        except UserError as error:
            messages.tell(place, error)
            proposed = target.with_name(f"{target.stem}（新）{target.suffix}")
            continue
        notify(place, f"已导出“{target.name}”。", path=target)
        return


def show_bridge(window: "Window") -> None:
    """Show, cell by cell, what of last year's tables may be used this year and what may not."""
    from nianbao.gui.bridge import BridgeDialog

    editor, workspace = window.editor, window.workspace
    assert editor is not None
    assert workspace is not None
    if editor.base is None:
        window.status.tell("这份报告没有上年的数字可供对照。")
        return
    dialog = BridgeDialog(workspace, editor.report, editor.base)
    dialog.wanted.connect(workspace.show_cell)
    dialog.show()
