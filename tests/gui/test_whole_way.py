"""The clerk's January from end to end: last year's Excel in, this year's Word out, all of it through the window."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from clerk import Desk, Open, during, press, type_text
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot
from reading_back import check_reading, check_word

from nianbao.core.edition import Editions
from nianbao.core.progress import INFORMATION, NEEDED_FIELDS
from nianbao.core.report import Report
from nianbao.core.values import Value, show
from nianbao.files.document import DocumentFile
from nianbao.files.writers import export
from nianbao.gui.importing import ImportDialog
from nianbao.gui.sections.information import InformationPage
from nianbao.gui.sections.text import TextPage
from nianbao.gui.window import Window
from reports import filled

FIELDS = {
    "unit.address": "示例县河东路2号",
    "unit.postcode": "471400",
    "unit.telephone": "0379-66000001",
    "unit.email": "zhen@example.cn",
}
TEXTS = {
    "overview": "（一）主动公开情况。2021年公开信息12条。\n（二）依申请公开情况。申请办理情况见第三部分的表。\n"
    "（三）政府信息管理情况。由党政办公室归档。\n（四）平台建设情况。设有查阅点。\n（五）监督保障情况。"
    "培训一次，开展了工作考核和社会评议，没有发生责任追究。",
    "problems": "（一）存在的主要问题。有的答复说理不充分，在行政复议、行政诉讼中被纠正；村级公开栏格式不统一。\n"
    "（二）改进措施。答复前由司法所审核，制定公开栏的统一样式，按季度检查并通报检查的结果。",
    "other": "2021年，本机关依申请提供政府信息收取信息处理费0元。",
}


@pytest.fixture(params=["sample", "seed"])
def last_year(request: pytest.FixtureRequest, tmp_path: Path, editions: Editions) -> Path:
    """Last year's Excel file: the bundled sample, or the figures of a real town's report of 2020."""
    target = tmp_path / "上年.xlsx"
    if request.param == "sample":
        sample: Path = request.getfixturevalue("sample")
        target.write_bytes(sample.read_bytes())
        return target
    shared: Path = request.getfixturevalue("shared")
    seed = json.loads((shared / "corpus" / "checun-2020.json").read_text(encoding="utf-8"))
    amounts = {cell.id for cell in editions["2019"].table_cells if cell.kind == "amount"}
    values: dict[str, Value] = {
        cell: Decimal(str(value)) if cell in amounts else value for cell, value in seed["cells"].items()
    }
    fields: dict[str, Value] = {"edition": "2019", "year": seed["year"], "unit.name": seed["unit"], "unit.kind": "town"}
    export(Report(editions, {**fields, **values}), target)
    return target


def figures(editions: Editions, last: Report) -> dict[str, Value]:
    """What is typed into the tables of 2021: figures that agree with one another and with last year's."""
    edition = editions["2021"]
    values = dict(filled(editions, "2021", seed=7).values)
    typed = {cell.id: values[cell.id] for cell in edition.table_cells if not cell.is_total}
    for column in ("person", "business", "research", "nonprofit", "legal_services", "other"):
        carried = last.values[f"applications.carried_forward.{column}"]
        done, left = (values[f"applications.{row}.{column}"] for row in ("total", "carried_forward"))
        typed[f"applications.carried_in.{column}"] = carried
        typed[f"applications.received.{column}"] = done + left - carried  # type: ignore[operator]
    return typed


def type_tables(there: Open, typed: Mapping[str, Value]) -> None:
    """Fill every table from its first cell to its last, with the digits and the Tab key alone."""
    for table in there.report.edition.tables:
        cells = [c for c in there.report.edition.table_cells if c.section == table.id and not c.is_total]
        grid = there.grid(table.id)
        for number, cell in enumerate(cells):
            assert there.at(grid) == cell.id
            if there.report.get(cell.id) != typed[cell.id]:
                type_text(show(typed[cell.id], cell.kind))
            press("Tab" if number < len(cells) - 1 else "Return")


def type_information(there: Open) -> None:
    page = there.go(INFORMATION, InformationPage)
    for name, text in {**FIELDS, "date": "2022-1-20"}.items():
        line = page.fields[name]
        assert isinstance(line, QLineEdit)
        line.setFocus()
        press("Ctrl+A")
        type_text(text)
    press("Tab", "Space")
    box = page.fields["signature"]
    assert isinstance(box, QCheckBox)
    assert box.isChecked()


def type_texts(there: Open) -> None:
    for section, text in TEXTS.items():
        there.go(section, TextPage).prose.setFocus()
        press("Ctrl+A")
        type_text(text)


def test_from_last_years_excel_to_this_years_word(
    window: Window, desk: Desk, tmp_path: Path, editions: Editions, *, last_year: Path, qtbot: QtBot
) -> None:
    document, word = tmp_path / "今年.nianbao", tmp_path / "今年.docx"

    # last year's file is looked at and taken over
    desk.files, desk.targets = [last_year], [document, word]
    during(ImportDialog, lambda: press("Ctrl+I"), lambda dialog: dialog.accept())
    there = Open(window, document, qtbot)
    assert there.report.year == 2021
    last = there.editor.base
    assert last is not None
    assert len([cell for cell in last.edition.table_cells if cell.id in last.values]) == 198

    # every page is filled in
    typed = figures(editions, last)
    type_information(there)
    type_tables(there, typed)
    type_texts(there)
    assert {cell: there.report.get(cell) for cell in typed} == typed
    assert there.report.blanks((*NEEDED_FIELDS, *(cell.id for cell in there.report.edition.table_cells))) == ()

    # nothing is wrong, so it can be sealed
    assert [f.message for f in there.editor.findings] == []
    tabs = there.workspace.tabs
    assert [tabs.tabToolTip(number) for number in range(tabs.count())] == ["已填完"] * 7
    next(action for spec, action in window._actions if spec.id == "finalising.seal").trigger()
    assert desk.told == []
    assert there.editor.sealed

    # the Word file says the same
    press("Ctrl+E")
    assert there.notice == "已导出“今年.docx”，已读回核对 200 个数字，全部一致。"
    check_word(word, there.report, "2022年1月20日", TEXTS.values())
    check_reading(word, there.report, editions)

    # and so does the document, opened again
    window.close()
    assert DocumentFile(document).read(editions).report == there.report
