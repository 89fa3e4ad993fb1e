"""A year without applications: what is proposed, what waits for the clerk, and what comes of it."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.core.checks import Finding, Level, check
from nianbao.core.edition import Editions
from nianbao.core.following import computed, propose
from nianbao.core.links import Link, kept_links, link_id, links_of
from nianbao.core.report import Origin, Report
from nianbao.core.values import Value
from nianbao.core.yearly import next_report, start_year
from nianbao.core.zeroyear import Step, Wording, carried, open_points, plan, proposal
from nianbao.files.zeroyear import load_wording
from reports import UNIT, arbitrary, filled, with_values, without

PERSON, BUSINESS = "applications.received.person", "applications.received.business"
CARRIED_IN, FORWARD = "applications.carried_in.person", "applications.carried_forward.person"
OVERVIEW, OTHER = "texts.overview", "texts.other"
FEE = "2024年，本机关依申请提供政府信息没有收取信息处理费。"
PROSE = "\n".join(
    (
        "（一）主动公开情况。镇政府在县政府网站公开财政预决算和惠民补贴，按季度更新。",
        "（二）依申请公开情况。{}",
        "（三）政府信息管理情况。公文起草时确定公开属性，发文前审核。",
        "（四）政府信息公开平台建设情况。便民服务中心设有查阅点。",
        "（五）监督保障情况。安排专人负责，接受工作考核和社会评议，没有责任追究的情形。",
    )
)
PROBLEMS = (
    "存在的主要问题是村级公开栏更新不够及时，样式不统一。下一步将统一样式，按季度检查，"
    "组织一次业务培训，由分管领导督促落实，确保年内改完。"
)


@pytest.fixture(scope="module", name="wording")
def _wording() -> Wording:
    return load_wording()


@pytest.fixture(name="last", params=["2019", "2021"])
def _last(request: pytest.FixtureRequest, editions: Editions) -> Report:
    """Last year's report of a town, a zero year too, in either edition."""
    return zero_year(editions, request.param, 2020 if request.param == "2019" else 2023)


def zero_year(editions: Editions, edition: str, year: int) -> Report:
    """A report in which nothing was applied for, and no text speaks of it."""
    report = filled(editions, edition)
    zeros: dict[str, Value] = {c.id: 0 for c in report.edition.table_cells if c.section in ("applications", "appeals")}
    texts: dict[str, Value] = {OVERVIEW: PROSE.format("公开了申请渠道。"), "texts.problems": PROBLEMS}
    return with_values(report, {**zeros, **texts, "year": year})


def carrying(last: Report, count: int, column: str = "person") -> Report:
    """The report with some applications received in a column and carried forward."""
    rows = ("received", "carried_forward")
    return with_values(last, {f"applications.{row}.{c}": count for row in rows for c in (column, "total")})


def ids(steps: tuple[Step, ...], *, chosen: bool | None = None) -> list[str]:
    return [step.id for step in steps if chosen is None or step.chosen is chosen]


def step(steps: tuple[Step, ...], which: str) -> Step:
    return next(step for step in steps if step.id == which)


def done(report: Report, last: Report | None, wording: Wording, *ticked: str, **handled: str) -> Report:
    """The report after the steps that are ticked at first and these have been filled in."""
    return filled_in(report, last, wording, handled, lambda step: step.chosen or step.id in ticked)


def everything(report: Report, last: Report | None, wording: Wording, **handled: str) -> Report:
    """The report after everything has been ticked, what is overwritten too."""
    return filled_in(report, last, wording, handled, lambda _: True)


def filled_in(
    report: Report,
    last: Report | None,
    wording: Wording,
    handled: dict[str, str],
    wanted: Callable[[Step], bool],
) -> Report:
    """As in the window: what is ticked lets others appear, until nothing more does."""
    chosen: set[str] = set()
    while True:
        steps = proposal(report, last, wording, chosen, handled)
        more = {step.id for step in steps if wanted(step)}
        if more <= chosen:
            break
        chosen |= more
    made = plan(report, steps, chosen)
    return report.apply(propose(report, made.text, made.values, made.origins))


def faults(report: Report, last: Report | None) -> list[Finding]:
    return [finding for finding in check(report, last) if finding.level is Level.ERROR]


# what is proposed


def test_the_answer_settles_table_three_and_its_sentence_and_nothing_else(last: Report, wording: Wording) -> None:
    this = next_report(last)
    chosen = ids(proposal(this, last, wording), chosen=True)
    assert chosen[0] == "zeros"
    assert chosen[-1] == "write:received"
    assert {"zeros", "item:rules", "write:received"}.issuperset(chosen)  # a town has no power to make rules


