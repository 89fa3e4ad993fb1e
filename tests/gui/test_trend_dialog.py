"""This year beside last year: figures in lines, charts, and pictures of them to hand on."""

from pathlib import Path

import docx
import pytest
from clerk import Desk, Open, OpenReport, click, focused, press
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.core.trend import Chart, Line, Series
from nianbao.files.readers import read_file
from nianbao.gui import trend
from nianbao.gui.colours import colours
from nianbao.gui.notices import NoticeBar
from nianbao.gui.sections.table import TablePage
from nianbao.gui.trend.chartview import described
from nianbao.gui.trend.dialog import TrendDialog
from nianbao.gui.trend.drawing import height_for, paint
from nianbao.gui.trend.picture import for_word, picture, png, svg
from reports import filled, with_values, without

RECEIVED = "applications.received.person"
RESEARCH = "applications.received.research"
CHART = Chart(
    "applicants",
    "本年新收",
    "件",
    ("自然人", "法律服务机构"),
    (Series("2023年", (3, None)), Series("2024年", (12, 0))),
)


@pytest.fixture(name="last")
def _last(editions: Editions) -> Report:
    return with_values(filled(editions, "2021"), {"year": 2023, RECEIVED: 1})


@pytest.fixture(name="there")
def _there(open_report: OpenReport, editions: Editions, last: Report) -> Open:
    return open_report(without(filled(editions, "2021"), RESEARCH), last)


@pytest.fixture(name="dialog")
def _dialog(there: Open, qtbot: QtBot) -> TrendDialog:
    return opened(there)


def opened(there: Open) -> TrendDialog:
    trend.show(there.window)
    dialog = there.workspace.findChild(TrendDialog)
    there.qtbot.waitExposed(dialog)
    there.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def texts(dialog: TrendDialog, cell: str) -> list[str]:
    form = dialog.table.form
    row = form.row_of(cell)
    return [str(form.index(row, column).data() or "").strip() for column in range(form.columnCount())]


def noticed(dialog: TrendDialog) -> NoticeBar:
    (bar,) = dialog.findChildren(NoticeBar)
    assert bar.isVisible()
    return bar


def here(dialog: TrendDialog) -> Line:
    line = dialog.table.form.line(dialog.table.currentIndex())
    assert line is not None
    return line


# the figures


def test_a_line_says_the_item_both_years_and_the_change(dialog: TrendDialog, there: Open) -> None:
    now = there.report.number(RECEIVED)
    assert now is not None
    assert texts(dialog, RECEIVED) == ["本年新收 自然人", "1", str(now), f"+{now - 1}", f"+{(now - 1) * 100}.0%"]
    form = dialog.table.form
    headings = [form.headerData(n, Qt.Orientation.Horizontal) for n in range(5)]
    assert headings == ["项目", "2023年", "2024年", "增减", "增减幅度"]


def test_what_is_blank_stays_blank(dialog: TrendDialog) -> None:
    assert texts(dialog, RESEARCH)[2:] == ["", "", ""]


def test_every_cell_stands_under_its_section(dialog: TrendDialog, there: Open) -> None:
    rows = dialog.table.form.rows
    assert [row for row in rows if isinstance(row, str)] == [
        s.heading for s in there.report.edition.sections if s.table
    ]
    assert len(rows) == 200 + 3


def test_only_the_changed_ones_are_shown_when_asked_for(dialog: TrendDialog) -> None:
    count = len(dialog.trend.changed)
    assert dialog.only_changed.text() == f"只看有变化的（{count}）"
    press("Tab")
    assert focused() is dialog.only_changed
    press("Space")
    assert sum(isinstance(row, Line) for row in dialog.table.form.rows) == count
    press("Space")
    assert dialog.table.form.rowCount() == 203


def test_the_cursor_stays_on_its_line(dialog: TrendDialog) -> None:
    while here(dialog).cell != RECEIVED:
        press("Down")
    dialog.only_changed.setChecked(True)
    assert here(dialog).cell == RECEIVED
    dialog.only_changed.setChecked(False)
    assert here(dialog).cell == RECEIVED


def test_the_arrow_keys_pass_over_headings_and_return_goes_to_the_cell(
    dialog: TrendDialog, there: Open, qtbot: QtBot
) -> None:
    assert here(dialog).cell == "proactive.rules.issued"
    while here(dialog).cell != RECEIVED:
        press("Down")
    press("Return")
    qtbot.waitUntil(there.window.isActiveWindow)
    page = there.workspace.current_page()
    assert isinstance(page, TablePage)
    assert there.at(page.grid) == RECEIVED
    assert dialog.isVisible()


def test_it_follows_the_report(dialog: TrendDialog, there: Open, qtbot: QtBot) -> None:
    there.editor.submit("填写", {RESEARCH: 4})
    qtbot.waitUntil(lambda: texts(dialog, RESEARCH)[2] == "4")
    assert dialog.views[0].chart.series[1].values[2] == 4
    there.editor.undo()
    qtbot.waitUntil(lambda: texts(dialog, RESEARCH)[2] == "")


