"""The command line as other programs call it: what it says, what it writes, and how it ends."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook

import forms
from nianbao import __version__
from nianbao.__main__ import main
from nianbao.core.checks import check
from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.files.document import Document, DocumentFile, start_next, write_new_document
from nianbao.files.readers import READABLE, read_file
from nianbao.files.writers import WRITABLE, export
from reports import filled, with_values, without

GOOD, FINDINGS, UNUSABLE = 0, 1, 2


class Run(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def nianbao(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Run a command in this process."""

    def run(*arguments: object) -> Run:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return Run(code, *capsys.readouterr())

    return run


@pytest.fixture
def kept(tmp_path: Path, editions: Editions) -> Path:
    """A valid report in a document file."""
    path = tmp_path / "年报.nianbao"
    write_new_document(path, Document(filled(editions, "2021")))
    return path


def a_file(tmp_path: Path, report: Report, name: str) -> Path:
    export(report, tmp_path / name)
    return tmp_path / name


def assert_refused(run: Run, said: str) -> None:
    """One Chinese sentence with a remedy on standard error, nothing on standard output."""
    assert (run.code, run.out) == (UNUSABLE, "")
    assert re.search(said, run.err), run.err
    assert run.err.count("\n") == 1
    assert re.search(r"[。：].*(请|用法|已知).*", run.err), "no remedy"
    assert "Traceback" not in run.err


# convert


@pytest.mark.parametrize("target", [*WRITABLE, ".nianbao"])
@pytest.mark.parametrize("source", [*WRITABLE, ".nianbao"])
def test_every_kind_is_converted_into_every_kind(nianbao, tmp_path: Path, editions: Editions, source: str, target: str):
    report = filled(editions, "2021")
    path = tmp_path / f"源{source}"
    write_new_document(path, Document(report)) if source == ".nianbao" else export(report, path)
    run = nianbao("convert", path, tmp_path / f"目标{target}")
    assert (run.code, run.err) == (GOOD, "")
    assert run.out.startswith(f"已写入 {tmp_path / f'目标{target}'}")
    if target != ".nianbao":
        assert "已读回核对 200 个数字，全部一致" in run.out
    again = read_file(tmp_path / f"目标{target}", editions)
    assert forms.figures(again.edition, again.values) == forms.figures(report.edition, report.values)
    assert again.values["texts.overview"] == report.values["texts.overview"]


def test_last_years_excel_file_becomes_json_as_the_contract_says(nianbao, tmp_path: Path, sample: Path):
    assert nianbao("convert", sample, tmp_path / "年报.json").code == GOOD
    data = (tmp_path / "年报.json").read_bytes()
    content = json.loads(data)
    assert (content["format"], content["version"]) == ("nianbao", 1)
    assert (content["edition"], content["year"]) == ("2019", 2020)
    assert content["unit"] | {"address": ""} == {
        "name": "示例县云溪镇人民政府",
        "kind": "town",
        "address": "",
        "postcode": "471400",
        "telephone": "0379-66000000",
    }
    assert len(content["cells"]) == 198
    assert content["cells"]["proactive.procurement.projects"] == 22
    assert set(content["texts"]) == {"preamble", "overview", "problems", "other"}
    assert b'"proactive.procurement.amount": 19.8303\n' in data or b'"proactive.procurement.amount": 19.8303,' in data


@pytest.mark.parametrize("amount", ["0.1", "59237.2449", "1234567.0001", "0.3"])
@pytest.mark.parametrize("ending", [".xlsx", ".html", ".nianbao", ".json"])
def test_an_amount_is_not_rounded_on_the_way_to_json(
    nianbao, tmp_path: Path, editions: Editions, amount: str, ending: str
):
    report = with_values(filled(editions, "2021"), {"proactive.fees.amount": Decimal(amount)})
    path = tmp_path / f"源{ending}"
    write_new_document(path, Document(report)) if ending == ".nianbao" else export(report, path)
    assert nianbao("convert", path, tmp_path / "年报.json").code == GOOD
    assert f'"proactive.fees.amount": {amount}' in (tmp_path / "年报.json").read_text(encoding="utf-8")


