"""X: what the text says against what the tables say, in every sentence of 一, 五 and 六 that speaks of a number."""

from collections.abc import Iterable, Iterator

from nianbao.core.checks.agreement import fault
from nianbao.core.checks.finding import Case, Level
from nianbao.core.checks.lists import unequal, unsummed
from nianbao.core.checks.ratios import grown, settled, shared
from nianbao.core.checks.recalled import recalled
from nianbao.core.checks.rule import Fault, rule
from nianbao.core.checks.told import told
from nianbao.core.grammar.statements import GROUPS, INTAKES

_NUMBERS = ("count", "before")


def _counts(case: Case, names: Iterable[str], kinds: tuple[str, ...] = ("count", "before", "none")) -> Iterator[Fault]:
    """The counts of these rows, or groups of rows, that the tables, or those of last year, do not bear out."""
    wanted = frozenset(names)
    for said in told(case):
        name = said.statement.name
        meant = said.statement.kind in kinds and (name in wanted or name.partition(".")[0] in wanted)
        if meant and (found := (recalled if said.statement.kind == "before" else fault)(said, case)):
            yield found


@rule("X-01", Level.ERROR)
def received_as_told(case: Case) -> Iterator[Fault]:
    """文字中收到、受理申请的件数，应等于表三“本年新收”的总计，或者本年新收与上年结转之和；上年的件数应与去年的报告一致。"""
    yield from _counts(case, (*INTAKES[:3], "taken_and_done", "applicants", "pool", "source"), _NUMBERS)


@rule("X-02", Level.ERROR)
def none_received_as_told(case: Case) -> Iterator[Fault]:
    """文字写未收到申请的，表三“本年新收”应为 0。"""
    yield from _counts(case, INTAKES, ("none",))


@rule("X-03", Level.ERROR)
def carried_in_as_told(case: Case) -> Iterator[Fault]:
    """文字中上年结转的件数，应等于表三“上年结转”的总计。"""
    yield from _counts(case, ("carried_in",))


@rule("X-04", Level.ERROR)
def dealt_with_as_told(case: Case) -> Iterator[Fault]:
    """文字中答复、办结、办理的件数，应等于表三办理结果的总计。"""
    yield from _counts(case, ("done", "handled"), _NUMBERS)


@rule("X-05", Level.ERROR)
def carried_forward_as_told(case: Case) -> Iterator[Fault]:
    """文字中结转下年度的件数，应等于表三“结转下年度继续办理”的总计；写全部办结、均已答复、答复率100%的应为 0。"""
    yield from _counts(case, ("carried_forward", "turned"))
    yield from settled(case)


@rule("X-06", Level.ERROR)
def results_as_told(case: Case) -> Iterator[Fault]:
    """文字中予以公开、不予公开等各类办理结果的件数，应等于表三中这一类的总计。"""
    yield from _counts(case, (*GROUPS, "opened"))


@rule("X-07", Level.ERROR)
def appeals_as_told(case: Case) -> Iterator[Fault]:
    """文字中行政复议、行政诉讼的件数和结果，应与表四一致；行政诉讼包括未经复议直接起诉和复议后起诉。"""
    yield from _counts(case, ("reconsideration", "suits", "direct_suit", "suit_after_reconsideration"))


@rule("X-08", Level.ERROR)
def decisions_as_told(case: Case) -> Iterator[Fault]:
    """文字中规章和规范性文件制发、废止的件数，行政许可、行政处罚、行政强制的件数和收费金额，应与表二一致。"""
    names = ("rules", "normative_documents", "licensing", "penalties", "coercive_measures", "fees", "procurement")
    yield from _counts(case, names)


@rule("X-09", Level.ERROR)
def shares_and_growth_as_told(case: Case) -> Iterator[Fault]:
    """文字中的比例和增减，按本年和上年的表格重新计算，应当一致（允许相差 0.01）。"""
    yield from shared(case)
    yield from grown(case)


@rule("X-10", Level.ERROR)
def parts_add_up(case: Case) -> Iterator[Fault]:
    """一句话中列出的各部分之和，应等于这句话写明的总数。"""
    yield from unequal(case)
    yield from unsummed(case)
