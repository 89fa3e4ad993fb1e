"""Sentences in the manner of real reports: what is wrong in them is found, and nothing else.

`sentences/*.txt` hold one sentence a line: `facts | words | codes`. The facts are the numbers of the tables, all others
are 0: `received 5, received.business 2, recon.upheld 1, licensing 9, edition 2019, last received 3`; `other_results`
is the row 其他处理 of the edition of 2019. A code with ? is 核实性, one without 强制性; no code: every rule must stay
silent.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from official_form import APPLICANTS, RESULT_IDS, zeros

from nianbao.core.checks import Finding, Level, check
from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.core.values import Value

SENTENCES = Path(__file__).parent / "sentences"
_BOOKS = {
    "recon": "appeals.reconsideration",
    "direct": "appeals.direct_suit",
    "after": "appeals.suit_after_reconsideration",
    "norms": "proactive.normative_documents",
    "rules": "proactive.rules",
    "procurement": "proactive.procurement",
}
_SINGLE = {
    "licensing": "proactive.licensing.decisions",
    "penalties": "proactive.penalties.decisions",
    "coercive": "proactive.coercive_measures.decisions",
    "fees": "proactive.fees.amount",
}
_ABOUT = ("edition", "unit", "kind", "year")


def cases(file: str | Path) -> Iterator[tuple[int, str, str, list[str]]]:
    """Line, facts, words and expected codes of each sentence of a file."""
    for line, content in enumerate(Path(file).read_text(encoding="utf-8").splitlines(), 1):
        if content.strip() and not content.startswith("#"):
            facts, words, codes = (part.strip() for part in (content + " |").split("|")[:3])
            yield line, facts, words.replace("⏎", "\n"), sorted(codes.split())


def judge(
    editions: Editions, facts: str, words: str, section: str = "texts.overview"
) -> tuple[list[str], list[Finding]]:
    """The codes that a report of these facts and words gets from the rules about texts."""
    report, last = reports(editions, facts)
    found = [f for f in check(Report(editions, {**report, section: words}), last) if f.code.startswith("X-")]
    marks = {Level.ERROR: "", Level.WARNING: "?", Level.HINT: "~"}
    return sorted(f.code + marks[f.level] for f in found), found


def reports(editions: Editions, facts: str) -> tuple[dict[str, Value], Report | None]:
    entries = [entry.strip() for entry in facts.split(",") if entry.strip() not in ("", "-")]
    this = [entry for entry in entries if not entry.startswith("last ")]
    before = [entry.removeprefix("last ") for entry in entries if entry.startswith("last ")]
    cells = values(this)
    return cells, Report(editions, {**values(before), "year": int(str(cells["year"])) - 1}) if before else None


def values(entries: list[str]) -> dict[str, Value]:
    """The cells of a report: totals follow from what is given, what is not given is 0."""
    given = dict(entry.split(" ", 1) for entry in entries)
    form = given.get("edition", "2021")
    made: dict[str, Value] = {**zeros(form), "edition": form, "year": int(given.get("year", 2024))}
    made["unit.name"], made["unit.kind"] = given.get("unit", "示例县清水镇人民政府"), given.get("kind", "town")
    rows: dict[str, dict[str, int]] = {}
    for name, number in given.items():
        head, _, tail = name.rpartition(".")
        if name in _ABOUT:
            continue
        if name in _SINGLE or head in _BOOKS:
            made[_SINGLE.get(name) or f"{_BOOKS[head]}.{tail}"] = Decimal(number) if "." in number else int(number)
        elif name == "other_results":
            rows.setdefault("other", {})["total"] = int(number)
        elif tail in APPLICANTS:
            rows.setdefault(head, {})[tail] = int(number)
        else:
            rows.setdefault(name, {})["total"] = int(number)
    for row in rows.values():
        row.setdefault("total", sum(row.values()))
        row.setdefault("person", row["total"] - sum(row.get(column, 0) for column in APPLICANTS[1:]))
    _follow(rows, form)
    for name, row in rows.items():
        made.update({f"applications.{name}.{column}": number for column, number in row.items()})
    for group in ("reconsideration", "direct_suit", "suit_after_reconsideration"):
        outcomes = (f"appeals.{group}.{outcome}" for outcome in ("upheld", "corrected", "other", "pending"))
        made[f"appeals.{group}.total"] = sum(int(str(made[cell])) for cell in outcomes)
    return made


def _follow(rows: dict[str, dict[str, int]], form: str) -> None:
    """第一项加第二项之和，等于第三项加第四项之和: what is not given follows from the rest."""
    results = [row for name, row in rows.items() if name in RESULT_IDS[form]]
    total = rows.setdefault("total", {})
    for column in (*APPLICANTS, "total"):
        come = {name: rows.get(name, {}).get(column, 0) for name in ("received", "carried_in", "carried_forward")}
        dealt = sum(row.get(column, 0) for row in results)
        total.setdefault(column, dealt or come["received"] + come["carried_in"] - come["carried_forward"])
        if results and "received" not in rows:
            come["received"] = total[column] + come["carried_forward"] - come["carried_in"]
            rows.setdefault("gained", {})[column] = come["received"]
    if "gained" in rows:
        rows["received"] = rows.pop("gained")


def _all() -> Iterator[tuple[str, str, list[str]]]:
    for file in sorted(SENTENCES.glob("*.txt")):
        for line, facts, words, codes in cases(file):
            yield pytest.param(facts, words, codes, id=f"{file.stem}-{line}")


@pytest.mark.parametrize(("facts", "words", "codes"), list(_all()))
def test_a_sentence_is_blamed_for_what_is_wrong_in_it_and_for_nothing_else(
    editions: Editions, facts: str, words: str, codes: list[str]
):
    found, findings = judge(editions, facts, words)
    assert Counter(found) == Counter(codes), [finding.message for finding in findings]


def test_what_stands_beside_the_tables_of_another_hands_file_is_read_too_and_offers_no_fix(editions: Editions):
    codes, (finding,) = judge(editions, "received 5", "收到政府信息公开申请7件。", "texts.beside")
    assert codes == ["X-01"]
    assert finding.fix is None
    assert finding.message.startswith("文件中表格旁的文字写“收到政府信息公开申请7件”")
