"""The program's own dialogs: plain Chinese, to the last button."""

import re
from pathlib import Path

import pytest
from clerk import Desk, Open, during, press
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QLabel,
    QMessageBox,
    QTextBrowser,
    QWidget,
)

from nianbao.core.progress import INFORMATION
from nianbao.files.errors import UserError
from nianbao.gui import messages
from nianbao.gui.sections.information import InformationPage
from nianbao.gui.window import Window

LATIN = re.compile(r"[A-Za-z]{2,}")
FOREIGN_BUT_KNOWN = re.compile(r"Excel|Word|WPS|PDF|Ctrl|Shift|nianbao|docx|xlsx|html|json|F8")


@pytest.fixture
def real(desk: Desk, window: Window) -> Window:
    """A window whose dialogs are the real ones."""
    desk.step_aside()
    return window


def words(widget: QWidget) -> list[str]:
    said = [label.text() for label in widget.findChildren(QLabel)]
    return said + [button.text() for button in widget.findChildren(QAbstractButton)]


def english(texts: list[str]) -> list[str]:
    return [text for text in texts if LATIN.search(FOREIGN_BUT_KNOWN.sub("", text))]


def button(box: QDialog, text: str) -> QAbstractButton:
    return next(button for button in box.findChildren(QAbstractButton) if button.text().startswith(text))


def test_an_error_is_one_sentence_and_a_remedy(real: Window) -> None:
    def look(box: QMessageBox) -> None:
        assert (box.text(), box.informativeText()) == ("磁盘已满。", "请清理磁盘。")
        assert [b.text() for b in box.buttons()] == ["确定"]
        assert english(words(box)) == []

    during(QMessageBox, lambda: messages.tell(real, UserError("磁盘已满。", "请清理磁盘。")), look)


@pytest.mark.parametrize(("answer", "agreed"), [("是", True), ("否", False)])
def test_a_question_is_answered_yes_or_no(real: Window, answer: str, agreed: bool) -> None:
    answers: list[bool] = []

    def look(box: QMessageBox) -> None:
        assert english(words(box)) == []
        button(box, answer).click()

    during(QMessageBox, lambda: answers.append(messages.agreed(real, "要替换吗？")), look)
    assert answers == [agreed]


@pytest.mark.parametrize(("losing", "agreed"), [(False, True), (True, False)])
def test_return_alone_never_gives_anything_up_for_good(real: Window, *, losing: bool, agreed: bool) -> None:
    answers: list[bool] = []

    def ask() -> None:
        answers.append(messages.agreed(real, "仍要关闭吗？", losing=losing))

    during(QMessageBox, ask, lambda _: press("Return"))
    assert answers == [agreed]


def test_escape_is_no(real: Window) -> None:
    answers: list[bool] = []
    during(QMessageBox, lambda: answers.append(messages.agreed(real, "要替换吗？")), lambda _: press("Esc"))
    assert answers == [False]


def test_what_was_done_is_told(real: Window) -> None:
    def look(box: QMessageBox) -> None:
        assert box.text() == "已导出“年报.docx”。"
        assert "确定" in words(box)

    during(QMessageBox, lambda: messages.inform(real, "已导出“年报.docx”。"), look)


def answering(monkeypatch: pytest.MonkeyPatch, *answers: tuple[str, str]) -> list[str]:
    """Let the system's dialog for a new file give these answers; returns what it proposes."""
    ready, proposed = list(answers), []

    def answer(_parent: QWidget | None, _caption: str, path: str, _kinds: str) -> tuple[str, str]:
        proposed.append(Path(path).name)
        return ready.pop(0)

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return proposed


EXCEL, WEB = "Excel 文件 (*.xlsx)", "网页 (*.html)"
KINDS = f"{EXCEL};;{WEB}"


