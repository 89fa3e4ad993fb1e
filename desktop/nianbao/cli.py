"""The command line: the same code as the window. Exit 0 good, 1 findings or differences, 2 unusable input."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from nianbao.core.checks import Finding, Level, check
from nianbao.core.comparison import compare
from nianbao.core.edition import Editions
from nianbao.core.merging import Merged, Part, merged, obstacle
from nianbao.core.progress import INFORMATION
from nianbao.core.report import Report
from nianbao.files.document import SUFFIX, Document, load_document, start_next, write_new_document
from nianbao.files.errors import SeveralUnits, UserError
from nianbao.files.likeness import likeness

GOOD, FINDINGS, UNUSABLE = 0, 1, 2
MOST_TOLD = 20  # cells that stay blank in a sum, one by one


class _Parser(argparse.ArgumentParser):
    """An ArgumentParser that speaks Chinese."""

    def error(self, message: str) -> NoReturn:  # noqa: ARG002  argparse's own words are English
        raise UserError("命令写得不对。", f"用法：{self.usage}")


def parser() -> argparse.ArgumentParser:
    top = _Parser(prog="nianbao", add_help=False, usage="nianbao [文件]，或 nianbao convert|check|next|compare|merge …")
    commands = top.add_subparsers(dest="command", parser_class=_Parser)
    made = {
        name: commands.add_parser(name, add_help=False, usage=usage)
        for name, usage in (
            ("convert", "nianbao convert 输入文件 输出文件 [--unit 汇总表中的单位]"),
            ("check", "nianbao check 输入文件 [--last 上年文件] [--json]"),
            ("next", "nianbao next 上年文件 输出文件.nianbao [--unit 汇总表中的单位]"),
            ("compare", "nianbao compare 文件甲 文件乙"),
            ("merge", "nianbao merge 输出文件 输入文件… [--name 汇总单位的名称]"),
        )
    }
    for name, arguments in (("convert", "in out"), ("check", "in"), ("next", "in out"), ("compare", "in out")):
        for argument in arguments.split():
            made[name].add_argument(argument, type=Path)
    made["check"].add_argument("--last", type=Path)
    made["check"].add_argument("--json", action="store_true")
    made["merge"].add_argument("out", type=Path)
    made["merge"].add_argument("in", type=Path, nargs="+")
    made["merge"].add_argument("--name", default="")
    for name in ("convert", "next"):
        made[name].add_argument("--unit", default="")
    return top


def run(arguments: Sequence[str], editions: Editions) -> int:
    """Carry out one command. A UserError becomes one Chinese sentence on standard error."""
    try:
        options = parser().parse_args(arguments)
        return _RUN[options.command](options, editions)
    except UserError as error:
        print(error, file=sys.stderr)
        return UNUSABLE


def _convert(options: argparse.Namespace, editions: Editions) -> int:
    _write(options.out, _document(getattr(options, "in"), editions, options.unit))
    return GOOD


def _write(target: Path, document: Document) -> None:
    """Write a new file of the kind that its ending names, and tell what was written."""
    if target.suffix.lower() == SUFFIX:
        write_new_document(target, document)
        print(f"已写入 {target}")
        return
    from nianbao.files.writers import export

    exported = export(document.report, target)
    print(f"已写入 {target}（{exported.sentence.rstrip('。')}）")
    for sentence in exported.details:
        print(sentence, file=sys.stderr)


def _check(options: argparse.Namespace, editions: Editions) -> int:
    document = _document(getattr(options, "in"), editions)
    last = _document(options.last, editions).report if options.last else document.base
    findings = check(document.report, last, likeness)
    if options.json:
        print(_as_json(findings))
    else:
        _print_findings(findings, document.report)
    blocking = (f for f in findings if f.level is Level.ERROR and f.blocks(document.report))
    return FINDINGS if any(blocking) else GOOD


def _print_findings(findings: Sequence[Finding], report: Report) -> None:
    """A list to read: by level, each with its section, the reason that was given, and what would mend it."""
    names = {section.id: section.short for section in report.edition.sections} | {INFORMATION: "基本信息"}
    for level in Level:
        of_level = [finding for finding in findings if finding.level is level]
        if of_level:
            print(f"{level.word}（{len(of_level)} 条）")
        for number, finding in enumerate(of_level, 1):
            print(f"  {number}. [{names[report.edition.cells[finding.target].section]}] {finding.message}")
            if finding.excusable and (reason := report.reasons.get(finding.basis)):
                print(f"     已说明：{reason}")
            if finding.fix:
                print(f"     可以：{finding.fix.text}")
    print(_summary(findings))


def _summary(findings: Sequence[Finding]) -> str:
    if not findings:
        return "没有发现问题。"
    counts = [(level, sum(finding.level is level for finding in findings)) for level in Level]
    return "共 " + "、".join(f"{level.word} {count} 条" for level, count in counts if count) + "。"


def _as_json(findings: Sequence[Finding]) -> str:
    import json

    listed = [{"code": f.code, "level": f.level.value, "cells": list(f.cells), "message": f.message} for f in findings]
    return json.dumps({"findings": listed}, ensure_ascii=False, indent=1)


def _next(options: argparse.Namespace, editions: Editions) -> int:
    if options.out.suffix.lower() != SUFFIX:
        raise UserError(f"“{options.out.name}”不是年报文件名。", f"请把输出文件的后缀写成 {SUFFIX}。")
    last = _document(getattr(options, "in"), editions, options.unit).report
    document = start_next(last)
    write_new_document(options.out, document)
    report = document.report
    print(f"已由 {last.year} 年报告开始编制 {report.year} 年报告（{report.edition.name}），写入 {options.out}")
    return GOOD


def _compare(options: argparse.Namespace, editions: Editions) -> int:
    one, two = (_document(path, editions).report for path in (getattr(options, "in"), options.out))
    comparison = compare(one, two)
    for difference in comparison.differences:
        print(difference.sentence)
    if one.edition is not two.edition:
        print(f"两个文件的格式不同：{one.edition.name}，{two.edition.name}。")
    print(comparison.sentence)
    return FINDINGS if comparison.numbers else GOOD


def _merge(options: argparse.Namespace, editions: Editions) -> int:
    """Add up the units' reports; 1 when the tables of one of them have findings that must be mended first."""
    parts = [part for path in getattr(options, "in") for part in _parts(path, editions)]
    if against := obstacle(parts):
        raise UserError(against, "请检查输入文件，各单位一份、年度和格式相同。")
    made = merged(parts, options.name)
    _write(options.out, Document(made.report))
    print(f"已把 {len(parts)} 个单位的报告相加，文字部分留空。")
    for sentence in _told_of_blanks(made, len(parts)):
        print(sentence, file=sys.stderr)
    wrong = {part.name: count for part in parts if (count := _faults_in_tables(part.report))}
    for name, count in wrong.items():
        print(f"{name}的表格有 {count} 条强制性问题，请先核对这份报告。", file=sys.stderr)
    return FINDINGS if wrong else GOOD


