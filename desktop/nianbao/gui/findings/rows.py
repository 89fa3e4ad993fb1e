"""What the list of findings shows, line by line: groups by level, within them sections, in them the findings."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Literal, NamedTuple

from nianbao.core.checks import Finding, Level
from nianbao.core.edition import Edition
from nianbao.core.progress import INFORMATION
from nianbao.core.reasons import reason_before
from nianbao.core.report import Report
from nianbao.core.values import show
from nianbao.gui.reasons import reason_of, takes_reason

FEW = 4  # cells whose values of last year fit on a line


class Group(StrEnum):
    """The groups of the list from top to bottom: the levels, then what the clerk has given a reason for."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"
    SETTLED = "settled"

    @property
    def word(self) -> str:
        return "已说明" if self is Group.SETTLED else Level(self.value).word


class Deed(StrEnum):
    """What can be done about a finding at its place in the list."""

    FIX = "fix"
    EXPLAIN = "explain"
    REUSE = "reuse"  # last year's reason
    WITHDRAW = "withdraw"


class Shown(NamedTuple):
    """The filter: groups left out, only the section in sight (`here`) or all, and words that must occur."""

    without: frozenset[Group] = frozenset()
    here: bool = False
    words: str = ""


ALL = Shown()


class Row(NamedTuple):
    """A line of the list. `key` stays the same while it is the same fault, whatever its numbers are.

    `section` is an id and `where` its name; `before` is last year's value and the reason that was given then; `deeds`
    are what can be done, in words.
    """

    key: tuple[object, ...]
    kind: Literal["group", "section", "finding"]
    group: Group
    text: str
    section: str = ""
    where: str = ""
    finding: Finding | None = None
    before: str = ""
    reason: str = ""
    deeds: tuple[tuple[Deed, str], ...] = ()


class Listing:
    """Makes the lines of one report. A finding that has not changed keeps its line: a keystroke makes few anew.

    `base` is last year's report; a sealed report offers nothing to do. `counts` says how many findings each group
    has, whatever the filter leaves out.
    """

    def __init__(self, base: Report | None = None, *, sealed: bool = False) -> None:
        self._base, self._sealed = base, sealed
        self._edition: Edition | None = None
        self._names: dict[str, str] = {}
        self._made: dict[Finding, Row] = {}
        self.counts = dict.fromkeys(Group, 0)

    def of(self, findings: Sequence[Finding], report: Report, shown: Shown = ALL, section: str = "") -> list[Row]:
        """The lines for the findings; `section` is the one in sight, for a filter that asks for it."""
        if report.edition is not self._edition:
            self._edition, self._made = report.edition, {}
            self._names = {INFORMATION: "基本信息", **{part.id: part.short for part in report.edition.sections}}
        made = self._rows(findings, report)
        counts = self.counts = dict.fromkeys(Group, 0)
        wanted = shown.words.casefold().split()
        sorted_in: dict[Group, dict[str, list[Row]]] = {group: {} for group in Group}
        for row in made:
            counts[row.group] += 1
            if not (shown.here and row.section != section) and (not wanted or _speaks_of(row, wanted)):
                sorted_in[row.group].setdefault(row.section, []).append(row)
        rows: list[Row] = []
        for group in Group:
            if sorted_in[group] and group not in shown.without:
                rows += self._group(group, sorted_in[group])
        return rows

    def _group(self, group: Group, by_section: Mapping[str, list[Row]]) -> Iterator[Row]:
        """The name of a group with its count, the sections in the order of the report, their findings."""
        count = sum(len(rows) for rows in by_section.values())
        yield Row((group,), "group", group, f"{group.word}（{count}）")
        for section, name in self._names.items():
            rows = by_section.get(section)
            if rows:
                yield Row((group, section), "section", group, f"{name}（{len(rows)}）", section, name)
                yield from rows

    def _rows(self, findings: Sequence[Finding], report: Report) -> list[Row]:
        """A row for each finding, those of before where nothing has changed."""
        old, reasons = self._made, report.reasons
        rows: list[Row | None] = []
        for finding in findings:
            row = old.get(finding)
            rows.append(row if row and row.reason == reasons.get(finding.basis, "") else None)
        taken = {row.key for row in rows if row}
        made = [row or self._row(finding, report, taken) for finding, row in zip(findings, rows, strict=True)]
        self._made = dict(zip(findings, made, strict=True))
        return made

    def _row(self, finding: Finding, report: Report, taken: set[tuple[object, ...]]) -> Row:
        edition, reason = report.edition, reason_of(finding, report)
        group = Group.SETTLED if reason else Group(finding.level.value)
        fault = (group, finding.code, finding.left, finding.right, len(finding.spans))
        # the same words twice in a text are two faults
        key = next(key for number in itertools.count() if (key := (*fault, number)) not in taken)
        taken.add(key)
        cell = edition.cells.get(finding.target)
        section = cell.section if cell else INFORMATION
        earlier = "" if reason else reason_before(finding, self._base)
        before = _before(finding, edition, self._base) if self._base else ""
        return Row(
            key,
            "finding",
            group,
            finding.message,
            section,
            self._names.get(section, ""),
            finding,
            "；".join(filter(None, (before, earlier and f"去年的理由：{earlier}"))),
            reason,
            () if self._sealed else tuple(_deeds(finding, reason, earlier)),
        )


def _speaks_of(row: Row, wanted: Sequence[str]) -> bool:
    text = f"{row.text} {row.where} {row.reason}".casefold()
    return all(word in text for word in wanted)


def _deeds(finding: Finding, reason: str, earlier: str) -> Iterator[tuple[Deed, str]]:
    if reason:
        yield Deed.EXPLAIN, "修改说明…"
        yield Deed.WITHDRAW, "收回说明"
        return
    if finding.fix:
        yield Deed.FIX, finding.fix.text
    if takes_reason(finding):
        yield Deed.EXPLAIN, "说明原因…"
    if earlier:
        yield Deed.REUSE, "沿用去年的理由"


def _before(finding: Finding, edition: Edition, base: Report) -> str:
    """“上年：12”: what last year's report says of the finding's cells, or of those that it compares with.

    With the names of the cells unless it is the very one; of many cells only the one that is blamed.
    """
    cells = finding.last or (finding.cells if len(finding.cells) <= FEW else (finding.target,))
    of = base.edition.cells if finding.last else edition.cells
    known = [cell for cell in map(of.get, cells) if cell and cell.kind != "text" and cell.id in base.values]
    if len(finding.cells) == 1 and not finding.last:
        return "".join(f"上年：{show(base.get(cell.id), cell.kind)}" for cell in known)
    names = _without_common_end([cell.name for cell in known])
    parts = [f"{name} {show(base.get(cell.id), cell.kind)}" for name, cell in zip(names, known, strict=True)]
    return f"上年：{'，'.join(parts)}" if parts else ""


def _without_common_end(names: list[str]) -> list[str]:
    """The names without the column that all of them are in: 本年新收, 上年结转 for 本年新收 自然人, 上年结转 自然人."""
    ends = {name.rpartition(" ")[2] for name in names}
    if len(names) > 1 and len(ends) == 1 and all(" " in name for name in names):
        return [name.rpartition(" ")[0] for name in names]
    return names
