"""Remarks at cells: kept with the report, never printed, and offered again a year later."""

import zipfile
from pathlib import Path

import pytest

from nianbao.core.checks import check
from nianbao.core.comparison import compare
from nianbao.core.contrast import place_of
from nianbao.core.edition import Editions
from nianbao.core.following import propose
from nianbao.core.notes import last_notes, note, note_id, note_lines, notes, offered, unkept, worded
from nianbao.core.progress import progress
from nianbao.core.report import Report
from nianbao.core.yearly import next_report
from nianbao.files.document import Document, DocumentFile, start_next
from nianbao.files.readers import read_file
from nianbao.files.writers import export
from reports import filled, with_values

FORWARD, CARRIED_IN = "applications.carried_forward.person", "applications.carried_in.person"
GRANTED = "applications.granted.person"
WORDS = "王某的申请十二月二十九日收到，次年一月办理。"


def noted(report: Report, **remarks: str) -> Report:
    return with_values(report, {note_id(cell): text for cell, text in remarks.items()})


def written(report: Report, cell: str, text: str | None) -> Report:
    """The report after the clerk has written a remark."""
    return report.apply(propose(report, "备注", {note_id(cell): text}))


def test_a_remark_is_written_changed_and_taken_away(report: Report) -> None:
    first = written(report, GRANTED, WORDS)
    assert note(first, GRANTED) == WORDS
    assert note(first, FORWARD) == ""
    assert note(written(first, GRANTED, "另一句"), GRANTED) == "另一句"
    assert written(first, GRANTED, None).values == report.values


def test_a_remark_changes_no_number_and_is_undone(report: Report) -> None:
    change = propose(report, "备注", {note_id(GRANTED): WORDS})
    assert set(change.cells) == {note_id(GRANTED)}
    assert report.apply(change).apply(change.inverse()) == report


def test_remarks_outlive_a_change_of_the_edition_and_back(editions: Editions) -> None:
    report = written(filled(editions, "2019"), "proactive.procurement.projects", "财政所提供")
    changed = report.apply(propose(report, "换", {"edition": "2021"}))
    assert note(changed, "proactive.procurement.projects") == "财政所提供"
    (left,) = notes(changed)
    assert left.place == "二、主动公开 采购项目数量 政府集中采购"


def test_remarks_are_listed_in_the_order_of_the_form(report: Report) -> None:
    report = noted(report, **{"texts.other": "丙", CARRIED_IN: "乙", "unit.telephone": "甲"})
    assert [(entry.text, entry.place) for entry in notes(report)] == [
        ("甲", "电话"),
        ("乙", "三、申请办理 自然人 上年结转"),
        ("丙", "六、其他事项"),
    ]


def test_neither_checks_nor_progress_nor_comparison_see_a_remark(report: Report) -> None:
    other = noted(report, **{GRANTED: WORDS, "texts.overview": "2024年收到申请999件"})
    assert check(other) == check(report)
    assert progress(other, ()) == progress(report, ())
    assert compare(report, other).differences == ()


@pytest.mark.parametrize("ending", ["docx", "xlsx", "html", "txt", "json"])
def test_a_remark_is_in_no_file_that_is_handed_out(report: Report, tmp_path: Path, ending: str) -> None:
    plain, target = tmp_path / f"一.{ending}", tmp_path / f"二.{ending}"
    export(report, plain)
    export(noted(report, **{GRANTED: WORDS}), target)
    read = read_file(target, report.editions).report(report.editions)
    assert notes(read) == ()
    if zipfile.is_zipfile(target):
        with zipfile.ZipFile(target) as package:
            assert all(WORDS not in package.read(part).decode(errors="ignore") for part in package.namelist())
    else:
        assert target.read_bytes() == plain.read_bytes()


def test_the_history_names_a_remark_by_its_cell(report: Report) -> None:
    assert place_of(note_id(GRANTED), report.edition, report.editions) == "表三 自然人 予以公开 的备注"


def test_the_document_keeps_remarks(report: Report, tmp_path: Path) -> None:
    file = DocumentFile(tmp_path / "a.nianbao")
    file.write(Document(noted(report, **{GRANTED: WORDS}), noted(report, **{FORWARD: "上年的话"})))
    document = file.read(report.editions)
    assert note(document.report, GRANTED) == WORDS
    assert document.base is not None
    assert note(document.base, FORWARD) == "上年的话"


# a year later


def test_last_years_remarks_come_along_when_the_next_year_begins(report: Report, tmp_path: Path) -> None:
    file = tmp_path / "上年.nianbao"
    DocumentFile(file).write(Document(noted(report, **{GRANTED: WORDS})))
    last = read_file(file, report.editions).report(report.editions)
    document = start_next(last)
    assert notes(document.report) == ()
    assert note_lines(document.report, document.base, GRANTED) == (f"上年备注（{last.year}年）：{WORDS}",)


def test_a_remark_is_offered_at_the_cell_that_follows_from_its_own(editions: Editions) -> None:
    last = noted(filled(editions, "2019"), **{FORWARD: WORDS})
    this = next_report(last, 2021)
    assert this.edition.id == "2021"
    assert set(offered(this, last)) == {FORWARD, CARRIED_IN}
    assert note_lines(this, last, CARRIED_IN) == (f"上年备注（2020年，自然人 结转下年度）：{WORDS}",)
    assert note_lines(this, last, FORWARD) == (f"上年备注（2020年）：{WORDS}",)


def test_this_years_remark_stands_before_last_years(report: Report) -> None:
    last, this = noted(report, **{GRANTED: "去年"}), noted(report, **{GRANTED: "今年"})
    assert note_lines(this, last, GRANTED) == ("备注：今年", f"上年备注（{report.year}年）：去年")
    assert note_lines(this, None, GRANTED) == ("备注：今年",)
    assert note_lines(report, None, GRANTED) == ()


def test_keeping_last_years_remarks_leaves_those_of_this_year_alone(report: Report) -> None:
    last = noted(report, **{GRANTED: "去年", FORWARD: WORDS, "texts.other": "六"})
    this = noted(next_report(report), **{GRANTED: "今年"})
    assert unkept(this, last) == {
        note_id(CARRIED_IN): f"自然人 结转下年度：{WORDS}",
        note_id(FORWARD): WORDS,
        note_id("texts.other"): "六",
    }
    assert unkept(this, None) == {}


def test_two_remarks_of_last_year_at_one_cell_are_both_told(report: Report) -> None:
    last = noted(report, **{CARRIED_IN: "甲", FORWARD: "乙"})
    found = last_notes(report, last, CARRIED_IN)
    assert worded(found, CARRIED_IN) == "甲\n自然人 结转下年度：乙"


def test_a_remark_at_a_cell_that_no_form_has_is_still_listed(report: Report) -> None:
    (entry,) = notes(noted(report, **{"applications.unheard_of": "?"}))
    assert entry.place == "applications.unheard_of"
