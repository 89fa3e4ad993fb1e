"""After a crash or a failed saving: what was not saved is offered, and what a damaged file still holds."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QVBoxLayout, QWidget

from nianbao.core.contrast import Line, contrast
from nianbao.files import atomic, recovery
from nianbao.files.document import MOST_BYTES, Damaged, Document, DocumentFile, load_document, salvage
from nianbao.files.errors import UserError
from nianbao.files.recovery import Copy
from nianbao.gui import messages
from nianbao.gui.differences import SIZE, DifferenceTable
from nianbao.gui.instance import Claim, refuse_elsewhere
from nianbao.gui.sentences import never_cut

if TYPE_CHECKING:
    from nianbao.gui.window import Window

RESTORE, OPEN, AS, DROP = "restore", "open", "as", "drop"


class _Choice(QDialog):
    """Some words, something to look at, and buttons; `choice` is what the clerk wants, empty for 以后再说."""

    def __init__(self, said: str, look: QWidget, choices: dict[str, str], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("没有保存的内容")
        self.resize(SIZE.boundedTo(self.screen().availableSize() * 0.96))
        self.choice = ""
        label = QLabel(said)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        self.buttons = QDialogButtonBox()
        for choice, words in choices.items():
            button = self.buttons.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, choice=choice: self._choose(choice))
        later = self.buttons.addButton("以后再说", QDialogButtonBox.ButtonRole.RejectRole)
        later.setDefault(True)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (label, look, self.buttons):
            layout.addWidget(widget, 1 if widget is look else 0)
        later.setFocus()

    def _choose(self, choice: str) -> None:
        self.choice = choice
        self.accept()


class CopyDialog(_Choice):
    """What a recovery copy holds that the file does not."""

    def __init__(self, copy: Copy, lines: tuple[Line, ...], *, sealed: bool, parent: QWidget | None = None) -> None:
        table = DifferenceTable(lines, "文件里的", "没有保存的")
        said = (
            f"{_time(copy)} 有内容没有存进“{copy.document.name}”，程序另外留了一份，与文件里的有 {len(lines)} 处不同。"
        )
        choices = {RESTORE: "恢复这些内容", AS: "存成另一个文件…", DROP: "不要了"}
        if sealed:
            said += "报告已定稿，要恢复请先取消定稿。"
            del choices[RESTORE]
        super().__init__(said, table, choices, parent)


class CopiesDialog(_Choice):
    """The documents that have recovery copies, when the program starts without a document."""

    def __init__(self, copies: list[Copy], parent: QWidget | None = None) -> None:
        self.list = never_cut(QListWidget())
        self.list.setAccessibleName("没有保存的报告")
        self.list.addItems([f"{copy.document.stem}（{_time(copy)}）\n{copy.document.parent}" for copy in copies])
        self.list.setCurrentRow(0)
        said = "程序上次没有正常结束，或者文件当时写不进去。下面这些内容另外留了一份："
        super().__init__(said, self.list, {OPEN: "打开", AS: "存成另一个文件…", DROP: "不要了"}, parent)
        self._copies = copies

    @property
    def copy(self) -> Copy:
        """The copy that is chosen."""
        return self._copies[max(0, self.list.currentRow())]


def offer_copies(window: "Window") -> None:
    """Offer what was not saved into the document that has just been opened; what is in it anyway is swept."""
    editor, saver = window.editor, window.saver
    if editor is None or saver is None:
        return
    for copy in recovery.copies_of(saver.file.path):
        found = _read(copy, window)
        if found is None:
            continue
        lines = contrast(editor.report, found.report)
        if not lines:
            recovery.discard(copy.path)
            continue
        dialog = CopyDialog(copy, lines, sealed=editor.sealed, parent=window)
        dialog.exec()
        dialog.deleteLater()
        _act(window, copy, found, dialog.choice)
        if dialog.choice == AS:
            return  # another document is open now


def _act(window: "Window", copy: Copy, found: Document, choice: str) -> None:
    editor, saver = window.editor, window.saver
    assert editor is not None
    assert saver is not None
    if choice == RESTORE:
        if editor.restore(f"恢复 {_time(copy)} 没有保存的内容", found.report) and saver.flush():
            recovery.discard(copy.path)
            window.status.tell("已恢复没有保存的内容，可以撤销。")
    elif choice == AS:
        _put_into_new_file(window, found, copy.document, copy)
    elif choice == DROP and messages.agreed(window, "这些内容删掉就找不回来了。要删掉吗？", losing=True):
        recovery.discard(copy.path)


def offer_at_start(window: "Window") -> None:
    """Offer the recovery copies of documents that no window has open."""
    waiting = [copy for copy in recovery.copies() if _is_free(copy)]
    while waiting and window.workspace is None:
        dialog = CopiesDialog(waiting, window)
        messages.speak_chinese()
        dialog.exec()
        dialog.deleteLater()
        copy, choice = dialog.copy, dialog.choice
        if not choice:
            return
        waiting.remove(copy)
        if choice == OPEN and _is_there(copy.document):
            window.open_file(copy.document)
        elif choice == DROP:
            if messages.agreed(window, "这些内容删掉就找不回来了。要删掉吗？", losing=True):
                recovery.discard(copy.path)
        else:
            found = _read(copy, window)
            if found is None:
                messages.tell(window, UserError("留下的那一份已损坏，读不出来。", "请打开原来的文件。"))
            else:
                _put_into_new_file(window, found, copy.document, copy)


def offer_salvage(window: "Window", path: Path, damaged: Damaged) -> None:
    """Offer what can be read of a damaged file, into a new one; the damaged one stays as it is."""
    found = salvage(atomic.read_bytes(path, MOST_BYTES), window.editions)
    if found is None:
        messages.tell(window, damaged)
        return
    left = f"还能读出{_counted(found)}，修改历史读不出来。"
    question = f"{damaged.sentence}{left}要存成一个新文件吗？原来的文件不会改动。"
    if messages.agreed(window, question):
        now = datetime.datetime.now()
        _put_into_new_file(window, found.noted(f"由损坏的文件“{path.name}”读出", now), path, None)


def _put_into_new_file(window: "Window", document: Document, like: Path, copy: Copy | None) -> None:
    """Ask where, write it there and open it; the copy goes once that is done."""
    proposed = like.with_name(f"{like.stem}（恢复）{like.suffix}")
    if not _is_there(proposed.parent):
        proposed = Path.home() / proposed.name
    target = messages.ask_target(window, "保存恢复的内容", proposed, messages.DOCUMENT_FILTER)
    if target is None:
        return
    with messages.telling(window):
        refuse_elsewhere(window, target)
        DocumentFile.over(target).write(document)
        if copy:
            recovery.discard(copy.path)
        window.open_file(target)


def _read(copy: Copy, window: "Window") -> Document | None:
    try:
        return load_document(atomic.read_bytes(copy.path, MOST_BYTES), copy.path.name, window.editions)
    except UserError:
        return None


def _is_free(copy: Copy) -> bool:
    claim = Claim.take(copy.document)
    if claim is None:
        return False
    claim.release()
    return True


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _counted(found: Document) -> str:
    report = found.report
    numbers = sum(cell.id in report.values for cell in report.edition.table_cells)
    texts = sum(bool(section.text and report.text(section.text)) for section in report.edition.sections)
    states = f"、{len(found.states)} 个可以回去的状态" if found.states else ""
    return f" {numbers} 个数字和 {texts} 部分文字{states}"


def _time(copy: Copy) -> str:
    return f"{datetime.datetime.fromtimestamp(copy.kept):%Y-%m-%d %H:%M}"
