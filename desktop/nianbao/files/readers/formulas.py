"""Formulas in an .xlsx file whose results were not saved: another program wrote them, and they read as empty cells."""

import re
import zipfile
from collections.abc import Iterator

from nianbao.files.errors import UserError
from nianbao.files.readers.xml import open_package, parse_xml, read_part

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_UNSAVED = re.compile(
    rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r=\"([A-Z]{1,3})(\d{1,7})\"[^>]*>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


def unsaved_formulas(data: bytes) -> dict[str, set[tuple[int, int]]]:
    """The cells (row, column from 0) of each sheet that hold a formula but no result; none for other kinds of file."""
    if not data.startswith(b"PK"):
        return {}
    with open_package(data) as package:
        if "xl/workbook.xml" not in package.namelist():
            return {}
        return {
            name: {(int(row) - 1, _column(letters)) for letters, row in _UNSAVED.findall(read_part(package, part))}
            for name, part in _sheets(package)
            if part in package.namelist()
        }


def _sheets(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name of each sheet with the part of the package that holds it."""
    try:
        book = parse_xml(read_part(package, "xl/workbook.xml"))
        links = parse_xml(read_part(package, "xl/_rels/workbook.xml.rels"))
    except UserError:
        return  # a book without a list of its parts: the library that reads it will say what is wrong
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_LINK), "")
        yield str(sheet.get("name")), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
