"""Every kind of file that is written reads back to the same report, and nothing is written that does not."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import forms
from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.files.editions import load_editions
from nianbao.files.errors import UserError
from nianbao.files.readers import read_file
from nianbao.files.readers.read import read_bytes_as
from nianbao.files.writers import WRITABLE, export
from nianbao.files.writers.excel import write_excel
from nianbao.files.writers.json import write_json
from nianbao.files.writers.web import write_web
from reports import TEXT_CELLS, arbitrary, filled, with_values, without

EDITIONS = load_editions()


def write_word(report: Report) -> bytes:
    return pytest.importorskip("nianbao.files.writers.word").write_word(report)


WRITERS: dict[str, Callable[[Report], bytes]] = {
    ".docx": write_word,
    ".xlsx": write_excel,
    ".html": write_web,
    ".json": write_json,
}


@pytest.fixture(params=WRITABLE)
def ending(request: pytest.FixtureRequest) -> str:
    if request.param == ".docx":
        pytest.importorskip("nianbao.files.writers.word")
    return request.param


def test_every_kind_that_can_be_written_is_tried_here():
    assert set(WRITERS) == set(WRITABLE)


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("kind", WRITERS)
@given(data=st.data())
@settings(max_examples=25)
def test_any_report_reads_back_to_the_same_figures_and_texts(kind: str, edition: str, data: st.DataObject):
    report = data.draw(arbitrary(EDITIONS, edition))
    again = read_bytes_as(f"年报{kind}", WRITERS[kind](report), EDITIONS)
    assert again.edition.id == edition
    assert forms.figures(report.edition, again.values) == forms.figures(report.edition, report.values)
    assert {cell: again.values.get(cell) for cell in TEXT_CELLS} == {cell: report.get(cell) for cell in TEXT_CELLS}
    assert (again.values.get("unit.name"), again.values.get("year")) == (report.unit, report.year)
    assert again.problems == ()


def test_the_figures_keep_their_types(report: Report, ending: str, editions: Editions):
    again = read_bytes_as(f"年报{ending}", WRITERS[ending](report), editions)
    for cell in report.edition.table_cells:
        assert type(again.values[cell.id]) is (Decimal if cell.kind == "amount" else int)


@pytest.mark.parametrize("kind", [".html", ".json"])
def test_an_exported_file_can_be_exported_again_to_the_same_bytes(report: Report, kind: str, editions: Editions):
    """Nothing is added or lost on the way. Excel and Word note the time of writing inside."""
    data = WRITERS[kind](report)
    again = read_bytes_as(f"年报{kind}", data, editions).report(editions)
    assert WRITERS[kind](again) == data


# onto the disk


def test_export_tells_how_many_figures_it_compared(tmp_path: Path, report: Report, ending: str, editions: Editions):
    path = tmp_path / f"年报{ending}"
    assert export(report, path) == len(report.edition.table_cells)
    again = read_file(path, editions)
    assert forms.figures(report.edition, again.values) == forms.figures(report.edition, report.values)
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_not_overwritten_unless_asked_for(tmp_path: Path, ending: str, editions: Editions):
    path = tmp_path / f"年报{ending}"
    path.write_text("原来的内容", encoding="utf-8")
    with pytest.raises(UserError, match=r"已经存在.*换一个文件名"):
        export(filled(editions, "2021"), path)
    assert path.read_text(encoding="utf-8") == "原来的内容"
    export(filled(editions, "2021"), path, replace=True)
    assert len(read_file(path, editions).found) == 200


@pytest.mark.parametrize("name", ["年报", "年报.doc", "年报.pdf.exe", "年报.xls", ".docx"])
def test_a_kind_that_cannot_be_written_is_refused_with_the_kinds_that_can(
    tmp_path: Path, name: str, editions: Editions
):
    with pytest.raises(UserError, match=r"不能输出.*\.docx"):
        export(filled(editions, "2021"), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_the_ending_may_be_in_capitals(tmp_path: Path, ending: str, editions: Editions):
    export(filled(editions, "2021"), tmp_path / f"年报{ending.upper()}")
    assert [file.name for file in tmp_path.iterdir()] == [f"年报{ending.upper()}"]


@pytest.mark.parametrize("kind", [".xlsx", ".html", ".docx"])
def test_a_file_that_would_not_read_back_is_not_written(tmp_path: Path, kind: str, editions: Editions):
    """A number of more digits than a clerk can mean is refused on reading, so it must not get into a file."""
    report = with_values(filled(editions, "2021"), {"proactive.licensing.decisions": 10**13})
    WRITERS[kind](report)
    with pytest.raises(UserError, match=r"读回来有 1 个数与报告不一致（行政许可"):
        export(report, tmp_path / f"年报{kind}")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told(tmp_path: Path, ending: str, editions: Editions):
    with pytest.raises(UserError, match="不存在"):
        export(filled(editions, "2021"), tmp_path / "没有" / f"年报{ending}")
    assert list(tmp_path.iterdir()) == []


def test_blank_tables_read_back_blank(ending: str, editions: Editions, tmp_path: Path):
    full = filled(editions, "2021")
    blank = without(full, *(cell.id for cell in full.edition.table_cells))
    assert export(blank, tmp_path / f"年报{ending}") == 200
    again = read_file(tmp_path / f"年报{ending}", editions)
    assert forms.figures(again.edition, again.values) == {}


@pytest.mark.parametrize(
    "letters", ["\x00", "\x07", "\x1b", "\ufffe", "\uffff", "\u2028", "\x85", "\t", "\r", "𠮷", "\u200b"]
)
def test_a_strange_character_in_a_text_stops_no_export(tmp_path: Path, ending: str, letters: str, editions: Editions):
    text = f"甲{letters}乙"
    report = with_values(filled(editions, "2021"), dict.fromkeys((*TEXT_CELLS, "unit.name", "date"), text))
    assert export(report, tmp_path / f"年报{ending}") == 200
