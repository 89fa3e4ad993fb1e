"""The order of work: what is left, in the order in which it is done, each with its place."""

import pytest

from nianbao.core.agenda import ERRORS, EXPORT, SEAL, WARNINGS, Task, agenda
from nianbao.core.checks import check
from nianbao.core.edition import Editions
from nianbao.core.notes import note_id
from nianbao.core.progress import INFORMATION, State
from nianbao.core.report import Report
from nianbao.core.yearly import next_report, start_year
from reports import with_values, without

ORDER = [
    INFORMATION,
    "proactive",
    "applications",
    "appeals",
    "overview",
    "problems",
    "other",
    ERRORS,
    WARNINGS,
    SEAL,
    EXPORT,
]


def tasks(report: Report, last: Report | None = None, *, sealed: bool = False, exported: bool = False) -> list[Task]:
    return list(agenda(report, last, check(report, last), sealed=sealed, exported=exported))


def task(report: Report, which: str, last: Report | None = None) -> Task:
    return next(task for task in tasks(report, last) if task.id == which)


def test_the_tables_come_before_the_texts_and_the_export_comes_last(report: Report) -> None:
    assert [task.id for task in tasks(report)] == ORDER


def test_a_blank_report_has_everything_left(editions: Editions) -> None:
    found = tasks(start_year(editions, 2024))
    assert [task.id for task in found if task.done] == [ERRORS, WARNINGS]
    first = found[0]
    assert (first.words, first.told, first.cell) == ("基本信息", "还有 5 项未填", "unit.name")
    assert found[2].words == "三、申请办理"
    assert found[2].told == f"还有 {found[2].count} 项未填"
    assert found[2].cell == "applications.received.person"


def test_a_finished_report_has_only_the_last_two_steps_left(report: Report) -> None:
    left = [task for task in tasks(report) if not task.done]
    assert [task.id for task in left] == [SEAL, EXPORT]
    assert left[0].told == "可以定稿了"
    assert [task.cell for task in left] == ["", ""]


def test_a_sealed_report_is_to_be_exported_and_then_all_is_done(report: Report) -> None:
    sealed = tasks(report, sealed=True)
    assert [task.id for task in sealed if not task.done] == [EXPORT]
    assert "导出 Word" in sealed[-1].told
    assert all(task.done for task in tasks(report, sealed=True, exported=True))


def test_a_task_leads_to_the_first_blank_cell(report: Report) -> None:
    blank = without(report, "appeals.direct_suit.upheld", "appeals.direct_suit.corrected", "appeals.direct_suit.total")
    found = task(blank, "appeals")
    assert (found.cell, found.count, found.state) == ("appeals.direct_suit.upheld", 2, State.MISSING)
    assert task(blank, SEAL).told == "还不能定稿，先做完上面各步"


def test_blanks_are_told_once_and_not_again_as_faults(report: Report) -> None:
    found = task(without(report, "applications.received.person"), ERRORS)
    assert (found.done, found.told) == (True, "没有")


def test_a_fault_makes_its_section_faulty_and_leads_to_it(report: Report) -> None:
    wrong = with_values(report, {"appeals.reconsideration.total": 999})
    section = task(wrong, "appeals")
    assert (section.state, section.told) == (State.FAULTY, "有 1 处错误")
    assert section.cell == "appeals.reconsideration.total"
    errors = task(wrong, ERRORS)
    assert (errors.count, errors.told, errors.cell) == (1, "还有 1 条要改正", section.cell)
    assert errors.state is State.FAULTY


def test_blanks_and_faults_of_a_section_are_both_told(report: Report) -> None:
    wrong = without(with_values(report, {"appeals.reconsideration.total": 999}), "appeals.direct_suit.upheld")
    found = task(wrong, "appeals")
    assert found.told == "还有 1 项未填，有 1 处错误"
    assert found.cell == "appeals.direct_suit.upheld"


def test_a_warning_is_left_until_it_has_a_reason(report: Report) -> None:
    odd = with_values(report, {"texts.problems": "没有问题。"})
    found = task(odd, WARNINGS)
    assert (found.done, found.cell) == (False, "texts.problems")
    finding = next(f for f in check(odd) if f.code == "W-06")
    explained = Report(odd.editions, odd.values, odd.origins, {finding.basis: "已核实"})
    assert task(explained, WARNINGS).count == found.count - 1


def test_a_carried_text_is_left_until_it_is_edited(report: Report) -> None:
    found = task(next_report(report), "overview", report)
    assert (found.cell, found.done) == ("texts.overview", False)
    assert found.told == f"还有 {found.count} 句上年的文字没有核对"


@pytest.mark.parametrize("kept", [False, True])
def test_last_years_remarks_are_spoken_of_until_they_are_answered(report: Report, kept: bool) -> None:
    forward, carried_in = "applications.carried_forward.person", "applications.carried_in.person"
    last = with_values(report, {note_id(forward): "去年的话"})
    this = next_report(last)
    if kept:
        this = with_values(this, {note_id(forward): "记下了", note_id(carried_in): "办完了"})
    assert ("上年备注 1 条" in task(this, "applications", last).told) is not kept