def test_blank_cells_are_absent_from_json(nianbao, tmp_path: Path, editions: Editions):
    source = a_file(tmp_path, without(filled(editions, "2021"), "appeals.direct_suit.upheld"), "源.xlsx")
    nianbao("convert", source, tmp_path / "年报.json")
    cells = json.loads((tmp_path / "年报.json").read_bytes())["cells"]
    assert len(cells) == 199
    assert "appeals.direct_suit.upheld" not in cells


def test_what_could_not_be_read_is_told_and_the_rest_is_converted(nianbao, tmp_path: Path, editions: Editions):
    report = with_values(filled(editions, "2021"), {"proactive.licensing.decisions": "—"})
    (tmp_path / "源.html").write_text(forms.html(report), encoding="utf-8")
    run = nianbao("convert", tmp_path / "源.html", tmp_path / "年报.json")
    assert run.code == GOOD
    assert run.err.count("\n") == 1
    assert "行政许可 本年处理决定数量" in run.err
    assert "应填 0 吗？" in run.err
    assert len(json.loads((tmp_path / "年报.json").read_bytes())["cells"]) == 199


def test_what_no_file_can_hold_of_a_text_is_told(nianbao, tmp_path: Path, editions: Editions):
    path = tmp_path / "源.nianbao"
    write_new_document(path, Document(with_values(filled(editions, "2021"), {"texts.other": "没有\x07。"})))
    run = nianbao("convert", path, tmp_path / "年报.docx")
    assert run.code == GOOD
    assert "看不见的控制字符" in run.err


def test_a_converted_document_keeps_last_year_and_the_history(nianbao, tmp_path: Path, editions: Editions):
    document = start_next(filled(editions, "2019"))
    write_new_document(tmp_path / "甲.nianbao", document)
    assert nianbao("convert", tmp_path / "甲.nianbao", tmp_path / "乙.nianbao").code == GOOD
    assert DocumentFile(tmp_path / "乙.nianbao").read(editions) == document


def test_imported_values_say_where_they_come_from(nianbao, tmp_path: Path, sample: Path, editions: Editions):
    nianbao("convert", sample, tmp_path / "年报.nianbao")
    origins = DocumentFile(tmp_path / "年报.nianbao").read(editions).report.origins
    assert origins["proactive.procurement.amount"].kind == "imported"
    assert re.fullmatch("“.*xlsx”工作表“年报” [A-Z]+[0-9]+", origins["proactive.procurement.amount"].source)


@pytest.mark.parametrize("ending", [*WRITABLE, ".nianbao"])
def test_nothing_is_overwritten(nianbao, tmp_path: Path, kept: Path, ending: str):
    target = tmp_path / f"已有{ending}"
    target.write_bytes(b"old")
    assert_refused(nianbao("convert", kept, target), r"已经存在.*换一个文件名")
    assert target.read_bytes() == b"old"


def test_a_file_is_not_converted_onto_itself(nianbao, kept: Path):
    before = kept.read_bytes()
    assert_refused(nianbao("convert", kept, kept), "已经存在")
    assert kept.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("没有.xlsx", None, "找不到文件"),
        ("空.xlsx", b"", "是空的"),
        ("坏.xlsx", b"PK\x03\x04 damaged", "已损坏"),
        ("坏.nianbao", b"SQLite format 3\x00 damaged", "已损坏"),
        ("别的.nianbao", b"something else", "不是年报文件"),
        ("报告.pdf", b"%PDF-1.7", "PDF"),
        ("通知.txt", "会议通知".encode(), "没有认出年度报告"),
        ("坏.json", b"{", "JSON 文件已损坏"),
        ("未来.json", b'{"cells": {}, "edition": "2030"}', "不认识"),
    ],
)
def test_what_cannot_be_read_leaves_no_file(nianbao, tmp_path: Path, name: str, content: bytes | None, said: str):
    source = tmp_path / name
    if content is not None:
        source.write_bytes(content)
    before = list(tmp_path.iterdir())
    for ending in (*WRITABLE, ".nianbao"):
        assert_refused(nianbao("convert", source, tmp_path / f"目标{ending}"), said)
        assert list(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "target", ["目标", "目标.doc", "目标.pdf.zip", "没有这个文件夹/目标.json", "没有这个文件夹/目标.nianbao"]
)
def test_what_cannot_be_written_leaves_no_file(nianbao, tmp_path: Path, kept: Path, target: str):
    assert_refused(nianbao("convert", kept, tmp_path / target), "不能输出|不存在")
    assert list(tmp_path.iterdir()) == [kept]


