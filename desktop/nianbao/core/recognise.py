"""Find the report in what a file holds: tables by their labels, sections by their headings, unit and year by the title.

Nothing is found by counting positions alone. What is not unmistakable is left blank and named as a problem:
a wrong cell is worse than a missing one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from nianbao.core.declared import declared
from nianbao.core.edition import Edition, Editions, Section
from nianbao.core.figures import HEADING as FIGURES
from nianbao.core.figures import before_figures
from nianbao.core.grids import Line, Piece, line_of, lines_of
from nianbao.core.headings import Heading, heading_before, heading_of, number_of, seeming_heading
from nianbao.core.labels import words
from nianbao.core.period import year_of
from nianbao.core.preamble import PREAMBLE, kind_of_unit, read_contacts, read_title, read_yearless_title
from nianbao.core.report import Origin, Report
from nianbao.core.tables import Problem, TableReader, glued
from nianbao.core.unroll import EMPTY, with_rows
from nianbao.core.values import Value, plain

_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_YEAR_IN_NAME = re.compile(r"(20\d{2})\s*年")
# what web pages put around a report
_ABOVE = re.compile(
    r"(发布|发文|成文|公开)?(时间|日期)[:：]|来源[:：]|浏览|点击|字体|字号|打印|分享|当前位置|首页|索引号|扫一扫"
)
_BELOW = re.compile(
    r"【?(打印|关闭|返回|分享)|打印本页|关闭窗口|版权所有|主办单位|承办单位|网站标识码|ICP备|公网安备|上一[篇条]|下一[篇条]"
    r"|相关(链接|文章|附件)|网站地图|联系我们|扫一扫|责任编辑"
)
_YEAR_ALONE = re.compile(r"\(?(20\d{2})年?度?\)?")
_LONGEST_HEADING = 40
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was recognised in a file, for the clerk to look at before anything is taken.

    `values` are by cell id, `sources` say where each came from; `found` are the table cells whose place was found,
    blank ones too; `problems` are what could not be read, as Chinese sentences; `remarks` what stood beside a number.
    `pieces` are what it was read from, where the file has a look of its own: a source is the place of an entry in them.
    `reasons` are the clerk's words for what a check asked about, which only a file of the program's own has.
    """

    name: str
    edition: Edition
    values: dict[str, Value]
    sources: dict[str, str]
    found: frozenset[str]
    problems: tuple[Problem, ...]
    remarks: Mapping[str, str] = field(default_factory=dict)
    pieces: tuple[Piece, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)

    def report(self, editions: Editions) -> Report:
        """The report that the file holds, its totals kept as declared; each value says file, sheet and place."""
        places = {cell: f"“{self.name}”{self.sources.get(cell, '')}" for cell in self.values}
        origins = {cell: Origin("imported", place, self.remarks.get(cell, "")) for cell, place in places.items()}
        return Report(editions, {"edition": self.edition.id, **self.values}, origins, self.reasons)


def recognise(name: str, pieces: Iterable[Piece], editions: Editions) -> Proposal | None:
    """The best reading of the pieces: the edition whose labels find most cells. None when nothing is recognised."""
    kept = tuple(pieces)
    lines = list(lines_of(kept))
    readings = [
        _Reading(edition, tuple(e for e in editions.values() if e is not edition)) for edition in editions.values()
    ]
    for reading in readings:
        reading.read(with_rows(lines, reading.tables.labels, reading.in_prose))
    best = max(readings, key=lambda reading: reading.score(lines))
    if not best.tables.found and not best.texts and not best.title_seen:
        return None
    return replace(best.proposal(name), pieces=kept)


