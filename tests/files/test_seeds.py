"""Real and realistic files, read whole: the bundled sample and the reference reports."""

import datetime
import json
from decimal import Decimal
from pathlib import Path

import pytest

import forms
from nianbao.core.checks import Level, check
from nianbao.core.edition import Editions
from nianbao.core.following import propose
from nianbao.core.report import Report
from nianbao.files.document import DocumentFile, start_next, write_new_document
from nianbao.files.readers import read_file
from nianbao.files.writers import export

TEXTS = ("texts.overview", "texts.problems", "texts.other")


def test_all_198_figures_of_the_sample_are_read(sample: Path, editions: Editions):
    proposal = read_file(sample, editions)
    assert proposal.edition.id == "2019"
    assert proposal.problems == ()
    assert len(proposal.found) == 198
    figures = forms.figures(proposal.edition, proposal.values)
    assert len(figures) == 198
    assert {cell: value for cell, value in figures.items() if value} == {
        "proactive.licensing.items_last_year": 11,
        "proactive.other_services.items_last_year": 68,
        "proactive.penalties.items_last_year": 100,
        "proactive.coercive_measures.items_last_year": 8,
        "proactive.fees.items_last_year": 1,
        "proactive.procurement.projects": 22,
        "proactive.procurement.amount": Decimal("19.8303"),
    }


def test_unit_year_contacts_and_texts_of_the_sample_are_read(sample: Path, editions: Editions):
    values = read_file(sample, editions).values
    assert (values["unit.name"], values["year"], values["unit.kind"]) == ("示例县云溪镇人民政府", 2020, "town")
    assert values["unit.postcode"] == "471400"
    assert values["unit.telephone"] == "0379-66000000"
    assert [len(str(values[text]).split("\n")) for text in TEXTS] == [5, 2, 1]
    assert "统计期限为2020年1月1日至2020年12月31日" in str(values["texts.preamble"])


def faults(report: Report, last: Report | None = None) -> list[tuple[str, str]]:
    """Code and cell of every finding that blocks 定稿."""
    return [(finding.code, finding.target) for finding in check(report, last) if finding.level is Level.ERROR]


def test_the_sample_has_no_fault(sample: Path, editions: Editions):
    assert faults(read_file(sample, editions).report(editions)) == []


def test_the_town_report_that_the_project_began_from_is_read_whole(shared: Path, editions: Editions):
    expected = json.loads((shared / "corpus" / "checun-2020.json").read_text(encoding="utf-8"), parse_float=Decimal)
    proposal = read_file(shared / "seeds" / "checun-2020.txt", editions)
    assert proposal.edition.id == expected["edition"]
    assert len(expected["cells"]) == 198
    assert forms.figures(proposal.edition, proposal.values) == expected["cells"]
    assert proposal.values["year"] == expected["year"]
    assert proposal.values["unit.postcode"] == "471421"
    assert proposal.problems == ()


def test_the_six_sections_of_the_town_report_are_found(shared: Path, editions: Editions):
    values = read_file(shared / "seeds" / "checun-2020.txt", editions).values
    overview, problems, other = (str(values[text]).split("\n") for text in TEXTS)
    assert len(overview) == 7
    assert overview[0].startswith("2020年，车村镇严格按照")
    assert overview[-1].startswith("6.政府信息公开监督保障")
    assert [text[:5] for text in problems] == ["存在问题：", "改进计划："]
    assert other == ["无"]


# the year of a clerk


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".html", ".json"])
def test_from_last_years_excel_file_to_this_years_report(sample: Path, tmp_path: Path, editions: Editions, ending: str):
    """Start from last year's file, look at what is missing, fill it, and hand in the file."""
    if ending == ".docx":
        pytest.importorskip("nianbao.files.writers.word")
    last = read_file(sample, editions).report(editions)
    path = tmp_path / "2021年报.nianbao"
    write_new_document(path, start_next(last))

    file = DocumentFile(path)
    document = file.read(editions)
    report = document.report
    assert (report.year, report.edition.id, report.unit) == (2021, "2021", last.unit)
    assert "2021年没有收到政府信息公开申请" in report.text("texts.overview")
    assert [report.get(f"applications.carried_in.{c}") for c in ("person", "business", "total")] == [0, 0, 0]
    assert {code for code, _ in faults(report, document.base)} == {"C-02", "W-07"}

    (fee,) = (finding.fix for finding in check(report) if finding.code == "W-07")
    assert fee is not None
    report = report.apply(propose(report, fee.text, fee.values))
    zeros = {cell.id: 0 for cell in report.edition.table_cells if not cell.is_total and report.get(cell.id) is None}
    change = propose(report, "其余空格填 0", {**zeros, "proactive.fees.amount": Decimal("1.5")})
    report = report.apply(change)
    assert faults(report, document.base) == []
    file.write(document.after(report, change, datetime.datetime(2022, 1, 6)))

    kept = DocumentFile(path).read(editions).report
    assert export(kept, tmp_path / f"2021年报{ending}").proof.compared == 200
    again = read_file(tmp_path / f"2021年报{ending}", editions)
    assert forms.figures(again.edition, again.values) == forms.figures(report.edition, report.values)
    assert all(again.values[text] == report.text(text) for text in (*TEXTS, "texts.preamble"))


def test_a_faulty_report_keeps_its_faults_on_the_way(tmp_path: Path, report: Report, editions: Editions):
    """A published report with a wrong total is read, kept and blamed at the right cell."""
    wrong = Report(editions, {**report.values, "appeals.direct_suit.total": 999})
    export(wrong, tmp_path / "年报.xlsx")
    again = read_file(tmp_path / "年报.xlsx", editions).report(editions)
    assert faults(again) == [("T4-01", "appeals.direct_suit.total")]