def test_zeros_fill_table_three_and_leave_what_is_carried_over(last: Report, wording: Wording) -> None:
    this = next_report(last)
    assert this.get(CARRIED_IN) == 0
    after = done(this, last, wording)
    assert all(after.get(cell.id) == 0 for cell in after.edition.table_cells if cell.section == "applications")
    assert after.origins[PERSON].kind == "filled"
    assert after.origins[CARRIED_IN].kind == "carried"


def test_tables_two_and_four_wait_for_the_clerk(last: Report, wording: Wording) -> None:
    after = done(next_report(last), last, wording)
    assert after.blanks(after.edition.typed["appeals"]) == after.edition.typed["appeals"]
    assert after.get("proactive.licensing.decisions") is None
    assert after.get(OTHER) == next_report(last).get(OTHER)


def test_each_row_of_table_two_is_asked_for_alone(last: Report, wording: Wording) -> None:
    this = next_report(last)
    rows = {f"item:{row.id}" for block in this.edition.table("proactive").blocks for row in block.row_leaves()}
    steps = proposal(this, last, wording)
    assert {which for which in ids(steps) if which.startswith("item:")} == rows
    after = done(this, last, wording, "item:licensing")
    assert after.get("proactive.licensing.decisions") == 0
    assert "proactive.licensing.decisions" not in after.origins  # the clerk has said so
    assert after.get("proactive.penalties.decisions") is None


def test_what_is_in_force_follows_from_last_years_report_of_the_same_form(editions: Editions, wording: Wording) -> None:
    last = with_values(zero_year(editions, "2021", 2023), {"proactive.normative_documents.in_force": 27})
    this = next_report(last)
    words = step(proposal(this, last, wording), "item:normative_documents").words
    assert words.startswith("行政规范性文件：制发 0，废止 0，现行有效 27（上年：制发 ")
    after = done(this, last, wording, "item:normative_documents")
    assert after.get("proactive.normative_documents.in_force") == 27
    assert after.origins["proactive.normative_documents.in_force"] == Origin("carried", "2023年报告")


def test_nothing_is_made_of_last_years_figures_of_another_form(editions: Editions, wording: Wording) -> None:
    last = zero_year(editions, "2019", 2020)
    this = next_report(last)
    assert this.edition.id == "2021"
    assert "现行有效还要填写" in step(proposal(this, last, wording), "item:normative_documents").words
    assert done(this, last, wording, "item:normative_documents").get("proactive.normative_documents.in_force") is None


def test_a_row_that_tells_of_something_is_not_asked_for(editions: Editions, wording: Wording) -> None:
    last = zero_year(editions, "2021", 2023)
    this = with_values(next_report(last), {"proactive.normative_documents.issued": 2})
    assert "item:normative_documents" not in ids(proposal(this, last, wording))


def test_rules_are_zero_for_a_town_and_asked_for_elsewhere(editions: Editions, wording: Wording) -> None:
    town = with_values(start_year(editions, 2024), {**UNIT})
    city = with_values(town, {"unit.kind": "city_government"})
    assert step(proposal(town, None, wording), "item:rules").values["proactive.rules.in_force"] == 0
    assert step(proposal(town, None, wording), "item:rules").chosen
    assert not step(proposal(city, None, wording), "item:rules").chosen


def test_cases_still_pending_last_year_are_spoken_of(editions: Editions, wording: Wording) -> None:
    last = with_values(zero_year(editions, "2021", 2023), {"appeals.reconsideration.pending": 2})
    words = step(proposal(next_report(last), last, wording), "no_appeals").words
    assert "上年有 2 件尚未审结" in words


def test_nothing_is_proposed_for_a_report_that_is_complete(editions: Editions, wording: Wording) -> None:
    report = zero_year(editions, "2021", 2024)
    said = "2024年没有收到政府信息公开申请，也没有行政复议、行政诉讼。"
    assert proposal(with_values(report, {OVERVIEW: PROSE.format(said)}), None, wording) == ()


# what was carried in


