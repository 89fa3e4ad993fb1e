"""Published reports and beginnings of reports: what stands there is read, and nothing else.

The material lies beside a checkout; without it these tests are skipped. The figures of the beginnings in
`corpus/fragments` were written down by hand from looking at them.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from layouts.reading import fail_for
from nianbao.core.edition import Editions
from nianbao.core.recognise import Proposal
from nianbao.core.values import Value
from nianbao.files.readers import read_file

APPLICANTS = ("person", "business", "research", "nonprofit", "legal_services", "other", "total")
CHANGES = ("items_last_year", "change", "decisions")


def expected_of(shared: Path, name: str) -> dict[str, Any]:
    content = json.loads((shared / "corpus" / f"{name}.json").read_text(encoding="utf-8"), parse_float=Decimal)
    assert isinstance(content, dict)
    return content


def figures(proposal: Proposal) -> dict[str, Value]:
    """The figures that were read: every value that is neither of the unit nor a text."""
    parts = ("proactive.", "applications.", "appeals.")
    return {cell: value for cell, value in proposal.values.items() if cell.startswith(parts)}


def differences(proposal: Proposal, expected: Mapping[str, Value], may_lack: frozenset[str] = frozenset()) -> list[str]:
    read = figures(proposal)
    wrong = [
        f"WRONG {cell}: {value}, there stands {expected.get(cell)}"
        for cell, value in read.items()
        if expected.get(cell) != value
    ]
    lacking = [
        f"missing {cell}: {value}" for cell, value in expected.items() if cell not in read and cell not in may_lack
    ]
    return [*wrong, *lacking]


# whole reports


def test_the_town_report_of_2020_is_read_whole(shared: Path, editions: Editions):
    expected = expected_of(shared, "checun-2020")
    proposal = read_file(shared / "seeds" / "checun-2020.txt", editions)
    assert len(expected["cells"]) == 198
    fail_for(differences(proposal, expected["cells"]))
    assert (proposal.edition.id, proposal.values["year"]) == ("2019", 2020)
    assert expected["unit"].endswith(proposal.values["unit.name"])
    assert set(proposal.sources) >= set(expected["cells"])


@pytest.mark.parametrize("name", ["hongze-2023", "hongze-2024"])
def test_the_county_reports_in_pdf_are_read_whole(name: str, shared: Path, editions: Editions):
    """Pages cut the tables, narrow columns stand one character a line, and the sixth item is the old single row."""
    expected = expected_of(shared, name)
    proposal = read_file(shared / "corpus" / f"{name}.pdf", editions)
    assert (proposal.edition.id, proposal.values["year"]) == ("2021", expected["year"])
    homeless = frozenset(cell for cell in expected["cells"] if cell not in proposal.edition.cells)
    assert len(homeless) == 7
    fail_for(differences(proposal, expected["cells"], homeless))
    assert str(expected["unit"]).endswith(str(proposal.values["unit.name"]))
    assert any("其他处理" in problem.sentence for problem in proposal.problems)
    for text in ("texts.overview", "texts.problems", "texts.other"):
        assert proposal.values[text]


def test_a_report_that_a_converter_took_apart_is_read_without_a_mistake(shared: Path, editions: Editions):
    """Broken headers, labels away from their figures, remarks in brackets: much may be missing, nothing wrong."""
    expected = expected_of(shared, "shanghai-gbt-2025")
    proposal = read_file(shared / "corpus" / "shanghai-gbt-2025.md", editions)
    fail_for(differences(proposal, expected["cells"], may_lack=frozenset(expected["cells"])))
    assert proposal.edition.id == "2021"
    assert proposal.values["year"] == 2025
    assert proposal.values["unit.name"] == expected["unit"]


def test_what_the_converter_made_unreadable_is_left_blank_and_named(shared: Path, editions: Editions):
    """In the row of 规章 two figures are left of three: nobody can tell which."""
    proposal = read_file(shared / "corpus" / "shanghai-gbt-2025.md", editions)
    assert "proactive.rules.repealed" not in proposal.values
    assert any(p.cell.startswith("proactive.rules.") or "规章" in p.sentence for p in proposal.problems)


# beginnings of reports, as they were published


def rows(table: str, columns: tuple[str, ...], figures_of: Mapping[str, tuple[int, ...]]) -> dict[str, Value]:
    return {
        f"{table}.{row}.{column}": figure
        for row, row_figures in figures_of.items()
        for column, figure in zip(columns, row_figures, strict=True)
    }


def zeros(*names: str) -> dict[str, Value]:
    """Rows of table 三 that hold seven zeros."""
    return rows("applications", APPLICANTS, dict.fromkeys(names, (0,) * 7))


MADE = ("produced", "disclosed", "total_disclosed")
ISSUED = ("issued", "repealed", "in_force")
NO_RULES = {"rules": (0, 0, 0), "normative_documents": (0, 0, 0)}
NOTHING_DECIDED: dict[str, Value] = {
    "proactive.licensing.decisions": 0,
    "proactive.penalties.decisions": 0,
    "proactive.coercive_measures.decisions": 0,
}
NO_FEES: dict[str, Value] = {"proactive.fees.items_last_year": 0, "proactive.fees.change": 0}
# name of the file → edition, unit, year, and every figure that stands in it
FRAGMENTS: Mapping[str, tuple[str, str | None, int | None, dict[str, Value]]] = {
    "chuanzhu-2019": ("2019", "川主乡", 2019, {}),
    "nanyuan-2020": (
        "2019",
        "广州市荔湾区人民政府南源街道办事处",
        2020,
        {
            **rows("proactive", MADE, NO_RULES),
            **rows("proactive", CHANGES, {"licensing": (21, 19, 40), "other_services": (0, 0, 0)}),
            **rows("proactive", CHANGES, {"penalties": (0, 0, 0), "coercive_measures": (0, 0, 0)}),
            **NO_FEES,
        },
    ),
    "owen-bureau-2019ed": (
        "2019",
        None,
        None,
        {
            **rows("proactive", MADE, NO_RULES),
            **rows("proactive", CHANGES, {"licensing": (6, -4, 2), "other_services": (0, 0, 0)}),
            **rows("proactive", CHANGES, {"penalties": (2, 0, 2), "coercive_measures": (0, 0, 0)}),
            **NO_FEES,
            "proactive.procurement.projects": 6,
            "proactive.procurement.amount": Decimal("52.15"),
            **zeros("received", "carried_in", "granted", "partly_granted"),
        },
    ),
    "shekou-2021": ("2021", "南山區蛇口街道辦事處", 2021, {"proactive.penalties.decisions": 61}),
    "songmutang-2022": (
        "2021",
        "桃江县松木塘镇人民政府",
        2022,
        {
            **rows("proactive", ISSUED, {"rules": (2, 0, 2), "normative_documents": (2, 0, 2)}),
            **NOTHING_DECIDED,
            "proactive.penalties.decisions": 9,
        },
    ),
    "taiping-2022": (
        "2021",
        "太平镇人民政府",
        2022,
        {
            **rows("proactive", ISSUED, NO_RULES),
            **NOTHING_DECIDED,
            "proactive.fees.amount": 0,
            **zeros("received", "carried_in", "granted", "partly_granted"),
            **zeros("refused.state_secret", "refused.prohibited_by_law", "refused.endangers_security"),
        },
    ),
    "yuyang-2022": (
        "2021",
        "渔洋镇",
        2022,
        {
            **rows("proactive", ISSUED, NO_RULES),
            **NOTHING_DECIDED,
            "proactive.fees.amount": 0,
            **zeros("received", "carried_in"),
        },
    ),
    "zhongbu-2020": ("2019", "中埠镇人民政府", 2020, rows("proactive", MADE, NO_RULES)),
}


@pytest.mark.parametrize("name", FRAGMENTS)
def test_what_stands_in_a_beginning_is_read_and_nothing_else(name: str, shared: Path, editions: Editions):
    edition, unit, year, expected = FRAGMENTS[name]
    proposal = read_file(shared / "corpus" / "fragments" / f"{name}.txt", editions)
    fail_for(differences(proposal, expected))
    assert proposal.edition.id == edition
    assert (proposal.values.get("unit.name"), proposal.values.get("year")) == (unit, year)


def test_every_beginning_is_looked_at(shared: Path):
    assert {path.stem for path in (shared / "corpus" / "fragments").glob("*.txt")} == set(FRAGMENTS)


def test_glued_tables_are_refused_with_a_reason(shared: Path, editions: Editions):
    """“规章000”: three cells in one, and the header of the table glued like it."""
    proposal = read_file(shared / "corpus" / "fragments" / "chuanzhu-2019.txt", editions)
    assert figures(proposal) == {}
    said = [problem.sentence for problem in proposal.problems]
    assert any("规章" in sentence or "主动公开" in sentence for sentence in said), said


def test_signs_for_blank_cells_are_asked_about(shared: Path, editions: Editions):
    """The sub-district wrote “/” into every cell but one."""
    proposal = read_file(shared / "corpus" / "fragments" / "shekou-2021.txt", editions)
    asked = [problem for problem in proposal.problems if "/" in problem.sentence or "／" in problem.sentence]
    assert asked


def test_figures_that_lost_their_label_are_named(shared: Path, editions: Editions):
    """Ten zeros after （三）不予公开, none of its parts before them."""
    proposal = read_file(shared / "corpus" / "fragments" / "owen-bureau-2019ed.txt", editions)
    assert not [cell for cell in figures(proposal) if cell.startswith("applications.refused.")]
    assert any("不予公开" in problem.sentence for problem in proposal.problems)


@pytest.mark.parametrize(
    ("name", "section", "text"),
    [
        ("songmutang-2022", "texts.overview", "（二）依申请公开情况。2022年我镇全年共收到依申请公开0件"),
        ("owen-bureau-2019ed", "texts.overview", "本年度，我局坚持"),
        ("zhongbu-2020", "texts.overview", "中埠镇2020年度累计主动公开政府信息21条"),
        ("zhongbu-2020", "texts.preamble", "本年度报告是根据修订后"),
        ("taiping-2022", "texts.overview", "根据《中华人民共和国政府信息公开条例》"),
    ],
)
def test_the_texts_of_a_beginning_are_read(name: str, section: str, text: str, shared: Path, editions: Editions):
    proposal = read_file(shared / "corpus" / "fragments" / f"{name}.txt", editions)
    paragraphs = str(proposal.values.get(section, "")).translate(str.maketrans("(),", "（），")).split("\n")
    assert any(paragraph.startswith(text) for paragraph in paragraphs), paragraphs
