"""`nianbao --self-test`: the main job in the real window, from last year's Excel file to this year's Word file.

It asks for every part of the installation once: data, libraries, plug-ins, fonts and the settings folder.
"""

import datetime
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nianbao.core.checks import Level, check
from nianbao.core.checksheet import check_sheet
from nianbao.core.comparison import compare
from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.files import settings
from nianbao.files.document import DocumentFile, start_next
from nianbao.files.errors import UserError
from nianbao.files.likeness import likeness
from nianbao.files.log import described
from nianbao.files.paths import resources
from nianbao.files.readers import read_file
from nianbao.files.writers import WRITABLE, export
from nianbao.gui.sections.table import TablePage
from nianbao.gui.window import Window

MOST_FIXES = 20


class _Failed(Exception):
    """A step did not come out as it must; its message says how."""


def self_test(load: Callable[[], Editions]) -> int:
    """Run every step, one printed line each, whatever goes wrong. Returns 0 when all went well, 1 otherwise.

    `load` reads the official forms, which is the first step.
    """
    recent = settings.load(settings.RECENT, [])
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        try:
            return 0 if _Run(load, Path(folder)).run() else 1
        finally:  # its own report is gone after the test and none of the clerk's
            settings.store(settings.RECENT, recent)


class _Run:
    window: Window
    editions: Editions

    def __init__(self, load: Callable[[], Editions], folder: Path) -> None:
        self.folder = folder
        self.load = load
        self.file = DocumentFile(folder / "自检.nianbao")

    def run(self) -> bool:
        steps: tuple[tuple[str, Callable[[], str]], ...] = (
            ("载入程序", _modules),
            ("读取官方表样", self._load),
            ("打开窗口", self._open_window),
            ("显示图标", self._icons),
            ("导入上年样例", self._import),
            ("键盘填写", self._type),
            ("填完各表并检查", self._fill),
            ("自动保存", self._save),
            *((f"导出 {ending} 并读回核对", lambda e=ending: self._export(e)) for ending in WRITABLE),
            ("比较", self._compare),
            ("预览、核对单", self._pages),
            ("关闭窗口", self._close),
        )
        return all(_passes(words, step) for words, step in steps)

    def _load(self) -> str:
        self.editions = self.load()
        return "、".join(edition.name for edition in self.editions.values())

    def _open_window(self) -> str:
        self.window = Window(lambda: self.editions, datetime.date.today())
        self.window.show_start()
        self.window.show()
        QApplication.processEvents()
        return f"{self.window.width()}×{self.window.height()}"

    def _icons(self) -> str:
        """Each picture of the program, drawn by the plug-in for its kind."""
        pictures = sorted(path for path in (resources() / "icons").iterdir() if path.suffix in (".png", ".svg"))
        for picture in pictures:
            drawn = QIcon(str(picture)).pixmap(QSize(32, 32)).toImage()
            _expect(
                any(drawn.pixelColor(x, y).alpha() for x in range(drawn.width()) for y in range(drawn.height())),
                f"“{picture.name}”没有画出来",
            )
        _expect(bool(pictures), "没有图标文件")
        return f"{len(pictures)} 个"

    def _import(self) -> str:
        sample = next((resources() / "samples").glob("*.xlsx"), None)
        _expect(sample is not None, "没有自带的样例")
        assert sample is not None
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

    def _compare(self) -> str:
        """A number that was changed in the Word file is found, and no other."""
        editor = self.window.editor
        assert editor is not None
        changed = Report(self.editions, {**editor.report.values, "applications.granted.person": 6})
        other = self.folder / "改过一格.docx"
        export(changed, other)
        comparison = compare(editor.report, read_file(other, self.editions).report(self.editions))
        found = [difference.cell for difference in comparison.numbers]
        _expect(found == ["applications.granted.person"], f"改动一格，找到的不同之处是 {found}")
        return f"{comparison.compared} 个数字中找到改动的一格"

    def _pages(self) -> str:
        """Typesetting, and drawing what was set."""
        from PySide6.QtSvg import QSvgRenderer

        from nianbao.files.writers.pages import Pages
        from nianbao.files.writers.sheet import write_sheet
        from nianbao.files.writers.sheet_word import write_sheet_word

        editor = self.window.editor
        assert editor is not None
        rendered = Pages().render(editor.report)
        for page in rendered.pages:
            _expect(QSvgRenderer(QByteArray(page)).isValid(), "排好的页面画不出来")
        sheet = check_sheet(editor.report, editor.base, check(editor.report, editor.base, likeness))
        _expect(write_sheet(sheet).startswith(b"%PDF"), "核对单 PDF 没有写成")
        _expect(write_sheet_word(sheet).startswith(b"PK"), "核对单 Word 没有写成")
        return f"{len(rendered.pages)} 页"

    def _close(self) -> str:
        _expect(self.window.close(), "窗口没有关闭")
        return "已关闭"

    def _page(self, section_id: str) -> TablePage:
        assert self.window.workspace is not None
        page = self.window.workspace.page(section_id)
        assert isinstance(page, TablePage)
        return page

    def _value(self, cell: str) -> object:
        return self.window.editor.report.get(cell) if self.window.editor else None


def _modules() -> str:
    """Every module of the program, with what they need of Qt and of Python: a package leaves out what is not used.

    A package brings their list with it; a checkout is walked through.
    """
    import importlib
    import pkgutil

    import nianbao

    shipped = resources() / "modules.txt"
    if shipped.is_file():
        names = shipped.read_text(encoding="utf-8").split()
    else:
        names = [module.name for module in pkgutil.walk_packages(nianbao.__path__, "nianbao.")]
    for name in names:
        if name != "nianbao.__main__":
            importlib.import_module(name)
    _expect(bool(names), "没有找到程序的模块")
    return f"{len(names)} 个模块"


def _passes(words: str, step: Callable[[], str]) -> bool:
    """Run a step and print its line."""
    try:
        told, good = step(), True
    except (_Failed, UserError) as error:
        told, good = str(error), False
    except Exception as error:  # noqa: BLE001  what is broken in an installation may raise anything
        told, good = " ".join(described(error).split()), False
    sys.stdout.write(f"{'通过' if good else '失败'}　{words}：{told}\n")
    sys.stdout.flush()
    return good


def _expect(good: bool, otherwise: str) -> None:
    if not good:
        raise _Failed(otherwise)
