"""Handing the report out: ask where, write, prove what was written; and what a file that went out looks like now."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from nianbao.core.preamble import title
from nianbao.files import atomic, layouts, settings
from nianbao.files.errors import UserError
from nianbao.files.fonts import missing_fonts, sentence
from nianbao.files.paths import file_name
from nianbao.gui import messages
from nianbao.gui.notices import notify

if TYPE_CHECKING:
    from nianbao.core.report import Report
    from nianbao.files.writers.word_pictures import Picture
    from nianbao.gui.window import Window

WORD_KINDS = "Word 文件 (*.docx)"
PDF_KINDS = "PDF 文件 (*.pdf)"
OTHER_KINDS = "Excel 文件 (*.xlsx);;网页 (*.html);;纯文本 (*.txt);;数据文件 (*.json)"
PAGED = (".docx", ".pdf")
DRAFT = "（草稿）"
WITH_FIGURES = "（附图）"  # beside the file that is handed in, not in its place
FONTS_TOLD = "fonts_told"


def export_word(window: "Window", pictures: Sequence["Picture"] = (), place: QWidget | None = None) -> None:
    """Export the Word file that is handed in; or one with pictures behind the report, under another name.

    `place` is where it was asked for and is told: a dialog, the report itself when there is none.
    """
    _export(window, "导出 Word", ".docx", WORD_KINDS, pictures=pictures, place=place)


def export_pdf(window: "Window") -> None:
    """Export the pages as they print, fonts included."""
    _export(window, "导出 PDF", ".pdf", PDF_KINDS)


def export_other(window: "Window") -> None:
    """Export Excel, a web page, plain text or figures for other programs."""
    _export(window, "导出", ".xlsx", OTHER_KINDS)


def _export(
    window: "Window",
    caption: str,
    ending: str,
    kinds: str,
    *,
    pictures: Sequence["Picture"] = (),
    place: QWidget | None = None,
) -> None:
    """A target that is held open elsewhere is told, and another name offered."""
    from nianbao.files.writers import export

    editor, saver = window.editor, window.saver
    assert editor is not None
    assert saver is not None
    assert window.workspace is not None
    report, draft = editor.report, editor.is_draft
    layout, template = layouts.layout_of(report.unit), layouts.template_of(report.unit)
    marks = (DRAFT if draft else "") + (WITH_FIGURES if pictures else "")
    proposed = saver.file.path.with_name(f"{file_name(title(report.edition, report.values))}{marks}{ending}")
    while target := messages.ask_target(place or window, caption, proposed, kinds):
        try:
            styles = atomic.read_bytes(template) if template and target.suffix.lower() == ".docx" else None
            with messages.waiting():
                exported = export(
                    report, target, replace=True, layout=layout, draft=draft, template=styles, pictures=pictures
                )
        except UserError as error:
            messages.tell(place or window, error)
            proposed = target.with_name(f"{target.stem}（新）{target.suffix}")
            continue
        saver.note_export(target.name, exported.digest)
        added = (f"报告之后附了 {len(pictures)} 张图表；页面预览、PDF 和发布材料里没有图表。",) if pictures else ()
        fonts = _missing_fonts(report) if ending in PAGED else ()
        notify(
            place or window.workspace,
            f"已导出“{target.name}”，{exported.sentence}",
            details=(*exported.details, *added, *fonts),
            path=target,
        )
        return


def _missing_fonts(report: "Report") -> tuple[str, ...]:
    """A sentence that names the fonts that this machine lacks, once for each set of them."""
    told = sentence(missing_fonts(layouts.layout_of(report.unit)))
    if not told or settings.load(FONTS_TOLD, "") == told:
        return ()
    settings.store(FONTS_TOLD, told)
    return (told,)


def export_package(window: "Window") -> None:
    """Put Word, PDF, Excel, web page, text, 核对单 and checksums into one folder for publication."""
    from nianbao.core.checks import check
    from nianbao.core.checksheet import check_sheet
    from nianbao.files.likeness import likeness
    from nianbao.files.writers.package import write_package
    from nianbao.files.writers.sheet import write_sheet

    editor, saver = window.editor, window.saver
    assert editor is not None
    assert saver is not None
    assert window.workspace is not None
    report = editor.report
    folder = messages.ask_folder(window, "发布材料放在哪个文件夹里", saver.file.path.parent)
    if folder is None:
        return
    template = layouts.template_of(report.unit)
    with messages.telling(window), messages.waiting():
        package = write_package(
            report,
            editor.base,
            folder,
            check_sheet=lambda this, last: write_sheet(check_sheet(this, last, check(this, last, likeness))),
            layout=layouts.layout_of(report.unit),
            draft=editor.is_draft,
            template=atomic.read_bytes(template) if template else None,
        )
        for name in package.files:
            saver.note_export(name, sha256(atomic.read_bytes(package.folder / name)).hexdigest())
        notify(
            window.workspace,
            f"发布材料在文件夹“{package.folder.name}”里，{package.sentence}",
            details=(*package.details, *_missing_fonts(report)),
            path=package.folder,
        )


def print_pages(window: "Window") -> None:
    """Print the report as the preview shows it."""
    from nianbao.gui.preview.printing import print_report

    editor = window.editor
    assert editor is not None
    with messages.telling(window):
        print_report(window, editor.report, layouts.layout_of(editor.report.unit), draft=editor.is_draft)


def compare_file(window: "Window") -> None:
    """Compare a file that was edited elsewhere with the report: what differs is listed, to take back or to keep."""
    path = messages.ask_file(window, "选择改过的文件", messages.READ_FILTER)
    if path:
        with messages.telling(window):
            _compare(window, path)


def _compare(window: "Window", path: Path) -> None:
    from nianbao.core.comparison import compare
    from nianbao.files.readers import read_file
    from nianbao.gui.comparing import ComparisonDialog

    editor = window.editor
    assert editor is not None
    with messages.waiting():
        other = read_file(path, editor.report.editions).report(editor.report.editions)
        comparison = compare(editor.report, other)
    if not comparison.differences:
        said = f"“{path.name}”：已核对 {comparison.compared} 个数字，全部一致，文字也一致。"
        notify(window.workspace, said, path=path)
        return
    dialog = ComparisonDialog(window, editor, comparison, path.name)
    dialog.wanted.connect(window.workspace.show_cell)
    dialog.show()