@pytest.mark.skipif(os.name == "nt", reason="Windows has its own limits")
@pytest.mark.parametrize("ending", [".json", ".nianbao"])
def test_a_name_that_is_too_long_is_refused(nianbao, tmp_path: Path, kept: Path, ending: str):
    assert_refused(nianbao("convert", kept, tmp_path / f"{'长' * 200}{ending}"), "太长")
    assert list(tmp_path.iterdir()) == [kept]


def test_every_readable_kind_is_named_by_the_reader():
    assert set(WRITABLE) | {".nianbao"} <= set(READABLE)


# check


def test_a_good_report_has_no_findings_and_ends_with_0(nianbao, kept: Path):
    run = nianbao("check", kept)
    assert (run.code, run.err) == (GOOD, "")
    assert "强制性" not in run.out


def test_a_wrong_report_ends_with_1_and_says_what_is_wrong_with_the_numbers(
    nianbao, tmp_path: Path, editions: Editions
):
    report = filled(editions, "2021")
    total = report.values["appeals.direct_suit.total"]
    source = a_file(tmp_path, with_values(report, {"appeals.direct_suit.total": total + 3}), "年报.xlsx")
    run = nianbao("check", source)
    assert (run.code, run.err) == (FINDINGS, "")
    heading, line, remedy, *_ = run.out.split("\n")
    assert heading == "强制性（1 条）"
    assert line.startswith("  1. [四、复议诉讼] 未经复议直接起诉：")
    assert f"总计填的是 {total + 3}，相差 3" in line
    assert remedy == f"     可以：未经复议直接起诉 总计按各项之和改为 {total}"
    assert "强制性 1 条" in run.out


def test_a_reason_given_in_the_file_is_listed_and_stands_in_the_way_no_more(
    nianbao, tmp_path: Path, editions: Editions
):
    report = filled(editions, "2021")
    last = with_values(filled(editions, "2021", 3), {"year": (report.year or 0) - 1})
    reasons = {f.basis: "上年报告填错，已更正。" for f in check(report, last) if f.code == "Y-01"}
    assert reasons
    path = tmp_path / "今年.nianbao"
    write_new_document(path, Document(replace(report, reasons=reasons), last))
    run = nianbao("check", path)
    assert run.code == GOOD, run.out
    assert run.out.count("已说明：上年报告填错，已更正。") == len(reasons)


def test_findings_as_json_have_the_shape_of_the_contract(nianbao, tmp_path: Path, editions: Editions):
    report = filled(editions, "2021")
    source = a_file(tmp_path, with_values(report, {"appeals.direct_suit.total": 10**6}), "年报.json")
    run = nianbao("check", source, "--json")
    assert (run.code, run.err) == (FINDINGS, "")
    content = json.loads(run.out)
    assert list(content) == ["findings"]
    (finding,) = [finding for finding in content["findings"] if finding["level"] == "error"]
    assert list(finding) == ["code", "level", "cells", "message"]
    assert finding["code"] == "T4-01"
    assert finding["cells"] == [
        f"appeals.direct_suit.{name}" for name in ("upheld", "corrected", "other", "pending", "total")
    ]
    assert "1000000" in finding["message"]


def test_findings_as_json_name_known_levels_and_cells_only(nianbao, tmp_path: Path, editions: Editions):
    source = a_file(tmp_path, Report(editions, {"edition": "2021", "year": 2024}), "空.json")
    findings = json.loads(nianbao("check", source, "--json").out)["findings"]
    assert findings
    for finding in findings:
        assert finding["level"] in ("error", "warning", "hint")
        assert re.fullmatch(r"[A-Z]\d?-\d\d", finding["code"])
        assert set(finding["cells"]) <= set(editions["2021"].cells)
        assert finding["message"].endswith("。")


