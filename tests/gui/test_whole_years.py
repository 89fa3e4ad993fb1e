"""A clerk's whole January by keyboard alone, key by key: a year without applications, and a year with figures."""

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from clerk import Desk, Open, during
from keyboard import Keyboard, focus, settled
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QCommandLinkButton, QLabel, QListWidget
from pytestqt.qtbot import QtBot
from reading_back import check_reading, check_word

from nianbao.core.checks import Level
from nianbao.core.drafts import draft_sentences
from nianbao.core.edition import Editions
from nianbao.core.following import recomputed
from nianbao.core.links import links_of
from nianbao.core.notes import note
from nianbao.core.report import Report
from nianbao.core.values import Value, show
from nianbao.files.document import DocumentFile
from nianbao.files.writers import export
from nianbao.gui.grid.view import GridView
from nianbao.gui.importing import ImportDialog
from nianbao.gui.prose import Prose
from nianbao.gui.tasklist import TaskList
from nianbao.gui.window import Window
from nianbao.gui.zeroyear.dialog import ZeroYearDialog
from reports import filled, with_values

COLUMNS = ("person", "business", "research", "nonprofit", "legal_services", "other")
ENOUGH = 150  # keys for a whole zero year, the words of one's own apart


@pytest.fixture(name="keys")
def _keys() -> Keyboard:
    return Keyboard()


def begin(keys: Keyboard, window: Window, target: Path, qtbot: QtBot) -> Open:
    """From the start page: last year's file is looked at and taken, and this year's report is put beside it."""

    def is_wanted() -> bool:
        button = focus()
        return isinstance(button, QCommandLinkButton) and button.text() == "由上年报告开始"

    keys.press_until("Tab", is_wanted)
    during(ImportDialog, lambda: keys.press("Space"), lambda _dialog: keys.press("Return"))
    assert target.is_file()
    there = Open(window, target, qtbot)
    assert focus() is there.workspace.current_page().focusProxy()
    return there


def fill_in_the_day(keys: Keyboard, there: Open) -> str:
    """The date, and that the report is signed, on the page that is open first; the day as it is printed."""
    keys.press_until("Tab", lambda: focus().accessibleName() == "成文日期")
    due = (there.report.year or 0) + 1
    keys.write(f"{due}-1-20")
    keys.press("Tab")
    box = focus()
    assert isinstance(box, QCheckBox)
    if not box.isChecked():
        keys.press("Space")
    assert (there.report.text("date"), there.report.text("signature")) == (f"{due}年1月20日", "yes")
    return there.report.text("date")


def take_task(keys: Keyboard, words: str) -> None:
    """Go to a place by the order of work."""
    keys.press("F4")
    listed = focus()
    assert isinstance(listed, TaskList)
    rows = [task.words for task in listed.tasks()]
    way = "Down" if rows.index(words) > listed.currentRow() else "Up"
    keys.press_until(way, lambda: listed.task().words == words)
    keys.press("Return")


def confirm_last_years_sentences(keys: Keyboard, there: Open) -> Prose:
    """Go through the sentences that last year's text brought along, and leave each as it is."""
    prose = focus()
    assert isinstance(prose, Prose)
    keys.press_until("Alt+Return", lambda: not draft_sentences(there.report, prose.cell))
    assert focus() is prose
    return prose


def explain(keys: Keyboard, there: Open, words: str) -> None:
    """Go to the next finding, and give a reason for it in the list."""
    keys.press("F8")
    finding = there.editor.spotlight
    assert finding is not None
    assert finding.level is Level.WARNING
    keys.press("F6", "F2")
    assert focus().accessibleName() == "说明原因"
    keys.write(words)
    keys.press("Return")
    assert there.report.reasons[finding.basis] == words


def hand_out(keys: Keyboard, there: Open) -> None:
    take_task(keys, "定稿")
    assert there.editor.sealed
    keys.press("Ctrl+E")


def shown(window: Window, desk: Desk) -> str:
    """All that is told, in whatever way."""
    labels = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    return "\n".join([*desk.informed, window.status.currentMessage(), *labels])


# a year without applications


