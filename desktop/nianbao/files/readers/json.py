"""Our own JSON: the contract with other programs, format "nianbao", version 1."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from nianbao.core.edition import Cell, Edition, Editions, edition_for
from nianbao.core.report import Report
from nianbao.core.tables import Problem
from nianbao.core.values import MAX_DIGITS, NotAValue, Value, parse, show
from nianbao.files.errors import UserError
from nianbao.files.readers.text import decode

VERSION = 1
TOP_FIELDS = ("year", "date", "signature")


def read_json(data: bytes, editions: Editions) -> tuple[Report, tuple[Problem, ...]]:
    """The report in the JSON, and what of it has no place in its edition.

    Raises UserError when it is no JSON of ours, or from a newer version.
    """
    try:
        content = json.loads(decode(data), parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError):
        raise UserError("这个 JSON 文件已损坏，读不出来。", "请重新导出一份。") from None
    if not isinstance(content, dict) or content.get("format", "nianbao") != "nianbao" or "cells" not in content:
        raise UserError("这个 JSON 文件不是年度报告。", "请选择由本程序导出的 JSON 文件。")
    if content.get("version", VERSION) != VERSION:
        raise UserError("这个 JSON 文件来自更新的版本。", "请升级本程序后再打开。")
    edition = _edition(content, editions)
    values: dict[str, Value] = {"edition": edition.id}
    strange: list[str] = []
    homeless: list[str] = []
    for name, value in _entries(content):
        cell = edition.cells.get(name) or _cell_of_another(name, editions)
        if cell is None or name == "edition":  # the edition is told at the top, not as a cell
            strange.append(f"“{name}” {value}")
            continue
        if name not in edition.cells:
            homeless.append(f"{cell.name} {value}")
        read = _value(cell, value)
        if read is not None:
            values[name] = read
    return Report(editions, values), tuple(_problems(edition, strange, homeless))


def _cell_of_another(name: str, editions: Editions) -> Cell | None:
    """A cell that only another edition has: one county's table of 2021 had （六）其他处理 in a single row."""
    return next((edition.cells[name] for edition in editions.values() if name in edition.cells), None)


def _problems(edition: Edition, strange: list[str], homeless: list[str]) -> Iterator[Problem]:
    if strange:
        yield Problem(f"这些项目不认识，没有读入：{'、'.join(strange)}。")
    if homeless:
        yield Problem(f"这些项目不在{edition.name}里，保留但不印出：{'、'.join(homeless)}。", note=True)


def _edition(content: dict[str, Any], editions: Editions) -> Edition:
    name, year = content.get("edition"), content.get("year")
    if name is None and isinstance(year, int):
        return edition_for(editions, year)
    if not isinstance(name, str) or name not in editions:
        known = "、".join(editions)
        raise UserError(f"JSON 文件写的格式版本“{name}”不认识。", f"已知的格式版本是 {known}。")
    return editions[name]


def _entries(content: dict[str, Any]) -> list[tuple[str, Any]]:
    unit = content.get("unit", {})
    entries = [(name, content[name]) for name in TOP_FIELDS if name in content]
    entries += [(f"unit.{name}", value) for name, value in (unit if isinstance(unit, dict) else {"name": unit}).items()]
    for group, prefix in (("cells", ""), ("texts", "texts.")):
        part = content.get(group, {})
        if not isinstance(part, dict):
            raise UserError(f"JSON 文件里的“{group}”不完整。", "请重新导出一份。")
        entries += [(f"{prefix}{name}", value) for name, value in part.items()]
    return [(name, value) for name, value in entries if value is not None]


def _value(cell: Cell, value: object) -> Value | None:
    """A number is kept as it stands, a wrong one too: the checks blame it at its cell."""
    if cell.id == "year":
        if isinstance(value, int) and not isinstance(value, bool) and 1900 < value < 2200:
            return value
        raise UserError(f"年度“{value}”不对。", "年度应是四位数字，例如 2025。")
    if cell.row is None:
        return _text(cell, value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise UserError(f"{cell.name}的值“{value}”不是数字。", "请改正后再打开。")
    if isinstance(value, str):
        try:
            return parse(cell.kind, value)
        except NotAValue as reason:
            raise UserError(f"{cell.name}：{reason}", "请改正后再打开。") from None
    if not _is_of_a_length(Decimal(value)):
        raise UserError(f"{cell.name}的值位数太多，不像年度报告的数字。", "请改正后再打开。")
    if isinstance(value, Decimal) and cell.kind != "amount" and value == value.to_integral_value():
        return int(value)
    return Decimal(value) if cell.kind == "amount" else value


def _is_of_a_length(number: Decimal) -> bool:
    """Whether the number has no more digits before and after the point than a clerk would write."""
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and number.adjusted() < MAX_DIGITS and exponent >= -MAX_DIGITS


def _text(cell: Cell, value: object) -> str | None:
    """The text, with a mark for half a character (a lone surrogate), which no file can hold."""
    if not isinstance(value, str | int | Decimal) or isinstance(value, bool):
        raise UserError(f"“{cell.name}”的内容不是文字。", "请改正后再打开。")
    return show(value).encode(errors="replace").decode() or None
