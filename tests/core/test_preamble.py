"""The words made from unit and year are written as the notice wants, and read as people write them."""

import pytest

from nianbao.core.edition import Editions
from nianbao.core.preamble import kind_of_unit, preamble, proposed_kind, read_contacts, read_title, title
from nianbao.core.values import Value

UNIT = "示例县清水镇人民政府"


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_the_title_is_unit_year_and_the_official_words(editions: Editions, form: str):
    values: dict[str, Value] = {"unit.name": UNIT, "year": 2024}
    assert title(editions[form], values) == "示例县清水镇人民政府2024年政府信息公开工作年度报告"


def test_the_title_of_a_blank_report_leaves_out_what_is_not_known(editions: Editions):
    assert title(editions["2021"], {}) == "年政府信息公开工作年度报告"
    assert title(editions["2021"], {"unit.name": UNIT}) == f"{UNIT}年政府信息公开工作年度报告"


@pytest.mark.parametrize("values", [{}, {"unit.name": UNIT}, {"year": 2024}, {"unit.name": "", "year": 2024}])
def test_there_is_no_preamble_before_unit_and_year_are_known(editions: Editions, values: dict[str, Value]):
    assert preamble(editions["2021"], values) is None


@pytest.mark.parametrize(("form", "notice"), [("2019", "〔2019〕60号"), ("2021", "〔2021〕30号")])
def test_the_preamble_names_the_regulation_the_notice_the_unit_and_the_period(
    editions: Editions, form: str, notice: str
):
    text = preamble(editions[form], {"unit.name": UNIT, "year": 2020})
    assert text is not None
    assert text.startswith("根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）")
    assert f"国办公开办函{notice}" in text
    assert text.endswith(
        f"要求，{UNIT}编制了2020年政府信息公开工作年度报告。本报告所列数据的统计期限为2020年1月1日至2020年12月31日。"
    )


def test_the_preamble_gives_the_contacts_that_are_known_in_the_official_order(editions: Editions):
    values: dict[str, Value] = {
        "unit.name": UNIT,
        "year": 2024,
        "unit.telephone": "0379-66000001",
        "unit.address": "河东路2号",
    }
    text = preamble(editions["2021"], values)
    assert text is not None
    assert text.endswith(f"如对本报告有疑问，请与{UNIT}联系（地址：河东路2号，电话：0379-66000001）。")


def test_braces_in_a_name_are_only_braces(editions: Editions):
    values: dict[str, Value] = {"unit.name": "{year}镇{}", "year": 2024, "unit.address": "{unit}路"}
    assert "请与{year}镇{}联系（地址：{unit}路）" in (preamble(editions["2021"], values) or "")
    assert title(editions["2021"], values) == "{year}镇{}2024年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("line", "unit", "year"),
    [
        ("车村镇人民政府2020年政府信息公开工作年度报告", "车村镇人民政府", 2020),
        ("2019年川主乡政府信息公开工作年度报告", "川主乡", 2019),
        ("2022年政府信息公开工作年度报告", "", 2022),
        ("2025 年上海市人民政府办公厅政府信息公开\n工作年度报告", "上海市人民政府办公厅", 2025),
        (
            "广州市荔湾区人民政府南源街道办事处2020年政府信息公开工作年度报告",
            "广州市荔湾区人民政府南源街道办事处",
            2020,
        ),
        ("清水镇2022年度政府信息公开工作年度报告", "清水镇", 2022),
        ("清水镇2022年度政府信息公开年度报告", "清水镇", 2022),
        ("清水镇2022年政府信息公开工作报告", "清水镇", 2022),
        ("清水镇2022年政府信息公开年报", "清水镇", 2022),
        ("清水镇2022政府信息公开工作年度报告", "清水镇", 2022),
        ("2022年度清水镇政府信息公开工作年度报告", "清水镇", 2022),
        ("《清水镇2022年政府信息公开工作年度报告》", "清水镇", 2022),
        ("清水镇　2022　年　政府信息公开工作年度报告", "清水镇", 2022),
    ],
)
def test_a_title_is_recognised_in_the_forms_that_are_seen(line: str, unit: str, year: int):
    found = read_title(line)
    assert found is not None
    assert (found.unit, found.year) == (unit, year)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "桃江县松木塘镇人民政府",
        "一、总体情况",
        "政府信息公开工作年度报告",
        "（一）编制《太平镇政府2022年度政府信息公开工作年度报告》的情况。",
        "根据条例要求，编制2020年政府信息公开工作年度报告。",
        "2020年，清水镇主动公开政府信息21条",
        "202020年12月31日",
        f"{'很长的名字' * 20}2020年政府信息公开工作年度报告",
    ],
)
def test_any_other_line_is_no_title(line: str):
    assert read_title(line) is None


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_the_title_that_we_write_is_read_back(editions: Editions, form: str):
    values: dict[str, Value] = {"unit.name": UNIT, "year": 2024}
    found = read_title(title(editions[form], values))
    assert found is not None
    assert (found.unit, found.year) == (UNIT, 2024)


