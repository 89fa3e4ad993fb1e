"""Handing the report out: ask where, write, prove what was written."""

from typing import TYPE_CHECKING

from nianbao.core.preamble import title
from nianbao.files.errors import UserError
from nianbao.files.paths import file_name
from nianbao.gui import messages

if TYPE_CHECKING:
    from nianbao.gui.window import Window

WORD_KINDS = "Word 文件 (*.docx)"
OTHER_KINDS = "Excel 文件 (*.xlsx);;网页 (*.html);;数据文件 (*.json)"
DRAFT = "（草稿）"


def export_word(window: "Window") -> None:
    """Export the Word file that is handed in."""
    _export(window, "导出 Word", ".docx", WORD_KINDS)


def export_other(window: "Window") -> None:
    """Export Excel, a web page or figures for other programs."""
    _export(window, "导出", ".xlsx", OTHER_KINDS)


def _export(window: "Window", caption: str, ending: str, kinds: str) -> None:
    """A target that is held open elsewhere is told, and another name offered."""
    from nianbao.files.writers import export

    editor, saver = window.editor, window.saver
    assert editor is not None
    assert saver is not None
    report = editor.report
    draft = DRAFT if editor.is_draft else ""
    proposed = saver.file.path.with_name(f"{file_name(title(report.edition, report.values))}{draft}{ending}")
    while target := messages.ask_target(window, caption, proposed, kinds):
        try:
            compared = export(report, target, replace=True)
        except UserError as error:
            messages.tell(window, error)
            proposed = target.with_name(f"{target.stem}（新）{target.suffix}")
            continue
        messages.inform(window, f"已导出“{target.name}”。\n已读回核对 {compared} 个数字，全部一致。")
        return