def test_what_was_carried_in_leaves_its_column_to_the_clerk(editions: Editions, wording: Wording) -> None:
    last = carrying(zero_year(editions, "2021", 2023), 2)
    this = next_report(last)
    found = carried(this, last)
    assert [(c.column, c.count) for c in found if c.count] == [("person", 2)]
    assert ("granted", "予以公开") in found[0].choices
    after = done(this, last, wording)
    assert (after.get(PERSON), after.get(CARRIED_IN)) == (0, 2)
    assert after.get("applications.granted.person") is None
    assert after.get(FORWARD) is None
    assert after.get("applications.granted.business") == 0
    assert "上年结转 2 件，自然人列的办理结果留空" in step(proposal(this, last, wording), "zeros").words
    assert after.text(OVERVIEW) == PROSE.format(
        "公开了申请渠道。2024年，本机关未收到新的政府信息公开申请，上年结转2件。"
    )


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("granted", "全年办结政府信息公开申请2件，其中予以公开2件。没有结转下年度继续办理的申请。"),
        ("carried_forward", "全年办结政府信息公开申请0件。结转下年度继续办理2件。"),
    ],
)
def test_the_clerk_says_how_what_was_carried_in_was_dealt_with(
    editions: Editions, wording: Wording, row: str, told: str
) -> None:
    last = carrying(zero_year(editions, "2021", 2023), 2)
    after = everything(next_report(last), last, wording, person=row)
    assert after.get(f"applications.{row}.person") == after.get(f"applications.{row}.total") == 2
    assert f"上年结转2件。{told}" in after.text(OVERVIEW)
    assert faults(after, last) == []


def test_a_column_whose_results_are_begun_is_not_asked_for_again(editions: Editions, wording: Wording) -> None:
    last = carrying(zero_year(editions, "2021", 2023), 2)
    this = with_values(next_report(last), {"applications.granted.person": 1})
    assert carried(this, last)[0].choices == ()
    assert done(this, last, wording).get("applications.partly_granted.person") is None


def test_without_last_years_report_the_carried_figures_are_asked_for(editions: Editions, wording: Wording) -> None:
    this = with_values(start_year(editions, 2024), {**UNIT})
    steps = proposal(this, None, wording)
    assert not step(steps, "none_carried").chosen
    assert done(this, None, wording).get(CARRIED_IN) is None
    after = done(this, None, wording, "none_carried")
    assert after.get(CARRIED_IN) == after.get("applications.total.total") == 0


def test_a_report_of_another_year_tells_nothing_of_what_was_carried_in(editions: Editions, wording: Wording) -> None:
    last = zero_year(editions, "2021", 2021)
    this = start_year(editions, 2024)
    assert {column.count for column in carried(this, last)} == {None}


# what is filled in already


def test_figures_that_say_otherwise_are_shown_and_stay_without_a_tick(editions: Editions, wording: Wording) -> None:
    last = zero_year(editions, "2021", 2023)
    this = next_report(last)
    this = this.apply(propose(this, "", {PERSON: 3, "applications.granted.business": 1}))
    steps = proposal(this, last, wording)
    asked = [f"figure:{PERSON}", "figure:applications.granted.business"]
    assert [which for which in ids(steps) if which.startswith("figure:")] == asked
    assert "已填 3" in step(steps, asked[0]).words
    after = done(this, last, wording)
    assert (after.get(PERSON), after.get("applications.granted.business")) == (3, 1)
    assert after.get("applications.granted.person") is None  # what came to a column may have been dealt with there
    assert "write:received" not in ids(proposal(this, last, wording))


def test_figures_that_say_otherwise_give_way_to_a_tick(editions: Editions, wording: Wording) -> None:
    last = zero_year(editions, "2021", 2023)
    this = next_report(last)
    this = this.apply(propose(this, "", {PERSON: 3}))
    after = everything(this, last, wording)
    assert after.get(PERSON) == after.get("applications.received.total") == 0
    assert faults(after, last) == []
    assert "未收到政府信息公开申请" in after.text(OVERVIEW)


def test_a_declared_total_is_not_changed_silently(editions: Editions, wording: Wording) -> None:
    last = zero_year(editions, "2021", 2023)
    this = with_values(next_report(last), {"applications.received.total": 3})
    steps = proposal(this, last, wording)
    assert not step(steps, "figure:applications.received.total").chosen
    assert done(this, last, wording).get("applications.received.total") == 3
    assert done(this, last, wording, "figure:applications.received.total").get("applications.received.total") == 0


def test_cases_that_are_filled_in_leave_table_four_alone(editions: Editions, wording: Wording) -> None:
    last = zero_year(editions, "2021", 2023)
    this = with_values(next_report(last), {"appeals.reconsideration.upheld": 1})
    found = ids(proposal(this, last, wording))
    assert "no_appeals" not in found
    assert "write:appeals" not in found


# texts


def test_the_sentences_go_into_the_paragraph_of_their_topic(last: Report, wording: Wording) -> None:
    after = everything(next_report(last), last, wording)
    year = after.year
    assert after.text(OVERVIEW) == PROSE.format(
        f"公开了申请渠道。{year}年，本机关未收到政府信息公开申请。未因政府信息公开工作被申请行政复议、被提起行政诉讼。"
    )