def test_no_findings_as_json_are_an_empty_list(nianbao, kept: Path):
    run = nianbao("check", kept, "--json")
    assert run.code == GOOD
    assert [finding for finding in json.loads(run.out)["findings"] if finding["level"] == "error"] == []


def test_the_report_is_compared_with_last_years_file(nianbao, tmp_path: Path, editions: Editions):
    last = a_file(tmp_path, filled(editions, "2019"), "上年.xlsx")
    this = a_file(tmp_path, filled(editions, "2021", seed=5), "今年.xlsx")
    assert nianbao("check", this).code == GOOD
    run = nianbao("check", this, "--last", last, "--json")
    assert run.code == FINDINGS
    assert "Y-01" in {finding["code"] for finding in json.loads(run.out)["findings"]}


def test_a_document_is_compared_with_the_last_year_in_it(nianbao, tmp_path: Path, editions: Editions):
    report = filled(editions, "2021", seed=5)
    write_new_document(tmp_path / "年报.nianbao", Document(report, filled(editions, "2019")))
    assert "Y-01" in nianbao("check", tmp_path / "年报.nianbao", "--json").out


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_file_that_cannot_be_checked_ends_with_2(nianbao, tmp_path: Path, options: tuple[str, ...]):
    assert_refused(nianbao("check", tmp_path / "没有.nianbao", *options), "找不到文件")


def test_a_last_year_that_cannot_be_read_ends_with_2(nianbao, tmp_path: Path, kept: Path):
    assert_refused(nianbao("check", kept, "--last", tmp_path / "没有.xlsx"), "找不到文件")


# next


def test_next_year_is_started_from_last_years_excel_file(nianbao, tmp_path: Path, sample: Path, editions: Editions):
    run = nianbao("next", sample, tmp_path / "2021.nianbao")
    assert (run.code, run.err) == (GOOD, "")
    assert "由 2020 年报告开始编制 2021 年报告（2021年格式）" in run.out
    document = DocumentFile(tmp_path / "2021.nianbao").read(editions)
    assert (document.report.year, document.report.edition.id) == (2021, "2021")
    assert document.base is not None
    assert len(forms.figures(document.base.edition, document.base.values)) == 198
    assert set(forms.figures(document.report.edition, document.report.values)) == {
        f"applications.carried_in.{column}"
        for column in ("person", "business", "research", "nonprofit", "legal_services", "other", "total")
    }


def test_next_year_is_written_as_a_document_only(nianbao, tmp_path: Path, sample: Path):
    assert_refused(nianbao("next", sample, tmp_path / "2021.docx"), r"后缀写成 \.nianbao")
    assert list(tmp_path.iterdir()) == []


def test_next_year_overwrites_nothing(nianbao, sample: Path, kept: Path):
    before = kept.read_bytes()
    assert_refused(nianbao("next", sample, kept), "已经存在")
    assert kept.read_bytes() == before


def test_next_year_needs_last_years_year(nianbao, tmp_path: Path, editions: Editions):
    source = a_file(tmp_path, without(filled(editions, "2021"), "year"), "上年.json")
    assert_refused(nianbao("next", source, tmp_path / "今年.nianbao"), "没有认出上年报告的年度")
    assert list(tmp_path.iterdir()) == [source]


# merge


def a_unit(folder: Path, report: Report, name: str, **cells: object) -> Path:
    """The report of a unit as a file of its name."""
    path = folder / f"{name}.json"
    export(with_values(report, {"unit.name": name, **{c.replace("__", "."): v for c, v in cells.items()}}), path)
    return path


def test_the_figures_of_several_units_are_added_up_cell_by_cell(nianbao, tmp_path: Path, editions: Editions):
    reports = [filled(editions, "2021", seed) for seed in (1, 2, 3)]
    sources = [a_unit(tmp_path, report, f"示例县第{n}镇人民政府") for n, report in enumerate(reports)]
    run = nianbao("merge", tmp_path / "全县.json", *sources, "--name", "示例县人民政府")
    assert (run.code, run.err) == (GOOD, "")
    assert "已把 3 个单位的报告相加" in run.out
    made = read_file(tmp_path / "全县.json", editions).report(editions)
    assert (made.unit, made.year, made.text("texts.overview")) == ("示例县人民政府", 2024, "")
    for cell in made.edition.table_cells:
        assert made.get(cell.id) == sum(report.values[cell.id] for report in reports), cell.name
    assert not [f for f in check(made, None) if f.level.value == "error" and f.code.startswith("T3")]


