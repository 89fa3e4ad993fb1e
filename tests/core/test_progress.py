"""The state of a section: what is blank, what is wrong, what is still last year's draft."""

import pytest

from nianbao.core.checks import check
from nianbao.core.drafts import confirmed, draft_sentences
from nianbao.core.edition import Editions
from nianbao.core.following import propose
from nianbao.core.progress import INFORMATION, Progress, State, progress
from nianbao.core.report import Origin, Report
from nianbao.core.yearly import next_report, start_year
from reports import filled, with_values, without


def states(report: Report) -> dict[str, Progress]:
    return progress(report, check(report))


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_a_report_that_is_filled_and_right_is_complete_everywhere(editions: Editions, form: str):
    done = states(filled(editions, form))
    assert list(done) == [INFORMATION, "overview", "proactive", "applications", "appeals", "problems", "other"]
    assert {part.state for part in done.values()} == {State.COMPLETE}
    assert {part.words for part in done.values()} == {"已填完"}


def test_a_new_report_counts_what_is_to_be_typed_and_not_the_totals(editions: Editions):
    new = states(start_year(editions, 2024))
    assert {name: part.missing for name, part in new.items()} == {
        INFORMATION: 5,
        "overview": 1,
        "proactive": 10,
        "applications": 144,
        "appeals": 12,
        "problems": 1,
        "other": 1,
    }
    assert new["appeals"].state is State.MISSING
    assert new["appeals"].words == "还有 12 项未填"


def test_a_blank_cell_is_missing_and_not_a_fault(editions: Editions):
    part = states(without(filled(editions, "2021"), "proactive.fees.amount"))["proactive"]
    assert (part.missing, part.faults, part.state) == (1, 0, State.MISSING)


def test_a_fault_belongs_to_the_section_of_its_cell_and_outweighs_blanks(editions: Editions):
    report = with_values(filled(editions, "2021"), {"appeals.direct_suit.total": 999, "proactive.rules.issued": -1})
    done = states(without(report, "appeals.reconsideration.upheld"))
    assert done["appeals"] == Progress(missing=1, faults=1)
    assert (done["appeals"].state, done["appeals"].words) == (State.FAULTY, "有 1 处错误")
    assert done["proactive"].faults == 1
    assert done["applications"].state is State.COMPLETE


def test_a_text_of_last_year_is_a_draft_until_it_is_edited(editions: Editions):
    this = next_report(filled(editions, "2021"))
    part = states(this)["overview"]
    count = part.drafts
    assert count > 1
    assert (part.state, part.words) == (State.MISSING, f"还有 {count} 句上年的文字没有核对")
    first = draft_sentences(this, "texts.overview")[0]
    looked_at = this.apply(propose(this, "", confirmed(this, "texts.overview", first.words)))
    assert states(looked_at)["overview"].words == f"还有 {count - 1} 句上年的文字没有核对"
    edited = Report(editions, this.values, {c: o for c, o in this.origins.items() if c != "texts.overview"})
    assert states(edited)["overview"].state is State.COMPLETE


def test_an_imported_text_is_no_draft(editions: Editions):
    report = filled(editions, "2021")
    imported = Report(editions, report.values, {"texts.overview": Origin("imported", "2024.docx")})
    assert states(imported)["overview"].state is State.COMPLETE


def outline(report: Report, section: str) -> list[str]:
    """The lines that the button 填入提纲 puts into a section."""
    return [line.format(year=report.year) for line in report.edition.section(section).skeleton]


@pytest.mark.parametrize(("section", "headings"), [("overview", 5), ("problems", 2)])
def test_a_text_of_bare_headings_is_not_filled(editions: Editions, section: str, headings: int):
    report = filled(editions, "2021")
    report = with_values(report, {f"texts.{section}": "\n".join(outline(report, section))})
    part = progress(report, ())[section]  # a finding may say more, as that the year is not named
    assert (part.state, part.words) == (State.MISSING, f"还有 {headings} 个小标题下面没有写")


def test_a_heading_is_done_with_words_behind_it_or_under_it(editions: Editions):
    report = filled(editions, "2021")
    first, second, third, *rest = outline(report, "overview")
    text = "\n".join([f"{first}公开信息 3 条。", second, "收到申请 1 件。", third, "", *rest])
    assert states(with_values(report, {"texts.overview": text}))["overview"].bare == 3


def test_a_heading_numbered_otherwise_is_still_only_a_heading(editions: Editions):
    text = "1.主动公开\n2、依申请公开情况\n认真办理。"
    assert states(with_values(filled(editions, "2021"), {"texts.overview": text}))["overview"].bare == 1


def test_short_statements_are_no_outline(editions: Editions):
    report = with_values(filled(editions, "2021"), {"texts.problems": "1.公开不够及时。\n2.人手不足。"})
    assert states(report)["problems"].state is State.COMPLETE


def test_the_outline_of_the_last_section_is_a_statement_already(editions: Editions):
    report = filled(editions, "2021")
    report = with_values(report, {"texts.other": "\n".join(outline(report, "other"))})
    assert states(report)["other"].state is State.COMPLETE
