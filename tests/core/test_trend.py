"""This year beside last year: every figure with its change, and the charts."""

from decimal import Decimal

import pytest

from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.core.trend import Chart, Line, Trend, trend
from nianbao.core.values import Value
from reports import filled, with_values, without

RECEIVED = "applications.received.person"
FEES = "proactive.fees.amount"


@pytest.fixture(name="last")
def _last(editions: Editions) -> Report:
    return with_values(filled(editions, "2021", 3), {"year": 2023})


@pytest.fixture(name="this")
def _this(editions: Editions) -> Report:
    return filled(editions, "2021")


def line(found: Trend, cell: str) -> Line:
    return next(line for line in found.lines if line.cell == cell)


def chart(found: Trend, which: str) -> Chart:
    return next(chart for chart in found.charts if chart.id == which)


def test_every_cell_of_the_form_has_a_line_in_its_order(this: Report, last: Report) -> None:
    assert [line.cell for line in trend([last, this]).lines] == [cell.id for cell in this.edition.table_cells]


def test_the_years_are_put_in_order_whatever_order_they_are_given_in(this: Report, last: Report) -> None:
    older = with_values(last, {"year": 2022})
    assert trend([this, older, last]).years == ("2022年", "2023年", "2024年")
    assert trend([this, last]) == trend([last, this])


def test_reports_without_a_year_are_called_last_and_this_year(this: Report, last: Report) -> None:
    assert trend([without(last, "year"), this]).years == ("上年", "2024年")
    assert trend([without(last, "year"), without(this, "year")]).years == ("上年", "本年")


@pytest.mark.parametrize(
    ("years", "told"),
    [
        ((2, 5), ("+3", "+150.0%")),
        ((5, 2), ("-3", "-60.0%")),
        ((4, 4), ("0", "0%")),
        ((0, 3), ("+3", "")),
        ((3, 0), ("-3", "-100.0%")),
        ((0, 0), ("0", "")),
        ((Decimal("795.3299"), Decimal("427.9349")), ("-367.395", "-46.2%")),
    ],
)
def test_the_change_in_numbers_and_in_percent(
    this: Report, last: Report, years: tuple[Value, Value], told: tuple[str, str]
) -> None:
    found = line(trend([with_values(last, {FEES: years[0]}), with_values(this, {FEES: years[1]})]), FEES)
    assert (found.told_change, found.told_percent) == told
    assert found.changed is (years[0] != years[1])


def test_blank_is_not_zero(this: Report, last: Report) -> None:
    found = line(trend([last, without(this, RECEIVED)]), RECEIVED)
    assert found.told(1) == ""
    assert (found.told_change, found.told_percent, found.changed) == ("", "", False)
    applicants = chart(trend([last, without(this, RECEIVED)]), "applicants")
    assert applicants.series[1].values[0] is None


def test_what_the_older_form_does_not_have_is_told_and_not_compared(editions: Editions, this: Report) -> None:
    old = with_values(filled(editions, "2019"), {"year": 2023})
    found = line(trend([old, this]), FEES)
    assert found.told(0) == "无此项"
    assert found.change is None
    assert line(trend([old, this]), RECEIVED).change is not None


def test_only_what_changed_is_told_when_asked_for(this: Report) -> None:
    other = with_values(this, {"year": 2023, RECEIVED: this.values[RECEIVED] + 1})  # type: ignore[operator]
    assert [line.cell for line in trend([other, this]).changed] == [RECEIVED]


def test_the_chart_of_applicants_has_a_bar_for_each_and_none_for_the_sum(this: Report, last: Report) -> None:
    found = chart(trend([last, this]), "applicants")
    assert found.categories == ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
    assert [series.name for series in found.series] == ["2023年", "2024年"]
    assert found.series[1].values[0] == this.values[RECEIVED]
    assert "本年新收" in found.title


def test_the_chart_of_results_adds_up_each_group(this: Report, last: Report) -> None:
    found = chart(trend([last, this]), "results")
    assert found.categories == ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理")
    assert sum(value or 0 for value in found.series[1].values) == this.values["applications.total.total"]


def test_groups_are_comparable_across_the_editions(editions: Editions, this: Report) -> None:
    old = with_values(filled(editions, "2019"), {"year": 2023})
    found = chart(trend([old, this]), "results")
    assert found.series[0].values[-1] == old.values["applications.other.total"]
    assert sum(value or 0 for value in found.series[0].values) == old.values["applications.total.total"]


def test_a_group_with_a_blank_in_it_is_not_known(this: Report, last: Report) -> None:
    found = chart(trend([last, without(this, "applications.refused.deliberative.total")]), "results")
    assert found.series[1].values[2] is None


def test_the_chart_of_the_years_shows_all_of_them_the_others_the_last_two(this: Report, last: Report) -> None:
    found = trend([with_values(last, {"year": 2022}), last, this])
    years = chart(found, "years")
    assert years.categories == ("2022年", "2023年", "2024年")
    assert [series.name for series in years.series] == ["本年新收", "本年度办理结果", "结转下年度"]
    assert years.series[0].values[-1] == this.values["applications.received.total"]
    assert [series.name for series in chart(found, "applicants").series] == ["2023年", "2024年"]


def test_one_report_alone_is_shown_without_a_change(this: Report) -> None:
    found = trend([this])
    assert found.changed == ()
    assert line(found, RECEIVED).told(0) == str(this.values[RECEIVED])


def test_without_a_report_there_is_nothing_to_show() -> None:
    with pytest.raises(ValueError, match="no report"):
        trend([])
