"""`nianbao --self-test`: the main job in the real window, from last year's Excel file to this year's Word file."""

import datetime
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nianbao.core.checks import Level
from nianbao.core.edition import Editions
from nianbao.files import settings
from nianbao.files.document import DocumentFile, start_next
from nianbao.files.errors import UserError
from nianbao.files.paths import resources
from nianbao.files.readers import read_file
from nianbao.files.writers import WRITABLE, export
from nianbao.gui.sections.table import TablePage
from nianbao.gui.window import Window

MOST_FIXES = 20


class _Failed(Exception):
    """A step did not come out as it must; its message says how."""


def self_test(editions: Editions) -> int:
    """Run every step, one printed line each. Returns 0 when all went well, 1 otherwise."""
    recent = settings.load(settings.RECENT, [])
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        try:
            return 0 if _Run(editions, Path(folder)).run() else 1
        finally:  # its own report is gone after the test and none of the clerk's
            settings.store(settings.RECENT, recent)


class _Run:
    def __init__(self, editions: Editions, folder: Path) -> None:
        self.folder = folder
        self.window = Window(lambda: editions, datetime.date.today())
        self.editions = editions
        self.file = DocumentFile(folder / "自检.nianbao")

    def run(self) -> bool:
        steps: tuple[tuple[str, Callable[[], str]], ...] = (
            ("打开窗口", self._open_window),
            ("导入上年样例", self._import),
            ("键盘填写", self._type),
            ("填完各表并检查", self._fill),
            ("自动保存", self._save),
            *((f"导出 {ending} 并读回核对", lambda e=ending: self._export(e)) for ending in WRITABLE),
        )
        for words, step in steps:
            try:
                told = step()
            except (_Failed, UserError) as error:
                sys.stdout.write(f"失败　{words}：{error}\n")
                return False
            sys.stdout.write(f"通过　{words}：{told}\n")
        self.window.close()
        return True

    def _open_window(self) -> str:
        self.window.show()
        QApplication.processEvents()
        return f"{self.window.width()}×{self.window.height()}"

    def _import(self) -> str:
        sample = next((resources() / "samples").glob("*.xlsx"))
        proposal = read_file(sample, self.editions)
        total = len(proposal.edition.table_cells)
        _expect(len(proposal.found) == total, f"只认出 {len(proposal.found)} 格，应为 {total} 格")
        document = start_next(proposal.report(self.editions))
        self.file.write(document)
        self.window.show_document(document, self.file)
        return f"认出 {total} 格，开始编制 {document.report.year} 年报告"

    def _type(self) -> str:
        grid = self._page("proactive").grid
        grid.show_cell("proactive.licensing.decisions")
        QTest.keyClick(grid, Qt.Key.Key_7)
        QTest.keyClick(grid.focusWidget() or grid, Qt.Key.Key_Return)
        value = self._value("proactive.licensing.decisions")
        _expect(value == 7, f"键入 7，得到 {value}")
        return "键入 7，得到 7"

    def _fill(self) -> str:
        for section_id in ("proactive", "applications", "appeals"):
            self._page(section_id).fill_zeros()
        editor = self.window.editor
        _expect(editor is not None, "没有打开的报告")
        assert editor is not None
        mended = 0
        while fix := next((f.fix for f in editor.findings if f.level is Level.ERROR and f.fix), None):
            _expect(mended < MOST_FIXES, f"“{fix.text}”没有消除问题")
            editor.submit(fix.text, fix.values)
            mended += 1
        errors = [f.message for f in editor.findings if f.level is Level.ERROR]
        _expect(not errors, "；".join(errors))
        before = editor.findings
        editor.submit("自检", {"applications.granted.person": 6})
        told = {f.code for f in editor.findings}
        _expect("T3-01" in told, f"改错一格后的提示是 {told}")
        editor.undo()
        _expect(editor.findings == before, "撤销后的提示与原来不同")
        return f"按提示修正 {mended} 处后没有强制性问题；改错一格能发现，撤销后恢复"

    def _save(self) -> str:
        saver, editor = self.window.saver, self.window.editor
        assert saver is not None
        assert editor is not None
        _expect(saver.flush(), "没有写入文件")
        again = self.file.read(self.editions)
        _expect(again.report.values == editor.report.values, "重新打开后内容不一致")
        return f"重新打开后一致，历史 {len(again.history)} 条"

    def _export(self, ending: str) -> str:
        editor = self.window.editor
        assert editor is not None
        return export(editor.report, self.folder / f"自检{ending}").sentence

    def _page(self, section_id: str) -> TablePage:
        assert self.window.workspace is not None
        page = self.window.workspace.page(section_id)
        assert isinstance(page, TablePage)
        return page

    def _value(self, cell: str) -> object:
        return self.window.editor.report.get(cell) if self.window.editor else None


def _expect(good: bool, otherwise: str) -> None:
    if not good:
        raise _Failed(otherwise)
