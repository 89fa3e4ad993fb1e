"""The rules as a whole: their public codes, their clauses, and how bad a fault against them is."""

from dataclasses import replace

import pytest

from nianbao.core.checks import RULES, Finding, Fix, Level
from nianbao.core.checks.finding import Case
from nianbao.core.checks.rule import Fault, Rule, rule
from nianbao.core.edition import Editions
from nianbao.core.report import Report

LONGEST_CLAUSE = 75
COUNTS = {"C": 4, "T2": 4, "T3": 6, "T4": 4, "Y": 5, "X": 10, "W": 12}
ERRORS = {"C-01", "C-02", "T3-01", "T3-02", "T3-03", "T4-01", "Y-01"}
HINTS = {"T3-06", "Y-04"}
TABLES = ("C-", "T", "Y-")


def test_the_codes_are_those_of_the_public_list_in_its_order():
    listed = [f"{family}-{number:02}" for family, count in COUNTS.items() for number in range(1, count + 1)]
    assert [rule.code for rule in RULES] == listed


def test_no_code_is_used_twice():
    codes = [rule.code for rule in RULES]
    assert sorted(set(codes)) == sorted(codes)


@pytest.mark.parametrize("checked", RULES, ids=lambda rule: rule.code)
def test_every_rule_quotes_its_clause_in_one_short_sentence(checked: Rule):
    assert checked.clause.strip() == checked.clause
    assert checked.clause.endswith("。")
    assert checked.clause.count("。") == 1
    assert "\n" not in checked.clause
    assert len(checked.clause) <= LONGEST_CLAUSE


@pytest.mark.parametrize(
    "checked", [rule for rule in RULES if rule.code.startswith(TABLES)], ids=lambda rule: rule.code
)
def test_a_rule_on_tables_is_as_bad_as_the_public_list_says(checked: Rule):
    expected = Level.ERROR if checked.code in ERRORS else Level.HINT if checked.code in HINTS else Level.WARNING
    assert checked.level is expected
    assert checked.excusable == (checked.code == "Y-01")


def test_the_levels_have_the_words_of_the_clerks_other_programs():
    assert [level.word for level in Level] == ["强制性", "核实性", "提示"]


@pytest.mark.parametrize(
    ("left", "right", "target"), [("ab", "t", "t"), ("ab", "cd", "a"), ("a", "t", "a"), ("a", "", "a"), ("ab", "", "a")]
)
def test_the_cell_to_look_at_is_the_one_that_stands_against_many(left: str, right: str, target: str):
    finding = Finding("T3-02", Level.ERROR, tuple(left), tuple(right), "。")
    assert finding.target == target
    assert finding.cells == tuple(left + right)


def test_a_fault_is_the_same_while_its_rule_and_its_cells_are():
    finding = Finding("T3-02", Level.ERROR, ("a",), ("t",), "相差 1。")
    assert finding.same_fault(replace(finding, message="相差 2。"))
    assert not finding.same_fault(replace(finding, code="T3-03"))
    assert not finding.same_fault(replace(finding, left=("b",)))
    assert not finding.same_fault(replace(finding, right=()))


# what a reason rests on

CELL, BEFORE = "applications.carried_in.person", "applications.carried_forward.person"


def _compared_with_last_year(level: Level | None = None, *, excusable: bool = True) -> Rule:
    def find(_case: Case):
        """上年。"""
        yield Fault((CELL,), (), "。", fix=Fix("改", {CELL: 1}), level=level, last=(BEFORE,))

    return rule("Z-01", Level.ERROR, excusable=excusable)(find)


def _finding(made: Rule, editions: Editions, now: int, before: int) -> Finding:
    this = Report(editions, {"edition": "2021", CELL: now})
    last = Report(editions, {"edition": "2021", BEFORE: before, CELL: 0})
    (finding,) = made.findings(Case(this, last))
    return finding


def test_a_finding_says_which_of_last_years_cells_it_compares_with(editions: Editions):
    assert _finding(_compared_with_last_year(), editions, 1, 2).last == (BEFORE,)


def test_a_reason_holds_while_this_years_and_last_years_numbers_do(editions: Editions):
    made = _compared_with_last_year()
    basis = _finding(made, editions, 1, 2).basis
    assert basis == _finding(made, editions, 1, 2).basis
    assert basis != _finding(made, editions, 3, 2).basis
    assert basis != _finding(made, editions, 1, 3).basis


def test_a_hint_takes_no_reason_even_of_a_rule_that_does(editions: Editions):
    hint = _finding(_compared_with_last_year(Level.HINT), editions, 1, 2)
    assert (hint.excusable, hint.basis) == (False, "")


def test_a_question_always_takes_a_reason(editions: Editions):
    asked = _finding(_compared_with_last_year(Level.WARNING, excusable=False), editions, 1, 2)
    assert asked.excusable
    assert asked.basis
