"""Every kind of file that is written reads back to the same report, and nothing is written that does not."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import forms
from nianbao.core.comparison import Comparison
from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.files.editions import load_editions
from nianbao.files.errors import UserError
from nianbao.files.readers import read_file
from nianbao.files.readers.read import read_bytes_as
from nianbao.files.writers import WRITABLE, export
from nianbao.files.writers.excel import write_excel
from nianbao.files.writers.export import proven, read_back
from nianbao.files.writers.json import write_json
from nianbao.files.writers.layout import STATE_OFFICE
from nianbao.files.writers.pages import write_pdf
from nianbao.files.writers.text import write_text
from nianbao.files.writers.web import write_web
from nianbao.files.writers.word import write_word
from reports import TEXT_CELLS, arbitrary, filled, with_values, without

EDITIONS = load_editions()


WRITERS: dict[str, Callable[[Report], bytes]] = {
    ".docx": write_word,
    ".xlsx": write_excel,
    ".html": write_web,
    ".txt": write_text,
    ".pdf": write_pdf,
    ".json": write_json,
}
SIGNS = str.maketrans("|", "\uff5c")  # a bar makes a table of a line of plain text, so it is written full-width there


@pytest.fixture(params=WRITABLE)
def ending(request: pytest.FixtureRequest) -> str:
    return request.param


def in_text(text: object, kind: str) -> object:
    """A text as it is expected back from a file of this kind."""
    return text.translate(SIGNS) if kind == ".txt" and isinstance(text, str) else text


def test_every_kind_that_can_be_written_is_tried_here():
    assert set(WRITERS) == set(WRITABLE)


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("kind", [kind for kind in WRITERS if kind != ".pdf"])
@given(data=st.data())
@settings(max_examples=25)
def test_any_report_reads_back_to_the_same_figures_and_texts(kind: str, edition: str, data: st.DataObject):
    report = data.draw(arbitrary(EDITIONS, edition))
    again = read_bytes_as(f"年报{kind}", WRITERS[kind](report), EDITIONS)
    assert again.edition.id == edition
    assert forms.figures(report.edition, again.values) == forms.figures(report.edition, report.values)
    assert {cell: again.values.get(cell) for cell in TEXT_CELLS} == {
        cell: in_text(report.get(cell), kind) for cell in TEXT_CELLS
    }
    assert (again.values.get("unit.name"), again.values.get("year")) == (report.unit, report.year)
    assert again.problems == ()


@pytest.mark.parametrize("edition", ["2019", "2021"])
@given(data=st.data())
@settings(max_examples=5)
def test_any_report_reads_back_from_its_pages_to_the_same_figures(edition: str, data: st.DataObject):
    """Spaces and the ends of paragraphs may be lost on pages; no number is."""
    report = data.draw(arbitrary(EDITIONS, edition))
    again = read_bytes_as("年报.pdf", write_pdf(report), EDITIONS)
    assert again.edition.id == edition
    assert forms.figures(report.edition, again.values) == forms.figures(report.edition, report.values)


def test_the_figures_keep_their_types(report: Report, ending: str, editions: Editions):
    again = read_bytes_as(f"年报{ending}", WRITERS[ending](report), editions)
    for cell in report.edition.table_cells:
        assert type(again.values[cell.id]) is (Decimal if cell.kind == "amount" else int)


@pytest.mark.parametrize("kind", [".html", ".txt", ".json"])
def test_an_exported_file_can_be_exported_again_to_the_same_bytes(report: Report, kind: str, editions: Editions):
    """Nothing is added or lost on the way. Excel and Word note the time of writing inside."""
    data = WRITERS[kind](report)
    again = read_bytes_as(f"年报{kind}", data, editions).report(editions)
    assert WRITERS[kind](again) == data


# onto the disk


def test_export_tells_how_many_figures_it_compared(tmp_path: Path, report: Report, ending: str, editions: Editions):
    path = tmp_path / f"年报{ending}"
    exported = export(report, path)
    assert exported.path == path
    assert exported.sentence == f"已读回核对 {len(report.edition.table_cells)} 个数字，全部一致。"
    assert exported.details == ()
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


def test_a_web_page_may_have_the_short_ending(tmp_path: Path, editions: Editions):
    export(filled(editions, "2021"), tmp_path / "年报.htm")
    assert (tmp_path / "年报.htm").read_bytes() == write_web(filled(editions, "2021"))


@pytest.mark.parametrize("kind", [".xlsx", ".html", ".docx", ".txt", ".pdf"])
def test_a_file_that_would_not_read_back_is_not_written(tmp_path: Path, kind: str, editions: Editions):
    """A number of more digits than a clerk can mean is refused on reading, so it must not get into a file."""
    report = with_values(filled(editions, "2021"), {"proactive.licensing.decisions": 10**13})
    WRITERS[kind](report)
    with pytest.raises(
        UserError, match=r"读回来有 1 个数与报告不一致.*表二 .*行政许可 被清空（原为 10000000000000）。"
    ):
        export(report, tmp_path / f"年报{kind}")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told(tmp_path: Path, ending: str, editions: Editions):
    with pytest.raises(UserError, match="不存在"):
        export(filled(editions, "2021"), tmp_path / "没有" / f"年报{ending}")
    assert list(tmp_path.iterdir()) == []


def test_blank_tables_read_back_blank(ending: str, editions: Editions, tmp_path: Path):
    full = filled(editions, "2021")
    blank = without(full, *(cell.id for cell in full.edition.table_cells))
    assert export(blank, tmp_path / f"年报{ending}").proof == Comparison(200)
    again = read_file(tmp_path / f"年报{ending}", editions)
    assert forms.figures(again.edition, again.values) == {}


@pytest.mark.parametrize(
    "letters", ["\x00", "\x07", "\x1b", "\ufffe", "\uffff", "\u2028", "\x85", "\t", "\r", "𠮷", "\u200b"]
)
def test_a_strange_character_in_a_text_stops_no_export(tmp_path: Path, ending: str, letters: str, editions: Editions):
    text = f"甲{letters}乙"
    report = with_values(filled(editions, "2021"), dict.fromkeys((*TEXT_CELLS, "unit.name", "date"), text))
    exported = export(report, tmp_path / f"年报{ending}")
    assert exported.proof.compared == 200
    assert exported.proof.numbers == ()


@pytest.mark.parametrize("kind", [".docx", ".xlsx", ".html", ".txt", ".pdf"])
@pytest.mark.parametrize(("letter", "said"), [("\x07", "看不见的控制字符"), ("\ud840", "残缺的字")])
def test_a_character_that_no_file_can_hold_is_left_out_and_told(
    tmp_path: Path, kind: str, letter: str, said: str, editions: Editions
):
    report = with_values(filled(editions, "2021"), {"texts.other": f"没有{letter}收取信息处理费。"})
    exported = export(report, tmp_path / f"年报{kind}")
    assert exported.proof == Comparison(200)
    (told,) = exported.details
    assert "其他需要报告的事项" in told
    assert said in told


def test_json_holds_every_character(tmp_path: Path, editions: Editions):
    """Half of a character, which a clipboard may hand over, is written as an escape; a reader marks it."""
    report = with_values(filled(editions, "2021"), {"texts.other": "甲\x07乙\ud840。"})
    exported = export(report, tmp_path / "年报.json")
    assert '"other": "甲\\u0007乙\\ud840。"' in (tmp_path / "年报.json").read_text(encoding="utf-8")
    assert exported.details == ("“六、其他事项”第 1 段被改为“甲乙?。”（原为“甲乙。”）。",)


# texts are proven too


def test_a_text_that_reads_back_differently_is_written_and_told(tmp_path: Path, editions: Editions):
    """A heading of the form within a text ends its section for every reader: no number is wrong, so it is only told."""
    heading = editions["2021"].section("appeals").heading
    report = with_values(filled(editions, "2021"), {"texts.other": f"没有收取信息处理费。\n{heading}\n没有其他事项。"})
    exported = export(report, tmp_path / "年报.docx")
    assert exported.sentence.startswith("已读回核对 200 个数字，全部一致；有 ")
    assert exported.sentence.endswith(" 处文字不同，请打开文件核对。")
    assert f"“六、其他事项”第 2 段被删去（原为“{heading}”）。" in exported.details
    assert (tmp_path / "年报.docx").exists()


def test_a_text_that_hides_a_table_from_the_reader_is_not_written(tmp_path: Path, editions: Editions):
    heading = editions["2021"].section("appeals").heading
    report = with_values(filled(editions, "2021"), {"texts.overview": f"{heading}\n没有复议。"})
    with pytest.raises(UserError, match=r"读回来有 15 个数与报告不一致.*文字里是否夹着别的部分的标题"):
        export(report, tmp_path / "年报.docx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("values", [{"date": "二〇二五年一月二十日"}, {"date": ""}, {"unit.name": "办公室"}])
def test_a_signature_of_another_form_is_no_text_that_differs(ending: str, values: dict, editions: Editions):
    report = with_values(filled(editions, "2021"), values)
    report = report if report.text("date") else without(report, "date")
    assert proven(report, f"年报{ending}")[1] == Comparison(200)


def test_a_file_that_was_edited_elsewhere_is_read_back_with_what_was_changed(tmp_path: Path, editions: Editions):
    report = filled(editions, "2021")
    edited = with_values(report, {"applications.granted.person": 4, "texts.other": "没有收取信息处理费。"})
    path = tmp_path / "年报.docx"
    export(edited, path)
    was = report.values["applications.granted.person"]
    for found in (read_back(path, report), read_back(path.read_bytes(), report)):
        assert [number.sentence for number in found.numbers] == [f"表三 自然人 予以公开 被改为 4（原为 {was}）。"]
        assert {text.cell for text in found.texts} == {"texts.other"}


# layouts and drafts


def test_the_layout_is_that_of_the_pages(tmp_path: Path, editions: Editions):
    report = filled(editions, "2021")
    for ending in (".docx", ".pdf"):
        export(report, tmp_path / f"公文{ending}")
        export(report, tmp_path / f"国办{ending}", layout=STATE_OFFICE)
        assert (tmp_path / f"公文{ending}").read_bytes() != (tmp_path / f"国办{ending}").read_bytes()


def test_a_draft_reads_back_too(tmp_path: Path, ending: str, editions: Editions):
    report = filled(editions, "2021")
    exported = export(report, tmp_path / f"年报{ending}", draft=True)
    assert exported.proof == Comparison(200)
    if ending in (".html", ".txt"):
        assert "草稿" in (tmp_path / f"年报{ending}").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["checun-2020", "hongze-2023", "hongze-2024", "shanghai-gbt-2025"])
def test_figures_of_real_reports_read_back_from_every_kind_of_file(
    shared: Path, ending: str, name: str, editions: Editions
):
    """Blanks, wrong totals and all: nothing is put right on the way."""
    report = read_file(shared / "corpus" / f"{name}.json", editions).report(editions)
    assert proven(report, f"年报{ending}")[1] == Comparison(len(report.edition.table_cells))
