"""W-11 and W-12: how to reach the unit, and the date of the report."""

import datetime
import re
from collections.abc import Iterator

from nianbao.core.checks.finding import Case, Level, Span
from nianbao.core.checks.rule import Fault, rule
from nianbao.core.checks.wording.passages import texts
from nianbao.core.chinese import folded
from nianbao.core.preamble import PREAMBLE
from nianbao.core.values import plain

POSTCODE, TELEPHONE = "unit.postcode", "unit.telephone"
CONTACTS = ("unit.address", POSTCODE, TELEPHONE)
_SHAPES = {
    POSTCODE: (re.compile(r"\d{6}"), "应为六位数字"),
    TELEPHONE: (
        re.compile(
            r"(?:\(?(?:86|\+86)?0\d{2,3}\)?[-—–－\s]?)?\d{7,8}(?:[-转]\d{1,6})?(?:[、,;/]\d{7,8})*|1[3-9]\d{9}|[48]00-?\d{3}-?\d{4}|123\d{2}"
        ),
        "应为区号加号码，例如 0379-66560000",
    ),
}
_STATED = re.compile(r"(邮\s*编|邮政编码|电\s*话)\s*[：]\s*([\d()（）—–\-－\s]{3,24}\d)")
_ASKS_TO_CALL = re.compile("联系|疑问|邮编|电话|地址")
_DATE = re.compile(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?")


@rule("W-11", Level.HINT)
def unit_can_be_reached(case: Case) -> Iterator[Fault]:
    """导语应写明地址、邮编（六位数字）和电话，便于公众查询。"""
    report = case.report
    lead_in = report.text(PREAMBLE)
    if not lead_in.strip() or not any(cell != PREAMBLE for cell, _ in texts(report)):
        return
    names = {cell: report.edition.cells[cell].name for cell in CONTACTS}
    malformed = {cell: told for cell in _SHAPES if (told := _malformed(cell, report.text(cell)))}
    stated = {} if malformed else _misstated(lead_in)
    malformed.update((cell, told) for cell, (told, _) in stated.items())
    missing = [cell for cell in CONTACTS if not report.text(cell).strip() and cell not in malformed]
    faults = [f"没有写{'、'.join(names[cell] for cell in missing)}"] if missing else []
    faults += [f"{names[cell]}{said}" for cell, said in malformed.items()]
    if faults:
        places = tuple(Span(PREAMBLE, *at) for _, at in stated.values())
        yield Fault((*missing, *malformed), (), f"{'；'.join(faults)}，请核对联系方式。", places)


def _malformed(cell: str, text: str) -> str:
    shape, right = _SHAPES[cell]
    return f"“{text}”写得不对，{right}" if text.strip() and not shape.fullmatch(plain(text)) else ""


def _misstated(lead_in: str) -> dict[str, tuple[str, tuple[int, int]]]:
    """What the lead-in of a file states that is no post code or telephone: the words on it, and its place."""
    found: dict[str, tuple[str, tuple[int, int]]] = {}
    for match in _STATED.finditer(folded(lead_in)):
        cell = TELEPHONE if "电" in match[1] else POSTCODE
        if told := _malformed(cell, lead_in[match.start(2) : match.end(2)]):
            found.setdefault(cell, (told, (match.start(2), match.end(2))))
    return found


@rule("W-12", Level.HINT)
def dated_after_the_period(case: Case) -> Iterator[Fault]:
    """成文日期应在统计期限结束（报告年度12月31日）之后。"""
    report = case.report
    day = _day(report.text("date"))
    if day and report.year and day <= datetime.date(report.year, 12, 31):
        message = f"成文日期是{report.text('date')}，统计期限到{report.year}年12月31日才结束，请核对。"
        yield Fault(("date",), ("year",), message)


def _day(text: str) -> datetime.date | None:
    found = _DATE.fullmatch(plain(text))
    try:
        return datetime.date(*(int(part) for part in found.groups())) if found else None
    except ValueError:  # 2月30日
        return None