def test_a_cell_that_one_unit_left_blank_stays_blank_in_the_sum_and_so_do_its_totals(
    nianbao, tmp_path: Path, editions: Editions
):
    whole = filled(editions, "2021")
    one = a_unit(tmp_path, whole, "清水镇")
    two = a_unit(tmp_path, without(whole, "appeals.reconsideration.upheld", "appeals.reconsideration.total"), "云溪镇")
    run = nianbao("merge", tmp_path / "全县.nianbao", one, two)
    made = DocumentFile(tmp_path / "全县.nianbao").read(editions).report
    assert made.get("appeals.reconsideration.upheld") is None
    assert made.get("appeals.reconsideration.total") is None
    assert len(made.edition.table_cells) - sum(c.id in made.values for c in made.edition.table_cells) == 2
    assert run.err.count("云溪镇没有填写") == 2
    assert made.origins["appeals.reconsideration.corrected"].source == "2 个单位相加"


def test_each_unit_of_a_roll_up_is_added(nianbao, tmp_path: Path, editions: Editions):
    run = nianbao("merge", tmp_path / "全县.json", roll_up(tmp_path, editions))
    content = json.loads((tmp_path / "全县.json").read_text(encoding="utf-8"))
    assert content["cells"]["applications.received.person"] == 0 + 100
    assert "各单位都没有填写" in run.err
    assert run.err.count("汇总表里没有") == 1  # not for each unit again


def test_a_roll_up_that_names_a_unit_twice_is_not_added_up(nianbao, tmp_path: Path, editions: Editions):
    """Only the last of its rows was added, without a word."""
    source = roll_up(tmp_path, editions, ("清水镇人民政府", "云溪镇人民政府", "清水镇人民政府"))
    run = nianbao("merge", tmp_path / "全县.json", source)
    assert (run.code, run.out) == (UNUSABLE, "")
    assert "“清水镇人民政府”有 2 行（第 3、5 行）" in run.err
    assert "“清水镇人民政府”的报告有两份，不能重复相加。" in run.err
    assert not (tmp_path / "全县.json").exists()


def test_figures_of_no_unit_in_a_roll_up_are_told_once(nianbao, tmp_path: Path, editions: Editions):
    source = roll_up(tmp_path, editions, ("清水镇人民政府", None, "云溪镇人民政府", "南山镇人民政府"), step=2)
    run = nianbao("merge", tmp_path / "全县.json", source)
    assert "已把 3 个单位的报告相加" in run.out
    assert run.err.count("汇总表第 4 行有数字，但没有写单位，没有读。") == 1


def test_figures_that_do_not_agree_within_a_unit_are_told_with_its_name(nianbao, tmp_path: Path, editions: Editions):
    whole = filled(editions, "2021")
    wrong = a_unit(tmp_path, whole, "云溪镇", applications__total__person=999)
    run = nianbao("merge", tmp_path / "全县.xlsx", a_unit(tmp_path, whole, "清水镇"), wrong)
    assert run.code == FINDINGS
    assert re.search(r"云溪镇的表格有 \d+ 条强制性问题", run.err)
    assert "清水镇的表格" not in run.err
    assert (tmp_path / "全县.xlsx").exists()


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (("2019", "云溪镇", {}), "格式不同.*清水镇是2021年格式.*云溪镇是2019年格式"),
        (("2021", "云溪镇", {"year": 2023}), "年度不同.*清水镇是 2024 年.*云溪镇是 2023 年"),
        (("2021", "清水镇", {}), "“清水镇”的报告有两份"),
        (None, "只有一个单位"),
    ],
)
def test_what_cannot_be_added_up_is_refused_and_nothing_written(nianbao, tmp_path, editions, other, said: str):
    sources = [a_unit(tmp_path, filled(editions, "2021"), "清水镇")]
    if other:
        edition, name, values = other
        (tmp_path / "另").mkdir()
        sources.append(a_unit(tmp_path / "另", filled(editions, edition), name, **values))
    assert_refused(nianbao("merge", tmp_path / "全县.json", *sources), said)
    assert not (tmp_path / "全县.json").exists()