@dataclass
class _Reading:
    """One pass over the lines with one edition in mind."""

    edition: Edition
    others: tuple[Edition, ...]
    tables: TableReader = field(init=False)
    fields: dict[str, Value] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    leading: list[str] = field(default_factory=list)
    heading: str = ""  # the title as it stands there
    headings: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)  # running text in a section of tables
    section: Section | None = None
    title_seen: bool = False
    table_begun: bool = False
    ended: bool = False
    _arabic: bool = False
    _sheet: str = ""
    _entered: list[str] = field(default_factory=list)
    _guessed: set[str] = field(default_factory=set)  # sections begun by a line that may have been something else
    _unread: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tables = TableReader(self.edition, self.others)
        self._field_names = {
            words(name): form_field.id
            for form_field in self.edition.fields
            for name in (form_field.label, *form_field.aliases)
        }

    def read(self, lines: Iterable[Line]) -> None:
        for line in lines:
            self._read_line(line)

    def score(self, lines: Iterable[Line]) -> tuple[int, int, bool, int]:
        """How well the edition fits: by the cells found, then by the labels known, then by the year."""
        tokens = (token for line in lines for token in line.tokens)
        known = sum(any(labels.knows(token.text) for labels in self.tables.labels) for token in tokens)
        year = self.fields.get("year")
        fits_year = isinstance(year, int) and self.edition.covers(year)
        return len(self.tables.found), known, fits_year, self.edition.first_year

    def in_prose(self) -> bool:
        """Whether a section of text is being read."""
        return self.section is not None and bool(self.section.text) and not self.table_begun

    def _read_line(self, line: Line) -> None:
        if line.sheet != self._sheet:
            # what stands on another sheet belongs to no section until a heading says so
            self._sheet, self.section = line.sheet, None
        if self.ended or line.alone == EMPTY:
            return
        if line.alone and (section := self._heading(line.alone)):
            self._enter(section, "" if line.in_grid else line.alone)
        elif line.alone and not line.in_grid and (begun := self._supposed(line)) and begun.section:
            self._enter(begun.section, line.alone.removesuffix(begun.rest).rstrip("：:。 \u3000\n\t"))
            self._guessed.add(begun.section.id)
            if begun.rest:
                self._text(line_of([replace(line.tokens[0], text=begun.rest)], style=line.style))
        elif line.alone and self.section is None and not self._begun and self._title(line.alone):
            self.title_seen = True
        elif self.section is None and line.in_grid and self._field(line):
            return
        elif self._is_prose(line) or not self.tables.take(line):
            self.tables.interrupt(line)
            self._text(line)
        elif len(line.tokens) > 1:
            self.table_begun = True

    @property
    def _begun(self) -> bool:
        """Whether the report itself has begun: what comes now is no title and no lead-in."""
        return bool(self._entered or self.tables.found)

    def _enter(self, section: Section, heading: str) -> None:
        """Begin a section. One that comes again begins something else (a second report, an attachment), which is named
        and not read; unless nothing has been read so far: then it was a table of contents.
        """
        if section is self.section and not self.table_begun and not self.texts.get(section.text):
            return  # its heading and the caption of its table
        if section.id in self._guessed:
            self._take_back(section)
        if section.id in self._entered:
            if self.texts or self.tables.found:
                self.ended = True
                said = f"“{section.heading}”在文件里又出现一次，从那里起没有读入，请核对。"
                self.tables.problems.append(Problem(said))
                return
            self._entered.clear()
            self.headings.clear()
        self._entered.append(section.id)
        self.headings += [heading] if heading else []  # in a sheet it is a caption
        self.section, self.table_begun = section, False

    def _take_back(self, section: Section) -> None:
        """Its heading comes only now: what began it before did not."""
        self._guessed.discard(section.id)
        if section.id in self._entered:
            self._entered.remove(section.id)
        if lines := self.texts.pop(section.text, []):
            self._unread.setdefault("有文字不能确定属于哪一部分，没有读入", []).extend(lines)

    def _is_prose(self, line: Line) -> bool:
        """Whether a line cannot be of a table. A section of text may stand in a sheet, one paragraph in each row:
        there an entry alone in its row is a paragraph, “无” and “其他” too, until a table has begun all the same.
        """
        return not line.in_grid or (self.in_prose() and bool(line.alone))

    def _heading(self, text: str) -> Section | None:
        """The section that a line is the heading of. An Arabic number counts only where the first section has one, and
        only the section's own: within a section “2.” numbers its parts.
        """
        heading = heading_of(text, self.edition)
        if heading is None or heading.section is None:
            return None
        if heading.arabic:
            number = number_of(heading.section, self.edition)
            if heading.number != number or not (number == 1 or self._arabic):
                return None
            self._arabic = True
        return heading.section

    def _supposed(self, line: Line) -> Heading | None:
        """A line that begins a section of text, though it is no plain heading: its text goes on in the same line, or it
        is numbered and stands where no other section can begin; then it is said.

        Any other line that may be a heading is kept to be checked, and read as what it is otherwise.
        """
        text = line.alone
        begun = heading_before(text, self.edition)
        numbered_so = begun is None or not begun.arabic or begun.number == 1 or self._arabic
        if numbered_so and begun and begun.section and begun.section.text and begun.section.id not in self._entered:
            self._arabic = self._arabic or begun.arabic
            return begun
        seeming = None if self.tables.knows(line) else seeming_heading(text, self.edition)
        due = number_of(self.section, self.edition) + 1 if self.section else 1
        if seeming is None or due > len(self.edition.sections):
            return None
        section = self.edition.sections[due - 1]
        if seeming.number == due and section.text and (self.section is None or self.table_begun) and self.title_seen:
            said = f"“{text}”认作“{section.heading}”，请核对。"
            self.tables.problems.append(Problem(said, note=True))
            return seeming._replace(section=section)
        if seeming.number == due or (seeming.section and seeming.section.id not in self._entered):
            self.headings.append(text)
        return None

    def _title(self, text: str) -> bool:
        """Whether a line is the title, or the last line of one that stands in several."""
        above = [re.sub(r"\s+", "", line) for line in self.leading[-2:]]
        lines = ("".join([*above[len(above) - count :], text]) for count in range(len(above) + 1))
        heading, title = next(((line, found) for line in lines if (found := read_title(line))), ("", None))
        if not title:
            return False
        self.heading = heading
        self.fields["year"] = title.year  # of several, as a web page has them, the last one stands over the report
        unit = title.unit or (above[-1] if above and kind_of_unit(self.edition, above[-1]) else "")
        if unit:
            self.fields["unit.name"] = unit
            self.heading = heading if title.unit else f"{unit}{heading}"
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
        """A line of running text: of the section it stands in, before all sections, or of none and then it is named."""
        text = " ".join(token.text.strip() for token in line.tokens)
        last = self.section is not None and self.section is self.edition.sections[-1]
        self.ended = self.ended or (last and not line.in_grid and bool(_BELOW.search(text)))
        if self.ended:
            return
        if any(glued(token.text, self.tables.labels) for token in line.tokens):
            self._unread.setdefault("几个格子粘在一起，不能确定各是什么数，没有读入", []).append(text)
        elif self.section and self.section.text:
            self.texts.setdefault(self.section.text, []).append(text)
        elif self.section is None and line.alone and not self._begun:
            self.leading.append(text)
        elif not self.tables.knows(line):
            if self.section and line.alone and not _is_around(text) and not _BELOW.search(text):
                self.beside.append(text)
            where = f"“{self.section.short}”里" if self.section else "文件里"
            self._unread.setdefault(f"{where}有文字没有读入", []).append(text)

    def proposal(self, name: str) -> Proposal:
        self._leave_out_figures()
        self._take_signature()
        self._take_yearless_title()
        texts = {cell: "\n".join(paragraphs) for cell, paragraphs in self.texts.items() if paragraphs}
        preamble = [text for text in self.leading if (self.title_seen or "统计期限" in text) and not _is_around(text)]
        if preamble:
            texts[PREAMBLE] = "\n".join(preamble)
        fields = {**read_contacts("\n".join(texts.values())), **self.fields}
        if "unit.kind" not in fields and (kind := kind_of_unit(self.edition, str(fields.get("unit.name", "")))):
            fields["unit.kind"] = kind
        fields.pop("edition", None)
        if "year" not in fields:
            fields.update(self._year_from_elsewhere(name, "\n".join(texts.values())))
        missing = tuple(self.tables.missing())  # finds the blank row of table 四 too, so it comes before `found`
        declares = declared(self.edition, fields, self.heading, self.headings, self.beside)
        return Proposal(
            name,
            self.edition,
            {**fields, **texts, **declares, **self.tables.values},
            dict(self.tables.sources),
            frozenset(self.tables.found & self.edition.cells.keys()),
            (*self.tables.problems, *self._unread_problems(), *missing),
            dict(self.tables.remarks),
        )

    def _year_from_elsewhere(self, name: str, texts: str) -> dict[str, Value]:
        """The year of a report whose title has none: of its statistics period, else in the name of its file."""
        named = _YEAR_IN_NAME.search(name)
        period = year_of(texts)
        year = period or (int(named[1]) if named else None)
        if year is None:
            return {}
        source = "统计期限" if period else "文件名"
        self.tables.problems.append(Problem(f"文件里没有写年度，按{source}认作{year}年，请核对。", note=True))
        return {"year": year}

    def _take_yearless_title(self) -> None:
        """A title that is one in all but its year, which may stand in the line below: the last that there is."""
        for place, line in reversed(list(enumerate(self.leading))) if not self.title_seen else ():
            unit = read_yearless_title(line)
            above = "".join(self.leading[place - 1].split()) if place and not unit else ""
            if unit is None or not kind_of_unit(self.edition, unit or above):
                continue
            self.title_seen, self.heading = True, f"{above}{line}"
            self.fields.setdefault("unit.name", unit or above)
            below = self.leading[place + 1 : place + 2]
            year = _YEAR_ALONE.fullmatch(plain(below[0])) if below else None
            if year:
                self.fields.setdefault("year", int(year[1]))
                self.heading += below[0]
            del self.leading[: place + (2 if year else 1)]
            return

    def _unread_problems(self) -> Iterator[Problem]:
        """What was not read, a sentence for each reason with the first texts in it."""
        for reason, texts in self._unread.items():
            shown = "；".join(_shortened(text.rstrip("。")) for text in texts[:_SHOWN])
            more = f" 等 {len(texts)} 处" if len(texts) > _SHOWN else ""
            yield Problem(f"{reason}：{shown}{more}。")

    def _leave_out_figures(self) -> None:
        """Charts that follow the report have captions, which are not part of section 六."""
        last = self.edition.sections[-1].text
        paragraphs = self.texts.get(last, [])
        kept = before_figures(paragraphs)
        if len(kept) < len(paragraphs):
            self.texts[last] = kept
            count = len(paragraphs) - len(kept) - 1
            said = f"“{FIGURES}”里的 {count} 张图没有读入，需要时可以由数字重新生成。"
            self.tables.problems.append(Problem(said, note=True))

    def _take_signature(self) -> None:
        """A unit's name and a date at the very end are the 落款, not part of section 六."""
        last = self.edition.sections[-1].text
        paragraphs = self.texts.get(last, [])
        if paragraphs and _DATE.fullmatch(plain(paragraphs[-1])):
            self.fields["date"] = plain(paragraphs.pop())
            if paragraphs and plain(paragraphs[-1]) == plain(str(self.fields.get("unit.name", ""))):
                paragraphs.pop()
                self.fields["signature"] = "yes"


def _is_around(text: str) -> bool:
    """Whether a line is what a web site writes between title and report: dates, source, font size."""
    return len(text) < _LONGEST_HEADING * 2 and bool(_ABOVE.search(text)) and "统计期限" not in text


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_HEADING else f"{text[:_LONGEST_HEADING]}…"
