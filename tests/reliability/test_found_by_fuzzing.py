"""What `make fuzz` has found: each of these once ended the program or left a traceback."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from nianbao.core.checks import check
from nianbao.core.grammar.numerals import numeral
from nianbao.core.report import Report
from nianbao.files.atomic import read_bytes
from nianbao.files.database import dump, load_document
from nianbao.files.editions import load_editions
from nianbao.files.errors import UserError
from nianbao.files.paths import settings_file
from nianbao.files.readers.read import read_bytes_as
from nianbao.files.records import Document
from nianbao.files.writers.excel import write_excel
from nianbao.gui.appearance import LARGEST, SMALLEST, scale
from reports import filled, with_values

EDITIONS = load_editions()


def with_first_cell(start: bytes) -> bytes:
    """An Excel file in which the first filled cell of each sheet begins with these words."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write_excel(filled(EDITIONS, "2021")))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(rb'<c r="[A-Z]+\d+"(?=[^>]*[^/]>)', start, content, count=1)
            new.writestr(name, content)
    return stream.getvalue()


FAR = (
    *(b'<c r="XFD1048576"', b'<c\nr="XFD1048576"', b'<c r = "XFD1048576"', b"<c r='XFD1048576'"),
    b'<c x=">" r="XFD1048576"',
)
NOWHERE = (
    *(b'<c r="xfd1048576"', b'<c r="AAAAAAA1"', b'<c r="aaaaaaaaaaaaaaaaI32"', b'<c r="A4000000000"'),
    b'<c r="XFD&#49;1"',
)


@pytest.mark.parametrize("start", FAR)
def test_a_filled_cell_far_out_is_refused_however_its_place_is_written(start: bytes) -> None:
    """The library that reads the file makes room for everything before it: terabytes, and the process is aborted."""
    with pytest.raises(UserError, match="表格太大"):
        read_bytes_as("上年.xlsx", with_first_cell(start), EDITIONS)


@pytest.mark.parametrize("start", NOWHERE)
def test_a_cell_at_a_place_that_is_none_is_damage(start: bytes) -> None:
    with pytest.raises(UserError, match="已损坏"):
        read_bytes_as("上年.xlsx", with_first_cell(start), EDITIONS)


@pytest.mark.parametrize("year", [-5, 0, 10_000, 2**62])
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_a_year_that_no_calendar_has_is_no_year(edition: str, year: int) -> None:
    """Only a damaged document can hold one; the checks compare dates with it."""
    report = with_values(filled(EDITIONS, edition), {"year": year})
    again = load_document(dump(Document(report, report)), "年报.nianbao", EDITIONS)
    assert again.report.year is None
    check(again.report, again.base)
    check(Report(EDITIONS, {"edition": edition, "year": year}))


@pytest.mark.parametrize(
    "number",
    ["9" * 18, "9" * 24 + "亿", "9" * 29, "9" * 5000, "9,999" + ",999" * 20, "9" * 22 + "千亿", "0." + "3" * 40],
)
@pytest.mark.parametrize("unit", ["件", "%", "元"])
def test_a_number_longer_than_any_count_does_not_end_the_checks(number: str, unit: str) -> None:
    """An account or an order pasted into a sentence: arithmetic with 29 digits was a traceback at every check."""
    report = filled(EDITIONS, "2021")
    words = (
        f"收到申请{number}{unit}，同比增长{number}%，比上年增加{number}件，其中予以公开{number}{unit}，结转{number}件。"
    )
    words += f"制发规范性文件{number}件，收取信息处理费{number}元，行政复议{number}件，行政诉讼{number}{unit}。"
    texts = {cell: words for cell in report.values if cell.startswith("texts.")}
    check(with_values(report, texts), report)


def test_a_number_too_long_for_a_count_is_read_whole_and_counts_nothing() -> None:
    """Cut short, its end would be a count of its own."""
    statement = f"收到申请{'1' * 30}件"
    found = numeral(statement, 4)
    assert found is not None
    assert (found.end, found.unit) == (len(statement), "号")


@pytest.mark.parametrize("name", ["省里的\0.docx", "省里的\ud83d.docx"])
def test_a_name_that_no_system_can_hold_is_a_file_that_is_not_found(name: str) -> None:
    """The settings name the template; half a character or a zero in them was a traceback at the next export."""
    with pytest.raises(UserError, match="找不到文件"):
        read_bytes(Path(name))


@pytest.mark.parametrize("size", ["NaN", "Infinity", "-Infinity", "1e999", "-5", "0", "true", "[]"])
def test_a_size_in_the_settings_that_is_none_is_not_taken(size: str) -> None:
    file = settings_file()
    file.parent.mkdir(parents=True)
    file.write_text(f'{{"scale": {size}, "recent": []}}', encoding="utf-8")
    assert SMALLEST <= scale() <= LARGEST
