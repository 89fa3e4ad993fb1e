"""Write the golden parts of this folder anew, after a change of the Word file that is meant:

    PYTHONPATH=tests:desktop .venv/bin/python tests/golden/make_word.py

Then read what git shows of them: that is what the clerk's file will change by. One report of each edition in each
preset, its words and figures written here, so that nothing else can change it.
"""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from lxml import etree

from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.core.values import Value
from nianbao.files.editions import load_editions
from nianbao.files.program import OFFICE_PART
from nianbao.files.writers.layout import OFFICIAL, STATE_OFFICE, Layout
from nianbao.files.writers.word import write_word

HERE = Path(__file__).resolve().parent
_OWN_LINE = re.compile(
    rb"(?=<(?:w:(?:p|tr|tbl|style|sectPr|font|docDefaults)|Relationship|Override|dc:\w+|dcterms:\w+)[ >])"
)
MADE = datetime(2025, 1, 20, 12, 0, tzinfo=UTC)
WORDS: Mapping[str, Value] = {
    "unit.name": "示例县云溪镇人民政府",
    "texts.preamble": "本报告由云溪镇人民政府编制，电子邮箱：yunxi@mail.example.cn。",
    "texts.overview": "\n".join(
        (
            "（一）主动公开情况。全年公开信息 12 条。",
            "（二）依申请公开情况",
            "1.规范办理流程",
            "（1）登记",
            "收到申请当日登记，\t逐件审查 <A & B>。",
        )
    ),
    "texts.problems": "一、存在的问题。更新不及时。\n\n　　二是格式不统一。",
    "texts.other": "没有其他需要报告的事项。",
    "signature": "yes",
    "date": "2025年1月20日",
}


@dataclass(frozen=True)
class Case:
    """A file that is kept part by part under its name."""

    edition: str
    layout: Layout
    draft: bool

    @property
    def name(self) -> str:
        return f"{self.layout.id}-{self.edition}{'-draft' if self.draft else ''}"


CASES = (Case("2021", OFFICIAL, draft=False), Case("2019", STATE_OFFICE, draft=True))


def report(editions: Editions, edition: str) -> Report:
    """Every cell filled but each seventh, with a number of one to eight digits that is nowhere else."""
    values: dict[str, Value] = {"edition": edition, "year": 2024, **WORDS}
    for number, cell in enumerate(editions[edition].table_cells, 1):
        if number % 7:
            figure = number * 10 ** (number % 6)
            values[cell.id] = Decimal(figure) / 8 if cell.kind == "amount" else figure
    return Report(editions, values)


def parts(case: Case) -> dict[str, bytes]:
    """The parts of the case's file by name; not the one that names the program, which differs by its version only."""
    data = write_word(report(load_editions(), case.edition), MADE, case.layout, draft=case.draft)
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if name != OFFICE_PART}


def kept(case: Case) -> dict[str, Path]:
    """Where each part of the case is kept, by name."""
    folder = HERE / case.name
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def canonical(data: bytes) -> bytes:
    """The XML of a part, without the line breaks that were put into it to be read."""
    root = etree.fromstring(data, etree.XMLParser(remove_blank_text=True))
    written: bytes = etree.tostring(root, method="c14n2")
    return written


def readable(data: bytes) -> bytes:
    """The part with each paragraph, row, style and relation on a line of its own."""
    lines = _OWN_LINE.sub(b"\n", data) + b"\n"
    if canonical(lines) != canonical(data):
        raise AssertionError("to be read more easily, the part was changed")
    return lines


def main() -> None:
    for case in CASES:
        for path in kept(case).values():
            path.unlink()
        for name, data in parts(case).items():
            path = HERE / case.name / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(readable(data))


if __name__ == "__main__":
    main()
