"""Our own JSON: the contract with other programs, format "nianbao", version 1. Blank cells are absent.

`program` says which version wrote the file; nothing depends on it.
"""

import json
from collections.abc import Mapping

from nianbao.core.report import Report
from nianbao.core.values import Value, show
from nianbao.files.program import PROGRAM
from nianbao.files.readers.json import TOP_FIELDS, VERSION


def write_json(report: Report) -> bytes:
    values = report.values
    heads: dict[str, Value] = {"format": "nianbao", "version": VERSION, "edition": report.edition.id}
    heads.update((name, values[name]) for name in TOP_FIELDS if name in values)
    known = [cell.id for edition in (report.edition, *report.editions.values()) for cell in edition.table_cells]
    cells = {cell: values[cell] for cell in known if cell in values}  # those of another edition too: nothing is lost
    groups = {"unit": _part(report, "unit."), "cells": cells, "texts": _part(report, "texts.")}
    entries = [f" {json.dumps(name)}: {_literal(value)}" for name, value in heads.items()]
    entries += [f" {json.dumps(name)}: {_object(part)}" for name, part in groups.items()]
    entries.append(f' "program": {json.dumps(PROGRAM)}')
    # half of a character has no bytes of its own, only an escape
    return ("{\n" + ",\n".join(entries) + "\n}\n").encode(errors="backslashreplace")


def _part(report: Report, prefix: str) -> dict[str, Value]:
    cells = (cell for cell in report.edition.cells if cell.startswith(prefix) and cell in report.values)
    return {cell.removeprefix(prefix): report.values[cell] for cell in cells}


def _object(part: Mapping[str, Value]) -> str:
    entries = ",\n".join(f"  {json.dumps(name)}: {_literal(value)}" for name, value in part.items())
    return f"{{\n{entries}\n }}" if entries else "{}"


def _literal(value: Value) -> str:
    """A number digit by digit as it was given: binary rounding must not touch an amount."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else show(value)
