"""What is fuzzed: every reader and the document file, each with good files to begin from."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from random import Random

from mutate import damaged, damaged_document, damaged_package

import forms
from nianbao.core.checks import check
from nianbao.core.following import propose
from nianbao.files.database import dump, load_document, salvage
from nianbao.files.document import start_next
from nianbao.files.editions import load_editions
from nianbao.files.errors import UserError
from nianbao.files.packing import BROKEN
from nianbao.files.readers.read import read_bytes_as
from nianbao.files.records import Document
from nianbao.files.writers.export import proven
from reports import filled

EDITIONS = load_editions()
DOCUMENTS = Path(__file__).parent.parent / "documents"
Injure = Callable[[bytes, list[bytes], Random], bytes]


@dataclass(frozen=True)
class Target:
    """One kind of input: good examples, how they are injured, and what is done with the result."""

    name: str
    seeds: list[bytes]
    injure: Injure
    use: Callable[[bytes], str]


def refusal(refused: UserError) -> str:
    """A refusal is a sentence with a remedy."""
    if not refused.sentence.endswith("。") or not refused.remedy:
        raise ValueError("no sentence, or no remedy") from refused
    return "refused"


def use_reader(ending: str) -> Callable[[bytes], str]:
    """Read the bytes as a file of this ending; what is not refused with a sentence must be a report to work with."""

    def use(data: bytes) -> str:
        try:
            proposal = read_bytes_as(f"上年{ending}", data, EDITIONS)
        except UserError as refused:
            return refusal(refused)
        report = proposal.report(EDITIONS)
        check(report)
        return "read"

    return use


def use_document(data: bytes) -> str:
    """Open the bytes as a document; what opens must be complete, and come back the same."""
    rest = salvage(data, EDITIONS)
    if rest is not None:
        check(rest.report, rest.base)
        dump(rest)
    try:
        document = load_document(data, "年报.nianbao", EDITIONS)
    except UserError as refused:
        return refusal(refused)
    check(document.report, document.base)
    for kept in (*document.states, *document.past):
        try:
            kept.report(EDITIONS) if hasattr(kept, "report") else kept.entries()
        except BROKEN:
            return "damaged piece"
    assert load_document(dump(document), "年报.nianbao", EDITIONS).report.values == document.report.values
    return "read"


def busy_document() -> Document:
    """A document with every kind of row in it."""
    document = replace(start_next(filled(EDITIONS, "2019")), report=filled(EDITIONS, "2021"), sealed="2026-01-12")
    for number in range(1200):
        change = propose(document.report, "填写", {"applications.received.person": number, "year": 2000 + number % 50})
        document = document.after(document.report.apply(change), change, datetime(2026, 1, 12, 9, number % 60))
    report = replace(document.report, reasons={"C-04 b=30/2": "机构合并。"})
    document = replace(document, report=report).with_state("送审前", datetime(2026, 1, 12))
    return document.with_export("年报.docx", "00" * 32, "11" * 32, datetime(2026, 1, 12))


def _stored(*endings: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted(DOCUMENTS.rglob("*")) if path.suffix in endings]


def targets() -> dict[str, Target]:
    """Every target by its name."""
    report = filled(EDITIONS, "2021")
    sheets = forms.one_sheet(report)
    made = {
        ending: proven(report, f"年报{ending}")[0] for ending in (".docx", ".xlsx", ".html", ".txt", ".json", ".pdf")
    }
    small = [data for data in _stored(".pdf") if len(data) < 200_000]
    kinds: list[tuple[str, list[bytes], Injure]] = [
        (".xlsx", [made[".xlsx"], *_stored(".xlsx")], damaged_package),
        (".xls", [forms.xls(sheets), *_stored(".xls")], damaged),
        (".ods", [forms.ods(sheets), *_stored(".ods")], damaged_package),
        (".docx", [made[".docx"], forms.docx(report), *_stored(".docx")], damaged_package),
        (".html", [made[".html"], forms.html(report).encode()], damaged),
        (".txt", [made[".txt"], forms.lines(report, "\t").encode("gbk"), forms.lines(report, "|").encode()], damaged),
        (".json", [made[".json"]], damaged),
        (".pdf", small or [made[".pdf"]], damaged),
    ]
    found = {ending: Target(ending, seeds, injure, use_reader(ending)) for ending, seeds, injure in kinds}
    stored = _stored(".nianbao")
    found[".nianbao"] = Target(".nianbao", [dump(busy_document()), *stored], _of_document, use_document)
    return found


def _of_document(data: bytes, others: list[bytes], random: Random) -> bytes:
    return damaged(data, others, random) if data in _stored(".nianbao") else damaged_document(data, others, random)
