"""Rectangles of numbers to and from Excel, WPS and browsers: nothing shifts, nothing is guessed, all in one step."""

from collections.abc import Iterator

import pytest
from clerk import Open, OpenReport, press
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from nianbao.core.edition import Editions
from nianbao.gui.grid.clipboard import from_mime, to_text
from nianbao.gui.grid.view import GridView
from reports import filled

COLUMNS = ("person", "business", "research", "nonprofit", "legal_services", "other", "total")


def put(text: str, html: str = "") -> None:
    mime = QMimeData()
    if text:
        mime.setText(text)
    if html:
        mime.setHtml(html)
    QGuiApplication.clipboard().setMimeData(mime)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def select(grid: GridView, first: str, last: str) -> None:
    """Select the rectangle between two cells."""
    start, end = grid.form.index_of(first), grid.form.index_of(last)
    grid.selectionModel().setCurrentIndex(start, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    grid.selectionModel().select(QItemSelection(start, end), QItemSelectionModel.SelectionFlag.ClearAndSelect)


def row(there: Open, name: str) -> list[object]:
    return [there.report.get(f"applications.{name}.{column}") for column in COLUMNS]


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """The clipboard is left empty: what a test put there must not outlive the interpreter."""
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture
def applications(blank: Open) -> GridView:
    """Table 三, blank, the cursor on 本年新收 自然人."""
    return blank.grid("applications", "applications.received.person")


# paste


def test_a_rectangle_from_excel_is_one_step_and_totals_follow(blank: Open, applications: GridView) -> None:
    put("1\t2\t3\t4\t5\t6\t21\r\n0\t0\t0\t0\t0\t7\t7\r\n")
    press("Ctrl+V")
    assert row(blank, "received") == [1, 2, 3, 4, 5, 6, 21]
    assert row(blank, "carried_in") == [0, 0, 0, 0, 0, 7, 7]
    assert blank.editor.stack.undoText() == "粘贴 12 格"
    press("Ctrl+Z")
    assert row(blank, "received") == row(blank, "carried_in") == [None] * 7
    press("Ctrl+Y")
    assert row(blank, "carried_in") == [0, 0, 0, 0, 0, 7, 7]


def test_blanks_stay_blank_and_keep_their_places(blank: Open, applications: GridView) -> None:
    put("\t\t3\t\t5\t\r\n\r\n1\t\t\t\t\t6\r\n")
    press("Ctrl+V")
    assert row(blank, "received")[:6] == [None, None, 3, None, 5, None]
    assert row(blank, "carried_in")[:6] == [None] * 6
    assert row(blank, "granted")[:6] == [1, None, None, None, None, 6]


def test_a_blank_over_a_number_clears_it(full: Open) -> None:
    full.grid("applications", "applications.received.person")
    put("8\t\t9")
    press("Ctrl+V")
    assert row(full, "received")[:3] == [8, None, 9]


@pytest.mark.parametrize(("text", "value"), [("1,234", 1234), ("１２", 12), (" 7 ", 7), ('"1,234"', 1234), ("3.0", 3)])
def test_a_number_is_one_number_however_it_is_written(
    blank: Open, applications: GridView, text: str, value: int
) -> None:
    put(f"{text}\t5")
    press("Ctrl+V")
    assert row(blank, "received")[:3] == [value, 5, None]


def test_totals_are_passed_over_and_follow_the_pasted_numbers(blank: Open, applications: GridView) -> None:
    put("1\t1\t1\t1\t1\t1\t999")
    press("Ctrl+V")
    assert row(blank, "received") == [1, 1, 1, 1, 1, 1, 6]
    assert blank.status == ""


def test_what_does_not_fit_is_named_and_the_rest_is_taken(blank: Open, applications: GridView) -> None:
    put("1\t两件\t-3\t4")
    press("Ctrl+V")
    assert row(blank, "received")[:4] == [1, None, None, 4]
    assert blank.status == "没有粘贴：本年新收 商业企业“两件”、本年新收 科研机构“-3”。其余已粘贴，可以撤销。"


def test_many_misfits_are_counted(blank: Open, applications: GridView) -> None:
    put("a\tb\tc\td\t5")
    press("Ctrl+V")
    assert "等 4 处" in blank.status


def test_when_nothing_fits_nothing_changes_and_nothing_else_is_claimed(blank: Open, applications: GridView) -> None:
    put("第一季度\t第二季度")
    before = blank.report
    press("Ctrl+V")
    assert blank.report == before
    assert not blank.editor.stack.canUndo()
    assert "没有粘贴" in blank.status
    assert "其余已粘贴" not in blank.status


def test_a_paste_from_the_last_column_does_not_wrap(blank: Open, applications: GridView) -> None:
    applications.show_cell("applications.received.other")
    put("1\t2\t3\n4\t5\t6")
    press("Ctrl+V")
    assert row(blank, "received") == [None] * 5 + [1, None]
    assert row(blank, "carried_in") == [None] * 5 + [4, None]
    assert "“3”（超出表格）" in blank.status


def test_a_paste_from_the_last_row_does_not_wrap(blank: Open, applications: GridView) -> None:
    applications.show_cell("applications.carried_forward.person")
    put("1\n2\n")
    press("Ctrl+V")
    assert blank.report.get("applications.carried_forward.person") == 1
    assert row(blank, "received") == [None] * 7
    assert "“2”（超出表格）" in blank.status


def test_one_value_fills_the_selection(blank: Open, applications: GridView) -> None:
    select(applications, "applications.received.person", "applications.carried_in.total")
    put("0")
    press("Ctrl+V")
    assert row(blank, "received") == row(blank, "carried_in") == [0] * 7
    assert blank.editor.stack.undoText() == "粘贴 12 格"


def test_one_value_fills_the_whole_of_table_two_without_complaining_of_its_words(blank: Open) -> None:
    grid = blank.grid("proactive")
    press("Ctrl+A")
    put("0")
    press("Ctrl+V")
    cells = [cell.id for cell in blank.report.edition.table_cells if cell.section == "proactive"]
    assert [blank.report.get(cell) for cell in cells] == [0] * 10
    assert blank.status == ""
    assert grid.form.cell_at(grid.currentIndex()) is not None


def test_a_whole_table_two_pasted_with_its_words_falls_into_place(blank: Open) -> None:
    grid = blank.grid("proactive", "proactive.rules.issued")
    header = "本年处理决定数量\t\t"
    put("\n".join(["1\t2\t3", "4\t5\t6", "\t\t", header, "7\t\t", "\t\t", header, "8\t\t", "9"]))
    press("Ctrl+V")
    assert [blank.report.get(f"proactive.rules.{column}") for column in ("issued", "repealed", "in_force")] == [1, 2, 3]
    assert blank.report.get("proactive.licensing.decisions") == 7
    assert blank.report.get("proactive.coercive_measures.decisions") == 9
    assert blank.status == ""
    assert blank.at(grid) == "proactive.rules.issued"


def test_a_table_copied_from_a_web_page_is_read_when_it_comes_as_html_only(blank: Open, applications: GridView) -> None:
    put("", "<table><tr><td>1</td><td>&nbsp;</td><td>3</td></tr><tr><td colspan='2'>4</td><td>5</td></tr></table>")
    press("Ctrl+V")
    assert row(blank, "received")[:3] == [1, None, 3]
    assert row(blank, "carried_in")[:3] == [4, None, 5]


HEADER = "<tr><td>自然人</td><td>商业企业</td></tr>"


@pytest.mark.parametrize(
    ("html", "received", "carried_in"),
    [
        (f"{HEADER}<tr><td>1</td><td>2</td></tr><tr></tr>", [1, 2], [None, None]),
        (f"{HEADER}<tr><td>1</td></tr><tr><td>3</td><td>4</td></tr>", [1, None], [3, 4]),
        (f"{HEADER}<tr></tr><tr><td>3</td><td>4</td></tr>", [None, None], [3, 4]),
        (f"<tr></tr>{HEADER}<tr><td>1</td><td>2</td></tr>", [1, 2], [None, None]),
        (f"<tr><td></td></tr>{HEADER}{HEADER}<tr><td>1</td><td>2</td></tr>", [1, 2], [None, None]),
        ("<tr></tr><tr><td>1</td></tr>", [None, None], [1, None]),
        ("<tr><td>（四）无法提供</td><td>1</td><td>2</td></tr><tr></tr>", [1, 2], [None, None]),
        ("<tr></tr><tr><td>（四）无法提供</td><td>1</td><td>2</td></tr>", [None, None], [1, 2]),
        ("<tr><td>（四）无法提供</td></tr><tr><td></td><td>1</td></tr>", [None, None], [1, None]),
    ],
)
def test_the_rows_of_a_web_page_may_be_of_different_lengths_and_empty(
    blank: Open, applications: GridView, html: str, received: list[object], carried_in: list[object]
) -> None:
    """Empty rows keep their places, but not those above the header; words of the form are passed over."""
    put("", f"<table>{html}</table>")
    applications.paste()  # not by its key: an error in there would take the interpreter along
    assert row(blank, "received")[:2] == received
    assert row(blank, "carried_in")[:2] == carried_in
    assert blank.status == ""


@pytest.mark.parametrize("html", ["", "<p>没有表格</p>", "<table>", "<table><tr></tr></table>"])
def test_a_clipboard_without_numbers_is_told(blank: Open, applications: GridView, html: str) -> None:
    put("", html)
    press("Ctrl+V")
    assert blank.status == "剪贴板里没有可以粘贴的数字。"
    assert not blank.editor.stack.canUndo()


def test_a_picture_on_the_clipboard_is_told(blank: Open, applications: GridView) -> None:
    mime = QMimeData()
    mime.setData("image/png", b"\x89PNG")
    QGuiApplication.clipboard().setMimeData(mime)
    press("Ctrl+V")
    assert blank.status == "剪贴板里没有可以粘贴的数字。"


def test_a_sealed_report_takes_no_paste_and_no_cut(open_report: OpenReport, editions: Editions) -> None:
    there = open_report(filled(editions, "2021"), sealed="2026-01-12T10:00:00")
    there.grid("applications", "applications.received.person")
    before = there.report
    put("5")
    press("Ctrl+V", "Ctrl+X", "Del")
    assert there.report == before
    assert "已定稿" in there.status


# copy and cut


def test_copy_gives_excel_the_rectangle_with_its_blanks(blank: Open, applications: GridView) -> None:
    blank.editor.submit("填写", {"applications.received.person": 1, "applications.carried_in.research": 1234})
    select(applications, "applications.received.person", "applications.carried_in.research")
    press("Ctrl+C")
    assert clipboard() == "1\t\t\n\t\t1234\n"


def test_copy_takes_totals_that_are_known_and_no_provisional_ones(full: Open) -> None:
    grid = full.grid("appeals")
    full.editor.submit("填写", {"appeals.direct_suit.upheld": None})
    select(grid, "appeals.reconsideration.total", "appeals.direct_suit.total")
    press("Ctrl+C")
    figures = clipboard().rstrip("\n").split("\t")
    assert figures[0] == str(full.report.get("appeals.reconsideration.total"))
    assert figures[1] == figures[-1] == ""


def test_a_copied_rectangle_pastes_back_to_the_same_numbers(full: Open) -> None:
    grid = full.grid("applications")
    before = full.report
    select(grid, "applications.received.person", "applications.carried_forward.total")
    press("Ctrl+C", "Del")
    assert full.report != before
    press("Ctrl+V")
    assert full.report.values == before.values


def test_cut_copies_and_clears_in_one_step(full: Open) -> None:
    grid, before = full.grid("applications"), full.report
    figures = row(full, "received")[:2]
    select(grid, "applications.received.person", "applications.received.business")
    press("Ctrl+X")
    assert clipboard() == f"{figures[0]}\t{figures[1]}\n"
    assert row(full, "received")[:2] == [None, None]
    assert full.editor.stack.undoText() == "剪切 2 格"
    press("Ctrl+Z")
    assert full.report.values == before.values


def test_delete_clears_the_selected_rectangle_in_one_step(full: Open) -> None:
    grid, before = full.grid("applications"), full.report
    select(grid, "applications.granted.person", "applications.refused.state_secret.research")
    press("Del")
    assert full.editor.stack.undoText() == "清除 9 格"
    assert row(full, "granted")[:3] == [None] * 3
    press("Ctrl+Z")
    assert full.report.values == before.values


def test_a_selection_by_keys_can_be_copied(full: Open) -> None:
    full.grid("appeals", "appeals.reconsideration.upheld")
    press("Shift+Right", "Shift+Right", "Ctrl+C")
    assert len(clipboard().split("\t")) == 3


# what other programs put there


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1\t2\n", [["1", "2"]]),
        ("1\t2\r\n3\t\r\n", [["1", "2"], ["3", ""]]),
        ("1\r2\r", [["1"], ["2"]]),
        ("\t\n", [["", ""]]),
        ('"a\nb"\t2\n', [["a\nb", "2"]]),
        ("", []),
        ("\n", []),
        ('"三安全\t1', [["三安全\t1"]]),
    ],
)
def test_text_of_the_clipboard_becomes_rows(text: str, rows: list[list[str]]) -> None:
    mime = QMimeData()
    mime.setText(text)
    assert from_mime(mime) == rows


def test_rows_go_to_the_clipboard_and_back() -> None:
    rows = [["1", "", "3"], ["", "", ""], ["a", "b", "c"]]
    mime = QMimeData()
    mime.setText(to_text(rows))
    assert from_mime(mime) == rows


def test_an_endless_entry_on_the_clipboard_does_no_harm(blank: Open, applications: GridView) -> None:
    put('"' + "长" * 200_000 + "\n1\t2")
    press("Ctrl+V")
    assert not blank.editor.stack.canUndo()


def test_an_empty_clipboard_has_no_rows() -> None:
    assert from_mime(None) == []