def test_an_edited_draft_stays_marked_as_last_years(last: Report, wording: Wording) -> None:
    after = done(next_report(last), last, wording)
    assert after.origins[OVERVIEW].kind == "carried"


def test_an_empty_section_gets_the_sentence_under_its_heading(editions: Editions, wording: Wording) -> None:
    after = everything(with_values(start_year(editions, 2024), {**UNIT}), None, wording)
    assert after.text(OVERVIEW).startswith("（二）依申请公开情况。2024年，本机关未收到政府信息公开申请。")
    assert after.text(OTHER) == f"{FEE}没有其他需要报告的事项。"


@pytest.mark.parametrize("nothing", ["无", "无。", "本年度没有其他需要报告的事项。", "无其他需要报告的事项。"])
def test_a_section_that_only_says_nothing_gives_way_and_says_so(
    editions: Editions, wording: Wording, nothing: str
) -> None:
    this = with_values(start_year(editions, 2024), {OTHER: nothing})
    assert f"由“{nothing}”改为" in step(proposal(this, None, wording), "write:fee").words
    assert done(this, None, wording, "write:fee").text(OTHER).endswith("信息处理费。没有其他需要报告的事项。")
    assert done(this, None, wording).text(OTHER) == nothing


def test_the_fee_stands_before_what_else_is_reported(editions: Editions, wording: Wording) -> None:
    this = with_values(start_year(editions, 2024), {OTHER: "本年度更换了公开查阅点的地址。"})
    lines = done(this, None, wording, "write:fee").text(OTHER).splitlines()
    assert lines == [FEE, "本年度更换了公开查阅点的地址。"]


def test_the_older_form_does_not_ask_for_the_fee(editions: Editions, wording: Wording) -> None:
    assert "write:fee" not in ids(proposal(start_year(editions, 2020), None, wording))


@pytest.mark.parametrize(
    "said",
    [
        "2024年未收到政府信息公开申请。",
        "全年没有收到公民、法人提出的公开申请。",
        "2024年共收到政府信息公开申请0件。",
        "本年度无公民提出政府信息公开申请。",
    ],
)
def test_a_sentence_is_not_offered_where_the_text_says_it_already(
    editions: Editions, wording: Wording, said: str
) -> None:
    this = with_values(start_year(editions, 2024), {OVERVIEW: PROSE.format(said)})
    assert "write:received" not in ids(proposal(this, None, wording))


def test_a_sentence_that_says_otherwise_is_shown_and_only_a_tick_takes_it_out(
    editions: Editions, wording: Wording
) -> None:
    last = zero_year(editions, "2021", 2023)
    otherwise = "2024年共收到申请3件，均已答复。"
    this = with_values(next_report(last), {OVERVIEW: PROSE.format(otherwise + "渠道畅通。")})
    removal = step(proposal(this, last, wording), f"remove:{OVERVIEW}:{otherwise}")
    assert otherwise in removal.words
    assert not removal.chosen
    assert otherwise in done(this, last, wording).text(OVERVIEW)
    after = done(this, last, wording, removal.id)
    assert after.text(OVERVIEW) == PROSE.format("渠道畅通。2024年，本机关未收到政府信息公开申请。")


def test_without_a_year_no_sentence_is_offered_that_names_it(editions: Editions, wording: Wording) -> None:
    this = without(start_year(editions, 2024), "year")
    assert "write:received" not in ids(proposal(this, None, wording))


def test_the_sentences_follow_the_tables_from_then_on(last: Report, wording: Wording) -> None:
    after = everything(next_report(last), last, wording)
    assert [link.name for link in links_of(after, OVERVIEW)] == ["received", "appeals"]
    late = after.apply(propose(after, "", {PERSON: 2, "applications.granted.person": 2}))
    assert "收到政府信息公开申请2件" in late.text(OVERVIEW)
    assert "未收到" not in late.text(OVERVIEW)


def test_words_that_were_linked_before_stay_linked(editions: Editions, wording: Wording) -> None:
    last = zero_year(editions, "2021", 2023)
    text = PROSE.format("公开了申请渠道。").replace("镇政府", "某镇", 1) + "\n没有收取行政事业性收费。"
    link = Link(text.index("没有收取"), len(text), "fees")
    this = next_report(last)
    values = {"proactive.fees.amount": 0, OVERVIEW: text, link_id(OVERVIEW): kept_links([link])}
    this = this.apply(propose(this, "", values))
    assert [link.name for link in links_of(this, OVERVIEW)] == ["fees"]
    after = everything(this, last, wording)
    assert [link.name for link in links_of(after, OVERVIEW)] == ["received", "appeals", "fees"]


