"""Last year's reason is found again at the same fault, whatever the numbers are this year."""

import pytest

from nianbao.core.checks import Finding, Level, check
from nianbao.core.edition import Editions
from nianbao.core.following import propose
from nianbao.core.reasons import reason_before
from nianbao.core.report import Report
from nianbao.core.yearly import next_report
from reports import filled, with_values

CARRIED, FORWARD = "applications.carried_in.person", "applications.carried_forward.person"
OTHER_CARRIED, OTHER_FORWARD = "applications.carried_in.business", "applications.carried_forward.business"
WORDS = "上年漏计 1 件"


def off_by(report: Report, difference: int) -> Report:
    """The report with 上年结转 of 自然人 other than what last year's report carried forward."""
    before = report.number(CARRIED)
    assert before is not None
    return report.apply(propose(report, "", {CARRIED: before + difference}))


def doubt(report: Report, last: Report, cell: str = CARRIED) -> Finding:
    (finding,) = [f for f in check(report, last) if f.code == "Y-01" and cell in f.cells]
    return finding


@pytest.fixture
def explained(editions: Editions) -> Report:
    """Last year's report: 上年结转 differed from the year before, and the reason was written."""
    eldest = filled(editions, "2021")
    report = off_by(next_report(eldest), 1)
    report = report.apply(propose(report, "", {FORWARD: 7, OTHER_FORWARD: 2}))
    return report.apply(propose(report, "", {}, reasons={doubt(report, eldest).basis: WORDS}))


def test_a_reason_is_there_for_the_same_fault_with_other_numbers(explained: Report) -> None:
    this = off_by(next_report(explained), 3)
    assert reason_before(doubt(this, explained), explained) == WORDS


def test_another_cell_has_another_reason(explained: Report) -> None:
    this = with_values(next_report(explained), {OTHER_CARRIED: 99})
    assert reason_before(doubt(this, explained, OTHER_CARRIED), explained) == ""


def test_a_reason_that_no_longer_held_at_the_end_is_not_last_years(explained: Report) -> None:
    explained = off_by(explained, 5)
    assert explained.reasons
    this = off_by(next_report(explained), 3)
    assert reason_before(doubt(this, explained), explained) == ""


def test_words_are_found_again_whatever_numbers_stand_in_them(editions: Editions) -> None:
    def finding(words: str) -> Finding:
        return Finding("X-09", Level.WARNING, ("texts.other",), (), "", excusable=True, basis=f"X-09 {words}")

    report = filled(editions, "2021")
    last = Report(editions, report.values, reasons={finding("收取信息处理费 120 元").basis: WORDS})
    assert reason_before(finding("收取信息处理费 80 元"), last) == WORDS
    assert reason_before(finding("办理申请 80 件"), last) == ""


def test_without_last_year_or_what_can_be_excused_there_is_none(explained: Report) -> None:
    this = off_by(next_report(explained), 3)
    assert reason_before(doubt(this, explained), None) == ""
    assert all(not reason_before(f, explained) for f in check(this, explained) if not f.excusable)
