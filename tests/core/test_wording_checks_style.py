"""W-09 to W-12: names, slips of the pen, how to reach the unit, and the date."""

import pytest
from worded import fault, faults, mended, worded, words

from nianbao.core.checks import Finding, Level
from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.core.values import Value
from reports import filled, with_values, without

BUREAU, STREET, COUNTY = "示例县财政局", "示例市江北区青石街道办事处", "示例县人民政府"
FIRST = "（一）主动公开情况。公开30条。"


# W-09


@pytest.mark.parametrize(
    ("cell", "text", "name"),
    [
        ("overview", "清泉镇坚持公开为常态，公开信息30条。", "清泉镇"),
        ("overview", "2024年，清泉镇共主动公开信息30条。", "清泉镇"),
        ("overview", "（一）主动公开情况。清泉镇在县政府网站公开30条。", "清泉镇"),
        ("overview", "我石桥乡共有12个村设立公开栏。", "石桥乡"),
        ("overview", "为加强石桥乡政府信息公开工作，制定了方案。", "石桥乡"),
        ("preamble", "本报告由清泉镇人民政府编制。", "清泉镇"),
        ("preamble", "如有疑问，请与石桥乡党政办联系。", "石桥乡"),
    ],
)
def test_another_town_that_speaks_is_asked_about(editions: Editions, cell: str, text: str, name: str):
    report = worded(editions, **{cell: text})
    finding = fault(report, "W-09")
    assert finding.level is Level.WARNING
    assert words(report, finding) == [name]
    assert "不是本单位（示例县云溪镇人民政府）的名称" in finding.message
    assert mended(report, finding, f"texts.{cell}") == text.replace(name, "云溪镇")


@pytest.mark.parametrize(
    "text",
    [
        "云溪镇坚持公开为常态。示例县云溪镇人民政府全年公开30条。",
        "组织人员到清泉镇学习经验，清泉镇的做法值得借鉴。",
        "我镇与清泉镇、石桥乡联合开展宣讲。",
        "全镇各村设立公开栏，各乡镇干部下乡开展宣讲。",
        "干部下乡开展政策宣讲，返乡人员可在线查询。",
        "集镇环境整治、小城镇建设信息公开到村。",
        "县政府办、县司法局指导我镇开展工作，城关社区、双河村率先公开。",
        "乡镇坚持每月更新。城镇在建项目同步公开。",
    ],
)
def test_other_towns_may_be_spoken_of(editions: Editions, text: str):
    assert faults(worded(editions, overview=text, preamble="如有疑问，请与县政务服务局联系。"), "W-09") == []


@pytest.mark.parametrize(
    ("unit", "text", "name"),
    [
        (BUREAU, "本报告由示例县教育局编制。", "示例县教育局"),
        (STREET, "白鹭街道通过微信群公开信息60条。", "白鹭街道"),
        (COUNTY, "本报告由石门县人民政府办公室编制。", "石门县"),
    ],
)
def test_every_kind_of_unit_has_names_on_its_own_level(editions: Editions, unit: str, text: str, name: str):
    report = worded(editions, unit=unit, preamble=text)
    assert words(report, fault(report, "W-09")) == [name]


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        (BUREAU, "示例县财政局编制了本报告，请与示例县财政局办公室联系。县教育局协助统计。"),
        (BUREAU, "请与县财政局办公室联系。"),
        (STREET, "青石街道坚持公开为常态。商业街道路改造信息由区住建局发布。"),
        (COUNTY, "由示例市示例县人民政府办公室编制。清泉镇、石桥乡作了交流。"),
        ("市桥街道办事处", "市桥街道认真开展公开工作。"),
    ],
)
def test_a_unit_may_call_itself_in_every_way(editions: Editions, unit: str, text: str):
    assert faults(worded(editions, unit=unit, preamble=text), "W-09") == []


def test_the_unit_of_a_declared_title_must_be_the_reports(editions: Editions):
    title = "示例县清泉镇人民政府2024年政府信息公开工作年度报告"
    assert fault(worded(editions, title=title), "W-09").cells == ("texts.title", "unit.name")
    assert faults(worded(editions, title="云溪镇2024年政府信息公开年报"), "W-09") == []


def test_without_a_unit_no_name_is_another(editions: Editions):
    assert faults(without(worded(editions, overview="清泉镇坚持公开。"), "unit.name"), "W-09") == []


# W-10


