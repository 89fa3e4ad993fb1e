"""The words that are made from the unit and the year: title, statistics period and preamble (格式 of the edition)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from nianbao.core.chinese import simplified
from nianbao.core.edition import Edition
from nianbao.core.values import Value

PREAMBLE = "texts.preamble"

_REPORT = r"(?:年度)?(?:政府|政务)?信息公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)"
_TITLES = (
    re.compile(rf"(?P<unit>.*?)(?P<year>(?:19|20)\d{{2}})年?{_REPORT}"),
    re.compile(rf"(?P<year>(?:19|20)\d{{2}})年度?(?P<unit>.+?){_REPORT}"),
)
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
    found = next((match for pattern in _TITLES if (match := pattern.fullmatch(simplified(line)))), None)
    return Title(line[found.start("unit") : found.end("unit")], int(found["year"])) if found else None


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