def test_a_change_of_the_edition_is_followed(dialog: TrendDialog, there: Open, qtbot: QtBot) -> None:
    there.editor.submit("换", {"edition": "2019"})
    qtbot.waitUntil(lambda: dialog.table.form.rowCount() == 198 + 3)
    assert texts(dialog, "proactive.procurement.projects")[1] == "无此项"


def test_the_model_is_sound(dialog: TrendDialog, qtmodeltester: ModelTester) -> None:
    dialog.only_changed.setChecked(True)
    qtmodeltester.check(dialog.table.form)


def test_without_last_year_there_is_nothing_to_compare(blank: Open) -> None:
    trend.show(blank.window)
    assert blank.workspace.findChild(TrendDialog) is None
    assert "没有上年的数字" in blank.status


def test_it_fits_a_small_screen(dialog: TrendDialog) -> None:
    dialog.resize(650, 340)
    QApplication.processEvents()
    assert dialog.height() <= 340
    assert dialog.width() <= 683


# charts


def test_a_chart_tells_its_figures_to_those_who_cannot_see_it(dialog: TrendDialog) -> None:
    assert described(CHART) == "自然人：2023年 3，2024年 12；法律服务机构：2023年 未填，2024年 0"
    view = dialog.views[0]
    assert view.accessibleDescription() == described(view.chart)
    assert "本年新收" in view.accessibleName()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("upright", [False, True])
def test_series_can_be_told_apart_without_colours(qapp: QApplication, dark: bool, upright: bool) -> None:
    """One bar is full and the other hatched: in grey, one has its ink everywhere, the other in lines."""
    chart = Chart("", "", "", ("甲",), (Series("一", (5,)), Series("二", (5,)), Series("三", (5,))), upright)
    shades = colours(dark=dark)
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint(painter, QRectF(image.rect()), chart, shades)
    painter.end()
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    paper = QColor(grey.pixel(599, 399)).lightness()
    inked = _areas(grey, paper, upright)
    assert len(inked) == 3
    hatched, full, crossed = inked
    assert full > 0.95
    assert hatched < 0.6
    assert hatched < crossed < 0.9