def test_the_sum_is_never_written_over_a_file(nianbao, tmp_path: Path, editions: Editions):
    one, two = (a_unit(tmp_path, filled(editions, "2021"), name) for name in ("清水镇", "云溪镇"))
    before = one.read_bytes()
    assert_refused(nianbao("merge", one, two, a_unit(tmp_path, filled(editions, "2021"), "南山镇")), "已经存在")
    assert one.read_bytes() == before


# compare


def test_the_same_report_in_two_kinds_of_file_is_the_same(nianbao, tmp_path: Path, kept: Path, editions: Editions):
    other = a_file(tmp_path, filled(editions, "2021"), "年报.xlsx")
    run = nianbao("compare", kept, other)
    assert (run.code, run.out, run.err) == (GOOD, "已核对 200 个数字，全部一致。\n", "")


def test_every_number_that_differs_is_named_with_both_values(nianbao, tmp_path: Path, kept: Path, editions: Editions):
    changed = without(filled(editions, "2021"), "proactive.penalties.decisions")
    values = {"applications.granted.person": 987, "proactive.fees.amount": Decimal("0.0001")}
    other = a_file(tmp_path, with_values(changed, values), "改.xlsx")
    run = nianbao("compare", kept, other)
    assert run.code == FINDINGS
    was = filled(editions, "2021").values
    assert run.out.splitlines() == [
        f"表二 本年处理决定数量 行政处罚 被清空（原为 {was['proactive.penalties.decisions']}）。",
        f"表二 收费金额（万元） 行政事业性收费 被改为 0.0001（原为 {was['proactive.fees.amount']}）。",
        f"表三 自然人 予以公开 被改为 987（原为 {was['applications.granted.person']}）。",
        "有 3 个数字不同。",
    ]


def test_every_paragraph_that_differs_is_told_although_the_numbers_are_the_same(
    nianbao, tmp_path: Path, kept: Path, editions: Editions
):
    changed = with_values(
        filled(editions, "2021"), {"texts.other": "本年度收取了信息处理费。\n没有其他需要报告的事项。"}
    )
    run = nianbao("compare", kept, a_file(tmp_path, changed, "改.docx"))
    assert run.code == GOOD
    assert run.out.splitlines() == [
        "“六、其他事项”第 1 段被改为“本年度收取了信息处理费。”（原为“本年度没有收取信息处理费。”）。",
        "已核对 200 个数字，全部一致；有 1 处文字不同。",
    ]


@pytest.mark.parametrize("ending", WRITABLE)
def test_a_report_is_the_same_as_its_export(nianbao, tmp_path: Path, kept: Path, editions: Editions, ending: str):
    other = a_file(tmp_path, filled(editions, "2021"), f"年报{ending}")
    assert nianbao("compare", kept, other) == Run(GOOD, "已核对 200 个数字，全部一致。\n", "")


def test_reports_of_two_editions_can_be_compared(nianbao, tmp_path: Path, editions: Editions):
    old, new = (a_file(tmp_path, filled(editions, edition), f"{edition}.json") for edition in ("2019", "2021"))
    run = nianbao("compare", old, new)
    assert run.code == FINDINGS
    assert "两个文件的格式不同：2019年格式（试行），2021年格式。" in run.out


def test_a_file_that_cannot_be_compared_ends_with_2(nianbao, tmp_path: Path, kept: Path):
    assert_refused(nianbao("compare", kept, tmp_path / "没有.docx"), "找不到文件")


# the command itself


@pytest.mark.parametrize(
    "arguments",
    [
        ["convert"],
        ["convert", "一个.xlsx"],
        ["convert", "一.xlsx", "二.json", "三.json"],
        ["check"],
        ["check", "年报.xlsx", "--unknown"],
        ["check", "年报.xlsx", "--last"],
        ["next", "上年.xlsx"],
        ["compare", "一.xlsx"],
        ["merge", "一.xlsx"],
        ["compare", "--help"],
    ],
)
def test_a_command_written_wrongly_is_told_how_to_write_it(nianbao, arguments: list[str]):
    assert_refused(nianbao(*arguments), rf"用法：nianbao {arguments[0]}|用法：nianbao \[文件\]")