@pytest.mark.parametrize(
    ("typed", "chosen", "named"),
    [
        ("年报.xlsx", EXCEL, "年报.xlsx"),
        ("年报.XLSX", EXCEL, "年报.XLSX"),
        ("年报", EXCEL, "年报.xlsx"),
        ("年报", WEB, "年报.html"),
        ("年报.html", EXCEL, "年报.html"),
        ("年报", "", "年报.xlsx"),
        ("2.0版", WEB, "2.0版.html"),
        ("年报.docx", EXCEL, "年报.docx.xlsx"),
    ],
)
def test_a_file_gets_the_ending_of_its_kind(
    real: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, typed: str, chosen: str, named: str
) -> None:
    answering(monkeypatch, (str(tmp_path / typed), chosen))
    assert messages.ask_target(real, "导出", tmp_path / "年报.xlsx", KINDS) == tmp_path / named


def test_no_name_is_no_target(real: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answering(monkeypatch, ("", ""))
    assert messages.ask_target(real, "导出", tmp_path / "年报.xlsx", KINDS) is None


@pytest.mark.parametrize("replace", [True, False])
def test_a_file_whose_ending_was_not_typed_is_not_overwritten_unasked(
    monkeypatch: pytest.MonkeyPatch, window: Window, desk: Desk, tmp_path: Path, *, replace: bool
) -> None:
    """The system asks about the name as it was typed; it has not seen the file with the ending."""
    desk.step_aside()
    monkeypatch.setattr(messages, "agreed", desk.agreed)
    desk.yes = replace
    (tmp_path / "年报.xlsx").touch()
    proposed = answering(monkeypatch, (str(tmp_path / "年报"), EXCEL), (str(tmp_path / "另一个"), EXCEL))
    target = messages.ask_target(window, "导出", tmp_path / "原名.xlsx", KINDS)
    assert desk.asked == ["“年报.xlsx”已经存在，要替换它吗？"]
    assert target == tmp_path / ("年报.xlsx" if replace else "另一个.xlsx")
    assert proposed == ["原名.xlsx"] if replace else ["原名.xlsx", "年报.xlsx"]


def test_the_file_dialogs_of_qt_speak_chinese(real: Window, tmp_path: Path) -> None:
    dialog = QFileDialog(real, "打开", str(tmp_path), messages.READ_FILTER)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    said = [b.text() for b in dialog.findChildren(QAbstractButton) if b.text()]
    assert any("取消" in text for text in said)
    assert english(said) == []


def test_the_whole_window_speaks_chinese(full: Open) -> None:
    said = []
    full.editor.submit("改", {"applications.granted.person": 99})
    for number in range(full.workspace.tabs.count()):
        full.workspace.tabs.setCurrentIndex(number)
        said += words(full.window)
    for spec, action in full.window._actions:
        said += [action.text(), spec.text]
    page = full.go(INFORMATION, InformationPage)
    said += [box.text() for box in page.findChildren(QAbstractButton)]
    ours = [text for text in said if "@" not in text and str(full.path.parent)[-20:] not in text]
    assert english(ours) == []


def test_the_menu_of_a_text_field_speaks_chinese(full: Open) -> None:
    page = full.go(INFORMATION, InformationPage)
    menu = page.fields["unit.name"].createStandardContextMenu()
    texts = [action.text() for action in menu.actions() if action.text()]
    menu.deleteLater()
    assert any("复制" in text for text in texts)
    assert english([text.partition("\t")[0] for text in texts]) == []


def test_the_guide_opens_beside_the_window_and_leaves_it_usable(full: Open) -> None:
    press("Shift+F1")
    guide = next(dialog for dialog in full.window.findChildren(QDialog) if dialog.windowTitle() == "使用说明")
    assert guide.isVisible()
    assert not guide.isModal()
    browser = guide.findChild(QTextBrowser)
    assert browser is not None
    assert "上年" in browser.toPlainText()
    guide.close()


def test_the_system_question_before_overwriting_is_left_on(real: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    def answer(*_: object, **options: object) -> tuple[str, str]:
        seen.append(options)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    messages.ask_target(real, "导出", Path("年报.xlsx"), KINDS)
    assert seen == [{}]
