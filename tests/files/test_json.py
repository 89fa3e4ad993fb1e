"""The JSON contract with other programs: its shape, its numbers, and what of it is refused."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.files.editions import load_editions
from nianbao.files.errors import UserError
from nianbao.files.readers.json import read_json
from nianbao.files.writers.json import write_json
from reports import filled, with_values, without

EDITIONS = load_editions()


def bytes_of(**content: object) -> bytes:
    """A file of the contract with these entries beside the least that it needs."""
    least = {"format": "nianbao", "version": 1, "edition": "2021", "year": 2024, "cells": {}}
    return json.dumps({**least, **content}).encode()


# what is written


def test_the_file_has_the_shape_of_the_contract(editions: Editions):
    report = filled(editions, "2021")
    content = json.loads(write_json(report), parse_float=Decimal)
    heads = ["format", "version", "edition", "year", "date", "signature"]
    assert list(content) == [*heads, "unit", "cells", "texts", "program"]
    assert (content["format"], content["version"], content["edition"], content["year"]) == ("nianbao", 1, "2021", 2024)
    assert content["unit"] == {
        "name": "示例县清水镇人民政府",
        "kind": "town",
        "address": "示例县清水镇河东路2号",
        "postcode": "471400",
        "telephone": "0379-66000001",
        "email": "qingshui@example.cn",
    }
    assert content["cells"] == {cell.id: report.values[cell.id] for cell in report.edition.table_cells}
    assert set(content["texts"]) == {"preamble", "overview", "problems", "other"}
    assert content["texts"]["other"] == report.text("texts.other")


def test_a_blank_cell_is_absent(editions: Editions):
    cells = json.loads(write_json(without(filled(editions, "2021"), "appeals.reconsideration.upheld")))["cells"]
    assert "appeals.reconsideration.upheld" not in cells
    assert len(cells) == 199


def test_an_empty_report_is_written(editions: Editions):
    content = json.loads(write_json(Report(editions, {"edition": "2021"})))
    assert content.pop("program").startswith("nianbao ")
    assert content == {"format": "nianbao", "version": 1, "edition": "2021", "unit": {}, "cells": {}, "texts": {}}


@pytest.mark.parametrize(
    "amount", ["0", "0.1", "19.8303", "12.50", "59237.2449", "123456789012.1234", "0.0001", "1E+2"]
)
def test_an_amount_is_a_number_digit_by_digit(amount: str, editions: Editions):
    report = with_values(filled(editions, "2021"), {"proactive.fees.amount": Decimal(amount)})
    data = write_json(report)
    assert f'"proactive.fees.amount": {format(Decimal(amount), "f")}'.encode() in data
    assert read_json(data, editions)[0].get("proactive.fees.amount") == Decimal(amount)


def test_letters_are_written_as_themselves(editions: Editions):
    assert "清水镇".encode() in write_json(filled(editions, "2021"))


def test_a_whole_report_comes_back(report: Report, editions: Editions):
    again, problems = read_json(write_json(report), editions)
    assert again.values == report.values
    assert problems == ()


@given(text=st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
def test_any_text_comes_back_letter_by_letter(text: str):
    report = with_values(filled(EDITIONS, "2021"), {"texts.other": text})
    assert read_json(write_json(report), EDITIONS)[0].text("texts.other") == text


# what is read


def test_the_least_that_is_needed_is_an_edition_and_cells(editions: Editions):
    report, _ = read_json(b'{"edition": "2019", "cells": {"proactive.rules.produced": 0}}', editions)
    assert report.values == {"edition": "2019", "proactive.rules.produced": 0}


@pytest.mark.parametrize(("year", "edition"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2025, "2021")])
def test_without_an_edition_the_year_tells_it(year: int, edition: str, editions: Editions):
    assert read_json(f'{{"year": {year}, "cells": {{}}}}'.encode(), editions)[0].edition.id == edition


def test_a_unit_may_be_its_name_alone(editions: Editions):
    assert read_json(bytes_of(unit="示例镇人民政府"), editions)[0].unit == "示例镇人民政府"


@pytest.mark.parametrize(
    ("cell", "value", "read"),
    [
        ("proactive.licensing.decisions", 3, 3),
        ("proactive.licensing.decisions", 3.0, 3),
        ("proactive.licensing.decisions", "３", 3),
        ("proactive.licensing.decisions", "1,234", 1234),
        ("proactive.licensing.decisions", "", None),
        ("proactive.licensing.decisions", None, None),
        ("proactive.licensing.decisions", -3, -3),
        ("proactive.licensing.decisions", 2.5, Decimal("2.5")),
        ("proactive.fees.amount", 3, Decimal(3)),
        ("proactive.fees.amount", 0.1, Decimal("0.1")),
        ("proactive.fees.amount", "12.5", Decimal("12.5")),
        ("proactive.fees.amount", -1, Decimal(-1)),
    ],
)
def test_a_number_is_kept_as_it_stands_and_a_wrong_one_is_left_to_the_checks(
    editions: Editions, cell: str, value: object, read: object
):
    found = read_json(bytes_of(cells={cell: value}), editions)[0].get(cell)
    assert found == read
    assert type(found) is type(read)


def test_cells_without_a_place_in_the_edition_are_named_in_words(editions: Editions):
    cells = {"proactive.procurement.projects": 22, "nobody.knows": 1}
    report, (strange, homeless) = read_json(bytes_of(cells=cells), editions)
    assert "nobody.knows" not in report.values
    assert "“nobody.knows” 1" in strange.sentence
    assert "政府集中采购 采购项目数量 22" in homeless.sentence
    assert homeless.note


def test_cells_of_another_edition_are_kept_and_written_again(editions: Editions):
    """One county's report of 2023 had the tables of 2021 with （六）其他处理 in a single row."""
    report, _ = read_json(bytes_of(cells={"applications.other.person": 4}), editions)
    assert report.get("applications.other.person") == 4
    again, _ = read_json(write_json(report), editions)
    assert again.values == report.values