def test_the_version_is_told(nianbao):
    assert nianbao("--version") == Run(GOOD, f"年报 {__version__}\n", "")


def test_messages_come_out_of_a_console_that_cannot_show_them(sample: Path, tmp_path: Path):
    """A console in another code page gets question marks, not a traceback."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "nianbao", "convert", str(sample), str(tmp_path / "年报.json")]
    run = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert run.returncode == GOOD
    assert b"Traceback" not in run.stderr
    assert b"???" in run.stdout


def test_a_program_that_fails_ends_with_2_and_one_sentence(tmp_path: Path):
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "nianbao", "check", str(tmp_path / "没有.xlsx")]
    run = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert run.returncode == UNUSABLE
    assert run.stdout == b""
    assert run.stderr.decode().strip().startswith("找不到文件")


def roll_up(
    folder: Path,
    editions: Editions,
    units: Sequence[str | None] = ("清水镇人民政府", "云溪镇人民政府"),
    step: int = 1,
) -> Path:
    """A county's sheet: some units, the first rows of table 三 under a header of two lines."""
    block = editions["2021"].table("applications").blocks[0]
    book = Workbook()
    sheet = book.active
    rows, columns = block.row_leaves()[:3], block.column_leaves()
    sheet.append(["单位名称", *(row.label if n == 0 else None for row in rows for n in range(len(columns)))])
    sheet.append([None, *(column.label for _ in rows for column in columns)])
    for n in range(len(rows)):
        sheet.merge_cells(start_row=1, end_row=1, start_column=2 + 7 * n, end_column=8 + 7 * n)
    for number, unit in enumerate(units):
        sheet.append([unit, *range(100 * number, 100 * number + 21 * step, step)])
    path = folder / "2024年汇总.xlsx"
    book.save(path)
    return path


def test_a_roll_up_is_read_for_the_unit_that_is_named(tmp_path, editions, capsys):
    source, target = roll_up(tmp_path, editions), tmp_path / "out.json"
    assert main(["convert", str(source), str(target), "--unit", "云溪镇人民政府"]) == 0
    content = json.loads(target.read_text(encoding="utf-8"))
    assert content["unit"]["name"] == "云溪镇人民政府"
    assert list(content["cells"].values()) == list(range(100, 121))


@pytest.mark.parametrize(("unit", "said"), [([], "2 个单位的汇总表"), (["--unit", "别的镇"], "清水镇人民政府")])
def test_a_roll_up_without_a_unit_of_its_own_is_refused(tmp_path, editions, capsys, unit: list[str], said: str):
    target = tmp_path / "out.json"
    assert main(["convert", str(roll_up(tmp_path, editions)), str(target), *unit]) == 2
    assert said in capsys.readouterr().err
    assert not target.exists()


def test_of_a_unit_that_a_roll_up_names_twice_the_row_is_asked_for(nianbao, tmp_path: Path, editions: Editions):
    source = roll_up(tmp_path, editions, ("清水镇人民政府", "清水镇人民政府", "云溪镇人民政府"))
    target = tmp_path / "out.json"
    assert_refused(nianbao("convert", source, target), "2 个单位的汇总表.*--unit 清水镇人民政府（第 3 行）")
    assert_refused(
        nianbao("convert", source, target, "--unit", "清水镇人民政府"), "有 2 行。.*--unit 清水镇人民政府（第 3 行）"
    )
    assert not target.exists()
    run = nianbao("convert", source, target, "--unit", "清水镇人民政府（第 4 行）")
    assert run.code == GOOD
    assert "有 2 行（第 3、4 行），这里读的是第 4 行，请核对。" in run.err
    content = json.loads(target.read_text(encoding="utf-8"))
    assert content["unit"]["name"] == "清水镇人民政府"
    assert list(content["cells"].values()) == list(range(100, 121))


def test_a_sheet_that_has_a_sum_and_no_unit_is_refused(nianbao, tmp_path: Path, editions: Editions):
    """It was a traceback."""
    assert_refused(nianbao("convert", roll_up(tmp_path, editions, ("合计",)), tmp_path / "out.json"), "没有认出")