def slips(editions: Editions, text: str, cell: str = "overview") -> list[tuple[str, list[str]]]:
    """What is said of each kind of slip after the section's name, and the words."""
    report = worded(editions, **{cell: text})
    found = faults(report, "W-10")
    assert all(finding.level is Level.HINT for finding in found)
    return [(finding.message, words(report, finding)) for finding in found]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("主动公开公开信息30条。", ["公开公开"]),
        ("我县县政府高度重视。", ["我县县"]),
        ("在示例县县人民政府网站发布。", ["县县"]),
        ("不断完善的的机制。", ["的的"]),
        ("进进一步加强培训。", ["进进"]),
        ("群众满意度满意度提升。", ["满意度满意度"]),
        ("为为民服务提供支撑。", ["为为"]),
    ],
)
def test_doubled_words_are_mentioned(editions: Editions, text: str, said: list[str]):
    ((message, found),) = slips(editions, text)
    assert found == said
    assert "重复的字词" in message


@pytest.mark.parametrize(
    "text",
    [
        "人人参与，层层落实，常常检查，往往由多个部门配合，稳稳推进，村村设点。",
        "一项一项落实，逐条逐条整改，方方面面都要实实在在。",
        "做好政务公开公开栏更新。云溪镇人民政府政府信息公开有序。",
        "政府信息信息化水平提升，财政政策、行政政务信息同步公开。",
        "将将军路社区的公开栏更新，目的的达成离不开制度，推进进一步深化。",
        "办公公开电话有人接听，常务会议会议纪要全部公开。",
    ],
)
def test_words_that_are_meant_twice_are_not(editions: Editions, text: str):
    assert slips(editions, text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("坚持“先审后发原则。", ["“"]),
        ("坚持“先审后发“原则。", ["“", "“"]),
        ("坚持“先审后发”原则（含微信。", ["（"]),
        ("印发《审核办法，严格执行。", ["《"]),
        ("印发《审核办法》》，严格执行。", ["》"]),
        ('坚持"先审后发原则。', ['"']),
    ],
)
def test_half_a_pair_is_mentioned(editions: Editions, text: str, said: list[str]):
    assert [found for message, found in slips(editions, text) if "不成对" in message] == [said]


@pytest.mark.parametrize(
    "text",
    [
        "做到：1）及时；2）准确；（3）全面。",
        "引用‘放管服’要求，It’s ok。",
        "《关于印发〈办法〉的通知》（“一件事”）。",
        '严格按照"先审后发"的原则（含微信)。',
    ],
)
def test_whole_pairs_and_numbers_are_not(editions: Editions, text: str):
    assert slips(editions, text) == []


def test_half_width_punctuation_between_characters_is_mentioned_and_mended(editions: Editions):
    report = worded(editions, overview="公开30条,其中通知10条;更新及时，网址a.cn，1,234人.")
    finding = fault(report, "W-10")
    assert words(report, finding) == [",", ";", "."]
    assert mended(report, finding, "texts.overview") == "公开30条，其中通知10条；更新及时，网址a.cn，1,234人。"


def test_a_file_with_nothing_but_half_width_punctuation_was_made_so(editions: Editions):
    assert slips(editions, "公开30条,其中通知10条;更新及时,内容全面(含图解)。") == []


def test_doubled_stops_are_mentioned_and_mended(editions: Editions):
    report = worded(editions, overview="更新及时。。内容全面，，形式多样，。")
    finding = fault(report, "W-10")
    assert words(report, finding) == ["。。", "，，", "，。"]
    assert mended(report, finding, "texts.overview") == "更新及时。内容全面，形式多样。"