def test_the_edition_is_no_cell(editions: Editions):
    report, problems = read_json(bytes_of(cells={"edition": "1999"}), editions)
    assert report.edition.id == "2021"
    assert len(problems) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_the_encoding_does_not_matter(encoding: str, editions: Editions):
    text = '{"edition": "2021", "cells": {}, "unit": {"name": "示例镇人民政府"}}'
    assert read_json(text.encode(encoding), editions)[0].unit == "示例镇人民政府"


def test_half_a_character_is_replaced_so_that_every_file_can_hold_the_text(editions: Editions):
    report, _ = read_json(b'{"edition": "2021", "cells": {}, "texts": {"other": "a\\ud800b"}}', editions)
    assert report.text("texts.other") == "a?b"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "已损坏"),
        (b'{"cells": {}', "已损坏"),
        (b"[" * 100_000, "已损坏"),
        (b'{"a": 1e99999999999999999999}', "已损坏"),
        (b'{"a": ' + b"9" * 5000 + b"}", "已损坏"),
        (b"[]", "不是年度报告"),
        (b"{}", "不是年度报告"),
        (b'{"format": "other", "cells": {}}', "不是年度报告"),
        (bytes_of(version=2), "更新的版本"),
        (bytes_of(version="1"), "更新的版本"),
        (bytes_of(edition="2030"), "“2030”不认识"),
        (bytes_of(edition=2021), "不认识"),
        (bytes_of(edition=["2021"]), "不认识"),
        (bytes_of(edition=None, year=None), "不认识"),
        (bytes_of(cells=[1]), "“cells”不完整"),
        (bytes_of(texts="甲"), "“texts”不完整"),
        (bytes_of(year="2024"), "年度“2024”不对"),
        (bytes_of(year=True), "年度“True”不对"),
        (bytes_of(year=20240), "年度“20240”不对"),
        (bytes_of(year=2024.5), "年度“2024.5”不对"),
        (bytes_of(cells={"proactive.licensing.decisions": True}), "不是数字"),
        (bytes_of(cells={"proactive.licensing.decisions": [1]}), "不是数字"),
        (bytes_of(cells={"proactive.licensing.decisions": "三件"}), "不是数字"),
        (bytes_of(cells={"proactive.licensing.decisions": float("nan")}), "不是数字"),
        (bytes_of(cells={"proactive.fees.amount": float("inf")}), "不是数字"),
        (bytes_of(cells={"proactive.licensing.decisions": 10**12}), "位数太多"),
        (bytes_of(cells={"proactive.licensing.decisions": 10**4000}), "位数太多"),
        (b'{"edition": "2021", "cells": {"proactive.licensing.decisions": 1e999999999}}', "位数太多"),
        (b'{"edition": "2021", "cells": {"proactive.fees.amount": 1e-999999999}}', "位数太多"),
        (bytes_of(texts={"other": [1]}), "不是文字"),
        (bytes_of(unit={"name": True}), "不是文字"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_remedy(data: bytes, said: str, editions: Editions):
    with pytest.raises(UserError, match=said) as caught:
        read_json(data, editions)
    assert caught.value.remedy


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
_CELLS = st.sampled_from(
    ["proactive.fees.amount", "proactive.licensing.decisions", "edition", "year", "unit.name", "x"]
)


@given(
    content=st.fixed_dictionaries(
        {"edition": st.just("2021") | _JSON, "cells": st.dictionaries(_CELLS, _JSON, max_size=3) | _JSON},
        optional=dict.fromkeys(("year", "date", "signature", "unit", "texts", "version", "format"), _JSON),
    )
)
def test_any_json_is_read_or_refused_with_a_sentence(content: dict[str, object]):
    try:
        report, _ = read_json(json.dumps(content).encode(), EDITIONS)
    except UserError:
        return
    assert read_json(write_json(report), EDITIONS)[0].values == report.values