@pytest.fixture(name="zero_last", params=["sample", "same edition", "carried"])
def _zero_last(request: pytest.FixtureRequest, tmp_path: Path, editions: Editions, sample: Path) -> Path:
    """Last year's Excel: the bundled sample; one of the same edition, with nothing or one application carried over."""
    path = tmp_path / "上年.xlsx"
    if request.param == "sample":
        path.write_bytes(sample.read_bytes())
        return path
    report = filled(editions, "2021")
    tables = ("applications", "appeals")
    zeros: dict[str, Value] = {cell.id: 0 for cell in report.edition.table_cells if cell.section in tables}
    if request.param == "carried":
        rows = ("received", "carried_forward")
        zeros |= {f"applications.{row}.{column}": 1 for row in rows for column in ("person", "total")}
    export(with_values(report, {**zeros, "year": 2021, "date": "2022年1月18日"}), path)
    return path


def answer_the_guide(keys: Keyboard, there: Open) -> None:
    """The guide for a year without applications: no, everything ticked, filled in, closed."""
    keys.press("Ctrl+Shift+0")
    dialog = there.workspace.findChild(ZeroYearDialog)
    there.qtbot.waitUntil(dialog.isActiveWindow)
    keys.press("Return")
    while not isinstance(focus(), QListWidget):  # what was carried in was made public
        keys.press("Down", "Tab")
    listed = dialog.proposed.list
    row = -1
    while listed.currentRow() != row:
        row = listed.currentRow()
        if listed.currentItem().checkState() != Qt.CheckState.Checked:
            keys.press("Space")
        keys.press("Down")
    keys.press("Return")
    assert isinstance(focus(), TaskList)
    keys.press("Esc")
    there.window.activateWindow()  # as a window manager does
    there.qtbot.waitUntil(there.window.isActiveWindow)
    settled()


def test_a_whole_year_without_applications(
    window: Window, desk: Desk, keys: Keyboard, tmp_path: Path, editions: Editions, *, zero_last: Path, qtbot: QtBot
) -> None:
    target, word = tmp_path / "今年.nianbao", tmp_path / "今年.docx"
    desk.files, desk.targets = [zero_last], [target, word]
    there = begin(keys, window, target, qtbot)
    day = fill_in_the_day(keys, there)
    answer_the_guide(keys, there)

    # what no guide can know
    take_task(keys, "二、主动公开")
    grid = focus()
    assert isinstance(grid, GridView)
    while blanks := there.report.blanks(there.report.edition.typed["proactive"]):
        assert there.at(grid) in blanks
        keys.press("Num+3", "Tab")
    for words in ("一、总体情况", "五、问题及改进", "六、其他事项"):
        take_task(keys, words)
        prose = confirm_last_years_sentences(keys, there)
        if prose.cell == "texts.overview":
            keys.press("Ctrl+End")
            keys.write("年内接受了工作考核和社会评议，结果均为合格。")

    # what remains is explained
    errors = [f for f in there.editor.findings if f.level is Level.ERROR]
    assert errors == []
    reasons = 0
    while any(f.blocks(there.report) for f in there.editor.findings):
        explain(keys, there, "本年工作内容与上年相同，已逐句核对。")
        reasons += 1
    assert reasons >= 1

    hand_out(keys, there)
    assert word.is_file()
    assert "200" in shown(window, desk)
    assert desk.told == []
    applications = [c.id for c in there.report.edition.table_cells if c.id.startswith("applications.received.")]
    assert {there.report.get(cell) for cell in applications} == {0}
    check_word(word, there.report, day)
    check_reading(word, there.report, editions)
    assert re.search("(未|没有)收到(新的)?政府信息公开申请", there.report.text("texts.overview"))
    assert len(keys.pressed) <= ENOUGH
    assert there.on_disk().report == there.report


# a year with figures

