"""The words that are made from the unit and the year: title, statistics period and preamble (格式 of the edition)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from nianbao.core.chinese import folded, simplified
from nianbao.core.edition import Edition
from nianbao.core.values import Value

PREAMBLE = "texts.preamble"

_REPORT = (
    r"(?:年度)?(?:(?:政府|政务)?信息公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)|政务公开(?:工作)?年度(?:工作)?报告)"
)
_TITLES = (
    re.compile(rf"(?P<unit>.*?)(?<!\d)(?P<year>(?:19|20)\d{{2}})年?{_REPORT}"),
    re.compile(rf"(?P<year>(?:19|20)\d{{2}})年度?(?P<unit>.+?){_REPORT}"),
)
_YEARLESS = re.compile(r"(?P<unit>.*?)\d*年?度?(?:政府|政务)?信息公开(?:工作)?年度(?:工作)?报告")
_CHINESE_YEAR = re.compile("二[〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_YEARS = re.compile(r"\d{2,}(?=年)|(?<!\d)(?:19|20)\d{2}(?!\d)")
_DIGITS = {**dict(zip("一二三四五六七八九", "123456789", strict=True)), **dict.fromkeys("〇○零", "0")}
_LONGEST_TITLE = 80
_CONTACTS = {
    "unit.address": re.compile(r"地\s*址\s*[:：]\s*([^，,；;。）)\s]+)"),
    "unit.postcode": re.compile(r"(?:邮\s*编|邮政编码)\s*[:：]\s*(\d{6})(?!\d)"),
    "unit.telephone": re.compile(r"电\s*话\s*[:：]\s*([0-9—–\-－()（）]{7,20}[0-9])"),
    "unit.email": re.compile(r"(?:邮\s*箱|邮件|E-?mail)\s*[:：]\s*([\w.+-]+@[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE),
}


def title(edition: Edition, values: Mapping[str, Value]) -> str:
    """The report's title, with what is not yet known left out."""
    return edition.title.format(unit=values.get("unit.name", ""), year=values.get("year", ""))


def preamble(edition: Edition, values: Mapping[str, Value]) -> str | None:
    """The paragraph before section 一; None while the unit or the year is blank."""
    unit, year = values.get("unit.name"), values.get("year")
    if not unit or not year:
        return None
    wording = edition.preamble
    details = [text.format(values[cell]) for cell, text in wording.details if cell in values]
    contact = wording.contact.format(unit=unit, details="，".join(details)) if details else ""
    return wording.text.format(unit=unit, year=year) + contact


@dataclass(frozen=True, slots=True)
class Title:
    unit: str
    year: int


def read_title(text: str) -> Title | None:
    """Unit and year of a line that is a report's title; None when it is something else."""
    line = re.sub(r"\s+", "", text).strip("《》")
    if len(line) > _LONGEST_TITLE:
        return None
    told = _with_digits(line)
    found = next((match for pattern in _TITLES if (match := pattern.fullmatch(told))), None)
    return Title(line[found.start("unit") : found.end("unit")], int(found["year"])) if found else None


def years_in_title(text: str) -> tuple[str, ...]:
    """The years that a title names, as digits: those before 年 however many they are (202020年), and any of four."""
    return tuple(_YEARS.findall(_with_digits(re.sub(r"\s+", "", text))))


def _with_digits(line: str) -> str:
    """A line to look for a year in: 二〇二三年 is 2023年. Its length does not change."""
    return _CHINESE_YEAR.sub(lambda year: "".join(_DIGITS[sign] for sign in year[0]), folded(line))


def read_yearless_title(text: str) -> str | None:
    """The unit of a line that is a title in all but its year, which is missing or garbled: 202020年; else None."""
    line = re.sub(r"\s+", "", text).strip("《》")
    if len(line) > _LONGEST_TITLE or read_title(line):
        return None
    found = _YEARLESS.fullmatch(folded(line))
    return line[: found.end("unit")].rstrip("0123456789") if found else None


def read_contacts(text: str) -> dict[str, str]:
    """Address, post code, telephone and e-mail that a preamble states, by cell id."""
    found = {cell: pattern.search(text) for cell, pattern in _CONTACTS.items()}
    return {cell: match[1] for cell, match in found.items() if match}


def kind_of_unit(edition: Edition, name: str) -> str:
    """The kind that a unit's name suggests, as an id of `unit_kinds`; empty when the name suggests none."""
    told = simplified(name)
    return next((kind.id for kind in edition.unit_kinds if kind.pattern and re.search(kind.pattern, told)), "")


def proposed_kind(edition: Edition, values: Mapping[str, Value]) -> str | None:
    """The kind of unit that the report's unit name suggests; None when it suggests none."""
    return kind_of_unit(edition, str(values.get("unit.name", ""))) or None