def _areas(grey: QImage, paper: int, upright: bool) -> list[float]:
    """How much of each bar is inked, by cutting through the middle of the chart's bars."""
    width, height = grey.width(), grey.height()
    if upright:
        lines = [[QColor(grey.pixel(x, height // 2 + n)).lightness() for x in range(width)] for n in range(16)]
    else:
        lines = [[QColor(grey.pixel(width // 2 + n, y)).lightness() for y in range(height)] for n in range(16)]
    inked = [sum(abs(line[at] - paper) > 30 for line in lines) / len(lines) for at in range(len(lines[0]))]
    bars: list[list[float]] = [[]]
    for share in inked:
        if share:
            bars[-1].append(share)
        elif bars[-1]:
            bars.append([])
    inner = [bar[3:-3] for bar in bars if len(bar) > 10]  # without the outline
    return [sum(bar) / len(bar) for bar in inner]


def test_a_narrow_chart_takes_more_lines_for_its_legend(qapp: QApplication) -> None:
    metrics = QFontMetricsF(QGuiApplication.font())
    assert height_for(CHART, 100, metrics) > height_for(CHART, 420, metrics)


@pytest.mark.parametrize("value", [0, None])
def test_a_chart_of_nothing_is_painted_all_the_same(qapp: QApplication, value: int | None) -> None:
    chart = Chart("x", "没有", "件", ("甲", "乙"), (Series("2024年", (value, value)),))
    image = picture(chart, 80, 96)
    inked = sum(image.pixelColor(x, y).lightness() < 128 for x in range(image.width()) for y in range(image.height()))
    assert inked > 100  # the words


# pictures


def test_a_picture_is_as_wide_as_the_text_when_it_is_printed(qapp: QApplication) -> None:
    image = QImage.fromData(png(CHART))
    assert image.width() == 1843  # 156 mm at 300 dpi
    assert round(image.dotsPerMeterX() * 0.0254) == 300
    assert QImage.fromData(png(CHART, 80, 150)).width() == 472


def test_a_picture_is_dark_on_white_in_dark_surroundings_too(qapp: QApplication) -> None:
    assert picture(CHART).pixelColor(2, 2) == QColor("#ffffff")


def test_an_svg_file_keeps_words_as_words_and_can_be_shown(qapp: QApplication) -> None:
    data = svg(CHART)
    assert all(words in data.decode() for words in ("法律服务机构", "2023", "12", "未填"))
    renderer = QSvgRenderer(data)
    assert renderer.isValid()
    assert abs(renderer.viewBoxF().width() - 590) < 1


@pytest.mark.parametrize(("name", "begins"), [("图.png", b"\x89PNG"), ("图.svg", b"<?xml")])
def test_the_chart_in_sight_is_saved_where_the_clerk_says(
    dialog: TrendDialog, desk: Desk, tmp_path: Path, name: str, begins: bytes
) -> None:
    target = tmp_path / name
    desk.targets = [target]
    dialog.charts.setCurrentIndex(1)
    click(dialog.save)
    assert target.read_bytes().startswith(begins)
    assert desk.proposed[0].name.endswith("2024年政府信息公开工作年度报告（办理结果）.png")


def test_a_place_that_cannot_be_written_is_told_and_another_offered(
    dialog: TrendDialog, desk: Desk, there: Open, tmp_path: Path
) -> None:
    folder = tmp_path / "图.png"
    folder.mkdir()
    desk.targets = [folder, tmp_path / "另一张.png"]
    click(dialog.save)
    assert "文件夹" in desk.said
    assert desk.proposed[1].name == "图（新）.png"
    assert (tmp_path / "另一张.png").exists()
    assert noticed(dialog).words.text() == "已保存“另一张.png”。"


def test_giving_up_saves_nothing(dialog: TrendDialog, desk: Desk, tmp_path: Path) -> None:
    click(dialog.save)
    assert not list(tmp_path.glob("*.png"))


def test_the_chart_is_copied_as_a_picture(dialog: TrendDialog) -> None:
    click(dialog.copy)
    assert QGuiApplication.clipboard().image().width() == 1843
    assert "可以粘贴" in noticed(dialog).words.text()


def test_everything_is_reached_by_the_tab_key(dialog: TrendDialog) -> None:
    reached = [focused()]
    for _ in range(9):
        press("Tab")
        reached.append(focused())
    assert reached[:2] == [dialog.table, dialog.only_changed]
    assert {dialog.charts.tabBar(), *dialog.ticks.values(), dialog.word, dialog.save, dialog.copy} <= set(reached)


# charts in the Word file


def captions(path: Path) -> list[str]:
    return [p.text for p in docx.Document(str(path)).paragraphs if p.style.name == "图题"]


def descriptions(path: Path) -> list[str]:
    return [shape._inline.docPr.get("descr") for shape in docx.Document(str(path)).inline_shapes]


def test_the_ticked_charts_go_into_a_word_file_of_another_name(
    dialog: TrendDialog, desk: Desk, there: Open, tmp_path: Path
) -> None:
    desk.targets = [tmp_path / "带图.docx"]
    dialog.ticks["results"].setChecked(False)
    dialog.ticks["applicants"].setFocus()
    while focused() is not dialog.word:
        press("Tab")
    press("Space")
    assert desk.proposed[0].name.endswith("年度报告（草稿）（附图）.docx")
    titles = [chart.title for chart in dialog.trend.charts if chart.id != "results"]
    assert captions(tmp_path / "带图.docx") == [f"图{n}\u3000{t}（单位：件）" for n, t in enumerate(titles, 1)]
    told = noticed(dialog).words.text()
    assert told.startswith("已导出“带图.docx”，已读回核对 200 个数字，全部一致。")
    assert "附了 2 张图表；页面预览、PDF 和发布材料里没有图表。" in told
    assert there.notice == told


def test_the_word_file_of_the_menu_has_no_charts(dialog: TrendDialog, desk: Desk, there: Open, tmp_path: Path) -> None:
    assert all(tick.isChecked() for tick in dialog.ticks.values())
    desk.targets = [tmp_path / "上报.docx"]
    there.window.act("exporting.export_word")()
    assert captions(tmp_path / "上报.docx") == descriptions(tmp_path / "上报.docx") == []
    assert "图表" not in there.notice


def test_charts_and_tables_of_a_file_show_the_same_moment(
    dialog: TrendDialog, desk: Desk, there: Open, tmp_path: Path, editions: Editions
) -> None:
    """The dialog shows a change a little later; the file must not."""
    target = tmp_path / "带图.docx"
    desk.targets = [target]
    there.editor.submit("填写", {RECEIVED: 98765})
    dialog.word.click()
    assert read_file(target, editions).values[RECEIVED] == 98765
    assert "2024年 98765" in descriptions(target)[0]


def test_a_chart_in_a_file_says_every_figure_to_those_who_cannot_see_it(qapp: QApplication) -> None:
    (made,) = for_word([CHART])
    assert made.description == f"柱形图。本年新收（单位：件）。{described(CHART)}。"
    assert made.title == "本年新收（单位：件）"
    image = QImage.fromData(made.png)
    assert abs(made.width / made.height - image.width() / image.height()) < 0.001
    assert image.height() < picture(CHART).height()  # the title is in the caption


def test_charts_with_nothing_to_show_are_not_ticked(open_report: OpenReport, editions: Editions, last: Report) -> None:
    zeros = {cell.id: 0 for cell in last.edition.table_cells if cell.section == "applications"}
    there = open_report(with_values(filled(editions, "2021"), zeros), with_values(last, zeros))
    dialog = opened(there)
    assert [tick.isChecked() for tick in dialog.ticks.values()] == [False, False, False]
    assert not dialog.word.isEnabled()
    dialog.ticks["years"].click()
    assert dialog.word.isEnabled()