PROACTIVE = {
    "rules.issued": "0",
    "rules.repealed": "0",
    "rules.in_force": "0",
    "normative_documents.issued": "2",
    "normative_documents.repealed": "1",
    "normative_documents.in_force": "18",
    "licensing.decisions": "1256",
    "penalties.decisions": "37",
    "coercive_measures.decisions": "0",
    "fees.amount": "12.5",
}
# 自然人 and 商业企业 had applications; what was carried in comes from last year's file
RECEIVED = {
    "received.person": 6,
    "granted.person": 4,
    "unavailable.not_held.person": 2,
    "carried_forward.person": 1,
    "received.business": 2,
    "granted.business": 1,
    "partly_granted.business": 1,
}
APPEALS = ["1", "0", "0", "0", "1", "0", "0", "0", "0", "0", "1", "0", "0", "0", "1"]
OVERVIEW = (
    "（一）主动公开情况。全年在县政府网站公开信息210条。\n（二）依申请公开情况。",
    "\n（三）政府信息管理情况。由党政办公室统一登记归档。\n（四）政府信息公开平台建设情况。设有三处查阅点。\n"
    "（五）监督保障情况。组织培训两次，接受了工作考核和社会评议，未发生责任追究的情形。",
)
PROBLEMS = (
    "（一）存在的主要问题。个别村的公开栏更换不及时，答复文书的格式不统一。\n"
    "（二）改进措施。党政办公室按月检查公开栏，印发答复文书的范本。"
)
OTHER = "2022年，本机关依申请提供政府信息没有收取信息处理费。"


@pytest.fixture(name="last_year")
def _last_year(tmp_path: Path, editions: Editions) -> Path:
    """Last year's Excel, from which one application of a natural person is carried over."""
    report = filled(editions, "2021", seed=3)
    values = {"year": 2021, "date": "2022年1月18日", "signature": "yes"}
    for column in COLUMNS:
        carried_in, done = (report.number(f"applications.{row}.{column}") for row in ("carried_in", "total"))
        forward = int(column == "person")
        values |= {
            f"applications.carried_forward.{column}": forward,
            f"applications.received.{column}": done + forward - carried_in,
        }
    report = with_values(report, values)
    path = tmp_path / "上年.xlsx"
    export(with_values(report, recomputed(report)), path)
    return path


def type_table_two(keys: Keyboard, there: Open) -> None:
    """Every cell on the numeric keypad, with Tab from one to the next."""
    grid = focus()
    assert isinstance(grid, GridView)
    keys.press("Ctrl+Home")
    for cell, figure in PROACTIVE.items():
        assert there.at(grid) == f"proactive.{cell}"
        keys.digits(figure)
        keys.press("Num+Enter" if cell == "fees.amount" else "Tab")


def type_table_three(keys: Keyboard, there: Open) -> None:
    """Two columns downwards on the numeric keypad, a range filled with 0 at once, the rest filled with 0."""
    grid = focus()
    assert isinstance(grid, GridView)
    for column, moves in (("person", ()), ("business", ("Right",))):
        keys.press("Ctrl+Home", *moves)
        for cell, figure in RECEIVED.items():
            if cell.endswith(column):
                keys.press_until("Down", lambda cell=cell: there.at(grid) == f"applications.{cell}")
                keys.digits(str(figure))
                keys.press("Num+Enter")
    keys.press("Ctrl+Home", "Right", "Right", "Ctrl+Shift+End", "Num+0", "Ctrl+Return")
    assert all(there.report.get(f"applications.granted.{column}") == 0 for column in COLUMNS[2:])
    assert there.report.get("applications.granted.person") == 4
    assert there.report.get("applications.declined.petition.person") is None
    keys.press("Ctrl+0")
    assert there.report.blanks(there.report.edition.typed["applications"]) == ()


def paste_table_four(keys: Keyboard, there: Open) -> None:
    """The row of fifteen as it was copied in a spreadsheet; taken back once, and done again."""
    mime = QMimeData()
    mime.setText("\t".join(APPEALS) + "\n")
    QGuiApplication.clipboard().setMimeData(mime)
    before = there.report
    keys.press("Ctrl+Home", "Ctrl+V")
    after = there.report
    keys.press("Ctrl+Z")
    assert there.report == before
    keys.press("Ctrl+Y")
    assert there.report == after
    row = [show(there.report.get(c.id)) for c in there.report.edition.table_cells if c.section == "appeals"]
    assert row == APPEALS