@pytest.mark.parametrize(
    ("text", "contacts"),
    [
        (
            "如对本年报有疑问，请与清水镇党政办联系（地址：清水镇河东路镇政府院内，邮编：471421，电话：0379-66560122）。",
            {
                "unit.address": "清水镇河东路镇政府院内",
                "unit.postcode": "471421",
                "unit.telephone": "0379-66560122",
            },
        ),
        (
            "联系地址: 河东路2号; 邮政编码:471400; 联系电话: （0379）66560122; 电子邮箱：a.b-c@mail.example.cn",
            {
                "unit.address": "河东路2号",
                "unit.postcode": "471400",
                "unit.telephone": "（0379）66560122",
                "unit.email": "a.b-c@mail.example.cn",
            },
        ),
        ("电  话：13800000000，E-mail: X@Y.cn", {"unit.telephone": "13800000000", "unit.email": "X@Y.cn"}),
        ("邮编：4714211", {}),
        ("本报告没有联系方式。", {}),
    ],
)
def test_contacts_are_read_from_the_lead_in(text: str, contacts: dict[str, str]):
    assert read_contacts(text) == contacts


def test_the_contacts_of_our_own_preamble_are_read_back(editions: Editions):
    contacts: dict[str, Value] = {
        "unit.address": "示例县清水镇河东路2号",
        "unit.postcode": "471400",
        "unit.telephone": "0379-66000001",
        "unit.email": "qingshui@example.cn",
    }
    text = preamble(editions["2021"], {"unit.name": UNIT, "year": 2024, **contacts})
    assert read_contacts(text or "") == contacts


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("嵩县车村镇人民政府", "town"),
        ("川主乡", "town"),
        ("渔洋镇", "town"),
        ("广州市荔湾区人民政府南源街道办事处", "subdistrict"),
        ("南山区蛇口街道", "subdistrict"),
        ("嵩县人民政府", "county_government"),
        ("淮安市洪泽区人民政府", "county_government"),
        ("苏州市昆山市人民政府", "county_government"),
        ("阿拉善左旗人民政府", "county_government"),
        ("北京市东城区人民政府", "county_government"),
        ("嵩县财政局", "county_department"),
        ("嵩县市场监督管理局", "county_department"),
        ("洪泽区人民政府办公室", "county_department"),
        ("重庆市渝中区发展和改革委员会", "county_department"),
        ("洛阳市人民政府", "city_government"),
        ("延边朝鲜族自治州人民政府", "city_government"),
        ("兴安盟行政公署", "city_government"),
        ("洛阳市财政局", "city_department"),
        ("洛阳市市场监督管理局", "city_department"),
        ("洛阳市城市管理局", "city_department"),
        ("洛阳市市政工程处理中心", "city_department"),
        ("洛阳市人民政府办公室", "city_department"),
        ("苏州市昆山市政府办公室", "county_department"),
        ("江苏省人民政府", "province_government"),
        ("黑龙江省人民政府", "province_government"),
        ("上海市人民政府", "province_government"),
        ("广西壮族自治区人民政府", "province_government"),
        ("江苏省财政厅", "province_department"),
        ("江苏省市场监督管理局", "province_department"),
        ("北京市市场监督管理局", "province_department"),
        ("上海市人民政府办公厅", "province_department"),
        ("广西壮族自治区财政厅", "province_department"),
        ("广西壮族自治区南宁市财政局", "city_department"),
        ("某某公司", ""),
        ("", ""),
    ],
)
def test_the_kind_of_a_unit_is_guessed_from_its_name(editions: Editions, name: str, kind: str):
    assert kind_of_unit(editions["2021"], name) == kind
    assert proposed_kind(editions["2021"], {"unit.name": name}) == (kind or None)


def test_every_kind_that_is_guessed_is_a_kind_that_can_be_chosen(editions: Editions):
    assert [kind.id for kind in editions["2019"].unit_kinds if not kind.pattern] == ["other"]