def test_a_missing_full_stop_is_mentioned_and_headings_and_wrapped_lines_are_not(editions: Editions):
    line = "镇政府网站专栏全年更新信息三百余条，内容涵盖各个领域"
    ((message, found),) = slips(editions, f"（一）主动公开情况\n{line}\n（二）依申请公开情况\n未收到申请。")
    assert "缺少句号" in message
    assert found == [line[-4:]]
    assert slips(editions, f"{line}\n{line}\n{line}。") == []
    assert slips(editions, f"{line}，网址www.example.gov.cn") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{FIRST}\n（三）政府信息管理情况。规范。", "序号不连续（前面是 1，这里是 3）"),
        ("（二）依申请公开情况。无。", "序号不连续（前面没有 1，这里是 2）"),
        ("1.主动公开。30条。\n2.依申请公开。无。", "用了“1.”，缺少上一级“（一）”"),
        ("一、加强领导\n成立小组。", "这一部分的标题已经用了“一、”这一级，下面应从“（一）”开始"),
        (f"{FIRST}\n1.内容。\n2、渠道。", "“1.”和“1、”混用，应统一用“1.”"),
        ("一是内容不全；三是形式单一。", "“三是”前面没有接上前一项"),
    ],
)
def test_slips_in_numbering_are_mentioned(editions: Editions, text: str, told: str):
    assert [message for message, _ in slips(editions, text)] == [f"“一、总体情况”的序号：{told}。"]


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n1.内容。\n2.渠道。\n（二）依申请公开情况。\n1.受理。无。",
        "存在问题：\n（一）内容不全。\n（二）形式单一。\n改进措施：\n（一）充实内容。\n（二）丰富形式。",
        "一是内容不全；二是形式单一。下一步：一是培训；二是检查。",
        "2024年。（一）主动公开30条。\n（二）依申请公开0件。",
        "1.5万人受益。",
    ],
)
def test_good_numbering_is_not(editions: Editions, text: str):
    assert slips(editions, text) == []


# W-11


CONTACTS: dict[str, Value] = {
    "unit.address": "河东路2号",
    "unit.postcode": "471400",
    "unit.telephone": "0379-66000001",
}


def lead_in(editions: Editions, **changes: Value) -> Report:
    report = worded(editions, preamble="本报告由云溪镇人民政府编制。", overview="公开30条。")
    return with_values(report, {**CONTACTS, **{f"unit.{name}": value for name, value in changes.items()}})


def reached(report: Report) -> Finding | None:
    found = faults(report, "W-11")
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    "telephone",
    [
        *("0379-66000001", "（0379）66000001", "037966000001", "0379—66000001", "66000001", "13800000000", "12345"),
        *("400-123-4567", "0379-66000001、66000002", "0379-66000001转8001", "010-12345678"),
    ],
)
def test_contacts_in_every_good_form_are_nothing_to_speak_of(editions: Editions, telephone: str):
    assert reached(lead_in(editions, telephone=telephone)) is None


def test_missing_contacts_are_one_hint(editions: Editions):
    finding = reached(without(lead_in(editions), "unit.address", "unit.telephone"))
    assert finding is not None
    assert (finding.level, finding.cells) == (Level.HINT, ("unit.address", "unit.telephone"))
    assert finding.message == "没有写地址、电话，请核对联系方式。"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"postcode": "47140"}, "邮编“47140”写得不对，应为六位数字"),
        ({"telephone": "0379-6600"}, "电话“0379-6600”写得不对，应为区号加号码"),
        ({"postcode": "4714000", "telephone": "无"}, "邮编“4714000”写得不对，应为六位数字；电话“无”"),
    ],
)
def test_malformed_contacts_are_told(editions: Editions, changes: dict[str, Value], said: str):
    finding = reached(lead_in(editions, **changes))
    assert finding is not None
    assert said in finding.message


def test_what_the_lead_in_of_a_file_states_is_read_too(editions: Editions):
    report = worded(editions, preamble="地址：河东路2号，邮编：47140，电话：0379-6600。", overview="公开30条。")
    finding = reached(report)
    assert finding is not None
    assert words(report, finding) == ["47140", "0379-6600"]


def test_without_a_lead_in_or_other_texts_nobody_is_asked_how_to_be_reached(editions: Editions):
    assert reached(worded(editions, overview="公开30条。")) is None
    assert reached(worded(editions, preamble="本报告由云溪镇人民政府编制。")) is None


# W-12


@pytest.mark.parametrize(("date", "early"), [("2024年12月31日", True), ("2024-6-1", True), ("2025年1月1日", False)])
def test_a_report_dated_within_its_period_is_mentioned(editions: Editions, date: str, early: bool):
    report = with_values(filled(editions, "2021"), {"date": date})
    assert [finding.level for finding in faults(report, "W-12")] == ([Level.HINT] if early else [])


@pytest.mark.parametrize("date", ["", "2024年2月30日", "年底", "二〇二四年六月一日"])
def test_what_is_no_date_is_not_early(editions: Editions, date: str):
    assert faults(with_values(filled(editions, "2021"), {"date": date}), "W-12") == []
    assert faults(without(filled(editions, "2021"), "date"), "W-12") == []
