"""The rule book: every rule once, by family, from the rules themselves."""

from nianbao.core.checks import RULES, Level
from nianbao.core.checks.families import FAMILIES, family_of
from nianbao.core.rulebook import FILE_RULES, rule_book

CATEGORY, CODE, LEVEL, CLAUSE = range(4)


def test_every_rule_stands_in_it_once_in_the_order_of_the_public_list():
    (table,) = rule_book(RULES).tables
    assert [row[CODE] for row in table.rows] == [*(rule.code for rule in RULES), "F-01", "F-02"]


def test_a_rule_is_told_with_its_level_and_its_clause():
    (table,) = rule_book(RULES).tables
    rows = {row[CODE]: row for row in table.rows}
    for rule in RULES:
        assert rows[rule.code][LEVEL] == rule.level.word
        assert rows[rule.code][CLAUSE] == rule.clause


def test_a_family_is_named_once_at_its_first_rule():
    (table,) = rule_book(RULES).tables
    named = [(row[CATEGORY], row[CODE]) for row in table.rows if row[CATEGORY]]
    families = list(dict.fromkeys(family_of(rule.code) for rule in RULES))
    assert named == [
        *((family.name, f"{family.id}-01") for family in FAMILIES if family.id in families),
        ("文件", "F-01"),
    ]


def test_every_rule_belongs_to_a_family():
    assert {family_of(rule.code) for rule in RULES} <= {family.id for family in FAMILIES}


def test_the_rules_on_files_are_told_beside_those_on_reports():
    (table,) = rule_book(()).tables
    assert [(row[CODE], row[CLAUSE]) for row in table.rows] == list(FILE_RULES)
    assert table.heading == "共 2 条"


def test_it_says_what_the_levels_mean():
    said = "".join(rule_book(RULES).lead)
    assert all(f"{level.word}：" in said for level in Level)
