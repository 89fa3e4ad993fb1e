"""The statistics period is read in every way that it is written, with its place and its mistakes."""

import pytest

from effort import comes_to_an_end
from nianbao.core.period import periods, year_of

WHOLE = [
    "统计期限自2023年1月1日起至2023年12月31日止。",
    "统计期限为2023年1月1日—12月31日",
    "统计时间从2023年1月1日开始，到2023年12月31日",
    "统计期限为 2023\n年 1 月 1 日至 12 月 31 日",
    "统计区间：２０２３年１月１日至１２月３１日",
    "统计期限自2023年1月1日始至12月31止",
    "所列数据的统计时限为2023年1月至12月",
    "统计期限截至2023年12月31日",
    "统计期限：2023年度",
]


@pytest.mark.parametrize("text", WHOLE)
def test_a_whole_year_is_one_however_it_is_written(text: str):
    (period,) = periods(text)
    assert period.named
    assert period.is_whole_year
    assert set(period.years) == {"2023"}
    assert year_of(text) == 2023


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("统计期限为2020年1月1日起至202020年12月31日", ("2020", "202020")),
        ("统计时间为20231月1日至202312月31日", ("20231", "202312")),
        ("统计期限为2023年1月1日至2022年12月31日", ("2023", "2022")),
    ],
)
def test_a_garbled_year_is_kept_as_it_stands_and_is_the_year_of_nothing(text: str, years: tuple[str, ...]):
    (period,) = periods(text)
    assert period.years == years
    assert year_of(text) is None


@pytest.mark.parametrize("text", ["统计期限为2023年1月1日至11月30日", "统计期限为2023年2月1日至12月31日"])
def test_a_period_that_is_no_whole_year_is_told_from_one(text: str):
    assert not periods(text)[0].is_whole_year


@pytest.mark.parametrize(
    "text",
    ["据统计，2023年3月至6月，发布30条。", "答复期限为2023年5月6日至6月5日。", "全年统计。2023年1月1日至12月31日，"],
)
def test_other_dates_are_not_named_as_the_period(text: str):
    assert not any(period.named for period in periods(text))


def test_the_place_of_a_period_is_that_of_its_dates():
    text = "本报告统计期限自2023年1月1日起至2023年12月31日止。"
    (period,) = periods(text)
    assert text[period.start : period.end] == "2023年1月1日起至2023年12月31日"
    (until,) = periods("统计期限截至2023年12月31日。")
    assert "统计期限截至2023年12月31日。"[until.start : until.end] == "2023年12月31日"


@pytest.mark.parametrize(
    "text", ["统计期限1" + " " * 100_000, "统计：2023年" * 15_000, "9" * 100_000, "1月1日至" * 25_000]
)
def test_looking_for_it_comes_to_an_end_in_any_text(text: str):
    with comes_to_an_end():
        periods(text)