def write_overview(keys: Keyboard, there: Open) -> None:
    """The first section, in its middle a sentence that follows the tables."""
    keys.press("Ctrl+A")
    keys.write(OVERVIEW[0])
    for wanted in ("收到", "办理"):
        keys.press("Ctrl+Shift+L")
        keys.write(wanted)
        keys.press("Return")
    keys.write(OVERVIEW[1])
    keys.press("Ctrl+Z")
    assert not there.report.text("texts.overview").endswith(OVERVIEW[1])
    keys.press_until("Ctrl+Y", lambda: there.report.text("texts.overview").endswith(OVERVIEW[1]))
    assert len(links_of(there.report, "texts.overview")) == 2


def remark(keys: Keyboard, there: Open, words: str) -> None:
    """A note on the cell under the cursor, and back."""
    before = focus()
    keys.press("Shift+F2")
    keys.write(words)
    keys.press("Esc")
    assert focus() is before


def reopen(keys: Keyboard, window: Window, path: Path, qtbot: QtBot) -> Open:
    """Close the report, and open it again from the list of recent files."""
    keys.press("Ctrl+W")
    assert window.workspace is None
    keys.press_until("Tab", lambda: isinstance(focus(), QListWidget))
    keys.press("Down", "Up", "Return")
    assert window.workspace is not None
    assert window.workspace.current_page().isAncestorOf(focus())
    return Open(window, path, qtbot)


def numbers_of(report: Report) -> Mapping[str, Value | None]:
    """What was typed into tables two and three, as the report holds it."""
    cells = [*(f"proactive.{cell}" for cell in PROACTIVE), *(f"applications.{cell}" for cell in RECEIVED)]
    return {cell: report.get(cell) for cell in cells}


def test_a_whole_year_with_figures(
    window: Window, desk: Desk, keys: Keyboard, tmp_path: Path, editions: Editions, *, last_year: Path, qtbot: QtBot
) -> None:
    target, word = tmp_path / "今年.nianbao", tmp_path / "今年.docx"
    desk.files, desk.targets = [last_year], [target, word]
    there = begin(keys, window, target, qtbot)
    day = fill_in_the_day(keys, there)
    take_task(keys, "二、主动公开")
    type_table_two(keys, there)
    take_task(keys, "三、申请办理")
    type_table_three(keys, there)
    keys.press("Ctrl+Home", "Down")
    remark(keys, there, "上年12月收到，本年1月答复。")
    take_task(keys, "四、复议诉讼")
    paste_table_four(keys, there)
    take_task(keys, "一、总体情况")
    write_overview(keys, there)
    for words, text in (("五、问题及改进", PROBLEMS), ("六、其他事项", OTHER)):
        take_task(keys, words)
        keys.press("Ctrl+A")
        keys.write(text)

    typed: dict[str, Value] = {f"applications.{cell}": figure for cell, figure in RECEIVED.items()}
    for cell, figure in PROACTIVE.items():
        typed[f"proactive.{cell}"] = Decimal(figure) if cell == "fees.amount" else int(figure)
    assert numbers_of(there.report) == typed
    assert there.report.get("applications.carried_in.person") == 1
    assert "新收政府信息公开申请8件，上年结转1件" in there.report.text("texts.overview")

    # it is on disk without having been asked for; opened again, the sentence still follows its table
    report = there.wait_saved().report
    there = reopen(keys, window, target, qtbot)
    assert there.report == report
    assert note(report, "applications.carried_in.person") == "上年12月收到，本年1月答复。"
    take_task(keys, "三、申请办理")
    keys.press("Ctrl+Home", "Num+7", "Num+Enter")
    assert "新收政府信息公开申请9件" in there.report.text("texts.overview")
    keys.press("Ctrl+Z")
    assert there.report == report

    assert [f.message for f in there.editor.findings if f.level is Level.ERROR] == []
    while any(f.blocks(there.report) for f in there.editor.findings):
        explain(keys, there, "已与台账核对，属实。")
    hand_out(keys, there)
    assert "200" in shown(window, desk)
    assert desk.told == []
    check_word(word, there.report, day, [PROBLEMS, OTHER])
    check_reading(word, there.report, editions)
    window.close()
    assert DocumentFile(target).read(editions).report == there.report