def _told_of_blanks(made: Merged, parts: int) -> Iterator[str]:
    """What stays blank: the cells that some filled one by one, those that nobody filled by their number."""
    some = {cell: units for cell, units in made.lacking.items() if len(units) < parts}
    for cell, units in list(some.items())[:MOST_TOLD]:
        yield f"{made.report.edition.cells[cell].name}留空：{'、'.join(units)}没有填写。"
    if len(some) > MOST_TOLD:
        yield f"还有 {len(some) - MOST_TOLD} 格也因为有单位没有填写而留空。"
    if nobodys := len(made.lacking) - len(some):
        yield f"有 {nobodys} 格各单位都没有填写，留空。"


def _parts(path: Path, editions: Editions) -> Iterator[Part]:
    """The units' reports in a file: one, or each unit of a roll-up."""
    told: set[str] = set()
    try:
        reports = [_document(path, editions, told=told).report]
    except SeveralUnits as several:
        reports = [_document(path, editions, unit, told).report for unit in several.units]
    yield from (Part(report.unit or path.stem, report) for report in reports)


def _faults_in_tables(report: Report) -> int:
    findings = (f for f in check(report, None, likeness) if f.level is Level.ERROR and f.blocks(report))
    return sum(report.edition.cells[finding.target].row is not None for finding in findings)


def _document(path: Path, editions: Editions, unit: str = "", told: set[str] | None = None) -> Document:
    """The document in a file of any kind; problems of recognition go to standard error, without those `told` before."""
    from nianbao.files.atomic import read_bytes
    from nianbao.files.readers import read_file

    if path.suffix.lower() == SUFFIX:
        return load_document(read_bytes(path), path.name, editions)
    proposal = read_file(path, editions, unit)
    told = set() if told is None else told
    for sentence in (problem.sentence for problem in proposal.problems):
        if sentence not in told:
            print(sentence, file=sys.stderr)
        told.add(sentence)
    return Document(proposal.report(editions))


_RUN: dict[str, Callable[[argparse.Namespace, Editions], int]] = {
    "convert": _convert,
    "check": _check,
    "next": _next,
    "compare": _compare,
    "merge": _merge,
}
