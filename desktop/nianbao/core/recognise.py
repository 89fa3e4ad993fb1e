"""Find the report in what a file holds: tables by their labels, sections by their headings, unit and year by the title.

Nothing is found by counting positions alone. What is not unmistakable is left blank and named as a problem:
a wrong cell is worse than a missing one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from nianbao.core.edition import Edition, Editions, Section
from nianbao.core.grids import Line, Piece, lines_of
from nianbao.core.labels import words
from nianbao.core.preamble import PREAMBLE, kind_of_unit, read_contacts, read_title
from nianbao.core.report import Origin, Report
from nianbao.core.tables import Problem, TableReader
from nianbao.core.values import Value, plain

_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_NUMBERED = re.compile(r"[一二三四五六][、.,:]")
_LONGEST_HEADING = 40


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was recognised in a file, for the clerk to look at before anything is taken.

    `values` are by cell id, `sources` say where each came from; `found` are the table cells whose place was found,
    blank ones too; `problems` are what could not be read, as Chinese sentences.
    """

    name: str
    edition: Edition
    values: dict[str, Value]
    sources: dict[str, str]
    found: frozenset[str]
    problems: tuple[Problem, ...]

    def report(self, editions: Editions) -> Report:
        """The report that the file holds, its totals kept as declared."""
        origins = {cell: Origin("imported", self.sources.get(cell, self.name)) for cell in self.values}
        return Report(editions, {"edition": self.edition.id, **self.values}, origins)


def recognise(name: str, pieces: Iterable[Piece], editions: Editions) -> Proposal | None:
    """The best reading of the pieces: the edition whose labels find most cells. None when nothing is recognised."""
    lines = list(lines_of(pieces))
    readings = [_Reading(edition).read(lines) for edition in editions.values()]
    best = max(
        readings, key=lambda reading: (len(reading.tables.found), _fits_year(reading), reading.edition.first_year)
    )
    if not best.tables.found and not best.texts and not best.title_seen:
        return None
    return best.proposal(name)


def _fits_year(reading: "_Reading") -> bool:
    year = reading.fields.get("year")
    return isinstance(year, int) and reading.edition.covers(year)


@dataclass
class _Reading:
    """One pass over the lines with one edition in mind."""

    edition: Edition
    tables: TableReader = field(init=False)
    fields: dict[str, Value] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    leading: list[str] = field(default_factory=list)
    section: Section | None = None
    title_seen: bool = False
    table_begun: bool = False

    def __post_init__(self) -> None:
        self.tables = TableReader(self.edition)
        self._headings = {
            words(name): section for section in self.edition.sections for name in (section.heading, *section.aliases)
        }
        self._field_names = {
            words(name): form_field.id
            for form_field in self.edition.fields
            for name in (form_field.label, *form_field.aliases)
        }

    def read(self, lines: Iterable[Line]) -> "_Reading":
        for line in lines:
            self._read_line(line)
        return self

    def _read_line(self, line: Line) -> None:
        if line.alone and (section := self._heading(line.alone)):
            self.section, self.table_begun = section, False
        elif line.alone and self.section is None and self._title(line.alone):
            self.title_seen = True
        elif self.section is None and line.in_grid and self._field(line):
            return
        elif self._is_prose(line) or not self.tables.take(line):
            self._text(line)
        elif len(line.tokens) > 1:
            self.table_begun = True

    def _is_prose(self, line: Line) -> bool:
        """Whether a line cannot be of a table. A section of text may stand in a sheet, one paragraph in each row:
        there an entry alone in its row is a paragraph, “无” and “其他” too, until a table has begun all the same.
        """
        in_text = self.section is not None and bool(self.section.text) and not self.table_begun
        return not line.in_grid or (in_text and bool(line.alone))

    def _heading(self, text: str) -> Section | None:
        """The section that a line is the heading of; without a number only the official words are a heading.

        A number in brackets is that of a part of a section: “（二）其他需要报告的事项”.
        """
        if len(plain(text)) > _LONGEST_HEADING or plain(text).startswith("("):
            return None
        section = self._headings.get(words(text))
        if section and not _NUMBERED.match(plain(text)) and words(text) != words(section.heading):
            return None
        return section

    def _title(self, text: str) -> bool:
        title = read_title(text)
        if not title:
            return False
        above = re.sub(r"\s+", "", self.leading[-1]) if self.leading else ""
        unit = title.unit or (above if kind_of_unit(self.edition, above) else "")
        self.fields.setdefault("year", title.year)
        if unit:
            self.fields.setdefault("unit.name", unit)
        self.leading.clear()
        return True

    def _field(self, line: Line) -> bool:
        """A row of 基本信息: a label and its value side by side."""
        cell = self._field_names.get(words(line.tokens[0].text))
        if cell is None or len(line.tokens) != 2:
            return False
        text = line.tokens[1].text.strip()
        value = self._field_value(cell, text)
        if value is None:
            self.tables.problems.append(Problem(f"“{line.tokens[0].text.strip()}”填的“{text}”没有认出来，请手工填写。"))
        else:
            self.fields[cell] = value
        return True

    def _field_value(self, cell: str, text: str) -> Value | None:
        if cell == "year":
            digits = re.fullmatch(r"(\d{4})年?度?", plain(text))
            return int(digits[1]) if digits else None
        if cell == "edition":
            return self.edition.id
        if cell == "unit.kind":
            return next((kind.id for kind in self.edition.unit_kinds if text in (kind.label, kind.id)), None)
        if cell == "signature":
            return {"印": "yes", "不印": "no"}.get(text, text)
        return text

    def _text(self, line: Line) -> None:
        text = " ".join(token.text.strip() for token in line.tokens)
        if self.section and self.section.text:
            self.texts.setdefault(self.section.text, []).append(text)
        elif self.section is None and line.alone:
            self.leading.append(text)
        else:
            where = f"“{self.section.short}”里" if self.section else "文件里"
            self.tables.problems.append(Problem(f"{where}有一段文字没有读入：{_shortened(text)}"))

    def proposal(self, name: str) -> Proposal:
        self._take_signature()
        texts = {cell: "\n".join(paragraphs) for cell, paragraphs in self.texts.items() if paragraphs}
        preamble = [text for text in self.leading if self.title_seen or "统计期限" in text]
        if preamble:
            texts[PREAMBLE] = "\n".join(preamble)
        fields = {**read_contacts("\n".join(texts.values())), **self.fields}
        if "unit.kind" not in fields and (kind := kind_of_unit(self.edition, str(fields.get("unit.name", "")))):
            fields["unit.kind"] = kind
        fields.pop("edition", None)
        missing = tuple(self.tables.missing())  # finds the blank row of table 四 too, so it comes before `found`
        return Proposal(
            name,
            self.edition,
            {**fields, **texts, **self.tables.values},
            dict(self.tables.sources),
            frozenset(self.tables.found),
            (*self.tables.problems, *missing),
        )

    def _take_signature(self) -> None:
        """A unit's name and a date at the very end are the 落款, not part of section 六."""
        last = self.edition.sections[-1].text
        paragraphs = self.texts.get(last, [])
        if paragraphs and _DATE.fullmatch(plain(paragraphs[-1])):
            self.fields["date"] = plain(paragraphs.pop())
            if paragraphs and plain(paragraphs[-1]) == plain(str(self.fields.get("unit.name", ""))):
                paragraphs.pop()
                self.fields["signature"] = "yes"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_HEADING else f"{text[:_LONGEST_HEADING]}…"
