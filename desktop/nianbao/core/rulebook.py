"""All rules on one sheet for the wall beside the desk: made from the rules themselves, so never out of date."""

from collections.abc import Sequence

from nianbao.core.checks.families import FAMILIES, family_of
from nianbao.core.checks.finding import Level
from nianbao.core.checks.rule import Rule
from nianbao.core.sheet import Sheet, SheetColumn, SheetTable

TITLE = "政府信息公开工作年度报告检查规则"
# what is checked of files, not of a report: no fault of these can stand in a list of findings
FILE_RULES = (
    ("F-01", "每次导出后把文件读回来，逐个核对数字，全部一致才算导出成功；领导改过的文件也可以这样核对。"),
    ("F-02", "导入的每个数都写明来自哪个文件的哪一格；文件里的合计先核对再采用；不是上一年度的报告先询问。"),
)
_COLUMNS = (
    SheetColumn("类别", 15, centred=True),
    SheetColumn("编号", 8, centred=True),
    SheetColumn("级别", 10, centred=True),
    SheetColumn("检查内容", 100),
)


def rule_book(rules: Sequence[Rule]) -> Sheet:
    """The rules by family with code, level and clause, then those on files; one A4 page."""
    rows: list[tuple[str, ...]] = []
    for family in FAMILIES:
        own = [rule for rule in rules if family_of(rule.code) == family.id]
        for number, rule in enumerate(own):
            rows.append((family.name if number == 0 else "", rule.code, rule.level.word, rule.clause))
    for number, (code, clause) in enumerate(FILE_RULES):
        rows.append(("文件" if number == 0 else "", code, "", clause))
    return Sheet(TITLE, _levels(), (SheetTable(f"共 {len(rows)} 条", _COLUMNS, tuple(rows)),), dense=True)


def _levels() -> tuple[str, ...]:
    error, warning, hint = (level.word for level in Level)
    return (
        f"{error}：不改正不能定稿。{warning}：改正，或者写明原因；原因随核对单印出，所说的数改了要重写。{hint}：供参考。"
        "要核对的格子没有填全时，规则不作判断。",
    )