# all in all


def test_a_zero_year_made_this_way_has_no_fault_left(last: Report, wording: Wording) -> None:
    """From last year's report to a report that has nothing of level 强制性 left, with everything ticked."""
    after = everything(next_report(last), last, wording)
    left = after.blanks(cell.id for cell in after.edition.table_cells)
    assert all(cell.endswith(".in_force") for cell in left)  # cannot be told from a report in the older form
    after = after.apply(propose(after, "", dict.fromkeys(left, 4)))
    assert faults(after, last) == []
    points = open_points(after, last, check(after, last))
    assert [point.words for point in points if not point.done] == ["一、总体情况", "五、问题及改进"]


def test_a_zero_year_from_nothing_leaves_only_what_must_be_confirmed(editions: Editions, wording: Wording) -> None:
    this = with_values(start_year(editions, 2024), {**UNIT})
    after = everything(this, None, wording)
    codes = {finding.code for finding in faults(after, None)}
    assert codes == {"C-02"}  # 现行有效件数, which nobody but the clerk knows
    written = with_values(after, {"texts.problems": PROBLEMS, "proactive.normative_documents.in_force": 4})
    assert faults(written, None) == []


def test_it_is_one_step_that_is_undone_exactly(last: Report, wording: Wording) -> None:
    this = next_report(last)
    steps = proposal(this, last, wording)
    made = plan(this, steps, ids(steps))
    change = propose(this, made.text, made.values, made.origins)
    assert made.text == f"零申请年度：填 {made.figures} 格，文字改 {made.sentences} 处"
    assert made.figures > 150
    assert this.apply(change).apply(change.inverse()) == this


def test_doing_it_twice_changes_nothing_more(last: Report, wording: Wording) -> None:
    once = everything(next_report(last), last, wording)
    again = everything(once, last, wording)
    assert again.values == once.values


@given(data=st.data())
def test_nothing_that_is_filled_in_is_changed_without_a_tick(
    data: st.DataObject, editions: Editions, wording: Wording
) -> None:
    edition = data.draw(st.sampled_from(("2019", "2021")))
    this = data.draw(arbitrary(editions, edition))
    last = with_values(data.draw(arbitrary(editions, "2021")), {"year": (this.year or 0) - 1})
    after = done(this, last, wording)
    typed = [cell.id for cell in this.edition.table_cells if not cell.is_total]
    declared = [c.id for c in this.edition.totals if computed(c, this.values) is None]
    kept = [cell for cell in (*typed, *declared) if this.get(cell) is not None]
    assert {cell: after.get(cell) for cell in kept} == {cell: this.get(cell) for cell in kept}
    for cell in (OVERVIEW, OTHER, "texts.problems"):
        assert all(line in after.text(cell) for line in this.text(cell).split("\n"))


# what is left to confirm


def test_everything_that_must_be_confirmed_has_its_place(editions: Editions, wording: Wording) -> None:
    last = carrying(zero_year(editions, "2021", 2023), 1)
    this = next_report(last)
    this = done(this.apply(propose(this, "", {OTHER: None})), last, wording)
    points = {point.words: point for point in open_points(this, last, check(this, last))}
    assert points["上年结转"].told == "1 件，办理结果还没有填完"
    assert points["上年结转"].cell == "applications.granted.person"
    assert points["四、复议诉讼"].cell == "appeals.reconsideration.upheld"
    assert points["行政许可"].cell == "proactive.licensing.decisions"
    assert points["六、其他事项"].told == "还没有写"
    assert points["一、总体情况"].told.endswith("句上年的文字没有核对")
    assert points["基本信息"].done


def test_a_point_is_done_when_it_is_filled_in_and_says_what_stands_there(editions: Editions) -> None:
    report = zero_year(editions, "2021", 2024)
    points = open_points(report, None, check(report))
    assert all(point.done for point in points)
    told = {point.words: point.told for point in points}
    assert told["上年结转"] == "0 件，请与上年报告再核对一次"
    assert told["四、复议诉讼"] == "都是 0"


def test_a_bare_outline_is_not_taken_for_a_text(editions: Editions) -> None:
    report = zero_year(editions, "2021", 2024)
    outline = "\n".join(report.edition.section("problems").skeleton)
    report = with_values(report, {"texts.problems": outline})
    point = next(p for p in open_points(report, None, check(report)) if p.id == "problems")
    assert (point.done, point.told) == (False, "还有 2 个小标题下面没有写")
